"""A humanitarian address: a surveyed person, household or school collective with a need, who agrees to be helped.

Plan II.4 and III.3. Only facts stand here, each with its day; the state (surveyed, approved, helped…) is derived from
them for a day and never typed. Nothing in this file may hold what can never be published: full names, phones, exact
places and identity numbers live in the private store, which the site build cannot open.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from nhandao.records.codes import AddressCode
from nhandao.records.money import Dong
from nhandao.records.record import Day, Line, Money, Prose, Record, Slug, Whole
from nhandao.records.units import CommuneCode, Epoch

Category = Literal[
    "disability",
    "agent_orange",
    "disaster",
    "critical_illness",
    "injury",
    "orphan",
    "lonely_elderly",
    "other_vulnerable",
]
"""The eight groups of plan II.4, in the order of the text."""

HelpForm = Literal[
    "regular_support",
    "wheelchair",
    "hand_tricycle",
    "housing",
    "rehabilitation",
    "capital",
    "loan_interest_free",
    "seedlings_livestock",
    "training",
    "savings_book",
    "health_insurance",
    "medical",
]
"""The twelve forms of help named in plan II.4 and IV.5-12."""

Kind = Literal["individual", "household", "collective"]
AgeBand = Literal["under_7", "7_to_15", "16_to_59", "60_up"]
Frequency = Literal["once", "monthly", "quarterly", "yearly"]
Scope = Literal["publish", "story", "name", "face", "health", "place", "press"]
Giver = Literal["self", "representative", "child"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
HELP_FORMS: tuple[HelpForm, ...] = get_args(HelpForm)


class PeopleGroup(Record):
    age_band: AgeBand
    count: Annotated[Whole, Field(ge=1)]


class NeedItem(Record):
    """One priced line of the need."""

    form: HelpForm
    what: Annotated[str, StringConstraints(min_length=3, max_length=80)]
    quantity: Annotated[Whole, Field(ge=1)]
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    unit_price_vnd: Annotated[Money, Field(ge=1)]
    frequency: Frequency = "once"
    priority_text: Annotated[str, StringConstraints(min_length=3, max_length=120)] | None = None

    @property
    def target(self) -> Dong:
        """What the whole line costs, in đồng."""
        return Dong(self.quantity * self.unit_price_vnd)


class Priority(Record):
    """Place in the official order of service (plan IV.14): decided at the commune meeting, never computed."""

    list: Slug
    rank: Annotated[Whole, Field(ge=1)]


class Resurvey(Record):
    on: Day
    by: Line


class Survey(Resurvey):
    due_again_on: Day | None = None
    """Day the next survey is due; 12 months after the last one (campaign.yaml) when left out."""


class Dossier(Record):
    on: Day
    reference: Line
    """Number of the paper file. Not published."""


class Approval(Record):
    on: Day
    by: Line
    document: Line
    """Number of the approval. Not published."""


class Introduction(Record):
    """Put before donors on the iNHANDAO system (plan II.2, III.2)."""

    on: Day
    inhandao_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,40}$")] | None = None
    inhandao_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=200)] | None = None
    answered_on: Day | None = None
    """Day a donor first answered there: the other reading of "connected" in plan III.2."""


class Consent(Record):
    """Agreement to a kind of publication: specific, dated, and proof of it kept with the dossier."""

    scopes: Annotated[tuple[Scope, ...], Field(min_length=1)]
    by: Giver
    on: Day
    expires_on: Day | None = None
    """First day on which it no longer holds."""
    withdrawn_on: Day | None = None
    """First day on which it no longer holds, when taken back before it expires."""


class BlurBox(Record):
    """A part of a photo to blur, in per cent of its width and height."""

    x: Annotated[Whole, Field(le=100)]
    y: Annotated[Whole, Field(le=100)]
    width: Annotated[Whole, Field(ge=1, le=100)]
    height: Annotated[Whole, Field(ge=1, le=100)]


class PhotoFile(Record):
    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,40}\.(jpg|png)$")]
    alt: Annotated[str, StringConstraints(min_length=10, max_length=200)]
    taken_on: Day
    credit: Line
    shows: Literal["face", "place", "thing", "drawing"]
    """What can be recognised on it: a face needs consent to `face`, a place consent to `place`."""
    blur: tuple[BlurBox, ...] = ()


class News(Record):
    on: Day
    text: Prose
    photos: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,40}\.(jpg|png)$")], ...] = ()
    """Files of `photos` above."""


class Finish(Record):
    on: Day
    reason: Literal["graduated", "completed", "moved", "died"]
    outcome: Annotated[str, StringConstraints(min_length=20, max_length=600)]
    """Anonymous result, shown for good at the address's URL."""


class Rejection(Record):
    on: Day
    reason: Line


class Suspension(Record):
    on: Day
    until: Day | None = None
    reason: Line


class UnsupportedCheck(Record):
    """Proof that neither the State nor another organisation helps: asked for by group 8 of plan II.4."""

    on: Day
    by: Line


class Call(Record):
    """Days within which gifts are taken (Decree 93/2021 Art 8 sets them for critical illness and disasters)."""

    opens_on: Day
    closes_on: Day
    """Last day for giving."""


class Address(Record):
    """`addresses/<year of the code>/<code>.yaml`"""

    code: AddressCode
    """Printed on transfers and paper; never used again for another address."""
    epoch: Epoch
    unit: CommuneCode
    kind: Kind
    display_name: Annotated[str, StringConstraints(min_length=2, max_length=40)]
    """Pseudonym, such as "Cô H."; a full name only with consent to `name`."""
    people: Annotated[tuple[PeopleGroup, ...], Field(min_length=1)]
    title: Annotated[str, StringConstraints(min_length=20, max_length=99)]
    summary: Annotated[str, StringConstraints(min_length=50, max_length=300)]
    summary_en: Annotated[str, StringConstraints(min_length=20, max_length=300)] | None = None
    story: Annotated[str, StringConstraints(min_length=100, max_length=8000)]
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    """First is the primary one, under which reports count it."""
    unsupported_check: UnsupportedCheck | None = None
    needs: Annotated[tuple[NeedItem, ...], Field(min_length=1, max_length=20)]
    priority: Priority | None = None
    survey: Survey
    resurveys: tuple[Resurvey, ...] = ()
    dossier: Dossier | None = None
    approved: Approval | None = None
    introduced: Introduction | None = None
    consents: tuple[Consent, ...] = ()
    photos: tuple[PhotoFile, ...] = ()
    updates: tuple[News, ...] = ()
    surplus: Literal["commune", "district", "fund"] = "fund"
    """Where money beyond the need goes, declared before the first gift."""
    regime: Literal["red_cross_law", "decree_93"] = "red_cross_law"
    call: Call | None = None
    finished: Finish | None = None
    rejected: Rejection | None = None
    suspended: Suspension | None = None
    duplicate_of: AddressCode | None = None
    notes: Prose | None = None
    """For staff only. Not published."""

    @model_validator(mode="after")
    def _category_8_needs_its_check(self) -> Address:
        if "other_vulnerable" in self.categories and self.unsupported_check is None:
            raise PydanticCustomError("unsupported-check-missing", "other_vulnerable")
        if len(set(self.categories)) != len(self.categories):
            raise PydanticCustomError("category-twice", "categories")
        if self.regime == "decree_93" and self.call is None:
            raise PydanticCustomError("call-missing", "decree_93")
        return self

    @property
    def target(self) -> Dong:
        """What all needs cost together, in đồng."""
        return Dong(sum(need.target for need in self.needs))

    @property
    def surveys(self) -> tuple[Resurvey, ...]:
        """All surveys, oldest first."""
        return tuple(sorted((self.survey, *self.resurveys), key=lambda survey: survey.on))
