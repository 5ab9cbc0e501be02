"""What the web server and crawlers are told: robots.txt, and which addresses are gone for good or have moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from nhandao.public.views import Gone
from nhandao.site import urls
from nhandao.site.plan import Plan, Studio, Task

_FRAMED = """~^/(en/)?nhung/ma/ "'none'";
~^/(en/)?nhung/ "*";
"""
"""For ``map $uri $frame_ancestors { default "'none'"; include framed.map; }`` of nginx: who may show which pages inside
their own, as the Content-Security-Policy says it."""
_OPEN = """~^/api/(v1|oembed)/ "*";
"""
"""For ``map $uri $open_to { default ""; include open.map; }`` and ``add_header Access-Control-Allow-Origin $open_to
always;`` of nginx, which sends no header whose value is empty."""

GONE_FOR_GOOD = ""
DUPLICATE = "duplicate"


def tasks(plan: Plan) -> Iterator[Task]:
    gone = tuple(url for item in plan.views.gone if item.until == GONE_FOR_GOOD for url in _all_of(item))
    gone += plan.views.gone_drives
    moved = tuple((item.url, item.to_url) for item in plan.views.gone if item.until == DUPLICATE and item.to_url)
    yield plan.task(urls.ROBOTS, plan.key("robots"), _robots)
    yield plan.task(urls.GONE_LIST, plan.key("gone", *gone), partial(_gone_list, gone))
    yield plan.task(urls.GONE_MAP, plan.key("gone", *gone), partial(_gone_map, gone))
    yield plan.task(urls.MOVED_MAP, plan.key("moved", repr(moved)), partial(_moved_map, moved))
    yield plan.task(urls.FRAMED_MAP, plan.key("framed"), partial(_map, _FRAMED))
    yield plan.task(urls.OPEN_MAP, plan.key("open"), partial(_map, _OPEN))


def _all_of(gone: Gone) -> tuple[str, ...]:
    """Everything that may have stood for an address: its page, its card in pages of others, its files."""
    return gone.url, urls.embed(gone.code), *urls.files_of_address(gone.code)


def _map(text: str, studio: Studio) -> bytes:
    return text.replace("~^/", f"~^{re.escape(studio.frame.prefix)}/").encode()


def _robots(studio: Studio) -> bytes:
    """Crawlers read pages, not the same rows again as files. Nothing marked ``noindex`` is shut out here: a crawler
    that may not open a page never sees the mark."""
    lines = ["User-agent: *", "Disallow: /*.csv$", "Disallow: /*.json$"]
    if studio.frame.site.base_url:
        lines += ["", f"Sitemap: {studio.frame.absolute(urls.SITEMAP)}"]
    return ("\n".join(lines) + "\n").encode()


def _gone_list(gone: tuple[str, ...], studio: Studio) -> bytes:
    return "".join(f"{studio.frame.prefix}{url}\n" for url in gone).encode()


def _gone_map(gone: tuple[str, ...], studio: Studio) -> bytes:
    """Lines for ``map $uri $gone { default 0; include gone.map; }`` of nginx."""
    return "".join(f"{studio.frame.prefix}{url} 1;\n" for url in gone).encode()


def _moved_map(moved: tuple[tuple[str, str], ...], studio: Studio) -> bytes:
    """Lines for ``map $uri $moved_to { default ""; include moved.map; }`` of nginx."""
    prefix = studio.frame.prefix
    return "".join(f"{prefix}{url} {prefix}{to_url};\n" for url, to_url in moved).encode()
