"""`portal report diff A B`: what has changed in a report between two moments, cell by cell."""

from __future__ import annotations

import argparse
from contextlib import AbstractContextManager, ExitStack

from nhandao.book.book import Book
from nhandao.reporting.difference import difference_table
from nhandao.reporting.table import Report
from scripts import arguments
from scripts.good_data import Data, data_of
from scripts.messages import Stop, number_text, text
from scripts.reports.chosen import period_of
from scripts.reports.source import report_of, source

FILED, NOW = "nop", "nay"
"""Moments by name: when the body handed its report in, and the data as it lies here."""


def run(options: argparse.Namespace) -> int:
    if len(options.moments) != 2:
        raise Stop(1, "diff-needs-two")
    with ExitStack() as open_data:
        old, new = (_report(options, *open_data.enter_context(_at(options, one))) for one in options.moments)
    changes = difference_table(old, new).rows
    for where, row, column, _, before, after in changes:
        place = " · ".join(str(part) for part in (where, row, column) if part)
        print(f"{place}: {before or '–'} → {after or '–'}")
    count = number_text(len(changes), options.lang)
    print(text("diff-count" if changes else "diff-none", options.lang, count=count))
    return 0


def _at(options: argparse.Namespace, moment: str) -> AbstractContextManager[tuple[Data, str]]:
    return source(options, None if moment == NOW else _filed(options) if moment == FILED else moment)


def _filed(options: argparse.Namespace) -> str:
    """Commit that the report handed in was made from. Raises Stop."""
    data = data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), options.lang)
    period = period_of(data.book, options.period, "", data.as_of)
    submission = data.book.submissions.get(f"{period.code}-{_body(data.book, options.unit)}")
    if submission is None or submission.commit is None:
        raise Stop(1, "diff-not-filed", unit=options.unit, period=period.code)
    return submission.commit


def _body(book: Book, unit: str) -> str:
    """Id of the body that hands in the report of a unit: the chapter of a district, else the body itself."""
    for body in book.organisations.values():
        if body.kind == "chapter" and body.level == "district" and body.district == unit:
            return body.id
    return unit


def _report(options: argparse.Namespace, data: Data, commit: str) -> Report:
    return report_of(data, commit, period_of(data.book, options.period, "", data.as_of), options.unit)
