"""Which accounts take help: as their pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.callback.open_accounts import OpenAccounts
from tests import tree

CODE = "DC23A0002G"


@pytest.mark.parametrize(
    ("change", "as_of", "state"),
    [
        (("", ""), "2023-10-31", "open"),
        (("", ""), "2023-03-24", "unknown"),
        (("introduced: {on: 2023-03-25}\n", ""), "2023-10-31", "unknown"),
        (("by: self, on: 2023-03-01}", "by: self, on: 2023-03-01, withdrawn_on: 2023-07-01}"), "2023-10-31", "closed"),
        (("unit_price_vnd: 3500000", "unit_price_vnd: 2000000"), "2023-10-31", "closed"),
        (("introduced: {on: 2023-03-25}\n", "introduced: {on: 2023-03-25}\nsuspended: {on: 2023-10-01, reason: kiểm tra}\n"), "2023-10-31", "closed"),
    ],
)  # fmt: skip
def test_an_address_is_open_as_its_page_is(tmp_path: Path, change: tuple[str, str], as_of: str, state: str) -> None:
    folder = tree.write(tmp_path)
    if change[0]:
        tree.replace(folder, tree.ADDRESS, *change)
    assert OpenAccounts(tree.book(folder), tree.day(as_of))(CODE) == state


def test_a_fund_is_open_and_nothing_else_is_known(tmp_path: Path) -> None:
    accounts = OpenAccounts(tree.book(tree.write(tmp_path)), tree.day("2023-10-31"))
    assert [accounts(code) for code in ("QC23A0001E", "QC23A0002C", "DC23A0003E", "", "../x")] == ["open"] + [
        "unknown"
    ] * 4
