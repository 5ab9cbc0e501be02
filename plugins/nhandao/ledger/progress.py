"""How far an address's needs are met on a day: what arrived, what is promised, since when it has been helped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nhandao.ledger.balances import allocate, open_pledge_value, reserves
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.money import Dong


class Progress(NamedTuple):
    received: tuple[Dong, ...]  # for each need, in đồng, never above its target
    pledged: tuple[Dong, ...]  # for each need, of what is not yet received
    surplus: Dong  # received beyond all needs
    open_pledges: tuple[tuple[str, Dong], ...]  # reference and open value of each promise that reserves the address
    waiting_pledges: tuple[tuple[str, Dong], ...]  # the same of promises by form that the chapter has yet to accept
    promised: tuple[Dong, ...]  # open promises that reserve the address: those for no need first, then for each need
    elsewhere: tuple[Dong, ...]  # of what arrived, lines counted in another programme (plan IV.14), in the same places
    first_help: date | None
    last_help: date | None


def progress(
    code: str,
    targets: Sequence[int],
    pledges: Sequence[Pledge],
    receipts: Sequence[Receipt],
    handovers: Sequence[Handover],
    as_of: date,
    pledge_days: int,
) -> Progress:
    """Progress of the address `code` whose needs cost `targets` đồng each.

    A need is met by money and goods received for it (less fees, refunds and surplus moved away) and by help that came
    past its own account: directly from a supporter or paid by a fund. What the address's own receipts pay for is not
    counted a second time when it is handed over. A loan meets the need it was lent for, though it is no gift.
    """
    fulfilled = fulfilment(receipts, handovers, as_of, code)
    places = len(targets)
    came = _came(code, places, receipts, handovers, as_of)
    received, surplus = allocate(targets, dict(enumerate(came[1:], start=1)), came[0])
    received = [max(0, amount) for amount in received]
    reversed_ids = {line.reverses for line in handovers if line.reverses is not None and line.on <= as_of}
    helped = [
        handover.on
        for handover in handovers
        if handover.on <= as_of
        and handover.account == code
        and handover.reverses is None
        and handover.id not in reversed_ids
    ]

    promised = [0] * (places + 1)
    open_pledges: list[tuple[str, Dong]] = []
    waiting: list[tuple[str, Dong]] = []
    for promise in pledges:
        value = open_pledge_value(promise, fulfilled.get(promise.reference, 0), as_of, pledge_days)
        if value == 0:
            continue
        if not reserves(promise, as_of):
            waiting.append((promise.reference, value))
            continue
        open_pledges.append((promise.reference, value))
        promised[_place(promise.need, places)] += value
    missing = [target - amount for target, amount in zip(targets, received, strict=True)]
    pledged, _ = allocate(missing, dict(enumerate(promised[1:], start=1)), promised[0])
    return Progress(
        tuple(Dong(amount) for amount in received),
        tuple(Dong(amount) for amount in pledged),
        Dong(max(0, surplus)),
        tuple(open_pledges),
        tuple(waiting),
        tuple(Dong(amount) for amount in promised),
        tuple(Dong(amount) for amount in _elsewhere(code, places, receipts, handovers, as_of)),
        min(helped, default=None),
        max(helped, default=None),
    )


def _place(need: int | None, places: int) -> int:
    """Where an amount stands in a list of what is for no need, then for each need by its number from 1."""
    return need if need is not None and 1 <= need <= places else 0


def need_of(receipt: Receipt, originals: Mapping[str, Receipt]) -> int | None:
    """Number of the need a receipt is for: a fee or a return is for the need of its gift."""
    original = originals.get(receipt.reverses or receipt.fee_of or "")
    return receipt.need if original is None else original.need


def _came(code: str, places: int, receipts: Iterable[Receipt], handovers: Iterable[Handover], as_of: date) -> list[int]:
    """What meets the needs of an address by a day, in đồng: for no need, then for each need; see `progress`."""
    came = [0] * (places + 1)
    originals = {receipt.id: receipt for receipt in receipts}
    for receipt in originals.values():
        if receipt.on > as_of:
            continue
        less = receipt.reverses is not None or receipt.fee_of is not None or receipt.moved_from == code
        need = need_of(receipt, originals) if receipt.moved_from != code else None
        came[_place(need, places)] += -receipt.value_vnd if less else receipt.value_vnd
    for handover in handovers:
        if handover.on > as_of or handover.account != code:
            continue
        if handover.funded_by == "supporter" or handover.paid_from is not None:
            sign = 1 if handover.reverses is None else -1
            came[_place(handover.need, places)] += sign * handover.value_vnd
    return came


def _elsewhere(
    code: str, places: int, receipts: Iterable[Receipt], handovers: Iterable[Handover], as_of: date
) -> list[int]:
    """Of what came, the lines that another programme counts."""
    others = [receipt for receipt in receipts if not receipt.counted_here]
    given = [handover for handover in handovers if not handover.counted_here]
    return _came(code, places, others, given, as_of)


def fulfilment(receipts: Sequence[Receipt], handovers: Sequence[Handover], as_of: date, code: str) -> dict[str, int]:
    """What of each promise to the account `code` has been kept by a day, in đồng by reference: what came in for it less
    what went back, and what its supporter handed over directly. Fees take nothing from the giver's part."""
    kept: dict[str, int] = {}
    pledge_of = {receipt.id: receipt.pledge for receipt in receipts if receipt.pledge is not None}
    for receipt in receipts:
        pledge = receipt.pledge if receipt.reverses is None else pledge_of.get(receipt.reverses, receipt.pledge)
        if pledge is None or receipt.on > as_of or receipt.fee_of is not None:
            continue
        sign = -1 if receipt.reverses is not None or receipt.moved_from == code else 1
        kept[pledge] = kept.get(pledge, 0) + sign * receipt.value_vnd
    for handover in handovers:
        if handover.pledge is None or handover.on > as_of or handover.account != code:
            continue
        if handover.funded_by == "supporter" or handover.paid_from is not None:
            sign = 1 if handover.reverses is None else -1
            kept[handover.pledge] = kept.get(handover.pledge, 0) + sign * handover.value_vnd
    return kept
