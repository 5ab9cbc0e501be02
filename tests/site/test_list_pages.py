from __future__ import annotations

import pytest

from nhandao.public.views import AddressDetail
from nhandao.site.list_pages import CARDS_A_PAGE
from tests.site import made_up
from tests.site.building import BASE, Bench, canonical, card_codes, is_noindex
from tests.site.made_up import address, public_site, small


def many(count: int) -> list[AddressDetail]:
    return [address(number) for number in range(count)]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (24, 1), (25, 2), (48, 2), (49, 3)])
def test_a_list_has_as_many_pages_as_its_addresses_fill(bench: Bench, count: int, pages: int) -> None:
    bench.build(small(public_site(many(count))))
    assert bench.has("/dia-chi/")
    assert bench.has("/dia-chi/trang/2/") == (pages >= 2)
    assert bench.has(f"/dia-chi/trang/{pages + 1}/") is False


def test_the_pages_of_a_list_hold_every_address_once_in_the_given_order(bench: Bench) -> None:
    details = many(50)[::-1]
    bench.build(small(public_site(details)))
    pages = [card_codes(bench.text(url)) for url in ("/dia-chi/", "/dia-chi/trang/2/", "/dia-chi/trang/3/")]
    assert [len(page) for page in pages] == [24, 24, 2]
    assert [code for page in pages for code in page] == [detail.card.code for detail in details]


def test_a_page_that_was_published_once_stays_when_the_list_gets_shorter(bench: Bench) -> None:
    bench.build(small(public_site(many(2), formerly=[address(number) for number in range(2, 50)])))
    html = bench.text("/dia-chi/trang/3/")
    assert card_codes(html) == []
    assert is_noindex(html)
    assert canonical(html) == BASE + "/dia-chi/"
    assert not bench.has("/dia-chi/trang/4/")


def test_combined_lists_keep_the_pages_of_addresses_long_gone(bench: Bench) -> None:
    alike = [address(0)._replace() for _ in range(CARDS_A_PAGE + 1)]
    site = public_site([], formerly=alike)
    place = alike[0].card.district_url
    bench.build(site)
    assert bench.has(f"{place}nhom/nguoi-khuyet-tat/trang/2/")
    assert is_noindex(bench.text(f"{place}nhom/nguoi-khuyet-tat/trang/2/"))


def test_every_district_has_every_category_and_form_even_when_empty(bench: Bench) -> None:
    site = public_site([])
    bench.build(site)
    for district in site.districts:
        for choice in (*site.categories, *site.forms):
            html = bench.text(district.url + choice.url[1:])
            assert is_noindex(html)


def test_a_district_without_addresses_may_still_be_found_by_search_engines(bench: Bench) -> None:
    bench.build(public_site([]))
    assert not is_noindex(bench.text("/huyen/bu-dang/"))


def test_an_address_whose_report_is_long_overdue_is_only_in_the_list_of_its_state(bench: Bench) -> None:
    late = address(0, listed=False)
    site = public_site([late, address(3)])
    bench.build(site)
    state = next(choice for choice in site.states if choice.code == late.card.state)
    assert late.card.code in card_codes(bench.text(state.url))
    for url in ("/", "/dia-chi/", late.card.district_url, "/nhom/nguoi-khuyet-tat/"):
        assert late.card.code not in card_codes(bench.text(url))
    assert bench.has(late.card.url)


def test_a_combined_list_holds_those_in_both_lists(bench: Bench) -> None:
    details = many(60)
    bench.build(public_site(details))
    district = details[0].card.district_url
    expected = [
        detail.card.code
        for detail in details
        if detail.card.district_url == district and "category:disability" in detail.card.facets
    ]
    assert expected
    assert card_codes(bench.text(f"{district}nhom/nguoi-khuyet-tat/")) == expected


def test_titles_say_where_and_what_is_needed(bench: Bench) -> None:
    bench.build(public_site([]))
    assert "<h1>Địa chỉ nhân đạo ở Huyện Bù Đăng cần xe lăn</h1>" in bench.text("/huyen/bu-dang/hinh-thuc/xe-lan/")
    assert "<h1>Địa chỉ nhân đạo đang chờ người nhận giúp</h1>" in bench.text("/tinh-trang/cho/")


def test_a_finished_list_keeps_pages_for_addresses_that_have_gone_since(bench: Bench) -> None:
    withdrawn = [made_up.gone(number) for number in range(30)]
    bench.build(small(public_site([], ended=[made_up.finished(100)], withdrawn=withdrawn)))
    assert is_noindex(bench.text("/da-ket-thuc/trang/2/"))
    assert made_up.code_of(100) in bench.text("/da-ket-thuc/")
