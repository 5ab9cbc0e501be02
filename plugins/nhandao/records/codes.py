"""Codes that people read aloud, type into bank apps and print on paper: addresses, funds and pledges.

A code is two letters for what it names (``DC`` address, ``QC`` fund, ``CK`` pledge), two digits of the year, a series
letter, four digits and one check character, e.g. ``DC23A0002G``. Only capital letters and digits, because banks drop
hyphens and accents from the text of a transfer. The check character is ISO/IEC 7064 MOD 37,36, which finds every wrong
character and 99 of 100 swaps of neighbouring digits. Numbers whose check character
would be I or O (read as 1 and 0) are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUE = {char: value for value, char in enumerate(_ALPHABET)}
_SHAPE = re.compile(r"(DC|QC|CK)\d{2}[A-Z]\d{4}[0-9A-Z]", re.ASCII)


def check_character(body: str) -> str:
    """The ISO/IEC 7064 MOD 37,36 check character of capital letters and digits."""
    product = 36
    for char in body:
        total = (product + _VALUE[char]) % 36 or 36
        product = total * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def is_code(text: str) -> bool:
    """Whether `text` is a code with the right check character."""
    return bool(_SHAPE.fullmatch(text)) and check_character(text[:-1]) == text[-1]


def codes(prefix: str, year: int) -> Iterator[str]:
    """All codes of a year in order of issue, leaving out those whose check character reads as a digit."""
    for series in "ABCDEFGHJKLMNPQRSTUVWXYZ":
        for number in range(1, 10_000):
            body = f"{prefix}{year % 100:02}{series}{number:04}"
            if (check := check_character(body)) not in "IO":
                yield body + check


def _checked(*prefixes: str) -> Callable[[Any], str]:
    def validate(value: Any) -> str:
        text = str(value)
        if isinstance(value, str) and text.startswith(prefixes) and is_code(text):
            return text
        shape = bool(_SHAPE.fullmatch(text)) and text.startswith(prefixes)
        expected = text[:-1] + check_character(text[:-1]) if shape else next(codes(prefixes[0], 2023))
        raise PydanticCustomError(
            "code-check" if shape else "code-shape", "{found}", {"found": text, "expected": expected}
        )

    return validate


def _schema(prefix: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": rf"^{prefix}\d{{2}}[A-Z]\d{{4}}[0-9A-Z]$"})


AddressCode = Annotated[str, BeforeValidator(_checked("DC")), _schema("DC")]
FundCode = Annotated[str, BeforeValidator(_checked("QC")), _schema("QC")]
PledgeCode = Annotated[str, BeforeValidator(_checked("CK")), _schema("CK")]
AccountCode = Annotated[str, BeforeValidator(_checked("DC", "QC")), _schema("(DC|QC)")]
"""What money can be held for: an address or a fund."""
