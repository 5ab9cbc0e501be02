"""Casso's web hook: version 2 tells one transfer with a signature, the older one several with a shared token.

The signature covers the body with its names sorted, so it is made anew from what was read. Form and example: the
vendor's samples for webhook v2 (in JavaScript, PHP, Python, Go, C#, Java), which sort objects at every level.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nhandao.records.campaign import Bank
from scripts.callback.bank import Transfer, movement, text_of, unclear, vietnamese_day, whole_vnd
from scripts.callback.intake import Movement
from scripts.callback.json_body import MAX_BYTES, read_object
from scripts.callback.outcomes import Ignored, NotUnderstood, Refused, masked
from scripts.callback.signatures import checked, hmacs, is_one_of

DOOR = "casso"
MOST_TRANSFERS = 500
"""In one message of the older form."""

Outcome = Movement | Ignored | NotUnderstood


@dataclass(frozen=True)
class Keys:
    """Secrets of the web hook; several of a kind while one replaces another."""

    signing: tuple[str, ...] = field(default=(), repr=False)
    tokens: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        checked(self.signing + self.tokens)


def read(
    raw: bytes,
    keys: Keys,
    own: Sequence[Bank],
    received_at: datetime,
    *,
    signature: str | None = None,
    token: str | None = None,
) -> Refused | tuple[Outcome, ...]:
    """What a request says, once it is shown to come from Casso.

    Args: the body as it came, the headers X-Casso-Signature and secure-token, and the accounts of the society. The time
    in the signature is not compared with ours: whether Casso signs a repeated delivery anew is not documented, and a
    payment told twice is the same payment.
    """
    if len(raw) > MAX_BYTES:
        return Refused("body-too-big")
    if signature is not None:
        if not keys.signing:
            return Refused("no-secret")
        given = re.fullmatch(r"t=(\d{1,16}),v1=([0-9a-f]{128})", signature, re.ASCII)
        if given is None:
            return Refused("signature-form")
        if not any(is_one_of(given[2], hmacs("sha512", keys.signing, text)) for text in _signed(raw, given[1])):
            return Refused("signature-wrong")
    elif token is None:
        return Refused("signature-missing")
    elif not is_one_of(token, keys.tokens):
        return Refused("key-wrong")
    return translate(raw, own, received_at)


class _Number(str):
    """A number as it stands in the body: 599000.0 must not become 599000 on the way."""


def _signed(raw: bytes, time: str) -> list[bytes]:
    """The texts that the signature may be of: names sorted, compact, other letters as they are or, as the vendor's
    samples in PHP and Python write them, escaped. All three say the same, so none opens a way in."""
    try:
        body = json.loads(raw.decode("utf-8"), parse_int=_Number, parse_float=_Number)
        plain = _compact(body, ascii_only=False)
        escaped = _compact(body, ascii_only=True)
        return [f"{time}.{text}".encode() for text in (plain, escaped, escaped.replace("/", "\\/"))]
    except (ValueError, RecursionError):  # broken JSON, or half of a surrogate pair
        return []


def _compact(value: Any, *, ascii_only: bool) -> str:
    if isinstance(value, dict):
        pairs = (
            f"{json.dumps(name, ensure_ascii=ascii_only)}:{_compact(value[name], ascii_only=ascii_only)}"
            for name in sorted(value)
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_compact(item, ascii_only=ascii_only) for item in value) + "]"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=ascii_only)


def translate(raw: bytes, own: Sequence[Bank], received_at: datetime) -> tuple[Outcome, ...]:
    """The transfers that a body tells of; who it came from is not asked here."""
    body = read_object(raw)
    if isinstance(body, NotUnderstood):
        return (body,)
    if body.get("error") not in (0, None) or isinstance(body.get("error"), bool):
        return (NotUnderstood("provider-error", DOOR),)
    data = body.get("data")
    items = data if isinstance(data, list) else [data]
    if len(items) > MOST_TRANSFERS:
        return (NotUnderstood("body-shape", f"{DOOR}: {len(items)}"),)
    return tuple(_one(item, own, received_at) for item in items)


def _one(item: Any, own: Sequence[Bank], received_at: datetime) -> Outcome:
    if not isinstance(item, dict):
        return NotUnderstood("body-shape", f"{DOOR}: {masked(item)}")
    ordinal = text_of(item.get("id"))
    if ordinal == "0":
        return Ignored("test-delivery")
    ordinal = ordinal if re.fullmatch(r"\d{1,20}", ordinal, re.ASCII) else "-"
    amount = item.get("amount")
    if type(amount) is int and amount < 0:
        return Ignored("money-out")
    value = whole_vnd(amount)
    if value is None:
        return unclear("amount", DOOR, ordinal, "amount", amount)
    when = item.get("transactionDateTime", item.get("when"))
    on = vietnamese_day(when)
    if on is None:
        return unclear("day", DOOR, ordinal, "transactionDateTime", when)
    reference = text_of(item.get("reference")) or text_of(item.get("tid"))
    if not reference and ordinal == "-":
        return unclear("no-identity", DOOR, ordinal, "id", item.get("id"))
    balance = item.get("runningBalance", item.get("cusum_balance"))
    names = ("accountNumber", "virtualAccountNumber", "bank_sub_acc_id", "subAccId")
    return movement(
        Transfer(
            accounts=tuple(text_of(item.get(name)) for name in names),
            on=on,
            value_vnd=value,
            reference=reference,
            texts=(text_of(item.get("description")),),
            balance=balance if type(balance) is int else None,
            told_by=DOOR,
            ordinal=ordinal,
        ),
        own,
        received_at,
    )
