"""`portal handbook`: the chapter on fields from the models, and the whole handbook as one PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from nhandao.office.handbook import handbook_pdf
from nhandao.office.problem import OfficeError
from scripts import arguments
from scripts.folders import CONTENT, THEME
from scripts.messages import Stop, text
from scripts.staff.commit import replace_file
from scripts.staff.field_guide import FILE, guide


def run(options: argparse.Namespace) -> int:
    """Exit code 1 with --check when the chapter on fields is not what the models say."""
    if options.pdf:
        return _pdf(Path(options.pdf), options.lang)
    chapter = CONTENT / FILE
    wanted = guide().encode()
    if options.check:
        if not chapter.is_file() or chapter.read_bytes() != wanted:
            raise Stop(1, "handbook-stale", path=arguments.shown(chapter))
        print(text("handbook-fits", options.lang))
        return 0
    replace_file(chapter, wanted)
    print(text("handbook-written", options.lang, path=arguments.shown(chapter)))
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
