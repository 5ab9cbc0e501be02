"""Gifts and handovers with their corrections: what each did to times and to money, and on which day.

A correction counts in the period in which it was made, and takes from what its original was counted as: its own kind,
giver or programme say nothing. The one time of the original goes when nothing of it is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from nhandao.records.lines import Handover, Receipt
from nhandao.records.periods import Period

L = TypeVar("L", bound=Receipt | Handover)


class Corrected(NamedTuple, Generic[L]):
    """A line that corrects no other, with all that was taken back of it."""

    line: L
    back: tuple[tuple[date, int], ...]  # day and đồng of each correction, in the order of day and id
    undone_on: date | None  # day by which nothing was left of it

    def times(self, period: Period) -> int:
        """1 if done in the period, less 1 if wholly taken back in it."""
        return (self.line.on in period) - (self.undone_on in period)

    def value(self, period: Period) -> int:
        """Đồng given in the period less đồng taken back in it."""
        given = self.line.value_vnd if self.line.on in period else 0
        return given - sum(value for day, value in self.back if day in period)

    def stood_on(self, day: date) -> bool:
        """Done by the end of a day, and something of it left then."""
        return self.line.on <= day and (self.undone_on is None or day < self.undone_on)

    def stands(self, period: Period) -> bool:
        """Done in the period, and something of it left at its end."""
        return self.line.on in period and self.stood_on(period.last)


def corrected(lines: Iterable[L]) -> Iterator[Corrected[L]]:
    """The lines that correct no other, in the order given."""
    originals: list[L] = []
    corrections: defaultdict[str, list[L]] = defaultdict(list)
    for line in lines:
        if line.reverses is None:
            originals.append(line)
        else:
            corrections[line.reverses].append(line)
    if not corrections:
        for line in originals:
            yield Corrected(line, (), None)
        return
    for line in originals:
        left = int(line.value_vnd)
        undone_on = None
        back = sorted(corrections.get(line.id, ()), key=lambda one: (one.on, one.id))
        for one in back:
            left -= one.value_vnd
            if left <= 0 and undone_on is None:
                undone_on = one.on
        yield Corrected(line, tuple((one.on, int(one.value_vnd)) for one in back), undone_on)


def is_gift(receipt: Receipt) -> bool:
    """Whether a receipt is a gift or a correction of one: no fee, no surplus moved in from elsewhere."""
    return receipt.fee_of is None and receipt.moved_from is None
