"""The data folder for commands that need it without an error, and the day it is counted to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.book.load import load
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE
from scripts.messages import Stop


class Data(NamedTuple):
    """Data without an error."""

    folder: Path
    book: Book
    as_of: date


def data_of(folder: Path, wanted: date | None, lang: str, cache: Path | None = CACHE) -> Data:
    """The data of a folder, and the day it is counted to: the one asked for, campaign.yaml's, or today. Raises Stop."""
    book, problems = load(folder, cache)
    errors = [problem for problem in problems if not problem.warning]
    if book is None or errors:
        print_problems(errors, folder, lang)
        raise Stop(1, "data-first", path=folder)
    return Data(folder, book, wanted or book.campaign.as_of or arguments.today())
