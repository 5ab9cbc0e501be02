"""The command line: which commands and options there are, and how a command ends."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import NoReturn

from scripts.folders import DATA
from scripts.messages import Stop, text

PROGRAM = "portal"

# argparse speaks English only; these are the mistakes people make on a command line.
_ARGPARSE: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", "thiếu {}"),
    (r"unrecognized arguments: (.*)", "không hiểu “{}”"),
    (r"argument (.*): invalid choice: '?(.*?)'? \(choose from (.*)\)", "{}: gặp “{}”, chọn một trong: {}"),
    (r"argument (.*): expected one argument", "{}: thiếu giá trị"),
    (r"argument (.*): ignored explicit argument '(.*)'", "{}: không nhận giá trị, gặp “{}”"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        lang = language(sys.argv[1:])
        if lang == "vi":
            for pattern, vietnamese in _ARGPARSE:
                if found := re.fullmatch(pattern, message):
                    message = vietnamese.format(*found.groups())
                    break
        raise Stop(1, "usage", problem=message, command=self.prog)


def parser() -> argparse.ArgumentParser:
    """Every command with its options and help."""
    common = _Parser(add_help=False)
    common.add_argument("-h", "--help", action="help", help="xem hướng dẫn này / show this help")
    common.add_argument(
        "--lang",
        choices=("vi", "en"),
        default=None,
        help="ngôn ngữ của thông báo, mặc định vi hoặc biến NHANDAO_LANG / language of messages",
    )
    main = _Parser(
        prog=PROGRAM,
        description="Cổng Nhân Đạo: kiểm tra dữ liệu, dựng và xem trang. / Check the data, build and view the site.",
        parents=[common],
        add_help=False,
        allow_abbrev=False,
    )
    commands = main.add_subparsers(dest="command", metavar="LỆNH", required=True, parser_class=_Parser)

    def command(name: str, vietnamese: str, english: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=f"{vietnamese} / {english}",
            description=f"{vietnamese}. / {english[:1].upper()}{english[1:]}.",
            parents=[common],
            add_help=False,
            allow_abbrev=False,
        )

    check = command("check", "Kiểm tra mọi tệp dữ liệu", "check every file of the data")
    check.add_argument("paths", nargs="*", metavar="TỆP", help="chỉ in lỗi của các tệp, thư mục này / only these files")
    _data(check)
    check.add_argument(
        "--format", choices=("text", "json"), default="text", help="dạng kết quả, mặc định text / form of the output"
    )

    build = command("build", "Dựng trang để đưa lên máy chủ", "build the site for publication")
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
    _data(build)
    _as_of(build)
    _site_url(build)

    offline = command(
        "offline",
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
    _data(offline)
    _as_of(offline)
    _site_url(offline)

    serve = command(
        "serve", "Xem trang trên máy này, tự dựng lại khi sửa tệp", "view the site here, rebuilt on each edit"
    )
    serve.add_argument("--port", metavar="SỐ", help="cổng, mặc định 8000 hoặc cổng trống kế tiếp / port")
    _data(serve)
    _as_of(serve)

    command(
        "test",
        "Chạy mọi phép thử của dự án; tham số khác chuyển cho pytest",
        "run every check of the project; further arguments go to pytest",
    )

    measured = command(
        "lighthouse",
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
    _data(measured)

    sample = command("sample", "Tạo một thư mục dữ liệu mẫu hư cấu", "write a folder of fictional sample data")
    sample.add_argument("--out", required=True, metavar="THƯ_MỤC", help="nơi ghi dữ liệu mẫu / where it is written")
    sample.add_argument(
        "--addresses", default="300", metavar="SỐ", help="số địa chỉ, mặc định 300 / number of addresses"
    )
    sample.add_argument("--seed", default="2023", metavar="SỐ", help="cùng số thì cùng dữ liệu / same seed, same data")

    schema = command("schema", "Ghi lược đồ JSON cho trình soạn thảo", "write the JSON schemas that editors use")
    schema.add_argument(
        "--check", action="store_true", help="chỉ so với bản đã ghi, không ghi / compare only, write nothing"
    )

    if find_spec("scripts.bench") is not None:
        command("bench", "Đo tốc độ trên dữ liệu lớn", "measure speed on large data; further arguments go to it")
    return main


def _data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data", default=str(DATA), metavar="THƯ_MỤC", help="thư mục dữ liệu, mặc định data/ / the data folder"
    )


def _as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of",
        metavar="NGÀY",
        help="dựng theo dữ liệu đến ngày này (năm-tháng-ngày), mặc định campaign.yaml hoặc hôm nay / as of this day",
    )


def _site_url(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--site-url",
        default="",
        metavar="URL",
        help="địa chỉ của trang trên mạng, cần cho liên kết đầy đủ / address of the published site",
    )


_MODULES = {
    "check": "scripts.check",
    "build": "scripts.build",
    "lighthouse": "scripts.lighthouse",
    "offline": "scripts.offline",
    "serve": "scripts.serve",
    "test": "scripts.suite",
    "sample": "scripts.write_sample",
    "schema": "scripts.schema",
}
_PASS_ON = ("test", "bench")
"""Commands whose further arguments belong to another program."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code: 0 fine, 1 what was given is wrong, 2 the tool could not run."""
    lang = language(arguments)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        return _run(list(arguments), lang)
    except Stop as stop:
        _say(stop.text(lang))
        return stop.status
    except KeyboardInterrupt:
        _say(text("stopped", lang))
        return 130
    except BrokenPipeError:  # `portal check | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        _say(refusal(error, lang))
        return 2
    except Exception:
        traceback.print_exc()
        _say(text("tool-broken", lang))
        return 2


def _run(arguments: list[str], lang: str) -> int:
    rest: list[str] = []
    if arguments[:1] and arguments[0] in _PASS_ON and not {"-h", "--help"} & set(arguments):
        arguments, rest = arguments[:1], arguments[1:]
    options = parser().parse_args(arguments)
    options.lang = lang
    if options.command == "bench":
        outcome: int | None = importlib.import_module("scripts.bench").main(rest)
        return outcome or 0
    options.rest = rest
    command: Callable[[argparse.Namespace], int] = importlib.import_module(_MODULES[options.command]).run
    status = command(options)
    sys.stdout.flush()
    return status


def language(arguments: Sequence[str]) -> str:
    """Language of messages: `--lang`, else NHANDAO_LANG, else Vietnamese. Known before the arguments are parsed."""
    chosen = os.environ.get("NHANDAO_LANG", "")
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--lang":
            chosen = following
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return "en" if chosen == "en" else "vi"


def refusal(error: OSError, lang: str) -> str:
    """What to tell people when the operating system refuses."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        code = "disk-full"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        code = "not-allowed"
    else:
        code = "system-refused"
    return text(code, lang, path=error.filename or "?", reason=error.strerror or error)


def _terminated(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _say(message: str) -> None:
    print(f"{PROGRAM}: {message}", file=sys.stderr)
