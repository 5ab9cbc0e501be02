"""How a table stands on paper, whatever file it goes into: headings above headings, texts of cells, lines around it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from nhandao.records.money import dong_text
from nhandao.reporting.table import CellKind, Column, Report, Table, Value, share_text

GAP: Final = "–"
"""Stands in letters where a value is not known or not defined; in workbooks such a cell is empty, so that no formula
counts it."""
GAP_NOTE: Final = "Ô ghi “–”: chưa có hoặc không xác định được số liệu, khác với số 0."
EMPTY_NOTE: Final = "Ô để trống: chưa có hoặc không xác định được số liệu, khác với số 0."
UNIT_LINE: Final = "ĐVT: đồng"
TOTAL_LABEL: Final = "Tổng cộng"

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be run by a spreadsheet when somebody edits its cell."""

Align = Literal["left", "center", "right"]
ALIGN: Final[dict[CellKind, Align]] = {
    "text": "left", "count": "right", "money": "right", "share": "right", "day": "center",
}  # fmt: skip


class HeadCell(NamedTuple):
    """One heading: where it begins, counted from 0, and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def head_rows(columns: tuple[Column, ...]) -> int:
    """Rows of the heading: two when some columns have a heading in common."""
    return 2 if any(column.group for column in columns) else 1


def head_cells(columns: tuple[Column, ...]) -> list[HeadCell]:
    """Every heading, row by row: neighbours of one group below the group's name, all others over the full height."""
    rows = head_rows(columns)
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for number, column in enumerate(columns):
        if not column.group:
            upper.append(HeadCell(column.heading, 0, number, rows))
            continue
        lower.append(HeadCell(column.heading, 1, number))
        if number and columns[number - 1].group == column.group:
            upper[-1] = upper[-1]._replace(columns=upper[-1].columns + 1)
        else:
            upper.append(HeadCell(column.group, 0, number))
    return upper + lower


def total_row(table: Table) -> tuple[Value, ...] | None:
    """The total, with its label where the table left that to whoever writes it.

    Raises `ValueError` when a total that is said to be a sum is not: then the report was computed wrongly, and no file
    may say so in two voices.
    """
    if table.total is None:
        return None
    for number, column in enumerate(table.columns):
        total = table.total[number]
        if column.summed and total is not None and total != sum_of(table, number):
            raise ValueError(f"{table.name}.{column.key}: the total {total} is not the sum {sum_of(table, number)}")
    kinds = [column.kind for column in table.columns]
    label = kinds.index("text") if "text" in kinds else 0
    before = ("" if value is None else value for value in table.total[:label])  # the number of a row
    own = table.total[label]
    return (*before, TOTAL_LABEL if own is None and kinds[label] == "text" else own, *table.total[label + 1 :])


def sum_of(table: Table, number: int) -> int:
    """Sum of a column of counts or money; what is not known adds nothing."""
    return sum(row[number] for row in table.rows if isinstance(row[number], int))  # type: ignore[misc]


def notes(table: Table, gap_note: str) -> tuple[str, ...]:
    """The notes of the table, and when there is a gap in it the note that says what that means."""
    gaps = any(value is None for row in table.rows for value in row)
    gaps = gaps or any(value is None for value in total_row(table) or ())
    return (*table.notes, gap_note) if gaps else table.notes


def unit_line(table: Table) -> str:
    """The unit of all money of the table, "" when there is none in it."""
    return UNIT_LINE if any(column.kind == "money" for column in table.columns) else ""


def cell_text(value: Value) -> str:
    """A value as it is printed: 1.250.000, 70,25 %, 24/11/2023."""
    if value is None:
        return GAP
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Fraction):
        return share_text(value)
    return dong_text(value)


def day_text(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def origin_text(report: Report) -> str:
    """What data a file was made from: its day, and the commit by which anybody can make the file again."""
    day = f"Số liệu đến hết ngày {day_text(report.as_of)}"
    return f"{day}, bản dữ liệu {report.commit[:12]}" if report.commit else day
