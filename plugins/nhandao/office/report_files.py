"""All files of one report, by name: the same names for the same kind, unit and period, so that they are found again."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final, Literal

from nhandao.office.csv_file import csv_file
from nhandao.office.letter import letter
from nhandao.office.pdf import report_pdf
from nhandao.office.workbook import report_workbook
from nhandao.reporting.table import Report

Form = Literal["xlsx", "docx", "csv", "pdf"]
FORMS: Final[tuple[Form, ...]] = ("xlsx", "docx", "csv", "pdf")
LETTER: Final = "office/letter.docx"
"""The template of letters in the theme."""


def report_files(
    report: Report, forms: Collection[Form], *, theme: Path, template: Path | None = None
) -> dict[str, bytes]:
    """Name and content of each file: one workbook, letter and PDF, and one CSV for each table.

    Args:
        template: of the letter; the theme's when ``None``.

    Raises:
        OfficeError: the template cannot be used, or what writes PDF is missing.
    """
    name = report.file_name
    files: dict[str, bytes] = {}
    if "xlsx" in forms:
        files[f"{name}.xlsx"] = report_workbook(report)
    if "docx" in forms:
        files[f"{name}.docx"] = letter(report, template or theme / LETTER)
    if "csv" in forms:
        files |= {f"{name}-{table.name}.csv": csv_file(table) for table in report.tables}
    if "pdf" in forms:
        files[f"{name}.pdf"] = report_pdf(report, theme)
    return files
