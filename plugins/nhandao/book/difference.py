"""Which accounts two Books of one folder differ in, so that a running program looks again at those only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import compress
from operator import eq, is_not

from nhandao.book.book import Book
from nhandao.records.lines import Handover, LedgerLine, Receipt


def changed_accounts(old: Book, new: Book) -> set[str] | None:
    """Codes of accounts (addresses and funds) whose own record or lines differ; ``None`` when something that many of
    them depend on does: the campaign, units, an organisation or a photo. Logos stand on no page of an account.

    Records are compared by identity: a cache that gives an unchanged file the same record is what makes this quick.
    """
    if (
        old.content_id(old.campaign) != new.content_id(new.campaign)
        or any(_differ(old.units, new.units))
        or any(_differ(old.organisations, new.organisations))
        or old.photo_ids != new.photo_ids
    ):
        return None
    changed = set(_differ(old.addresses, new.addresses))
    for sides in _lines(old, new):
        for key in _differ(*sides):
            changed |= {account for side in sides if key in side for account in _accounts(side[key])}
    return changed


def _lines(old: Book, new: Book) -> Iterator[tuple[Mapping[str, LedgerLine], Mapping[str, LedgerLine]]]:
    yield old.pledges, new.pledges
    yield old.receipts, new.receipts
    yield old.handovers, new.handovers


def _differ(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """Keys that do not stand for the very same object on both sides."""
    if len(old) == len(new) and all(map(eq, old, new)):  # the same keys in the same order: quick, and the usual case
        yield from compress(new, map(is_not, old.values(), new.values()))
        return
    yield from (key for key, record in new.items() if old.get(key) is not record)
    yield from old.keys() - new.keys()


def _accounts(line: LedgerLine) -> set[str]:
    other = line.moved_from if isinstance(line, Receipt) else line.paid_from if isinstance(line, Handover) else None
    return {line.account, other} if other is not None else {line.account}
