"""The search in a real browser, over the built sample: with and without marks, by facets, sorted, by address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from nhandao.public.gate import publish
from nhandao.public.views import Card, PublicSite
from scripts.folders import DATA


@pytest.fixture(scope="module")
def views() -> PublicSite:
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def results(page: Page) -> int:
    """How many results the page says there are, once it does."""
    count = page.locator(".search-results__count")
    expect(count).to_have_text(re.compile(r"\d|Không"))
    text = count.inner_text()
    return 0 if text.startswith("Không") else int(text.split()[0].replace(".", ""))


def codes(page: Page) -> list[str]:
    """Codes of all the addresses found, in the order shown."""
    while page.locator(".search-results__more").is_visible():
        before = page.locator(".search-results .card").count()
        page.locator(".search-results__more").click()
        expect(page.locator(".search-results .card").nth(before)).to_be_visible()
    return page.locator(".search-results .card .plate").all_inner_texts()


def in_place(views: PublicSite, test: object) -> set[str]:
    assert callable(test)
    return {detail.card.code for detail in views.addresses if test(detail.card)}


def test_the_search_shows_every_listed_address_first_of_all_by_priority(
    site: str, page: Page, views: PublicSite
) -> None:
    page.goto(site + "/tim/")
    assert results(page) == len(views.addresses)
    first = page.locator(".search-results .card .plate").all_inner_texts()
    assert first == [detail.card.code for detail in views.addresses[: len(first)]]


@pytest.mark.parametrize("words", ["bu dang", "Bù Đăng", "BÙ ĐĂNG", "Bu\u0300 \u0110a\u0306ng"])
def test_a_district_is_found_with_and_without_marks(site: str, page: Page, views: PublicSite, words: str) -> None:
    page.goto(f"{site}/tim/?loai=dia-chi&q={words}")
    results(page)
    there = in_place(views, lambda card: "Bù Đăng" in card.district)
    assert there
    assert there <= set(codes(page))


def test_a_word_with_d_finds_words_with_stroked_d(site: str, page: Page, views: PublicSite) -> None:
    page.goto(f"{site}/tim/?loai=dia-chi&q=dang")
    results(page)
    assert in_place(views, lambda card: "Đăng" in card.district) <= set(codes(page))


def test_typed_without_marks_both_communes_are_found_with_marks_only_the_one_meant(
    site: str, page: Page, views: PublicSite
) -> None:
    def within(name: str) -> set[str]:
        return in_place(views, lambda card: name in card.commune)

    one, other = within("Lộc Thành"), within("Lộc Thạnh")
    assert one
    assert other
    page.goto(f"{site}/tim/?loai=dia-chi&q=loc thanh")
    results(page)
    assert one | other <= set(codes(page))
    page.goto(f"{site}/tim/?loai=dia-chi&q=Lộc Thành")
    results(page)
    found = set(codes(page))
    assert one <= found
    assert not other & found


def test_words_with_a_wrong_mark_fall_back_to_their_letters(site: str, page: Page, views: PublicSite) -> None:
    page.goto(f"{site}/tim/?loai=dia-chi&q=Bủ Đạng")
    assert results(page) > 0


def test_facets_narrow_each_other_and_their_counts_are_those_of_the_lists(
    site: str, page: Page, views: PublicSite
) -> None:
    page.goto(site + "/tim/")
    results(page)
    district = next(one for one in views.districts if one.open > 5)
    value = district.url.strip("/").rpartition("/")[2]
    option = page.locator(f"select[name=huyen] option[value={value}]")
    assert option.inner_text() == f"{district.name} ({district.open})"
    page.select_option("select[name=huyen]", value)
    page.wait_for_url(f"**/tim/?huyen={value}")
    expect(page.locator(".search-results__count")).to_have_text(f"{district.open} kết quả")
    cards = [detail.card for detail in views.addresses if f"district:{district.code}" in detail.card.facets]
    category = cards[0].category
    both = [card.code for card in cards if f"category:{category}" in card.facets]
    choice = next(one for one in views.categories if one.code == category)
    page.select_option("select[name=hoan-canh]", choice.url.strip("/").rpartition("/")[2])
    expect(page.locator(".search-results__count")).to_have_text(f"{len(both)} kết quả")
    assert set(codes(page)) == set(both)
    # Another district can still be chosen: its count is that of the same category there.
    other = next(
        one
        for one in views.districts
        if one.code != district.code
        and any(
            {f"district:{one.code}", f"category:{category}"} <= set(detail.card.facets) for detail in views.addresses
        )
    )
    number = sum({f"district:{other.code}", f"category:{category}"} <= set(d.card.facets) for d in views.addresses)
    other_value = other.url.strip("/").rpartition("/")[2]
    assert page.locator(f"select[name=huyen] option[value={other_value}]").inner_text() == f"{other.name} ({number})"


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("con-it", lambda card: card.needed),
        ("con-nhieu", lambda card: -card.needed),
        ("cho-lau", lambda card: -card.waiting_days),
    ],
)
def test_results_are_in_the_order_asked_for(site: str, page: Page, views: PublicSite, order: str, key: object) -> None:
    assert callable(key)
    page.goto(f"{site}/tim/?loai=dia-chi&xep={order}")
    results(page)
    cards: dict[str, Card] = {detail.card.code: detail.card for detail in views.addresses}
    keys = [key(cards[code]) for code in codes(page)]
    assert len(keys) > 20
    assert keys == sorted(keys)


def test_a_view_is_an_address_to_share_and_the_reset_forgets_it(site: str, page: Page) -> None:
    page.goto(site + "/tim/")
    results(page)
    page.fill("#tim-q", "mái tôn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/?q=*")
    page.select_option("select[name=xep]", "moi")
    page.wait_for_url("**xep=moi*")
    page.wait_for_timeout(300)
    shared, number = page.url, results(page)
    assert parse_qs(urlsplit(shared).query) == {"q": ["mái tôn"], "xep": ["moi"]}
    page.goto("about:blank")
    page.goto(shared)
    assert results(page) == number
    assert page.input_value("#tim-q") == "mái tôn"
    page.get_by_role("link", name="Bỏ mọi lựa chọn").click()
    page.wait_for_url("**/tim/")


def test_pages_stories_and_organisations_are_found_too(site: str, page: Page) -> None:
    page.goto(f"{site}/tim/?q=chỉ tiêu&loai=trang")
    assert results(page) > 0
    assert page.locator(".search-results a[href='/chien-dich/chi-tieu/']").count() == 1
    page.goto(f"{site}/tim/?loai=to-chuc")
    assert results(page) > 10


@pytest.mark.parametrize(
    "words", ["zzzzqqq", "<script>alert(1)</script>", "%22%3E%3Cimg src=x onerror=alert(1)%3E", "x" * 5000]
)
def test_words_that_find_nothing_or_mean_harm_say_so_and_do_nothing(site: str, page: Page, words: str) -> None:
    told: list[str] = []
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}/tim/?q={words}")
    results(page)
    assert told == []


def test_nothing_of_the_search_is_loaded_elsewhere(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "/")
    page.goto(site + "/dia-chi/")
    assert not [url for url in asked if "pagefind" in url or "search" in url]


def test_without_javascript_the_search_page_is_the_lists(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/tim/")
    assert not page.locator("form.search").is_visible()
    page.locator("main a[href^='/huyen/']").first.click()
    assert page.locator("article.card").count() > 0
    context.close()
