from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from nhandao.site import sitemap
from nhandao.site.feeds import ENTRIES, last_day
from tests.site import made_up
from tests.site.building import BASE, Bench, is_noindex
from tests.site.made_up import address, finished, gone, public_site, small

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
ATOM = "{http://www.w3.org/2005/Atom}"


def listed_urls(bench: Bench, url: str = "/sitemap.xml") -> list[str]:
    return [
        str(loc.text).removeprefix(BASE) for loc in ElementTree.fromstring(bench.content(url)).iter(f"{SITEMAP}loc")
    ]


def pages_for_search_engines(bench: Bench) -> Iterator[str]:
    for path in bench.out.rglob("*.html"):
        if not is_noindex(path.read_text(encoding="utf-8")):
            yield "/" + path.relative_to(bench.out).as_posix().removesuffix("index.html")


def test_the_sitemap_lists_exactly_the_pages_search_engines_may_list(bench: Bench) -> None:
    details = [address(number) for number in range(30)]
    bench.build(
        public_site(details, ended=[finished(90)], withdrawn=[gone(91)], formerly=[address(n) for n in range(100, 130)])
    )
    urls = listed_urls(bench)
    assert len(urls) == len(set(urls))
    assert set(urls) == set(pages_for_search_engines(bench))


def test_every_page_of_the_sitemap_names_its_language(bench: Bench) -> None:
    bench.build(small(public_site([address(0)])))
    for url in ElementTree.fromstring(bench.content("/sitemap.xml")).iter(f"{SITEMAP}url"):
        location = url.findtext(f"{SITEMAP}loc")
        links = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        assert links == {"vi": location, "x-default": location}


def test_the_sitemap_says_when_an_address_changed_by_the_days_of_its_data(bench: Bench) -> None:
    detail = address(4, indexable=True)
    bench.build(small(public_site([detail])))
    for url in ElementTree.fromstring(bench.content("/sitemap.xml")).iter(f"{SITEMAP}url"):
        if str(url.findtext(f"{SITEMAP}loc")).endswith(detail.card.url):
            assert url.findtext(f"{SITEMAP}lastmod") == last_day(detail).isoformat()
            break
    else:
        pytest.fail("not listed")


def test_a_sitemap_that_is_too_long_becomes_an_index(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    site = small(public_site([address(number) for number in range(10)]))
    bench.build(site)
    whole = listed_urls(bench)
    monkeypatch.setattr(sitemap.tasks, "__defaults__", (10,))
    bench.build(site)
    parts = listed_urls(bench)
    assert parts[0] == "/sitemap-1.xml"
    assert len(parts) == -(-len(whole) // 10)
    assert [url for part in parts for url in listed_urls(bench, part)] == whole


def test_robots_are_told_where_the_sitemap_is_once_the_address_is_known(bench: Bench) -> None:
    bench.build(small(public_site([])))
    assert f"Sitemap: {BASE}/sitemap.xml" in bench.text("/robots.txt")
    bench.build(small(public_site([])), base="")
    assert "Sitemap" not in bench.text("/robots.txt")


def test_feeds_are_valid_atom_with_identities_that_survive_a_move(bench: Bench) -> None:
    site = public_site([address(number) for number in range(60)])
    bench.build(site)
    identities = {}
    for path in sorted((bench.out / "feeds").rglob("*.xml")):
        feed = ElementTree.fromstring(path.read_bytes())
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", str(element.findtext(f"{ATOM}id")))
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+07:00", str(element.findtext(f"{ATOM}updated")))
            assert element.findtext(f"{ATOM}title")
        assert len(feed.findall(f"{ATOM}entry")) <= ENTRIES
        identities[path] = feed.findtext(f"{ATOM}id")
    assert len(set(identities.values())) == len(identities) == 1 + len(site.districts) + len(site.categories) + 1
    bench.build(site, base="https://elsewhere.example.org")
    assert {path: ElementTree.fromstring(path.read_bytes()).findtext(f"{ATOM}id") for path in identities} == identities


def test_the_newest_address_is_first_in_its_feeds(bench: Bench) -> None:
    newest = made_up.sealed(address(5)._replace(introduced_on=date(2023, 10, 30)))
    bench.build(public_site([address(number) for number in range(5)] + [newest]))
    slug = newest.card.district_url.strip("/")
    for url in ("/feeds/dia-chi.atom.xml", f"/feeds/{slug}.atom.xml"):
        entry = ElementTree.fromstring(bench.content(url)).find(f"{ATOM}entry/{ATOM}link")
        assert entry is not None
        assert entry.get("href") == BASE + newest.card.url


@pytest.mark.parametrize("indexable", [True, False])
def test_feeds_tell_the_words_of_an_address_only_when_its_people_agreed(bench: Bench, indexable: bool) -> None:
    detail = address(1, indexable=indexable)
    bench.build(small(public_site([detail])))
    feed = bench.text("/feeds/dia-chi.atom.xml")
    assert detail.card.url in feed
    assert (detail.card.title in feed) is indexable
    assert (detail.card.summary in feed) is indexable


def test_a_story_dated_after_the_day_of_the_site_is_not_out_yet(bench: Bench) -> None:
    later = made_up.document("article", "ngay-mai", category="chuyen")
    later = later._replace(on=made_up.AS_OF + timedelta(days=1))
    content = made_up.CONTENT._replace(articles=(later, *made_up.CONTENT.articles))
    bench.build(small(public_site([])), content=content)
    assert not bench.has(later.url)
    assert all(later.title.encode() not in text for text in bench.tree().values())


def test_a_hidden_story_is_reached_by_its_address_only(bench: Bench) -> None:
    hidden = made_up.document("article", "kin", category="chuyen", hidden=True)
    content = made_up.CONTENT._replace(articles=(hidden, *made_up.CONTENT.articles))
    bench.build(small(public_site([])), content=content)
    assert is_noindex(bench.text(hidden.url))
    assert [path for path, text in bench.tree().items() if hidden.url.encode() in text] == [
        hidden.url.strip("/") + "/index.html"
    ]
