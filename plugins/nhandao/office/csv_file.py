"""CSV files out of tables, for programs and for those who count on: the workbook is what people read.

- UTF-8 with a byte order mark, without which Excel reads Vietnamese as Latin letters; lines end as RFC 4180 says.
- The first row holds the keys of the columns, which never change; the rows follow without the total, which would be
  counted twice by whoever adds up the column.
- Whole numbers are plain digits, days are ISO 8601, a share is a decimal with a point and six places where 1 is 100 %:
  a fraction such as 7/10 would be opened as a day. What is not known is empty.
- A text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

from nhandao.office.layout import FORMULA_STARTS
from nhandao.reporting.table import Table, Value

_PLACES = 6


def csv_file(table: Table) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_text(value) for value in row] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        millionths = int(value * 10**_PLACES)  # cut off, as wherever a share is shown
        return f"{millionths // 10**_PLACES}.{millionths % 10**_PLACES:0{_PLACES}}"
    return str(value)
