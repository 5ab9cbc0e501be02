"""QR codes as SVG paths, ten thousand of one shape in the time of a few.

A library draws the codes; it takes some milliseconds for each. But for a given length of text, error correction level
and mask, every module of a QR code is an exclusive or of bits of the text: the error correction is linear, the rest is
fixed. So the code of a text is that of another one of its length, with what each differing bit turns over turned over.
The library draws the first text of each length, and once each bit that ever differs.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

import segno
from PIL import Image

QUIET = 4
"""Modules of white around a code that readers need (ISO/IEC 18004)."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""What can be written two characters to eleven bits."""
_VALUE = {char: value for value, char in enumerate(_ALPHABET)}
_BLACK = {ord("0"): "\xff", ord("1"): "\x00"}
_MASK = 3
"""One of the eight patterns laid over a code; readers undo any, and a fixed one keeps the modules linear."""


class Code(NamedTuple):
    """A drawn QR code."""

    size: int  # modules from edge to edge, with the quiet zone
    path: str  # `d` of an SVG path to be stroked one module wide


def draw(text: str) -> Code:
    """The QR code of a text of digits, capital letters and ``$%*+-./:`` or space, at error correction level M (15 %).

    Raises ``ValueError`` for any other character.
    """
    return _code(_rows(text))


@lru_cache(maxsize=64)
def draw_any(text: str) -> Code:
    """The QR code of any text, such as an address on the web: drawn by the library alone, some milliseconds each."""
    code = segno.make_qr(text, error="m", mask=_MASK, boost_error=False)
    return _code(["".join("1" if module else "0" for module in row) for row in code.matrix])


def _code(rows: list[str]) -> Code:
    path = "".join(f"M{QUIET} {QUIET + number}.5{_strokes(row)}" for number, row in enumerate(rows))
    return Code(len(rows) + 2 * QUIET, path)


def svg(text: str) -> bytes:
    """The same code as a drawing of its own, for print in any size."""
    code = draw(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}" width="{code.size}mm" '
        f'height="{code.size}mm"><rect width="100%" height="100%" fill="#fff"/>'
        f'<path d="{code.path}" stroke="#000"/></svg>\n'
    ).encode()


def png(text: str, scale: int) -> bytes:
    """The same code as a picture in black and white, ``scale`` px to a module."""
    rows = _rows(text)
    image = Image.new("1", (len(rows) + 2 * QUIET,) * 2, 1)
    image.paste(
        Image.frombytes("L", (len(rows),) * 2, "".join(rows).translate(_BLACK).encode("latin-1")), (QUIET, QUIET)
    )
    buffer = BytesIO()
    image.resize((image.width * scale,) * 2, Image.Resampling.NEAREST).save(buffer, "PNG")
    return buffer.getvalue()


def _rows(text: str) -> list[str]:
    """The modules without the quiet zone, "1" for a dark one. Raises ``ValueError`` as `draw` does."""
    if not set(text) <= _VALUE.keys():
        raise ValueError(f"not for a QR code of capital letters: {text!r}")
    shape = _shape(len(text))
    modules = f"{shape.modules(text):0{shape.size**2}b}"
    return [modules[at : at + shape.size] for at in range(0, len(modules), shape.size)]


@lru_cache(maxsize=65_536)
def _strokes(row: str) -> str:
    """The dark runs of a row of modules, as strokes from its left end."""
    runs = ((dark, len(list(run))) for dark, run in groupby(row.rstrip("0")))
    return "".join(f"h{length}" if dark == "1" else f"m{length} 0" for dark, length in runs)


class _Shape:
    """All codes of texts of one length."""

    def __init__(self, length: int) -> None:
        self._blank = "0" * length
        self.size, self._none = _drawn(self._blank)
        self._known: dict[tuple[int, int], int] = {}
        self._first: tuple[list[int], int] | None = None

    def modules(self, text: str) -> int:
        """All modules row by row as the bits of one number, dark ones set."""
        values = _values(text)
        if self._first is None:
            self._first = values, _drawn(text)[1]
        base, found = self._first
        for place, (value, other) in enumerate(zip(values, base, strict=True)):
            difference, bit = value ^ other, 0
            while difference:
                if difference & 1:
                    found ^= self._turned(place, bit)
                difference, bit = difference >> 1, bit + 1
        return found

    def _turned(self, place: int, bit: int) -> int:
        """The modules that one bit of the pair of characters at ``place`` turns over."""
        known = self._known.get((place, bit))
        if known is None:
            high, low = divmod(1 << bit, len(_ALPHABET))
            start = 2 * place
            single = start + 1 == len(self._blank)
            written = _ALPHABET[low] if single else _ALPHABET[high] + _ALPHABET[low]
            text = self._blank[:start] + written + self._blank[start + len(written) :]
            known = self._known[place, bit] = _drawn(text)[1] ^ self._none
        return known


_shape = lru_cache(maxsize=64)(_Shape)


def _values(text: str) -> list[int]:
    """The numbers that pairs of characters are written as; a last single one stands for itself."""
    pairs = [_VALUE[text[at]] * len(_ALPHABET) + _VALUE[text[at + 1]] for at in range(0, len(text) - 1, 2)]
    return [*pairs, _VALUE[text[-1]]] if len(text) % 2 else pairs


def _drawn(text: str) -> tuple[int, int]:
    code = segno.make_qr(text, error="m", mode="alphanumeric", mask=_MASK, boost_error=False)
    rows = ["".join("1" if module else "0" for module in row) for row in code.matrix]
    return len(rows), int("".join(rows), 2)
