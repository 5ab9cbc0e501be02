"""Fees that Stripe keeps, as lines of their own: from the balance transaction of a payment or dispute.

A payment is never kept waiting for its fee. Right after it is safe, the fee is asked for (`fee_of_payment`); when that
fails, `charge.updated` asks again, and `fees_since`, run now and then, finds every fee of a time. All give the same
line for the same balance transaction, so asking too often does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from scripts.callback.bank import VIETNAM
from scripts.callback.intake import Movement
from scripts.callback.money import Currency, Rate, sum_of, valued
from scripts.callback.stripe_reader import Lookup, Reader, is_stripe_id

SOURCE = "stripefee"
PAYMENTS = "stripe"


def fee_of_payment(
    lookup: Lookup, payment_intent: str, rates: Mapping[Currency, Rate], received_at: datetime
) -> Movement | None:
    """The fee of a payment; None while Stripe does not know it yet, or when there was none. Raises LookupFailed."""
    charge = lookup.payment(payment_intent).get("latest_charge")
    transaction = charge.get("balance_transaction") if isinstance(charge, dict) else None
    return _fee(transaction, payment_intent, rates, received_at) if isinstance(transaction, dict) else None


def fees_since(
    reader: Reader,
    since: datetime,
    is_known: Callable[[str], bool],
    rates: Mapping[Currency, Rate],
    received_at: datetime,
) -> Iterator[Movement]:
    """Every fee of payments and disputes from a time on, of lines the ledger knows: the account may have other uses.

    Raises LookupFailed.
    """
    for transaction in reader.balance_transactions(int(since.timestamp())):
        source = transaction.get("source")
        intent = source.get("payment_intent") if isinstance(source, dict) else None
        intent = intent.get("id") if isinstance(intent, dict) else intent
        if not is_stripe_id(intent) or not is_known(f"{PAYMENTS}-{intent}"):
            continue
        if (fee := _fee(transaction, intent, rates, received_at)) is not None:
            yield fee


def _fee(
    transaction: Mapping[str, Any], payment_intent: str, rates: Mapping[Currency, Rate], received_at: datetime
) -> Movement | None:
    """A fee in the currency that the account is settled in, which need not be that of the payment."""
    amount = sum_of(transaction.get("fee"), transaction.get("currency"))
    identity, created = transaction.get("id"), transaction.get("created")
    if amount is None or not is_stripe_id(identity) or type(created) is not int:
        return None
    value, foreign, without_rate = valued(amount, rates)
    return Movement(
        source=SOURCE,
        payment_id=identity,
        on=datetime.fromtimestamp(created, VIETNAM).date(),
        value_vnd=value,
        foreign=foreign,
        without_rate=without_rate,
        fee_of=f"{PAYMENTS}-{payment_intent}",
        told_by=PAYMENTS,
        received_at=received_at,
    )
