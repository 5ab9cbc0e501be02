"""The text inside a VietQR code: a transfer to a bank account, with a message and perhaps an amount filled in.

Fields are those of NAPAS's QR transfer 24/7, in the format of EMVCo: two digits of name, two digits of length, value.
"""

from __future__ import annotations

import re

LONGEST_ACCOUNT, LONGEST_MESSAGE, LONGEST_AMOUNT = 19, 25, 13
"""Characters that fit into the fields (NAPAS)."""

_BIN = re.compile(r"\d{6}", re.ASCII).fullmatch
_ACCOUNT = re.compile(rf"[0-9A-Za-z]{{1,{LONGEST_ACCOUNT}}}", re.ASCII).fullmatch
_MESSAGE = re.compile(rf"[0-9A-Za-z ]{{0,{LONGEST_MESSAGE}}}", re.ASCII).fullmatch

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_DONG = "704"


def payload(bank: str, account: str, message: str, amount: int | None = None) -> str:
    """Text of a VietQR code.

    Args:
        bank: BIN of the bank, six digits.
        account: number of the account.
        message: text of the transfer; letters without accents, digits and spaces, so that every bank counts the same
            length. May be empty.
        amount: đồng; the giver fills it in when not given.

    Raises `ValueError` for a value that does not fit its field.
    """
    if not _BIN(bank):
        raise ValueError(f"bank {bank!r}: six digits")
    if not _ACCOUNT(account):
        raise ValueError(f"account {account!r}: 1 to {LONGEST_ACCOUNT} letters and digits")
    if not _MESSAGE(message):
        raise ValueError(f"message {message!r}: at most {LONGEST_MESSAGE} letters without accents, digits and spaces")
    if amount is not None and not 0 < amount < 10**LONGEST_AMOUNT:
        raise ValueError(f"amount {amount!r}: from 1 đồng, at most {LONGEST_AMOUNT} digits")
    beneficiary = _field("00", bank) + _field("01", account)
    text = (
        _field("00", "01")
        + _field("01", "11" if amount is None else "12")
        + _field("38", _field("00", _NAPAS) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT))
        + _field("53", _DONG)
        + (_field("54", str(amount)) if amount is not None else "")
        + _field("58", "VN")
        + (_field("62", _field("08", message)) if message else "")
        + "6304"
    )
    return f"{text}{checksum(text):04X}"


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02}{value}"


def checksum(text: str) -> int:
    """CRC-16/CCITT-FALSE of ASCII text, from 0 to 65535."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value = (value << 8 ^ _TABLE[value >> 8 ^ byte]) & 0xFFFF
    return value


def _remainder(byte: int) -> int:
    value = byte << 8
    for _ in range(8):
        value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


_TABLE = tuple(map(_remainder, range(256)))
