"""Rows of a survey as addresses. Which one a row is: by its code, else its dossier, else by who was surveyed when.

A row without a code is the address of its commune with the same number of the dossier. Without a dossier it is the one
with the same commune, name shown and day of survey. Only then is it a new one, which gets the next code of the year of
its survey. So the same file imported again changes nothing, also before anybody has copied codes into it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nhandao.records.address import Address
from nhandao.records.vietnamese import fold
from scripts.staff.sheets.drafts import Drafts, Office, first_rows, made
from scripts.staff.sheets.rows import Row, nested

Key = tuple[str, ...]


def drafts(rows: list[Row], office: Office) -> Drafts:
    found = Drafts()
    known = _Known(office.book.addresses.values())
    olds: dict[int, Address | None] = {}
    keys: dict[int, object] = {}
    for row in rows:
        row.values.setdefault(("epoch",), row.epoch)
        code = row.values.get(("code",))
        if code is not None:
            old = office.book.addresses.get(code)
            if old is None:
                found.faults.append(row.fault(("code",), "import-no-such-code", found=code))
                continue
        else:
            matching = known.matching(row)
            if len(matching) > 1:
                codes = ", ".join(address.code for address in matching)
                found.faults.append(row.fault(("code",), "import-which-address", codes=codes))
                continue
            old = matching[0] if matching else None
        olds[row.number] = old
        keys[row.number] = old.code if old is not None else _key(row)
    twice = {row.number for row, _ in first_rows(rows, keys)}
    for row, first in first_rows(rows, keys):
        found.faults.append(row.fault(("code",), "import-address-twice", first=first))
    for row in rows:
        if row.number not in olds or row.number in twice:
            continue
        old = olds[row.number]
        flat = dict(row.values)
        if old is None:
            surveyed = row.values.get(("survey", "on"), office.as_of)
            flat["code",] = office.address_code(surveyed.year)
        outcome = made(Address, row, nested(flat, old), old)
        if isinstance(outcome, list):
            found.faults += outcome
        else:
            found.drafts.append(outcome)
            found.codes[row.number] = flat["code",] if old is None else old.code
    return found


def _key(row: Row) -> Key | None:
    """What a row without a code is known by; ``None`` while too little stands in it."""
    values = row.values
    commune = str(values.get(("epoch",))), str(values.get(("unit",)))
    if reference := values.get(("dossier", "reference")):
        return (*commune, "dossier", fold(reference))
    name, on = values.get(("display_name",)), values.get(("survey", "on"))
    return (*commune, "survey", fold(name), str(on)) if name and on else None


class _Known:
    """Addresses by what a row without a code is known by."""

    def __init__(self, addresses: Iterable[Address]) -> None:
        self._by_dossier: dict[Key, list[Address]] = defaultdict(list)
        self._by_survey: dict[Key, list[Address]] = defaultdict(list)
        for address in addresses:
            commune = address.epoch, address.unit
            if address.dossier is not None:
                self._by_dossier[(*commune, "dossier", fold(address.dossier.reference))].append(address)
            survey = (*commune, "survey", fold(address.display_name), str(address.survey.on))
            self._by_survey[survey].append(address)

    def matching(self, row: Row) -> list[Address]:
        key = _key(row)
        if key is None:
            return []
        if key[2] == "survey":
            return self._by_survey.get(key, [])
        if same := self._by_dossier.get(key):
            return same
        # Surveyed and imported before there was a dossier: its number is what the row adds.
        name, on = row.values.get(("display_name",)), row.values.get(("survey", "on"))
        if not name or not on:
            return []
        surveyed = self._by_survey.get((*key[:2], "survey", fold(name), str(on)), [])
        return [address for address in surveyed if address.dossier is None]
