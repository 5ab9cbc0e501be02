"""A made-up report with everything a table can hold. No body, person or figure in it is real."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from nhandao.reporting.table import Column, Report, Section, Table, Value

AS_OF = date(2023, 8, 24)

COMMUNES: tuple[tuple[Value, ...], ...] = (
    (1, "Xã Mẫu Một", 12, 4, 9, 7, Fraction(7, 9), 26_500_000, 4_250_000, 30_750_000, date(2023, 8, 21)),
    (2, "Xã Mẫu Hai (còn nhiều khó khăn)", 8, 2, 0, 0, None, 0, None, 0, None),
    (3, "Thị trấn Mẫu", 21, 6, 17, 12, Fraction(12, 17), 118_000_000, 12_345_678, 130_345_678, date(2023, 6, 1)),
    (4, "=SUM(A1:A9) là chữ, không phải công thức", 1, 1, 1, 1, Fraction(1), 1_005, 0, 1_005, date(2023, 5, 25)),
)

BY_COMMUNE = Table(
    name="theo-xa",
    title="Kết quả theo xã, thị trấn",
    columns=(
        Column("number", "TT", "count", width=5),
        Column("commune", "Đơn vị", "text", width=28),
        Column("surveyed", "Đã khảo sát", "count", "Địa chỉ", summed=True, width=9),
        Column("new", "Mới", "count", "Địa chỉ", summed=True, width=8),
        Column("dossiers", "Có hồ sơ", "count", "Địa chỉ", summed=True, width=8),
        Column("helped", "Được giúp", "count", "Địa chỉ", summed=True, width=8),
        Column("helped_share", "Tỷ lệ được giúp", "share", width=10),
        Column("cash_vnd", "Tiền mặt", "money", "Trị giá trợ giúp", summed=True, width=14),
        Column("in_kind_vnd", "Hiện vật", "money", "Trị giá trợ giúp", summed=True, width=14),
        Column("value_vnd", "Cộng", "money", "Trị giá trợ giúp", summed=True, width=14),
        Column("last_on", "Lần giúp gần nhất", "day", width=12),
    ),
    rows=COMMUNES,
    total=(None, "Tổng cộng", 42, 13, 27, 20, Fraction(20, 27), 144_501_005, 16_595_678, 161_096_683, None),
    notes=("Tỷ lệ được giúp = địa chỉ được giúp / địa chỉ có hồ sơ; chỉ tiêu của kế hoạch: trên 70 %.",),
)

TARGETS = Table(
    name="chi-tieu",
    title="Các chỉ tiêu của kế hoạch",
    columns=(
        Column("target", "Chỉ tiêu", "text", width=36),
        Column("wanted", "Cần đạt", "text", width=12),
        Column("reached", "Đạt được", "share", width=10),
        Column("met", "Kết quả", "text", width=10),
    ),
    rows=(
        ("Lãnh đạo nhận giúp ít nhất một địa chỉ", "từ 30 %", Fraction(3, 10), "Đạt"),
        ("Địa chỉ có hồ sơ được giúp", "trên 70 %", Fraction(20, 27), "Đạt"),
        ("Thành viên Ban Chỉ đạo có kế hoạch", "100 %", None, "Chưa có danh sách"),
    ),
)

REPORT = Report(
    file_name="bao-cao-quy-2023q3-huyen-mau",
    kind="quarter",
    title="BÁO CÁO kết quả thực hiện cuộc vận động “Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo”",
    unit_name="Huyện Mẫu",
    period_name="quý III năm 2023 (từ 25-05-2023 đến 24-08-2023)",
    issuer="Hội Chữ thập đỏ huyện Mẫu",
    issuer_above="Hội Chữ thập đỏ tỉnh Mẫu",
    place="Huyện Mẫu",
    recipients=("Ban Chỉ đạo tỉnh (báo cáo)", "Hội Chữ thập đỏ tỉnh (báo cáo)", "Lưu: VT"),
    sections=(
        Section(
            "Công tác chỉ đạo, tuyên truyền",
            (
                "Trong quý, Hội đã phối hợp khảo sát 42 địa chỉ tại 4 xã, thị trấn; lập 27 hồ sơ, trong đó 13 địa chỉ "
                "đăng ký mới, công khai theo thứ tự ưu tiên do hội nghị xã lập.",
                "Hội giới thiệu các địa chỉ trên cổng thông tin & hệ thống iNHANDAO <theo Điều 2 của kế hoạch>.",
            ),
        ),
        Section("Kết quả trợ giúp", ("Có 20 trong 27 địa chỉ có hồ sơ được giúp, đạt 74,07 %.",)),
        Section("Kiến nghị", ("Đề nghị tỉnh Hội hỗ trợ giấy tờ cho các địa chỉ chưa có người nhận giúp.",)),
    ),
    tables=(TARGETS, BY_COMMUNE),
    as_of=AS_OF,
    commit="0123456789abcdef0123456789abcdef01234567",
    sample_notice="Đây là dữ liệu mẫu. Người, tổ chức, số tiền và tài khoản đều không có thật.",
    total_vnd=161_096_683,
)
