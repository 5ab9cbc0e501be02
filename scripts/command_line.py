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
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from scripts.command_families import admin, callback, history, release, reports, site, staff
from scripts.commands import Commands
from scripts.messages import Stop, text

PROGRAM = "portal"
_FAMILIES = (site, reports, history, staff, admin, callback, release)

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


def parser() -> tuple[argparse.ArgumentParser, Mapping[str, str]]:
    """Every command with its options and help, and the module that runs each."""
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
    subparsers = main.add_subparsers(dest="command", metavar="LỆNH", required=True, parser_class=_Parser)
    commands = Commands(subparsers, common)
    for family in _FAMILIES:
        family.add(commands)
    return main, commands.modules


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
    known, modules = parser()
    options = known.parse_args(arguments)
    options.lang = lang
    if options.command == "bench":
        outcome: int | None = importlib.import_module("scripts.bench").main(rest)
        return outcome or 0
    options.rest = rest
    command: Callable[[argparse.Namespace], int] = importlib.import_module(modules[options.command]).run
    status = command(options)
    sys.stdout.flush()
    return status


def language(arguments: Sequence[str]) -> str:
    """Language of messages: `--lang`, else NHANDAO_LANG, else Vietnamese. Known before the arguments are parsed."""
    chosen = os.environ.get("NHANDAO_LANG", "")
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
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
