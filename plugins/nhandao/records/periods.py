"""Reporting periods and their deadlines (plan V): the year runs from 25 November to 24 November.

The plan leaves the windows of the quarters open; campaign.yaml sets their first days, with defaults that fit every
deadline. "Before 30 May" is strict: the last day is the 29th.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from nhandao.records.campaign import Deadlines, Windows

PeriodKind = Literal["quarter", "half_year", "year"]
_CODE = re.compile(r"(20\d{2})(?:Q([1-4])|(H1))?", re.ASCII)
_ROMAN = ("", "I", "II", "III", "IV")


class Period(NamedTuple):
    """A stretch of days, both ends included."""

    kind: PeriodKind
    year: int  # reporting year it belongs to
    number: int  # of the quarter, 1 to 4; 0 otherwise
    first: date
    last: date

    @property
    def code(self) -> str:
        """`2023Q3`, `2023H1` or `2023`."""
        ending = {"quarter": f"Q{self.number}", "half_year": "H1", "year": ""}[self.kind]
        return f"{self.year}{ending}"

    @property
    def name(self) -> str:
        """In Vietnamese: "quý III năm 2023"."""
        what = {"quarter": f"quý {_ROMAN[self.number]} ", "half_year": "6 tháng đầu ", "year": ""}[self.kind]
        return f"{what}năm {self.year}"

    @property
    def long_name(self) -> str:
        """With its days: "quý III năm 2023 (từ 25/5/2023 đến 24/8/2023)"."""
        return f"{self.name} (từ {day_text(self.first)} đến {day_text(self.last)})"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def day_text(day: date) -> str:
    """As Vietnamese letters write a day: 25/5/2023."""
    return f"{day.day}/{day.month}/{day.year}"


def reporting_year(day: date) -> int:
    """The reporting year a day belongs to: 25 November 2022 is the first day of 2023."""
    return day.year + ((day.month, day.day) >= (11, 25))


def year_period(year: int) -> Period:
    return Period("year", year, 0, date(year - 1, 11, 25), date(year, 11, 24))


def quarter(year: int, number: int, windows: Windows) -> Period:
    """The quarter `number` (1 to 4) of a reporting year."""
    starts = [_in_year(year, start) for start in windows.quarters] + [date(year, 11, 25)]
    return Period("quarter", year, number, starts[number - 1], starts[number] - timedelta(days=1))


def half_year(year: int, windows: Windows) -> Period:
    """The first six months: the first two quarters."""
    return Period("half_year", year, 0, quarter(year, 1, windows).first, quarter(year, 2, windows).last)


def periods_of(year: int, windows: Windows) -> tuple[Period, ...]:
    """All periods of a reporting year in the order they end: Q1, Q2, first half, Q3, Q4, year."""
    quarters = [quarter(year, number, windows) for number in (1, 2, 3, 4)]
    return (*quarters[:2], half_year(year, windows), *quarters[2:], year_period(year))


def parse(code: str, windows: Windows) -> Period | None:
    """The period a code names; ``None`` for anything else."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year = int(found[1])
    if found[2]:
        return quarter(year, int(found[2]), windows)
    return half_year(year, windows) if found[3] else year_period(year)


def so_far(period: Period) -> Period:
    """From the start of its reporting year to the end of the period: what the yearly targets are measured on."""
    return Period("year", period.year, 0, year_period(period.year).first, period.last)


def due_before(period: Period, deadlines: Deadlines) -> date:
    """The day of the plan: reports must be there *before* it (plan V.1)."""
    match period.kind:
        case "quarter":
            text = deadlines.quarters_before[period.number - 1]
        case "half_year":
            text = deadlines.half_year_before
        case "year":
            text = deadlines.year_before
    month, day = map(int, text.split("-"))
    due = date(period.year, month, day)
    # A report cannot be due before its period is over: such a day is meant for the calendar year after.
    return due if due > period.last else date(period.year + 1, month, day)


def last_day(period: Period, deadlines: Deadlines) -> date:
    """The last day on which the report is in time: the day before `due_before`."""
    return due_before(period, deadlines) - timedelta(days=1)


def _in_year(year: int, start: str) -> date:
    month, day = map(int, start.split("-"))
    return date(year - 1 if (month, day) >= (11, 25) else year, month, day)
