"""A transfer to one of the society's accounts as a movement: which payment it is, of which day, how much, for whom.

Every door that tells of a transfer (SePay, Casso, a downloaded statement) comes through here, so that the same transfer
gets the same identity whoever tells it. Names and accounts of givers stop here: the text is only searched for codes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from nhandao.records.campaign import Bank
from nhandao.records.money import Dong
from nhandao.records.vietnamese import plain_letters
from scripts.callback.intake import Movement
from scripts.callback.outcomes import Ignored, NotUnderstood, masked
from scripts.callback.transfer_text import find_codes

SOURCE = "transfer"
MOST_VND = 1_000_000_000_000
"""More in one transfer is a fault of the message: 1,000 billion is twenty times what the campaign moves in a year."""

WITHOUT_REFERENCE = "noref"
"""Begins the identity of a payment whose bank reference is not known. The same transfer told by another door *with* its
reference has another identity: whoever books such a line first looks for one of the same day and amount."""

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""One offset and no summer time since 1975."""

_FIRST_DAY = date(2019, 1, 1)
_LASTING = re.compile(r"(?=.*[A-Z])(?:-?[A-Z0-9]){10,}|(?:-?\d){14,}")
"""A reference that is never given again. Shorter ones, and shorter numbers such as Vietcombank's 5243.65937, may be
counted anew each day."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Transfer:
    """One credit as a provider or a statement tells it."""

    accounts: tuple[str, ...]
    """Numbers it was paid to: the account, and the virtual account in front of it when there is one."""
    on: date
    value_vnd: Dong
    reference: str
    """The bank's own reference, "" when missing."""
    texts: tuple[str, ...] = field(repr=False)
    balance: int | None
    """Of the account after this transfer: tells equal transfers of a day apart when there is no reference."""
    told_by: str
    ordinal: str
    """Identity or number at the door that tells of it: the last resort."""


def movement(transfer: Transfer, own: Sequence[Bank], received_at: datetime) -> Movement | Ignored | NotUnderstood:
    """The movement of a transfer to one of the society's own accounts; others are not our money."""
    numbers = {_plain(number) for number in transfer.accounts if number}
    bank = next((bank for bank in own if bank.number in numbers), None)
    if bank is None:
        return Ignored("other-account")
    if not _FIRST_DAY <= transfer.on <= received_at.astimezone(VIETNAM).date() + timedelta(days=1):
        return NotUnderstood("day-out-of-range", f"{transfer.told_by} {transfer.ordinal}: {transfer.on}")
    return Movement(
        source=SOURCE,
        payment_id=f"{bank.bin}-{_identity(transfer, bank.number)}",
        on=transfer.on,
        codes=find_codes(*transfer.texts),
        value_vnd=transfer.value_vnd,
        told_by=transfer.told_by,
        received_at=received_at,
    )


def _identity(transfer: Transfer, account: str) -> str:
    """The bank's reference in letters, digits and hyphens.

    With one that may be counted anew each day go the day and the amount. Without any: a digest of account, day, amount
    and balance after it; without a balance too: of account, day, amount, and the number at the door.
    """
    reference = normal_reference(transfer.reference)
    if _LASTING.fullmatch(reference):
        return reference
    day = f"{transfer.on:%Y%m%d}-{transfer.value_vnd}"
    if reference:
        return f"{day}-{reference}"
    last = f"balance {transfer.balance}" if transfer.balance else f"{transfer.told_by} {transfer.ordinal}"
    digest = hashlib.sha256(f"{account} {day} {last}".encode()).hexdigest()[:16]
    return f"{WITHOUT_REFERENCE}-{day}-{digest}"


def normal_reference(text: str) -> str:
    """A bank's reference as an identity: capital letters, digits and single hyphens; "" when the text is none.

    A text of several words, without a digit or longer than 40 characters is no reference but may hold a name. What
    follows a backslash is the branch that some banks add in statements only (``FT23304812345\\B03``). Vietcombank's
    ``5078 - 93023`` at Casso stands as ``5078.93023`` in its statements.
    """
    text = re.sub(r"\s*([^\w\s])\s*", r"\1", text.partition("\\")[0]).strip()
    if len(text) > 40 or re.search(r"\s", text) or not re.search(r"\d", text, re.ASCII):
        return ""
    return re.sub(r"[^A-Z0-9]+", "-", plain_letters(text).upper(), flags=re.ASCII).strip("-")


def whole_vnd(value: Any) -> Dong | None:
    """An amount in a JSON message: a whole number of đồng above zero, also as digits in a text; None for anything else.

    True is a number to Python and not to us; 500000.0 is whole, 500000.5 is not.
    """
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else None
    elif isinstance(value, str):
        value = int(value) if re.fullmatch(r"[1-9]\d{0,14}", value, re.ASCII) else None
    return Dong(value) if type(value) is int and 0 < value <= MOST_VND else None


def vietnamese_day(value: Any) -> date | None:
    """The day in Vietnam of ``2023-03-25 14:02:37`` (Vietnamese time) or of an ISO time with its own offset."""
    parts = _DAY.fullmatch(value.strip()) if isinstance(value, str) and value.isascii() else None
    if parts is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in parts.groups()[:6])
        at = datetime(year, month, day, hour, minute, second, tzinfo=_offset(parts[7]))
        return at.astimezone(VIETNAM).date()
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None) -> timezone:
    if text is None:
        return VIETNAM
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def text_of(value: Any) -> str:
    """A field that ought to be a text: also a number, for references that look like one; "" for anything else."""
    return value if isinstance(value, str) else str(value) if type(value) is int else ""


def unclear(reason: str, told_by: str, ordinal: str, name: str, value: Any) -> NotUnderstood:
    """A field that is not what it should be; the number of the message at its door helps to find it there."""
    return NotUnderstood(reason, f"{told_by} {ordinal}: {name}: {masked(value)}")


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper(), flags=re.ASCII)
