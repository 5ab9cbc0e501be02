"""SePay's web hook: one transfer to or from a linked account, with an API key or a signature.

Fields and authentication: developer.sepay.vn, "sepay-webhooks", pages "tich-hop-webhook", "xac-thuc", "bao-mat".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nhandao.records.campaign import Bank
from scripts.callback.bank import Transfer, movement, text_of, unclear, vietnamese_day, whole_vnd
from scripts.callback.intake import Movement
from scripts.callback.json_body import MAX_BYTES, read_object
from scripts.callback.outcomes import Ignored, NotUnderstood, Refused
from scripts.callback.signatures import checked, hmacs, is_one_of

DOOR = "sepay"
MOST_DRIFT = 300
"""Seconds between the time of signing and ours: SePay's own advice."""

Outcome = Movement | Ignored | NotUnderstood


@dataclass(frozen=True)
class Keys:
    """Secrets of the web hook; several of a kind while one replaces another."""

    api_keys: tuple[str, ...] = field(default=(), repr=False)
    signing: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        checked(self.api_keys + self.signing)


def read(
    raw: bytes,
    keys: Keys,
    own: Sequence[Bank],
    received_at: datetime,
    *,
    authorization: str | None = None,
    signature: str | None = None,
    timestamp: str | None = None,
) -> Refused | tuple[Outcome, ...]:
    """What a request says, once it is shown to come from SePay.

    Args: the body as it came, the headers Authorization, X-SePay-Signature and X-SePay-Timestamp, and the accounts of
    the society. A server joins a header that comes twice with a comma, which fits none of the forms below.
    """
    if len(raw) > MAX_BYTES:
        return Refused("body-too-big")
    if refused := _refusal(raw, keys, received_at, authorization, signature, timestamp):
        return refused
    return (translate(raw, own, received_at),)


def _refusal(
    raw: bytes, keys: Keys, now: datetime, authorization: str | None, signature: str | None, timestamp: str | None
) -> Refused | None:
    """Why a request is not believed. A signature that is there must be right, whatever key comes with it."""
    if signature is not None or timestamp is not None:
        if not keys.signing:
            return Refused("no-secret")
        given = re.fullmatch(r"sha256=([0-9a-f]{64})", signature or "", re.ASCII)
        at = re.fullmatch(r"\d{1,12}", timestamp or "", re.ASCII)
        if given is None or at is None:
            return Refused("signature-form")
        if not is_one_of(given[1], hmacs("sha256", keys.signing, f"{at[0]}.".encode() + raw)):
            return Refused("signature-wrong")
        return Refused("signature-old") if abs(now.timestamp() - int(at[0])) > MOST_DRIFT else None
    if authorization is None:
        return Refused("signature-missing")
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "apikey" or not is_one_of(key, keys.api_keys):
        return Refused("key-wrong")
    return None


def translate(raw: bytes, own: Sequence[Bank], received_at: datetime) -> Outcome:
    """The transfer that a body tells of; who it came from is not asked here."""
    body = read_object(raw)
    if isinstance(body, NotUnderstood):
        return body
    ordinal = text_of(body.get("id"))
    ordinal = ordinal if re.fullmatch(r"\d{1,20}", ordinal, re.ASCII) else "-"
    if body.get("transferType") == "out":
        return Ignored("money-out")
    if body.get("transferType") != "in":
        return unclear("direction", DOOR, ordinal, "transferType", body.get("transferType"))
    value = whole_vnd(body.get("transferAmount"))
    if value is None:
        return unclear("amount", DOOR, ordinal, "transferAmount", body.get("transferAmount"))
    on = vietnamese_day(body.get("transactionDate"))
    if on is None:
        return unclear("day", DOOR, ordinal, "transactionDate", body.get("transactionDate"))
    reference = text_of(body.get("referenceCode"))
    balance = body.get("accumulated")
    if not reference and ordinal == "-":
        return unclear("no-identity", DOOR, ordinal, "id", body.get("id"))
    return movement(
        Transfer(
            accounts=(text_of(body.get("accountNumber")), text_of(body.get("subAccount"))),
            on=on,
            value_vnd=value,
            reference=reference,
            texts=tuple(text_of(body.get(name)) for name in ("content", "code", "description")),
            balance=balance if type(balance) is int else None,
            told_by=DOOR,
            ordinal=ordinal,
        ),
        own,
        received_at,
    )
