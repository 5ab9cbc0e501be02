"""The data folder for commands that write lines into it: read whole, written whole, committed by itself."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nhandao.book.book import Book
from scripts import arguments
from scripts.good_data import data_of
from scripts.messages import text
from scripts.staff.commit import Checkout, message_of, replace_file


def book_of(options: argparse.Namespace) -> tuple[Path, Book, date]:
    """The data without an error, and the day. Raises Stop."""
    return data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), options.lang)


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
