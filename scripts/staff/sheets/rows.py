"""One row of a table as typed values by their place in the record, or what is wrong with its cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from nhandao.book import privacy
from nhandao.records.problem import Location
from nhandao.records.record import Record
from scripts.staff.sheets import values
from scripts.staff.sheets.columns import MUST_BE_PAST, Column
from scripts.staff.sheets.headings import Table
from scripts.staff.sheets.lookup import Lookup
from scripts.staff.sheets.reading import Cell, Line
from scripts.staff.sheets.said import Fault, Wrong, said

Values = dict[Location, Any]

_LISTS = ("needs", "consents")
_WHOLE_LISTS = ("people", "categories")
_EPOCH: Location = ("epoch",)
_CODES: tuple[Location, ...] = (("code",), ("id",))
"""Places that name a record of an epoch."""
_NO_PERSONS = (("position",), ("survey", "by"), ("approved", "by"), ("unsupported_check", "by"), ("valuation",))
"""Texts that name offices and positions. Names of persons there are refused; those of an address are judged with all of
it, by its consents."""
_CHECKED = (
    *_NO_PERSONS,
    *(("name",), ("duty",), ("out_of_order_reason",), ("confirmed_note",), ("supporter", "name"), ("hamlet",)),
)
"""Texts in which a phone or identity number would be taken for what it is not looked at elsewhere."""


class Row(NamedTuple):
    """A row as it was read."""

    number: int
    values: Values
    faults: list[Fault]
    columns: Mapping[Location, tuple[int, Column]]
    """Number of the column and the column of each place."""
    epoch: str
    """Epoch its commune was looked up in: that of the row, of the record it names, or of the campaign."""

    def fault(self, place: Location, code: str, **words: object) -> Fault:
        """Something wrong at a place of the record, in the column it came from."""
        column, heading = self.where(place)
        return Fault(self.number, column, heading, said(code, **words))

    def where(self, place: Location) -> tuple[int, str]:
        """Column and heading of a place, or of the nearest place around it: (0, "") for none."""
        shorter = place
        while shorter:
            if shorter in self.columns:
                number, column = self.columns[shorter]
                return number, column.heading
            inside = [entry for known, entry in self.columns.items() if known[: len(shorter)] == shorter]
            if inside:
                return inside[0][0], inside[0][1].heading
            shorter = shorter[:-1]
        return 0, ""


class RowReader:
    """Reads the rows of one table.

    Args:
        as_of: a day after which nothing in the rows can have happened.
    """

    def __init__(self, table: Table, lookup: Lookup, as_of: date) -> None:
        self._columns = {column.place: (number, column) for number, column in table.columns.items()}
        self._lookup = lookup
        self._as_of = as_of
        self._rules = privacy.Rules(lookup.book.campaign.words)

    def read(self, line: Line) -> Row:
        row = Row(line.number, {}, [], self._columns, self._lookup.book.campaign.epoch)
        for place in (_EPOCH, *_CODES):
            if place in self._columns:
                number, column = self._columns[place]
                self._take(row, line.cell(number), number, column)
        row = row._replace(epoch=row.values.get(_EPOCH) or self._epoch_of_record(row) or row.epoch)
        for place, (number, column) in self._columns.items():
            if place != _EPOCH and place not in _CODES:
                self._take(row, line.cell(number), number, column)
        return row

    def _epoch_of_record(self, row: Row) -> str | None:
        book = self._lookup.book
        code, identity = (str(row.values.get(place)) for place in _CODES)
        record = book.addresses.get(code) or book.organisations.get(identity)
        return record.epoch if record is not None else None

    def _take(self, row: Row, cell: Cell, number: int, column: Column) -> None:
        if cell.value is None:
            return
        try:
            if cell.trouble:
                raise Wrong(f"import-{cell.trouble}", found=values.clean(cell.value)[:60])
            value = self._value(cell.value, column, row.epoch)
            self._judge(value, column)
        except Wrong as wrong:
            row.faults.append(Fault(row.number, number, column.heading, wrong.said))
        else:
            if value != "":
                row.values[column.place] = value

    def _value(self, value: values.Raw, column: Column, epoch: str) -> Any:
        match column.type:
            case "line":
                return values.line(value)
            case "prose":
                return values.prose(value)
            case "whole":
                return values.whole(value)
            case "money":
                return values.money(value)
            case "day":
                return values.day(value)
            case "yes_no":
                return values.yes_no(value)
            case "choice":
                return values.choice(value, column.words or {})
            case "choices":
                return values.choices(value, column.words or {})
            case "commune":
                return self._lookup.commune(value, epoch)
            case "district":
                return self._lookup.district(value)
            case "organisation":
                return self._lookup.organisation(value)
            case "code":
                return " ".join(values.line(value).upper().split())

    def _judge(self, value: Any, column: Column) -> None:
        place = column.place
        happened = place in MUST_BE_PAST or (place[0] == "consents" and place[-1] == "on")
        if happened and isinstance(value, date) and value > self._as_of:
            raise Wrong("import-future", found=f"{value:%d/%m/%Y}", today=f"{self._as_of:%d/%m/%Y}")
        if place in _CHECKED and isinstance(value, str):
            for _, found in privacy.contact_problems(value):
                raise Wrong("import-contact", found=found)
            if place in _NO_PERSONS and "name" in self._rules.scopes(value):
                raise Wrong("import-person", found=value)


# --- values of a record ------------------------------------------------------------------------------------------


class Nested(NamedTuple):
    """Values as the record model takes them."""

    values: dict[str, Any]
    places: dict[Location, Location]
    """Place in the sheet by place in the record, where lists were closed up: need 3 of a row may be the second."""


def nested(flat: Mapping[Location, Any], old: Record | None = None) -> Nested:
    """The values of a row laid into each other, over those of the record there is.

    What a row leaves empty stays as it was: an import takes nothing away. People and groups, when there are any in the
    row, replace the old ones; needs and consents are amended by their number.
    """
    values: dict[str, Any] = old.model_dump(by_alias=True, exclude_defaults=True) if old is not None else {}
    places: dict[Location, Location] = {}
    people = [(place[1], count) for place, count in flat.items() if place[0] == "people" and count]
    if people:
        values["people"] = [{"age_band": band, "count": count} for band, count in people]
        places |= {("people", index): ("people", band) for index, (band, _) in enumerate(people)}
    groups = [(place, code) for place, code in sorted(flat.items(), key=_order) if place[0] == "categories"]
    if groups:
        values["categories"] = [code for _, code in groups]
        places |= {("categories", index): place for index, (place, _) in enumerate(groups)}
    for name in _LISTS:
        rows: dict[int, dict[str, Any]] = {}
        for place, value in flat.items():
            if place[0] == name and isinstance(place[1], int):
                rows.setdefault(place[1], {})[str(place[2])] = value
        listed = [dict(entry) for entry in values.get(name, ())]
        for index, entry in sorted(rows.items()):
            at = index if index < len(listed) else len(listed)
            if at == len(listed):
                listed.append({})
            listed[at] |= entry
            places[name, at] = (name, index)
        if listed:
            values[name] = listed
    for place, value in flat.items():
        if place[0] in _LISTS or place[0] in _WHOLE_LISTS:
            continue
        inside = values
        for part in place[:-1]:
            inside[str(part)] = dict(inside.get(str(part)) or {})
            inside = inside[str(part)]
        inside[str(place[-1])] = value
    return Nested(values, places)


def _order(entry: tuple[Location, Any]) -> tuple[int, ...]:
    return tuple(part for part in entry[0] if isinstance(part, int))


def place_in_sheet(places: Mapping[Location, Location], field: Location) -> Location:
    """Where the value of a field of the record came from."""
    for length in (2, 1):
        if field[:length] in places:
            return places[field[:length]] + field[length:]
    return field
