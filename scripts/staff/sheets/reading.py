"""A workbook or CSV file as pages of lines of cells: values only, each with where it stands."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl

from scripts.messages import Stop
from scripts.staff.sheets.package import MOST_BYTES, MOST_ROWS, Merged, Sheet, sheets
from scripts.staff.sheets.values import Raw

MOST_COLUMNS = 250

_CODES_OF_TYPES = {"f": "formula", "e": "error"}


class Cell(NamedTuple):
    value: Raw
    trouble: str = ""  # "formula", "error": its value is not what somebody wrote


class Line(NamedTuple):
    """A row with something in it."""

    number: int  # as spreadsheet programs count, from 1
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell in a column, counted from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else _EMPTY


class Page(NamedTuple):
    """One sheet of a workbook, or a CSV file."""

    name: str
    lines: list[Line]
    hidden: bool = False
    too_long: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()


_EMPTY = Cell(None)


def is_workbook(data: bytes) -> bool:
    return data.startswith(b"PK")


def contents(path: Path) -> bytes:
    """The bytes of a file of a kind that can be read. Raises Stop with what to do, `OSError`."""
    if path.is_dir():
        raise Stop(1, "not-a-file", path=path)
    if not path.is_file():
        raise Stop(1, "no-such-file", path=path)
    if path.stat().st_size > MOST_BYTES:
        raise Stop(1, "import-file-too-big", most=MOST_BYTES // 1024 // 1024)
    data = path.read_bytes()
    ending = path.suffix.lower()
    start = data[:1000].lstrip().lower()
    if data.startswith(b"\xd0\xcf\x11\xe0") or ending in (".xls", ".xlsb") or start.startswith((b"<html", b"<table")):
        raise Stop(1, "import-old-workbook")
    if ending in (".xlsm", ".xltm"):
        raise Stop(1, "import-macros")
    if not data.strip():
        raise Stop(1, "import-empty")
    if is_workbook(data) != (ending == ".xlsx") or ending not in (".xlsx", ".csv"):
        raise Stop(1, "import-ending", found=path.name)
    return data


def pages(data: bytes, name: str) -> list[Page]:
    """All sheets of a workbook. A CSV file gives one page for each way its columns may be parted.

    Raises Stop for what cannot be read.
    """
    return _workbook(data) if is_workbook(data) else _csv(data, name)


# --- workbooks ---------------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> list[Page]:
    listed = sheets(data)
    if all(sheet.too_long for sheet in listed):
        return [_page(None, sheet) for sheet in listed]
    try:
        book = opened(data, read_only=True)
        try:
            return [_page(book, sheet) for sheet in listed if sheet.name in {s.title for s in book.worksheets}]
        finally:
            book.close()
    except Stop:
        raise
    except Exception:  # openpyxl lets through whatever its parsers raise
        raise Stop(1, "import-file-broken") from None


def opened(data: bytes, *, read_only: bool) -> openpyxl.Workbook:
    """A workbook as openpyxl sees it. Raises whatever its parsers raise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that it leaves out; values are not among them
        return openpyxl.load_workbook(io.BytesIO(data), read_only=read_only, data_only=False, keep_links=False)


def _page(book: openpyxl.Workbook | None, sheet: Sheet) -> Page:
    lines: list[Line] = []
    if book is not None and not sheet.too_long:
        read = book[sheet.name]
        read.reset_dimensions()  # many programs state a wrong size of the sheet
        for number, row in enumerate(read.iter_rows(max_row=sheet.last_row, max_col=MOST_COLUMNS + 1), 1):
            cells = [_cell(cell) for cell in row]
            _add(lines, number, cells)
    return Page(
        sheet.name, lines, sheet.hidden, sheet.too_long, sheet.hidden_rows, sheet.hidden_columns, sheet.merged
    )  # fmt: skip


def _cell(cell: object) -> Cell:
    value: Raw = getattr(cell, "value", None)
    trouble = _CODES_OF_TYPES.get(getattr(cell, "data_type", ""), "") if value is not None else ""
    if trouble:
        return Cell(str(value), trouble)
    return Cell(None if isinstance(value, str) and not value.strip() else value)


def _add(lines: list[Line], number: int, cells: list[Cell]) -> None:
    while cells and cells[-1].value is None:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Stop(1, "import-too-wide", row=number, most=MOST_COLUMNS)
    if cells:
        lines.append(Line(number, tuple(cells)))


# --- CSV ---------------------------------------------------------------------------------------------------------


def _csv(data: bytes, name: str) -> list[Page]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise Stop(1, "import-encoding", row=row) from None
    if "\x00" in text:
        raise Stop(1, "import-encoding", row=text[: text.index("\x00")].count("\n") + 1)
    found = [page for separator in ",;\t" if (page := _parted(text, separator, name)) is not None]
    if not found:
        raise Stop(1, "import-csv")
    return found


def _parted(text: str, separator: str, name: str) -> Page | None:
    """The page with its columns parted by one sign; ``None`` where quotes then do not fit."""
    lines: list[Line] = []
    try:
        for number, row in _rows(text, separator):
            _add(lines, number, [Cell(cell if cell.strip() else None) for cell in row])
            if len(lines) > MOST_ROWS:
                return Page(name, [], too_long=True)
    except csv.Error:
        return None
    return Page(name, lines)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers as spreadsheet programs count them, which is not by lines of the file."""
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1)
