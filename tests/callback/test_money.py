"""Currencies and đồng: integers only."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from nhandao.records.lines import Foreign
from scripts.callback.intake import Envelope, Movement, WithoutRate
from scripts.callback.money import (
    CURRENCIES,
    LEAST,
    MOST,
    Currency,
    Rate,
    Sum,
    at_rate_of,
    major_text,
    minor_of,
    reversed_vnd,
    sum_of,
    to_vnd,
    valued,
)
from tests.callback.givers import NOW

RATES = st.tuples(st.integers(1, 999_999), st.integers(0, 4), st.integers(0, 9_999)).map(
    lambda parts: f"{parts[0]}.{parts[2]:04}"[: len(str(parts[0])) + 1 + parts[1]].removesuffix(".")
)
RATE: Mapping[Currency, Rate] = {"USD": Rate("25437.5", "Vietcombank, mua chuyển khoản, 2023-10-31")}


@given(st.sampled_from(("USD", "EUR", "AUD")), st.integers(1, 10**9), RATES)
def test_dong_are_the_nearest_and_half_goes_up(currency: Currency, minor: int, rate: str) -> None:
    exact = Fraction(minor, 100) * Fraction(rate)
    value = to_vnd(Sum(currency, minor), rate)
    assert type(value) is int
    assert -Fraction(1, 2) <= exact - value < Fraction(1, 2)


@pytest.mark.parametrize(
    ("minor", "rate", "dong"),
    [
        (2000, "25437.5", 508_750),
        (1, "50", 1),
        (1, "49.9999", 0),
        (1, "150", 2),
        (3, "25450", 764),
        (10**9, "1", 10**7),
    ],
)
def test_rounding_at_the_boundary(minor: int, rate: str, dong: int) -> None:
    assert to_vnd(Sum("USD", minor), rate) == dong


@pytest.mark.parametrize(
    "rate", ["", "0", "-1", "25,437", "25.43751", "1e5", "NaN", "25437.", "0.5", "２５", "1000000"]
)
def test_what_is_no_rate_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="rate"):
        to_vnd(Sum("USD", 1), rate)


def test_the_dong_is_not_divided_by_a_hundred() -> None:
    assert valued(Sum("VND", 200_000), {}).value_vnd == 200_000
    assert [major_text(Sum("VND", 200_000), lang) for lang in ("vi", "en")] == ["200.000 VND", "200,000 VND"]
    assert [major_text(Sum("USD", 200_005), lang) for lang in ("vi", "en")] == ["2.000,05 USD", "2,000.05 USD"]


def test_a_foreign_amount_keeps_its_rate_and_source() -> None:
    value, foreign, without_rate = valued(Sum("USD", 2_000), RATE)
    assert (value, without_rate) == (508_750, None)
    assert foreign == Foreign(currency="USD", amount_minor=2_000, rate_vnd="25437.5", rate_source=RATE["USD"].source)


def test_without_a_rate_an_amount_waits_in_its_own_currency() -> None:
    assert valued(Sum("EUR", 2_000), RATE) == (None, None, WithoutRate(currency="EUR", amount_minor=2_000))


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6), RATES)
def test_parts_that_go_back_come_to_the_payment_and_never_to_more(parts: list[int], rate: str) -> None:
    original = Foreign(currency="USD", amount_minor=sum(parts), rate_vnd=rate, rate_source="x")
    back = [reversed_vnd(original, part, sum(parts[:place])) for place, part in enumerate(parts)]
    assert min(back) >= 0
    assert sum(back) == to_vnd(Sum("USD", sum(parts)), rate)
    with pytest.raises(ValueError, match="more"):
        reversed_vnd(original, 1, sum(parts))


def test_money_that_goes_back_keeps_the_rate_it_came_at() -> None:
    original = Foreign(currency="USD", amount_minor=2_000, rate_vnd="25437.5", rate_source="x")
    value, foreign, _ = at_rate_of(original, WithoutRate(currency="USD", amount_minor=2_000))
    assert (value, foreign) == (508_750, original)
    value, foreign, _ = at_rate_of(original, WithoutRate(currency="USD", amount_minor=700), 1_300)
    assert value == 508_750 - reversed_vnd(original, 1_300)
    assert foreign == Foreign(currency="USD", amount_minor=700, rate_vnd="25437.5", rate_source="x")
    with pytest.raises(ValueError, match="currency"):
        at_rate_of(original, WithoutRate(currency="EUR", amount_minor=700))


@pytest.mark.parametrize("currency", ["VND", "USD", "EUR"])
def test_what_moved_is_the_same_with_a_rate_and_without(currency: Currency) -> None:
    amount = Sum(currency, 200_000)
    for rates in (RATE, {}, {"USD": Rate("25000", "x")}):
        told = Movement(
            source="stripe",
            payment_id="pi_1",
            on=NOW.date(),
            told_by="stripe",
            received_at=NOW,
            **valued(amount, rates)._asdict(),  # type: ignore[arg-type]
        )
        assert told.own_amount == amount


@given(st.sampled_from(CURRENCIES), st.integers(1, 10**12))
def test_a_provider_s_amount_is_taken_as_it_is(currency: Currency, minor: int) -> None:
    assert sum_of(minor, currency.lower()) == (currency, minor)


@pytest.mark.parametrize(
    ("minor", "currency"),
    [
        (0, "usd"),
        (-5, "usd"),
        (True, "usd"),
        (5.0, "usd"),
        ("5", "usd"),
        (10**13, "usd"),
        (5, "jpy"),
        (5, None),
        (5, ""),
    ],
)
def test_anything_else_is_no_amount(minor: object, currency: object) -> None:
    assert sum_of(minor, currency) is None


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("20", "USD", 2000), ("20.5", "EUR", 2050), ("20,50", "AUD", 2050), ("0.01", "USD", 1), (" 20 ", "USD", 2000),
        ("200000", "VND", 200_000), ("200.000", "VND", 200_000), ("1,250,000", "VND", 1_250_000), ("2 000 000", "VND", 2_000_000),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(text: str, currency: Currency, minor: int) -> None:
    assert minor_of(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "USD"), ("-5", "USD"), ("20.505", "USD"), ("1,000.00", "USD"), ("1e3", "USD"), ("５", "USD"), ("$5", "USD"), ("9" * 10, "USD"),
        ("200.0", "VND"), ("2.00.000", "VND"), ("200.000,5", "VND"), ("1.250,000", "VND"), ("-1", "VND"), ("9" * 13, "VND"), ("0.000", "VND"),
    ],
)  # fmt: skip
def test_anything_else_typed_is_no_amount(text: str, currency: Currency) -> None:
    assert minor_of(text, currency) is None


def test_limits_are_in_minor_units_of_each_currency() -> None:
    assert all(0 < LEAST[currency] < MOST[currency] for currency in CURRENCIES)
    assert LEAST["VND"] == 50_000


@pytest.mark.parametrize("amounts", [{}, {"value_vnd": 5, "without_rate": WithoutRate(currency="USD", amount_minor=5)}])
def test_a_movement_in_the_inbox_has_one_amount(amounts: dict[str, Any]) -> None:
    told = Movement(source="stripe", payment_id="pi_1", on=NOW.date(), told_by="stripe", received_at=NOW, **amounts)
    with pytest.raises(ValidationError):
        Envelope(intake=told)
