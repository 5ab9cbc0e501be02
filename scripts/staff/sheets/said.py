"""What is wrong in a sheet, as values: where it stands, and what to write instead."""

from __future__ import annotations

from typing import NamedTuple

from nhandao.records.problem import Problem
from scripts.messages import text


class Said(NamedTuple):
    """A text of this package with its words; `Problem` has those of the data."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    def message(self, lang: str) -> str:
        return text(self.code, lang, **dict(self.values))


def said(code: str, **values: object) -> Said:
    return Said(code, tuple(values.items()))


class Wrong(Exception):
    """A cell that cannot be read, and what to write there."""

    def __init__(self, code: str, **values: object) -> None:
        self.said = said(code, **values)
        super().__init__(code)


class Fault(NamedTuple):
    """Something wrong in one place of a sheet."""

    row: int  # as spreadsheet programs count, from 1; 0 when the whole sheet is meant
    column: int  # from 1; 0 when the whole row is meant
    heading: str
    told: Said | Problem

    @property
    def warning(self) -> bool:
        return isinstance(self.told, Problem) and self.told.warning


def cell_name(row: int, column: int) -> str:
    """As spreadsheet programs name a cell: D7."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """Letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
