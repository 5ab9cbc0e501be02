"""`portal inhandao`: out with what has consent, back in with identities only."""

from __future__ import annotations

import csv
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from nhandao.reporting.inhandao import COLUMNS
from scripts.command_line import run
from tests import tree
from tests.history.archive import Archive

CODE = "DC23A0002G"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.git("config", "user.name", "Staff")
    made.git("config", "user.email", "staff@example.org")
    made.start()
    return made


def out(archive: Archive, name: str, *more: str) -> Path:
    path = archive.top.parent / name
    assert run(["inhandao", "--out", str(path), "--data", str(archive.data), *more]) == 0
    return path


def back(archive: Archive, path: Path, *more: str) -> int:
    return run(["inhandao", str(path), "--data", str(archive.data), *more])


def fill(path: Path, values: dict[str, object]) -> None:
    """Type into the row of the address, by the headings of the workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    row = next(cell.row for cell in cells if cell.value == CODE)
    for heading, value in values.items():
        column = next(cell.column for cell in cells if cell.value == heading)
        sheet.cell(row, column).value = value
    book.save(path)


def introduced(archive: Archive) -> tuple[str, str | None, str | None]:
    found = tree.book(archive.data).addresses[CODE].introduced
    assert found is not None
    return str(found.on), found.inhandao_id, found.inhandao_url


def test_the_list_has_what_is_entered_there(archive: Archive) -> None:
    with out(archive, "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == [column.key for column in COLUMNS]
    assert (row["ma_dia_chi"], row["noi_dung_ck"], row["so_tien"]) == (CODE, CODE, "3500000")
    assert (row["nhom"], row["xa"], row["ngay_duyet"]) == ("Người khuyết tật", "Phường Thác Mơ", "2023-03-20")
    assert row["tai_khoan"].startswith("000000001 ")
    for private in ("HS-1", "QD-1"):
        assert private not in "".join(row.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scopes: [publish, story], by: self, on: 2023-03-01", "scopes: [publish, story], by: self, on: 2023-03-01, withdrawn_on: 2023-05-01"),
        ("consents:", "suspended: {on: 2023-05-01, reason: kiểm tra}\nconsents:"),
        ("consents:", "finished: {on: 2023-05-01, reason: moved, outcome: Gia đình đã chuyển về quê sinh sống.}\nconsents:"),
    ],
)  # fmt: skip
def test_who_may_not_be_shown_is_not_in_it(archive: Archive, old: str, new: str) -> None:
    archive.replace(tree.ADDRESS, old, new)
    if "finished" in new:
        archive.replace(tree.HANDOVER, "value_vnd: 1500000", "value_vnd: 2000000")
    assert len(out(archive, "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


def test_without_consent_to_the_story_it_stays_here(archive: Archive) -> None:
    archive.replace(tree.ADDRESS, "scopes: [publish, story]", "scopes: [publish]")
    assert "bán rau ở chợ" not in out(archive, "a.csv").read_text(encoding="utf-8-sig")


def test_identities_typed_into_the_list_come_back_into_the_record_once(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out(archive, "a.xlsx")
    fill(path, {"Mã trên iNHANDAO": "BP-77", "Liên kết iNHANDAO": "https://inhandao.example.vn/77"})
    assert back(archive, path) == 0
    assert introduced(archive) == ("2023-03-25", "BP-77", "https://inhandao.example.vn/77")
    assert "iNHANDAO" in archive.git("log", "-1", "--format=%s")
    commits = archive.git("rev-list", "--count", "HEAD")
    assert back(archive, path) == 0
    assert "không ghi gì" in capsys.readouterr().out
    assert archive.git("rev-list", "--count", "HEAD") == commits
    assert len(out(archive, "b.csv").read_text(encoding="utf-8-sig").splitlines()) == 1
    again = out(archive, "c.csv", "--all").read_text(encoding="utf-8-sig")
    assert "BP-77,https://inhandao.example.vn/77,2023-03-25" in again
    assert back(archive, archive.top.parent / "c.csv") == 0


def test_an_approved_address_is_introduced_by_its_identity(archive: Archive) -> None:
    archive.replace(tree.ADDRESS, "introduced: {on: 2023-03-25}\n", "")
    archive.commit("2023-04-02 08:00")
    path = out(archive, "a.xlsx")
    fill(path, {"Mã trên iNHANDAO": "BP-78", "Ngày giới thiệu": "28/03/2023"})
    assert back(archive, path) == 0
    assert introduced(archive) == ("2023-03-28", "BP-78", None)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"Mã trên iNHANDAO": "BP 79"}, "inhandao_id"),
        ({"Mã trên iNHANDAO": "BP-79", "Liên kết iNHANDAO": "http://x"}, "inhandao_url"),
        ({"Mã trên iNHANDAO": "BP-79", "Ngày giới thiệu": "31/02/2023"}, "gặp ngày “31/02/2023”"),
        ({"Mã trên iNHANDAO": "BP-79", "Mã địa chỉ": "DC23A0009X"}, "DC23A0009X"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    archive: Archive, values: dict[str, object], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out(archive, "a.xlsx")
    before = (archive.data / tree.ADDRESS).read_bytes()
    fill(path, values)
    assert back(archive, path) == 1
    said = capsys.readouterr()
    assert told in said.err + said.out
    assert (archive.data / tree.ADDRESS).read_bytes() == before


@pytest.mark.parametrize(("name", "content"), [("a.txt", b"x"), ("a.xlsx", b"not a workbook"), ("a.csv", b"\xff\xfe")])
def test_files_that_are_no_list_are_refused(archive: Archive, name: str, content: bytes) -> None:
    path = archive.top.parent / name
    path.write_bytes(content)
    assert back(archive, path) == 1
    assert back(archive, archive.top.parent / "khong-co.xlsx") == 1
    assert run(["inhandao", "--data", str(archive.data)]) == 1


def test_a_workbook_that_would_unpack_without_end_is_not_opened(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    path = archive.top.parent / "bom.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b" " * (201 * 1024 * 1024))
    assert back(archive, path) == 1
    assert "quá lớn" in capsys.readouterr().err
