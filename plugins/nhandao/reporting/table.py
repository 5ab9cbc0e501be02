"""What a report is made of: tables of typed cells and paragraphs, without any knowledge of files or pages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from nhandao.records.money import dong_text

CellKind = Literal["text", "count", "money", "share", "day"]
"""text: `str`; count: `int`; money: `int` đồng; share: `Fraction`, 1 = 100 %; day: `date`. Any cell may be ``None``:
not known or not defined, which is never the same as zero."""

Value = str | int | Fraction | date | None


def hundredths(share: Fraction) -> int:
    """A share in hundredths of a per cent, cut off rather than rounded up: 69,999 % must not read as 70 %, which would
    reach a target that asks for it."""
    cut = share * 10_000
    return cut.numerator // cut.denominator


def share_text(share: Fraction) -> str:
    """A share as it is printed, with two decimals cut off: 2/3 is "66,66 %"."""
    whole = hundredths(share)
    return f"{dong_text(whole // 100)},{whole % 100:02}\u00a0%"


class Column(NamedTuple):
    """One column. `key` never changes once published: it heads the CSV file and names the value in JSON."""

    key: str
    heading: str  # Vietnamese
    kind: CellKind
    group: str = ""  # heading above this and its neighbours of the same group
    summed: bool = False  # the total is the sum of the rows; otherwise it stands on its own (shares, distinct givers)
    width: int = 12  # characters
    help: str = ""  # what is counted, in one sentence, for the field guide and the reader


class Table(NamedTuple):
    """Rows of values in the order of `columns`. `total` is computed by counting anew, not by adding up shares."""

    name: str  # part of file and sheet names, letters a-z, digits and hyphens
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] | None = None
    notes: tuple[str, ...] = ()  # below the table

    def column(self, key: str) -> list[Value]:
        """All values of a column. Raises `KeyError` for a key the table does not have."""
        for number, column in enumerate(self.columns):
            if column.key == key:
                return [row[number] for row in self.rows]
        raise KeyError(key)


class Section(NamedTuple):
    """A numbered part of the written report: a heading and paragraphs of plain text."""

    heading: str
    paragraphs: tuple[str, ...]


class Report(NamedTuple):
    """One report of plan V, ready to be written in any form."""

    file_name: str  # without ending, fixed by kind, unit and period: "bao-cao-quy-2023q3-695-hon-quan"
    kind: Literal["quarter", "half_year", "year"]
    title: str  # "BÁO CÁO" and what on, on one line
    unit_name: str  # who reports, or on whom: "Huyện Hớn Quản"
    period_name: str  # "quý III năm 2023 (từ 25-05-2023 đến 24-08-2023)"
    issuer: str  # body whose name heads the letter
    issuer_above: str  # body above it
    place: str  # place in the date line of the letter
    recipients: tuple[str, ...]  # "Nơi nhận"
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    as_of: date  # day the data is counted to
    commit: str  # commit of the data, "" when it is not in git
    sample_notice: str  # non-empty for fictional data: stands on every sheet and page
    total_vnd: int  # value of all help of the report, for the line with the amount in words
