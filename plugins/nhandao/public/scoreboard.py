"""The scoreboard: every target of the plan for the province, its districts, communes and schools, in the year so far.

Nothing is counted here: figures come from `reporting`, what may be told behind them from `score_rows`. A running
builder gives the last run, and only the units that changed accounts touch are made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.public import labels
from nhandao.public.score_duties import deadline_views
from nhandao.public.score_rows import Pages, rows_of
from nhandao.public.score_views import (
    Figure,
    Help,
    Named,
    Rows,
    Score,
    Scoreboard,
    TrendPoint,
    UnitFigure,
    UnitHelp,
    UnitScore,
)
from nhandao.records.money import Dong
from nhandao.records.periods import Period, quarter, so_far, year_period
from nhandao.reporting.areas import Unit, units_in_force
from nhandao.reporting.counted import Counted, Known
from nhandao.reporting.facts import Counts, total
from nhandao.reporting.targets import TARGETS, Result, evaluate

_CLAUSES = {target.id: target.clause for target in TARGETS}
_Figures = Mapping[str, Mapping[str, Figure]]
"""By code of a unit and target."""
_Results = Mapping[str, tuple[Result, ...]]
"""By code of a unit."""
_CODE = itemgetter(0)


class Made(NamedTuple):
    """A scoreboard, and what the next run of the same process can take from it."""

    view: Scoreboard
    stages: tuple[_Stage, ...]
    units: Mapping[str, UnitScore]


class Earlier(NamedTuple):
    """A scoreboard made before for the same day, and the codes of the accounts that have changed since."""

    made: Made
    changed: Set[str]


class _Stage(NamedTuple):
    """The year as it stood at the end of one quarter, or stands now."""

    quarter: Period
    counted: Counted
    figures: _Figures


def scoreboard(book: Book, as_of: date, pages: Pages, known: Known, earlier: Earlier | None = None) -> Made:
    """The scoreboard of a day. It has no units before the year begins, or when the data has none for the day.

    Args:
        known: facts of the `stages` counted already, none of them of what has changed since.
    """
    year = year_period(book.campaign.year.year)
    until = min(as_of, year.last)
    made: list[_Stage] = []
    results: _Results = {}
    for number, period in enumerate(_quarters(book, year, until)):
        if earlier is None:
            stage, results = _stage(book, period, known)
        else:
            stage, results = _next_stage(book, known, earlier.made.stages[number], earlier.changed)
        made.append(stage)
    units: dict[str, UnitScore] = {}
    if made:
        now = made[-1].counted
        maker = _Units(book, made, pages)
        kept = _untouched(now, earlier) if earlier is not None else {}
        for unit in _shown(now):
            same = kept.get(unit.code)
            units[unit.code] = same or maker.view(unit, results.get(unit.code) or evaluate(now, unit))
    deadlines = deadline_views(book, year.year, as_of)
    view = Scoreboard(
        year=year.year,
        first=year.first,
        last=until,
        year_last=year.last,
        epoch=made[-1].counted.areas.epoch if made else "",
        units=tuple(units.values()),
        deadlines=deadlines,
        digest=_digest((year, until, deadlines, tuple(unit.digest for unit in units.values()))),
    )
    return Made(view, tuple(made), units)


def stages(book: Book, as_of: date) -> tuple[Period, ...]:
    """What the targets are measured on: from the start of the year to the end of each quarter so far, or to the day."""
    year = year_period(book.campaign.year.year)
    return tuple(so_far(period) for period in _quarters(book, year, min(as_of, year.last)))


def _quarters(book: Book, year: Period, until: date) -> list[Period]:
    """The quarters of the year that have begun, the running one cut at the day; those whose end the data has no
    administrative units for are left out."""
    every = [quarter(year.year, number, book.campaign.windows) for number in (1, 2, 3, 4)]
    begun = [one._replace(last=min(one.last, until)) for one in every if one.first <= until]
    return [one for one in begun if _has_units(book, one.last)]


def _has_units(book: Book, day: date) -> bool:
    try:
        units_in_force(book, day)
    except LookupError:
        return False
    return True


def _stage(book: Book, period: Period, known: Known) -> tuple[_Stage, _Results]:
    """The year up to the end of a quarter, and the results of every unit."""
    counted = Counted(book, so_far(period), known)
    results = {unit.code: evaluate(counted, unit) for unit in _shown(counted)}
    return _Stage(period, counted, _figures(results)), results


def _next_stage(book: Book, known: Known, before: _Stage, changed: Set[str]) -> tuple[_Stage, _Results]:
    """The same from that of an earlier Book, with the results of the units that the change touches only."""
    counted = Counted(book, so_far(before.quarter), known)
    touched = counted.carry_over(before.counted, changed)
    results = {unit.code: evaluate(counted, unit) for unit in _shown(counted) if unit.code in touched}
    return _Stage(before.quarter, counted, {**before.figures, **_figures(results)}), results


def _figures(results: _Results) -> _Figures:
    return {code: {result.target: figure_of(result) for result in found} for code, found in results.items()}


def _untouched(now: Counted, earlier: Earlier) -> Mapping[str, UnitScore]:
    """Views of the units that have nothing to do with what changed: not even a page of an address came or went."""
    before = earlier.made.stages[-1].counted
    around = now.units_around(earlier.changed) | before.units_around(earlier.changed)
    return {code: view for code, view in earlier.made.units.items() if code not in around}


def _shown(counted: Counted) -> tuple[Unit, ...]:
    areas = counted.areas
    return (areas.province, *areas.districts, *areas.communes, *_schools(counted))


def _schools(counted: Counted) -> tuple[Unit, ...]:
    """Schools that may be named."""
    return tuple(school for school in counted.areas.schools if counted.book.organisations[school.code].public)


def figure_of(result: Result) -> Figure:
    threshold = result.threshold
    # Held against a number, a figure is that number: its share of all is not what the plan asks for.
    ratio = result.ratio if threshold.number is None else None
    return Figure(
        numerator=result.numerator,
        denominator=result.denominator,
        share=share_text(ratio, threshold.share) if ratio is not None else "",
        least_share=share_text(threshold.share, None) if threshold.share is not None else "",
        least_number=threshold.number,
        strictly=threshold.strictly,
        verdict=result.verdict,
        verdict_name=labels.VERDICTS[result.verdict],
        note=labels.NOTES[result.note] if result.note else "",
    )


def help_of(counts: Counts) -> Help:
    return Help(
        addresses=counts.helped,
        times=counts.times,
        cash=Dong(counts.cash),
        in_kind=Dong(counts.in_kind),
        labour=Dong(counts.labour),
        service=Dong(counts.service),
        value=Dong(counts.value),
        loans=Dong(counts.loans),
    )


def share_text(share: Fraction, threshold: Fraction | None) -> str:
    """A share as per cent, cut off after the first decimal: 69.99 % reads 69.9. One that passes its threshold by less
    gets as many decimals as tell it from that: 7,001 of 10,000 reads 70.01. Whole numbers have none."""
    digits = 1
    while True:
        cut = share.numerator * 100 * 10**digits // share.denominator
        shown = Fraction(cut, 100 * 10**digits)
        if threshold is None or shown == share or shown != threshold:
            break
        digits += 1
    whole, rest = divmod(cut, 10**digits)
    decimals = f"{rest:0{digits}}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else f"{whole}"


class _Units:
    """Makes the view of each unit from the year as it stood at the end of each quarter; the last is the year so far."""

    def __init__(self, book: Book, stages: list[_Stage], pages: Pages) -> None:
        self._stages = stages
        self._pages = pages
        self._counted = stages[-1].counted
        self._areas = self._counted.areas
        self._lists = self._areas.epoch == book.campaign.epoch
        units = self._areas.units
        self._slugs = {district.code: district.slug for district in units.districts}
        self._slugs |= {commune.code: commune.slug for commune, _ in units.all_communes()}

    def view(self, unit: Unit, results: Iterable[Result]) -> UnitScore:
        below = self._areas.below(unit)
        unplaced = self._counted.by_commune.get("", ()) if unit.level == "province" else ()
        helps = help_of(self._counted.counts(unit)) if unit.level != "school" else None
        made = UnitScore(
            level=unit.level,
            code=unit.code,
            name=unit.name,
            url=self._url(unit),
            above=tuple(self._above(unit)),
            list_url=self._list_url(unit),
            help=helps,
            below=tuple(
                UnitHelp(one.code, one.name, self._url(one), help_of(self._counted.counts(one))) for one in below
            ),
            unplaced=len(unplaced),
            unplaced_help=help_of(total(unplaced)) if unplaced else None,
            scores=tuple(self._score(unit, result) for result in results),
            digest="",
        )
        return made._replace(digest=_digest(_flat(made)))

    def _score(self, unit: Unit, result: Result) -> Score:
        target = result.target
        last = self._stages[-1].figures
        of_schools = target == "T9" and unit.level == "province"
        places = _schools(self._counted) if of_schools else self._areas.below(unit)
        below = [one for one in places if target in last[one.code]]
        return Score(
            target=target,
            name=labels.TARGETS[target],
            clause=_CLAUSES[target],
            formula=labels.FORMULAS[target],
            figure=last[unit.code][target],
            rows=rows_of(self._counted, unit, result, {one.code for one in below}, self._pages),
            below=tuple(UnitFigure(one.code, one.name, self._url(one), last[one.code][target]) for one in below),
            trend=tuple(self._trend(unit, target)),
        )

    def _trend(self, unit: Unit, target: str) -> Iterable[TrendPoint]:
        for stage in self._stages:
            areas = stage.counted.areas
            # A code means something only together with its epoch; the province and schools outlast the units.
            if areas.epoch != self._areas.epoch and unit.level not in ("province", "school"):
                continue
            figure = stage.figures.get(unit.code, {}).get(target)
            if figure is not None:
                period = stage.quarter
                yield TrendPoint(period.number, period.last, self._has_ended(period), figure)

    def _has_ended(self, period: Period) -> bool:
        windows = self._counted.book.campaign.windows
        return period.last == quarter(period.year, period.number, windows).last

    def _above(self, unit: Unit) -> Iterable[Named]:
        if unit.parent:
            parent = self._areas.by_code[unit.parent]
            yield from self._above(parent)
            yield Named(parent.code, parent.name, self._url(parent), "")

    def _url(self, unit: Unit) -> str:
        match unit.level:
            case "district":
                return labels.district_score_url(self._slugs[unit.code])
            case "commune":
                return labels.commune_score_url(self._areas.epoch, self._slugs[unit.code])
            case "school":
                return labels.school_score_url(unit.code)
        return labels.SCOREBOARD

    def _list_url(self, unit: Unit) -> str:
        if unit.level == "district":
            return labels.district_url(self._slugs[unit.code])
        if unit.level == "commune":
            return labels.commune_url(self._areas.epoch, self._slugs[unit.code]) if self._lists else ""
        return labels.organisation_url(unit.code) if unit.level == "school" else "/dia-chi/"


def _flat(unit: UnitScore) -> tuple[object, ...]:
    """Everything a page of the unit shows; thousands of rows by their names alone, which is much quicker to write."""
    return (unit._replace(scores=()), *(part for score in unit.scores for part in _flat_score(score)))


def _flat_score(score: Score) -> tuple[object, ...]:
    rows = score.rows
    if rows is None or rows.kind != "address":
        return (score,)
    return (score._replace(rows=None), *_flat_rows(rows))


def _flat_rows(rows: Rows) -> tuple[object, ...]:
    codes = " ".join(map(_CODE, rows.counting)), " ".join(map(_CODE, rows.others))
    return (*codes, rows.unnamed_counting, rows.unnamed_others)


def _digest(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=12).hexdigest()
