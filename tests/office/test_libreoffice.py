"""LibreOffice opens what was written and computes the same sums. It is started once for all files."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import openpyxl
import pypdf
import pytest

from nhandao.office.layout import cell_text, total_row
from nhandao.office.letter import letter
from nhandao.office.workbook import report_workbook
from scripts.letter_template import TEMPLATE
from scripts.programs import libreoffice
from tests.office.example import BY_COMMUNE, REPORT

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def _one_font(folder: Path) -> Path:
    """Settings with fonts that have every Vietnamese letter. With others beside them each word is put together from two,
    and comes back from the PDF in pieces."""
    file = folder / "fonts.conf"
    file.write_text(f"<fontconfig><dir>{DEJAVU}</dir><cachedir>{folder / 'fonts'}</cachedir></fontconfig>")
    return file


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with both files as PDF, and the workbook once more with its sums computed anew."""
    folder = tmp_path_factory.mktemp("office")
    content = report_workbook(REPORT)
    (folder / "bang.xlsx").write_bytes(content)
    (folder / "thu.docx").write_bytes(letter(REPORT, TEMPLATE))
    # openpyxl leaves out the values kept beside formulas, so that LibreOffice has to compute them.
    openpyxl.load_workbook(io.BytesIO(content)).save(folder / "tinh.xlsx")
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    begin = [libreoffice("en"), home, "--headless", "--norestore"]
    command = [*begin, "--convert-to", "pdf", "bang.xlsx", "tinh.xlsx", "thu.docx"]
    environment = os.environ | ({"FONTCONFIG_FILE": str(_one_font(folder))} if DEJAVU.is_dir() else {})
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return folder


def test_sums_computed_anew_are_those_of_the_report(converted: Path) -> None:
    text = pypdf.PdfReader(converted / "tinh.pdf").pages[-1].extract_text()
    shown = text[text.index("Tổng cộng") :].replace(",", "").replace(".", "").split()[2:]
    total = total_row(BY_COMMUNE) or ()
    sums = [str(total[number]) for number, column in enumerate(BY_COMMUNE.columns) if column.summed]
    assert [word for word in shown if word in sums] == sums


@pytest.mark.parametrize("name", ["bang.pdf", "thu.pdf"])
def test_what_it_shows_is_whole(converted: Path, name: str) -> None:
    reader = pypdf.PdfReader(converted / name)
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for row in BY_COMMUNE.rows:
        assert "".join(str(row[1]).split()) in text
    wanted = total_row(BY_COMMUNE) or ()
    written = cell_text(wanted[9])
    assert written in text or written.replace(".", ",") in text  # as the language of the machine has it
    assert "".join(REPORT.sample_notice.split()) in text
    assert len(reader.pages) == {"bang.pdf": 2, "thu.pdf": 3}[name]
