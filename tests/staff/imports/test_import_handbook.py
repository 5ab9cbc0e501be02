"""The chapter of the handbook on imports: its steps run as they are written, its tables are those of the program."""

from __future__ import annotations

import re
import shlex

import openpyxl
import pytest

from scripts import command_line
from scripts.folders import CONTENT
from scripts.staff.sheets.columns import KINDS
from scripts.staff.sheets.package import MOST_ROWS
from tests import tree
from tests.staff.imports.sheets import SURVEYED, Office

CHAPTER = (CONTENT / "pages/so-tay/28-nhap-tu-bang-tinh.md").read_text(encoding="utf-8")


def test_the_four_steps_work_as_they_are_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = CHAPTER.partition("{: #bon-buoc }")[2].partition("\n## ")[0]
    template, look, write = re.findall(r"`portal (import [^`]*)`", steps)
    monkeypatch.chdir(office.folder)
    assert command_line.run(shlex.split(template)) == 0
    book = openpyxl.load_workbook("khao-sat.xlsx")
    sheet = book["Địa chỉ"]
    for cell in sheet[1]:
        sheet.cell(3, cell.column).value = SURVEYED.get(str(cell.value).removesuffix(" *"))
    book.save("khao-sat.xlsx")
    assert command_line.run(shlex.split(look)) == 0
    assert office.untouched
    assert command_line.run(shlex.split(write)) == 0
    assert "DC23A0003E" in tree.book(office.data).addresses
    assert {path.name for path in office.folder.glob("*.xlsx")} == {"khao-sat.xlsx", "co-ghi-chu.xlsx", "co-ma.xlsx"}


def test_the_kinds_and_the_limit_are_told() -> None:
    assert re.findall(r"(?m)^\| `(\w+)` \|", CHAPTER) == [kind.name for kind in KINDS]
    assert f"{MOST_ROWS:,}".replace(",", ".") in CHAPTER
