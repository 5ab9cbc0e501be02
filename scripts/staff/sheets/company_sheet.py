"""The workbook that `/doanh-nghiep/` offers: the template of promises, with what a company, office or school fills in.

It is made without any data: the office's own template lists every organisation in its drop-downs, also those that do
not want to be named. The site cannot make it (it knows no office file), so it lies in the theme; a test tells when it
no longer fits.
"""

from __future__ import annotations

import dataclasses
import io
import zipfile

from nhandao.book.book import Book
from scripts.folders import THEME
from scripts.sample.campaign import campaign
from scripts.staff.sheets.columns import KIND_OF
from scripts.staff.sheets.template import template

FILE = THEME / "static/files/nhan-giup-nhieu-dia-chi.xlsx"

_PLACES = frozenset({
    ("supporter", "organisation"), ("account",), ("made_on",), ("kind",), ("form",), ("value_vnd",), ("quantity",),
    ("unit",), ("schedule", "frequency"), ("schedule", "times"), ("schedule", "first_on"), ("supporter", "visibility"),
})  # fmt: skip
"""The rest of the office's template is for the office to know."""

_GUIDE = [
    "Nhận giúp nhiều địa chỉ trong một lần",
    "Mỗi dòng ở trang “Nhận giúp” là một địa chỉ. Cột có dấu * bắt buộc. Dòng có chữ VÍ DỤ ở cột STT không được nhập.",
    "Mã địa chỉ: chép từ trang của địa chỉ, ví dụ DC23A0002G. Hoặc ghi “5 địa chỉ ưu tiên đầu” trên một dòng: Hội lấy "
    "theo thứ tự ưu tiên, mỗi địa chỉ thành một lời hứa.",
    "Mã tổ chức: ghi tên đầy đủ của đơn vị, giống nhau ở mọi dòng. Hội lập hồ sơ của đơn vị trước khi nhập bảng.",
    "Giá trị là của một địa chỉ, tính cả các kỳ. 60000000, 60.000.000 hoặc 60 triệu đều được. Hiện vật, ngày công "
    "thì ghi thêm số lượng, đơn vị tính và trị giá.",
    "Hiển thị: chọn điều đơn vị cho nêu. Để trống thì không nêu tên, không nêu số tiền.",
    "KHÔNG ghi vào tệp này họ tên, số điện thoại, thư điện tử, số tài khoản của ai: bảng được nhập vào dữ liệu công "
    "khai. Người liên hệ của đơn vị ghi trong thư gửi kèm.",
    "Gửi tệp cho Hội theo thư điện tử ở cuối mỗi trang của cổng. Hội nhập bảng một lần và trả lời một mã chung cho các "
    "lời hứa bằng tiền: chuyển khoản một lần với mã ấy, tiền tự chia cho từng địa chỉ. Chỉ chuyển vào tài khoản ở "
    "trang “Tài khoản thật của Hội”.",
    "Lời hứa chưa phải là sự giúp. Chỉ khi được trao mới ghi là đã trao, và ai cũng xem được trong sổ cái.",
    "In English: one row for each address; columns with * are required; rows marked VÍ DỤ are examples. Write the full "
    "name of your organisation, no names or contacts of people. Send the file to the society: it answers with one "
    "reference for one transfer, which is split over all your promises.",
]


def company_sheet() -> bytes:
    """The workbook, the same each time but for how zlib packs it."""
    kind = KIND_OF["pledge"]
    shorter = dataclasses.replace(kind, columns=tuple(one for one in kind.columns if one.place in _PLACES))
    nothing = Book(
        campaign=campaign(), units={}, organisations={}, addresses={}, pledges={}, receipts={}, handovers={}, photos={},
        photo_ids={}, record_ids={},
    )  # fmt: skip
    return template(shorter, nothing, guide=_GUIDE, body="Công ty Mẫu Nắng Ấm")


def parts(workbook: bytes) -> dict[str, bytes]:
    """What is in a workbook, by name."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
