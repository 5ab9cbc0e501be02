"""Reports of plan V: which tables and paragraphs a district, a school, a body or the province hands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from nhandao.book.book import Book
from nhandao.records.money import dong_text
from nhandao.records.organisation import Organisation
from nhandao.records.periods import Period, day_text, so_far
from nhandao.reporting.areas import Areas, Unit, took_part
from nhandao.reporting.counted import Counted, Known
from nhandao.reporting.facts import promised_in
from nhandao.reporting.given import Given, given_by, given_table
from nhandao.reporting.handed_in import consolidated_table, errata_table, missing_table, submissions_of, submitted_table
from nhandao.reporting.table import Report, Section, Table, share_text
from nhandao.reporting.tables import (
    VERDICTS,
    address_table,
    annex_table,
    help_table,
    kind_table,
    part_table,
    target_table,
    threshold_text,
)
from nhandao.reporting.targets import TARGETS, Result, evaluate

_TITLES = {
    "quarter": "BÁO CÁO SỐ LIỆU {period}",
    "half_year": "BÁO CÁO KẾT QUẢ {period}",
    "year": "BÁO CÁO KẾT QUẢ {period}",
}


class Reports:
    """Makes the reports of one period. `as_of` is the day the data is counted to, when the period is not over by then.

    Raises `LookupError` when the data has no administrative units for the period.
    """

    def __init__(self, book: Book, period: Period, as_of: date, commit: str = "", known: Known | None = None) -> None:
        self.book = book
        self.period = period
        self.as_of = as_of
        self.commit = commit
        until = min(period.last, as_of)
        self.counted = Counted(book, period._replace(last=until), known)
        whole = so_far(period)._replace(last=until)
        same = whole.first == self.counted.period.first
        self.year = self.counted if same else Counted(book, whole, known)

    @property
    def areas(self) -> Areas:
        return self.counted.areas

    @cached_property
    def _given(self) -> Mapping[str, Given]:
        return given_by(self.counted)

    def units(self) -> tuple[Unit, ...]:
        """Every unit that hands in a report for the period: province, districts, schools, and provincial bodies where
        they owe one (not by quarter)."""
        areas = self.areas
        bodies = () if self.period.kind == "quarter" else areas.bodies
        return (areas.province, *areas.districts, *areas.schools, *bodies)

    def report(self, unit: Unit) -> Report:
        """The report of one unit."""
        results = evaluate(self.year, unit)
        tables = tuple(self._tables(unit, results))
        value = self._value(unit)
        campaign = self.book.campaign
        issuer, place = self._issuer(unit)
        above = campaign.society.name if unit.level != "province" else "BAN CHỈ ĐẠO CUỘC VẬN ĐỘNG NHÂN ĐẠO"
        title = _TITLES[self.period.kind].format(period=self.period.name.upper())
        return Report(
            file_name=f"bao-cao-{self.period.code.lower()}-{unit.code}",
            kind=self.period.kind,
            title=f"{title} thực hiện Cuộc vận động “{campaign.name}”",
            unit_name=unit.name,
            period_name=self.period.long_name,
            issuer=issuer,
            issuer_above=above,
            place=place,
            recipients=self._recipients(unit),
            sections=tuple(self._sections(unit, results)),
            tables=tables,
            as_of=self.as_of,
            commit=self.commit,
            sample_notice=campaign.sample_notice or "",
            total_vnd=value,
        )

    # --- tables ---------------------------------------------------------------------------------------------------

    def _tables(self, unit: Unit, results: Sequence[Result]) -> Iterator[Table]:
        counted = self.counted
        if unit.level in ("school", "body"):
            yield given_table(self._given, self._inside(unit))
        else:
            yield address_table(counted, unit)
            yield help_table(counted, unit)
            yield kind_table(counted, unit)
            yield part_table(counted, unit)
        if results:
            yield target_table(results)
        if unit.level == "province":
            submissions = submissions_of(self.book, self.period, self.as_of)
            yield submitted_table(self.book, submissions)
            yield consolidated_table(counted.counts(unit), submissions)
            yield missing_table(self.book, self.period, self.as_of)
        if self.period.kind == "quarter":
            yield annex_table(counted, unit, self.as_of)
        accounts = [one for facts in counted.addresses_in(unit) for one in counted.accounts_of(facts.account)]
        if unit.level == "province":
            accounts += [facts.account for facts in counted.funds]
        errata = errata_table(counted, accounts)
        if errata.rows and unit.level not in ("school", "body"):
            yield errata

    def _inside(self, unit: Unit) -> list[Organisation]:
        """A school with its organisations, or a body with those that belong to it: all that took part on any day of the
        period, since what they gave stays given."""
        return [
            body
            for body in self.book.organisations.values()
            if unit.code in (body.id, body.part_of) and took_part(body, self.counted.period)
        ]

    def _value(self, unit: Unit) -> int:
        if unit.level in ("school", "body"):
            return sum(self._given[body.id].value for body in self._inside(unit) if body.id in self._given)
        return self.counted.counts(unit).value

    # --- words ----------------------------------------------------------------------------------------------------

    def _issuer(self, unit: Unit) -> tuple[str, str]:
        """Body in whose name the report is written, and the place in its date line."""
        society = self.book.campaign.society
        if unit.level == "province":
            return society.name, society.place
        if unit.level == "district":
            for body in self.counted.organisations:
                if body.kind == "chapter" and body.level == "district" and body.district == unit.code:
                    return body.name, (body.contact.place if body.contact and body.contact.place else unit.name)
            return f"Hội Chữ thập đỏ {unit.name[0].lower()}{unit.name[1:]}", unit.name
        return unit.name, society.place

    def _recipients(self, unit: Unit) -> tuple[str, ...]:
        if unit.level == "province":
            return ("Tỉnh uỷ, UBND tỉnh (b/c)", "Trung ương Hội (b/c)", "Thành viên Ban Chỉ đạo tỉnh", "Lưu VT")
        return (f"{self.book.campaign.society.short_name} (tổng hợp)", "Lưu VT")

    def _sections(self, unit: Unit, results: Sequence[Result]) -> Iterator[Section]:
        if unit.level in ("school", "body"):
            yield Section("Kết quả thực hiện", (self._given_sentence(unit),))
        else:
            yield Section("Kết quả thực hiện", tuple(self._result_sentences(unit)))
        if results:
            yield Section("Thực hiện chỉ tiêu (mục III của Kế hoạch)", tuple(map(_target_sentence, results)))
        if self.period.kind != "quarter":
            yield Section("Khó khăn, tồn tại và nguyên nhân", ())
            yield Section("Phương hướng, kiến nghị", ())
        if notices := tuple(self._notices(unit, results)):
            yield Section("Lưu ý khi đọc số liệu", notices)

    def _given_sentence(self, unit: Unit) -> str:
        table = given_table(self._given, self._inside(unit))
        assert table.total is not None
        values = dict(zip((column.key for column in table.columns), table.total, strict=True))
        return (
            f"Trong {self.period.name}, {unit.name} và các tổ chức trực thuộc nhận giúp {values['addresses']} địa chỉ, "
            f"ủng hộ {values['times']} lượt, trị giá {dong_text(self._value(unit))} đồng."
        )

    def _result_sentences(self, unit: Unit) -> Iterator[str]:
        counts = self.counted.counts(unit)
        until = day_text(self.counted.period.last)
        yield (
            f"Khảo sát, lập hồ sơ: đến {until} theo dõi {counts.surveyed} địa chỉ đã khảo sát "
            f"(mới {counts.surveyed_new}), "
            f"trong đó {counts.dossiers} địa chỉ có hồ sơ ({_percent(counts.dossiers, counts.surveyed)}), "
            f"{counts.approved} địa chỉ đã duyệt, {counts.on_system} địa chỉ trên hệ thống."
        )
        yield (
            f"Trợ giúp: {counts.helped} địa chỉ được trợ giúp với {counts.times} lượt "
            f"({counts.helped_regular} địa chỉ thường xuyên, {counts.helped_once} địa chỉ một lần), "
            f"trị giá {dong_text(counts.value)} đồng, gồm tiền {dong_text(counts.cash)}, "
            f"hiện vật {dong_text(counts.in_kind)}, ngày công {dong_text(counts.labour)}, "
            f"dịch vụ {dong_text(counts.service)} đồng."
        )
        if counts.loans:
            yield f"Cho vay không lãi {dong_text(counts.loans)} đồng, nêu riêng, không cộng vào trị giá trợ giúp."
        ended = counts.finished_graduated + counts.finished_completed + counts.finished_moved + counts.finished_died
        yield (
            f"Kết thúc trợ giúp {ended} địa chỉ, trong đó {counts.finished_graduated} địa chỉ tự lập; "
            f"còn {counts.waiting} địa chỉ đã duyệt quá 90 ngày mà chưa được giúp lần nào."
        )

    def _notices(self, unit: Unit, results: Sequence[Result]) -> Iterator[str]:
        """What a reader of the figures should know; empty when there is nothing unusual."""
        if self.as_of < self.period.last:
            yield f"Kỳ báo cáo chưa hết: số liệu tính đến {day_text(self.as_of)}."
        if unit.level == "province" and (unknown := self.counted.by_commune.get("", ())):
            yield f"{len(unknown)} địa chỉ chưa xác định được xã theo đơn vị hành chính của kỳ, chỉ tính ở cấp tỉnh."
        if any(result.note == "class-unknown" for result in results):
            yield (
                "Chưa có danh sách xã còn nhiều khó khăn cho đơn vị hành chính của kỳ, "
                "nên chưa xác định được chỉ tiêu địa chỉ mới."
            )
        if running := self._running_on(unit):
            named = ", ".join(running[:5]) + ("…" if len(running) > 5 else "")
            yield f"{len(running)} lời hứa theo đợt kéo sang kỳ sau, chỉ tính một lần trong kỳ được nhận: {named}."

    def _running_on(self, unit: Unit) -> list[str]:
        """Promises accepted in the period, and kept, whose schedule goes on after it."""
        inside = {facts.account for facts in self.counted.addresses_in(unit)}
        found = []
        for pledge in self.book.pledges.values():
            schedule = pledge.schedule
            if schedule is None or pledge.account not in inside or not promised_in(pledge, self.counted.period):
                continue
            months = {"once": 0, "monthly": 1, "quarterly": 3, "yearly": 12}[schedule.frequency] * (schedule.times - 1)
            first = schedule.first_on
            end = (first.year * 12 + first.month - 1 + months, first.day)
            last = self.period.last
            if end > (last.year * 12 + last.month - 1, last.day):
                found.append(pledge.reference)
        return found


def _target_sentence(result: Result) -> str:
    target = next(one for one in TARGETS if one.id == result.target)
    figure = f"{result.numerator}"
    if result.threshold.number is not None and result.denominator is not None:
        figure += f" trong {result.denominator}"
    elif result.denominator is not None:
        figure += f"/{result.denominator}" + (f" ({share_text(result.ratio)})" if result.ratio is not None else "")
    needed = threshold_text(result)
    return f"{target.name}: {figure}{f', cần {needed}' if needed else ''}: {VERDICTS[result.verdict].lower()}."


def _percent(above: int, below: int) -> str:
    return share_text(Fraction(above, below)) if below else "chưa xác định"
