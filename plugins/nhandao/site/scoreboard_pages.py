"""The scoreboard: a page for the province, each district, commune and school; the reporting calendar; all of it as
files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from nhandao.public.score_views import Deadline, Figure, Scoreboard, UnitScore
from nhandao.site import data_files, urls
from nhandao.site.calendar_file import calendar, due_event
from nhandao.site.contexts import Link, ReportsPage, ScoreCard, ScorePage
from nhandao.site.data_files import FigureRow
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.score_charts import chart, gauge

SECTION = "campaign"
CRUMB = Link("Kết quả", urls.SCOREBOARD)
REPORTS_HEADING = "Hạn gửi báo cáo"


def tasks(plan: Plan) -> Iterator[Task]:
    board = plan.views.scoreboard
    frame = f"{board.year} {board.first} {board.last} {board.year_last}"
    for unit in board.units or (None,):
        url = unit.url if unit is not None else urls.SCOREBOARD
        key = plan.key("score", frame, unit.digest if unit is not None else "")
        yield plan.task(url, key, partial(_unit, board, unit))
    yield plan.task(urls.REPORTS, plan.key("reports", repr(board.deadlines)), partial(_reports, board))
    key = plan.key("calendar", repr(board.deadlines))
    yield plan.task(urls.REPORTS_CALENDAR, key, partial(_calendar, board.year, board.deadlines))
    yield from data_files.figure_tasks(plan, partial(figure_rows, board), f"Kết quả năm {board.year}", board.digest)


def _unit(board: Scoreboard, unit: UnitScore | None, studio: Studio) -> bytes:
    frame, t, language = studio.frame, studio.frame.t, studio.frame.language
    crumbs: tuple[Link, ...]
    if unit is None or unit.level == "province":
        url, crumbs, here = urls.SCOREBOARD, (HOME_CRUMB,), CRUMB.text
        title = t("Kết quả so với chỉ tiêu năm {year}").format(year=board.year)
    else:
        place = language.place(unit.name) if unit.level != "school" else unit.name
        above = (Link(language.place(one.text), one.url) for one in unit.above[1:])
        url, crumbs, here = unit.url, (HOME_CRUMB, CRUMB, *above), place
        title = t("Kết quả năm {year}: {place}").format(year=board.year, place=place)
    page = frame.page(
        url,
        title,
        t("Từng chỉ tiêu của Kế hoạch đã làm được đến đâu, tính thế nào và từ những dòng nào, đến ngày {day}.").format(
            day=language.day(board.last)
        ),
        section=SECTION,
        crumbs=crumbs,
        here=here,
    )
    scores = unit.scores if unit is not None else ()
    it = ScorePage(
        year=board.year,
        first=board.first,
        last=board.last,
        year_last=board.year_last,
        unit=unit,
        cards=tuple(ScoreCard(score, gauge(score.figure), chart(score, language)) for score in scores),
        schools=next((score.below for score in scores if score.target == "T9"), ()),
        reports_url=urls.REPORTS,
        csv_url=urls.list_csv(urls.SCOREBOARD),
        json_url=urls.list_json(urls.SCOREBOARD),
    )
    return studio.page("score.html", page, it)


def _reports(board: Scoreboard, studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        urls.REPORTS,
        t("Hạn gửi báo cáo năm {year}").format(year=board.year),
        t("Báo cáo quý, 6 tháng và năm: ai gửi, ngày nào là hạn cuối, đã gửi hay chưa."),
        section=SECTION,
        crumbs=(HOME_CRUMB, CRUMB),
        here=REPORTS_HEADING,
    )
    it = ReportsPage(board.year, board.deadlines, urls.REPORTS_CALENDAR, urls.SCOREBOARD)
    return studio.page("reports.html", page, it)


def _calendar(year: int, deadlines: tuple[Deadline, ...], studio: Studio) -> bytes:
    site = studio.frame.site
    name = f"Hạn gửi báo cáo năm {year} – {site.society.short_name}"
    page = studio.frame.absolute(urls.REPORTS) if site.base_url else ""
    return calendar(name, map(due_event, deadlines), site.as_of, page)


def figure_rows(board: Scoreboard) -> Iterator[FigureRow]:
    """Every figure of every page: the targets at the end of each quarter and now, and the help of the year so far."""
    for unit in board.units:
        for score in unit.scores:
            for point in score.trend:
                if point.ended:
                    yield _target(unit, score.target, point.quarter, point.last, point.figure)
            yield _target(unit, score.target, 0, board.last, score.figure)
        if unit.help is not None:
            for name, value in zip(_HELP, unit.help, strict=True):
                yield FigureRow(
                    unit.level, unit.code, unit.name, name, 0, board.last, value, None, "", "", "", unit.url
                )


_HELP = (
    "helped_addresses", "help_times", "help_cash_vnd", "help_in_kind_vnd", "help_labour_vnd", "help_service_vnd",
    "help_value_vnd", "loans_vnd",
)  # fmt: skip


def _target(unit: UnitScore, target: str, quarter: int, until: date, figure: Figure) -> FigureRow:
    if figure.least_share:
        least = f"{'>' if figure.strictly else ''}{figure.least_share}%"
    else:
        least = "" if figure.least_number is None else f"{figure.least_number}"
    return FigureRow(
        level=unit.level,
        code=unit.code,
        unit=unit.name,
        figure=target,
        quarter=quarter,
        until=until,
        value=figure.numerator,
        of=figure.denominator,
        share=figure.share,
        least=least,
        verdict=figure.verdict,
        url=unit.url,
    )
