"""Logos of made-up enterprises: plain shapes that belong to no one, two as drawings and one as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from math import cos, pi, sin

from PIL import Image, ImageDraw

_SCALE = 4  # drawn four times as large and scaled down, so that edges are smooth
_SIDE = 320


def _cashew() -> bytes:
    """A nut and its leaf on a round ground, with a line that some drawing programs leave behind."""
    return """<?xml version="1.0" encoding="UTF-8"?>
<!-- Lô gô mẫu, không của doanh nghiệp nào -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#2f8f5b"/>
      <stop offset="1" stop-color="#17633f"/>
    </linearGradient>
  </defs>
  <circle cx="60" cy="60" r="58" fill="url(#ground)"/>
  <path d="M38 50c-8 22 4 46 27 47 15 1 25-10 22-22-2-8-10-10-17-7-8 3-12-1-11-9 1-9-3-18-10-18-5 0-9 4-11 9z"
    fill="#f6e3b4"/>
  <path d="M60 38c4-16 20-22 36-18-2 16-18 26-36 18z" fill="#b9dd8a"/>
  <path d="M62 37l24-12" stroke="#17633f" stroke-width="2" stroke-linecap="round" fill="none"/>
</svg>
""".encode()


def _flower() -> bytes:
    """Five petals with a seam around them."""
    petals = "".join(f'  <use href="#petal" transform="rotate({turn} 100 60)"/>\n' for turn in range(0, 360, 72))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 120">\n'
        '  <defs><path id="petal" d="M100 56c-16-8-18-30 0-42 18 12 16 34 0 42z" fill="#c8404a"/></defs>\n'
        '  <rect x="4" y="4" width="192" height="112" rx="26" fill="none" stroke="#33456b" stroke-width="4"'
        ' stroke-dasharray="12 8"/>\n'
        f'{petals}  <circle cx="100" cy="60" r="9" fill="#f2b84b"/>\n'
        "</svg>\n"
    ).encode()


def _pepper() -> bytes:
    """Berries on a hill, PNG with a see-through ground."""
    side = _SIDE * _SCALE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.pieslice((side * 0.04, side * 0.42, side * 0.96, side * 1.34), 180, 360, fill="#b4472f")
    draw.rectangle((side * 0.04, side * 0.88, side * 0.96, side * 0.9), fill="#7a2d1d")
    for ring, berries in ((0, 1), (0.12, 6), (0.235, 12)):
        for berry in range(berries):
            turn = 2 * pi * berry / berries
            x, y, r = 0.5 + ring * cos(turn), 0.34 + ring * sin(turn), 0.052
            colour = "#1f5a3c" if (berry + berries) % 3 else "#3d8a57"
            draw.ellipse((side * (x - r), side * (y - r), side * (x + r), side * (y + r)), fill=colour)
    buffer = io.BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


LOGOS: Mapping[str, Callable[[], bytes]] = {
    "cong-ty-mau-dieu-xanh.svg": _cashew,
    "cong-ty-mau-may-hoa-gao.svg": _flower,
    "hop-tac-xa-mau-ho-tieu-doi-do.png": _pepper,
}
"""What is drawn, by the name of the file below `logos/`."""
