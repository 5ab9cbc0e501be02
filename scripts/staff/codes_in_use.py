"""Codes of addresses that were ever given out, so that none is given out twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nhandao.book.book import Book
from nhandao.records.codes import codes
from scripts.messages import Stop
from scripts.staff.commit import Checkout

_CODE = re.compile(r"addresses/\d{4}/(DC\d{2}[A-Z]\d{4}[0-9A-Z])\.yaml")


def next_address_code(checkout: Checkout, book: Book, year: int) -> str:
    """The first of `address_codes`. Raises Stop when the year has none left."""
    return next(address_codes(checkout, book, year))


def address_codes(checkout: Checkout, book: Book, year: int) -> Iterator[str]:
    """The codes after the highest of a year that stands in a file, in the ledger, or anywhere in the history of git.

    Gaps are never filled: a code that is on paper may have no file yet. Raises Stop when the year has none left.
    """
    prefix = f"DC{year % 100:02}"
    used = {code for code in (*book.addresses, *book.broken, *book.account_lines) if code.startswith(prefix)}
    named = checkout.ask(
        "log", "--all", "--format=", "--name-only", "--no-renames", "--", f"addresses/20{year % 100:02}"
    )
    used |= {code for code in _CODE.findall(named.stdout) if code.startswith(prefix)}
    highest = max((code[:-1] for code in used), default="")
    yield from (code for code in codes("DC", year) if code[:-1] > highest)
    raise Stop(1, "no-codes-left", year=year)


def year_of(given: str | None, today: date) -> int:
    """The year of a new code. Raises Stop."""
    if given is None:
        return today.year
    if re.fullmatch(r"20\d{2}", given, re.ASCII):
        return int(given)
    raise Stop(1, "bad-number", option="--year", found=given, least=2000, most=2099)
