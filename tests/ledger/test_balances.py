"""Arithmetic over lines, to the last đồng."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.ledger.balances import Entry, allocate, handover_entry, lowest, open_pledge_value, receipt_entries, sums
from nhandao.records.lines import Answer, Handover, Pledge, Receipt, Supporter
from nhandao.records.money import Dong

DAY = date(2023, 6, 1)
A, B = "DC23A0002G", "DC23A0003E"


def receipt(value: int, **more: object) -> Receipt:
    return Receipt.model_validate(
        {"source": "transfer", "payment_id": "FT1", "on": DAY, "account": A, "value_vnd": value} | more
    )


def handover(value: int, **more: object) -> Handover:
    fields = {"id": "ban-giao-1", "on": DAY, "account": A, "form": "wheelchair", "kind": "cash", "value_vnd": value}
    return Handover.model_validate(fields | {"funded_by": "receipts", "evidence": "BB", "handed_by": "hoi"} | more)


def test_every_kind_of_line_moves_what_is_held_in_its_own_way() -> None:
    entries = [
        *receipt_entries(receipt(1_000_000)),
        *receipt_entries(receipt(20_000, fee_of="transfer-FT1")),
        *receipt_entries(receipt(100_000, reverses="transfer-FT1")),
        *receipt_entries(receipt(50_000, account=B, moved_from=A)),
        handover_entry(handover(300_000)),
        handover_entry(handover(70_000, funded_by="supporter")),
    ]
    total = sums(entry for entry in entries if entry.account == A)
    assert total.received == 950_000
    assert total.fees == 20_000
    assert total.returned == 100_000
    assert total.handed_over == 370_000
    assert total.handed_over_direct == 70_000
    assert total.held == 530_000
    assert sums(entry for entry in entries if entry.account == B).held == 50_000


def test_a_reversed_handover_comes_back_to_what_is_held() -> None:
    entries = [
        *receipt_entries(receipt(500_000)),
        handover_entry(handover(500_000)),
        handover_entry(handover(200_000, id="ban-giao-2", reverses="ban-giao-1")),
    ]
    assert sums(entries).held == 200_000
    assert sums(entries).handed_over == 300_000


def test_loan_principal_is_shown_and_never_added() -> None:
    entries = [*receipt_entries(receipt(20_000_000, kind="loan")), handover_entry(handover(20_000_000, kind="loan"))]
    total = sums(entries)
    assert total.loans == 20_000_000
    assert (total.received, total.handed_over, total.held) == (0, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(-(10**9), 10**9)), max_size=30))
def test_the_first_day_below_zero_is_found_whatever_the_order_of_lines(moves: list[tuple[int, int]]) -> None:
    entries = [
        Entry(DAY + timedelta(day), A, "in" if amount >= 0 else "out", Dong(abs(amount)), f"l-{n}", "cash")
        for n, (day, amount) in enumerate(moves)
    ]
    held, first = 0, None
    for day in sorted({day for day, _ in moves}):
        held += sum(amount for other, amount in moves if other == day)
        if held < 0:
            first = DAY + timedelta(day)
            break
    low = lowest(entries)
    assert (low[1].on if low else None) == first
    assert lowest(entries[::-1]) == low


@given(
    st.lists(st.integers(1, 10**8), min_size=1, max_size=6),
    st.dictionaries(st.integers(0, 8), st.integers(0, 10**8), max_size=5),
    st.integers(0, 10**9),
)
def test_spreading_money_over_needs_loses_and_makes_no_dong(
    targets: list[int], named: dict[int, int], free: int
) -> None:
    got, surplus = allocate(targets, named, free)
    assert sum(got) + surplus == sum(named.values()) + free
    assert all(0 <= part <= target for part, target in zip(got, targets, strict=True))
    assert surplus == 0 or got == targets


def test_money_for_a_named_need_goes_there_and_the_rest_in_order() -> None:
    assert allocate([100, 100, 100], {3: 40}, 120) == ([100, 20, 40], 0)
    assert allocate([100, 100], {2: 130}, 0) == ([30, 100], 0)
    assert allocate([100], {1: 100}, 1) == ([100], 1)


def pledge(**more: object) -> Pledge:
    fields = {"reference": "CK23A00014", "made_on": DAY, "account": A, "supporter": Supporter(), "kind": "cash"}
    return Pledge.model_validate(fields | {"value_vnd": 1_000_000} | more)


@pytest.mark.parametrize(
    ("promise", "days", "value"),
    [
        (pledge(), 0, 1_000_000),
        (pledge(), 29, 1_000_000),
        (pledge(), 30, 0),
        (pledge(), -1, 0),
        (pledge(kind="in_kind"), 300, 1_000_000),
        (pledge(expires_on=DAY + timedelta(10)), 9, 1_000_000),
        (pledge(expires_on=DAY + timedelta(10)), 10, 0),
        (pledge(declined=Answer(on=DAY + timedelta(3))), 2, 1_000_000),
        (pledge(declined=Answer(on=DAY + timedelta(3))), 3, 0),
        (pledge(cancelled=Answer(on=DAY)), 0, 0),
    ],
)
def test_a_promise_reserves_its_address_until_it_expires(promise: Pledge, days: int, value: int) -> None:
    assert open_pledge_value(promise, 0, DAY + timedelta(days), 30) == value


def test_what_arrived_of_a_promise_no_longer_reserves() -> None:
    assert open_pledge_value(pledge(), 400_000, DAY, 30) == Dong(600_000)
    assert open_pledge_value(pledge(), 1_400_000, DAY, 30) == Dong(0)
