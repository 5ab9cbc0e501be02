"""Whether new lines fit the ledger: the Book's own rules, asked about a small Book of what the lines touch.

A gift only adds to what an account holds, so it is judged with its address and promise alone. A fee or something given
back is judged with its gift and that gift's other parts, and by what the account holds after every day. What was wrong
before is not held against a new line, unless it makes it worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nhandao.book import checks
from nhandao.book.book import Book, path_of
from nhandao.ledger.balances import Entry, lowest, receipt_entries
from nhandao.ledger.progress import fulfilment
from nhandao.records.address import Address
from nhandao.records.campaign import Campaign
from nhandao.records.lines import Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from scripts.callback.ledger import Aside
from scripts.callback.line_file import Line
from scripts.callback.shelf import Shelf

RULES: tuple[checks.Check, ...] = (
    checks.lines_resolve,
    checks.reversals_fit,
    checks.bundles_agree,
    checks.amounts_are_plausible,
    checks.lines_come_after_approval,
)
"""Those of `nhandao.book.checks` that a new promise or receipt can break, but for the balance.

`balances_are_never_negative` asks `lowest` about all entries of an account; so does this, with the entries of a day
added up, which is how `lowest` nets them.
"""


class Change:
    """The lines of one commit in the making, each asked for before it is taken."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._pledges: dict[str, Pledge] = {}
        self._receipts: dict[str, Receipt] = {}
        self._by_account: dict[str, list[Receipt]] = {}
        self._parts: dict[str, list[Receipt]] = {}  # by the id of the gift they are parts of

    # What lines may name: the ledger, and what this change has taken already.

    @property
    def campaign(self) -> Campaign:
        return self._shelf.campaign

    def address(self, code: str) -> Address | None:
        return self._shelf.find(Address, code)

    def pledge(self, reference: str) -> Pledge | None:
        return self._pledges.get(reference) or self._shelf.find(Pledge, reference)

    def receipt(self, identity: str) -> Receipt | None:
        return self._receipts.get(identity) or self._shelf.find(Receipt, identity)

    def parts_of(self, identity: str) -> list[Receipt]:
        return [*self._shelf.parts_of(identity), *self._parts.get(identity, ())]

    def bundle(self, reference: str) -> list[Pledge]:
        found = {pledge.reference: pledge for pledge in self._shelf.bundle(reference)}
        found |= {pledge.reference: pledge for pledge in self._pledges.values() if pledge.bundle == reference}
        return [found[key] for key in sorted(found)]

    def fulfilled(self, pledge: Pledge) -> int:
        receipts, handovers = self._shelf.lines_of(pledge.account)
        receipts = [*receipts, *self._by_account.get(pledge.account, ())]
        return fulfilment(receipts, handovers, date.max, pledge.account).get(pledge.reference, 0)

    @property
    def lines(self) -> list[Line]:
        return [*self._pledges.values(), *self._receipts.values()]

    def take(self, lines: Sequence[Line]) -> dict[str, Aside]:
        """Take the lines that fit; those of one call name nothing of each other. Returns the others by their path."""
        refused: dict[str, Aside] = {}
        by_account: dict[str, list[Receipt]] = {}
        adding: list[Line] = []
        for line in lines:
            if isinstance(line, Receipt) and (line.fee_of is not None or line.reverses is not None):
                by_account.setdefault(line.account, []).append(line)
            else:
                adding.append(line)
        refused |= self._take_adding(adding)
        for account, receipts in by_account.items():
            refused |= self._take_from(account, receipts)
        return refused

    def take_whole(self, lines: Sequence[Line]) -> Aside | None:
        """Take the lines of one message, which belong together: all of them, or none and why."""
        for problem in _problems(self._book(lines, {})):
            return _aside(problem)
        self._keep(lines)
        return None

    def _take_adding(self, lines: Sequence[Line]) -> dict[str, Aside]:
        if not lines:
            return {}
        wrong: dict[str, Aside] = {}
        for problem in _problems(self._book(lines, {})):
            wrong.setdefault(problem.path, _aside(problem))
        self._keep(line for line in lines if path_of(line) not in wrong)
        return {path: aside for path, aside in wrong.items() if path in {path_of(line) for line in lines}}

    def _take_from(self, account: str, receipts: Sequence[Receipt]) -> dict[str, Aside]:
        holdings = self._shelf.holdings(account)
        if holdings.unread:
            return {path_of(receipt): Aside("ledger-unread", account) for receipt in receipts}
        return self._halve(account, holdings.entries, sorted(receipts, key=_by_day))

    def _halve(self, account: str, entries: tuple[Entry, ...], receipts: Sequence[Receipt]) -> dict[str, Aside]:
        """Take all if they fit together, else the first half and then of the second what still fits."""
        worse = self._worse(account, entries, receipts)
        if worse is None:
            self._keep(receipts)
            return {}
        if len(receipts) == 1:
            return {path_of(receipts[0]): worse}
        middle = len(receipts) // 2
        refused = self._halve(account, entries, receipts[:middle])
        return refused | self._halve(account, entries, receipts[middle:])

    def _worse(self, account: str, entries: tuple[Entry, ...], receipts: Sequence[Receipt]) -> Aside | None:
        """What would be wrong with the lines that is not wrong without them."""
        there = self._related(receipts)
        before = set(_problems(self._book((), there)))
        for problem in _problems(self._book(receipts, there)):
            if problem not in before:
                return _aside(problem)
        taken = [*entries, *_entries_of(account, self._by_account.get(account, ()))]
        low, lower = lowest(taken), lowest([*taken, *_entries_of(account, receipts)])
        if lower is not None and (low is None or lower[0] < low[0] or lower[1].on < low[1].on):
            return Aside("against-the-rules", f"negative-balance {lower[0]}")
        return None

    def _related(self, receipts: Sequence[Receipt]) -> dict[str, Receipt]:
        """The gifts that lines are parts of, with all their other parts, by id."""
        found: dict[str, Receipt] = {}
        for identity in {receipt.reverses or receipt.fee_of or "" for receipt in receipts}:
            original = self.receipt(identity)
            parts = self.parts_of(identity)
            found |= {receipt.id: receipt for receipt in ([original] if original is not None else []) + parts}
        return found

    def _keep(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if isinstance(line, Pledge):
                self._pledges[line.reference] = line
                continue
            self._receipts[line.id] = line
            self._by_account.setdefault(line.account, []).append(line)
            if (original := line.reverses or line.fee_of or line.part_of) is not None:
                self._parts.setdefault(original, []).append(line)

    def _book(self, lines: Sequence[Line], there: Mapping[str, Receipt]) -> Book:
        """A Book of some receipts of the ledger, the new lines, and all that the new ones name."""
        pledges = {line.reference: line for line in lines if isinstance(line, Pledge)}
        receipts = {**there, **{line.id: line for line in lines if isinstance(line, Receipt)}}
        addresses: dict[str, Address] = {}
        organisations: dict[str, Organisation] = {}
        for line in (*lines, *there.values()):
            if line.account not in addresses and (address := self.address(line.account)) is not None:
                addresses[line.account] = address
            identity = line.supporter.organisation
            if identity is not None and identity not in organisations:
                if (organisation := self._shelf.find(Organisation, identity)) is not None:
                    organisations[identity] = organisation
        promised = {receipt.pledge for receipt in receipts.values() if receipt.pledge is not None}
        return Book(
            campaign=self.campaign,
            units={},
            organisations=organisations,
            addresses=addresses,
            pledges=dict(sorted(pledges.items())),
            receipts=dict(sorted(receipts.items())),
            handovers={},
            photos={},
            photo_ids={},
            record_ids={},
            # What is there but no part of this small Book is not called missing.
            broken=frozenset(self._shelf.keys(Organisation)).union(
                reference for reference in promised if self.pledge(reference) is not None
            ),
        )


def _entries_of(account: str, receipts: Iterable[Receipt]) -> list[Entry]:
    return [entry for receipt in receipts for entry in receipt_entries(receipt) if entry.account == account]


def _problems(book: Book) -> list[Problem]:
    return [problem for rule in RULES for problem in rule(book) if not problem.warning]


def _aside(problem: Problem) -> Aside:
    return Aside("against-the-rules", f"{problem.code} {problem.found}"[:200])


def _by_day(receipt: Receipt) -> tuple[object, str]:
    return receipt.on, receipt.id
