"""What the command line says, Vietnamese first and English second. Problems in the data have their own texts."""

from __future__ import annotations

from scripts.callback.texts import TEXTS as CALLBACK_TEXTS
from scripts.history.texts import TEXTS as HISTORY_TEXTS
from scripts.office_texts import TEXTS as OFFICE_TEXTS
from scripts.release_texts import TEXTS as RELEASE_TEXTS
from scripts.reports.texts import TEXTS as REPORT_TEXTS
from scripts.staff.admin.texts import TEXTS as ADMIN_TEXTS
from scripts.staff.identity_texts import TEXTS as IDENTITY_TEXTS
from scripts.staff.sheets.texts import TEXTS as SHEET_TEXTS
from scripts.staff.texts import TEXTS as STAFF_TEXTS

TEXTS: dict[str, tuple[str, str]] = {
    **ADMIN_TEXTS,
    **CALLBACK_TEXTS,
    **HISTORY_TEXTS,
    **IDENTITY_TEXTS,
    **OFFICE_TEXTS,
    **RELEASE_TEXTS,
    **REPORT_TEXTS,
    **SHEET_TEXTS,
    **STAFF_TEXTS,
    # what was given is wrong
    "usage": ("{problem}\nXem cách dùng: {command} --help", "{problem}\nSee: {command} --help"),
    "bad-day": (
        "{option}: gặp “{found}”, cần ngày dạng năm-tháng-ngày có trong lịch, ví dụ 2023-11-24",
        "{option}: found “{found}”, expected a day of the calendar as year-month-day, for example 2023-11-24",
    ),
    "bad-number": (
        "{option}: gặp “{found}”, cần số nguyên từ {least} đến {most}",
        "{option}: found “{found}”, expected a whole number from {least} to {most}",
    ),
    "bad-url": (
        "{option}: gặp “{found}”, cần địa chỉ trang web đầy đủ, ví dụ https://nhandao.example.vn",
        "{option}: found “{found}”, expected the full address of the site, for example https://nhandao.example.vn",
    ),
    "no-folder": (
        "không có thư mục “{path}”; kiểm tra lại đường dẫn hoặc dùng --data để chỉ thư mục dữ liệu",
        "there is no folder “{path}”; check the path, or name the data folder with --data",
    ),
    "not-a-folder": ("“{path}” là tệp, cần một thư mục", "“{path}” is a file, a folder is needed"),
    "no-such-file": ("không có tệp “{path}”", "there is no file “{path}”"),
    "not-in-data": (
        "“{path}” không nằm trong thư mục dữ liệu “{data}”",
        "“{path}” is not inside the data folder “{data}”",
    ),
    "foreign-files": (
        "thư mục “{path}” đã có tệp không phải do lệnh này tạo ra (ví dụ “{found}”), nên không ghi vào đó; "
        "hãy chọn thư mục mới hoặc thư mục trống",
        "the folder “{path}” holds files that this command did not make (such as “{found}”), so nothing is written "
        "there; choose a new or empty folder",
    ),
    "out-in-sources": (
        "không ghi kết quả vào “{path}”: đó là nơi chứa dữ liệu hoặc mã nguồn; hãy chọn thư mục khác",
        "nothing is written to “{path}”, which is where the data or the program lives; choose another folder",
    ),
    "unknown-district": (
        "không có huyện nào là “{found}”. Ghi mã, tên hoặc tên không dấu của một trong các nơi sau:\n{known}",
        "there is no district “{found}”. Give the code, the name or the slug of one of these:\n{known}",
    ),
    "not-a-zip": (
        "--out: gặp “{path}”, cần tên tệp có đuôi .zip",
        "--out: found “{path}”, expected the name of a file that ends with .zip",
    ),
    "not-a-file": ("“{path}” là thư mục, cần một tệp", "“{path}” is a folder, a file is needed"),
    "no-folder-for": (
        "không có thư mục “{folder}” để ghi “{path}”; hãy tạo thư mục đó hoặc chọn nơi khác",
        "there is no folder “{folder}” to write “{path}” in; make it or choose another place",
    ),
    "foreign-file": (
        "tệp “{path}” đã có và không phải do lệnh này tạo ra, nên không ghi đè; hãy chọn tên khác",
        "the file “{path}” exists and was not made by this command, so it is not replaced; choose another name",
    ),
    # the tool could not run
    "port-taken": (
        "cổng {port} đang được chương trình khác dùng; hãy chọn cổng khác với --port",
        "port {port} is used by another program; choose another with --port",
    ),
    "no-free-port": (
        "các cổng {first}-{last} đều đang được dùng; hãy chọn cổng khác với --port",
        "ports {first}-{last} are all in use; choose another with --port",
    ),
    "not-allowed": (
        "không được phép đọc hoặc ghi “{path}” ({reason})",
        "“{path}” may not be read or written ({reason})",
    ),
    "disk-full": (
        "hết chỗ trên đĩa khi ghi “{path}” ({reason}); hãy giải phóng chỗ rồi chạy lại",
        "no room on the disk while writing “{path}” ({reason}); make room and run again",
    ),
    "system-refused": ("hệ thống báo lỗi ở “{path}”: {reason}", "the system refused “{path}”: {reason}"),
    "tool-broken": (
        "lỗi của chính công cụ, không phải của dữ liệu; hãy gửi nguyên văn đoạn trên cho người bảo trì",
        "this is a fault of the tool, not of the data; please send the text above to the maintainers",
    ),
    "no-chromium": (
        "không tìm thấy Chromium để thử trang trong trình duyệt. Cài Chromium hoặc Google Chrome "
        "(Debian, Ubuntu: apt-get install chromium), hoặc đặt biến NHANDAO_CHROMIUM là đường dẫn của trình duyệt",
        "there is no Chromium to test the pages in. Install Chromium or Google Chrome "
        "(Debian, Ubuntu: apt-get install chromium), or set NHANDAO_CHROMIUM to the path of the browser",
    ),
    "no-java": (
        "không tìm thấy Java 17 trở lên để kiểm tra HTML. Cài Java (Debian, Ubuntu: apt-get install "
        "default-jre-headless)",
        "there is no Java 17 or later to check the HTML with. Install Java (Debian, Ubuntu: apt-get install "
        "default-jre-headless)",
    ),
    "no-npm": (
        "không tìm thấy npm để cài các công cụ trong “{folder}”. Cài Node.js 18 trở lên kèm npm (Debian, Ubuntu: "
        "apt-get install nodejs npm)",
        "there is no npm to install the tools of “{folder}”. Install Node.js 18 or later with npm (Debian, Ubuntu: "
        "apt-get install nodejs npm)",
    ),
    "npm-failed": (
        "không cài được các công cụ trong “{folder}”. Hãy kiểm tra kết nối mạng rồi chạy lại đúng lệnh này.\n{told}",
        "the tools of “{folder}” cannot be installed. Check the network and run this command again.\n{told}",
    ),
    "lighthouse-failed": (
        "Lighthouse không đo được “{path}”:\n{told}",
        "Lighthouse could not measure “{path}”:\n{told}",
    ),
    # going well
    "stopped": ("đã dừng", "stopped"),
    "checked": (
        "{files} tệp: {errors} lỗi, {warnings} cảnh báo",
        "{files} files: {errors} errors, {warnings} warnings",
    ),
    "elsewhere": ("; ngoài ra {errors} lỗi ở các tệp khác", "; {errors} more errors in other files"),
    "built": (
        "Đã dựng {pages} tệp vào {out}: {written} tệp mới, {deleted} tệp bỏ, {seconds} giây",
        "Built {pages} files in {out}: {written} written, {deleted} removed, {seconds} s",
    ),
    "packed": (
        "Đã gói {district} vào {out}: {files} tệp, {size} MB. Giải nén rồi mở index.html.",
        "Packed {district} into {out}: {files} files, {size} MB. Unpack it and open index.html.",
    ),
    "not-built": (
        "Không dựng trang: dữ liệu có {errors} lỗi, hãy sửa các dòng trên.",
        "Nothing was built: the data has {errors} errors, mend the lines above.",
    ),
    "sample-made": ("Đã tạo dữ liệu mẫu trong {out}", "The sample data is in {out}"),
    "schemas-written": ("Đã ghi {count} lược đồ vào {out}", "Wrote {count} schemas to {out}"),
    "schemas-fit": ("Các lược đồ đúng với mô hình dữ liệu", "The schemas fit the models"),
    "schemas-stale": (
        "lược đồ không còn đúng với mô hình dữ liệu: {names}; hãy chạy “portal schema”",
        "schemas that do not fit the models any more: {names}; run “portal schema”",
    ),
    "building": ("Đang dựng trang…", "Building the site…"),
    "serving": (
        "Trang đang mở tại {url} (Ctrl+C để dừng). Sửa tệp rồi tải lại trang để thấy thay đổi.",
        "The site is at {url} (Ctrl+C stops). Edit a file and reload the page to see the change.",
    ),
    "rebuilt": (
        "{time} dựng lại vì {changed}: {written} tệp mới, {deleted} tệp bỏ, {seconds} giây",
        "{time} rebuilt for {changed}: {written} files written, {deleted} removed, {seconds} s",
    ),
    "kept": (
        "{time} dữ liệu có {errors} lỗi; trang đang mở vẫn là bản tốt gần nhất.",
        "{time} the data has {errors} errors; the site stays at the last good build.",
    ),
    "not-yet": (
        "{time} dữ liệu có {errors} lỗi; trang sẽ mở khi các lỗi trên được sửa.",
        "{time} the data has {errors} errors; the site opens once they are mended.",
    ),
    "code-changed": (
        "{time} mã nguồn thay đổi ({changed}), khởi động lại phần dựng trang.",
        "{time} the program changed ({changed}), the builder starts anew.",
    ),
    "builder-fell": (
        "{time} phần dựng trang bị lỗi; sửa tệp rồi lưu lại để thử tiếp.",
        "{time} the builder failed; mend the file and save it to try again.",
    ),
    "measuring": ("Đang đo {path}…", "Measuring {path}…"),
    "below": ("Dưới {least} điểm: {pages}", "Below {least} points: {pages}"),
    "installing": ("Đang cài {program}…", "Installing {program}…"),
    "steps-failed": ("Chưa đạt: {steps}", "Not passed: {steps}"),
}
TEXTS |= STAFF_TEXTS | SHEET_TEXTS


def text(code: str, lang: str, **values: object) -> str:
    return TEXTS[code][0 if lang == "vi" else 1].format_map(values)


class Stop(Exception):
    """Ends a command with a message: status 1 when what was given is wrong, 2 when the tool could not run."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        self.status, self.code, self.values = status, code, values
        super().__init__(text(code, "en", **values))

    def text(self, lang: str) -> str:
        return text(self.code, lang, **self.values)


def number_text(count: float, lang: str, decimals: int = 0) -> str:
    """A number as people of the language write it: 1.234,5 in Vietnamese, 1,234.5 in English."""
    written = f"{count:,.{decimals}f}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "vi" else written
