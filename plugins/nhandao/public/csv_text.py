"""Rows as CSV, for spreadsheets and programs alike.

Files are UTF-8 with a byte order mark (else Excel reads Vietnamese as Latin-1) and lines end as RFC 4180 says. A text
that a spreadsheet would run as a formula gets an apostrophe before it; so does a text that begins with an apostrophe,
and a program that takes one apostrophe away has the text as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BYTE_ORDER_MARK = "\ufeff"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_SPECIAL = re.compile("^[=+\\-@\\t\\r']|[,\"\\r\\n]")
_QUOTED = re.compile('[,"\\r\\n]')


def csv_row(row: Sequence[object]) -> str:
    """One line of CSV. Lists are joined with "; ", truth is written as a spreadsheet does, nothing as nothing."""
    return ",".join([str(value) if type(value) is int else csv_cell(value) for value in row]) + "\r\n"


def csv_cell(value: object) -> str:
    """A value as a cell: numbers as they are, texts quoted where needed and never read as a formula."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, tuple):
        text = "; ".join(value)
    elif isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    else:
        return "" if value is None else str(value)
    if not _SPECIAL.search(text):
        return text
    if text.startswith(_STARTS):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
