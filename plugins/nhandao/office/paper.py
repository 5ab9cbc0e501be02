"""A report as it is read on paper: every figure a text, every part numbered; letters and PDF show the same."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from nhandao.office.layout import (
    ALIGN,
    GAP_NOTE,
    Align,
    HeadCell,
    cell_text,
    head_cells,
    head_rows,
    notes,
    origin_text,
    total_row,
    unit_line,
)
from nhandao.records.money import Dong, dong_text
from nhandao.records.money_words import amount_in_words
from nhandao.reporting.table import Report, Table, Value

UPRIGHT_WIDTH: Final = 85
"""Characters a table may be wide to stand among the text; wider ones go into the annex, on sheets turned sideways."""

_SIDEWAYS_WIDTH: Final = 125
"""Characters of 11 points that fit on a sheet turned sideways; of wider tables the letters become smaller."""
_LARGEST, _SMALLEST = 11, 6  # points

_KIND_OF_DOCUMENT: Final = "BÁO CÁO"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class PaperCell(NamedTuple):
    text: str
    align: Align


class PaperTable(NamedTuple):
    title: str
    unit: str  # "ĐVT: đồng", or "" when there is no money in it
    head: tuple[tuple[HeadCell, ...], ...]  # by row
    rows: tuple[tuple[PaperCell, ...], ...]
    total: tuple[PaperCell, ...]  # () when there is none
    notes: tuple[str, ...]
    widths: tuple[int, ...]  # characters

    @property
    def wide(self) -> bool:
        return sum(self.widths) > UPRIGHT_WIDTH

    @property
    def points(self) -> int:
        """Size of the letters."""
        return max(_SMALLEST, min(_LARGEST, _LARGEST * _SIDEWAYS_WIDTH // sum(self.widths)))


class PaperSection(NamedTuple):
    number: str  # I, II, III
    heading: str
    paragraphs: tuple[str, ...]


class Paper(NamedTuple):
    """What a letter says, in the parts Decree 30/2020/NĐ-CP names (annex I)."""

    issuer_above: str
    issuer: str
    place: str
    year: int
    kind: str  # name of the kind of document, "BÁO CÁO"
    subject: str  # "trích yếu", begins with a capital
    unit: str
    period: str
    sections: tuple[PaperSection, ...]
    tables: tuple[PaperTable, ...]  # among the text
    annex: tuple[PaperTable, ...]  # wide ones
    total: str  # "161.096.683"
    total_words: str
    recipients: tuple[str, ...]
    origin: str  # what data it was made from
    sample_notice: str


def paper(report: Report) -> Paper:
    """Everything of a report as texts. Raises `ValueError` for a total that is no sum or an amount beyond 10¹⁵ đồng."""
    subject = re.sub(rf"^{_KIND_OF_DOCUMENT}[\s:]*", "", report.title, flags=re.IGNORECASE) or report.title
    tables = [_table(table) for table in report.tables]
    return Paper(
        issuer_above=report.issuer_above,
        issuer=report.issuer,
        place=report.place,
        year=report.as_of.year,
        kind=_KIND_OF_DOCUMENT,
        subject=subject[:1].upper() + subject[1:],
        unit=report.unit_name,
        period=report.period_name,
        sections=tuple(
            PaperSection(roman(number), section.heading, section.paragraphs)
            for number, section in enumerate(report.sections, 1)
        ),
        tables=tuple(table for table in tables if not table.wide),
        annex=tuple(table for table in tables if table.wide),
        total=dong_text(report.total_vnd),
        total_words=amount_in_words(Dong(report.total_vnd)),
        recipients=report.recipients,
        origin=origin_text(report),
        sample_notice=report.sample_notice,
    )


def roman(number: int) -> str:
    """I to XXXIX, as parts of a document are numbered."""
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _table(table: Table) -> PaperTable:
    def cells(row: tuple[Value, ...]) -> tuple[PaperCell, ...]:
        return tuple(
            PaperCell(cell_text(value), "left" if isinstance(value, str) else ALIGN[column.kind])
            for column, value in zip(table.columns, row, strict=True)
        )

    head = head_cells(table.columns)
    total = total_row(table)
    return PaperTable(
        title=table.title,
        unit=unit_line(table),
        head=tuple(tuple(cell for cell in head if cell.row == row) for row in range(head_rows(table.columns))),
        rows=tuple(cells(row) for row in table.rows),
        total=cells(total) if total is not None else (),
        notes=notes(table, GAP_NOTE),
        widths=tuple(column.width for column in table.columns),
    )
