"""The small question asked of a change has the same answer as the whole Book's rules."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nhandao.book.load import load
from scripts.callback.change import Change
from scripts.callback.committer import Committer
from scripts.callback.ledger import line_of
from scripts.callback.line_file import file_of
from scripts.callback.repository import Repository
from scripts.callback.shelf import Shelf
from tests.callback.office import ADDRESS, FUND, Office, gift, git, work

_turns = count()

PARTS = st.lists(
    st.tuples(
        st.sampled_from(["fee", "refund"]),
        st.integers(0, 3),  # of which gift
        st.sampled_from([1_000, 90_000, 120_000, 250_000]),
        st.integers(1, 5),  # day of May
    ),
    max_size=8,
)
GIFTS = st.lists(
    st.tuples(st.sampled_from([ADDRESS, FUND]), st.sampled_from([60_000, 250_000]), st.integers(1, 4)),
    min_size=1,
    max_size=4,
)
HELP = st.lists(st.tuples(st.sampled_from([50_000, 200_000]), st.integers(2, 5)), max_size=2)


@pytest.fixture
def open_office(place: Path) -> Iterator[tuple[Office, Committer]]:
    office = Office(place / "office")
    committer = office.committer()
    yield office, committer
    committer.close()


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gifts=GIFTS, parts=PARTS, helped=HELP)
def test_what_is_taken_breaks_no_rule_and_what_is_refused_would(
    open_office: tuple[Office, Committer],
    gifts: list[tuple[str, int, int]],
    parts: list[tuple[str, int, int, int]],
    helped: list[tuple[int, int]],
) -> None:
    office, committer = open_office
    turn = next(_turns)
    office.pull()
    for number, (value, day) in enumerate(helped):
        # From the fund, as far as its money lasts: a start that is in order.
        office.write(
            f"""
# receipts/2023/05/0{day}/cash-{turn}h{number}.yaml
source: cash
payment_id: {turn}h{number}
on: 2023-05-0{day}
account: {ADDRESS}
value_vnd: {value}

# handovers/2023/05/0{day}/giao-{turn}h{number}.yaml
id: giao-{turn}h{number}
on: 2023-05-0{day}
account: {ADDRESS}
form: wheelchair
kind: cash
value_vnd: {value}
funded_by: receipts
evidence: BB
handed_by: hoi-phuoc-long
"""
        )
    if helped:
        office.push()
        committer.look()
        committer.publish()
    told = [
        gift(f"{turn}g{number}", value, account, on=date(2023, 5, day))
        for number, (account, value, day) in enumerate(gifts)
    ]
    for number, (kind, of, value, day) in enumerate(parts):
        name = f"bank-{turn}g{of % len(gifts)}"
        more = {"fee_of": name} if kind == "fee" else {"reverses": name}
        told.append(gift(f"{turn}p{number}", value, on=date(2023, 5, day), **more))  # type: ignore[arg-type]
    for envelope in told:
        committer.inbox.put(envelope)
    work(committer)
    office.pull()
    _, problems = load(office.staff)
    assert [problem.render("en") for problem in problems if not problem.warning] == []

    there = office.receipts()
    repository = Repository(office.remote, "", "main", "")
    change = Change(Shelf(repository, repository.head or ""))
    for envelope in told:
        if envelope.intake.id not in there:
            line = line_of(envelope, change)
            path, content = file_of(line)  # type: ignore[arg-type]
            (office.staff / path).parent.mkdir(parents=True, exist_ok=True)
            (office.staff / path).write_bytes(content)
            _, problems = load(office.staff)
            (office.staff / path).unlink()
            assert [problem for problem in problems if not problem.warning], envelope.intake
    repository.close()
    git(office.staff, "clean", "-fdq")
    shutil.rmtree(committer.inbox.unmatched)
    committer.inbox.unmatched.mkdir()
