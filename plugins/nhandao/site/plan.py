"""The plan of a build: which files there are, what each depends on, and how to make it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from nhandao.public.views import Card, PublicSite
from nhandao.site import urls
from nhandao.site.address_lists import AddressList, AddressLists
from nhandao.site.content import Content
from nhandao.site.contexts import Link, Page
from nhandao.site.digest import digest
from nhandao.site.frame import Frame
from nhandao.site.templates import environment
from nhandao.site.theme import Theme


class Task(NamedTuple):
    """One file of the site."""

    path: str  # relative to the output folder
    key: str  # fingerprint of everything the bytes depend on
    make: Callable[[Studio], bytes]
    speaks: int = 0  # its language, as counted in the languages of the build


class Studio:
    """Renders pages; every process has its own, with its own memory of what it has rendered before.

    Templates are loaded when the first page asks for them: a build with nothing to do never does. What is remembered
    goes by the fingerprint of the view it shows, so that a Studio serves one build after another.
    """

    def __init__(self, frame: Frame, theme: Theme, bytecode: Path | None = None) -> None:
        self.frame = frame
        self._theme = theme
        self._bytecode = bytecode
        self._cards: dict[str, Markup] = {}
        self._texts: dict[str, dict[Hashable, str]] = {}

    @cached_property
    def environment(self) -> Environment:
        return environment(self._theme, frame=self.frame, card=self.card, bytecode=self._bytecode)

    def load_templates(self) -> None:
        """Load every template now, so that processes forked later share them."""
        for name in self.environment.list_templates(extensions=["html"]):
            self.environment.get_template(name)

    def page(self, template: str, page: Page, it: object) -> bytes:
        text = self.environment.get_template(template).render(site=self.frame.site, page=page, it=it)
        return text.encode()

    def card(self, card: Card) -> Markup:
        """An address in a list, rendered once however many lists it is in."""
        html = self._cards.get(card.digest)
        if html is None:
            template = self.environment.get_template("components/card.html")
            html = self._cards[card.digest] = Markup(template.render(card=card))
        return html

    def texts(self, kind: str) -> dict[Hashable, str]:
        """What was made of one kind, by the thing or its fingerprint: the CSV rows of addresses, for instance."""
        return self._texts.setdefault(kind, {})

    def forget(self, most: int) -> None:
        """Drop what is remembered of each kind when that is more than ``most`` things: most of it is out of date."""
        if len(self._cards) > most:
            self._cards.clear()
        for texts in self._texts.values():
            if len(texts) > most:
                texts.clear()


class Plan:
    """What the page families plan from: the views, the content and the frame of one build."""

    def __init__(self, views: PublicSite, content: Content, frame: Frame, theme: Theme, version: str) -> None:
        self.views = views
        self.content = content
        self.frame = frame
        self.theme = theme
        self.salt = digest(version, theme.version, theme.digest, frame.digest)

    @cached_property
    def lists(self) -> tuple[AddressList, ...]:
        """All lists of addresses, made once for the pages and the sitemap."""
        return tuple(AddressLists(self.views, self.frame.t))

    def key(self, *parts: str) -> str:
        """Fingerprint of a file made from ``parts`` and of everything all files depend on."""
        return digest(self.salt, *parts)

    def task(self, url: str, key: str, make: Callable[[Studio], bytes]) -> Task:
        return Task(urls.file_of(self.frame.local(url)), key, make)


def page_count(items: int, size: int) -> int:
    """Pages that ``items`` fill; an empty list still has its first page."""
    return max(1, ceil(items / size))


def step_urls(list_url: str, number: int, pages: int) -> tuple[str, str]:
    """URLs of the previous and next page with items, "" at either end. A page past the end has neither."""
    previous = urls.numbered(list_url, number - 1) if 1 < number <= pages else ""
    following = urls.numbered(list_url, number + 1) if number < pages else ""
    return previous, following


def with_number(text: str, number: int, t: Callable[[str], str] = str) -> str:
    """Title of page ``number`` of a list, in the language of ``t``."""
    return text if number == 1 else t("{title}, trang {number}").format(title=text, number=number)


def links(*pairs: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(text, url) for text, url in pairs)
