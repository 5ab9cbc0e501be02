"""A page of Stripe to pay a gift on: once or monthly, for an address, a fund or a pledge.

The amount, and what it is for, are fixed here; the donor's card never comes near us. What the gift is for is written on
the session, its payment and its subscription, where the events of all later months find it (`stripe_events`).

Without this service, a Payment Link made at Stripe does for one-off gifts: `?client_reference_id=DC23A0002G` at the end
of its address names what the gift is for, and its events are read all the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import stripe
from stripe import StripeClient

from nhandao.records.codes import is_code
from scripts.callback.money import LEAST, MOST, Currency, Rate, Sum, major_text
from scripts.callback.stripe_metadata import CODE, LOCALE, PLEDGE, RATE, RATE_SOURCE
from scripts.messages import text

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Gift:
    """What a donor wants to give by card."""

    code: str
    """Address or fund."""
    amount: Sum
    nonce: str
    """From the form: pressing the button twice makes one session."""
    pledge: str | None = None
    monthly: bool = False
    lang: Language = "vi"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where Stripe sends the donor afterwards. Neither page says that money has come: only events do."""

    success: str
    cancelled: str

    def __post_init__(self) -> None:
        for address in (self.success, self.cancelled):
            parts = urlsplit(address)
            here = parts.hostname in ("localhost", "127.0.0.1", "::1")
            if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
                raise ValueError("donors are sent back to a full https address")


@dataclass(frozen=True, slots=True)
class Started:
    """A session is made: send the donor to `url`."""

    session_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Declined:
    """No session. `status` is for the answer: 400 when the donor can mend it, 503 when waiting may help."""

    reason: str
    status: int
    values: tuple[tuple[str, str], ...] = ()

    def words(self, lang: Language) -> str:
        """What to tell the donor."""
        return text(self.reason, lang, **dict(self.values))


def start(client: StripeClient, gift: Gift, pages: Pages, rates: Mapping[Currency, Rate]) -> Started | Declined:
    """Make the session of a gift. Asking again with the same nonce and the same gift gives the same session."""
    if (declined := _unfit(gift)) is not None:
        return declined
    parameters = _parameters(gift, pages, rates)
    try:
        session = client.v1.checkout.sessions.create(
            parameters,  # type: ignore[arg-type]  # built as plain dictionaries
            {"idempotency_key": _once(gift.nonce, parameters)},
        )
    except stripe.RateLimitError:
        return Declined("checkout-busy", 503)
    except (stripe.AuthenticationError, stripe.PermissionError):
        return Declined("checkout-closed", 503)
    except (stripe.InvalidRequestError, stripe.CardError):
        return Declined("checkout-refused", 400)
    except stripe.StripeError:
        return Declined("checkout-no-answer", 503)
    return Started(session.id, session.url) if session.url else Declined("checkout-no-answer", 503)


def _unfit(gift: Gift) -> Declined | None:
    currency = gift.amount.currency
    if not (gift.code.startswith(("DC", "QC")) and is_code(gift.code)):
        return Declined("checkout-code", 400)
    if gift.pledge is not None and not (gift.pledge.startswith("CK") and is_code(gift.pledge)):
        return Declined("checkout-code", 400)
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,64}", gift.nonce, re.ASCII):
        return Declined("checkout-form", 400)
    if not LEAST[currency] <= gift.amount.minor <= MOST[currency]:
        least, most = (major_text(Sum(currency, limit), gift.lang) for limit in (LEAST[currency], MOST[currency]))
        return Declined("checkout-amount", 400, (("least", least), ("most", most)))
    return None


def _parameters(gift: Gift, pages: Pages, rates: Mapping[Currency, Rate]) -> dict[str, Any]:
    metadata = {CODE: gift.code, LOCALE: gift.lang}
    if gift.pledge is not None:
        metadata[PLEDGE] = gift.pledge
    if gift.amount.currency != "VND" and (rate := rates.get(gift.amount.currency)) is not None and not gift.monthly:
        metadata |= {RATE: rate.text, RATE_SOURCE: rate.source}  # a later month has a rate of its own
    kind = "checkout-for-fund" if gift.code.startswith("QC") else "checkout-for-address"
    price: dict[str, Any] = {
        "currency": gift.amount.currency.lower(),
        "unit_amount": gift.amount.minor,
        "product_data": {"name": text(kind, gift.lang, named=gift.code)},
    }
    if gift.monthly:
        price["recurring"] = {"interval": "month"}
    shared: dict[str, Any] = {
        "mode": "subscription" if gift.monthly else "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "client_reference_id": gift.code if gift.pledge is None else f"{gift.pledge}-{gift.code}",
        "metadata": metadata,
        "locale": gift.lang,
        "success_url": pages.success,
        "cancel_url": pages.cancelled,
        "adaptive_pricing": {"enabled": False},  # the amount is in the currency that the donor chose here
    }
    if gift.monthly:
        return shared | {"subscription_data": {"metadata": metadata}}
    return shared | {"submit_type": "donate", "payment_intent_data": {"metadata": metadata}}


def _once(nonce: str, parameters: Mapping[str, Any]) -> str:
    """Key under which Stripe makes a session once. With another gift it is another key, not an error."""
    told = json.dumps([nonce, parameters], sort_keys=True)
    return f"checkout-{hashlib.sha256(told.encode()).hexdigest()}"
