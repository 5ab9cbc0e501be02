"""A report handed in for a period by a body of the campaign (plan V.1, V.2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from nhandao.records.money import Dong
from nhandao.records.record import Day, Line, Money, Prose, Record, Slug, Whole, YesNo

PeriodCode = Annotated[str, StringConstraints(pattern=r"^20\d{2}(Q[1-4]|H1)?$")]
"""`2023Q3`, `2023H1` or `2023`: quarter, first six months, year."""


class Figures(Record):
    """What a body that keeps no records here did in the period. Help that stands here as a handover is left out: it is
    counted from its record (plan IV.14, nothing twice)."""

    own_survey: YesNo = False
    """The addresses were surveyed by the body itself and have no dossier of the Red Cross (plan IV.3, IV.6)."""
    addresses_helped: Whole = 0
    helped_regular: Whole = 0
    helped_once: Whole = 0
    """Of the addresses helped: regularly, once. One may be both."""
    times: Whole = 0
    """How often help was handed over."""
    cash_vnd: Money = Dong(0)
    in_kind_vnd: Money = Dong(0)
    labour_vnd: Money = Dong(0)
    service_vnd: Money = Dong(0)
    loans_vnd: Money = Dong(0)
    """Principal lent without interest; shown, never added to the value of help."""
    supporters_organisations: Whole = 0
    supporters_individuals: Whole = 0

    @property
    def value_vnd(self) -> Dong:
        """Value of all help in đồng, loans left out."""
        return Dong(self.cash_vnd + self.in_kind_vnd + self.labour_vnd + self.service_vnd)

    @model_validator(mode="after")
    def _parts_fit(self) -> Figures:
        if max(self.helped_regular, self.helped_once) > self.addresses_helped:
            raise PydanticCustomError("part-above-whole", "helped_regular", {"hint": "addresses_helped"})
        if self.addresses_helped > self.times:
            raise PydanticCustomError("fewer-times-than-addresses", "times")
        if self.times == 0 and self.value_vnd:
            raise PydanticCustomError("value-without-times", "times")
        return self


class Submission(Record):
    """`submissions/<year>/<period>-<organisation>.yaml`"""

    organisation: Slug
    period: PeriodCode
    on: Day
    """Day it reached the provincial Red Cross."""
    document: Line | None = None
    """Number of the written report."""
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")] | None = None
    """State of this data the report was made from, for a body whose records are kept here."""
    figures: Figures | None = None
    """Left out by a body whose records are kept here: its figures are counted from them."""
    note: Prose | None = None
