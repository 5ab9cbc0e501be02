"""What a photo may be: readable, of a sane size, with nothing in it but its pixels."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from nhandao.book.photo_file import inspect

SURNAMES = frozenset({"nguyen", "tran"})


def encoded(format: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, format, **more)
    return buffer.getvalue()


def found(data: bytes, name: str = "DC23A0002G/1.jpg") -> list[tuple[str, str]]:
    return [(problem.code, str(problem.found)) for problem in inspect(data, name, SURNAMES)[1]]


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (11.0, 45.0, 0.0)}
    return encoded("JPEG", exif=exif)


def bomb(side: int) -> bytes:
    """A PNG that says it is `side` px wide and high, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def text_in_png() -> bytes:
    info = PngInfo()
    info.add_text("Author", "Người Chụp")
    return encoded("PNG", pnginfo=info)


@pytest.mark.parametrize(
    "data", [encoded("JPEG"), encoded("JPEG", "CMYK"), encoded("JPEG", "L"), encoded("PNG", "RGBA")]
)
def test_a_plain_picture_is_fine_in_any_colour_space(data: bytes) -> None:
    assert inspect(data, "DC23A0002G/1.jpg", SURNAMES) == ((40, 30), [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (with_exif(), "exif"),
        (encoded("JPEG", comment=b"nha co H"), "comment"),
        (text_in_png(), "author"),
    ],
)
def test_what_a_camera_or_an_editor_wrote_along_is_refused(data: bytes, says: str) -> None:
    assert found(data) == [("photo-metadata", says)]


@pytest.mark.parametrize(
    "data",
    [
        encoded("JPEG", size=(400, 300))[:1500],
        encoded("GIF", "P"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"",
        encoded("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
    ],
    ids=["cut off", "GIF under another name", "SVG", "empty", "moving"],
)
def test_a_broken_moving_or_misnamed_picture_is_refused(data: bytes) -> None:
    (problem,) = found(data)
    assert problem[0] == "photo-broken"


@pytest.mark.parametrize("side", [6_400, 20_000, 60_000])
def test_a_picture_too_large_to_open_is_never_opened(side: int) -> None:
    assert [code for code, _ in found(bomb(side))] == ["photo-too-big"]
    assert inspect(bomb(side), "DC23A0002G/1.png", SURNAMES)[0] is None


@pytest.mark.parametrize("name", ["nguyen-thi-hoa.jpg", "Trần Văn Bình 2.jpg", "079012345678.jpg"])
def test_a_name_that_may_tell_who_it_is_is_refused(name: str) -> None:
    assert found(encoded("JPEG"), f"DC23A0002G/{name}") == [("photo-name", name)]
