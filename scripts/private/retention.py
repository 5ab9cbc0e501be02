"""When a contact has to be deleted: so many months after its promise was kept, ended or taken back. And when the
identity behind an address: so many years after the help for it ended, or it was refused.

The form promises it, and law 91/2025 asks for it: personal data is kept no longer than its purpose needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nhandao.book.book import Book
from nhandao.book.lifecycle import add_months
from nhandao.ledger.balances import pledge_end
from nhandao.ledger.progress import fulfilment
from nhandao.records.lines import Pledge


def due(book: Book, references: Iterable[str], as_of: date) -> tuple[str, ...]:
    """Of the boxes of a private store, those whose contact is to be deleted by a day.

    A box whose promise or line is not in the Book is not among them: it may be on its way.
    """
    months = book.campaign.giving.contact_months
    found = []
    for reference in references:
        ended = _ended(book, reference, as_of)
        if ended is not None and add_months(ended, months) <= as_of:
            found.append(reference)
    return tuple(found)


def identities_due(book: Book, codes: Iterable[str], as_of: date) -> tuple[str, ...]:
    """Of the addresses whose identity is kept, those for which it is to be deleted by a day."""
    months = 12 * book.campaign.retention_years
    found = []
    for code in codes:
        if (address := book.addresses.get(code)) is None:
            continue
        ends = [end.on for end in (address.finished, address.rejected) if end is not None]
        if ends and add_months(min(ends), months) <= as_of:
            found.append(code)
    return tuple(found)


def _ended(book: Book, reference: str, as_of: date) -> date | None:
    """Day from which a contact serves no purpose any more; ``None`` while it does."""
    if (receipt := book.receipts.get(reference)) is not None:
        return receipt.on
    pledge = book.pledges.get(reference)
    if pledge is None:
        # Promises made together have one contact: it serves until the last of them has ended.
        together = [_ended(book, each.reference, as_of) for each in book.pledges.values() if each.bundle == reference]
        days = [day for day in together if day is not None]
        return max(days) if days and len(days) == len(together) else None
    ends = [answer.on for answer in (pledge.declined, pledge.cancelled) if answer is not None]
    if (end := pledge_end(pledge, book.campaign.clocks.pledge_days)) is not None:
        ends.append(end)
    if (kept := _kept_on(book, pledge, as_of)) is not None:
        ends.append(kept)
    return min(ends, default=None)


def _kept_on(book: Book, pledge: Pledge, as_of: date) -> date | None:
    """Day of the last line for a promise that has been kept whole."""
    lines = book.lines_of(pledge.account)
    kept = fulfilment(lines.receipts, lines.handovers, as_of, pledge.account).get(pledge.reference, 0)
    if kept < pledge.value_vnd:
        return None
    days = [line.on for line in lines.receipts if line.pledge == pledge.reference]
    days += [line.on for line in lines.handovers if line.pledge == pledge.reference]
    return max(days, default=None)
