"""What changed in a report since it was filed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from nhandao.reporting.difference import Difference, difference, difference_table
from nhandao.reporting.table import Column, Report, Section, Table, Value

COLUMNS = (
    Column("number", "TT", "count"),
    Column("unit", "Đơn vị", "text"),
    Column("value", "Giá trị", "money", summed=True),
    Column("share", "Tỷ lệ", "share"),
    Column("on", "Ngày", "day"),
)
FIRST: tuple[Value, ...] = (1, "Xã Mẫu Một", 1_500_000, Fraction(7, 10), date(2023, 6, 1))
SECOND: tuple[Value, ...] = (2, "Xã Mẫu Hai", 0, None, None)


def table(*rows: tuple[Value, ...], total: tuple[Value, ...] | None = None, name: str = "bang-1") -> Table:
    return Table(name, "Bảng mẫu", COLUMNS, rows, total)


def report(*tables: Table, sections: tuple[Section, ...] = (), as_of: date = date(2023, 8, 24), sum: int = 0) -> Report:
    return Report(
        file_name="bao-cao-mau", kind="quarter", title="Báo cáo mẫu", unit_name="Huyện Mẫu", period_name="quý mẫu",
        issuer="Hội mẫu", issuer_above="", place="Đồng Xoài", recipients=("Lưu",), sections=sections, tables=tables,
        as_of=as_of, commit=as_of.isoformat(), sample_notice="mẫu", total_vnd=sum,
    )  # fmt: skip


def told(old: Report, new: Report) -> list[tuple[str, str, str, Value, Value]]:
    return [(one.what, one.row, one.column, one.old, one.new) for one in difference(old, new)]


def test_a_report_does_not_differ_from_itself_made_on_another_day() -> None:
    assert difference(report(table(FIRST, SECOND)), report(table(FIRST, SECOND), as_of=date(2023, 10, 1))) == ()


def test_a_changed_cell_is_told_from_and_to() -> None:
    later = (1, "Xã Mẫu Một", 1_400_000, Fraction(7, 10), date(2023, 6, 1))
    assert told(report(table(FIRST, SECOND)), report(table(later, SECOND))) == [
        ("changed", "Xã Mẫu Một", "value", 1_500_000, 1_400_000)
    ]


def test_a_cell_that_is_not_known_differs_from_zero() -> None:
    known = (2, "Xã Mẫu Hai", 0, Fraction(0), None)
    assert told(report(table(SECOND)), report(table(known))) == [("changed", "Xã Mẫu Hai", "share", None, Fraction(0))]


def test_rows_that_moved_are_the_same_rows() -> None:
    moved = table((1, *SECOND[1:]), (2, *FIRST[1:]))
    assert {one[2] for one in told(report(table(FIRST, SECOND)), report(moved))} == {"number"}


def test_rows_appear_and_disappear_with_what_they_hold() -> None:
    assert told(report(table(FIRST)), report(table(SECOND))) == [
        ("appeared", "Xã Mẫu Hai", "number", None, 2),
        ("appeared", "Xã Mẫu Hai", "unit", None, "Xã Mẫu Hai"),
        ("appeared", "Xã Mẫu Hai", "value", None, 0),
        ("disappeared", "Xã Mẫu Một", "number", 1, None),
        ("disappeared", "Xã Mẫu Một", "unit", "Xã Mẫu Một", None),
        ("disappeared", "Xã Mẫu Một", "value", 1_500_000, None),
        ("disappeared", "Xã Mẫu Một", "share", Fraction(7, 10), None),
        ("disappeared", "Xã Mẫu Một", "on", date(2023, 6, 1), None),
    ]


def test_rows_of_one_name_are_told_apart_by_their_order() -> None:
    twice = table(FIRST, (2, "Xã Mẫu Một", 5, None, None))
    (one,) = difference(report(twice), report(table(FIRST, (2, "Xã Mẫu Một", 6, None, None))))
    assert (one.row, one.occurrence, one.old, one.new) == ("Xã Mẫu Một", 2, 5, 6)


def test_a_second_column_of_text_tells_apart_what_the_first_does_not() -> None:
    columns = (Column("district", "Huyện", "text"), Column("commune", "Xã", "text"), Column("n", "Số", "count"))
    old = Table("t", "Bảng", columns, (("Mẫu", "Một", 1), ("Mẫu", "Hai", 2)))
    new = Table("t", "Bảng", columns, (("Mẫu", "Hai", 2), ("Mẫu", "Một", 3)))
    assert told(report(old), report(new)) == [("changed", "Mẫu · Một", "n", 1, 3)]


def test_the_total_row_and_the_sum_of_the_report_are_compared_too() -> None:
    old = report(table(FIRST, total=(None, "Cộng", 5, None, None)), sum=5)
    new = report(table(FIRST, total=(None, "Cộng", 6, None, None)), sum=6)
    assert [(one.where, one.row, one.occurrence, one.column) for one in difference(old, new)] == [
        ("", "", 1, "total_vnd"), ("bang-1", "Cộng", 0, "value"),
    ]  # fmt: skip


def test_a_table_that_is_new_is_told_with_its_rows() -> None:
    found = difference(report(), report(table(SECOND)))
    assert [(one.what, one.column, one.new) for one in found] == [
        ("appeared", "", "Bảng mẫu"), ("appeared", "number", 2), ("appeared", "unit", "Xã Mẫu Hai"), ("appeared", "value", 0),
    ]  # fmt: skip
    assert [one.what for one in difference(report(table(SECOND)), report())] == ["disappeared"] * 4


def test_paragraphs_are_compared_below_their_heading() -> None:
    old = report(sections=(Section("I. Kết quả", ("Một.", "Hai.")),))
    new = report(sections=(Section("I. Kết quả", ("Một.", "Ba.", "Bốn.")),))
    assert [(one.where, one.occurrence, one.what, one.old, one.new) for one in difference(old, new)] == [
        ("I. Kết quả", 2, "changed", "Hai.", "Ba."), ("I. Kết quả", 3, "appeared", None, "Bốn."),
    ]  # fmt: skip


def test_the_differences_are_a_table_of_words() -> None:
    later = (1, "Xã Mẫu Một", 1_400_000, Fraction(1, 3), None)
    made = difference_table(report(table(FIRST)), report(table(later), as_of=date(2023, 10, 1)))
    assert made.title == "Khác biệt giữa số liệu đến 24-08-2023 và đến 01-10-2023"
    assert made.rows == (
        ("Bảng mẫu", "Xã Mẫu Một", "Giá trị", "sửa", "1.500.000", "1.400.000"),
        ("Bảng mẫu", "Xã Mẫu Một", "Tỷ lệ", "sửa", "70,0 %", "33,3 %"),
        ("Bảng mẫu", "Xã Mẫu Một", "Ngày", "sửa", "01-06-2023", ""),
    )
    assert all(len(row) == len(made.columns) for row in made.rows)


ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(1, 9),
        st.sampled_from(["Xã A", "Xã B", "Xã C"]),
        st.none() | st.integers(0, 3),
        st.none() | st.fractions(0, 1, max_denominator=3),
        st.none() | st.dates(date(2023, 1, 1), date(2023, 1, 3)),
    ),
    max_size=5,
)
Cells = dict[tuple[str, int], dict[str, Value]]


def cells(rows: list[tuple[Value, ...]]) -> Cells:
    """What each row holds, by its name and which of that name it is; empty cells left out."""
    found: Cells = {}
    for values in rows:
        number = 1 + sum(name == values[1] for name, _ in found)
        held = {column.key: value for column, value in zip(COLUMNS, values, strict=True) if value is not None}
        found[str(values[1]), number] = held
    return found


def applied(before: Cells, found: tuple[Difference, ...]) -> Cells:
    after = {row: dict(held) for row, held in before.items()}
    for one in found:
        held = after.setdefault((one.row, one.occurrence), {})
        assert held.get(one.column) == one.old
        if one.new is None:
            held.pop(one.column, None)
        else:
            held[one.column] = one.new
    return {row: held for row, held in after.items() if held}


@given(ROWS, ROWS)
def test_the_old_report_with_its_differences_is_the_new_one(
    old: list[tuple[Value, ...]], new: list[tuple[Value, ...]]
) -> None:
    found = difference(report(table(*old)), report(table(*new)))
    assert applied(cells(old), found) == cells(new)
    back = difference(report(table(*new)), report(table(*old)))
    assert sorted((one.row, one.occurrence, one.column) for one in back) == sorted(
        (one.row, one.occurrence, one.column) for one in found
    )
