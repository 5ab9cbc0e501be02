"""Stripe's events: who they are from, and what they come to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stripe import WebhookSignature

from scripts.callback.intake import Movement, WithoutRate
from scripts.callback.money import Currency, Rate
from scripts.callback.outcomes import Contact, Ignored, NotUnderstood, Refused, TryAgain
from scripts.callback.stripe_events import Reading, read
from scripts.callback.stripe_fees import fee_of_payment
from scripts.callback.stripe_reader import LookupFailed
from tests.callback.givers import EMAIL, NAME, NOW, kept, tells_nobody

T = TypeVar("T")
SECRET, OLD_SECRET = "whsec_new_secret_of_the_hook", "whsec_old_secret_of_the_hook"
TIME = int(NOW.timestamp())
RATES: Mapping[Currency, Rate] = {"USD": Rate("25437.5", "Vietcombank 2023-10-31")}
PI = "pi_3Nx1"


@dataclass
class Answers:
    """What Stripe would answer."""

    invoices: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    refunds: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    payments: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def payments_of_invoice(self, invoice: str) -> list[Mapping[str, Any]]:
        return self._asked(self.invoices, invoice)

    def refunds_of_charge(self, charge: str) -> list[Mapping[str, Any]]:
        return self._asked(self.refunds, charge)

    def payment(self, payment_intent: str) -> Mapping[str, Any]:
        return self._asked(self.payments, payment_intent)

    def _asked(self, known: Mapping[str, T], name: str) -> T:
        if name not in known:
            raise LookupFailed("no answer")
        return known[name]


def event(kind: str, told: Any, created: int = TIME, live: Any = True, **more: Any) -> bytes:
    body = {
        "id": "evt_1",
        "object": "event",
        "type": kind,
        "created": created,
        "livemode": live,
        "data": {"object": told},
    }
    return json.dumps(body | more).encode()


def sign(raw: bytes, secret: str = SECRET, at: int = TIME) -> str:
    return str(WebhookSignature.generate_signature_header(raw.decode("utf-8", "replace"), secret, at))


def told(raw: bytes, answers: Answers | None = None, now: datetime = NOW) -> Reading:
    reading = read(raw, sign(raw), (SECRET,), True, answers or Answers(), RATES, now)
    assert isinstance(reading, Reading)
    return reading


def line(raw: bytes, answers: Answers | None = None) -> Movement:
    (found,) = told(raw, answers).outcomes
    assert isinstance(found, Movement)
    assert tells_nobody(found)
    return found


SESSION: dict[str, Any] = {
    "id": "cs_live_1",
    "object": "checkout.session",
    "mode": "payment",
    "payment_status": "paid",
    "payment_intent": PI,
    "amount_total": 200_000,
    "currency": "vnd",
    "client_reference_id": "CK23A00014-DC23A0002G",
    "metadata": {"code": "DC23A0002G", "pledge": "CK23A00014", "locale": "vi"},
    "locale": "vi",
    "customer_details": {"email": EMAIL, "name": NAME, "phone": "+84912345678"},
}
INVOICE: dict[str, Any] = {
    "id": "in_1",
    "object": "invoice",
    "amount_paid": 2_000,
    "currency": "usd",
    "customer_email": EMAIL,
    "customer_name": NAME,
    "parent": {"subscription_details": {"metadata": {"code": "QC23A0001E", "locale": "en"}}},
}
PAID = {"status": "paid", "amount_paid": 2_000, "currency": "usd", "payment": {"payment_intent": "pi_month1"}}
REFUND = {"id": "re_1", "object": "refund", "amount": 50_000, "currency": "vnd", "status": "succeeded", "created": TIME}
CHARGE = {"id": "ch_1", "object": "charge", "payment_intent": PI, "amount": 200_000, "currency": "vnd"}
DISPUTE = {
    "id": "du_1", "object": "dispute", "amount": 200_000, "currency": "vnd", "payment_intent": PI, "charge": "ch_1",
    "status": "needs_response", "created": TIME,
}  # fmt: skip

RAW = event("checkout.session.completed", SESSION)
GOOD = sign(RAW)


# ---- who it is from


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (None, "signature-missing"),
        ("", "signature-form"),
        ("v1=" + "0" * 64, "signature-form"),
        (f"t={TIME}", "signature-form"),
        (f"t={TIME},v0=" + "0" * 64, "signature-wrong"),
        (f"t={TIME},v1=" + "0" * 64, "signature-wrong"),
        (GOOD + "," + GOOD, "signature-form"),  # the header twice
        (GOOD + f",t={TIME}", "signature-form"),
        (GOOD.replace(f"t={TIME}", f"t={TIME + 1}"), "signature-wrong"),
        (GOOD.replace(f"t={TIME}", f"t={TIME}.5"), "signature-form"),
        (GOOD.replace(f"t={TIME}", "t=-1"), "signature-form"),
        (GOOD.replace(",v1=", ",v1=\r\n"), "signature-form"),
        (f"t={TIME},v1=" + "é" * 64, "signature-form"),
        (sign(RAW, "whsec_another_secret_here"), "signature-wrong"),
        (sign(RAW + b" "), "signature-wrong"),
        (sign(RAW, at=TIME - 301), "signature-old"),
    ],
)
def test_what_is_not_shown_to_come_from_stripe_is_refused(header: str | None, reason: str) -> None:
    assert read(RAW, header, (SECRET,), True, Answers(), RATES, NOW) == Refused(reason)


@pytest.mark.parametrize("header", [GOOD, GOOD + ",v0=" + "0" * 64, f"t={TIME},v1={'0' * 64},{GOOD.split(',')[1]}"])
def test_one_right_signature_of_several_is_enough(header: str) -> None:
    assert isinstance(read(RAW, header, (SECRET,), True, Answers(), RATES, NOW), Reading)


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
@pytest.mark.parametrize("age", [0, 300, -600])  # our clock may be behind
def test_while_a_secret_is_replaced_both_are_right(secret: str, age: int) -> None:
    header = sign(RAW, secret, TIME - age)
    assert isinstance(read(RAW, header, (SECRET, OLD_SECRET), True, Answers(), RATES, NOW), Reading)


def test_without_a_secret_nothing_is_believed() -> None:
    assert read(RAW, GOOD, (), True, Answers(), RATES, NOW) == Refused("signature-wrong")
    with pytest.raises(ValueError, match="secret"):
        read(RAW, GOOD, ("",), True, Answers(), RATES, NOW)


@pytest.mark.parametrize(("live", "expected"), [(False, True), (True, False), (None, True), (1, True), ("true", True)])
def test_test_events_are_refused_where_money_moves_and_the_reverse(live: Any, expected: bool) -> None:
    raw = event("checkout.session.completed", SESSION, live=live)
    assert read(raw, sign(raw), (SECRET,), expected, Answers(), RATES, NOW) == Refused("wrong-mode")


def test_a_huge_body_is_refused_before_it_is_read() -> None:
    raw = b"[" * (10 * 1024 * 1024)
    assert read(raw, sign(raw), (SECRET,), True, Answers(), RATES, NOW) == Refused("body-too-big")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"object":"event"}',
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b"[" * 100000,
        event("x", [], 1),
        event("x", "text"),
        event("x", {}, created=-1),
        event("x", {}, object="list"),
    ],
)
def test_a_right_signature_over_a_broken_body_is_kept_for_a_person(raw: bytes) -> None:
    (found,) = told(raw).outcomes
    assert isinstance(found, NotUnderstood)


def test_a_body_that_is_not_utf_8_has_no_right_signature() -> None:
    assert read(b"\xff", sign(b"\xff"), (SECRET,), True, Answers(), RATES, NOW) == Refused("signature-wrong")


# ---- gifts


def test_a_paid_session_is_a_gift_and_its_contact_stands_apart() -> None:
    reading = told(RAW)
    found = line(RAW)
    assert found.id == f"stripe-{PI}"
    assert (found.value_vnd, found.codes, found.on) == (200_000, ("CK23A00014", "DC23A0002G"), date(2023, 11, 1))
    assert reading.contact == Contact(f"stripe-{PI}", EMAIL, "vi")
    assert EMAIL not in kept(reading)
    assert reading.fee_of == PI


def test_dollars_are_cents_and_dong_are_not() -> None:
    found = line(event("checkout.session.completed", SESSION | {"currency": "usd", "amount_total": 2_000}))
    assert found.value_vnd == 508_750
    assert found.foreign is not None
    assert (found.foreign.amount_minor, found.foreign.rate_vnd) == (2_000, "25437.5")


def test_the_rate_told_at_the_checkout_is_the_one_that_counts() -> None:
    metadata = SESSION["metadata"] | {"rate_vnd": "25000", "rate_source": "Vietcombank 2023-10-30"}
    dollars = SESSION | {"currency": "usd", "amount_total": 2_000, "metadata": metadata}
    assert line(event("checkout.session.completed", dollars)).value_vnd == 500_000
    changed = dollars | {"metadata": metadata | {"rate_vnd": "2,5"}}
    assert line(event("checkout.session.completed", changed)).value_vnd == 508_750


def test_without_a_rate_the_gift_comes_in_and_waits_for_one() -> None:
    found = line(event("checkout.session.completed", SESSION | {"currency": "eur"}))
    assert (found.value_vnd, found.without_rate) == (None, WithoutRate(currency="EUR", amount_minor=200_000))


def test_a_bank_debit_counts_when_it_succeeds_and_is_the_same_gift() -> None:
    unpaid = told(event("checkout.session.completed", SESSION | {"payment_status": "unpaid"}))
    assert unpaid == Reading((Ignored("not-paid"),))
    assert line(event("checkout.session.async_payment_succeeded", SESSION)).id == f"stripe-{PI}"


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        ("checkout.session.async_payment_failed", {"payment_status": "unpaid"}, "payment-failed"),
        ("checkout.session.expired", {"payment_status": "unpaid"}, "session-expired"),
        ("checkout.session.completed", {"payment_status": "no_payment_required"}, "not-paid"),
        ("checkout.session.completed", {"mode": "subscription", "payment_intent": None}, "invoice-follows"),
        ("checkout.session.completed", {"mode": "setup"}, "invoice-follows"),
        ("payment_intent.succeeded", {}, "other-event"),
        ("x" * 300 + "\n\u202e", {}, "other-event"),
    ],
)
def test_what_brings_no_money_is_noted_only(kind: str, changes: dict[str, Any], reason: str) -> None:
    assert told(event(kind, SESSION | changes)) == Reading((Ignored(reason),))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount_total": -1}, "amount"),
        ({"amount_total": 0}, "amount"),
        ({"amount_total": 20.5}, "amount"),
        ({"amount_total": 20.0}, "amount"),
        ({"amount_total": "200000"}, "amount"),
        ({"amount_total": True}, "amount"),
        ({"amount_total": 10**20}, "amount"),
        ({"amount_total": None}, "amount"),
        ({"currency": "jpy"}, "currency"),
        ({"currency": None}, "currency"),
        ({"currency": "đồng"}, "currency"),
        ({"payment_intent": None}, "no-identity"),
        ({"payment_intent": "../../etc"}, "no-identity"),
        ({"payment_intent": "pi_1\n"}, "no-identity"),
        ({"payment_intent": "pi_\u202e1"}, "no-identity"),
        ({"payment_intent": "p" * 300}, "no-identity"),
        ({"payment_intent": ["pi_1"]}, "no-identity"),
        ({"payment_intent": {"id": 5}}, "no-identity"),
        ({"payment_status": NAME}, "payment-status"),
    ],
)
def test_what_cannot_be_a_line_is_told_without_personal_data(changes: dict[str, Any], reason: str) -> None:
    (found,) = told(event("checkout.session.completed", SESSION | changes)).outcomes
    assert isinstance(found, NotUnderstood)
    assert found.reason == reason
    assert found.excerpt.startswith("stripe evt_1: ")
    assert found.excerpt.isprintable()
    assert tells_nobody(found)


@pytest.mark.parametrize(
    "email", [None, 5, "", "x", "a@b\r\nBcc: c@d.org", "a b@c.org", "<a@b.org>", "a@b.org,c@d.org"]
)
def test_a_contact_is_one_plain_address_or_none(email: Any) -> None:
    assert told(event("checkout.session.completed", SESSION | {"customer_details": {"email": email}})).contact is None


def test_a_session_of_a_payment_link_is_known_by_its_reference() -> None:
    found = line(event("checkout.session.completed", SESSION | {"metadata": {}, "client_reference_id": "dc23a0002g"}))
    assert found.codes == ("DC23A0002G",)
    nothing = SESSION | {"metadata": None, "client_reference_id": None, "customer_details": None}
    assert line(event("checkout.session.completed", nothing)).codes == ()


# ---- monthly gifts


def test_each_month_is_a_gift_named_by_its_payment() -> None:
    raw = event("invoice.paid", INVOICE)
    answers = Answers(invoices={"in_1": [PAID]})
    found = line(raw, answers)
    assert (found.id, found.value_vnd, found.codes) == ("stripe-pi_month1", 508_750, ("QC23A0001E",))
    reading = told(raw, answers)
    assert reading.contact == Contact("stripe-pi_month1", EMAIL, "en")
    assert reading.fee_of == "pi_month1"


@pytest.mark.parametrize(
    "changes",
    [
        {"payment_intent": "pi_month1"},
        {"payment_intent": {"id": "pi_month1"}},
        {"payments": {"has_more": False, "data": [PAID]}},
        {"payments": {"has_more": False, "data": [PAID | {"status": "open", "payment": {}}, PAID]}},
        {"payment_intent": "pi_month1", "parent": None, "subscription_details": {"metadata": {"code": "QC23A0001E"}}},
    ],
)
def test_older_and_newer_forms_of_an_invoice_say_the_same(changes: dict[str, Any]) -> None:
    found = line(event("invoice.paid", INVOICE | changes))
    assert (found.id, found.codes) == ("stripe-pi_month1", ("QC23A0001E",))


def test_an_invoice_whose_payment_cannot_be_asked_for_is_sent_again() -> None:
    raw = event("invoice.paid", INVOICE)
    assert read(raw, sign(raw), (SECRET,), True, Answers(), RATES, NOW) == TryAgain("lookup-failed")


def test_an_invoice_of_nothing_is_no_gift_and_one_without_payments_is_for_a_person() -> None:
    assert told(event("invoice.paid", INVOICE | {"amount_paid": 0})) == Reading((Ignored("not-paid"),))
    (found,) = told(event("invoice.paid", INVOICE), Answers(invoices={"in_1": []})).outcomes
    assert isinstance(found, NotUnderstood)


# ---- money that goes back


def test_each_part_that_goes_back_is_a_line_of_its_own() -> None:
    refunds: list[Mapping[str, Any]] = [REFUND, REFUND | {"id": "re_2", "amount": 150_000}]
    reading = told(event("charge.refunded", CHARGE), Answers(refunds={"ch_1": refunds}))
    assert [(one.id, one.value_vnd, one.reverses) for one in reading.outcomes if isinstance(one, Movement)] == [
        ("stripe-re_1", 50_000, f"stripe-{PI}"),
        ("stripe-re_2", 150_000, f"stripe-{PI}"),
    ]
    listed = CHARGE | {"refunds": {"has_more": False, "data": refunds}}
    assert told(event("charge.refunded", listed)).outcomes == reading.outcomes
    single = line(event("refund.created", REFUND | {"payment_intent": PI}))
    assert single == reading.outcomes[0]


def test_foreign_money_goes_back_at_the_rate_it_came_at() -> None:
    found = line(event("refund.created", REFUND | {"payment_intent": PI, "currency": "usd", "amount": 700}))
    assert (found.value_vnd, found.without_rate) == (None, WithoutRate(currency="USD", amount_minor=700))


@pytest.mark.parametrize("status", ["pending", "requires_action", "canceled"])
def test_a_refund_that_is_not_done_is_no_line(status: str) -> None:
    raw = event("refund.updated", REFUND | {"payment_intent": PI, "status": status})
    assert told(raw).outcomes == (Ignored("refund-not-done"),)


@pytest.mark.parametrize("status", ["failed", None, NAME])
def test_a_refund_that_failed_is_for_a_person(status: Any) -> None:
    (found,) = told(event("refund.failed", REFUND | {"payment_intent": PI, "status": status})).outcomes
    assert isinstance(found, NotUnderstood)
    assert tells_nobody(found)


def test_refunds_that_cannot_be_asked_for_are_sent_again() -> None:
    raw = event("charge.refunded", CHARGE)
    assert read(raw, sign(raw), (SECRET,), True, Answers(), RATES, NOW) == TryAgain("lookup-failed")


def test_a_dispute_takes_the_money_away_once() -> None:
    created = line(event("charge.dispute.created", DISPUTE))
    assert (created.id, created.value_vnd, created.reverses) == ("stripe-du_1", 200_000, f"stripe-{PI}")
    for kind, status in (("charge.dispute.funds_withdrawn", "needs_response"), ("charge.dispute.closed", "lost")):
        assert line(event(kind, DISPUTE | {"status": status})) == created


@pytest.mark.parametrize("kind", ["created", "closed"])
def test_a_question_of_the_bank_moves_no_money(kind: str) -> None:
    raw = event(f"charge.dispute.{kind}", DISPUTE | {"status": "warning_closed"})
    assert told(raw) == Reading((Ignored("dispute-inquiry"),))


def test_a_dispute_that_is_won_brings_the_money_back_to_its_address() -> None:
    answers = Answers(payments={PI: {"metadata": {"code": "DC23A0002G"}}})
    gone, again = told(event("charge.dispute.closed", DISPUTE | {"status": "won"}), answers).outcomes
    assert gone == line(event("charge.dispute.created", DISPUTE))
    assert isinstance(again, Movement)
    assert (again.id, again.codes, again.reverses) == ("stripe-du_1-won", ("DC23A0002G",), None)
    (_, unknown) = told(event("charge.dispute.closed", DISPUTE | {"status": "won"})).outcomes
    assert isinstance(unknown, Movement)
    assert unknown.codes == ()


def test_foreign_money_won_back_comes_at_the_rate_it_went_at_or_waits_for_a_person() -> None:
    raw = event("charge.dispute.closed", DISPUTE | {"status": "won", "currency": "usd", "amount": 2_000})
    metadata = {"code": "DC23A0002G", "rate_vnd": "25000", "rate_source": "Vietcombank 2023-10-30"}
    (_, again) = told(raw, Answers(payments={PI: {"metadata": metadata}})).outcomes
    assert isinstance(again, Movement)
    assert again.value_vnd == 500_000
    (_, again) = told(raw, Answers(payments={PI: {"metadata": {"code": "DC23A0002G"}}})).outcomes
    assert isinstance(again, Movement)
    assert again.without_rate == WithoutRate(currency="USD", amount_minor=2_000)


# ---- fees


def payment(**transaction: Any) -> Mapping[str, Any]:
    return {"latest_charge": {"balance_transaction": transaction or None}}


def test_a_fee_is_a_line_of_its_own_in_the_currency_it_was_kept_in() -> None:
    answers = Answers(payments={PI: payment(id="txn_1", fee=88, currency="usd", created=TIME)})
    fee = fee_of_payment(answers, PI, RATES, NOW)
    assert fee is not None
    assert (fee.id, fee.fee_of, fee.value_vnd, fee.codes) == ("stripefee-txn_1", f"stripe-{PI}", 22_385, ())


@pytest.mark.parametrize(
    "answer",
    [
        payment(),
        {},
        {"latest_charge": None},
        payment(id="txn_1", fee=0, currency="usd", created=TIME),
        payment(id="../x", fee=5, currency="usd", created=TIME),
        payment(id="txn_1", fee=5, currency="usd"),
    ],
)
def test_a_fee_that_is_not_known_yet_is_asked_for_later(answer: Mapping[str, Any]) -> None:
    assert fee_of_payment(Answers(payments={PI: answer}), PI, RATES, NOW) is None


@pytest.mark.parametrize(("transaction", "fee_of"), [("txn_1", PI), (None, None)])
def test_a_charge_tells_that_its_fee_is_known(transaction: str | None, fee_of: str | None) -> None:
    raw = event("charge.updated", CHARGE | {"balance_transaction": transaction})
    assert told(raw) == Reading((Ignored("charge"),), fee_of=fee_of)


# ---- any order, any repetition


LIFE = [
    event("checkout.session.completed", SESSION | {"payment_status": "unpaid"}),
    event("checkout.session.async_payment_succeeded", SESSION, TIME + 60),
    event("refund.created", REFUND | {"payment_intent": PI}, TIME + 120),
    event("charge.refunded", CHARGE, TIME + 121),
    event("charge.dispute.created", DISPUTE, TIME + 180),
    event("charge.dispute.funds_withdrawn", DISPUTE, TIME + 181),
    event("charge.dispute.closed", DISPUTE | {"status": "won"}, TIME + 240),
]
KNOWN = Answers(refunds={"ch_1": [REFUND]}, payments={PI: {"metadata": {"code": "DC23A0002G"}}})


def ledger(events: list[bytes]) -> dict[str, Movement]:
    lines: dict[str, Movement] = {}
    for place, raw in enumerate(events):
        header = sign(raw, at=TIME + place)
        reading = read(raw, header, (SECRET,), True, KNOWN, RATES, NOW + timedelta(seconds=place))
        assert isinstance(reading, Reading)
        for one in reading.outcomes:
            if isinstance(one, Movement):
                lines.setdefault(one.id, one.model_copy(update={"received_at": NOW}))
    return lines


@settings(max_examples=60)
@given(st.data())
def test_events_in_any_order_and_number_come_to_the_same_lines(data: Any) -> None:
    repeated = [raw for raw in LIFE for _ in range(data.draw(st.integers(1, 3)))]
    assert ledger(data.draw(st.permutations(repeated))) == ledger(LIFE)


def test_the_lines_of_a_life_are_the_gift_its_refund_and_the_dispute() -> None:
    assert sorted(ledger(LIFE)) == [f"stripe-{name}" for name in ("du_1", "du_1-won", PI, "re_1")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=2),
    max_leaves=4,
)
KINDS = st.sampled_from(
    ["checkout.session.completed", "invoice.paid", "charge.refunded", "refund.created", "charge.dispute.closed"]
)


@given(KINDS, st.sampled_from([SESSION, INVOICE, CHARGE, REFUND, DISPUTE]), st.data())
def test_whatever_stands_in_an_event_there_is_an_outcome(kind: str, base: dict[str, Any], data: Any) -> None:
    changes = data.draw(st.dictionaries(st.sampled_from(sorted(base)), VALUES, max_size=3))
    raw = event(kind, base | changes)
    assert isinstance(read(raw, sign(raw), (SECRET,), True, KNOWN, RATES, NOW), Reading | TryAgain)


def test_a_day_is_the_one_in_vietnam() -> None:
    at = int(datetime(2023, 10, 31, 18, 0, tzinfo=UTC).timestamp())
    assert line(event("checkout.session.completed", SESSION, at)).on == date(2023, 11, 1)
