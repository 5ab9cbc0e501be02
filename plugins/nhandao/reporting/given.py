"""What organisations themselves took on and gave in a period: the report of a school or of a member body.

What an address received from others is not theirs. Money given through the society is theirs when it arrived, less what
was given back; help they handed over themselves when it was handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.ledger.corrected import Effect, effects
from nhandao.records.lines import Handover, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.periods import Period
from nhandao.reporting.counted import Counted
from nhandao.reporting.facts import promised_in
from nhandao.reporting.table import Column, Table, Value


class Given(NamedTuple):
    """What one organisation did in a period; money in đồng."""

    addresses: frozenset[str] = frozenset()  # codes taken on
    leaders: frozenset[str] = frozenset()  # positions on its roll whose holders took one on
    times: int = 0
    promised: int = 0  # value of promises accepted in the period, loans left out
    cash: int = 0
    in_kind: int = 0
    labour: int = 0
    service: int = 0
    loans: int = 0  # in no sum

    @property
    def value(self) -> int:
        return self.cash + self.in_kind + self.labour + self.service


def given_by(counted: Counted) -> Mapping[str, Given]:
    """What each organisation did in the period, by its id; those that did nothing are left out."""
    book, period = counted.book, counted.period
    sums: defaultdict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Given._fields[2:], 0))
    for one in _gifts(book, period):
        name = one.line.supporter.organisation
        assert name is not None  # or it would not be among them
        sums[name]["loans" if one.line.kind == "loan" else one.line.kind] += one.value
        sums[name]["times"] += one.times
    for pledge in book.pledges.values():
        name = pledge.supporter.organisation
        if name is not None and pledge.kind != "loan" and promised_in(pledge, period):
            sums[name]["promised"] += pledge.value_vnd
    taken: defaultdict[str, set[str]] = defaultdict(set)
    leaders: defaultdict[str, set[str]] = defaultdict(set)
    for (name, leader), codes in counted.registrations.items():
        taken[name].update(codes)
        if leader:
            leaders[name].add(leader)
    names = sorted({*sums, *taken})
    return {name: Given(frozenset(taken[name]), frozenset(leaders[name]), **sums[name]) for name in names}


def _gifts(book: Book, period: Period) -> Iterator[Effect[Receipt] | Effect[Handover]]:
    """What organisations' own money and hands did in a period, less what was given back of it."""
    for account, lines in book.account_lines.items():
        received = [
            one
            for one in lines.corrected_receipts
            if one.line.supporter.organisation is not None and one.line.account == account and one.line.counted_here
        ]
        handed_over = [
            one
            for one in lines.corrected_handovers
            if one.line.supporter.organisation is not None
            and one.line.funded_by == "supporter"
            and one.line.account == account
            and one.line.counted_here
        ]
        yield from effects(received, period)
        yield from effects(handed_over, period)


_COLUMNS = (
    Column("organisation", "Mã", "text", width=22),
    Column("name", "Tổ chức", "text", width=40),
    Column("addresses", "Địa chỉ đã nhận giúp", "count", width=10, help="Mỗi địa chỉ tính một lần."),
    Column("leaders", "Người đứng đầu nêu gương", "count", "", True, 10),
    Column("times", "Lượt ủng hộ", "count", "", True, 9, "Lượt trả lại hết thì trừ vào kỳ trả lại."),
    Column(
        "promised",
        "Đã hứa",
        "money",
        "Trị giá (đồng)",
        True,
        16,
        "Lời hứa được nhận trong kỳ (do cán bộ ghi: tính ngày hứa), không gồm tiền cho vay; chưa phải là trợ giúp.",
    ),
    Column("cash", "Tiền", "money", "Trị giá (đồng)", True, 16),
    Column("in_kind", "Hiện vật", "money", "Trị giá (đồng)", True, 16),
    Column("labour", "Ngày công", "money", "Trị giá (đồng)", True, 16),
    Column("service", "Dịch vụ", "money", "Trị giá (đồng)", True, 16),
    Column("value", "Tổng trị giá", "money", "Trị giá (đồng)", True, 16),
    Column("loans", "Cho vay không lãi", "money", "Ngoài tổng (đồng)", True, 16),
)


def given_table(every: Mapping[str, Given], bodies: Iterable[Organisation]) -> Table:
    """What the organisations gave, one row each; the total counts an address that several took on once.

    Args:
        every: what `given_by` found for the period.
    """
    rows: list[tuple[Value, ...]] = []
    parts = []
    for body in bodies:
        given = every.get(body.id, Given())
        parts.append(given)
        rows.append((body.id, body.name, len(given.addresses), len(given.leaders), *_money(given)))
    whole = Given(
        frozenset().union(*(one.addresses for one in parts)),
        frozenset(),
        *(sum(getattr(one, field) for one in parts) for field in Given._fields[2:]),
    )
    last: tuple[Value, ...] = (
        "",
        "Tổng cộng",
        len(whole.addresses),
        sum(len(one.leaders) for one in parts),
        *_money(whole),
    )
    notes = ("Tiền gửi qua Hội tính khi Hội nhận được; phần trả lại đã trừ. Lời hứa nêu riêng, chưa phải là trợ giúp.",)
    return Table("dong-gop", "Tổ chức nhận địa chỉ và ủng hộ", _COLUMNS, tuple(rows), last, notes)


def _money(given: Given) -> tuple[int, ...]:
    return (
        given.times,
        given.promised,
        given.cash,
        given.in_kind,
        given.labour,
        given.service,
        given.value,
        given.loans,
    )
