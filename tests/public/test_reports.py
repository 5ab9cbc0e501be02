"""Report tables for the public: the numbers of the office's own report, and of few addresses a band."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.public.gate import publish
from nhandao.public.report_views import ReportPeriod, ReportRow
from nhandao.public.reports import ADDRESSES, HELP, periods
from nhandao.public.small_cells import banded, banded_total
from nhandao.records.names import CATEGORIES, FORMS
from nhandao.reporting.report import Reports
from nhandao.reporting.table import Table
from tests import tree
from tests.release import making
from tests.tree import replace

AS_OF = date(2023, 10, 31)


def published(folder: Path, as_of: date = AS_OF, again: bool = False) -> tuple[ReportPeriod, ...]:
    cache = folder.with_name(f"{folder.name}-cache") if again else None
    made, problems = publish(folder, as_of, AS_OF, cache, again=again)
    assert made is not None, [problem.render() for problem in problems]
    return made.reports


def row(found: tuple[ReportPeriod, ...], period: str, table: str, unit: str) -> ReportRow:
    (tables,) = (one.tables for one in found if one.code == period)
    (rows,) = (one.rows for one in tables if one.name == table)
    return next(one for one in rows if one.code == unit)


def test_every_number_is_that_of_the_offices_report(tmp_path: Path) -> None:
    folder = tree.write(tmp_path / "data", making.SCORES)
    book = tree.book(folder)
    for period, view in zip(periods(book, AS_OF), published(folder), strict=True):
        reports = Reports(book, period, AS_OF)
        tables = {table.name: table for table in reports.report(reports.areas.province).tables}
        public = {table.name: {one.code: one.values for one in table.rows} for table in view.tables}
        for unit, values in numbers(tables["dia-chi"], ADDRESSES).items():
            if unit != "tinh":
                assert public["addresses"][unit][: len(ADDRESSES)] == tuple(map(banded, values))
        assert public["help"] == texts(numbers(tables["tro-giup"], HELP))
        forms = {unit: values[len(CATEGORIES) :] for unit, values in public["kinds"].items()}
        assert forms == texts(numbers(tables["phan-loai"], tuple(FORMS)))
        part = tuple(column.key for column in tables["tham-gia"].columns[2:] if column.kind == "count")
        assert public["part"] == texts(numbers(tables["tham-gia"], part))


def numbers(table: Table, keys: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Some columns by code of the unit, the total under that of the province; bodies in no known place are none."""
    at = [next(number for number, column in enumerate(table.columns) if column.key == key) for key in keys]
    assert table.total is not None
    rows = {str(one[0]): one for one in table.rows} | {"tinh": table.total}
    found = {}
    for code, values in rows.items():
        found[code] = tuple(int(str(values[number])) if values[number] is not None else 0 for number in at)
    return found


def texts(rows: dict[str, tuple[int, ...]]) -> dict[str, tuple[str, ...]]:
    return {unit: tuple(map(str, values)) for unit, values in rows.items()}


def test_hardship_and_how_help_ended_are_counted_for_addresses_with_a_page_only(tmp_path: Path) -> None:
    folder = tree.write(tmp_path / "data", making.SCORES)
    group = list(CATEGORIES).index("lonely_elderly")
    # In the second quarter one that ended later and one that took its consent back later were helped.
    assert row(published(folder), "2023Q2", "addresses", "689").values[ADDRESSES.index("helped")] == "<3"
    assert row(published(folder), "2023Q2", "help", "689").values[0] == "2"
    assert row(published(folder), "2023Q2", "kinds", "689").values[group] == "<3"
    hidden = making.address(making.ENDED, "25230", making.TAKEN_BACK)
    folder = tree.write(tmp_path / "hidden", making.SCORES + hidden)
    assert row(published(folder), "2023Q2", "kinds", "689").values[group] == "0"
    assert row(published(folder), "2023Q2", "help", "689").values[0] == "2"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([], "0"),
        ([0, 0], "0"),
        ([3, 4], "7"),
        ([1], "1..2"),
        ([2, 5], "6..7"),
        ([1, 2, 0, 10], "12..14"),
    ],
)
def test_a_total_tells_no_more_than_its_cells(counts: list[int], told: str) -> None:
    assert banded_total(counts) == told


@given(st.lists(st.integers(0, 5)))
def test_the_true_total_is_always_among_those_told(counts: list[int]) -> None:
    low, _, high = banded_total(counts).partition("..")
    assert int(low) <= sum(counts) <= int(high or low)


@pytest.mark.parametrize(
    ("as_of", "codes"),
    [
        ("2022-11-24", []),
        ("2022-11-25", ["2023Q1", "2023H1", "2023"]),
        ("2023-02-25", ["2023Q1", "2023Q2", "2023H1", "2023"]),
        ("2024-03-01", ["2023Q1", "2023Q2", "2023H1", "2023Q3", "2023Q4", "2023"]),
    ],
)
def test_periods_are_there_from_their_first_day(tmp_path: Path, as_of: str, codes: list[str]) -> None:
    found = published(tree.write(tmp_path / "data"), date.fromisoformat(as_of))
    assert [one.code for one in found] == codes
    assert all(one.last <= min(date.fromisoformat(as_of), date(2023, 11, 24)) for one in found)


CHANGES = (
    (tree.ADDRESS, 'unit: "25216"', 'unit: "25217"'),
    (tree.ADDRESS, "on: 2023-03-01}\n", "on: 2023-03-01, withdrawn_on: 2023-09-01}\n"),
    (tree.ADDRESS, "categories: [disability]", "categories: [injury]"),
    (tree.HANDOVER, "value_vnd: 1500000", "value_vnd: 1400000"),
    (tree.RECEIPT, "value_vnd: 2000000\n", "value_vnd: 2000000\nsupporter: {organisation: cap-xa-hai, visibility: name}\n"),
)  # fmt: skip


def test_what_is_made_anew_equals_what_is_made_from_nothing(tmp_path: Path) -> None:
    folder = tree.write(tmp_path / "data", making.SCORES)
    published(folder, again=True)
    for path, old, new in CHANGES:
        before = (folder / path).read_text(encoding="utf-8")
        replace(folder, path, old, new)
        assert published(folder, again=True) == published(folder), new
        (folder / path).write_text(before, encoding="utf-8")
        assert published(folder, again=True) == published(folder), new
