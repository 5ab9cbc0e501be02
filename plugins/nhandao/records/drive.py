"""A collection that an organisation holds for some addresses, or for one fund, on certain days."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nhandao.records.codes import AccountCode
from nhandao.records.record import Day, Line, Money, Prose, Record, Slug, YesNo

MOST_ACCOUNTS = 12
"""Addresses of one drive: each has a QR code of its own on the page, which must stay light."""


class Drive(Record):
    """`drives/<id>.yaml`"""

    id: Slug
    organisation: Slug
    """Organisation that collects; its page must be public."""
    title: Line
    summary: Line
    story: Prose | None = None
    """Markdown."""
    goal_vnd: Annotated[Money, Field(ge=1)]
    opens_on: Day
    closes_on: Day
    """Last day of the drive."""
    accounts: Annotated[tuple[AccountCode, ...], Field(min_length=1, max_length=MOST_ACCOUNTS)]
    """Codes of the addresses it collects for, or of one fund."""
    public: YesNo
    """Whether the organisation has agreed to a page of the drive."""

    @model_validator(mode="after")
    def _addresses_or_one_fund(self) -> Drive:
        if any(code.startswith("QC") for code in self.accounts) and len(self.accounts) > 1:
            raise PydanticCustomError("addresses-or-one-fund", "accounts")
        return self
