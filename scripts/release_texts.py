"""What the commands of public releases say, Vietnamese first and English second."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "not-released": (
        "Chưa ghi bản công bố: dữ liệu có {errors} lỗi, hãy sửa các dòng trên.",
        "No release was written: the data has {errors} errors, mend the lines above.",
    ),
    "release-differs": (
        "“{path}” đã có nhưng khác với dữ liệu hiện nay (ví dụ “{found}”), nên không ghi đè. Bản đã công bố thì không "
        "sửa: hãy xem lại thư mục đó, hoặc ghi vào nơi khác bằng --out",
        "“{path}” exists and differs from the data of today (such as “{found}”), so it is not replaced. What was "
        "released is not changed: look at that folder, or name another place with --out",
    ),
    "released": (
        "Đã ghi {out}: {files} tệp, {lines} dòng sổ cái.\nMã sổ cái để in: {printed}",
        "Wrote {out}: {files} files, {lines} lines of the ledger.\nPrinted hash of the ledger: {printed}",
    ),
    "released-before": (
        "{out} đã có, đúng từng byte.\nMã sổ cái để in: {printed}",
        "{out} is there already, byte for byte.\nPrinted hash of the ledger: {printed}",
    ),
    "signed": ("Đã ký: {file}", "Signed: {file}"),
    "no-key": ("--sign: không có tệp khoá “{path}”", "--sign: there is no key file “{path}”"),
    "not-a-key": (
        "--sign: “{path}” không phải khoá bí mật SSH hay minisign; tạo một khoá bằng: "
        "ssh-keygen -t ed25519 -f khoa-cong-bo",
        "--sign: “{path}” is no secret key of SSH or minisign; make one with: ssh-keygen -t ed25519 -f khoa-cong-bo",
    ),
    "no-signer": (
        "--sign: máy này chưa có chương trình {program}; trên Debian, Ubuntu: apt-get install {package}",
        "--sign: this machine has no program {program}; on Debian, Ubuntu: apt-get install {package}",
    ),
    "sign-failed": (
        "--sign: {program} không ký được, nên chưa ghi gì: {why}",
        "--sign: {program} could not sign, so nothing was written: {why}",
    ),
    "certificate-form": (
        "--out: “{path}” phải là tệp .pdf hoặc .svg",
        "--out: “{path}” has to be a .pdf or .svg file",
    ),
    "certificate-which": (
        "có {found} giấy ghi nhận, mà --out chỉ ghi một giấy: hãy ghi mã của giấy (bỏ --out để xem danh sách)",
        "there are {found} certificates, and --out writes one: name its code (leave --out away for the list)",
    ),
    "certificate-no-code": (
        "“{found}” không phải mã tổ chức, và là mã giấy ghi nhận thì sai ít nhất một ký tự; một mã đúng có dạng "
        "CN-7K2M-9QXA-3F5T-BW8E-8",
        "“{found}” is no organisation, and as the code of a certificate at least one character of it is wrong; a code "
        "looks like CN-7K2M-9QXA-3F5T-BW8E-8",
    ),
    "certificate-unknown": (
        "không có giấy ghi nhận nào mang mã {found}: lời hứa đã rút hay hết hạn, tên hay con số đã sửa, "
        "hoặc giấy là giả",
        "no certificate has the code {found}: a promise was called off or has run out, a name or figure was corrected, "
        "or it is a forgery",
    ),
    "certificate-unwritten": ("không ghi được “{path}”: {told}", "“{path}” cannot be written: {told}"),
    "certificate-written": ("Đã ghi {path} (mã {of})", "Wrote {path} (code {of})"),
    "certificate-no-url": (
        "Giấy chưa có mã QR: thêm --site-url với địa chỉ của trang, ví dụ --site-url https://nhandao.example.vn",
        "It has no QR code: add --site-url with the address of the site, such as --site-url https://nhandao.example.vn",
    ),
}
