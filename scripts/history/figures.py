"""One figure of an address or fund, taken apart: which lines made it what it is, and when each was committed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.ledger.balances import sums
from nhandao.public.audit import Version, read_record
from nhandao.public.ledger_views import account_ledger
from nhandao.records.address import Address
from scripts.history.changes import History
from scripts.history.records import contents_of
from scripts.history.source import Source

BALANCES = ("received", "returned", "fees", "handed_over", "held")
"""Figures of the ledger, as `Balance` names them."""

FIGURES = (*BALANCES, "target")


class Part(NamedTuple):
    """What one line, or one state of the needs, put to a figure."""

    on: date  # of the line; of the commit for needs
    reference: str  # of the line, the code of the address for needs
    direction: str  # of the line, see LedgerLine; "target" for needs
    amount: int  # đồng, below zero for what was taken away
    total: int  # with all before it
    version: Version | None  # by which it came into the history; None while it is not committed
    changed: Version | None  # by which it was last changed since


def balance_parts(book: Book, history: History, code: str, figure: str, as_of: date) -> list[Part]:
    """The lines of a figure of the ledger, oldest first. Their sum is what the pages show."""
    parts, total = [], 0
    for line in account_ledger(book, code, book.lines_of(code), as_of, ""):
        amount = getattr(sums([line]), figure) if line.account == code else 0
        if amount:
            total += amount
            kind = "receipts" if line.reference in book.receipts else "handovers"
            versions = history.records.get((kind, line.reference), ())
            first = versions[0] if versions else None
            last = versions[-1] if len(versions) > 1 else None
            parts.append(Part(line.on, line.reference, line.direction, amount, total, first, last))
    return parts


def target_parts(source: Source, history: History, code: str, as_of: date) -> list[Part]:
    """How the priced needs of an address came to be what they cost. Raises Stop."""
    versions = history.records.get(("addresses", code), ())
    contents = contents_of(source, versions)
    parts, total = [], 0
    for version, target in _targets(versions, contents):
        if target != total and version.at.date() <= as_of:
            parts.append(Part(version.at.date(), code, "target", target - total, target, version, None))
            total = target
    return parts


def _targets(versions: tuple[Version, ...], contents: dict[str, bytes]) -> Iterator[tuple[Version, int]]:
    for version in versions:
        record = read_record(Address, contents[version.new]) if version.new else None
        if isinstance(record, Address):
            yield version, record.target
