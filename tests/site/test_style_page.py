"""The style page shows every token and every component of the theme, and is for those who know where it is."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nhandao.site import urls
from nhandao.site.build import read_content
from nhandao.site.style_page import EXAMPLES
from tests.site.building import ROOT, THEME, Bench, is_noindex
from tests.site.made_up import address, public_site, small

COMPONENTS = sorted(path.stem for path in (THEME / "templates/components").glob("*.html"))
TOKENS = sorted(set(re.findall(r"^\s+--([\w-]+):", (THEME / "static/css/tokens.css").read_text(), re.MULTILINE)))
COLOURS = sorted(set(re.findall(r"--([\w-]+): #", (THEME / "static/css/tokens.css").read_text())))
DRAWN = [*COLOURS, *(name for name in TOKENS if name.startswith(("text", "space-")))]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("style"))
    bench.content_folder = ROOT / "content"
    bench.build(small(public_site([address(0)])), content=read_content(ROOT / "content", THEME, bench.cache))
    return bench


@pytest.fixture(scope="module")
def html(built: Bench) -> str:
    return built.text(urls.STYLE_PAGE)


def classes(template: str) -> set[str]:
    """Classes that a template writes in full, whatever it shows."""
    written = re.findall(r'class="((?:[^"{]|{{.*?}}|{%.*?%})*)"', template)
    names = {name for value in written for name in re.sub(r"{%.*?%}|{{.*?}}", " ", value).split()}
    return {name for name in names if not name.endswith("-")}


def test_each_component_is_shown_once(html: str) -> None:
    assert re.findall(r'data-component="([^"]*)"', html) == COMPONENTS


@pytest.mark.parametrize("name", COMPONENTS)
def test_an_example_shows_all_that_its_component_can_write(html: str, name: str) -> None:
    shown = html.partition("</main>")[0].partition(f'data-component="{name}"')[2].partition("data-component=")[0]
    stage = shown.partition('<div class="example__stage">')[2]
    template = (THEME / f"templates/components/{name}.html").read_text()
    assert "<code>" + name + ".html</code>" in shown
    assert re.search(r'<p class="example__use">[^<]{20,}</p>', shown)
    assert classes(template) <= classes(stage), "the example leaves something out"
    assert len(stage) > 150


@pytest.mark.parametrize("name", TOKENS)
def test_each_token_is_named_with_its_role(html: str, name: str) -> None:
    assert re.search(rf"<code>--{name}</code>(</dt><dd>| <span[^>]*>| )[^<]", html)


@pytest.mark.parametrize("name", DRAWN)
def test_each_colour_size_and_space_is_drawn_by_its_own_rule(html: str, name: str) -> None:
    kind = "swatch" if name in COLOURS else "gap" if name.startswith("space-") else "specimen"
    assert re.search(rf'class="[^"]*\b{kind}--{name}"', html)
    css = (THEME / "static/css/components/example.css").read_text()
    assert re.search(rf"\.{kind}--{name} {{\s+[a-z-]+: var\(--{name}\);\s+}}", css)


def test_it_has_one_heading_of_the_page_and_no_id_twice(html: str) -> None:
    assert html.count("<h1") == 1
    ids = Counter(re.findall(r'\sid="([^"]*)"', html))
    assert {name for name, count in ids.items() if count > 1} == set()
    assert not re.search(r"<style|\sstyle=", html)


def test_only_the_handbook_leads_to_it(built: Bench, html: str) -> None:
    assert is_noindex(html)
    leading = {
        path.relative_to(built.out).parent.as_posix()
        for path in built.out.rglob("*")
        if path.suffix in (".html", ".xml") and urls.STYLE_PAGE in path.read_text(encoding="utf-8")
    }
    assert leading == {"huong-dan/giao-dien", "chien-dich/so-tay-ghi-ho-so"}


def test_its_codes_are_no_transfers(html: str) -> None:
    payloads = [choice.payload for choice in EXAMPLES.address.transfers]
    assert all(payload.startswith("MA MAU - KHONG CHUYEN TIEN") for payload in payloads)
    assert html.count('class="qr"') == len(payloads)
