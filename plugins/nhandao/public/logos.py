"""Logos as the public sees them: a cleaned drawing, or a picture made anew small, under a name that tells
its content."""

from __future__ import annotations

from nhandao.book import svg_file
from nhandao.book.book import Book
from nhandao.book.logo_file import ENDINGS, LogoFile
from nhandao.public.views import Logo, LogoSize

LARGE = (200, 100)
"""Most width and height, CSS px, on the page of the organisation."""
SMALL = (72, 36)
"""The same in lists."""
LIGHT = 4_000
"""Bytes up to which a drawing stands in lists too, of which a page may show many."""
_RECIPE = 1
"""Counts up when the published files come out different from the same originals: their names must then change."""


def logo_of(book: Book, identity: str) -> Logo | None:
    """The logo of an organisation, for which it must be public."""
    name = next((name for ending in ENDINGS if (name := f"{identity}.{ending}") in book.logos), None)
    if name is None:
        return None
    file, version = book.logos[name], f"{book.logo_ids[name][:12]}{_RECIPE}"
    if name.endswith(".svg"):
        url = f"/logo/{identity}-{version}.svg"
        return Logo(
            _size(file, LARGE, url), _size(file, SMALL, url) if file.weight <= LIGHT else None, name, drawing=True
        )
    return Logo(
        _size(file, LARGE, f"/logo/{identity}-{version}.webp"),
        _size(file, SMALL, f"/logo/nho/{identity}-{version}.webp"),
        name,
        drawing=False,
    )


def drawing(data: bytes) -> bytes:
    """What is published of a drawing. Raises ``ValueError`` for one that the data folder's check would refuse."""
    made, problems = svg_file.cleaned(data)
    if made is None:
        raise ValueError(problems[0].message())
    return made.content


def _size(file: LogoFile, most: tuple[int, int], url: str) -> LogoSize:
    """As large as fits, in the shape of the original."""
    scale = min(most[0] / file.width, most[1] / file.height)
    return LogoSize(url, max(1, round(file.width * scale)), max(1, round(file.height * scale)))
