"""The commands of data and site: names, options and help, each with the module that runs it."""

from __future__ import annotations

from importlib.util import find_spec

from scripts.commands import Commands, add_as_of, add_data, add_site_url


def add(commands: Commands) -> None:
    check = commands.add("check", "scripts.check", "Kiểm tra mọi tệp dữ liệu", "check every file of the data")
    check.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ in lỗi của các tệp, thư mục này / only these files")
    add_data(check)
    check.add_argument(
        "--format", choices=("text", "json"), default="text", help="dạng kết quả, mặc định text / form of the output"
    )

    check.add_argument(
        "--before",
        metavar="THƯ_MỤC",
        help="dữ liệu trước khi sửa: dòng sổ trong đó phải còn nguyên / data as it was: its ledger lines must stay",
    )

    build = commands.add("build", "scripts.build", "Dựng trang để đưa lên máy chủ", "build the site for publication")
    build.add_argument("--out", required=True, metavar="THƯ_MỤC", help="nơi ghi trang / where the site is written")
    build.add_argument(
        "--languages",
        choices=("vi,en", "vi"),
        default="vi,en",
        help="ngôn ngữ của trang / languages of the site (%(default)s)",
    )
    build.add_argument(
        "--no-search",
        action="store_true",
        help="không lập chỉ mục tìm kiếm; trang tìm chỉ dẫn đến các danh sách / no search index",
    )
    build.add_argument(
        "--no-history",
        action="store_true",
        help="không dựng các trang lịch sử thay đổi lấy từ git / leave out the pages of history taken from git",
    )
    build.add_argument(
        "--handbook",
        metavar="TỆP.pdf",
        help="đăng kèm sổ tay, tệp do “portal handbook --pdf” ghi / publish this file of the handbook as well",
    )
    add_data(build)
    add_as_of(build)
    add_site_url(build)

    offline = commands.add(
        "offline",
        "scripts.offline",
        "Gói các địa chỉ của một huyện thành tệp zip xem không cần mạng",
        "pack the addresses of one district into a zip that needs no network",
    )
    offline.add_argument(
        "district",
        nargs="+",
        metavar="HUYỆN",
        help="mã hoặc tên huyện, có dấu hay không đều được / code or name of the district",
    )
    offline.add_argument(
        "--out",
        metavar="TỆP.zip",
        help="tệp sẽ ghi, mặc định đặt theo tên huyện và ngày / the file, else named by district and day",
    )
    add_data(offline)
    add_as_of(offline)
    add_site_url(offline)

    serve = commands.add(
        "serve",
        "scripts.serve",
        "Xem trang trên máy này, tự dựng lại khi sửa tệp",
        "view the site here, rebuilt on each edit",
    )
    serve.add_argument("--port", metavar="SỐ", help="cổng, mặc định 8000 hoặc cổng trống kế tiếp / port")
    add_data(serve)
    add_as_of(serve)

    commands.add(
        "test",
        "scripts.suite",
        "Chạy mọi phép thử của dự án; tham số khác chuyển cho pytest",
        "run every check of the project; further arguments go to pytest",
    )

    measured = commands.add(
        "lighthouse",
        "scripts.lighthouse",
        "Chấm điểm các trang bằng Lighthouse trên điện thoại, mạng chậm",
        "score the pages with Lighthouse, on a phone with a slow line",
    )
    measured.add_argument(
        "paths",
        nargs="*",
        metavar="ĐƯỜNG_DẪN",
        help="các trang cần đo, ví dụ /dia-chi/, mặc định mỗi loại một trang / pages, else one of each kind",
    )
    measured.add_argument(
        "--runs",
        default="3",
        metavar="SỐ",
        help="số lần đo mỗi trang, lấy lần ở giữa, mặc định 3 / runs of each page, of which the middle one counts",
    )
    add_data(measured)

    sample = commands.add(
        "sample",
        "scripts.write_sample",
        "Tạo một thư mục dữ liệu mẫu hư cấu",
        "write a folder of fictional sample data",
    )
    sample.add_argument("--out", required=True, metavar="THƯ_MỤC", help="nơi ghi dữ liệu mẫu / where it is written")
    sample.add_argument(
        "--addresses", default="300", metavar="SỐ", help="số địa chỉ, mặc định 300 / number of addresses"
    )
    sample.add_argument("--seed", default="2023", metavar="SỐ", help="cùng số thì cùng dữ liệu / same seed, same data")

    schema = commands.add(
        "schema", "scripts.schema", "Ghi lược đồ JSON cho trình soạn thảo", "write the JSON schemas that editors use"
    )
    schema.add_argument(
        "--check", action="store_true", help="chỉ so với bản đã ghi, không ghi / compare only, write nothing"
    )

    if find_spec("scripts.bench") is not None:
        commands.add(
            "bench",
            "scripts.bench",
            "Đo tốc độ trên dữ liệu lớn",
            "measure speed on large data; further arguments go to it",
        )
