"""Our quick way to many QR codes gives the library's codes, and a reader that shares nothing with either reads them."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image, ImageDraw

from nhandao.site import qr
from nhandao.site.qr import QUIET, Code, draw

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def dark(code: Code) -> set[tuple[int, int]]:
    """Dark modules of a path as (column, row), the quiet zone counted."""
    found = set()
    for start, row, strokes in re.findall(r"M(\d+) (\d+)\.5((?:h\d+|m\d+ 0)*)", code.path):
        column = int(start)
        for stroke, length in re.findall(r"([hm])(\d+)", strokes):
            if stroke == "h":
                found |= {(column + step, int(row)) for step in range(int(length))}
            column += int(length)
    return found


@pytest.mark.parametrize("length", [1, 2, 9, 20, 101, 102, 121, 150])
def test_any_text_gives_the_code_the_library_draws(length: int) -> None:
    chance = random.Random(length)
    for _ in range(12):
        text = "".join(chance.choices(LETTERS, k=length))
        library = segno.make_qr(text, error="m", mode="alphanumeric", mask=3, boost_error=False)
        modules = {(x + QUIET, y + QUIET) for y, row in enumerate(library.matrix) for x, cell in enumerate(row) if cell}
        code = draw(text)
        assert dark(code) == modules
        assert code.size == len(library.matrix) + 2 * QUIET


def test_the_order_in_which_codes_are_drawn_changes_none() -> None:
    texts = [f"DC23A{number:04}X" for number in range(40)]
    first = [draw(text) for text in texts]
    qr._shape.cache_clear()
    assert [draw(text) for text in reversed(texts)] == first[::-1]


def test_an_independent_reader_reads_a_code() -> None:
    text = (
        "00020101021138550010A0000007270125000697049901110000MAU20230208QRIBFTTA53037045802VN62140810DC23A0002G63049C1B"
    )
    code = draw(text)
    picture = Image.new("L", (code.size * 4, code.size * 4), 255)
    pen = ImageDraw.Draw(picture)
    for x, y in dark(code):
        pen.rectangle((x * 4, y * 4, x * 4 + 3, y * 4 + 3), fill=0)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]


@pytest.mark.parametrize("text", ["https://nhandao.example.vn/kiem-tra/CN-7K2M-9QXA-3F5T-BW8E-8/", "Ủng hộ"])
def test_any_other_text_can_be_drawn_too(text: str) -> None:
    code = qr.draw_any(text)
    picture = Image.new("L", (code.size * 4, code.size * 4), 255)
    pen = ImageDraw.Draw(picture)
    for x, y in dark(code):
        pen.rectangle((x * 4, y * 4, x * 4 + 3, y * 4 + 3), fill=0)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]


@pytest.mark.parametrize("text", ["dc23a0002g", "Ủng hộ", "A&B"])
def test_letters_a_code_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="capital letters"):
        draw(text)


def test_a_reader_reads_the_picture_for_print_and_the_drawing_is_the_same_code() -> None:
    text = "00020101021138580010A0000007270128DC23A0002G"
    with Image.open(BytesIO(qr.png(text, 8))) as picture:
        assert picture.size == (8 * draw(text).size,) * 2
        (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.text == text
    assert draw(text).path.encode() in qr.svg(text)
