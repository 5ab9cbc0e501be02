"""The kit of one address for the press: texts in each language, rights, share card, code to scan, photos for print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from nhandao.public.views import AddressDetail, Photo
from nhandao.site import qr, urls
from nhandao.site.frame import Frame
from nhandao.site.language import VIETNAMESE
from nhandao.site.plan import Studio, Task
from nhandao.site.press_facts import plain_text
from nhandao.site.zipped import zipped

_NAMES = {"vi": ("noi-dung.txt", "ban-quyen.txt"), "en": ("text-en.txt", "rights-en.txt")}
_SCALE = 20  # px to a module of the code: some 9 cm at 300 dpi
RIGHTS = (
    "Được dùng miễn phí trong tin, bài về cuộc vận động, trên giấy, phát thanh, truyền hình và mạng. Ghi nguồn và tên "
    "người chụp. Không cắt ghép, không chỉnh mặt người, không dùng để quảng cáo hay vận động tiền cho nơi khác."
)


def kit(told: Sequence[tuple[Frame, AddressDetail]], card: Task, photos: Mapping[Photo, Task], studio: Studio) -> bytes:
    """The zip of one address.

    Args:
        told: frame and view of the address in each language, Vietnamese first.
        card: the share card.
        photos: those that may be printed.
    """
    detail = told[0][1]
    files = {"the-chia-se.png": partial(card.make, studio)}
    for frame, view in told:
        text, rights = _NAMES[frame.language.code]
        files[text] = partial(_encoded, address_text(frame, view))
        files[rights] = partial(_encoded, rights_text(frame, view, tuple(photos)))
    for photo, task in photos.items():
        files[f"anh/{urls.print_photo(photo).rpartition('/')[2]}"] = partial(task.make, studio)
    if detail.transfers:
        # Without an amount: the reader of a newspaper fills it in.
        payload = detail.transfers[0].payload
        files["ma-chuyen-khoan.svg"] = partial(qr.svg, payload)
        files["ma-chuyen-khoan.png"] = partial(qr.png, payload, _SCALE)
    folder = detail.card.code
    return zipped({f"{folder}/{name}": make for name, make in files.items()}, studio.frame.site.as_of)


def address_text(frame: Frame, detail: AddressDetail) -> str:
    """What a newspaper may print of an address, with where each figure can be looked up."""
    t, language, card = frame.t, frame.language, detail.card
    society = frame.site.society
    native = "" if frame.language.code == VIETNAMESE.code else t(" (nguyên văn tiếng Việt)")
    lines = [f"{card.title} ({card.code})", f"{card.category_name} · {card.commune}, {card.district}", "", card.summary]
    if detail.story_html:
        lines += ["", f"{t('Hoàn cảnh')}{native}", plain_text(detail.story_html)]
    lines += ["", t("Còn cần những gì")]
    lines += [
        f"- {need.what}: {language.num(need.quantity)} {need.unit} × {language.vnd(need.unit_price)}"
        f" = {language.vnd(need.target)}; {t('Còn cần')} {language.vnd(need.needed)}"
        for need in detail.needs
    ]
    lines += [
        "",
        f"{t('Tổng nhu cầu')}: {language.vnd(card.target)}. {t('Đã nhận')}: {language.vnd(card.received)}. "
        f"{t('Còn cần')}: {language.vnd(card.needed)}.",
        t("Số liệu đến ngày {day}; xem lại trước khi in: {url}").format(
            day=language.day(frame.site.as_of), url=frame.absolute(card.url)
        ),
        "",
        t("Cách giúp: chuyển khoản vào tài khoản của Hội, nội dung ghi mã {code}.").format(code=card.code),
    ]
    lines += [f"- {account.number}, {account.bank}, {account.holder}" for account in society.accounts]
    lines += [
        t("Chỉ những tài khoản trên là thật. Kiểm tra tại {url}").format(url=frame.absolute(urls.GENUINE)),
        "",
        f"{t('Liên hệ')}: {', '.join(filter(None, (detail.chapter.name, detail.chapter.phone, detail.chapter.email)))}",
    ]
    return _with_notice(frame, lines)


def rights_text(frame: Frame, detail: AddressDetail, photos: tuple[Photo, ...]) -> str:
    """What may be done with the kit, and who made each photo."""
    t = frame.t
    lines = [
        t(RIGHTS),
        t("Nguồn: {society}, {url}").format(society=frame.site.society.name, url=frame.absolute(detail.card.url)),
        "",
        t(
            "Gia đình đã đồng ý cho báo chí và có thể rút lại bất cứ lúc nào: trước khi in hay đăng lại, xem trang của "
            "địa chỉ còn hay không. Không tìm đến nhà, không nêu thêm điều gì ngoài bộ tư liệu nếu chưa hỏi Hội."
        ),
    ]
    for photo in photos:
        credit = photo.credit or frame.site.society.name
        name = urls.print_photo(photo).rpartition("/")[2]
        lines += ["", f"anh/{name}: {photo.alt}", t("Ảnh: {credit}").format(credit=credit)]
    return _with_notice(frame, lines)


def _with_notice(frame: Frame, lines: list[str]) -> str:
    notice = frame.site.society.sample_notice
    if notice:
        lines = [frame.t("Dữ liệu mẫu, không có thật."), "", *lines]
    return "\r\n".join("\r\n".join(line.split("\n")) for line in lines) + "\r\n"


def _encoded(text: str) -> bytes:
    # With a byte order mark, so that old editors of Windows read Vietnamese.
    return text.encode("utf-8-sig")
