"""Cards in pages of others: what they tell of whom, what is left when an address is gone, and how they are offered."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from nhandao.site import urls
from nhandao.site.embed_pages import SIZES
from scripts.web import headers
from tests.site import made_up
from tests.site.building import BASE, Bench, is_noindex
from tests.site.made_up import address, finished, gone, public_site, small


@pytest.mark.parametrize("agreed", [True, False])
def test_a_card_tells_the_words_of_an_address_only_when_its_people_agreed_to_press(bench: Bench, agreed: bool) -> None:
    card = address(1, indexable=agreed).card
    bench.build(small(public_site([address(1, indexable=agreed)])))
    html = bench.text(urls.embed(card.code))
    assert (card.title in html, card.summary in html) == (agreed, agreed)
    assert card.code in html
    assert card.category_name in html or agreed
    assert is_noindex(html)
    assert "<script" not in html
    assert 'target="_blank" rel="noopener"' in html


@pytest.mark.parametrize(
    ("site", "words"),
    [
        (public_site([], ended=[finished(1)]), "đã kết thúc"),
        (public_site([], withdrawn=[gone(1)]), "không còn được giới thiệu"),
        (public_site([], withdrawn=[gone(1, "check")]), "đang được kiểm tra lại"),
        (public_site([address(2)], withdrawn=[gone(1, "duplicate", to=2)]), "đã chuyển sang trang khác"),
    ],
)
def test_a_card_of_an_address_that_is_gone_is_a_notice_with_nothing_of_it(
    bench: Bench, site: made_up.PublicSite, words: str
) -> None:
    bench.build(small(site))
    html = bench.text(urls.embed(made_up.code_of(1)))
    card = address(1).card
    assert words in html
    assert not [
        word for word in (card.title, card.summary, card.commune, card.category_name, "đ</strong>") if word in html
    ]


def test_the_card_and_files_of_a_withdrawn_address_are_listed_as_gone(bench: Bench) -> None:
    bench.build(small(public_site([], withdrawn=[gone(1)])))
    code = made_up.code_of(1)
    assert set(bench.text("/gone.txt").split()) == {
        f"/dia-chi/{code}/", f"/nhung/{code}/", f"/api/v1/addresses/{code}.json", f"/api/oembed/{code}.json",
        f"/bao-chi/{code}.zip",
    }  # fmt: skip


def test_a_district_and_the_campaign_have_cards(bench: Bench) -> None:
    details = [address(number) for number in range(20)]
    site = small(public_site(details))
    bench.build(site)
    district = site.districts[0]
    html = bench.text(f"/nhung{district.url}")
    assert district.name in html
    within = [detail for detail in details if detail.card.district_url == district.url]
    assert f"{len(within)} địa chỉ" in html
    assert made_up.SOCIETY.campaign in bench.text("/nhung/")


def test_the_code_to_copy_frames_a_page_that_is_there(bench: Bench) -> None:
    site = small(public_site([address(1)]))
    bench.build(site)
    pages = bench.text("/nhung/ma/"), bench.text(address(1).card.url)
    for html in pages:
        codes = re.findall(r'data-value="(&lt;iframe[^"]*)"', html)
        assert codes
        for code in codes:
            source = re.search(r'src="([^"]*)"', unescape(code))
            assert source is not None
            assert bench.has(source[1].removeprefix(BASE).partition("#")[0]), source[1]
            assert re.search(r'title="[^"]+"', unescape(code))
    shown = [f'width="{size.width}" height="{size.height}"' for size in SIZES]
    assert [size for size in shown if size.replace('"', "&#34;") not in pages[0]] == []
    assert "#sang" in pages[0]
    assert "#toi" in pages[0]


def test_oembed_is_offered_for_addresses_that_agree_to_press_only(bench: Bench) -> None:
    agreed, other = address(0, indexable=True), address(1, indexable=False)
    bench.build(small(public_site([agreed, other])))
    url = urls.oembed(agreed.card.code)
    assert f'<link rel="alternate" type="application/json+oembed" href="{BASE}{url}">' in bench.text(agreed.card.url)
    found = json.loads(bench.text(url))
    assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", agreed.card.title)
    assert f'src="{BASE}{urls.embed(agreed.card.code)}"' in found["html"]
    assert bench.has(found["thumbnail_url"].removeprefix(BASE))
    assert "oembed" not in bench.text(other.card.url)
    assert not bench.has(urls.oembed(other.card.code))


def answer(lines: str, path: str, default: str) -> str:
    """What nginx's ``map`` makes of a path: the first regular expression that matches decides."""
    for line in lines.splitlines():
        pattern, value = line.removesuffix(";").split(" ")
        if re.search(pattern.removeprefix("~"), path):
            return value.strip('"')
    return default


PATHS = (
    "/", "/nhung/", "/nhung/DC23A0002G/", "/en/nhung/huyen/bu-dang/", "/nhung/ma/", "/en/nhung/ma/", "/api/",
    "/api/v1/index.json", "/api/oembed/DC23A0002G.json", "/dia-chi/nhung/", "/so-cai/so-cai.json",
)  # fmt: skip


def test_the_maps_for_nginx_say_what_our_own_server_says(bench: Bench) -> None:
    bench.build(small(public_site([])))
    for path in PATHS:
        sent = dict(headers(path))
        framed = answer(bench.text("/framed.map"), path, "'none'")
        assert sent["Content-Security-Policy"].endswith(f"frame-ancestors {framed}"), path
        assert sent.get("Access-Control-Allow-Origin", "") == answer(bench.text("/open.map"), path, ""), path


def test_below_a_path_of_its_own_the_maps_name_that_path(bench: Bench) -> None:
    bench.build(small(public_site([])), base="https://example.org/nhan.dao")
    assert answer(bench.text("/framed.map"), "/nhan.dao/nhung/", "") == "*"
    assert answer(bench.text("/framed.map"), "/nhung/", "") == ""
    assert answer(bench.text("/open.map"), "/nhan.dao/api/v1/index.json", "") == "*"


def test_the_style_of_cards_has_both_schemes_twice_once_by_setting_and_once_forced(bench: Bench) -> None:
    bench.build(small(public_site([])))
    css = bench.text("/theme/css/embed.css")
    assert css.count("--paper: #f7f5f0") == css.count("--paper: #121a19") == 2
    assert ":root:target {" in css
    assert "body:target {" in css
