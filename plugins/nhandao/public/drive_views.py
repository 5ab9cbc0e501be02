"""Drives as the public sees them: only of organisations that agreed to it and let themselves be named."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from nhandao.book.book import Book
from nhandao.ledger.drives import brought, whole
from nhandao.public import labels
from nhandao.public.text import prose_html
from nhandao.public.transfers import transfers
from nhandao.public.views import AddressDetail, Collected, Drive
from nhandao.records.drive import Drive as Record

_ORDER = ("open", "coming", "closed")


def drives(book: Book, as_of: date, shown: Mapping[str, AddressDetail]) -> tuple[Drive, ...]:
    """Drives that may be shown: open ones that close first, coming ones that open first, closed ones newest first."""
    views = [_drive(book, record, as_of, shown) for record in book.drives.values() if _may_be_shown(book, record)]
    return tuple(sorted(views, key=_place))


def gone(book: Book) -> tuple[str, ...]:
    """URLs of drives that may not be shown: the organisation has taken its consent back."""
    return tuple(labels.drive_url(one.id) for one in book.drives.values() if not _may_be_shown(book, one))


def _may_be_shown(book: Book, record: Record) -> bool:
    body = book.organisations.get(record.organisation)
    return record.public and body is not None and body.public


def _place(view: Drive) -> tuple[int, int, str]:
    day = {"open": view.closes_on, "coming": view.opens_on, "closed": view.closes_on}[view.state].toordinal()
    return _ORDER.index(view.state), -day if view.state == "closed" else day, view.id


def state_on(record: Record, as_of: date) -> tuple[str, int]:
    """State of a drive on a day, with the days left (the day itself counted), until it opens, or 0."""
    if as_of < record.opens_on:
        return "coming", (record.opens_on - as_of).days
    if as_of <= record.closes_on:
        return "open", (record.closes_on - as_of).days + 1
    return "closed", 0


def _drive(book: Book, record: Record, as_of: date, shown: Mapping[str, AddressDetail]) -> Drive:
    body = book.organisations[record.organisation]
    state, days = state_on(record, as_of)
    sums = whole(
        brought(record, code, lines.pledges, lines.receipts, lines.handovers, as_of, book.campaign.clocks.pledge_days)
        for code, lines in ((code, book.lines_of(code)) for code in record.accounts)
    )
    collected = tuple(
        one for one in (_collected(book, code, state, as_of, shown) for code in record.accounts) if one is not None
    )
    values = (
        record.id,
        labels.drive_url(record.id),
        record.title,
        record.summary,
        prose_html(record.story) if record.story is not None else "",
        body.name,
        labels.organisation_url(body.id) if body.since <= as_of else "",
        body.id,
        labels.ORGANISATIONS[body.kind],
        state,
        record.opens_on,
        record.closes_on,
        days,
        record.goal_vnd,
        sums.given,
        sums.handed_over,
        sums.later,
        sums.promised,
        collected,
        len(record.accounts) - len(collected),
    )
    cards = [(one.code, one.card.digest if one.card else one.name, one.transfers) for one in collected]
    known = repr((*values[:18], cards, values[19]))
    return Drive(*values, hashlib.blake2b(known.encode(), digest_size=12).hexdigest())


def _collected(book: Book, code: str, state: str, as_of: date, shown: Mapping[str, AddressDetail]) -> Collected | None:
    """One account of a drive as the page shows it; ``None`` for an address that is not shown on the day.

    The text of the transfer is the code of the account, as on its own page: the one the callback places.
    """
    if (view := shown.get(code)) is not None:
        open_ = state == "open" and view.giving_open
        return Collected(code, view.card, "", view.transfers[:1] if open_ else ())
    name = next((fund.name for fund in book.campaign.funds if fund.code == code), None)
    if name is None:
        return None
    return Collected(code, None, name, transfers(book.campaign.accounts, code, (), as_of) if state == "open" else ())
