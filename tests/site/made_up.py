"""Made-up public sites for tests: as large as asked, the same for the same numbers, nobody real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import TypeVar

from nhandao.public.score_views import Scoreboard
from nhandao.public.views import (
    AccountBalance,
    AddressDetail,
    Area,
    AreaGroup,
    Balance,
    BankAccount,
    Buy,
    Card,
    Chapter,
    Choice,
    EpochAreas,
    FinishedAddress,
    Gone,
    LedgerLine,
    MonthLedger,
    Need,
    Organisation,
    Photo,
    Promises,
    PublicSite,
    Society,
    Support,
    Totals,
    Transfer,
    Update,
)
from nhandao.records.money import Dong
from nhandao.site.content import Content, Document

AS_OF = date(2023, 10, 31)
DISTRICTS = tuple((str(688 + n), name, slug) for n, (name, slug) in enumerate((
    ("Thị xã Phước Long", "thi-xa-phuoc-long"), ("Thành phố Đồng Xoài", "thanh-pho-dong-xoai"),
    ("Thị xã Bình Long", "thi-xa-binh-long"), ("Huyện Bù Gia Mập", "bu-gia-map"), ("Huyện Lộc Ninh", "loc-ninh"),
    ("Huyện Bù Đốp", "bu-dop"), ("Huyện Hớn Quản", "hon-quan"), ("Huyện Đồng Phú", "dong-phu"),
    ("Huyện Bù Đăng", "bu-dang"), ("Thị xã Chơn Thành", "thi-xa-chon-thanh"), ("Huyện Phú Riềng", "phu-rieng"),
)))  # fmt: skip
CATEGORIES = (
    ("disability", "Người khuyết tật", "nguoi-khuyet-tat"), ("agent_orange", "Nạn nhân chất độc da cam", "da-cam"),
    ("disaster", "Nạn nhân thiên tai", "thien-tai"), ("critical_illness", "Người mắc bệnh hiểm nghèo", "hiem-ngheo"),
    ("injury", "Người bị tai nạn thương tích", "tai-nan"), ("orphan", "Trẻ em mồ côi", "mo-coi"),
    ("lonely_elderly", "Người già neo đơn", "neo-don"), ("other_vulnerable", "Đối tượng yếu thế khác", "khac"),
)  # fmt: skip
FORMS = (
    ("regular_support", "Trợ giúp thường xuyên", "tro-giup-thuong-xuyen"), ("wheelchair", "Xe lăn", "xe-lan"),
    ("hand_tricycle", "Xe lắc", "xe-lac"), ("housing", "Nhà ở", "nha-o"),
    ("rehabilitation", "Phục hồi chức năng", "phuc-hoi"), ("capital", "Vốn sản xuất", "von"),
    ("loan_interest_free", "Vay vốn không lãi", "vay-von"), ("seedlings_livestock", "Cây, con giống", "cay-con-giong"),
    ("training", "Dạy nghề", "day-nghe"), ("savings_book", "Sổ tiết kiệm", "so-tiet-kiem"),
    ("health_insurance", "Thẻ bảo hiểm y tế", "bao-hiem"), ("medical", "Khám, chữa bệnh", "kham-benh"),
)  # fmt: skip
STATES = (
    ("introduced", "Đang chờ người nhận giúp", "cho"), ("adopted", "Đã có người nhận giúp", "da-nhan"),
    ("helped", "Đang được trợ giúp", "dang-giup"),
)  # fmt: skip
RHYTHMS = (("once", "Trợ giúp một lần", "mot-lan"), ("regular", "Trợ giúp thường xuyên", "thuong-xuyen"))
CHAPTER = Chapter("Hội Chữ thập đỏ huyện mẫu", "0271 000 0001", "huyen@example.org", "Đồng Xoài")
SOCIETY = Society(
    name="Hội Chữ thập đỏ tỉnh Mẫu",
    short_name="Hội mẫu",
    campaign="Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo",
    year=2023,
    year_from=date(2022, 11, 25),
    year_to=date(2023, 11, 24),
    phone="0271 000 0000",
    email="hoi@example.org",
    place="Đồng Xoài",
    accounts=(BankAccount("Ngân hàng Mẫu", "970499", "000000001", "HOI MAU", date(2022, 1, 1), None),),
    former_accounts=(
        BankAccount("Ngân hàng Cũ", "970498", "000000002", "HOI MAU", date(2020, 1, 1), date(2022, 12, 31)),
    ),
    emblem=False,
    sample_notice="Dữ liệu mẫu, không có thật.",
)

Digested = TypeVar("Digested", AddressDetail, FinishedAddress, Organisation, MonthLedger)


def sealed(view: Digested) -> Digested:
    """``view`` with the digest of its present content, as the gate would give it."""
    if isinstance(view, AddressDetail):
        bare = view._replace(card=view.card._replace(digest=""))
        return view._replace(card=view.card._replace(digest=_print(bare)))
    return view._replace(digest=_print(view._replace(digest="")))


def _print(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=12).hexdigest()


def code_of(number: int) -> str:
    return f"DC23A{number:05d}"


def commune_of(number: int) -> tuple[str, str, str, str]:
    """Code, name, slug and district code of commune ``number`` (from 0): ten in each district."""
    district = DISTRICTS[number // 10 % len(DISTRICTS)][0]
    return f"2023/{25000 + number}", f"Xã Mẫu {number}", f"{25000 + number}-mau", district


def address(number: int, *, listed: bool = True, indexable: bool | None = None, photo: str = "") -> AddressDetail:
    """Address ``number``; everything about it follows from the number."""
    code = code_of(number)
    commune_code, commune, commune_slug, district_code = commune_of(number * 7 % (10 * len(DISTRICTS)))
    _, district, district_slug = next(row for row in DISTRICTS if row[0] == district_code)
    category = CATEGORIES[number % len(CATEGORIES)]
    others = (CATEGORIES[(number + 3) % len(CATEGORIES)],) if number % 4 == 0 else ()
    forms = [FORMS[number % len(FORMS)]]
    if number % 3:
        forms.append(FORMS[(number * 5 + 1) % len(FORMS)])
    forms = list(dict.fromkeys(forms))
    state = STATES[number % 3]
    needs = tuple(
        Need(form[0], form[1], f"{form[1]} loại thường", n + 1, "suất", Dong(1_500_000), Dong(1_500_000 * (n + 1)),
             "once", Dong(500_000), Dong(0), Dong(1_000_000), "")
        for n, form in enumerate(forms)
    )  # fmt: skip
    lines = tuple(
        LedgerLine(f"transfer-{code}-{n}", AS_OF - timedelta(days=20 - n), "in" if n < 3 else "out", "cash", code,
                   f"/dia-chi/{code}/", "" if n % 2 else f"Bạn đọc {n}", Dong(250_000 * (n + 1)), "", n % 2 == 1)
        for n in range(number % 5)
    )  # fmt: skip
    supports = tuple(
        Support(line.on, "received", "cash", line.supporter, "", None if n % 3 == 1 else line.amount, "")
        for n, line in enumerate(reversed(lines))
    )
    shown = (
        Photo(f"/anh/{code}/1.jpg", 64, 48, (32, 64), "Ngôi nhà nhìn từ ngoài ngõ", "Hội mẫu", photo, ())
        if photo
        else None
    )
    kinds = (
        f"district:{district_code}", f"commune:{commune_code}", f"category:{category[0]}",
        *(f"category:{other[0]}" for other in others), *(f"form:{form[0]}" for form in forms),
        f"rhythm:{'regular' if number % 2 else 'once'}",
    )  # fmt: skip
    card = Card(
        code=code,
        url=f"/dia-chi/{code}/",
        title=f"Gia đình bốn người ở ấp {number}",
        summary=f"Hai vợ chồng làm thuê, mùa mưa không có việc, hai con đang đi học cách nhà {number % 9 + 2} cây số.",
        summary_lang="",
        kind="household",
        category=category[0],
        category_name=category[1],
        commune=commune,
        commune_url=f"/xa/2023/{commune_slug}/",
        district=district,
        district_url=f"/huyen/{district_slug}/",
        forms=tuple(form[1] for form in forms),
        regular=bool(number % 2),
        state=state[0],
        state_name=state[1],
        target=Dong(sum(need.target for need in needs)),
        received=Dong(500_000 * len(needs)),
        pledged=Dong(0),
        needed=Dong(1_000_000 * len(needs)),
        waiting_days=number % 90 if not lines else 0,
        approved_on=date(2023, 1, 1) + timedelta(days=number % 200),
        report_late=not listed,
        survey_late=False,
        photo=shown,
        indexable=number % 2 == 0 if indexable is None else indexable,
        listed=listed,
        facets=(f"state:{state[0]}", *(kinds if listed else ())),
        digest="",
    )
    return sealed(AddressDetail(
        card=card,
        story_html=f"<p>Nhà ở cuối ấp {number}. Mỗi sáng hai vợ chồng đi cạo mủ thuê.</p>" * 3,
        people=4,
        age_bands=("từ 7 đến 15 tuổi", "từ 16 đến 59 tuổi"),
        other_categories=tuple(other[1] for other in others),
        needs=needs,
        buys=(Buy(Dong(1_500_000), 1, "suất vở và sách"),),
        transfers=(
            Transfer(Dong(0), "", f"00020101{code}"), Transfer(Dong(1_500_000), "1 suất vở và sách", f"00020102{code}"),
        ) if number % 10 != 9 else (),
        supports=supports,
        ledger=lines,
        balance=balance(lines),
        updates=(Update(AS_OF - timedelta(days=3), "<p>Đã lợp xong mái.</p>", ()),) if number % 5 == 0 else (),
        photos=(shown,) if shown else (),
        surveyed_on=date(2023, 1, 1),
        surveyed_by="Hội xã",
        approved_on=card.approved_on,
        approved_by="Hội huyện",
        introduced_on=card.approved_on + timedelta(days=3),
        inhandao_url="",
        next_survey_on=date(2024, 1, 1),
        priority=number,
        priority_list="Danh sách 2023",
        surplus_rule="Phần vượt nhu cầu được chuyển vào quỹ chung của cuộc vận động.",
        regime_name="Luật Hoạt động chữ thập đỏ năm 2008",
        closes_on=None,
        giving_open=number % 10 != 9,
        chapter=CHAPTER,
        english_summary="",
    ))  # fmt: skip


def balance(lines: Iterable[LedgerLine]) -> Balance:
    lines = tuple(lines)
    received = sum(line.amount for line in lines if line.direction == "in")
    given = sum(line.amount for line in lines if line.direction == "out")
    gifts = sum(line.direction == "in" for line in lines)
    hidden = sum(line.direction == "in" and not line.supporter for line in lines)
    return Balance(
        Dong(received), Dong(0), Dong(0), Dong(given), Dong(0), Dong(received - given), gifts, hidden, Dong(0)
    )


def finished(number: int) -> FinishedAddress:
    code = code_of(number)
    return sealed(FinishedAddress(
        code, f"/dia-chi/{code}/", "disability", "Người khuyết tật", DISTRICTS[0][1], f"/huyen/{DISTRICTS[0][2]}/",
        AS_OF - timedelta(days=30), "Gia đình đã có việc làm đều và tự lo được.",
        "đã tự lập, không còn cần trợ giúp", balance(()), (), "",
    ))  # fmt: skip


def gone(number: int, until: str = "", to: int | None = None) -> Gone:
    return Gone(
        code_of(number), f"/dia-chi/{code_of(number)}/", until, "" if to is None else f"/dia-chi/{code_of(to)}/"
    )


def organisation(number: int, cards: Sequence[Card] = ()) -> Organisation:
    return sealed(Organisation(
        f"hoi-{number}", f"/to-chuc/hoi-{number}/", f"Chi hội {number}", "branch", "Chi hội, chi đoàn", "Xã Mẫu",
        tuple(cards), len(cards), 0, Dong(0), Dong(0), Dong(0), Promises(0, 0, 0), (), False, "",
    ))  # fmt: skip


def public_site(
    addresses: Sequence[AddressDetail] = (),
    *,
    ended: Sequence[FinishedAddress] = (),
    withdrawn: Sequence[Gone] = (),
    formerly: Sequence[AddressDetail] = (),
    as_of: date = AS_OF,
    society: Society = SOCIETY,
) -> PublicSite:
    """A whole site around ``addresses``. ``formerly``: addresses that were introduced once and are in no list now."""
    open_in = Counter(facet for detail in addresses for facet in detail.card.facets)
    ever = tuple(detail.card.facets for detail in (*addresses, *formerly))
    ever_in = Counter(facet for facets in ever for facet in facets)

    def choices(
        kind: str, folder: str, rows: Iterable[tuple[str, str, str]], parents: Sequence[str] = ()
    ) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                code,
                name,
                f"/{folder}/{slug}/",
                open_in[f"{kind}:{code}"],
                parents[n] if parents else "",
                ever_in[f"{kind}:{code}"],
            )
            for n, (code, name, slug) in enumerate(rows)
        )

    communes = [commune_of(n) for n in range(10 * len(DISTRICTS))]
    lines = sorted((line for detail in addresses for line in detail.ledger), key=lambda line: (line.on, line.reference))
    months = sorted({line.on.isoformat()[:7] for line in lines}, reverse=True)
    by_month = {month: tuple(line for line in lines if line.on.isoformat()[:7] == month) for month in months}
    teams = [organisation(n, [detail.card for detail in addresses[n * 3 : n * 3 + 2]]) for n in range(4)]
    return PublicSite(
        as_of=as_of,
        society=society,
        totals=Totals(len(addresses), len(ever), 0, 0, len(ended), 0, Dong(sum(d.card.needed for d in addresses)), 0),
        balance=balance(lines),
        addresses=tuple(addresses),
        finished=tuple(ended),
        gone=tuple(withdrawn),
        organisations=tuple(teams),
        months=tuple(
            sealed(MonthLedger(month, f"/so-cai/{month}/", balance(by_month[month]), by_month[month], ""))
            for month in months
        ),
        accounts=tuple(
            AccountBalance(detail.card.code, detail.card.url, detail.card.title, detail.balance) for detail in addresses
        ),
        districts=choices("district", "huyen", DISTRICTS),
        communes=choices("commune", "xa/2023", [row[:3] for row in communes], [row[3] for row in communes]),
        epochs=epochs(
            choices("district", "huyen", DISTRICTS),
            choices("commune", "xa/2023", [row[:3] for row in communes], [row[3] for row in communes]),
        ),
        categories=choices("category", "nhom", CATEGORIES),
        forms=choices("form", "hinh-thuc", FORMS),
        rhythms=choices("rhythm", "nhip", RHYTHMS),
        states=choices("state", "tinh-trang", STATES),
        ever=ever,
        scoreboard=Scoreboard(2023, society.year_from, as_of, society.year_to, "", (), (), ""),
    )


def epochs(districts: Sequence[Choice], communes: Sequence[Choice]) -> tuple[EpochAreas, ...]:
    """Areas of 2023, and of 2025 with two in the place of each district, each of five communes."""
    old, new = [], []
    for district in districts:
        areas = tuple(
            Area(choice.code[5:], choice.name, choice.name.removeprefix("Xã "), choice.open, choice.url, ())
            for choice in communes
            if choice.parent == district.code
        )
        short = district.name.removeprefix("Huyện ")
        old.append(AreaGroup(district.code, district.name, short, district.open, district.url, areas))
        merged = tuple(
            Area(parts[0].code, f"{parts[0].name} mới", f"{parts[0].short} mới", sum(part.open for part in parts), "",
                 parts)
            for parts in (areas[:5], areas[5:])
        )  # fmt: skip
        new.append(AreaGroup(district.code, district.name, short, district.open, "", merged))
    return (
        EpochAreas("2023", date(2022, 10, 1), date(2025, 6, 30), tuple(old), 0),
        EpochAreas("2025", date(2025, 7, 1), None, tuple(new), 0),
    )


def document(
    kind: str, slug: str, *, category: str = "", hidden: bool = False, html: str = "<p>Nội dung.</p>"
) -> Document:
    folder = category or "chien-dich"
    on = None if kind == "page" else date(2023, 10, 1)
    return Document(
        kind, f"/{folder}/{slug}/", f"Bài {slug}", "Tóm tắt.", html, on, None, "", category, hidden, kind == "page"
    )


CONTENT = Content(
    pages=tuple(document("page", slug) for slug in ("muc-dich", "bao-cao-sai-sot", "hoi-dap")),
    articles=(document("article", "mot-chuyen", category="chuyen"), document("article", "mot-tin", category="tin")),
)


def small(site: PublicSite) -> PublicSite:
    """The same site with few lists, for tests that build it many times. Some links of its pages lead nowhere."""
    return site._replace(
        districts=site.districts[:2],
        communes=site.communes[:3],
        categories=site.categories[:2],
        forms=site.forms[:2],
    )
