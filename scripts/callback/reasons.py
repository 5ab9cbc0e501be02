"""Why a message is not (yet) a line of the ledger, as a person reads it: Vietnamese, then English."""

from __future__ import annotations

REASONS: dict[str, tuple[str, str]] = {
    # a person decides
    "no-code": (
        "nội dung chuyển khoản không có mã địa chỉ, quỹ hay lời hứa nào",
        "the text of the payment has no code of an address, a fund or a promise",
    ),
    "several-codes": ("có nhiều mã không cùng một nơi: {found}", "several codes that do not agree: {found}"),
    "wrong-code": ("mã {found} sai ký tự kiểm tra", "the check character of {found} is wrong"),
    "unknown-address": ("không có địa chỉ {found}", "there is no address {found}"),
    "unknown-fund": ("không có quỹ {found}", "there is no fund {found}"),
    "unknown-pledge": ("không có lời hứa {found}", "there is no promise {found}"),
    "pledge-ended": ("lời hứa {found} đã bị từ chối hoặc đã huỷ", "the promise {found} was declined or cancelled"),
    "several-kinds": (
        "các lời hứa chung mã {found} không phải đều bằng tiền nên không chia được",
        "the promises of {found} are not all of money, so that a transfer cannot be split over them",
    ),
    "split-payment": (
        "khoản {found} đã chia cho nhiều địa chỉ; người phải chọn trả lại phần nào",
        "{found} was split over several addresses; a person has to say which part goes back",
    ),
    "not-approved": ("địa chỉ {found} chưa được duyệt vào ngày đó", "address {found} was not approved on that day"),
    "finished": ("địa chỉ {found} đã kết thúc trợ giúp", "help for address {found} had ended"),
    "rejected": ("địa chỉ {found} đã bị từ chối", "address {found} was rejected"),
    "suspended": ("địa chỉ {found} đang tạm dừng", "address {found} was suspended"),
    "withdrawn": ("người ở địa chỉ {found} đã rút lại sự đồng ý", "the people of address {found} took back consent"),
    "expired": ("sự đồng ý của địa chỉ {found} đã hết hạn", "the consent of address {found} had expired"),
    "duplicate": ("địa chỉ {found} trùng với địa chỉ khác", "address {found} is a duplicate of another"),
    "call-closed": ("đợt vận động cho {found} không mở vào ngày đó", "the call for {found} was not open on that day"),
    "unknown-payment": ("chưa thấy khoản tiền gốc {found}", "the original payment {found} has not been seen"),
    "not-a-gift": ("{found} không phải là khoản tặng nên không trả lại được", "{found} is no gift to be given back"),
    "no-amount": ("chưa biết số tiền bằng đồng", "the amount in đồng is not known"),
    "cannot-be-written": (
        "có ký tự ẩn hoặc số quá dài nên không ghi được vào sổ",
        "hidden characters or a number too long: it cannot be written",
    ),
    "does-not-fit": ("không ghi được thành dòng sổ: {found}", "it cannot be written as a line: {found}"),
    "against-the-rules": ("trái quy tắc của sổ: {found}", "against the rules of the ledger: {found}"),
    "ledger-unread": (
        "một dòng sổ của {found} không đọc được nên không biết còn bao nhiêu tiền",
        "a line of {found} cannot be read, so what it holds is not known",
    ),
    # cannot be understood, or contradicts what is known
    "unreadable": ("tệp chờ không đọc được", "the waiting file cannot be read"),
    "told-differently": (
        "cùng một khoản tiền nhưng nội dung khác với lần báo trước",
        "the same payment, told differently from before",
    ),
    "tells-more": (
        "cùng một khoản tiền, lần báo sau có thêm mã trong khi lần trước đang chờ ghi",
        "the same payment, told with a further code while the first message was waiting",
    ),
    "program-error": (
        "chương trình bị lỗi khi xử lý: {found}",
        "the program failed on it: {found}",
    ),
    "unsettled": ("thư báo thay đổi liên tục khi đang ghi", "it kept changing while it was being written"),
    "ledger-differs": (
        "sổ đã có {found} với nội dung khác",
        "the ledger holds {found} with other content",
    ),
}


def reason_text(reason: str, found: str, lang: str) -> str:
    """What a person reads; an unknown reason (from a newer version) as it stands."""
    texts = REASONS.get(reason)
    return texts[0 if lang == "vi" else 1].format(found=found) if texts else f"{reason} {found}".strip()
