"""Rules for drives, each broken once."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.public.gate import publish
from tests.tree import ENTERPRISE, day, found, problems, replace, write

DRIVE = "drives/dot-mau.yaml"
TEXT = (
    ENTERPRISE
    + """
# drives/dot-mau.yaml
id: dot-mau
organisation: xuong-mau
title: Đợt mẫu
summary: Đợt để thử.
goal_vnd: 5000000
opens_on: 2023-10-01
closes_on: 2023-11-05
accounts: [DC23A0002G]
public: true
"""
)


def test_a_good_drive_has_no_problem(tmp_path: Path) -> None:
    assert found(write(tmp_path, TEXT)) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ("organisation: xuong-mau", "organisation: xuong-may", "organisation", "unknown-organisation"),
        ("[DC23A0002G]", "[DC23A0003E]", "accounts[0]", "unknown-address"),
        ("[DC23A0002G]", "[QC23A0002C]", "accounts[0]", "unknown-fund"),
        ("[DC23A0002G]", "[DC23A0002G, DC23A0002G]", "accounts[1]", "account-twice"),
        ("[DC23A0002G]", "[DC23A0002G, QC23A0001E]", "", "addresses-or-one-fund"),
        ("[DC23A0002G]", "[]", "accounts", "list-too-short"),
        ("closes_on: 2023-11-05", "closes_on: 2023-09-30", "closes_on", "closes-before-opens"),
        ("goal_vnd: 5000000", "goal_vnd: 999", "goal_vnd", "drive-goal"),
        ("goal_vnd: 5000000", "goal_vnd: 900000000000", "goal_vnd", "drive-goal"),
        ("id: dot-mau", "id: dot-khac", "", "path-and-content"),
    ],
)
def test_each_rule(tmp_path: Path, old: str, new: str, field: str, code: str) -> None:
    folder = write(tmp_path, TEXT)
    replace(folder, DRIVE, old, new)
    assert (field, code) in [(where, name) for _, _, where, name in found(folder)]


def test_a_goal_of_nothing_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, TEXT)
    replace(folder, DRIVE, "goal_vnd: 5000000", "goal_vnd: 0")
    assert [path for path, *_ in found(folder)] == [DRIVE]


def test_one_day_is_a_drive_and_a_fund_is_an_account(tmp_path: Path) -> None:
    folder = write(tmp_path, TEXT)
    replace(folder, DRIVE, "closes_on: 2023-11-05", "closes_on: 2023-10-01")
    replace(folder, DRIVE, "[DC23A0002G]", "[QC23A0001E]")
    assert found(folder) == []


def test_two_drives_of_one_id_are_found(tmp_path: Path) -> None:
    folder = write(tmp_path, TEXT)
    (folder / "drives" / "dot-hai.yaml").write_bytes((folder / DRIVE).read_bytes())
    assert {name for *_, name in found(folder)} == {"path-and-content", "code-twice"}


def test_an_organisation_that_is_not_named_takes_its_drive_down_without_stopping_the_site(tmp_path: Path) -> None:
    folder = write(tmp_path, TEXT)
    replace(folder, "organisations/enterprise/xuong-mau.yaml", "public: true", "public: false")
    assert [(problem.code, problem.warning) for problem in problems(folder)] == [("drive-of-hidden", True)]
    views, _ = publish(folder, None, day("2026-01-01"))
    assert views is not None
    assert (views.drives, views.gone_drives) == ((), ("/dot/dot-mau/",))
