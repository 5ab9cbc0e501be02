"""What became of a promise, on each side of each day that decides it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhandao.ledger.promises import outcome
from nhandao.records.lines import Answer, Pledge, Schedule

DAYS = 30  # clocks.pledge_days
FIRST_PAST = "2023-07-01"  # of a promise of 1 June


def day(text: str) -> date:
    return date.fromisoformat(text)


def answer(on: str) -> Answer:
    return Answer(on=day(on))


def promise(**more: Any) -> Pledge:
    given: dict[str, Any] = {
        "reference": "CK23B00019",
        "made_on": day("2023-06-01"),
        "account": "DC23A0002G",
        "supporter": {},
        "kind": "cash",
        "value_vnd": 500_000,
    }
    return Pledge.model_validate(given | more)


MONTHLY = {"schedule": Schedule(frequency="monthly", times=12, first_on=day("2023-06-05"))}


@pytest.mark.parametrize(
    ("more", "came", "on", "wanted"),
    [
        ({}, 0, "2023-05-31", None),  # not made yet
        ({}, 0, "2023-06-01", "open"),
        ({}, 499_999, "2023-06-30", "open"),
        ({}, 500_000, "2023-06-30", "kept"),
        ({}, 499_999, FIRST_PAST, "lapsed"),
        ({}, 500_000, FIRST_PAST, "kept"),  # what comes late still counts
        ({}, 700_000, FIRST_PAST, "kept"),
        ({"expires_on": day("2023-06-10")}, 0, "2023-06-09", "open"),
        ({"expires_on": day("2023-06-10")}, 0, "2023-06-10", "lapsed"),
        ({"kind": "in_kind"}, 0, "2030-01-01", "open"),  # goods have no day of their own
        (MONTHLY, 250_000, "2030-01-01", "open"),
        ({"declined": answer("2023-06-05")}, 0, "2023-06-04", "open"),
        ({"declined": answer("2023-06-05")}, 0, "2023-06-05", None),
        ({"cancelled": answer("2023-06-05")}, 0, "2023-06-04", "open"),
        ({"cancelled": answer("2023-06-05")}, 0, "2023-06-05", None),  # called off
        ({"cancelled": answer("2023-06-05")}, 0, FIRST_PAST, None),
        ({"cancelled": answer("2023-06-05")}, 500_000, "2023-06-05", "kept"),
        ({"cancelled": answer(FIRST_PAST)}, 0, FIRST_PAST, "lapsed"),  # the end, written down
        ({"cancelled": answer(FIRST_PAST)}, 500_000, "2023-08-01", "kept"),
        ({"kind": "in_kind", "cancelled": answer("2023-09-01")}, 0, "2023-09-01", None),
        ({"source": "form"}, 0, "2023-06-02", None),  # nobody has accepted it
        ({"source": "form"}, 0, FIRST_PAST, None),
        ({"source": "form", "accepted": answer("2023-06-03")}, 0, "2023-06-02", None),
        ({"source": "form", "accepted": answer("2023-06-03")}, 0, "2023-06-03", "open"),
        ({"source": "form", "accepted": answer("2023-06-03")}, 0, FIRST_PAST, "lapsed"),
        ({"source": "form"}, 500_000, "2023-06-02", "kept"),  # given before anybody answered
    ],
)
def test_a_promise_is_kept_open_lapsed_or_binds_nobody(
    more: dict[str, Any], came: int, on: str, wanted: str | None
) -> None:
    assert outcome(promise(**more), came, day(on), DAYS) == wanted
