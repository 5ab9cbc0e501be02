"""The scoreboard: figures as the reports count them, and nobody named who may not be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.public.gate import publish
from nhandao.public.score_views import Rows, Score, Scoreboard, UnitScore
from nhandao.public.scoreboard import share_text
from tests import tree
from tests.release import making
from tests.tree import ADDRESS, day, replace

TODAY = date(2026, 1, 1)
HOME = "DC23A0002G"
COMMUNE, DISTRICT, PROVINCE = "25216", "688", "tinh"


def board(folder: Path, as_of: str = "2023-10-31", again: bool = False) -> Scoreboard:
    # Only with a cache is an unchanged record known to be the same.
    cache = folder.with_name(f"{folder.name}-cache") if again else None
    made, problems = publish(folder, day(as_of), TODAY, cache, again=again)
    assert made is not None, [problem.render() for problem in problems]
    return made.scoreboard


def unit(scores: Scoreboard, code: str) -> UnitScore:
    return next(one for one in scores.units if one.code == code)


def score(scores: Scoreboard, code: str, target: str) -> Score:
    return next(one for one in unit(scores, code).scores if one.target == target)


def rows(scores: Scoreboard, code: str, target: str) -> Rows:
    found = score(scores, code, target).rows
    assert found is not None
    return found


def told(found: Rows) -> tuple[list[str], list[str], int, int]:
    """Who is named, counting and not, and how many are not."""
    return (
        [one.text for one in found.counting],
        [one.text for one in found.others],
        found.unnamed_counting,
        found.unnamed_others,
    )


def body(name: str, more: str = "", kind: str = "commune_body") -> str:
    return f"""
# organisations/{kind}/{name}.yaml
id: {name}
kind: {kind}
name: Hội {name}
level: commune
epoch: "2023"
unit: "25216"
since: 2022-01-01
{more}
"""


def gift(name: str, visibility: str, number: int = 1, more: str = "", account: str = HOME) -> str:
    return f"""
# receipts/2023/06/02/transfer-G{number}.yaml
source: transfer
payment_id: G{number}
on: 2023-06-02
account: {account}
value_vnd: 100000
supporter: {{organisation: {name}, visibility: {visibility}{more}}}
"""


def school(name: str, more: str = "") -> str:
    return f"""
# organisations/school/{name}.yaml
id: {name}
kind: school
name: Trường {name}
level: province
epoch: "2023"
unit: "25216"
since: 2022-01-01
{more}
# organisations/school_body/doan-{name}.yaml
id: doan-{name}
kind: school_body
name: Đoàn trường {name}
level: province
epoch: "2023"
unit: "25216"
part_of: {name}
since: 2022-01-01
"""


# --- who is named ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["name", "name_amount"])
def test_a_body_that_shows_its_name_is_named_and_so_are_those_that_have_not_given(
    tmp_path: Path, visibility: str
) -> None:
    tree.write(tmp_path, body("mot") + body("hai") + gift("mot", visibility))
    assert told(rows(board(tmp_path), COMMUNE, "T3")) == (["Hội mot"], ["Hội hai"], 0, 0)


@pytest.mark.parametrize("visibility", ["anonymous", "amount"])
def test_a_body_that_hides_its_name_counts_and_nobody_can_tell_it_by_who_is_left(
    tmp_path: Path, visibility: str
) -> None:
    tree.write(tmp_path, body("mot") + body("hai") + body("ba") + gift("mot", visibility) + gift("ba", "name", 2))
    scores = board(tmp_path)
    for code in (COMMUNE, DISTRICT):
        found = score(scores, code, "T3")
        assert (found.figure.numerator, found.figure.denominator) == (2, 3)
        assert told(rows(scores, code, "T3")) == (["Hội ba"], [], 1, 1)


def test_one_line_that_shows_the_name_is_enough(tmp_path: Path) -> None:
    tree.write(tmp_path, body("mot") + gift("mot", "anonymous") + gift("mot", "name", 2))
    assert told(rows(board(tmp_path), COMMUNE, "T3")) == (["Hội mot"], [], 0, 0)


def test_a_body_that_is_not_public_is_never_named(tmp_path: Path) -> None:
    tree.write(tmp_path, body("mot", "public: false") + body("hai", "public: false") + gift("mot", "name"))
    assert told(rows(board(tmp_path), COMMUNE, "T3")) == ([], [], 1, 1)


def promise(more: str) -> str:
    return f"""
# pledges/2023/06/CK23A00014.yaml
reference: CK23A00014
made_on: 2023-06-01
account: {HOME}
kind: cash
value_vnd: 500000
solicited_by: mot
{more}
"""


def test_who_won_a_giver_over_is_named_and_the_giver_is_not(tmp_path: Path) -> None:
    tree.write(tmp_path, body("mot") + body("hai") + promise("supporter: {organisation: hai, visibility: anonymous}"))
    assert told(rows(board(tmp_path), COMMUNE, "T3")) == (["Hội mot"], [], 1, 0)


def test_a_body_that_won_over_itself_stays_unnamed_when_it_wants_to(tmp_path: Path) -> None:
    tree.write(tmp_path, body("mot") + promise("supporter: {organisation: mot, visibility: anonymous}"))
    assert told(rows(board(tmp_path), COMMUNE, "T3")) == ([], [], 1, 0)


LEADER = "leaders: [{id: chu-tich, position: Chủ tịch, kind: head, since: 2022-01-01}]"


def test_a_leader_is_a_position_and_an_organisation(tmp_path: Path) -> None:
    tree.write(tmp_path, body("mot", LEADER) + gift("mot", "name", more=", leader: chu-tich"))
    (named,) = rows(board(tmp_path), COMMUNE, "T1").counting
    assert named == ("mot", "Hội mot", "/to-chuc/mot/", "Chủ tịch")


def test_a_leader_who_hides_the_name_is_a_number_although_the_body_is_named_for_another_gift(tmp_path: Path) -> None:
    gifts = gift("mot", "anonymous", more=", leader: chu-tich") + gift("mot", "name", 2)
    tree.write(tmp_path, body("mot", LEADER) + gifts)
    scores = board(tmp_path)
    assert told(rows(scores, COMMUNE, "T1")) == ([], [], 1, 0)
    assert told(rows(scores, COMMUNE, "T3")) == (["Hội mot"], [], 0, 0)


def test_members_with_and_without_a_plan_are_named_whoever_gives_in_silence(tmp_path: Path) -> None:
    plan = "committee_member: true\nplan: {on: 2023-01-05, document: KH-1, directs_branches: true}"
    hidden = body("ba", "committee_member: true\npublic: false")
    tree.write(tmp_path, body("mot", plan) + body("hai", "committee_member: true") + hidden + gift("hai", "anonymous"))
    assert told(rows(board(tmp_path), DISTRICT, "T8")) == (["Hội mot"], ["Hội hai"], 0, 1)


def test_the_province_names_what_is_of_its_own_level_only(tmp_path: Path) -> None:
    own = body("so-tai-chinh", LEADER, kind="member_body")
    own = own.replace("level: commune", "level: province").replace('unit: "25216"\n', "")
    tree.write(tmp_path, own + body("mot", LEADER) + gift("so-tai-chinh", "name", more=", leader: chu-tich"))
    scores = board(tmp_path)
    found = score(scores, PROVINCE, "T1")
    assert (found.figure.numerator, found.figure.denominator) == (1, 2)
    assert told(rows(scores, PROVINCE, "T1")) == (["Hội so-tai-chinh"], [], 0, 0)
    assert [(one.url, one.figure.denominator) for one in found.below] == [("/ket-qua/thi-xa-phuoc-long/", 1)]


def test_a_provincial_body_in_a_district_stands_in_its_figures_and_is_not_told_twice(tmp_path: Path) -> None:
    tree.write(tmp_path, school("mau-1", LEADER))
    scores = board(tmp_path)
    assert score(scores, PROVINCE, "T1").rows is None
    assert told(rows(scores, DISTRICT, "T1")) == ([], ["Trường mau-1"], 0, 0)


def test_the_province_counts_organisations_of_a_school_that_is_not_public_without_naming_them(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path, school("mau-1", "public: false") + school("mau-2")))
    assert told(rows(scores, PROVINCE, "T9")) == ([], [], 0, 1)
    assert [one.code for one in score(scores, PROVINCE, "T9").below] == ["mau-2"]


def test_rows_and_units_below_make_up_every_figure(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path, making.SCORES))
    assert unit(scores, PROVINCE).unplaced_help == (1, 1, 0, 0, 0, 900_000, 900_000, 0)
    for one in scores.units:
        for found in one.scores:
            own = told(found.rows) if found.rows is not None else ([], [], 0, 0)
            counting, others = len(own[0]) + own[2], len(own[1]) + own[3]
            if one.level == "province" or found.rows is None:
                counting += sum(
                    below.figure.numerator if below.figure.denominator is not None else below.figure.verdict == "met"
                    for below in found.below
                )
            assert counting == found.figure.numerator, (one.code, found.target)
            if one.level not in ("province", "district") and found.figure.denominator is not None:
                assert counting + others == found.figure.denominator, (one.code, found.target)


# --- addresses ------------------------------------------------------------------------------------------------------


def test_an_address_is_named_while_its_page_is_public(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path))
    for code in (COMMUNE, DISTRICT):
        assert told(rows(scores, code, "T6")) == ([HOME], [], 0, 0)
    assert score(scores, PROVINCE, "T6").rows is None
    assert [one.figure.numerator for one in score(scores, PROVINCE, "T6").below] == [1]


def test_an_address_that_is_not_introduced_yet_is_a_number(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path), "2023-03-24")
    assert told(rows(scores, COMMUNE, "T5")) == ([], [], 1, 0)
    assert told(rows(scores, COMMUNE, "T6")) == ([], [], 0, 1)


def test_an_address_whose_consent_was_taken_back_is_a_number(tmp_path: Path) -> None:
    tree.write(tmp_path)
    replace(tmp_path, ADDRESS, "on: 2023-03-01}\n", "on: 2023-03-01, withdrawn_on: 2023-09-01}\n")
    scores = board(tmp_path)
    assert told(rows(scores, DISTRICT, "T6")) == ([], [], 1, 0)
    assert HOME not in repr(scores)


def test_an_address_that_has_ended_is_named_for_its_district_and_never_for_its_commune(tmp_path: Path) -> None:
    tree.write(tmp_path)
    file = tmp_path / ADDRESS
    file.write_text(
        file.read_text() + "finished: {on: 2023-09-01, reason: completed, outcome: Đã có xe lăn và tự đi chợ.}\n"
    )
    scores = board(tmp_path)
    assert told(rows(scores, DISTRICT, "T6")) == ([HOME], [], 0, 0)
    assert told(rows(scores, COMMUNE, "T6")) == ([], [], 1, 0)


TABLE = """
# targets/2023.yaml
year: 2023
decided_on: 2023-01-10
document: QD-1
schools: [{school: mau-1, addresses: 2}]
"""


@pytest.mark.parametrize(("visibility", "named"), [("name", [HOME]), ("anonymous", [])])
def test_a_school_names_an_address_only_when_the_one_who_took_it_on_is_named(
    tmp_path: Path, visibility: str, named: list[str]
) -> None:
    tree.write(tmp_path, school("mau-1") + TABLE + gift("doan-mau-1", visibility))
    scores = board(tmp_path)
    found = score(scores, "mau-1", "T9b")
    assert (found.figure.numerator, found.figure.least_number, found.figure.verdict) == (1, 2, "not_met")
    assert told(rows(scores, "mau-1", "T9b")) == (named, [], 1 - len(named), 0)
    assert unit(scores, "mau-1").help is None


def test_a_school_that_is_not_public_has_no_page(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path, school("mau-1", "public: false")))
    assert [one.code for one in scores.units] == [PROVINCE, DISTRICT, COMMUNE, "25217"]
    assert score(scores, PROVINCE, "T9").figure.denominator == 1
    assert score(scores, PROVINCE, "T9").below == ()


# --- figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below", "threshold", "text"),
    [
        (6999, 10_000, 70, "69.9"),
        (7, 10, 70, "70"),
        (7001, 10_000, 70, "70.01"),
        (700_001, 1_000_000, 70, "70.0001"),
        (2999, 10_000, 30, "29.9"),
        (9999, 10_000, 100, "99.9"),
        (1, 3, 100, "33.3"),
        (1, 1, 100, "100"),
        (0, 7, 30, "0"),
    ],
)
def test_a_share_is_cut_off_and_told_from_its_threshold(above: int, below: int, threshold: int, text: str) -> None:
    assert share_text(Fraction(above, below), Fraction(threshold, 100)) == text


@given(st.integers(0, 20_000), st.integers(1, 20_000), st.sampled_from([30, 70, 100]))
def test_a_share_reads_as_it_is_judged(part: int, whole: int, per_cent: int) -> None:
    share, threshold = Fraction(min(part, whole), whole), Fraction(per_cent, 100)
    shown = Fraction(share_text(share, threshold)) / 100
    assert shown <= share
    assert (shown > threshold, shown >= threshold) == (share > threshold, share >= threshold)


def test_help_is_counted_with_addresses_and_times_apart_and_loans_in_no_sum(tmp_path: Path) -> None:
    second = """
    # handovers/2023/07/10/ban-giao-2.yaml
    id: ban-giao-2
    on: 2023-07-10
    account: DC23A0002G
    form: loan_interest_free
    kind: loan
    value_vnd: 5000000
    funded_by: supporter
    evidence: BB-2
    handed_by: hoi-phuoc-long
    """
    scores = board(tree.write(tmp_path, second))
    for code in (PROVINCE, DISTRICT, COMMUNE):
        assert unit(scores, code).help == (1, 2, 1_500_000, 0, 0, 0, 1_500_000, 5_000_000)
    assert unit(scores, "25217").help == (0,) * 8
    assert [(one.url, one.help.times) for one in unit(scores, DISTRICT).below] == [
        ("/ket-qua/xa/2023/25216-thac-mo/", 2),
        ("/ket-qua/xa/2023/25217-long-thuy/", 0),
    ]


def test_the_trend_adds_up_from_quarter_to_quarter_and_has_no_future(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path), "2023-06-15")
    found = score(scores, DISTRICT, "T6")
    assert [
        (one.quarter, one.last.isoformat(), one.ended, one.figure.numerator, one.figure.denominator)
        for one in found.trend
    ] == [
        (1, "2023-02-24", True, 0, 0),
        (2, "2023-05-24", True, 0, 1),
        (3, "2023-06-15", False, 1, 1),
    ]
    assert found.trend[-1].figure == found.figure


@pytest.mark.parametrize(
    ("as_of", "last", "quarters", "ended"),
    [
        ("2022-11-24", "2022-11-24", 0, False),
        ("2022-11-25", "2022-11-25", 1, False),
        ("2023-02-24", "2023-02-24", 1, True),
        ("2023-02-25", "2023-02-25", 2, False),
        ("2023-11-24", "2023-11-24", 4, True),
        ("2024-03-01", "2023-11-24", 4, True),
    ],
)
def test_the_year_is_measured_from_its_first_day_to_its_last(
    tmp_path: Path, as_of: str, last: str, quarters: int, ended: bool
) -> None:
    scores = board(tree.write(tmp_path), as_of)
    assert scores.last.isoformat() == last
    assert bool(scores.units) == bool(quarters)
    if quarters:
        trend = score(scores, PROVINCE, "T5").trend
        assert len(trend) == quarters
        assert trend[-1].ended == ended


MERGED = """
# units/2025.yaml
epoch: "2025"
valid_from: 2025-07-01
source: mẫu
provinces: [{code: "75", name: Tỉnh Đồng Nai, valid_from: 2025-07-01}]
communes:
  - {code: "25217", name: Phường Phước Long, type: phuong, slug: 25217-phuoc-long, formed_from: ["25216"]}
"""


def test_a_commune_of_new_units_has_no_trend_of_another_with_its_code(tmp_path: Path) -> None:
    tree.write(tmp_path, MERGED)
    replace(tmp_path, "units/2023.yaml", "slug: 25216-thac-mo}", 'slug: 25216-thac-mo, merged_into: "25217"}')
    replace(
        tmp_path,
        "campaign.yaml",
        "{year: 2023, from: 2022-11-25, to: 2023-11-24}",
        "{year: 2025, from: 2024-11-25, to: 2025-11-24}",
    )
    scores = board(tmp_path, "2025-10-31")
    assert [one.code for one in scores.units] == [PROVINCE, "25217"]
    assert unit(scores, "25217").url == "/ket-qua/xa/2025/25217-phuoc-long/"
    assert [point.quarter for point in score(scores, "25217", "T5").trend] == [3, 4]
    assert [point.quarter for point in score(scores, PROVINCE, "T5").trend] == [1, 2, 3, 4]
    assert score(scores, "25217", "T2").figure.note == "chưa có danh sách xã còn nhiều khó khăn của năm"


# --- a running builder ----------------------------------------------------------------------------------------------


def test_a_changed_record_leaves_the_pages_of_other_units_as_they_were(tmp_path: Path) -> None:
    more = body("mot") + gift("mot", "anonymous") + school("mau-1") + TABLE
    tree.write(tmp_path, more)
    before = board(tmp_path, again=True)
    replace(tmp_path, "handovers/2023/06/10/ban-giao-1.yaml", "value_vnd: 1500000", "value_vnd: 1400000")
    after = board(tmp_path, again=True)
    changed = [one.code for one, other in zip(after.units, before.units, strict=True) if one.digest != other.digest]
    assert changed == [PROVINCE, DISTRICT, COMMUNE]
    assert unit(after, "25217") is unit(before, "25217")
    assert after == board(tmp_path)


CHANGES: tuple[tuple[str, str, str], ...] = (
    (ADDRESS, 'unit: "25216"', 'unit: "25217"'),
    (ADDRESS, "on: 2023-03-01}\n", "on: 2023-03-01, withdrawn_on: 2023-09-01}\n"),
    (ADDRESS, "survey: {on: 2023-03-01", "survey: {on: 2023-03-02"),
    ("receipts/2023/06/02/transfer-G1.yaml", "visibility: anonymous", "visibility: name"),
    ("receipts/2023/06/02/transfer-G1.yaml", "organisation: mot", "organisation: doan-mau-1"),
    ("targets/2023.yaml", "addresses: 2", "addresses: 1"),
    ("organisations/commune_body/mot.yaml", "since: 2022-01-01", "since: 2023-09-01"),
    ("campaign.yaml", "QC23A0001E, name: Quỹ chung", "QC23A0001E, name: Quỹ mẫu"),
)


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_what_is_made_anew_equals_what_is_made_from_nothing(tmp_path: Path, path: str, old: str, new: str) -> None:
    tree.write(tmp_path, body("mot") + gift("mot", "anonymous") + school("mau-1") + TABLE)
    board(tmp_path, again=True)
    replace(tmp_path, path, old, new)
    assert board(tmp_path, again=True) == board(tmp_path)
    replace(tmp_path, path, new, old)
    assert board(tmp_path, again=True) == board(tmp_path)


FIRST, SECOND, THIRD = (making.coded(f"DC23A004{number}") for number in (1, 2, 3))
CONSENT = "consents: [{scopes: [publish, story], by: self, on: 2023-01-02}]"
SAME_PARTY = (
    making.address(FIRST, "25217", CONSENT)
    + making.address(SECOND, "25216", f"{CONSENT}\nduplicate_of: {FIRST}")
    + making.address(THIRD, "25216", f"{CONSENT}\nduplicate_of: {SECOND}")
    + making.handover(41, FIRST, "2023-06-03", 300_000)
    + making.handover(43, THIRD, "2023-06-04", 400_000)
)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("handovers/2023/06/04/ban-giao-43.yaml", "value_vnd: 400000", "value_vnd: 500000"),
        ("handovers/2023/06/04/ban-giao-43.yaml", f"account: {THIRD}", f"account: {FIRST}"),
        ("handovers/2023/06/03/ban-giao-41.yaml", f"account: {FIRST}", f"account: {HOME}"),
        (f"addresses/2023/{FIRST}.yaml", 'unit: "25217"', 'unit: "25216"'),
        (f"addresses/2023/{SECOND}.yaml", f"duplicate_of: {FIRST}\n", ""),
        (f"addresses/2023/{SECOND}.yaml", f"duplicate_of: {FIRST}", f"duplicate_of: {HOME}"),
        (f"addresses/2023/{THIRD}.yaml", f"duplicate_of: {SECOND}\n", ""),
        (ADDRESS, 'unit: "25216"', 'unit: "25217"'),
    ],
)
def test_records_of_one_party_are_made_anew_together(tmp_path: Path, path: str, old: str, new: str) -> None:
    tree.write(tmp_path, body("mot") + SAME_PARTY)
    assert board(tmp_path, again=True) == board(tmp_path)
    for one, other in ((old, new), (new, old)) if new else ((old, new),):
        replace(tmp_path, path, one, other)
        assert board(tmp_path, again=True) == board(tmp_path)
        replace(tmp_path, "handovers/2023/06/10/ban-giao-1.yaml", "evidence: BB-1", "evidence: BB-11")
        assert board(tmp_path, again=True) == board(tmp_path)
        replace(tmp_path, "handovers/2023/06/10/ban-giao-1.yaml", "evidence: BB-11", "evidence: BB-1")


def test_an_address_that_comes_and_goes_is_counted_while_it_is_there(tmp_path: Path) -> None:
    tree.write(tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.name in (f"{HOME}.yaml", "transfer-FT1.yaml")]
    files += list(tmp_path.rglob("ban-giao-1.yaml"))
    texts = [path.read_text() for path in files]
    assert board(tmp_path, again=True) == board(tmp_path)
    for path in files:
        path.unlink()
    assert board(tmp_path, again=True) == board(tmp_path)
    for path, text in zip(files, texts, strict=True):
        path.write_text(text)
    assert board(tmp_path, again=True) == board(tmp_path)


# --- reports --------------------------------------------------------------------------------------------------------


def test_each_date_says_who_has_handed_in(tmp_path: Path) -> None:
    handed_in = """
# submissions/2023/2023Q3-hoi-phuoc-long.yaml
organisation: hoi-phuoc-long
period: 2023Q3
on: 2023-09-10
"""
    scores = board(tree.write(tmp_path, handed_in + school("mau-1", "public: false")), "2023-09-10")
    assert [(one.code, one.last_day.isoformat(), one.state, one.days) for one in scores.deadlines] == [
        ("2023Q1", "2023-03-09", "over", 0),
        ("2023H1", "2023-05-29", "over", 0),
        ("2023Q2", "2023-06-09", "over", 0),
        ("2023Q3", "2023-09-09", "over", 0),
        ("2023", "2023-11-29", "running", 81),
        ("2023Q4", "2023-12-09", "running", 91),
    ]
    third = scores.deadlines[3]
    assert (third.owed, third.in_time, third.late, third.missing, third.unnamed) == (2, 0, 1, 1, 1)
    assert [(one.name, one.state, one.on) for one in third.bodies] == [
        ("Hội Chữ thập đỏ thị xã Phước Long", "handed_in_late", date(2023, 9, 10))
    ]


def test_a_body_that_joins_later_owes_a_report_and_has_no_page_yet(tmp_path: Path) -> None:
    scores = board(tree.write(tmp_path, school("mau-1").replace("since: 2022-01-01", "since: 2023-11-01")))
    assert [(one.name, one.url) for one in scores.deadlines[-1].bodies if one.name.startswith("Trường")] == [
        ("Trường mau-1", "")
    ]
    assert [one.code for one in scores.units if one.level == "school"] == []


def test_on_the_last_day_there_is_one_day_left(tmp_path: Path) -> None:
    tree.write(tmp_path)
    assert [
        (one.state, one.days)
        for text in ("2023-09-08", "2023-09-09", "2023-09-10")
        for one in board(tmp_path, text).deadlines
        if one.code == "2023Q3"
    ] == [("open", 2), ("open", 1), ("over", 0)]
