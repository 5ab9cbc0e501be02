"""The commands that read the history of the data: names, options and help."""

from __future__ import annotations

from scripts.commands import Commands, add_as_of, add_data
from scripts.history.figures import FIGURES


def add(commands: Commands) -> None:
    audit = commands.add(
        "audit",
        "scripts.history.audit_command",
        "Xem ai đã ghi, sửa, xoá gì, lúc nào, theo git",
        "see what was added, changed and removed, when and by which role, from git",
    )
    audit.add_argument(
        "code",
        nargs="?",
        metavar="MÃ",
        help="mã địa chỉ, quỹ, dòng sổ cái hoặc lời hứa, mặc định tất cả / code of an address, fund, line or promise",
    )
    audit.add_argument(
        "--figure",
        choices=FIGURES,
        metavar="SỐ",
        help=f"vì sao một số của địa chỉ hay quỹ là như vậy: {', '.join(FIGURES)} / what made a figure what it is",
    )
    audit.add_argument(
        "--since", metavar="NGÀY", help="chỉ từ ngày này (năm-tháng-ngày) / only what was committed since this day"
    )
    audit.add_argument("--csv", metavar="TỆP", help="ghi thành tệp CSV thay vì in ra / write a CSV file instead")
    add_data(audit)
    add_as_of(audit)
