"""Currencies that gifts come in, and how they become đồng: integers only, and the đồng is never divided.

A provider counts an amount in the minor units of its currency. The đồng has none: 200,000 đồng is 200000, not 20000000
(docs.stripe.com/currencies, "zero-decimal"); dollars and euro count cents. This module alone knows that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from nhandao.records.lines import Foreign
from nhandao.records.money import Dong
from scripts.callback.intake import WithoutRate
from scripts.messages import number_text

ForeignCurrency = Literal["USD", "EUR", "AUD"]
Currency = Literal["VND", "USD", "EUR", "AUD"]
CURRENCIES: tuple[Currency, ...] = get_args(Currency)

_DECIMALS: Mapping[Currency, int] = {"VND": 0, "USD": 2, "EUR": 2, "AUD": 2}

LEAST: Mapping[Currency, int] = {"VND": 50_000, "USD": 200, "EUR": 200, "AUD": 300}
"""Least gift by card, in minor units: below it the fee eats the gift, and stolen cards are tried out with small sums.
50,000 đồng is also the least plausible amount of the campaign."""
MOST: Mapping[Currency, int] = {"VND": 200_000_000, "USD": 1_000_000, "EUR": 1_000_000, "AUD": 1_500_000}
"""Most by card, in minor units: larger gifts go by bank transfer, where a person can ask."""


_RATE = re.compile(r"([1-9]\d{0,5})(?:\.(\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rate:
    """Đồng for one major unit, as text with a point (``25437.5``), and where the rate is from.

    Raises ValueError for a rate that is no rate or has no source.
    """

    text: str
    source: str

    def __post_init__(self) -> None:
        if not _RATE.fullmatch(self.text):
            raise ValueError("a rate is đồng for one major unit, such as 25437.5")
        if not re.fullmatch(r"\S(.{0,198}\S)?", self.source) or not self.source.isprintable():
            raise ValueError("the source of a rate is a short text on one line")


class Sum(NamedTuple):
    """An amount as a provider tells it."""

    currency: Currency
    minor: int


def sum_of(minor: object, currency: object) -> Sum | None:
    """A provider's amount, when it is a whole number above zero in a currency we take, in capital or small letters."""
    name = currency.upper() if isinstance(currency, str) else ""
    if type(minor) is not int or not 0 < minor <= 10**12:
        return None
    return next((Sum(known, minor) for known in CURRENCIES if known == name), None)


def major_text(amount: Sum, lang: str) -> str:
    """An amount for people, in its own units: ``20,00 USD``, ``200.000 VND``; in English ``20.00 USD``."""
    decimals = _DECIMALS[amount.currency]
    whole, rest = divmod(amount.minor, 10**decimals)
    cents = f"{',' if lang == 'vi' else '.'}{rest:0{decimals}}" if decimals else ""
    return f"{number_text(whole, lang)}{cents} {amount.currency}"


def minor_of(text: str, currency: Currency) -> int | None:
    """Minor units of an amount as people type it: ``20``, ``20.5`` or ``20,50`` dollars; ``200.000`` or ``200000``
    đồng. None for anything else, also for a third decimal or for separators at odd places."""
    text = text.strip()
    if currency == "VND":
        fits = re.fullmatch(r"\d{1,12}|[1-9]\d{0,2}([.,\s])\d{3}(?:\1\d{3}){0,3}", text, re.ASCII)
        return int(re.sub(r"\D", "", text)) if fits else None
    parts = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,2}))?", text, re.ASCII)
    return int(parts[1]) * 100 + int((parts[2] or "0").ljust(2, "0")) if parts else None


def to_vnd(amount: Sum, rate: str) -> Dong:
    """Đồng of a foreign amount, rounded half up to the whole đồng: the nearest, and the greater of two equally near.

    Raises ValueError for a rate that is no rate.
    """
    parts = _RATE.fullmatch(rate)
    if parts is None:
        raise ValueError("a rate is đồng for one major unit, such as 25437.5")
    decimals = parts[2] or ""
    numerator = amount.minor * int(parts[1] + decimals)
    denominator = 10 ** (len(decimals) + _DECIMALS[amount.currency])
    return Dong((2 * numerator + denominator) // (2 * denominator))


class Valued(NamedTuple):
    """An amount as the fields of a movement; all that do not apply are None."""

    value_vnd: Dong | None
    foreign: Foreign | None
    without_rate: WithoutRate | None


def valued(amount: Sum, rates: Mapping[Currency, Rate]) -> Valued:
    """An amount in đồng, at the given rates; left in its own currency where there is no rate, or where so little is
    meant that it would be no đồng at all."""
    if amount.currency == "VND":
        return Valued(Dong(amount.minor), None, None)
    rate = rates.get(amount.currency)
    value = to_vnd(amount, rate.text) if rate is not None else Dong(0)
    if rate is None or value == 0:
        return Valued(None, None, WithoutRate(currency=amount.currency, amount_minor=amount.minor))
    foreign = Foreign(currency=amount.currency, amount_minor=amount.minor, rate_vnd=rate.text, rate_source=rate.source)
    return Valued(value, foreign, None)


def reversed_vnd(original: Foreign, minor: int, minor_before: int = 0) -> Dong:
    """Đồng of a part of a payment that goes back, at the payment's own rate, after `minor_before` went back already.

    Differences of rounded sums: whatever the parts, together they never come to more than the payment, and all of them
    to exactly it. Raises ValueError for more than was paid.
    """
    if minor < 1 or minor_before < 0 or minor_before + minor > original.amount_minor:
        raise ValueError("no more goes back than was paid")
    before = to_vnd(Sum(original.currency, minor_before), original.rate_vnd)
    return Dong(to_vnd(Sum(original.currency, minor_before + minor), original.rate_vnd) - before)


def at_rate_of(original: Foreign, part: WithoutRate, minor_before: int = 0) -> Valued:
    """A part of a foreign payment that goes back, valued as `reversed_vnd` does and with the payment's own rate.

    Raises ValueError for another currency or for more than was paid.
    """
    if part.currency != original.currency:
        raise ValueError("money goes back in the currency it came in")
    value = reversed_vnd(original, part.amount_minor, minor_before)
    return Valued(value, original.model_copy(update={"amount_minor": part.amount_minor}), None)
