"""The files of a report, from the report to the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.office.files import SUMS, write_files
from nhandao.office.letter import PLACEHOLDERS
from nhandao.office.problem import OfficeError
from nhandao.office.report_files import FORMS, report_files
from scripts.folders import ROOT, THEME
from tests.office.example import REPORT


def test_every_form_has_its_fixed_name_and_two_runs_give_one_folder(tmp_path: Path) -> None:
    name = REPORT.file_name
    for folder in ("mot", "hai"):
        write_files(tmp_path / folder, report_files(REPORT, FORMS, theme=THEME))
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("mot", "hai"))
    assert one == other
    assert one.keys() == {
        f"{name}.xlsx", f"{name}.docx", f"{name}.pdf", f"{name}-chi-tieu.csv", f"{name}-theo-xa.csv", SUMS,
    }  # fmt: skip


def test_only_what_was_asked_for_is_made() -> None:
    assert report_files(REPORT, ["csv"], theme=THEME).keys() == {
        f"{REPORT.file_name}-{t.name}.csv" for t in REPORT.tables
    }
    with pytest.raises(OfficeError):
        report_files(REPORT, FORMS, theme=THEME, template=Path("không-có.docx"))


def test_the_readme_explains_every_placeholder() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, parts in PLACEHOLDERS.items():
        assert f"`{name}`" in readme
        assert all(f"`{part}`" in readme for part in parts)
