"""What every box of the private store says about itself: whose it is."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from nhandao.records.record import Record

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{1,119}$")]
"""Reference of a pledge or of promises made together, identity of a ledger line, or code of an address: what the box
belongs to, and the name of its file."""


class Sealed(Record):
    reference: Name
