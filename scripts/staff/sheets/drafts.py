"""Records as the rows of a sheet would make them, beside those there are: what would be new, the same, or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from nhandao.book.book import path_of
from nhandao.records.field_labels import LABELS
from nhandao.records.problem import Location, Problem
from nhandao.records.record import Record, make
from scripts.staff.codes_in_use import address_codes
from scripts.staff.commit import Checkout
from scripts.staff.record_edit import Desk
from scripts.staff.sheets.lookup import Lookup
from scripts.staff.sheets.rows import Nested, Row, place_in_sheet
from scripts.staff.sheets.said import Fault, Said, said

Status = Literal["new", "same", "changed"]


class Part(NamedTuple):
    """What one row gave to a record."""

    row: Row
    inside: Location
    """Place of the row's values in the record: a row of a roll is one leader of an organisation."""
    places: Mapping[Location, Location]
    status: Status


class Difference(NamedTuple):
    row: int
    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class Draft:
    """A record to be."""

    record: Record
    old: Record | None
    parts: tuple[Part, ...]
    differences: tuple[Difference, ...]

    @property
    def path(self) -> str:
        return path_of(self.record)

    @property
    def differs(self) -> bool:
        return self.record != self.old

    def fault(self, problem: Problem) -> Fault:
        """A problem of the record at the cell its value came from."""
        for part in self.parts:
            within = problem.field[: len(part.inside)]
            if within == part.inside:
                place = place_in_sheet(part.places, problem.field[len(part.inside) :])
                return fault_of(part.row, place, problem)
        return Fault(self.parts[0].row.number, 0, problem.field_text, problem)


@dataclass
class Drafts:
    """What all rows of a sheet come to."""

    drafts: list[Draft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    """What was decided for a row and people should see, such as the addresses "the first 3" stands for."""
    codes: dict[int, str] = field(default_factory=dict)
    """Code, id or reference by row, for the column of codes in the annotated copy."""


class Office:
    """What all kinds of rows need: the data, names in it, and codes nobody had yet."""

    def __init__(self, desk: Desk, checkout: Checkout, as_of: date) -> None:
        self.desk, self.book, self.checkout, self.as_of = desk, desk.book, checkout, as_of
        self.lookup = Lookup(desk.book)
        self._codes: dict[int, Iterator[str]] = {}

    def address_code(self, year: int) -> str:
        """Raises Stop when the year has none left."""
        if year not in self._codes:
            self._codes[year] = address_codes(self.checkout, self.book, year)
        return next(self._codes[year])


def made(model: type[Record], row: Row, values: Nested, old: Record | None) -> Draft | list[Fault]:
    """The record of one row, or what keeps it from being one."""
    record = make(model, values.values, "")
    if isinstance(record, list):
        return [fault_of(row, place_in_sheet(values.places, problem.field), problem) for problem in record]
    status: Status = "new" if old is None else "same" if record == old else "changed"
    part = Part(row, (), values.places, status)
    differences = tuple(differences_between(part, old, record)) if old is not None and status == "changed" else ()
    return Draft(record, old, (part,), differences)


def fault_of(row: Row, place: Location, problem: Problem) -> Fault:
    """A problem of a record in the words of the sheet: a field that is missing is known by its heading."""
    column, heading = row.where(place)
    if problem.code == "missing":
        exact = row.columns.get(place)
        what = exact[1].heading if exact is not None else _name(place)
        return Fault(row.number, exact[0] if exact is not None else 0, what, said("import-missing", what=what))
    if problem.code == "pattern":
        hint = row.columns[place][1].label.hint_vi if place in row.columns else ""
        return Fault(row.number, column, heading, said("import-pattern", found=problem.found, hint=hint or "–"))
    if problem.code == "list-too-short":
        return Fault(row.number, column, heading, said("import-missing", what=heading or problem.field_text))
    return Fault(row.number, column, heading, problem)


_OWNERS = ("Address", "Organisation", "Leader", "Handover", "Pledge")
_INNER = {
    "needs": "NeedItem",
    "consents": "Consent",
    "survey": "Survey",
    "dossier": "Dossier",
    "approved": "Approval",
    "introduced": "Introduction",
    "unsupported_check": "UnsupportedCheck",
    "priority": "Priority",
    "call": "Call",
    "plan": "ResponsePlan",
    "schedule": "Schedule",
    "supporter": "Supporter",
}


def _name(place: Location) -> str:
    """What people call a field that the sheet has no column for."""
    names = [part for part in place if isinstance(part, str)]
    labels = [LABELS[owner][names[0]].vi for owner in _OWNERS if names and names[0] in LABELS[owner]][:1]
    if len(names) > 1 and names[0] in _INNER and names[1] in LABELS[_INNER[names[0]]]:
        number = next((f" {part + 1}" for part in place if isinstance(part, int)), "")
        return f"{labels[0]}{number}: {LABELS[_INNER[names[0]]][names[1]].vi}"
    return labels[0] if labels else ".".join(map(str, place))


def differences_between(part: Part, old: Record, new: Record) -> Iterator[Difference]:
    """What a changed record has otherwise, field by field, in the words of the sheet."""
    before, after = _flat(old.model_dump(by_alias=True)), _flat(new.model_dump(by_alias=True))
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            _, heading = part.row.where(place_in_sheet(part.places, place))
            yield Difference(part.row.number, heading, _shown(before.get(place)), _shown(after.get(place)))


def _flat(value: Any, place: Location = ()) -> dict[Location, Any]:
    if isinstance(value, dict):
        inside = [((*place, name), part) for name, part in value.items()]
    elif isinstance(value, list | tuple) and any(isinstance(part, dict) for part in value):
        inside = [((*place, index), part) for index, part in enumerate(value)]
    else:
        return {place: value}
    found: dict[Location, Any] = {}
    for further, part in inside:
        found |= _flat(part, further)
    return found


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return text if len(text) <= 50 else f"{text[:47]}…"


def first_rows(rows: list[Row], keys: Mapping[int, object]) -> Iterator[tuple[Row, int]]:
    """Rows whose key an earlier row has already, each with the number of that row."""
    seen: dict[object, int] = {}
    for row in rows:
        key = keys.get(row.number)
        if key is None:
            continue
        if key in seen:
            yield row, seen[key]
        else:
            seen[key] = row.number
