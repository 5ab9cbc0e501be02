"""The communes of both epochs with what is open in each, for the map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from nhandao.book.book import Book
from nhandao.public import labels
from nhandao.public.views import Area, AreaGroup, Choice, EpochAreas
from nhandao.records.units import Commune, District, Units, short_name
from nhandao.records.vietnamese import sort_key


def epoch_areas(book: Book, communes: Iterable[Choice]) -> tuple[EpochAreas, ...]:
    """All communes by epoch, the campaign's epoch first.

    Args:
        communes: those that have a list, from which the counts are taken.
    """
    lists = {choice.code: choice for choice in communes}
    found = []
    before: _Epoch | None = None
    for _, units in sorted(book.units.items()):
        before = _Epoch(book, units, before, lists)
        found.append(before.view())
    return tuple(sorted(found, key=lambda view: view.epoch != book.campaign.epoch))


class _Epoch:
    """The areas of one epoch, made from those of the epoch before."""

    def __init__(self, book: Book, units: Units, before: _Epoch | None, lists: Mapping[str, Choice]) -> None:
        self._book = book
        self._units = units
        self._lists = lists
        self._before: dict[str, Area] = before.areas if before is not None else {}
        self._parts: defaultdict[str, list[tuple[Commune, str]]] = defaultdict(list)
        if before is not None:
            # What was merged whole can be added up; of a commune that was divided nobody knows who went where.
            for commune, district in before._units.all_communes():
                if commune.merged_into is not None:
                    self._parts[commune.merged_into].append((commune, district.code if district else ""))
        self.areas: dict[str, Area] = {commune.code: self._area(commune) for commune, _ in units.all_communes()}

    def view(self) -> EpochAreas:
        everything = sum(choice.open for choice in self._lists.values())
        return EpochAreas(
            epoch=self._units.epoch,
            since=self._units.valid_from,
            until=self._units.valid_to,
            groups=tuple(self._groups()),
            elsewhere=everything - sum(area.open for area in self.areas.values()),
        )

    def _area(self, commune: Commune) -> Area:
        epoch = self._units.epoch
        own = self._lists.get(f"{epoch}/{commune.code}")
        parts = tuple(sorted((self._before[part.code] for part, _ in self._parts[commune.code]), key=_order))
        return Area(
            code=commune.code,
            name=self._book.places[epoch, commune.code].name,
            short=short_name(commune.name),
            open=(own.open if own else 0) + sum(part.open for part in parts),
            url=own.url if own else "",
            parts=parts,
        )

    def _groups(self) -> Iterator[AreaGroup]:
        members: defaultdict[str, list[Area]] = defaultdict(list)
        for commune, district in self._units.all_communes():
            members[self._district(commune, district)].append(self.areas[commune.code])
        known = {district.code: district for units in self._book.units.values() for district in units.districts}
        in_force = {district.code for district in self._units.districts}
        for code in (*known, *sorted(members.keys() - known.keys())):
            if members[code]:
                named = known.get(code)
                yield AreaGroup(
                    code=code,
                    name=named.name if named else "",
                    short=short_name(named.name) if named else "",
                    open=sum(area.open for area in members[code]),
                    url=labels.district_url(named.slug) if named and code in in_force else "",
                    areas=tuple(sorted(members[code], key=_order)),
                )

    def _district(self, commune: Commune, district: District | None) -> str:
        """Code of the district a commune lies in, or most of its parts came from; "" if none is known."""
        if district is not None:
            return district.code
        districts = Counter(code for _, code in self._parts[commune.code])
        if districts:
            return districts.most_common(1)[0][0]
        return commune.former_districts[0] if commune.former_districts else ""


def _order(area: Area) -> tuple[object, ...]:
    return sort_key(area.short), sort_key(area.name), area.code
