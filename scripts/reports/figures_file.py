"""The small workbook in which a body tells its figures: made from the record's fields, and read back by their names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from nhandao.office.workbook import Heading, workbook
from nhandao.records import text as yaml_text
from nhandao.records.problem import Problem
from nhandao.records.submission import Figures
from nhandao.reporting.table import Column, Table
from scripts.messages import Stop
from scripts.reports.rows_file import workbook_of

ROWS: dict[str, str] = {
    "own_survey": "Địa chỉ do đơn vị tự khảo sát, chưa có hồ sơ của Hội Chữ thập đỏ (1 = đúng, 0 = không)",
    "addresses_helped": "Số địa chỉ được trợ giúp trong kỳ (mỗi địa chỉ một lần)",
    "helped_regular": "Trong đó: được trợ giúp thường xuyên",
    "helped_once": "Trong đó: được trợ giúp một lần",
    "times": "Số lượt trợ giúp",
    "cash_vnd": "Trị giá bằng tiền (đồng)",
    "in_kind_vnd": "Trị giá hiện vật (đồng)",
    "labour_vnd": "Trị giá ngày công (đồng)",
    "service_vnd": "Trị giá dịch vụ (đồng)",
    "loans_vnd": "Cho vay không lãi (đồng), không tính vào trị giá",
    "supporters_organisations": "Số tổ chức ủng hộ",
    "supporters_individuals": "Số cá nhân ủng hộ",
}
assert tuple(ROWS) == tuple(Figures.model_fields)

_CODE, _VALUE = "Mã", "Số liệu"
_COLUMNS = (
    Column("key", _CODE, "text", width=26),
    Column("what", "Nội dung", "text", width=70),
    Column("value", _VALUE, "count", width=18),
)
_NOTES = (
    "Chỉ ghi phần trợ giúp chưa có trong hồ sơ, sổ cái trên cổng, để không tính hai lần (mục IV.14).",
    "Số liệu chỉ gồm chữ số; ô trống tính là 0.",
)


def template_of(body: str, period: str, as_of: date, sample_notice: str) -> bytes:
    """A workbook to fill in."""
    rows = tuple((key, what, None) for key, what in ROWS.items())
    table = Table("so-lieu", "Số liệu tự báo", _COLUMNS, rows, None, _NOTES)
    heading = Heading(
        "SỐ LIỆU BÁO CÁO", (f"Đơn vị: {body}", f"Kỳ báo cáo: {period}"), "", body, "", as_of, sample_notice
    )
    return workbook((table,), heading)


def figures_of(path: Path) -> dict[str, Any]:
    """Figures as typed, by field, from a workbook or a YAML file. Raises Stop; whether they fit is for the record."""
    if not path.is_file():
        raise Stop(1, "no-such-file", path=path)
    if path.suffix == ".yaml":
        return _from_yaml(path)
    if path.suffix != ".xlsx":
        raise Stop(1, "submit-file", path=path)
    with workbook_of(path) as book:
        for sheet in book.worksheets:
            if found := _from_sheet(path, sheet):
                return found
    raise Stop(1, "submit-no-rows", path=path)


def _from_yaml(path: Path) -> dict[str, Any]:
    text = yaml_text.decode(path.read_bytes(), path.name)
    values = text if isinstance(text, Problem) else yaml_text.parse(text, path.name)
    if isinstance(values, Problem):
        raise Stop(1, "submit-unreadable", path=path, told=values.message())
    return dict(values)


def _from_sheet(path: Path, sheet: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    code = value = -1
    for row in sheet.iter_rows(max_row=200, max_col=20):
        texts = [str(cell.value).strip() if cell.value is not None else "" for cell in row]
        if code < 0:
            if _CODE in texts and _VALUE in texts:
                code, value = texts.index(_CODE), texts.index(_VALUE)
            continue
        if code >= len(texts) or value >= len(texts) or not texts[code] or not texts[code].replace("_", "").isalpha():
            continue
        if texts[code] not in ROWS:
            if texts[code].isascii():
                raise Stop(1, "submit-unknown-row", path=path, cell=row[code].coordinate, found=texts[code])
            continue  # a note below the table
        found[texts[code]] = _figure(path, row[value].coordinate, texts[code], row[value].value)
    return found


def _figure(path: Path, cell: str, key: str, value: Any) -> str:
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    typed = "" if whole is None else str(whole).strip()
    if typed and not (typed.isascii() and typed.isdigit()):
        raise Stop(1, "submit-cell", path=path, cell=cell, found=typed)
    if key == "own_survey":
        return "true" if typed not in ("", "0") else "false"
    return typed or "0"
