"""The commands of reports: names, options and help, each with the module that runs it."""

from __future__ import annotations

from scripts.commands import Commands, add_as_of, add_data, add_dry_run

_MODULES = "scripts.reports"


def add(commands: Commands) -> None:
    report = commands.add(
        "report", f"{_MODULES}.report", "Lập báo cáo mục V, hoặc so hai bản", "make the reports of plan V, or compare"
    )
    report.add_argument(
        "kind",
        metavar="LOẠI",
        choices=("quarter", "half-year", "year", "all", "diff"),
        help="quarter, half-year, year: một báo cáo; all: mọi đơn vị; diff A B: khác nhau giữa hai mốc / what to make",
    )
    report.add_argument(
        "moments",
        nargs="*",
        metavar="MỐC",
        help="diff: ngày, commit, “nop” (lúc nộp), “nay” / with diff: a day, a commit, “nop” (filed) or “nay”",
    )
    report.add_argument("--period", metavar="KỲ", help="2023Q3, 2023H1 hoặc 2023 / the period")
    report.add_argument("--year", metavar="NĂM", help="với all: mọi kỳ của năm / with all: every period of the year")
    report.add_argument(
        "--unit", default="tinh", metavar="MÃ", help="tinh, mã huyện, trường hoặc cơ quan, mặc định tinh / whose report"
    )
    report.add_argument("--out", metavar="THƯ_MỤC", help="nơi ghi / the folder to write to")
    report.add_argument(
        "--format",
        default="xlsx,docx,csv",
        metavar="DẠNG",
        help="xlsx, docx, csv, pdf, cách nhau dấu phẩy, mặc định xlsx,docx,csv / forms of the files",
    )
    report.add_argument("--template", metavar="TỆP.docx", help="mẫu văn bản của cơ quan / the office's own letter")
    report.add_argument(
        "--at",
        metavar="MỐC",
        help="theo dữ liệu của commit hoặc ngày này / from the data as it was at this commit or day",
    )
    add_data(report)
    add_as_of(report)

    deadlines = commands.add(
        "deadlines", f"{_MODULES}.deadlines", "Xem hạn báo cáo, ai chưa nộp", "show the deadlines and who is missing"
    )
    deadlines.add_argument("--year", metavar="NĂM", help="năm báo cáo, mặc định năm đang chạy / the reporting year")
    deadlines.add_argument("--ics", metavar="TỆP.ics", help="ghi lịch để thêm vào điện thoại / write a calendar")
    add_data(deadlines)
    add_as_of(deadlines)

    inhandao = commands.add(
        "inhandao",
        f"{_MODULES}.inhandao",
        "Xuất địa chỉ đã duyệt cho iNHANDAO, hoặc đọc mã iNHANDAO vào hồ sơ",
        "write the list for iNHANDAO, or take its identities into the records",
    )
    inhandao.add_argument(
        "file", nargs="?", metavar="TỆP", help="tệp đã điền mã iNHANDAO / a file with identities filled in"
    )
    inhandao.add_argument("--out", metavar="TỆP", help="nơi ghi danh sách, .xlsx hoặc .csv / where the list is written")
    inhandao.add_argument("--all", action="store_true", help="cả địa chỉ đã có mã / those that have one, too")
    add_data(inhandao)
    add_as_of(inhandao)
    add_dry_run(inhandao)

    submit = commands.add(
        "submit", f"{_MODULES}.submit", "Ghi nhận báo cáo một đơn vị đã nộp", "write down a report that was handed in"
    )
    submit.add_argument("organisation", metavar="MÃ", help="mã cơ quan, đơn vị / id of the body")
    submit.add_argument("--period", metavar="KỲ", help="2023Q3, 2023H1 hoặc 2023 / the period")
    submit.add_argument("--figures", metavar="TỆP", help="số liệu tự báo, .xlsx theo mẫu hoặc .yaml / its own figures")
    submit.add_argument(
        "--template", metavar="TỆP.xlsx", help="chỉ tạo tệp mẫu để điền / only write a template to fill in"
    )
    submit.add_argument("--on", metavar="NGÀY", help="ngày nhận, mặc định hôm nay / the day it came")
    submit.add_argument("--document", metavar="SỐ", help="số văn bản / number of the letter")
    submit.add_argument("--replace", action="store_true", help="thay bản đã nộp / in place of the one before")
    add_data(submit)
    add_as_of(submit)
    add_dry_run(submit)
    submit.add_argument("--no-commit", action="store_true", help="ghi tệp, không commit / write without a commit")
