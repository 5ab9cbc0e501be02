"""Gifts and handovers with their corrections: what each did to times and to money, and on which day.

A correction counts in the period in which it was made, and takes from what its original was counted as: its own kind,
giver or programme say nothing. The one time of the original goes when nothing of it is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import Generic, NamedTuple, TypeVar

from nhandao.records.lines import Handover, Receipt
from nhandao.records.periods import Period

L = TypeVar("L", bound=Receipt | Handover)


class Corrected(NamedTuple, Generic[L]):
    """A line that corrects no other, with all that was taken back of it."""

    line: L
    back: tuple[tuple[date, int], ...]  # day and đồng of each correction, in the order of day and id
    undone_on: date | None  # day by which nothing was left of it

    def stood_on(self, day: date) -> bool:
        """Done by the end of a day, and something of it left then."""
        return self.line.on <= day and (self.undone_on is None or day < self.undone_on)


class Effect(NamedTuple, Generic[L]):
    """What a line, with all that was taken back of it, adds to a period."""

    line: L
    times: int  # 1 if done in the period, less 1 if wholly taken back in it
    value: int  # đồng given in the period less đồng taken back in it
    stands: bool  # done in the period, and something of it left at its end


def corrected(lines: Iterable[L]) -> Iterator[Corrected[L]]:
    """The lines that correct no other, in the order given."""
    every = tuple(lines)
    originals = [line for line in every if line.reverses is None]
    if len(originals) == len(every):  # as of nearly all accounts
        yield from map(Corrected, originals, repeat(()), repeat(None))
        return
    corrections: defaultdict[str, list[L]] = defaultdict(list)
    for line in every:
        if line.reverses is not None:
            corrections[line.reverses].append(line)
    for line in originals:
        left = int(line.value_vnd)
        undone_on = None
        back = sorted(corrections.get(line.id, ()), key=lambda one: (one.on, one.id))
        for one in back:
            left -= one.value_vnd
            if left <= 0 and undone_on is None:
                undone_on = one.on
        yield Corrected(line, tuple((one.on, int(one.value_vnd)) for one in back), undone_on)


def effects(lines: Sequence[Corrected[L]], period: Period) -> Iterator[Effect[L]]:
    """What lines, in the order of their days, add to a period; most of those done outside of it are left out."""
    first = bisect_left(lines, period.first, key=_day_of)
    end = bisect_right(lines, period.last, key=_day_of)
    for one in lines[first:end]:
        line, back, undone_on = one
        if not back:
            yield Effect(line, 1, line.value_vnd, True)
            continue
        left = line.value_vnd - sum(value for day, value in back if day in period)
        undone = undone_on is not None and undone_on <= period.last
        yield Effect(line, 1 - (undone_on in period), left, not undone)
    for line, back, undone_on in (*lines[:first], *lines[end:]):
        if back:
            yield Effect(line, -(undone_on in period), -sum(value for day, value in back if day in period), False)


def _day_of(one: Corrected[L]) -> date:
    return one.line.on


def is_gift(receipt: Receipt) -> bool:
    """Whether a receipt is a gift or a correction of one: no fee, no surplus moved in from elsewhere."""
    return receipt.fee_of is None and receipt.moved_from is None
