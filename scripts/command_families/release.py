"""The commands of public releases: names, options and help, each with the module that runs it."""

from __future__ import annotations

from scripts.commands import Commands, add_as_of, add_data, add_site_url


def add(commands: Commands) -> None:
    release = commands.add(
        "release",
        "scripts.release",
        "Ghi bản công bố: dữ liệu công khai kèm chương trình tự kiểm tra",
        "write a release of the public data, with its verifier",
    )
    release.add_argument(
        "--out", required=True, metavar="THƯ_MỤC", help="nơi ghi; bản công bố là một thư mục con / folder of releases"
    )
    release.add_argument(
        "--sign", metavar="KHOÁ", help="ký danh sách mã băm bằng khoá SSH hoặc minisign / sign the list of hashes"
    )
    add_data(release)
    add_as_of(release)

    verify = commands.add(
        "verify",
        "scripts.verify",
        "Kiểm tra một bản công bố: tính lại mọi con số",
        "verify a release: compute every figure again",
    )
    verify.add_argument("folder", metavar="BẢN_CÔNG_BỐ", help="thư mục của bản công bố / folder of the release")
    verify.add_argument("--all", action="store_true", help="in từng con số khớp / name every figure that fits")
    verify.add_argument(
        "--skip-hashes", action="store_true", help="chỉ tính số, không so mã băm / arithmetic only, no hashes"
    )
    verify.add_argument(
        "--certificate", metavar="MÃ", help="chỉ kiểm tra một giấy ghi nhận theo mã in trên giấy / only one certificate"
    )

    certificate = commands.add(
        "certificate",
        "scripts.certificate",
        "Xem giấy ghi nhận của các tổ chức, hoặc ghi một giấy thành PDF, SVG",
        "list the certificates of organisations, or write one as PDF or SVG",
    )
    certificate.add_argument(
        "which", nargs="?", metavar="MÃ", help="mã trên giấy hoặc mã tổ chức, mặc định tất cả / its code, or whose"
    )
    certificate.add_argument("--out", metavar="TỆP", help="nơi ghi, .pdf hoặc .svg / the file to write")
    add_data(certificate)
    add_as_of(certificate)
    add_site_url(certificate)
