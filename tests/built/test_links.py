"""Every link inside the built sample leads to a file of it and to a place in that file, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.conftest import SITE_URL

CALLBACK = "/giving/"
"""Where forms are posted to: the donation callback answers there, no file. The style page shows its forms."""


class Page(HTMLParser):
    """The addresses a page names and the places in it that can be named."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action", "poster", "data"):
                self.urls.add(value or "")
            elif name in ("srcset", "imagesrcset"):
                self.urls |= {candidate.split()[0] for candidate in (value or "").split(",")}
            elif name == "content" and (value or "").startswith(SITE_URL):
                self.urls.add(value or "")  # the picture and the address of a shared link
            elif name == "id":
                self.ids.add(value or "")


def own_path(url: str) -> str | None:
    """Path of an address inside the site; ``None`` for what leads elsewhere, such as a telephone number."""
    parts = urlsplit(url)
    return unquote(parts.path) if f"{parts.scheme}://{parts.netloc}" == SITE_URL else None


def file_of(sample: Path, path: str) -> Path:
    return sample / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))


@pytest.fixture(scope="module")
def pages(sample: Path) -> dict[str, Page]:
    """Every page by its address."""
    return {
        f"{SITE_URL}/{file.relative_to(sample).as_posix().removesuffix('index.html')}": Page(file.read_text("utf-8"))
        for file in sample.rglob("*.html")
    }


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it(sample: Path, pages: dict[str, Page]) -> None:
    broken = []
    followed = 0
    for address, page in pages.items():
        for url in page.urls:
            target, fragment = urldefrag(urljoin(address, url))
            path = own_path(target)
            if path is None or path.startswith(CALLBACK):
                continue
            followed += 1
            found = target if path else f"{SITE_URL}/"
            if not file_of(sample, path or "/").is_file():
                broken.append((address, url, "no such file"))
            elif fragment and unquote(fragment) not in pages[urlsplit(found)._replace(query="").geturl()].ids:
                broken.append((address, url, "no such place in the page"))
    assert broken == []
    assert followed > 50_000


def test_every_page_in_english_is_led_to_from_its_vietnamese_one_and_back(pages: dict[str, Page]) -> None:
    # Cards to embed stand inside pages of others, and who put them there chose the language.
    cards = re.compile(f"{SITE_URL}/en/nhung/(?!ma/)")
    english = [address for address in pages if address.startswith(f"{SITE_URL}/en/") and not cards.match(address)]
    assert len(english) > 500
    alone = []
    for address in english:
        vietnamese = address.replace("/en/", "/", 1)
        there, here = ({own_path(urljoin(one, url)) for url in pages[one].urls} for one in (vietnamese, address))
        if own_path(address) not in there or own_path(vietnamese) not in here:
            alone.append(address)
    assert alone == []


def test_every_address_in_feeds_sitemaps_and_manifests_is_a_file(sample: Path) -> None:
    broken = []
    named: set[str] = set()
    for file in sample.rglob("*.xml"):
        for element in ElementTree.parse(file).iter():
            values = [element.text or "", *element.attrib.values()]
            named |= {value.strip() for value in values if value.strip().startswith(SITE_URL)}
    for file in [*sample.rglob("robots.txt"), *sample.rglob("*.webmanifest")]:
        named |= set(re.findall(rf"{re.escape(SITE_URL)}[^\s\"]*", file.read_text("utf-8")))
    for url in named:
        path = own_path(urldefrag(url)[0]) or "/"
        if not file_of(sample, path).is_file():
            broken.append(url)
    assert broken == []
    assert len(named) > 300
