"""What the first view of a page costs a phone: every file that a browser asks for until the page is loaded.

A phone of 360 px with two pixels to a point, as cheap phones have. Sizes are those on the wire: the server compresses
texts with gzip at its usual level 6, which is a little more than brotli or `gzip -9` would give; fonts and pictures come
as they are. Photos are counted apart; drawings belong to the page.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.page_types import examples, views

PAGE = 50_000
PAGE_WITH_PHOTOS = 100_000
STYLE_SHEET = 12_000
PHOTOS = ("image/avif", "image/webp", "image/jpeg")
TEXTS = ("text/", "image/svg", "application/json")

WITH_PHOTOS = (examples().photo.card.url, examples().photo.card.commune_url)
"""An address with photos, and a list that shows its photo on a card."""
PAGES = (
    "/",
    "/bao-chi/",
    "/nhung/ma/",
    "/api/",
    "/dia-chi/",
    "/dia-chi/trang/2/",
    "/to-chuc/",
    *(one.url for one in views().organisations if one.addresses and one.logo),
    "/cam-on/",
    "/cam-on/theo-ten/",
    "/doanh-nghiep/",
    "/chon/",
    *(detail.card.url for detail in examples()),
    *WITH_PHOTOS[1:],
    *(drive.url for drive in views().drives),
)


class Loaded(NamedTuple):
    url: str
    type: str
    size: int


def loaded(browser: Browser, url: str) -> list[Loaded]:
    """Files of the first view, largest first."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="networkidle")  # pictures that load lazily do not hold up "load"
    files: dict[str, Loaded] = {}
    for answer in answers:
        assert answer.status == 200, answer.url
        type = answer.header_value("content-type") or ""
        # A second request for one file, as for the icon of the tab, is answered "not modified" and has no length.
        size = int(answer.header_value("content-length") or "0")
        if type.startswith(TEXTS) and size > 1_000:
            assert answer.header_value("content-encoding") == "gzip", answer.url
        if answer.url not in files or size > files[answer.url].size:
            files[answer.url] = Loaded(answer.url, type, size)
    context.close()
    assert [file.url for file in files.values() if not file.size] == []
    return sorted(files.values(), key=lambda file: -file.size)


def total(files: list[Loaded]) -> int:
    return sum(file.size for file in files)


def told(files: list[Loaded], most: int) -> str:
    lines = [f"{file.size:>8,}  {file.url}" for file in files]
    return "\n".join([f"{total(files):,} bytes, at most {most:,} are allowed:", *lines])


@pytest.mark.parametrize("url", [*PAGES, *(f"/en{url}" for url in PAGES)])
def test_the_first_view_is_light(site: str, browser: Browser, url: str) -> None:
    files = loaded(browser, site + url)
    page = [file for file in files if not file.type.startswith(PHOTOS)]
    assert {file.type.split(";")[0] for file in page} >= {"text/html", "text/css", "font/woff2"}
    assert total(page) <= PAGE, told(page, PAGE)
    assert total(files) <= PAGE_WITH_PHOTOS, told(files, PAGE_WITH_PHOTOS)
    assert [file.url for file in files if not file.url.startswith(site)] == []


@pytest.mark.parametrize("url", WITH_PHOTOS)
def test_the_pages_weighed_with_photos_do_load_some(site: str, browser: Browser, url: str) -> None:
    assert any(file.type.startswith(PHOTOS) for file in loaded(browser, site + url))


def test_a_page_that_is_too_heavy_names_its_files(site: str, browser: Browser) -> None:
    message = told(loaded(browser, site), 1_000)
    assert "at most 1,000 are allowed" in message
    assert message.count(site) >= 5


def test_the_style_sheet_is_small(site: str, browser: Browser) -> None:
    (sheet,) = (file for file in loaded(browser, site) if file.type.startswith("text/css"))
    assert sheet.size < STYLE_SHEET, told([sheet], STYLE_SHEET)
