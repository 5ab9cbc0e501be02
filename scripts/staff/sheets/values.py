"""One cell as a value: how people write amounts, days, yes or no, and what is refused for having two readings.

A value from a spreadsheet program arrives typed (a number, a day), one from CSV as text; both are read.
Every function raises `Wrong` with what was found and what to write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from nhandao.records.money import Dong, dong_text
from nhandao.records.text import hidden
from nhandao.records.vietnamese import fold
from scripts.staff.sheets.said import Wrong

Raw = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell can hold. `datetime` for days too, as spreadsheets keep them."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")

# What fonts from before Unicode (TCVN3, VNI) leave in a word; no Vietnamese word in Unicode has it beside a letter.
_OLD_FONT = re.compile(r"(?<=[^\W\d_])[µ¶¸¨©ª¬®¼½¾]|[µ¶¸¨©ª¬®¼½¾](?=[^\W\d_])|\bñ(?=[^\W\d_])")

LEAST_MONEY = 1000
"""An amount below this was most likely typed as 60.000 into a program that reads the dot as a decimal sign."""


def clean(value: Raw) -> str:
    """A cell as text in NFC, without the invisible characters that copying from chats and web pages brings."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return f"{value:%Y-%m-%d}"
    text = unicodedata.normalize("NFC", str(value)).translate(_INVISIBLE).translate(_SPACES)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def line(value: Raw) -> str:
    """A text on one line."""
    text = " ".join(clean(value).split())
    _readable(text)
    return text


def prose(value: Raw) -> str:
    """A text of paragraphs."""
    lines = [" ".join(part.split()) for part in clean(value).split("\n")]
    for part in lines:
        _readable(part)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _readable(text: str) -> None:
    if found := hidden(text):
        raise Wrong("import-hidden-character", found=found)
    if _OLD_FONT.search(text):
        raise Wrong("import-old-font", found=text[:40])


# --- numbers -----------------------------------------------------------------------------------------------------

_DIGITS = re.compile(r"0|[1-9]\d{0,14}", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., '])\d{3})(?:\1\d{3})*", re.ASCII)
_SHORT = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})*|0)(?:[.,](\d{1,2}))? ?(nghin|ngan|k|trieu|tr|ty)", re.ASCII)
_UNIT = re.compile(r" ?(?:₫|đ|đồng|vnđ|vnd)\.?$", re.IGNORECASE)
_SIZES = {"nghin": 3, "ngan": 3, "k": 3, "trieu": 6, "tr": 6, "ty": 9}


def money(value: Raw) -> Dong:
    """An amount in đồng: 60000000, 60.000.000, 60,000,000, 60 000 000, "60 triệu", "1,5 tr", each with or without đ.

    What could be a thousand or a decimal sign ("60.000,5", "1.5") is refused, and so is an amount below 1,000 đồng.
    """
    found = _whole_number(value)
    if found is None:
        text = _UNIT.sub("", line(value)).strip()
        found = _amount(text)
    if found is None:
        raise Wrong("import-money", found=_short(value))
    if 0 < found < LEAST_MONEY:
        raise Wrong("import-money-small", found=_short(value), thousand=f"{found}000", example=dong_text(found * 1000))
    return Dong(found)


def _amount(text: str) -> int | None:
    if _DIGITS.fullmatch(text):
        return int(text)
    if _GROUPED.fullmatch(text) and len(text) < 20:
        return int(re.sub(r"\D", "", text))
    if match := _SHORT.fullmatch(fold(text)):
        whole, part, size = match[1].replace(".", ""), match[2] or "", _SIZES[match[3]]
        if "." in match[1] and part:
            return None
        # "1.500 triệu" may mean one and a half million as well as one and a half billion.
        if "." in match[1] and size >= 6:
            return None
        amount = Decimal(f"{whole}.{part or 0}") * 10**size
        return int(amount) if amount < 10**15 else None
    return None


def whole(value: Raw) -> int:
    """A whole number of zero or more."""
    found = _whole_number(value)
    if found is None:
        text = line(value)
        if not (_DIGITS.fullmatch(text) or (_GROUPED.fullmatch(text) and len(text) < 20)):
            raise Wrong("import-whole", found=_short(value))
        found = int(re.sub(r"\D", "", text))
    return found


def _whole_number(value: Raw) -> int | None:
    """A number cell that holds a whole one; `None` for texts. Raises Wrong for other numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        raise Wrong("import-fraction", found=_short(value))
    if value < 0:
        raise Wrong("import-negative", found=_short(value))
    if value >= 10**15:
        raise Wrong("import-too-large", found=_short(value))
    return int(value)


# --- days --------------------------------------------------------------------------------------------------------

_DAY_FIRST = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?: 00:00(?::00)?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_SERIAL_FROM, _SERIAL_TO = 20_000, 80_000  # 1954 to 2119
_SERIAL_ZERO = date(1899, 12, 30)


def day(value: Raw) -> date:
    """A day: a date cell, 31/10/2023, 31-10-2023, 31.10.2023 or 2023-10-31. Texts are read day first, as people of the
    country write; the 31st of the tenth written as 10/31/2023 is refused, not guessed at."""
    if isinstance(value, datetime):
        return _sensible(value.date(), value)
    if isinstance(value, date):
        return _sensible(value, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if _SERIAL_FROM <= value <= _SERIAL_TO:
            meant = _SERIAL_ZERO + timedelta(days=int(value))
            raise Wrong("import-day-number", found=_short(value), example=f"{meant:%d/%m/%Y}")
        raise Wrong("import-day", found=_short(value))
    text = line(value)
    if match := _DAY_FIRST.fullmatch(text):
        parts = int(match[3]), int(match[2]), int(match[1])
    elif match := _YEAR_FIRST.fullmatch(text):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif _SHORT_YEAR.fullmatch(text):
        raise Wrong("import-day-year", found=text)
    else:
        raise Wrong("import-day", found=_short(value))
    try:
        return _sensible(date(*parts), value)
    except ValueError:
        raise Wrong("import-no-such-day", found=text) from None


def _sensible(found: date, value: Raw) -> date:
    if not 1900 <= found.year <= 2100:
        raise Wrong("import-day-far", found=_short(value), year=found.year)
    return found


# --- words -------------------------------------------------------------------------------------------------------

_YES = frozenset(["co", "x", "yes", "true", "1", "dung"])
_NO = frozenset(["khong", "no", "false", "0", "sai"])


def yes_no(value: Raw) -> bool:
    """có or không; x and 1 are yes, 0 is no."""
    found = fold(line(value))
    if found in _YES:
        return True
    if found in _NO:
        return False
    raise Wrong("import-yes-no", found=_short(value))


@lru_cache(maxsize=8192)  # the words of closed lists are compared with again for every row
def plain(text: str) -> str:
    """Words of a text without marks, case and punctuation: what headings and choices are compared by."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def choice(value: Raw, words: Mapping[str, str]) -> str:
    """The code of a closed list, from the code itself or its Vietnamese word (`words`: word by code)."""
    text = line(value)
    found = plain(text)
    for code, word in words.items():
        if text == code or found in (plain(code), plain(word)):
            return code
    raise Wrong("import-choice", found=_short(value), choices="; ".join(words.values()))


def choices(value: Raw, words: Mapping[str, str]) -> tuple[str, ...]:
    """Several codes, parted by semicolons, commas or line ends, each once."""
    parts = [part for part in re.split(r"[;,\n]", clean(value)) if part.strip()]
    return tuple(dict.fromkeys(choice(part, words) for part in parts))


def _short(value: Raw) -> str:
    """As people see it in the cell, short enough for a message."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if value.year >= 1000 else str(value)
    text = " ".join(clean(value).split())
    return text if len(text) <= 60 else f"{text[:57]}…"
