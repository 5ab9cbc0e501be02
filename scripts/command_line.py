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

    def of_callback(name: str, vietnamese: str, english: str) -> argparse.ArgumentParser:
        made = command(name, vietnamese, english)
        made.add_argument(
            "--config",
            default="callback.toml",
            metavar="TỆP",
            help="tệp cấu hình, mặc định callback.toml / the settings file",
        )
        return made

    callback = of_callback("callback", "Chạy dịch vụ nhận ủng hộ", "serve the donation callback")
    callback.add_argument(
        "--no-committer", action="store_true", help="không chạy kèm bộ ghi sổ / without the committer beside it"
    )
    of_callback("committer", "Chạy riêng bộ ghi sổ", "run the committer alone")
    of_callback("status", "Xem những khoản đang chờ", "show what waits")
    match = of_callback(
        "match", "Ghi một khoản chưa rõ vào địa chỉ của nó", "say for which address an unmatched payment is"
    )
    match.add_argument("payment", nargs="?", metavar="TÊN", help="tên trong danh sách / its name in the list")
    match.add_argument("code", nargs="?", metavar="MÃ", help="mã địa chỉ, quỹ hoặc lời hứa / code it is for")
    reconcile = of_callback("reconcile", "Đọc sao kê ngân hàng tải về", "read a downloaded bank statement")
    reconcile.add_argument("statement", metavar="SAO_KÊ", help="tệp csv hoặc xlsx / a csv or xlsx file")
    reconcile.add_argument("--account", metavar="SỐ", help="số tài khoản của sao kê / the account it is of")
    reconcile.add_argument("--bank", metavar="TÊN", help="tên mẫu sao kê / name of its template")
    reconcile.add_argument("--templates", metavar="TỆP", help="tệp mẫu sao kê riêng / templates of your own")
    reconcile.add_argument(
        "--also",
        action="append",
        metavar="TÊN",
        help="khoản nghi trùng mà khác thật / a doubtful one to take in",
    )
    reconcile.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi / read only, write nothing")
    of_callback("replay", "Dựng lại sổ từ các khoản đã giữ và so", "make the ledger again from what was kept, compare")
    for name, vietnamese, english in (
        ("expire", "Ghi lại những lời hứa đã hết hạn", "write the end of promises whose time is over"),
        ("surplus", "Chuyển phần vượt nhu cầu theo quy tắc đã công bố", "move what is beyond an address's needs"),
    ):
        work = command(name, vietnamese, english)
        _data(work)
        _as_of(work)
        work.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi / look only, write nothing")
        work.add_argument("--no-commit", action="store_true", help="ghi tệp, không commit / write without a commit")

    keys = command("keys", "Tạo khoá của năm cho kho riêng", "make the key pair of a year for the private store")
    contact = command("contact", "Xem liên hệ của người hứa giúp", "show the contact of who promised help")
    for private in (keys, contact):
        private.add_argument("--private", required=True, metavar="THƯ_MỤC", help="kho riêng / the private store")
    keys.add_argument("--secret", required=True, metavar="TỆP", help="nơi ghi khoá bí mật / the secret key file")
    keys.add_argument("--year", metavar="NĂM", help="mặc định năm nay / this year if not given")
    contact.add_argument("reference", nargs="?", metavar="MÃ", help="mã lời hứa; không ghi thì liệt kê / its reference")
    contact.add_argument("--key", metavar="TỆP", help="khoá bí mật / the secret key file")

    demo = command(
        "demo", "Diễn tập nhận ủng hộ trên bản sao dữ liệu mẫu", "rehearse giving on a throw-away copy of the sample"
    )
    demo.add_argument("--port", metavar="SỐ", help="cổng của trang / port of the site")
    doctor = of_callback("doctor", "Kiểm tra máy trước khi nhận ủng hộ", "look at everything the callback needs")
    doctor.add_argument("--offline", action="store_true", help="không dùng mạng / leave the network alone")

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
    "callback": "scripts.callback.commands.callback",
    "committer": "scripts.callback.commands.committer",
    "status": "scripts.callback.commands.status",
    "match": "scripts.callback.commands.match",
    "reconcile": "scripts.callback.commands.reconcile",
    "replay": "scripts.callback.commands.replay",
    "doctor": "scripts.callback.commands.doctor",
    "demo": "scripts.callback.commands.demo",
    "expire": "scripts.callback.commands.expire",
    "surplus": "scripts.callback.commands.surplus",
    "keys": "scripts.callback.commands.keys",
    "contact": "scripts.callback.commands.contact",
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
