"""Files that are not as they should be: each is told clearly, in both languages, and nothing is written."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from scripts.messages import Stop
from scripts.staff.sheets.headings import find
from scripts.staff.sheets.reading import contents, pages
from scripts.staff.sheets.texts import TEXTS
from tests import tree
from tests.callback.office import git
from tests.staff.imports.sheets import SECOND, SURVEYED, Office, fill

HEADING = list(SURVEYED)


def changed(change: Callable[[Any], object], name: str = "khao-sat.xlsx") -> Callable[[Office], Path]:
    """A file made of the two good rows with something done to its sheet."""

    def make(office: Office) -> Path:
        path = office.sheet(SURVEYED, SECOND, name=name)
        book = openpyxl.load_workbook(path)
        change(book.worksheets[0])
        book.save(path)
        return path

    return make


def raw(name: str, data: bytes) -> Callable[[Office], Path]:
    def make(office: Office) -> Path:
        (office.folder / name).write_bytes(data)
        return office.folder / name

    return make


def repacked(
    change: Callable[[str, bytes], bytes], further: dict[str, bytes] | None = None
) -> Callable[[Office], Path]:
    """The workbook of the good rows with other bytes in its parts."""

    def make(office: Office) -> Path:
        path = office.sheet(SURVEYED, SECOND)
        out = io.BytesIO()
        with zipfile.ZipFile(path) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            for part in read.namelist():
                written.writestr(part, change(part, read.read(part)))
            for part, data in (further or {}).items():
                written.writestr(part, data)
        path.write_bytes(out.getvalue())
        return path

    return make


def put(cell: str, value: object) -> Callable[[Office], Path]:
    return changed(lambda sheet: sheet.__setitem__(cell, value))


def hide_a_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_a_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def column_beside(heading: str) -> Callable[[Office], Path]:
    return lambda office: office.sheet(SURVEYED | {heading: "x"})


def two_tables(office: Office) -> Path:
    book = openpyxl.Workbook()
    fill(book.worksheets[0], [SURVEYED])
    fill(book.create_sheet("Đợt 2"), [SECOND])
    book.save(office.folder / "hai.xlsx")
    return office.folder / "hai.xlsx"


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData/></worksheet>'

BAD: dict[str, tuple[Callable[[Office], Path], str]] = {
    "merged cells": (changed(lambda sheet: sheet.merge_cells("A2:A3")), "các ô A2:A3 bị gộp"),
    "merged heading": (changed(lambda sheet: sheet.merge_cells("A1:B1")), "các ô A1:B1 bị gộp"),
    "formula": (put("M2", "=500*1000"), "ô M2 (Nhu cầu 1: Đơn giá (đồng)): ô là công thức (=500*1000)"),
    "error value": (put("M2", "#N/A"), "ô M2"),
    "hidden row": (changed(hide_a_row), "dòng ẩn (3)"),
    "hidden column": (changed(hide_a_column), "cột ẩn (C)"),
    "macros by name": (changed(lambda sheet: None, "khao-sat.xlsm"), "có macro"),
    "macros inside": (repacked(lambda part, data: data, {"xl/vbaProject.bin": b"x"}), "có macro"),
    "old workbook": (raw("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "dạng Excel cũ"),
    "old workbook by a new name": (raw("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "dạng Excel cũ"),
    "web page": (raw("a.xls", b"<html><table></table></html>"), "dạng Excel cũ"),
    "text named xlsx": (raw("a.xlsx", b"xin chao"), "cần tệp .xlsx hoặc .csv"),
    "workbook named csv": (raw("a.csv", b"PK\x03\x04"), "cần tệp .xlsx hoặc .csv"),
    "another format": (raw("a.docx", b"PK\x03\x04"), "cần tệp .xlsx hoặc .csv"),
    "empty": (raw("a.csv", b""), "tệp trống"),
    "broken zip": (raw("a.xlsx", b"PK\x03\x04" + b"x" * 500), "tệp bị hỏng"),
    "cut off": (lambda office: raw("cut.xlsx", office.sheet(SURVEYED).read_bytes()[:-900])(office), "tệp bị hỏng"),
    "open document": (repacked(lambda part, data: data, {"mimetype": b"application/vnd.oasis"}), "không phải sổ tính .xlsx"),
    "definitions in XML": (repacked(lambda part, data: BOMB if "sheet1" in part else data), "tệp bị hỏng"),
    "no XML": (repacked(lambda part, data: b"<a" if "sheet1" in part else data), "tệp bị hỏng"),
    "styles missing": (repacked(lambda part, data: b"<a/>" if "styles" in part else data), ""),
    "wrong sheet": (changed(lambda sheet: sheet.delete_rows(1)), "không thấy dòng tên cột"),
    "two tables": (two_tables, "nhiều trang có bảng: “Sheet”, “Đợt 2”"),
    "column twice": (column_beside("Tên hiển thị *"), "cột này đã có ở cột C"),
    "unknown column": (column_beside("Tên hiện ra"), "không có cột tên"),
    "column without a name": (put("Z3", "gì đó"), "cột Z có nội dung mà không có tên cột"),
    "full name": (column_beside("Họ và tên"), "không nhận cột này (ho va ten)"),
    "phone": (column_beside("SĐT liên hệ"), "không nhận cột này (sdt)"),
    "identity": (column_beside("Số CCCD/CMND"), "không nhận cột này"),
    "exact address": (column_beside("Địa chỉ cụ thể"), "không nhận cột này (dia chi cu the)"),
    "year of birth": (column_beside("Năm sinh"), "không nhận cột này"),
    "column missing": (lambda office: office.sheet({k: v for k, v in SURVEYED.items() if k != "Tóm tắt"}), "thiếu cột bắt buộc: Tóm tắt"),
    "no rows": (changed(lambda sheet: sheet.delete_rows(2, 9)), "không có dòng nào để nhập"),
    "row without a commune": (put("A2", None), "thiếu “Xã, phường, thị trấn”"),
    "unknown commune": (put("A2", "Xã Không Có"), "không có “Xã Không Có” trong dữ liệu"),
    "code not known": (lambda office: office.sheet(SURVEYED | {"Mã địa chỉ": "DC23A0099X"}), "không có địa chỉ mã DC23A0099X"),
    "word not in the list": (put("B2", "Gia đình"), "chọn một trong: Cá nhân; Hộ gia đình"),
    "person as surveyor": (put("P2", "Nguyễn Văn Tám"), "giống họ tên người"),
    "phone as surveyor": (put("P2", "Tổ 1, 0912345678"), "giống số điện thoại"),
    "Windows-1258": (raw("a.csv", "Tên;Ði\n1;2\n".encode("cp1258", "replace")), "không phải UTF-8"),
    "16-bit Unicode": (raw("a.csv", "Mã;Tên\n".encode("utf-16")), "không phải UTF-8"),
    "TCVN3 bytes": (raw("a.csv", b"M\xb7;T\xaan\n1;2\n"), "dòng 1: tệp CSV không phải UTF-8"),
    "TCVN3 letters": (put("C2", "Bµ T."), "bảng mã cũ"),
    "quotes not closed": (raw("a.csv", '"Mã;Tên\n1;2'.encode()), "không tách được các cột"),
    "NUL bytes": (raw("a.csv", b"Ten\0;x"), "không phải UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_told_and_changes_nothing(office: Office, case: str) -> None:
    make, words = BAD[case]
    told = office.run(make(office), "--write")
    assert told.status in ((0, 1) if case == "styles missing" else (1,)), told.all
    assert "Traceback" not in told.all
    assert words in told.all
    assert told.status == 0 or office.untouched


@pytest.mark.parametrize("code", TEXTS)
def test_every_text_is_there_in_both_languages_with_the_same_words_in_it(code: str) -> None:
    vietnamese, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in TEXTS[code])
    assert english <= vietnamese
    assert all(TEXTS[code])


def test_messages_are_english_when_asked_for(office: Office) -> None:
    told = office.run(put("A2", "Xã Không Có")(office), lang="en")
    assert "cell A2 (Xã, phường, thị trấn): there is no “Xã Không Có” in the data" in told.out
    assert "nothing was written: 1 errors above" in told.err


def test_hidden_rows_are_taken_or_left_out_as_told(office: Office) -> None:
    path = changed(hide_a_row)(office)
    assert "1 dòng" in office.run(path, "--hidden", "skip").out
    assert "Đã bỏ qua dòng ẩn (3)" in office.run(path, "--hidden", "skip").out
    taken = office.run(path, "--hidden", "take")
    assert "mới 2" in taken.out
    assert "Đã nhập cả dòng ẩn (3)" in taken.out


def test_a_sheet_is_chosen_by_name(office: Office) -> None:
    told = office.run(two_tables(office), "--sheet", "dot 2", "--write")
    assert told.status == 0, told.all
    assert [a.display_name for a in tree.book(office.data).addresses.values()] == ["Cô H.", "Anh K."]
    assert "tệp có các trang: “Sheet”, “Đợt 2”" in office.run(office.folder / "hai.xlsx", "--sheet", "Đợt 3").err


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_is_read_with_each_separator_and_with_or_without_a_mark(
    office: Office, separator: str, encoding: str
) -> None:
    told = office.run(office.csv(SURVEYED, SECOND, separator=separator, encoding=encoding))
    assert told.status == 0, told.all
    assert "mới 2" in told.out


def test_comments_and_colours_do_not_disturb(office: Office) -> None:
    def dress(sheet: Any) -> None:
        sheet["A1"].comment = Comment("chú thích", "ai đó")
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = "A1:P3"

    assert office.run(changed(dress)(office)).status == 0


def test_a_folder_outside_git_is_told(office: Office, tmp_path: Path) -> None:
    git(office.data, "checkout", "--quiet", "--detach")
    told = office.run(office.sheet(SURVEYED), "--write")
    assert told.status == 1
    assert "detached" in told.err
    assert office.untouched


def long_sheet(path: Path, rows: int) -> Path:
    """A workbook of many rows, written as bytes because building it cell by cell would take minutes."""
    heading = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADING)
    cell = '<c t="inlineStr"><is><t>Bà T. nhặt điều</t></is></c>'
    body = "".join(f'<row r="{number}">{cell}</row>' for number in range(2, rows + 2))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1">{heading}</row>{body}</sheetData></worksheet>'
    )
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    with zipfile.ZipFile(empty) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for part in read.namelist():
            written.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else read.read(part))
    return path


def test_a_hundred_thousand_rows_are_refused_quickly_and_in_little_memory(tmp_path: Path) -> None:
    path = long_sheet(tmp_path / "dai.xlsx", 100_000)
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(Stop) as stop:
        find(pages(contents(path), "dai"), None, None)
    seconds, memory = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert stop.value.code == "import-too-long"
    assert seconds < 20
    assert memory < 150 * 1024 * 1024


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx", ".xls", ".txt"]))
def test_no_bytes_make_anything_but_a_table_or_a_message(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"tep{ending}"
    path.write_bytes(data)
    with pytest.raises(Stop) as stop:
        find(pages(contents(path), path.stem), None, None)
    assert stop.value.text("vi")


_CELLS = st.one_of(
    st.none(), st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), st.integers(), st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False), st.dates(), st.sampled_from(["=1+1", "#REF!", "60.000", "1/1/2023", "Tân Thành"]),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(HEADING), _CELLS, max_size=len(HEADING)), min_size=1, max_size=4))
def test_no_cells_make_a_traceback(office: Office, rows: list[dict[str, Any]]) -> None:
    told = office.run(office.sheet(*[SURVEYED | row for row in rows]))
    assert told.status in (0, 1), told.all
    assert "Traceback" not in told.all
