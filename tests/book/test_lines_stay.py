"""What was taken into the ledger stays: which changes of a line are seen, and which are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.book.lines_stay import changed_lines
from tests import tree
from tests.staff.repository import PROMISE

PLEDGE = "pledges/2023/06/CK23B00019.yaml"


def both(tmp_path: Path) -> tuple[Path, Path]:
    before, now = tmp_path / "before", tmp_path / "now"
    return tree.write(before, PROMISE), tree.write(now, PROMISE)


def told(before: Path, now: Path) -> list[tuple[str, str, str]]:
    return [(problem.path, problem.field_text, problem.code) for problem in changed_lines(before, now)]


def test_nothing_is_told_of_lines_that_are_as_they_were(tmp_path: Path) -> None:
    assert told(*both(tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "field"),
    [
        (tree.RECEIPT, "value_vnd: 2000000", "value_vnd: 2000001", "value_vnd"),
        (tree.RECEIPT, "value_vnd: 2000000", "value_vnd: 2000000\nneed: 1", "need"),
        (PLEDGE, "value_vnd: 500000", "value_vnd: 400000", "value_vnd"),
        (PLEDGE, "source: form", "source: staff", "source"),
    ],
)
def test_a_changed_value_is_named(tmp_path: Path, path: str, old: str, new: str, field: str) -> None:
    before, now = both(tmp_path)
    tree.replace(now, path, old, new)
    assert told(before, now) == [(path, field, "line-changed")]


def test_a_line_that_is_gone_is_named_and_a_new_one_is_not(tmp_path: Path) -> None:
    before, now = both(tmp_path)
    (now / tree.RECEIPT).rename(now / tree.RECEIPT.replace("FT1", "FT9"))
    assert told(before, now) == [(tree.RECEIPT, "", "line-gone")]


def test_a_promise_takes_an_answer_once(tmp_path: Path) -> None:
    before, now = both(tmp_path)
    tree.replace(now, PLEDGE, "source: form", "source: form\naccepted: {on: 2023-06-02}")
    assert told(before, now) == []
    assert told(now, before) == [(PLEDGE, "accepted", "line-changed")]


def test_other_words_for_the_same_line_and_addresses_are_free_to_change(tmp_path: Path) -> None:
    before, now = both(tmp_path)
    tree.replace(now, tree.RECEIPT, "value_vnd: 2000000", "# hai triệu\nvalue_vnd: 2000000")
    tree.replace(now, tree.ADDRESS, "Xe lăn gấp", "Xe lăn nhẹ")
    assert told(before, now) == []


def test_what_is_no_line_before_or_cannot_be_read_now_is_left_to_the_check(tmp_path: Path) -> None:
    before, now = both(tmp_path)
    (before / PLEDGE).write_text("hỏng: [", encoding="utf-8")
    (before / "receipts/ghi-chu.yaml").write_text("x: 1", encoding="utf-8")
    (now / tree.RECEIPT).write_bytes(b"\xff")
    assert told(before, now) == []


TYPED = "supporter: {name: Xưởng Mộc M., kind: organisation, visibility: name}"
KNOWN = "supporter: {organisation: xuong-mau, kind: organisation, visibility: name}"


@pytest.mark.parametrize(
    ("then", "field"),
    [
        (f"{KNOWN}\naccepted: {{on: 2023-06-02}}", None),
        (KNOWN, "supporter"),
        (f"{KNOWN}\ndeclined: {{on: 2023-06-02}}", "supporter"),
        (f"{KNOWN.replace('name}', 'name_amount}')}\naccepted: {{on: 2023-06-02}}", "supporter"),
        (f"{TYPED.replace('M.', 'N.')}\naccepted: {{on: 2023-06-02}}", "supporter"),
        (f"{KNOWN.replace('xuong-mau', 'xuong-mau, leader: chu-tich')}\naccepted: {{on: 2023-06-02}}", "supporter"),
    ],
)
def test_with_its_acceptance_a_promise_may_name_its_organisation_and_nothing_else(
    tmp_path: Path, then: str, field: str | None
) -> None:
    before, now = both(tmp_path)
    tree.replace(before, PLEDGE, "supporter: {}", TYPED)
    tree.replace(now, PLEDGE, "supporter: {}", then)
    assert told(before, now) == ([] if field is None else [(PLEDGE, field, "line-changed")])


def test_an_accepted_promise_no_longer_takes_an_organisation(tmp_path: Path) -> None:
    before, now = both(tmp_path)
    tree.replace(before, PLEDGE, "supporter: {}", f"{TYPED}\naccepted: {{on: 2023-06-02}}")
    tree.replace(now, PLEDGE, "supporter: {}", f"{KNOWN}\naccepted: {{on: 2023-06-02}}")
    assert told(before, now) == [(PLEDGE, "supporter", "line-changed")]
