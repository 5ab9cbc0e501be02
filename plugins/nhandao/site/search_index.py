"""The search index of a site: one small document per page, indexed by Pagefind, whose files a browser loads piecemeal.

Pagefind knows a letter with and without marks as one, but takes đ for a letter of its own: each document carries its
words with đ once more with d. Folding stays exact where marks are typed: "Lộc Thành" does not find "Lộc Thạnh".

Pagefind numbers the pages anew each time: of the same site, these are the only files whose bytes may differ.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from nhandao.public.views import AddressDetail, Choice, PublicSite
from nhandao.site import urls
from nhandao.site.content import Document
from nhandao.site.digest import digest
from nhandao.site.plan import Plan, Studio

FOLDER = urls.SEARCH_INDEX.strip("/")
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")  # the rest of the loose files are Pagefind's UIs
_SECONDS = 600


class SearchError(Exception):
    """Pagefind could not make the index; the old one has been removed."""


class Found(NamedTuple):
    """A page as the search knows it."""

    url: str
    title: str
    text: str  # all that can be found, plain or HTML
    filters: tuple[tuple[str, str], ...]  # name of a filter and one value of it
    sorts: tuple[tuple[str, int], ...]
    address: AddressDetail | None
    summary: str


def available() -> bool:
    """Whether Pagefind, the extra `search`, is installed."""
    return bool(pagefind_version())


def pagefind_version() -> str:
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""


class SearchIndex:
    """The index of one site in its output folder, one part for each language it speaks.

    Args:
        plans: one for each language.
        cache: where the work is done and what the index was made from is kept.
    """

    def __init__(self, plans: list[Plan], out: Path, cache: Path) -> None:
        self._plans = plans
        self._folder = out / FOLDER
        self._work = cache / "search"
        self._made_from = cache / f"search-{digest(str(out))}.txt"

    def drop_stale(self) -> None:
        """Remove an index that names a page there is no longer, before anything else is done."""
        key, known = self._known()
        if key and not known <= {url for plan in self._plans for url in _urls(plan)}:
            self.drop()

    def drop(self) -> None:
        self._made_from.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def bring_up_to_date(self, studios: list[Studio]) -> bool:
        """Make the index again if something in it changed. Returns whether it did.

        Raises:
            SearchError: see there.
        """
        key = digest(*map(_key, self._plans))
        if self._known()[0] == key and self._folder.is_dir():
            return False
        pages = self._work / "pages"
        index = self._work / "index"
        shutil.rmtree(self._work, ignore_errors=True)
        try:
            found = [
                (one, studio) for plan, studio in zip(self._plans, studios, strict=True) for one in documents(plan)
            ]
            for number, (one, studio) in enumerate(found):
                folder = pages / str(number // 1000)
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{number}.html").write_text(page(one, studio), encoding="utf-8")
            _run_pagefind(pages, index)
            self._put(index)
        except SearchError:
            self.drop()
            raise
        finally:
            shutil.rmtree(self._work, ignore_errors=True)
        self._made_from.parent.mkdir(parents=True, exist_ok=True)
        self._made_from.write_text(
            "\n".join([key, *(studio.frame.local(one.url) for one, studio in found)]), encoding="utf-8"
        )
        return True

    def _known(self) -> tuple[str, set[str]]:
        try:
            key, *known = self._made_from.read_text(encoding="utf-8").split("\n")
        except OSError:
            return "", set()
        return key, set(known)

    def _put(self, index: Path) -> None:
        """In place of the old index, in one step as far as a reader can see."""
        for path in index.iterdir():
            if path.is_file() and path.name not in _NEEDED and path.suffix not in (".pf_meta", ".pagefind"):
                path.unlink()
        self._made_from.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(index, self._folder)


def _run_pagefind(pages: Path, index: Path) -> None:
    from pagefind_bin import get_executable

    command = [
        str(get_executable()),
        "--site", str(pages),
        "--output-path", str(index),
        "--silent",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SearchError(f"không lập được chỉ mục tìm kiếm: {error}") from None
    if done.returncode:
        raise SearchError(f"không lập được chỉ mục tìm kiếm: {done.stderr.strip() or done.stdout.strip()}")


def _urls(plan: Plan) -> set[str]:
    return {plan.frame.local(found.url) for found in documents(plan)}


def _key(plan: Plan) -> str:
    views = plan.views
    return plan.key(
        "search",
        pagefind_version(),
        *(detail.card.digest for detail in views.addresses),
        *(organisation.digest for organisation in views.organisations if organisation.address_count),
        *(digest(repr(document)) for document in _written(plan)),
    )


def _written(plan: Plan) -> Iterator[Document]:
    for document in (*plan.content.pages, *plan.content.articles):
        if not document.hidden and (document.lang == plan.frame.language.code):
            yield document


def documents(plan: Plan) -> Iterator[Found]:
    """Every page a donor may look for."""
    views = plan.views
    names = _names(views)
    for rank, detail in enumerate(views.addresses, start=1):
        card = detail.card
        filters = [("loai", "dia-chi"), *(names[key] for key in card.facets if key in names)]
        sorts = [("uu-tien", rank), ("moi", int(detail.introduced_on.strftime("%Y%m%d"))), ("con-thieu", card.needed)]
        if card.waiting_days:
            sorts.append(("cho", card.waiting_days))
        words = (
            card.code, card.summary, card.category_name, *detail.other_categories,
            card.commune, card.district, *card.forms, *(need.what for need in detail.needs),
        )  # fmt: skip
        stories = (detail.story_html, *(update.html for update in detail.updates))
        text = " . ".join([*map(escape, words), *stories])
        yield Found(card.url, card.title, text, tuple(filters), tuple(sorts), detail, card.summary)
    for organisation in views.organisations:
        if organisation.address_count:
            summary = " · ".join(part for part in (organisation.kind_name, organisation.place) if part)
            yield Found(organisation.url, organisation.name, escape(summary), (("loai", "to-chuc"),), (), None, summary)
    for document in _written(plan):
        kind = "chuyen" if document.kind == "article" else "trang"
        text = f"{escape(document.summary)} {document.html}"
        yield Found(document.url, document.title, text, (("loai", kind),), (), None, document.summary)


def value_of(choice: Choice) -> str:
    """A choice as a value of a filter, and in addresses to share: the last part of the address of its list."""
    return choice.url.rstrip("/").rpartition("/")[2]


def commune_value(commune: Choice) -> str:
    """A commune's, with the epoch of the unit: "2023/doan-ket"."""
    return "/".join(commune.url.strip("/").split("/")[-2:])


def _names(views: PublicSite) -> dict[str, tuple[str, str]]:
    """Filter and value of each facet key."""
    facets = (
        ("district", "huyen", views.districts),
        ("category", "hoan-canh", views.categories),
        ("form", "cach-giup", views.forms),
        ("rhythm", "nhip", views.rhythms),
        ("state", "tinh-trang", views.states),
    )
    names = {f"{key}:{choice.code}": (name, value_of(choice)) for key, name, choices in facets for choice in choices}
    return names | {f"commune:{commune.code}": ("xa", commune_value(commune)) for commune in views.communes}


def page(found: Found, studio: Studio) -> str:
    """The document Pagefind reads: what can be found, and the card that is shown."""
    if found.address:
        card = str(studio.card(found.address.card))  # of Markup, `escape` would escape its own escapes
    else:
        template = studio.environment.get_template("components/found.html")
        card = template.render(url=found.url, title=found.title, summary=found.summary)
    facts = "".join(
        f'<p data-pagefind-{kind}="{name}:{value}"></p>'
        for kind, pairs in (("filter", found.filters), ("sort", found.sorts))
        for name, value in pairs
    )
    with_d = " ".join(_with_d(f"{found.title} {found.text}"))
    return (
        f'<!doctype html><html lang="{studio.frame.language.code}"><head><title>{escape(found.title)}</title></head>'
        "<body>"
        f'<div data-pagefind-body data-pagefind-meta="card[data-card]" data-card="{escape(card)}">'
        f'<div data-pagefind-index-attrs="data-d" data-d="{escape(with_d)}">{facts}</div>'
        f"<h1>{escape(found.title)}</h1>{found.text}</div></body></html>"
    )


_TAG = re.compile(r"<[^>]*>|&[#\w]+;")


def _with_d(text: str) -> Iterator[str]:
    """Each word with đ once, with d in its place."""
    words = dict.fromkeys(re.findall(r"\w*[đĐ]\w*", _TAG.sub(" ", text)))
    return (word.replace("đ", "d").replace("Đ", "D") for word in words)
