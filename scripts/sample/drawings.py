"""Calm drawings that stand where real photos would: no person, no place that exists, made for the sample."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 900
_SCALE = 2  # drawn twice as large and scaled down, so that edges are smooth

Palette = tuple[str, str, str, str, str, str]  # sky, far, ground, dark, warm, light

PALETTES: tuple[Palette, ...] = (
    ("#dfeaea", "#9fc2bb", "#c9b98f", "#2f4f4f", "#c8763c", "#fbf6ea"),
    ("#f3e6d2", "#b9c9a0", "#8fae7e", "#3d4a36", "#b5533c", "#fffaf0"),
    ("#e4e7f1", "#a9b7d0", "#b6c6a4", "#39435c", "#d19a4a", "#fdfbf4"),
    ("#f6efe0", "#d8c39a", "#a8b98b", "#4b3f2f", "#7a9a8c", "#fffdf6"),
    ("#dcebf0", "#8fb4ba", "#d7c7a4", "#2c4650", "#c2674a", "#fbf8ef"),
)

Draw = ImageDraw.ImageDraw
Scene = Callable[[Draw, Palette, random.Random], None]


def _xy(*values: float) -> list[float]:
    return [value * _SCALE for value in values]


def _background(draw: Draw, palette: Palette, rng: random.Random) -> None:
    sky, far, ground, *_ = palette
    draw.rectangle(_xy(0, 0, WIDTH, HEIGHT), fill=sky)
    sun = rng.randint(160, 1040)
    draw.ellipse(_xy(sun - 70, 110, sun + 70, 250), fill=palette[5])
    for left, top, right in ((-200, 380, 620), (380, 330, 1400)):
        draw.ellipse(_xy(left, top, right, top + 600), fill=far)
    draw.rectangle(_xy(0, 620, WIDTH, HEIGHT), fill=ground)
    draw.ellipse(_xy(-300, 560, WIDTH + 300, 760), fill=ground)


def _house(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, _, _, dark, warm, light = palette
    left = rng.randint(330, 420)
    draw.rectangle(_xy(left, 440, left + 420, 690), fill=light)
    draw.polygon(_xy(left - 50, 450, left + 210, 290, left + 470, 450), fill=warm)
    draw.rectangle(_xy(left + 170, 530, left + 250, 690), fill=dark)
    for x in (left + 50, left + 300):
        draw.rectangle(_xy(x, 520, x + 70, 590), fill=palette[1])
        draw.line(_xy(x + 35, 520, x + 35, 590), fill=light, width=8)
    draw.rectangle(_xy(left - 20, 690, left + 440, 704), fill=dark)


def _trees(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, far, _, dark, warm, light = palette
    for index in range(7):
        x = 90 + index * 165 + rng.randint(-14, 14)
        draw.polygon(_xy(x - 13, 780, x + 13, 780, x + 8, 380, x - 8, 380), fill=dark)
        for lift, size in ((0, 105), (70, 85)):
            draw.ellipse(_xy(x - size, 250 - lift, x + size, 430 - lift), fill=far if index % 2 else palette[2])
        draw.line(_xy(x - 11, 640, x + 11, 610), fill=light, width=7)
        draw.pieslice(_xy(x - 22, 640, x + 22, 684), 0, 180, fill=warm)


def _field(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, far, _, dark, warm, _ = palette
    for row in range(7):
        y = 640 + row * 38
        for column in range(15):
            x = 40 + column * 82 + (row % 2) * 40 + rng.randint(-5, 5)
            draw.line(_xy(x, y + 30, x, y), fill=dark, width=6)
            draw.ellipse(_xy(x - 26, y - 14, x, y + 8), fill=far)
            draw.ellipse(_xy(x, y - 20, x + 26, y + 2), fill=far)
    draw.line(_xy(0, 620, WIDTH, 606), fill=warm, width=10)


def _wheelchair(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, far, _, dark, warm, _ = palette
    x = rng.randint(520, 600)
    draw.ellipse(_xy(x - 170, 430, x + 130, 730), outline=dark, width=34)
    draw.ellipse(_xy(x - 40, 560, x, 600), fill=dark)
    for end in ((x - 20, 440), (x - 160, 620), (x + 120, 620), (x - 20, 725)):
        draw.line(_xy(x - 20, 580, *end), fill=far, width=8)
    draw.ellipse(_xy(x + 190, 650, x + 270, 730), outline=dark, width=22)
    draw.line(_xy(x - 130, 300, x - 80, 540, x + 120, 540, x + 200, 690), fill=warm, width=34, joint="curve")
    draw.line(_xy(x - 130, 300, x - 200, 285), fill=dark, width=26)
    draw.line(_xy(x + 190, 720, x + 270, 705), fill=dark, width=20)


def _hens(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, _, _, dark, warm, light = palette
    for index in range(4):
        x, y = 200 + index * 240 + rng.randint(-20, 20), 640 + (index % 2) * 90
        body = light if index % 2 else warm
        draw.line(_xy(x - 18, y + 50, x - 18, y + 110), fill=dark, width=9)
        draw.line(_xy(x + 22, y + 50, x + 22, y + 110), fill=dark, width=9)
        draw.pieslice(_xy(x - 100, y - 90, x + 100, y + 90), 0, 180, fill=body)
        draw.polygon(_xy(x - 100, y, x - 130, y - 70, x - 30, y), fill=body)
        draw.ellipse(_xy(x + 50, y - 80, x + 118, y - 12), fill=body)
        draw.polygon(_xy(x + 112, y - 55, x + 146, y - 44, x + 112, y - 34), fill=dark)
        draw.ellipse(_xy(x + 84, y - 60, x + 96, y - 48), fill=dark)


def _books(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, far, ground, dark, warm, light = palette
    draw.rectangle(_xy(150, 690, 1050, 730), fill=dark)
    for leg in (210, 960):
        draw.rectangle(_xy(leg, 730, leg + 30, 880), fill=dark)
    y = 690
    for index, colour in enumerate((warm, far, light, palette[4], ground)):
        height, shift = 34 + (index % 3) * 8, rng.randint(-22, 22)
        y -= height
        draw.rounded_rectangle(_xy(280 + shift, y, 580 + shift, y + height - 4), 10, fill=colour, outline=dark, width=4)
    draw.rounded_rectangle(_xy(700, 470, 920, 690), 44, fill=warm)
    draw.rounded_rectangle(_xy(735, 560, 885, 665), 20, fill=light)
    draw.arc(_xy(760, 400, 860, 540), 180, 360, fill=dark, width=22)


def _sewing(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, far, _, dark, warm, light = palette
    x = rng.randint(330, 380)
    draw.rectangle(_xy(220, 650, 1000, 686), fill=warm)
    for leg in (280, 900):
        draw.line(_xy(leg, 686, leg + (40 if leg < 600 else -40), 880), fill=dark, width=22)
    draw.rounded_rectangle(_xy(x, 600, x + 440, 650), 18, fill=dark)
    draw.rounded_rectangle(_xy(x + 330, 400, x + 420, 620), 22, fill=dark)
    draw.rounded_rectangle(_xy(x, 400, x + 400, 480), 34, fill=dark)
    draw.rectangle(_xy(x + 36, 470, x + 84, 560), fill=dark)
    draw.line(_xy(x + 60, 560, x + 60, 606), fill=light, width=8)
    draw.ellipse(_xy(x + 400, 420, x + 490, 510), fill=far, outline=dark, width=14)
    draw.polygon(_xy(x - 160, 650, x + 60, 606, x + 150, 650, x + 20, 740, x - 190, 720), fill=light)


def _water(draw: Draw, palette: Palette, rng: random.Random) -> None:
    _, far, _, dark, warm, light = palette
    x = rng.randint(420, 500)
    draw.rounded_rectangle(_xy(x, 470, x + 300, 760), 40, fill=light, outline=dark, width=10)
    for band in (540, 620, 700):
        draw.line(_xy(x + 6, band, x + 294, band), fill=far, width=10)
    draw.ellipse(_xy(x + 30, 440, x + 270, 500), fill=far, outline=dark, width=10)
    draw.line(_xy(x + 300, 690, x + 360, 690, x + 360, 720), fill=dark, width=20, joint="curve")
    for drop in range(3):
        y = 735 + drop * 34
        draw.ellipse(_xy(x + 350, y, x + 372, y + 24), fill=far)
    draw.polygon(_xy(x + 310, 880, x + 330, 800, x + 430, 800, x + 450, 880), fill=warm)


_SCENES: tuple[tuple[str, Scene], ...] = (
    ("Tranh vẽ ngôi nhà nhỏ giữa vườn", _house),
    ("Tranh vẽ hàng cây cao su buổi sớm", _trees),
    ("Tranh vẽ luống rau xanh dưới chân đồi", _field),
    ("Tranh vẽ chiếc xe lăn trên sân", _wheelchair),
    ("Tranh vẽ đàn gà trong sân", _hens),
    ("Tranh vẽ chồng sách và chiếc cặp trên bàn", _books),
    ("Tranh vẽ máy may trên bàn gỗ", _sewing),
    ("Tranh vẽ bồn nước bên hiên", _water),
)


def drawing(number: int, seed: int) -> tuple[bytes, str]:
    """The drawing of a number: JPEG bytes without metadata, and its alternative text."""
    rng = random.Random(f"{seed}-drawing-{number}")
    alt, scene = _SCENES[number % len(_SCENES)]
    palette = PALETTES[(number // len(_SCENES) + number) % len(PALETTES)]
    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
    draw = ImageDraw.Draw(image)
    _background(draw, palette, rng)
    scene(draw, palette, rng)
    buffer = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=82, optimize=True)
    return buffer.getvalue(), alt
