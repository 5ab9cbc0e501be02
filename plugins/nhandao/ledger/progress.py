"""How far an address's needs are met on a day: what arrived, what is promised, since when it has been helped."""

from __future__ import annotations

from collections.abc import Sequence
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
    named: dict[int, int] = {}
    free = 0
    fulfilled = fulfilment(receipts, handovers, as_of, code)
    need_of = {receipt.id: receipt.need for receipt in receipts}
    for receipt in receipts:
        if receipt.on > as_of:
            continue
        original = receipt.reverses or receipt.fee_of
        sign = -1 if original is not None or receipt.moved_from == code else 1
        need = receipt.need if original is None else need_of.get(original, receipt.need)
        if need is not None and receipt.moved_from != code:
            named[need] = named.get(need, 0) + sign * receipt.value_vnd
        else:
            free += sign * receipt.value_vnd
    reversed_ids = {line.reverses for line in handovers if line.reverses is not None and line.on <= as_of}
    helped: list[date] = []
    for handover in handovers:
        if handover.on > as_of or handover.account != code:
            continue
        sign = 1 if handover.reverses is None else -1
        if handover.reverses is None and handover.id not in reversed_ids:
            helped.append(handover.on)
        if handover.funded_by == "supporter" or handover.paid_from is not None:
            if handover.need is not None:
                named[handover.need] = named.get(handover.need, 0) + sign * handover.value_vnd
            else:
                free += sign * handover.value_vnd
    received, surplus = allocate(targets, named, free)
    received = [max(0, amount) for amount in received]

    promised: dict[int, int] = {}
    promised_free = 0
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
        if promise.need is not None:
            promised[promise.need] = promised.get(promise.need, 0) + value
        else:
            promised_free += value
    missing = [target - amount for target, amount in zip(targets, received, strict=True)]
    pledged, _ = allocate(missing, promised, promised_free)
    return Progress(
        tuple(Dong(amount) for amount in received),
        tuple(Dong(amount) for amount in pledged),
        Dong(max(0, surplus)),
        tuple(open_pledges),
        tuple(waiting),
        min(helped, default=None),
        max(helped, default=None),
    )


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
