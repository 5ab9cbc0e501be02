"""What has to be asked of Stripe because its events leave it out: payments of an invoice, refunds of a charge, fees.

Answers are plain dictionaries of the fields that Stripe documents; every failure is `LookupFailed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeGuard, TypeVar

from stripe import StripeClient, StripeError

T = TypeVar("T")

_SOURCES = {"charge", "payment", "adjustment"}
"""Types of balance transactions that carry a fee of a gift: cards, other ways to pay, disputes."""


_ID = re.compile(r"[A-Za-z0-9_]{3,70}", re.ASCII)


def is_stripe_id(found: object) -> TypeGuard[str]:
    """Whether something is an identity of Stripe, such as ``pi_3Nx…``, and so may stand in the name of a file."""
    return isinstance(found, str) and _ID.fullmatch(found) is not None


class LookupFailed(Exception):
    """Stripe did not answer, or not what was asked. Ask again later."""


class Lookup(Protocol):
    """What the translators may ask."""

    def payments_of_invoice(self, invoice: str) -> list[Mapping[str, Any]]:
        """Paid payments of an invoice, each with `payment.payment_intent`, `amount_paid` and `currency`."""

    def refunds_of_charge(self, charge: str) -> list[Mapping[str, Any]]: ...

    def payment(self, payment_intent: str) -> Mapping[str, Any]:
        """A payment intent with its latest charge and the balance transaction of that."""


class Reader:
    """Asks Stripe through its own client."""

    def __init__(self, client: StripeClient) -> None:
        self._client = client

    def payments_of_invoice(self, invoice: str) -> list[Mapping[str, Any]]:
        return _asked(
            lambda: [
                payment.to_dict()
                for payment in self._client.v1.invoice_payments.list(
                    {"invoice": invoice, "status": "paid", "limit": 100}
                ).auto_paging_iter()
            ]
        )

    def refunds_of_charge(self, charge: str) -> list[Mapping[str, Any]]:
        return _asked(
            lambda: [
                refund.to_dict()
                for refund in self._client.v1.refunds.list({"charge": charge, "limit": 100}).auto_paging_iter()
            ]
        )

    def payment(self, payment_intent: str) -> Mapping[str, Any]:
        wanted = {"expand": ["latest_charge.balance_transaction"]}
        return _asked(
            lambda: self._client.v1.payment_intents.retrieve(payment_intent, wanted).to_dict()  # type: ignore[arg-type]
        )

    def balance_transactions(self, since: int) -> Iterator[Mapping[str, Any]]:
        """Balance transactions of gifts and disputes from a time on (seconds), with the charge or dispute they are
        of."""
        found = _asked(
            lambda: [
                transaction.to_dict()
                for transaction in self._client.v1.balance_transactions.list(
                    {"created": {"gte": since}, "limit": 100, "expand": ["data.source"]}
                ).auto_paging_iter()
            ]
        )
        return (transaction for transaction in found if transaction.get("type") in _SOURCES)

    def charged(self, since: int) -> set[str]:
        """Payment intents that have brought money from a time on: what is not in the ledger was never told to us."""
        sources = (transaction.get("source") for transaction in self.balance_transactions(since))
        charges = (source for source in sources if isinstance(source, dict) and source.get("object") == "charge")
        return {intent for charge in charges if is_stripe_id(intent := charge.get("payment_intent"))}


def _asked(question: Callable[[], T]) -> T:
    try:
        return question()
    except StripeError as error:
        raise LookupFailed(type(error).__name__) from error
