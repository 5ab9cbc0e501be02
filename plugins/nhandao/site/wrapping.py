"""Words in lines of a given width, for drawings: nothing else measures them there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont


@lru_cache(maxsize=16)
def font(theme: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """The typeface of the theme, in 400 or 700, at a size in the unit that widths are then given in."""
    return ImageFont.truetype(theme / "static" / "fonts" / f"be-vietnam-pro-{weight}.woff2", size)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The text in lines that break between words; a single word may be wider than `width`."""
    lines = [""]
    for word in text.split(" "):  # a no-break space holds
        longer = f"{lines[-1]} {word}".lstrip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def cut(line: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """The line, ended by an ellipsis where it would be wider than `width`."""
    while font.getlength(line) > width:
        line = line.rstrip("…")[:-1] + "…"
    return line
