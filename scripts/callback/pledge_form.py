"""The pledge form: its fields become a promise and a contact, or a list of what is wrong. Nothing is kept by halves.

The promise goes to the public ledger, the contact with the message to the private store; they share the reference and
nothing else. A name stands in the promise only when the giver lets it be seen (`Supporter`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, TypeVar, get_args

from nhandao.book.lifecycle import add_months
from nhandao.book.privacy import contact_problems
from nhandao.records.campaign import Campaign
from nhandao.records.codes import is_code
from nhandao.records.lines import Pledge, Schedule, Supporter, SupportKind, Visibility
from nhandao.records.money import Dong
from scripts.callback import form_values
from scripts.callback.intake import Promise
from scripts.callback.pledge_texts import Language, words
from scripts.messages import number_text
from scripts.private.contact import Contact

FIELDS = (
    "lang", "altcha", "code", "kind", "amount", "quantity", "unit", "frequency", "times", "first", "who", "origin",
    "visibility", "name", "phone", "email", "message", "link", "consent",
)  # fmt: skip
"""Every field of the form, in its order. `link` is a field that people do not see and leave empty; `altcha` holds the
proof of work, empty without script."""

Rhythm = Literal["once", "monthly", "quarterly", "yearly"]
_MONTHS: Mapping[Rhythm, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
_YEARS = 10
"""Length of a schedule: nobody can promise further ahead."""
_AHEAD = 12
"""Months until the first time of a schedule."""
_LEAST = 1_000
"""Đồng. Below it the zeros were left out: a gift of 500 is one of 500,000."""
_MESSAGE = 500
_UNIT = 60
_NAME = 60
_MOST_THINGS = 100_000

Account = Literal["open", "closed", "unknown"]
"""Whether an account (address or fund) takes help on the day."""


class Problem(NamedTuple):
    field: str  # of FIELDS, "" for the whole form
    code: str  # of pledge_texts
    values: tuple[tuple[str, str], ...] = ()

    def words(self, lang: Language) -> str:
        return words(self.code, lang, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that is right, before it has a reference."""

    lang: Language
    account: str
    kind: SupportKind
    each: Dong
    """Value of one time."""
    value: Dong
    """Of all times together."""
    quantity: int | None
    unit: str | None
    schedule: Schedule | None
    supporter: Supporter
    made_on: date
    expires_on: date
    note: str | None
    """Why a small value is right, for the ledger's rule of plausible amounts."""
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)
    message: str | None = field(repr=False)

    def promise(self, reference: str, received_at: datetime) -> Promise:
        """For the inbox. Has neither contact nor message."""
        pledge = Pledge(
            reference=reference,
            made_on=self.made_on,
            account=self.account,
            supporter=self.supporter,
            kind=self.kind,
            value_vnd=self.value,
            quantity=self.quantity,
            unit=self.unit,
            schedule=self.schedule,
            source="form",
            expires_on=self.expires_on,
            confirmed_note=self.note,
        )
        return Promise(pledge=pledge, received_at=received_at)

    def contact(self, reference: str) -> Contact:
        """For the private store."""
        return Contact(
            reference=reference,
            account=self.account,
            made_on=self.made_on,
            lang=self.lang,
            phone=self.phone,
            email=self.email,
            message=self.message,
            message_state="none" if self.message is None else "waiting",
            consent_on=self.made_on,
        )

    def understood(self) -> tuple[str, ...]:
        """How numbers were read, to show back to the donor."""
        notes = []
        if self.kind == "labour":
            days, value = number_text(self.quantity or 0, self.lang), number_text(self.each, self.lang)
            notes.append(words("understood-labour", self.lang, days=days, value=value))
        if self.schedule is not None:
            rhythm, first = words(self.schedule.frequency, self.lang), self.schedule.first_on
            each, times = number_text(self.each, self.lang), self.schedule.times
            notes.append(
                words("understood-times", self.lang, each=each, times=times, rhythm=rhythm, month=first.month,
                      year=first.year)
            )  # fmt: skip
        notes.append(words("counted-once-accepted", self.lang))
        if self.supporter.name is not None or self.message is not None:
            notes.append(words("looked-at", self.lang))
        return tuple(notes)


def language(fields: Mapping[str, str]) -> Language:
    return "en" if fields.get("lang") == "en" else "vi"


def read(
    fields: Mapping[str, str], campaign: Campaign, today: date, account: Callable[[str], Account]
) -> Draft | list[Problem]:
    """The promise that a form holds, or everything that is wrong with it.

    Args:
        fields: what was posted, each field once; missing ones count as empty.
        today: in Asia/Ho_Chi_Minh.
        account: whether an account exists and takes help today.
    """
    return _Reading(fields, campaign, today).draft(account)


T = TypeVar("T", bound=str)


class _Reading:
    def __init__(self, fields: Mapping[str, str], campaign: Campaign, today: date) -> None:
        self.fields = fields
        self.campaign = campaign
        self.today = today
        self.lang: Language = language(fields)
        self.problems: list[Problem] = []

    def wrong(self, name: str, code: str, **values: object) -> None:
        self.problems.append(Problem(name, code, tuple((key, str(value)) for key, value in values.items())))

    def number(self, value: int) -> str:
        return number_text(value, self.lang)

    def text(self, name: str, most: int) -> str:
        value = form_values.line(self.fields.get(name, ""))
        if len(value) > most:
            self.wrong(name, "text-long", most=most)
        return value

    def choice(self, name: str, known: tuple[T, ...]) -> T:
        value = self.fields.get(name, known[0])
        for one in known:
            if one == value:
                return one
        self.wrong(name, "choice")
        return known[0]

    def draft(self, account: Callable[[str], Account]) -> Draft | list[Problem]:
        code = self.code(account)
        kind: SupportKind = self.choice("kind", get_args(SupportKind))
        quantity, unit = self.goods(kind)
        each = self.amount(kind, quantity)
        schedule = self.schedule()
        value = each * (schedule.times if schedule else 1)
        most = self.campaign.plausible.most_vnd
        if value > most:
            self.wrong("amount", "amount-large", found=self.number(value), most=self.number(most))
        supporter = self.supporter()
        phone, email = self.contact()
        message = self.text("message", _MESSAGE) or None
        if self.fields.get("link", "").strip():
            self.wrong("", "trap")
        if self.fields.get("consent") != "yes":
            self.wrong("consent", "consent-missing")
        if self.problems:
            return self.problems
        assert supporter is not None
        note = "Người hứa tự ghi số này trên biểu mẫu." if value < self.campaign.plausible.least_vnd else None
        return Draft(
            self.lang, code, kind, Dong(each), Dong(value), quantity, unit, schedule, supporter, self.today,
            self.expiry(kind, schedule), note, phone, email, message,
        )  # fmt: skip

    def code(self, account: Callable[[str], Account]) -> str:
        code = "".join(self.fields.get("code", "").split()).replace("-", "").upper()
        if not code:
            self.wrong("code", "code-empty")
        elif not (code.startswith(("DC", "QC")) and is_code(code)):
            self.wrong("code", "code-wrong")
        elif (found := account(code)) != "open":
            self.wrong("code", f"code-{found}")
        return code

    def goods(self, kind: SupportKind) -> tuple[int | None, str | None]:
        """Quantity and unit; of money there is neither, whatever the fields hold."""
        if kind in ("cash", "loan"):
            return None, None
        typed, unit = self.fields.get("quantity", "").strip(), self.text("unit", _UNIT)
        quantity = form_values.count(typed) if typed else None
        if not typed and kind != "service":
            self.wrong("quantity", "quantity-empty")
        elif typed and (quantity is None or not 1 <= quantity <= _MOST_THINGS):
            self.wrong("quantity", "quantity-wrong", most=self.number(_MOST_THINGS))
        if kind == "labour":
            return quantity, words("labour-unit", "vi")
        if not unit:
            self.wrong("unit", "unit-empty")
        elif any(contact_problems(unit)):
            self.wrong("unit", "unit-contact")
        return quantity, unit

    def amount(self, kind: SupportKind, quantity: int | None) -> int:
        """Value of one time. Days of work have the campaign's rate, whatever was typed."""
        if kind == "labour":
            return (quantity or 0) * self.campaign.labour_day_vnd
        typed = self.fields.get("amount", "").strip()
        value = form_values.dong(typed) if typed else 0
        if not typed:
            self.wrong("amount", "amount-empty")
        elif value is None or value == 0:
            self.wrong("amount", "amount-unclear")
        elif value < _LEAST:
            self.wrong("amount", "amount-small", found=self.number(value), meant=self.number(value * 1_000))
        return value or 0

    def schedule(self) -> Schedule | None:
        frequency: Rhythm = self.choice("frequency", get_args(Rhythm))
        if frequency == "once":
            return None
        most = _YEARS * 12 // _MONTHS[frequency]
        times = form_values.count(self.fields.get("times", ""))
        if times is None or not 2 <= times <= most:
            self.wrong("times", "times-wrong", most=most)
        first = self.first()
        if times is None or first is None or not 1 <= times <= most:
            return None
        return Schedule(frequency=frequency, times=times, first_on=first)

    def first(self) -> date | None:
        """First day of the first month, today when that has passed."""
        this = self.today.replace(day=1)
        typed = self.fields.get("first", "").strip()
        first = form_values.month(typed) if typed else add_months(this, 1)
        if first is None:
            self.wrong("first", "first-wrong")
        elif not this <= first <= add_months(this, _AHEAD):
            self.wrong("first", "first-out", most=_AHEAD)
        return max(first, self.today) if first is not None else None

    def supporter(self) -> Supporter | None:
        visibility: Visibility = self.choice("visibility", ("anonymous", "amount", "name", "name_amount"))
        kind: Literal["individual", "organisation"] = self.choice("who", ("individual", "organisation"))
        origin: Literal["inside", "outside"] = self.choice("origin", ("inside", "outside"))
        if visibility in ("anonymous", "amount"):
            return Supporter(kind=kind, origin=origin, visibility=visibility)
        name = form_values.line(self.fields.get("name", ""))
        if not name:
            self.wrong("name", "name-empty")
        elif not 2 <= len(name) <= _NAME or not any(char.isalpha() for char in name):
            self.wrong("name", "name-short")
        elif any(contact_problems(name)) or sum(char.isdigit() for char in name) > 6 or set(name) & set("<>{}[]\\|@"):
            self.wrong("name", "name-contact")
        else:
            return Supporter(kind=kind, origin=origin, visibility=visibility, name=name)
        return None

    def contact(self) -> tuple[str | None, str | None]:
        typed_phone, typed_email = self.fields.get("phone", "").strip(), self.fields.get("email", "").strip()
        phone = form_values.phone(typed_phone) if typed_phone else None
        email = form_values.email(typed_email) if typed_email else None
        if typed_phone and phone is None:
            self.wrong("phone", "phone-wrong")
        if typed_email and email is None:
            self.wrong("email", "email-wrong")
        if not typed_phone and not typed_email:
            self.wrong("phone", "contact-empty")
        return phone, email

    def expiry(self, kind: SupportKind, schedule: Schedule | None) -> date:
        """First day on which the promise no longer reserves the address, counted from the day it was to be kept."""
        clocks = self.campaign.clocks
        days = clocks.pledge_days if kind == "cash" else clocks.goods_pledge_days
        last = self.today
        if schedule is not None:
            last = add_months(schedule.first_on, _MONTHS[self._rhythm(schedule)] * (schedule.times - 1))
        return last + timedelta(days=days)

    @staticmethod
    def _rhythm(schedule: Schedule) -> Rhythm:
        assert schedule.frequency != "once"
        return schedule.frequency
