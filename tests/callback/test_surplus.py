"""Surplus moves by the declared rule, and not one đồng is made or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhandao.book.book import Book
from nhandao.book.checks import amounts_are_plausible, balances_are_never_negative, lines_resolve
from nhandao.ledger.balances import HELD, handover_entry, receipt_entries
from nhandao.ledger.progress import progress
from nhandao.records.address import Address, Priority, Suspension
from nhandao.records.codes import codes
from nhandao.records.lines import Handover, Receipt
from nhandao.records.record import Record
from scripts.callback.surplus import Left, moves
from tests import tree

DAY = tree.day
AS_OF = DAY("2023-10-31")
A, B, C, D = islice(codes("DC", 2023), 4)
FUND = "QC23A0001E"


R = TypeVar("R", bound=Record)


def changed(record: R, **fields: object) -> R:
    return type(record)(**{**dict(record), **fields})


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Book:
    found = tree.book(tree.write(tmp_path_factory.mktemp("data")))
    first = found.addresses["DC23A0002G"]
    addresses = {
        code: changed(first, code=code, unit=unit, priority=Priority(list="phuoc-long-2023", rank=rank))
        for code, unit, rank in ((A, "25216", 4), (B, "25216", 3), (C, "25217", 1), (D, "25216", 2))
    }
    return replace(found, addresses=addresses, receipts={}, handovers={}, pledges={})


def received(account: str, value: int, number: int = 1, on: str = "2023-06-01", **fields: object) -> Receipt:
    return Receipt(source="transfer", payment_id=f"FT{number}", on=DAY(on), account=account, value_vnd=value, **fields)  # type: ignore[arg-type]


def handed(account: str, value: int, number: int = 1, on: str = "2023-07-01", **fields: object) -> Handover:
    values = {
        "form": "wheelchair",
        "kind": "cash",
        "funded_by": "receipts",
        "evidence": "BB",
        "handed_by": "hoi-phuoc-long",
    } | fields
    return Handover(id=f"ban-giao-{number}", on=DAY(on), account=account, value_vnd=value, **values)  # type: ignore[arg-type]


def book(
    base: Book, rule: str, receipts: Sequence[Receipt], handovers: Sequence[Handover] = (), **addresses: Address
) -> Book:
    ruled = {code: changed(address, surplus=rule) for code, address in base.addresses.items()}
    return replace(
        base, addresses=ruled | addresses, receipts={one.id: one for one in receipts}, handovers={one.id: one for one in handovers}
    )  # fmt: skip


def moved(book: Book, as_of: date = AS_OF) -> list[tuple[str | None, str, int]]:
    return [(line.moved_from, line.account, line.value_vnd) for line in moves(book, as_of).lines]


def test_what_is_needed_or_not_there_does_not_move(base: Book) -> None:
    assert moved(book(base, "fund", [received(A, 3_500_000)])) == []
    assert moved(book(base, "fund", [])) == []


def test_the_rule_of_the_fund_moves_all_of_it_there(base: Book) -> None:
    found = moves(book(base, "fund", [received(A, 5_000_000)]), AS_OF)
    (line,) = found.lines
    assert (line.id, line.account, line.moved_from, line.value_vnd, line.on) == (
        f"surplus-{A}-{FUND}-1",
        FUND,
        A,
        1_500_000,
        AS_OF,
    )
    assert found.left == ()


def test_without_a_fund_for_surplus_it_stays_and_is_told(base: Book) -> None:
    campaign = changed(base.campaign, funds=())
    found = moves(replace(book(base, "fund", [received(A, 5_000_000)]), campaign=campaign), AS_OF)
    assert found == ((), (Left(A, 1_500_000, "no-fund"),))  # type: ignore[arg-type]


def test_the_rule_of_the_commune_goes_by_priority_and_never_over_a_need(base: Book) -> None:
    held = book(base, "commune", [received(A, 9_000_000), received(D, 1_000_000, 2)])
    assert moved(held) == [(A, D, 2_500_000), (A, B, 3_000_000)]


def test_the_rule_of_the_district_reaches_the_other_commune_too(base: Book) -> None:
    assert moved(book(base, "district", [received(A, 9_000_000)])) == [(A, C, 3_500_000), (A, D, 2_000_000)]


def test_when_nobody_needs_it_the_rest_stays_and_is_told(base: Book) -> None:
    found = moves(book(base, "commune", [received(A, 20_000_000)]), AS_OF)
    assert sum(line.value_vnd for line in found.lines) == 7_000_000
    assert found.left == (Left(A, 9_500_000, "no-receiver"),)  # type: ignore[arg-type]


def test_what_was_handed_over_or_given_as_goods_does_not_move(base: Book) -> None:
    spent = book(base, "fund", [received(A, 5_000_000)], [handed(A, 4_500_000)])
    assert moves(spent, AS_OF) == (
        (spent_line,) if (spent_line := moves(spent, AS_OF).lines[0]) else (), (Left(A, 1_000_000, "not-held"),)  # type: ignore[arg-type]
    )  # fmt: skip
    assert spent_line.value_vnd == 500_000
    goods = book(base, "fund", [received(A, 5_000_000, kind="in_kind", quantity=1, unit="xe")])
    assert moves(goods, AS_OF) == ((), (Left(A, 1_500_000, "not-held"),))  # type: ignore[arg-type]


def test_a_wheelchair_brought_by_its_giver_frees_the_money_that_was_there(base: Book) -> None:
    held = book(base, "fund", [received(A, 3_500_000)], [handed(A, 3_500_000, kind="in_kind", funded_by="supporter")])
    assert moved(held) == [(A, FUND, 3_500_000)]


def test_what_is_to_be_handed_over_later_stays(base: Book) -> None:
    held = book(base, "fund", [received(A, 5_000_000)], [handed(A, 4_000_000, on="2023-11-20")])
    assert moved(held) == [(A, FUND, 1_000_000)]


def test_a_suspended_address_neither_gives_nor_gets(base: Book) -> None:
    halted = changed(
        base.addresses[A], suspended=Suspension(on=DAY("2023-10-01"), reason="kiểm tra"), surplus="commune"
    )
    assert moves(book(base, "commune", [received(A, 9_000_000)], **{A: halted}), AS_OF).left == (
        Left(A, 5_500_000, "state"),
    )  # type: ignore[arg-type]
    assert A not in {to for _, to, _ in moved(book(base, "commune", [received(B, 30_000_000)], **{A: halted}))}


def test_money_that_comes_again_the_same_day_moves_under_another_name(base: Book) -> None:
    first = book(base, "fund", [received(A, 5_000_000)])
    (line,) = moves(first, AS_OF).lines
    then = replace(first, receipts={**first.receipts, line.id: line, "transfer-FT2": received(A, 70_000, 2)})
    (again,) = moves(then, AS_OF).lines
    assert (again.id, again.value_vnd) == (f"surplus-{A}-{FUND}-2", 70_000)


def held(book: Book) -> dict[str, int]:
    total: dict[str, int] = {}
    for entry in [e for r in book.receipts.values() for e in receipt_entries(r)] + [
        handover_entry(h) for h in book.handovers.values()
    ]:
        if entry.kind != "loan":
            total[entry.account] = total.get(entry.account, 0) + HELD[entry.direction] * entry.amount
    return total


GIFT = st.tuples(
    st.sampled_from([A, B, C, D]), st.integers(1_000, 12_000_000), st.sampled_from(["cash", "cash", "cash", "in_kind", "loan"]),
    st.integers(0, 140), st.sampled_from([None, None, 1]),
)  # fmt: skip
GIVEN = st.tuples(
    st.sampled_from([A, B, C, D]), st.integers(1_000, 6_000_000), st.sampled_from(["cash", "in_kind"]),
    st.sampled_from(["receipts", "receipts", "supporter"]), st.integers(0, 170),
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    gifts=st.lists(GIFT, max_size=12), given_out=st.lists(GIVEN, max_size=8),
    rules=st.tuples(*[st.sampled_from(["fund", "commune", "district"])] * 4),
)  # fmt: skip
def test_not_one_dong_is_made_or_lost(
    base: Book,
    gifts: list[tuple[str, int, str, int, int | None]],
    given_out: list[tuple[str, int, str, str, int]],
    rules: tuple[str, ...],
) -> None:
    start = DAY("2023-06-01")
    receipts = [
        received(account, value, number, (start + timedelta(days=day)).isoformat(), kind=kind, need=need)
        for number, (account, value, kind, day, need) in enumerate(gifts)
    ]
    before = book(base, "fund", receipts)
    ruled = {
        code: changed(one, surplus=rule) for (code, one), rule in zip(before.addresses.items(), rules, strict=True)
    }
    before = replace(before, addresses=ruled)
    for number, (account, value, kind, funded, day) in enumerate(given_out):
        line = handed(account, value, number, (start + timedelta(days=day)).isoformat(), kind=kind, funded_by=funded)
        tried = replace(before, handovers={**before.handovers, line.id: line})
        if not list(balances_are_never_negative(tried)):
            before = tried

    found = moves(before, AS_OF)
    assert found == moves(before, AS_OF), "two who ask at once get the same lines"
    after = replace(before, receipts={**before.receipts, **{line.id: line for line in found.lines}})

    assert len(after.receipts) == len(before.receipts) + len(found.lines), "no name is used twice"
    assert sum(held(after).values()) == sum(held(before).values())
    assert list(balances_are_never_negative(after)) == []
    assert list(lines_resolve(after)) == []
    assert [p for p in amounts_are_plausible(after) if "surplus-" in p.path] == []
    assert moves(after, AS_OF).lines == (), "a repeat changes nothing"
    for code, address in before.addresses.items():
        targets = [need.target for need in address.needs]
        was, now = (
            progress(code, targets, lines.pledges, lines.receipts, lines.handovers, AS_OF, 30)
            for lines in (before.lines_of(code), after.lines_of(code))
        )
        assert all(more >= less for less, more in zip(was.received, now.received, strict=True)), (
            "no need loses what it had"
        )
        assert now.surplus <= was.surplus, "nobody is given more than is needed"
        gave = sum(line.value_vnd for line in found.lines if line.moved_from == code)
        assert now.surplus == was.surplus - gave
        assert gave + sum(left.value for left in found.left if left.account == code) == was.surplus
