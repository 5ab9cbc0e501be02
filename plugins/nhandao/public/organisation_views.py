"""Organisations as the public sees them: what each has taken on, promised and given, as far as it wants it shown."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial

from nhandao.book.book import Book
from nhandao.ledger.gifts import GoneBack, gone_back
from nhandao.ledger.progress import fulfilment
from nhandao.ledger.promises import outcome
from nhandao.public import labels
from nhandao.public.certificate_views import certificates
from nhandao.public.ledger_views import shows_amount
from nhandao.public.logos import logo_of
from nhandao.public.views import Card, Example, Organisation, Promises
from nhandao.records.lines import Handover, LedgerLine, Pledge
from nhandao.records.money import Dong
from nhandao.records.organisation import Organisation as Record
from nhandao.records.vietnamese import sort_key


def organisations(book: Book, as_of: date, cards: Mapping[str, Card]) -> tuple[Organisation, ...]:
    """Public organisations that take part on a day, in Vietnamese alphabetical order."""
    lines: dict[str, list[LedgerLine]] = {}
    for line in book.lines():
        name = line.supporter.organisation
        day = line.made_on if isinstance(line, Pledge) else line.on
        if (
            name is not None
            and day <= as_of
            and line.counted_here
            and line.supporter.visibility in ("name_amount", "name")
        ):
            lines.setdefault(name, []).append(line)
    fulfilled = cache(partial(_fulfilled, book, as_of))
    back = gone_back(book.corrections, as_of)
    shown = [
        _organisation(book, record, lines.get(record.id, []), cards, as_of, fulfilled, back)
        for record in book.organisations.values()
        if record.public and record.since <= as_of
    ]
    return tuple(sorted(shown, key=lambda view: (sort_key(view.name), view.id)))


def _fulfilled(book: Book, as_of: date, account: str) -> dict[str, int]:
    lines = book.lines_of(account)
    return fulfilment(lines.receipts, lines.handovers, as_of, account)


def _organisation(
    book: Book,
    record: Record,
    lines: list[LedgerLine],
    cards: Mapping[str, Card],
    as_of: date,
    fulfilled: Callable[[str], dict[str, int]],
    back: GoneBack,
) -> Organisation:
    def came(pledge: Pledge) -> int:
        return fulfilled(pledge.account).get(pledge.reference, 0)

    pledge_days = book.campaign.clocks.pledge_days
    pledged = received = handed_over = 0
    taken_on: set[str] = set()
    outcomes: Counter[str | None] = Counter()
    by_leader: dict[str, set[str]] = {}
    for line in lines:
        is_taken = _takes_on(line, as_of)
        if is_taken:
            taken_on.add(line.account)
            if line.supporter.leader is not None and line.account.startswith("DC"):
                by_leader.setdefault(line.supporter.leader, set()).add(line.account)
        if isinstance(line, Pledge):
            outcomes[outcome(line, came(line), as_of, pledge_days)] += 1
            if not any(end is not None and end.on <= as_of for end in (line.declined, line.cancelled)):
                pledged += line.value_vnd if shows_amount(line.supporter) else 0
            continue
        if line.kind == "loan" or not shows_amount(line.supporter):
            continue
        sign = 0 if not isinstance(line, Handover) and line.fee_of is not None else 1 if line.reverses is None else -1
        if not isinstance(line, Handover):
            received += sign * line.value_vnd
        elif line.funded_by == "supporter":
            handed_over += sign * line.value_vnd
    addresses = sorted(account for account in taken_on if account.startswith("DC"))
    ended = (book.addresses[code].finished for code in addresses)
    positions = {leader.id: leader.position for leader in record.leaders}
    examples = [Example(positions[name], len(codes)) for name, codes in by_leader.items() if name in positions]
    values = (
        record.id,
        labels.organisation_url(record.id),
        record.name,
        record.kind,
        labels.ORGANISATIONS[record.kind],
        _place(book, record),
        tuple(cards[code] for code in addresses if code in cards),
        len(addresses),
        sum(end is not None and end.on <= as_of for end in ended),
        Dong(pledged),
        Dong(received),
        Dong(handed_over),
        Promises(outcomes["kept"], outcomes["lapsed"], outcomes["open"]),
        tuple(sorted(examples, key=lambda example: (sort_key(example.position), example))),
        record.plan is not None and record.plan.on <= as_of,
    )
    logo = logo_of(book, record.id)
    certified = certificates(record, lines, as_of, pledge_days, came, back)
    shown = (*values[:6], *(card.digest for card in values[6]), *values[7:], logo, certified)
    digest = hashlib.blake2b(repr(shown).encode(), digest_size=12).hexdigest()
    return Organisation(*values, digest, logo, certified)


def _takes_on(line: LedgerLine, as_of: date) -> bool:
    """Whether a line makes its supporter one who has taken the account on: an accepted promise that stands, a gift, or
    help handed over."""
    if isinstance(line, Pledge):
        ended = any(end is not None and end.on <= as_of for end in (line.declined, line.cancelled))
        return not ended and line.accepted is not None and line.accepted.on <= as_of
    return line.reverses is None and (isinstance(line, Handover) or (line.fee_of is None and line.moved_from is None))


def _place(book: Book, record: Record) -> str:
    """Commune or district of an organisation; hamlets are never shown."""
    if record.unit is not None and (place := book.places.get((record.epoch, record.unit))) is not None:
        return place.name
    if record.district is not None:
        for units in book.units.values():
            for district in units.districts:
                if district.code == record.district:
                    return district.name
    return ""
