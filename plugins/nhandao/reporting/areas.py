"""Where things are counted: province, districts, communes and schools of a period, and which of them holds an address.

Units changed on 1 July 2025: districts were abolished and communes merged whole. A period follows the units in force on
its last day; an address named by the older units counts for the commune that took its own over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from nhandao.book.book import Book
from nhandao.records.address import Address
from nhandao.records.organisation import Organisation
from nhandao.records.periods import Period
from nhandao.records.units import Commune, Units

Level = Literal["province", "district", "commune", "school", "body"]

PROVINCE = "tinh"
"""Code of the whole province."""


class Unit(NamedTuple):
    """Something that figures are counted for."""

    level: Level
    code: str  # "tinh", a district's three digits, a commune's five, or the id of an organisation
    name: str
    parent: str  # code of the unit it is shown below, "" for the province


class Areas:
    """The units in force on a day.

    Raises `LookupError` when the data has no units for the day.
    """

    def __init__(self, book: Book, on: date) -> None:
        self._book = book
        self.on = on
        self.units = units_in_force(book, on)
        self.epoch = self.units.epoch
        self._names = {code: place.name for (epoch, code), place in book.places.items() if epoch == self.epoch}
        self._homes: dict[tuple[str, str], str] = {}
        self._districts = {
            commune.code: district.code if district else "" for commune, district in self.units.all_communes()
        }

    @cached_property
    def province(self) -> Unit:
        named = [
            p for p in self.units.provinces if p.valid_from <= self.on and (p.valid_to is None or self.on <= p.valid_to)
        ]
        name = "Tỉnh Bình Phước" if not named else named[-1].name
        return Unit("province", PROVINCE, name, "")

    @cached_property
    def districts(self) -> tuple[Unit, ...]:
        """Districts in the order of the units file; none since they were abolished."""
        return tuple(Unit("district", one.code, one.name, PROVINCE) for one in self.units.districts)

    @cached_property
    def communes(self) -> tuple[Unit, ...]:
        return tuple(
            Unit("commune", commune.code, self._name(commune), district.code if district else PROVINCE)
            for commune, district in self.units.all_communes()
        )

    @cached_property
    def schools(self) -> tuple[Unit, ...]:
        """Schools whose Red Cross chapter is attached to the provincial one (plan III.3), by name."""
        return self._bodies("school")

    @cached_property
    def bodies(self) -> tuple[Unit, ...]:
        """Provincial bodies that report on their own (plan V.2)."""
        return self._bodies("member_body")

    def _bodies(self, kind: Literal["school", "member_body"]) -> tuple[Unit, ...]:
        return tuple(
            Unit("school" if kind == "school" else "body", one.id, one.name, PROVINCE)
            for one in self._book.organisations.values()
            if one.kind == kind and one.level == "province" and takes_part(one, self.on)
        )

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        every = (self.province, *self.districts, *self.communes, *self.schools, *self.bodies)
        return {unit.code: unit for unit in every}

    def below(self, unit: Unit) -> tuple[Unit, ...]:
        """Units shown one step below."""
        if unit.level == "province":
            return self.districts or self.communes
        return tuple(one for one in self.communes if unit.level == "district" and one.parent == unit.code)

    def commune_of(self, epoch: str, code: str) -> str:
        """Code of today's commune of what was a commune of some epoch; "" when it cannot be told."""
        key = epoch, code
        if key not in self._homes:
            self._homes[key] = self._resolve(epoch, code)
        return self._homes[key]

    def _resolve(self, epoch: str, code: str) -> str:
        if epoch == self.epoch:
            return code if code in self._names else ""
        if epoch > self.epoch:
            # Reported by units that were gone when the record was written: told only where one commune went over alone.
            commune = next((one for one, _ in self._all(epoch) if one.code == code), None)
            parts = commune.formed_from if commune is not None else ()
            return parts[0] if len(parts) == 1 and parts[0] in self._names else ""
        while epoch < self.epoch:
            commune = next((one for one, _ in self._all(epoch) if one.code == code), None)
            if commune is None or commune.merged_into is None:
                return ""
            code = commune.merged_into
            epoch = min((other for other in self._book.units if other > epoch), default=self.epoch)
        return code if code in self._names else ""

    def _all(self, epoch: str) -> Iterator[tuple[Commune, object]]:
        if epoch in self._book.units:
            yield from self._book.units[epoch].all_communes()

    def home(self, address: Address) -> str:
        return self.commune_of(address.epoch, address.unit)

    def place_of(self, body: Organisation) -> tuple[str, str]:
        """(district, commune) of an organisation by the units in force; "" for what it has not or cannot be told."""
        commune = self.commune_of(body.epoch, body.unit) if body.unit is not None else ""
        district = self.district_of(commune)
        if not district and body.district is not None and body.epoch == self.epoch:
            district = body.district
        return district, commune

    def district_of(self, commune: str) -> str:
        return self._districts.get(commune, "")

    def _name(self, commune: Commune) -> str:
        renamed = [one for one in commune.renamed if one.on <= self.on]
        return renamed[-1].name if renamed else self._names[commune.code]

    def successors(self, code: str) -> tuple[Unit, ...]:
        """Today's communes that lie where a unit of an earlier epoch was: what to report instead."""
        found: dict[str, Unit] = {}
        for epoch, units in sorted(self._book.units.items()):
            if epoch >= self.epoch:
                break
            for commune, district in units.all_communes():
                if code in (commune.code, district.code if district else ""):
                    home = self.commune_of(epoch, commune.code)
                    if home:
                        found[home] = self.by_code[home]
        return tuple(found[key] for key in sorted(found))


def units_in_force(book: Book, on: date) -> Units:
    """The administrative units of a day. Raises `LookupError` when the data has none for it."""
    for units in book.units.values():
        if units.valid_from <= on and (units.valid_to is None or on <= units.valid_to):
            return units
    raise LookupError(f"no units for {on}")


def took_part(body: Organisation, period: Period) -> bool:
    """Whether a body took part on any day of a period."""
    return body.since <= period.last and (body.until is None or period.first < body.until)


def takes_part(body: Organisation, on: date) -> bool:
    return body.since <= on and (body.until is None or on < body.until)
