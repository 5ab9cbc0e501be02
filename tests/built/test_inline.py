"""No page of the built sample holds style or script of its own, so that the strict policy of the headers breaks none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts.web import SEARCH, headers

DATA_TYPES = {"application/ld+json", "application/json", "speculationrules"}
"""Scripts of these types are never run."""

ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href", "content"}
EXECUTES = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data:text/html)", re.IGNORECASE)


class Inline(HTMLParser):
    """What in a page only an unsafe policy would let work."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and not values.get("src") and values.get("type") not in DATA_TYPES:
            self.found.append("<script> without src")
        if tag in ("iframe", "object", "embed", "base"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name == "srcdoc" or name.startswith("on"):
                self.found.append(f"{name}={value!r}")
            if name in ADDRESSES and EXECUTES.match(value or ""):
                self.found.append(f"{name}={value!r}")
            if tag == "script" and name == "src" and urlsplit(value or "").netloc:
                self.found.append(f"script of another host: {value!r}")


def inline(folder: Path) -> Iterator[tuple[str, str]]:
    for file in (*folder.rglob("*.html"), *folder.rglob("*.svg")):
        for found in Inline(file.read_text("utf-8")).found:
            yield file.relative_to(folder).as_posix(), found


def test_no_page_and_no_drawing_has_style_or_script_inside(sample: Path) -> None:
    assert list(inline(sample)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<style>p{}</style>", "<p style='color:red'>", "<p onclick='x()'>", "<svg/onload=x()>", "<script>x()</script>",
        "<script type=module>x()</script>", "<a href='javascript:x()'>", "<a href=' JaVaScript:x()'>",
        "<form action='javascript:x()'>", "<iframe srcdoc='x'>", "<base href='//a.test'>",
        "<script src='https://a.test/x.js'></script>",
    ],
)  # fmt: skip
def test_each_kind_of_inline_style_or_script_is_seen(tmp_path: Path, html: str) -> None:
    (tmp_path / "a.html").write_text(html)
    assert list(inline(tmp_path)) != []


def policy(path: str) -> dict[str, list[str]]:
    """The Content-Security-Policy of an answer: sources by directive."""
    directives = dict(headers(path))["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in map(str.split, directives)}


@pytest.mark.parametrize(
    "path", ["/", "/dia-chi/DC23A0002G/", "/en/dia-chi/", "/khong-co/", "/nhung/ma/", "/nhung", "/api/", *SEARCH]
)
def test_the_policy_allows_nothing_but_files_of_the_site(path: str) -> None:
    allowed = {source for sources in policy(path).values() for source in sources}
    assert allowed <= {"'none'", "'self'", "data:", "'wasm-unsafe-eval'"}
    assert policy(path)["default-src"] == ["'none'"]
    assert policy(path)["img-src"] == ["'self'", "data:"]
    assert policy(path)["base-uri"] == policy(path)["frame-ancestors"] == ["'none'"]
    assert all("data:" not in sources for name, sources in policy(path).items() if name != "img-src")


@pytest.mark.parametrize("path", ["/nhung/", "/nhung/DC23A0002G/", "/en/nhung/DC23A0002G/", "/nhung/huyen/bu-dang/"])
def test_a_card_to_embed_may_be_framed_and_nothing_more(path: str) -> None:
    assert policy(path) == policy("/") | {"frame-ancestors": ["*"]}
    assert "Access-Control-Allow-Origin" not in dict(headers(path))


@pytest.mark.parametrize(
    ("path", "open_to_all"),
    [
        ("/api/v1/index.json", True),
        ("/api/oembed/DC23A0002G.json", True),
        ("/api/", False),
        ("/so-cai/so-cai.json", False),
    ],
)
def test_only_the_interface_may_be_read_by_pages_of_others(path: str, open_to_all: bool) -> None:
    assert (dict(headers(path)).get("Access-Control-Allow-Origin") == "*") is open_to_all


def test_only_the_search_may_run_webassembly() -> None:
    paths = ("/", "/dia-chi/", "/tim", "/timkiem/", "/en/", "/en/dia-chi/", "/chien-dich/muc-dich/")
    assert [path for path in paths if "'wasm-unsafe-eval'" in policy(path)["script-src"]] == []
    assert all("'wasm-unsafe-eval'" in policy(path)["script-src"] for path in SEARCH)
