"""The tables of reports (plan V): addresses, help and its value, who takes part, by unit; the list annex of a quarter.

The plan does not print its table; the columns follow what its targets and clauses ask for. Addresses and times always
stand in columns of their own, and nothing is counted twice (plan IV.14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from nhandao.book.lifecycle import consented, suspended_on
from nhandao.records.names import CATEGORIES, FORMS
from nhandao.reporting import targets
from nhandao.reporting.areas import Unit
from nhandao.reporting.counted import Counted
from nhandao.reporting.facts import Counts, Facts, total
from nhandao.reporting.table import Column, Table, Value
from nhandao.reporting.targets import Result

UNKNOWN_PLACE = "Chưa xác định được xã"

_UNIT = Column("unit", "Đơn vị", "text", width=30)
_CODE = Column("unit_code", "Mã", "text", width=10, help="Mã đơn vị hành chính của kỳ báo cáo, hoặc mã tổ chức.")


def _count(key: str, heading: str, help: str, group: str = "") -> Column:
    return Column(key, heading, "count", group, True, 9, help)


def _money(key: str, heading: str, help: str, group: str = "") -> Column:
    return Column(key, heading, "money", group, True, 16, help)


def _share(key: str, heading: str, help: str, group: str = "") -> Column:
    return Column(key, heading, "share", group, False, 9, help)


def _distinct(key: str, heading: str, help: str, group: str = "") -> Column:
    """A count of different givers: one who gave in two units is one giver of both together, so rows do not add up."""
    return Column(key, heading, "count", group, False, 9, help)


_ADDRESSES = (
    _CODE,
    _UNIT,
    _count(
        "surveyed",
        "Đã khảo sát",
        "Địa chỉ đã khảo sát, còn theo dõi trong kỳ: không bị từ chối, chưa kết thúc hay rút đồng ý trước kỳ.",
        "Khảo sát, hồ sơ",
    ),
    _count("surveyed_new", "Khảo sát mới", "Khảo sát lần đầu trong kỳ.", "Khảo sát, hồ sơ"),
    _count("dossiers", "Có hồ sơ", "Trong số đã khảo sát, địa chỉ đã lập hồ sơ.", "Khảo sát, hồ sơ"),
    _count("dossiers_new", "Hồ sơ mới", "Lập hồ sơ trong kỳ.", "Khảo sát, hồ sơ"),
    _share(
        "dossiers_share", "Tỷ lệ hồ sơ", "Có hồ sơ chia cho đã khảo sát (chỉ tiêu 100 %, mục III.2).", "Khảo sát, hồ sơ"
    ),
    _count("approved", "Đã duyệt", "Trong số đã khảo sát, địa chỉ đã được duyệt.", "Duyệt, hệ thống"),
    _count("on_system", "Trên hệ thống", "Đã giới thiệu trên iNHANDAO đến cuối kỳ.", "Duyệt, hệ thống"),
    _count(
        "connected",
        "Kết nối trong kỳ",
        "Có hồ sơ và được giới thiệu, kết nối qua hệ thống trong kỳ.",
        "Duyệt, hệ thống",
    ),
    _count(
        "helped", "Được trợ giúp", "Địa chỉ được trao giúp trong kỳ, mỗi địa chỉ tính một lần.", "Trợ giúp (địa chỉ)"
    ),
    _count("helped_regular", "Thường xuyên", "Có ít nhất một lần trợ giúp thường xuyên.", "Trợ giúp (địa chỉ)"),
    _count("helped_once", "Một lần", "Có ít nhất một lần trợ giúp không thường xuyên.", "Trợ giúp (địa chỉ)"),
    _count("helped_by_society", "Hội trợ giúp", "Do Hội trực tiếp trợ giúp.", "Trợ giúp (địa chỉ)"),
    _count("helped_by_mobilised", "Vận động", "Do tổ chức, cá nhân Hội vận động trợ giúp.", "Trợ giúp (địa chỉ)"),
    _count("helped_with_dossier", "Có hồ sơ được giúp", "Tử số của tỷ lệ được trợ giúp.", "Trợ giúp (địa chỉ)"),
    _count("dossiers_for_helped", "Hồ sơ để tính", "Mẫu số của tỷ lệ được trợ giúp.", "Trợ giúp (địa chỉ)"),
    _share("helped_share", "Tỷ lệ được giúp", "Chỉ tiêu trên 70 % (mục III.2).", "Trợ giúp (địa chỉ)"),
    _count("waiting", "Chờ quá 90 ngày", "Duyệt đã quá 90 ngày mà chưa được giúp lần nào, kể cả từ chương trình khác."),
    _count(
        "finished_graduated", "Tự lập", "Kết thúc trợ giúp trong kỳ vì đã tự lập, thoát nghèo.", "Kết thúc trong kỳ"
    ),
    _count("finished_completed", "Đủ trợ giúp", "Kết thúc vì đã nhận đủ trợ giúp.", "Kết thúc trong kỳ"),
    _count("finished_moved", "Chuyển đi", "Kết thúc vì chuyển nơi ở.", "Kết thúc trong kỳ"),
    _count("finished_died", "Qua đời", "Kết thúc vì người được giúp qua đời.", "Kết thúc trong kỳ"),
    _count("withdrawn", "Rút đồng ý", "Rút đồng ý công bố trong kỳ và chưa đồng ý lại.", "Kết thúc trong kỳ"),
)

_HELP = (
    _CODE,
    _UNIT,
    _count("times", "Lượt trợ giúp", "Số lần trao giúp trong kỳ.", "Lượt"),
    _count("times_regular", "Thường xuyên", "Trong đó trợ giúp thường xuyên.", "Lượt"),
    _money("cash", "Tiền", "Tiền đã trao, đồng.", "Trị giá (đồng)"),
    _money("in_kind", "Hiện vật", "Hiện vật đã trao, đồng.", "Trị giá (đồng)"),
    _money("labour", "Ngày công", "Ngày công theo mức của campaign.yaml, đồng.", "Trị giá (đồng)"),
    _money("service", "Dịch vụ", "Dịch vụ như khám, chữa bệnh, dạy nghề, đồng.", "Trị giá (đồng)"),
    _money("value", "Tổng trị giá", "Tiền, hiện vật, ngày công và dịch vụ; không gồm tiền cho vay.", "Trị giá (đồng)"),
    _money(
        "via_system", "Qua hệ thống", "Phần của tổng trị giá trao từ ngày giới thiệu trên iNHANDAO.", "Trị giá (đồng)"
    ),
    _money("loans", "Cho vay không lãi", "Tiền gốc cho vay, nêu riêng, không cộng vào trị giá.", "Ngoài tổng (đồng)"),
    _money(
        "received",
        "Đã nhận",
        "Nhận cho các địa chỉ trong kỳ, đã trừ phần trả lại, không gồm tiền cho vay; chỉ thành trợ giúp khi được trao.",
        "Ngoài tổng (đồng)",
    ),
)

_KINDS = (
    _CODE,
    _UNIT,
    *(
        _count(code, name, "Địa chỉ được giúp, theo nhóm chính.", "Địa chỉ theo nhóm")
        for code, name in CATEGORIES.items()
    ),
    *(_count(code, name, "Lượt theo hình thức.", "Lượt theo hình thức") for code, name in FORMS.items()),
)

_PART = (
    _CODE,
    _UNIT,
    _distinct("organisations", "Tổ chức", "Tổ chức đã ủng hộ trong kỳ, mỗi tổ chức tính một lần.", "Người ủng hộ"),
    _distinct("people", "Cá nhân nêu tên", "Cá nhân có nêu tên, mỗi tên tính một lần.", "Người ủng hộ"),
    _count(
        "unnamed_gifts",
        "Lượt không nêu tên",
        "Lượt ủng hộ của người không nêu tên: không biết là mấy người.",
        "Người ủng hộ",
    ),
    _count("leaders", "Đã nhận địa chỉ", "Người đứng đầu đã nhận giúp ít nhất 1 địa chỉ.", "Người đứng đầu"),
    _count("leaders_all", "Trong danh sách", "Người đứng đầu có tên trong danh sách.", "Người đứng đầu"),
    _share("leaders_share", "Tỷ lệ", "Chỉ tiêu ít nhất 30 % (mục III).", "Người đứng đầu"),
    _count(
        "commune_bodies",
        "Đã nhận địa chỉ",
        "Ban, ngành, Mặt trận, đoàn thể cấp xã đã nhận địa chỉ.",
        "Ban, ngành, đoàn thể xã",
    ),
    _count("commune_bodies_all", "Tổng số", "Tổng số ban, ngành, đoàn thể cấp xã.", "Ban, ngành, đoàn thể xã"),
    _count("branches", "Đã nhận địa chỉ", "Chi hội, chi đoàn đã nhận địa chỉ.", "Chi hội, chi đoàn"),
    _count("branches_all", "Tổng số", "Tổng số chi hội, chi đoàn.", "Chi hội, chi đoàn"),
    _count("plans", "Có kế hoạch", "Thành viên Ban Chỉ đạo có kế hoạch hưởng ứng.", "Thành viên Ban Chỉ đạo"),
    _count("plans_all", "Tổng số", "Tổng số thành viên Ban Chỉ đạo.", "Thành viên Ban Chỉ đạo"),
)


def address_table(counted: Counted, unit: Unit) -> Table:
    """Addresses by the units one step below: surveyed, with dossier, approved, on the system, helped, finished."""

    def values(facts: Sequence[Facts], at: Unit | None) -> tuple[Value, ...]:
        counts = total(facts)
        return _row(
            _ADDRESSES,
            counts,
            dossiers_share=_fraction(counts.dossiers, counts.surveyed),
            helped_share=_fraction(counts.helped_with_dossier, counts.dossiers_for_helped),
        )

    return _by_unit(counted, unit, "dia-chi", "Địa chỉ nhân đạo", _ADDRESSES, values)


def help_table(counted: Counted, unit: Unit) -> Table:
    """Help handed over by the units one step below: times and value by kind."""

    def values(facts: Sequence[Facts], at: Unit | None) -> tuple[Value, ...]:
        counts = total(facts)
        return _row(_HELP, counts, value=counts.value)

    notes = (
        "Một địa chỉ được giúp nhiều lần tính là một địa chỉ, nhiều lượt. Đính chính tính vào kỳ lập đính chính.",
        "Trợ giúp đã tính ở chương trình khác không tính ở đây (mục IV.14).",
    )
    return _by_unit(counted, unit, "tro-giup", "Kết quả trợ giúp", _HELP, values)._replace(notes=notes)


def kind_table(counted: Counted, unit: Unit) -> Table:
    """Who was helped and how, by the units one step below: addresses by group of plan II.4, times by form of help."""
    return _by_unit(
        counted, unit, "phan-loai", "Phân loại trợ giúp", _KINDS, lambda facts, at: _row(_KINDS, total(facts))
    )


def part_table(counted: Counted, unit: Unit) -> Table:
    """Who takes part in the units one step below: givers, leaders, bodies, branches, members with a plan."""

    def values(facts: Sequence[Facts], at: Unit | None) -> tuple[Value, ...]:
        if at is not None and at.level == "province":
            facts = (*facts, *counted.funds)
        found: dict[str, Value] = {
            "organisations": len({name for one in facts for name in one.organisations}),
            "people": len({name for one in facts for name in one.people}),
        }
        if at is not None:
            for key, of in (
                ("leaders", targets.leaders),
                ("commune_bodies", targets.commune_bodies),
                ("branches", targets.branches),
                ("plans", targets.plans),
            ):
                result = of(counted, at)
                found |= {key: result.numerator, f"{key}_all": result.denominator}
                if key == "leaders":
                    found["leaders_share"] = result.ratio
        return _row(_PART, total(facts), **found)

    table = _by_unit(counted, unit, "tham-gia", "Tổ chức, cá nhân tham gia", _PART, values)
    # Bodies of the unit's own level, and gifts to funds, stand in no row below it, so these columns do not add up.
    columns = tuple(column._replace(summed=False) for column in table.columns)
    return table._replace(
        columns=columns,
        notes=("Dòng tổng gồm cả tổ chức ở chính cấp báo cáo và quỹ chung, nên có thể lớn hơn tổng các dòng.",),
    )


_ANNEX = (
    Column("number", "STT", "count", width=5),
    Column("code", "Mã địa chỉ", "text", width=13),
    Column("commune", "Xã, phường, thị trấn", "text", width=26),
    Column("category", "Nhóm", "text", width=24),
    Column("need", "Nhu cầu", "text", width=36, help="Các khoản cần, theo thứ tự ưu tiên của địa chỉ."),
    Column("amount", "Số tiền cần (đồng)", "money", summed=True, width=16),
    Column("surveyed_on", "Ngày khảo sát", "day", width=12),
    Column("approved_on", "Ngày duyệt", "day", width=12),
    Column("introduced_on", "Ngày lên hệ thống", "day", width=12),
    Column("inhandao", "Liên kết iNHANDAO", "text", width=24),
    Column("priority", "Thứ tự ưu tiên", "text", width=12, help="Thứ tự trong danh sách của hội nghị xã (mục IV.14)."),
)


def annex_table(counted: Counted, unit: Unit, as_of: date) -> Table:
    """The list annex of a quarter (plan V.1): addresses surveyed, approved and put on the system in the period.

    Who is paused, or has no consent to publication, on the day of the report is proposed to nobody any more.
    """
    book = counted.book
    rows: list[tuple[Value, ...]] = []
    for facts in counted.addresses_in(unit):
        address = book.addresses.get(facts.account)
        if address is None or not facts.counts.on_system or not facts.counts.approved:
            continue
        introduced, approved = address.introduced, address.approved
        if introduced is None or approved is None or introduced.on not in counted.period:
            continue
        if suspended_on(address, as_of) or not consented(address, "publish", as_of):
            continue
        home = counted.areas.home(address)
        place = counted.areas.by_code[home].name if home else UNKNOWN_PLACE
        rows.append(
            (
                0,
                address.code,
                place,
                CATEGORIES[address.categories[0]],
                "; ".join(f"{need.what} ({need.quantity} {need.unit})" for need in address.needs),
                sum(need.target for need in address.needs),
                address.survey.on,
                approved.on,
                introduced.on,
                introduced.inhandao_url or introduced.inhandao_id or "",
                f"{address.priority.rank}" if address.priority is not None else "",
            )
        )
    rows = [(number, *row[1:]) for number, row in enumerate(rows, 1)]
    amount = sum(row[5] for row in rows if isinstance(row[5], int))
    last: tuple[Value, ...] = (None, "Tổng cộng", "", "", "", amount, None, None, None, "", "")
    notes = (
        "Không ghi họ tên và nơi ở cụ thể: hồ sơ đầy đủ lưu tại Hội Chữ thập đỏ.",
        "Gồm địa chỉ lên hệ thống trong kỳ; không gồm địa chỉ đang tạm dừng hoặc không còn đồng ý công bố vào ngày lập "
        "báo cáo.",
    )
    return Table("danh-sach", "Danh sách địa chỉ đã khảo sát, duyệt và lên hệ thống", _ANNEX, tuple(rows), last, notes)


_TARGETS = (
    Column("target", "Chỉ tiêu", "text", width=8),
    Column("name", "Nội dung", "text", width=34),
    Column("clause", "Mục", "text", width=8),
    Column("numerator", "Đạt được", "count", width=10),
    Column("denominator", "Trên tổng số", "count", width=10),
    Column("ratio", "Tỷ lệ", "share", width=9),
    Column("threshold", "Chỉ tiêu phải đạt", "text", width=18),
    Column("verdict", "Kết quả", "text", width=16),
    Column("note", "Ghi chú", "text", width=30),
)
VERDICTS = {
    "met": "Đạt",
    "not_met": "Chưa đạt",
    "not_attainable": "Không thể đạt",
    "undefined": "Chưa xác định",
}


def target_table(results: Iterable[Result]) -> Table:
    """The targets of one unit, measured from the start of the year to the end of the period."""
    known = {target.id: target for target in targets.TARGETS}
    rows = tuple(
        (
            result.target,
            known[result.target].name,
            known[result.target].clause,
            result.numerator,
            result.denominator,
            result.ratio if result.threshold.share is not None else None,
            threshold_text(result),
            VERDICTS[result.verdict],
            targets.NOTES.get(result.note, ""),
        )
        for result in results
    )
    notes = ("Chỉ tiêu tính luỹ kế từ đầu năm báo cáo (25 tháng 11 năm trước) đến hết kỳ.",)
    return Table("chi-tieu", "Thực hiện chỉ tiêu mục III", _TARGETS, rows, None, notes)


def threshold_text(result: Result) -> str:
    """What has to be reached, in words."""
    threshold = result.threshold
    if threshold.share is not None:
        share = f"{float(threshold.share * 100):g} %".replace(".", ",")
        return f"trên {share}" if threshold.strictly else share if threshold.share == 1 else f"ít nhất {share}"
    return f"ít nhất {threshold.number}" if threshold.number is not None else ""


def _by_unit(
    counted: Counted,
    unit: Unit,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    values: Callable[[Sequence[Facts], Unit | None], tuple[Value, ...]],
) -> Table:
    """One row for each unit a step below, and a total counted anew over the whole."""
    rows = [(one.code, one.name, *values(counted.addresses_in(one), one)) for one in counted.areas.below(unit)]
    unknown = counted.by_commune.get("", ()) if unit.level == "province" else ()
    if unknown:
        rows.append(("", UNKNOWN_PLACE, *values(unknown, None)))
    if unit.level == "commune":
        rows.append((unit.code, unit.name, *values(counted.addresses_in(unit), unit)))
    last = ("", "Tổng cộng", *values(counted.addresses_in(unit), unit))
    return Table(name, title, columns, tuple(rows), last)


def _row(columns: tuple[Column, ...], counts: Counts, **more: Value) -> tuple[Value, ...]:
    """Values of the columns after code and unit: from `more`, else from the counts; ``None`` where neither has one."""
    return tuple(more[one.key] if one.key in more else getattr(counts, one.key, None) for one in columns[2:])


def _fraction(above: int, below: int) -> Fraction | None:
    return Fraction(above, below) if below else None
