"""What a running builder looks at again: the accounts that changed, and everything when many may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.book.book import Book
from nhandao.book.difference import changed_accounts
from nhandao.book.load import load
from tests.tree import ADDRESS, HANDOVER, RECEIPT, replace, write


def loaded(data: Path, cache: Path) -> Book:
    made, _ = load(data, cache)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        (ADDRESS, "chợ phường", "chợ xã", {"DC23A0002G"}),
        (RECEIPT, "value_vnd: 2000000", "value_vnd: 2100000", {"DC23A0002G"}),
        (HANDOVER, "value_vnd: 1500000", "value_vnd: 1400000", {"DC23A0002G"}),
        (RECEIPT, "value_vnd: 2000000", "value_vnd: 2000000", set()),
        ("campaign.yaml", "name: Quỹ chung", "name: Quỹ cộng đồng", None),
    ],
)
def test_the_accounts_of_changed_files_are_named(
    tmp_path: Path, path: str, old: str, new: str, changed: set[str] | None
) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    before = loaded(data, cache)
    replace(data, path, old, new)
    assert changed_accounts(before, loaded(data, cache)) == changed


def test_both_accounts_of_a_line_that_moved_are_named(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    before = loaded(data, cache)
    replace(data, RECEIPT, "account: DC23A0002G", "account: QC23A0001E")
    assert changed_accounts(before, loaded(data, cache)) == {"DC23A0002G", "QC23A0001E"}


def test_an_account_is_named_when_a_line_of_it_is_gone(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    before = loaded(data, cache)
    (data / HANDOVER).unlink()
    assert changed_accounts(before, loaded(data, cache)) == {"DC23A0002G"}


def test_lines_carried_over_are_those_counted_anew(tmp_path: Path) -> None:
    data, cache = write(tmp_path / "data"), tmp_path / "cache"
    before = loaded(data, cache)
    assert before.account_lines
    replace(data, RECEIPT, "account: DC23A0002G", "account: QC23A0001E")
    after = loaded(data, cache)
    changed = changed_accounts(before, after)
    assert changed is not None
    after.carry_over(before, changed)
    anew = loaded(data, tmp_path / "other").account_lines
    assert list(after.account_lines.items()) == list(anew.items())
