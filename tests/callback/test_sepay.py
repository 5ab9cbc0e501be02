"""SePay's web hook: who it is from, and what it says."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.callback.intake import Movement
from scripts.callback.json_body import MAX_BYTES
from scripts.callback.outcomes import Ignored, NotUnderstood, Refused
from scripts.callback.sepay import Keys, read, translate
from tests.callback.givers import ACCOUNT, NAME, NOW, OWN, PHONE, tells_nobody

KEY, OLD_KEY = "sepay-api-key-2023", "sepay-api-key-2022"
SECRET, OLD_SECRET = "sepay-signing-secret-new", "sepay-signing-secret-old"
KEYS = Keys(api_keys=(KEY, OLD_KEY), signing=(SECRET, OLD_SECRET))
TIME = str(int(NOW.timestamp()))

PAYLOAD: dict[str, Any] = {
    "id": 92704,
    "gateway": "Vietcombank",
    "transactionDate": "2023-10-31 14:02:37",
    "accountNumber": "0123456789",
    "subAccount": None,
    "code": None,
    "content": f"MBVCB.3278907687.dc23a 0002g.CT tu {ACCOUNT} {NAME} {PHONE}",
    "transferType": "in",
    "description": f"BankAPINotify {NAME}",
    "transferAmount": 2_277_000,
    "accumulated": 19_077_000,
    "referenceCode": "FT23304812345",
}


def body(**changes: Any) -> bytes:
    return json.dumps(PAYLOAD | changes, ensure_ascii=False).encode()


def sign(raw: bytes, secret: str = SECRET, time: str = TIME) -> str:
    return "sha256=" + hmac.new(secret.encode(), f"{time}.".encode() + raw, hashlib.sha256).hexdigest()


def refusal(raw: bytes, keys: Keys = KEYS, **headers: Any) -> str:
    told = read(raw, keys, OWN, NOW, **headers)
    return told.reason if isinstance(told, Refused) else ""


def test_a_signed_transfer_becomes_a_movement() -> None:
    raw = body()
    (told,) = read(raw, KEYS, OWN, NOW, signature=sign(raw), timestamp=TIME)  # type: ignore[misc]
    assert isinstance(told, Movement)
    assert told.id == "transfer-970499-FT23304812345"
    assert (told.on, told.value_vnd, told.codes) == (date(2023, 10, 31), 2_277_000, ("DC23A0002G",))
    assert tells_nobody(told)


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
def test_while_a_secret_is_replaced_both_are_right(secret: str) -> None:
    raw = body()
    assert refusal(raw, signature=sign(raw, secret), timestamp=TIME) == ""


@pytest.mark.parametrize("header", [f"Apikey {KEY}", f"Apikey {OLD_KEY}", f"apikey {KEY}"])
def test_an_api_key_is_enough_where_one_is_set(header: str) -> None:
    assert refusal(body(), authorization=header) == ""


RAW = body()
GOOD = sign(RAW)
LATE, EARLY = str(int(TIME) - 301), str(int(TIME) + 301)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "signature-missing"),
        ({"authorization": ""}, "key-wrong"),
        ({"authorization": KEY}, "key-wrong"),
        ({"authorization": f"Bearer {KEY}"}, "key-wrong"),
        ({"authorization": "Apikey "}, "key-wrong"),
        ({"authorization": f"Apikey {KEY}x"}, "key-wrong"),
        ({"authorization": f"Apikey {KEY[:-1]}"}, "key-wrong"),
        ({"authorization": f"Apikey {KEY},Apikey {KEY}"}, "key-wrong"),  # sent twice
        ({"authorization": "Apikey khoá\udcff"}, "key-wrong"),
        ({"signature": GOOD}, "signature-form"),
        ({"timestamp": TIME}, "signature-form"),
        ({"timestamp": TIME, "authorization": f"Apikey {KEY}"}, "signature-form"),
        ({"signature": "", "timestamp": TIME, "authorization": f"Apikey {KEY}"}, "signature-form"),
        ({"signature": GOOD[7:], "timestamp": TIME}, "signature-form"),
        ({"signature": GOOD.upper(), "timestamp": TIME}, "signature-form"),
        ({"signature": f"{GOOD},{GOOD}", "timestamp": TIME}, "signature-form"),
        ({"signature": GOOD, "timestamp": f"{TIME},{TIME}"}, "signature-form"),
        ({"signature": GOOD, "timestamp": f"{TIME}.0"}, "signature-form"),
        ({"signature": GOOD, "timestamp": "-1"}, "signature-form"),
        ({"signature": GOOD, "timestamp": "9" * 400}, "signature-form"),
        ({"signature": sign(RAW, "another-secret-here"), "timestamp": TIME}, "signature-wrong"),
        ({"signature": "sha256=" + "0" * 64, "timestamp": TIME, "authorization": f"Apikey {KEY}"}, "signature-wrong"),
        ({"signature": sign(RAW + b" "), "timestamp": TIME}, "signature-wrong"),
        ({"signature": GOOD, "timestamp": str(int(TIME) + 1)}, "signature-wrong"),
        ({"signature": sign(RAW, time=LATE), "timestamp": LATE}, "signature-old"),
        ({"signature": sign(RAW, time=EARLY), "timestamp": EARLY}, "signature-old"),
    ],
)
def test_what_is_not_shown_to_come_from_sepay_is_refused(headers: dict[str, Any], reason: str) -> None:
    assert refusal(RAW, **headers) == reason


@pytest.mark.parametrize("drift", [-300, 0, 300])
def test_a_clock_may_be_five_minutes_off(drift: int) -> None:
    time = str(int(TIME) + drift)
    assert refusal(RAW, signature=sign(RAW, time=time), timestamp=time) == ""


def test_without_any_secret_nothing_is_believed() -> None:
    assert refusal(RAW, Keys(), authorization="Apikey ") == "key-wrong"
    assert refusal(RAW, Keys(), signature=GOOD, timestamp=TIME) == "no-secret"
    assert refusal(RAW, Keys(), signature="sha256=" + hmac.new(b"", RAW, hashlib.sha256).hexdigest(), timestamp=TIME)


@pytest.mark.parametrize("secret", ["", "short", " sepay-api-key-2023", "sepay-api-key-2023\n"])
def test_a_secret_that_protects_nothing_is_no_setting(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        Keys(api_keys=(secret,))


def test_keys_never_show_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.warning("%r", KEYS)
    assert KEY not in caplog.text
    assert SECRET not in caplog.text


def test_a_huge_body_is_refused_before_it_is_read() -> None:
    raw = b"[" * (10 * 1024 * 1024)
    assert refusal(raw, signature=sign(raw), timestamp=TIME) == "body-too-big"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"\xff\xfe{}",
        b'{"id":1,"id":2}',
        b"NaN",
        b'{"transferAmount":NaN}',
        b'{"transferAmount":Infinity}',
        b'{"transferAmount":' + b"9" * 5000 + b"}",
        b'{"transferAmount":1e999999999}',
        b"[" * 100000,
        b'{"a":' * 50000,
        b"{}" + b" " * MAX_BYTES,
    ],
)
def test_a_right_signature_over_a_broken_body_is_kept_for_a_person(raw: bytes) -> None:
    told = translate(raw, OWN, NOW)
    assert isinstance(told, NotUnderstood)
    assert tells_nobody(told)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"transferType": "out"}, Ignored("money-out")),
        ({"accountNumber": "999999999"}, Ignored("other-account")),
        ({"accountNumber": None}, Ignored("other-account")),
        ({"transferType": None}, NotUnderstood("direction", "sepay 92704: transferType: null")),
        ({"transferType": "IN"}, NotUnderstood("direction", "sepay 92704: transferType: aa")),
        ({"transferAmount": -500}, NotUnderstood("amount", "sepay 92704: transferAmount: -999")),
        ({"transferAmount": 0}, NotUnderstood("amount", "sepay 92704: transferAmount: 9")),
        ({"transferAmount": 0.5}, NotUnderstood("amount", "sepay 92704: transferAmount: 9.9")),
        ({"transferAmount": True}, NotUnderstood("amount", "sepay 92704: transferAmount: true")),
        ({"transferAmount": "12 tr"}, NotUnderstood("amount", "sepay 92704: transferAmount: 99 aa")),
        ({"transferAmount": [NAME]}, NotUnderstood("amount", "sepay 92704: transferAmount: list")),
        ({"transferAmount": 10**20}, NotUnderstood("amount", "sepay 92704: transferAmount: " + "9" * 21)),
        ({"transactionDate": NAME}, NotUnderstood("day", "sepay 92704: transactionDate: aaaaaa aaa aaaa aaa")),
        ({"transactionDate": "x\r\n2023"}, NotUnderstood("day", "sepay 92704: transactionDate: a??9999")),
        ({"transactionDate": "2031-01-01 00:00:00"}, NotUnderstood("day-out-of-range", "sepay 92704: 2031-01-01")),
        ({"id": NAME, "referenceCode": None}, NotUnderstood("no-identity", "sepay -: id: aaaaaa aaa aaaa aaa")),
    ],
)
def test_what_cannot_be_a_line_is_told_without_personal_data(changes: dict[str, Any], expected: object) -> None:
    told = translate(body(**changes), OWN, NOW)
    assert told == expected
    assert tells_nobody(told)


@pytest.mark.parametrize(
    "reference", ["../../x1", "FT1\x00", "FT\u202e9", "--exec=1", "C:\\x1", "a/b/c1", "x1\nInjected: y", {"a": 1}, 7]
)
def test_tricks_in_a_reference_never_reach_a_file_name(reference: Any) -> None:
    told = translate(body(referenceCode=reference), OWN, NOW)
    assert isinstance(told, Movement)
    assert set(told.payment_id) <= set("0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefnor")


def test_a_body_that_names_two_amounts_is_for_a_person() -> None:
    raw = body().replace(b'"transferAmount":', b'"transferAmount": 1, "transferAmount":')
    assert translate(raw, OWN, NOW) == NotUnderstood("body-not-json", "a name stands twice")


def test_money_to_a_virtual_account_of_ours_is_ours() -> None:
    told = translate(body(accountNumber="55550000", subAccount="VQR00001"), OWN, NOW)
    assert isinstance(told, Movement)
    assert told.id == "transfer-970488-FT23304812345"


FIELDS = st.sampled_from(sorted(PAYLOAD))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(FIELDS, VALUES, max_size=5))
def test_whatever_stands_in_the_fields_there_is_an_outcome(changes: dict[str, Any]) -> None:
    assert isinstance(translate(body(**changes), OWN, NOW), Movement | Ignored | NotUnderstood)


@given(st.binary(max_size=200))
def test_whatever_the_body_there_is_an_outcome(raw: bytes) -> None:
    assert isinstance(translate(raw, OWN, NOW), Movement | Ignored | NotUnderstood)


def test_a_repeated_delivery_is_the_same_payment() -> None:
    first, second = (translate(body(), OWN, NOW + timedelta(minutes=minutes)) for minutes in (0, 30))
    assert isinstance(first, Movement)
    assert isinstance(second, Movement)
    assert first.model_copy(update={"received_at": second.received_at}) == second
