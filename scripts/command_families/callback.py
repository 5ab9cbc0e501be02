"""The commands of receiving gifts: names, options and help, each with the module that runs it."""

from __future__ import annotations

import argparse

from scripts.commands import Commands, add_as_of, add_data

_MODULES = "scripts.callback.commands"


def add(commands: Commands) -> None:
    def of_callback(name: str, vietnamese: str, english: str) -> argparse.ArgumentParser:
        made = commands.add(name, f"{_MODULES}.{name}", vietnamese, english)
        made.add_argument(
            "--config",
            default="callback.toml",
            metavar="TỆP",
            help="tệp cấu hình, mặc định callback.toml / the settings file",
        )
        return made

    callback = of_callback("callback", "Chạy dịch vụ nhận ủng hộ", "serve the donation callback")
    callback.add_argument(
        "--no-committer", action="store_true", help="không chạy kèm bộ ghi sổ / without the committer beside it"
    )
    of_callback("committer", "Chạy riêng bộ ghi sổ", "run the committer alone")
    match = of_callback(
        "match", "Ghi một khoản chưa rõ vào địa chỉ của nó", "say for which address an unmatched payment is"
    )
    match.add_argument("payment", nargs="?", metavar="TÊN", help="tên trong danh sách / its name in the list")
    match.add_argument("code", nargs="?", metavar="MÃ", help="mã địa chỉ, quỹ hoặc lời hứa / code it is for")
    reconcile = of_callback("reconcile", "Đọc sao kê ngân hàng tải về", "read a downloaded bank statement")
    reconcile.add_argument("statement", metavar="SAO_KÊ", help="tệp csv hoặc xlsx / a csv or xlsx file")
    reconcile.add_argument("--account", metavar="SỐ", help="số tài khoản của sao kê / the account it is of")
    reconcile.add_argument("--bank", metavar="TÊN", help="tên mẫu sao kê / name of its template")
    reconcile.add_argument("--templates", metavar="TỆP", help="tệp mẫu sao kê riêng / templates of your own")
    reconcile.add_argument(
        "--also",
        action="append",
        metavar="TÊN",
        help="khoản nghi trùng mà khác thật / a doubtful one to take in",
    )
    reconcile.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi / read only, write nothing")
    of_callback("replay", "Dựng lại sổ từ các khoản đã giữ và so", "make the ledger again from what was kept, compare")
    for name, vietnamese, english in (
        ("expire", "Ghi lại những lời hứa đã hết hạn", "write the end of promises whose time is over"),
        ("surplus", "Chuyển phần vượt nhu cầu theo quy tắc đã công bố", "move what is beyond an address's needs"),
    ):
        work = commands.add(name, f"{_MODULES}.{name}", vietnamese, english)
        add_data(work)
        add_as_of(work)
        work.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi / look only, write nothing")
        work.add_argument("--no-commit", action="store_true", help="ghi tệp, không commit / write without a commit")

    keys = commands.add(
        "keys",
        f"{_MODULES}.keys",
        "Tạo khoá của năm cho kho riêng",
        "make the key pair of a year for the private store",
    )
    contact = commands.add(
        "contact", f"{_MODULES}.contact", "Xem liên hệ của người hứa giúp", "show the contact of who promised help"
    )
    for private in (keys, contact):
        private.add_argument("--private", required=True, metavar="THƯ_MỤC", help="kho riêng / the private store")
    keys.add_argument("--secret", required=True, metavar="TỆP", help="nơi ghi khoá bí mật / the secret key file")
    keys.add_argument("--year", metavar="NĂM", help="mặc định năm nay / this year if not given")
    contact.add_argument("reference", nargs="?", metavar="MÃ", help="mã lời hứa; không ghi thì liệt kê / its reference")
    contact.add_argument("--key", metavar="TỆP", help="khoá bí mật / the secret key file")
    contact.add_argument("--due", action="store_true", help="liệt kê liên hệ đến hạn xoá / list what is to be deleted")
    contact.add_argument("--delete", action="store_true", help="cùng --due: xoá hẳn / with --due: delete them")
    add_data(contact)
    add_as_of(contact)

    demo = commands.add(
        "demo",
        f"{_MODULES}.demo",
        "Diễn tập nhận ủng hộ trên bản sao dữ liệu mẫu",
        "rehearse giving on a throw-away copy of the sample",
    )
    demo.add_argument("--port", metavar="SỐ", help="cổng của trang / port of the site")
    doctor = of_callback("doctor", "Kiểm tra máy trước khi nhận ủng hộ", "look at everything the callback needs")
    doctor.add_argument("--offline", action="store_true", help="không dùng mạng / leave the network alone")
