"""Yearly targets and reports handed in take part in a Book after a change of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.book.amend import amended
from nhandao.book.files import PATHS
from nhandao.records.canonical import SCHEMAS
from tests import tree


@pytest.mark.parametrize(
    ("path", "text", "index"),
    [
        ("targets/2023.yaml", "year: 2023\ndecided_on: 2023-01-05\ndocument: KH-1\n", "allotments"),
        (
            "submissions/2023/2023Q1-hoi-phuoc-long.yaml",
            "organisation: hoi-phuoc-long\nperiod: 2023Q1\non: 2023-03-01\n",
            "submissions",
        ),
    ],
)
def test_yearly_targets_and_reports_handed_in_take_part(tmp_path: Path, path: str, text: str, index: str) -> None:
    book = tree.book(tree.write(tmp_path))
    after, problems = amended(book, {path: text.encode()})
    assert problems == []
    loaded = tree.book(tree.write(tmp_path, f"\n# {path}\n{text}"))
    assert getattr(after, index) == getattr(loaded, index) != {}
    gone, _ = amended(loaded, {path: None})
    assert getattr(gone, index) == {}


def test_every_kind_of_record_has_a_schema_to_name() -> None:
    assert set(SCHEMAS) == {model for _, _, _, model in PATHS if model is not None}
