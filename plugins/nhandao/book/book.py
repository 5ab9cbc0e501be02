"""The Book: everything in `data/`, parsed and indexed. Immutable, and it knows no screen, no Pelican and no payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import attrgetter

from nhandao.book.logo_file import LogoFile
from nhandao.ledger.corrected import Corrected, corrected, is_gift
from nhandao.records.address import Address
from nhandao.records.allotment import Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, LedgerLine, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.record import Record
from nhandao.records.submission import Submission
from nhandao.records.units import Commune, District, Units, display_names

_ON, _MADE_ON = attrgetter("on"), attrgetter("made_on")


@dataclass(frozen=True)
class AccountLines:
    """All lines of one account (address or fund), each list by day and id."""

    pledges: tuple[Pledge, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    """Receipts into the account, and surplus moved out of it."""
    handovers: tuple[Handover, ...] = ()
    """Handovers to the address, and those a fund paid for."""

    @cached_property
    def corrected_receipts(self) -> tuple[Corrected[Receipt], ...]:
        """Gifts among the receipts, each with all that was given back of it."""
        return tuple(corrected(filter(is_gift, self.receipts)))

    @cached_property
    def corrected_handovers(self) -> tuple[Corrected[Handover], ...]:
        """Handovers, each with all that was taken back of it."""
        return tuple(corrected(self.handovers))

    def __iter__(self) -> Iterator[LedgerLine]:
        yield from self.pledges
        yield from self.receipts
        yield from self.handovers


NO_LINES = AccountLines()


@dataclass(frozen=True)
class Place:
    """A commune as pages name it."""

    commune: Commune
    district: District | None
    epoch: str
    name: str
    """Name that cannot be taken for another commune of the epoch."""


@dataclass(frozen=True)
class Book:
    """Immutable indexes over every record, in the order of their codes and ids."""

    campaign: Campaign
    units: Mapping[str, Units]
    organisations: Mapping[str, Organisation]
    addresses: Mapping[str, Address]
    pledges: Mapping[str, Pledge]
    receipts: Mapping[str, Receipt]
    handovers: Mapping[str, Handover]
    photos: Mapping[str, tuple[int, int]]
    """Pixel size (width, height, orientation applied) of each photo by its path below `photos/`."""
    photo_ids: Mapping[str, str]
    """Content id of each photo by its path below `photos/`."""
    record_ids: Mapping[int, str] = field(compare=False)
    """Content id of each record's file by the `id()` of the record, which the Book keeps alive."""
    allotments: Mapping[int, Allotment] = field(default_factory=dict)
    """Allotted targets by reporting year."""
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    """Reports handed in, by `<period>-<organisation>`."""
    logos: Mapping[str, LogoFile] = field(default_factory=dict)
    """What is known of each logo by its name below `logos/`."""
    logo_ids: Mapping[str, str] = field(default_factory=dict)
    """Content id of each logo by its name below `logos/`."""
    drives: Mapping[str, Drive] = field(default_factory=dict)
    """Collections that organisations hold, by id."""
    broken: frozenset[str] = field(default_factory=frozenset)
    """Codes and ids whose files exist but could not be read: references to them are not called dangling."""
    receipts_unread: bool = False
    """Whether some receipt could not be read, so that what accounts hold is not known."""

    @cached_property
    def places(self) -> Mapping[tuple[str, str], Place]:
        """Communes by (epoch, code)."""
        found = {}
        for epoch, units in self.units.items():
            names = display_names(units)
            for commune, district in units.all_communes():
                found[epoch, commune.code] = Place(commune, district, epoch, names[commune.code])
        return found

    @cached_property
    def behind(self) -> Mapping[str, str]:
        """The address behind each duplicate, also by way of another duplicate."""
        found = {}
        for code, address in self.addresses.items():
            if address.duplicate_of is None:
                continue
            seen = [code]
            first: str | None = address.duplicate_of
            while first is not None and first in self.addresses and first not in seen:
                seen.append(first)
                first = self.addresses[first].duplicate_of
            if len(seen) > 1:
                found[code] = seen[-1]
        return found

    @cached_property
    def account_lines(self) -> Mapping[str, AccountLines]:
        """Lines by account code."""
        return self._lines_by_account(None)

    @cached_property
    def corrections(self) -> tuple[Receipt | Handover, ...]:
        """Lines that take back (part of) another."""
        every = chain[Receipt | Handover](self.receipts.values(), self.handovers.values())
        return tuple(line for line in every if line.reverses is not None)

    def carry_over(self, old: Book, changed: Set[str]) -> None:
        """Take lines of accounts and names of places from an earlier Book of the folder that differs in the `changed`
        accounts only."""
        lines = {code: found for code, found in old.account_lines.items() if code not in changed}
        # A cached property keeps its value here.
        self.__dict__["places"] = old.places
        self.__dict__["account_lines"] = dict(sorted({**lines, **self._lines_by_account(changed)}.items()))

    def _lines_by_account(self, only: Set[str] | None) -> Mapping[str, AccountLines]:
        found: defaultdict[str, tuple[list[Pledge], list[Receipt], list[Handover]]]
        found = defaultdict(lambda: ([], [], []))
        for pledge in self.pledges.values():
            if only is None or pledge.account in only:
                found[pledge.account][0].append(pledge)
        for receipt in self.receipts.values():
            if only is None or receipt.account in only:
                found[receipt.account][1].append(receipt)
            if receipt.moved_from is not None and (only is None or receipt.moved_from in only):
                found[receipt.moved_from][1].append(receipt)
        for handover in self.handovers.values():
            if only is None or handover.account in only:
                found[handover.account][2].append(handover)
            if handover.paid_from is not None and (only is None or handover.paid_from in only):
                found[handover.paid_from][2].append(handover)
        # The indexes are in the order of ids, so a stable sort by day gives the order of day and id.
        for pledges, receipts, handovers in found.values():
            pledges.sort(key=_MADE_ON)
            receipts.sort(key=_ON)
            handovers.sort(key=_ON)
        return {
            account: AccountLines(tuple(pledges), tuple(receipts), tuple(handovers))
            for account, (pledges, receipts, handovers) in sorted(found.items())
        }

    def content_id(self, record: Record) -> str:
        """Content id of the file a record of this Book was read from."""
        return self.record_ids[id(record)]

    def lines(self) -> Iterator[LedgerLine]:
        """Every line of the ledger: pledges, receipts, handovers."""
        yield from self.pledges.values()
        yield from self.receipts.values()
        yield from self.handovers.values()

    def lines_of(self, account: str) -> AccountLines:
        return self.account_lines.get(account, NO_LINES)


def path_of(record: Record) -> str:
    """Where a record's file belongs below the data folder: a function of fields that never change."""
    match record:
        case Address(code=code):
            return f"addresses/20{code[2:4]}/{code}.yaml"
        case Organisation(kind=kind, id=identity):
            return f"organisations/{kind}/{identity}.yaml"
        case Pledge(made_on=day, reference=reference):
            return f"pledges/{day:%Y/%m}/{reference}.yaml"
        case Receipt(on=day):
            return f"receipts/{day:%Y/%m/%d}/{record.id}.yaml"
        case Handover(on=day, id=identity):
            return f"handovers/{day:%Y/%m/%d}/{identity}.yaml"
        case Allotment(year=year):
            return f"targets/{year}.yaml"
        case Submission(period=period, organisation=organisation):
            return f"submissions/{period[:4]}/{period}-{organisation}.yaml"
        case Drive(id=identity):
            return f"drives/{identity}.yaml"
        case Units(epoch=epoch):
            return f"units/{epoch}.yaml"
        case Campaign():
            return "campaign.yaml"
    raise TypeError(f"{type(record).__name__} has no file of its own")
