"""A copy unpacked from its zip, opened as files: no server, no script, no network."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from scripts.command_line import run


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stick")
    assert run(["offline", "bu-dang", "--out", str(folder / "stick.zip")]) == 0
    with ZipFile(folder / "stick.zip") as zipped:
        zipped.extractall(folder)
    return folder


def test_a_reader_gets_from_the_front_page_to_an_address_and_back_by_files_alone(
    unpacked: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    page = context.new_page()
    failed: list[str] = []
    asked: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    # The second colour is the one of the theme, --paper: the style sheet was found and applied.
    paper = (
        "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor"
    )
    assert "rgb(247, 245, 240)" in page.evaluate(paper)
    assert "Huyện Bù Đăng" in page.locator("h1").inner_text()
    page.locator("article.card a").first.click()
    assert "/dia-chi/DC" in page.url
    assert page.locator("svg.qr").first.is_visible()
    assert "31/10/2023" in page.locator("header").inner_text()
    page.locator(".breadcrumbs a").first.click()
    assert page.url == (unpacked / "index.html").as_uri()
    page.get_by_role("link", name="Tìm trong trang này").first.click()
    page.locator("tbody a").nth(3).click()
    assert "/dia-chi/DC" in page.url
    assert failed == []
    assert [url for url in asked if not url.startswith((unpacked.as_uri(), "data:"))] == []
    context.close()


@pytest.mark.parametrize("path", ["index.html", "tim/index.html"])
def test_the_pages_only_a_copy_has_fit_a_phone_and_break_no_rule(unpacked: Path, browser: Browser, path: str) -> None:
    for width, scheme in ((360, "light"), (1280, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto((unpacked / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        found = Axe().run(page, options=rules).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        context.close()
