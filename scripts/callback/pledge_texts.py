"""What the pledge form tells the donor, Vietnamese first and English second."""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    # one field is not right
    "code-empty": (
        "Xin ghi mã của địa chỉ hoặc quỹ bạn muốn giúp.",
        "Please write the code of the address or fund you would like to help.",
    ),
    "code-wrong": (
        "Mã này sai ít nhất một ký tự. Xin chép lại từ trang của địa chỉ.",
        "At least one character of this code is wrong. Please copy it from the page of the address.",
    ),
    "code-unknown": (
        "Không có địa chỉ hay quỹ nào mang mã này.",
        "There is no address or fund with this code.",
    ),
    "code-closed": (
        "Địa chỉ này hiện không nhận thêm. Cảm ơn bạn; xin chọn một địa chỉ khác đang cần giúp.",
        "This address takes no more help for now. Thank you; please choose another one that needs help.",
    ),
    "choice": (
        "Xin chọn một trong các mục của danh sách.",
        "Please choose one of the entries of the list.",
    ),
    "amount-empty": ("Xin ghi số tiền hoặc trị giá ước tính.", "Please write the amount or the estimated value."),
    "amount-unclear": (
        "Chưa hiểu số tiền này. Xin ghi đủ, ví dụ 500.000 hoặc 500 nghìn.",
        "This amount was not understood. Please write it in full, for example 500,000.",
    ),
    "amount-small": (
        "Gặp {found} đồng. Có phải {meant} đồng? Xin ghi đủ cả số không.",
        "Found {found} đồng. Did you mean {meant} đồng? Please write all the zeros.",
    ),
    "amount-large": (
        "Tổng cộng {found} đồng, nhiều hơn mức {most} đồng của biểu mẫu này. "
        "Xin gọi cho Hội để cùng bàn cách giúp; nếu ghi thừa số không, xin sửa lại.",
        "This comes to {found} đồng, more than the {most} đồng of this form. "
        "Please call the Society to arrange it; if there is a zero too many, please mend it.",
    ),
    "quantity-empty": (
        "Xin ghi bao nhiêu, bằng chữ số.",
        "Please write how many, in digits.",
    ),
    "quantity-wrong": (
        "Xin ghi một số nguyên từ 1 đến {most}.",
        "Please write a whole number from 1 to {most}.",
    ),
    "unit-empty": (
        "Xin ghi là gì, ví dụ: chiếc xe lăn.",
        "Please write of what, for example: wheelchairs.",
    ),
    "times-wrong": (
        "Xin ghi số kỳ từ 2 đến {most}; nhiều nhất là mười năm.",
        "Please write a number of times from 2 to {most}: ten years at most.",
    ),
    "first-wrong": (
        "Chưa hiểu tháng này. Xin ghi dạng 11/2023.",
        "This month was not understood. Please write it like 11/2023.",
    ),
    "first-out": (
        "Tháng đầu tiên phải từ tháng này đến {most} tháng nữa.",
        "The first month must be this one or within the next {most}.",
    ),
    "bundle-none": (
        "Chưa có địa chỉ nào trong danh sách. Xin ghi ít nhất một mã, ví dụ DC23A0002G.",
        "There is no address in the list. Please write at least one code, for example DC23A0002G.",
    ),
    "bundle-many": (
        "Danh sách có {found} mã; mỗi lần nhận nhiều nhất {most}. Xin gửi phần còn lại ở lần sau, hoặc gọi cho Hội.",
        "The list has {found} codes; {most} at most are taken at once. "
        "Please send the others later, or call the Society.",
    ),
    "tax-wrong": (
        "Mã số thuế chưa đúng: cần 10 chữ số, 10 chữ số kèm 3 chữ số của chi nhánh (0123456789-001), "
        "hoặc 12 chữ số của hộ kinh doanh. Xin xem lại từng chữ số.",
        "This tax code is not right: it has 10 digits, 10 with 3 more for a branch (0123456789-001), "
        "or 12 of a household business. Please check each digit.",
    ),
    "name-for-paper": (
        "Xin ghi tên đơn vị để ghi vào giấy xác nhận; tên chỉ hiện trên trang nếu bạn chọn cho hiện.",
        "Please write the name for the confirmation; the site shows it only if you choose so.",
    ),
    "split-rule": (
        "Chuyển một lần cho cả danh sách, ghi mã {reference}: tiền được chia cho các địa chỉ theo phần còn lại của "
        "từng lời hứa; phần vượt vào quỹ chung của cuộc vận động.",
        "One transfer for the whole list, with the code {reference}, is shared by what is still open of each promise; "
        "what is beyond goes to the campaign's common fund.",
    ),
    "split-rule-first": (
        "Chuyển một lần cho cả danh sách, ghi mã {reference}: tiền được chia cho các địa chỉ theo phần còn lại của "
        "từng lời hứa; phần vượt vào địa chỉ đầu tiên.",
        "One transfer for the whole list, with the code {reference}, is shared by what is still open of each promise; "
        "what is beyond goes to the first address.",
    ),
    "name-empty": (
        "Bạn chọn hiện tên nhưng chưa ghi tên.",
        "You chose to show a name but wrote none.",
    ),
    "name-short": (
        "Tên cần từ 2 đến 60 ký tự và có chữ cái.",
        "A name needs 2 to 60 characters, with letters in it.",
    ),
    "name-contact": (
        "Tên được công bố, nên không ghi số điện thoại, số tài khoản, thư hay liên kết ở đây.",
        "The name is published, so please put no phone or account number, e-mail address or link here.",
    ),
    "text-long": (
        "Xin viết ngắn lại, nhiều nhất {most} ký tự.",
        "Please shorten this to at most {most} characters.",
    ),
    "unit-contact": (
        "Phần này được công bố, nên không ghi số điện thoại, số tài khoản, thư hay liên kết ở đây.",
        "This is published, so please put no phone or account number, e-mail address or link here.",
    ),
    "contact-empty": (
        "Xin ghi số điện thoại hoặc thư điện tử để Hội liên hệ được với bạn.",
        "Please give a phone number or an e-mail address, so that the Society can reach you.",
    ),
    "phone-wrong": (
        "Số điện thoại chưa đúng. Số ở Việt Nam có 10 chữ số; số ở nước khác bắt đầu bằng dấu +.",
        "This phone number is not right. Numbers outside Vietnam start with a plus sign.",
    ),
    "email-wrong": (
        "Thư điện tử chưa đúng, cần dạng ten@noinao.vn.",
        "This e-mail address is not right.",
    ),
    "consent-missing": (
        "Hội cần sự đồng ý này mới được giữ liên hệ của bạn.",
        "The Society needs this consent before it may keep your contact.",
    ),
    "trap": (
        "Có điều được ghi vào ô phải để trống, có lẽ do trình duyệt tự điền. Xin xoá ở ô cuối rồi gửi lại.",
        "The last field must stay empty; perhaps the browser filled it in. Please clear it and send again.",
    ),
    # the whole form
    "form-broken": (
        "Biểu mẫu gửi đến không đầy đủ. Xin tải lại trang rồi điền lại.",
        "The form did not arrive whole. Please load the page again and fill it in once more.",
    ),
    "form-big": ("Biểu mẫu gửi đến quá lớn.", "The form is too large."),
    "elsewhere": (
        "Biểu mẫu này không được gửi từ trang của Hội. Xin mở trang của Hội rồi gửi từ đó.",
        "This form was not sent from the Society's site. Please open the site and send it from there.",
    ),
    "busy-heading": ("Chưa mở được biểu mẫu", "The form could not be opened"),
    "busy": (
        "Đang có nhiều người gửi cùng lúc. Xin thử lại sau {minutes} phút; bạn vẫn có thể chuyển khoản ngay.",
        "Many people are sending at once. Please try again in {minutes} minutes; a bank transfer works at any time.",
    ),
    "closed": (
        "Hiện không nhận lời hứa qua biểu mẫu. Xin chuyển khoản hoặc gọi cho Hội.",
        "Promises are not taken by form at present. Please use a bank transfer or call the Society.",
    ),
    "not-kept": (
        "Hội chưa ghi được lời hứa này do lỗi kỹ thuật. Xin thử lại sau ít phút.",
        "Your promise could not be written down for a technical reason. Please try again in a few minutes.",
    ),
    # how it was understood
    "understood-times": (
        "{each} đồng mỗi kỳ, {times} kỳ {rhythm}, từ tháng {month}/{year}.",
        "{each} đồng each time, {times} times {rhythm}, from {month}/{year}.",
    ),
    "monthly": ("hằng tháng", "monthly"),
    "quarterly": ("hằng quý", "quarterly"),
    "yearly": ("hằng năm", "yearly"),
    "understood-labour": (
        "{days} ngày công, tính {value} đồng theo mức của cuộc vận động.",
        "{days} days of work, counted as {value} đồng by the campaign's rate.",
    ),
    "counted-once-accepted": (
        "Hội sẽ xác nhận với bạn; từ đó lời hứa được tính cho địa chỉ. Tiền chuyển khoản được tính ngay.",
        "The Society will confirm this with you; from then on it counts as promised. A transfer counts at once.",
    ),
    "looked-at": (
        "Tên và lời nhắn của bạn sẽ có người của Hội xem trước khi hiện ra.",
        "Somebody of the Society looks at your name and message before they are shown.",
    ),
    "cash": ("tiền", "money"),
    "in_kind": ("hiện vật", "goods"),
    "labour": ("ngày công", "days of work"),
    "service": ("làm giúp một việc", "a service"),
    "loan": ("cho mượn vốn không lãi", "a loan without interest"),
    "labour-unit": ("ngày công", "days of work"),
}


def words(code: str, lang: Language, **values: object) -> str:
    return TEXTS[code][0 if lang == "vi" else 1].format_map(values)
