"""Promises made together and one transfer for all of them: through the real committer, whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhandao.book.book import Book
from nhandao.book.load import load
from nhandao.records.codes import check_character
from nhandao.records.lines import Pledge, Supporter
from scripts.callback.intake import Envelope, Promise
from scripts.callback.reconciliation import whole
from scripts.callback.replay import replay_state
from tests import tree
from tests.callback.office import ADDRESS, FUND, NOW, ON, Office, gift, git, work
from tests.public.test_ways import ANOTHER

SECOND = "DC23A0003E"
NOBODY = "DC23A0009" + check_character("DC23A0009")
COMPANY = Supporter(name="Công ty Mẫu", kind="organisation", visibility="name_amount")


def reference(number: int) -> str:
    body = f"CK23B{number:04}"
    return body + check_character(body)


ONE, TWO, BUNDLE = reference(1), reference(2), reference(7)


def pledge(code: str, account: str, value: int, **more: object) -> Pledge:
    values: dict[str, object] = {"reference": code, "made_on": ON, "account": account, "supporter": COMPANY}
    values |= {"kind": "cash", "value_vnd": value, "source": "form", "expires_on": date(2023, 11, 30), "bundle": BUNDLE}
    return Pledge.model_validate(values | more)


def together(first: int = 1_000_000, second: int = 2_000_000, **more: object) -> Envelope:
    one, two = pledge(ONE, ADDRESS, first, **more), pledge(TWO, SECOND, second, **more)
    return Envelope(intake=Promise(pledge=one, others=(two,), received_at=NOW))


@pytest.fixture
def office(place: Path) -> Office:
    return Office(place / "office", ANOTHER)


def ledger(office: Office) -> Book:
    folder = office.place / "seen"
    git(office.place, "clone", "--quiet", str(office.remote), str(folder))
    book, problems = load(folder)
    assert book is not None
    assert [problem.render("en") for problem in problems if not problem.warning] == []
    return book


def run(office: Office, *messages: Envelope) -> tuple[Book, list[str]]:
    committer = office.committer()
    for message in messages:
        committer.inbox.put(message)
    work(committer)
    aside = [*committer.inbox.names("unmatched"), *committer.inbox.names("quarantine")]
    committer.close()
    return ledger(office), aside


def parts(book: Book) -> list[tuple[str, str, int, str | None, str | None]]:
    return [
        (line.id, line.account, line.value_vnd, line.pledge, line.part_of)
        for line in book.receipts.values()
        if line.payment_id != "FT1"
    ]


def test_one_transfer_is_split_over_all_promises_of_the_bundle(office: Office) -> None:
    book, aside = run(office, together(), gift("B1", 3_000_000, BUNDLE))
    assert aside == []
    assert {line.bundle for line in book.pledges.values()} == {BUNDLE}
    assert parts(book) == [
        ("bank-B1", ADDRESS, 1_000_000, ONE, None),
        ("bank-B1-p2", SECOND, 2_000_000, TWO, "bank-B1"),
    ]
    assert {line.supporter.name for line in book.receipts.values() if line.pledge} == {"Công ty Mẫu"}
    assert list(replay_state(office.settings())) == []


def test_the_office_knows_the_organisation_and_what_was_kept_still_fits(office: Office) -> None:
    """One part comes before the promises are accepted, one after: both reach them, and the replay sees no difference."""
    committer = office.committer()
    for message in (together(), gift("B1", 1_000_000, BUNDLE)):
        committer.inbox.put(message)
    work(committer)
    office.pull()
    ((path, body),) = tree.documents(tree.ENTERPRISE).items()
    (office.staff / path).parent.mkdir(parents=True, exist_ok=True)
    (office.staff / path).write_text(body)
    for reference in (ONE, TWO):
        file = office.staff / f"pledges/2023/10/{reference}.yaml"
        typed = file.read_text()
        assert "name: Công ty Mẫu\n" in typed
        file.write_text(typed.replace("name: Công ty Mẫu", "organisation: xuong-mau") + "accepted: {on: 2023-11-01}\n")
    office.push()
    committer.look()
    for message in (gift("B2", 2_000_000, BUNDLE), together()):
        committer.inbox.put(message)
    work(committer)
    assert committer.inbox.names("unmatched") == committer.inbox.names("quarantine") == []
    assert list(replay_state(office.settings())) == []
    committer.close()
    givers = {line.id: line.supporter.organisation for line in ledger(office).receipts.values() if line.pledge}
    assert givers == {"bank-B1": None, "bank-B1-p2": None, "bank-B2": "xuong-mau", "bank-B2-p2": "xuong-mau"}


def test_what_is_beyond_goes_to_the_fund_for_surplus(office: Office) -> None:
    book, _ = run(office, together(), gift("B1", 3_000_007, BUNDLE))
    assert parts(book)[2] == ("bank-B1-p3", FUND, 7, None, "bank-B1")


def test_a_second_transfer_fills_what_the_first_left_open(office: Office) -> None:
    book, _ = run(office, together(), gift("B1", 1_000_000, BUNDLE), gift("B2", 2_000_000, BUNDLE))
    came: dict[str | None, int] = {}
    for _, _, value, promised, _ in parts(book):
        came[promised] = came.get(promised, 0) + value
    assert came == {ONE: 1_000_000, TWO: 2_000_000}


def test_the_same_transfer_told_again_changes_nothing(office: Office) -> None:
    told = gift("B1", 3_000_000, BUNDLE)
    run(office, together(), told)
    committer = office.committer()
    committer.inbox.put(gift("B1", 3_000_000, BUNDLE, told_by="statement"))
    committer.inbox.put(together())
    work(committer)
    assert committer.inbox.names("unmatched") == committer.inbox.names("quarantine") == []
    committer.close()
    assert sorted(office.receipts()) == ["bank-B1", "bank-B1-p2", "transfer-FT1"]


def test_the_same_transfer_with_another_sum_waits_for_a_person(office: Office) -> None:
    run(office, together(), gift("B1", 3_000_000, BUNDLE))
    committer = office.committer("other")
    committer.inbox.put(gift("B1", 2_000_000, BUNDLE))
    work(committer)
    (aside,) = committer.inbox.names("quarantine")
    assert aside.startswith("bank-B1.")
    committer.close()


def test_promises_made_together_are_written_all_or_none(office: Office) -> None:
    gone = pledge(TWO, NOBODY, 500_000)
    message = Envelope(intake=Promise(pledge=pledge(ONE, ADDRESS, 500_000), others=(gone,), received_at=NOW))
    committer = office.committer()
    committer.inbox.put(message)
    work(committer)
    still_there = [*committer.inbox.names("inbox"), *committer.inbox.names("unmatched")]
    committer.close()
    assert still_there == [f"pledge-{ONE}.json"]
    assert dict(ledger(office).pledges) == {}


@pytest.mark.parametrize(
    ("promises", "codes", "value"),
    [
        (together(kind="in_kind", quantity=1, unit="chiếc"), (BUNDLE,), 3_000_000),
        (together(), (BUNDLE, ADDRESS), 3_000_000),
        (together(), (BUNDLE, ONE), 3_000_000),
    ],
)
def test_what_cannot_be_split_without_a_guess_waits_for_a_person(
    office: Office, promises: Envelope, codes: tuple[str, ...], value: int
) -> None:
    book, aside = run(office, promises, gift("B1", value, *codes))
    assert parts(book) == []
    assert aside == ["bank-B1.json"]


def test_a_refund_of_a_split_transfer_waits_for_a_person(office: Office) -> None:
    back = gift("R1", 3_000_000, reverses="bank-B1", source="bank")
    book, aside = run(office, together(), gift("B1", 3_000_000, BUNDLE), back)
    assert len(parts(book)) == 2
    assert aside == ["bank-R1.json"]


def test_a_statement_sees_a_split_transfer_as_the_bank_does(office: Office) -> None:
    book, _ = run(office, together(), gift("B1", 3_000_000, BUNDLE))
    seen = {line.id: line.value_vnd for line in whole(book.receipts.values())}
    assert seen == {"bank-B1": 3_000_000, "transfer-FT1": 2_000_000}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 4_000_000), min_size=1, max_size=4), st.integers(100_000, 3_000_000))
def test_whatever_is_transferred_stands_in_the_ledger_once(
    tmp_path_factory: pytest.TempPathFactory, transfers: list[int], second: int
) -> None:
    office = Office(tmp_path_factory.mktemp("split") / "office", ANOTHER)
    gifts = [gift(f"B{number}", value, BUNDLE) for number, value in enumerate(transfers)]
    book, aside = run(office, together(second=second), *gifts)
    assert aside == []
    assert sum(value for _, _, value, _, _ in parts(book)) == sum(transfers)
    for promised, most in ((ONE, 1_000_000), (TWO, second)):
        came = sum(value for _, _, value, name, _ in parts(book) if name == promised)
        assert came <= most


def test_a_bundle_must_be_of_one_giver_with_one_promise_for_each_address(tmp_path: Path) -> None:
    line = "reference: {}\nmade_on: 2023-10-31\naccount: {}\nsupporter: {{name: {}, visibility: name}}\nkind: cash\nvalue_vnd: 500000\nbundle: {}\n"
    rows = [(ONE, ADDRESS, "Công ty A", BUNDLE), (TWO, ADDRESS, "Công ty A", BUNDLE), (reference(3), SECOND, "Bà B", BUNDLE),
            (reference(4), ADDRESS, "Ông C", ONE)]  # fmt: skip
    text = ANOTHER + "".join(f"\n# pledges/2023/10/{row[0]}.yaml\n{line.format(*row)}" for row in rows)
    _, problems = load(tree.write(tmp_path, text))
    found = sorted((problem.path[-15:-5], problem.code) for problem in problems if not problem.warning)
    assert found == [(TWO, "bundle-differs"), (reference(3), "bundle-differs"), (reference(4), "bundle-is-a-pledge")]
