"""Promises whose time has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhandao.book.book import Book
from nhandao.book.lines_stay import changed_field
from nhandao.ledger.balances import open_pledge_value
from nhandao.ledger.progress import fulfilment
from nhandao.records.canonical import to_yaml
from nhandao.records.lines import Answer, Pledge, Receipt, Schedule
from scripts.callback.expire import expired
from tests import tree

DAY = tree.day


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return replace(tree.book(tree.write(tmp_path_factory.mktemp("data"))), receipts={}, handovers={})


def pledge(reference: str = "CK23A00014", made: str = "2023-06-01", **fields: object) -> Pledge:
    values = {"account": "DC23A0002G", "supporter": {}, "kind": "cash", "value_vnd": 500_000} | fields
    return Pledge(reference=reference, made_on=DAY(made), **values)  # type: ignore[arg-type]


def received(value: int, on: str, reference: str = "CK23A00014", number: int = 1, **fields: object) -> Receipt:
    values = {"account": "DC23A0002G", "pledge": reference, "value_vnd": value} | fields
    return Receipt(source="transfer", payment_id=f"FT{number}", on=DAY(on), **values)  # type: ignore[arg-type]


def book(base: Book, pledges: list[Pledge], receipts: list[Receipt] = []) -> Book:  # noqa: B006
    return replace(base, pledges={one.reference: one for one in pledges}, receipts={one.id: one for one in receipts})


def test_a_promise_of_money_ends_on_the_thirtieth_day_and_not_before(base: Book) -> None:
    held = book(base, [pledge()])
    assert expired(held, DAY("2023-06-30")) == ()
    (one,) = expired(held, DAY("2023-07-01"))
    assert one.path == "pledges/2023/06/CK23A00014.yaml"
    assert one.after.cancelled == Answer(on=DAY("2023-07-01"), reason="Hết hạn, chưa thực hiện.")
    assert one.missing == 500_000
    assert changed_field(one.before, one.after) is None


def test_a_day_of_its_own_goes_before_the_thirty_days(base: Book) -> None:
    held = book(base, [pledge(kind="in_kind", expires_on=DAY("2023-09-01"))])
    assert expired(held, DAY("2023-08-31")) == ()
    assert len(expired(held, DAY("2023-09-01"))) == 1


def test_what_has_no_end_does_not_expire(base: Book) -> None:
    schedule = Schedule(frequency="monthly", times=12, first_on=DAY("2023-06-01"))
    held = book(base, [pledge(kind="labour"), pledge("CK23A00022", schedule=schedule)])
    assert expired(held, DAY("2030-01-01")) == ()


def test_a_promise_that_was_kept_does_not_expire_even_when_it_came_late(base: Book) -> None:
    held = book(base, [pledge()], [received(500_000, "2023-08-01")])
    assert len(expired(held, DAY("2023-07-31"))) == 1
    assert expired(held, DAY("2023-08-01")) == ()


def test_a_fee_takes_nothing_from_the_giver_and_a_refund_does(base: Book) -> None:
    came = received(500_000, "2023-06-05")
    fee = received(20_000, "2023-06-05", number=2, fee_of=came.id)
    assert expired(book(base, [pledge()], [came, fee]), DAY("2023-08-01")) == ()
    back = received(500_000, "2023-06-20", number=3, reverses=came.id, pledge=None)
    assert len(expired(book(base, [pledge()], [came, fee, back]), DAY("2023-08-01"))) == 1


def test_what_was_kept_in_part_says_how_much(base: Book) -> None:
    (one,) = expired(book(base, [pledge()], [received(200_000, "2023-06-05")]), DAY("2023-08-01"))
    assert one.after.cancelled is not None
    assert one.after.cancelled.reason == "Hết hạn, đã thực hiện 200.000 đồng."
    assert one.missing == 300_000


@pytest.mark.parametrize("answer", ["declined", "cancelled"])
def test_what_was_answered_is_left_alone(base: Book, answer: str) -> None:
    assert expired(book(base, [pledge(**{answer: Answer(on=DAY("2023-06-10"))})]), DAY("2024-01-01")) == ()


def test_only_answers_that_were_not_there_may_be_added() -> None:
    one = pledge(cancelled=Answer(on=DAY("2023-06-10")))
    assert changed_field(one, one.model_copy(update={"cancelled": Answer(on=DAY("2023-06-11"))})) == "cancelled"
    assert changed_field(pledge(), pledge(value_vnd=1)) == "value_vnd"
    assert changed_field(pledge(), pledge(accepted=Answer(on=DAY("2023-06-10")))) is None


def test_a_promise_read_from_its_file_gets_one_line_more(tmp_path: Path) -> None:
    folder = tree.write(tmp_path)
    path = folder / "pledges/2023/06" / f"{pledge().reference}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(to_yaml(pledge()), encoding="utf-8")
    (one,) = expired(tree.book(folder), DAY("2023-10-31"))
    assert folder / one.path == path
    written = to_yaml(one.after)
    assert written.startswith(to_yaml(pledge()))
    assert (
        written.removeprefix(to_yaml(pledge())) == "cancelled:\n  on: 2023-07-01\n  reason: Hết hạn, chưa thực hiện.\n"
    )
    path.write_text(written, encoding="utf-8")
    assert expired(tree.book(folder), DAY("2023-10-31")) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.integers(1, 3_000_000), min_size=1, max_size=6),
    paid=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3_000_000), st.integers(0, 90)), max_size=8),
    as_of=st.dates(date(2023, 6, 1), date(2023, 12, 31)),
)  # fmt: skip
def test_writing_what_expired_changes_no_money_and_nothing_that_was_open(
    base: Book, values: list[int], paid: list[tuple[int, int, int]], as_of: date
) -> None:
    references = ["CK23A00014", "CK23A00022", "CK23A0003Z", "CK23A0004X", "CK23A0005V", "CK23A0006T"]
    pledges = [pledge(reference, value_vnd=value) for reference, value in zip(references, values, strict=False)]
    receipts = [
        received(value, (DAY("2023-06-01") + (DAY("2023-06-02") - DAY("2023-06-01")) * after).isoformat(), pledges[which % len(pledges)].reference, number)
        for number, (which, value, after) in enumerate(paid)
    ]  # fmt: skip
    before = book(base, pledges, receipts)
    done = expired(before, as_of)
    after = replace(before, pledges=dict(before.pledges) | {one.after.reference: one.after for one in done})
    assert expired(after, as_of) == ()
    assert after.receipts == before.receipts
    for reference, one in before.pledges.items():
        lines = before.lines_of(one.account)
        kept = fulfilment(lines.receipts, lines.handovers, as_of, one.account).get(reference, 0)
        open_before = open_pledge_value(one, kept, as_of, 30)
        assert open_pledge_value(after.pledges[reference], kept, as_of, 30) == open_before
        assert open_pledge_value(after.pledges[reference], kept, as_of, 3650) == (
            0 if reference in {d.after.reference for d in done} else max(0, one.value_vnd - kept)
        )
