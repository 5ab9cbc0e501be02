"""A bad photo in a data folder: the command names its file and says what to do, and writes nothing at all."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from nhandao.site.build import build_site
from scripts.command_line import run
from scripts.folders import CONTENT, THEME
from tests.book.test_photo_file import bomb, encoded
from tests.tree import ADDRESS, write

DAY = date(2026, 1, 1)
PHOTO = "photos/DC23A0002G/1.jpg"


def animated() -> bytes:
    """Two frames in one PNG."""
    return encoded("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")])


def with_photo(folder: Path, content: bytes) -> Path:
    write(folder)
    with (folder / ADDRESS).open("a", encoding="utf-8") as record:
        record.write(
            "photos:\n  - {file: 1.jpg, alt: Chiếc xe lăn bên hiên nhà, taken_on: 2023-03-01, credit: Hội mẫu, shows: thing}\n"
        )
    (folder / PHOTO).parent.mkdir(parents=True)
    (folder / PHOTO).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (encoded("JPEG", size=(400, 300))[:1500], "tệp bị cắt cụt"),
        (b"", "không phải ảnh JPEG hay PNG"),
        (bomb(20_000), "400.000.000 px; tối đa 40 triệu"),
        (animated(), "ảnh động"),
        (encoded("GIF", "P"), "không phải ảnh JPEG hay PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "không phải ảnh JPEG hay PNG"),
        (b"%PDF-1.7", "không phải ảnh JPEG hay PNG"),
    ],
    ids=["cut off", "empty", "20,000 × 20,000", "animated", "GIF named JPEG", "SVG named JPEG", "PDF named JPEG"],
)
def test_a_photo_that_cannot_be_published_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, advice: str
) -> None:
    data = with_photo(tmp_path / "data", content)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    for command in (["check"], ["build", "--out", str(tmp_path / "out")]):
        assert run([*command, "--data", str(data)]) == 1
        told = [line for line in capsys.readouterr().out.splitlines() if PHOTO in line]
        assert len(told) == 1, told
        assert advice in told[0]
    assert not (tmp_path / "out").exists()
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_good_build_stays_as_it_was_when_a_photo_goes_bad(tmp_path: Path) -> None:
    data, out = with_photo(tmp_path / "data", encoded("JPEG")), tmp_path / "out"

    def build() -> bool:
        made = build_site(
            out=out, data=data, as_of=None, today=DAY, site_url="", content=CONTENT, theme=THEME,
            cache=tmp_path / "cache", search="none", languages=("vi",),
        )  # fmt: skip
        return not isinstance(made, list)

    assert build()
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert any("anh/" in path.as_posix() for path in before)
    (data / PHOTO).write_bytes(encoded("JPEG", size=(400, 300))[:1500])
    assert not build()
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_photo_in_the_colours_of_print_is_published_in_those_of_screens(tmp_path: Path) -> None:
    data, out = with_photo(tmp_path / "data", encoded("JPEG", "CMYK", (400, 300))), tmp_path / "out"
    assert run(["check", "--data", str(data)]) == 0
    made = build_site(
        out=out, data=data, as_of=None, today=DAY, site_url="", content=CONTENT, theme=THEME,
        cache=tmp_path / "cache", search="none", languages=("vi",),
    )  # fmt: skip
    assert not isinstance(made, list)
    pictures = [path for path in (out / "anh").rglob("*") if path.suffix in (".jpg", ".webp", ".avif")]
    assert len(pictures) >= 3
    assert {Image.open(io.BytesIO(path.read_bytes())).mode for path in pictures} == {"RGB"}
