"""Communes, districts and organisations by code or by any name that can mean one only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from nhandao.book.book import Book
from nhandao.records.units import short_name
from scripts.staff.sheets.said import Wrong
from scripts.staff.sheets.values import Raw, line, plain

_SHOWN = 6


class Names:
    """Things by name. A name written with its marks is tried first: Lộc Thành and Lộc Thạnh differ by one mark only."""

    def __init__(self, entries: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Entries of code, name to show, and the names it is known by."""
        self._shown: dict[str, str] = {}
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._folded: dict[str, set[str]] = defaultdict(set)
        for code, shown, names in entries:
            self._shown[code] = shown
            for name in {shown, *names}:
                self._exact[_words(name)].add(code)
                self._folded[plain(name)].add(code)

    @property
    def shown(self) -> Mapping[str, str]:
        """Name to show by code."""
        return self._shown

    def code(self, text: str) -> str:
        """Raises Wrong with the names that may be meant."""
        if text in self._shown:
            return text
        found = self._exact.get(_words(text)) or self._folded.get(plain(text)) or set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise Wrong("import-several", found=text, known=self._list(sorted(found)))
        near = get_close_matches(plain(text), list(self._folded), 3, 0.7)
        codes = dict.fromkeys(code for name in near for code in sorted(self._folded[name]))
        raise Wrong("import-nothing-so-called", found=text, known=self._list(codes))

    def _list(self, codes: Iterable[str]) -> str:
        listed = list(codes)[:_SHOWN]
        return "; ".join(f"{code} {self._shown[code]}" for code in listed) if listed else "–"


def _words(text: str) -> str:
    return " ".join(text.replace(",", " ").replace("(", " ").replace(")", " ").replace("-", " ").casefold().split())


class Lookup:
    """All names of one Book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._communes: dict[str, Names] = {}
        self._districts = Names(
            (district.code, district.name, (short_name(district.name),))
            for units in book.units.values()
            for district in units.districts
        )
        self._organisations = Names((body.id, body.name, ()) for body in book.organisations.values())

    def communes(self, epoch: str) -> Names:
        """Communes of an epoch, by full and short name, each also with its district behind it."""
        if epoch not in self._communes:
            entries = []
            for (known, code), place in self.book.places.items():
                if known != epoch:
                    continue
                own = {place.commune.name, short_name(place.commune.name), *place.commune.aliases}
                if place.district is not None:
                    for where in (place.district.name, short_name(place.district.name)):
                        own |= {f"{name} {where}" for name in own}
                entries.append((code, place.name, own))
            self._communes[epoch] = Names(entries)
        return self._communes[epoch]

    def commune(self, value: Raw, epoch: str) -> str:
        return self.communes(epoch).code(_code(value, 5))

    def district(self, value: Raw) -> str:
        return self._districts.code(_code(value, 3))

    def organisation(self, value: Raw) -> str:
        """Id of an organisation that exists, by its id or whole name."""
        return self._organisations.code(line(value))


def _code(value: Raw, digits: int) -> str:
    """A code that a spreadsheet took for a number has its zeros again."""
    text = line(value)
    return text.zfill(digits) if text.isascii() and text.isdigit() and not isinstance(value, str) else text
