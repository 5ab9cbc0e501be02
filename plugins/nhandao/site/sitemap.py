"""What search engines may list, and when each page last changed by the days in the data (never by the clock)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from html import escape
from operator import attrgetter
from typing import NamedTuple

from nhandao.public.views import AddressDetail, MonthLedger
from nhandao.site import pledge_page, thanks_pages, urls
from nhandao.site.address_lists import AddressList
from nhandao.site.content import Document
from nhandao.site.content_pages import CATEGORIES
from nhandao.site.digest import digest
from nhandao.site.feeds import last_day
from nhandao.site.ledger_pages import LINES_A_PAGE
from nhandao.site.list_pages import CARDS_A_PAGE
from nhandao.site.plan import Plan, Studio, Task, page_count

URLS_A_FILE = 50_000  # limit of the sitemap protocol

_CODE = attrgetter("code")
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'

Source = AddressDetail | AddressList | MonthLedger | Document | None


class Entry(NamedTuple):
    """A page that search engines may list, and what its last change is read from (``None``: unknown)."""

    url: str
    source: Source


def tasks(plan: Plan, size: int = URLS_A_FILE) -> Iterator[Task]:
    entries = list(_entries(plan))
    size //= plan.frame.languages
    members = digest(
        *(entry.url for entry in entries),
        *map(_dated, plan.views.addresses),
        *(month.digest for month in plan.views.months),
        repr([(document.on, document.modified) for document in (*plan.content.pages, *plan.content.articles)]),
    )
    if len(entries) <= size:
        yield plan.task(urls.SITEMAP, plan.key("sitemap", members), partial(_urlset, plan, entries))
        return
    parts = [entries[first : first + size] for first in range(0, len(entries), size)]
    for number, part in enumerate(parts, start=1):
        yield plan.task(
            urls.sitemap_part(number), plan.key("sitemap", members, str(number)), partial(_urlset, plan, part)
        )
    yield plan.task(urls.SITEMAP, plan.key("sitemap index", str(len(parts))), partial(_index, len(parts)))


def _dated(detail: AddressDetail) -> str:
    """Everything of an address that days in the sitemap depend on: its own last day, and the lists it is in."""
    card = detail.card
    return f"{card.code} {last_day(detail).isoformat()} {card.listed} {' '.join(card.facets)}"


def _entries(plan: Plan) -> Iterator[Entry]:
    """Every page without ``noindex``."""
    views = plan.views
    yield Entry(urls.HOME, plan.lists[0])
    for view in plan.lists:
        if view.cards or not view.combined:
            for number in range(1, page_count(len(view.cards), CARDS_A_PAGE) + 1):
                yield Entry(urls.numbered(view.url, number), view)
    for number in range(1, page_count(len(views.finished), CARDS_A_PAGE) + 1):
        yield Entry(urls.numbered(urls.FINISHED, number), None)
    yield Entry(urls.SEARCH, None)
    yield Entry(urls.MAP, plan.lists[0])
    yield Entry(urls.GENUINE, None)
    if pledge_page.offered(plan):
        yield Entry(urls.PLEDGE, None)
    yield Entry(urls.BUSINESS, None)
    yield Entry(urls.ORGANISATIONS, None)
    yield Entry(urls.CHECK, None)
    if views.drives:
        yield Entry(urls.DRIVES, None)
    for drive in views.drives:
        yield Entry(drive.url, None)
    for url in thanks_pages.page_urls(views.thanks):
        yield Entry(url, None)
    for organisation in views.organisations:
        if organisation.address_count:
            yield Entry(organisation.url, None)
    yield Entry(urls.LEDGER, views.months[0] if views.months else None)
    yield Entry(urls.RELEASES, views.months[0] if views.months else None)
    yield Entry(urls.FIND_GIFT, None)
    yield Entry(urls.API_PAGE, None)
    yield Entry(urls.PRESS, None)
    yield Entry(urls.EMBED_CODES, None)
    for month in views.months:
        for number in range(1, page_count(len(month.lines), LINES_A_PAGE) + 1):
            yield Entry(urls.numbered(month.url, number), month)
    for number in range(1, page_count(len(views.accounts), LINES_A_PAGE) + 1):
        yield Entry(urls.numbered(urls.LEDGER_ACCOUNTS, number), None)
    yield Entry(urls.SCOREBOARD, None)
    for unit in views.scoreboard.units[1:]:
        yield Entry(unit.url, None)
    yield Entry(urls.REPORTS, None)
    for document in (*plan.content.pages, *plan.content.articles):
        if not document.hidden:
            yield Entry(document.url, document)
    for category in CATEGORIES.values():
        yield Entry(category.url, None)
    for detail in views.addresses:
        if detail.card.indexable:
            yield Entry(detail.card.url, detail)


def _urlset(plan: Plan, entries: list[Entry], studio: Studio) -> bytes:
    last = {detail.card.code: last_day(detail) for detail in plan.views.addresses}
    lists: dict[str, date | None] = {}
    lines = [_HEAD, _SET]
    for entry in entries:
        source = entry.source
        if isinstance(source, AddressList):
            if source.url not in lists:
                lists[source.url] = max(map(last.__getitem__, map(_CODE, source.cards)), default=None)
            changed = lists[source.url]
        else:
            changed = _changed(source)
        since = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        places = studio.frame.places(entry.url)
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(at)}"/>'
            for code, at in (*places, ("x-default", places[0][1]))
        )
        lines += [f"<url><loc>{escape(at)}</loc>{since}{alternates}</url>\n" for _, at in places]
    lines.append("</urlset>\n")
    return "".join(lines).encode()


def _changed(source: AddressDetail | MonthLedger | Document | None) -> date | None:
    match source:
        case AddressDetail():
            return last_day(source)
        case MonthLedger():
            return source.lines[-1].on if source.lines else None
        case Document():
            return source.modified or source.on
        case None:
            return None


def _index(parts: int, studio: Studio) -> bytes:
    lines = [_HEAD, '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n']
    for number in range(1, parts + 1):
        at = escape(studio.frame.absolute(urls.sitemap_part(number)))
        lines.append(f"<sitemap><loc>{at}</loc></sitemap>\n")
    lines.append("</sitemapindex>\n")
    return "".join(lines).encode()
