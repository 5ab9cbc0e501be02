"""The picture shown when a page is shared: what it is about, in words large enough for a message on a phone.

A photo is part of it only where search engines may list the page too, so never without consent to `press`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import PIL
from PIL import Image, ImageDraw, ImageFont, features

from nhandao.public.views import Card, Photo
from nhandao.site import urls, wrapping
from nhandao.site.address_lists import CATEGORY, AddressList
from nhandao.site.digest import bytes_digest, digest, files_digest
from nhandao.site.images import KeptPictures, derivative
from nhandao.site.plan import Plan, Task
from nhandao.site.wrapping import cut, wrapped
from nhandao.site.wrapping import font as font_of

SIZE = (1200, 630)
"""px; what the large platforms ask for."""
_MARGIN = 64
_PANEL = 420  # px, the picture at the right
_WORDS = SIZE[0] - _PANEL - 2 * _MARGIN
_LINES = 4  # of the title at most

_PAPER, _INK, _SOFT, _PLATE, _TILE, _NOTE, _NOTE_INK = (
    "#f7f5f0", "#1b2624", "#4b5854", "#0d4a6b", "#dcebe7", "#fbf0d9", "#6b4700",
)  # fmt: skip


class ShareCard(NamedTuple):
    """What a picture says."""

    title: str
    place: str = ""
    code: str = ""  # of the address
    art: str = "street"  # a picture of theme/share
    photo: Photo | None = None  # in its place


class _Look(NamedTuple):
    """The same on all pictures of a build."""

    theme: Path
    society: str
    sample: bool  # data that is not real


def tasks(plan: Plan, theme: Path, photos: Path, cache: Path) -> Iterator[Task]:
    """A picture for each address, each list by one facet, and each page of `content/`.

    Args:
        theme: folder of the theme.
        photos: where ``Photo.source`` is found.
        cache: folder for what is drawn; what is no longer published is removed from it.
    """
    society = plan.frame.site.society
    look = _Look(theme, society.short_name, bool(society.sample_notice))
    recipe = _recipe(look)
    pictures = KeptPictures(cache)
    for url, card in cards(plan):
        original = _version(photos / card.photo.source) if card.photo else ""
        key = digest(recipe, repr(card), original)
        draw = partial(picture, card, look, photos)
        yield Task(urls.file_of(urls.share_card(url)), key, pictures.make(key, draw))
    pictures.drop_others()


def _version(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def cards(plan: Plan) -> Iterator[tuple[str, ShareCard]]:
    """Each page with a picture of its own, by its address."""
    yield urls.HOME, ShareCard("Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo")
    for detail in plan.views.addresses:
        yield detail.card.url, _address(detail.card)
    for view in plan.lists:
        if not view.combined:
            yield view.url, _list(view)
    for drive in plan.views.drives:
        yield drive.url, ShareCard(drive.title, drive.organisation)
    for document in (*plan.content.pages, *plan.content.articles):
        if not document.hidden:
            yield document.url, ShareCard(document.title)


def of_list(view: AddressList) -> str:
    """The page whose picture stands for a list: of two facets, that of the district."""
    return view.crumbs[-1].url if view.combined else view.url


def _address(card: Card) -> ShareCard:
    place = f"{card.commune}, {card.district}"
    return ShareCard(card.title, place, card.code, card.category, card.photo if card.indexable else None)


def _list(view: AddressList) -> ShareCard:
    category = next((facet.current for facet in view.facets if facet.name == CATEGORY and facet.current), "")
    return ShareCard(view.heading, art=category or "street")


def _recipe(look: _Look) -> str:
    drawn = (look.theme / "share", look.theme / "static" / "fonts")
    return digest(
        bytes_digest(Path(__file__).read_bytes()),
        bytes_digest(Path(wrapping.__file__).read_bytes()),
        PIL.__version__,
        str(features.version("freetype2")),
        repr(look[1:]),
        *(files_digest(folder, sorted(folder.iterdir())) for folder in drawn),
    )


def picture(card: ShareCard, look: _Look, photos: Path) -> bytes:
    """A share card as PNG of at most 256 colours."""
    image = _drawn(card, look, photos)
    if card.photo:
        few = image.quantize(256, Image.Quantize.FASTOCTREE)
    else:
        few = image.quantize(palette=_colours(look, card.art), dither=Image.Dither.NONE)
    buffer = BytesIO()
    few.save(buffer, "PNG", compress_level=4)  # a tenth larger than at 6, in half the time
    return buffer.getvalue()


def _drawn(card: ShareCard, look: _Look, photos: Path) -> Image.Image:
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _draw_panel(image, draw, card, look, photos)
    _draw_words(draw, card, look)
    mark = _art(look.theme, "mark")
    image.paste(mark, (_MARGIN, SIZE[1] - _MARGIN - 72), mark)
    draw.text((_MARGIN + 92, SIZE[1] - _MARGIN - 74), "Nhân Đạo", _INK, font_of(look.theme, 700, 30))
    draw.text((_MARGIN + 92, SIZE[1] - _MARGIN - 34), look.society, _SOFT, font_of(look.theme, 400, 24))
    return image


@lru_cache(maxsize=32)
def _colours(look: _Look, art: str) -> Image.Image:
    """The colours of all cards with the same drawing: finding them anew for each takes longer than drawing it."""
    every_part = ShareCard("Một địa chỉ nhân đạo", "Xã, Huyện", "DC23A0002G", art)
    return _drawn(every_part, look, Path()).quantize(64, Image.Quantize.FASTOCTREE)


def _draw_panel(image: Image.Image, draw: ImageDraw.ImageDraw, card: ShareCard, look: _Look, photos: Path) -> None:
    left = SIZE[0] - _PANEL
    if card.photo:
        content = derivative(photos / card.photo.source, (_PANEL, SIZE[1]), card.photo.blur)
        image.paste(Image.open(BytesIO(content)), (left, 0))
        return
    draw.rectangle((left, 0, *SIZE), _TILE)
    art = _art(look.theme, card.art)
    image.paste(art, (left, SIZE[1] - art.height), art)  # its ground is the edge


def _draw_words(draw: ImageDraw.ImageDraw, card: ShareCard, look: _Look) -> None:
    top = _MARGIN - 8
    if look.sample:
        note, font = "Dữ liệu mẫu, không có thật", font_of(look.theme, 400, 22)
        draw.rounded_rectangle((_MARGIN, top - 22, _MARGIN + 28 + font.getlength(note), top + 16), 8, _NOTE)
        draw.text((_MARGIN + 14, top - 18), note, _NOTE_INK, font)
        top += 36
    if card.code:
        font = font_of(look.theme, 700, 34)
        draw.rounded_rectangle((_MARGIN, top, _MARGIN + 40 + font.getlength(card.code), top + 60), 10, _PLATE)
        draw.text((_MARGIN + 20, top + 9), card.code, "#fff", font)
        top += 84
    size = 54
    lines = _title(card.title, font_of(look.theme, 700, size))
    for line in lines:
        draw.text((_MARGIN, top), line, _INK, font_of(look.theme, 700, size))
        top += round(size * 1.34)
    if card.place:
        draw.text((_MARGIN, top + 10), card.place, _SOFT, font_of(look.theme, 400, 28))


def _title(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines no wider than there is room; what does not fit into the last one ends with an ellipsis."""
    lines = wrapped(text, font, _WORDS)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1] + "…"]
    return [cut(line, font, _WORDS) for line in lines]


@lru_cache(maxsize=16)
def _art(theme: Path, name: str) -> Image.Image:
    return Image.open(theme / "share" / f"{name}.png").convert("RGBA")
