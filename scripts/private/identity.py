"""Who the people of an address are: what staff need on paper and by telephone, and what no page may ever hold.

The data knows an address by its code and the number of its paper file; only the box of that code tells the names.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from nhandao.records.codes import AddressCode
from nhandao.records.record import Day, Line
from nhandao.records.record import Record as Part
from scripts.private.sealed import Sealed

FullName = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$", min_length=2, max_length=80)]


class Person(Part):
    full_name: Annotated[FullName, Field(repr=False)]
    role: Literal["self", "member", "child", "representative"] = "self"
    """The person the address is for, a member of the household, a child, or who speaks for a child or a school."""
    born: Annotated[str | None, StringConstraints(pattern=r"^(19|20)\d{2}(-\d{2}-\d{2})?$"), Field(repr=False)] = None
    """Year, or year-month-day."""
    id_number: Annotated[str | None, StringConstraints(pattern=r"^(\d{9}|\d{12})$"), Field(repr=False)] = None
    """Identity card: 12 digits, or the 9 of the old one."""
    phone: Annotated[str | None, StringConstraints(pattern=r"^0\d{9,10}$"), Field(repr=False)] = None


class Identity(Sealed):
    reference: AddressCode
    """Code of the address."""
    dossier: Line | None = None
    """Number of the paper file."""
    written_on: Day
    people: Annotated[tuple[Person, ...], Field(min_length=1, max_length=60)]
    place: Annotated[Line | None, Field(repr=False)] = None
    """House number, hamlet, how to get there."""
    bank: Annotated[Line | None, Field(repr=False)] = None
    """Account that help is paid into, as it stands on the paper file."""
    consent_kept: Annotated[Line | None, Field(repr=False)] = None
    """Where the signed consent lies (Law 91/2025: the controller keeps proof)."""
    note: Annotated[str | None, Field(max_length=500, repr=False)] = None
