"""A copy of the workbook with what is wrong beside each cell, and the codes rows were given. The original stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from scripts.messages import Stop
from scripts.staff.sheets.headings import FAULTS, heading_of
from scripts.staff.sheets.importing import Import
from scripts.staff.sheets.reading import Page, is_workbook, opened
from scripts.staff.sheets.said import letters
from scripts.staff.sheets.values import plain
from scripts.staff.sheets.workbook_file import workbook_bytes

_WRONG = PatternFill("solid", fgColor="FFC7CE")
_DOUBTFUL = PatternFill("solid", fgColor="FFEB9C")
_AUTHOR = "portal import"
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 120


def annotated(data: bytes, found: Import, codes: Mapping[int, str], lang: str) -> bytes:
    """The copy as bytes.

    Args:
        data: the file that was read. A CSV file gives a workbook.
        codes: code by row, for rows whose record was written.
    """
    page = found.table.page
    sheet: Any
    if is_workbook(data):
        try:
            book = opened(data, read_only=False)
        except Exception:  # openpyxl lets through whatever its parsers raise
            raise Stop(1, "import-file-broken") from None
        sheet = book[page.name]
    else:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        _fill(sheet, page)
    heading = found.table.heading.number
    _mark(sheet, found, heading, lang)
    if codes:
        _write_codes(sheet, found, heading, codes)
    return workbook_bytes(book)


def _fill(sheet: Worksheet, page: Page) -> None:
    for row in page.lines:
        for number, cell in enumerate(row.cells, 1):
            if cell.value is not None:
                # As text: a program that opens the copy must not run what a CSV file holds.
                written = sheet.cell(row.number, number)
                written.value = str(cell.value)
                written.data_type = "s"


def _mark(sheet: Worksheet, found: Import, heading: int, lang: str) -> None:
    by_row: defaultdict[int, list[str]] = defaultdict(list)
    by_cell: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    wrong: set[tuple[int, int]] = set()
    for fault in found.faults:
        message = fault.told.message(lang)
        row = fault.row or heading
        by_row[row].append(f"{fault.heading}: {message}" if fault.heading else message)
        if fault.column:
            by_cell[row, fault.column].append(message)
            if not fault.warning:
                wrong.add((row, fault.column))
    for row, column in by_cell:
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            continue  # only the first cell of a block can hold anything
        cell.comment = _comment("\n".join(by_cell[row, column]))
        cell.fill = _WRONG if (row, column) in wrong else _DOUBTFUL
    for suggestion in found.suggestions:
        by_row[suggestion.row].append(suggestion.told.message(lang))
    last = _fault_column(sheet, heading)
    title = sheet.cell(heading, last)
    if not isinstance(title, MergedCell):
        title.value = FAULTS
        title.font = Font(name="Calibri", bold=True)
    for row in range(heading + 1, sheet.max_row + 1):
        cell = sheet.cell(row, last)
        if not isinstance(cell, MergedCell):
            cell.value = None
    for row, messages in by_row.items():
        at = row if row > heading else heading
        cell = sheet.cell(at, last)
        if isinstance(cell, MergedCell):
            continue
        if at == heading:  # the name of the column stays alone, so that the copy can be read again
            cell.comment = _comment("\n".join(messages))
        else:
            cell.value = "\n".join(messages)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = _WRONG
    sheet.column_dimensions[letters(last)].width = 60


def _fault_column(sheet: Worksheet, heading: int) -> int:
    """The column of faults an earlier copy has, else the first free one."""
    for column in range(1, sheet.max_column + 1):
        if heading_of(sheet.cell(heading, column).value) == plain(FAULTS):
            return column
    return int(sheet.max_column) + 1


def _write_codes(sheet: Worksheet, found: Import, heading: int, codes: Mapping[int, str]) -> None:
    column = next((n for n, c in found.table.columns.items() if c.place == found.table.kind.code), 0)
    if not column:
        column = int(sheet.max_column) + 1
        sheet.cell(heading, column).value = found.table.kind.column(*found.table.kind.code).heading
    for row, code in codes.items():
        cell = sheet.cell(row, column)
        if not isinstance(cell, MergedCell) and cell.value in (None, ""):
            cell.value = code


def _comment(message: str) -> Comment:
    comment = Comment(message, _AUTHOR)
    comment.width, comment.height = _COMMENT_WIDTH, _COMMENT_HEIGHT
    return comment
