"""English: every word of ours is in the catalogue, and English pages say in English all that records do not say."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from nhandao.public import labels
from nhandao.site.build import build_site
from nhandao.site.frame import ADDRESSES_CRUMB, FEED_ADDRESSES, FEED_STORIES, HOME_CRUMB
from scripts.folders import CONTENT, DATA, ROOT, THEME

CATALOGUE = THEME / "locale/en/LC_MESSAGES"
IN_VIETNAMESE_ONLY = ("style_page.html", "district_home.html", "find.html")
LABELS = [
    text
    for name, known in vars(labels).items()
    if name.isupper() and isinstance(known, dict)
    for text in known.values()
    if isinstance(text, str) and not re.fullmatch(r"[a-z-]+", text)
]
MARKED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)


def wanted() -> set[str]:
    """Words that templates and code ask for."""
    found = set()
    methods = [("**.html", "jinja2"), ("**.py", "python")]
    options = {"**.html": {"extensions": "jinja2.ext.i18n", "trim_blocks": "true", "lstrip_blocks": "true"}}
    keywords = {"_": None, "gettext": None, "t": None, "_t": None}
    for folder in (THEME / "templates", ROOT / "plugins/nhandao/site"):
        for name, _, words, *_ in extract_from_dir(str(folder), methods, options, keywords):  # type: ignore[arg-type]
            if name not in IN_VIETNAMESE_ONLY and isinstance(words, str) and words:
                found.add(words)
    return found


def test_every_word_of_ours_has_its_english() -> None:
    catalogue = read_po((CATALOGUE / "messages.po").open("rb"))
    known = {message.id for message in catalogue if message.id and message.string and not message.fuzzy}
    crumbs = {link.text for link in (HOME_CRUMB, ADDRESSES_CRUMB, FEED_ADDRESSES, FEED_STORIES)}
    asked = wanted() | set(LABELS) | crumbs
    assert len(asked) > 300
    assert sorted(word for word in asked - known if MARKED.search(word)) == []


def test_english_keeps_what_is_filled_in() -> None:
    holes = re.compile(r"%\(\w+\)s|\{\w*\}|</?\w+>")
    for message in read_po((CATALOGUE / "messages.po").open("rb")):
        assert sorted(holes.findall(str(message.id))) == sorted(holes.findall(str(message.string))), message.id


def test_the_compiled_catalogue_is_that_of_the_words() -> None:
    compiled = BytesIO()
    write_mo(compiled, read_po((CATALOGUE / "messages.po").open("rb")))
    assert compiled.getvalue() == (CATALOGUE / "messages.mo").read_bytes(), "pybabel compile -d theme/locale -l en"


class _Text(HTMLParser):
    """Text of a page outside what is marked as Vietnamese."""

    EMPTY = {"meta", "link", "img", "br", "hr", "source", "input", "rect", "path"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.EMPTY:
            self.open.append(dict(attrs).get("lang") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        language = next((lang for lang in reversed(self.open) if lang), "en")
        if language == "en" and data.strip() and not data.startswith("<iframe"):  # code to copy, no prose
            self.texts.append(data.strip())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    built = build_site(
        out=out, data=DATA, as_of=None, today=date(2026, 1, 1), site_url="https://nhandao.example", content=CONTENT,
        theme=THEME, cache=tmp_path_factory.mktemp("cache"), search="none",
    )  # fmt: skip
    assert not isinstance(built, list)
    return out


def test_each_english_page_says_its_language_and_leads_to_the_same_page_in_vietnamese(site: Path) -> None:
    pages = sorted((site / "en").rglob("*.html"))
    assert len(pages) > 500
    for path in pages:
        url = "/" + path.parent.relative_to(site / "en").as_posix().strip(".")
        url = url if url.endswith("/") else url + "/"
        html = path.read_text()
        if 'class="embed"' in html:  # a card inside somebody else's page, which chose its language
            assert '<html lang="en" id="toi">' in html
            continue
        assert '<html lang="en">' in html
        assert f'<a class="language" lang="vi" hreflang="vi" href="{url}">Tiếng Việt</a>' in html
        twin = (site / url.strip("/") / "index.html").read_text()
        assert f'<a class="language" lang="en" hreflang="en" href="/en{url}">English</a>' in twin
        for text in (html, twin):
            assert f'<link rel="alternate" hreflang="en" href="https://nhandao.example/en{url}">' in text
            assert f'<link rel="alternate" hreflang="vi" href="https://nhandao.example{url}">' in text


def test_an_english_page_stands_for_itself_before_search_engines_not_its_vietnamese_twin(site: Path) -> None:
    for path in (site / "en").rglob("*.html"):
        found = re.search(r'<link rel="canonical" href="([^"]*)">', path.read_text())
        assert found is None or found[1].startswith("https://nhandao.example/en/"), path
    home = (site / "en/index.html").read_text()
    assert '<link rel="canonical" href="https://nhandao.example/en/">' in home
    assert '<meta property="og:url" content="https://nhandao.example/en/">' in home


def test_english_pages_link_to_english_pages_where_there_are_any(site: Path) -> None:
    html = (site / "en/index.html").read_text()
    assert 'href="/en/dia-chi/"' in html
    assert 'href="/chuyen/"' in html
    assert 'href="/dia-chi/"' not in html
    for path in (site / "en").rglob("*.html"):
        for href in re.findall(r'(?:href|src)="(/[^"#?]*)', path.read_text()):
            target = site / (href.strip("/") + ("/index.html" if href.endswith("/") else "")).lstrip("/")
            assert target.is_file(), (path, href)


def test_nothing_on_an_english_page_is_vietnamese_without_saying_so(site: Path) -> None:
    """But for names: of places, people, organisations and banks."""
    left: dict[str, str] = {}
    for path in sorted((site / "en").rglob("*.html")):
        if "chien-dich" in path.parts or "ban-do" in path.parts:
            continue
        parser = _Text()
        parser.feed(path.read_text().partition("</head>")[2])
        for text in parser.texts:
            if MARKED.search(text) and any(
                word[:1].islower() and MARKED.search(word) for word in text.replace("\xa0đ", "").split()
            ):
                left.setdefault(text, path.relative_to(site).as_posix())
    assert dict(list(left.items())[:20]) == {}
