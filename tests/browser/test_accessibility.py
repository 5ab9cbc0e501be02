"""Every kind of page breaks no rule of WCAG 2.2 A and AA that axe can tell: on a phone and a wide screen, in light and
dark, with scripts and without, in both languages.

Without scripts: the browser is told to run none (as its own setting does), loads the page, and is told only then that
it may, because axe is a script too; it is put in through the debugger, which the page's policy does not bind. By then
the page's own scripts have been passed over for good, and a test holds that.

A second look is spared only where it must show the same: where a page loaded without scripts is the same document as
the one with them, letter by letter; and in dark, where nothing but colours differs, only the rules on colour are asked.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.page_types import english, examples, vietnamese

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
AXE = Axe()


def violations(page: Page, options: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    found = AXE.run(page, options=options).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def in_both_schemes(page: Page) -> dict[str, list[tuple[str, list[Any]]]]:
    page.emulate_media(color_scheme="light")
    light = violations(page, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    dark = violations(page, COLOURS)
    return {scheme: found for scheme, found in (("light", light), ("dark", dark)) if found}


def run_scripts(devtools: CDPSession, allowed: bool) -> None:
    devtools.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})


def settle(page: Page, url: str) -> None:
    """Wait for, or bring about, what the page's scripts show."""
    if "/tim/" in url:
        expect(page.locator(".search-results [role=status]")).not_to_be_empty(timeout=30_000)
    if "/ket-qua/" in url:
        # What is folded away is not looked at: open all of it.
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    if "/tai-khoan-that/" in url:
        page.locator("textarea").fill("0000MAU2023 DC23A0002H https://example.org")
        page.locator(".checker button").click()
        expect(page.locator(".checker__item")).to_have_count(3)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("url", [*vietnamese(), *english()])
def test_a_page_breaks_no_rule(site: str, browser: Browser, url: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    devtools = page.context.new_cdp_session(page)
    run_scripts(devtools, allowed=False)
    page.goto(site + url)
    run_scripts(devtools, allowed=True)
    without = page.content()
    found = {"without scripts": in_both_schemes(page)}
    page.goto(site + url)
    settle(page, url)
    if page.content() != without:
        found["with scripts"] = in_both_schemes(page)
    page.close()
    assert {mode: broken for mode, broken in found.items() if broken} == {}


@pytest.mark.parametrize("url", ["/tim/", "/tai-khoan-that/", examples().plain.card.url])
def test_a_page_looked_at_without_scripts_has_run_none(site: str, browser: Browser, url: str) -> None:
    page = browser.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.resource_type))
    devtools = page.context.new_cdp_session(page)
    run_scripts(devtools, allowed=False)
    page.goto(site + url)
    without = page.content()
    assert "script" not in requested
    run_scripts(devtools, allowed=True)
    AXE.run(page, options=EVERYTHING)
    assert page.content() == without
    page.goto(site + url)
    settle(page, url)
    assert "script" in requested
    assert page.content() != without
    page.close()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("document.querySelector('h1').style.color = 'light-dark(#999, #fff)'", "color-contrast"),
        ("document.querySelector('h1').style.color = 'light-dark(#000, #444)'", "color-contrast"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ],
)
def test_a_fault_put_into_a_page_is_seen(site: str, browser: Browser, fault: str, rule: str) -> None:
    page = browser.new_page()
    page.goto(site)
    page.evaluate(fault)
    assert [one for found in in_both_schemes(page).values() for one, _ in found] == [rule]
    page.close()
