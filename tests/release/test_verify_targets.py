"""What the verifier finds in the targets, the help and the tables of reports when somebody changed one cell of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.public import verify
from nhandao.public.gate import publish
from nhandao.public.release_fields import Field
from nhandao.public.release_reports import TABLES as REPORTS
from nhandao.public.release_targets import TABLES as TARGETS
from nhandao.public.scoreboard import share_text
from nhandao.public.views import PublicSite
from tests import tree
from tests.release import making
from tests.release.test_verify import change, run

LATER = ("2023Q2", "2023Q3", "2023Q4")
"""Quarters that do not start the year: who took part in them is told by no other table."""


def not_computed(table: str, column: str, row: dict[str, str]) -> bool:
    """Cells that nothing else in a release tells: only the hash finds a change of one by one."""
    match table, column:
        case "target_trend", "numerator":
            # The rows of earlier quarters are not published; a number of addresses has no share either. Sums and
            # verdicts still hold them within bounds.
            return row["target"] in ("T2", "T7", "T9b") and row["quarter"] != "4"
        case "target_trend", "denominator":
            return row["numerator"] == "0" and row["quarter"] != "4"  # nobody of however many: the same share
        case "target_trend", "ended":
            return row["quarter"] == "4"  # whether the running quarter is over is told by the calendar only
        case "report_part", "organisations" | "people" | "unnamed_gifts":
            return True  # who hides the name has no mark
        case "report_part", "leaders" | "commune_bodies" | "branches":
            return row["period"] in LATER
    return False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> PublicSite:
    return making.site_of(tmp_path_factory.mktemp("data"), making.SCORES)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, site: PublicSite) -> Path:
    return making.write(tmp_path_factory.mktemp("release"), site)


@pytest.fixture
def release(tmp_path: Path, untouched: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "release"))


@pytest.fixture(scope="module")
def read(untouched: Path) -> verify.Release:
    return verify.Release(untouched, silent())


def silent() -> verify.Report:
    return verify.Report(verify.WORDS["vi"], False)


CHECKS: dict[str, tuple[Callable[[verify.Scores], None], ...]] = {
    "target_trend": (verify.check_trend,),
    "help": (verify.check_help,),
} | {table.name: (verify.check_reports,) for table in REPORTS}
"""Where a change of a table shows first."""
EVERY = (verify.check_targets, verify.check_trend, verify.check_help, verify.check_reports)


def differing(read: verify.Release, table: str = "") -> int:
    """How many figures of targets, help and reports do not fit, of the tables in memory. Of a changed table only what is
    found first: it need not be looked for in all others."""
    for checks in (CHECKS.get(table, ()), EVERY):
        read.report = report = silent()
        scores = verify.Scores(
            read, report, [verify.Line(row, int(row["amount_vnd"])) for row in read.tables["ledger"]]
        )
        for check in checks:
            check(scores)
            if table and report.bad:
                break
        if report.bad:
            break
    return report.bad


def changed(field: Field, text: str, more: bool) -> Iterator[str]:
    """Another value of a cell that looks right: of numbers one more or one less."""
    if field.kind == "yes_no":
        yield "FALSE" if text == "TRUE" else "TRUE"
    elif text.isdigit():
        yield str(int(text) + (1 if more or text == "0" else -1))
    elif field.kind == "range":
        yield "0"
    elif field.kind == "per_cent" and text:
        yield text + "1"
    elif field.name == "verdict":
        yield "met" if text != "met" else "not_met"


CELLS = [
    (table.name, field)
    for table in (*TARGETS, *REPORTS)
    for field in table.fields
    if field.kind in ("count", "money", "range", "per_cent", "yes_no") or field.name == "verdict"
]


def test_an_untouched_release_fits(untouched: Path, read: verify.Release) -> None:
    assert differing(read) == 0
    done = run(untouched)
    assert (done.returncode, done.stderr) == (0, "")
    for told in ("targets.csv", "target_rows.csv", "target_trend.csv", "help.csv", "report_addresses.csv"):
        assert f"khớp  {told}: " in done.stdout
    assert "không tính lại được  organisations.csv addresses: " in done.stdout


@pytest.mark.parametrize(("table", "field"), CELLS, ids=[f"{table}-{field.name}" for table, field in CELLS])
def test_one_changed_cell_is_found_by_arithmetic(
    read: verify.Release, capsys: pytest.CaptureFixture[str], table: str, field: Field
) -> None:
    missed = []
    for number, row in enumerate(read.tables[table]):
        original = row[field.name]
        for text in changed(field, original, more=number % 2 == 0):
            row[field.name] = text
            if not differing(read, table) and not not_computed(table, field.name, row):
                missed.append((dict(row), original))
        row[field.name] = original
    capsys.readouterr()
    assert not missed


@pytest.mark.parametrize(
    "table", ["targets", "target_rows", "target_trend", "help", "report_help", "report_part", "units"]
)
def test_a_row_taken_out_or_put_twice_is_found(
    read: verify.Release, capsys: pytest.CaptureFixture[str], table: str
) -> None:
    rows = read.tables[table]
    for at in range(len(rows)):
        if at % 2 and (table, rows[at]["unit"], rows[at].get("quarter")) != ("target_trend", "truong-mau", "1"):
            read.tables[table] = rows[:at] + rows[at + 1 :]
        else:  # a school has no quarters from before it took part, so that its first may be gone
            read.tables[table] = [*rows[:at], rows[at], *rows[at:]]
        assert differing(read, table), rows[at]
    read.tables[table] = rows
    capsys.readouterr()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("targets.csv", "tinh,T6,III.2,6,8,75", "tinh,T6,III.2,7,8,87.5", "targets.csv tinh T6 numerator: bản công bố ghi 7, tính lại được 6"),
        ("targets.csv", "60,70,,TRUE,not_met", "60,70,,TRUE,met", "targets.csv 689 T6 verdict: bản công bố ghi met, tính lại được not_met"),
        ("target_rows.csv", "tinh,T2,unit,689,,TRUE,1", "tinh,T2,unit,689,,TRUE,2", "target_rows.csv tinh T2 689 TRUE: bản công bố ghi 2, tính lại được 1"),
        ("target_rows.csv", "689,T6,address,DC23A0004C,,TRUE", "689,T6,address,DC23A0004C,,FALSE", "target_rows.csv 689 T6 DC23A0004C counts: bản công bố ghi FALSE, tính lại được TRUE"),
        ("target_rows.csv", "25230,T3,organisation,cap-xa-mot,,TRUE", "25230,T3,organisation,cap-xa-mot,,FALSE", "target_rows.csv 25230 T3 cap-xa-mot counts"),
        ("target_trend.csv", "tinh,T1,4,2023-10-31,FALSE,2,10,20", "tinh,T1,4,2023-10-31,FALSE,2,10,20.1", "target_trend.csv tinh T1 4 share"),
        ("help.csv", "25216,1,1,1500000", "25216,1,1,1500001", "help.csv 25216 cash_vnd: bản công bố ghi 1500001, tính lại được 1500000"),
        ("report_addresses.csv", ",7..9,", ",7,", "report_addresses.csv 2023Q2 tinh surveyed: bản công bố ghi 7, tính lại được 7..9"),
        ("report_kinds.csv", ",2..4,", ",2..5,", "lonely_elderly: bản công bố ghi 2..5, tính lại được 2..4"),
        ("report_help.csv", "2022-11-25,2023-10-31", "2022-11-25,2023-10-30", "report_help.csv 2023 688 last"),
        ("figures.csv", "score.unplaced,1", "score.unplaced,0", "score.unplaced: bản công bố ghi 0, phải ít nhất 1"),
        ("targets.csv", "tinh,T1,III,2,10", "tinh,T1,III,hai,10", "gặp “hai”, cần số nguyên"),
        ("report_kinds.csv", ",<3,", ",ít,", "gặp “ít”, cần số nguyên"),
        ("target_trend.csv", "2023-10-31", "31/10/2023", "gặp “31/10/2023”, cần ngày năm-tháng-ngày"),
    ],
)  # fmt: skip
def test_what_differs_is_told_by_name_without_a_traceback(
    release: Path, file: str, old: str, new: str, told: str
) -> None:
    change(release / file, old, new)
    done = run(release, "--skip-hashes")
    assert (done.returncode, done.stderr) == (1, "")
    assert told in done.stdout


def test_help_that_the_ledger_does_not_know_is_found_even_where_all_sums_were_changed_alike(
    read: verify.Release, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in read.tables["help"] if row["unit"] in ("tinh", "689", "25231")]
    for row in rows:
        for column in ("cash_vnd", "value_vnd"):
            row[column] = str(int(row[column]) + 1_000_000)
    differing(read)
    assert "help.csv tinh cash_vnd: bản công bố ghi 3700000, tính lại được 2700000" in capsys.readouterr().out
    for row in rows:
        for column in ("cash_vnd", "value_vnd"):
            row[column] = str(int(row[column]) - 1_000_000)


@pytest.mark.parametrize(
    ("part", "whole", "least", "more_than", "verdict"),
    [
        (7, 10, "70", True, "not_met"), (701, 1000, "70", True, "met"), (699, 1000, "70", True, "not_met"),
        (3, 10, "30", False, "met"), (2999, 10_000, "30", False, "not_met"), (9, 10, "100", False, "not_met"),
        (0, 0, "70", True, "undefined"),
    ],
)  # fmt: skip
def test_seventy_percent_exactly_is_not_more_than_seventy(
    part: int, whole: int, least: str, more_than: bool, verdict: str
) -> None:
    row = {"least_percent": least, "least": "", "strictly": "TRUE" if more_than else "FALSE", "denominator": "x"}
    assert verify.judged(verify.Claim(part, whole, row), part, whole) == verdict


@given(st.integers(0, 3_000), st.integers(1, 3_000), st.sampled_from(["30", "70", "100"]))
def test_the_verifier_cuts_a_share_as_the_scoreboard_does(part: int, whole: int, least: str) -> None:
    part = min(part, whole)
    assert verify.cut_share(part, whole, least) == share_text(Fraction(part, whole), Fraction(int(least), 100))


SECOND_RECORD = (
    making.address(
        making.coded("DC23A0011"),
        "25230",
        f"duplicate_of: {making.coded('DC23A0008')}\nconsents: [{{scopes: [publish, story], by: self, on: 2023-01-02}}]",
    )
    + making.handover(31, making.coded("DC23A0011"), "2023-04-09", 123_000)
    + making.handover(32, making.WAITING, "2023-09-10", 400_000)
    + making.handover(33, making.WAITING, "2023-09-11", 400_000).replace("evidence", "reverses: ban-giao-32\nevidence")
)
"""Help that counts with another record of the same party, and help that was wholly taken back."""
MERGED_YEAR = """
# campaign.yaml
""" + tree.documents(tree.BASE)["campaign.yaml"].replace(
    "{year: 2023, from: 2022-11-25, to: 2023-11-24}", "{year: 2025, from: 2024-11-25, to: 2025-11-24}"
)


@pytest.mark.parametrize(
    ("more", "as_of"),
    [
        (SECOND_RECORD, "2023-10-31"),
        ("", "2022-11-24"),
        ("", "2022-12-01"),
        ("", "2023-05-24"),
        ("", "2024-03-01"),
        (MERGED_YEAR + making.handover(40, making.UNPLACED, "2025-08-01", 50_000), "2025-10-31"),
    ],
)
def test_whatever_the_day_and_the_units_a_release_fits(tmp_path: Path, more: str, as_of: str) -> None:
    folder = tree.write(tmp_path / "data", making.SCORES + more)
    views, problems = publish(folder, date.fromisoformat(as_of), date(2026, 1, 1))
    assert views is not None, [problem.render() for problem in problems]
    done = run(making.write(tmp_path / "release", views))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
