"""Reports count what is true at the end of their period: what was taken back, paused or found twice by then is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.records import periods
from nhandao.records.campaign import Windows
from nhandao.records.periods import Period
from nhandao.reporting.counted import Counted
from nhandao.reporting.facts import Counts
from nhandao.reporting.report import Reports
from nhandao.reporting.table import Table, Value
from tests import tree
from tests.reporting.test_targets import CK, CODES, HOME, YEAR, address, body, help_to, pledge

Q2, Q3 = (periods.quarter(2023, number, Windows()) for number in (2, 3))
GIVER = "supporter: {organisation: hoi-nong-dan, kind: organisation}"


def receipt(name: str, on: str, value: int, more: str = "", account: str = HOME) -> str:
    return f"""
# receipts/{on.replace("-", "/")}/cash-{name}.yaml
source: cash
payment_id: {name}
on: {on}
account: {account}
value_vnd: {value}
{more}
"""


def handover(name: str, on: str, more: str, value: int = 1_000_000, account: str = HOME) -> str:
    return f"""
# handovers/{on.replace("-", "/")}/giao-{name}.yaml
id: giao-{name}
on: {on}
account: {account}
form: capital
value_vnd: {value}
evidence: BB-{name}
handed_by: hoi-phuoc-long
{more}
"""


def counts(folder: Path, text: str, period: Period = YEAR, account: str = HOME) -> Counts:
    return Counted(tree.book(tree.write(folder, text)), period).facts_of(account).counts


def table(folder: Path, name: str, period: Period, unit: str = "tinh", as_of: str = "2023-11-24") -> Table:
    reports = Reports(tree.book(folder), period, date.fromisoformat(as_of))
    found = reports.report(reports.areas.by_code[unit]).tables
    return next(one for one in found if one.name == name)


def row(found: Table, first: str) -> dict[str, Value]:
    keys = [column.key for column in found.columns]
    return next(dict(zip(keys, one, strict=True)) for one in found.rows if one[0] == first)


@pytest.mark.parametrize(
    ("back", "on", "gave"),
    [
        (4_000_000, "2023-06-20", False),
        (3_999_999, "2023-06-20", True),
        (4_000_000, "2023-08-24", False),
        (4_000_000, "2023-08-25", True),
    ],
)
def test_a_gift_wholly_given_back_in_the_period_has_no_giver_and_takes_nothing_on(
    tmp_path: Path, back: int, on: str, gave: bool
) -> None:
    text = body("commune_body", "hoi-nong-dan", "")
    text += receipt("A", "2023-06-01", 4_000_000, GIVER) + receipt("B", on, back, "reverses: cash-A")
    facts = Counted(tree.book(tree.write(tmp_path, text)), Q3).facts_of(HOME)
    assert facts.organisations == (("hoi-nong-dan",) if gave else ())
    assert facts.registrations == ((("hoi-nong-dan", ""),) if gave else ())


def test_what_was_received_is_less_what_was_given_back_in_the_period_of_the_refund(tmp_path: Path) -> None:
    text = receipt("A", "2023-05-20", 4_000_000) + receipt("B", "2023-05-30", 3_000_000, "reverses: cash-A")
    text += receipt("C", "2023-06-02", 100_000, "fee_of: cash-A")
    book = tree.book(tree.write(tmp_path, text))
    assert [Counted(book, one).facts_of(HOME).counts.received for one in (Q2, Q3)] == [4_000_000, -1_000_000]
    assert Counted(book, Q2).facts_of(HOME).counts.unnamed_gifts == 1


def test_a_correction_takes_from_what_its_original_was_counted_as(tmp_path: Path) -> None:
    """A correction that leaves its kind and giver out, or says them otherwise, corrects the original all the same."""
    text = body("member_body", "hoi-nong-dan", "", level="province")
    text += receipt("A", "2023-06-01", 4_000_000, f"kind: in_kind\n{GIVER}")
    text += receipt("B", "2023-06-20", 4_000_000, "kind: in_kind\nreverses: cash-A")
    text += handover("C", "2023-07-01", f"kind: loan\nfunded_by: supporter\nregular: true\n{GIVER}")
    text += handover("D", "2023-07-02", "kind: cash\nfunded_by: supporter\nreverses: giao-C")
    text += handover("E", "2023-07-03", "kind: cash\nfunded_by: supporter\nprogramme: khac\ncounted_here: false")
    text += handover("F", "2023-07-04", "kind: cash\nfunded_by: supporter\nreverses: giao-E")
    found = counts(tmp_path, text, periods.year_period(2023))
    assert (found.loans, found.cash, found.times, found.times_regular) == (0, 1_500_000, 1, 0)
    given = row(table(tmp_path, "dong-gop", periods.half_year(2023, Windows()), "hoi-nong-dan"), "hoi-nong-dan")
    assert (given["in_kind"], given["times"]) == (0, 0)
    given = row(table(tmp_path, "dong-gop", YEAR, "hoi-nong-dan"), "hoi-nong-dan")
    assert (given["in_kind"], given["cash"], given["loans"], given["times"]) == (0, 0, 0, 0)
    assert [one[0] for one in table(tmp_path, "dinh-chinh", Q3).rows] == ["cash-B", "giao-D"]


def test_a_promised_loan_is_no_promised_gift(tmp_path: Path) -> None:
    text = body("member_body", "hoi-nong-dan", "", level="province")
    text += pledge(CK[0], "2023-05-02", GIVER)
    text += pledge(CK[1], "2023-05-02", GIVER).replace("kind: cash", "kind: loan")
    tree.write(tmp_path, text)
    assert row(table(tmp_path, "dong-gop", YEAR, "hoi-nong-dan"), "hoi-nong-dan")["promised"] == 1_000_000


def test_help_to_a_second_record_of_an_address_is_help_to_that_one_address(tmp_path: Path) -> None:
    text = address(0) + address(1, unit="25217", more=f"duplicate_of: {CODES[0]}")
    text += help_to(0, "2023-06-10") + help_to(1, "2023-06-11", GIVER) + body("commune_body", "hoi-nong-dan", "")
    made = Counted(tree.book(tree.write(tmp_path, text)), YEAR)
    found = made.facts_of(CODES[0]).counts
    assert (found.helped, found.times, found.in_kind) == (1, 2, 7_000_000)
    assert made.facts_of(CODES[1]).counts == Counts()
    assert made.counts(made.areas.by_code["25217"]) == Counts()
    assert made.registrations["hoi-nong-dan", ""] == (CODES[0],)
    total = table(tmp_path, "dia-chi", YEAR, "688").total
    assert total is not None
    assert total[10] == 2  # addresses helped: this one, and that of the basic folder


@pytest.mark.parametrize(
    ("more", "listed"),
    [
        ("", True),
        ("suspended: {on: 2023-09-01, reason: kiểm tra lại}", False),
        ("suspended: {on: 2023-09-01, until: 2023-09-30, reason: kiểm tra lại}", True),
        ("suspended: {on: 2023-10-01, reason: kiểm tra lại}", True),
        ("consents: [{scopes: [publish], by: self, on: 2023-03-01, withdrawn_on: 2023-09-30}]", False),
        ("consents: [{scopes: [publish], by: self, on: 2023-03-01, withdrawn_on: 2023-10-01}]", True),
        ("consents: [{scopes: [publish], by: self, on: 2023-03-01, expires_on: 2023-09-01}]", False),
    ],
)
def test_who_may_not_be_shown_on_the_day_of_the_report_is_not_on_its_list(
    tmp_path: Path, more: str, listed: bool
) -> None:
    text = address(0, introduced="2023-06-01", more=more)
    if more.startswith("consents"):
        text = text.replace("consents:\n  - {scopes: [publish, story], by: self, on: 2023-03-01}\n", "")
    tree.write(tmp_path, text)
    found = table(tmp_path, "danh-sach", Q3, as_of="2023-09-30").rows
    assert [one[1] for one in found] == ([CODES[0]] if listed else [])


def test_who_took_consent_back_leaves_the_books_after_that_period(tmp_path: Path) -> None:
    consent = "consents: [{scopes: [publish], by: self, on: 2023-03-01, withdrawn_on: 2023-08-24}%s]"
    old = "consents:\n  - {scopes: [publish, story], by: self, on: 2023-03-01}\n"
    anew = ", {scopes: [publish], by: self, on: 2023-08-30}"
    text = address(0, more=consent % "").replace(old, "") + address(1, more=consent % anew).replace(old, "")
    book = tree.book(tree.write(tmp_path, text))
    q3, q4 = (Counted(book, periods.quarter(2023, number, Windows())) for number in (3, 4))
    for code, after in ((CODES[0], 0), (CODES[1], 1)):
        assert (q3.facts_of(code).counts.surveyed, q3.facts_of(code).counts.withdrawn) == (1, 1)
        assert (q4.facts_of(code).counts.surveyed, q4.facts_of(code).counts.withdrawn) == (after, 0)
    assert Counted(book, YEAR).facts_of(CODES[1]).counts.withdrawn == 0


@pytest.mark.parametrize(("until", "there"), [("2023-05-24", False), ("2023-05-25", False), ("2023-05-26", True)])
def test_what_a_club_gave_before_it_ended_stays_in_the_report_of_its_school(
    tmp_path: Path, until: str, there: bool
) -> None:
    text = body("school", "truong-mau", "", level="province")
    text += body("school_body", "doi-mau", f"part_of: truong-mau\nuntil: {until}", level="province")
    text += receipt("A", "2023-05-25", 500_000, "supporter: {organisation: doi-mau, kind: organisation}")
    tree.write(tmp_path, text)
    rows = {str(one[0]): one for one in table(tmp_path, "dong-gop", Q3, "truong-mau").rows}
    assert ("doi-mau" in rows) == there


@pytest.mark.parametrize(
    ("more", "waiting"),
    [
        ("programme: khac\ncounted_here: false", 0),
        ("", 0),
        (None, 1),
    ],
)
def test_who_was_helped_by_another_programme_waits_no_longer(tmp_path: Path, more: str | None, waiting: int) -> None:
    text = address(0) + (help_to(0, "2023-06-10", more) if more is not None else "")
    assert counts(tmp_path, text, account=CODES[0]).waiting == waiting


def test_a_promise_taken_back_does_not_run_on(tmp_path: Path) -> None:
    more = f"{GIVER}\nschedule: {{frequency: monthly, times: 24, first_on: 2023-06-01}}"
    text = body("commune_body", "hoi-nong-dan", "") + pledge(CK[0], "2023-05-02", more)
    text += pledge(CK[1], "2023-05-02", f"{more}\ncancelled: {{on: 2023-06-01}}")
    reports = Reports(tree.book(tree.write(tmp_path, text)), YEAR, YEAR.last)
    told = [text for part in reports.report(reports.areas.province).sections for text in part.paragraphs]
    assert [text for text in told if "kéo sang kỳ sau" in text] == [
        f"1 lời hứa theo đợt kéo sang kỳ sau, chỉ tính một lần trong kỳ được nhận: {CK[0]}."
    ]


def test_a_name_typed_in_two_ways_is_one_giver(tmp_path: Path) -> None:
    names = ("Trần Văn Mẫu", "TRẦN  VĂN MẬU", "Công ty Mẫu", "công ty  mẫu")
    text = "".join(
        receipt(f"{number}", "2023-06-01", 100_000, f"supporter: {{name: {name}, {kind}, visibility: name}}")
        for number, (name, kind) in enumerate(
            zip(names, 2 * ["kind: individual"] + 2 * ["kind: organisation"], strict=True)
        )
    )
    facts = Counted(tree.book(tree.write(tmp_path, text)), YEAR).facts_of(HOME)
    assert (facts.people, facts.organisations) == (("tran van mau",), ("cong ty mau",))
