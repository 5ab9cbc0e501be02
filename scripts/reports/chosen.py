"""What a report is asked for: data, day, period and unit, as typed on the command line."""

from __future__ import annotations

import argparse
from datetime import date

from nhandao.book.book import Book
from nhandao.records import periods
from nhandao.records.periods import Period
from nhandao.reporting.areas import Areas, Unit
from scripts import arguments
from scripts.good_data import Data, data_of
from scripts.messages import Stop


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
