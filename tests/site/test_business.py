"""The pages for companies, offices and schools."""

from __future__ import annotations

import json

from nhandao.public.views import Dong, Giving, Gone, Things, Way
from tests.site.building import Bench, is_noindex
from tests.site.made_up import address, finished, public_site, small

WAYS = (Way("wheelchair", "Xe lăn", "/hinh-thuc/xe-lan/", 30, Dong(105_000_000), (Things(30, "chiếc"),)),)


def test_the_ways_to_help_stand_there_with_their_figures(bench: Bench) -> None:
    bench.build(small(public_site([address(0)]))._replace(ways=WAYS))
    html = bench.text("/doanh-nghiep/")
    assert "30 chiếc" in html
    assert "105.000.000\u00a0đ" in html
    assert '<a class="find__title" href="/hinh-thuc/xe-lan/">Xe lăn</a>' in html
    assert not is_noindex(html)
    assert "/doanh-nghiep/" in bench.text("/to-chuc/")


def test_when_nothing_is_open_the_page_says_so(bench: Bench) -> None:
    bench.build(small(public_site([]))._replace(ways=()))
    assert "Hôm nay mọi địa chỉ đã giới thiệu đều đã đủ" in bench.text("/doanh-nghiep/")


def test_a_change_of_the_figures_alone_renders_the_page_again(bench: Bench) -> None:
    site = small(public_site([address(0)]))
    bench.build(site._replace(ways=WAYS))
    report = bench.build(site._replace(ways=(WAYS[0]._replace(addresses=29),)))
    assert report.made == 1


def known(bench: Bench, code: str) -> list[object]:
    found: list[object] = json.loads(bench.text(f"/chon/{code[:7]}.json"))[code]
    return found


def test_the_files_of_the_list_tell_what_each_published_code_is(bench: Bench) -> None:
    shown, closed = address(0), address(1)._replace(giving_open=False)
    ended = finished(150)
    gone = Gone("DC23A00222", "/dia-chi/DC23A00222/", "", "")
    checked = gone._replace(code="DC23A00230", url="/dia-chi/DC23A00230/", until="check")
    bench.build(small(public_site([shown, closed], ended=[ended], withdrawn=[gone, checked])))
    assert known(bench, shown.card.code) == ["open", shown.card.title, shown.card.needed]
    assert known(bench, closed.card.code)[0] == "closed"
    assert known(bench, ended.code) == ["finished"], "nothing of it but that it has ended"
    assert known(bench, checked.code) == ["gone"]
    assert gone.code not in json.loads(bench.text(f"/chon/{gone.code[:7]}.json"))


def test_the_list_works_without_script_where_promises_are_taken(bench: Bench) -> None:
    site = small(public_site([address(0)]))
    bench.build(site)
    assert "/giving/" not in bench.text("/chon/")
    giving = Giving(True, (), Dong(200_000_000), 12)
    bench.build(site._replace(society=site.society._replace(giving=giving)))
    assert '<form class="form" method="get" action="/giving/bundle"' in bench.text("/chon/")
    assert is_noindex(bench.text("/chon/"))


def test_each_card_that_needs_something_leads_to_the_list(bench: Bench) -> None:
    bench.build(small(public_site([address(0)])))
    assert f'href="/chon/?them={address(0).card.code}" rel="nofollow"' in bench.text("/dia-chi/")
