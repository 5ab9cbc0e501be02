"""The built sample in a real browser: nothing foreign is asked for, narrow screens hold it, it works without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.page_types import english, vietnamese, views


@pytest.mark.parametrize("url", [*vietnamese(), *english()])
def test_a_page_asks_nobody_else_and_fits_a_phone(site: str, browser: Browser, url: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(site + url, wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page is wider than the screen"
    page.close()
    assert [address for address in asked if not address.startswith((site, "data:"))] == []
    # The one thing a browser has to say of a page that is not there or no longer there.
    gone = answer is not None and answer.status in (404, 410)
    assert [text for text in complaints if not (gone and f"status of {answer.status}" in text)] == []


@pytest.mark.parametrize(("url", "form"), [("/tim/", "form.search"), ("/tai-khoan-that/", "form.checker")])
def test_a_form_that_a_script_shows_has_its_room_before(site: str, browser: Browser, url: str, form: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    held: list[Route] = []
    page.route("**/theme/js/*.js*", lambda route: held.append(route))
    with page.expect_request("**/theme/js/*.js*"):
        page.goto(site + url, wait_until="commit")
    page.locator("footer").wait_for()
    room = page.locator(form).bounding_box()
    assert not page.locator(form).is_visible()
    for route in held:
        route.continue_()
    page.locator(form).wait_for()
    assert page.locator(form).bounding_box() == room
    page.close()


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
    gone = next(gone.url for gone in views().gone if gone.until == "")
    page = browser.new_page()
    statuses = [response.status for url in (gone, "/khong-co/") if (response := page.goto(site + url)) is not None]
    assert statuses == [410, 404]
    page.close()
