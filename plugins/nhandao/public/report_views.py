"""What the world may see of the tables of reports (plan V): numbers by district, and of few addresses a band."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class ReportRow(NamedTuple):
    """The numbers of one unit."""

    code: str  # of the unit, "tinh" for the whole province, "" for addresses that lie in none of the units
    name: str
    values: tuple[str, ...]  # one for each column: "12"; of 1 and 2 addresses "<3"; a total over such cells "4..6"


class ReportTable(NamedTuple):
    """One table of a period; the whole province is its last row."""

    name: str  # addresses | help | kinds | part
    rows: tuple[ReportRow, ...]


class ReportPeriod(NamedTuple):
    """The tables of one period."""

    code: str  # 2023Q3, 2023H1, 2023
    first: date
    last: date  # last day counted: of a period that is running, the day of the data
    epoch: str  # of the codes of units
    tables: tuple[ReportTable, ...]
    digest: str
