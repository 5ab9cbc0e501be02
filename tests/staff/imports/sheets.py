"""A small office for tests of imports: data in a git checkout, and sheets filled in by hand."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from scripts import command_line
from tests import tree
from tests.callback.office import git

SURVEYED: dict[str, Any] = {
    "Xã, phường, thị trấn": "Phường Long Thủy",
    "Đối tượng": "Cá nhân",
    "Tên hiển thị": "Bà T.",
    "Số người từ 60 tuổi": 1,
    "Tiêu đề": "Bà T. mong có tiền chợ hằng tháng và một sổ tiết kiệm",
    "Tóm tắt": "Bà T. nhặt điều theo mùa ở phường Long Thủy, mong bữa cơm đều đặn quanh năm.",
    "Câu chuyện": "Bà T. thức dậy lúc bốn giờ sáng vào mùa điều để kịp đi nhặt trước khi nắng lên.\n\n"
    "Hết mùa, bà bán rau ngoài chợ phường và kể chuyện cho bọn trẻ trong xóm.",
    "Nhóm 1": "Người già neo đơn",
    "Nhu cầu 1: Hình thức trợ giúp": "Trợ giúp thường xuyên",
    "Nhu cầu 1: Cần gì": "Tiền chợ hằng tháng",
    "Nhu cầu 1: Số lượng": 12,
    "Nhu cầu 1: Đơn vị tính": "tháng",
    "Nhu cầu 1: Đơn giá (đồng)": "500.000",
    "Nhu cầu 1: Mức độ": "Hằng tháng",
    "Khảo sát: Ngày": "15/03/2023",
    "Khảo sát: Người hoặc cơ quan thực hiện": "Tổ khảo sát phường",
}
"""A row of a survey that has no fault."""

SECOND = SURVEYED | {
    "Tên hiển thị": "Anh K.",
    "Số người từ 60 tuổi": None,
    "Số người từ 16 đến 59 tuổi": 1,
    "Tiêu đề": "Anh K. muốn học nghề sửa xe máy để tự lo cho mình",
    "Tóm tắt": "Anh K. đã phụ việc hai năm ở tiệm, nay cần học phí và bộ đồ nghề để mở góc sửa xe.",
    "Nhóm 1": "Người khuyết tật",
    "Nhu cầu 1: Hình thức trợ giúp": "Dạy nghề",
    "Nhu cầu 1: Cần gì": "Học phí sửa xe máy",
    "Nhu cầu 1: Số lượng": 1,
    "Nhu cầu 1: Đơn vị tính": "khoá",
    "Nhu cầu 1: Đơn giá (đồng)": 4_000_000,
    "Nhu cầu 1: Mức độ": None,
}


class Told(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


class Office:
    def __init__(self, folder: Path, first: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """`first` is a checkout to start from, which is copied."""
        self.folder = folder
        self.data = shutil.copytree(first, folder / "data")
        self._capsys = capsys

    def write(self, documents: str) -> None:
        """Further documents as a commit."""
        for path, body in tree.documents(documents).items():
            (self.data / path).parent.mkdir(parents=True, exist_ok=True)
            (self.data / path).write_text(body, encoding="utf-8")
        git(self.data, "add", "-A")
        git(self.data, "commit", "--quiet", "-m", "more")

    def run(self, *arguments: object, lang: str = "vi") -> Told:
        """`portal import` in this process."""
        self._capsys.readouterr()
        status = command_line.run(["import", *map(str, arguments), "--data", str(self.data), "--lang", lang])
        told = self._capsys.readouterr()
        return Told(status, told.out, told.err)

    def sheet(self, *rows: Mapping[str, Any], name: str = "khao-sat.xlsx", title: str = "Địa chỉ") -> Path:
        """A workbook with one sheet, its heading in the first row."""
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = title
        fill(sheet, rows)
        path = self.folder / name
        book.save(path)
        return path

    def csv(
        self, *rows: Mapping[str, Any], name: str = "khao-sat.csv", separator: str = ";", encoding: str = "utf-8-sig"
    ) -> Path:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=separator)
        heading = headings(rows)
        writer.writerow(heading)
        writer.writerows([row.get(name) for name in heading] for row in rows)
        path = self.folder / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    @property
    def commits(self) -> int:
        return len(git(self.data, "log", "--format=%H").split())

    @property
    def untouched(self) -> bool:
        """Whether nothing differs from the first commit, and there is no other."""
        return self.commits == 1 and git(self.data, "status", "--porcelain") == ""

    def new_files(self) -> list[str]:
        """Files that the last commit added."""
        listed = git(self.data, "show", "--format=", "--name-only", "--diff-filter=A", "HEAD")
        return sorted(listed.split())


def headings(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def fill(sheet: Any, rows: Sequence[Mapping[str, Any]], first: int = 1) -> None:
    heading = headings(rows)
    for column, name in enumerate(heading, 1):
        sheet.cell(first, column).value = name
        for number, row in enumerate(rows, first + 1):
            sheet.cell(number, column).value = row.get(name)
