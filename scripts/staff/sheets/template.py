"""A workbook to fill in, made from the record models: headings, help, drop-downs and examples that no import takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nhandao.book.book import Book
from nhandao.records.problem import Location
from scripts.staff.sheets.columns import GIVEN, Column, Kind
from scripts.staff.sheets.guide import guide_lines
from scripts.staff.sheets.headings import NUMBERING
from scripts.staff.sheets.lookup import Lookup
from scripts.staff.sheets.package import MOST_ROWS
from scripts.staff.sheets.said import letters
from scripts.staff.sheets.workbook_file import workbook_bytes

FONT = "Calibri"
GUIDE, LISTS = "Hướng dẫn", "Danh mục"
EXAMPLE = "VÍ DỤ"

_HEAD = PatternFill("solid", fgColor="DDEBF7")
_NEEDED = PatternFill("solid", fgColor="FCE4D6")
_EXAMPLE = PatternFill("solid", fgColor="F2F2F2")
_FORMATS = {"money": "#,##0", "whole": "0", "day": "dd/mm/yyyy"}
_WIDTHS = {"prose": 60, "money": 16, "whole": 12, "day": 14, "yes_no": 12}
_LINE_HEIGHT, _LINE_LETTERS = 16, 80
"""Of a guide's line, in points and letters."""
_LISTED_ROWS = 2_000
"""Rows that have drop-downs; further ones are read all the same."""
_FORMATTED_ROWS = 200
"""Cells that have their format already; below, programs take that of the column."""
_PROMPT = 250
"""A hint that appears at a cell may be 255 letters long."""


def template(kind: Kind, book: Book, *, guide: list[str] | None = None, body: str | None = None) -> bytes:
    """The workbook of a kind, for the units and organisations of a Book. The same for the same data.

    Args:
        guide: title and paragraphs of the sheet that explains it, if not those for staff.
        body: the organisation in examples, if not the first of the Book.
    """
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = kind.title
    columns = [column for column in kind.columns if column.in_template]
    lists = _Lists(made, book)
    sheet.cell(1, 1).value = NUMBERING
    for number, column in enumerate(columns, 2):
        _heading(sheet, number, column, needed=column.required and column.place not in GIVEN)
        _below(sheet, number, column, lists)
    sheet.cell(1, 1).font = Font(name=FONT, bold=True)
    sheet.cell(1, 1).fill = _HEAD
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "B2"
    for at, example in enumerate(_examples(kind, book, body), 2):
        sheet.cell(at, 1).value = EXAMPLE
        for number, column in enumerate(columns, 2):
            cell = sheet.cell(at, number)
            cell.value = example.get(column.place)
            if isinstance(cell.value, str):
                cell.data_type = "s"
        for number in range(1, len(columns) + 2):
            sheet.cell(at, number).fill = _EXAMPLE
            sheet.cell(at, number).font = Font(name=FONT, italic=True, color="595959")
    _guide(made.create_sheet(GUIDE), guide or guide_lines(kind, MOST_ROWS), columns)
    lists.finish()
    return workbook_bytes(made)


def _heading(sheet: Worksheet, number: int, column: Column, *, needed: bool) -> None:
    cell = sheet.cell(1, number)
    cell.value = f"{column.heading} *" if needed else column.heading
    cell.font = Font(name=FONT, bold=True)
    cell.fill = _NEEDED if needed else _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    comment = Comment(help_of(column, needed=needed), "portal import")
    comment.width, comment.height = 320, 140
    cell.comment = comment
    sheet.column_dimensions[letters(number)].width = _WIDTHS.get(column.type, 24)


def help_of(column: Column, *, needed: bool) -> str:
    """What to write in a column, in Vietnamese, and its name in English."""
    parts = [column.label.hint_vi] if column.label.hint_vi else []
    match column.type:
        case "money":
            parts.append("Số tiền đồng: 3500000, 3.500.000 hoặc 3,5 triệu đều được")
        case "day":
            parts.append("Ngày/tháng/năm, ví dụ 31/10/2023")
        case "whole":
            parts.append("Số nguyên")
        case "yes_no":
            parts.append("có hoặc không")
        case "choices":
            parts.append(
                "Ghi được nhiều mục, cách nhau bằng dấu chấm phẩy: " + "; ".join((column.words or {}).values())
            )
        case "choice":
            parts.append("Chọn trong danh sách, hoặc ghi mã")
        case "commune":
            parts.append("Mã hoặc tên; tên có ở hai nơi thì ghi kèm huyện: Tân Thành, Đồng Xoài")
        case "organisation":
            parts.append("Mã hoặc tên đầy đủ của tổ chức đã có trong dữ liệu")
        case _:
            pass
    parts.append("Bắt buộc" if needed else "Có thể để trống")
    return ". ".join(parts) + f".\n({column.label.en})"


def _below(sheet: Worksheet, number: int, column: Column, lists: _Lists) -> None:
    """Format, drop-down and hint of the cells below a heading."""
    where = f"{letters(number)}2:{letters(number)}{_LISTED_ROWS}"
    known = lists.source(column)
    rule = DataValidation(type="list", formula1=known, allow_blank=True) if known else DataValidation()
    # Codes and other ways of writing are read too, so a drop-down offers and does not forbid.
    rule.showErrorMessage = False
    rule.showInputMessage = True
    rule.promptTitle = column.heading[:32]
    rule.prompt = help_of(column, needed=column.required and column.place not in GIVEN)[:_PROMPT]
    rule.add(where)
    sheet.add_data_validation(rule)
    form = _FORMATS.get(column.type, "@")
    sheet.column_dimensions[letters(number)].number_format = form
    for row in range(2, 2 + _FORMATTED_ROWS):
        sheet.cell(row, number).number_format = form


class _Lists:
    """The hidden sheet that drop-downs take their words from."""

    def __init__(self, made: openpyxl.Workbook, book: Book) -> None:
        self._made, self._book, self._lookup = made, book, Lookup(book)
        self._sheet = made.create_sheet(LISTS)
        self._names: dict[tuple[str, ...], str] = {}

    def source(self, column: Column) -> str:
        """The words a column may hold, as a name that a drop-down refers to; "" when they are not closed."""
        words: Iterable[str]
        match column.type:
            case "choice" if column.words:
                words = column.words.values()
            case "yes_no":
                words = ("có", "không")
            case "commune":
                words = self._lookup.communes(self._book.campaign.epoch).shown.values()
            case "district":
                units = self._book.units.get(self._book.campaign.epoch)
                words = [district.name for district in units.districts] if units is not None else ()
            case "organisation":
                words = self._book.organisations
            case "line" if column.place[-1] == "list":
                words = [entry.id for entry in self._book.campaign.priority_lists]
            case _:
                return ""
        listed = tuple(words)
        if not listed:
            return ""
        if listed not in self._names:
            number = len(self._names) + 1
            name = f"danh_muc_{number}"
            self._sheet.cell(1, number).value = f"{LISTS} {number}"
            for row, word in enumerate(listed, 2):
                self._sheet.cell(row, number).value = word
            where = f"'{LISTS}'!${letters(number)}$2:${letters(number)}${len(listed) + 1}"
            self._made.defined_names[name] = DefinedName(name, attr_text=where)
            self._names[listed] = name
        return self._names[listed]

    def finish(self) -> None:
        self._made.move_sheet(LISTS, len(self._made.sheetnames))
        self._sheet.sheet_state = "hidden"


def _guide(sheet: Worksheet, lines: list[str], columns: list[Column]) -> None:
    for row, text in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        cell.value = text
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # Not every program makes a row as high as its text needs.
        sheet.row_dimensions[row].height = _LINE_HEIGHT * (1 + len(text) // _LINE_LETTERS)
        if row == 1:
            cell.font = Font(name=FONT, bold=True, size=14)
    at = sheet.max_row + 2
    for row, column in enumerate(columns, at):
        sheet.cell(row, 1).value = column.heading
        sheet.cell(row, 1).font = Font(name=FONT, bold=True)
        needed = column.required and column.place not in GIVEN
        sheet.cell(row, 2).value = help_of(column, needed=needed).split("\n")[0]
        sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 90
    sheet.column_dimensions["B"].width = 90


# --- examples ----------------------------------------------------------------------------------------------------

Example = Mapping[Location, str | int | date]


def _examples(kind: Kind, book: Book, body: str | None) -> list[Example]:
    """Made-up rows: no person in them is real."""
    communes = Lookup(book).communes(book.campaign.epoch).shown
    commune = next(iter(communes.values()), "")
    body = body or next(iter(book.organisations), "ma-to-chuc")
    on = book.campaign.year.from_.replace(year=book.campaign.year.year, month=3, day=1)
    match kind.name:
        case "address":
            return [
                {
                    ("unit",): commune,
                    ("kind",): "Cá nhân",
                    ("display_name",): "Cô H.",
                    ("people", "16_to_59"): 1,
                    ("title",): "Cô H. mong có chiếc xe lăn để ra chợ bán rau",
                    ("summary",): "Cô H. bán rau ở chợ và cần một chiếc xe lăn để tự đi từ nhà ra chợ mỗi buổi sáng.",
                    (
                        "story",
                    ): "Cô H. bán rau ở chợ đã nhiều năm, thuộc thói quen của từng người mua. Cô cần một chiếc "
                    "xe lăn để tự đi từ nhà ra chợ mỗi sáng, không phải chờ người quen chở giúp.",
                    ("categories", 0): "Người khuyết tật",
                    ("needs", 0, "form"): "Xe lăn",
                    ("needs", 0, "what"): "Xe lăn gấp khung thép",
                    ("needs", 0, "quantity"): 1,
                    ("needs", 0, "unit"): "chiếc",
                    ("needs", 0, "unit_price_vnd"): 3_500_000,
                    ("needs", 0, "frequency"): "Một lần",
                    ("survey", "on"): on,
                    ("survey", "by"): "Tổ khảo sát xã",
                    ("dossier", "on"): on.replace(day=10),
                    ("dossier", "reference"): "HS-1",
                    ("consents", 0, "scopes"): "Đăng địa chỉ; Câu chuyện",
                    ("consents", 0, "by"): "Chính người ấy",
                    ("consents", 0, "on"): on,
                }
            ]
        case "organisation":
            return [
                {
                    ("kind",): "Trường học",
                    ("name",): "Trường Mẫu Hoa Nắng",
                    ("level",): "Tỉnh",
                    ("unit",): commune,
                    ("committee_member",): "không",
                    ("public",): "có",
                    ("since",): on,
                }
            ]
        case "roll":
            return [
                {
                    ("organisation",): body,
                    ("position",): "Trưởng phòng",
                    ("kind",): "Người đứng đầu",
                    ("since",): on,
                }
            ]
        case "handover":
            return [
                {
                    ("on",): on,
                    ("account",): "DC23A0002G",
                    ("form",): "Xe lăn",
                    ("kind",): "Hiện vật",
                    ("value_vnd",): 3_500_000,
                    ("funded_by",): "Người giúp trao thẳng",
                    ("valuation",): "Hội xã, theo giá cửa hàng",
                    ("evidence",): "BB-1",
                    ("handed_by",): body,
                }
            ]
        case "pledge":
            base: dict[Location, str | int | date] = {
                ("supporter", "organisation"): body,
                ("made_on",): on,
                ("kind",): "Tiền",
                ("value_vnd",): 6_000_000,
                ("supporter", "visibility"): "Tên và số tiền",
            }
            return [base | {("account",): "DC23A0002G"}, base | {("account",): "3 địa chỉ ưu tiên đầu"}]
