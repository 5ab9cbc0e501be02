"""What the sheet "Hướng dẫn" of a template says."""

from __future__ import annotations

from scripts.staff.sheets.columns import Kind

_HOW: tuple[str, ...] = (
    "Mỗi dòng ở trang “{title}” là một {what}. Cột có dấu * bắt buộc. Dòng có chữ VÍ DỤ ở cột STT không được nhập.",
    "TUYỆT ĐỐI KHÔNG ghi họ tên đầy đủ, số điện thoại, số căn cước, số nhà, ngày sinh, số tài khoản vào tệp này, kể cả "
    "ở cột tự thêm: dữ liệu nằm trong kho mã mà mọi người đọc được. Thông tin đó ở trong hồ sơ giấy hoặc kho riêng. "
    "Cột như vậy bị từ chối.",
    "Thứ tự cột tuỳ ý. Được xoá cột không dùng, không được thêm cột khác. Không gộp ô, không để công thức (dán dạng giá "
    "trị), không ẩn dòng. Tối đa {most} dòng.",
    "Tiền: 60000000, 60.000.000, 60,000,000, 60 triệu đều được. Ngày: 31/10/2023, 31-10-2023, 2023-10-31.",
    "Trước khi ghi, chạy thử: portal import TÊN_TỆP.xlsx --out ban-co-loi.xlsx. Lệnh chỉ xem, không ghi gì; lỗi nằm ngay "
    "cạnh ô trong bản sao. Khi hết lỗi: portal import TÊN_TỆP.xlsx --write --out ban-co-ma.xlsx. Giữ bản có mã để lần "
    "sau sửa.",
    "Nhập lại cùng tệp không đổi gì. Ô trống không xoá điều đã ghi. {again}",
    "In English: one row is one record; columns with * are required; rows marked VÍ DỤ are examples and are not taken. "
    "Never write full names, phones, identity numbers, exact addresses or dates of birth. Run portal import FILE first "
    "(looks only), then with --write.",
)
_WHAT = {
    "address": "địa chỉ nhân đạo",
    "organisation": "tổ chức",
    "roll": "chức danh (không ghi tên người)",
    "handover": "lần trao trợ giúp",
    "pledge": "lời nhận giúp một địa chỉ, hoặc nhiều địa chỉ đầu danh sách ưu tiên",
}
_CHANGED = "Muốn sửa hồ sơ đã có, ghi mã của nó rồi thêm --update khi chạy."
_AGAIN = {
    "handover": "Dòng sổ đã ghi không sửa được bằng tệp này: ghi dòng mới để điều chỉnh.",
    "pledge": "Lời hứa đã ghi không sửa được bằng tệp này. Ô “Mã địa chỉ” ghi được một mã, hoặc “5 địa chỉ ưu tiên đầu”: "
    "khi đó lấy theo thứ hạng trong danh sách ưu tiên và in ra các mã.",
}


def guide_lines(kind: Kind, most: int) -> list[str]:
    """The title, then one paragraph to a line."""
    words = {"title": kind.title, "what": _WHAT[kind.name], "most": f"{most:,}".replace(",", ".")}
    again = _AGAIN.get(kind.name, _CHANGED)
    return [f"Cách điền trang “{kind.title}”", *(line.format(again=again, **words) for line in _HOW)]
