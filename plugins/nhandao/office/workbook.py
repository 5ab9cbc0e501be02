"""XLSX workbooks out of tables: real numbers and days, sums as formulas, ready for A4, the same bytes each time."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from nhandao.office.layout import (
    ALIGN,
    EMPTY_NOTE,
    FORMULA_STARTS,
    head_cells,
    head_rows,
    notes,
    origin_text,
    sum_of,
    total_row,
    unit_line,
)
from nhandao.reporting.table import CellKind, Column, Report, Table, Value, hundredths

SHEET_NAME_LENGTH = 31  # characters; Excel takes no longer ones

_FONT = {"font_name": "Times New Roman", "font_size": 12}
_NUMBER_FORMATS: dict[CellKind, str] = {
    "text": "@", "count": "#,##0", "money": "#,##0", "share": "0.00%", "day": "dd/mm/yyyy",
}  # fmt: skip
_LINE_HEIGHT = 16  # points, of the font above
_LONGEST_TEXT = 32_767  # characters; Excel takes no longer one into a cell


class Heading(NamedTuple):
    """What stands above and around every table of a workbook."""

    title: str
    lines: tuple[str, ...]  # below the title
    issuer_above: str
    issuer: str
    origin: str  # in the footer: of what day and which commit
    as_of: date
    sample_notice: str


def report_workbook(report: Report) -> bytes:
    """The tables of a report, one sheet each."""
    lines = (f"Đơn vị: {report.unit_name}", f"Kỳ báo cáo: {report.period_name}")
    heading = Heading(
        report.title, lines, report.issuer_above, report.issuer, origin_text(report), report.as_of, report.sample_notice
    )
    return workbook(report.tables, heading)


def workbook(tables: Sequence[Table], heading: Heading) -> bytes:
    """Any tables, one sheet each. Raises `ValueError` without a table, and for a text or total no workbook can hold."""
    if not tables:
        raise ValueError("a workbook needs a table")
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": dict(_FONT),  # the library writes into it
    }
    book = xlsxwriter.Workbook(file, options)
    made = datetime(heading.as_of.year, heading.as_of.month, heading.as_of.day, tzinfo=UTC)
    book.set_properties({"title": heading.title, "author": heading.issuer, "created": made.replace(tzinfo=None)})
    formats = _Formats(book)
    for name, table in zip(sheet_names(tables), tables, strict=True):
        _Sheet(book.add_worksheet(name), table, heading, formats).write()
    book.close()
    return file.getvalue()


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """A name for each sheet that Excel takes: cut to its length, and numbered where two would then be the same."""
    names: list[str] = []
    for table in tables:
        name, number = table.name[:SHEET_NAME_LENGTH], 2
        while name in names:
            name = f"{table.name[: SHEET_NAME_LENGTH - len(str(number)) - 1]}-{number}"
            number += 1
        names.append(name)
    return names


class _Formats:
    """Formats of cells by what they are for; each kind is made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self._cells: dict[tuple[CellKind, bool, bool], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_FONT | {"valign": "vcenter", "text_wrap": True} | properties)
        return self._made[key]

    def cell(self, kind: CellKind, *, bold: bool = False, guarded: bool = False) -> Any:
        """`guarded`: a text that stays one when its cell is edited."""
        if (found := self._cells.get((kind, bold, guarded))) is None:
            more = {"quote_prefix": True} if guarded else {}
            found = self(border=1, align=ALIGN[kind], num_format=_NUMBER_FORMATS[kind], bold=bold, **more)
            self._cells[kind, bold, guarded] = found
        return found


class _Sheet:
    """One table being written, from the top down."""

    def __init__(self, sheet: Any, table: Table, heading: Heading, formats: _Formats) -> None:
        self._sheet = sheet
        self._table = table
        self._heading = heading
        self._formats = formats
        self._row = 0
        self._last = len(table.columns) - 1
        self._width = sum(column.width for column in table.columns)

    def write(self) -> None:
        self._set_page()
        self._write_top()
        first_head = self._row
        self._write_head()
        self._sheet.freeze_panes(self._row, self._names())
        self._sheet.repeat_rows(first_head, self._row - 1)
        first = self._row
        for row in self._table.rows:
            self._write_row(row)
        if (total := total_row(self._table)) is not None:
            self._write_total(total, first)
        for note in notes(self._table, EMPTY_NOTE):
            self._line(note, italic=True, align="left")
        self._sheet.print_area(0, 0, self._row - 1, self._last)

    def _set_page(self) -> None:
        sheet, heading = self._sheet, self._heading
        for number, column in enumerate(self._table.columns):
            sheet.set_column(number, number, column.width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)  # inches
        sheet.center_horizontally()
        font = '&"Times New Roman,Regular"&10'
        sheet.set_footer(f"&L{font}{_plain(heading.origin)}&R{font}Trang &P/&N")
        if heading.sample_notice:
            sheet.set_header(f"&C{font}{_plain(textwrap.shorten(heading.sample_notice, 200, placeholder='…'))}")

    def _write_top(self) -> None:
        heading, table = self._heading, self._table
        if heading.issuer_above:
            self._line(heading.issuer_above.upper(), align="left")
        if heading.issuer:
            self._line(heading.issuer.upper(), align="left", bold=True)
        if heading.sample_notice:
            self._line(heading.sample_notice, bold=True, font_color="#B00000")
        self._line(heading.title, bold=True, font_size=14)
        if table.title != heading.title:
            self._line(table.title, bold=True)
        for line in heading.lines:
            self._line(line, italic=True)
        if unit := unit_line(table):
            self._line(unit, italic=True, align="right")

    def _write_head(self) -> None:
        style = self._formats(bold=True, border=1, align="center", bg_color="#E7E6E6")
        rows = head_rows(self._table.columns)
        for cell in head_cells(self._table.columns):
            self._merge(self._row + cell.row, cell.column, cell.rows, cell.columns, cell.text, style)
        for number in range(rows):
            covering = [cell for cell in head_cells(self._table.columns) if cell.row <= number < cell.row + cell.rows]
            heights = [_height(cell.text, self._width_of(cell.column, cell.columns)) / cell.rows for cell in covering]
            self._sheet.set_row(self._row + number, max(heights))
        self._row += rows

    def _write_row(self, row: tuple[Value, ...]) -> None:
        for number, value in enumerate(row):
            self._put(self._row, number, value)
        texts = [(value, column.width) for value, column in zip(row, self._table.columns, strict=True)]
        heights = [_height(value, width) for value, width in texts if isinstance(value, str)]
        self._sheet.set_row(self._row, max(heights, default=_height("", 1)))
        self._row += 1

    def _write_total(self, total: tuple[Value, ...], first: int) -> None:
        for number, (column, value) in enumerate(zip(self._table.columns, total, strict=True)):
            if column.summed and value is not None and self._row > first:
                of = f"{xl_rowcol_to_cell(first, number)}:{xl_rowcol_to_cell(self._row - 1, number)}"
                style = self._formats.cell(column.kind, bold=True)
                # Programs that do not compute, such as previews, show the value that is kept beside the formula.
                self._sheet.write_formula(self._row, number, f"=SUM({of})", style, sum_of(self._table, number))
            else:
                self._put(self._row, number, value, bold=True)
        self._sheet.set_row(self._row, _height("", 1))
        self._row += 1

    def _put(self, row: int, number: int, value: Value, *, bold: bool = False) -> None:
        sheet, cell = self._sheet, self._formats.cell
        kind = self._table.columns[number].kind
        if value is None or value == "":
            sheet.write_blank(row, number, None, cell("text" if value == "" else kind, bold=bold))
        elif isinstance(value, str):
            if len(value) > _LONGEST_TEXT:
                raise ValueError(f"{self._table.name}: a text of {len(value)} characters fits no cell")
            sheet.write_string(row, number, value, cell("text", bold=bold, guarded=value.startswith(FORMULA_STARTS)))
        elif isinstance(value, date):
            sheet.write_datetime(row, number, value, cell(kind, bold=bold))
        elif isinstance(value, Fraction):
            # What the cell shows is what it holds: a program would round 69,999 % up to 70 %.
            sheet.write_number(row, number, hundredths(value) / 10_000, cell(kind, bold=bold))
        else:
            sheet.write_number(row, number, value, cell(kind, bold=bold))

    def _line(self, words: str, **properties: object) -> None:
        """One line over the whole width."""
        style = self._formats(**{"align": "center"} | properties)
        self._merge(self._row, 0, 1, self._last + 1, words, style)
        self._sheet.set_row(self._row, _height(words, self._width))
        self._row += 1

    def _merge(self, row: int, column: int, rows: int, columns: int, words: str, style: Any) -> None:
        if rows * columns == 1:
            self._sheet.write_string(row, column, words, style)
            return
        # A merged range is begun blank, so that its text is written as text whatever it begins with.
        self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", style)
        self._sheet.write_string(row, column, words, style)

    def _names(self) -> int:
        """Columns that stay in sight: those up to the first of text, which names what a row is about."""
        kinds = [column.kind for column in self._table.columns]
        named = kinds.index("text") + 1 if "text" in kinds else 0
        return named if named <= 2 and named <= self._last else 0

    def _width_of(self, first: int, count: int) -> int:
        covered: tuple[Column, ...] = self._table.columns[first : first + count]
        return sum(column.width for column in covered)


@lru_cache(maxsize=4096)
def _height(words: str, width: int) -> float:
    """Height of a text in points: programs find none for merged cells, and not all do for others."""
    fits = max(int(width * 0.9), 4)
    lines = 1 if len(words) <= fits else len(textwrap.wrap(words, fits)) or 1
    return _LINE_HEIGHT * lines + 2


def _plain(words: str) -> str:
    """A text for header or footer, where & begins a command."""
    return words.replace("&", "&&")
