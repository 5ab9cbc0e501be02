"""The tables of a release: each field is declared once, for the CSV head, the JSON, its schema and the field guide.

What can be told of a person is left out or blunted, because a release is copied and kept for ever, also after somebody
has withdrawn a consent: no title, summary, story or photo, no number and ages of people, no exact place but the
commune, no withdrawn address, and of lists the number of open addresses only, below three as a band (the number that
were ever in a list, less those shown, would tell who has withdrawn). An address that has ended has its district only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhandao.public import release_reports, release_targets
from nhandao.public.release_fields import Field, Part, Row, Table, whole
from nhandao.public.release_figures import FORMULAS, figures
from nhandao.public.small_cells import banded
from nhandao.public.views import Balance, MonthLedger, PublicSite


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _share(part: int, whole: int) -> int:
    """Share from 0 to 100, rounded down: 100 means all of it, never nearly. As the bars of the site are drawn."""
    return min(100, max(0, part) * 100 // whole) if whole > 0 else 0


def _balance(balance: Balance) -> tuple[int, ...]:
    return tuple(int(value) for value in balance)


_BALANCE = (
    Field("received_vnd", "money", "đã nhận, trước phí và trước phần trả lại; kể cả phần vượt nhu cầu chuyển đến, trừ phần chuyển đi", "received, before fees and returns; with surplus moved here, less surplus moved away"),
    Field("returned_vnd", "money", "đã trả lại người gửi", "given back"),
    Field("fees_vnd", "money", "phí ngân hàng và thẻ", "fees of bank and card company"),
    Field("handed_over_vnd", "money", "đã trao, kể cả phần người ủng hộ trao thẳng", "handed over, with what supporters gave directly"),
    Field("handed_over_direct_vnd", "money", "trong đó người ủng hộ trao thẳng", "of it, given directly by supporters"),
    Field("held_vnd", "money", "Hội đang giữ = nhận − trả lại − phí − (trao − trao thẳng)", "held = received − returned − fees − (handed over − direct)"),
    Field("gifts", "count", "số lượt giúp: dòng in và direct trên 0 đồng", "number of gifts: lines in and direct above zero"),
    Field("anonymous_gifts", "count", "trong đó ẩn danh", "of these, anonymous"),
    Field("loans_vnd", "money", "tiền gốc cho mượn không lãi; tính riêng, không nằm trong các cột trên", "principal lent without interest; apart, in none of the columns above"),
)  # fmt: skip


def _ledger(site: PublicSite) -> Iterator[Part]:
    for month in reversed(site.months):
        yield ledger_part(month)


def ledger_part(month: MonthLedger) -> Part:
    """The rows of the ledger of one month."""
    return Part(month.digest, _lines(month))


def _lines(month: MonthLedger) -> Iterator[Row]:
    for line in month.lines:
        yield (
            line.reference, line.on.isoformat(), line.direction, line.kind, line.account, line.reached or None,
            line.need or None, line.amount, line.corrects or None, line.form or None, line.supporter or None,
            line.organisation or None, line.anonymous, line.note or None,
        )  # fmt: skip


def _months(site: PublicSite) -> Iterator[Row]:
    for month in reversed(site.months):
        yield (month.month, len(month.lines), *_balance(month.balance))


def _accounts(site: PublicSite) -> Iterator[Row]:
    for row in site.accounts:
        yield (row.account, "address" if row.account.startswith("DC") else "fund", *_balance(row.balance))


def _addresses(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.addresses, key=lambda view: view.card.code):
        card = view.card
        yield (
            card.code, card.kind, card.category, card.commune, card.district or None, card.state, card.listed,
            view.giving_open, card.regular, card.target, card.received, card.pledged, card.needed,
            _share(card.received, card.target), _share(card.pledged, card.target), card.waiting_days,
            _day(view.surveyed_on), _day(view.approved_on), _day(view.introduced_on), _day(view.next_survey_on),
            _day(view.closes_on), view.priority or None, view.priority_list or None, card.facets,
        )  # fmt: skip


def _needs(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.addresses, key=lambda view: view.card.code):
        for number, need in enumerate(view.needs, start=1):
            yield (
                view.card.code, number, need.form, need.quantity, need.unit, need.unit_price, need.target,
                need.frequency, need.received, need.pledged, need.needed,
            )  # fmt: skip


def _other_help(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.addresses, key=lambda view: view.card.code):
        for need in range(len(view.needs) + 1):
            promised = view.promised[need] if view.promised else 0
            elsewhere = view.elsewhere[need] if view.elsewhere else 0
            if promised or elsewhere:
                yield view.card.code, need, promised, elsewhere


def _finished(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.finished, key=lambda view: view.code):
        yield view.code, view.category, view.district or None, _day(view.finished_on), view.ended


def _organisations(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.organisations, key=lambda view: view.id):
        yield (
            view.id, view.name, view.kind, view.place or None, view.address_count, view.pledged, view.received,
            view.handed_over, view.promises.kept, view.promises.lapsed, view.promises.open, view.has_plan,
            view.logo.large.url if view.logo is not None else None,
        )  # fmt: skip


def _organisation_addresses(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.organisations, key=lambda view: view.id):
        for code in sorted(card.code for card in view.addresses):
            yield view.id, code


def _certificates(site: PublicSite) -> Iterator[Row]:
    for view in sorted(site.organisations, key=lambda view: view.id):
        for one in view.certificates:
            yield (
                one.code, one.kind, view.id, view.name, one.reference or None, one.first.isoformat(), one.last.isoformat(), one.addresses,
                one.kinds, one.promised, one.received, one.handed_over, one.promises, one.kept, one.gifts,
            )  # fmt: skip


def _lists(site: PublicSite) -> Iterator[Row]:
    groups = (
        ("district", site.districts), ("commune", site.communes), ("category", site.categories), ("form", site.forms),
        ("rhythm", site.rhythms), ("state", site.states),
    )  # fmt: skip
    for kind, choices in groups:
        for choice in choices:
            yield f"{kind}:{choice.code}", choice.name, banded(choice.open)


def _figures(site: PublicSite) -> Iterator[Row]:
    for figure in figures(site):
        yield figure.name, figure.value, figure.unit, figure.formula, figure.page


_CODE = Field("code", "text", "mã địa chỉ", "code of the address")

TABLES: tuple[Table, ...] = (
    Table(
        "ledger",
        "Sổ cái: mỗi dòng một khoản, theo ngày rồi theo số tham chiếu.",
        "The ledger: one movement a line, by day and reference.",
        (
            Field("reference", "text", "số tham chiếu của khoản; phần vượt nhu cầu chuyển đi và chuyển đến mang cùng một số", "reference of the movement; surplus moved away and moved here share one"),
            Field("on", "day", "ngày", "day"),
            Field("direction", "text", "in = nhận; out = trao từ tiền Hội giữ; direct = người ủng hộ trao thẳng; fee = phí; back = trả lại; move_in, move_out = phần vượt nhu cầu chuyển đến, chuyển đi", "in = received; out = handed over from what is held; direct = given directly by the supporter; fee; back = given back; move_in, move_out = surplus moved"),
            Field("kind", "text", "cash = tiền; in_kind = hiện vật; labour = ngày công; service = dịch vụ; loan = cho mượn không lãi", "cash, in_kind, labour, service, loan"),
            Field("account", "text", "mã địa chỉ (DC…) hoặc quỹ (QC…) mà khoản này cộng vào, trừ đi", "code of the address (DC…) or fund (QC…) it is added to or taken from"),
            Field("reached", "text", "mã địa chỉ nhận phần do quỹ trả; trống nếu chính là account", "address that help paid by a fund reached; empty when it is the account", True),
            Field("need", "count", "nhu cầu số mấy của địa chỉ; trống = không riêng cho nhu cầu nào", "number of the need it is for; empty = no one need", True),
            Field("amount_vnd", "money", "giá trị; dấu do direction; âm chỉ khi một lần trao bị đảo lại", "value; the direction gives the sign; below zero only for a handover taken back"),
            Field("corrects", "text", "số tham chiếu của dòng mà dòng này trả lại, đảo lại, hoặc là phí của nó", "reference of the line this one gives back, takes back, or is the fee of", True),
            Field("form", "text", "hình thức trợ giúp của lần trao", "form of help of a handover", True),
            Field("supporter", "text", "người ủng hộ, nếu họ cho nêu tên cùng số tiền", "the supporter, where name and amount may be shown together", True),
            Field("organisation", "text", "mã tổ chức, nếu người ủng hộ là tổ chức", "identity of the organisation, where the supporter is one", True),
            Field("anonymous", "yes_no", "khoản giúp mà tên người ủng hộ không nêu ở đâu cả", "a gift whose giver is named nowhere"),
            Field("note", "text", "ghi chú công khai", "public note", True),
        ),
        _ledger,
    ),
    Table(
        "months",
        "Tổng của từng tháng, như trên trang sổ cái; held_vnd ở đây là phần tăng, giảm trong tháng.",
        "Totals of each month, as on the ledger pages; held_vnd is here the change within the month.",
        (Field("month", "text", "tháng", "month"), Field("lines", "count", "số dòng", "number of lines"), *_BALANCE),
        whole(_months),
    ),
    Table(
        "accounts",
        "Tổng của từng địa chỉ và quỹ có dòng trong sổ cái.",
        "Totals of each address and fund with lines in the ledger.",
        (
            Field("account", "text", "mã địa chỉ hoặc quỹ", "code of the address or fund"),
            Field("kind", "text", "address = địa chỉ; fund = quỹ", "address or fund"),
            *_BALANCE,
        ),
        whole(_accounts),
    ),
    Table(
        "addresses",
        "Địa chỉ đang có trang riêng.",
        "Addresses that have a page.",
        (
            _CODE,
            Field("kind", "text", "individual = cá nhân; household = hộ; collective = tập thể", "individual, household or collective"),
            Field("category", "text", "nhóm chính", "primary category"),
            Field("commune", "text", "xã, phường, thị trấn", "commune"),
            Field("district", "text", "huyện; trống từ khi không còn cấp huyện", "district; empty since there is none", True),
            Field("state", "text", "introduced = chờ người giúp; adopted = đã có người nhận; helped = đang được giúp", "introduced, adopted or helped"),
            Field("listed", "yes_no", "có trong các danh sách", "is in the lists"),
            Field("giving_open", "yes_no", "đang nhận giúp", "help can be given"),
            Field("regular", "yes_no", "cần giúp thường xuyên", "asks for regular help"),
            Field("target_vnd", "money", "tổng nhu cầu", "cost of all needs"),
            Field("received_vnd", "money", "đã nhận cho các nhu cầu", "received for the needs"),
            Field("pledged_vnd", "money", "đã hứa", "promised"),
            Field("needed_vnd", "money", "còn cần", "still needed"),
            Field("received_percent", "share", "thanh “Đã nhận” trên trang", "the bar “received”"),
            Field("pledged_percent", "share", "thanh “Đã hứa giúp” trên trang", "the bar “promised”"),
            Field("waiting_days", "count", "số ngày chờ từ khi duyệt; 0 khi đã được giúp", "days since approval without help; 0 once helped"),
            Field("surveyed_on", "day", "ngày khảo sát gần nhất", "day of the last survey"),
            Field("approved_on", "day", "ngày duyệt", "day of approval"),
            Field("introduced_on", "day", "ngày giới thiệu", "day of introduction"),
            Field("next_survey_on", "day", "ngày khảo sát lại", "day of the next survey"),
            Field("closes_on", "day", "ngày cuối nhận giúp, nếu có", "last day for giving, if any", True),
            Field("priority", "count", "thứ tự ưu tiên chính thức, nếu có", "official rank, if any", True),
            Field("priority_list", "text", "danh sách ưu tiên", "list of the rank", True),
            Field("lists", "list", "các danh sách có địa chỉ này, như ở lists.csv", "lists it is in, as in lists.csv"),
        ),
        whole(_addresses),
    ),
    Table(
        "needs",
        "Từng nhu cầu của các địa chỉ đang có trang.",
        "Each need of the addresses that have a page.",
        (
            Field("address", "text", "mã địa chỉ", "code of the address"),
            Field("number", "count", "số thứ tự, từ 1", "number, from 1"),
            Field("form", "text", "hình thức trợ giúp", "form of help"),
            Field("quantity", "count", "số lượng", "quantity"),
            Field("unit", "text", "đơn vị", "unit"),
            Field("unit_price_vnd", "money", "đơn giá", "price of one"),
            Field("target_vnd", "money", "= số lượng × đơn giá", "= quantity × price"),
            Field("frequency", "text", "once = một lần; monthly, quarterly, yearly", "once, monthly, quarterly or yearly"),
            Field("received_vnd", "money", "đã nhận", "received"),
            Field("pledged_vnd", "money", "đã hứa", "promised"),
            Field("needed_vnd", "money", "còn cần", "still needed"),
        ),
        whole(_needs),
    ),
    Table(
        "other_help",
        "Những gì tính vào nhu cầu mà không nằm trong sổ cái: lời hứa còn hiệu lực và phần do chương trình khác tính.",
        "What counts towards needs and is not in the ledger: open promises, and help that another programme counts.",
        (
            Field("address", "text", "mã địa chỉ", "code of the address"),
            Field("need", "count", "nhu cầu số mấy; 0 = không riêng cho nhu cầu nào", "number of the need; 0 = no one need"),
            Field("promised_vnd", "money", "tổng các lời hứa còn hiệu lực", "sum of open promises"),
            Field("other_programmes_vnd", "money", "đã đến nơi, do chương trình khác tính (mục IV.14 của kế hoạch)", "arrived, counted by another programme (plan IV.14)"),
        ),
        whole(_other_help),
    ),
    Table(
        "finished",
        "Địa chỉ không còn cần giúp.",
        "Addresses that need help no longer.",
        (
            _CODE,
            Field("category", "text", "nhóm chính", "primary category"),
            Field("district", "text", "huyện", "district", True),
            Field("finished_on", "day", "ngày kết thúc", "day it ended"),
            Field("ended", "text", "vì sao", "why, in Vietnamese"),
        ),
        whole(_finished),
    ),
    Table(
        "organisations",
        "Tổ chức tham gia, phần họ cho nêu.",
        "Organisations that take part, as far as they want it shown.",
        (
            Field("id", "text", "mã tổ chức", "identity"),
            Field("name", "text", "tên", "name"),
            Field("kind", "text", "loại", "kind"),
            Field("place", "text", "xã hoặc huyện", "commune or district", True),
            Field("addresses", "count", "số địa chỉ đã nhận giúp, kể cả địa chỉ không còn trang", "addresses taken on, shown or not"),
            Field("pledged_vnd", "money", "đã hứa", "promised"),
            Field("received_vnd", "money", "đã gửi đến Hội, trừ phần trả lại", "sent to the society, less what was given back"),
            Field("handed_over_vnd", "money", "đã trao thẳng", "given directly"),
            Field("promises_kept", "count", "lời hứa đã giữ", "promises kept"),
            Field("promises_lapsed", "count", "lời hứa đã hết hạn mà chưa giữ đủ", "promises whose time is over and not all has come"),
            Field("promises_open", "count", "lời hứa đang thực hiện", "promises still open"),
            Field("has_plan", "yes_no", "có kế hoạch hưởng ứng", "has a response plan"),
            Field("logo", "text", "đường dẫn lô gô trên trang; đổi khi lô gô đổi", "path of the logo on the site; another one when the logo changes", True),
        ),
        whole(_organisations),
    ),
    Table(
        "organisation_addresses",
        "Địa chỉ đang có trang mà tổ chức đã nhận giúp.",
        "Addresses with a page that an organisation has taken on.",
        (
            Field("organisation", "text", "mã tổ chức", "identity of the organisation"),
            Field("address", "text", "mã địa chỉ", "code of the address"),
        ),
        whole(_organisation_addresses),
    ),
    Table(
        "certificates",
        "Giấy ghi nhận của các tổ chức: một giấy cho mỗi lời hứa (các lời hứa cùng lúc là một giấy) và mỗi năm đã hết.",
        "Certificates of organisations: one for each promise (promises made together have one) and each year that is over.",
        (
            Field("code", "text", "mã kiểm tra in trên giấy, làm ra từ các cột khác trừ promises_kept", "check code printed on it, made from the other columns but promises_kept"),
            Field("kind", "text", "pledge = lời hứa đã được nhận, đã giữ hoặc đang thực hiện; year = một năm đã hết", "pledge = a promise that was accepted, kept or still open; year = a year that is over"),
            Field("organisation", "text", "mã tổ chức", "identity of the organisation"),
            Field("name", "text", "tên tổ chức trên giấy", "its name on the certificate"),
            Field("reference", "text", "mã lời hứa, hoặc mã chung của các lời hứa cùng lúc; trống với giấy của năm", "reference of the promise, or the one that promises made together share; empty for a year", True),
            Field("first", "day", "ngày hứa; ngày đầu của năm", "day it was promised; first day of the year"),
            Field("last", "day", "ngày Hội nhận lời hứa; ngày cuối của năm", "day the society accepted it; last day of the year"),
            Field("addresses", "count", "số địa chỉ", "number of addresses"),
            Field("kinds", "list", "cash = tiền; in_kind = hiện vật; labour = ngày công; service = dịch vụ; loan = cho mượn không lãi", "cash, in_kind, labour, service, loan"),
            Field("promised_vnd", "money", "trị giá đã hứa; trống nếu tổ chức không cho nêu số tiền", "value promised; empty where an amount is not to be shown", True),
            Field("received_vnd", "money", "đã gửi đến Hội trong năm và không trả lại, trừ khoản cho mượn; trống như trên", "sent to the society in the year and not given back, loans apart; empty as above", True),
            Field("handed_over_vnd", "money", "đã trao thẳng trong năm, trừ khoản cho mượn; trống như trên", "given directly in the year, loans apart; empty as above", True),
            Field("promises", "count", "số lời hứa", "number of promises"),
            Field("promises_kept", "count", "trong đó đã giữ, đến ngày công bố", "of them kept by the day of the release"),
            Field("gifts", "count", "số lượt giúp trong năm", "number of gifts in the year"),
        ),
        whole(_certificates),
        "Mã của một giấy: chữ CN, 16 ký tự và một ký tự kiểm tra. Văn bản gốc gồm các dòng, mỗi dòng kết thúc bằng LF: "
        "nhandao-certificate/1, kind, organisation, name, reference, first, last, addresses, kinds (cách nhau bằng dấu cách), "
        "promised_vnd, received_vnd, handed_over_vnd, promises, gifts; rồi số lần thử, từ 0, không có LF. Đọc SHA-256 của văn "
        "bản ấy như một số, lấy 16 lần số dư khi chia cho 34 và viết bằng 0-9, A-Z trừ I và O; ký tự cuối theo ISO/IEC 7064 "
        "MOD 37,36. Nếu ký tự cuối là I hoặc O thì thử lần sau. Mã không chứa bí mật: nó chỉ chứng tỏ điều gì khi dòng của nó "
        "có ở đây và tệp này khớp SHA256SUMS.",
        "The code of a certificate: CN, 16 characters and a check character. The text has the lines, each ended by LF: "
        "nhandao-certificate/1, kind, organisation, name, reference, first, last, addresses, kinds (joined by spaces), promised_vnd, "
        "received_vnd, handed_over_vnd, promises, gifts; then the number of the attempt, from 0, without LF. Read the SHA-256 "
        "of that text as a number, take the remainder by 34 sixteen times and write it in 0-9, A-Z without I and O; the last "
        "character is ISO/IEC 7064 MOD 37,36. When it is I or O, the next attempt counts. A code holds no secret: it proves "
        "something only where its row is found here and this file fits SHA256SUMS.",
    ),
    Table(
        "lists",
        "Danh sách trên trang và số địa chỉ trong đó; 1 hoặc 2 chỉ ghi “<3”.",
        "Lists of the site and how many addresses are in them; 1 and 2 are only told as “<3”.",
        (
            Field("list", "text", "loại và mã danh sách", "kind and code of the list"),
            Field("name", "text", "tên", "name"),
            Field("open", "band", "số địa chỉ", "number of addresses"),
        ),
        whole(_lists),
    ),
    *release_targets.TABLES,
    *release_reports.TABLES,
    Table(
        "figures",
        "Những con số trang web nêu ra. Cách tính từng con số: cột formula, giải thích bên dưới.",
        "Figures the site claims. How each is computed: column formula, explained below.",
        (
            Field("name", "text", "tên", "name"),
            Field("value", "text", "giá trị", "value"),
            Field("unit", "text", "loại giá trị", "kind of value"),
            Field("formula", "text", "cách tính: " + ", ".join(FORMULAS), "how it is computed"),
            Field("page", "text", "trang nêu con số này", "page that shows it"),
        ),
        whole(_figures),
    ),
)  # fmt: skip
