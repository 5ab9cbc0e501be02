"""What people wrote in ``content/``, turned into HTML: pages of the campaign, stories, news, their pictures."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple


class ContentError(Exception):
    """Something in ``content/`` cannot be published; the text lists every problem, one to a line."""


class Document(NamedTuple):
    """A page of the campaign, a story or a piece of news."""

    kind: str  # page | article
    url: str  # site-relative, ends with "/"
    title: str
    summary: str  # plain text
    html: str
    on: date | None
    modified: date | None
    author: str
    category: str  # chuyen | tin, "" for a page
    hidden: bool  # reachable by its address only
    in_footer: bool  # a page every page leads to: those of content/pages itself and its translations
    lang: str = "vi"


class Asset(NamedTuple):
    """A picture or other file copied as it is."""

    url: str  # site-relative
    source: str  # path below content/
    digest: str


class Content(NamedTuple):
    """Everything of ``content/``: pages in the order of their file names, articles newest first."""

    pages: tuple[Document, ...] = ()
    articles: tuple[Document, ...] = ()
    assets: tuple[Asset, ...] = ()


def save(content: Content, path: Path, key: str) -> None:
    """Keep ``content`` for a build that finds ``key`` unchanged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps({"key": key, "content": content}, default=date.isoformat), encoding="utf-8")
    temporary.replace(path)


def load(path: Path, key: str) -> Content | None:
    """The content kept under ``key``; ``None`` when there is none or it cannot be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        pages, articles, assets = kept["content"]
        return Content(
            tuple(_document(fields) for fields in pages),
            tuple(_document(fields) for fields in articles),
            tuple(Asset(*fields) for fields in assets),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _document(fields: list[Any]) -> Document:
    document = Document(*fields)
    return document._replace(on=_day(document.on), modified=_day(document.modified))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
