"""A change judged before it is written finds what a look at the written folder would find."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.book.amend import amended, new_problems
from nhandao.book.load import load
from nhandao.records.problem import Problem
from tests import tree

SECOND = tree.documents(tree.BASE)[tree.ADDRESS].replace("DC23A0002G", "DC23A0003E")
RANKED = "priority: {list: phuoc-long-2023, rank: 1}\nsurvey:"


def told(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return sorted((problem.path, problem.field_text, problem.code) for problem in problems)


def edit(path: str, old: str, new: str) -> dict[str, str | None]:
    body = tree.documents(tree.BASE)[path]
    assert old in body
    return {path: body.replace(old, new)}


@pytest.mark.parametrize(
    "change",
    [
        edit(tree.ADDRESS, "Xe lăn gấp", "Xe lăn nhẹ"),
        edit(tree.ADDRESS, 'unit: "25216"', 'unit: "99999"'),
        edit(tree.ADDRESS, "title: Cô H.", "title: Chị Nguyễn Thị Hoa"),
        edit(tree.ADDRESS, "kind: individual", "kind: nobody"),
        edit(tree.ADDRESS, "code: DC23A0002G", "code: DC23A0003E"),
        edit(tree.ADDRESS, "approved: {on: 2023-03-20", "approved: {on: 2023-07-20"),
        edit(tree.RECEIPT, "2000000", "1000000"),
        edit(tree.RECEIPT, "account: DC23A0002G", "account: DC23A0003E"),
        edit("campaign.yaml", "Nguyễn, Trần, Điểu", "Nguyễn"),
        edit("campaign.yaml", "labour_day_vnd: 250000", "labour_day_vnd: x"),
        edit("organisations/chapter/hoi-phuoc-long.yaml", 'district: "688"', 'district: "999"'),
        {tree.RECEIPT: None},
        {tree.ADDRESS: None},
        {"organisations/chapter/hoi-phuoc-long.yaml": None},
        {"addresses/2023/DC23A0003E.yaml": SECOND},
        {"addresses/2023/DC23A0003E.yaml": SECOND.replace("survey:", RANKED)} | edit(tree.ADDRESS, "survey:", RANKED),
        {"addresses/2023/x.txt": "x"},
        {"photos/DC23A0002G/1.jpg": "no photo"},
    ],
)
def test_a_change_has_the_problems_that_the_folder_has_once_it_is_written(
    tmp_path: Path, change: dict[str, str | None]
) -> None:
    tree.write(tmp_path)
    book, before = load(tmp_path)
    assert book is not None
    files = {path: None if body is None else body.encode() for path, body in change.items()}
    after, inside = amended(book, files)
    found = told(new_problems(before, after, inside))
    for path, body in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        if body is None:
            (tmp_path / path).unlink()
        else:
            (tmp_path / path).write_bytes(body)
    written, problems = load(tmp_path)
    if written is not None:
        assert after.addresses == written.addresses
        assert after.receipts == written.receipts
    assert found == told(problems) or written is None
    assert told(inside) == [item for item in told(problems) if item in told(inside)]
