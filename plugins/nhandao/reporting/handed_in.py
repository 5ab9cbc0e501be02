"""Reports handed in by bodies that keep their own records, shown apart and put together with what is counted here; what
has been corrected; who has not handed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import add

from nhandao.book.book import Book
from nhandao.records.periods import Period, reporting_year
from nhandao.records.submission import Submission
from nhandao.reporting.counted import Counted
from nhandao.reporting.duties import duties
from nhandao.reporting.facts import Counts
from nhandao.reporting.table import Column, Table, Value

_HELP = (
    Column("addresses_helped", "Địa chỉ được giúp", "count", "", True, 10),
    Column("helped_regular", "Thường xuyên", "count", "", True, 10),
    Column("helped_once", "Một lần", "count", "", True, 10),
    Column("times", "Lượt trợ giúp", "count", "", True, 9),
    Column("cash_vnd", "Tiền", "money", "Trị giá (đồng)", True, 16),
    Column("in_kind_vnd", "Hiện vật", "money", "Trị giá (đồng)", True, 16),
    Column("labour_vnd", "Ngày công", "money", "Trị giá (đồng)", True, 16),
    Column("service_vnd", "Dịch vụ", "money", "Trị giá (đồng)", True, 16),
    Column("value_vnd", "Tổng trị giá", "money", "Trị giá (đồng)", True, 16),
    Column("loans_vnd", "Cho vay không lãi", "money", "Ngoài tổng (đồng)", True, 16),
)
_SUBMITTED = (
    Column("organisation", "Mã", "text", width=22),
    Column("name", "Cơ quan, đơn vị", "text", width=40),
    Column("on", "Ngày nhận", "day", width=12),
    Column("document", "Số văn bản", "text", width=14),
    Column("basis", "Cách tính", "text", width=28),
    *_HELP,
    Column("supporters_organisations", "Tổ chức ủng hộ", "count", "", False, 10),
    Column("supporters_individuals", "Cá nhân ủng hộ", "count", "", False, 10),
)
_BASIS = {
    None: "hồ sơ trên cổng, tính ở các bảng trên",
    False: "số tự báo, địa chỉ có hồ sơ của Hội",
    True: "số tự báo, địa chỉ tự khảo sát, không tính vào tỷ lệ trên 70 %",
}


def submissions_of(book: Book, period: Period, as_of: date) -> tuple[Submission, ...]:
    return tuple(one for one in book.submissions.values() if one.period == period.code and one.on <= as_of)


def submitted_table(book: Book, submissions: Iterable[Submission]) -> Table:
    """One row for each report handed in, with its own figures where it has any."""
    rows: list[tuple[Value, ...]] = []
    for one in submissions:
        figures = one.figures
        basis = _BASIS[figures.own_survey if figures is not None else None]
        values = [getattr(figures, column.key, None) for column in _SUBMITTED[5:]]
        rows.append(
            (one.organisation, book.organisations[one.organisation].name, one.on, one.document or "", basis, *values)
        )
    totals = [_sum(row[number] for row in rows) for number in range(5, len(_SUBMITTED))]
    last: tuple[Value, ...] = ("", "Tổng cộng", None, "", "", *totals)
    return Table("bao-cao-da-nop", "Báo cáo các cơ quan, đơn vị đã nộp", _SUBMITTED, tuple(rows), last)


def consolidated_table(counts: Counts, submissions: Iterable[Submission]) -> Table:
    """What is counted from records here, what bodies reported of their own, and both together (plan V). A body reports
    only what stands in no record here, so nothing is in both."""
    columns = (Column("source", "Nguồn số liệu", "text", width=44), *_HELP)
    here = (
        *(counts.helped, counts.helped_regular, counts.helped_once, counts.times),
        *(counts.cash, counts.in_kind, counts.labour, counts.service, counts.value, counts.loans),
    )
    figures = [one.figures for one in submissions if one.figures is not None]
    told = tuple(_sum(getattr(one, column.key) for one in figures) or 0 for column in _HELP)
    rows: tuple[tuple[Value, ...], ...] = (
        ("Hồ sơ và sổ cái trên cổng", *here),
        ("Số tự báo của cơ quan, đơn vị không ghi hồ sơ trên cổng", *told),
    )
    return Table("tong-hop", "Tổng hợp toàn tỉnh", columns, rows, ("Tổng cộng", *map(add, here, told)))


def missing_table(book: Book, period: Period, as_of: date) -> Table:
    """Who owes the report of a period and has not handed it in."""
    columns = (
        Column("organisation", "Mã", "text", width=22),
        Column("name", "Cơ quan, đơn vị", "text", width=44),
        Column("last_day", "Hạn cuối", "day", width=12),
        Column("days_late", "Số ngày trễ", "count", width=10),
    )
    rows = tuple(
        (one.body.id, one.body.name, one.last_day, max(0, -one.days))
        for one in duties(book, period.year, as_of)
        if one.period == period and one.submission is None
    )
    return Table("chua-nop", "Chưa nhận được báo cáo", columns, rows)


def errata_table(counted: Counted, accounts: Iterable[str]) -> Table:
    """Corrections made in the period to receipts and handovers of some accounts, whatever period those were of."""
    columns = (
        Column("line", "Dòng đính chính", "text", width=26),
        Column("on", "Ngày", "day", width=12),
        Column("account", "Địa chỉ, quỹ", "text", width=13),
        Column("corrects", "Đính chính dòng", "text", width=26),
        Column("corrected_on", "Ngày của dòng ấy", "day", width=12),
        Column("corrected_year", "Năm báo cáo", "count", width=9),
        Column("amount", "Số tiền rút lại (đồng)", "money", "", True, 16),
    )
    book = counted.book
    rows: list[tuple[Value, ...]] = []
    for account in accounts:
        for line in counted.corrections.get(account, ()):
            assert line.reverses is not None  # or it would be no correction
            original = book.receipts.get(line.reverses) or book.handovers.get(line.reverses)
            # A correction takes from what its original counted as.
            if original is None or not original.counted_here:
                continue
            year = reporting_year(original.on)
            rows.append((line.id, line.on, account, original.id, original.on, year, line.value_vnd))
    rows.sort(key=lambda row: (str(row[1]), str(row[0])))
    last: tuple[Value, ...] = ("Tổng cộng", None, "", "", None, None, _sum(row[-1] for row in rows) or 0)
    notes = ("Gồm khoản trả lại người ủng hộ và phần trao được thu hồi; tính vào kỳ lập đính chính.",)
    return Table("dinh-chinh", "Đính chính trong kỳ", columns, tuple(rows), last, notes)


def _sum(values: Iterable[Value]) -> int | None:
    """Sum of the whole numbers; ``None`` when there are none."""
    numbers = [value for value in values if isinstance(value, int)]
    return sum(numbers) if numbers else None
