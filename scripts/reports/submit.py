"""`portal submit`: write down a report that a body has handed in, with its figures where it keeps no records here."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from nhandao.book.book import Book, path_of
from nhandao.records.canonical import to_yaml
from nhandao.records.organisation import Organisation, reports_owed
from nhandao.records.periods import Period
from nhandao.records.record import make
from nhandao.records.submission import Submission
from nhandao.reporting.areas import takes_part
from scripts import arguments
from scripts.callback.commands.data_folder import write
from scripts.check import print_problems
from scripts.history.source import present
from scripts.messages import Stop, text
from scripts.reports.chosen import asked
from scripts.reports.figures_file import figures_of, template_of


def run(options: argparse.Namespace) -> int:
    data, period = asked(options, "")
    body = _body(data.book, options.organisation, period)
    if options.template is not None:
        path = Path(options.template)
        arguments.folder(str(path.parent))
        path.write_bytes(template_of(body.name, period.long_name, data.as_of, data.book.campaign.sample_notice or ""))
        print(text("submit-template", options.lang, path=arguments.shown(path)))
        return 0
    on = arguments.day(options.on, "--on") or data.as_of
    if on <= period.last:
        raise Stop(1, "submit-early", on=on, last=period.last)
    before = data.book.submissions.get(f"{period.code}-{body.id}")
    if before is not None and not options.replace:
        raise Stop(1, "submit-exists", period=period.code, id=body.id, on=before.on)
    if options.figures is None and body.kind == "member_body":
        raise Stop(1, "submit-needs-figures", name=body.name, id=body.id, period=period.code)
    values: dict[str, Any] = {"organisation": body.id, "period": period.code, "on": on}
    if options.document is not None:
        values["document"] = options.document
    if options.figures is not None:
        values["figures"] = figures_of(Path(options.figures))
    elif commit := present(data.folder).commit:
        values["commit"] = commit
    place = f"submissions/{period.year}/{period.code}-{body.id}.yaml"
    made = make(Submission, values, place)
    if isinstance(made, list):
        print_problems(made, data.folder, options.lang)
        raise Stop(1, "data-first", path=options.figures or place)
    content = to_yaml(made, "../../schema/submission.json").encode()
    done = text("submit-done", options.lang, period=period.name, name=body.name, on=on)
    return write(options, data.folder, {path_of(made): content}, f"Report {period.code} of {body.id} handed in", done)


def _body(book: Book, found: str, period: Period) -> Organisation:
    """The body that owes the report. Raises Stop."""
    owing = {
        one.id: one
        for one in book.organisations.values()
        if period.kind in reports_owed(one) and takes_part(one, period.last)
    }
    if found not in owing:
        known = "\n".join(f"  {one.id}  {one.name}" for one in owing.values())
        raise Stop(1, "submit-no-duty", found=found, period=period.code, known=known)
    return owing[found]
