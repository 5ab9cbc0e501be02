"""What changed in a report since it was filed: cell by cell, row by row, paragraph by paragraph.

Takes two reports of one kind and period, the one made of the data as it was and the one of the data as it is, and knows
nothing of how either was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from nhandao.records.money import dong_text
from nhandao.reporting.table import CellKind, Column, Report, Section, Table, Value

What = Literal["changed", "appeared", "disappeared"]

_WHAT = {"changed": "sửa", "appeared": "thêm", "disappeared": "bỏ"}
_TOTAL = "Cộng"
_WHOLE = "Cả báo cáo"


class Difference(NamedTuple):
    """One cell, paragraph or other value that is not the same in both reports.

    A row that appeared or disappeared has one for each of its cells that hold something, an empty row one with an empty
    `column`; so has a table.
    """

    where: str  # name of the table, heading of the section, "" for the report as a whole
    row: str  # what tells the row apart, "" outside a table
    occurrence: int  # from 1; above it for rows that nothing tells apart, and for paragraphs; 0 for the total row
    column: str  # key of the column or of the value of the report, "" for a whole table, an empty row or a paragraph
    heading: str  # of the column or the value, Vietnamese
    what: What
    kind: CellKind
    old: Value
    new: Value


def difference(old: Report, new: Report) -> tuple[Difference, ...]:
    """Everything a reader of both would find different, in the order of the new report, then what is only in the old.

    The day a report is counted to and the commit of its data are no part of what it says.
    """
    found = [*_heads(old, new), *_sections(old.sections, new.sections)]
    before = {table.name: table for table in old.tables}
    after = {table.name: table for table in new.tables}
    for name in (*after, *(name for name in before if name not in after)):
        found += _tables(name, before.get(name), after.get(name))
    return tuple(found)


def difference_table(old: Report, new: Report) -> Table:
    """The differences as a table of texts, to be written like any other."""
    titles = {table.name: table.title for table in (*old.tables, *new.tables)}
    return Table(
        name="khac-biet",
        title=f"Khác biệt giữa số liệu đến {_text('day', old.as_of)} và đến {_text('day', new.as_of)}",
        columns=(
            Column("where", "Bảng, mục", "text", width=30),
            Column("row", "Dòng", "text", width=30),
            Column("column", "Cột", "text", width=24),
            Column("what", "Việc", "text", width=8),
            Column("old", "Trước", "text", width=20),
            Column("new", "Sau", "text", width=20),
        ),
        rows=tuple(
            (
                titles.get(one.where, one.where) or _WHOLE,
                one.row if one.occurrence < 2 else f"{one.row} ({one.occurrence})",
                one.heading,
                _WHAT[one.what],
                _text(one.kind, one.old),
                _text(one.kind, one.new),
            )
            for one in difference(old, new)
        ),
    )


# --- the report as a whole -----------------------------------------------------------------------------------------

_HEADS: tuple[tuple[str, str, CellKind], ...] = (
    ("title", "Tên báo cáo", "text"),
    ("unit_name", "Đơn vị", "text"),
    ("period_name", "Kỳ", "text"),
    ("issuer", "Nơi lập", "text"),
    ("issuer_above", "Cơ quan cấp trên", "text"),
    ("place", "Nơi ghi ngày", "text"),
    ("recipients", "Nơi nhận", "text"),
    ("sample_notice", "Ghi chú dữ liệu mẫu", "text"),
    ("total_vnd", "Tổng giá trị", "money"),
)


def _heads(old: Report, new: Report) -> Iterator[Difference]:
    for field, heading, kind in _HEADS:
        before, after = _head(old, field), _head(new, field)
        if before != after:
            yield Difference("", "", 1, field, heading, "changed", kind, before, after)


def _head(report: Report, field: str) -> Value:
    value: str | int | tuple[str, ...] = getattr(report, field)
    return "; ".join(value) if isinstance(value, tuple) else value


def _sections(old: Sequence[Section], new: Sequence[Section]) -> Iterator[Difference]:
    """Paragraphs by the heading they stand under, compared in their order."""
    before, after = _paragraphs(old), _paragraphs(new)
    for heading in (*after, *(heading for heading in before if heading not in after)):
        was, now = before.get(heading, ()), after.get(heading, ())
        for number in range(max(len(was), len(now))):
            left = was[number] if number < len(was) else None
            right = now[number] if number < len(now) else None
            if left != right:
                yield Difference(heading, "", number + 1, "", "", _what(left, right), "text", left, right)


def _paragraphs(sections: Sequence[Section]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for section in sections:
        found[section.heading] = found.get(section.heading, ()) + section.paragraphs
    return found


# --- tables --------------------------------------------------------------------------------------------------------

_Row = tuple[str, int]
"""What tells a row apart, and which of those that are alike it is."""
_Cells = dict[str, Value]


def _tables(name: str, old: Table | None, new: Table | None) -> Iterator[Difference]:
    if old is None or new is None:
        table = new or old
        assert table is not None
        before, after = (None, table.title) if old is None else (table.title, None)
        yield Difference(name, "", 1, "", table.title, _what(before, after), "text", before, after)
    columns = {column.key: column for table in (old, new) if table is not None for column in table.columns}
    keys = _key_columns([table for table in (old, new) if table is not None])
    before_rows = _rows(old, keys) if old is not None else {}
    after_rows = _rows(new, keys) if new is not None else {}
    for row in (*after_rows, *(row for row in before_rows if row not in after_rows)):
        yield from _row(name, row, columns, before_rows.get(row), after_rows.get(row))


def _key_columns(tables: Sequence[Table]) -> tuple[str, ...]:
    """As many of the first columns of text that all tables have as it takes to tell every row apart."""
    shared = [column.key for column in tables[0].columns if column.kind == "text"]
    shared = [
        key
        for key in shared
        if all(any(column.key == key and column.kind == "text" for column in table.columns) for table in tables)
    ]
    for count in range(1, len(shared)):
        if all(_are_told_apart(table, shared[:count]) for table in tables):
            return tuple(shared[:count])
    return tuple(shared)


def _are_told_apart(table: Table, keys: Sequence[str]) -> bool:
    columns = [table.column(key) for key in keys]
    rows = list(zip(*columns, strict=True))
    return len(set(rows)) == len(rows)


def _rows(table: Table, keys: Sequence[str]) -> dict[_Row, _Cells]:
    """Cells of each row by column; the total row is one more, by a name no other row has."""
    found: dict[_Row, _Cells] = {}
    seen: Counter[str] = Counter()
    names = [column.key for column in table.columns]
    for values in table.rows:
        cells = dict(zip(names, values, strict=True))
        label = " · ".join(_text("text", cells[key]) for key in keys)
        seen[label] += 1
        found[label, seen[label]] = cells
    if table.total is not None:
        found[_TOTAL, 0] = dict(zip(names, table.total, strict=True))
    return found


def _row(
    name: str, row: _Row, columns: dict[str, Column], old: _Cells | None, new: _Cells | None
) -> Iterator[Difference]:
    before, after = old or {}, new or {}
    gone_or_new: What | None = "appeared" if old is None else "disappeared" if new is None else None
    told = False
    for key, column in columns.items():
        left, right = before.get(key), after.get(key)
        if not _same(left, right):
            told = True
            yield Difference(name, *row, key, column.heading, gone_or_new or "changed", column.kind, left, right)
    if gone_or_new and not told:
        yield Difference(name, *row, "", "", gone_or_new, "text", None, None)


def _same(left: Value, right: Value) -> bool:
    """Equal, and equally known: an empty cell is not a zero."""
    return left == right and (left is None) == (right is None)


def _what(old: Value, new: Value) -> What:
    return "appeared" if old is None else "disappeared" if new is None else "changed"


def _text(kind: CellKind, value: Value) -> str:
    """A cell as the report writes it; "" where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, Fraction) or kind == "share":
        tenths = round(Fraction(value) * 1000)  # of a per cent
        return f"{'−' if tenths < 0 else ''}{abs(tenths) // 10},{abs(tenths) % 10} %"
    if isinstance(value, int):
        return dong_text(value)
    return str(value)
