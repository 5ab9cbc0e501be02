"""What a photo file may be: a readable JPEG or PNG without metadata, of a sane size, under a neutral name.

Location, camera and owner hide in EXIF, XMP and comments; the allow-list below names all that may stay.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from nhandao.records.problem import Problem
from nhandao.records.vietnamese import fold

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000

_HARMLESS = {
    "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression", "gamma", "srgb",
    "chromaticity", "aspect", "transparency", "adobe", "adobe_transform", "icc_profile",
}  # fmt: skip


def inspect(data: bytes, name: str, surnames: frozenset[str]) -> tuple[tuple[int, int] | None, list[Problem]]:
    """Pixel size (width, height) of a photo by its bytes and its name below `photos/`, and what is wrong with it;
    `surnames` are folded family names by which a person's name in a file name is recognised.

    The size is ``None`` when the image cannot be read. Problems carry no path.
    """
    problems = list(_name_problems(name, surnames))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
                size = image.size
                if size[0] * size[1] > MAX_PIXELS:
                    return None, [*problems, Problem("", 0, (), "photo-too-big", f"{size[0]} × {size[1]}")]
                carried = {str(key).lower() for key in image.info} - _HARMLESS
                if image.getexif():
                    carried.add("exif")
                if image.format == "PNG" and getattr(image, "is_animated", False):
                    return None, [*problems, Problem("", 0, (), "photo-broken", "ảnh động")]
                image.load()
    except Image.DecompressionBombError as error:  # so large that Pillow does not even tell width and height
        pixels = re.search(r"\d+", str(error))
        told = f"{int(pixels[0]):,} px".replace(",", ".") if pixels else f"> {MAX_PIXELS} px"
        return None, [*problems, Problem("", 0, (), "photo-too-big", told)]
    except UnidentifiedImageError:  # its text names the object in memory
        return None, [*problems, Problem("", 0, (), "photo-broken", "không phải ảnh JPEG hay PNG")]
    except (OSError, ValueError, SyntaxError) as error:
        reason = str(error).split("\n")[0][:80]
        cut_off = "truncated" in reason or "Truncated" in reason
        return None, [*problems, Problem("", 0, (), "photo-broken", "tệp bị cắt cụt" if cut_off else reason)]
    if carried:
        problems.append(Problem("", 0, (), "photo-metadata", ", ".join(sorted(carried))))
    return size, problems


def _name_problems(name: str, surnames: frozenset[str]) -> Iterator[Problem]:
    file = name.rsplit("/", 1)[-1]
    parts = re.split(r"[^a-z0-9]+", fold(file.rsplit(".", 1)[0]))
    # A surname followed by two more words is a person's name; "anh-1" or "hoa-2" is not.
    named = any(
        part in surnames and len(rest := parts[index + 1 :]) >= 2 and all(word.isalpha() for word in rest[:2])
        for index, part in enumerate(parts)
    )
    if named or re.search(r"\d{8,}", file):
        yield Problem("", 0, (), "photo-name", file)
