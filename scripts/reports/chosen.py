"""What a report is asked for: data, day, period and unit, as typed on the command line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.book.load import load
from nhandao.records import periods
from nhandao.records.periods import Period
from nhandao.reporting.areas import Areas, Unit
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


def period_of(book: Book, found: str | None, kind: str, as_of: date) -> Period:
    """The period asked for, which must have begun. `kind` is one of the period's kinds, or "" for any. Raises Stop."""
    examples = {"quarter": "2023Q3", "half_year": "2023H1", "year": "2023"}
    if found is None:
        raise Stop(1, "report-no-period", example=examples.get(kind, "2023Q3"))
    period = periods.parse(found, book.campaign.windows)
    if period is None:
        raise Stop(1, "report-bad-period", found=found)
    if kind and period.kind != kind:
        raise Stop(1, "report-wrong-kind", kind=kind.replace("_", "-"), example=examples[kind], found=found)
    if period.first > as_of:
        raise Stop(1, "report-future", period=found, first=period.first, as_of=as_of)
    return period


def areas_of(book: Book, period: Period, as_of: date) -> Areas:
    """The units of a period. Raises Stop when the data has none."""
    until = min(period.last, as_of)
    try:
        return Areas(book, until)
    except LookupError:
        raise Stop(1, "report-no-units", on=until, period=period.code) from None


def unit_of(areas: Areas, found: str, period: Period) -> Unit:
    """A unit that hands in reports. Raises Stop."""
    unit = areas.by_code.get(found)
    if unit is None and (now := areas.successors(found)):
        names = ", ".join(f"{one.name} ({one.code})" for one in now)
        raise Stop(1, "report-merged-unit", found=found, period=period.code, on=areas.on, now=names)
    if unit is None:
        every = (areas.province, *areas.districts, *areas.schools, *areas.bodies)
        known = "\n".join(f"  {one.code}  {one.name}" for one in every)
        raise Stop(1, "report-unknown-unit", found=found, period=period.code, known=known)
    if unit.level == "commune":
        raise Stop(1, "report-no-duty", found=f"{unit.name} ({unit.code})")
    return unit


def asked(options: argparse.Namespace, kind: str) -> tuple[Data, Period]:
    """Data and period of a command. Raises Stop."""
    data = data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), options.lang)
    return data, period_of(data.book, options.period, kind, data.as_of)
