"""Workbooks, read back with a library of other people."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from nhandao.office.layout import head_rows
from nhandao.office.workbook import Heading, report_workbook, sheet_names, workbook
from nhandao.reporting.table import Column, Table, Value
from tests.office.example import AS_OF, BY_COMMUNE, REPORT

HEADING = Heading("Danh sách", ("Huyện Mẫu",), "", "Hội mẫu", "Số liệu mẫu & bản", AS_OF, "")


def opened(content: bytes, *, values: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def head_row(sheet: Worksheet, table: Table) -> int:
    """Row of the first heading."""
    wanted = table.columns[0].heading
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == wanted)


def found(sheet: Worksheet, table: Table, row: int) -> list[object]:
    """Row `row` of the table, counted from 0, the total last."""
    first = head_row(sheet, table) + head_rows(table.columns)
    return [sheet.cell(first + row, number + 1).value for number in range(len(table.columns))]


def margin(sheet: Worksheet, where: Literal["left", "center", "right"], *, above: bool = False) -> str:
    """Text in the header (`above`) or footer."""
    item = sheet.oddHeader if above else sheet.oddFooter
    assert item is not None
    return str(getattr(item, where).text)


def wanted(value: Value) -> object:
    if isinstance(value, Fraction):
        return int(value * 10_000) / 10_000  # as it is shown, cut off
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value  # noqa: DTZ001


def test_every_value_is_in_the_workbook_as_what_it_is() -> None:
    book = opened(report_workbook(REPORT), values=True)
    assert book.sheetnames == ["chi-tieu", "theo-xa"]
    for table in REPORT.tables:
        sheet = book[table.name]
        rows = [*table.rows, *([table.total] if table.total else [])]
        for number, row in enumerate(rows):
            assert found(sheet, table, number) == [wanted(value) for value in row]


def test_sums_are_formulas_that_carry_their_value() -> None:
    content = report_workbook(REPORT)
    total = len(BY_COMMUNE.rows)
    formulas = found(opened(content, values=False)["theo-xa"], BY_COMMUNE, total)
    values = found(opened(content, values=True)["theo-xa"], BY_COMMUNE, total)
    for column, formula, value in zip(BY_COMMUNE.columns, formulas, values, strict=True):
        if column.summed:
            assert str(formula).startswith("=SUM(")
            assert value == sum(row for row in BY_COMMUNE.column(column.key) if isinstance(row, int))
        else:
            assert formula == value


def test_formats_are_those_of_numbers_shares_and_days() -> None:
    sheet = opened(report_workbook(REPORT), values=True)["theo-xa"]
    first = head_row(sheet, BY_COMMUNE) + 2
    formats = [sheet.cell(first, number + 1).number_format for number in range(len(BY_COMMUNE.columns))]
    expected = {"text": "@", "count": "#,##0", "money": "#,##0", "share": "0.00%", "day": "dd/mm/yyyy"}
    assert formats == [expected[column.kind] for column in BY_COMMUNE.columns]
    assert sheet.cell(first, 2).font.name == "Times New Roman"


def test_the_sheet_is_ready_for_paper_and_long_lists() -> None:
    sheet = opened(report_workbook(REPORT), values=True)["theo-xa"]
    head = head_row(sheet, BY_COMMUNE)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${head}:${head + 1}"
    assert sheet.freeze_panes == f"C{head + 2}"
    assert "Trang &P/&N" in margin(sheet, "right")
    assert "24/08/2023" in margin(sheet, "left")
    assert "0123456789ab" in margin(sheet, "left")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {f"A{head}:A{head + 1}", f"C{head}:F{head}", f"H{head}:J{head}"} <= merged


def test_each_sheet_says_what_it_is_and_that_its_data_is_made_up() -> None:
    for sheet in opened(report_workbook(REPORT), values=True):
        texts = [cell for (cell,) in sheet.iter_rows(max_col=1, values_only=True) if isinstance(cell, str)]
        assert REPORT.title in texts
        assert REPORT.sample_notice in texts
        assert f"Kỳ báo cáo: {REPORT.period_name}" in texts
        assert REPORT.sample_notice[:20] in margin(sheet, "center", above=True)
    assert "ĐVT: đồng" in texts  # the last sheet has money


@pytest.mark.parametrize("text", ["=1+1", "+84 909", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(0)", "http://x.example"])
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    table = Table(
        "bang", text, (Column("a", text, "text", text), Column("b", "B", "text", text)), ((text, text),), notes=(text,)
    )
    sheet = opened(workbook([table], HEADING), values=False)["bang"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(cell.value == text for cell in cells) >= 5
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    last = [cell for cell in cells if cell.value == text][-2]
    assert last.quotePrefix == (text[0] in "=+-@\t")


def test_a_table_without_rows_has_a_total_without_a_formula() -> None:
    table = Table("trong", "Trống", (Column("a", "A", "text"), Column("b", "B", "money", summed=True)), (), (None, 0))
    sheet = opened(workbook([table], HEADING), values=False)["trong"]
    assert found(sheet, table, 0) == ["Tổng cộng", 0]


def test_one_column_and_any_list_of_tables_will_do() -> None:
    table = Table("mot", "Một cột", (Column("a", "A", "count"),), ((1,), (2,)), notes=("Ghi chú.",))
    sheet = opened(workbook([table], HEADING), values=True)["mot"]
    assert [found(sheet, table, 0), found(sheet, table, 1)] == [[1], [2]]
    assert "mẫu && bản" in margin(sheet, "left")  # as & begins a command there
    with pytest.raises(ValueError, match="needs a table"):
        workbook([], HEADING)


def test_the_largest_amount_keeps_every_digit() -> None:
    table = Table(
        "lon", "Lớn", (Column("a", "A", "money", summed=True),), ((999_999_999_999_999,),), (999_999_999_999_999,)
    )
    sheet = opened(workbook([table], HEADING), values=True)["lon"]
    assert found(sheet, table, 0) == found(sheet, table, 1) == [999_999_999_999_999]


def test_a_text_too_long_for_a_cell_is_not_cut_in_silence() -> None:
    table = Table("dai", "Dài", (Column("a", "A", "text"),), (("x" * 32_768,),))
    with pytest.raises(ValueError, match="fits no cell"):
        workbook([table], HEADING)


def test_long_and_equal_names_of_sheets_are_told_apart() -> None:
    tables = [Table(name, "", (), ()) for name in ("a" * 40, "a" * 31, "a" * 40, "b")]
    assert sheet_names(tables) == ["a" * 31, "a" * 29 + "-2", "a" * 29 + "-3", "b"]


def test_the_same_report_gives_the_same_bytes_and_no_hour() -> None:
    content = report_workbook(REPORT)
    assert content == report_workbook(REPORT)
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2023-08-24T00:00:00Z" in zipped.read("docProps/core.xml").decode()
