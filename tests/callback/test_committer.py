"""From waiting messages to lines at the remote, and back again when others pushed first."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from nhandao.records.lines import Foreign, Supporter
from scripts.callback import batch
from scripts.callback.committer import Committer
from scripts.callback.intake import Envelope
from scripts.callback.ledger import Known, Outcome
from scripts.callback.lock import AlreadyRunning
from tests.callback.office import ADDRESS, FUND, NOW, ON, PLEDGE, Office, gift, git, promise, work

LATER = NOW + timedelta(days=10)


@pytest.fixture
def office(place: Path) -> Office:
    return Office(place / "office")


def handled(office: Office, *envelopes: Envelope, now: object = NOW) -> Committer:
    committer = office.committer(now=now)  # type: ignore[arg-type]
    for envelope in envelopes:
        committer.inbox.put(envelope)
    work(committer)
    committer.close()
    return committer


def reasons(committer: Committer) -> dict[str, str]:
    return {
        aside.name.split(".")[0]: f"{aside.content.reason} {aside.content.found}".strip()
        for place in ("unmatched", "quarantine")
        for aside in committer.inbox.asides(place)  # type: ignore[arg-type]
        if aside.content is not None
    }


@pytest.mark.parametrize("data", ["", "data", "so/lieu"])
def test_a_gift_becomes_a_line_at_the_remote_where_the_data_folder_is(place: Path, data: str) -> None:
    office = Office(place / "office", data=data)
    committer = handled(office, gift("FT7", 300_000, ADDRESS))
    office.pull()
    path = office.staff / data / "receipts/2023/10/31/bank-FT7.yaml"
    assert path.read_text() == (
        "# yaml-language-server: $schema=../../../../schema/receipt.json\n"
        "source: bank\npayment_id: FT7\non: 2023-10-31\naccount: DC23A0002G\nvalue_vnd: 300000\n"
    )
    assert git(office.staff, "log", "-1", "--format=%an|%s|%b").strip() == (
        "portal callback|receipts: 1 lines, 300.000 đ, bank|bank-FT7\n\nRole: callback"
    )
    assert (committer.inbox.kept_on(ON) / "bank-FT7.json").is_file()
    assert committer.inbox.counts(NOW.timestamp())[:4] == (0, 0, 0, 0)
    office.sound()


def test_all_that_waits_becomes_one_commit(office: Office) -> None:
    before = int(git(office.remote, "rev-list", "--count", "main"))
    handled(office, *(gift(f"FT{number}", 200_000, ADDRESS) for number in range(30)))
    assert int(git(office.remote, "rev-list", "--count", "main")) == before + 1
    assert len(office.receipts()) == 31
    office.sound()


def test_a_promise_its_payment_the_fee_and_a_refund_find_each_other_in_any_order(office: Office) -> None:
    giver = Supporter(name="Anh Khoa D.", visibility="name")
    committer = handled(
        office,
        gift("R1", 100_000, reverses="stripe-P1", source="refund"),
        gift("F1", 9_000, fee_of="stripe-P1", source="stripefee"),
        gift("P1", 500_000, PLEDGE, source="stripe"),
        promise(supporter=giver, need=1),
    )
    assert reasons(committer) == {}
    office.pull()
    line = (office.staff / "receipts/2023/10/31/stripe-P1.yaml").read_text()
    assert f"account: {ADDRESS}\n" in line
    assert f"pledge: {PLEDGE}\n" in line
    assert "name: Anh Khoa D.\n  visibility: name\n" in line
    assert f"account: {ADDRESS}\n" in (office.staff / "receipts/2023/10/31/stripefee-F1.yaml").read_text()
    office.sound()


def test_money_for_a_promised_loan_is_a_loan(office: Office) -> None:
    handled(office, promise(kind="loan"), gift("P1", 500_000, PLEDGE), gift("R1", 500_000, reverses="bank-P1"))
    office.pull()
    for name in ("P1", "R1"):
        assert "kind: loan\n" in (office.staff / f"receipts/2023/10/31/bank-{name}.yaml").read_text()
    office.sound()


@pytest.mark.parametrize("value", [1, 10_000, 900_000_000])
def test_an_amount_outside_the_plausible_range_is_kept_with_a_note(office: Office, value: int) -> None:
    handled(office, gift("FT7", value, ADDRESS))
    office.pull()
    assert "confirmed_note: Số tiền do" in (office.staff / "receipts/2023/10/31/bank-FT7.yaml").read_text()
    office.sound()


@pytest.mark.parametrize(
    ("minor", "rate", "value"), [(1000, "24150.5", 241_505), (1, "24150", 242), (1, "24149.9", 241), (3, "150", 5)]
)
def test_a_foreign_amount_is_turned_into_dong_at_its_rate(office: Office, minor: int, rate: str, value: int) -> None:
    foreign = Foreign(currency="USD", amount_minor=minor, rate_vnd=rate, rate_source="mẫu")
    handled(office, gift("P1", None, FUND, foreign=foreign))
    office.pull()
    assert f"value_vnd: {value}\n" in (office.staff / "receipts/2023/10/31/bank-P1.yaml").read_text()
    office.sound()


OTHERS = """
# addresses/2023/DC23A0003E.yaml
code: DC23A0003E
epoch: "2023"
unit: "25216"
kind: individual
display_name: Bác M.
people: [{age_band: 60_up, count: 1}]
title: Bác M. cần được khám và mua thuốc đều
summary: Bác M. sống một mình ở phường Thác Mơ và cần được khám bệnh, mua thuốc đều mỗi tháng.
story: |
  Bác M. sống một mình đã nhiều năm. Hàng xóm chở bác đi khám, nhưng tiền thuốc mỗi tháng thì bác không lo đủ,
  nên có tháng bác bỏ thuốc.
categories: [lonely_elderly]
needs:
  - {form: medical, what: Tiền thuốc, quantity: 12, unit: tháng, unit_price_vnd: 200000}
survey: {on: 2023-03-01, by: Hội phường}
dossier: {on: 2023-03-10, reference: HS-2}
approved: {on: 2023-03-20, by: Hội thị xã, document: QD-2}
introduced: {on: 2023-03-25}
consents:
  - {scopes: [publish, story], by: self, on: 2023-03-01}
"""
OTHER = "DC23A0003E"


@pytest.mark.parametrize(
    ("envelope", "reason"),
    [
        (gift("X"), "no-code"),
        (gift("X", 200_000, ADDRESS, FUND), f"several-codes {ADDRESS}, {FUND}"),
        (gift("X", 200_000, "DC23A0002H"), "wrong-code DC23A0002H"),
        (gift("X", 200_000, "DC23A0004C"), "unknown-address DC23A0004C"),
        (gift("X", 200_000, "QC23A0002C"), "unknown-fund QC23A0002C"),
        (gift("X", 200_000, "CK23A00022"), "unknown-pledge CK23A00022"),
        (gift("X", 200_000, ADDRESS, on=date(2023, 3, 19)), f"not-approved {ADDRESS}"),
        (gift("X", 200_000, reverses="bank-FT99"), "unknown-payment bank-FT99"),
        (gift("X", 3_000_000, reverses="transfer-FT1"), "against-the-rules reversed-too-much 3000000"),
        (gift("X", 600_000, reverses="transfer-FT1"), "against-the-rules negative-balance -100000"),
        (gift("X", 1_000, fee_of="transfer-FT1", on=date(2023, 5, 1)), "against-the-rules line-before-original 2023-05-01"),
        (gift("X", 200_000, ADDRESS, supporter=Supporter(name="An\u202eB", visibility="name")), "cannot-be-written"),
        (gift("X", 10**15, ADDRESS), "cannot-be-written"),
        (promise(value=1_000), "against-the-rules not-plausible 1000"),
        (promise(account="DC23A0004C"), "unknown-address DC23A0004C"),
    ],
)  # fmt: skip
def test_what_does_not_follow_from_the_records_goes_to_a_person(
    office: Office, envelope: Envelope, reason: str
) -> None:
    committer = handled(office, envelope, now=LATER)
    assert list(reasons(committer).values()) == [reason]
    assert list(office.receipts()) == ["transfer-FT1"]
    office.sound()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("by: self, on: 2023-03-01}", "by: self, on: 2023-03-01, withdrawn_on: 2023-10-31}", "withdrawn"),
        ("by: self, on: 2023-03-01}", "by: self, on: 2023-03-01, expires_on: 2023-10-01}", "expired"),
        ("introduced: {on: 2023-03-25}", "suspended: {on: 2023-10-01, reason: kiểm tra lại}", "suspended"),
        ("introduced: {on: 2023-03-25}", "rejected: {on: 2023-10-01, reason: đã được giúp}", "rejected"),
        ("introduced: {on: 2023-03-25}", "duplicate_of: DC23A0002G", "duplicate"),
        ("introduced: {on: 2023-03-25}", "call: {opens_on: 2023-08-01, closes_on: 2023-10-30}", "call-closed"),
        (
            "introduced: {on: 2023-03-25}",
            "finished: {on: 2023-10-31, reason: completed, outcome: Gia đình đã tự lo được cuộc sống.}",
            "finished",
        ),
    ],
)
def test_an_address_that_takes_no_gifts_on_the_day_goes_to_a_person_and_the_day_before_is_fine(
    place: Path, old: str, new: str, reason: str
) -> None:
    office = Office(place / "office", OTHERS.replace(old, new))
    before = gift("A", 200_000, OTHER, on=date(2023, 9, 1))
    committer = handled(office, gift("B", 200_000, OTHER), before, gift("C", 200_000, ADDRESS))
    assert reasons(committer)["bank-B"] == f"{reason} {OTHER}"
    assert "bank-C" in office.receipts()
    assert ("bank-A" in office.receipts()) is (reason != "duplicate")
    office.sound()


def test_a_person_gives_the_code_and_the_money_is_in_the_ledger(office: Office) -> None:
    committer = office.committer()
    committer.inbox.put(gift("X"))
    work(committer)
    assert reasons(committer) == {"bank-X": "no-code"}
    assert committer.inbox.put(gift("X")) == "known"
    assert committer.inbox.answer("bank-X.json", (FUND,)) == "new"
    work(committer)
    assert committer.inbox.put(gift("X")) == "known"
    assert reasons(committer) == {}
    assert office.receipts()["bank-X"] == 1
    committer.close()
    office.sound()


def test_what_a_person_put_away_is_kept_and_known(office: Office) -> None:
    committer = office.committer()
    committer.inbox.put(gift("X"))
    work(committer)
    committer.inbox.put_away("unmatched", "bank-X.json")
    assert reasons(committer) == {}
    assert committer.inbox.put(gift("X")) == "known"
    with pytest.raises(KeyError):
        committer.inbox.put_away("quarantine", "../inbox/bank-X.json")
    assert committer.inbox.put(gift("X", 200_000, FUND)) == "new"
    work(committer)
    assert office.receipts()["bank-X"] == 1
    committer.close()


def test_a_code_that_comes_with_the_statement_settles_what_waited_for_a_person(office: Office) -> None:
    committer = office.committer()
    committer.inbox.put(gift("X"))
    work(committer)
    assert committer.inbox.put(gift("X", 200_000, ADDRESS, told_by="statement")) == "new"
    work(committer)
    assert reasons(committer) == {}
    assert office.receipts()["bank-X"] == 1
    committer.close()


def test_the_same_payment_told_with_another_day_counts_once(office: Office) -> None:
    committer = office.committer()
    committer.inbox.put(gift("X", 200_000, ADDRESS))
    work(committer)
    committer.inbox.put(gift("X", 200_000, ADDRESS, on=date(2023, 10, 30), told_by="statement"))
    committer.inbox.put(gift("X", 250_000, ADDRESS, on=date(2023, 10, 29), told_by="statement"))
    work(committer)
    assert reasons(committer) in ({"bank-X": "ledger-differs bank-X"}, {"bank-X": "told-differently"})
    assert office.receipts()["bank-X"] == 1
    committer.close()
    office.sound()


def test_of_refunds_that_together_are_too_much_those_that_fit_are_taken(office: Office) -> None:
    committer = handled(
        office,
        gift("G", 1_000_000, ADDRESS),
        *(gift(f"R{number}", 300_000, reverses="bank-G") for number in range(5)),
        gift("S", 5_000, fee_of="bank-G"),
    )
    assert sorted(reasons(committer)) == ["bank-R3", "bank-R4"]
    assert {"bank-R0", "bank-R1", "bank-R2", "bank-S"} <= office.receipts().keys()
    office.sound()


def test_a_refund_waits_for_its_payment_and_goes_to_a_person_only_later(office: Office) -> None:
    committer = office.committer()
    committer.inbox.put(gift("R", 100_000, reverses="bank-G"))
    work(committer)
    assert committer.inbox.names("inbox") == ["bank-R.json"]
    assert committer.status().held == 1
    committer.inbox.put(gift("G", 100_000, ADDRESS))
    work(committer)
    assert committer.inbox.names("inbox") == []
    assert {"bank-R", "bank-G"} <= office.receipts().keys()
    committer.close()
    office.sound()


def test_an_address_approved_by_staff_a_moment_ago_is_known(office: Office) -> None:
    committer = office.committer()
    office.write(OTHERS)
    office.push()
    committer.inbox.put(gift("X", 200_000, OTHER))
    work(committer)
    assert reasons(committer) == {}
    assert office.receipts()["bank-X"] == 1
    committer.close()


def test_as_long_as_the_remote_cannot_be_asked_an_unknown_address_waits(office: Office) -> None:
    committer = office.committer()
    away = office.remote.rename(office.place / "away.git")
    committer.inbox.put(gift("X", 200_000, OTHER))
    committer.inbox.put(gift("Y", 200_000, ADDRESS))
    work(committer)
    assert committer.inbox.names("inbox") == ["bank-X.json"]
    assert committer.inbox.names("unpushed") == ["bank-Y.json"]
    assert committer.status().unpushed_commits == 1
    assert committer.status().push_failures > 0
    away.rename(office.remote)
    office.write(OTHERS)
    office.push()
    work(committer)
    assert {"bank-X", "bank-Y"} <= office.receipts().keys()
    assert committer.status().push_failures == 0
    committer.close()
    office.sound()


def test_lines_are_replayed_on_top_of_what_staff_pushed_and_judged_again(office: Office) -> None:
    office.write(OTHERS)
    office.push()
    committer = office.committer()
    away = office.remote.rename(office.place / "away.git")
    committer.inbox.put(gift("A", 200_000, ADDRESS))
    committer.inbox.put(gift("B", 200_000, OTHER))
    committer.inbox.put(gift("C", 500_000, reverses="transfer-FT1"))
    committer.inbox.put(gift("D", 200_000, FUND))
    work(committer)
    assert len(committer.inbox.names("unpushed")) == 4
    away.rename(office.remote)
    # Meanwhile: the address is withdrawn, its money handed over, and one payment entered by hand with another amount.
    file = office.staff / "addresses/2023/DC23A0003E.yaml"
    file.write_text(file.read_text().replace("on: 2023-03-01}", "on: 2023-03-01, withdrawn_on: 2023-10-01}", 1))
    office.write(
        f"""
# handovers/2023/10/30/ban-giao-2.yaml
id: ban-giao-2
on: 2023-10-30
account: {ADDRESS}
form: wheelchair
kind: cash
value_vnd: 500000
funded_by: receipts
evidence: BB-2
handed_by: hoi-phuoc-long

# receipts/2023/10/31/bank-D.yaml
source: bank
payment_id: D
on: 2023-10-31
account: {ADDRESS}
value_vnd: 150000
"""
    )
    office.push()
    theirs = git(office.staff, "rev-parse", "HEAD").strip()
    work(committer)
    assert committer.status().replays == 1
    assert reasons(committer) == {
        "bank-B": f"withdrawn {OTHER}",
        "bank-C": "against-the-rules negative-balance -150000",
        "bank-D": "ledger-differs bank-D",
    }
    assert office.receipts() == {"transfer-FT1": 1, "bank-A": 1, "bank-D": 1}
    git(office.remote, "merge-base", "--is-ancestor", theirs, "main")
    committer.close()
    office.sound()


def test_an_identical_line_that_is_at_the_remote_already_is_dropped_without_a_word(office: Office) -> None:
    one, other = office.committer("one"), office.committer("other")
    for committer in (one, other):
        committer.inbox.put(gift("A", 200_000, ADDRESS))
        committer.commit_waiting()
    for committer in (one, other, one):
        work(committer)
    assert reasons(one) == reasons(other) == {}
    assert office.receipts()["bank-A"] == 1
    for committer in (one, other):
        assert (committer.inbox.kept_on(ON) / "bank-A.json").is_file()
        committer.close()
    office.sound()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"version": 1, "inta',
        b'{"version": 2, "intake": {}}',
        b"\xff\xfe\x00",
        gift("OTHER", 200_000, ADDRESS).model_dump_json().encode(),
        gift("X", 200_000, ADDRESS).model_dump_json().replace('"value_vnd":200000', '"value_vnd":-1').encode(),
        gift("X", 200_000, ADDRESS).model_dump_json().replace('"value_vnd":200000', '"value_vnd":0.5').encode(),
        gift("X", 200_000, ADDRESS).model_dump_json().replace('"version":1', '"version":1,"more":2').encode(),
    ],
)
def test_a_waiting_file_that_is_no_message_is_kept_for_a_person(office: Office, content: bytes) -> None:
    committer = office.committer()
    (committer.inbox.waiting / "bank-X.json").write_bytes(content)
    committer.inbox.put(gift("Y", 200_000, ADDRESS))
    work(committer)
    (aside,) = committer.inbox.asides("quarantine")
    assert aside.content is not None
    assert (aside.content.reason, aside.content.text) == ("unreadable", content.decode("utf-8", "backslashreplace"))
    assert committer.inbox.names("inbox") == []
    assert office.receipts()["bank-Y"] == 1
    committer.close()


def test_a_gift_that_a_person_sent_elsewhere_is_known_when_its_bank_tells_it_again(place: Path) -> None:
    gone = OTHERS.replace("introduced: {on: 2023-03-25}", "suspended: {on: 2023-10-01, reason: kiểm tra lại}")
    office = Office(place / "office", gone)
    committer = office.committer()
    committer.inbox.put(gift("X", 200_000, OTHER))
    work(committer)
    committer.inbox.answer("bank-X.json", (FUND,))
    work(committer)
    assert committer.inbox.put(gift("X", 200_000, OTHER)) == "known"
    assert committer.inbox.put(gift("X", 200_000, OTHER, on=date(2023, 10, 30))) == "new"
    work(committer)
    assert reasons(committer) == {}
    assert office.receipts()["bank-X"] == 1
    committer.close()


def test_a_line_of_the_account_that_cannot_be_read_stops_refunds_and_not_gifts(place: Path) -> None:
    office = Office(place / "office")
    committer = office.committer()
    office.write(f"# receipts/2023/07/01/cash-H1.yaml\nsource: cash\naccount: {ADDRESS}\nvalue_vnd: viele\n")
    office.push()
    committer.look()
    committer.publish()
    committer.inbox.put(gift("X", 200_000, ADDRESS))
    committer.inbox.put(gift("R", 100_000, reverses="transfer-FT1"))
    work(committer)
    assert reasons(committer) == {"bank-R": f"ledger-unread {ADDRESS}"}
    assert office.receipts()["bank-X"] == 1
    committer.close()


def test_what_was_wrong_before_is_not_held_against_a_fee_that_does_not_make_it_worse(place: Path) -> None:
    office = Office(
        place / "office",
        f"# receipts/2023/07/01/cash-H1.yaml\nsource: cash\npayment_id: H1\non: 2023-07-01\naccount: {ADDRESS}\nvalue_vnd: 60000\nneed: 9\n",
    )
    committer = handled(office, gift("F", 1_000, fee_of="transfer-FT1"))
    assert reasons(committer) == {}
    assert office.receipts()["bank-F"] == 1


def test_what_a_person_decided_at_one_instance_settles_it_at_the_other(office: Office) -> None:
    one, other = office.committer("one"), office.committer("other")
    for committer in (one, other):
        committer.inbox.put(gift("X"))
        work(committer)
        assert reasons(committer) == {"bank-X": "no-code"}
    one.inbox.answer("bank-X.json", (FUND,))
    work(one)
    other.look()
    work(other)
    assert reasons(other) == {}
    assert office.receipts()["bank-X"] == 1
    for committer in (one, other):
        committer.close()


def test_a_message_that_the_program_fails_on_does_not_keep_the_others_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = batch.line_of

    def fail(envelope: Envelope, known: Known) -> Outcome:
        if envelope.intake.id == "bank-N7":
            raise ZeroDivisionError("a mistake of ours")
        return whole(envelope, known)

    monkeypatch.setattr(batch, "line_of", fail)
    committer = handled(office, *(gift(f"N{number}", 200_000, ADDRESS) for number in range(20)))
    assert reasons(committer)["bank-N7"].startswith("program-error ZeroDivisionError at ")
    assert len(office.receipts()) == 20
    office.sound()


def test_a_second_committer_on_the_same_folder_says_so_and_would_exit_with_2(office: Office) -> None:
    committer = office.committer()
    with pytest.raises(AlreadyRunning) as refusal:
        office.committer()
    assert refusal.value.status == 2
    committer.close()
    office.committer().close()


def test_what_follows_a_push_may_fail_and_the_lines_stand(office: Office) -> None:
    told: list[int] = []

    def fail(lines: int) -> None:
        told.append(lines)
        raise RuntimeError("the build broke")

    committer = Committer(office.settings(), clock=lambda: NOW, after_push=fail)
    committer.prepare()
    committer.inbox.put(gift("A", 200_000, ADDRESS))
    work(committer)
    committer.close()
    assert told == [1]
    assert "bank-A" in office.receipts()
