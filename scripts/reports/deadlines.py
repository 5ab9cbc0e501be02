"""`portal deadlines`: the calendar of reports, what is left of it, and who has not handed in."""

from __future__ import annotations

import argparse
from pathlib import Path

from nhandao.public.score_duties import deadline_views
from nhandao.records.periods import day_text, reporting_year
from nhandao.reporting.duties import Deadline, deadlines
from nhandao.site.calendar_file import calendar, due_event
from scripts import arguments
from scripts.good_data import data_of
from scripts.messages import number_text, text


def run(options: argparse.Namespace) -> int:
    data = data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), options.lang)
    year = reporting_year(data.as_of)
    if options.year is not None:
        year = arguments.number(options.year, "--year", 2019, 2099)
    lang = options.lang
    print(text("deadline-head", lang, year=year, as_of=day_text(data.as_of)))
    for deadline in deadlines(data.book, year, data.as_of):
        print(
            text(
                "deadline-line",
                lang,
                period=deadline.period.name,
                last_day=day_text(deadline.last_day),
                due=day_text(deadline.due_before),
                bodies=number_text(len(deadline.duties), lang),
                missing=number_text(deadline.missing, lang),
                when=_when(
                    deadline, (data.as_of - deadline.last_day).days, lang, over=data.as_of > deadline.period.last
                ),
            )
        )
        for duty in deadline.duties:
            if duty.state in ("open", "late"):
                print(text("deadline-missing", lang, name=duty.body.name, id=duty.body.id))
    if options.ics is not None:
        path = Path(options.ics)
        arguments.folder(str(path.parent))
        name = f"Hạn gửi báo cáo năm {year} – {data.book.campaign.society.short_name}"
        days = map(due_event, deadline_views(data.book, year, data.as_of))
        path.write_bytes(calendar(name, days, data.as_of, ""))
        print(text("deadline-wrote", lang, path=arguments.shown(path)))
    return 0


def _when(deadline: Deadline, past: int, lang: str, *, over: bool) -> str:
    if not over:
        return text("deadline-running", lang)
    if past > 0:
        return text("deadline-late", lang, days=past) if deadline.missing else ""
    return text("deadline-left", lang, days=-past) if past else text("deadline-today", lang)
