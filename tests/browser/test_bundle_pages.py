"""The pages of a promise for several addresses, as the callback serves them: rules of accessibility, width, and paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.callback.commands.demo import Demo, running
from tests.browser.page_types import views
from tests.browser.test_accessibility import in_both_schemes

PATIENCE_MS = 60_000
CODES = ",".join([one.card.code for one in views().addresses if one.giving_open][:5])


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with running(0, "vi", lambda line: None) as demo:
        yield demo


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def broken(page: Page) -> dict[int, object]:
    """Rules that the page breaks, by width; also that nothing has to be scrolled sideways.

    One page at both widths, as a caller may make only a few promises in an hour.
    """
    found: dict[int, object] = {}
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if rules := in_both_schemes(page):
            found[width] = rules
        elif not fits(page):
            found[width] = "too wide"
    return found


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_form_its_mistakes_and_the_confirmation_break_no_rule(demo: Demo, browser: Browser, lang: str) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{demo.url}/giving/bundle?ma={CODES}&lang={lang}")
    form = page.locator("form[action='/giving/bundle'][method=post]")
    assert broken(page) == {}

    form.locator("[name=consent]").check()
    form.locator("button[type=submit]").click()
    expect(page.locator("[role=alert]").first).to_be_visible(timeout=PATIENCE_MS)
    assert broken(page) == {}

    form.locator("[name=name]").fill("Công ty Mẫu " + "Rất Dài " * 5)
    form.locator("[name=amount]").fill("500.000")
    form.locator("[name=phone]").fill("0912 345 678")
    form.locator("[name=consent]").check()
    form.locator("button[type=submit]").click()
    expect(form).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.locator(".plate").first).to_be_visible()
    assert broken(page) == {}

    page.emulate_media(media="print")
    assert fits(page)
    assert page.locator("main .plate").first.is_visible()
    assert not page.locator("nav").first.is_visible()
    page.close()
