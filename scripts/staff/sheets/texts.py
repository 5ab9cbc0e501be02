"""What `portal import` says, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # the file
    "import-what": (
        "thiếu tệp cần nhập. Muốn lấy mẫu để điền: portal import --template address --out mau.xlsx",
        "the file is missing. For a template to fill in: portal import --template address --out template.xlsx",
    ),
    "import-template-out": (
        "--template cần --out TỆP.xlsx là nơi ghi mẫu, và không đi cùng tệp cần nhập",
        "--template needs --out FILE.xlsx, and goes without a file to import",
    ),
    "import-out": (
        "--out: gặp “{found}”, cần tên tệp mới có đuôi .xlsx",
        "--out: found “{found}”, expected the name of a new file that ends with .xlsx",
    ),
    "import-out-there": (
        "--out: tệp “{path}” đã có nên không ghi đè (có thể ai đó đang sửa trong đó); hãy chọn tên khác",
        "--out: the file “{path}” exists and is not replaced (somebody may be working in it); choose another name",
    ),
    "import-file-too-big": (
        "tệp lớn quá {most} MB; hãy tách thành nhiều tệp, bỏ hình ảnh và các trang không dùng",
        "the file is over {most} MB; split it, and take out pictures and sheets that are not needed",
    ),
    "import-file-locked": (
        "tệp đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ) rồi lưu lại",
        "the file has a password; remove it and save again",
    ),
    "import-file-broken": (
        "tệp bị hỏng hoặc không phải do chương trình bảng tính ghi; hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx",
        "the file is damaged or was not written by a spreadsheet program; open it with one and save it as .xlsx",
    ),
    "import-no-workbook": (
        "tệp không phải sổ tính .xlsx (có thể là .ods, .docx); hãy mở rồi chọn Lưu thành .xlsx",
        "the file is no .xlsx workbook (perhaps .ods or .docx); open it and save it as .xlsx",
    ),
    "import-old-workbook": (
        "tệp dạng Excel cũ (.xls, .xlsb), có mật khẩu, hoặc trang web đặt tên .xls; hãy mở rồi chọn Lưu thành “Sổ làm việc "
        "Excel (.xlsx)”, không mật khẩu",
        "the file is an old Excel file (.xls, .xlsb), has a password, or is a web page named .xls; open it and save it as "
        "“Excel Workbook (.xlsx)” without a password",
    ),
    "import-macros": (
        "tệp có macro (chương trình chạy kèm) nên không nhận; hãy chọn Lưu thành “Sổ làm việc Excel (.xlsx)”, dạng không có "
        "macro",
        "the file has macros and is not taken; save it as “Excel Workbook (.xlsx)”, which has none",
    ),
    "import-ending": (
        "“{found}”: cần tệp .xlsx hoặc .csv có nội dung đúng với đuôi tệp; hãy mở rồi lưu lại dạng .xlsx",
        "“{found}”: a .xlsx or .csv file is needed whose content fits its name; open it and save it as .xlsx",
    ),
    "import-empty": ("tệp trống", "the file is empty"),
    "import-encoding": (
        "dòng {row}: tệp CSV không phải UTF-8 (có thể là Windows-1258, TCVN3 hoặc Unicode 16 bit), đọc vào sẽ sai chữ. Khi lưu "
        "từ Excel hãy chọn “CSV UTF-8 (phân cách bằng dấu phẩy)”, hoặc lưu dạng .xlsx",
        "row {row}: the CSV file is not UTF-8 (perhaps Windows-1258, TCVN3 or 16-bit Unicode), letters would come out wrong. "
        "Save it from Excel as “CSV UTF-8 (comma delimited)”, or as .xlsx",
    ),
    "import-csv": (
        "không tách được các cột của tệp CSV: có dấu nháy kép mở mà không đóng; hãy lưu dạng .xlsx",
        "the columns of the CSV file cannot be told apart: a quotation mark is not closed; save it as .xlsx",
    ),
    "import-too-long": (
        "trang “{sheet}” quá dài: mỗi lần nhập tối đa 5.000 dòng. Hãy chia theo huyện hoặc theo đợt thành nhiều tệp",
        "the sheet “{sheet}” is too long: at most 5,000 rows at a time. Split it by district or by round",
    ),
    "import-too-wide": (
        "dòng {row} có hơn {most} cột; hãy xoá các cột thừa bên phải",
        "row {row} has more than {most} columns; delete those on the right that are not needed",
    ),
    "import-no-sheet": (
        "không có trang “{found}”; tệp có các trang: {sheets}",
        "there is no sheet “{found}”; the file has: {sheets}",
    ),
    "import-no-heading": (
        "không thấy dòng tên cột trong {rows} dòng đầu của trang nào. Xem lại trang bằng --sheet TÊN, hoặc lấy mẫu bằng "
        "portal import --template. Các cột bắt buộc:\n{kinds}",
        "no heading was found in the first {rows} rows of any sheet. Name the sheet with --sheet, or take a template with "
        "portal import --template. Columns that are needed:\n{kinds}",
    ),
    "import-which-sheet": (
        "nhiều trang có bảng: {sheets}. Chọn một trang bằng --sheet TÊN",
        "several sheets have a table: {sheets}. Choose one with --sheet NAME",
    ),
    "import-which-kind": (
        "không rõ đây là bảng gì; chọn bằng --kind: {kinds}",
        "it is not clear what this table is; choose with --kind: {kinds}",
    ),
    # the heading
    "import-heading-twice": (
        "cột này đã có ở cột {first}; xoá một cột hoặc đổi tên cho đúng",
        "this column stands already in column {first}; delete one or mend its name",
    ),
    "import-personal": (
        "không nhận cột này ({what}): họ tên, điện thoại, giấy tờ, nơi ở, ngày sinh không bao giờ nằm trong dữ liệu công khai "
        "(Luật 91/2025 về dữ liệu cá nhân). Xoá cả cột rồi lưu lại; thông tin đó để trong hồ sơ giấy",
        "this column ({what}) is not taken: names, phones, papers, places and dates of birth never stand in public data (Law "
        "91/2025 on personal data). Delete the column and save; such facts stay in the paper file",
    ),
    "import-unknown-column": (
        "không có cột tên “{found}” (có phải “{hint}”?); sửa tên theo mẫu, hoặc xoá cột nếu không cần nhập",
        "there is no column “{found}” (did you mean “{hint}”?); name it as in the template, or delete it",
    ),
    "import-no-column-name": (
        "cột {column} có nội dung mà không có tên cột; ghi tên cột hoặc xoá nội dung",
        "column {column} holds something but has no heading; write one or clear it",
    ),
    "import-columns-missing": ("thiếu cột bắt buộc: {columns}", "needed columns are missing: {columns}"),
    "import-unread": (
        "tệp {path} trong dữ liệu còn lỗi nên chưa đọc được; sửa tệp đó trước (portal check), nếu không có thể nhập trùng",
        "the file {path} of the data cannot be read; mend it first (portal check), or it might be imported twice",
    ),
    # rows and cells
    "import-merged": (
        "các ô {cells} bị gộp, chỉ ô đầu có giá trị; bỏ gộp (Unmerge) rồi ghi lại giá trị vào từng dòng",
        "cells {cells} are merged, so only the first has a value; unmerge them and write the value in each row",
    ),
    "import-hidden": (
        "có dòng ẩn ({rows}), cột ẩn ({columns}) mang dữ liệu. Bỏ ẩn để xem, rồi chọn: --hidden take để nhập cả, --hidden skip "
        "để bỏ qua",
        "hidden rows ({rows}), hidden columns ({columns}) hold data. Show them and look, then choose: --hidden take reads "
        "them too, --hidden skip leaves them out",
    ),
    "import-hidden-take": (
        "Đã nhập cả dòng ẩn ({rows}), cột ẩn ({columns}).",
        "Hidden rows ({rows}) and columns ({columns}) are taken too.",
    ),
    "import-hidden-skip": (
        "Đã bỏ qua dòng ẩn ({rows}), cột ẩn ({columns}).",
        "Hidden rows ({rows}) and columns ({columns}) are left out.",
    ),
    "import-no-rows": ("trang “{sheet}” không có dòng nào để nhập", "the sheet “{sheet}” has no rows to import"),
    "import-examples": ("Bỏ qua {count} dòng ví dụ.", "Examples left out: {count}."),
    "import-formula": (
        "ô là công thức ({found}); chép cả cột rồi dán lại dạng giá trị (Paste Special > Values)",
        "the cell is a formula ({found}); copy the column and paste it back as values (Paste Special > Values)",
    ),
    "import-error": ("ô báo lỗi {found}; ghi lại giá trị đúng", "the cell shows an error {found}; write the value"),
    "import-hidden-character": (
        "có ký tự ẩn {found}; xoá nội dung ô và gõ lại",
        "there is a hidden character {found}; clear the cell and type it again",
    ),
    "import-old-font": (
        "gặp “{found}” giống chữ của bảng mã cũ (TCVN3, VNI); chuyển sang Unicode bằng bộ gõ rồi dán lại",
        "found “{found}”, which looks like an old encoding (TCVN3, VNI); turn it to Unicode and paste it again",
    ),
    "import-money": (
        "gặp “{found}”, không rõ là bao nhiêu đồng; ghi chỉ chữ số như 60000000, hoặc 60.000.000, 60 triệu",
        "found “{found}”, which is no clear amount; write digits only such as 60000000, or 60.000.000",
    ),
    "import-money-small": (
        "gặp {found} đồng: có lẽ chương trình đã đọc {example} thành {found}. Ghi {thousand}",
        "found {found} đồng: a program may have read {example} as {found}. Write {thousand}",
    ),
    "import-fraction": (
        "gặp số lẻ {found}; cần số nguyên. Nếu là hàng nghìn, ghi đủ chữ số, ví dụ 1500000",
        "found the fraction {found}; a whole number is needed. Write all digits, such as 1500000",
    ),
    "import-negative": ("gặp {found}; số không được âm", "found {found}; it must not be negative"),
    "import-too-large": ("gặp {found}; số quá lớn", "found {found}; the number is too large"),
    "import-whole": ("gặp “{found}”, cần số nguyên, ví dụ 2", "found “{found}”, expected a whole number such as 2"),
    "import-day": (
        "gặp “{found}”, cần ngày/tháng/năm, ví dụ 31/10/2023",
        "found “{found}”, expected day/month/year, for example 31/10/2023",
    ),
    "import-day-number": (
        "gặp số {found}: ô ngày đang để dạng số. Đổi định dạng ô thành Ngày; nếu đúng là {example}, ghi {example}",
        "found the number {found}: the cell is not formatted as a date. Format it as one; if it is {example}, write {example}",
    ),
    "import-day-year": (
        "gặp “{found}”; ghi đủ bốn số của năm, ví dụ 31/10/2023",
        "found “{found}”; write all four digits of the year, such as 31/10/2023",
    ),
    "import-no-such-day": (
        "gặp “{found}”: không có ngày này. Thứ tự là ngày/tháng/năm, ví dụ 31/10/2023",
        "found “{found}”: there is no such day. The order is day/month/year, for example 31/10/2023",
    ),
    "import-day-far": ("gặp {found}: năm {year} không hợp lý", "found {found}: the year {year} makes no sense"),
    "import-future": (
        "{found} là ngày chưa đến (hôm nay {today}); xem lại ngày và tháng có bị đổi chỗ không",
        "{found} is yet to come (today is {today}); day and month may have changed places",
    ),
    "import-yes-no": ("gặp “{found}”, ghi có hoặc không", "found “{found}”, write có (yes) or không (no)"),
    "import-choice": ("gặp “{found}”; chọn một trong: {choices}", "found “{found}”; choose one of: {choices}"),
    "import-several": (
        "“{found}” có ở nhiều nơi; ghi mã, hoặc tên kèm huyện: {known}",
        "“{found}” may be several; write the code, or the name with its district: {known}",
    ),
    "import-nothing-so-called": (
        "không có “{found}” trong dữ liệu. Gần giống: {known}",
        "there is no “{found}” in the data. Near: {known}",
    ),
    "import-contact": (
        "gặp “{found}” giống số điện thoại, số giấy tờ, tài khoản hoặc thư; xoá đi, không ghi vào dữ liệu",
        "found “{found}”, which looks like a phone, identity or account number or a mail address; remove it",
    ),
    "import-person": (
        "gặp “{found}” giống họ tên người; chỉ ghi tên cơ quan, tổ hoặc chức danh",
        "found “{found}”, which looks like a person's name; write the office, team or position only",
    ),
    "import-missing": ("thiếu “{what}”", "“{what}” is missing"),
    "import-pattern": (
        "gặp “{found}”; không đúng dạng. {hint}",
        "found “{found}”; not of the required form. {hint}",
    ),
    # which record
    "import-no-such-code": (
        "không có địa chỉ mã {found}. Địa chỉ mới thì để trống ô này, mã sẽ được cấp khi ghi",
        "there is no address {found}. For a new one leave the cell empty, it gets its code on writing",
    ),
    "import-no-such-pledge": (
        "không có lời hứa mã {found}. Lời hứa mới thì để trống ô này",
        "there is no promise {found}. For a new one leave the cell empty",
    ),
    "import-which-address": (
        "nhiều địa chỉ cùng xã, tên hiển thị và ngày khảo sát: {codes}. Ghi mã của một địa chỉ, hoặc số hồ sơ",
        "several addresses have this commune, name and day of survey: {codes}. Write the code of one, or the dossier",
    ),
    "import-address-twice": (
        "trùng với dòng {first}: cùng mã, cùng số hồ sơ, hoặc cùng xã, tên hiển thị và ngày khảo sát. Nếu là hai nhà khác nhau, "
        "ghi số hồ sơ khác nhau hoặc đổi tên hiển thị; nếu là một, xoá một dòng",
        "the same as row {first}: code, dossier, or commune, name and day of survey. For two homes write different dossier "
        "numbers or names; if they are one, delete a row",
    ),
    "import-twice": (
        "“{found}” đã có ở dòng {first}; giữ một dòng",
        "“{found}” stands already in row {first}; keep one",
    ),
    "import-line-twice": (
        "cùng biên bản, địa chỉ, hình thức và ngày với dòng {first}. Nếu là hai lần trao, ghi “Mã biên bản” riêng cho mỗi dòng, ví "
        "dụ bb-12-2",
        "the same record, address, form and day as row {first}. For two handovers write an id of its own in each row, such as "
        "bb-12-2",
    ),
    "import-line-there": (
        "sổ đã có dòng {found} y như vậy. Xoá dòng này; nếu là lần trao khác, ghi “Mã biên bản” riêng",
        "the ledger has this very line: {found}. Delete the row; if it is another handover, write an id of its own",
    ),
    "import-line-fixed": (
        "sổ đã có {found} với “{heading}” khác: trong sổ {before}, trong tệp {after}. Dòng sổ không sửa được; ghi dòng điều "
        "chỉnh mới, hoặc sửa tệp cho khớp",
        "the ledger has {found} with another “{heading}”: {before} there, {after} here. Lines are never edited; write a line "
        "that corrects it, or mend the file",
    ),
    "import-id-needed": (
        "tên này đã có ở tổ chức khác; ghi “Mã tổ chức” riêng (chữ thường không dấu, số, gạch nối)",
        "another organisation has this name; write an id of its own (small letters, digits, hyphens)",
    ),
    "import-kind-fixed": (
        "không đổi được loại của {found} bằng bảng tính; sửa trong tệp của tổ chức",
        "the kind of {found} cannot be changed by a sheet; edit its file",
    ),
    "import-approval": (
        "nơi có phân vai trò, người nhập không tự duyệt; xoá các cột Phê duyệt và Giới thiệu, rồi nhờ người khác chạy portal "
        "approve",
        "where people have roles nobody approves what they import; delete the columns of approval and introduction and ask "
        "another person to run portal approve",
    ),
    "import-which-list": (
        "gặp “{found}”; cần một danh sách ưu tiên trong: {known}",
        "found “{found}”; a priority list is needed, one of: {known}",
    ),
    "import-first-reference": (
        "“{what}”: dòng lấy nhiều địa chỉ thì để trống ô mã lời hứa",
        "a row that takes several addresses leaves the reference empty",
    ),
    "import-too-few": (
        "xin {found} địa chỉ nhưng danh sách chỉ còn {waiting} địa chỉ đang chờ người nhận giúp",
        "{found} addresses are wanted, but only {waiting} of the list wait for a giver",
    ),
    "import-no-references": (
        "đã dùng hết mã lời hứa loạt A của năm {year}",
        "all references of the series A of {year} are used",
    ),
    "import-first-chosen": (
        "Dòng {row}: {count} địa chỉ đầu theo thứ tự ưu tiên là {codes}.",
        "Row {row}: the first {count} addresses of the official order are {codes}.",
    ),
    "import-bundled": (
        "{name}, {count} lời hứa ngày {day}: mã chung {shared}. Chuyển khoản một lần với mã này, tiền được chia cho các địa chỉ.",
        "{name}, {count} promises of {day}: shared reference {shared}. One transfer with it is split over the addresses.",
    ),
    "import-first-references": (
        "Dòng {row}: mã lời hứa {codes}.",
        "Row {row}: references {codes}.",
    ),
    # likely doubles
    "import-alike-name": (
        "có thể trùng với {other} ({name}): cùng xã, cùng tên hiển thị và nhóm, lời tả giống {percent} %",
        "may be {other} ({name}): same commune, name and group, {percent} % of the text alike",
    ),
    "import-alike": (
        "có thể trùng với {other} ({name}): cùng xã, lời tả giống {percent} %",
        "may be {other} ({name}): same commune, {percent} % of the text alike",
    ),
    "import-alike-name-row": (
        "có thể trùng với dòng {other} ({name}): cùng xã, cùng tên hiển thị và nhóm, lời tả giống {percent} %",
        "may be the same as row {other} ({name}): same commune, name and group, {percent} % of the text alike",
    ),
    "import-alike-row": (
        "có thể trùng với dòng {other} ({name}): cùng xã, lời tả giống {percent} %",
        "may be the same as row {other} ({name}): same commune, {percent} % of the text alike",
    ),
    "import-alike-body": (
        "có thể trùng với tổ chức {other} ({name})",
        "may be the organisation {other} ({name})",
    ),
    "import-alike-line": (
        "có thể trùng với {other}: cùng địa chỉ, hình thức và giá trị, ngày {on}",
        "may be {other}: same address, form and value, on {on}",
    ),
    "import-alike-pledge": (
        "địa chỉ {account} đã có lời hứa {other} ngày {on}",
        "the address {account} has the promise {other} of {on}",
    ),
    # the report
    "import-report": (
        "{file}, trang “{sheet}” ({title}): {rows} dòng\n  mới {new}, không đổi {same}, thay đổi {changed}, dòng có lỗi {faulty}, có "
        "thể trùng {alike}",
        "{file}, sheet “{sheet}” ({title}): {rows} rows\n  new {new}, same {same}, changed {changed}, rows with errors {faulty}, "
        "maybe doubles {alike}",
    ),
    "import-at-cell": ("  ô {cell} ({heading}): {message}", "  cell {cell} ({heading}): {message}"),
    "import-at-row": ("  dòng {row}: {message}", "  row {row}: {message}"),
    "import-at-row-field": ("  dòng {row} ({heading}): {message}", "  row {row} ({heading}): {message}"),
    "import-at-file": ("  {message}", "  {message}"),
    "import-at-other": ("  {heading}: {message}", "  {heading}: {message}"),
    "import-warning": ("cảnh báo: {message}", "warning: {message}"),
    "import-more": ("  … và {count} nữa, xem bản sao (--out)", "  … and {count} more, see the copy (--out)"),
    "import-alike-head": (
        "Có thể trùng (chỉ gợi ý, không gộp; trùng thật thì xoá dòng, hoặc ghi duplicate_of sau):",
        "May be doubles (suggested, never merged; delete the row if so, or write duplicate_of later):",
    ),
    "import-changes-head": ("Thay đổi so với dữ liệu:", "Changes to the data:"),
    "import-change": (
        "  dòng {row} ({heading}): {before} → {after}",
        "  row {row} ({heading}): {before} → {after}",
    ),
    "import-copy": ("Bản sao có ghi chú: {path}", "The copy with notes: {path}"),
    "import-template-made": (
        "Đã ghi mẫu “{title}” vào {path}. Điền xong chạy: portal import {path}",
        "The template “{title}” is in {path}. When filled in run: portal import {path}",
    ),
    "import-company-sheet": (
        "Đã lập lại {path}, tệp mẫu cho đơn vị ở trang /doanh-nghiep/",
        "Made {path} again, the sheet that /doanh-nghiep/ offers",
    ),
    "import-refused": (
        "chưa ghi gì: {count} lỗi ở trên. Sửa trong tệp rồi chạy lại; --out TỆP.xlsx ghi lỗi ngay cạnh ô",
        "nothing was written: {count} errors above. Mend the file and run again; --out FILE.xlsx puts them beside the cells",
    ),
    "import-update-needed": (
        "chưa ghi gì: {count} dòng khác với hồ sơ đã có (xem ở trên). Nếu đúng là muốn sửa, thêm --update",
        "nothing was written: {count} rows differ from records there are (see above). If that is meant, add --update",
    ),
    "import-looked": (
        "Chỉ xem, chưa ghi gì. Ghi vào dữ liệu: thêm --write{update}",
        "Looked only, nothing was written. To write: add --write{update}",
    ),
    "import-nothing-new": (
        "Không có gì để ghi: dữ liệu đã như tệp.",
        "Nothing to write: the data is as the file says.",
    ),
}
