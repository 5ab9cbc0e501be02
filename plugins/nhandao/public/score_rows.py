"""Which of the things behind a figure may be named, and which stay a number.

An address is named while its page is public; one that has ended only where no commune is told with it, as its own page
tells none. Who has taken an address on is named only when a line shows the name and the organisation is public. Who has
not is named only where nobody has done so without a name: else one could tell by taking away who did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
NO_GIVER = "T8"
"""The target that asks for plans: nobody has given anything, so all members may be named."""


class _Sorted(NamedTuple):
    """A row, and how it is named; ``None`` where it may not be."""

    row: Row
    named: Named | None


def rows_of(counted: Counted, unit: Unit, result: Result, pages: Pages) -> Rows | None:
    """Rows of a target; ``None`` where only units stand below it. The province names what is of its own level: all else
    stands on the pages of the units below."""
    kinds = {row.kind for row in result.rows}
    if "unit" in kinds:
        return None
    if "address" in kinds:
        return None if unit.level == "province" else _addresses(counted, unit, result, pages)
    rows = result.rows
    if unit.level == "province":
        rows = tuple(row for row in rows if _is_of_no_unit_below(counted, row))
    return _bodies(counted, result.target, rows) if rows else None


def _is_of_no_unit_below(counted: Counted, row: Row) -> bool:
    body = counted.book.organisations[row.id.partition("/")[0]]
    return body.kind != "school_body" and counted.own_level(body) in (counted.areas.province.code, "")


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
    return Named(code, labels.address_url(code), "")


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
        found.append(_Sorted(row, _body(body, leader) if body.public and open_ else None))
    hidden = target != NO_GIVER and any(one.row.counts and one.named is None for one in found)
    return _split(rows[0].kind, found, with_others=not hidden)


def _body(body: Organisation, leader: str) -> Named:
    position = next((one.position for one in body.leaders if one.id == leader), "")
    return Named(body.name, labels.organisation_url(body.id), position)


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
    return named.text


def _by_name(named: Named) -> tuple[object, ...]:
    return sort_key(named.text), sort_key(named.note), named.url
