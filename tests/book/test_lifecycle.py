"""States derived from dates, and whose consent a publication needs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.book.lifecycle import (
    add_months,
    consented,
    missing_givers,
    next_survey,
    outcome_report_due,
    required_givers,
    state_on,
)
from nhandao.records.address import Address, PeopleGroup
from tests.tree import ADDRESS, book, day, replace, write

ADULT = PeopleGroup(age_band="16_to_59", count=1)
CHILD = PeopleGroup(age_band="7_to_15", count=1)
SMALL = PeopleGroup(age_band="under_7", count=1)


def address(folder: Path, *changes: tuple[str, str]) -> Address:
    write(folder)
    for old, new in changes:
        replace(folder, ADDRESS, old, new)
    return book(folder).addresses["DC23A0002G"]


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2023-02-28", None),
        ("2023-03-01", "surveyed"),
        ("2023-03-10", "dossiered"),
        ("2023-03-20", "approved"),
        ("2023-03-25", "introduced"),
        ("2023-06-10", "helped"),
    ],
)
def test_the_state_follows_the_dates(tmp_path: Path, on: str, state: str | None) -> None:
    assert state_on(address(tmp_path), day(on), first_help=day("2023-06-10"), adopted=False) == state


def test_an_open_promise_makes_it_adopted_until_help_arrives(tmp_path: Path) -> None:
    made = address(tmp_path)
    assert state_on(made, day("2023-05-01"), first_help=None, adopted=True) == "adopted"
    assert state_on(made, day("2023-07-01"), first_help=day("2023-06-10"), adopted=True) == "helped"


@pytest.mark.parametrize(
    ("change", "on", "state"),
    [
        ("finished: {on: 2023-08-01, reason: graduated, outcome: Gia đình đã tự lo được cuộc sống.}", "2023-07-31", "introduced"),
        ("finished: {on: 2023-08-01, reason: graduated, outcome: Gia đình đã tự lo được cuộc sống.}", "2023-08-01", "finished"),
        ("suspended: {on: 2023-08-01, until: 2023-08-10, reason: kiểm tra}", "2023-08-09", "suspended"),
        ("suspended: {on: 2023-08-01, until: 2023-08-10, reason: kiểm tra}", "2023-08-10", "introduced"),
        ("rejected: {on: 2023-08-01, reason: không đúng}", "2023-08-01", "rejected"),
    ],
)  # fmt: skip
def test_side_exits_hold_from_their_day(tmp_path: Path, change: str, on: str, state: str) -> None:
    made = address(tmp_path, ("categories:", f"{change}\ncategories:"))
    assert state_on(made, day(on), first_help=None, adopted=False) == state


@pytest.mark.parametrize(("name", "state"), [("withdrawn_on", "withdrawn"), ("expires_on", "expired")])
def test_a_consent_ends_on_its_day_not_before(tmp_path: Path, name: str, state: str) -> None:
    made = address(tmp_path, ("on: 2023-03-01}\n", f"on: 2023-03-01, {name}: 2023-09-01}}\n"))
    assert state_on(made, day("2023-08-31"), first_help=None, adopted=False) == "introduced"
    assert state_on(made, day("2023-09-01"), first_help=None, adopted=False) == state


@pytest.mark.parametrize(
    ("kind", "people", "scope", "givers"),
    [
        ("individual", [ADULT], "publish", ("self",)),
        ("individual", [CHILD], "publish", ("representative", "child")),
        ("individual", [SMALL], "publish", ("representative",)),
        ("household", [ADULT, CHILD], "publish", ("self", "representative", "child")),
        ("household", [ADULT, SMALL], "face", ("self", "representative")),
        ("collective", [CHILD], "publish", ("representative",)),
        ("collective", [CHILD], "face", ("representative", "child")),
        ("collective", [ADULT], "face", ("representative",)),
    ],
)
def test_everyone_who_must_agree_is_asked(kind, people, scope, givers) -> None:  # type: ignore[no-untyped-def]
    assert required_givers(kind, people, scope) == givers


def test_one_missing_consent_of_two_is_no_consent(tmp_path: Path) -> None:
    made = address(
        tmp_path,
        ("{age_band: 16_to_59, count: 1}", "{age_band: 7_to_15, count: 1}"),
        (
            "by: self, on: 2023-03-01}",
            "by: representative, on: 2023-03-01}\n  - {scopes: [publish], by: child, on: 2023-03-01}",
        ),
    )
    assert consented(made, "publish", day("2023-04-01"))
    assert missing_givers(made, "story", day("2023-04-01")) == ("child",)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2023-08-31", 6, "2024-02-29"), ("2022-08-31", 6, "2023-02-28"), ("2023-01-15", 12, "2024-01-15"), ("2023-11-25", 1, "2023-12-25")],
)  # fmt: skip
def test_months_end_on_the_last_day_where_the_day_is_missing(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


def test_the_next_survey_is_a_year_after_the_last_one_known_that_day(tmp_path: Path) -> None:
    made = address(tmp_path, ("dossier:", "resurveys: [{on: 2023-09-01, by: Hội phường}]\ndossier:"))
    assert next_survey(made, day("2023-08-31"), 12) == date(2024, 3, 1)
    assert next_survey(made, day("2023-09-01"), 12) == date(2024, 9, 1)


def test_an_outcome_report_is_due_until_one_follows_the_help() -> None:
    help_day = day("2023-06-10")
    assert outcome_report_due(help_day, [], 90) == day("2023-09-08")
    assert outcome_report_due(help_day, [day("2023-06-09")], 90) == day("2023-09-08")
    assert outcome_report_due(help_day, [help_day], 90) is None
