"""Everything that is counted for one period: the facts of each account by unit, and who is on which roll."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence, Set
from datetime import date
from functools import cached_property
from itertools import chain

from nhandao.book.book import NO_LINES, AccountLines, Book
from nhandao.records.lines import Handover, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.periods import Period
from nhandao.reporting.areas import Areas, Unit, takes_part
from nhandao.reporting.facts import Counts, Facts, account_facts, total

Known = MutableMapping[tuple[str, date, date], Facts]
"""Facts counted before, by account and first and last day. Whoever keeps them drops those of accounts that changed, and
of the addresses that a changed one is a duplicate of."""


class Counted:
    """A Book counted for a period.

    Raises `LookupError` when the data has no administrative units for the period's last day.
    """

    def __init__(self, book: Book, period: Period, known: Known | None = None) -> None:
        self.book = book
        self.period = period
        self.areas = Areas(book, period.last)
        self._known: Known = {} if known is None else known

    def facts_of(self, account: str) -> Facts:
        key = account, self.period.first, self.period.last
        if (found := self._known.get(key)) is None:
            book = self.book
            found = account_facts(
                book.campaign, account, book.addresses.get(account), self._lines_of(account), self.period
            )
            self._known[key] = found
        return found

    def party_of(self, account: str) -> str:
        """The account that an account counts with: of a duplicate, the address it duplicates, since what was given to a
        second record of a party was given to that party (plan IV.14: nothing twice)."""
        return self.book.behind.get(account, account)

    def accounts_of(self, account: str) -> tuple[str, ...]:
        """An account and its duplicates."""
        return account, *self._duplicates.get(account, ())

    @cached_property
    def _duplicates(self) -> Mapping[str, tuple[str, ...]]:
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for code, party in self.book.behind.items():
            found[party] += (code,)
        return found

    def _lines_of(self, account: str) -> AccountLines:
        """Lines that count with an account, in the order of their days: none with a duplicate."""
        address = self.book.addresses.get(account)
        if address is not None and address.duplicate_of is not None:
            return NO_LINES
        every = [self.book.lines_of(one) for one in self.accounts_of(account)]
        if len(every) == 1:
            return every[0]
        return AccountLines(
            tuple(sorted((line for lines in every for line in lines.pledges), key=lambda line: line.made_on)),
            tuple(sorted((line for lines in every for line in lines.receipts), key=lambda line: line.on)),
            tuple(sorted((line for lines in every for line in lines.handovers), key=lambda line: line.on)),
        )

    @cached_property
    def by_commune(self) -> Mapping[str, tuple[Facts, ...]]:
        """Facts of the addresses of each commune in the order of their codes; under "" those whose commune is not known
        among the units of the period. A duplicate is no address."""
        found: defaultdict[str, list[Facts]] = defaultdict(list)
        for code, address in self.book.addresses.items():
            if address.duplicate_of is None:
                found[self.areas.home(address)].append(self.facts_of(code))
        return {commune: tuple(facts) for commune, facts in found.items()}

    @cached_property
    def funds(self) -> tuple[Facts, ...]:
        """Facts of the funds: who gave to them; help paid by a fund counts with the address it reached."""
        return tuple(self.facts_of(fund.code) for fund in self.book.campaign.funds)

    def addresses_in(self, unit: Unit) -> tuple[Facts, ...]:
        """Facts of all addresses of a unit. A school's are those its own organisations have taken on; a body's, those
        it has taken on itself."""
        if unit.level in ("province", "district", "commune"):
            return tuple(chain.from_iterable(self.by_commune.get(code, ()) for code in self.communes_of(unit)))
        takers = {unit.code, *(body.id for body in self.school_bodies(unit))}
        codes = sorted({code for taker in takers for code in self.registrations.get((taker, ""), ())})
        return tuple(self.facts_of(code) for code in codes)

    def counts(self, unit: Unit) -> Counts:
        if unit.code not in self._counts:
            self._counts[unit.code] = total(self.addresses_in(unit))
        return self._counts[unit.code]

    @cached_property
    def _counts(self) -> dict[str, Counts]:
        return {}

    @cached_property
    def by_columns(self) -> dict[tuple[str, int, int], tuple[tuple[str, bool], ...]]:
        """What `columns` found before, by commune and columns."""
        return {}

    def columns(self, commune: str, below: int, above: int) -> tuple[tuple[str, bool], ...]:
        """Codes of the addresses of a commune that one column of `Counts` counts, and whether another does as well.

        Columns are given by their positions. Every level above a commune asks for the same, so it is found once.
        """
        key = commune, below, above
        if (found := self.by_columns.get(key)) is None:
            every = self.by_commune.get(commune, ())
            found = tuple([(one.account, bool(one.counts[above])) for one in every if one.counts[below]])
            self.by_columns[key] = found
        return found

    def communes_of(self, unit: Unit) -> tuple[str, ...]:
        """Codes of the communes of a province, district or commune; of the province with "" for those not known."""
        if unit.level == "province":
            return tuple(sorted(self.by_commune))
        return tuple(one.code for one in self.areas.below(unit)) if unit.level == "district" else (unit.code,)

    @cached_property
    def registrations(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Codes of the addresses taken on in the period, by (organisation, leader or "")."""
        return _by_taker((one.account, one.registrations) for one in self._every_address())

    @cached_property
    def named(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Of `registrations`, those that the public may be told: some line shows the giver's name."""
        return _by_taker((one.account, one.named) for one in self._every_address())

    @cached_property
    def corrections(self) -> Mapping[str, Sequence[Receipt | Handover]]:
        """Corrections made in the period, by the account they stand in."""
        found: defaultdict[str, list[Receipt | Handover]] = defaultdict(list)
        for line in self.book.corrections:
            if line.on in self.period:
                found[line.account].append(line)
        return found

    def _every_address(self) -> Iterator[Facts]:
        return (facts for commune in self.by_commune.values() for facts in commune)

    def carry_over(self, old: Counted, changed: Set[str]) -> frozenset[str]:
        """Take what was counted for the same period of an earlier Book that differs in the `changed` accounts only,
        whose facts are no longer known. With a duplicate its party has changed as well (see `Book.behind`).

        Returns the codes of the units whose figures can have changed.
        """
        homes_before = {
            code: old.areas.home(old.book.addresses[code]) for code in changed if code in old.book.addresses
        }
        here = ((code, self.book.addresses.get(code)) for code in changed)
        homes = {code: self.areas.home(one) for code, one in here if one is not None and one.duplicate_of is None}
        communes = {*homes_before.values(), *homes.values()}
        before = {
            facts.account: facts
            for commune in communes
            for facts in old.by_commune.get(commune, ())
            if facts.account in changed
        }
        now = {code: self.facts_of(code) for code in homes}
        by_commune = dict(old.by_commune)
        for commune in communes:
            codes = {facts.account for facts in by_commune.get(commune, ())} - changed
            codes |= {code for code, home in homes.items() if home == commune}
            by_commune[commune] = tuple(self.facts_of(code) for code in sorted(codes))
        # A cached property keeps its value here.
        self.__dict__["by_commune"] = by_commune
        self.__dict__["registrations"] = _replaced(
            old.registrations, changed, ((one.account, one.registrations) for one in now.values())
        )
        self.__dict__["named"] = _replaced(old.named, changed, ((one.account, one.named) for one in now.values()))
        touched: set[str] = set()
        for code in before.keys() | now.keys():
            pair = before.get(code), now.get(code)
            if pair[0] == pair[1] and homes_before.get(code) == homes.get(code):
                continue  # whatever has changed, nothing of it counts in this period
            for commune in (homes_before.get(code, ""), homes.get(code, "")):
                touched |= {commune, self.areas.district_of(commune)}
            takers = {name for facts in pair if facts is not None for name, _ in facts.registrations}
            touched |= {place for name in takers for place in self._units_of(name)}
            touched.add(self.areas.province.code)
        self.__dict__["_counts"] = {code: counts for code, counts in old._counts.items() if code not in touched}
        self.__dict__["by_columns"] = {key: found for key, found in old.by_columns.items() if key[0] not in touched}
        return frozenset(touched - {""})

    def units_around(self, accounts: Set[str]) -> frozenset[str]:
        """Codes of the units whose pages can tell of some accounts: where they lie, and of who has taken them on."""
        found = {self.areas.province.code}
        for code in accounts & self.book.addresses.keys():
            commune = self.areas.home(self.book.addresses[code])
            found |= {commune, self.areas.district_of(commune)}
            own = (facts for facts in self.by_commune.get(commune, ()) if facts.account == code)
            takers = {name for facts in own for name, _ in facts.registrations}
            found |= {place for name in takers for place in self._units_of(name)}
        return frozenset(found - {""})

    def _units_of(self, name: str) -> set[str]:
        """Codes of the units an organisation is counted in."""
        body = self.book.organisations.get(name)
        if body is None or body.id not in self._places:
            return set()
        return {*self._places[body.id], body.id, body.part_of or ""}

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Organisations that take part on the last day of the period, by id."""
        return tuple(one for one in self.book.organisations.values() if takes_part(one, self.period.last))

    def organisations_in(self, unit: Unit) -> Iterator[Organisation]:
        """Organisations at the level of a unit and at all levels below it. Enterprises belong to no level."""
        for body in self.organisations:
            if unit.level == "school":
                inside = unit.code in (body.id, body.part_of)
            else:
                inside = unit.level == "province" or unit.code in self._places[body.id]
            if inside:
                yield body

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, str]]:
        return {body.id: self.areas.place_of(body) for body in self.organisations}

    def places_of(self, body: Organisation) -> tuple[str, str]:
        """Codes of the district and commune whose figures an organisation that takes part stands in; "" for none."""
        return self._places[body.id]

    def school_bodies(self, school: Unit) -> Iterator[Organisation]:
        for body in self.organisations:
            if body.kind == "school_body" and body.part_of == school.code:
                yield body


_Taken = Mapping[tuple[str, str], tuple[str, ...]]
"""Codes of addresses by (organisation, leader or "")."""


def _by_taker(accounts: Iterable[tuple[str, tuple[tuple[str, str], ...]]]) -> _Taken:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for account, takers in accounts:
        for taker in takers:
            found[taker].append(account)
    return {taker: tuple(sorted(codes)) for taker, codes in found.items()}


def _replaced(old: _Taken, changed: Set[str], now: Iterable[tuple[str, tuple[tuple[str, str], ...]]]) -> _Taken:
    """`old` with what the changed accounts have now in place of what they had."""
    found = {
        taker: codes if changed.isdisjoint(codes) else tuple(code for code in codes if code not in changed)
        for taker, codes in old.items()
    }
    for account, takers in now:
        for taker in takers:
            found[taker] = tuple(sorted((*found.get(taker, ()), account)))
    return {taker: codes for taker, codes in found.items() if codes}
