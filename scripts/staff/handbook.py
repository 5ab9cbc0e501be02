"""`portal handbook`: the chapters made from the program itself, and the whole handbook as one PDF."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from nhandao.office.handbook import handbook_pdf
from nhandao.office.problem import OfficeError
from scripts import arguments
from scripts.folders import CONTENT, THEME
from scripts.messages import Stop, text
from scripts.staff.commit import replace_file
from scripts.staff.error_guide import FILE as ERRORS_FILE
from scripts.staff.error_guide import error_guide
from scripts.staff.field_guide import FILE, guide

MADE: Mapping[str, Callable[[], str]] = {FILE: guide, ERRORS_FILE: error_guide}
"""Chapters that are made, by their place below `content/`."""


def run(options: argparse.Namespace) -> int:
    """Exit code 1 with --check when a chapter is not what the program would make it."""
    if options.pdf:
        return _pdf(Path(options.pdf), options.lang)
    chapters = {CONTENT / file: make().encode() for file, make in MADE.items()}
    stale = [path for path, wanted in chapters.items() if not path.is_file() or path.read_bytes() != wanted]
    if options.check and stale:
        raise Stop(1, "handbook-stale", paths=", ".join(arguments.shown(path) for path in stale))
    for path in stale:
        replace_file(path, chapters[path])
        print(text("handbook-written", options.lang, path=arguments.shown(path)))
    if not stale:
        print(text("handbook-fits", options.lang))
    return 0


def _pdf(file: Path, lang: str) -> int:
    if file.suffix != ".pdf" or file.is_dir():
        raise Stop(1, "handbook-not-a-pdf", path=file)
    try:
        replace_file(file, handbook_pdf(CONTENT, THEME))
    except OfficeError as error:
        raise Stop(error.status, error.code, **error.values) from None
    except OSError as error:
        raise Stop(1, "handbook-unwritten", path=file, told=error.strerror) from None
    print(text("handbook-written", lang, path=arguments.shown(file)))
    return 0
