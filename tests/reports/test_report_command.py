"""`portal report` and `portal submit`: files for the office, whole or not at all, and messages for whatever is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from scripts.command_line import run
from tests import tree
from tests.history.archive import Archive
from tests.reporting.test_areas import AFTER

BODY = """
# organisations/member_body/so-mau.yaml
id: so-mau
kind: member_body
name: Sở Mẫu
level: province
epoch: "2023"
since: 2022-01-01
"""


def data(place: Path, text: str = "") -> Path:
    return tree.write(place / "data", BODY + text)


def report(
    folder: Path, out: Path, *more: str, kind: str = "quarter", period: str = "2023Q3", unit: str = "688"
) -> int:
    arguments = ["report", kind, "--period", period, "--data", str(folder), "--out", str(out), *more]
    return run(arguments if kind == "all" else [*arguments, "--unit", unit])


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_a_report_is_a_set_of_files_with_fixed_names(tmp_path: Path) -> None:
    assert report(data(tmp_path), tmp_path / "out") == 0
    tables = ("chi-tieu", "danh-sach", "dia-chi", "phan-loai", "tham-gia", "tro-giup")
    expected = {f"bao-cao-2023q3-688-{name}.csv" for name in tables}
    expected |= {"bao-cao-2023q3-688.xlsx", "bao-cao-2023q3-688.docx", "SHA256SUMS"}
    assert {file.name for file in (tmp_path / "out").iterdir()} == expected


def test_the_same_data_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    folder = data(tmp_path)
    for name in ("one", "two"):
        assert report(folder, tmp_path / name, "--format", "xlsx,docx,csv,pdf") == 0
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_all_makes_the_reports_of_everybody_who_owes_one(tmp_path: Path) -> None:
    folder = data(tmp_path)
    assert report(folder, tmp_path / "quarter", "--format", "xlsx", kind="all") == 0
    assert {file.stem for file in (tmp_path / "quarter").glob("*.xlsx")} == {
        "bao-cao-2023q3-tinh",
        "bao-cao-2023q3-688",
    }
    assert report(folder, tmp_path / "half", "--format", "xlsx", kind="all", period="2023H1") == 0
    found = {file.stem for file in (tmp_path / "half").glob("*.xlsx")}
    assert found == {f"bao-cao-2023h1-{unit}" for unit in ("tinh", "688", "so-mau")}


def test_all_reports_of_a_year_are_those_of_its_periods(tmp_path: Path) -> None:
    folder = data(tmp_path)
    year = [
        "report",
        "all",
        "--year",
        "2023",
        "--data",
        str(folder),
        "--out",
        str(tmp_path / "year"),
        "--format",
        "csv",
    ]
    assert run(year) == 0
    one_by_one: dict[str, str] = {}
    for period in ("2023Q1", "2023Q2", "2023H1", "2023Q3", "2023Q4", "2023"):
        assert report(folder, tmp_path / period, "--format", "csv", kind="all", period=period) == 0
        one_by_one |= digests(tmp_path / period)
    found = digests(tmp_path / "year")
    assert found.pop("SHA256SUMS") != one_by_one.pop("SHA256SUMS")
    assert found == one_by_one


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["all", "--year", "2024"], "sau ngày tính số liệu"),
        (["all", "--year", "x"], "--year"),
        (["quarter", "--period", "2024Q1"], "sau ngày tính số liệu"),
        (["quarter", "--period", "2023Q5"], "2023Q1 đến 2023Q4"),
        (["quarter", "--period", "2023H1"], "cần kỳ dạng 2023Q3"),
        (["quarter"], "thiếu --period"),
        (["quarter", "--period", "2023Q3", "--unit", "999"], "không có đơn vị “999”"),
        (["quarter", "--period", "2023Q3", "--unit", "25216"], "là cấp xã"),
        (["quarter", "--period", "2023Q3", "--format", "odt"], "gặp “odt”"),
        (["quarter", "--period", "2023Q3", "--template", "khong-co.docx"], "không có tệp mẫu"),
        (["quarter", "--period", "2022Q3"], "không có đơn vị hành chính"),
        (["quarter", "x", "--period", "2023Q3"], "Xem cách dùng"),
        (["diff", "--period", "2023Q3"], "cần hai mốc"),
        (["diff", "nop", "nay", "--period", "2023Q3", "--unit", "688"], "chưa có báo cáo nào"),
    ],
)
def test_what_cannot_be_reported_is_refused_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    folder = data(tmp_path)
    if "2022Q3" in arguments:
        arguments = [*arguments, "--as-of", "2022-06-30"]
    assert run(["report", *arguments, "--data", str(folder), "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert told in said.err + said.out
    assert "Traceback" not in said.err
    assert not out.exists()


def test_a_unit_merged_in_mid_year_names_those_to_report_instead(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data(tmp_path, AFTER)
    arguments = ["--as-of", "2025-12-01"]
    assert report(folder, tmp_path / "out", *arguments, period="2025Q3") == 1
    said = capsys.readouterr().err
    assert "không còn là đơn vị hành chính" in said
    assert "Phường Phước Long (25217)" in said
    assert report(folder, tmp_path / "out", *arguments, period="2025Q2") == 0
    assert report(folder, tmp_path / "new", *arguments, period="2025Q3", unit="tinh") == 0


def test_files_of_others_are_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = data(tmp_path), tmp_path / "out"
    assert report(folder, out) == 0
    assert report(folder, out) == 0
    (out / "bao-cao-2023q3-688.xlsx").write_bytes(b"edited")
    assert report(folder, out) == 1
    assert (out / "bao-cao-2023q3-688.xlsx").read_bytes() == b"edited"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thu.docx").touch()
    assert report(folder, tmp_path / "mine") == 1
    assert report(folder, folder) == 1
    assert "đó là nơi chứa dữ liệu" in capsys.readouterr().err


def test_a_report_of_the_past_counts_what_was_there_then(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = archive.start(at="2023-08-30 08:00")
    archive.write(HELP)
    archive.commit("2023-09-05 08:00")
    for name, at in (("commit", first), ("day", "2023-08-31"), ("later", "2023-09-05")):
        assert report(archive.data, tmp_path / name, "--at", at, "--format", "xlsx", period="2023Q3") == 0
    values = {name: helped(tmp_path / name) for name in ("commit", "day", "later")}
    assert values == {"commit": 1, "day": 1, "later": 2}


HELP = """
# handovers/2023/08/10/ban-giao-2.yaml
id: ban-giao-2
on: 2023-08-10
account: DC23A0002G
form: wheelchair
kind: cash
value_vnd: 500000
funded_by: receipts
evidence: BB-2
handed_by: hoi-phuoc-long
"""


def helped(folder: Path) -> object:
    """Times of help on the total row of the workbook."""
    sheet = openpyxl.load_workbook(folder / "bao-cao-2023q3-688.xlsx", data_only=True)["tro-giup"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    column = next(row.index("Lượt trợ giúp") for row in rows if "Lượt trợ giúp" in row)
    return next(row[column] for row in rows if "Tổng cộng" in row)


def test_the_difference_since_a_report_was_handed_in_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Archive(tmp_path)
    archive.start(at="2023-08-30 08:00")
    submit = ["submit", "hoi-phuoc-long", "--period", "2023Q3", "--on", "2023-08-30", "--data", str(archive.data)]
    archive.git("config", "user.name", "Staff")
    archive.git("config", "user.email", "staff@example.org")
    assert run(submit) == 0
    compare = ["report", "diff", "nop", "nay", "--period", "2023Q3", "--unit", "688", "--data", str(archive.data)]
    assert run(compare) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    archive.write(HELP)
    assert run(compare) == 0
    told = capsys.readouterr().out
    assert "Kết quả trợ giúp" in told
    assert "1 → 2" in told
    assert "500.000" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["khong-co", "--period", "2023H1"], "không phải nộp"),
        (["so-mau", "--period", "2023Q1"], "không phải nộp"),
        (["so-mau", "--period", "2023H1"], "cần số liệu"),
        (["hoi-phuoc-long", "--period", "2023Q3", "--on", "2023-08-24"], "không sau ngày cuối kỳ"),
        (["so-mau", "--period", "2023H1", "--figures", "khong-co.xlsx"], "không có tệp"),
    ],
)
def test_a_submission_that_does_not_fit_is_refused(
    tmp_path: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data(tmp_path)
    assert run(["submit", *arguments, "--data", str(folder), "--no-commit"]) == 1
    assert told in capsys.readouterr().err
    assert not (folder / "submissions").exists()


def filled(tmp_path: Path, folder: Path, values: dict[str, object]) -> Path:
    """The template with some figures typed in."""
    path = tmp_path / "so-lieu.xlsx"
    assert run(["submit", "so-mau", "--period", "2023H1", "--data", str(folder), "--template", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Số liệu")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in values:
                sheet.cell(cell.row, column).value = values[cell.value]
    book.save(path)
    return path


FIGURES = {
    "addresses_helped": 4,
    "helped_regular": 1,
    "helped_once": 3,
    "times": 6,
    "cash_vnd": 2_000_000,
    "own_survey": 1,
}


def test_figures_of_a_workbook_become_a_record_and_stand_apart_in_the_consolidation(tmp_path: Path) -> None:
    folder = data(tmp_path)
    path = filled(tmp_path, folder, FIGURES)
    submit = ["submit", "so-mau", "--period", "2023H1", "--on", "2023-05-26", "--data", str(folder), "--no-commit"]
    assert run([*submit, "--figures", str(path)]) == 0
    written = tree.book(folder).submissions["2023H1-so-mau"]
    assert written.figures is not None
    assert (written.figures.times, written.figures.value_vnd, written.figures.own_survey) == (6, 2_000_000, True)
    assert run([*submit, "--figures", str(path)]) == 1  # handed in already
    assert run([*submit, "--figures", str(path), "--replace"]) == 0
    assert report(folder, tmp_path / "out", "--format", "csv", kind="half-year", period="2023H1", unit="tinh") == 0
    together = (tmp_path / "out/bao-cao-2023h1-tinh-tong-hop.csv").read_text(encoding="utf-8-sig").splitlines()
    assert together[1].endswith(",0,0,0,0,0,0,0,0,0,0")
    assert together[2].endswith(",4,1,3,6,2000000,0,0,0,2000000,0")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"times": "6 lượt"}, "cần số nguyên"),
        ({"times": -1}, "cần số nguyên"),
        ({"times": 1.5}, "cần số nguyên"),
        ({"times": "2.000"}, "cần số nguyên"),
        ({"times": 2}, "số lượt ít hơn số địa chỉ"),
        ({"helped_regular": 9}, "phần lớn hơn tổng"),
        ({"times": 0, "addresses_helped": 0, "helped_once": 0, "helped_regular": 0}, "số lượt bằng 0"),
    ],
)
def test_figures_that_make_no_sense_are_refused(
    tmp_path: Path, values: dict[str, object], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = data(tmp_path)
    path = filled(tmp_path, folder, FIGURES | values)
    submit = ["submit", "so-mau", "--period", "2023H1", "--on", "2023-05-26", "--data", str(folder), "--no-commit"]
    assert run([*submit, "--figures", str(path)]) == 1
    said = capsys.readouterr()
    assert told in said.err + said.out
    assert not (folder / "submissions").exists()
