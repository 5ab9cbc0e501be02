"""Money beyond an address's needs, moved by the rule the address declared before its first gift (`Address.surplus`).

Only money is moved, only what the society still holds, and only to an open account that needs it: an address of the
same commune or district in the order of priority, or the fund for surplus. A rule that finds nobody leaves the money
where it is, to be seen; no other rule takes over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from nhandao.book.book import Book
from nhandao.book.lifecycle import state_on
from nhandao.ledger.progress import Progress, progress
from nhandao.records.address import Address
from nhandao.records.lines import Handover, Receipt
from nhandao.records.money import Dong

SOURCE = "surplus"
_NOTE = "Phần vượt nhu cầu, chuyển theo quy tắc đã công bố."
_RECEIVES = ("introduced", "adopted", "helped")
_GIVES = (*_RECEIVES, "finished")
"""States in which surplus may leave an address. One that is suspended or withdrawn is looked at by a person first."""


class Left(NamedTuple):
    """Surplus that is not moved, and why."""

    account: str
    value: Dong
    reason: Literal["no-receiver", "no-fund", "not-held", "state"]
    # nobody the rule names needs it | campaign.yaml has no fund for surplus | goods, a loan, or handed over already |
    # suspended, withdrawn…


class Moves(NamedTuple):
    lines: tuple[Receipt, ...]
    left: tuple[Left, ...]


class _Standing(NamedTuple):
    address: Address
    met: Progress
    state: str | None


def moves(book: Book, as_of: date) -> Moves:
    """The lines that move all surplus of a day, and what stays. A function of the Book and the day alone: two who ask
    at once get the same lines under the same names, and with the lines in the Book nothing is left to move."""
    standing = {code: _standing(book, address, as_of) for code, address in sorted(book.addresses.items())}
    fund = next((fund.code for fund in book.campaign.funds if fund.surplus), None)
    needed = {code: _needed(one) for code, one in standing.items() if _open(one, as_of)}
    order = sorted(needed, key=lambda code: _order(standing[code].address))
    numbers = Counter((line.moved_from, line.account) for line in book.receipts.values() if line.source == SOURCE)
    lines: list[Receipt] = []
    left: list[Left] = []
    for code, giver in standing.items():
        if giver.met.surplus <= 0:
            continue
        if giver.state not in _GIVES:
            left.append(Left(code, giver.met.surplus, "state"))
            continue
        rest = min(giver.met.surplus, movable(book, code, as_of))
        if rest < giver.met.surplus:
            left.append(Left(code, Dong(giver.met.surplus - rest), "not-held"))
        for to, most in _receivers(book, giver.address, order, standing, needed, fund):
            if rest <= 0:
                break
            value = rest if most is None else min(rest, most)
            if value <= 0:
                continue
            if most is not None:
                needed[to] -= value
            rest -= value
            numbers[code, to] += 1
            lines.append(_line(book, code, to, value, as_of, numbers[code, to]))
        if rest > 0:
            reason: Literal["no-fund", "no-receiver"] = "no-fund" if giver.address.surplus == "fund" else "no-receiver"
            left.append(Left(code, Dong(rest), reason))
    return Moves(tuple(lines), tuple(left))


def movable(book: Book, code: str, as_of: date) -> int:
    """Money that the society surely still holds for an account, đồng.

    Receipts of money less fees, refunds, what moved away and everything handed over from receipts, goods included: a
    wheelchair handed over may have been bought from the money. So an account that was given goods may hold more money
    than this; the difference is for a person. Never more than the account holds at any later day already written.
    """
    lines = book.lines_of(code)
    days = {line.on for line in lines.receipts} | {line.on for line in lines.handovers}
    later = (day for day in days if day > as_of)
    return max(0, min(_money(code, lines.receipts, lines.handovers, day) for day in (as_of, *later)))


def _money(code: str, receipts: Iterable[Receipt], handovers: Iterable[Handover], day: date) -> int:
    total = 0
    for receipt in receipts:
        if receipt.on > day or receipt.kind != "cash":
            continue
        out = receipt.fee_of is not None or receipt.reverses is not None or receipt.moved_from == code
        total += -receipt.value_vnd if out else receipt.value_vnd
    for handover in handovers:
        paid_by = handover.paid_from or handover.account
        if handover.on > day or handover.funded_by != "receipts" or paid_by != code or handover.kind == "loan":
            continue
        if handover.reverses is None:
            total -= handover.value_vnd
        elif handover.kind == "cash":  # goods that are taken back are goods, not money
            total += handover.value_vnd
    return total


def _standing(book: Book, address: Address, as_of: date) -> _Standing:
    lines = book.lines_of(address.code)
    met = progress(
        address.code,
        [need.target for need in address.needs],
        lines.pledges,
        lines.receipts,
        lines.handovers,
        as_of,
        book.campaign.clocks.pledge_days,
    )
    state = state_on(address, as_of, first_help=met.first_help, adopted=bool(met.open_pledges))
    return _Standing(address, met, state)


def _open(one: _Standing, as_of: date) -> bool:
    call = one.address.call
    return one.state in _RECEIVES and (call is None or call.opens_on <= as_of <= call.closes_on)


def _needed(one: _Standing) -> int:
    """What nobody has given or promised yet."""
    targets = sum(need.target for need in one.address.needs)
    return max(0, targets - sum(one.met.received) - sum(one.met.pledged))


def _order(address: Address) -> tuple[int, date, str]:
    """Official priority first (plan IV.14), then the longest waiting."""
    rank = address.priority.rank if address.priority is not None else 1_000_000
    assert address.approved is not None
    return rank, address.approved.on, address.code


def _receivers(
    book: Book,
    giver: Address,
    order: list[str],
    standing: dict[str, _Standing],
    needed: dict[str, int],
    fund: str | None,
) -> Iterator[tuple[str, int | None]]:
    """Accounts the rule names, with the most each takes; a fund takes all."""
    if giver.surplus == "fund":
        if fund is not None:
            yield fund, None
        return
    for code in order:
        other = standing[code].address
        if code != giver.code and _same_area(book, giver, other):
            yield code, needed[code]


def _same_area(book: Book, giver: Address, other: Address) -> bool:
    if giver.epoch != other.epoch:
        return False  # the same number names another place
    if giver.surplus == "commune":
        return giver.unit == other.unit
    here, there = (book.places[one.epoch, one.unit].district for one in (giver, other))
    return here is not None and there is not None and here.code == there.code


def _line(book: Book, giver: str, to: str, value: int, on: date, number: int) -> Receipt:
    plausible = book.campaign.plausible
    usual = plausible.least_vnd <= value <= plausible.most_vnd
    return Receipt(
        source=SOURCE,
        payment_id=f"{giver}-{to}-{number}",
        on=on,
        account=to,
        value_vnd=Dong(value),
        moved_from=giver,
        confirmed_note=None if usual else _NOTE,
    )
