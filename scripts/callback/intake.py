"""What a source hands to the inbox: one movement of money or one promise, told by one message, without personal data.

A source (a bank's web hook, a statement, Stripe, the pledge form) only translates. Whether the account exists, whether
the line is known already and whether it fits the ledger is for the committer, which reads intakes from the inbox.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from nhandao.records.lines import Foreign, LineId, Pledge, Supporter
from nhandao.records.money import Dong
from nhandao.records.record import Line, Record, Slug, Whole

Code = Annotated[str, StringConstraints(pattern=r"^(DC|QC|CK)\d{2}[A-Z]\d{4}[0-9A-Z]$")]


class WithoutRate(Record):
    """Amount in a foreign currency that is still to be turned into đồng. A refund or dispute always comes like this: it
    is turned at the rate of the payment it reverses, which stands in the ledger (`money.reversed_vnd`)."""

    currency: Literal["USD", "EUR", "AUD"]
    amount_minor: Annotated[Whole, Field(ge=1)]


class Movement(Record):
    """Money that came in, was kept as a fee or went back. It becomes one `Receipt`."""

    kind: Literal["movement"] = "movement"
    source: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{2,20}$")]
    payment_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
    """Identity of the payment at its provider, never of the message about it: the same transfer told by a web hook
    and by a statement has the same one."""
    on: date
    """Day of the movement in Asia/Ho_Chi_Minh."""
    codes: tuple[Code, ...] = ()
    """Codes with a right check character found in the text of the payment, each once, in order: addresses, funds and
    pledges. None or several that disagree: a person decides."""
    value_vnd: Annotated[Dong, Field(ge=1)] | None = None
    """Amount in đồng, always positive; ``None`` when `without_rate` stands instead."""
    foreign: Foreign | None = None
    without_rate: WithoutRate | None = None
    supporter: Supporter = Supporter()
    fee_of: LineId | None = None
    reverses: LineId | None = None
    told_by: Slug
    """The door it came in by: sepay, casso, statement, stripe."""
    received_at: AwareDatetime

    @property
    def id(self) -> str:
        """Identity of the line it becomes, and name of its file in the inbox."""
        return f"{self.source}-{self.payment_id}"

    @property
    def own_amount(self) -> tuple[str, int]:
        """Currency and minor units of what moved: the same whoever tells of it, with a rate, another rate or none."""
        own = self.foreign or self.without_rate
        return (own.currency, own.amount_minor) if own is not None else ("VND", self.value_vnd or 0)


class Promise(Record):
    """A pledge somebody filled in. Contact data goes to the private store and is not here."""

    kind: Literal["promise"] = "promise"
    pledge: Pledge
    """The pledge as it is to be written; its reference was given to the donor already."""
    others: tuple[Pledge, ...] = ()
    """Promises made together with it, of one bundle: all of them are written, or none."""
    message: Line | None = None
    """Words of the donor, kept for a person to look at before anybody else sees them."""
    told_by: Slug = "form"
    received_at: AwareDatetime

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        return (self.pledge, *self.others)

    @property
    def id(self) -> str:
        return f"pledge-{self.pledge.reference}"


class Envelope(Record):
    """What stands in one file of the inbox."""

    version: Literal[1] = 1
    intake: Annotated[Movement | Promise, Field(discriminator="kind")]

    @model_validator(mode="after")
    def _has_an_amount(self) -> Envelope:
        told = self.intake
        if isinstance(told, Movement):
            if told.value_vnd is None and told.foreign is None and told.without_rate is None:
                raise ValueError("a movement has an amount, in đồng or in its own currency")
            if told.without_rate is not None and (told.value_vnd is not None or told.foreign is not None):
                raise ValueError("an amount that waits for a rate has no value yet")
        return self
