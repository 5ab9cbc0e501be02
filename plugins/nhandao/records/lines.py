"""Lines of the ledger: pledges, receipts and handovers. Append-only: a correction is a new line that reverses the old.

Circular 41/2022/TT-BTC asks for books of all receipts, distribution and use; plan IV.14 forbids counting one source in
two programmes. An amount is always positive; what the line is gives the sign.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from nhandao.records.address import Frequency, HelpForm
from nhandao.records.codes import AccountCode, AddressCode, FundCode, PledgeCode
from nhandao.records.record import Day, Line, Money, Record, Slug, Whole, YesNo

SupportKind = Literal["cash", "in_kind", "labour", "service", "loan"]
Visibility = Literal["name_amount", "name", "amount", "anonymous"]
"""What the giver lets the public see: name and amount, name only, amount only, neither."""

OWN_PROGRAMME = "dcnd"
"""This campaign. Lines counted elsewhere name the other programme."""

LineId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+-[A-Za-z0-9_-]{1,80}$")]


class Supporter(Record):
    """Who gave. A person's name stands here only when `visibility` shows it; otherwise there is none to leak."""

    organisation: Slug | None = None
    name: Annotated[str, StringConstraints(min_length=2, max_length=60)] | None = None
    kind: Literal["organisation", "individual"] = "individual"
    origin: Literal["inside", "outside"] = "inside"
    """Inside or outside the province (plan III.4)."""
    leader: Slug | None = None
    """Position on the organisation's roll whose holder took the address on as an example (T1, plan III.0)."""
    visibility: Visibility = "anonymous"

    @model_validator(mode="after")
    def _name_only_if_shown(self) -> Supporter:
        if self.name is not None and self.visibility not in ("name_amount", "name"):
            raise PydanticCustomError("name-not-wanted", "name")
        if self.leader is not None and self.organisation is None:
            raise PydanticCustomError("leader-without-organisation", "leader")
        return self


class Programme(Record):
    """Base of lines: every amount belongs to exactly one programme (plan IV.14)."""

    programme: Slug = OWN_PROGRAMME
    counted_here: YesNo = True
    confirmed_note: Line | None = None
    """Why an amount outside the plausible range is right."""

    @model_validator(mode="after")
    def _counted_in_one_programme(self) -> Programme:
        if (self.programme == OWN_PROGRAMME) != self.counted_here:
            raise PydanticCustomError("programme-and-count", "programme", {"own": OWN_PROGRAMME})
        return self


class Schedule(Record):
    frequency: Frequency
    times: Annotated[Whole, Field(ge=1, le=240)]
    first_on: Day


class Answer(Record):
    on: Day
    reason: Line | None = None


class Pledge(Programme):
    """A promise: `pledges/<yyyy>/<mm>/<reference>.yaml`. A promise is not help."""

    reference: PledgeCode
    made_on: Day
    account: AccountCode
    supporter: Supporter
    kind: SupportKind
    form: HelpForm | None = None
    need: Whole | None = None
    """Number of the need item it is meant for, from 1."""
    value_vnd: Annotated[Money, Field(ge=1)]
    """Value of the whole promise, all times of a schedule together."""
    quantity: Whole | None = None
    unit: Line | None = None
    schedule: Schedule | None = None
    source: Literal["form", "staff", "workbook"] = "staff"
    accepted: Answer | None = None
    declined: Answer | None = None
    cancelled: Answer | None = None
    expires_on: Day | None = None
    """First day on which an unfulfilled promise no longer reserves the address."""
    bundle: PledgeCode | None = None
    """Reference that promises made together share: one transfer with it is split over them. No promise has it as its
    own reference."""
    solicited_by: Slug | None = None
    """Organisation that won the giver over: counted for its target, never for the money."""


class Foreign(Record):
    """Amount in its own currency, in that currency's minor units, with the rate it was turned into đồng at."""

    currency: Literal["USD", "EUR", "AUD"]
    amount_minor: Annotated[Whole, Field(ge=1)]
    rate_vnd: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,5}(\.\d{1,4})?$")]
    """Đồng for one major unit."""
    rate_source: Line


class Receipt(Programme):
    """Money or goods the society holds: `receipts/<yyyy>/<mm>/<dd>/<source>-<payment id>.yaml`.

    The file is named by the payment's own identity at its provider, so the same payment can exist once only.
    """

    source: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{2,20}$")]
    payment_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
    on: Day
    account: AccountCode
    kind: SupportKind = "cash"
    value_vnd: Annotated[Money, Field(ge=1)]
    foreign: Foreign | None = None
    supporter: Supporter = Supporter()
    pledge: PledgeCode | None = None
    need: Whole | None = None
    form: HelpForm | None = None
    quantity: Whole | None = None
    unit: Line | None = None
    valuation: Line | None = None
    """Who valued goods, how and when."""
    fee_of: LineId | None = None
    """This line is the fee kept from that receipt."""
    reverses: LineId | None = None
    """This line gives (part of) that receipt back: refund, dispute, correction."""
    part_of: LineId | None = None
    """This line is a further part of the transfer of that line, split over promises made together."""
    moved_from: AccountCode | None = None
    """This line is surplus moved here from that account by the rule declared before the first gift."""

    @property
    def id(self) -> str:
        return f"{self.source}-{self.payment_id}"

    @model_validator(mode="after")
    def _is_one_thing(self) -> Receipt:
        if sum(part is not None for part in (self.fee_of, self.reverses, self.part_of, self.moved_from)) > 1:
            raise PydanticCustomError("one-of", "fee_of")
        if self.moved_from == self.account:
            raise PydanticCustomError("moved-to-itself", "moved_from")
        return self


class Handover(Programme):
    """Help that reached the address: `handovers/<yyyy>/<mm>/<dd>/<id>.yaml`. Only this counts as help."""

    id: LineId
    on: Day
    account: AddressCode
    form: HelpForm
    kind: SupportKind
    value_vnd: Annotated[Money, Field(ge=1)]
    quantity: Whole | None = None
    unit: Line | None = None
    valuation: Line | None = None
    days: Whole | None = None
    """Days of labour; their value is days times the rate in campaign.yaml."""
    funded_by: Literal["receipts", "supporter"]
    """From what the society holds, or directly by a supporter."""
    paid_from: FundCode | None = None
    """Fund that paid, when not the address's own receipts."""
    given_by: Literal["society", "mobilised"] = "mobilised"
    """By the Society itself, or by others it mobilised (T6, plan III.2)."""
    regular: YesNo = False
    supporter: Supporter = Supporter()
    pledge: PledgeCode | None = None
    need: Whole | None = None
    evidence: Line
    """Reference of the signed record. Not published."""
    handed_by: Slug
    """Organisation that handed it over."""
    reverses: LineId | None = None
    out_of_order_reason: Line | None = None
    """Why this address was served before those above it on the priority list (plan IV.14)."""

    @model_validator(mode="after")
    def _parts_agree(self) -> Handover:
        if self.kind == "labour" and self.days is None:
            raise PydanticCustomError("days-missing", "days")
        if self.paid_from is not None and self.funded_by != "receipts":
            raise PydanticCustomError("paid-from-without-receipts", "paid_from")
        return self


LedgerLine = Pledge | Receipt | Handover
