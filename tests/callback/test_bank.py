"""A transfer as a movement: identity, amount and day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.money import Dong
from scripts.callback.bank import MOST_VND, Transfer, movement, normal_reference, vietnamese_day, whole_vnd
from scripts.callback.intake import Movement
from scripts.callback.outcomes import Ignored, NotUnderstood, masked
from tests.callback.givers import NAME, NOW, OWN, PHONE, tells_nobody

TRANSFER = Transfer(
    accounts=("0123456789",),
    on=date(2023, 10, 31),
    value_vnd=Dong(500_000),
    reference="FT23304812345",
    texts=(f"{NAME} {PHONE} ung ho DC23A0002G",),
    balance=9_000_000,
    told_by="sepay",
    ordinal="92704",
)


def moved(transfer: Transfer) -> Movement:
    told = movement(transfer, OWN, NOW)
    assert isinstance(told, Movement)
    return told


def test_a_transfer_becomes_a_movement_without_its_giver() -> None:
    told = moved(TRANSFER)
    assert told.id == "transfer-970499-FT23304812345"
    assert (told.on, told.value_vnd, told.codes, told.told_by) == (
        date(2023, 10, 31),
        500_000,
        ("DC23A0002G",),
        "sepay",
    )
    assert tells_nobody(told)
    assert tells_nobody(TRANSFER)


def test_the_same_transfer_told_by_two_doors_is_the_same_payment() -> None:
    statement = replace(TRANSFER, reference=" ft23304812345\\B03", told_by="statement", ordinal="17", balance=None)
    assert moved(statement).id == moved(TRANSFER).id
    casso = replace(TRANSFER, reference="5078 - 93023", told_by="casso")
    assert moved(casso).id == moved(replace(TRANSFER, reference="5078.93023", told_by="statement")).id


def test_numbers_that_a_bank_counts_anew_each_day_are_told_apart_by_day_and_amount() -> None:
    short = replace(TRANSFER, reference="5243.65937")
    assert moved(short).id == "transfer-970499-20231031-500000-5243-65937"
    assert moved(replace(short, on=date(2023, 10, 30))).id != moved(short).id
    assert moved(replace(short, value_vnd=Dong(1))).id != moved(short).id


def test_without_a_reference_the_balance_tells_equal_transfers_apart() -> None:
    first = replace(TRANSFER, reference="")
    assert moved(first).id.startswith("transfer-970499-noref-20231031-500000-")
    assert moved(replace(first, told_by="statement", ordinal="3")).id == moved(first).id
    assert moved(replace(first, balance=9_500_000)).id != moved(first).id


def test_without_reference_and_balance_the_number_at_the_door_is_the_last_resort() -> None:
    first = replace(TRANSFER, reference="", balance=None)
    assert moved(replace(first, ordinal="92705")).id != moved(first).id
    assert moved(replace(first)).id == moved(first).id


def test_the_same_reference_at_two_banks_is_two_payments() -> None:
    assert moved(replace(TRANSFER, accounts=("VQR00001",))).id == "transfer-970488-FT23304812345"


@pytest.mark.parametrize("number", ["0123 456 789", "0123-456-789", "0123456789"])
def test_an_account_is_known_however_it_is_grouped(number: str) -> None:
    assert isinstance(movement(replace(TRANSFER, accounts=(number,)), OWN, NOW), Movement)


@pytest.mark.parametrize("numbers", [(), ("",), ("9999999999",), ("123456789",), ("0123456789\u202e1",)])
def test_an_account_that_is_not_the_societys_is_not_our_money(numbers: tuple[str, ...]) -> None:
    assert movement(replace(TRANSFER, accounts=numbers), OWN, NOW) == Ignored("other-account")


@pytest.mark.parametrize("on", [date(2018, 12, 31), date(2023, 11, 3), date(2099, 1, 1)])
def test_a_day_long_ago_or_to_come_is_not_believed(on: date) -> None:
    assert isinstance(movement(replace(TRANSFER, on=on), OWN, NOW), NotUnderstood)


@given(st.text(max_size=60))
def test_a_reference_is_letters_digits_and_hyphens_or_nothing(text: str) -> None:
    reference = normal_reference(text)
    assert re.fullmatch(r"[A-Z0-9]*(-[A-Z0-9]+)*", reference, re.ASCII)
    assert len(moved(replace(TRANSFER, reference=text)).payment_id) <= 80


@pytest.mark.parametrize(
    "text", [NAME, f"{NAME} 1", "../../etc/passwd", "--upload-pack=x", "\u202e", "a" * 50 + "1", " ", "\n", "x\x00y"]
)
def test_words_and_tricks_are_no_reference_that_reaches_a_file_name(text: str) -> None:
    told = moved(replace(TRANSFER, reference=text))
    assert re.fullmatch(r"970499-noref-[0-9a-f-]+", told.payment_id)
    assert tells_nobody(told)


@given(st.integers(1, MOST_VND))
def test_every_whole_amount_arrives_as_it_is(value: int) -> None:
    assert whole_vnd(value) == whole_vnd(str(value)) == whole_vnd(Decimal(f"{value}.00")) == value


@pytest.mark.parametrize(
    "value",
    [
        0,
        -1,
        MOST_VND + 1,
        10**30,
        True,
        False,
        None,
        "",
        "0",
        "-5",
        "5.5",
        "500.000",
        "5e5",
        "５００",
        " 5",
        "5 đ",
        "0x5",
        Decimal("0.5"),
        Decimal("500000.01"),
        Decimal("-3"),
        Decimal("1e39"),
        [5],
        {"amount": 5},
        5.0,
    ],
)
def test_anything_else_is_no_amount(value: Any) -> None:
    assert whole_vnd(value) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-03-25 14:02:37", date(2023, 3, 25)),
        ("2023-03-25 23:59:59", date(2023, 3, 25)),
        ("2023-03-25T23:59:59", date(2023, 3, 25)),
        ("2023-03-25", date(2023, 3, 25)),
        ("2023-03-25T17:00:00Z", date(2023, 3, 26)),
        ("2023-03-25T16:59:59.999Z", date(2023, 3, 25)),
        ("2023-03-25T23:30:00+07:00", date(2023, 3, 25)),
        ("2023-03-25T23:30:00-0500", date(2023, 3, 26)),
    ],
)
def test_a_day_is_the_one_in_vietnam(text: str, day: date) -> None:
    assert vietnamese_day(text) == day


@pytest.mark.parametrize(
    "value",
    [
        "",
        "25/03/2023",
        "2023-02-29",
        "2023-13-01",
        "2023-03-25 25:00:00",
        "2023-3-25",
        "9999-12-31T23:00:00-23:59",
        "２０２３-03-25",
        "2023-03-25 14:02:37 x",
        None,
        20230325,
        ["2023-03-25"],
        "2023-03-25T10:00:00+99:99",
    ],
)
def test_anything_else_is_no_day(value: Any) -> None:
    assert vietnamese_day(value) is None


@given(st.text(max_size=200))
def test_what_is_shown_of_a_value_says_nothing_and_breaks_no_line(text: str) -> None:
    shape = masked(text)
    assert re.fullmatch(r"[a9 -/:-@\[-`{-~?…]*", shape)
    assert len(shape) <= 61


def test_a_payment_seen_a_day_later_keeps_its_identity() -> None:
    assert moved(TRANSFER).id == getattr(movement(TRANSFER, OWN, NOW + timedelta(days=1)), "id", None)
