"""The command of the form editor: options and help, with the module that runs it."""

from __future__ import annotations

from scripts.commands import Commands


def add(commands: Commands) -> None:
    admin = commands.add(
        "admin",
        "scripts.staff.admin.commands.admin",
        "Mở biểu mẫu hồ sơ cho người làm công tác Hội",
        "serve the forms in which staff write entries",
    )
    admin.add_argument(
        "--config", default="admin.toml", metavar="TỆP", help="tệp cấu hình, mặc định admin.toml / the settings file"
    )
    admin.add_argument(
        "--demo", action="store_true", help="thử trên bản sao dữ liệu mẫu / try it on a throw-away copy of the sample"
    )
    admin.add_argument("--port", metavar="SỐ", help="cổng của buổi thử / port of the trial")
    admin.add_argument(
        "--add-user", metavar="TÊN", help="tạo tài khoản, hoặc cấp lại mật khẩu / make an account or a new password"
    )
    admin.add_argument("--name", metavar="HỌ_TÊN", help="tên hiển thị của tài khoản / name that is shown")
    admin.add_argument("--role", choices=("commune", "district", "province"), help="vai trò / role")
    admin.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar="MÃ",
        help="xã dạng 2023/25216 hoặc huyện dạng 688; ghi nhiều lần được / commune or district, may be repeated",
    )
    admin.add_argument("--mail", metavar="THƯ", help="thư điện tử ghi vào commit / address of mail for commits")
    admin.add_argument("--remove-user", metavar="TÊN", help="bỏ tài khoản / take an account away")
