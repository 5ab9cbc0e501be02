"""The data folder for commands that write lines into it: read whole, written whole, committed by itself."""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from nhandao.book.book import Book
from nhandao.book.load import load
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE
from scripts.messages import Stop, text


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
    for path, content in files.items():
        target = data / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(content)
        os.replace(part, target)
    print(done)
    if not options.no_commit:
        _commit(data, sorted(files), message)
    return 0


def _commit(data: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files and nothing else that may be changed there. Raises Stop when git does not."""
    for line in (["add", "--", *paths], ["commit", "--quiet", "-m", message, "--", *paths]):
        try:
            done = subprocess.run(["git", *line], cwd=data, capture_output=True, text=True, errors="replace")
        except OSError as error:
            raise Stop(2, "not-committed", problem=error.strerror) from None
        if done.returncode:
            raise Stop(2, "not-committed", problem=(done.stderr or done.stdout).strip()[-300:])
