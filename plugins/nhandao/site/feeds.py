"""Feeds: addresses newly introduced (all, by district, by category), stories and news, as Atom and, of the two whole
ones, as JSON Feed; and the days of the campaign as a calendar.

A feed is copied by machines that never forget, so an address whose people did not agree to be listed by search engines
appears there by category and place only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from nhandao.public.score_views import Deadline
from nhandao.public.views import AddressDetail
from nhandao.site import urls
from nhandao.site.calendar_file import Event, calendar, due_event
from nhandao.site.content import Document
from nhandao.site.frame import FEED_ADDRESSES, FEED_STORIES
from nhandao.site.language import VIETNAMESE
from nhandao.site.plan import Plan, Studio, Task

ENTRIES = 50
_WHOLE = (urls.FEED_ADDRESSES, urls.FEED_STORIES)
"""Feeds that are JSON Feeds too."""


class Entry(NamedTuple):
    url: str
    title: str
    summary: str
    published: date
    updated: date
    author: str = ""


Write = Callable[[Studio, str, str, str, Sequence[Entry]], bytes]
"""Writes a feed: its URL, its title, the list it is of, and its entries."""


def tasks(plan: Plan) -> Iterator[Task]:
    newest: defaultdict[str, list[AddressDetail]] = defaultdict(list)
    listed = (detail for detail in plan.views.addresses if detail.card.listed)
    for detail in sorted(listed, key=lambda detail: (detail.introduced_on, detail.card.code), reverse=True):
        for key in ("all", *detail.card.facets):
            if len(newest[key]) < ENTRIES:
                newest[key].append(detail)
    yield from _address_tasks(plan, urls.FEED_ADDRESSES, FEED_ADDRESSES.text, urls.ADDRESSES, newest["all"])
    for kind, choices in (("district", plan.views.districts), ("category", plan.views.categories)):
        for choice in choices:
            title = f"Địa chỉ mới giới thiệu: {choice.name}"
            details = newest[f"{kind}:{choice.code}"]
            yield from _address_tasks(plan, urls.feed_of(choice.url), title, choice.url, details)
    articles = [article for article in plan.content.articles if article.on and not article.hidden][:ENTRIES]
    key = plan.key("stories feed", repr(articles))
    for write, url in _forms(urls.FEED_STORIES):
        yield plan.task(url, key, partial(_stories, write, articles))
    days = plan.views.scoreboard.deadlines, plan.content.upcoming
    yield plan.task(urls.CALENDAR, plan.key("calendar of the campaign", repr(days)), partial(_calendar, *days))


def _forms(url: str) -> tuple[tuple[Write, str], ...]:
    """How a feed is written, and where."""
    if url not in _WHOLE:
        return ((_atom, url),)
    return ((_atom, url), (_json_feed, urls.json_feed(url)))


def _address_tasks(plan: Plan, url: str, title: str, list_url: str, details: Sequence[AddressDetail]) -> Iterator[Task]:
    key = plan.key("feed", url, title, list_url, *(detail.card.digest for detail in details))
    for write, place in _forms(url):
        yield plan.task(place, key, partial(_addresses, write, place, title, list_url, details))


def _addresses(
    write: Write, url: str, title: str, list_url: str, details: Sequence[AddressDetail], studio: Studio
) -> bytes:
    return write(studio, url, title, list_url, [_address(detail) for detail in details])


def _address(detail: AddressDetail) -> Entry:
    card = detail.card
    place = f"{card.commune}, {card.district}"
    needs = f"Cần {', '.join(card.forms).lower()}. " if card.forms else ""
    sums = f"Còn cần {VIETNAMESE.vnd(card.needed)} trong {VIETNAMESE.vnd(card.target)}."
    if card.indexable:
        title, summary = card.title, f"{card.summary} {place}. {needs}{sums}"
    else:
        title, summary = f"{card.category_name}, {place}", f"{needs}{sums}"
    return Entry(card.url, title, summary, detail.introduced_on, last_day(detail))


def _stories(write: Write, articles: Sequence[Document], studio: Studio) -> bytes:
    entries = [
        Entry(article.url, article.title, article.summary, article.on, article.modified or article.on, article.author)
        for article in articles
        if article.on
    ]
    url = urls.FEED_STORIES if write is _atom else urls.json_feed(urls.FEED_STORIES)
    return write(studio, url, FEED_STORIES.text, urls.STORIES, entries)


def last_day(detail: AddressDetail) -> date:
    """Last day on which something happened that the page shows: survey, approval, gift, handover, news."""
    last = max(detail.surveyed_on, detail.approved_on, detail.introduced_on)
    if detail.supports and (given := detail.supports[0].on) and given > last:
        last = given
    if detail.ledger and (entered := detail.ledger[-1].on) > last:
        last = entered
    if detail.updates and (told := detail.updates[0].on) > last:
        last = told
    return last


def _json_feed(studio: Studio, url: str, title: str, list_url: str, entries: Sequence[Entry]) -> bytes:
    """JSON Feed 1.1."""
    frame = studio.frame
    society = frame.site.society
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{title} – {society.short_name}",
        "home_page_url": frame.absolute(list_url),
        "feed_url": frame.absolute(url),
        "language": VIETNAMESE.code,
        "authors": [{"name": society.name}],
        "items": [
            {
                "id": _identity(entry.url),
                "url": frame.absolute(entry.url),
                "title": entry.title,
                "content_text": entry.summary,
                "date_published": _moment(entry.published),
                "date_modified": _moment(entry.updated),
                **({"authors": [{"name": entry.author}]} if entry.author else {}),
            }
            for entry in entries
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _calendar(deadlines: tuple[Deadline, ...], upcoming: tuple[date, ...], studio: Studio) -> bytes:
    """The year of the campaign, its Humanitarian Month, the last days of reports, and when something new comes out."""
    site = studio.frame.site
    society = site.society
    page = studio.frame.absolute(urls.PRESS) if site.base_url else ""
    year = society.year
    events = [
        Event(f"nam-{year}-mo", society.year_from, society.year_from, f"Năm {year} của cuộc vận động bắt đầu", ""),
        Event(f"thang-nhan-dao-{year}", date(year, 5, 1), date(year, 5, 31), f"Tháng Nhân đạo {year}", ""),
        Event(
            f"nam-{year}-dong", society.year_to, society.year_to, f"Năm {year} của cuộc vận động kết thúc",
            "Số liệu của năm tính đến hết ngày này.",
        ),
        *(Event(f"cong-bo-{day.isoformat()}", day, day, "Cuộc vận động có tin mới", "") for day in upcoming),
        *map(due_event, deadlines),
    ]  # fmt: skip
    events.sort(key=lambda event: (event.first, event.code))
    return calendar(f"Cuộc vận động năm {year} – {society.short_name}", events, site.as_of, page)


def _atom(studio: Studio, url: str, title: str, list_url: str, entries: Sequence[Entry]) -> bytes:
    frame = studio.frame
    society = frame.site.society
    # An empty feed needs a day too; the first of the campaign's year does not change from build to build.
    updated = max((entry.updated for entry in entries), default=society.year_from)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n',
        f"<id>{_identity(url)}</id>\n<title>{escape(title)} – {escape(society.short_name)}</title>\n",
        f"<updated>{_moment(updated)}</updated>\n<author><name>{escape(society.name)}</name></author>\n",
        f'<link rel="self" type="application/atom+xml" href="{escape(frame.absolute(url))}"/>\n',
        f'<link rel="alternate" type="text/html" href="{escape(frame.absolute(list_url))}"/>\n',
    ]
    for entry in entries:
        parts.append(
            f"<entry><id>{_identity(entry.url)}</id><title>{escape(entry.title)}</title>"
            f'<link rel="alternate" type="text/html" href="{escape(frame.absolute(entry.url))}"/>'
            f"<published>{_moment(entry.published)}</published><updated>{_moment(entry.updated)}</updated>"
            f"<summary>{escape(entry.summary)}</summary></entry>\n"
        )
    parts.append("</feed>\n")
    return "".join(parts).encode()


def _moment(day: date) -> str:
    """Feeds want a time; data has days, so each begins at midnight in Vietnam."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _identity(url: str) -> str:
    """An identity that stays when the site moves to another host."""
    return uuid5(NAMESPACE_URL, f"nhandao:{url}").urn
