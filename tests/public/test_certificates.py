"""What is certified to an organisation: which promises, which years, and how much of it is told."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from nhandao.public.views import Certificate
from nhandao.records.codes import codes
from tests import tree
from tests.release.making import address, coded

DAY = date(2023, 10, 31)
NUMBERS = count(1)
OTHERS = [coded(f"DC23A{number:04}") for number in (31, 32)]
SECOND, THIRD = OTHERS
ADDRESSES = "".join(address(code, "25217") for code in OTHERS)
BODY = "organisation: xuong-mau, kind: organisation, visibility: {}"
SHOWN = BODY.format("name_amount")


def pledge(account: str, value: int, more: str = "accepted: {on: 2023-10-05}", supporter: str = SHOWN) -> str:
    reference = list(zip(range(200), codes("CK", 2023), strict=False))[next(NUMBERS)][1]
    return f"""
# pledges/2023/10/{reference}.yaml
reference: {reference}
made_on: 2023-10-02
account: {account}
supporter: {{{supporter}}}
value_vnd: {value}
{"" if "kind: " in more else "kind: cash"}
{more}
"""


def receipt(name: str, on: str, account: str, value: int, more: str = "", supporter: str = SHOWN) -> str:
    return f"""
# receipts/{on.replace("-", "/")}/{"refund" if "reverses" in more else "transfer"}-{name}.yaml
source: {"refund" if "reverses" in more else "transfer"}
payment_id: {name}
on: {on}
account: {account}
value_vnd: {value}
supporter: {{{supporter}}}
{more}
"""


def handover(name: str, on: str, account: str, value: int, more: str = "kind: service") -> str:
    return f"""
# handovers/{on.replace("-", "/")}/{name}.yaml
id: {name}
on: {on}
account: {account}
form: {"loan_interest_free" if "loan" in more else "housing"}
value_vnd: {value}
valuation: giá thợ
funded_by: supporter
supporter: {{{SHOWN}}}
evidence: BB
handed_by: hoi-phuoc-long
{more}
"""


def certificates(folder: Path, documents: str, on: date = DAY, body: str = tree.ENTERPRISE) -> tuple[Certificate, ...]:
    data = tree.write(folder / f"data{next(NUMBERS)}", body + ADDRESSES + documents)
    views, problems = publish(data, on, on, None)
    assert views is not None, [problem.render() for problem in problems]
    return next((one.certificates for one in views.organisations if one.id == "xuong-mau"), ())


def test_an_accepted_promise_is_certified_with_the_days_it_was_made_and_accepted(tmp_path: Path) -> None:
    (one,) = certificates(tmp_path, pledge(SECOND, 2_000_000))
    assert one[2:] == (
        "pledge", one.reference, date(2023, 10, 2), date(2023, 10, 5), 1, ("cash",), 2_000_000, None, None, 1, 0, 0,
    )  # fmt: skip
    assert one.url == f"/kiem-tra/{one.code}/"


def test_two_promises_that_say_the_same_have_a_certificate_each(tmp_path: Path) -> None:
    one, other = certificates(tmp_path, pledge(SECOND, 2_000_000) + pledge(SECOND, 2_000_000))
    assert one.code != other.code
    assert {one.reference, other.reference} > {one.reference}


def test_promises_made_together_have_one_certificate(tmp_path: Path) -> None:
    more = "accepted: {on: 2023-10-0%d}\nbundle: CK23A9001J\nkind: %s"
    documents = pledge(SECOND, 2_000_000, more % (5, "cash")) + pledge("DC23A0002G", 300_000, more % (6, "labour"))
    documents += pledge(THIRD, 1_000_000, more % (4, "cash")) + pledge("QC23A0001E", 400_000, more % (4, "cash"))
    (one,) = certificates(tmp_path, documents.replace("CK23A9001J", coded("CK23A9001")))
    assert (one.addresses, one.promises, one.promised, one.kinds) == (3, 4, 3_700_000, ("cash", "labour"))
    assert one.last == date(2023, 10, 6)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "source: form",
        "accepted: {on: 2023-11-01}",
        "declined: {on: 2023-10-06}",
        "accepted: {on: 2023-10-05}\ncancelled: {on: 2023-10-20}",
        "accepted: {on: 2023-10-05}\nexpires_on: 2023-10-31",
        "accepted: {on: 2023-10-05}\ncounted_here: false\nprogramme: tet-nhan-ai",
    ],
)
def test_a_promise_that_does_not_stand_is_not_certified(tmp_path: Path, more: str) -> None:
    assert certificates(tmp_path, pledge(SECOND, 2_000_000, more)) == ()


def test_a_promise_is_certified_on_the_day_before_its_time_is_over(tmp_path: Path) -> None:
    assert (
        len(certificates(tmp_path, pledge(SECOND, 2_000_000, "accepted: {on: 2023-10-05}\nexpires_on: 2023-11-01")))
        == 1
    )


def test_that_a_promise_was_kept_is_told_and_does_not_change_its_code(tmp_path: Path) -> None:
    made = pledge(SECOND, 2_000_000)
    (before,) = certificates(tmp_path, made)
    reference = made.split("reference: ")[1].split("\n")[0]
    (after,) = certificates(tmp_path, made + receipt("A1", "2023-10-20", SECOND, 2_000_000, f"pledge: {reference}"))
    assert (before.kept, after.kept) == (0, 1)
    assert before.code == after.code


@pytest.mark.parametrize("visibility", ["amount", "anonymous"])
def test_who_does_not_want_to_be_named_has_no_certificate(tmp_path: Path, visibility: str) -> None:
    hidden = BODY.format(visibility)
    documents = pledge(SECOND, 2_000_000, supporter=hidden) + receipt("A1", "2023-06-20", SECOND, 900_000, "", hidden)
    assert certificates(tmp_path, documents, date(2023, 12, 31)) == ()


def test_an_organisation_that_is_not_public_has_no_certificate(tmp_path: Path) -> None:
    body = tree.ENTERPRISE.replace("public: true", "public: false")
    assert certificates(tmp_path, pledge(SECOND, 2_000_000), body=body) == ()


def test_an_amount_that_is_not_to_be_shown_is_neither_told_nor_in_the_code(tmp_path: Path) -> None:
    hidden = BODY.format("name")
    made = pledge(SECOND, 2_000_000, supporter=hidden)
    (one,) = certificates(tmp_path, made)
    (other,) = certificates(tmp_path, made.replace("2000000", "2000001"))
    assert (one.addresses, one.promised) == (1, None)
    assert one == other


def test_one_hidden_amount_hides_the_sum_it_is_part_of(tmp_path: Path) -> None:
    documents = receipt("A1", "2023-11-20", SECOND, 500_000)
    documents += receipt("A2", "2023-11-21", THIRD, 700_000, "", BODY.format("name"))
    (one,) = certificates(tmp_path, documents, date(2023, 12, 1))
    assert (one.addresses, one.gifts, one.received, one.handed_over) == (2, 2, None, None)


@pytest.mark.parametrize(
    ("as_of", "years"),
    [("2022-11-24", []), ("2022-11-25", [2022]), ("2023-11-24", [2022]), ("2023-11-25", [2023, 2022])],
)
def test_a_year_is_certified_from_the_day_after_its_last(tmp_path: Path, as_of: str, years: list[int]) -> None:
    documents = receipt("A1", "2022-11-24", "QC23A0001E", 500_000) + receipt("A2", "2022-11-25", "QC23A0001E", 600_000)
    found = certificates(tmp_path, documents, tree.day(as_of))
    assert [(one.last.year, one.received) for one in found] == [
        (year, {2022: 500_000, 2023: 600_000}[year]) for year in years
    ]
    assert all((one.first, one.last.month, one.last.day) == (date(one.last.year - 1, 11, 25), 11, 24) for one in found)


def test_a_year_counts_what_was_sent_and_what_was_handed_over_less_what_went_back(tmp_path: Path) -> None:
    documents = receipt("A1", "2023-06-01", SECOND, 500_000) + receipt("A2", "2023-06-02", SECOND, 400_000)
    documents += receipt("A3", "2023-06-03", THIRD, 300_000) + receipt("A4", "2023-06-04", "QC23A0001E", 70_000)
    documents += receipt("B2", "2023-06-05", SECOND, 100_000, "reverses: transfer-A2")
    documents += receipt("B3", "2024-06-05", THIRD, 300_000, "reverses: transfer-A3")
    documents += handover("trao-1", "2023-06-06", SECOND, 200_000) + handover(
        "trao-2", "2023-06-07", SECOND, 50_000, "kind: loan"
    )
    documents += handover("trao-3", "2023-06-08", SECOND, 60_000, "kind: service\nreverses: trao-1")
    (before,) = certificates(tmp_path, documents, date(2024, 6, 4))
    assert (before.addresses, before.gifts) == (2, 6)
    assert (before.received, before.handed_over) == (1_170_000, 140_000)
    (after,) = certificates(tmp_path, documents, date(2024, 6, 5))
    assert (after.addresses, after.gifts, after.received) == (1, 5, 870_000)
    assert (after.promised, after.promises, after.kinds) == (None, 0, ("cash", "service", "loan"))
    assert before.code != after.code


def test_a_handover_taken_back_takes_nothing_from_a_payment_of_the_same_identity(tmp_path: Path) -> None:
    documents = receipt("1", "2023-06-01", SECOND, 500_000) + handover("transfer-1", "2023-06-06", THIRD, 200_000)
    documents += handover("dao-1", "2023-06-08", THIRD, 200_000, "kind: service\nreverses: transfer-1")
    (one,) = certificates(tmp_path, documents, date(2023, 12, 1))
    assert (one.addresses, one.gifts, one.received, one.handed_over) == (1, 1, 500_000, 0)


def test_a_year_of_which_nothing_is_left_is_not_certified(tmp_path: Path) -> None:
    documents = receipt("A1", "2023-06-01", SECOND, 500_000)
    documents += receipt("B1", "2023-12-01", SECOND, 500_000, "reverses: transfer-A1")
    assert certificates(tmp_path, documents, date(2023, 12, 1)) == ()


def test_a_new_name_makes_a_new_code(tmp_path: Path) -> None:
    made = pledge(SECOND, 2_000_000)
    (one,) = certificates(tmp_path, made)
    (other,) = certificates(tmp_path, made, body=tree.ENTERPRISE.replace("Xưởng Mẫu", "Xưởng Mẫu Hai"))
    assert one.code != other.code
