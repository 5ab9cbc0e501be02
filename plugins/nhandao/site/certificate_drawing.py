"""A certificate as a drawing, A4 on its side: on its page, as an SVG file, and as a PDF it is the same.

SVG breaks no lines, so that they are measured here, narrower than there is room: where a viewer has another typeface
than ours they still fit. All lengths are mm.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nhandao.public import labels
from nhandao.public.views import Certificate, Organisation
from nhandao.site.contexts import CertificateDrawing, DrawnLine
from nhandao.site.frame import Frame
from nhandao.site.language import Language
from nhandao.site.plan import Studio
from nhandao.site.qr import draw_any
from nhandao.site.theme import Theme
from nhandao.site.wrapping import cut, font, wrapped

_TEMPLATE = "certificate_drawing.html"
_WIDTH = 225.0
_SAFE = 0.92
"""How much of the width is used, by our own typeface."""
_NAME_SIZES = ((1, 15), (1, 12.5), (2, 13), (2, 11), (3, 9))
"""How many lines the name may have at which size; the first that it fits."""
_MEASURED = 100  # size at which words are measured


class _Block(NamedTuple):
    """Lines of one size, one below the other."""

    lines: list[str]
    size: float
    leading: float
    bold: bool = False


def drawing(organisation: Organisation, certificate: Certificate, frame: Frame, theme: Theme) -> CertificateDrawing:
    """What the template of the drawing needs, with every word in its place."""
    t = frame.t
    name = _name(organisation.name, theme.folder)
    blocks = [
        name,
        *(_words(text, 6.4, theme.folder) for text in statement(certificate, frame)),
        *(_words(text, 4.6, theme.folder) for text in _small(certificate, frame)),
    ]
    return CertificateDrawing(
        certificate=certificate,
        heading=t("Giấy ghi nhận").upper(),
        about=f"{t('Giấy ghi nhận')} {certificate.code}",
        lines=tuple(_placed(blocks, 109)),
        mark=_mark(theme),
        code=draw_any(frame.absolute(certificate.url)) if frame.site.base_url else None,
        where=_host(frame),
    )


def svg(it: CertificateDrawing, studio: Studio) -> str:
    """The drawing as a document of its own."""
    template = studio.environment.get_template(_TEMPLATE)
    return template.render(site=studio.frame.site, it=it).strip() + "\n"


def statement(certificate: Certificate, frame: Frame) -> tuple[str, ...]:
    """What is certified, in sentences."""
    t, language = frame.t, frame.language
    whom = _number(certificate.addresses, t("một địa chỉ nhân đạo"), t("{number} địa chỉ nhân đạo"), language)
    kinds = ", ".join(t(labels.SUPPORT_KINDS[kind]) for kind in certificate.kinds)
    if certificate.kind == "pledge":
        if certificate.addresses:
            said = t("đã hứa giúp {whom} bằng {kinds}.").format(whom=whom, kinds=kinds)
        else:
            said = t("đã hứa góp vào quỹ của cuộc vận động bằng {kinds}.").format(kinds=kinds)
        if certificate.promised is None:
            return (said,)
        return said, t("Trị giá lời hứa: {amount}.").format(amount=language.vnd(certificate.promised))
    gifts = _number(certificate.gifts, t("một lượt"), t("{number} lượt"), language)
    if certificate.addresses:
        said = t("đã giúp {whom} qua {gifts} bằng {kinds}.").format(whom=whom, gifts=gifts, kinds=kinds)
    else:
        said = t("đã góp vào quỹ của cuộc vận động {gifts} bằng {kinds}.").format(gifts=gifts, kinds=kinds)
    amounts = []
    if certificate.received:
        amounts.append(t("Gửi đến Hội: {amount}.").format(amount=language.vnd(certificate.received)))
    if certificate.handed_over:
        amounts.append(t("Trao thẳng: {amount}.").format(amount=language.vnd(certificate.handed_over)))
    return (said, " ".join(amounts)) if amounts else (said,)


def _small(certificate: Certificate, frame: Frame) -> tuple[str, ...]:
    t, day = frame.t, frame.language.day
    first, last = day(certificate.first), day(certificate.last)
    if certificate.kind == "year":
        year = str(certificate.last.year)
        said = t("Năm {year} của cuộc vận động, từ ngày {first} đến hết ngày {last}.")
        return (said.format(year=year, first=first, last=last),)
    said = t("Lời hứa {reference} ngày {first}, Hội nhận ngày {last}.")
    said = said.format(reference=certificate.reference, first=first, last=last)
    return said, t("Lời hứa chưa phải là sự giúp; đã giữ đến đâu: xem ở trang kiểm tra.")


def _number(number: int, one: str, many: str, language: Language) -> str:
    return one if number == 1 else many.format(number=language.num(number))


def _name(name: str, theme: Path) -> _Block:
    for most, size in _NAME_SIZES:
        lines = _lines(name, size, theme, 700)
        if len(lines) <= most and not _is_cut(lines):
            break
    # As narrow as as many lines can be: a last line of one word looks like a mistake.
    for percent in range(50, 100, 5):
        narrow = _lines(name, size, theme, 700, percent)
        if len(narrow) == len(lines) and not _is_cut(narrow):
            return _Block(narrow, size, 1.2, bold=True)
    return _Block(lines, size, 1.2, bold=True)


def _is_cut(lines: list[str]) -> bool:
    return any(line.endswith("…") for line in lines)


def _words(text: str, size: float, theme: Path) -> _Block:
    return _Block(_lines(text, size, theme, 400), size, 1.4)


@lru_cache(maxsize=4096)
def _lines(text: str, size: float, theme: Path, weight: int, percent: int = 100) -> list[str]:
    """Lines no wider than that part of the width; a word that is wider alone is cut."""
    measure, width = font(theme, weight, _MEASURED), _WIDTH * _SAFE * _MEASURED / size * percent / 100
    return [cut(line, measure, width) for line in wrapped(text, measure, width)]


def _placed(blocks: list[_Block], middle: float) -> list[DrawnLine]:
    """The lines of all blocks, the whole of them around a height."""
    gap = 3.5
    height = sum(len(block.lines) * block.size * block.leading for block in blocks) + gap * (len(blocks) - 1)
    at, placed = middle - height / 2, []
    for block in blocks:
        for line in block.lines:
            at += block.size * block.leading
            placed.append(DrawnLine(line, round(at, 1), block.size, block.bold))
        at += gap
    return placed


def _mark(theme: Theme) -> str:
    """The drawing of our own mark, to stand inside another one. The emblem of the society is never drawn."""
    return theme.files["images/mark.svg"].decode().strip()


def _host(frame: Frame) -> str:
    """Where the code is checked, as people type it."""
    return frame.absolute("/kiem-tra/").removeprefix("https://").removeprefix("http://") if frame.site.base_url else ""
