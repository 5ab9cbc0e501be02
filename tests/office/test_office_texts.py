"""What people are told when an office file cannot be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nhandao.office.letter import letter
from nhandao.office.problem import OfficeError
from scripts.folders import ROOT
from scripts.messages import TEXTS, text
from scripts.office_texts import TEXTS as OFFICE_TEXTS
from tests.office.example import REPORT

RAISED = {
    code
    for path in (ROOT / "plugins/nhandao/office").glob("*.py")
    for code in re.findall(r'OfficeError\(\s*"([a-z-]+)"', path.read_text(encoding="utf-8"))
}


def test_every_error_has_a_text_and_every_text_an_error() -> None:
    assert len(RAISED) > 10
    assert {code for code in OFFICE_TEXTS if code.startswith("office-")} == RAISED
    assert OFFICE_TEXTS.items() <= TEXTS.items()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_wrong_template_is_told_with_the_names_that_do_exist(tmp_path: Path, lang: str) -> None:
    with pytest.raises(OfficeError) as stopped:
        letter(REPORT, tmp_path / "không có.docx")
    assert "không có.docx" in text(stopped.value.code, lang, **stopped.value.values)
    known = text("office-template-unknown", lang, path="mau.docx", found="{{ ten }}", known="  co_quan")
    assert "{{ ten }}" in known
    assert known.endswith("\n  co_quan")
    assert "{{ co_quan }}" in text("office-template-tag", lang, path="mau.docx", told="{{ x }")
