"""The list of approved addresses for iNHANDAO (plan II.2): what is entered there, and where its identity comes back.

The shape is ours: iNHANDAO publishes none. Column keys never change, so that a sheet filled in there or by hand is read
back by them. Only what has consent leaves: the story only with consent to `story`, nothing without one to `publish`.
"""

from __future__ import annotations

from datetime import date

from nhandao.book.book import Book
from nhandao.book.lifecycle import consented, suspended_on
from nhandao.records.names import CATEGORIES
from nhandao.reporting.table import Column, Table, Value

KINDS = {"individual": "Cá nhân", "household": "Hộ gia đình", "collective": "Tập thể trường học"}

CODE, ID, URL, ON = "ma_dia_chi", "inhandao_id", "inhandao_url", "ngay_gioi_thieu"
"""Columns that are read back: whose row it is, and what iNHANDAO knows the address by."""

COLUMNS = (
    Column(CODE, "Mã địa chỉ", "text", width=13, help="Mã in trên nội dung chuyển khoản; không bao giờ đổi."),
    Column("tieu_de", "Tiêu đề", "text", width=40, help="20 đến 99 ký tự, không có liên kết."),
    Column("tom_tat", "Tóm tắt", "text", width=50, help="50 đến 300 ký tự."),
    Column("cau_chuyen", "Câu chuyện", "text", width=60, help="Trống khi không có đồng ý cho kể câu chuyện."),
    Column("loai", "Đối tượng", "text", width=16, help="Cá nhân, hộ gia đình hoặc tập thể trường học."),
    Column("nhom", "Nhóm chính", "text", width=24, help="Nhóm thứ nhất trong tám nhóm của mục II.4."),
    Column("huyen", "Huyện, thị xã, thành phố", "text", width=24, help="Trống từ khi không còn cấp huyện."),
    Column("xa", "Xã, phường, thị trấn", "text", width=26, help="Không ghi thôn, ấp hay địa chỉ cụ thể."),
    Column("nhu_cau", "Nhu cầu", "text", width=50, help="Từng khoản với số lượng và đơn giá."),
    Column("so_tien", "Số tiền cần (đồng)", "money", summed=True, width=16, help="Tổng các khoản, số nguyên đồng."),
    Column("noi_dung_ck", "Nội dung chuyển khoản", "text", width=16, help="Chính là mã địa chỉ."),
    Column("tai_khoan", "Tài khoản nhận", "text", width=34, help="Tài khoản của Hội, không phải của người được giúp."),
    Column("ngay_khao_sat", "Ngày khảo sát", "day", width=12, help="Lần khảo sát đầu."),
    Column("ngay_duyet", "Ngày duyệt", "day", width=12, help="Ngày được duyệt."),
    Column(ID, "Mã trên iNHANDAO", "text", width=18, help="Điền sau khi nhập lên iNHANDAO; đọc ngược vào hồ sơ."),
    Column(URL, "Liên kết iNHANDAO", "text", width=34, help="Bắt đầu bằng https://; đọc ngược vào hồ sơ."),
    Column(ON, "Ngày giới thiệu", "day", width=12, help="Ngày lên hệ thống; đọc ngược vào hồ sơ."),
)


def inhandao_table(book: Book, as_of: date, *, only_new: bool) -> Table:
    """Approved addresses on a day, by code; with `only_new` those that are not yet on iNHANDAO."""
    account = next(
        (one for one in book.campaign.accounts if one.since <= as_of and not (one.until and one.until < as_of)), None
    )
    receiving = f"{account.number} {account.bank} {account.holder}" if account is not None else ""
    rows: list[tuple[Value, ...]] = []
    for code, address in book.addresses.items():
        approved, introduced = address.approved, address.introduced
        if approved is None or approved.on > as_of or not consented(address, "publish", as_of):
            continue
        over = address.finished is not None and address.finished.on <= as_of
        refused = address.rejected is not None and address.rejected.on <= as_of
        if over or refused or suspended_on(address, as_of) or address.duplicate_of is not None:
            continue
        if only_new and introduced is not None and introduced.inhandao_id is not None:
            continue
        place = book.places[address.epoch, address.unit]
        rows.append(
            (
                code,
                address.title,
                address.summary,
                address.story.strip() if consented(address, "story", as_of) else "",
                KINDS[address.kind],
                CATEGORIES[address.categories[0]],
                place.district.name if place.district is not None else "",
                place.commune.name,
                "; ".join(
                    f"{need.what}: {need.quantity} {need.unit} × {need.unit_price_vnd} đồng" for need in address.needs
                ),
                sum(need.target for need in address.needs),
                code,
                receiving,
                address.survey.on,
                approved.on,
                introduced.inhandao_id or "" if introduced is not None else "",
                introduced.inhandao_url or "" if introduced is not None else "",
                introduced.on if introduced is not None else None,
            )
        )
    return Table("inhandao", "Danh sách địa chỉ nhân đạo đã duyệt cho iNHANDAO", COLUMNS, tuple(rows))
