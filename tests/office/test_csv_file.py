"""CSV files, read back as programs read them."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

import pytest

from nhandao.office.csv_file import csv_file
from nhandao.reporting.table import Column, Table, Value
from tests.office.example import BY_COMMUNE


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_keys_head_the_rows_and_the_total_is_left_to_the_reader() -> None:
    content = csv_file(BY_COMMUNE)
    assert content.startswith(b"\xef\xbb\xbfnumber,commune,surveyed,")
    assert content.endswith(b"\r\n")
    read = rows(content)
    assert read[0] == [column.key for column in BY_COMMUNE.columns]
    assert len(read) == 1 + len(BY_COMMUNE.rows)
    surveyed = read[0].index("surveyed")
    assert sum(int(row[surveyed]) for row in read[1:]) == (BY_COMMUNE.total or ())[surveyed]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (-5, "-5"),
        (161_096_683, "161096683"),
        (Fraction(7, 10), "0.700000"),
        (Fraction(2, 3), "0.666666"),
        (Fraction(1), "1.000000"),
        (date(2023, 8, 4), "2023-08-04"),
        ("Xã Mẫu, huyện “Mẫu”", "Xã Mẫu, huyện “Mẫu”"),
        ('hai "dòng"\nmột ô', 'hai "dòng"\nmột ô'),
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
    ],
)
def test_values_are_plain_and_no_text_is_a_formula(value: Value, text: str) -> None:
    table = Table("x", "X", (Column("a", "A", "text"), Column("b", "B", "text")), ((value, "."),))
    assert rows(csv_file(table))[1] == [text, "."]
