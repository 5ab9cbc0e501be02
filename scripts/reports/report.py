"""`portal report`: the reports of plan V as files for the office, of the data as it is or as it was."""

from __future__ import annotations

import argparse
import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from nhandao.office.files import SUMS, write_files
from nhandao.office.problem import OfficeError
from nhandao.office.report_files import FORMS, Form, report_files
from nhandao.records.periods import Period, periods_of
from nhandao.reporting.areas import Unit
from nhandao.reporting.facts import Facts
from nhandao.reporting.report import Reports
from nhandao.reporting.table import Report
from nhandao.workers import core_count, spread
from scripts import arguments
from scripts.folders import ROOT, THEME, writable
from scripts.good_data import Data
from scripts.messages import Stop, number_text, text
from scripts.reports import difference
from scripts.reports.chosen import areas_of, period_of, unit_of
from scripts.reports.source import source

_KINDS = {"quarter": "quarter", "half-year": "half_year", "year": "year"}


def run(options: argparse.Namespace) -> int:
    if options.kind == "diff":
        return difference.run(options)
    if options.moments:
        raise Stop(1, "usage", problem=" ".join(options.moments), command="portal report")
    if options.out is None:
        raise Stop(1, "report-needs-out")
    forms = _forms(options.format)
    out = writable(options.out, SUMS, (arguments.folder(options.data).resolve(), ROOT / "plugins", ROOT / "scripts"))
    with source(options, options.at) as (data, commit), _without_collecting():
        chosen: list[tuple[Reports, Sequence[Unit]]] = []
        known: dict[tuple[str, date, date], Facts] = {}
        for period in _periods(options, data):
            areas = areas_of(data.book, period, data.as_of)
            reports = Reports(data.book, period, data.as_of, commit, known)
            units = reports.units() if options.kind == "all" else (unit_of(areas, options.unit, period),)
            chosen.append((reports, units))
        try:
            files = _files(chosen, forms, Path(options.template) if options.template else None)
            write_files(out, files)
        except OfficeError as error:
            raise Stop(error.status, error.code, **error.values) from None
    lang = options.lang
    for reports, _ in chosen:
        if data.as_of < reports.period.last:
            print(text("report-running", lang, period=reports.period.code, as_of=data.as_of))
    written = sum(len(units) for _, units in chosen)
    counts = {"count": number_text(len(files), lang), "reports": number_text(written, lang)}
    print(text("report-written", lang, out=arguments.shown(out), **counts))
    return 0


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Records stay to the end: looking through them again and again for what can go takes as long as counting."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # enabled again, it would at once look through everything
        gc.enable()


def _forms(found: str) -> tuple[Form, ...]:
    wanted = [part.strip() for part in found.split(",")]
    for one in wanted:
        if one not in FORMS:
            raise Stop(1, "report-format", found=one, known=", ".join(FORMS))
    return tuple(form for form in FORMS if form in wanted)


def _periods(options: argparse.Namespace, data: Data) -> Sequence[Period]:
    """The period asked for, or every one of a year that has begun. Raises Stop."""
    if options.year is None or options.kind != "all":
        return (period_of(data.book, options.period, _KINDS.get(options.kind, ""), data.as_of),)
    year = arguments.number(options.year, "--year", 2019, 2099)
    period_of(data.book, str(year), "year", data.as_of)
    return [one for one in periods_of(year, data.book.campaign.windows) if one.first <= data.as_of]


def _files(
    chosen: Sequence[tuple[Reports, Sequence[Unit]]], forms: Sequence[Form], template: Path | None
) -> dict[str, bytes]:
    """All files of some reports, counted and then written on all cores.

    Raises OfficeError.
    """
    # Periods that end on one day share what is counted for the year so far. The longest come first, so that whoever is
    # done early takes a short one: the later in the year, the more there is to count.
    by_end: defaultdict[date, list[tuple[Reports, Sequence[Unit]]]] = defaultdict(list)
    for reports, units in chosen:
        by_end[reports.period.last].append((reports, units))
    groups = sorted(by_end.values(), key=lambda group: (len(group), group[0][0].period.last), reverse=True)

    def count(number: int) -> list[Report]:
        return [reports.report(unit) for reports, units in groups[number] for unit in units]

    counted = spread((), range(len(groups)), count, core_count())
    every = [report for group in counted for report in group]

    def write(number: int) -> dict[str, bytes]:
        return report_files(every[number], forms, theme=THEME, template=template)

    written = spread((), range(len(every)), write, core_count())
    return dict(sorted((name, content) for files in written for name, content in files.items()))
