"""What an account has received, given back, paid in fees, handed over and still holds.

Takes lines and returns values; an account is an address or a fund. Loans are added up apart: the principal is lent, not
given (domain rule 3.2), so it never enters another total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.money import Dong


class Entry(NamedTuple):
    """One movement of what the society holds for an account."""

    on: date
    account: str
    direction: str  # in | out | fee | back | direct (reached the address without passing through the society)
    amount: int  # đồng, signed as it changes `held`; for `direct` the value, though `held` stays
    line_id: str
    loan: bool


class Sums(NamedTuple):
    """Totals in đồng over some entries."""

    received: Dong
    returned: Dong
    fees: Dong
    handed_over: Dong
    handed_over_direct: Dong
    held: Dong
    loans: Dong


def receipt_entries(receipt: Receipt) -> tuple[Entry, ...]:
    """The movements of one receipt line: a gift comes in; a fee or a reversal goes out of what is held; surplus that is
    moved leaves one account and comes into another."""
    loan = receipt.kind == "loan"
    value = receipt.value_vnd
    if receipt.fee_of is not None:
        return (Entry(receipt.on, receipt.account, "fee", -value, receipt.id, loan),)
    if receipt.reverses is not None:
        return (Entry(receipt.on, receipt.account, "back", -value, receipt.id, loan),)
    arriving = Entry(receipt.on, receipt.account, "in", value, receipt.id, loan)
    if receipt.moved_from is not None:
        return (Entry(receipt.on, receipt.moved_from, "in", -value, receipt.id, loan), arriving)
    return (arriving,)


def handover_entries(handover: Handover) -> tuple[Entry, ...]:
    """The movement of one handover: out of the account (or fund) that paid, or direct from a supporter."""
    loan = handover.kind == "loan"
    sign = -1 if handover.reverses is not None else 1
    if handover.funded_by == "supporter":
        return (Entry(handover.on, handover.account, "direct", sign * handover.value_vnd, handover.id, loan),)
    payer = handover.paid_from or handover.account
    return (Entry(handover.on, payer, "out", -sign * handover.value_vnd, handover.id, loan),)


def sums(entries: Iterable[Entry]) -> Sums:
    """Totals over entries; see `Sums`."""
    received = returned = fees = out = direct = loans = 0
    for entry in entries:
        if entry.loan:
            if entry.direction in ("in", "direct"):
                loans += entry.amount
            continue
        if entry.direction == "in":
            received += entry.amount
        elif entry.direction == "back":
            returned -= entry.amount
        elif entry.direction == "fee":
            fees -= entry.amount
        elif entry.direction == "out":
            out -= entry.amount
        else:
            direct += entry.amount
    return Sums(
        Dong(received),
        Dong(returned),
        Dong(fees),
        Dong(out + direct),
        Dong(direct),
        Dong(received - returned - fees - out),
        Dong(loans),
    )


def lowest(entries: Sequence[Entry]) -> tuple[int, Entry] | None:
    """The first entry after whose day an account would hold less than nothing, with what it would hold; or ``None``.

    Gifts and handovers of one day are netted first: their order within the day is not known. Money and loan principal
    are held apart.
    """
    held: dict[bool, int] = {}
    ordered = sorted(entries, key=lambda entry: (entry.on, -entry.amount, entry.line_id))
    for entry in ordered:
        if entry.direction == "direct":
            continue
        held[entry.loan] = held.get(entry.loan, 0) + entry.amount
        if held[entry.loan] < 0:
            return held[entry.loan], entry
    return None


def open_pledge_value(pledge: Pledge, fulfilled: int, as_of: date, pledge_days: int) -> Dong:
    """What of a promise still reserves its address on a day: accepted or waiting for an answer, neither declined,
    cancelled nor expired (30 days for money unless the promise says otherwise), less what has arrived of it."""
    if pledge.made_on > as_of:
        return Dong(0)
    if any(end is not None and end.on <= as_of for end in (pledge.declined, pledge.cancelled)):
        return Dong(0)
    if pledge.expires_on is not None:
        if pledge.expires_on <= as_of:
            return Dong(0)
    elif pledge.schedule is None and pledge.kind == "cash" and (as_of - pledge.made_on).days >= pledge_days:
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
