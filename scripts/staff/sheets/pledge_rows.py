"""Rows as promises to take addresses on: one address by its code, or "the first N" of the official order.

A row that was imported before is known by giver, address, day, kind, form and need among the promises that came from
workbooks. References are of the series A; the callback uses other letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nhandao.book.lifecycle import state_on
from nhandao.ledger.progress import progress
from nhandao.records.address import Address
from nhandao.records.codes import codes
from nhandao.records.lines import Handover, Pledge, Receipt, Supporter
from nhandao.records.vietnamese import fold
from scripts.messages import Stop
from scripts.staff.sheets.drafts import Draft, Drafts, Office, made
from scripts.staff.sheets.line_rows import taken, with_programme
from scripts.staff.sheets.rows import Row, Values, nested
from scripts.staff.sheets.said import said
from scripts.staff.sheets.values import plain

SERIES = "A"
_FIRST = re.compile(r"(?:(\d{1,4}) dia chi(?: uu tien)?(?: dau(?: tien)?)?|first (\d{1,4}))", re.ASCII)
_Key = tuple[object, ...]


def drafts(rows: list[Row], office: Office) -> Drafts:
    return _Pledges(office).drafts(rows)


class _Pledges:
    def __init__(self, office: Office) -> None:
        self._office = office
        self._found = Drafts()
        self._by_key: dict[_Key, list[Pledge]] = defaultdict(list)
        for pledge in office.book.pledges.values():
            if pledge.source == "workbook":
                self._by_key[_key_of(pledge)].append(pledge)
        self._taken: dict[_Key, int] = {}
        self._adopted: set[str] = set()
        self._references: dict[int, Iterator[str]] = {}

    def drafts(self, rows: list[Row]) -> Drafts:
        for row in rows:
            with_programme(row.values)
            if ("supporter", "organisation") in row.values:
                row.values.setdefault(("supporter", "kind"), "organisation")
        # Addresses named by code are taken first, so that no "first N" is given one of them as well.
        for row in rows:
            if self._count(row) is None:
                self._one(row, row.values)
        for row in rows:
            if (count := self._count(row)) is not None:
                self._first(row, count)
        self._bind()
        return self._found

    def _bind(self) -> None:
        """Give new promises of money by one giver on one day a reference they share, as the form does: one transfer
        with it is split over them."""
        together: dict[tuple[Supporter, date], dict[str, int]] = {}
        for place, draft in enumerate(self._found.drafts):
            record = draft.record
            if draft.old is None and isinstance(record, Pledge) and record.kind == "cash" and record.bundle is None:
                by_account = together.setdefault((record.supporter, record.made_on), {})
                by_account.setdefault(record.account, place)  # of two promises to one address, the first
        for (supporter, day), places in together.items():
            if len(places) < 2:
                continue
            shared = self._reference(day.year)
            for place in places.values():
                draft = self._found.drafts[place]
                bound = Pledge(**{**dict(draft.record), "bundle": shared})
                self._found.drafts[place] = replace(draft, record=bound)
            organisation = self._office.book.organisations.get(supporter.organisation or "")
            name = organisation.name if organisation is not None else supporter.name or "–"
            told = said("import-bundled", name=name, count=len(places), day=f"{day:%d/%m/%Y}", shared=shared)
            self._found.notes.append(told)

    @staticmethod
    def _count(row: Row) -> int | None:
        match = _FIRST.fullmatch(plain(str(row.values.get(("account",), ""))))
        return int(match[1] or match[2]) if match else None

    def _one(self, row: Row, flat: Values) -> Draft | None:
        """The promise of a row to one address."""
        key = _key(flat)
        if key in self._taken:
            told = row.fault(("account",), "import-twice", found=flat.get(("account",)), first=self._taken[key])
            self._found.faults.append(told)
            return None
        self._taken[key] = row.number
        try:
            old = self._old(flat, key)
        except LookupError:
            told = row.fault(("reference",), "import-no-such-pledge", found=flat["reference",])
            self._found.faults.append(told)
            return None
        values = flat | {("source",): "workbook"}
        if old is None:
            on = flat.get(("made_on",), self._office.as_of)
            values["reference",] = self._reference(on.year)
        outcome = made(Pledge, row, nested({place: v for place, v in values.items() if place != ("list",)}, old), old)
        if isinstance(outcome, list):
            self._found.faults += outcome
            return None
        record = outcome.record
        assert isinstance(record, Pledge)
        if not taken(self._found, outcome, row, record.reference):
            return None
        self._found.drafts.append(outcome)
        self._found.codes[row.number] = record.reference
        self._adopted.add(record.account)
        return outcome

    def _old(self, flat: Values, key: _Key) -> Pledge | None:
        """The promise a row is already. Raises LookupError when it names one there is not."""
        if (reference := flat.get(("reference",))) is not None:
            return self._office.book.pledges[reference]
        known = self._by_key.get(key, [])
        return known[0] if known else None

    def _first(self, row: Row, count: int) -> None:
        flat = row.values
        on, listed = flat.get(("made_on",)), self._list(row)
        if listed is None:
            return
        if on is None or ("reference",) in flat:
            code = "import-missing" if on is None else "import-first-reference"
            place = ("made_on",) if on is None else ("reference",)
            self._found.faults.append(row.fault(place, code, what="Ngày hứa"))
            return
        # Imported before, and not what another row of this file is.
        known = [a for a in listed if self._by_key.get(_key(flat | {("account",): a.code}))]
        before = [a for a in known if a.code not in self._adopted]
        free = [a for a in listed if a not in before and self._waits(a, on)]
        chosen = (before + free)[:count]
        if not 0 < count == len(chosen):
            told = row.fault(("account",), "import-too-few", found=count, waiting=len(before + free))
            self._found.faults.append(told)
            return
        drafts = [self._one(row, flat | {("account",): address.code}) for address in chosen]
        if all(draft is not None for draft in drafts):
            names = ", ".join(address.code for address in chosen)
            self._found.notes.append(said("import-first-chosen", row=row.number, count=count, codes=names))
            references = [d.record.reference for d in drafts if d and isinstance(d.record, Pledge)]
            self._found.codes.pop(row.number, None)
            self._found.notes.append(said("import-first-references", row=row.number, codes=", ".join(references)))

    def _list(self, row: Row) -> list[Address] | None:
        """The addresses of the priority list a row means, in the official order (plan IV.14)."""
        lists = {entry.id: entry.name for entry in self._office.book.campaign.priority_lists}
        named = row.values.get(("list",))
        wanted = [code for code, name in lists.items() if named and (named == code or plain(name) == plain(named))]
        if named is None and len(lists) == 1:
            wanted = list(lists)
        if len(wanted) != 1:
            known = "; ".join(f"{code} ({name})" for code, name in lists.items()) or "–"
            self._found.faults.append(row.fault(("list",), "import-which-list", found=named or "–", known=known))
            return None
        addresses = [a for a in self._office.book.addresses.values() if a.priority and a.priority.list == wanted[0]]
        return sorted(addresses, key=lambda address: address.priority.rank if address.priority else 0)

    def _waits(self, address: Address, on: date) -> bool:
        """Whether nobody has taken the address on and it is open to givers on a day."""
        if address.code in self._adopted:
            return False
        lines = self._office.book.lines_of(address.code)
        targets = [need.target for need in address.needs]
        days = self._office.book.campaign.clocks.pledge_days
        met = progress(address.code, targets, lines.pledges, lines.receipts, lines.handovers, on, days)
        state = state_on(address, on, first_help=met.first_help, adopted=bool(met.open_pledges))
        return state == "introduced"

    def _reference(self, year: int) -> str:
        """The next reference of a year that nobody has. Raises Stop when there is none left."""
        if year not in self._references:
            self._references[year] = self._free(year)
        return next(self._references[year])

    def _free(self, year: int) -> Iterator[str]:
        prefix = f"CK{year % 100:02}{SERIES}"
        book = self._office.book
        lines: list[Receipt | Handover] = [*book.receipts.values(), *book.handovers.values()]
        named = [line.pledge for line in lines if line.pledge is not None]
        shared = [pledge.bundle for pledge in book.pledges.values() if pledge.bundle is not None]
        used = [code for code in (*book.pledges, *book.broken, *named, *shared) if code.startswith(prefix)]
        highest = max((code[:-1] for code in used), default="")
        yield from (code for code in codes("CK", year) if code.startswith(prefix) and code[:-1] > highest)
        raise Stop(1, "import-no-references", year=year)


_OF_KEY = (
    ("supporter", "organisation"),
    ("supporter", "name"),
    ("account",),
    ("made_on",),
    ("kind",),
    ("form",),
    ("need",),
)


def _key(flat: Values) -> _Key:
    organisation, name, *others = (flat.get(place) for place in _OF_KEY)
    return (organisation, fold(name) if name else None, *others)


def _key_of(pledge: Pledge) -> _Key:
    giver = pledge.supporter
    name = fold(giver.name) if giver.name else None
    return giver.organisation, name, pledge.account, pledge.made_on, pledge.kind, pledge.form, pledge.need
