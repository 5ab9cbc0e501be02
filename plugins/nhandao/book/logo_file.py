"""What a logo file may be: `logos/<id of the organisation>.<ending>`, a drawing of shapes only or a picture of
a sane size.

That it is there is the society's word that the organisation gave it for this use. No program can tell a protected
emblem, such as the red cross, from a drawing, so the handbook asks the staff to look.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from nhandao.book import svg_file
from nhandao.records.problem import Problem

FOLDER = "logos/"
MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 16_000_000
ENDINGS = ("svg", "png", "jpg", "webp")

_NAME = re.compile(rf"([a-z0-9]+(?:-[a-z0-9]+)*)\.({'|'.join(ENDINGS)})")
_BEGINNINGS = (
    (rb"\x89PNG\r\n", "png"),
    (rb"\xff\xd8\xff", "jpg"),
    (rb"RIFF....WEBP", "webp"),
    (rb"GIF8", "gif"),
    (rb"BM", "bmp"),
    (rb"%PDF", "pdf"),
    (rb"%!PS", "eps"),
    (rb"\x1f\x8b", "svgz"),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|(?:\w+:)?svg)", "svg"),
)
_TURNED = 0x0112  # EXIF tag: how the camera was held; from 5 on the sides change places


class LogoFile(NamedTuple):
    """What is known of a logo: as large as it is drawn, of a drawing its view box, and its weight."""

    width: int
    height: int
    weight: int
    """Bytes of the cleaned drawing, 0 of a picture, which is made anew in the size it is shown in."""


def is_logo(path: str) -> bool:
    """Whether a path below the data folder is the place of a logo."""
    return re.fullmatch(rf"{FOLDER}[^/]+", path) is not None


def organisation_of(name: str) -> str:
    """Id of the organisation whose logo a file below `logos/` is."""
    return name.rpartition(".")[0]


def inspect(data: bytes, name: str) -> tuple[LogoFile | None, list[Problem]]:
    """What is known of a logo by its bytes and its name below `logos/`, and what is wrong with it.

    It is ``None`` with any problem. Problems carry no path.
    """
    named = _NAME.fullmatch(name)
    if named is None:
        stem = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[0].lower()).strip("-") or "ma-to-chuc"
        return None, [Problem("", 0, (), "logo-name", name, (("hint", f"{stem}.png"),))]
    if len(data) > MAX_BYTES:
        return None, [too_big(len(data))]
    begins = next((kind for beginning, kind in _BEGINNINGS if re.match(beginning, data, re.DOTALL)), "")
    if begins != named[2]:
        right = begins if begins in ENDINGS else "png"
        found = begins.upper() or "?"
        return None, [Problem("", 0, (), "logo-ending", found, (("hint", f"{named[1]}.{right}"), ("ending", named[2])))]
    return _drawing(data) if named[2] == "svg" else _picture(data)


def too_big(size: int) -> Problem:
    return Problem("", 0, (), "logo-too-big", f"{size:,} byte".replace(",", "."))


def _drawing(data: bytes) -> tuple[LogoFile | None, list[Problem]]:
    drawing, problems = svg_file.cleaned(data)
    if drawing is None:
        return None, problems
    scale = 1000 / max(drawing.width, drawing.height)
    width, height = (max(1, round(side * scale)) for side in (drawing.width, drawing.height))
    return LogoFile(width, height, len(drawing.content)), []


def _picture(data: bytes) -> tuple[LogoFile | None, list[Problem]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    return None, [Problem("", 0, (), "logo-too-big", f"{width} × {height}")]
                if getattr(image, "is_animated", False):
                    return None, [Problem("", 0, (), "logo-broken", "ảnh động")]
                turned = image.getexif().get(_TURNED, 1) >= 5
                image.load()
    except Image.DecompressionBombError as error:  # so large that Pillow does not even tell width and height
        pixels = re.search(r"\d+", str(error))
        return None, [Problem("", 0, (), "logo-too-big", f"{pixels[0] if pixels else '?'} px")]
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        return None, [Problem("", 0, (), "logo-broken", str(error)[:60])]
    return LogoFile(*((height, width) if turned else (width, height)), 0), []
