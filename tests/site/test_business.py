"""The pages for companies, offices and schools."""

from __future__ import annotations

from nhandao.public.views import Dong, Things, Way
from tests.site.building import Bench, is_noindex
from tests.site.made_up import address, public_site, small

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
