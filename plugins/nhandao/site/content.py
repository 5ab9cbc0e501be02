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
    embargo: date | None = None  # the day from which it is published, None for no embargo
    photo_credit: str = ""  # who made its pictures
    correction: str = ""  # what was wrong before `modified`


class PressText(NamedTuple):
    """A text for the press to copy, with ``$names`` of figures to be filled in."""

    words: int  # about how long it is
    lang: str
    html: str


class Asset(NamedTuple):
    """A picture or other file copied as it is."""

    url: str  # site-relative
    source: str  # path below content/, or an absolute one
    digest: str


class Content(NamedTuple):
    """Everything of ``content/``: pages in the order of their file names, articles newest first."""

    pages: tuple[Document, ...] = ()
    articles: tuple[Document, ...] = ()
    assets: tuple[Asset, ...] = ()
    press: tuple[PressText, ...] = ()
    upcoming: tuple[date, ...] = ()  # days on which an embargo ends, soonest first


def published(content: Content, as_of: date) -> Content:
    """What may be read on a day: nothing that is dated later or whose embargo ends later. Of the latter only the day
    is told."""

    def out(document: Document) -> bool:
        return document.embargo is None or document.embargo <= as_of

    later = {document.embargo for document in (*content.pages, *content.articles) if document.embargo}
    return content._replace(
        pages=tuple(filter(out, content.pages)),
        articles=tuple(one for one in content.articles if out(one) and (one.on is None or one.on <= as_of)),
        upcoming=tuple(sorted(day for day in later if day > as_of)),
    )


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
        pages, articles, assets, press, upcoming = kept["content"]
        return Content(
            tuple(_document(fields) for fields in pages),
            tuple(_document(fields) for fields in articles),
            tuple(Asset(*fields) for fields in assets),
            tuple(PressText(*fields) for fields in press),
            tuple(map(date.fromisoformat, upcoming)),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _document(fields: list[Any]) -> Document:
    document = Document(*fields)
    return document._replace(on=_day(document.on), modified=_day(document.modified), embargo=_day(document.embargo))


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
