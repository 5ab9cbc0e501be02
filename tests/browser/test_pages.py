"""The built sample in a real browser: nothing foreign is asked for, everyone can use it, narrow screens hold it."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from nhandao.public.gate import publish
from scripts.folders import DATA

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def page_types() -> list[str]:
    """One URL of every kind of page of the sample."""
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    first = made.addresses[0].card
    photo = next(view.card for view in made.addresses if view.photos)
    busy = max(made.addresses, key=lambda view: len(view.ledger)).card
    body = next(one for one in made.organisations if one.addresses)
    return [
        "/", "/dia-chi/", "/ban-do/", "/dia-chi/trang/2/", first.url, photo.url, busy.url, first.district_url, first.commune_url,
        made.categories[0].url, made.finished[0].url, next(gone.url for gone in made.gone if gone.until == "check"), "/da-ket-thuc/",
        "/tai-khoan-that/", "/tim/", "/tim/?q=nha&xep=moi", "/to-chuc/", body.url, "/so-cai/", made.months[0].url, "/so-cai/dia-chi/", "/chien-dich/muc-dich/",
        "/chien-dich/so-tay-ghi-ho-so/", "/huong-dan/giao-dien/", "/chuyen/", "/chuyen/cho-muon-khong-cho-han/", "/khong-co/",
    ]  # fmt: skip


PAGES = page_types()


@pytest.mark.parametrize("url", PAGES)
def test_a_page_asks_nobody_else_and_breaks_no_rule(site: str, browser: Browser, url: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    for width, scheme in ((360, "light"), (1280, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(site + url, wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
        # axe is put in through the debugger, which the page's own rules do not bind.
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        context.close()
    assert [address for address in asked if not address.startswith((site, "data:"))] == []
    told = [
        text
        for text in complaints
        if not (url == "/khong-co/" or "410" in text) or ("404" not in text and "410" not in text)
    ]
    assert told == []


@pytest.mark.parametrize("url", ["/", "/dia-chi/", "/so-cai/"])
def test_a_page_works_without_javascript(site: str, browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site + url)
    assert page.locator("h1").count() == 1
    assert page.locator("main a").count() > 3
    context.close()


def test_a_donor_gets_from_the_home_page_to_an_address_and_its_account_by_links_alone(
    site: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site)
    page.locator("main a[href='/dia-chi/']").first.click()
    page.locator("article.card a").first.click()
    assert "/dia-chi/DC" in page.url
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    assert code in page.locator("main").inner_text()
    assert "Ngân hàng Mẫu" in page.locator("main").inner_text()
    context.close()


def test_withdrawn_addresses_answer_410_and_missing_pages_404(site: str, browser: Browser) -> None:
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    gone = next(gone.url for gone in made.gone if gone.until == "")
    page = browser.new_page()
    statuses = [response.status for url in (gone, "/khong-co/") if (response := page.goto(site + url)) is not None]
    assert statuses == [410, 404]
    page.close()
