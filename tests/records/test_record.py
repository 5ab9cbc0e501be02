"""From typed texts to records: strict types, all errors at once, and what to write instead."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from nhandao.records.lines import Receipt
from nhandao.records.problem import Problem
from nhandao.records.record import make

RECEIPT = {"source": "transfer", "payment_id": "FT1", "on": "2023-06-01", "account": "DC23A0002G", "value_vnd": "60000"}


def problems(**changed: Any) -> list[Problem]:
    made = make(Receipt, RECEIPT | changed, "r.yaml")
    return made if isinstance(made, list) else []


def test_typed_texts_become_days_and_whole_dong() -> None:
    receipt = make(Receipt, RECEIPT, "r.yaml")
    assert isinstance(receipt, Receipt)
    assert (receipt.on, receipt.value_vnd, receipt.id) == (date(2023, 6, 1), 60000, "transfer-FT1")


@pytest.mark.parametrize(
    ("typed", "code", "example"),
    [
        ("60.000 đ", "money-text", "60000"),
        ("60.000", "money-text", "60000"),
        ("60.000.000", "money-text", "60000000"),
        ("60,000", "money-text", "60000"),
        ("60 triệu", "money-text", "60000000"),
        ("6e4", "money-text", "60000"),
        ("060000", "money-text", "60000"),
        ("60_000", "money-text", "60000"),
        ("1.5", "money-text", "60000"),
        ("٦٠٠٠٠", "money-text", "60000"),
        ("-60000", "negative", None),
        ("0", "greater_than_equal", None),
    ],
)
def test_money_is_digits_only(typed: str, code: str, example: str | None) -> None:
    (problem,) = problems(value_vnd=typed)
    assert problem.code == code
    assert problem.field == ("value_vnd",)
    if example:
        assert dict(problem.values)["example"] == example
    problem.message("vi"), problem.message("en")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/10/2023", "day-text"),
        ("2023-02-30", "no-such-day"),
        ("2023-6-1", "day-text"),
        ("1698710400", "day-text"),
        ("2023-06-01T08:00", "day-text"),
        (None, "empty-value"),
    ],
)
def test_days_are_written_year_month_day(typed: Any, code: str) -> None:
    (problem,) = problems(on=typed)
    assert problem.code == code


def test_a_day_written_the_vietnamese_way_is_given_back_as_it_should_be() -> None:
    (problem,) = problems(on="31/10/2023")
    assert "2023-10-31" in problem.message("vi")


def test_all_errors_of_a_file_come_at_once_with_suggestions() -> None:
    made = make(Receipt, {"source": "transfer", "paymentid": "x", "kind": "cahs", "value_vnd": "1"}, "r.yaml")
    assert isinstance(made, list)
    assert {(problem.code, problem.field) for problem in made} == {
        ("missing", ("payment_id",)),
        ("missing", ("on",)),
        ("missing", ("account",)),
        ("not-in-list", ("kind",)),
        ("unknown-field", ("paymentid",)),
    }
    hints = {problem.code: dict(problem.values).get("hint") for problem in made}
    assert hints["not-in-list"] == "cash"
    assert hints["unknown-field"] == "payment_id"


def test_a_code_with_a_wrong_check_character_says_what_it_would_be() -> None:
    (problem,) = problems(account="DC23A0002H")
    assert problem.code == "code-check"
    assert "DC23A0002G" in problem.message("vi")


def test_a_pledge_code_is_no_account() -> None:
    (problem,) = problems(account="CK23A00017")
    assert problem.code in ("code-shape", "code-check")


def test_a_record_survives_pickling_unchanged() -> None:
    receipt = make(
        Receipt,
        RECEIPT | {"foreign": {"currency": "USD", "amount_minor": "2500", "rate_vnd": "24000", "rate_source": "x"}},
        "",
    )
    assert isinstance(receipt, Receipt)
    again = pickle.loads(pickle.dumps(receipt))
    assert again == receipt
    assert hash(again) == hash(receipt)
    with pytest.raises(ValueError, match="frozen"):
        again.value_vnd = 1


def test_a_name_is_not_kept_for_a_giver_who_does_not_want_it_shown() -> None:
    (problem,) = problems(supporter={"name": "Anh T.", "visibility": "anonymous"})
    assert problem.code == "name-not-wanted"


@pytest.mark.parametrize(
    ("programme", "counted", "right"),
    [("dcnd", "true", True), ("khac", "false", True), ("dcnd", "false", False), ("khac", "true", False)],
)
def test_an_amount_counts_in_exactly_one_programme(programme: str, counted: str, right: bool) -> None:
    assert (problems(programme=programme, counted_here=counted) == []) == right
