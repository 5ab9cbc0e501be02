"""What the commands on history say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "history-not-in-git": (
        "“{path}” không nằm trong kho git nào có ghi dữ liệu này, nên không có lịch sử; hãy dùng thư mục dữ liệu lấy "
        "bằng git clone",
        "“{path}” is in no git repository that tracks it, so it has no history; use a data folder that came by "
        "git clone",
    ),
    "history-no-git": (
        "không chạy được git cho “{path}” ({told}); hãy cài git",
        "git cannot be run for “{path}” ({told}); install git",
    ),
    "history-unreadable": (
        "git không đọc được lịch sử của “{path}”: {told}",
        "git cannot read the history of “{path}”: {told}",
    ),
    "history-unknown-commit": (
        "không có commit nào là “{found}”; ghi mã commit (xem git log) hoặc ngày dạng năm-tháng-ngày, ví dụ 2023-08-24",
        "there is no commit “{found}”; give the name of a commit (see git log) or a day, for example 2023-08-24",
    ),
    "history-commit-not-here": (
        "không có commit “{found}” trong bản sao nông này; hãy chạy git fetch --unshallow rồi làm lại",
        "the commit “{found}” is not in this shallow clone; run git fetch --unshallow and try again",
    ),
    "history-before-first": (
        "ngày {found} ở trước commit đầu tiên ({first}); hãy chọn ngày từ {first}",
        "the day {found} lies before the first commit ({first}); choose one from {first} on",
    ),
    "history-day-not-here": (
        "bản sao nông này chỉ có lịch sử từ {first}, không có ngày {found}; hãy chạy git fetch --unshallow rồi làm lại",
        "this shallow clone reaches back to {first} only, not to {found}; run git fetch --unshallow and try again",
    ),
    "history-no-data-then": (
        "ở commit {commit} chưa có thư mục dữ liệu “{path}”; hãy chọn commit hoặc ngày muộn hơn",
        "the data folder “{path}” was not there at commit {commit}; choose a later commit or day",
    ),
    "history-shallow": (
        "“{path}” là bản sao nông (shallow), lịch sử không đủ; hãy chạy git fetch --unshallow rồi làm lại",
        "“{path}” is a shallow clone without its whole history; run git fetch --unshallow and try again",
    ),
    "history-shallow-build": (
        "“{path}” là bản sao nông (shallow), nên không dựng các trang lịch sử thay đổi; muốn có, hãy chạy "
        "git fetch --unshallow; không cần thì dùng --no-history",
        "“{path}” is a shallow clone, so the pages of history are left out; run git fetch --unshallow to have them, or "
        "use --no-history",
    ),
    "history-uncommitted": (
        "{count} tệp dữ liệu chưa commit, không có trong lịch sử",
        "{count} files of the data are not committed and not part of the history",
    ),
    "history-passed-over": (
        "bỏ qua {path} ở commit {commit} ({on}) vì không đọc được; thay đổi được tính vào lần đọc được sau đó",
        "{path} at commit {commit} ({on}) is passed over, as it cannot be read; what changed shows at the next one",
    ),
    "audit-unknown-code": (
        "lịch sử không có địa chỉ, quỹ, dòng sổ cái hay lời hứa nào là “{found}”; hãy kiểm tra lại mã",
        "the history knows no address, fund, line or promise “{found}”; check the code",
    ),
    "audit-nearly-known-code": (
        "lịch sử không có địa chỉ, quỹ, dòng sổ cái hay lời hứa nào là “{found}”; có phải “{hint}”?",
        "the history knows no address, fund, line or promise “{found}”; did you mean “{hint}”?",
    ),
    "audit-figure-without-code": (
        "--figure cần mã của một địa chỉ hoặc quỹ, ví dụ: portal audit DC23A0002G --figure held",
        "--figure needs the code of an address or fund, for example: portal audit DC23A0002G --figure held",
    ),
    "audit-figure-of-line": (
        "--figure: “{found}” không phải là địa chỉ hay quỹ; ghi mã in trên tài khoản, ví dụ DC23A0002G",
        "--figure: “{found}” is no address or fund; give a code such as DC23A0002G",
    ),
    "audit-figure-of-fund": (
        "--figure {figure}: quỹ “{found}” không có nhu cầu; chọn một trong: {known}",
        "--figure {figure}: the fund “{found}” has no needs; choose one of: {known}",
    ),
    "audit-wrong-data": (
        "dữ liệu có {errors} lỗi, chưa tính được số; hãy chạy portal check và sửa trước",
        "the data has {errors} errors, no figure can be computed; run portal check and mend them first",
    ),
    "audit-none": ("không có thay đổi nào", "nothing has changed"),
    "audit-count": ("{count} thay đổi", "{count} changes"),
    "audit-written": ("Đã ghi {count} dòng vào {path}", "Wrote {count} rows to {path}"),
    "audit-total": ("Cộng {figure} của {account} đến {on}: {sum} đ", "Total {figure} of {account} up to {on}: {sum} đ"),
    "audit-not-committed": ("chưa commit", "not committed"),
    # what a change was
    "audit-added": ("ghi mới", "added"),
    "audit-changed": ("sửa", "changed"),
    "audit-removed": ("xoá", "removed"),
    "audit-text": ("đã sửa", "changed"),
    "audit-need": ("khoản {number}", "need {number}"),
    "audit-empty": ("chưa ghi", "not set"),
}
