"""What an account has received, given back, paid in fees, handed over and still holds.

Takes lines and returns values; an account is an address or a fund. Loans are added up apart: the principal is lent, not
given (domain rule 3.2), so it never enters another total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.money import Dong


class Movement(Protocol):
    """What totals are made of: a ledger entry, or a public line that stands for one."""

    @property
    def direction(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def kind(self) -> str: ...


class Entry(NamedTuple):
    """One movement of an account."""

    on: date
    account: str
    direction: str  # see HELD
    amount: Dong  # positive; below zero only for a handover taken back
    line_id: str
    kind: str  # kind of support; a loan is kept apart


HELD = {"in": 1, "move_in": 1, "out": -1, "fee": -1, "back": -1, "move_out": -1, "direct": 0}
"""How each direction changes what the society holds for an account: a gift comes in; a handover, a fee, a refund and
surplus moved elsewhere go out; what a supporter hands over directly never passes through the society."""


class Sums(NamedTuple):
    """Totals in đồng over some movements."""

    received: Dong  # gifts, and surplus moved here less surplus moved away
    returned: Dong
    fees: Dong
    handed_over: Dong  # from what was held, and directly
    handed_over_direct: Dong
    held: Dong
    loans: Dong


def receipt_entries(receipt: Receipt) -> tuple[Entry, ...]:
    """The movements of one receipt line: one, or two when surplus moves from an account to another."""
    value, kind = receipt.value_vnd, receipt.kind
    if receipt.moved_from is not None:
        return (
            Entry(receipt.on, receipt.moved_from, "move_out", value, receipt.id, kind),
            Entry(receipt.on, receipt.account, "move_in", value, receipt.id, kind),
        )
    direction = "fee" if receipt.fee_of is not None else "back" if receipt.reverses is not None else "in"
    return (Entry(receipt.on, receipt.account, direction, value, receipt.id, kind),)


def handover_entry(handover: Handover) -> Entry:
    """The movement of one handover: out of the account (or fund) that paid, or direct from a supporter."""
    value = Dong(handover.value_vnd if handover.reverses is None else -handover.value_vnd)
    if handover.funded_by == "supporter":
        return Entry(handover.on, handover.account, "direct", value, handover.id, handover.kind)
    return Entry(handover.on, handover.paid_from or handover.account, "out", value, handover.id, handover.kind)


def sums(movements: Iterable[Movement]) -> Sums:
    """Totals over movements; see `Sums`."""
    total = dict.fromkeys(HELD, 0)
    loans = 0
    for movement in movements:
        if movement.kind != "loan":
            total[movement.direction] += movement.amount
        elif movement.direction in ("in", "direct"):
            loans += movement.amount
    received = total["in"] + total["move_in"] - total["move_out"]
    return Sums(
        received=Dong(received),
        returned=Dong(total["back"]),
        fees=Dong(total["fee"]),
        handed_over=Dong(total["out"] + total["direct"]),
        handed_over_direct=Dong(total["direct"]),
        held=Dong(sum(HELD[direction] * amount for direction, amount in total.items())),
        loans=Dong(loans),
    )


def lowest(entries: Sequence[Entry]) -> tuple[int, Entry] | None:
    """The first entry after whose day an account would hold less than nothing, with what it would hold; or ``None``.

    Gifts and handovers of one day are netted first: their order within the day is not known. Money and loan principal
    are held apart.
    """
    held = {True: 0, False: 0}  # loans, everything else
    changes = [(entry.on, -HELD[entry.direction] * entry.amount, entry.line_id, entry) for entry in entries]
    for _, less, _, entry in sorted(changes, key=lambda change: change[:3]):
        loan = entry.kind == "loan"
        held[loan] -= less
        if held[loan] < 0:
            return held[loan], entry
    return None


def pledge_end(pledge: Pledge, pledge_days: int) -> date | None:
    """First day on which a promise no longer reserves its address by the passing of time alone: the day it names, else
    `pledge_days` after a promise of money once was made; ``None`` when it has no such day."""
    if pledge.expires_on is not None:
        return pledge.expires_on
    if pledge.schedule is None and pledge.kind == "cash":
        return pledge.made_on + timedelta(days=pledge_days)
    return None


def reserves(pledge: Pledge, as_of: date) -> bool:
    """Whether an open promise counts for its address. One that came by the form does once the chapter has accepted it:
    otherwise anybody could close an address to others with a few invented promises."""
    return pledge.source != "form" or (pledge.accepted is not None and pledge.accepted.on <= as_of)


def open_pledge_value(pledge: Pledge, fulfilled: int, as_of: date, pledge_days: int) -> Dong:
    """What of a promise is still to come on a day: accepted or waiting for an answer, neither declined, cancelled nor
    expired (30 days for money unless the promise says otherwise), less what has arrived of it."""
    if pledge.made_on > as_of:
        return Dong(0)
    if any(end is not None and end.on <= as_of for end in (pledge.declined, pledge.cancelled)):
        return Dong(0)
    end = pledge_end(pledge, pledge_days)
    if end is not None and end <= as_of:
        return Dong(0)
    return Dong(max(0, pledge.value_vnd - fulfilled))


def allocate(targets: Sequence[int], named: Mapping[int, int], free: int) -> tuple[list[int], int]:
    """Spread money over needs: what names a need (by number, from 1) goes there, the rest fills needs in their order.

    Returns what each need got, in đồng and never above its target, and the surplus that no need takes.
    """
    got = [0] * len(targets)
    rest = free
    for number, amount in named.items():
        if 1 <= number <= len(targets):
            got[number - 1] += amount
        else:
            rest += amount
    for index, target in enumerate(targets):
        if got[index] > target:
            rest += got[index] - target
            got[index] = target
    for index, target in enumerate(targets):
        if rest <= 0:
            break
        part = min(rest, target - got[index])
        got[index] += part
        rest -= part
    return got, rest
