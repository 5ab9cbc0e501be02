"""`portal report`: the reports of plan V as files for the office, of the data as it is or as it was."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from nhandao.office.csv_file import csv_file
from nhandao.office.files import write_files
from nhandao.office.letter import letter
from nhandao.office.pdf import report_pdf
from nhandao.office.problem import OfficeError
from nhandao.office.workbook import report_workbook
from nhandao.reporting.areas import Unit
from nhandao.reporting.report import Reports
from nhandao.reporting.table import Report
from nhandao.workers import core_count, spread
from scripts import arguments
from scripts.folders import ROOT
from scripts.messages import Stop, number_text, text
from scripts.reports import difference
from scripts.reports.chosen import areas_of, period_of, unit_of
from scripts.reports.source import source

THEME = ROOT / "theme"
LETTER = THEME / "office/letter.docx"
FORMATS = ("xlsx", "docx", "csv", "pdf")
_KINDS = {"quarter": "quarter", "half-year": "half_year", "year": "year"}


def run(options: argparse.Namespace) -> int:
    if options.kind == "diff":
        return difference.run(options)
    if options.moments:
        raise Stop(1, "usage", problem=" ".join(options.moments), command="portal report")
    if options.out is None:
        raise Stop(1, "report-needs-out")
    formats = _formats(options.format)
    with source(options, options.at) as (data, commit):
        period = period_of(data.book, options.period, _KINDS.get(options.kind, ""), data.as_of)
        areas = areas_of(data.book, period, data.as_of)
        reports = Reports(data.book, period, data.as_of, commit)
        units = reports.units() if options.kind == "all" else (unit_of(areas, options.unit, period),)
        with office_told():
            files = _files(reports, units, formats, Path(options.template) if options.template else LETTER)
            write_files(Path(options.out), files)
    if data.as_of < period.last:
        print(text("report-running", options.lang, period=period.code, as_of=data.as_of))
    counted = number_text(len(files), options.lang), number_text(len(units), options.lang)
    print(
        text(
            "report-written", options.lang, count=counted[0], reports=counted[1], out=arguments.shown(Path(options.out))
        )
    )
    return 0


@contextmanager
def office_told() -> Iterator[None]:
    """What is wrong with templates, folders and programs, as messages of the command line."""
    try:
        yield
    except OfficeError as error:
        raise Stop(1, error.code, **error.values) from error


def _formats(found: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in found.split(",") if part.strip())
    for one in wanted or (found,):
        if one not in FORMATS:
            raise Stop(1, "report-format", found=one, known=", ".join(FORMATS))
    return wanted


def _files(reports: Reports, units: tuple[Unit, ...], formats: tuple[str, ...], template: Path) -> dict[str, bytes]:
    """All files of some reports, made on all cores."""
    reports.prepare()
    makers = {name: _MAKERS[name] for name in formats}

    def work(number: int) -> dict[str, bytes]:
        report = reports.report(units[number])
        found: dict[str, bytes] = {}
        for make in makers.values():
            found |= make(report, template)
        return found

    found: dict[str, bytes] = {}
    for files in spread((), range(len(units)), work, core_count()):
        found |= files
    return dict(sorted(found.items()))


def _csv(report: Report, template: Path) -> dict[str, bytes]:
    return {f"{report.file_name}-{table.name}.csv": csv_file(table) for table in report.tables}


def _one(ending: str, make: Callable[[Report, Path], bytes], report: Report, template: Path) -> dict[str, bytes]:
    return {f"{report.file_name}.{ending}": make(report, template)}


_MAKERS: dict[str, Callable[[Report, Path], dict[str, bytes]]] = {
    "xlsx": partial(_one, "xlsx", lambda report, template: report_workbook(report)),
    "docx": partial(_one, "docx", letter),
    "csv": _csv,
    "pdf": partial(_one, "pdf", lambda report, template: report_pdf(report, THEME)),
}
