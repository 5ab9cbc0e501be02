"""The state of an address on a day, derived from its dates: never typed, so it can never disagree with them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from nhandao.records.address import Address, Giver, Kind, PeopleGroup, Resurvey, Scope

State = Literal[
    "surveyed",
    "dossiered",
    "approved",
    "introduced",
    "adopted",
    "helped",
    "finished",
    "rejected",
    "suspended",
    "withdrawn",
    "expired",
    "duplicate",
]


def state_on(address: Address, as_of: date, *, first_help: date | None, adopted: bool) -> State | None:
    """State on a day; ``None`` before the survey.

    `first_help` is the day help first reached the address, `adopted` whether a supporter's promise is open on the day.
    Side exits come first: a duplicate, rejected, suspended or withdrawn address is that, whatever else happened.
    """
    if address.survey.on > as_of:
        return None
    if address.duplicate_of is not None:
        return "duplicate"
    if address.rejected is not None and address.rejected.on <= as_of:
        return "rejected"
    if suspended_on(address, as_of):
        return "suspended"
    introduced = address.introduced is not None and address.introduced.on <= as_of
    if introduced and (end := _publication_end(address, as_of)) is not None:
        return end
    if address.finished is not None and address.finished.on <= as_of:
        return "finished"
    if first_help is not None and first_help <= as_of:
        return "helped"
    if adopted:
        return "adopted"
    if introduced:
        return "introduced"
    if address.approved is not None and address.approved.on <= as_of:
        return "approved"
    if address.dossier is not None and address.dossier.on <= as_of:
        return "dossiered"
    return "surveyed"


def suspended_on(address: Address, as_of: date) -> bool:
    halt = address.suspended
    return halt is not None and halt.on <= as_of and (halt.until is None or as_of < halt.until)


def was_introduced(address: Address, as_of: date) -> bool:
    """Whether its page has ever been public by that day, so that its URL must go on answering."""
    return address.introduced is not None and address.introduced.on <= as_of


def _publication_end(address: Address, as_of: date) -> Literal["withdrawn", "expired"] | None:
    if consented(address, "publish", as_of):
        return None
    taken_back = any(
        "publish" in consent.scopes and consent.withdrawn_on is not None and consent.withdrawn_on <= as_of
        for consent in address.consents
    )
    return "withdrawn" if taken_back else "expired"


def required_givers(kind: Kind, people: Collection[PeopleGroup], scope: Scope) -> tuple[Giver, ...]:
    """Whose consent a publication needs.

    An adult (16 or older) agrees for themselves. For a child the parent or guardian agrees, and from 7 the child as
    well (Children Law 2016 Art 21, Decree 56/2017 Art 33). A school collective is represented by the school as long as
    nothing tells who belongs to it; a name, face, illness or place of its children needs the children as well.
    """
    bands = {group.age_band for group in people}
    if kind == "collective":
        tells_who = scope in ("name", "face", "health", "place")
        return ("representative", "child") if tells_who and "7_to_15" in bands else ("representative",)
    givers: list[Giver] = []
    if bands & {"16_to_59", "60_up"}:
        givers.append("self")
    if bands & {"under_7", "7_to_15"}:
        givers.append("representative")
    if "7_to_15" in bands:
        givers.append("child")
    return tuple(givers)


def consented(address: Address, scope: Scope, as_of: date) -> bool:
    """Whether everyone who must has agreed to a kind of publication, and it holds on the day."""
    return not missing_givers(address, scope, as_of)


def missing_givers(address: Address, scope: Scope, as_of: date) -> tuple[Giver, ...]:
    """Those whose consent to `scope` is needed but does not hold on the day."""
    given = {
        consent.by
        for consent in address.consents
        if scope in consent.scopes
        and consent.on <= as_of
        and (consent.expires_on is None or as_of < consent.expires_on)
        and (consent.withdrawn_on is None or as_of < consent.withdrawn_on)
    }
    return tuple(giver for giver in required_givers(address.kind, address.people, scope) if giver not in given)


def next_survey(address: Address, as_of: date, resurvey_months: int) -> date:
    """Day by which the address should be surveyed again, as known on a day."""
    last = last_survey(address, as_of)
    due = address.survey.due_again_on
    if due is not None and last is address.survey:
        return due
    return add_months(last.on, resurvey_months)


def last_survey(address: Address, as_of: date) -> Resurvey:
    """The latest survey by a day; the first one when all lie after it."""
    made = [survey for survey in address.surveys if survey.on <= as_of]
    return made[-1] if made else address.survey


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last day: 31 August and six months is 28 (29) February."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def outcome_report_due(last_help: date, reports: Collection[date], days: int) -> date | None:
    """Day by which an outcome report on the latest help is expected; ``None`` when one was published since."""
    if any(report >= last_help for report in reports):
        return None
    return last_help + timedelta(days=days)
