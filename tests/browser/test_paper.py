"""Every kind of page on paper: black on white, as wide as A4, with what it says and without what can only be pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page_types import vietnamese

A4 = 703  # CSS px between the margins of an upright sheet
FOR_SCREENS = ".menu, .language, .skip, .breadcrumbs, .pagination, .button, .copy, .screen-only, .footer__pages"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": A4, "height": 1000}, color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def printed() -> list[str]:
    """Pages that are printed by themselves: not the cards that stand in pages of others, nor the sheet of a certificate
    (see test_check_certificate.py). English pages have the same style sheet and shorter words."""
    own = ("/nhung/", "/kiem-tra/CN-")
    return [url for url in vietnamese() if not url.startswith(own) or url == "/nhung/ma/"]


@pytest.mark.parametrize("url", printed())
def test_a_page_fits_on_paper_without_menus_and_buttons(site: str, page: Page, url: str) -> None:
    page.goto(site + url)
    assert page.evaluate("document.documentElement.scrollWidth") <= A4 + 1  # a browser rounds up
    assert page.locator(FOR_SCREENS).filter(visible=True).count() == 0
    assert page.locator("h1").is_visible()
    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
