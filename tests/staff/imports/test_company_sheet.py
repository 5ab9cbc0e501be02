"""The sheet that `/doanh-nghiep/` offers: a company fills it in, the office imports it, promises under one reference come out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nhandao.book.load import load
from scripts import command_line
from scripts.folders import DATA
from scripts.staff.sheets import company_sheet
from scripts.staff.sheets.company_sheet import FILE, parts
from tests import tree
from tests.staff.imports.sheets import Office
from tests.staff.imports.test_import_lines import COMPANY, WAITING, ranked

ROW: dict[str, Any] = {
    "Người giúp: Mã tổ chức": "Công ty Mẫu",
    "Ngày hứa *": "01/06/2023",
    "Loại *": "Tiền",
    "Giá trị (đồng) *": "3 triệu",
    "Người giúp: Hiển thị": "Chỉ tên",
}


def filled(folder: Path, *accounts: str) -> Path:
    """The sheet as it lies in the theme, with rows below its examples."""
    book = openpyxl.load_workbook(FILE)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row, account in enumerate(accounts, 4):
        for name, value in (ROW | {"Mã địa chỉ hoặc quỹ *": account}).items():
            sheet.cell(row, at[name]).value = value
    book.save(folder / "nhan-giup.xlsx")
    return folder / "nhan-giup.xlsx"


def test_the_sheet_in_the_theme_is_what_the_program_makes() -> None:
    assert parts(FILE.read_bytes()) == parts(company_sheet.company_sheet()), "portal import --company-sheet"


def test_the_command_makes_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(company_sheet, "FILE", tmp_path / "mau.xlsx")
    assert command_line.run(["import", "--company-sheet"]) == 0
    assert "/doanh-nghiep/" in capsys.readouterr().out
    assert parts((tmp_path / "mau.xlsx").read_bytes()) == parts(FILE.read_bytes())


def test_it_names_no_organisation_of_the_data_and_no_place() -> None:
    book, _ = load(DATA)
    assert book is not None
    content = b"".join(parts(FILE.read_bytes()).values()).decode("utf-8", "replace")
    assert [one for one in book.organisations.values() if one.id in content or one.name in content] == []
    assert "portal import TÊN" not in content


def test_rows_of_a_company_become_promises_under_one_reference(office: Office) -> None:
    office.write(COMPANY + "".join(ranked(code, rank) for rank, code in enumerate(WAITING, 1)))
    told = office.run(filled(office.folder, *WAITING[:3]), "--write")
    assert told.status == 0, told.all
    pledges = list(tree.book(office.data).pledges.values())
    assert [(one.account, one.value_vnd, one.supporter.visibility) for one in pledges] == [
        (code, 3_000_000, "name") for code in WAITING[:3]
    ]
    (shared,) = {one.bundle for one in pledges}
    assert f"Công ty Mẫu, 3 lời hứa ngày 01/06/2023: mã chung {shared}." in told.out
    assert not load(office.data)[1]


def test_the_first_by_priority_can_be_asked_for_in_one_row(office: Office) -> None:
    office.write(COMPANY + "".join(ranked(code, rank) for rank, code in enumerate(WAITING, 1)))
    assert office.run(filled(office.folder, "2 địa chỉ ưu tiên đầu"), "--write").status == 0
    assert [one.account for one in tree.book(office.data).pledges.values()] == WAITING[:2]


def test_the_sheet_with_its_examples_alone_gives_nothing(office: Office) -> None:
    assert "không có dòng nào để nhập" in office.run(FILE).out


def test_two_companies_in_two_files_do_not_share(office: Office) -> None:
    other = COMPANY.replace("cong-ty-mau", "cong-ty-khac").replace("Công ty Mẫu", "Công ty Khác")
    office.write(COMPANY + other + "".join(ranked(code, rank) for rank, code in enumerate(WAITING, 1)))
    assert office.run(filled(office.folder, *WAITING[:2]), "--write").status == 0
    book = openpyxl.load_workbook(filled(office.folder, *WAITING[2:4]))
    for row in book.worksheets[0].iter_rows(min_row=4, max_row=5):
        for cell in row:
            cell.value = "Công ty Khác" if cell.value == "Công ty Mẫu" else cell.value
    book.save(office.folder / "khac.xlsx")
    assert office.run(office.folder / "khac.xlsx", "--write").status == 0
    bundles = {one.account: one.bundle for one in tree.book(office.data).pledges.values()}
    assert bundles[WAITING[0]] == bundles[WAITING[1]] != bundles[WAITING[2]] == bundles[WAITING[3]]
