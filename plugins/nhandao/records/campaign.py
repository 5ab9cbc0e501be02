"""The campaign's own settings: society, year, accounts, thresholds, and every answer to an ambiguity of the plan."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from nhandao.records.address import Category
from nhandao.records.codes import FundCode
from nhandao.records.record import Day, Line, Money, Prose, Record, Slug, Whole, YesNo
from nhandao.records.units import CommuneCode, Epoch


class Bank(Record):
    """An account gifts may be sent to. These are the only genuine ones."""

    bank: Line
    bin: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,19}$")]
    holder: Line
    since: Day
    until: Day | None = None


class SocietySettings(Record):
    name: Line
    short_name: Line
    place: Line
    phone: Annotated[str, StringConstraints(pattern=r"^0\d{2,3} \d{3} \d{3,4}$")]
    email: Annotated[str, StringConstraints(pattern=r"^[a-z0-9._-]+@[a-z0-9.-]+$", max_length=80)]
    emblem: YesNo = False
    """True only for a society entitled to the red cross emblem by law."""


class Year(Record):
    """Reporting year of plan V: 25 November of the year before to 24 November."""

    year: Annotated[Whole, Field(ge=2019, le=2099)]
    from_: Annotated[Day, Field(alias="from")]
    to: Day


class Clocks(Record):
    """Days and months after which a page says that something is due."""

    outcome_report_days: Whole = 90
    """Days after help within which an outcome report is expected."""
    hide_after_days: Whole = 180
    """Days after help without a report from which default lists leave the address out; it stays payable."""
    resurvey_months: Whole = 12
    pledge_days: Whole = 30
    """Days after which a promise of money that did not arrive no longer reserves its address."""
    goods_pledge_days: Whole = 90
    """The same for goods, labour, services and loans promised on the form: they take longer to prepare."""
    publish_within_days: Whole = 7
    """Decree 93/2021 Art 14(4) sets a delay for publishing results; its text was not read, so it is a setting."""


class Plausible(Record):
    """Amounts outside this range need a `confirmed_note`: newspapers have printed billions for millions."""

    least_vnd: Money = Field(default=50_000, validate_default=True)
    most_vnd: Money = Field(default=200_000_000, validate_default=True)


CardCurrency = Literal["VND", "USD", "EUR", "AUD"]


class Giving(Record):
    """What the society's donation callback takes besides bank transfers. While the site has no callback behind it this
    stays out: pages then tell of transfers only and hold no form."""

    pledge: YesNo = False
    card: tuple[CardCurrency, ...] = ()
    """Currencies of gifts by card, the first one chosen beforehand; none without an account at a card company."""
    contact_months: Annotated[Whole, Field(ge=1, le=60)] = 12
    """Months after a promise has been kept, expired or taken back by which the giver's contact is deleted. The form
    says so (Law 91/2025 on personal data: no longer than the purpose needs)."""

    @model_validator(mode="after")
    def _currencies_once(self) -> Giving:
        if len(set(self.card)) != len(self.card):
            raise PydanticCustomError("currency-twice", "card")
        return self


class Fund(Record):
    code: FundCode
    name: Line
    purpose: Line
    surplus: YesNo = False
    """Takes the surplus of addresses whose rule is `fund`."""


class Word(Record):
    """A word that hurts or sells, with what to write instead."""

    word: Line
    instead: Line


class Words(Record):
    """Lists behind the dignity and privacy rules. Compared without regard to case."""

    pity: tuple[Word, ...] = ()
    health: tuple[Line, ...] = ()
    """Names of illnesses and impairments: in a text they need consent to `health`."""
    surnames: tuple[Line, ...] = ()
    """Family names by which a full name is recognised."""
    public_names: tuple[Line, ...] = ()
    """Names of streets, institutions and public figures that look like a person's full name."""


class CommuneClass(Record):
    """Yearly decision of the steering committee (ambiguity A1): which communes have many difficulties."""

    epoch: Epoch
    unit: CommuneCode


class Answers(Record):
    """The plan's ambiguities (A2-A9) as settings."""

    new_address: Literal["first_registered", "first_helped"] = "first_registered"
    helped_denominator: Literal["open_at_end", "made_in_period"] = "open_at_end"
    connected: Literal["introduced", "answered"] = "introduced"
    provincial_leaders: YesNo = False
    """A5: leaders of Party and government of the province are on the roll of T1 too."""
    count_own_surveys: YesNo = False
    """A6: help on a body's own survey counts for T6 although the address has no dossier of the Red Cross."""
    carrier: Literal["commune", "province"] = "province"
    """A9: who carries the district targets T5 to T8 since districts were abolished."""
    direction_needed: YesNo = True
    """Whether a response plan counts for T8 only when the body also directs its branches ("đồng thời", plan III.2)."""


MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$")]
"""A day of every year, month first: `02-25`. Days 29 to 31 are left out: not every month has them."""


class Windows(Record):
    """First days (month-day) of the quarters; the plan leaves them open, these fit all its deadlines."""

    quarters: tuple[MonthDay, MonthDay, MonthDay, MonthDay] = ("11-25", "02-25", "05-25", "08-25")

    @model_validator(mode="after")
    def _in_order(self) -> Windows:
        first, *others = self.quarters
        if first != "11-25" or others != sorted(others) or len(set(self.quarters)) != 4 or others[-1] > "11-24":
            raise PydanticCustomError("quarter-order", "quarters")
        return self


DueDay = Annotated[str, StringConstraints(pattern=r"^(02-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(0[1-9]|[12]\d|30))$")]


class Deadlines(Record):
    """Days (month-day) *before* which reports must be handed in (plan V.1, V.2)."""

    quarters_before: tuple[DueDay, DueDay, DueDay, DueDay] = ("03-10", "06-10", "09-10", "12-10")
    half_year_before: DueDay = "05-30"
    year_before: DueDay = "11-30"


class Priorities(Record):
    id: Slug
    name: Line


class Campaign(Record):
    """`campaign.yaml`"""

    name: Line
    society: SocietySettings
    year: Year
    epoch: Epoch
    """Epoch whose districts and communes the site's lists follow."""
    as_of: Day | None = None
    """Day the site is built for when none is given; set for samples, left out for live data (today)."""
    sample_notice: Annotated[str, StringConstraints(min_length=10, max_length=300)] | None = None
    """Shown on every page. Fictional data must have it."""
    accounts: Annotated[tuple[Bank, ...], Field(min_length=1)]
    funds: tuple[Fund, ...] = ()
    clocks: Clocks = Clocks()
    plausible: Plausible = Plausible()
    giving: Giving = Giving()
    labour_day_vnd: Money
    labour_day_source: Line
    many_difficulties: tuple[CommuneClass, ...] = ()
    classes_known: tuple[Epoch, ...] = ("2023",)
    """Epochs for which the yearly list of communes with many difficulties has been decided; in others the class of a
    commune, and with it its target of new addresses, is not known."""
    answers: Answers = Answers()
    windows: Windows = Windows()
    deadlines: Deadlines = Deadlines()
    priority_lists: tuple[Priorities, ...] = ()
    decree_93_categories: tuple[Category, ...] = ("disaster", "critical_illness")
    words: Words = Words()
    retention_years: Annotated[Whole, Field(ge=1, le=50)] = 10
    """Years after the help for an address has ended until the identity behind it is deleted from the private store. Law
    91/2025: no longer than the purpose needs. Vouchers of accounts are usually kept 5 to 10 years, a rule that was not
    read here."""
    privacy_note: Prose | None = None

    @model_validator(mode="after")
    def _year_runs_from_25_november(self) -> Campaign:
        year = self.year
        if (year.from_.month, year.from_.day, year.to.month, year.to.day) != (11, 25, 11, 24) or not (
            year.from_.year + 1 == year.to.year == year.year
        ):
            raise PydanticCustomError("reporting-year", "year")
        return self
