"""How a giver can be reached, and what they wrote: personal data, never in the data repository, never in a log."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from nhandao.records.record import Day
from scripts.private.sealed import Sealed


class Contact(Sealed):
    account: Annotated[str, StringConstraints(pattern=r"^(DC|QC)[0-9A-Z]{8}$")] | None = None
    """Address or fund the help is for."""
    made_on: Day
    lang: Literal["vi", "en"] = "vi"
    name: Annotated[str | None, Field(max_length=60, repr=False)] = None
    """Name of an organisation as it is written on its confirmation, whether it may be shown or not."""
    tax_code: Annotated[str | None, Field(max_length=14, repr=False)] = None
    person: Annotated[str | None, Field(max_length=60, repr=False)] = None
    """Whom to ask for at the organisation."""
    phone: Annotated[str | None, Field(max_length=25, repr=False)] = None
    email: Annotated[str | None, Field(max_length=254, repr=False)] = None
    message: Annotated[str | None, Field(max_length=500, repr=False)] = None
    """Words of the giver; nobody but the chapter sees them before somebody has looked at them."""
    message_state: Literal["none", "waiting", "shown", "hidden"] = "none"
    consent_on: Day | None = None
    """Day the giver agreed to keeping this (Law 91/2025: the controller keeps proof); ``None`` for a card gift, where
    the card company asked for the address of mail."""
