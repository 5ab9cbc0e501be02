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
}
