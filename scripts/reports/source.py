"""The data a report is made from: as it lies here, or as it was at a commit or on a day."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from nhandao.records.periods import Period
from nhandao.reporting.report import Reports
from nhandao.reporting.table import Report
from scripts import arguments
from scripts.good_data import Data, data_of
from scripts.history.past import data_at
from scripts.history.source import present
from scripts.messages import number_text, text
from scripts.reports.chosen import areas_of, unit_of


@contextmanager
def source(options: argparse.Namespace, at: str | None) -> Iterator[tuple[Data, str]]:
    """The data asked for and what it is called in the footer of reports: the state of the folder, or, with `at`, what
    it was at a commit or at the end of a day. Raises Stop."""
    folder = arguments.folder(options.data)
    wanted = arguments.day(options.as_of, "--as-of")
    if at is None:
        now = present(folder)
        if now.uncommitted:
            print(text("report-uncommitted", options.lang, count=number_text(now.uncommitted, options.lang)))
        yield data_of(folder, wanted, options.lang), now.commit
        return
    with data_at(folder, at) as past:
        yield data_of(past.folder, wanted or past.day, options.lang, cache=None), past.commit


def report_of(data: Data, commit: str, period: Period, unit: str) -> Report:
    """One report, by the code of its unit. Raises Stop."""
    chosen = unit_of(areas_of(data.book, period, data.as_of), unit, period)
    return Reports(data.book, period, data.as_of, commit).report(chosen)
