"""Tables of a release: the targets of the plan for each unit, the rows behind each, their growth, and the help of a year.

Only what the scoreboard shows: who may not be named there is a number here as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nhandao.public.release_fields import Field, Part, Row, Table, whole
from nhandao.public.score_views import Figure, Help, Rows, Score, UnitFigure, UnitScore
from nhandao.public.views import PublicSite


def _units(site: PublicSite) -> Iterator[Row]:
    for unit in site.scoreboard.units:
        epoch = site.scoreboard.epoch if unit.level in ("district", "commune") else None
        yield unit.code, unit.level, unit.name, unit.above[-1].id if unit.above else None, epoch, unit.url


def _targets(site: PublicSite) -> Iterator[Row]:
    for unit in site.scoreboard.units:
        for score in unit.scores:
            yield unit.code, score.target, score.clause, *_figure(score.figure), score.figure.note or None


def _figure(figure: Figure) -> Row:
    return (
        figure.numerator, figure.denominator, figure.share or None, figure.least_share or None, figure.least_number,
        figure.strictly, figure.verdict,
    )  # fmt: skip


def _trend(site: PublicSite) -> Iterator[Row]:
    for unit in site.scoreboard.units:
        for score in unit.scores:
            for point in score.trend:
                yield (
                    unit.code, score.target, point.quarter, point.last.isoformat(), point.ended, *_figure(point.figure),
                )  # fmt: skip


def _target_rows(site: PublicSite) -> Iterator[Part]:
    for unit in site.scoreboard.units:
        yield Part(unit.digest, _rows_of(unit))


def _rows_of(unit: UnitScore) -> Iterator[Row]:
    for score in unit.scores:
        for row in _behind(unit, score):
            yield unit.code, score.target, *row


def _behind(unit: UnitScore, score: Score) -> Iterator[Row]:
    """What a figure is made of: (kind, id, position, whether it counts, how many)."""
    if score.rows is not None:
        yield from _named(score.rows)
    if unit.level == "province" or score.rows is None:
        for one in score.below:
            yield from _unit_below(score, one)


def _named(rows: Rows) -> Iterator[Row]:
    for counts, named, unnamed in (
        (True, rows.counting, rows.unnamed_counting),
        (False, rows.others, rows.unnamed_others),
    ):
        for one in named:
            yield rows.kind, one.id, one.note or None, counts, 1
        if unnamed:
            yield rows.kind, None, None, counts, unnamed


def _unit_below(score: Score, one: UnitFigure) -> Iterator[Row]:
    """A commune counts as one where its own number is to be reached; other figures add up."""
    figure = one.figure
    if figure.denominator is None:
        yield "unit", one.code, None, figure.verdict == "met", 1
        return
    for counts, number in ((True, figure.numerator), (False, figure.denominator - figure.numerator)):
        if number:
            yield "unit", one.code, None, counts, number


def _help(site: PublicSite) -> Iterator[Row]:
    for unit in site.scoreboard.units:
        if unit.help is not None:
            yield unit.code, *_helped(unit.help)
        if unit.unplaced_help is not None:
            yield None, *_helped(unit.unplaced_help)


def _helped(found: Help) -> Iterable[int]:
    return map(int, found)


_UNIT = Field("unit", "text", "mã đơn vị, như ở units.csv", "code of the unit, as in units.csv")
_TARGET = Field(
    "target",
    "text",
    "chỉ tiêu T1 đến T9 của mục III; T9b = số giao cho trường (mục IV.14)",
    "target T1 to T9 of section III of the plan; T9b = what was allotted to a school (IV.14)",
)
_FIGURE = (
    Field("numerator", "count", "đạt được", "what was reached"),
    Field("denominator", "count", "trên tổng số; trống khi chỉ tiêu không có mẫu số", "of how many; empty where the target has none", True),
    Field("share", "per_cent", "numerator ÷ denominator: cắt sau một chữ số, thêm chữ số khi chỉ hơn mức phải đạt một chút; trống khi không tính theo phần trăm hoặc mẫu số là 0", "numerator ÷ denominator, cut off after one decimal, more where it passes the threshold by less than that; empty where no share is asked for, or of nothing", True),
    Field("least_percent", "per_cent", "mức phải đạt, theo phần trăm", "threshold, as a share", True),
    Field("least", "count", "mức phải đạt, theo số", "threshold, as a number", True),
    Field("strictly", "yes_no", "phải trên mức theo phần trăm, đúng mức là chưa đạt", "has to be more than the share, not at least"),
    Field("verdict", "text", "met = đạt; not_met = chưa đạt; not_attainable = không thể đạt vì số hồ sơ ít hơn mức; undefined = chưa xác định", "met, not_met, not_attainable (fewer dossiers than asked for) or undefined"),
)  # fmt: skip

TABLES: tuple[Table, ...] = (
    Table(
        "units",
        "Đơn vị có trang kết quả: tỉnh, huyện, xã, trường trực thuộc tỉnh Hội.",
        "Units with a page of results: province, districts, communes, schools of the provincial Red Cross.",
        (
            _UNIT,
            Field("level", "text", "province = tỉnh; district = huyện; commune = xã; school = trường", "province, district, commune or school"),
            Field("name", "text", "tên", "name"),
            Field("above", "text", "mã đơn vị cấp trên", "code of the unit above", True),
            Field("epoch", "text", "bộ mã đơn vị hành chính: một mã chỉ có nghĩa cùng với năm này", "epoch of the codes: a code means something only together with it", True),
            Field("page", "text", "trang kết quả", "page of results"),
        ),
        whole(_units),
    ),
    Table(
        "targets",
        "Từng chỉ tiêu của từng đơn vị, cộng dồn trong năm báo cáo, như trên trang kết quả.",
        "Each target of each unit in the reporting year so far, as on the pages of results.",
        (
            _UNIT,
            _TARGET,
            Field("clause", "text", "mục của Kế hoạch", "clause of the plan"),
            *_FIGURE,
            Field("note", "text", "lý do, nếu có", "reason, if any, in Vietnamese", True),
        ),
        whole(_targets),
    ),
    Table(
        "target_rows",
        "Những gì làm nên từng chỉ tiêu.",
        "What each target is made of.",
        (
            _UNIT,
            _TARGET,
            Field("kind", "text", "address = địa chỉ; organisation = tổ chức; leader = người đứng đầu; unit = đơn vị bên dưới", "address, organisation, leader, or unit below"),
            Field("id", "text", "mã địa chỉ, tổ chức hoặc đơn vị; của người đứng đầu là mã tổ chức; trống = không nêu tên", "code of the address or unit, identity of the organisation (of a leader too); empty = not named", True),
            Field("position", "text", "chức danh của người đứng đầu", "position of a leader", True),
            Field("counts", "yes_no", "TRUE = tính vào tử số", "TRUE = stands in the numerator"),
            Field("number", "count", "mấy địa chỉ, tổ chức, người đứng đầu hoặc xã", "how many addresses, organisations, leaders or communes"),
        ),
        _target_rows,
        "numerator = tổng number có counts TRUE, denominator = tổng mọi number. Ai không nêu tên được là một con số (id "
        "trống). Dòng của tỉnh là các đơn vị bên dưới (kind = unit) và những gì không thuộc đơn vị nào trong đó; T2 của "
        "tỉnh và huyện đếm số xã đạt.",
        "numerator = sum of number where counts is TRUE, denominator = sum of every number. Who may not be named is a "
        "number (id empty). The rows of the province are the units below it (kind = unit) and what lies in none of these; "
        "T2 of province and districts counts the communes that reached theirs.",
    ),
    Table(
        "target_trend",
        "Từng chỉ tiêu cộng dồn đến cuối mỗi quý; quý cuối là hiện nay.",
        "Each target from the start of the year to the end of each quarter; the last is now.",
        (
            _UNIT,
            _TARGET,
            Field("quarter", "count", "quý, 1 đến 4", "quarter, 1 to 4"),
            Field("last", "day", "ngày cuối được tính", "last day counted"),
            Field("ended", "yes_no", "quý đã hết", "the quarter is over"),
            *_FIGURE,
        ),
        whole(_trend),
        "Đơn vị đã đổi mã thì không có quý trước khi đổi. Dòng làm nên các quý trước không công bố.",
        "A unit whose code changed has no quarters from before. The rows behind earlier quarters are not published.",
    ),
    Table(
        "help",
        "Trợ giúp đã đến các địa chỉ của từng đơn vị từ đầu năm báo cáo.",
        "Help that reached the addresses of each unit in the reporting year so far.",
        (
            Field("unit", "text", "mã đơn vị", "code of the unit", True),
            Field("addresses", "count", "số địa chỉ được trợ giúp, mỗi địa chỉ một lần", "addresses that were helped, each once"),
            Field("times", "count", "số lượt; lượt bị đảo lại hết thì trừ", "times, less those wholly taken back"),
            Field("cash_vnd", "money", "tiền", "money"),
            Field("in_kind_vnd", "money", "hiện vật", "goods"),
            Field("labour_vnd", "money", "ngày công", "labour"),
            Field("service_vnd", "money", "dịch vụ", "services"),
            Field("value_vnd", "money", "= tổng bốn cột trước", "= the four columns before"),
            Field("loans_vnd", "money", "cho vay không lãi, không nằm trong tổng", "lent without interest, in no sum"),
        ),
        whole(_help),
        "Tỉnh = tổng các huyện và dòng có unit trống (địa chỉ chưa xác định được xã); huyện = tổng các xã. Tiền và lượt của "
        "tỉnh bằng các dòng out, direct của sổ cái trong năm, trừ phần đảo lại vào ngày đảo lại.",
        "The province = its districts and the row without unit (addresses in no known commune); a district = its communes. "
        "Money and times of the province are the lines out and direct of the ledger in the year, less what was taken back, "
        "on the day it was.",
    ),
)  # fmt: skip
