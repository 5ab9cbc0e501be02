"""The wall of thanks as pages: three orders, none of them by amount."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nhandao.public.views import Thanked
from nhandao.site.thanks_pages import NAMES_A_PAGE
from tests.site.building import Bench
from tests.site.made_up import public_site

NAMES = (
    Thanked("Nguyễn Ánh", "", "A", date(2023, 9, 1), 0),
    Thanked("Lê Thị Dung", "", "D", date(2023, 10, 2), 2),
    Thanked("Xưởng Mẫu", "/to-chuc/xuong-mau/", "X", date(2023, 9, 30), 3),
)


def told(html: str) -> list[tuple[str, list[str]]]:
    """Headings of groups, each with its names."""
    groups = html.split('<h2 class="thanks__heading">')[1:]
    return [
        (group.partition("<")[0], re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", group.partition("</section>")[0]))
        for group in groups
    ]


def test_the_wall_has_three_orders(bench: Bench) -> None:
    bench.build(public_site()._replace(thanks=NAMES))
    assert told(bench.text("/cam-on/")) == [
        ("tháng 10/2023", ["Lê Thị Dung"]),
        ("tháng 9/2023", ["Xưởng Mẫu", "Nguyễn Ánh"]),
    ]
    assert told(bench.text("/cam-on/theo-ten/")) == [
        ("A", ["Nguyễn Ánh"]), ("D", ["Lê Thị Dung"]), ("X", ["Xưởng Mẫu"]),
    ]  # fmt: skip
    assert told(bench.text("/cam-on/theo-loi-hua/")) == [
        ("Lời hứa đã giữ: 3", ["Xưởng Mẫu"]),
        ("Lời hứa đã giữ: 2", ["Lê Thị Dung"]),
    ]


def test_each_order_leads_to_the_others_and_no_amount_is_told(bench: Bench) -> None:
    bench.build(public_site()._replace(thanks=NAMES))
    for here in ("/cam-on/", "/cam-on/theo-ten/", "/cam-on/theo-loi-hua/"):
        html = bench.text(here)
        assert f'href="{here}" aria-current="page"' in html
        for other in {"/cam-on/", "/cam-on/theo-ten/", "/cam-on/theo-loi-hua/"} - {here}:
            assert f'class="orders__link" href="{other}"' in html
        assert not re.search(r"\d\s*đ<", html.partition("<main")[2].partition("</main>")[0])


def test_a_long_wall_is_cut_into_pages_that_the_sitemap_names(bench: Bench) -> None:
    many = tuple(
        Thanked(f"Người {number:04}", "", "N", date(2023, 1, 1) + timedelta(number % 300), 0)
        for number in range(NAMES_A_PAGE + 1)
    )
    bench.build(public_site()._replace(thanks=many))
    first, second = bench.text("/cam-on/theo-ten/"), bench.text("/cam-on/theo-ten/trang/2/")
    assert [len(names) for _, names in told(first)] == [NAMES_A_PAGE]
    assert told(second) == [("N", [f"Người {NAMES_A_PAGE:04}"])]
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert "/cam-on/theo-ten/trang/2/" in bench.text("/sitemap.xml")
    assert "/cam-on/trang/2/" in bench.text("/sitemap.xml")


def test_a_wall_without_names_says_so(bench: Bench) -> None:
    bench.build(public_site())
    assert "Chưa có tên nào ở đây." in bench.text("/cam-on/")


def test_a_name_that_is_withdrawn_leaves_the_wall(bench: Bench) -> None:
    bench.build(public_site()._replace(thanks=NAMES))
    bench.build(public_site()._replace(thanks=NAMES[:2]))
    assert "Xưởng Mẫu" not in bench.text("/cam-on/theo-ten/")
