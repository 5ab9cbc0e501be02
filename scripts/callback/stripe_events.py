"""Stripe's events as movements: gifts, refunds and disputes, whatever order they come in and however often.

The identity of a gift is its payment intent, of a refund the refund, of a dispute the dispute: the several events that
tell of one of them meet in one line. Which address a gift is for stands in the metadata that our own checkout wrote.
Fees are not in events; `Reading.fee_of` says whose to ask for (`stripe_fees`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scripts.callback.bank import VIETNAM
from scripts.callback.intake import Movement, WithoutRate
from scripts.callback.json_body import MAX_BYTES, read_object
from scripts.callback.money import Currency, Rate, Sum, sum_of, valued
from scripts.callback.outcomes import Contact, Ignored, NotUnderstood, Refused, TryAgain, masked
from scripts.callback.stripe_metadata import CODE, LOCALE, PLEDGE, RATE, RATE_SOURCE
from scripts.callback.stripe_reader import Lookup, LookupFailed, is_stripe_id
from scripts.callback.stripe_signature import refusal
from scripts.callback.transfer_text import find_codes

SOURCE = DOOR = "stripe"

Outcome = Movement | Ignored | NotUnderstood
_EMAIL = re.compile(r"[^\s@<>,;:\"'\\()\x00-\x20\x7f]{1,64}@[A-Za-z0-9.-]{3,190}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an event comes to."""

    outcomes: tuple[Outcome, ...]
    contact: Contact | None = None
    fee_of: str | None = None
    """Payment intent whose fee is still to be asked for, once the movements are safe."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event that is shown to be Stripe's, with what is needed to translate it."""

    type: str
    id: str
    created: datetime
    object: Mapping[str, Any]
    received_at: datetime
    rates: Mapping[Currency, Rate]


class _Unclear(Exception):
    """A field of an event is not what it should be."""

    def __init__(self, reason: str, name: str, value: Any) -> None:
        self.reason, self.name, self.value = reason, name, value


def read(
    raw: bytes,
    signature: str | None,
    secrets: Iterable[str],
    live: bool,
    lookup: Lookup,
    rates: Mapping[Currency, Rate],
    received_at: datetime,
) -> Refused | TryAgain | Reading:
    """What a request to the web hook comes to.

    Args: the body as it came, the header Stripe-Signature, the signing secrets, whether real money moves (test events
    are refused then, real ones otherwise), where to ask what an event leaves out, and đồng for foreign currencies.
    """
    if len(raw) > MAX_BYTES:
        return Refused("body-too-big")
    if (refused := refusal(raw, signature, secrets, received_at)) is not None:
        return refused
    event = _event(raw, received_at, rates)
    if isinstance(event, NotUnderstood):
        return Reading((event,))
    kind, body = event
    if body.get("livemode") is not live:
        return Refused("wrong-mode")
    return translate(kind, lookup)


def _event(
    raw: bytes, received_at: datetime, rates: Mapping[Currency, Rate]
) -> NotUnderstood | tuple[Event, dict[str, Any]]:
    body = read_object(raw)
    if isinstance(body, NotUnderstood):
        return body
    data = body.get("data")
    told = data.get("object") if isinstance(data, dict) else None
    kind, created = body.get("type"), body.get("created")
    if body.get("object") != "event" or not isinstance(told, dict) or not isinstance(kind, str):
        return NotUnderstood("body-shape", DOOR)
    if type(created) is not int or not 1_500_000_000 < created < 5_000_000_000:
        return NotUnderstood("day", f"{DOOR}: created: {masked(created)}")
    at = datetime.fromtimestamp(created, VIETNAM)
    return Event(kind, _shown(body.get("id")), at, told, received_at, rates), body


def translate(event: Event, lookup: Lookup) -> TryAgain | Reading:
    """What a genuine event comes to. A payment or refund that cannot be named without asking is to be sent again when
    Stripe does not answer: it repeats events for three days."""
    try:
        return _translate(event, lookup)
    except _Unclear as unclear:
        where = f"{DOOR} {event.id}: {unclear.name}: {masked(unclear.value)}"
        return Reading((NotUnderstood(unclear.reason, where),))
    except LookupFailed:
        return TryAgain("lookup-failed")


def _translate(event: Event, lookup: Lookup) -> Reading:
    told = event.object
    match event.type:
        # The donor is through Stripe's page. Paid at once by card; a bank debit is still unpaid and ends days later.
        case "checkout.session.completed" | "checkout.session.async_payment_succeeded":
            return _session(event)
        # The bank debit has failed: nothing ever came in.
        case "checkout.session.async_payment_failed":
            return Reading((Ignored("payment-failed"),))
        # The donor has left the page, and a day has passed.
        case "checkout.session.expired":
            return Reading((Ignored("session-expired"),))
        # Each month of a monthly gift, the first one too.
        case "invoice.paid":
            return _invoice(event, lookup)
        # After each refund, also of a part; its list has the earlier ones too, which are known by their names.
        case "charge.refunded":
            return Reading(tuple(_refund(event, refund) for refund in _refunds(told, lookup)))
        # The refund itself; later again when a slow one ends.
        case "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated":
            return Reading((_refund(event, told),))
        # The giver's bank takes the money away, or asks first.
        case "charge.dispute.created" | "charge.dispute.funds_withdrawn":
            return Reading((_disputed(event),))
        # The bank has decided.
        case "charge.dispute.closed" | "charge.dispute.funds_reinstated":
            return _dispute_closed(event, lookup)
        # The balance transaction of a payment is known now, and with it the fee.
        case "charge.succeeded" | "charge.updated":
            known = told.get("balance_transaction") is not None and told.get("payment_intent") is not None
            return Reading((Ignored("charge"),), fee_of=_payment_intent(told) if known else None)
    return Reading((Ignored("other-event"),))


def _session(event: Event) -> Reading:
    session = event.object
    if session.get("mode") != "payment":
        return Reading((Ignored("invoice-follows"),))  # a monthly gift: the money is in invoice.paid
    status = session.get("payment_status")
    if status != "paid":
        if status in ("unpaid", "no_payment_required"):
            return Reading((Ignored("not-paid"),))
        raise _Unclear("payment-status", "payment_status", status)
    payment = _payment_intent(session)
    amount = _sum(session, "amount_total")
    told = _gift(event, payment, amount, _metadata(session), session.get("client_reference_id"))
    details = session.get("customer_details")
    email = details.get("email") if isinstance(details, dict) else None
    return Reading((told,), _contact(told, email or session.get("customer_email"), session.get("locale")), payment)


def _invoice(event: Event, lookup: Lookup) -> Reading:
    invoice = event.object
    if invoice.get("amount_paid") == 0:
        return Reading((Ignored("not-paid"),))
    metadata = _invoice_metadata(invoice)
    told: list[Movement] = []
    for payment in _invoice_payments(invoice, lookup):
        told.append(_gift(event, _payment_intent(payment), _sum(payment, "amount_paid"), metadata, None))
    if not told:
        raise _Unclear("no-identity", "payments", [])
    contact = _contact(told[0], invoice.get("customer_email"), metadata.get(LOCALE))
    return Reading(tuple(told), contact, told[0].payment_id)


def _invoice_metadata(invoice: Mapping[str, Any]) -> Mapping[str, Any]:
    """Metadata of the subscription. It moved in 2025 (API version "basil"); which version an endpoint sends is a
    setting of the account."""
    parent = invoice.get("parent")
    for holder in (parent if isinstance(parent, dict) else {}, invoice):
        details = holder.get("subscription_details")
        if isinstance(details, dict) and isinstance(details.get("metadata"), dict):
            return _metadata(details)
    return _metadata(invoice)


def _invoice_payments(invoice: Mapping[str, Any], lookup: Lookup) -> list[Mapping[str, Any]]:
    """What paid an invoice: named in it by older API versions, listed in it, or to be asked for."""
    if isinstance(invoice.get("payment_intent"), (str, dict)):
        return [invoice]
    listed = invoice.get("payments")
    payments = listed.get("data") if isinstance(listed, dict) and listed.get("has_more") is False else None
    if not isinstance(payments, list) or not payments:
        payments = lookup.payments_of_invoice(_id(invoice, "id"))
    found: list[Mapping[str, Any]] = []
    for payment in payments:
        if isinstance(payment, dict) and payment.get("status", "paid") == "paid":
            paid_by = payment.get("payment")
            intent = paid_by.get("payment_intent") if isinstance(paid_by, dict) else None
            found.append({**payment, "payment_intent": intent})
    return found


def _refunds(charge: Mapping[str, Any], lookup: Lookup) -> list[Mapping[str, Any]]:
    """Refunds of a charge: listed in it by API versions before November 2022, else to be asked for."""
    listed = charge.get("refunds")
    refunds = listed.get("data") if isinstance(listed, dict) and listed.get("has_more") is False else None
    if not isinstance(refunds, list) or not refunds:
        refunds = lookup.refunds_of_charge(_id(charge, "id"))
    if not refunds:
        raise _Unclear("no-identity", "refunds", refunds)
    intent = charge.get("payment_intent")
    return [{"payment_intent": intent, **refund} for refund in refunds if isinstance(refund, Mapping)]


def _refund(event: Event, refund: Mapping[str, Any]) -> Outcome:
    status = refund.get("status")
    if status in ("pending", "requires_action", "canceled"):
        return Ignored("refund-not-done")
    if status == "failed":
        # The money is back with us. Whether its going was booked is not known here, so a person looks.
        return NotUnderstood("refund-failed", f"{DOOR} {event.id}: {_id(refund, 'id')}")
    if status != "succeeded":
        raise _Unclear("refund-status", "status", status)
    return _back(event, _id(refund, "id"), refund, refund.get("created"))


def _disputed(event: Event) -> Outcome:
    status = event.object.get("status")
    if isinstance(status, str) and status.startswith("warning_"):
        return Ignored("dispute-inquiry")  # a question of the bank: no money has moved
    return _back(event, _id(event.object, "id"), event.object, event.object.get("created"))


def _dispute_closed(event: Event, lookup: Lookup) -> Reading:
    """Lost: the same line as at the beginning. Won: that line, and the money once more, so that the order of events is
    of no matter. A line that reverses a reversal is not allowed in the ledger."""
    status = event.object.get("status")
    gone = _disputed(event)
    if not isinstance(gone, Movement) or status != "won":
        return Reading((gone,))
    intent = _payment_intent(event.object)
    try:
        metadata = _metadata(lookup.payment(intent))
    except LookupFailed:
        metadata = {}  # it comes in without a code, and a person gives it back to its address
    # At no other rate than the gift's own: what went and what comes back are the same đồng, or a person says how many.
    own_rate = replace(event, rates={})
    again = _gift(own_rate, f"{gone.payment_id}-won", _sum(event.object, "amount"), metadata, None)
    return Reading((gone, again))


def _gift(event: Event, payment_id: str, amount: Sum, metadata: Mapping[str, str], reference: object) -> Movement:
    texts = [metadata.get(PLEDGE, ""), metadata.get(CODE, ""), reference if isinstance(reference, str) else ""]
    rates = dict(event.rates)
    if RATE in metadata and RATE_SOURCE in metadata:
        with contextlib.suppress(ValueError):  # somebody changed the metadata at Stripe
            rates[amount.currency] = Rate(metadata[RATE], metadata[RATE_SOURCE])
    value, foreign, without_rate = valued(amount, rates)
    return Movement(
        source=SOURCE,
        payment_id=payment_id,
        on=event.created.date(),
        codes=find_codes(*texts),
        value_vnd=value,
        foreign=foreign,
        without_rate=without_rate,
        told_by=DOOR,
        received_at=event.received_at,
    )


def _back(event: Event, identity: str, told: Mapping[str, Any], created: object) -> Movement:
    """Money that goes back to a giver. Foreign money waits for the rate of the payment, which the ledger knows."""
    amount = _sum(told, "amount")
    at = datetime.fromtimestamp(created, VIETNAM) if type(created) is int and 0 < created < 5 * 10**9 else event.created
    in_vnd = amount.currency == "VND"
    return Movement(
        source=SOURCE,
        payment_id=identity,
        on=at.date(),
        value_vnd=valued(amount, {}).value_vnd,
        without_rate=None if in_vnd else WithoutRate(currency=amount.currency, amount_minor=amount.minor),
        reverses=f"{SOURCE}-{_payment_intent(told)}",
        told_by=DOOR,
        received_at=event.received_at,
    )


def _contact(told: Movement, email: object, locale: object) -> Contact | None:
    if not isinstance(email, str) or not _EMAIL.fullmatch(email):
        return None
    return Contact(told.id, email, "vi" if locale == "vi" else "en")


def _sum(told: Mapping[str, Any], name: str) -> Sum:
    amount = sum_of(told.get(name), told.get("currency"))
    if amount is None:
        known = sum_of(1, told.get("currency")) is not None
        raise _Unclear(*(("amount", name, told.get(name)) if known else ("currency", "currency", told.get("currency"))))
    return amount


def _metadata(told: Mapping[str, Any]) -> dict[str, str]:
    found = told.get("metadata")
    pairs = found.items() if isinstance(found, Mapping) else ()
    return {name: value for name, value in pairs if isinstance(name, str) and isinstance(value, str)}


def _payment_intent(told: Mapping[str, Any]) -> str:
    found = told.get("payment_intent")
    return _id(found, "id") if isinstance(found, dict) else _id(told, "payment_intent")


def _id(told: Mapping[str, Any], name: str) -> str:
    found = told.get(name)
    if not is_stripe_id(found):
        raise _Unclear("no-identity", name, found)
    return found


def _shown(found: object) -> str:
    return found if is_stripe_id(found) else "-"
