"""The commands of the office's staff: names, options and help, each with the module that runs it."""

from __future__ import annotations

import argparse

from scripts.commands import Commands, add_as_of, add_data, add_dry_run
from scripts.staff.texts import TEXTS

_QUESTIONS = tuple(name.removeprefix("init-") for name in TEXTS if name.startswith("init-"))
"""Facts that `portal init` asks for; `scripts.staff.questions` says where each goes."""

_STEPS = "scripts.staff.step_commands"


def add(commands: Commands) -> None:
    status = commands.add("status", "scripts.staff.status", "Xem việc đang chờ ai", "show what waits for whom")
    status.add_argument(
        "--config",
        metavar="TỆP",
        help="tệp cấu hình nhận ủng hộ, mặc định callback.toml nếu có / settings of the callback, for its payments",
    )
    status.add_argument("--all", action="store_true", help="liệt kê hết / list everything")
    add_data(status)
    add_as_of(status)
    init = commands.add("init", "scripts.staff.init", "Tạo kho dữ liệu mới cho một Hội", "make a new data repository")
    init.add_argument("folder", metavar="THƯ_MỤC", help="thư mục mới hoặc trống / a new or empty folder")
    init.add_argument("--answers", metavar="TỆP", help="tệp YAML có sẵn câu trả lời / a YAML file of answers")
    for name in _QUESTIONS:
        words = TEXTS[f"init-{name}"]
        init.add_argument(f"--{name.replace('_', '-')}", metavar="LỜI", help=" / ".join(words))
    add_dry_run(init)
    new = commands.add("new", "scripts.staff.new", "Tạo tệp hồ sơ mới để điền", "make a new record file to fill in")
    new.add_argument(
        "kind_of_record",
        choices=("address", "drive"),
        metavar="address|drive",
        help="địa chỉ hoặc đợt vận động / an address or a drive",
    )
    new.add_argument("--id", metavar="MÃ", help="mã của đợt / id of the drive")
    new.add_argument("--unit", metavar="XÃ", help="mã hoặc tên xã, phường / code or name of the commune")
    new.add_argument("--epoch", choices=("2023", "2025"), help="danh mục hành chính / epoch of the units")
    new.add_argument("--kind", choices=("individual", "household", "collective"), help="loại địa chỉ / its kind")
    new.add_argument("--year", metavar="NĂM", help="năm của mã, mặc định năm nay / year of the code")
    add_data(new)
    add_dry_run(new)
    kept = commands.add("save", "scripts.staff.keep", "Ghi nhận các tệp sửa tay", "commit what was edited by hand")
    kept.add_argument("paths", nargs="*", metavar="TỆP", help="mặc định mọi tệp đã sửa / all that changed if not given")
    kept.add_argument("--message", metavar="LỜI", help="dòng đầu của lời ghi / first line of the message")
    add_data(kept)
    add_dry_run(kept)
    erase = commands.add(
        "erase", "scripts.staff.erase", "Xoá một địa chỉ khỏi lịch sử git", "erase an address from the history of git"
    )
    erase.add_argument("code", metavar="MÃ", help="mã địa chỉ / code of the address")
    erase.add_argument("--out", metavar="THƯ_MỤC", help="nơi đặt bản sao đã xoá / where the rewritten clone goes")
    erase.add_argument(
        "--also", action="append", metavar="TỆP", help="xoá lời của địa chỉ trong cả tệp này / in this file as well"
    )
    add_data(erase)
    add_dry_run(erase)
    form = commands.add(
        "fmt", "scripts.staff.fmt", "Viết các tệp hồ sơ theo một dạng chuẩn", "bring record files into their one form"
    )
    form.add_argument("paths", nargs="*", metavar="TỆP", help="mặc định mọi tệp / these files only, else all")
    form.add_argument(
        "--check",
        action="store_true",
        help="chỉ liệt kê, mã 1 nếu có tệp chưa chuẩn / list only, exit 1 if there is any",
    )
    add_data(form)
    add_dry_run(form)
    _add_handbook(commands)
    _add_import(commands)
    _add_steps(commands)
    _add_identity(commands)


def _add_handbook(commands: Commands) -> None:
    book = commands.add(
        "handbook",
        "scripts.staff.handbook",
        "Lập hai chương “từng trường” và “mọi mã lỗi” của sổ tay, hoặc cả sổ tay thành PDF",
        "write the handbook's chapters on fields and on problems, or the whole handbook as PDF",
    )
    what = book.add_mutually_exclusive_group()
    what.add_argument("--pdf", metavar="TỆP.pdf", help="cả sổ tay thành một tệp / the whole handbook as one file")
    what.add_argument("--check", action="store_true", help="chỉ so hai chương ấy với chương trình / compare only")


def _add_import(commands: Commands) -> None:
    kinds = ("address", "organisation", "roll", "handover", "pledge")
    sheet = commands.add(
        "import",
        "scripts.staff.sheets.command",
        "Nhập địa chỉ, tổ chức, chức danh, lần trao, lời hứa từ bảng tính; chỉ xem nếu không có --write",
        "import addresses, organisations, rolls, handovers or promises from a sheet; looks only without --write",
    )
    sheet.add_argument("file", nargs="?", metavar="TỆP", help="tệp .xlsx hoặc .csv / the workbook or CSV file")
    sheet.add_argument("--kind", choices=kinds, help="loại bảng, mặc định nhận theo tên cột / what the table holds")
    sheet.add_argument("--sheet", metavar="TÊN", help="trang cần nhập, khi tệp có nhiều bảng / the sheet to read")
    sheet.add_argument("--write", action="store_true", help="ghi vào dữ liệu và commit / write and commit")
    sheet.add_argument("--update", action="store_true", help="cho phép sửa hồ sơ đã có / records may be changed")
    sheet.add_argument(
        "--hidden", choices=("take", "skip"), help="dòng và cột ẩn: nhập cả, hoặc bỏ qua / hidden rows and columns"
    )
    sheet.add_argument(
        "--out",
        metavar="TỆP.xlsx",
        help="bản sao có lỗi cạnh ô và mã đã cấp, hoặc nơi ghi mẫu / the copy with notes and codes, or the template",
    )
    sheet.add_argument(
        "--company-sheet",
        action="store_true",
        help="chỉ lập lại tệp mẫu cho đơn vị tải ở /doanh-nghiep/ / only make the sheet /doanh-nghiep/ offers again",
    )
    sheet.add_argument("--template", choices=kinds, help="ghi tệp mẫu để điền, cần --out / write a template to fill in")
    add_data(sheet)


def _add_steps(commands: Commands) -> None:
    def step(name: str, vietnamese: str, english: str, code: str = "MÃ") -> argparse.ArgumentParser:
        made = commands.add(name, _STEPS, vietnamese, english)
        made.add_argument("code", metavar=code, help="mã địa chỉ hoặc mã lời hứa / code of the address or promise")
        made.add_argument("--on", metavar="NGÀY", help="ngày của việc, mặc định hôm nay / its day, today if not given")
        add_data(made)
        add_dry_run(made)
        return made

    dossier = step("dossier", "Ghi đã lập hồ sơ giấy", "write that the paper file was made")
    dossier.add_argument("--reference", metavar="SỐ", help="số hồ sơ / its number")
    approve = step("approve", "Ghi địa chỉ đã được duyệt", "write that an address was approved")
    approve.add_argument("--by", metavar="NƠI", help="nơi duyệt / who approved")
    approve.add_argument("--document", metavar="SỐ", help="số văn bản / number of the approval")
    introduce = step("introduce", "Giới thiệu địa chỉ, từ đó có trang", "introduce an address, which gives it a page")
    introduce.add_argument("--inhandao-id", metavar="MÃ", help="mã trên iNHANDAO / its id there")
    introduce.add_argument("--inhandao-url", metavar="URL", help="đường dẫn trên iNHANDAO / its page there")
    finish = step("finish", "Kết thúc trợ giúp", "end the help for an address")
    finish.add_argument("--reason", choices=("graduated", "completed", "moved", "died"), help="lý do / reason")
    finish.add_argument("--outcome", metavar="LỜI", help="kết quả, không nêu tên / outcome, without a name")
    resurvey = step("resurvey", "Ghi đã khảo sát lại", "write that an address was surveyed again")
    resurvey.add_argument("--by", metavar="NƠI", help="tổ khảo sát / who surveyed")
    withdraw = step("withdraw", "Ghi sự đồng ý đã được rút: địa chỉ rời trang", "write that consent was taken back")
    withdraw.add_argument(
        "--giver", choices=("self", "representative", "child"), help="ai rút, mặc định tất cả / whose, all if not given"
    )
    withdraw.add_argument(
        "--scope",
        action="append",
        choices=("publish", "story", "name", "face", "health", "place", "press"),
        help="chỉ rút phần này, lặp lại được / this part only, may be repeated",
    )
    accept = step(
        "accept",
        "Nhận một lời hứa, hoặc mọi lời hứa cùng mã chung",
        "accept a promise, or all that share a reference",
        "MÃ_LỜI_HỨA",
    )
    accept.add_argument("--reason", metavar="LỜI", help="ghi chú / a note")
    accept.add_argument(
        "--organisation",
        metavar="MÃ_TỔ_CHỨC",
        help="lời hứa là của tổ chức này, đã có hồ sơ / the organisation on the rolls that made it",
    )
    decline = step(
        "decline",
        "Không nhận một lời hứa, hoặc mọi lời hứa cùng mã chung",
        "decline a promise, or all that share a reference",
        "MÃ_LỜI_HỨA",
    )
    decline.add_argument("--reason", metavar="LỜI", help="lý do / reason")


def _add_identity(commands: Commands) -> None:
    identity = commands.add(
        "identity",
        "scripts.staff.identity",
        "Giữ danh tính sau mỗi hồ sơ trong kho riêng đã niêm phong",
        "keep who the people of each paper file are, sealed in the private store",
    )
    identity.add_argument(
        "action",
        choices=("add", "show", "list", "remove", "reseal"),
        metavar="VIỆC",
        help="add ghi, show xem, list liệt kê, remove xoá, reseal niêm phong lại / what to do",
    )
    identity.add_argument("code", nargs="?", metavar="MÃ", help="mã địa chỉ hoặc số hồ sơ / code or number of the file")
    identity.add_argument("--private", required=True, metavar="THƯ_MỤC", help="kho riêng / the private store")
    identity.add_argument("--key", metavar="TỆP", help="khoá bí mật, cho show và reseal / the secret key file")
    identity.add_argument(
        "--from",
        dest="source",
        metavar="TỆP",
        help="tệp YAML thay cho hỏi từng câu, - là đầu vào / a YAML file instead of questions, - for standard input",
    )
    identity.add_argument("--replace", action="store_true", help="thay bản đang giữ / in the place of what is kept")
    identity.add_argument("--due", action="store_true", help="xoá mọi bản đến hạn / delete all that are due")
    add_data(identity)
    add_as_of(identity)
    add_dry_run(identity)
