"""Which of the things behind a figure may be named, and which stay a number.

An address is named while its page is public; one that has ended only where no commune is told with it, as its own page
tells none. Who has taken an address on is named only when a line shows the name and the organisation is public. Who has
not is named only where nobody has done so without a name: else one could tell by taking away who did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any, Literal, NamedTuple

from nhandao.public import labels
from nhandao.public.score_views import Named, Rows
from nhandao.records.organisation import Organisation
from nhandao.records.vietnamese import sort_key
from nhandao.reporting.areas import Unit
from nhandao.reporting.counted import Counted
from nhandao.reporting.targets import Result, Row

Pages = Mapping[str, Literal["shown", "finished"]]
"""What the page of an address is on the day, by its code; none for one whose page is not public."""
OF_SCHOOLS = "T9"
NO_GIVER = "T8"
"""The target that asks for plans: nobody has given anything, so all members may be named."""


class _Sorted(NamedTuple):
    """A row, and how it is named; ``None`` where it may not be."""

    row: Row
    named: Named | None


def rows_of(counted: Counted, unit: Unit, result: Result, below: Set[str], pages: Pages) -> Rows | None:
    """Rows of a target; ``None`` where only units stand below it. The province has those that lie in none of the units
    below it: all others stand on the pages of these, so that nothing is told or counted twice.

    Args:
        below: codes of the units a step below that carry the target as well.
    """
    rows = result.rows
    kinds = {row.kind for row in rows}
    if "unit" in kinds:
        return None
    if "address" in kinds:
        if unit.level != "province":
            return _addresses(counted, unit, result, pages)
        outside = _outside(counted, below)
        rows = tuple(row for row in rows if row.id in outside)
        return _split("address", [_Sorted(row, None) for row in rows], with_others=False) if rows else None
    if unit.level == "province":
        rows = tuple(row for row in rows if below.isdisjoint(_units_of(counted, result.target, row)))
    return _bodies(counted, result.target, rows) if rows else None


def _outside(counted: Counted, units: Set[str]) -> set[str]:
    """Codes of the addresses that lie in none of some districts or communes."""
    return {
        facts.account
        for commune, found in counted.by_commune.items()
        if units.isdisjoint((commune, counted.areas.district_of(commune)))
        for facts in found
    }


def _units_of(counted: Counted, target: str, row: Row) -> tuple[str, ...]:
    """Codes of the units on whose pages an organisation stands for a target."""
    body = counted.book.organisations[row.id.partition("/")[0]]
    return (body.part_of or "",) if target == OF_SCHOOLS else counted.places_of(body)


def _addresses(counted: Counted, unit: Unit, result: Result, pages: Pages) -> Rows:
    shown = ("shown", "finished") if unit.level == "district" else ("shown",)
    told = _told_of_school(counted, unit) if unit.level == "school" else None
    rows = [
        _Sorted(
            row,
            _address(row.id) if pages.get(row.id) in shown and (told is None or row.id in told) else None,
        )
        for row in result.rows
    ]
    return _split("address", rows, with_others=True)


def _address(code: str) -> Named:
    return Named(code, code, labels.address_url(code), "")


def _told_of_school(counted: Counted, school: Unit) -> set[str]:
    """Addresses that the school or an organisation in it has taken on by name: of the others even the page of the
    school would tell who gave."""
    takers = [school.code, *(body.id for body in counted.school_bodies(school))]
    public = [taker for taker in takers if counted.book.organisations[taker].public]
    return {code for taker in public for code in counted.named.get((taker, ""), ())}


def _bodies(counted: Counted, target: str, rows: tuple[Row, ...]) -> Rows:
    found = []
    for row in rows:
        identity, _, leader = row.id.partition("/")
        body = counted.book.organisations[identity]
        open_ = target == NO_GIVER or not row.counts or (identity, leader) in counted.named
        # The name of an organisation in a school tells that of the school.
        school = counted.book.organisations.get(body.part_of or "") if target == OF_SCHOOLS else None
        public = body.public and (school is None or school.public)
        found.append(_Sorted(row, _body(body, leader) if public and open_ else None))
    hidden = target != NO_GIVER and any(one.row.counts and one.named is None for one in found)
    return _split(rows[0].kind, found, with_others=not hidden)


def _body(body: Organisation, leader: str) -> Named:
    position = next((one.position for one in body.leaders if one.id == leader), "")
    return Named(body.id, body.name, labels.organisation_url(body.id), position)


def _split(kind: str, rows: list[_Sorted], with_others: bool) -> Rows:
    order: Callable[[Named], Any] = _by_code if kind == "address" else _by_name
    counting = [one.named for one in rows if one.row.counts]
    others = [one.named if with_others else None for one in rows if not one.row.counts]
    named_counting = sorted((one for one in counting if one is not None), key=order)
    named_others = sorted((one for one in others if one is not None), key=order)
    return Rows(
        kind=kind,
        counting=tuple(named_counting),
        others=tuple(named_others),
        unnamed_counting=len(counting) - len(named_counting),
        unnamed_others=len(others) - len(named_others),
    )


def _by_code(named: Named) -> str:
    return named.id


def _by_name(named: Named) -> tuple[object, ...]:
    return sort_key(named.text), sort_key(named.note), named.url
