"""The style page: what the portal is made of, with made-up examples, for those who work on how it looks.

Everything here is fictional. Links of the examples lead back to the page, and the QR codes hold words that no bank
takes for a transfer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from nhandao.public.score_views import Figure, Named, Rows, Score, TrendPoint, UnitFigure
from nhandao.public.views import (
    AddressDetail,
    Area,
    AreaGroup,
    Balance,
    BankAccount,
    Buy,
    Card,
    Change,
    Chapter,
    Choice,
    Correction,
    Dong,
    EpochAreas,
    FieldChange,
    Giving,
    LedgerLine,
    Logo,
    LogoSize,
    Need,
    Photo,
    Society,
    Support,
    Transfer,
)
from nhandao.site import map_pages, urls
from nhandao.site.contexts import Facet, ScoreCard, Site, StylePage
from nhandao.site.digest import bytes_digest
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.images import derivatives
from nhandao.site.language import VIETNAMESE
from nhandao.site.plan import Plan, Studio, Task, links
from nhandao.site.score_charts import chart, gauge
from nhandao.site.text_message import sms_line

HEADING = "Giao diện của cổng"
DESCRIPTION = "Màu, cỡ chữ, khoảng cách và từng thành phần của cổng, kèm ví dụ không có thật."
_HERE = urls.STYLE_PAGE
_CODE = "DC00M00010"
_MARK = f"{urls.THEME}images/mark.svg"


def tasks(plan: Plan) -> Iterator[Task]:
    yield plan.task(_HERE, plan.key("style page"), _style_page)
    folder = plan.theme.folder / "share"
    original = bytes_digest((folder / _PHOTO.source).read_bytes())
    for path, key, draw in derivatives(_PHOTO, folder, original):
        yield Task(path, key, partial(_picture, draw))


def _style_page(studio: Studio) -> bytes:
    page = studio.frame.page(
        _HERE,
        HEADING,
        DESCRIPTION,
        section="campaign",
        crumbs=(HOME_CRUMB,),
        noindex=True,
    )
    return studio.page("style_page.html", page, EXAMPLES)


def _picture(draw: Callable[[], bytes], _: Studio) -> bytes:
    return draw()


# --- examples -------------------------------------------------------------------------------------------------------

_PHOTO = Photo(
    f"{_HERE}anh-mau.jpg", 420, 262, (210, 420), "Tranh vẽ một dãy nhà, dùng làm ảnh mẫu", "Hội mẫu", "street.png", ()
)
_SOCIETY = Society(
    name="Hội Chữ thập đỏ tỉnh Mẫu",
    short_name="Hội mẫu",
    campaign="Cuộc vận động mẫu",
    year=2023,
    year_from=date(2022, 11, 25),
    year_to=date(2023, 11, 24),
    phone="0000 000 000",
    email="hoi-mau@example.org",
    place="Đường Mẫu, Thị xã Mẫu",
    accounts=(BankAccount("Ngân hàng Mẫu", "000000", "000000000", "HOI MAU", date(2023, 1, 1), None),),
    former_accounts=(),
    emblem=False,
    sample_notice="",
    giving=Giving(True, ("VND", "USD"), Dong(200_000_000), 12),
)
_CHAPTER = Chapter("Hội Chữ thập đỏ huyện Mẫu", "0000 000 001", "huyen-mau@example.org", "Thị trấn Mẫu")
_NEEDS = (
    Need("wheelchair", "Xe lăn", "Xe lăn gấp", 1, "chiếc", Dong(3_500_000), Dong(3_500_000), "once",
         Dong(3_500_000), Dong(0), Dong(0), ""),
    Need("regular_support", "Trợ giúp thường xuyên", "Tiền chợ", 12, "tháng", Dong(500_000), Dong(6_000_000), "monthly",
         Dong(1_000_000), Dong(1_500_000), Dong(3_500_000), ""),
    Need("savings_book", "Sổ tiết kiệm", "Sổ tiết kiệm", 1, "sổ", Dong(3_000_000), Dong(3_000_000), "once",
         Dong(0), Dong(0), Dong(3_000_000), "Cần trước khi vào năm học"),
)  # fmt: skip
_LINES = (
    LedgerLine("mau-1", date(2023, 3, 2), "in", "cash", _CODE, _HERE, "Bạn đọc Mẫu", Dong(1_000_000), "", False),
    LedgerLine("mau-2", date(2023, 3, 2), "fee", "cash", _CODE, _HERE, "", Dong(5_500), "", False),
    LedgerLine("mau-3", date(2023, 3, 8), "in", "cash", _CODE, _HERE, "", Dong(200_000), "", True),
    LedgerLine("mau-4", date(2023, 3, 9), "back", "cash", _CODE, _HERE, "", Dong(200_000), "gửi nhầm", True),
    LedgerLine("mau-5", date(2023, 3, 10), "direct", "in_kind", _CODE, _HERE, "Trường Mẫu", Dong(3_500_000), "Xe lăn",
               False),
    LedgerLine("mau-6", date(2023, 3, 15), "out", "cash", "Quỹ mẫu", "", "", Dong(500_000), "Tiền chợ tháng 3", False),
)  # fmt: skip
_BALANCE = Balance(
    received=Dong(1_200_000),
    returned=Dong(200_000),
    fees=Dong(5_500),
    handed_over=Dong(4_000_000),
    handed_over_direct=Dong(3_500_000),
    held=Dong(494_500),
    gifts=3,
    anonymous_gifts=1,
    loans=Dong(2_000_000),
)
_HELPED = Card(
    code=_CODE,
    url=_HERE,
    title="Một hộ ở Xã Mẫu cần tiền chợ và sổ tiết kiệm",
    summary="Hai bà cháu sống bằng nghề nhặt điều theo mùa, mong bữa cơm đều đặn quanh năm. Ví dụ không có thật.",
    summary_lang="",
    kind="household",
    category="lonely_elderly",
    category_name="Người già neo đơn",
    commune="Xã Mẫu",
    commune_url=_HERE,
    district="Huyện Mẫu",
    district_url=_HERE,
    forms=("Trợ giúp thường xuyên", "Sổ tiết kiệm"),
    regular=True,
    state="helped",
    state_name="Đang được trợ giúp",
    target=Dong(12_500_000),
    received=Dong(4_500_000),
    pledged=Dong(1_500_000),
    needed=Dong(6_500_000),
    waiting_days=0,
    approved_on=date(2023, 2, 1),
    report_late=False,
    survey_late=False,
    photo=None,
    indexable=False,
    listed=True,
    facets=(),
    digest="style page: helped",
)
_WAITING = _HELPED._replace(
    code="DC00M00020",
    title="Một người ở Xã Mẫu cần xe lăn",
    summary="Anh sửa đồng hồ ở nhà, muốn tự ra chợ nhận đồ về sửa. Ví dụ không có thật.",
    summary_lang="",
    kind="individual",
    category="disability",
    category_name="Người khuyết tật",
    forms=("Xe lăn",),
    regular=False,
    state="introduced",
    state_name="Đang chờ người nhận giúp",
    target=Dong(3_500_000),
    received=Dong(0),
    pledged=Dong(0),
    needed=Dong(3_500_000),
    waiting_days=47,
    survey_late=True,
    photo=_PHOTO,
    digest="style page: waiting",
)
_COVERED = _HELPED._replace(
    code="DC00M00030",
    title="Một lớp học ở Thị trấn Mẫu đã có đủ bàn ghế",
    summary="Hai mươi em đã có chỗ ngồi vừa tầm. Ví dụ không có thật.",
    summary_lang="",
    kind="collective",
    category="other_vulnerable",
    category_name="Đối tượng yếu thế khác",
    forms=(),
    regular=False,
    received=Dong(12_500_000),
    pledged=Dong(0),
    needed=Dong(0),
    report_late=True,
    digest="style page: covered",
)
_ADDRESS = AddressDetail(
    card=_HELPED,
    story_html="",
    people=2,
    age_bands=(),
    other_categories=(),
    needs=_NEEDS,
    buys=(
        Buy(Dong(500_000), 1, "tháng tiền chợ"),
        Buy(Dong(3_000_000), 1, "sổ tiết kiệm"),
        Buy(Dong(3_500_000), 7, "tháng tiền chợ"),
    ),
    transfers=(
        Transfer(Dong(0), "", "MA MAU - KHONG CHUYEN TIEN"),
        Transfer(Dong(500_000), "1 tháng tiền chợ", "MA MAU - KHONG CHUYEN TIEN - 1"),
        Transfer(Dong(3_000_000), "1 sổ tiết kiệm", "MA MAU - KHONG CHUYEN TIEN - 2"),
    ),
    supports=(
        Support(date(2023, 3, 20), "pledged", "cash", "Bạn đọc Mẫu", "", Dong(1_500_000), "Trợ giúp thường xuyên"),
        Support(date(2023, 3, 18), "waiting", "in_kind", "", "", Dong(700_000), ""),
        Support(date(2023, 3, 10), "handed_over", "in_kind", "Trường Mẫu", _HERE, Dong(3_500_000), "Xe lăn"),
        Support(date(2023, 3, 8), "returned", "cash", "", "", Dong(200_000), ""),
        Support(None, "received", "cash", "Người góp không nêu số tiền", "", None, ""),
    ),
    ledger=_LINES,
    balance=_BALANCE,
    updates=(),
    photos=(_PHOTO,),
    surveyed_on=date(2023, 1, 10),
    surveyed_by="Hội Chữ thập đỏ Xã Mẫu",
    approved_on=date(2023, 2, 1),
    approved_by="Hội Chữ thập đỏ huyện Mẫu",
    introduced_on=date(2023, 2, 6),
    inhandao_url="https://example.org/",
    next_survey_on=date(2024, 1, 10),
    priority=3,
    priority_list="Danh sách mẫu",
    surplus_rule="Phần vượt nhu cầu được chuyển cho địa chỉ khác trong xã.",
    regime_name="Văn bản mẫu",
    closes_on=date(2023, 6, 30),
    giving_open=True,
    chapter=_CHAPTER,
    english_summary="",
)
_CHANGES = (
    Change(date(2023, 2, 6), "09:30", "district", "cán bộ cấp huyện", "address", "added", _CODE, _HERE, "", None, None,
           ()),
    Change(date(2023, 3, 2), "14:05", "callback", "dịch vụ nhận ủng hộ (tự động)", "receipt", "added", _CODE, _HERE,
           "mau-1", date(2023, 3, 1), Dong(1_000_000), ()),
    Change(date(2023, 3, 20), "08:15", "commune", "cán bộ cấp xã", "address", "changed", "DC00M00020", "", "", None,
           None, (
               FieldChange("need_price", "đơn giá", 1, "money", Dong(3_500_000), Dong(3_200_000)),
               FieldChange("priority", "thứ tự ưu tiên", 0, "count", None, 3),
               FieldChange("closes_on", "hạn vận động", 0, "day", date(2023, 6, 30), date(2023, 7, 31)),
               FieldChange("title", "tiêu đề", 0, "text", None, None),
           )),
)  # fmt: skip
_CORRECTIONS = (
    Correction("mau-4", date(2023, 3, 9), "back", "cash", _CODE, _HERE, Dong(200_000), "mau-3", date(2023, 3, 8),
               Dong(200_000), "2023-03", _HERE),
    Correction("mau-8", date(2023, 3, 30), "out", "cash", "DC00M00020", "", Dong(100_000), "mau-7", date(2023, 2, 28),
               Dong(500_000), "2023-02", ""),
)  # fmt: skip
_SHORT_URL = f"example.org/dia-chi/{_CODE}/"

_FIGURES = tuple(
    Figure(above, below, share, "70", None, True, "not_met", "Chưa đạt", note)
    for above, below, share, note in (
        (1, 8, "12.5", ""), (4, 9, "44.4", ""), (6, 9, "66.6", "Ví dụ không có thật."),
    )
)  # fmt: skip
_TREND = tuple(
    TrendPoint(quarter, date(2023, 3 * quarter - 1, 24), quarter < 3, figure)
    for quarter, figure in enumerate(_FIGURES, start=1)
)
_SCORES = (
    Score("T6", "Được trợ giúp", "III.2", "Số địa chỉ có hồ sơ đã được trao giúp, chia cho số có hồ sơ.", _FIGURES[-1],
          Rows("address", (Named(_CODE, _CODE, _HERE, ""),), (Named("DC00M00020", "DC00M00020", _HERE, ""),), 5, 2),
          (UnitFigure("00000", "Xã Mẫu", _HERE, _FIGURES[0]),), _TREND),
    Score("T1", "Người đứng đầu nêu gương", "III", "Số người đứng đầu đã nhận địa chỉ, chia cho tổng số.", _FIGURES[1],
          Rows("leader", (Named("hoi-mau", "Hội mẫu", _HERE, "Chủ tịch"),), (), 3, 5), (), _TREND[:1]),
)  # fmt: skip
EXAMPLES = StylePage(
    site=Site(
        society=_SOCIETY,
        as_of=date(2023, 3, 31),
        base_url="",
        version="",
        language="vi",
        locale="vi_VN",
        translated=(),
        campaign_pages=links(("Mục đích", _HERE), ("Hỏi đáp", _HERE)),
    ),
    address=_ADDRESS,
    cards=(_WAITING, _HELPED, _COVERED),
    facets=(
        Facet(
            "Nơi ở",
            (Choice("1", "Huyện Mẫu", _HERE, 12, "", 12), Choice("2", "Thị xã Mẫu", _HERE, 5, "", 5)),
            "1",
        ),
        Facet(
            "Cách giúp",
            (Choice("1", "Xe lăn", _HERE, 4, "", 4), Choice("2", "Sổ tiết kiệm", _HERE, 9, "", 9)),
            "",
        ),
    ),
    map=map_pages.tile_map(
        EpochAreas(
            epoch="2025",
            since=date(2025, 7, 1),
            until=None,
            groups=(
                AreaGroup(
                    "1",
                    "Huyện Mẫu",
                    "Mẫu",
                    24,
                    _HERE,
                    (
                        Area("1", "Xã Một", "Một", 0, "", ()),
                        Area("2", "Xã Hai", "Hai", 1, _HERE, ()),
                        Area("3", "Xã Ba", "Ba", 4, _HERE, ()),
                        Area("4", "Xã Bốn", "Bốn", 19, _HERE, (Area("5", "Xã Năm", "Năm", 19, _HERE, ()),)),
                    ),
                ),
            ),
            elsewhere=3,
        )
    ),
    changes=_CHANGES,
    corrections=_CORRECTIONS,
    scores=tuple(ScoreCard(score, gauge(score.figure), chart(score, VIETNAMESE)) for score in _SCORES),
    sms=sms_line(_HELPED, "000000000", _SHORT_URL),
    short_url=_SHORT_URL,
    embed=f'<iframe src="https://{_SHORT_URL}" width="400" height="330"></iframe>',
    logo=Logo(LogoSize(_MARK, 100, 100), LogoSize(_MARK, 36, 36), "", drawing=True),
    typed={"code": "DC00M0001", "kind": "in_kind", "amount": "1,5 triệu", "quantity": "một", "currency": "USD"},
    problems={"code": "Mã này thiếu một ký tự.", "quantity": "Xin ghi bằng chữ số, ví dụ 1."},
)
