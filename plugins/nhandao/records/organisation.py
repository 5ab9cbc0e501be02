"""Organisations that take part, with the rolls that targets are counted against (plan III, IV).

Rolls name positions, not persons: "Trưởng phòng", never who holds it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from nhandao.records.record import Day, Line, Record, Slug, YesNo
from nhandao.records.units import CommuneCode, DistrictCode, Epoch

OrganisationKind = Literal["chapter", "member_body", "commune_body", "branch", "school", "school_body", "enterprise"]
Level = Literal["province", "district", "commune", "hamlet", "outside"]


class Leader(Record):
    """A position on the roll of leaders (T1, plan III.0)."""

    id: Slug
    position: Line
    kind: Literal["head", "honorary_president", "party_leader", "government_leader"]
    since: Day
    until: Day | None = None
    """First day on which the position is no longer on the roll."""


class ResponsePlan(Record):
    """The body's plan in response to the campaign (T8, plan III.2)."""

    on: Day
    document: Line
    directs_branches: YesNo
    """Directs its own branch system as well."""


class Contact(Record):
    """Office contact of a chapter, never a person's."""

    phone: Annotated[str, StringConstraints(pattern=r"^0\d{2,3} \d{3} \d{3,4}$")] | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[a-z0-9._-]+@[a-z0-9.-]+$", max_length=80)] | None = None
    place: Line | None = None


class Organisation(Record):
    """`organisations/<kind>/<id>.yaml`"""

    id: Slug
    kind: OrganisationKind
    name: Line
    level: Level
    epoch: Epoch
    district: DistrictCode | None = None
    unit: CommuneCode | None = None
    hamlet: Line | None = None
    """Hamlet of a branch. Not published."""
    part_of: Slug | None = None
    """Id of the school a school body belongs to, or of the body a branch belongs to."""
    committee_member: YesNo = False
    leaders: tuple[Leader, ...] = ()
    plan: ResponsePlan | None = None
    duty: Line | None = None
    """Direct duty in the campaign, in one sentence (plan IV)."""
    contact: Contact | None = None
    public: YesNo = True
    """Whether its name may be shown; an enterprise may choose not to be named."""
    since: Day
    until: Day | None = None


ReportKind = Literal["quarter", "half_year", "year"]


def reports_owed(body: Organisation) -> tuple[ReportKind, ...]:
    """Kinds of report a body hands in: chapters below the province and schools attached to it by quarter, half
    year and year (plan V.1), provincial bodies by half year and year (plan V.2), others none."""
    if (body.kind, body.level) == ("school", "province") or (body.kind == "chapter" and body.level != "province"):
        return ("quarter", "half_year", "year")
    if body.level == "province" and body.kind == "member_body":
        return ("half_year", "year")
    return ()
