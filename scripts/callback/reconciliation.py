"""A bank statement against the ledger: what is booked, what is new, what is doubtful and what is missing.

A web hook and a statement name a transfer alike as long as both carry the bank's own reference. Where a bank gives them
different ones, the same money must not be counted twice: a row of an amount and day that the ledger has under another
name is not new but doubtful, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from nhandao.records.lines import Receipt
from nhandao.records.money import Dong
from scripts.callback.bank import SOURCE
from scripts.callback.intake import Movement

_NEAR = timedelta(days=1)
"""A transfer late in the evening is of that day to a web hook and of the next one to the books of the bank."""


class LedgerLine(Protocol):
    """What is compared of a receipt."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def payment_id(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def value_vnd(self) -> Dong: ...


class Transfer(NamedTuple):
    """A receipt as the bank knows it: all parts of a split transfer together."""

    id: str
    source: str
    payment_id: str
    on: date
    value_vnd: Dong


def whole(receipts: Iterable[Receipt]) -> list[Transfer]:
    """Receipts with the further parts of split transfers added to the first."""
    found = list(receipts)
    more: dict[str, int] = {}
    for line in found:
        if line.part_of is not None:
            more[line.part_of] = more.get(line.part_of, 0) + line.value_vnd
    return [
        Transfer(line.id, line.source, line.payment_id, line.on, Dong(line.value_vnd + more.get(line.id, 0)))
        for line in found
        if line.part_of is None
    ]


class Doubt(NamedTuple):
    """A row of the statement, and the line of the ledger that may be the same money."""

    told: Movement
    line: LedgerLine


class Comparison(NamedTuple):
    """Every row of a statement is in one of the first three."""

    known: tuple[Movement, ...]
    new: tuple[Movement, ...]
    doubtful: tuple[Doubt, ...]
    missing: tuple[LedgerLine, ...]
    """Transfers of the ledger within the days of the statement that the statement does not have."""


def compare(told: Sequence[Movement], ledger: Iterable[LedgerLine]) -> Comparison:
    """Compare the movements of one account's statement with the ledger."""
    if not told:
        return Comparison((), (), (), ())
    first, last = min(one.on for one in told), max(one.on for one in told)
    bank = told[0].payment_id[:7]
    names = {one.id for one in told}
    lines = {
        line.id: line
        for line in ledger
        if line.id in names or (_may_be_of(bank, line) and first - _NEAR <= line.on <= last + _NEAR)
    }
    known, doubtful, rest = [], [], []
    for one in told:
        line = lines.get(one.id)
        if line is None:
            rest.append(one)
            continue
        del lines[one.id]
        if line.value_vnd == one.value_vnd:
            known.append(one)
        else:
            doubtful.append(Doubt(one, line))
    new = []
    for one in rest:
        alike = [line for line in lines.values() if line.value_vnd == one.value_vnd and abs(line.on - one.on) <= _NEAR]
        if alike:
            line = min(alike, key=lambda found: (abs(found.on - one.on), found.id))
            del lines[line.id]
            doubtful.append(Doubt(one, line))
        else:
            new.append(one)
    missing = [line for line in lines.values() if first <= line.on <= last and line.payment_id.startswith(bank)]
    return Comparison(tuple(known), tuple(new), tuple(doubtful), tuple(missing))


def _may_be_of(bank: str, line: LedgerLine) -> bool:
    """Whether a line is a transfer to this bank; one that staff have entered by hand may not say to which."""
    named = re.match(r"\d{6}-", line.payment_id)
    return line.source == SOURCE and (named is None or named[0] == bank)
