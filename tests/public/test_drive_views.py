"""Drives as the public sees them: states by day, figures, and only what may be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.public.drive_views import state_on
from nhandao.public.gate import publish
from nhandao.public.views import Drive
from nhandao.records.drive import Drive as Record
from tests import tree

BODY = (
    tree.ENTERPRISE
    + """
# drives/dot-mau.yaml
id: dot-mau
organisation: xuong-mau
title: Đợt mẫu
summary: Đợt để thử.
story: "Lời <b>kể</b>"
goal_vnd: 5000000
opens_on: 2023-10-01
closes_on: 2023-11-05
accounts: [DC23A0002G]
public: true

# receipts/2023/10/05/cash-1.yaml
source: cash
payment_id: "1"
on: 2023-10-05
account: DC23A0002G
value_vnd: 700000
supporter: {organisation: xuong-mau, kind: organisation, visibility: name_amount}
"""
)
DRIVE = Record.model_validate(
    {
        "id": "dot-mau",
        "organisation": "xuong-mau",
        "title": "Đợt mẫu",
        "summary": "Đợt để thử.",
        "goal_vnd": 1,
        "opens_on": date(2023, 6, 1),
        "closes_on": date(2023, 6, 30),
        "accounts": ("DC23A0002G",),
        "public": True,
    }
)


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        ("2023-05-31", ("coming", 1)),
        ("2023-06-01", ("open", 30)),
        ("2023-06-30", ("open", 1)),
        ("2023-07-01", ("closed", 0)),
    ],
)
def test_a_drive_is_open_on_its_first_and_its_last_day(on: str, wanted: tuple[str, int]) -> None:
    assert state_on(DRIVE, date.fromisoformat(on)) == wanted


def drives(folder: Path, on: str = "2023-10-31") -> tuple[Drive, ...]:
    views, problems = publish(folder, tree.day(on), tree.day(on))
    assert views is not None, problems
    return views.drives


def test_an_open_drive_shows_its_figures_its_address_and_the_code_the_callback_places(tmp_path: Path) -> None:
    (drive,) = drives(tree.write(tmp_path, BODY))
    assert (drive.state, drive.days, drive.given, drive.promised) == ("open", 6, 700_000, 0)
    assert drive.story_html
    assert "<b>" not in drive.story_html
    (one,) = drive.collected
    assert (one.code, one.card is not None, drive.hidden) == ("DC23A0002G", True, 0)
    (transfer,) = one.transfers
    assert "0810DC23A0002G" in transfer.payload, "the text of the transfer is the code of the address, nothing else"


@pytest.mark.parametrize("on", ["2023-09-30", "2023-11-06"])
def test_a_drive_that_is_not_open_has_no_codes(tmp_path: Path, on: str) -> None:
    (drive,) = drives(tree.write(tmp_path, BODY), on)
    assert [one.transfers for one in drive.collected] == [()]


def test_an_address_whose_consent_is_withdrawn_is_counted_and_not_named(tmp_path: Path) -> None:
    folder = tree.write(tmp_path, BODY)
    tree.replace(
        folder, tree.ADDRESS, "by: self, on: 2023-03-01}", "by: self, on: 2023-03-01, withdrawn_on: 2023-10-20}"
    )
    (drive,) = drives(folder)
    assert (drive.collected, drive.hidden, drive.given) == ((), 1, 700_000)
    assert "DC23A0002G" not in repr(drive)


def test_a_fund_is_named_and_has_a_code_of_its_own(tmp_path: Path) -> None:
    folder = tree.write(tmp_path, BODY)
    tree.replace(folder, "drives/dot-mau.yaml", "[DC23A0002G]", "[QC23A0001E]")
    (drive,) = drives(folder)
    (one,) = drive.collected
    assert (one.card, one.name, drive.given) == (None, "Quỹ chung", 0)
    assert "0810QC23A0001E" in one.transfers[0].payload


def test_without_the_organisations_agreement_there_is_no_page(tmp_path: Path) -> None:
    folder = tree.write(tmp_path, BODY)
    tree.replace(folder, "drives/dot-mau.yaml", "public: true", "public: false")
    views, _ = publish(folder, None, tree.day("2026-01-01"))
    assert views is not None
    assert (views.drives, views.gone_drives) == ((), ("/dot/dot-mau/",))


def test_a_running_program_sees_a_new_gift_and_a_changed_drive(tmp_path: Path) -> None:
    folder = tree.write(tmp_path / "data", BODY)

    def now() -> Drive:
        views, problems = publish(folder, None, tree.day("2026-01-01"), tmp_path / "cache", again=True)
        assert views is not None, problems
        return views.drives[0]

    first = now()
    text = BODY[BODY.index("\n# receipts/") :].replace("cash-1.yaml", "cash-2.yaml").replace('"1"', '"2"')
    for path, document in tree.documents(text).items():
        (folder / path).write_text(document, encoding="utf-8")
    second = now()
    assert (first.given, second.given) == (700_000, 1_400_000)
    assert first.digest != second.digest
    tree.replace(folder, "drives/dot-mau.yaml", "goal_vnd: 5000000", "goal_vnd: 6000000")
    assert now().goal == 6_000_000
