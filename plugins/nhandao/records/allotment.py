"""Targets allotted to communes and schools for a year: a decision of the steering committee (plan IV.14)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nhandao.records.record import Day, Line, Record, Slug, Whole
from nhandao.records.units import CommuneCode, Epoch

NEW_DIFFICULT, NEW_OTHER = 2, 3
"""The plan's minimum of new addresses a year: of a commune with many difficulties, and of any other (plan III)."""


class CommuneTarget(Record):
    epoch: Epoch
    unit: CommuneCode
    new_addresses: Annotated[Whole, Field(ge=1)]
    """New addresses to be registered in the year; never below the plan's minimum of 2 or 3 (plan III)."""


class SchoolTarget(Record):
    school: Slug
    addresses: Annotated[Whole, Field(ge=1)]
    """Addresses that organisations of the school take on in the year."""


class Allotment(Record):
    """`targets/<year>.yaml`: one table, decided in one sitting."""

    year: Annotated[Whole, Field(ge=2019, le=2099)]
    decided_on: Day
    document: Line
    communes: tuple[CommuneTarget, ...] = ()
    schools: tuple[SchoolTarget, ...] = ()
