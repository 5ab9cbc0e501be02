"""Casso's web hook: version 2 with a signature, the older one with a token."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.campaign import Bank
from scripts.callback.casso import Keys, read, translate
from scripts.callback.intake import Movement
from scripts.callback.outcomes import Ignored, NotUnderstood, Refused
from tests.callback.givers import ACCOUNT, NAME, NOW, OWN, PHONE, tells_nobody

# The vendor's own example, the same in its samples for six languages.
VENDOR_KEY = "mgExMrjj4i7a1p8Cs6LmFbpCd8lbw4sSX4LZXPag7TKazeIogtR90tvWYTkwQbvs"
VENDOR_HEADER = (
    "t=1727948258788,v1=ed0a4bd2e826d5cb69988cdb141e6c1a080e21f3b57eb72cd78192220042b9e7"
    "dde0868fc667faea8e224900fa7904e7c88dfa098032fb2d6b6996856e8b7ff3"
)
VENDOR_BODY: dict[str, Any] = {
    "error": 0,
    "data": {
        "id": 0,
        "reference": "MA_GIAO_DICH_THU_NGHIEM",
        "description": "giao dich thu nghiem",
        "amount": 599000,
        "runningBalance": 25000000,
        "transactionDateTime": "2024-10-03 15:06:37",
        "accountNumber": "88888888",
        "bankName": "VPBank",
        "bankAbbreviation": "VPB",
        "virtualAccountNumber": "",
        "virtualAccountName": "",
        "counterAccountName": "NGUYEN VAN A",
        "counterAccountNumber": "8888888888",
        "counterAccountBankId": "970415",
        "counterAccountBankName": "VietinBank",
    },
}

SECRET, OLD_SECRET, TOKEN = "casso-checksum-key-new", "casso-checksum-key-old", "casso-secure-token"
KEYS = Keys(signing=(SECRET, OLD_SECRET), tokens=(TOKEN,))
DATA: dict[str, Any] = {
    "id": 536760,
    "reference": "FT23304812345",
    "description": f"Ủng hộ dc23a0002g {NAME} {PHONE}/1",
    "amount": 599000,
    "runningBalance": 25000000,
    "transactionDateTime": "2023-10-31 15:06:37",
    "accountNumber": "0123456789",
    "virtualAccountNumber": "",
    "counterAccountName": NAME,
    "counterAccountNumber": ACCOUNT,
}
OLD: dict[str, Any] = {
    "id": 536761,
    "tid": "5078 - 93023",
    "description": f"MBVCB.1457193831.DC23A0002G.CT tu {ACCOUNT} {NAME}",
    "amount": 20000,
    "cusum_balance": 0,
    "when": "2023-10-27 21:20:12",
    "bank_sub_acc_id": "0123456789",
    "subAccId": "0123456789",
}


def sign(
    value: Any, secret: str = SECRET, time: str = "1698825600000", ascii_only: bool = False, php: bool = False
) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=ascii_only)
    text = text.replace("/", "\\/") if php else text
    return f"t={time},v1=" + hmac.new(secret.encode(), f"{time}.{text}".encode(), hashlib.sha512).hexdigest()


def raw_of(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


BODY = {"error": 0, "data": DATA}


def refusal(raw: bytes, keys: Keys = KEYS, **headers: Any) -> str:
    told = read(raw, keys, OWN, NOW, **headers)
    return told.reason if isinstance(told, Refused) else ""


def test_the_vendors_own_example_is_right() -> None:
    own = (*OWN, Bank(bank="VPBank", bin="970432", number="88888888", holder="X", since=date(2022, 1, 1)))
    now = datetime(2024, 10, 3, 10, tzinfo=UTC)
    keys = Keys(signing=(VENDOR_KEY,))
    assert read(raw_of(VENDOR_BODY), keys, own, now, signature=VENDOR_HEADER) == (Ignored("test-delivery"),)
    changed = raw_of(VENDOR_BODY).replace(b"599000", b"599001")
    assert read(changed, keys, own, now, signature=VENDOR_HEADER) == Refused("signature-wrong")


def test_a_signed_transfer_becomes_a_movement() -> None:
    (told,) = read(raw_of(BODY), KEYS, OWN, NOW, signature=sign(BODY))  # type: ignore[misc]
    assert isinstance(told, Movement)
    assert told.id == "transfer-970499-FT23304812345"
    assert (told.on, told.value_vnd, told.codes) == (date(2023, 10, 31), 599_000, ("DC23A0002G",))
    assert tells_nobody(told)


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET])
@pytest.mark.parametrize(("ascii_only", "php"), [(False, False), (True, False), (True, True)])
def test_each_way_the_vendors_samples_write_the_signed_text_is_right(secret: str, ascii_only: bool, php: bool) -> None:
    assert refusal(raw_of(BODY), signature=sign(BODY, secret, ascii_only=ascii_only, php=php)) == ""


def test_numbers_are_signed_as_they_stand_in_the_body() -> None:
    text = '{"data":{"amount":599000.0,"id":1},"error":0}'
    signature = "t=1,v1=" + hmac.new(SECRET.encode(), f"1.{text}".encode(), hashlib.sha512).hexdigest()
    assert refusal(text.encode(), signature=signature) == ""


GOOD = sign(BODY)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "signature-missing"),
        ({"token": ""}, "key-wrong"),
        ({"token": TOKEN + "x"}, "key-wrong"),
        ({"token": f"{TOKEN},{TOKEN}"}, "key-wrong"),
        ({"signature": "", "token": TOKEN}, "signature-form"),
        ({"signature": GOOD.replace("t=", "t= ")}, "signature-form"),
        ({"signature": GOOD + "," + GOOD}, "signature-form"),
        ({"signature": GOOD.replace("v1=", "v2=")}, "signature-form"),
        ({"signature": GOOD[:-1]}, "signature-form"),
        ({"signature": GOOD.replace("t=1698825600000", "t=1698825600001")}, "signature-wrong"),
        ({"signature": sign(BODY, "another-secret-here"), "token": TOKEN}, "signature-wrong"),
        ({"signature": sign(BODY | {"error": 1})}, "signature-wrong"),
    ],
)
def test_what_is_not_shown_to_come_from_casso_is_refused(headers: dict[str, Any], reason: str) -> None:
    assert refusal(raw_of(BODY), **headers) == reason


def test_without_any_secret_nothing_is_believed() -> None:
    assert refusal(raw_of(BODY), Keys(), signature=GOOD) == "no-secret"
    assert refusal(raw_of(BODY), Keys(), token="") == "key-wrong"


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a":"\\ud800"}'])
def test_a_signature_cannot_be_right_for_a_body_that_is_no_json(raw: bytes) -> None:
    assert refusal(raw, signature=GOOD) == "signature-wrong"
    told = translate(raw, OWN, NOW)
    assert all(isinstance(one, NotUnderstood) for one in told)


def test_a_huge_body_is_refused_before_it_is_read() -> None:
    assert refusal(b" " * (10 * 1024 * 1024), signature=GOOD) == "body-too-big"


def test_the_older_form_tells_several_transfers() -> None:
    raw = raw_of({"error": 0, "data": [OLD, OLD | {"amount": -5000}, OLD | {"id": 0}, OLD | {"amount": "x"}, 7]})
    told = read(raw, KEYS, OWN, NOW, token=TOKEN)
    assert isinstance(told, tuple)
    first, out, test, wrong, shape = told
    assert isinstance(first, Movement)
    assert first.id == "transfer-970499-20231027-20000-5078-93023"
    assert first.codes == ("DC23A0002G",)
    assert (out, test) == (Ignored("money-out"), Ignored("test-delivery"))
    assert wrong == NotUnderstood("amount", "casso 536761: amount: a")
    assert shape == NotUnderstood("body-shape", "casso: 9")
    assert all(tells_nobody(one) for one in told)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": 1, "data": DATA}, NotUnderstood("provider-error", "casso")),
        ({"error": False, "data": DATA}, NotUnderstood("provider-error", "casso")),
        ({"error": 0}, NotUnderstood("body-shape", "casso: null")),
        ({"error": 0, "data": NAME}, NotUnderstood("body-shape", "casso: aaaaaa aaa aaaa aaa")),
        ({"error": 0, "data": [DATA] * 501}, NotUnderstood("body-shape", "casso: 501")),
        ({"error": 0, "data": DATA | {"amount": 0}}, NotUnderstood("amount", "casso 536760: amount: 9")),
        ({"error": 0, "data": DATA | {"amount": True}}, NotUnderstood("amount", "casso 536760: amount: true")),
        ({"error": 0, "data": DATA | {"accountNumber": ACCOUNT}}, Ignored("other-account")),
    ],
)
def test_what_cannot_be_a_line_is_told_without_personal_data(body: Any, expected: object) -> None:
    (told,) = translate(raw_of(body), OWN, NOW)
    assert told == expected
    assert tells_nobody(told)


@given(st.dictionaries(st.sampled_from(sorted(DATA)), st.none() | st.integers() | st.text(max_size=20), max_size=4))
def test_whatever_stands_in_the_fields_there_is_an_outcome(changes: dict[str, Any]) -> None:
    told = translate(raw_of({"error": 0, "data": DATA | changes}), OWN, NOW)
    assert all(isinstance(one, Movement | Ignored | NotUnderstood) for one in told)
