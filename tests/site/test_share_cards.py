"""What a shared link shows: a picture with the words of its page, and a face only by consent."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from nhandao.site.share_cards import SIZE, ShareCard, picture
from nhandao.site.share_cards import _Look as Look
from nhandao.site.share_cards import _title as title_lines
from nhandao.site.wrapping import font
from tests.site.building import BASE, THEME, Bench
from tests.site.made_up import address, gone, public_site, small

LOOK = Look(THEME, "Hội Chữ thập đỏ tỉnh", sample=False)


def shared(html: str) -> str:
    found = re.search(r'<meta property="og:image" content="([^"]+)">', html)
    assert found
    return found[1].removeprefix(BASE)


def photo_in(folder: Path, colour: str) -> Path:
    path = folder / "DC23A00001/1.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), colour).save(path)
    return path


def test_every_page_names_a_picture_that_is_there(bench: Bench) -> None:
    bench.build(small(public_site([address(number) for number in range(30)])))
    pictures = set()
    for path, content in bench.tree().items():
        if path.endswith(".html") and (not path.startswith("nhung/") or path.startswith("nhung/ma/")):
            url = shared(content.decode())
            assert bench.has(url), path
            pictures.add(url)
    assert len(pictures) > 30
    for url in sorted(pictures)[:3]:
        image = Image.open(BytesIO(bench.content(url)))
        assert (image.format, image.size, dict(image.getexif())) == ("PNG", SIZE, {})


@pytest.mark.parametrize(("indexable", "red"), [(True, True), (False, False)])
def test_a_photo_is_shared_only_with_consent_to_the_press(bench: Bench, indexable: bool, red: bool) -> None:
    photo_in(bench.photos, "red")
    detail = address(1, photo="DC23A00001/1.jpg", indexable=indexable)
    bench.build(small(public_site([detail])))
    image = Image.open(BytesIO(bench.content(shared(bench.text(detail.card.url))))).convert("RGB")
    pixel = image.getpixel((1100, 100))
    assert isinstance(pixel, tuple)
    assert (pixel[0] > 200 and pixel[1] < 60) is red


def test_the_picture_of_a_withdrawn_address_is_gone_from_site_and_cache(bench: Bench) -> None:
    detail = address(1)
    bench.build(small(public_site([detail])))
    url = shared(bench.text(detail.card.url))
    content = bench.content(url)
    bench.build(small(public_site([], withdrawn=[gone(1)])))
    assert not bench.has(url)
    assert all(path.read_bytes() != content for path in (bench.cache / "share").iterdir())


def test_a_new_title_makes_a_new_picture(bench: Bench) -> None:
    detail = address(1)
    bench.build(small(public_site([detail])))
    url = shared(bench.text(detail.card.url))
    before = bench.content(url)
    card = detail.card._replace(title="Một tên khác hẳn", digest="khác")
    bench.build(small(public_site([detail._replace(card=card)])))
    assert bench.content(url) != before


@pytest.mark.parametrize("title", ["A" * 300, "Chị " * 75, "ngắn", "x" * 5000])
def test_long_titles_stay_within_their_room(title: str) -> None:
    lines = title_lines(title, font(THEME, 700, 54))
    assert 1 <= len(lines) <= 4
    assert all(font(THEME, 700, 54).getlength(line) <= 652 for line in lines)
    assert Image.open(BytesIO(picture(ShareCard(title), LOOK, Path()))).size == SIZE


def test_the_same_words_give_the_same_bytes() -> None:
    card = ShareCard("Bà N. cần lợp lại mái nhà", "Xã Phước An", "DC23A00084", "lonely_elderly")
    assert picture(card, LOOK, Path()) == picture(card, LOOK, Path())
