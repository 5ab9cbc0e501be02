"""Chapters of the handbook that are made, and the command that makes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nhandao.records.problem_texts import TEXTS
from scripts import command_line
from scripts.folders import CONTENT
from scripts.staff import handbook
from scripts.staff.error_guide import error_guide
from scripts.staff.error_guide_texts import MEANINGS


@pytest.mark.parametrize("file", handbook.MADE)
def test_the_chapter_that_is_published_is_the_one_that_would_be_made(file: str) -> None:
    assert (CONTENT / file).read_text(encoding="utf-8") == handbook.MADE[file]()


def test_every_problem_that_can_be_printed_is_explained_and_no_other() -> None:
    explained = [code for meanings in MEANINGS.values() for code in meanings]
    assert sorted(explained) == sorted(TEXTS)
    assert re.findall(r"(?m)^### (\S+) \{: #\1 \}$", error_guide()) == explained
    assert "<" not in error_guide()
    assert all(text.endswith(".") for meanings in MEANINGS.values() for text in meanings.values())


def test_an_explanation_says_what_is_printed_with_gaps_for_what_stands_in_the_file() -> None:
    assert "\n\n> Không có trường “…”; có phải là: …?\n\nHay do gõ nhầm." in error_guide()
    assert not re.search(r"\{\w+\}", error_guide())


def test_every_code_the_chapter_on_common_errors_names_is_one_there_is() -> None:
    chapter = (CONTENT / "pages/so-tay/24-loi-thuong-gap.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)(?:`|^    .* )\[([a-z]+(?:[-_][a-z0-9]+)*)\](?:`|$)", chapter))
    assert len(named) > 30
    assert named <= TEXTS.keys()


def test_the_command_tells_which_chapters_are_stale_and_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run(["handbook", "--check"]) == 0
    monkeypatch.setattr(handbook, "CONTENT", tmp_path)
    for file, make in handbook.MADE.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(make(), encoding="utf-8")
    assert command_line.run(["handbook", "--check"]) == 0
    stale, *others = handbook.MADE
    (tmp_path / stale).write_text("cũ", encoding="utf-8")
    assert command_line.run(["handbook", "--check"]) == 1
    told = capsys.readouterr().err
    assert "hãy chạy “portal handbook”" in told
    assert stale in told
    assert all(other not in told for other in others)
    assert (tmp_path / stale).read_text(encoding="utf-8") == "cũ"
    assert command_line.run(["handbook"]) == 0
    assert (tmp_path / stale).read_text(encoding="utf-8") == handbook.MADE[stale]()
