"""Who took addresses on, who stands on which roll, and who gave, in a span. See `files.py`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from tests.reporting.recount import files
from tests.reporting.recount.files import Data, Record, Span


def takes_part(body: Record, span: Span) -> bool:
    """On the roll on the last day; `until` is the first day on which it no longer is."""
    until = files.day_of(body, "until")
    return date.fromisoformat(body["since"]) <= span[1] and (until is None or span[1] < until)


def took_part(body: Record, span: Span) -> bool:
    """On the roll on any day of the span."""
    until = files.day_of(body, "until")
    return date.fromisoformat(body["since"]) <= span[1] and (until is None or span[0] < until)


def inside(data: Data, span: Span, school: str) -> list[str]:
    """Organisations inside a school on the last day."""
    return [
        identity
        for identity, body in data.organisations.items()
        if body.get("part_of") == school and body["kind"] == "school_body" and takes_part(body, span)
    ]


def bodies_in(data: Data, span: Span, unit: str, kind: str) -> list[str]:
    return [
        identity
        for identity, body in data.organisations.items()
        if body["kind"] == kind
        and takes_part(body, span)
        and files.lies_in(data, unit, body.get("unit"), body.get("district"))
    ]


def accepted_on(pledge: Record) -> date | None:
    """Day the Red Cross accepted a promise: what its staff wrote down without another day was accepted as it was made;
    what came by the form on the site waits for an answer."""
    if "accepted" in pledge or pledge.get("source") == "form":
        return files.day_of(pledge, "accepted")
    return files.day_of(pledge, "made_on")


@cache
def taken_on(data: Data, span: Span) -> frozenset[tuple[str, str, str]]:
    """Who took on which address in the span: organisation, position on its roll or "", address.

    An address is taken on by a promise to it that the Red Cross accepted in the span and nobody has taken back by its
    end, or by a gift to it in the span. Help that is paid from receipts is not looked at: its giver took the address on
    with the gift, and one gift counts in one period. Who won the giver of a promise over has taken the address on as
    well (`solicited_by`). A fund is no address.
    """
    found = set()
    for pledge in data.pledges.values():
        off = [files.day_of(pledge, "declined"), files.day_of(pledge, "cancelled")]
        if (
            files.counted_here(pledge)
            and files.within(accepted_on(pledge), span)
            and not any(files.by_then(one, span) for one in off)
        ):
            giver = files.supporter(pledge)
            found.add((giver.get("organisation", ""), giver.get("leader", ""), files.party(data, pledge["account"])))
            found.add((pledge.get("solicited_by", ""), "", files.party(data, pledge["account"])))
    for line in files.given(data):
        if line.stands(span):
            giver = files.supporter(line.record)
            found.add((giver.get("organisation", ""), giver.get("leader", ""), files.party(data, line.account)))
    return frozenset(one for one in found if one[0] and one[2] in data.addresses)


def took_on(data: Data, span: Span, bodies: Iterable[str]) -> set[str]:
    """Addresses that any of some organisations took on."""
    wanted = set(bodies)
    return {address for body, _, address in taken_on(data, span) if body in wanted}


def leaders_in(data: Data, span: Span, unit: str) -> list[tuple[str, str]]:
    """The roll of T1 (plan III): heads of agencies and organisations, honorary presidents of the Society, leaders of
    Party committee and government; of those, the province's only if campaign.yaml says so. The plan names leaders of
    districts; who leads a commune heads one of its agencies."""
    provincial = files.answer(data, "provincial_leaders", "false") == "true"
    return [
        (identity, leader["id"])
        for identity, body in data.organisations.items()
        if takes_part(body, span) and files.lies_in(data, unit, body.get("unit"), body.get("district"))
        for leader in body.get("leaders", [])
        if takes_part(leader, span)
        and (leader["kind"] in ("head", "honorary_president") or body["level"] != "province" or provincial)
    ]


def leaders_with_address(data: Data, span: Span, roll: Iterable[tuple[str, str]]) -> int:
    exemplary = {(body, leader) for body, leader, _ in taken_on(data, span)}
    return sum(one in exemplary for one in roll)


def members_in(data: Data, span: Span, unit: str) -> list[str]:
    return [
        identity
        for identity, body in data.organisations.items()
        if body.get("committee_member") == "true"
        and takes_part(body, span)
        and files.lies_in(data, unit, body.get("unit"), body.get("district"))
    ]


def has_plan(data: Data, span: Span, body: str) -> bool:
    """A plan in response, and "at the same time" direction of its own branches (plan III.2), by the last day."""
    plan = data.organisations[body].get("plan")
    directs = plan and (plan["directs_branches"] == "true" or files.answer(data, "direction_needed", "true") == "false")
    return bool(directs and files.on(plan) <= span[1])


class Givers(NamedTuple):
    organisations: int
    people: int
    unnamed: int


def givers(data: Data, span: Span, accounts: Iterable[str]) -> Givers:
    """Different organisations and named people who gave to some accounts, and how often somebody without a name gave.
    A gift wholly taken back within the span made nobody a giver."""
    wanted = set(accounts)
    organisations, people, unnamed = set(), set(), 0
    for line in files.given(data):
        if files.party(data, line.account) not in wanted or not line.stands(span):
            continue
        who = files.supporter(line.record)
        if "organisation" in who:
            organisations.add(who["organisation"])
        elif "name" not in who:
            unnamed += 1
        else:
            (organisations if who.get("kind") == "organisation" else people).add(files.folded(who["name"]))
    return Givers(len(organisations), len(people), unnamed)
