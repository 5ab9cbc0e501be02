"""What an organisation's drive has brought: one count over the lines of its accounts.

A *gift* of the drive is a receipt or a handover made directly by a supporter, on a day of the drive, for one of its
accounts, that is the organisation's own or was won by it:

- the organisation's own: its supporter is the organisation, which lets name and amount be shown;
- won by it: it is given under a promise that is the organisation's own, or that the organisation solicited.

A handover from what the Society holds gives nothing anew: its receipt has been counted. Fees, surplus moved between
accounts, loans and lines of other programmes are no gifts. What is taken back of a gift is subtracted, on whatever day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from nhandao.ledger.balances import open_pledge_value
from nhandao.ledger.corrected import corrected, is_gift
from nhandao.ledger.progress import fulfilment
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt, Supporter
from nhandao.records.money import Dong


class Brought(NamedTuple):
    """In đồng; only `given` counts towards the goal."""

    given: Dong
    """Gifts of the drive less what was taken back of them."""
    handed_over: Dong
    """Of `given`, what is known to have reached an address: direct help, and handovers under the same promise."""
    later: Dong
    """What came under promises made in the drive after its last day."""
    promised: Dong
    """What is still open of accepted promises made in the drive."""


def brought(
    drive: Drive,
    code: str,
    pledges: Sequence[Pledge],
    receipts: Sequence[Receipt],
    handovers: Sequence[Handover],
    as_of: date,
    pledge_days: int,
) -> Brought:
    """What a drive has brought for one of its accounts by a day; see the head of this module.

    Args:
        code: of the account.
        pledges, receipts, handovers: all lines of the account.
        pledge_days: days a promise of money once reserves its address (`clocks.pledge_days`).
    """
    by_reference = {pledge.reference: pledge for pledge in pledges if _is_won(pledge, drive)}
    made_in = {
        pledge.reference
        for pledge in by_reference.values()
        if drive.opens_on <= pledge.made_on <= min(drive.closes_on, as_of)
    }

    def left(value: int, back: Iterable[tuple[date, int]]) -> int:
        return max(0, value - sum(amount for day, amount in back if day <= as_of))

    given = direct = later = 0
    under: dict[str, int] = {}  # by promise: of gifts that the Society received
    for gift, back in _gifts(drive, code, by_reference, receipts, handovers):
        if not drive.opens_on <= gift.on <= as_of:
            continue
        value = left(gift.value_vnd, back)
        if gift.on > drive.closes_on:
            later += value if gift.pledge in made_in else 0
            continue
        given += value
        if isinstance(gift, Handover):
            direct += value
        elif gift.pledge is not None:
            under[gift.pledge] = under.get(gift.pledge, 0) + value
    handed: dict[str, int] = {}
    for line, back, _ in corrected(handovers):
        from_receipts = line.funded_by == "receipts" and line.paid_from is None and line.account == code
        if from_receipts and line.kind != "loan" and line.counted_here and line.on <= as_of and line.pledge in under:
            handed[line.pledge] = handed.get(line.pledge, 0) + left(line.value_vnd, back)
    reached = direct + sum(min(value, handed.get(reference, 0)) for reference, value in under.items())

    came = fulfilment(receipts, handovers, as_of, code)
    promised = sum(
        open_pledge_value(by_reference[reference], came.get(reference, 0), as_of, pledge_days)
        for reference in made_in
        if _is_accepted(by_reference[reference], as_of)
    )
    return Brought(Dong(given), Dong(reached), Dong(later), Dong(promised))


def whole(parts: Iterable[Brought]) -> Brought:
    """What a drive has brought for all its accounts."""
    return Brought(*(Dong(sum(figures)) for figures in zip(Brought(*map(Dong, (0, 0, 0, 0))), *parts, strict=True)))


def _gifts(
    drive: Drive,
    code: str,
    won: dict[str, Pledge],
    receipts: Sequence[Receipt],
    handovers: Sequence[Handover],
) -> Iterable[tuple[Receipt | Handover, tuple[tuple[date, int], ...]]]:
    """Gifts that are the organisation's own or were won by it, on any day, with all that was taken back of each."""
    direct = [line for line in handovers if line.account == code and line.funded_by == "supporter"]
    for lines in (corrected(filter(is_gift, receipts)), corrected(direct)):
        for line, back, _ in lines:
            if not line.counted_here or line.kind == "loan":
                continue
            under_promise = line.pledge in won and not _hides(line.supporter, drive)
            if under_promise or _is_own(line.supporter, drive):
                yield line, back


def _is_won(pledge: Pledge, drive: Drive) -> bool:
    if not pledge.counted_here or pledge.kind == "loan":
        return False
    solicited = pledge.solicited_by == drive.organisation and not _hides(pledge.supporter, drive)
    return solicited or _is_own(pledge.supporter, drive)


def _is_own(supporter: Supporter, drive: Drive) -> bool:
    return supporter.organisation == drive.organisation and supporter.visibility == "name_amount"


def _hides(supporter: Supporter, drive: Drive) -> bool:
    """Whether the organisation itself gave and does not let it be seen: then its drive must not tell it either."""
    return supporter.organisation == drive.organisation and supporter.visibility != "name_amount"


def _is_accepted(pledge: Pledge, as_of: date) -> bool:
    return pledge.accepted is not None and pledge.accepted.on <= as_of
