from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from nhandao.site.images import FORMATS, derivative
from tests.site.building import Bench
from tests.site.made_up import address, gone, public_site, small


def original(path: Path, *, orientation: int = 1, size: tuple[int, int] = (80, 60)) -> Path:
    """A photo, red above and blue below, that says where it was taken."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, size[1] // 2, *size))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "chup tai nha co H"
    exif[0x8825] = {1: "N", 2: (11.0, 45.0, 0.0)}
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "JPEG", exif=exif, comment=b"bi mat", quality=95)
    return path


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def near(pixel: object, color: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 60 for one, other in zip(pixel, color, strict=True))


@pytest.mark.parametrize("format", FORMATS)
def test_a_published_photo_says_nothing_but_its_pixels(tmp_path: Path, format: str) -> None:
    content = derivative(original(tmp_path / "1.jpg"), (64, 48), (), format)
    image = opened(content)
    assert (image.format, image.size) == (FORMATS[format][0], (64, 48))
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {
        "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
        "background", "loop", "duration", "timestamp", "subsampling",
    }  # fmt: skip
    assert b"bi mat" not in content
    assert b"nha co H" not in content


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "RGBA", "I;16"])
def test_pictures_of_any_colour_space_are_published(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("1.jpg" if mode == "CMYK" else "1.png")
    Image.new(mode, (20, 20)).save(path)
    for format in FORMATS:
        assert opened(derivative(path, (10, 10), (), format)).size == (10, 10)


def test_browsers_may_choose_the_format_and_the_size(bench: Bench) -> None:
    original(bench.photos / "DC23A00001/1.jpg")
    detail = address(1, photo="DC23A00001/1.jpg")
    bench.build(small(public_site([detail])))
    page = bench.text(detail.card.url)
    for format, (name, _) in FORMATS.items():
        listed = f"/anh/DC23A00001/32/1.{format} 32w, /anh/DC23A00001/1.{format} 64w"
        assert f'srcset="{listed}"' in page
        small_one, full = (bench.content(entry.split()[0]) for entry in listed.split(", "))
        assert (opened(small_one).format, opened(small_one).size) == (name, (32, 24))
        assert (opened(full).format, opened(full).size) == (name, (64, 48))


def test_a_photo_is_turned_the_way_the_camera_was_held(tmp_path: Path) -> None:
    image = opened(derivative(original(tmp_path / "1.jpg", orientation=6), (48, 64)))
    assert near(image.getpixel((44, 32)), (255, 0, 0))
    assert near(image.getpixel((4, 32)), (0, 0, 255))


def test_a_transparent_picture_gets_white_paper(tmp_path: Path) -> None:
    path = tmp_path / "1.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(path)
    assert near(opened(derivative(path, (10, 10))).getpixel((5, 5)), (255, 255, 255))


def test_nothing_can_be_read_in_a_blurred_part(tmp_path: Path) -> None:
    path = tmp_path / "1.png"
    image = Image.new("L", (200, 200))
    image.putdata([255 * ((x // 4 + y // 4) % 2) for y in range(200) for x in range(200)])
    image.save(path)
    blurred = opened(derivative(path, (200, 200), ((25, 25, 50, 50),))).convert("L")
    inside = blurred.crop((55, 55, 145, 145)).getextrema()
    outside = blurred.crop((0, 0, 40, 40)).getextrema()
    assert inside[1] - inside[0] < 40  # type: ignore[operator]
    assert outside[1] - outside[0] > 200  # type: ignore[operator]


def test_a_photo_is_made_once_and_again_when_the_original_changes(bench: Bench) -> None:
    detail = address(1, photo="DC23A00001/1.jpg")
    path = original(bench.photos / "DC23A00001/1.jpg")
    site = small(public_site([detail]))
    bench.build(site)
    first = bench.content("/anh/DC23A00001/1.jpg")
    assert bench.build(site).made == 0
    original(path, orientation=3)
    report = bench.build(site)
    assert report.made == 2 * len(FORMATS)
    assert bench.content("/anh/DC23A00001/1.jpg") != first


def test_the_photo_of_a_withdrawn_address_is_removed_from_site_and_cache(bench: Bench) -> None:
    original(bench.photos / "DC23A00001/1.jpg")
    bench.build(small(public_site([address(1, photo="DC23A00001/1.jpg")])))
    kept = bench.cache / "photos"
    assert len(list(kept.iterdir())) == 1 + 2 * len(FORMATS)
    bench.build(small(public_site([], withdrawn=[gone(1)])))
    assert not (bench.out / "anh").exists()
    assert [path.name for path in kept.iterdir()] == ["originals.json"]
    assert "DC23A00001" not in (bench.cache / "photos/originals.json").read_text()


def test_a_missing_original_stops_the_build_before_anything_is_written(bench: Bench) -> None:
    with pytest.raises(FileNotFoundError, match="DC23A00001"):
        bench.build(small(public_site([address(1, photo="DC23A00001/1.jpg")])))
    assert not bench.out.exists()
