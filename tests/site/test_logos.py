"""Logos on the site: what is published of them, where they stand, and what is made again when one changes."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from nhandao.public.gate import publish
from nhandao.public.logos import LIGHT
from nhandao.public.views import PublicSite
from nhandao.site.logos import picture
from tests.book.test_logo_file import put, svg
from tests.book.test_photo_file import encoded
from tests.site.building import Bench, differences
from tests.tree import replace, write

BODY = "hoi-phuoc-long"
RECORD = f"organisations/chapter/{BODY}.yaml"
PAGE = f"/to-chuc/{BODY}/"
GIVER = """
# receipts/2023/06/01/transfer-FT1.yaml
source: transfer
payment_id: FT1
on: 2023-06-01
account: DC23A0002G
value_vnd: 2000000
supporter: {organisation: hoi-phuoc-long, kind: organisation, visibility: name}
"""


@pytest.fixture
def data(bench: Bench) -> Path:
    """A data folder in which the only organisation gave, and whose logos the bench builds."""
    bench.logo_folder = bench.folder / "data" / "logos"
    return write(bench.folder / "data", GIVER)


def site(data: Path) -> PublicSite:
    views, problems = publish(data, None, date(2023, 10, 31))
    assert views is not None, problems
    return views


def images(html: str) -> list[str]:
    return re.findall(r'<img class="logo__image"[^>]*>', html)


def logo_files(bench: Bench) -> list[str]:
    return [path for path in bench.tree() if path.startswith("logo/")]


def test_a_logo_stands_on_the_page_of_its_organisation_in_the_list_and_on_the_wall(bench: Bench, data: Path) -> None:
    put(data, f"{BODY}.svg", svg(more='viewBox="0 0 20 10"'))
    bench.build(site(data))
    (file,) = logo_files(bench)
    (large,) = images(bench.text(PAGE))
    assert f'src="/{file}" width="200" height="100" alt=""' in large
    assert "lazy" not in large
    for url in ("/to-chuc/", "/cam-on/", "/cam-on/theo-ten/"):
        (small,) = images(bench.text(url))
        assert f'src="/{file}" width="72" height="36" alt="" loading="lazy"' in small, url


def test_a_drawing_is_published_cleaned_and_a_picture_small_and_without_metadata(bench: Bench, data: Path) -> None:
    info = PngInfo()
    info.add_text("Author", "Nguoi Ve")
    put(data, f"{BODY}.png", encoded("PNG", size=(900, 300), pnginfo=info))
    bench.build(site(data))
    large, small = (bench.content(f"/{file}") for file in logo_files(bench))
    assert [Image.open(BytesIO(content)).size for content in (large, small)] == [(400, 134), (144, 48)]
    assert b"Nguoi Ve" not in large + small
    (data / "logos" / f"{BODY}.png").unlink()
    put(data, f"{BODY}.svg", svg('<!-- Nguoi Ve --><title>x</title><rect width="1" height="1"/>'))
    bench.build(site(data))
    (file,) = logo_files(bench)
    assert b"Nguoi Ve" not in bench.content(f"/{file}")
    assert file.endswith(".svg")


def test_what_is_see_through_stays_so(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded("PNG", "RGBA", (40, 40)))
    made = Image.open(BytesIO(picture(tmp_path / "a.png", (20, 20))))
    assert (made.format, made.mode, made.getextrema()) == ("WEBP", "RGBA", ((0, 0),) * 4)


def test_a_drawing_too_heavy_for_lists_stands_on_its_page_only(bench: Bench, data: Path) -> None:
    put(data, f"{BODY}.svg", svg(f'<path d="M0 0{" 1" * (LIGHT // 2)}"/>'))
    bench.build(site(data))
    assert len(images(bench.text(PAGE))) == 1
    assert images(bench.text("/to-chuc/")) + images(bench.text("/cam-on/")) == []


def test_another_logo_makes_its_own_pages_again_and_no_other(bench: Bench, data: Path) -> None:
    put(data, f"{BODY}.svg", svg())
    bench.build(site(data))
    before, (old,) = bench.tree(), logo_files(bench)
    put(data, f"{BODY}.svg", svg('<rect width="9" height="9"/>'))
    report = bench.build(site(data))
    after, (new,) = bench.tree(), logo_files(bench)
    assert old != new
    pages = [path for path in differences(before, after) if path.endswith(".html")]
    release = {"so-cai/phat-hanh/index.html", "kiem-tra/index.html", "kiem-tra/sai-ma/index.html"}
    pages = [path for path in pages if path not in release]
    assert pages == [
        "cam-on/index.html",
        "cam-on/theo-ten/index.html",
        "to-chuc/hoi-phuoc-long/index.html",
        "to-chuc/index.html",
    ]
    assert not report.full
    assert bench.build(site(data)).made == 0


def test_a_logo_that_goes_or_whose_organisation_is_no_longer_public_leaves_the_site(bench: Bench, data: Path) -> None:
    put(data, f"{BODY}.svg", svg())
    bench.build(site(data))
    assert logo_files(bench)
    replace(data, RECORD, "kind: chapter", "kind: chapter\npublic: false")
    bench.build(site(data))
    assert logo_files(bench) == []
    replace(data, RECORD, "public: false", "public: true")
    (data / "logos" / f"{BODY}.svg").unlink()
    bench.build(site(data))
    assert logo_files(bench) == images(bench.text(PAGE)) == []


def test_an_incremental_build_with_logos_equals_a_full_one(bench: Bench, data: Path, tmp_path: Path) -> None:
    put(data, f"{BODY}.png", encoded("PNG", size=(300, 300)))
    bench.build(site(data))
    put(data, f"{BODY}.png", encoded("PNG", size=(300, 200)))
    bench.build(site(data))
    other = Bench(tmp_path / "other")
    other.logo_folder = bench.logo_folder
    other.build(site(data))
    assert differences(bench.tree(), other.tree()) == []


def test_the_interface_tells_where_the_logo_is(bench: Bench, data: Path) -> None:
    put(data, f"{BODY}.svg", svg())
    bench.build(site(data))
    (file,) = logo_files(bench)
    assert f'"/{file}"' in bench.text("/api/v1/organisations.json")
    assert '"logo"' in bench.text("/api/v1/schema/organisations.schema.json")
