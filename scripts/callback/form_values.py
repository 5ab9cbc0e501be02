"""What people type into a form, understood: amounts, counts, months, phone numbers, addresses of mail, lines of text.

Each function takes text as it came and returns the value, or ``None`` when it cannot be told what was meant. Nothing is
guessed: 500 is not 500,000.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from nhandao.records.vietnamese import fold

_MARKS = 2
"""Combining marks kept on one letter once composed; no language we expect writes more, and piles of them climb over
the lines above."""


def line(text: str) -> str:
    """`text` on one line in NFC: line ends and runs of spaces become one space; control characters, zero-width and
    direction marks, private and unassigned characters are dropped. Whoever typed it sees what was kept."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if kind in ("Zs", "Zl", "Zp") or char in "\t\n\r\v\f\x85":
            char = " "
        elif kind[0] == "C":
            continue
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks <= _MARKS:
            kept.append(char)
    # Composed again: what was dropped may have stood between a letter and its mark.
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


_UNITS = {
    "": 1, "k": 1_000, "ngan": 1_000, "nghin": 1_000, "tr": 1_000_000, "trieu": 1_000_000, "ty": 1_000_000_000,
    "m": 1_000_000, "million": 1_000_000, "thousand": 1_000,
}  # fmt: skip
_AMOUNT = re.compile(r"(\d[\d., ]*?)\s*([a-z]*)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,9})[.,](\d{1,2})", re.ASCII)
_MIXED = re.compile(r"(\d{1,4})\s*(?:tr|trieu)\s*(\d)", re.ASCII)


def dong(text: str) -> int | None:
    """Đồng as people write them: ``1.500.000``, ``1,500,000 đ``, ``1500000``, ``500k``, ``1,5 triệu``, ``1tr5``.

    With a word for thousand or million a separator is a decimal one; alone it only groups by threes, so that ``1.5``
    and ``15.00`` are not understood. Nor is ``1.500 triệu``, which some read as one and a half million and others as
    one and a half billion.
    """
    plain = fold(line(text)).strip()
    plain = re.sub(r"\s*(?:vnd|dong|d)\.?$", "", plain)
    if mixed := _MIXED.fullmatch(plain):
        return int(mixed[1]) * 1_000_000 + int(mixed[2]) * 100_000
    found = _AMOUNT.fullmatch(plain)
    if found is None or found[2] not in _UNITS:
        return None
    unit = _UNITS[found[2]]
    number = found[1]
    if unit > 1:
        if decimal := _DECIMAL.fullmatch(number):
            return int(decimal[1] + decimal[2]) * unit // (10 if len(decimal[2]) == 1 else 100)
    elif _GROUPED.fullmatch(number):
        number = re.sub(r"[., ]", "", number)
    return int(number) * unit if number.isdigit() and len(number) <= 15 else None


def count(text: str) -> int | None:
    """A whole number of things: ``12``, ``1.000``."""
    plain = line(text)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[., ]", "", plain)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else None


_MONTHS = (
    re.compile(r"(?:thang\s*)?(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})\s*[/.-]\s*(?P<month>\d{1,2})", re.ASCII),
    re.compile(r"thang\s*(?P<month>\d{1,2})(?:\s*,?\s*nam)?\s+(?P<year>\d{4})", re.ASCII),
)


def month(text: str) -> date | None:
    """First day of a month: ``11/2023``, ``2023-11``, ``tháng 11/2023``."""
    plain = fold(line(text)).strip()
    for shape in _MONTHS:
        if (found := shape.fullmatch(plain)) and 1 <= int(found["month"]) <= 12 and int(found["year"]) >= 2000:
            return date(int(found["year"]), int(found["month"]), 1)
    return None


def phone(text: str) -> str | None:
    """A phone number in digits: ``0912 345 678`` is ``0912345678``; with a country code ``+84912345678``.

    Vietnamese numbers have 10 digits (11 for some land lines), others 7 to 15 after the plus (ITU-T E.164).
    """
    plain = re.sub(r"[\s().-]", "", line(text))
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    if re.fullmatch(r"84\d{9,10}", plain, re.ASCII):
        plain = "+" + plain
    if re.fullmatch(r"0[2-9]\d{8,9}|\+84[2-9]\d{8,9}|\+(?!84)[1-9]\d{6,14}", plain, re.ASCII):
        return plain
    return None


_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_code(text: str) -> str | None:
    """A tax code (mã số thuế) in digits: ten with their check digit, `-` and three more for a branch, or the twelve of
    a personal identity number, which is the tax code of a household business (Circular 86/2024/TT-BTC)."""
    plain = re.sub(r"[\s.]", "", line(text))
    if re.fullmatch(r"\d{12}", plain, re.ASCII):
        return plain
    found = re.fullmatch(r"(\d{10})(?:-?(\d{3}))?", plain, re.ASCII)
    if found is None:
        return None
    check = 10 - sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, found[1], strict=False)) % 11
    if check != int(found[1][9]):
        return None
    return found[1] + (f"-{found[2]}" if found[2] else "")


_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"({_LOCAL}(?:\.{_LOCAL})*)@((?:{_LABEL}\.)+[A-Za-z]{{2,63}})", re.ASCII)


def email(text: str) -> str | None:
    """An address of mail as most people have one: plain letters, no quotes, no comments, a domain with a dot. So
    nothing in it can end a header or add a recipient (RFC 5321 allows 64 and 254 characters)."""
    found = _EMAIL.fullmatch(line(text))
    if found is None or len(found[1]) > 64 or len(found[0]) > 254:
        return None
    return f"{found[1]}@{found[2].lower()}"
