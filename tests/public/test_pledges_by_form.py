"""What the site shows of a promise that anybody could have typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from nhandao.public.views import AddressDetail, Giving
from tests import tree

PROMISE = """
# pledges/2023/10/CK23B00019.yaml
reference: CK23B00019
made_on: 2023-10-20
account: DC23A0002G
supporter: {name: Nhóm bạn đọc, visibility: name_amount}
kind: cash
value_vnd: 1500000
source: form
"""


def shown(folder: Path, more: str = "") -> AddressDetail:
    made, problems = publish(tree.write(folder, PROMISE + more), None, date(2026, 1, 1))
    assert made is not None, [problem.render() for problem in problems]
    return made.addresses[0]


def test_until_the_chapter_accepts_it_it_closes_nothing_and_names_nobody(tmp_path: Path) -> None:
    detail = shown(tmp_path)
    assert (detail.card.pledged, detail.card.needed) == (0, 1_500_000)
    assert detail.giving_open
    assert detail.transfers
    promise = detail.supports[0]
    assert (promise.status, promise.supporter, promise.amount) == ("waiting", "", 1_500_000)


def test_once_accepted_it_counts_and_shows_the_name(tmp_path: Path) -> None:
    detail = shown(tmp_path, "accepted: {on: 2023-10-23}\n")
    assert (detail.card.pledged, detail.card.needed) == (1_500_000, 0)
    assert not detail.giving_open
    assert (detail.supports[0].status, detail.supports[0].supporter) == ("pledged", "Nhóm bạn đọc")


@pytest.mark.parametrize("answer", ["declined", "cancelled"])
def test_once_declined_or_taken_back_nothing_of_it_is_shown(tmp_path: Path, answer: str) -> None:
    assert [one.status for one in shown(tmp_path, f"{answer}: {{on: 2023-10-23}}\n").supports] == ["received"]


def test_what_the_society_takes_comes_from_the_campaign(tmp_path: Path) -> None:
    folder = tree.write(tmp_path)
    made, _ = publish(folder, None, date(2026, 1, 1))
    assert made is not None
    assert made.society.giving == Giving(False, (), 200_000_000, 12)  # type: ignore[arg-type]
    with (folder / "campaign.yaml").open("a", encoding="utf-8") as file:
        file.write("giving: {pledge: true, card: [USD, VND], contact_months: 6}\n")
    made, _ = publish(folder, None, date(2026, 1, 1))
    assert made is not None
    assert made.society.giving == Giving(True, ("USD", "VND"), 200_000_000, 6)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "code"),
    [("{card: [VND, VND]}", "currency-twice"), ("{card: [GBP]}", "not-in-list"), ("{pledge: có}", "true-false"), ("{form: true}", "unknown-field")],
)  # fmt: skip
def test_a_wrong_setting_is_told(tmp_path: Path, written: str, code: str) -> None:
    folder = tree.write(tmp_path)
    with (folder / "campaign.yaml").open("a", encoding="utf-8") as file:
        file.write(f"giving: {written}\n")
    assert [found[3] for found in tree.found(folder)][:1] == [code]
