"""Headings, texts of cells and notes, as every file shows them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from nhandao.office.layout import EMPTY_NOTE, HeadCell, cell_text, head_cells, notes, origin_text, total_row
from nhandao.office.paper import paper, roman
from nhandao.reporting.table import Column, Table, Value
from tests.office.example import BY_COMMUNE, REPORT, TARGETS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (1_250_000, "1.250.000"),
        (Fraction(0), "0,00\u00a0%"),
        (Fraction(7, 10), "70,00\u00a0%"),
        (Fraction(7001, 10_000), "70,01\u00a0%"),
        (Fraction(69_999, 100_000), "69,99\u00a0%"),
        (Fraction(2, 3), "66,66\u00a0%"),
        (Fraction(1, 8000), "0,01\u00a0%"),
        (Fraction(12), "1.200,00\u00a0%"),
        (date(2023, 8, 4), "04/08/2023"),
        ("Xã Mẫu", "Xã Mẫu"),
    ],
)
def test_values_are_written_as_offices_write_them(value: Value, text: str) -> None:
    assert cell_text(value) == text


def test_neighbours_of_one_group_share_a_heading_and_others_have_full_height() -> None:
    columns = (
        Column("a", "A", "text"),
        Column("b", "B", "count", "G"),
        Column("c", "C", "count", "G"),
        Column("d", "D", "count", "H"),
        Column("e", "E", "count", "G"),
    )
    assert head_cells(columns) == [
        HeadCell("A", 0, 0, 2),
        HeadCell("G", 0, 1, 1, 2),
        HeadCell("H", 0, 3),
        HeadCell("G", 0, 4),
        HeadCell("B", 1, 1),
        HeadCell("C", 1, 2),
        HeadCell("D", 1, 3),
        HeadCell("E", 1, 4),
    ]
    assert head_cells(columns[:1]) == [HeadCell("A", 0, 0)]


def test_a_total_gets_its_label_and_no_number() -> None:
    table = BY_COMMUNE._replace(total=(None, None, *(BY_COMMUNE.total or ())[2:]))
    assert (total_row(table) or ())[:3] == ("", "Tổng cộng", 42)
    assert total_row(TARGETS) is None


def test_a_total_that_is_not_the_sum_of_its_rows_is_refused() -> None:
    wrong = BY_COMMUNE._replace(total=(None, "Tổng cộng", 43, *(BY_COMMUNE.total or ())[3:]))
    with pytest.raises(ValueError, match="surveyed"):
        total_row(wrong)


def test_a_gap_is_explained_only_where_there_is_one() -> None:
    assert notes(TARGETS, EMPTY_NOTE) == (EMPTY_NOTE,)
    assert notes(TARGETS._replace(rows=TARGETS.rows[:1]), EMPTY_NOTE) == ()


def test_the_origin_names_day_and_commit() -> None:
    assert origin_text(REPORT) == "Số liệu đến hết ngày 24/08/2023, bản dữ liệu 0123456789ab"
    assert origin_text(REPORT._replace(commit="")) == "Số liệu đến hết ngày 24/08/2023"


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (14, "XIV"), (29, "XXIX")])
def test_parts_are_numbered_in_roman(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("BÁO CÁO kết quả quý III", "Kết quả quý III"),
        ("Báo cáo: kết quả", "Kết quả"),
        ("Kết quả quý III", "Kết quả quý III"),
        ("BÁO CÁO", "BÁO CÁO"),
    ],
)
def test_the_subject_stands_below_the_kind_of_document(title: str, subject: str) -> None:
    made = paper(REPORT._replace(title=title))
    assert (made.kind, made.subject) == ("BÁO CÁO", subject)


def test_wide_tables_go_into_the_annex_in_smaller_letters() -> None:
    made = paper(REPORT)
    assert [table.title for table in made.tables] == [TARGETS.title]
    assert [table.title for table in made.annex] == [BY_COMMUNE.title]
    huge = Table("x", "X", tuple(Column(f"c{number}", "C", "count", width=10) for number in range(30)), ())
    assert [table.points for table in (*made.tables, *paper(REPORT._replace(tables=(huge,))).annex)] == [11, 6]
