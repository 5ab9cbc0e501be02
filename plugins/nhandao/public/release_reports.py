"""Tables of a release: the public tables of reports (plan V), a row for each period and district, the province last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from nhandao.public import labels
from nhandao.public.release_fields import Field, Row, Table, whole
from nhandao.public.views import PublicSite

_PERIOD = (
    Field("period", "text", "kỳ: 2023Q3 = quý III, 2023H1 = sáu tháng đầu, 2023 = năm", "period: 2023Q3, 2023H1 = first half, 2023 = year"),
    Field("first", "day", "ngày đầu", "first day"),
    Field("last", "day", "ngày cuối được tính; kỳ chưa hết thì là ngày của dữ liệu", "last day counted: of a running period the day of the data"),
    Field("epoch", "text", "bộ mã đơn vị hành chính", "epoch of the codes"),
    Field("unit", "text", "mã huyện (xã, từ khi không còn huyện); tinh = toàn tỉnh; trống = chưa xác định được xã", "code of the district (commune since there are none); tinh = the whole province; empty = in no known commune", True),
    Field("name", "text", "tên", "name"),
)  # fmt: skip


def _rows(name: str, fields: tuple[Field, ...], site: PublicSite) -> Iterator[Row]:
    for period in site.reports:
        table = next(one for one in period.tables if one.name == name)
        days = period.code, period.first.isoformat(), period.last.isoformat(), period.epoch
        for row in table.rows:
            cells = (
                text if field.kind == "range" else int(text) for field, text in zip(fields, row.values, strict=True)
            )
            yield *days, row.code or None, row.name, *cells


def _table(name: str, vi: str, en: str, fields: Iterable[Field], note_vi: str, note_en: str) -> Table:
    own = tuple(fields)
    return Table(f"report_{name}", vi, en, (*_PERIOD, *own), whole(partial(_rows, name, own)), note_vi, note_en)


_BANDS = (
    "1 hoặc 2 địa chỉ chỉ ghi “<3”; dòng toàn tỉnh cộng từ các dòng của nó, nên thành “4..6” khi có ô như vậy, nếu không là "
    "tổng đúng",
    "1 and 2 addresses are told as “<3”; the province adds up its rows, so that it reads “4..6” where one of them is such, "
    "and is the very sum otherwise",
)  # fmt: skip
_GROUPS_EN = {
    "disability": "people with disabilities", "agent_orange": "victims of Agent Orange", "disaster": "victims of disasters",
    "critical_illness": "critically ill", "injury": "victims of accidents", "orphan": "orphans",
    "lonely_elderly": "lonely old people", "other_vulnerable": "others in hardship",
}  # fmt: skip
_FORMS_EN = {
    "regular_support": "regular support", "wheelchair": "wheelchair", "hand_tricycle": "hand-driven tricycle",
    "housing": "housing", "rehabilitation": "rehabilitation", "capital": "capital",
    "loan_interest_free": "interest-free loan", "seedlings_livestock": "seedlings, livestock", "training": "training",
    "savings_book": "savings book", "health_insurance": "health insurance", "medical": "medical care",
}  # fmt: skip

TABLES: tuple[Table, ...] = (
    _table(
        "addresses",
        "Bảng báo cáo: địa chỉ của từng kỳ đã bắt đầu trong năm.",
        "Report table: addresses in each period of the year that has begun.",
        (
            Field("surveyed", "range", "đã khảo sát, còn theo dõi trong kỳ", "surveyed, on the books in the period"),
            Field("surveyed_new", "range", "khảo sát lần đầu trong kỳ", "first surveyed in the period"),
            Field("dossiers", "range", "trong đó có hồ sơ", "of these, with a dossier"),
            Field("dossiers_new", "range", "lập hồ sơ trong kỳ", "dossier made in the period"),
            Field("approved", "range", "đã duyệt", "approved"),
            Field("on_system", "range", "đã lên iNHANDAO", "on iNHANDAO"),
            Field("connected", "range", "có hồ sơ và được kết nối qua hệ thống trong kỳ", "connected through the system in the period"),
            Field("helped", "range", "được trợ giúp trong kỳ, mỗi địa chỉ một lần", "helped in the period, each once"),
            Field("helped_regular", "range", "có lần trợ giúp thường xuyên", "helped regularly"),
            Field("helped_once", "range", "có lần trợ giúp không thường xuyên", "helped, not regularly"),
            Field("helped_by_society", "range", "Hội trực tiếp trợ giúp", "helped by the society itself"),
            Field("helped_by_mobilised", "range", "người Hội vận động trợ giúp", "helped by those it mobilised"),
            Field("dossiers_for_helped", "range", "mẫu số của T6", "denominator of T6"),
            Field("helped_with_dossier", "range", "tử số của T6", "numerator of T6"),
            Field("waiting", "range", "duyệt đã quá 90 ngày, chưa được giúp lần nào", "approved for more than 90 days and never helped"),
            Field("finished_graduated", "range", "kết thúc trong kỳ: tự lập", "ended in the period: self-reliant"),
            Field("finished_completed", "range", "đủ trợ giúp", "fully helped"),
            Field("finished_moved", "range", "chuyển đi", "moved away"),
            Field("finished_died", "range", "qua đời", "died"),
        ),
        f"{_BANDS[0]}. Kết thúc trợ giúp chỉ đếm địa chỉ còn trang kết quả; số người rút đồng ý không công bố.",
        f"{_BANDS[1]}. How help ended is counted for addresses that keep a page; how many took their consent back is not told.",
    ),
    _table(
        "help",
        "Bảng báo cáo: trợ giúp của từng kỳ.",
        "Report table: help in each period.",
        (
            Field("times", "count", "số lượt", "times"),
            Field("times_regular", "count", "trong đó thường xuyên", "of these, regular"),
            Field("cash_vnd", "money", "tiền", "money"),
            Field("in_kind_vnd", "money", "hiện vật", "goods"),
            Field("labour_vnd", "money", "ngày công", "labour"),
            Field("service_vnd", "money", "dịch vụ", "services"),
            Field("value_vnd", "money", "= tổng bốn cột trước", "= the four columns before"),
            Field("via_system_vnd", "money", "phần trao từ ngày lên iNHANDAO", "part given since it was put on iNHANDAO"),
            Field("loans_vnd", "money", "cho vay không lãi, không nằm trong tổng", "lent without interest, in no sum"),
            Field("received_vnd", "money", "nhận cho các địa chỉ trong kỳ, trừ phần trả lại, không gồm quỹ và tiền cho vay", "received for the addresses in the period less what was given back, without funds and loans"),
        ),
        "Số đúng, dòng toàn tỉnh là tổng các dòng. Khoản đảo lại tính vào kỳ lập nó.",
        "Exact; the province is the sum of its rows. What was taken back counts in the period in which it was.",
    ),
    _table(
        "kinds",
        "Bảng báo cáo: nhóm và hình thức của từng kỳ.",
        "Report table: groups and forms in each period.",
        (
            *(Field(code, "range", f"nhóm: {name}", f"group: {_GROUPS_EN[code]}") for code, name in labels.CATEGORIES.items()),
            *(Field(code, "count", f"lượt: {name}", f"times: {_FORMS_EN[code]}") for code, name in labels.FORMS.items()),
        ),
        f"Nhóm: địa chỉ được giúp mà còn trang công khai; {_BANDS[0]}. Vì vậy các nhóm không cộng thành số địa chỉ được trợ giúp. Hình thức: số lượt, số đúng, dòng toàn tỉnh là tổng.",
        f"Groups: helped addresses that have a public page; {_BANDS[1]}. So the groups do not add up to the addresses helped. Forms: times, exact, and the province is their sum.",
    ),
    _table(
        "part",
        "Bảng báo cáo: ai tham gia trong từng kỳ.",
        "Report table: who took part in each period.",
        (
            Field("organisations", "count", "tổ chức đã ủng hộ", "organisations that gave"),
            Field("people", "count", "cá nhân có nêu tên", "people who gave by name"),
            Field("unnamed_gifts", "count", "lượt ủng hộ không nêu tên", "gifts without a name"),
            Field("leaders", "count", "người đứng đầu đã nhận địa chỉ", "leaders who took an address on"),
            Field("leaders_all", "count", "trong danh sách", "of all on the roll"),
            Field("commune_bodies", "count", "ban, ngành, đoàn thể xã đã nhận địa chỉ", "commune bodies that took one on"),
            Field("commune_bodies_all", "count", "tổng số", "of all"),
            Field("branches", "count", "chi hội, chi đoàn đã nhận địa chỉ", "branches that took one on"),
            Field("branches_all", "count", "tổng số", "of all"),
            Field("plans", "count", "thành viên Ban Chỉ đạo có kế hoạch", "members of the committee with a plan"),
            Field("plans_all", "count", "tổng số", "of all"),
        ),
        "Dòng toàn tỉnh đếm lại từ đầu: người giúp ở hai huyện là một người, và có thêm tổ chức cấp tỉnh và người gửi vào quỹ; vì vậy các dòng không cộng thành dòng ấy.",
        "The province is counted anew: who gave in two districts is one, and bodies of the province and givers to funds stand in no row; so the rows do not add up to it.",
    ),
)  # fmt: skip
