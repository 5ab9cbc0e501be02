"""Atom feeds: addresses newly introduced (all, by district, by category), stories and news.

A feed is copied by machines that never forget, so an address whose people did not agree to be listed by search engines
appears there by category and place only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from html import escape
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from nhandao.public.views import AddressDetail
from nhandao.site import urls
from nhandao.site.content import Document
from nhandao.site.frame import FEED_ADDRESSES, FEED_STORIES
from nhandao.site.language import VIETNAMESE
from nhandao.site.plan import Plan, Studio, Task

ENTRIES = 50


class Entry(NamedTuple):
    url: str
    title: str
    summary: str
    published: date
    updated: date


def tasks(plan: Plan) -> Iterator[Task]:
    newest: defaultdict[str, list[AddressDetail]] = defaultdict(list)
    listed = (detail for detail in plan.views.addresses if detail.card.listed)
    for detail in sorted(listed, key=lambda detail: (detail.introduced_on, detail.card.code), reverse=True):
        for key in ("all", *detail.card.facets):
            if len(newest[key]) < ENTRIES:
                newest[key].append(detail)
    yield _address_task(plan, urls.FEED_ADDRESSES, FEED_ADDRESSES.text, urls.ADDRESSES, newest["all"])
    for kind, choices in (("district", plan.views.districts), ("category", plan.views.categories)):
        for choice in choices:
            title = f"Địa chỉ mới giới thiệu: {choice.name}"
            details = newest[f"{kind}:{choice.code}"]
            yield _address_task(plan, urls.feed_of(choice.url), title, choice.url, details)
    articles = [article for article in plan.content.articles if article.on and not article.hidden][:ENTRIES]
    key = plan.key("stories feed", repr(articles))
    yield plan.task(urls.FEED_STORIES, key, partial(_stories, articles))


def _address_task(plan: Plan, url: str, title: str, list_url: str, details: Sequence[AddressDetail]) -> Task:
    key = plan.key("feed", url, title, list_url, *(detail.card.digest for detail in details))
    return plan.task(url, key, partial(_addresses, url, title, list_url, details))


def _addresses(url: str, title: str, list_url: str, details: Sequence[AddressDetail], studio: Studio) -> bytes:
    return _feed(studio, url, title, list_url, [_address(detail) for detail in details])


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


def _stories(articles: Sequence[Document], studio: Studio) -> bytes:
    entries = [
        Entry(article.url, article.title, article.summary, article.on, article.modified or article.on)
        for article in articles
        if article.on
    ]
    return _feed(studio, urls.FEED_STORIES, FEED_STORIES.text, urls.STORIES, entries)


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


def _feed(studio: Studio, url: str, title: str, list_url: str, entries: Sequence[Entry]) -> bytes:
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
