from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.site import made_up
from tests.site.building import BASE, Bench, canonical, is_noindex
from tests.site.made_up import address, finished, gone, public_site, small


def json_ld(html: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    graph: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return graph


@pytest.mark.parametrize("indexable", [True, False])
def test_only_people_who_agreed_are_found_by_search_engines(bench: Bench, indexable: bool) -> None:
    detail = address(1, indexable=indexable)
    bench.build(small(public_site([detail])))
    html = bench.text(detail.card.url)
    assert is_noindex(html) is not indexable
    assert canonical(html) == BASE + detail.card.url
    assert (detail.card.url in bench.text("/sitemap.xml")) is indexable


def test_what_is_left_of_an_address_is_not_for_search_engines(bench: Bench) -> None:
    bench.build(small(public_site([], ended=[finished(1)], withdrawn=[gone(2)])))
    assert is_noindex(bench.text(finished(1).url))
    assert is_noindex(bench.text(gone(2).url))


def test_a_merged_address_points_to_the_page_that_took_over(bench: Bench) -> None:
    bench.build(small(public_site([address(1)], withdrawn=[gone(2, "duplicate", to=1)])))
    assert canonical(bench.text(gone(2).url)) == BASE + address(1).card.url
    assert bench.text("/moved.map") == "/dia-chi/DC23A00002/ /dia-chi/DC23A00001/;\n"


def test_a_gift_always_goes_to_the_society_never_to_a_person(bench: Bench) -> None:
    detail = address(1)
    bench.build(small(public_site([detail])))
    actions = [thing for thing in json_ld(bench.text(detail.card.url)) if thing["@type"] == "DonateAction"]
    assert [action["recipient"]["@type"] for action in actions] == ["NGO"]
    assert actions[0]["recipient"]["name"] == detail.chapter.name
    assert actions[0]["recipient"]["parentOrganization"]["name"] == made_up.SOCIETY.name
    assert detail.card.title not in json.dumps(actions, ensure_ascii=False)


def test_no_page_asks_machines_to_give_once_giving_is_closed(bench: Bench) -> None:
    detail = made_up.sealed(address(1)._replace(giving_open=False))
    bench.build(small(public_site([detail])))
    assert "DonateAction" not in bench.text(detail.card.url)


def test_json_ld_cannot_close_its_script_element(bench: Bench) -> None:
    detail = address(1)
    nasty = made_up.sealed(detail._replace(card=detail.card._replace(commune='</script><script>alert("1")</script>')))
    bench.build(small(public_site([nasty])))
    html = bench.text(nasty.card.url)
    assert "<script>alert" not in html
    crumbs = next(thing for thing in json_ld(html) if thing["@type"] == "BreadcrumbList")
    assert nasty.card.commune in [item["name"] for item in crumbs["itemListElement"]]


def test_without_a_known_site_address_no_page_claims_one(bench: Bench) -> None:
    detail = address(0)
    bench.build(small(public_site([detail])), base="")
    html = bench.text(detail.card.url)
    assert canonical(html) == ""
    assert "og:url" not in html


def test_a_site_below_a_path_links_below_that_path(bench: Bench) -> None:
    content = made_up.CONTENT._replace(
        pages=(
            made_up.document("page", "muc-dich", html='<p><a href="/so-cai/">Sổ cái</a> <a href="//x.org/">x</a></p>'),
        )
    )
    bench.build(small(public_site([address(0)])), base="https://example.org/nhan-dao", content=content)
    for url in ("/", address(0).card.url, "/dia-chi/"):
        links = re.findall(r'(?:href|src)="(/[^"]*)"', bench.text(url))
        assert links
        assert [link for link in links if not link.startswith("/nhan-dao/")] == []
    assert 'href="/nhan-dao/so-cai/"' in bench.text("/chien-dich/muc-dich/")
    assert 'href="//x.org/"' in bench.text("/chien-dich/muc-dich/")
