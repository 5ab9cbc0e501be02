"""The targets of section III of the plan, T1 to T9: one function each, with the rows every figure is made of.

A figure covers a unit with everything inside it: a district's leaders are those of the district and of its communes.
Targets are for a year; for a shorter period they say how far the year had come (see `periods.so_far`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import chain
from typing import Literal, NamedTuple

from nhandao.book.book import Book
from nhandao.records.allotment import NEW_DIFFICULT, NEW_OTHER
from nhandao.records.campaign import Campaign
from nhandao.records.organisation import Leader, Organisation
from nhandao.records.periods import Period
from nhandao.reporting.areas import Level, Unit
from nhandao.reporting.counted import Counted
from nhandao.reporting.facts import Counts

Verdict = Literal["met", "not_met", "not_attainable", "undefined"]

CONNECTED_EACH = 30
"""Addresses a district Red Cross connects through the system in a year (plan III.2)."""


class Threshold(NamedTuple):
    """What a figure is held against: a share of the denominator, or a number of addresses."""

    share: Fraction | None = None
    number: int | None = None
    strictly: bool = False  # more than, not at least


ALL = Threshold(share=Fraction(1))
LEADERS = Threshold(share=Fraction(30, 100))
HELPED = Threshold(share=Fraction(70, 100), strictly=True)


class Row(NamedTuple):
    """One thing that stands in the denominator; `counts` when it stands in the numerator as well."""

    kind: Literal["address", "organisation", "leader", "unit"]
    id: str  # code of an address or unit, id of an organisation, "organisation/leader"
    counts: bool


class Result(NamedTuple):
    """A target of a unit in a period."""

    target: str  # "T1" to "T9", with a or b for the parts of T2 and T9
    unit: Unit
    period: Period
    numerator: int
    denominator: int | None  # None: the target has none
    threshold: Threshold
    verdict: Verdict
    rows: tuple[Row, ...]
    note: str = ""  # code of a reason, see `NOTES`

    @property
    def ratio(self) -> Fraction | None:
        """Numerator by denominator, exact; ``None`` without a denominator or with none of it."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


NOTES = {
    "no-denominator": "chưa có gì để tính: mẫu số bằng 0",
    "class-unknown": "chưa biết xã thuộc diện còn nhiều khó khăn hay từ trung bình trở lên (campaign.yaml)",
    "few-dossiers": "số hồ sơ ít hơn chỉ tiêu nên không thể đạt",
    "allotted": "chỉ tiêu do Ban Chỉ đạo giao",
}


def leaders(counted: Counted, unit: Unit) -> Result:
    """T1 (plan III): leaders who took on an address in the period, of all on the roll at its end; at least 30 %.

    The roll: heads of agencies and organisations, honorary presidents of the Society, leaders of Party committee and
    government. Leaders of Party and government of the province only when campaign.yaml says so (A5).
    """
    rows = [
        Row("leader", f"{body.id}/{leader.id}", bool(counted.registrations.get((body.id, leader.id))))
        for body in counted.organisations_in(unit)
        for leader in body.leaders
        if _on_the_roll(counted, body, leader)
    ]
    return _share("T1", counted, unit, rows, LEADERS)


def new_addresses(counted: Counted, unit: Unit) -> Result:
    """T2 (plan III): new addresses of a commune in the period: at least 2 where there are many difficulties, at least 3
    elsewhere, or what the steering committee has allotted above that (plan IV.14). Of a larger unit: the communes that
    reached their number, of all communes."""
    if unit.level == "commune":
        least = least_new(counted.book, counted.areas.epoch, unit.code, counted.period.year)
        rows = _addresses(counted, unit, "registered_new", "registered_new")
        if least is None:
            return Result("T2", unit, counted.period, len(rows), None, Threshold(), "undefined", rows, "class-unknown")
        verdict: Verdict = "met" if len(rows) >= least else "not_met"
        note = "allotted" if least > _minimum(counted.book.campaign, counted.areas.epoch, unit.code) else ""
        return Result("T2", unit, counted.period, len(rows), None, Threshold(number=least), verdict, rows, note)
    communes = [one for one in counted.areas.communes if unit.level == "province" or one.parent == unit.code]
    results = [new_addresses(counted, one) for one in communes]
    found = [Row("unit", one.unit.code, one.verdict == "met") for one in results]
    if any(one.note == "class-unknown" for one in results):
        met = sum(row.counts for row in found)
        return Result("T2", unit, counted.period, met, len(found), ALL, "undefined", tuple(found), "class-unknown")
    return _share("T2", counted, unit, found, ALL)


def commune_bodies(counted: Counted, unit: Unit) -> Result:
    """T3 (plan III.1): departments, Fatherland Front and mass organisations of communes that took on an address in the
    period, of all on the roll; all of them."""
    return _bodies("T3", counted, unit, "commune_body")


def branches(counted: Counted, unit: Unit) -> Result:
    """T4 (plan III.1): branches of hamlets with an address of their own; the plan says each, and no percentage."""
    return _bodies("T4", counted, unit, "branch")


def dossiers(counted: Counted, unit: Unit) -> Result:
    """T5 (plan III.2): surveyed addresses that have a dossier; all of them."""
    rows = _addresses(counted, unit, "surveyed", "dossiers")
    return _share("T5", counted, unit, rows, ALL)


def helped(counted: Counted, unit: Unit) -> Result:
    """T6 (plan III.2): addresses with a dossier that the Society, or others it mobilised, helped in the period, of all
    with a dossier; strictly more than 70 %. Whether dossiers of earlier years count in the denominator is A3."""
    rows = _addresses(counted, unit, "dossiers_for_helped", "helped_with_dossier")
    return _share("T6", counted, unit, rows, HELPED)


def connected(counted: Counted, unit: Unit) -> Result:
    """T7 (plan III.2): addresses with a dossier introduced for help through the system in the period: at least 30 in
    each district, so 330 in the province. Fewer dossiers than that cannot reach it."""
    rows = _addresses(counted, unit, "dossiers", "connected")
    carriers = 1
    if unit.level == "province" and counted.book.campaign.answers.carrier == "commune" and not counted.areas.districts:
        carriers = len(counted.areas.communes)
    elif unit.level == "province":
        carriers = max((len(units.districts) for units in counted.book.units.values()), default=1) or 1
    least = CONNECTED_EACH * carriers
    number = sum(row.counts for row in rows)
    threshold = Threshold(number=least)
    if number >= least:
        return Result("T7", unit, counted.period, number, len(rows), threshold, "met", rows)
    if len(rows) < least:
        return Result("T7", unit, counted.period, number, len(rows), threshold, "not_attainable", rows, "few-dossiers")
    return Result("T7", unit, counted.period, number, len(rows), threshold, "not_met", rows)


def plans(counted: Counted, unit: Unit) -> Result:
    """T8 (plan III.2): members of the steering committee with a response plan, who direct their branches as well, of
    all members; all of them."""
    needs_direction = counted.book.campaign.answers.direction_needed
    rows = []
    for body in counted.organisations_in(unit):
        if body.committee_member:
            plan = body.plan
            there = plan is not None and plan.on <= counted.period.last
            directs = plan is not None and (plan.directs_branches or not needs_direction)
            rows.append(Row("organisation", body.id, there and directs))
    return _share("T8", counted, unit, rows, ALL)


def school_bodies(counted: Counted, unit: Unit) -> Result:
    """T9 (plan III.3): organisations inside a school attached to the provincial Red Cross that took on an address in
    the period; all of them."""
    schools = counted.areas.schools if unit.level == "province" else (unit,)
    rows = [
        Row("organisation", body.id, bool(counted.registrations.get((body.id, ""))))
        for school in schools
        for body in counted.school_bodies(school)
    ]
    return _share("T9", counted, unit, rows, ALL)


def school_addresses(counted: Counted, unit: Unit) -> Result:
    """T9b (plan IV.14): addresses taken on by a school and its organisations, against the number allotted to it."""
    least = allotted_to_school(counted.book, unit.code, counted.period.year)
    rows = tuple(Row("address", one.account, True) for one in counted.addresses_in(unit))
    verdict: Verdict = "met" if len(rows) >= (least or 0) else "not_met"
    return Result("T9b", unit, counted.period, len(rows), None, Threshold(number=least), verdict, rows, "allotted")


class Target(NamedTuple):
    """A target with its words for people."""

    id: str
    of: Callable[[Counted, Unit], Result]
    clause: str  # of the plan
    name: str
    formula: str  # in words
    levels: tuple[Level, ...]  # units it is computed for


TARGETS = (
    Target(
        "T1",
        leaders,
        "III",
        "Người đứng đầu nêu gương",
        "Số người đứng đầu, Chủ tịch danh dự của Hội, lãnh đạo cấp uỷ, chính quyền đã nhận giúp ít nhất 1 địa "
        "chỉ trong kỳ, chia cho tổng số có tên trong danh sách; ít nhất 30 %.",
        ("province", "district", "commune"),
    ),
    Target(
        "T2",
        new_addresses,
        "III",
        "Địa chỉ mới của xã, phường, thị trấn",
        "Số địa chỉ mới đăng ký (lập hồ sơ) trong kỳ: xã còn nhiều khó khăn ít nhất 2, xã từ trung bình trở lên "
        "ít nhất 3, hoặc số được giao cao hơn; cấp trên tính số xã đạt trên tổng số xã.",
        ("province", "district", "commune"),
    ),
    Target(
        "T3",
        commune_bodies,
        "III.1",
        "Ban, ngành, đoàn thể cấp xã nhận địa chỉ",
        "Số ban, ngành, Mặt trận, đoàn thể cấp xã đã nhận giúp ít nhất 1 địa chỉ trong kỳ, chia cho tổng số; "
        "phải đủ 100 %.",
        ("province", "district", "commune"),
    ),
    Target(
        "T4",
        branches,
        "III.1",
        "Chi hội, chi đoàn nhận địa chỉ",
        "Số chi hội, chi đoàn ở thôn, ấp, khu phố đã nhận giúp 1 địa chỉ cụ thể trong kỳ, chia cho tổng số; "
        "kế hoạch nêu “mỗi”, không nêu tỷ lệ.",
        ("province", "district", "commune"),
    ),
    Target(
        "T5",
        dossiers,
        "III.2",
        "Lập hồ sơ",
        "Số địa chỉ đã lập hồ sơ, chia cho số địa chỉ đã khảo sát; phải đủ 100 %.",
        ("province", "district", "commune"),
    ),
    Target(
        "T6",
        helped,
        "III.2",
        "Được trợ giúp",
        "Số địa chỉ có hồ sơ được Hội, hoặc người do Hội vận động, trao giúp trong kỳ, chia cho số địa chỉ có "
        "hồ sơ; phải trên 70 %, đúng 70 % là chưa đạt.",
        ("province", "district", "commune"),
    ),
    Target(
        "T7",
        connected,
        "III.2",
        "Kết nối qua hệ thống",
        "Số địa chỉ có hồ sơ được giới thiệu trên iNHANDAO trong kỳ; mỗi huyện ít nhất 30, toàn tỉnh ít nhất 330.",
        ("province", "district"),
    ),
    Target(
        "T8",
        plans,
        "III.2",
        "Kế hoạch hưởng ứng",
        "Số thành viên Ban Chỉ đạo có kế hoạch hưởng ứng và chỉ đạo hệ thống ngành, chia cho tổng số thành "
        "viên; phải đủ 100 %.",
        ("province", "district"),
    ),
    Target(
        "T9",
        school_bodies,
        "III.3",
        "Tổ chức trong trường nhận địa chỉ",
        "Số tổ chức trong trường trực thuộc tỉnh Hội đã nhận giúp ít nhất 1 địa chỉ trong kỳ, chia cho tổng "
        "số; phải đủ 100 %.",
        ("province", "school"),
    ),
    Target(
        "T9b",
        school_addresses,
        "IV.14",
        "Địa chỉ do trường nhận",
        "Số địa chỉ trường và các tổ chức trong trường đã nhận giúp trong kỳ, so với số Ban Chỉ đạo giao.",
        ("school",),
    ),
)
"""The targets in the order of the plan: the list is the documentation."""


def evaluate(counted: Counted, unit: Unit) -> tuple[Result, ...]:
    """Every target that a unit has, in the order of the plan."""
    return tuple(target.of(counted, unit) for target in TARGETS if has_target(counted, target, unit))


def has_target(counted: Counted, target: Target, unit: Unit) -> bool:
    """Whether a unit carries a target. Since districts were abolished campaign.yaml says who carries theirs (A9)."""
    if target.id == "T9b":
        return unit.level == "school" and allotted_to_school(counted.book, unit.code, counted.period.year) is not None
    carried_by_communes = not counted.areas.districts and counted.book.campaign.answers.carrier == "commune"
    if target.id in ("T7", "T8") and unit.level == "commune":
        return carried_by_communes
    return unit.level in target.levels


def least_new(book: Book, epoch: str, commune: str, year: int) -> int | None:
    """How many new addresses a commune owes in a year: the plan's minimum, or what was allotted to it above that;
    ``None`` when its class is not known."""
    minimum = _minimum(book.campaign, epoch, commune)
    table = book.allotments.get(year)
    allotted = next(
        (one.new_addresses for one in (table.communes if table else ()) if (one.epoch, one.unit) == (epoch, commune)),
        None,
    )
    if minimum == 0:
        return allotted
    return max(minimum, allotted or 0)


def _minimum(campaign: Campaign, epoch: str, commune: str) -> int:
    """The plan's minimum for a commune; 0 when its class is not known."""
    if any((one.epoch, one.unit) == (epoch, commune) for one in campaign.many_difficulties):
        return NEW_DIFFICULT
    return NEW_OTHER if epoch in campaign.classes_known else 0


def allotted_to_school(book: Book, school: str, year: int) -> int | None:
    """Addresses allotted to a school for a year; ``None`` when none are."""
    table = book.allotments.get(year)
    return next((one.addresses for one in (table.schools if table else ()) if one.school == school), None)


def judge(numerator: int, denominator: int, threshold: Threshold) -> Verdict:
    """Whether a share reaches its threshold, by whole numbers only: 7 of 10 is not more than 70 %."""
    assert threshold.share is not None
    if denominator == 0:
        return "undefined"
    reached = numerator * threshold.share.denominator
    needed = threshold.share.numerator * denominator
    return "met" if (reached > needed if threshold.strictly else reached >= needed) else "not_met"


def _share(target: str, counted: Counted, unit: Unit, rows: Iterable[Row], threshold: Threshold) -> Result:
    rows = tuple(rows)
    numerator = sum(row.counts for row in rows)
    verdict = judge(numerator, len(rows), threshold)
    note = "no-denominator" if verdict == "undefined" else ""
    return Result(target, unit, counted.period, numerator, len(rows), threshold, verdict, rows, note)


def _bodies(target: str, counted: Counted, unit: Unit, kind: str) -> Result:
    rows = [
        Row("organisation", body.id, bool(counted.registrations.get((body.id, ""))))
        for body in counted.organisations_in(unit)
        if body.kind == kind
    ]
    return _share(target, counted, unit, rows, ALL)


def _addresses(counted: Counted, unit: Unit, below: str, above: str) -> tuple[Row, ...]:
    """Rows of the addresses that are in the denominator, a column of `Counts`, and whether in the numerator."""
    columns = Counts._fields.index(below), Counts._fields.index(above)
    found = chain.from_iterable(counted.columns(commune, *columns) for commune in counted.communes_of(unit))
    return tuple([Row("address", code, counts) for code, counts in found])


def _on_the_roll(counted: Counted, body: Organisation, leader: Leader) -> bool:
    last = counted.period.last
    if last < leader.since or (leader.until is not None and leader.until <= last):
        return False
    provincial = body.level == "province" and leader.kind in ("party_leader", "government_leader")
    return not provincial or counted.book.campaign.answers.provincial_leaders
