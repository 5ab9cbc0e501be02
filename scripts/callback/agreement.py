"""Whether two messages tell of the same movement of money, so that the second changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from nhandao.records.lines import Receipt, Supporter
from scripts.callback.intake import Envelope, Movement, Promise

DECIDED = "match"
"""Door of a message whose codes a person decided on: what its text said before does not contradict it."""


def agree(first: Envelope, second: Envelope) -> bool:
    """Whether two messages of one identity contradict each other in nothing.

    When and by which door they came does not matter, nor the day (a bank's message and its statement may book a
    transfer on two days), nor that one of them found no code or did not know the giver.
    """
    one, other = first.intake, second.intake
    if isinstance(one, Promise) or isinstance(other, Promise):
        return isinstance(one, Promise) and isinstance(other, Promise) and one.pledges == other.pledges
    codes, others = set(one.codes), set(other.codes)
    decided = DECIDED in (one.told_by, other.told_by)
    return (
        one.id == other.id
        and one.own_amount == other.own_amount
        and (one.fee_of, one.reverses) == (other.fee_of, other.reverses)
        and (decided or codes <= others or others <= codes)
        and (one.supporter == other.supporter or Supporter() in (one.supporter, other.supporter))
    )


def tells_more(new: Envelope, old: Envelope) -> bool:
    """Whether a message names a code, or an amount in đồng, that an agreeing earlier one did not have."""
    one, other = new.intake, old.intake
    if isinstance(one, Promise) or isinstance(other, Promise):
        return False
    return not set(one.codes) <= set(other.codes) or (one.value_vnd is not None and other.value_vnd is None)


def fits_line(movement: Movement, line: Receipt, parts: Iterable[Receipt] = ()) -> bool:
    """Whether a message tells of the very movement that a line of the ledger holds, with its further `parts` when it
    was split over promises made together."""
    # The rate may be told later or another time; what the giver paid is the amount in their own currency.
    value = line.value_vnd + sum(part.value_vnd for part in parts)
    booked = (line.foreign.currency, line.foreign.amount_minor) if line.foreign else ("VND", int(value))
    return movement.own_amount == booked and (movement.fee_of, movement.reverses) == (line.fee_of, line.reverses)
