"""The frame of a page: titles, canonical addresses, what search engines may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from nhandao.site import json_ld, urls
from nhandao.site.contexts import Alternate, Link, Page, Site
from nhandao.site.digest import digest
from nhandao.site.language import VIETNAMESE, Language

HOME_CRUMB = Link("Trang chủ", urls.HOME)
ADDRESSES_CRUMB = Link("Địa chỉ", urls.ADDRESSES)
FEED_ADDRESSES = Link("Địa chỉ mới giới thiệu", urls.FEED_ADDRESSES)
FEED_STORIES = Link("Chuyện tử tế và tin mới", urls.FEED_STORIES)

DESCRIPTION_LENGTH = 160


class Frame:
    """Makes the frame of every page of one build in one language.

    Args:
        site: what is the same on every page.
        language: of these pages.
        others: the other languages the site is built in.
    """

    def __init__(self, site: Site, language: Language = VIETNAMESE, others: tuple[Language, ...] = ()) -> None:
        self.site = site
        self.language = language
        self.t = language.t
        self._others = others
        self.prefix = urlsplit(site.base_url).path.rstrip("/")
        self.languages = 1 + len(others)
        self.digest = digest(repr(site), language.code, *(other.code for other in others))

    def local(self, url: str) -> str:
        """Where a page or file stands in this language; what there is in Vietnamese only stays where it is."""
        prefix = self.language.prefix
        return prefix + url if prefix and self.translated(url) else url

    def translated(self, url: str) -> bool:
        """Whether a page exists in every language: all do but those people wrote in one."""
        page = url.partition("#")[0]
        if not page.startswith("/") or not page.endswith("/") or page.startswith(urls.VIETNAMESE_ONLY):
            return False
        return not page.startswith(urls.CAMPAIGN) or page in self.site.translated

    def absolute(self, url: str) -> str:
        """Absolute address of a site-relative URL; while the site's own address is unknown, relative to the host."""
        return (self.site.base_url or self.prefix) + self.local(url)

    def places(self, url: str) -> tuple[tuple[str, str], ...]:
        """Language and absolute address of a page in each language that has it, Vietnamese first."""
        base = self.site.base_url or self.prefix
        others = self._others if self.translated(url) else ()
        return ((self.language.code, base + url), *((other.code, base + other.prefix + url) for other in others))

    def _alternates(self, url: str) -> tuple[Alternate, ...]:
        """The page in each language; in one that does not have it, the home page there."""
        if not self._others:
            return ()
        there = self.translated(url)
        return tuple(
            Alternate(other.code, other.name, other.prefix + (url if there or not other.prefix else urls.HOME), there)
            for other in (self.language, *self._others)
        )

    def page(
        self,
        url: str,
        title: str,
        description: str,
        *,
        section: str,
        crumbs: tuple[Link, ...] = (),
        here: str = "",
        canonical: str = "",
        noindex: bool = False,
        kind: str = "website",
        feeds: tuple[Link, ...] = (),
        things: Sequence[json_ld.Thing] = (),
        share: str = "",
        oembed: str = "",
    ) -> Page:
        """The frame of the page at ``url``.

        Args:
            here: name of the page in breadcrumbs, the title if not given.
            canonical: site-relative URL that stands for this page, itself if not given.
            things: JSON-LD of the page; breadcrumbs are added.
            oembed: site-relative URL of what oEmbed says of the page.
            share: site-relative URL of the page whose share card stands for this one, the home page if not given.
        """
        base = self.site.base_url
        crumbs = tuple(crumb._replace(text=self.t(crumb.text)) for crumb in crumbs)
        feeds = tuple(feed._replace(text=self.t(feed.text)) for feed in feeds)
        here = self.t(here)
        graph = list(things)
        if crumbs:
            graph.append(json_ld.breadcrumbs(crumbs, Link(here or title, url), self.absolute))
        return Page(
            url=url,
            title=title,
            description=shortened(description),
            canonical=self.absolute(canonical or url) if base else "",
            noindex=noindex,
            kind=kind,
            section=section,
            crumbs=crumbs,
            feeds=feeds,
            json_ld=json_ld.document(graph),
            alternates=self._alternates(url),
            image=base + urls.share_card(share or urls.HOME) if base else "",
            oembed=base + oembed if base and oembed else "",
        )


def shortened(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """``text`` in at most ``length`` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,.;:–-") + "…"
