"""The frame of a page: titles, canonical addresses, what search engines may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from nhandao.site import json_ld, urls
from nhandao.site.contexts import Link, Page, Site
from nhandao.site.digest import digest

HOME_CRUMB = Link("Trang chủ", urls.HOME)
ADDRESSES_CRUMB = Link("Địa chỉ", urls.ADDRESSES)
FEED_ADDRESSES = Link("Địa chỉ mới giới thiệu", urls.FEED_ADDRESSES)
FEED_STORIES = Link("Chuyện tử tế và tin mới", urls.FEED_STORIES)

DESCRIPTION_LENGTH = 160


class Frame:
    """Makes the frame of every page of one build.

    Args:
        site: what is the same on every page.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.prefix = urlsplit(site.base_url).path.rstrip("/")
        self.digest = digest(repr(site))

    def absolute(self, url: str) -> str:
        """Absolute address of a site-relative URL; while the site's own address is unknown, relative to the host."""
        return (self.site.base_url or self.prefix) + url

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
    ) -> Page:
        """The frame of the page at ``url``.

        Args:
            here: name of the page in breadcrumbs, the title if not given.
            canonical: site-relative URL that stands for this page, itself if not given.
            things: JSON-LD of the page; breadcrumbs are added.
            share: site-relative URL of the page whose share card stands for this one, the home page if not given.
        """
        base = self.site.base_url
        graph = list(things)
        if crumbs:
            graph.append(json_ld.breadcrumbs(crumbs, Link(here or title, url), self.absolute))
        return Page(
            url=url,
            title=title,
            description=shortened(description),
            canonical=base + (canonical or url) if base else "",
            noindex=noindex,
            kind=kind,
            section=section,
            crumbs=crumbs,
            feeds=feeds,
            json_ld=json_ld.document(graph),
            image=base + urls.share_card(share or urls.HOME) if base else "",
        )


def shortened(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """``text`` in at most ``length`` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,.;:–-") + "…"
