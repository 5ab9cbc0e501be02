"""PDF files, read back with a library of other people."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from nhandao.office.layout import cell_text, total_row
from nhandao.office.paper import paper
from nhandao.office.pdf import html_to_pdf, report_pdf
from scripts.folders import ROOT, THEME
from tests.office.example import REPORT


@pytest.fixture(scope="module")
def made() -> bytes:
    return report_pdf(REPORT, THEME)


def plain(text: str) -> str:
    return "".join(text.split())


def pages(content: bytes) -> list[str]:
    return [plain(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_every_word_and_figure_of_the_report_is_in_it(made: bytes) -> None:
    text = "".join(pages(made))
    told = paper(REPORT)
    for wanted in (
        told.issuer.upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", told.subject, told.total, told.total_words,
        *(paragraph for section in told.sections for paragraph in section.paragraphs), *told.recipients,
    ):  # fmt: skip
        assert plain(wanted) in text
    for table in REPORT.tables:
        total = total_row(table)
        for row in (*table.rows, *([total] if total else [])):
            assert "".join(plain(cell_text(value)) for value in row) in text


def test_text_is_upright_and_the_annex_sideways_and_every_page_has_its_number_and_origin(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages]
    assert sizes[0] == (595, 842)
    assert sizes[-1] == (842, 595)
    texts = pages(made)
    assert plain(REPORT.tables[1].title) in texts[-1]
    for number, text in enumerate(texts, 1):
        assert plain(REPORT.sample_notice) in text
        assert "bảndữliệu0123456789ab" in text
        numbered = f"{number}{plain(REPORT.sample_notice)}"  # the margins of a page come last
        assert (numbered in text) == (number > 1)


def test_it_is_tagged_for_screen_readers_and_dated_by_its_data(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "vi"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "BÁO CÁO: " + paper(REPORT).subject
    assert str(reader.metadata["/CreationDate"]).startswith("D:20230824")


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert report_pdf(REPORT, THEME) == made


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "//example.org/x.png",
        "file:///etc/hostname",
        "../../README.md",
        "data:text/css,p{}",
    ],
)
def test_nothing_outside_the_theme_is_asked_for(url: str) -> None:
    page = f'<link rel="stylesheet" href="{url}"><p>x'
    with pytest.raises(ValueError, match="asked for"):
        html_to_pdf(page, THEME)


@pytest.mark.parametrize("fault", ["ImportError('No module named weasyprint')", "OSError('cannot load library pango')"])
def test_without_pango_the_message_says_what_to_install(tmp_path: Path, fault: str) -> None:
    (tmp_path / "weasyprint.py").write_text(f"raise {fault}\n")
    program = (
        "import sys; from pathlib import Path; from nhandao.office.pdf import report_pdf;"
        "from nhandao.office.problem import OfficeError; from scripts.messages import text;"
        "from tests.office.example import REPORT; sys.path.insert(0, sys.argv[1])\n"
        "try: report_pdf(REPORT, Path('theme'))\n"
        "except OfficeError as error: print(text(error.code, 'vi', **error.values))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )
    assert "Cài Pango" in told.stdout, told.stderr
    assert "weasyprint" in told.stdout or "pango" in told.stdout
