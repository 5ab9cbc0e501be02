"""Photos as they enter: turned upright, made smaller, and drawn anew from their pixels before git ever sees them.

Cameras write the place, the time and their owner's name into a file, and people write names of persons into names of
files. What is kept is a new file, named by its content, so that nothing else of the original goes along.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from nhandao.book.photo_file import MAX_PIXELS

MAX_UPLOAD = 20 * 1024 * 1024
"""Bytes of one photo as it is sent."""
_LONGEST_SIDE = 2400
_JPEG = {"quality": 86, "optimize": True, "progressive": True}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}\.(jpg|png)", re.ASCII)


class BadPhoto(Exception):
    """A file that cannot be kept; `code` names the message, with what was found."""

    def __init__(self, code: str, found: str) -> None:
        self.code, self.found = code, found
        super().__init__(code)


class Photo(NamedTuple):
    name: str
    content: bytes


def clean(content: bytes) -> Photo:
    """A photo as it may be kept. Raises BadPhoto."""
    if len(content) > MAX_UPLOAD:
        raise BadPhoto("admin-photo-large", f"{len(content) / 1024 / 1024:.0f} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
                kind, size = image.format, image.size
                if size[0] * size[1] > MAX_PIXELS:
                    raise BadPhoto("admin-photo-pixels", f"{size[0]} × {size[1]}")
                if kind == "PNG" and getattr(image, "is_animated", False):
                    raise BadPhoto("admin-photo-kind", "PNG")
                drawn = _drawn(image, kind == "PNG")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        pixels = re.search(r"\d{6,}", str(error))
        raise BadPhoto("admin-photo-pixels", f"{pixels[0]} px" if pixels else "> px") from None
    except UnidentifiedImageError:
        raise BadPhoto("admin-photo-kind", _looks_like(content)) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise BadPhoto("admin-photo-broken", "") from None
    kept = io.BytesIO()
    if kind == "PNG":
        drawn.save(kept, "PNG")
    else:
        drawn.save(kept, "JPEG", **_JPEG)
    made = kept.getvalue()
    digest = hashlib.blake2b(made, digest_size=16).digest()
    letters = "".join("abcdefghijklmnopqrstuvwxyz"[byte % 26] for byte in digest[:10])
    return Photo(f"anh-{letters}.{'png' if kind == 'PNG' else 'jpg'}", made)


def is_kept_name(name: str) -> bool:
    """Whether a name is one that kept photos have."""
    return bool(_NAME.fullmatch(name))


def _drawn(image: Image.Image, transparent: bool) -> Image.Image:
    """The pixels alone, upright, in sRGB-like colours, no side longer than needed."""
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if transparent and ("A" in upright.getbands() or "transparency" in upright.info) else "RGB"
    pixels = upright.convert(mode)
    pixels.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    alone = Image.new(mode, pixels.size)
    alone.paste(pixels)
    return alone


def _looks_like(content: bytes) -> str:
    """What a file that is no JPEG or PNG is, by how it begins."""
    for begins, name in ((b"GIF8", "GIF"), (b"%PDF", "PDF"), (b"<svg", "SVG"), (b"BM", "BMP"), (b"PK", "ZIP")):
        if content.startswith(begins):
            return name
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC"
    return "WebP" if content[8:12] == b"WEBP" else "?"
