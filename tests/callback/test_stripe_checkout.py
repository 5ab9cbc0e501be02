"""Giving by card from the button to the ledger lines, over real HTTP against the stand-in."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nhandao.records.money import Dong
from scripts.callback.intake import WithoutRate
from scripts.callback.money import LEAST, MOST, Sum
from scripts.callback.stripe_checkout import Declined, Gift, Pages, Started, start
from scripts.callback.stripe_client import client_for, is_live
from scripts.callback.stripe_fees import fee_of_payment, fees_since
from scripts.callback.stripe_reader import LookupFailed
from scripts.callback.stripe_stand_in import EMAIL, signed
from tests.callback.stripe_hook import KEY, RATES, SECRET, Office, office

PAGES = Pages("https://nhandao.example.vn/cam-on/", "https://nhandao.example.vn/dia-chi/dc23a0002g/")
GIFT = Gift("DC23A0002G", Sum("VND", 200_000), "a-nonce-from-the-form")


@pytest.fixture(scope="module")
def _opened() -> Iterator[Office]:
    with office() as opened:
        yield opened


@pytest.fixture
def society(_opened: Office) -> Office:
    for kept in (_opened.lines, _opened.contacts, _opened.fees, _opened.answers, _opened.stand_in.undelivered):
        kept.clear()
    return _opened


def session(society: Office, gift: Gift, nonce: str) -> str:
    started = start(society.client, replace(gift, nonce=nonce), PAGES, RATES)  # type: ignore[arg-type]
    assert isinstance(started, Started)
    return started.session_id


def press(address: str, button: str) -> str:
    """Press a button on the page to pay on; where the donor is sent then."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(address, f"do={button}".encode(), timeout=10)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError("not sent anywhere")


def test_a_donor_pays_on_the_page_and_the_gift_is_a_line(society: Office) -> None:
    started = start(society.client, replace(GIFT, nonce="donor-pays-on-page"), PAGES, {})
    assert isinstance(started, Started)
    with urllib.request.urlopen(started.url, timeout=10) as page:
        shown = page.read().decode()
    assert "no real money" in shown
    assert "Ủng hộ địa chỉ nhân đạo DC23A0002G" in shown
    assert society.lines == {}  # the page alone makes no money
    assert press(started.url, "pay") == PAGES.success
    (line,) = society.lines.values()
    assert (line.value_vnd, line.codes, line.source) == (200_000, ("DC23A0002G",), "stripe")
    assert [contact.email for contact in society.contacts] == [EMAIL]
    assert society.answers == [200, 200]
    fee = fee_of_payment(society.reader, line.payment_id, {}, line.received_at)
    assert fee is not None
    assert (fee.value_vnd, fee.fee_of) == (6_800, line.id)
    assert press(started.url, "pay") == PAGES.success  # paying a paid session again
    assert len(society.lines) == 1


@pytest.mark.parametrize("currency", ["VND", "USD"])
def test_least_and_most_of_a_currency_are_taken_as_they_are(society: Office, currency: Any) -> None:
    for minor in (LEAST[currency], MOST[currency]):
        identity = session(society, replace(GIFT, amount=Sum(currency, minor)), f"limit-{currency}-{minor:012}")
        society.stand_in.pay(identity)
    told = list(society.lines.values())
    assert [one.value_vnd if currency == "VND" else one.foreign and one.foreign.amount_minor for one in told] == [
        LEAST[currency],
        MOST[currency],
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": Sum("VND", LEAST["VND"] - 1)}, "checkout-amount"),
        ({"amount": Sum("VND", MOST["VND"] + 1)}, "checkout-amount"),
        ({"amount": Sum("USD", LEAST["USD"] - 1)}, "checkout-amount"),
        ({"amount": Sum("USD", -5)}, "checkout-amount"),
        ({"code": "DC23A0002H"}, "checkout-code"),
        ({"code": "CK23A00014"}, "checkout-code"),
        ({"code": ""}, "checkout-code"),
        ({"pledge": "DC23A0002G"}, "checkout-code"),
        ({"nonce": ""}, "checkout-form"),
        ({"nonce": "x" * 65}, "checkout-form"),
        ({"nonce": "a-nonce-from-the-form\r\nX: y"}, "checkout-form"),
    ],
)
def test_what_does_not_fit_is_told_to_the_donor_without_asking_stripe(changes: dict[str, Any], reason: str) -> None:
    declined = start(client_for(KEY, "http://127.0.0.1:9"), replace(GIFT, **changes), PAGES, {})
    assert isinstance(declined, Declined)
    assert (declined.reason, declined.status) == (reason, 400)
    assert declined.words("vi") != declined.words("en")


def test_limits_are_told_in_the_donors_currency_and_language() -> None:
    declined = start(client_for(KEY), replace(GIFT, amount=Sum("USD", 1), lang="en"), PAGES, {})
    assert isinstance(declined, Declined)
    assert "2.00 USD to 10,000.00 USD" in declined.words("en")


def test_pressing_the_button_twice_makes_one_session(society: Office) -> None:
    first, again = (session(society, GIFT, "pressed-twice-nonce") for _ in range(2))
    assert first == again
    other = session(society, replace(GIFT, amount=Sum("VND", 300_000)), "pressed-twice-nonce")
    assert other != first


def test_a_pledge_and_a_fund_are_named_on_the_gift(society: Office) -> None:
    gift = replace(GIFT, code="QC23A0001E", pledge=PLEDGE, amount=Sum("USD", 2_000), lang="en")
    society.stand_in.pay(session(society, gift, "pledge-and-fund-nonce"))
    (line,) = society.lines.values()
    assert line.codes == (PLEDGE, "QC23A0001E")
    assert line.value_vnd == 508_750
    assert society.contacts[0].locale == "en"


PLEDGE = "CK23A00014"


def test_a_monthly_gift_is_a_line_each_month(society: Office) -> None:
    identity = session(society, replace(GIFT, monthly=True), "monthly-gift-nonce")
    society.stand_in.pay(identity)
    society.stand_in.month(identity)
    first, second = society.lines.values()
    assert first.id != second.id
    assert first.codes == second.codes == ("DC23A0002G",)
    assert (first.value_vnd, second.value_vnd) == (200_000, 200_000)
    assert set(society.answers) == {200}
    assert sorted(set(society.fees)) == sorted([first.payment_id, second.payment_id])


@pytest.mark.parametrize("fails", [False, True])
def test_a_bank_debit_is_a_line_when_it_succeeds(society: Office, fails: bool) -> None:
    identity = session(society, GIFT, f"bank-debit-nonce-{fails}")
    society.stand_in.pay(identity, later=True)
    assert society.lines == {}
    society.stand_in.settle(identity, fails=fails)
    assert len(society.lines) == (0 if fails else 1)


def test_parts_and_the_rest_go_back_as_lines_of_the_gift(society: Office) -> None:
    society.stand_in.pay(session(society, replace(GIFT, amount=Sum("USD", 2_000)), "parts-go-back-nonce"))
    (gift,) = society.lines.values()
    society.stand_in.refund(gift.payment_id, 700)
    society.stand_in.refund(gift.payment_id)
    _, part, rest = society.lines.values()
    assert [part.without_rate, rest.without_rate] == [
        WithoutRate(currency="USD", amount_minor=700),
        WithoutRate(currency="USD", amount_minor=1_300),
    ]
    assert part.reverses == rest.reverses == gift.id
    assert set(society.answers) == {200}


@pytest.mark.parametrize("won", [False, True])
def test_a_dispute_takes_and_if_won_brings_back(society: Office, won: bool) -> None:
    society.stand_in.pay(session(society, GIFT, f"dispute-nonce-{won}-000"))
    (gift,) = society.lines.values()
    dispute = society.stand_in.dispute(gift.payment_id)
    society.stand_in.close(dispute, won=won)
    held = sum(-(one.value_vnd or 0) if one.reverses else (one.value_vnd or 0) for one in society.lines.values())
    assert held == (200_000 if won else 0)
    assert all(one.codes == gift.codes for one in society.lines.values() if not one.reverses)


def test_events_that_nobody_took_come_again_and_nothing_is_lost_or_doubled(society: Office) -> None:
    society.closed = True
    society.stand_in.pay(session(society, GIFT, "nobody-took-nonce"))
    assert (society.lines, len(society.stand_in.undelivered)) == ({}, 2)
    society.closed = False
    for _ in range(3):
        society.stand_in.undelivered += society.stand_in.sent[-2:]
        society.stand_in.redeliver()
    assert len(society.lines) == 1


def test_a_gift_that_was_never_told_is_found_by_asking(society: Office) -> None:
    began = int(datetime.now(UTC).timestamp()) - 5
    society.closed = True
    society.stand_in.pay(session(society, GIFT, "never-told-nonce-0"))
    society.closed = False
    untold = society.reader.charged(began) - {line.payment_id for line in society.lines.values()}
    society.stand_in.redeliver()
    (gift,) = society.lines.values()
    assert gift.payment_id in untold
    assert gift.payment_id in society.reader.charged(began)


def test_when_stripe_does_not_answer_the_gift_waits_and_the_fee_comes_later(society: Office) -> None:
    began = datetime.now(UTC) - timedelta(seconds=5)
    monthly = session(society, replace(GIFT, monthly=True), "no-answer-monthly-nonce")
    society.stand_in.failing = 3  # the client itself tries three times
    society.stand_in.pay(monthly)
    assert 503 in society.answers
    society.stand_in.redeliver()
    (gift,) = society.lines.values()
    society.stand_in.failing = 3
    with pytest.raises(LookupFailed):
        fee_of_payment(society.reader, gift.payment_id, {}, gift.received_at)
    known = {gift.id}.__contains__
    (fee,) = fees_since(society.reader, began, known, {}, gift.received_at)
    assert fee == fee_of_payment(society.reader, gift.payment_id, {}, gift.received_at)
    assert fee.value_vnd == Dong(6_800)


def test_when_stripe_fails_the_donor_reads_why(society: Office) -> None:
    society.stand_in.failing = 3
    declined = start(society.client, replace(GIFT, nonce="stripe-fails-nonce"), PAGES, {})
    assert declined == Declined("checkout-no-answer", 503)
    assert declined.words("vi").startswith("Dịch vụ thẻ chưa trả lời")


def test_a_wrong_key_closes_giving_by_card(society: Office) -> None:
    society.stand_in.refused.add("rk_test_withdrawn")
    client = client_for("rk_test_withdrawn", society.stand_in.base)
    declined = start(client, replace(GIFT, nonce="withdrawn-key-nonce"), PAGES, {})
    assert declined == Declined("checkout-closed", 503)


def test_the_stand_in_signs_as_stripe_does(society: Office) -> None:
    society.stand_in.pay(session(society, GIFT, "signs-as-stripe-nonce"))
    raw = society.stand_in.sent[-1]
    event = society.client.construct_event(raw, signed(raw, SECRET, society.stand_in.clock()), SECRET)
    assert event.type == "charge.updated"
    assert json.loads(raw)["livemode"] is False


@pytest.mark.parametrize("key", ["", "pk_live_1", "sk_1", "whsec_1"])
def test_what_is_no_secret_key_is_no_setting(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        client_for(key)


def test_a_live_key_never_goes_to_a_stand_in() -> None:
    assert (is_live("rk_live_1"), is_live("sk_test_1")) == (True, False)
    with pytest.raises(ValueError, match="live"):
        client_for("sk_live_1", "http://127.0.0.1:9")


@pytest.mark.parametrize("address", ["", "/cam-on/", "http://nhandao.example.vn/", "javascript:alert(1)", "https://"])
def test_donors_are_sent_back_over_https_only(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Pages(address, PAGES.cancelled)
