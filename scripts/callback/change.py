"""Whether new lines fit the ledger: the Book's own rules, asked about a small Book of what the lines touch.

A gift only adds to what an account holds, so it is judged with its address and promise alone; for a fee or something
given back, all lines of the account are asked. What was wrong before is not held against a new line, unless it makes it
worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from nhandao.book import checks
from nhandao.book.book import Book, path_of
from nhandao.records.address import Address
from nhandao.records.campaign import Campaign
from nhandao.records.lines import Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from scripts.callback.ledger import Aside
from scripts.callback.line_file import Line
from scripts.callback.shelf import AccountLines, Shelf

RULES: tuple[checks.Check, ...] = (
    checks.lines_resolve,
    checks.reversals_fit,
    checks.balances_are_never_negative,
    checks.amounts_are_plausible,
    checks.lines_come_after_approval,
)
"""Those of `nhandao.book.checks` that a new promise or receipt can break."""

_NONE = AccountLines((), (), False)


class Change:
    """The lines of one commit in the making, each asked for before it is taken."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._pledges: dict[str, Pledge] = {}
        self._receipts: dict[str, Receipt] = {}

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

    def _take_adding(self, lines: Sequence[Line]) -> dict[str, Aside]:
        if not lines:
            return {}
        wrong: dict[str, Aside] = {}
        for problem in _problems(self._book(lines, _NONE)):
            wrong.setdefault(problem.path, _aside(problem))
        self._keep(line for line in lines if path_of(line) not in wrong)
        return {path: aside for path, aside in wrong.items() if path in {path_of(line) for line in lines}}

    def _take_from(self, account: str, receipts: Sequence[Receipt]) -> dict[str, Aside]:
        there = self._shelf.lines_of(account)
        if there.unread:
            return {path_of(receipt): Aside("ledger-unread", account) for receipt in receipts}
        new = tuple(receipt for receipt in self._receipts.values() if receipt.account == account)
        return self._halve(AccountLines(there.receipts + new, there.handovers, False), sorted(receipts, key=_by_day))

    def _halve(self, there: AccountLines, receipts: Sequence[Receipt]) -> dict[str, Aside]:
        """Take all if they fit together, else the first half and then of the second what still fits."""
        before = set(_problems(self._book(receipts, there, without=True)))
        worse = [problem for problem in _problems(self._book(receipts, there)) if problem not in before]
        if not worse:
            self._keep(receipts)
            return {}
        if len(receipts) == 1:
            return {path_of(receipts[0]): _aside(worse[0])}
        middle = len(receipts) // 2
        refused = self._halve(there, receipts[:middle])
        taken = tuple(receipt for receipt in receipts[:middle] if path_of(receipt) not in refused)
        return refused | self._halve(there._replace(receipts=there.receipts + taken), receipts[middle:])

    def _keep(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if isinstance(line, Pledge):
                self._pledges[line.reference] = line
            else:
                self._receipts[line.id] = line

    def _book(self, lines: Sequence[Line], there: AccountLines, without: bool = False) -> Book:
        """A Book of what stands in the account, the new lines (unless `without`), and all that both name."""
        pledges: dict[str, Pledge] = {}
        receipts = {receipt.id: receipt for receipt in there.receipts}
        if not without:
            receipts |= {line.id: line for line in lines if isinstance(line, Receipt)}
            pledges |= {line.reference: line for line in lines if isinstance(line, Pledge)}
        addresses: dict[str, Address] = {}
        organisations: dict[str, Organisation] = {}
        promised: set[str] = set()
        for line in lines:
            if line.account not in addresses and (address := self.address(line.account)) is not None:
                addresses[line.account] = address
            identity = line.supporter.organisation
            if identity is not None and identity not in organisations:
                if (organisation := self._shelf.find(Organisation, identity)) is not None:
                    organisations[identity] = organisation
            if isinstance(line, Receipt) and line.pledge is not None and self.pledge(line.pledge) is not None:
                promised.add(line.pledge)
        # What is there but not part of this small Book is not called missing.
        unread = frozenset(self._shelf.keys(Organisation)) - organisations.keys()
        unread |= promised
        unread |= {line.pledge for line in there.receipts if line.pledge is not None}
        unread |= {line.pledge for line in there.handovers if line.pledge is not None}
        return Book(
            campaign=self.campaign,
            units={},
            organisations=organisations,
            addresses=addresses,
            pledges=dict(sorted(pledges.items())),
            receipts=dict(sorted(receipts.items())),
            handovers={handover.id: handover for handover in sorted(there.handovers, key=attrgetter("id"))},
            photos={},
            photo_ids={},
            record_ids={},
            broken=unread,
        )


def _problems(book: Book) -> list[Problem]:
    return [problem for rule in RULES for problem in rule(book) if not problem.warning]


def _aside(problem: Problem) -> Aside:
    return Aside("against-the-rules", f"{problem.code} {problem.found}"[:200])


def _by_day(receipt: Receipt) -> tuple[object, str]:
    return receipt.on, receipt.id
