"""`portal report`: the reports of plan V as files for the office, of the data as it is or as it was."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from nhandao.office.files import SUMS, write_files
from nhandao.office.problem import OfficeError
from nhandao.office.report_files import FORMS, Form, report_files
from nhandao.reporting.areas import Unit
from nhandao.reporting.report import Reports
from nhandao.workers import core_count, spread
from scripts import arguments
from scripts.folders import ROOT, THEME, writable
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
    with source(options, options.at) as (data, commit):
        period = period_of(data.book, options.period, _KINDS.get(options.kind, ""), data.as_of)
        areas = areas_of(data.book, period, data.as_of)
        reports = Reports(data.book, period, data.as_of, commit)
        units = reports.units() if options.kind == "all" else (unit_of(areas, options.unit, period),)
        try:
            files = _files(reports, units, forms, Path(options.template) if options.template else None)
            write_files(out, files)
        except OfficeError as error:
            raise Stop(error.status, error.code, **error.values) from None
    lang = options.lang
    if data.as_of < period.last:
        print(text("report-running", lang, period=period.code, as_of=data.as_of))
    counts = {"count": number_text(len(files), lang), "reports": number_text(len(units), lang)}
    print(text("report-written", lang, out=arguments.shown(out), **counts))
    return 0


def _forms(found: str) -> tuple[Form, ...]:
    wanted = [part.strip() for part in found.split(",")]
    for one in wanted:
        if one not in FORMS:
            raise Stop(1, "report-format", found=one, known=", ".join(FORMS))
    return tuple(form for form in FORMS if form in wanted)


def _files(reports: Reports, units: Sequence[Unit], forms: Sequence[Form], template: Path | None) -> dict[str, bytes]:
    """All files of some reports, made on all cores. Raises OfficeError."""
    reports.prepare()

    def work(number: int) -> dict[str, bytes]:
        return report_files(reports.report(units[number]), forms, theme=THEME, template=template)

    found: dict[str, bytes] = {}
    for files in spread((), range(len(units)), work, core_count()):
        found |= files
    return dict(sorted(found.items()))
