"""What the commands on reports say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "report-bad-period": (
        "--period: gặp “{found}”; ghi 2023Q1 đến 2023Q4 cho quý, 2023H1 cho 6 tháng đầu, 2023 cho cả năm",
        "--period: found “{found}”; write 2023Q1 to 2023Q4 for a quarter, 2023H1 for the first six months, 2023 for "
        "the year",
    ),
    "report-no-period": (
        "thiếu --period, ví dụ --period {example}",
        "--period is missing, for example --period {example}",
    ),
    "report-wrong-kind": (
        "“portal report {kind}” cần kỳ dạng {example}, gặp “{found}”",
        "“portal report {kind}” needs a period like {example}, found “{found}”",
    ),
    "report-future": (
        "kỳ {period} bắt đầu ngày {first}, sau ngày tính số liệu {as_of}: chưa có gì để báo cáo",
        "the period {period} starts on {first}, after the day the data is counted to, {as_of}: there is nothing to "
        "report yet",
    ),
    "report-no-units": (
        "dữ liệu không có đơn vị hành chính cho ngày {on} (kỳ {period}); thêm tệp trong units/ hoặc chọn kỳ khác",
        "the data has no administrative units for {on} (period {period}); add a file to units/ or choose another "
        "period",
    ),
    "report-unknown-unit": (
        "không có đơn vị “{found}” trong kỳ {period}. Ghi “tinh”, mã huyện, hoặc mã trường, cơ quan:\n{known}",
        "there is no unit “{found}” in {period}. Write “tinh”, the code of a district, or of a school or "
        "body:\n{known}",
    ),
    "report-merged-unit": (
        "“{found}” không còn là đơn vị hành chính vào ngày cuối kỳ {period} ({on}); nay thuộc: {now}. Báo cáo cho "
        "các đơn "
        "vị này hoặc cho toàn tỉnh (--unit tinh)",
        "“{found}” was no longer an administrative unit on the last day of {period} ({on}); its area now belongs to: "
        "{now}. Report for these, or for the whole province (--unit tinh)",
    ),
    "report-no-duty": (
        "“{found}” là cấp xã: kế hoạch không đặt báo cáo riêng cho xã; hãy lập cho huyện hoặc toàn tỉnh",
        "“{found}” is a commune: the plan asks no report of communes; make one of the district or the province",
    ),
    "report-format": (
        "--format: gặp “{found}”, chọn trong: {known}",
        "--format: found “{found}”, choose from: {known}",
    ),
    "report-needs-out": ("thiếu --out: thư mục để ghi báo cáo", "--out is missing: the folder to write the report to"),
    "report-written": (
        "Đã ghi {count} tệp của {reports} báo cáo vào {out}",
        "Wrote {count} files of {reports} reports to {out}",
    ),
    "report-running": (
        "kỳ {period} chưa hết: số liệu tính đến {as_of}",
        "the period {period} is not over: counted up to {as_of}",
    ),
    "report-uncommitted": (
        "{count} tệp dữ liệu chưa commit; báo cáo ghi “chưa commit đủ” thay cho mã dữ liệu",
        "{count} data files are not committed; the report says so in place of the commit",
    ),
    "diff-needs-two": (
        "portal report diff cần hai mốc: ngày hoặc commit, “nop” là lúc đơn vị nộp, “nay” là dữ liệu hiện tại; ví dụ: "
        "portal report diff nop nay --period 2023Q3 --unit 695",
        "portal report diff needs two moments: a day or a commit, “nop” for what was filed, “nay” for the data as it "
        "is; "
        "for example: portal report diff nop nay --period 2023Q3 --unit 695",
    ),
    "diff-not-filed": (
        "chưa có báo cáo nào của “{unit}” cho kỳ {period} có ghi mã dữ liệu; nộp bằng portal submit, hoặc ghi ngày",
        "no report of “{unit}” for {period} names the data it was made from; file it with portal submit, or name a day",
    ),
    "diff-none": ("Không có gì thay đổi.", "Nothing has changed."),
    "diff-count": ("{count} thay đổi.", "{count} changes."),
    "deadline-head": ("Kỳ báo cáo năm {year}, tính đến {as_of}:", "Reports of {year}, as of {as_of}:"),
    "deadline-line": (
        "{period}: hạn cuối {last_day} (trước ngày {due}); phải nộp {bodies}, chưa nộp {missing}{when}",
        "{period}: last day {last_day} (before {due}); owed by {bodies}, {missing} missing{when}",
    ),
    "deadline-left": ("; còn {days} ngày", "; {days} days left"),
    "deadline-today": ("; hôm nay là ngày cuối", "; today is the last day"),
    "deadline-late": ("; quá hạn {days} ngày", "; {days} days late"),
    "deadline-running": ("; kỳ chưa hết", "; the period is not over"),
    "deadline-missing": ("  chưa nộp: {name} ({id})", "  missing: {name} ({id})"),
    "deadline-wrote": ("Đã ghi lịch hạn báo cáo vào {path}", "Wrote the calendar of deadlines to {path}"),
    "inhandao-one-way": (
        "ghi --out TỆP để xuất danh sách, hoặc tên tệp đã điền để đọc mã iNHANDAO vào hồ sơ; không ghi cả hai",
        "give --out FILE to write the list, or a filled-in file to read the identities from; not both",
    ),
    "inhandao-ending": ("“{path}”: tên tệp cần đuôi .xlsx hoặc .csv", "“{path}”: the name must end with .xlsx or .csv"),
    "inhandao-written": ("Đã ghi {count} địa chỉ vào {path}", "Wrote {count} addresses to {path}"),
    "inhandao-nothing": (
        "Không có mã iNHANDAO mới trong tệp; không ghi gì.",
        "The file has no new identity; nothing is written.",
    ),
    "inhandao-twice": (
        "“{path}”, {cell}: địa chỉ {named} có hai dòng; giữ một dòng",
        "“{path}”, {cell}: the address {named} has two rows; keep one",
    ),
    "inhandao-not-open": (
        "“{path}”, {cell}: {named} chưa được duyệt hoặc không có đồng ý công bố, nên không giới thiệu được",
        "“{path}”, {cell}: {named} is not approved or has no consent to be published, so it cannot be introduced",
    ),
    "inhandao-day": (
        "“{path}”, {cell}: gặp ngày “{found}”; ghi dạng 31/10/2023 hoặc 2023-10-31",
        "“{path}”, {cell}: found the day “{found}”; write 31/10/2023 or 2023-10-31",
    ),
    "rows-none": (
        "“{path}” không có bảng với các cột {needed}; giữ nguyên dòng tiêu đề của tệp đã xuất",
        "“{path}” has no table with the columns {needed}; keep the header row of the file that was written",
    ),
    "rows-too-many": (
        "“{path}” có hơn {most} dòng; chỉ giữ các dòng cần đọc",
        "“{path}” has more than {most} rows; keep only those to be read",
    ),
    "rows-ending": ("“{path}”: cần tệp .xlsx hoặc .csv", "“{path}”: an .xlsx or .csv file is needed"),
    "submit-no-duty": (
        "“{found}” không phải nộp báo cáo kỳ {period}. Phải nộp:\n{known}",
        "“{found}” owes no report for {period}. These do:\n{known}",
    ),
    "submit-early": (
        "ngày nhận {on} không sau ngày cuối kỳ {last}; ghi --on đúng ngày nhận báo cáo",
        "the day {on} is not after the period's last day {last}; give the day the report came with --on",
    ),
    "submit-needs-figures": (
        "{name} không ghi hồ sơ trên cổng này nên cần số liệu: --figures TỆP. Tạo tệp mẫu: portal submit {id} --period "
        "{period} --template TỆP.xlsx",
        "{name} keeps no records here, so figures are needed: --figures FILE. For a template: portal submit {id} "
        "--period {period} --template FILE.xlsx",
    ),
    "submit-exists": (
        "báo cáo kỳ {period} của {id} đã nhận ngày {on}; muốn thay bằng bản nộp lại, thêm --replace",
        "the report of {id} for {period} came on {on}; to put a newer one in its place add --replace",
    ),
    "submit-file": (
        "“{path}”: cần tệp .xlsx theo mẫu hoặc .yaml",
        "“{path}”: a workbook made from the template, or a .yaml file, is needed",
    ),
    "submit-unreadable": (
        "không đọc được “{path}”: {told}; mở bằng Excel rồi lưu lại thành .xlsx",
        "“{path}” cannot be read: {told}; open it in Excel and save it as .xlsx",
    ),
    "submit-no-rows": (
        "“{path}” không có bảng với cột “Mã” và “Số liệu”; hãy điền vào tệp tạo bằng --template",
        "“{path}” has no table with the columns “Mã” and “Số liệu”; fill in a file made with --template",
    ),
    "submit-cell": (
        "“{path}”, ô {cell}: gặp “{found}”, cần số nguyên không âm, chỉ gồm chữ số",
        "“{path}”, cell {cell}: found “{found}”, expected a whole number of digits only",
    ),
    "submit-unknown-row": (
        "“{path}”, ô {cell}: không có dòng mã “{found}” trong mẫu",
        "“{path}”, cell {cell}: the template has no row “{found}”",
    ),
    "submit-template": ("Đã ghi tệp mẫu {path}", "Wrote the template {path}"),
    "submit-done": (
        "Đã ghi báo cáo {period} của {name}, nhận ngày {on}.",
        "Wrote the report {period} of {name}, which came on {on}.",
    ),
}
