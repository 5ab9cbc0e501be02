"""However messages are ordered, repeated and spread over instances, the ledger in the end is the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nhandao.book.load import load
from nhandao.ledger.balances import handover_entry, receipt_entries, sums
from scripts.callback.committer import Committer
from scripts.callback.intake import Envelope
from scripts.callback.repository import Repository
from scripts.callback.shelf import Shelf
from tests.callback.office import ADDRESS, FUND, Office, gift, git, promise, work

_turns = count()


def story(turn: int) -> list[Envelope]:
    """A gift with its fee, a refund in two parts and one that is too much; the same transfer by two doors; no code."""
    return [
        gift(f"{turn}-gift", 300_000, ADDRESS),
        gift(f"{turn}-fee", 3_000, fee_of=f"bank-{turn}-gift"),
        gift(f"{turn}-back1", 100_000, reverses=f"bank-{turn}-gift"),
        gift(f"{turn}-back2", 150_000, reverses=f"bank-{turn}-gift"),
        gift(f"{turn}-twice", 70_000, FUND, told_by="sepay"),
        gift(f"{turn}-twice", 70_000, FUND, told_by="statement"),
        gift(f"{turn}-nocode", 50_000),
    ]


LINES = ("gift", "fee", "back1", "back2", "twice")


@pytest.fixture
def offices(place: Path) -> Iterator[tuple[Office, list[Committer]]]:
    office = Office(place / "office")
    committers = [office.committer("one"), office.committer("other")]
    yield office, committers
    for committer in committers:
        committer.close()


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_ledger_does_not_depend_on_order_repetition_or_instance(
    offices: tuple[Office, list[Committer]], data: st.DataObject
) -> None:
    office, committers = offices
    turn = next(_turns)
    told = [envelope for envelope in story(turn) for _ in range(data.draw(st.integers(1, 4)))]
    order = data.draw(st.permutations(told))
    for envelope in order:
        committer = data.draw(st.sampled_from(committers))
        committer.inbox.put(envelope)
        if data.draw(st.integers(0, 5)) == 0:
            committer.commit_waiting()
    for _ in range(6):
        for committer in committers:
            committer.look()
            work(committer, 3)
        if not any(committer.inbox.names(where) for committer in committers for where in ("inbox", "unpushed")):  # type: ignore[arg-type]
            break
    found = {name: times for name, times in office.receipts().items() if name.startswith(f"bank-{turn}-")}
    assert found == {f"bank-{turn}-{name}": 1 for name in LINES}
    unmatched = {name for committer in committers for name in committer.inbox.names("unmatched")}
    assert f"bank-{turn}-nocode.json" in unmatched
    assert not any(committer.inbox.names("quarantine") for committer in committers)


def test_what_is_known_of_the_ledger_is_the_same_carried_along_or_read_anew(place: Path) -> None:
    office = Office(place / "office", data="data")
    repository = Repository(office.remote, "", "main", "data")
    carried = Shelf(repository, repository.head or "")
    committer = office.committer()
    for number in range(3):
        committer.inbox.put(gift(f"A{number}", 200_000, ADDRESS))
        committer.inbox.put(promise() if number == 1 else gift(f"B{number}", 200_000, FUND))
        work(committer)
        office.pull()
        office.write(
            "# receipts/2023/07/01/cash-H1.yaml\nsource: cash\npayment_id: H1\non: 2023-07-01\n"
            + f"account: {ADDRESS if number % 2 else FUND}\nvalue_vnd: 60000\n"
        )
        if number == 2:
            (office.staff / "data/receipts/2023/06/01/transfer-FT1.yaml").unlink()
        office.push()
        head = git(office.remote, "rev-parse", "main").strip()
        carried.advance(head)
        anew = Shelf(repository, head)
        for account in (ADDRESS, FUND):
            one, other = carried.holdings(account), anew.holdings(account)
            assert sorted(one.entries) == sorted(other.entries)
            book, _ = load(office.staff / "data")
            assert book is not None
            lines = book.lines_of(account)
            entries = [entry for line in lines.receipts for entry in receipt_entries(line)]
            entries += [handover_entry(line) for line in lines.handovers]
            held = sums(entry for entry in entries if entry.account == account)
            assert held == sums(one.entries) == sums(other.entries)
        assert carried._paths == anew._paths
        assert carried._blobs == anew._blobs
    committer.close()
    repository.close()
