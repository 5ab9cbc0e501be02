"""The tables of reports for the public: what reporting counts for a period, by the units a step below the province.

A cell of one or two addresses is told as a band, and so is a total over such cells, made of the very rows: nobody can
tell it by taking the others away. Which hardship was helped and how help ended is counted over addresses with a public
page only: else the counts, less the pages, would tell it of an address that was taken off. How many consents were taken
back is not told at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.public.report_views import ReportPeriod, ReportRow, ReportTable
from nhandao.public.small_cells import banded, banded_total
from nhandao.records.names import CATEGORIES, FORMS
from nhandao.records.periods import Period, periods_of
from nhandao.reporting import targets
from nhandao.reporting.areas import Unit, units_in_force
from nhandao.reporting.counted import Counted, Known
from nhandao.reporting.facts import Counts, Facts, total

UNPLACED = "Chưa xác định được xã"

ADDRESSES = (
    "surveyed", "surveyed_new", "dossiers", "dossiers_new", "approved", "on_system", "connected", "helped",
    "helped_regular", "helped_once", "helped_by_society", "helped_by_mobilised", "dossiers_for_helped",
    "helped_with_dossier", "waiting",
)  # fmt: skip
ENDED = ("finished_graduated", "finished_completed", "finished_moved", "finished_died")
HELP = (
    "times", "times_regular", "cash", "in_kind", "labour", "service", "value", "via_system", "loans", "received",
)  # fmt: skip
BODIES = (
    ("leaders", targets.leaders),
    ("commune_bodies", targets.commune_bodies),
    ("branches", targets.branches),
    ("plans", targets.plans),
)


class _Row(NamedTuple):
    """What is counted in one unit."""

    counts: Counts
    told: Counts  # of addresses with a public page
    organisations: frozenset[str]  # that gave
    people: frozenset[str]  # that gave by name
    unnamed_gifts: int  # of the province with those to funds
    bodies: tuple[int, ...]  # numerator and denominator of each of BODIES


class Made(NamedTuple):
    """The tables, and what the next run of the same process can take from them."""

    views: tuple[ReportPeriod, ...]
    periods: Mapping[tuple[date, date], _Counted]


class _Counted(NamedTuple):
    counted: Counted
    rows: Mapping[str, _Row]  # by code of a unit


class Earlier(NamedTuple):
    """Tables made before for the same day, and the codes of the accounts that have changed since."""

    made: Made
    changed: Set[str]


def periods(book: Book, as_of: date) -> tuple[Period, ...]:
    """The periods of the reporting year that have begun, each cut at the day; those whose end the data has no
    administrative units for are left out."""
    every = periods_of(book.campaign.year.year, book.campaign.windows)
    begun = [one._replace(last=min(one.last, as_of)) for one in every if one.first <= as_of]
    return tuple(one for one in begun if _has_units(book, one.last))


def _has_units(book: Book, day: date) -> bool:
    try:
        units_in_force(book, day)
    except LookupError:
        return False
    return True


def reports(
    book: Book,
    as_of: date,
    pages: Set[str],
    known: Known,
    stages: Iterable[Counted],
    earlier: Earlier | None = None,
) -> Made:
    """The public tables of each period.

    Args:
        pages: codes of the addresses whose page, or the short page of one that has ended, is public.
        known: facts counted already, none of them of what has changed since.
        stages: what is counted already for some of the periods.
    """
    counted_for = {(one.period.first, one.period.last): one for one in stages}
    made: dict[tuple[date, date], _Counted] = {}
    views = []
    for period in periods(book, as_of):
        days = period.first, period.last
        if days not in made:
            before = earlier.made.periods[days] if earlier is not None else None
            counted = counted_for.get(days)
            if counted is None:
                counted = Counted(book, period, known)
                if before is not None and earlier is not None:
                    counted.carry_over(before.counted, earlier.changed)
            kept = _untouched(counted, before, earlier.changed) if before is not None and earlier is not None else {}
            made[days] = _Counted(counted, dict(_rows(counted, pages, kept)))
        views.append(_view(period, made[days]))
    return Made(tuple(views), made)


def _untouched(now: Counted, before: _Counted, changed: Set[str]) -> Mapping[str, _Row]:
    """Rows of the units that have nothing to do with what changed."""
    around = now.units_around(changed) | before.counted.units_around(changed)
    return {code: row for code, row in before.rows.items() if code not in around}


def _rows(counted: Counted, pages: Set[str], kept: Mapping[str, _Row]) -> Iterator[tuple[str, _Row]]:
    province = counted.areas.province
    found = []
    for unit in counted.areas.below(province):
        row = kept.get(unit.code) or _row(
            counted.addresses_in(unit), pages, counted.counts(unit), _bodies(counted, unit)
        )
        found.append(row)
        yield unit.code, row
    if unplaced := counted.by_commune.get("", ()):
        row = _row(unplaced, pages, total(unplaced), (0,) * (2 * len(BODIES)))
        found.append(row)
        yield "", row
    funds = _row(counted.funds, frozenset(), total(counted.funds), ())
    yield (
        province.code,
        _Row(
            _sum([row.counts for row in found]),
            _sum([row.told for row in found]),
            funds.organisations.union(*(row.organisations for row in found)),
            funds.people.union(*(row.people for row in found)),
            sum(row.unnamed_gifts for row in (*found, funds)),
            _bodies(counted, province),
        ),
    )


def _row(facts: Sequence[Facts], pages: Set[str], counts: Counts, bodies: tuple[int, ...]) -> _Row:
    return _Row(
        counts,
        total([one for one in facts if one.account in pages]),
        frozenset().union(*(one.organisations for one in facts)),
        frozenset().union(*(one.people for one in facts)),
        counts.unnamed_gifts,
        bodies,
    )


def _sum(every: Sequence[Counts]) -> Counts:
    return Counts(*map(sum, zip(*every, strict=True))) if every else Counts()


def _bodies(counted: Counted, unit: Unit) -> tuple[int, ...]:
    results = [of(counted, unit) for _, of in BODIES]
    return tuple(number for result in results for number in (result.numerator, result.denominator or 0))


def _view(period: Period, made: _Counted) -> ReportPeriod:
    areas = made.counted.areas
    names = {unit.code: unit.name for unit in areas.by_code.values()} | {"": UNPLACED}
    tables = (
        _table("addresses", names, {code: _addresses(row) for code, row in made.rows.items()}, small=True),
        _table("help", names, {code: _numbers(row.counts, HELP) for code, row in made.rows.items()}),
        _kinds(names, made.rows),
        _table("part", names, {code: _part(row) for code, row in made.rows.items()}),
    )
    digest = hashlib.blake2b(repr((period, areas.epoch, tables)).encode(), digest_size=12).hexdigest()
    return ReportPeriod(period.code, period.first, period.last, areas.epoch, tables, digest)


def _numbers(counts: Counts, columns: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(getattr(counts, column)) for column in columns)


def _addresses(row: _Row) -> tuple[int, ...]:
    return *_numbers(row.counts, ADDRESSES), *_numbers(row.told, ENDED)


def _part(row: _Row) -> tuple[int, ...]:
    return len(row.organisations), len(row.people), row.unnamed_gifts, *row.bodies


def _kinds(names: Mapping[str, str], rows: Mapping[str, _Row]) -> ReportTable:
    """Addresses by group, told as bands, and beside them times by form, which the ledger tells as well."""
    groups = _table("kinds", names, {code: _numbers(row.told, CATEGORIES) for code, row in rows.items()}, small=True)
    forms = _table("kinds", names, {code: _numbers(row.counts, FORMS) for code, row in rows.items()})
    return ReportTable(
        "kinds",
        tuple(
            ReportRow(one.code, one.name, one.values + other.values)
            for one, other in zip(groups.rows, forms.rows, strict=True)
        ),
    )


def _table(
    name: str, names: Mapping[str, str], numbers: Mapping[str, tuple[int, ...]], small: bool = False
) -> ReportTable:
    """A table of numbers by unit, the last of them the province."""
    if not small:
        rows = {code: tuple(map(str, values)) for code, values in numbers.items()}
    else:
        rows = _banded(numbers)
    return ReportTable(name, tuple(ReportRow(code, names[code], values) for code, values in rows.items()))


def _banded(numbers: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[str, ...]]:
    *units, province = numbers
    columns = list(zip(*(numbers[code] for code in units), strict=True))
    rows = {code: tuple(map(banded, numbers[code])) for code in units}
    rows[province] = tuple(map(banded_total, columns)) if columns else tuple(map(banded, numbers[province]))
    return rows
