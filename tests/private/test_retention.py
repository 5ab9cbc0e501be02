"""When a contact has served its purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nhandao.book.book import Book
from nhandao.records.lines import Answer, Pledge, Receipt
from scripts.private.retention import due
from tests import tree

DAY = tree.day
REFERENCE = "CK23B00019"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return tree.book(tree.write(tmp_path_factory.mktemp("data")))


def book(base: Book, receipts: tuple[Receipt, ...] = (), **fields: object) -> Book:
    values = {"account": "DC23A0002G", "supporter": {}, "kind": "cash", "value_vnd": 500_000} | fields
    pledge = Pledge(reference=REFERENCE, made_on=DAY("2023-06-01"), **values)  # type: ignore[arg-type]
    return replace(base, pledges={REFERENCE: pledge}, receipts={one.id: one for one in receipts})


def test_a_contact_goes_twelve_months_after_its_promise_ran_out(base: Book) -> None:
    held = book(base)
    assert due(held, [REFERENCE], DAY("2024-06-30")) == ()
    assert due(held, [REFERENCE], DAY("2024-07-01")) == (REFERENCE,)


@pytest.mark.parametrize("answer", ["declined", "cancelled"])
def test_or_after_it_was_answered(base: Book, answer: str) -> None:
    held = book(base, **{answer: Answer(on=DAY("2023-06-10"))})
    assert due(held, [REFERENCE], DAY("2024-06-09")) == ()
    assert due(held, [REFERENCE], DAY("2024-06-10")) == (REFERENCE,)


def test_or_after_it_was_kept(base: Book) -> None:
    came = Receipt(
        source="transfer",
        payment_id="1",
        on=DAY("2023-06-05"),
        account="DC23A0002G",
        value_vnd=500_000,
        pledge=REFERENCE,
    )  # type: ignore[arg-type]
    assert due(book(base, (came,)), [REFERENCE], DAY("2024-06-05")) == (REFERENCE,)


def test_a_promise_without_an_end_keeps_its_contact(base: Book) -> None:
    assert due(book(base, kind="labour"), [REFERENCE], DAY("2030-01-01")) == ()


def test_a_contact_whose_promise_is_not_there_yet_stays(base: Book) -> None:
    assert due(base, [REFERENCE, "stripe-pi_1"], DAY("2030-01-01")) == ()


def test_the_address_of_a_card_gift_goes_after_its_line(base: Book) -> None:
    assert due(base, ["transfer-FT1"], DAY("2024-06-01")) == ("transfer-FT1",)
