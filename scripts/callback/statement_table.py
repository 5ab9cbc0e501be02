"""The cells of a downloaded statement: CSV in any encoding that banks and Excel write, or a sheet of an .xlsx file.

A file is data from outside: sizes are limited before anything is unpacked, and nothing but values is read from it.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import openpyxl

from scripts.zip_file import MOST_UNPACKED, unsafe

Cell = str | int | Decimal | date | None
Row = tuple[Cell, ...]

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100


class Unreadable(Exception):
    """The file is no statement that can be read; `code` is a text of `scripts.messages`."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


class Table(NamedTuple):
    """One way to see a file as rows. A CSV file is read with each separator; the one that shows a heading is right."""

    rows: list[Row]
    numbers: list[int]
    """Number of each row as a spreadsheet program shows it, from 1."""


def tables(data: bytes) -> tuple[list[Table], Unreadable | None]:
    """The tables that a file may hold, and why it could not be read with some separator: to be told when no table shows
    a heading. Raises Unreadable when there is none at all.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("statement-too-big", most=MOST_BYTES // 1024 // 1024)
    start = data[:1000].lstrip().lower()
    if data.startswith(b"\xd0\xcf\x11\xe0") or start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise Unreadable("statement-old-excel")
    if data.startswith(b"PK"):
        return list(_sheets(data)), None
    text, found, why = _text(data), [], None
    for separator in ",;\t|":
        try:
            found.append(_csv(text, separator))
        except Unreadable as unreadable:
            why = why or unreadable
    return found, why


def _text(data: bytes) -> str:
    """UTF-8 with or without a byte order mark, UTF-16, or Windows-1258 (Vietnamese Windows)."""
    half = data[1:4000:2].count(0), data[0:4000:2].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif max(half) > len(data[:4000]) // 5:  # most letters of a statement are ASCII: every other byte is zero
        encodings = ["utf-16-le" if half[0] > half[1] else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("statement-encoding")


def _csv(text: str, separator: str) -> Table:
    table = Table([], [])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            _add(table, tuple(row), number)
    except csv.Error as error:
        raise Unreadable("statement-csv", row=reader.line_num) from error
    return table


def _sheets(data: bytes) -> Iterator[Table]:
    _check_zip(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        raise Unreadable("statement-broken") from error
    try:
        for sheet in book.worksheets:
            table = Table([], [])
            sheet.reset_dimensions()  # many exports state a wrong size of the sheet
            try:
                for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), 1):
                    _add(table, tuple(_value(cell) for cell in row), number)
            except Unreadable:
                raise
            except Exception as error:
                raise Unreadable("statement-broken") from error
            yield table
    finally:
        book.close()


def _check_zip(data: bytes) -> None:
    why = unsafe(data)
    if why == "too-big":
        raise Unreadable("statement-too-big", most=MOST_UNPACKED // 1024 // 1024)
    if why is not None:
        raise Unreadable(f"statement-{why}")


def _value(cell: object) -> Cell:
    """A cell as text, whole number, fraction or day. Excel keeps numbers as floats: more than 15 digits are not all
    there any more, so such a number comes as a fraction that no amount and no reference accepts."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, date):  # also a datetime
        return date(cell.year, cell.month, cell.day)
    if isinstance(cell, (int, float)):
        number = Decimal(str(cell))
        fits = number.is_finite() and number == number.to_integral_value() and abs(number) < 10**15
        return int(number) if fits else number
    return str(cell)


def _add(table: Table, row: Sequence[Cell], number: int) -> None:
    row = tuple(None if isinstance(cell, str) and not cell.strip() else cell for cell in row)
    while row and row[-1] is None:
        row = row[:-1]
    if len(row) > MOST_COLUMNS:
        raise Unreadable("statement-too-wide", most=MOST_COLUMNS)
    if row:
        if len(table.rows) >= MOST_ROWS:
            raise Unreadable("statement-too-long", most=MOST_ROWS)
        table.rows.append(row)
        table.numbers.append(number)
