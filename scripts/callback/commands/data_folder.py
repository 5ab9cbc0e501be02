"""The data folder for commands that write lines into it: read whole, written whole, committed by itself."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nhandao.book.book import Book
from nhandao.book.load import load
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE
from scripts.messages import Stop, text
from scripts.staff.commit import Checkout, message_of, replace_file


def book_of(options: argparse.Namespace) -> tuple[Path, Book, date]:
    """The data without an error, and the day. Raises Stop."""
    data = arguments.folder(options.data)
    book, problems = load(data, CACHE)
    errors = [problem for problem in problems if not problem.warning]
    if book is None or errors:
        print_problems(errors, data, options.lang)
        raise Stop(1, "data-first", path=data)
    wanted = arguments.day(options.as_of, "--as-of")
    return data, book, wanted or book.campaign.as_of or arguments.today()


def write(options: argparse.Namespace, data: Path, files: Mapping[str, bytes], message: str, done: str) -> int:
    """Write files below the data folder and commit just them, or only say what would be done. Raises Stop."""
    if options.dry_run or not files:
        print(done + (text("dry-run", options.lang) if files else ""))
        return 0
    if options.no_commit:
        for path, content in files.items():
            (data / path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(data / path, content)
    else:
        checkout = Checkout(data)
        with checkout.alone():
            checkout.commit(files, message_of(message, role=checkout.role))
    print(done)
    return 0
