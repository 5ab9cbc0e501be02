"""The reports of plan V against a second count that shares no code with them: every cell of every table."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nhandao.book.book import Book
from nhandao.book.load import load
from nhandao.records.periods import parse
from nhandao.reporting.report import Reports
from nhandao.reporting.table import Table
from nhandao.reporting.tables import target_table
from nhandao.reporting.targets import evaluate
from tests.reporting import drawn
from tests.reporting.recount import files, tables
from tests.reporting.recount.files import Data

AS_OF = date(2023, 10, 31)
COUNT = "tests.reporting.recount"
PERIODS = ("2023Q1", "2023Q2", "2023H1", "2023Q3", "2023Q4", "2023")
SEEDS = 10  # drawn folders
SAMPLE = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def sample() -> tuple[Book, Data]:
    return read_twice(SAMPLE)


def read_twice(folder: Path) -> tuple[Book, Data]:
    book, problems = load(folder)
    assert book is not None
    assert not problems, [problem.render() for problem in problems]
    return book, files.read(folder)


@pytest.mark.parametrize("code", PERIODS)
def test_every_cell_of_the_sample_s_reports_equals_the_second_count(sample: tuple[Book, Data], code: str) -> None:
    same(*sample, code, AS_OF)


def same(book: Book, data: Data, code: str, as_of: date) -> None:
    """Every unit's report of a period, and the targets of every commune, agree with the second count."""
    differences = list(all_differences(book, data, code, as_of))
    assert not differences, "\n".join([f"{len(differences)} cells differ", *differences[:40]])


def all_differences(book: Book, data: Data, code: str, as_of: date) -> Iterator[str]:
    period = parse(code, book.campaign.windows)
    assert period is not None
    made = Reports(book, period, as_of)
    expected = tables.reports(data, code, as_of)
    found = {unit.code: {table.name: table for table in made.report(unit).tables} for unit in made.units()}
    if set(found) != set(expected):
        yield f"{code}: units {sorted(set(found) ^ set(expected))} are in one of the two only"
    for unit in found.keys() & expected.keys():
        yield from differences(f"{code} {unit}", found[unit], expected[unit])
    year = files.span_of(data, code[:4])[0], min(files.span_of(data, code)[1], as_of)
    for commune in made.areas.communes:
        table = {"chi-tieu": target_table(evaluate(made.year, commune))}
        yield from differences(
            f"{code} {commune.code}", table, {"chi-tieu": tables.target_table(data, year, commune.code)}
        )


def differences(where: str, found: dict[str, Table], expected: dict[str, tables.Table]) -> Iterator[str]:
    """Each cell that is not what the second count says, named by unit, period, table, row and column."""
    if set(found) != set(expected):
        yield f"{where}: tables {sorted(set(found) ^ set(expected))} are in one of the two only"
    for name in found.keys() & expected.keys():
        keys = [column.key for column in found[name].columns]
        rows = [dict(zip(keys, row, strict=True)) for row in found[name].rows]
        wanted = list(expected[name].rows)
        if len(rows) != len(wanted):
            yield f"{where} {name}: expected {len(wanted)} rows, found {len(rows)}"
        if name == "chua-nop":  # in the order of the Vietnamese alphabet, which is not counted again
            rows.sort(key=lambda row: str(row["organisation"]))
        totals = found[name].total, expected[name].total
        if totals != (None, None):
            rows.append(dict(zip(keys, totals[0] or (), strict=False)))
            wanted.append(totals[1] or {})
        for cells, want in zip(rows, wanted, strict=False):
            label = next((str(value) for value in want.values() if value not in ("", None)), "")
            for key in dict.fromkeys((*keys, *want)):
                missing = "no such cell"
                if cells.get(key, missing) != want.get(key, missing):
                    yield (
                        f"{where} {name}, row {label}, {key}: "
                        f"expected {want.get(key, missing)!r}, found {cells.get(key, missing)!r}"
                    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_cell_equals_the_second_count_in_folders_full_of_edge_cases(tmp_path: Path, seed: int) -> None:
    book, data = read_twice(drawn.write(tmp_path, seed))
    for code in PERIODS:
        for as_of in (AS_OF, date(2023, 11, 24)):
            same(book, data, code, as_of)


def test_the_drawn_folders_put_something_into_every_column(tmp_path: Path) -> None:
    """A column that is empty in all of them would equal anything."""
    filled: set[tuple[str, str]] = set()
    every: set[tuple[str, str]] = set()
    for seed in range(SEEDS):
        data = files.read(drawn.write(tmp_path / str(seed), seed))
        for code in PERIODS:
            for report in tables.reports(data, code, date(2023, 11, 24)).values():
                for name, table in report.items():
                    for row in table.rows:
                        every |= {(name, key) for key in row}
                        filled |= {(name, key) for key, value in row.items() if value not in (0, None, "")}
    # Papers and ranks are drawn for none: the sample has them.
    assert every - filled == {("bao-cao-da-nop", "document"), ("danh-sach", "priority")}


def test_the_second_count_shares_no_code_with_the_portal() -> None:
    for path in Path(files.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name == "yaml" or name.split(".")[0] in sys.stdlib_module_names or name.startswith(COUNT), name
