"""Reporting periods and deadlines (plan V)."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records import periods
from nhandao.records.campaign import Campaign, Deadlines, Windows
from nhandao.records.problem import Problem
from nhandao.records.record import make
from tests.tree import day

WINDOWS, DEADLINES = Windows(), Deadlines()


@pytest.mark.parametrize(
    ("code", "first", "last", "due_before", "last_day"),
    [
        ("2023Q1", "2022-11-25", "2023-02-24", "2023-03-10", "2023-03-09"),
        ("2023Q2", "2023-02-25", "2023-05-24", "2023-06-10", "2023-06-09"),
        ("2023H1", "2022-11-25", "2023-05-24", "2023-05-30", "2023-05-29"),
        ("2023Q3", "2023-05-25", "2023-08-24", "2023-09-10", "2023-09-09"),
        ("2023Q4", "2023-08-25", "2023-11-24", "2023-12-10", "2023-12-09"),
        ("2023", "2022-11-25", "2023-11-24", "2023-11-30", "2023-11-29"),
        ("2024", "2023-11-25", "2024-11-24", "2024-11-30", "2024-11-29"),
    ],
)
def test_a_period_has_the_days_of_the_plan(code: str, first: str, last: str, due_before: str, last_day: str) -> None:
    period = periods.parse(code, WINDOWS)
    assert period is not None
    assert (period.first, period.last) == (day(first), day(last))
    assert period.code == code
    assert periods.due_before(period, DEADLINES) == day(due_before)
    assert periods.last_day(period, DEADLINES) == day(last_day)


@pytest.mark.parametrize("text", ["2023Q5", "2023Q0", "2023H2", "23Q1", "2023q1", "2023 Q1", "", "1999", "2023Q1 "])
def test_what_names_no_period_is_none(text: str) -> None:
    assert periods.parse(text, WINDOWS) is None


@given(st.dates(date(2019, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_one_quarter_and_one_year(some: date) -> None:
    year = periods.reporting_year(some)
    assert some in periods.year_period(year)
    assert some not in periods.year_period(year - 1)
    assert sum(some in periods.quarter(year, number, WINDOWS) for number in (1, 2, 3, 4)) == 1


@given(st.integers(2019, 2090))
def test_quarters_follow_each_other_and_fill_the_year(year: int) -> None:
    quarters = [periods.quarter(year, number, WINDOWS) for number in (1, 2, 3, 4)]
    for one, following in pairwise(quarters):
        assert one.last + timedelta(days=1) == following.first
    whole = periods.year_period(year)
    assert (quarters[0].first, quarters[3].last) == (whole.first, whole.last)
    assert periods.half_year(year, WINDOWS)[-2:] == (quarters[0].first, quarters[1].last)


@pytest.mark.parametrize(("text", "year"), [("2022-11-24", 2022), ("2022-11-25", 2023), ("2023-11-24", 2023)])
def test_the_year_turns_on_25_november(text: str, year: int) -> None:
    assert periods.reporting_year(day(text)) == year


def test_windows_and_deadlines_are_settings() -> None:
    windows = Windows(quarters=("11-25", "01-01", "04-01", "07-01"))
    assert periods.quarter(2024, 1, windows)[-2:] == (date(2023, 11, 25), date(2023, 12, 31))
    assert periods.quarter(2024, 2, windows).first == date(2024, 1, 1)
    leap = Windows(quarters=("11-25", "03-01", "06-01", "09-01"))
    assert periods.quarter(2024, 1, leap).last == date(2024, 2, 29)
    due = Deadlines(quarters_before=("03-15", "06-10", "09-10", "12-10"))
    assert periods.last_day(periods.quarter(2023, 1, WINDOWS), due) == date(2023, 3, 14)


def test_a_due_day_before_the_period_ends_is_meant_for_the_next_year() -> None:
    due = Deadlines(year_before="01-15")
    assert periods.due_before(periods.year_period(2023), due) == date(2024, 1, 15)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("windows", {"quarters": ["11-24", "02-25", "05-25", "08-25"]}),
        ("windows", {"quarters": ["11-25", "05-25", "02-25", "08-25"]}),
        ("windows", {"quarters": ["11-25", "02-25", "02-25", "08-25"]}),
        ("windows", {"quarters": ["11-25", "02-25", "05-25"]}),
        ("windows", {"quarters": ["11-25", "02-30", "05-25", "08-25"]}),
        ("deadlines", {"half_year_before": "02-30"}),
        ("deadlines", {"year_before": "30-11"}),
    ],
)
def test_windows_and_deadlines_that_make_no_sense_are_refused(field: str, value: object) -> None:
    made = make(Campaign, {field: value}, "campaign.yaml")
    assert isinstance(made, list)
    assert any(isinstance(problem, Problem) and problem.field[0] == field for problem in made)


def test_a_period_names_itself_in_vietnamese() -> None:
    assert periods.quarter(2023, 3, WINDOWS).long_name == "quý III năm 2023 (từ 25/5/2023 đến 24/8/2023)"
    assert periods.half_year(2023, WINDOWS).name == "6 tháng đầu năm 2023"
    assert periods.year_period(2023).name == "năm 2023"


def test_targets_are_measured_from_the_start_of_the_year() -> None:
    period = periods.so_far(periods.quarter(2023, 3, WINDOWS))
    assert (period.first, period.last) == (date(2022, 11, 25), date(2023, 8, 24))
