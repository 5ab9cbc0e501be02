"""A posted form from the door to the inbox: kept whole with its contact, or not at all."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from altcha import v1

from nhandao.records.campaign import Campaign, Giving
from scripts.callback.altcha import Proofs
from scripts.callback.intake import Promise
from scripts.callback.limits import Limits, Rate, Rates
from scripts.callback.pledge_answer import pledged
from scripts.callback.pledge_desk import PledgeDesk, Taken, Turned
from scripts.callback.pledge_form import Draft
from scripts.callback.references import References
from scripts.callback.repeats import Repeats
from scripts.private import keys
from scripts.private.store import PrivateStore
from tests import tree
from tests.callback.test_pledge_form import RIGHT, account

AT = datetime(2023, 10, 30, 18, 0, tzinfo=UTC)  # the 31st in Vietnam
OURS = {"Origin": "https://nhandao.example", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Counter:
    """A desk with everything real but the inbox, which is a list that may refuse."""

    folder: Path
    campaign: Campaign
    inbox: list[Promise] = field(default_factory=list)
    full: bool = False
    now: float = 1_700_000_000.0

    def __post_init__(self) -> None:
        self.store = PrivateStore(self.folder / "private")
        keys.make_pair(self.store.public_keys, self.folder / "secret", 2023)
        self.proofs = Proofs(bytes(32), lambda: self.now, work=200)
        self.desk = PledgeDesk(
            campaign=lambda: self.campaign, account=account, ours=["https://nhandao.example"],
            limits=self.limits(Rates()), unproved=self.limits(Rates()._replace(per_account=Rate(2, 600))), proofs=self.proofs,
            repeats=Repeats[tuple[Draft, str]](lambda: self.now), together=Repeats(lambda: self.now), references=References(self.folder / "state", "B"),
            given=lambda year: [promise.pledge.reference for promise in self.inbox], store=self.store, keep=self.keep,
        )  # fmt: skip

    def limits(self, rates: Rates) -> Limits:
        return Limits(rates, lambda: self.now, lambda: date(2023, 10, 31))

    def keep(self, promise: Promise) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.inbox.append(promise)

    def take(self, headers: dict[str, str] = OURS, **fields: str) -> Taken | Turned:
        return self.desk.take(RIGHT | fields, headers, "192.0.2.1", AT)

    def proof(self) -> str:
        asked = self.proofs.challenge()
        self.now += 10
        solved = v1.solve_challenge(asked["challenge"], asked["salt"], "SHA-256", 200, 0)
        assert solved is not None
        parts = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")}
        return base64.b64encode(json.dumps(parts | {"number": solved.number}).encode()).decode()


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    found = tree.book(tree.write(tmp_path / "data")).campaign
    return Counter(tmp_path, Campaign(**{**dict(found), "giving": Giving(pledge=True)}))


def turned(found: Taken | Turned) -> tuple[int, list[str]]:
    assert isinstance(found, Turned)
    return found.status, [problem.code for problem in found.problems]


def test_a_right_form_is_kept_with_its_contact_under_one_reference(counter: Counter) -> None:
    taken = counter.take(altcha=counter.proof(), message="Chúc cô khoẻ")
    assert isinstance(taken, Taken)
    assert taken.proof == "proved"
    (promise,) = counter.inbox
    assert promise.pledge.reference == taken.reference
    assert promise.pledge.made_on == date(2023, 10, 31), "the day in Vietnam"
    contact = counter.store.open(taken.reference, keys.secret_key(counter.folder / "secret"))
    assert (contact.phone, contact.message) == ("0912345678", "Chúc cô khoẻ")


def test_the_answer_says_the_reference_and_where_to_send_the_money(counter: Counter) -> None:
    taken = counter.take()
    assert isinstance(taken, Taken)
    answer = pledged(taken.draft, taken.reference, counter.campaign)
    assert (answer.reference, answer.url, answer.last_day) == (
        taken.reference,
        "/dia-chi/DC23A0002G/",
        date(2023, 11, 29),
    )
    assert [transfer.amount for transfer in answer.transfers] == [500_000, 0]
    assert all(taken.reference in transfer.payload for transfer in answer.transfers)


def test_goods_have_no_transfer(counter: Counter) -> None:
    taken = counter.take(kind="in_kind", quantity="2", unit="xe lăn", lang="en")
    assert isinstance(taken, Taken)
    answer = pledged(taken.draft, taken.reference, counter.campaign)
    assert (answer.transfers, answer.goods, answer.kind) == ((), "2 xe lăn", "goods")


@pytest.mark.parametrize(
    ("headers", "fields", "wanted"),
    [
        ({}, {}, (403, ["elsewhere"])),
        ({"Origin": "https://evil.example"}, {}, (403, ["elsewhere"])),
        (OURS, {"amount": "x", "consent": ""}, (400, ["amount-unclear", "consent-missing"])),
    ],
)  # fmt: skip
def test_what_is_turned_away_leaves_nothing(
    counter: Counter, headers: dict[str, str], fields: dict[str, str], wanted: object
) -> None:
    assert turned(counter.take(headers, **fields)) == wanted
    assert counter.inbox == []
    assert list(counter.store.references()) == []


def test_without_pledges_in_the_campaign_the_door_is_closed(counter: Counter) -> None:
    counter.campaign = Campaign(**{**dict(counter.campaign), "giving": Giving()})
    assert turned(counter.take()) == (503, ["closed"])


def test_forms_without_a_proof_pass_a_narrower_door(counter: Counter) -> None:
    outcomes = [counter.take(amount=f"{number}00.000") for number in range(1, 5)]
    assert [type(one) for one in outcomes] == [Taken, Taken, Turned, Turned]
    assert turned(outcomes[3]) == (429, ["busy"])
    assert isinstance(outcomes[3], Turned)
    assert outcomes[3].retry_after == 600
    assert "10 phút" in outcomes[3].words()[""]
    assert isinstance(counter.take(amount="900.000", altcha=counter.proof()), Taken)


def test_a_proof_is_not_used_up_by_a_form_that_has_to_be_mended(counter: Counter) -> None:
    proof = counter.proof()
    assert isinstance(counter.take(altcha=proof, phone="1"), Turned)
    mended = counter.take(altcha=proof)
    assert isinstance(mended, Taken)
    assert mended.proof == "proved"


def test_a_double_press_is_one_promise(counter: Counter) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: counter.take(), range(2)))
    assert len(counter.inbox) == 1
    assert {one.reference for one in found if isinstance(one, Taken)} == {counter.inbox[0].pledge.reference}


def no_key(counter: Counter) -> None:
    (counter.store.public_keys / "2023.json").unlink()


def no_inbox(counter: Counter) -> None:
    counter.full = True


def no_numbers(counter: Counter) -> None:
    (counter.folder / "state/CK23B.last").write_text("9999\n")


@pytest.mark.parametrize("broken", [no_key, no_inbox, no_numbers])
def test_what_cannot_be_kept_whole_is_not_kept_at_all(counter: Counter, broken: Callable[[Counter], None]) -> None:
    broken(counter)
    assert turned(counter.take()) == (503, ["not-kept"])
    assert counter.inbox == []
    assert list(counter.store.references()) == []


def test_after_a_failure_the_same_form_can_be_sent_again(counter: Counter) -> None:
    counter.full = True
    counter.take()
    counter.full = False
    taken = counter.take()
    assert isinstance(taken, Taken)
    assert list(counter.store.references()) == [taken.reference]
