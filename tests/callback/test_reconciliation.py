"""A statement against the ledger: nothing twice, nothing lost, doubts to a person."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.lines import Receipt
from nhandao.records.money import Dong
from scripts.callback.intake import Movement
from scripts.callback.reconciliation import Comparison, Doubt, compare
from tests.callback.givers import NOW


def told(reference: str, value: int = 500_000, on: date = date(2023, 10, 31)) -> Movement:
    return Movement(
        source="transfer",
        payment_id=f"970436-{reference}",
        on=on,
        value_vnd=Dong(value),
        told_by="statement",
        received_at=NOW,
    )


def booked(payment_id: str, value: int = 500_000, on: date = date(2023, 10, 31), source: str = "transfer") -> Receipt:
    return Receipt(source=source, payment_id=payment_id, on=on, account="DC23A0002G", value_vnd=Dong(value))


def test_a_row_that_is_booked_is_known_and_another_is_new() -> None:
    first, second = told("FT23304812345"), told("FT23304812346", 600_000)
    assert compare([first, second], [booked("970436-FT23304812345")]) == Comparison((first,), (second,), (), ())


def test_the_same_money_under_another_name_is_for_a_person() -> None:
    row = told("20231031-500000-5243-65937")
    for line in (
        booked("970436-MBVCB-3278907687"),
        booked("970436-noref-1", on=date(2023, 10, 30)),
        booked("FT23304000584"),
    ):
        assert compare([row], [line]) == Comparison((), (), (Doubt(row, line),), ())


def test_one_line_of_the_ledger_is_compared_with_one_row_only() -> None:
    rows = [told("FT23304812345"), told("FT23304812346")]
    line = booked("970436-MBVCB-3278907687")
    found = compare(rows, [line])
    assert (found.doubtful, found.new) == ((Doubt(rows[0], line),), (rows[1],))


def test_the_same_name_with_another_amount_is_for_a_person() -> None:
    row, line = told("FT23304812345", 700_000), booked("970436-FT23304812345")
    assert compare([row], [line]) == Comparison((), (), (Doubt(row, line),), ())


def test_what_the_ledger_has_and_the_bank_has_not_is_missing() -> None:
    row, line = told("FT23304812345"), booked("970436-FT23304812399", 900_000)
    assert compare([row], [line]).missing == (line,)


def test_lines_of_other_banks_doors_and_days_are_no_matter_of_this_statement() -> None:
    row = told("FT23304812345")
    others = [
        booked("970422-FT23304812399"),
        booked("pi_1", source="stripe"),
        booked("970436-FT23304812399", on=date(2023, 10, 29)),
        booked("FT23304000584", 900_000),
    ]
    assert compare([row], others) == Comparison((), (row,), (), ())
    assert compare([], others) == Comparison((), (), (), ())


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(0, 3)), max_size=8, unique_by=lambda row: row[0]
    ),
    st.lists(
        st.tuples(st.integers(4, 9), st.integers(1, 3), st.integers(0, 3)), max_size=8, unique_by=lambda row: row[0]
    ),
)
def test_every_row_is_known_new_or_doubtful_and_every_line_used_once(
    rows: list[tuple[int, int, int]], lines: list[tuple[int, int, int]]
) -> None:
    start = date(2023, 10, 1)
    statement = [told(f"FT2330481234{name}", value, start + timedelta(days=day)) for name, value, day in rows]
    ledger = [booked(f"970436-FT2330481234{name}", value, start + timedelta(days=day)) for name, value, day in lines]
    found = compare(statement, ledger)
    sorted_out = [*found.known, *found.new, *(doubt.told for doubt in found.doubtful)]
    assert sorted(one.id for one in sorted_out) == sorted(one.id for one in statement)
    used = (
        [one.id for one in found.known]
        + [doubt.line.id for doubt in found.doubtful]
        + [line.id for line in found.missing]
    )
    assert len(used) == len(set(used))
    assert not {one.id for one in found.new} & {line.id for line in ledger}
