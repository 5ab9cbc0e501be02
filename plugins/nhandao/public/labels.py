"""Vietnamese names and URL parts of the codes that records use."""

from __future__ import annotations

from nhandao.records.names import CATEGORIES as CATEGORIES
from nhandao.records.names import FORMS as FORMS
from nhandao.records.vietnamese import slug
from nhandao.reporting import targets
from nhandao.reporting.tables import VERDICTS as VERDICTS

STATES = {
    "introduced": "Đang chờ người nhận giúp",
    "adopted": "Đã có người nhận giúp",
    "helped": "Đang được trợ giúp",
}
RHYTHMS = {"once": "Trợ giúp một lần", "regular": "Trợ giúp thường xuyên"}
RHYTHM_SLUGS = {"once": "mot-lan", "regular": "thuong-xuyen"}
AGE_BANDS = {
    "under_7": "dưới 7 tuổi",
    "7_to_15": "từ 7 đến 15 tuổi",
    "16_to_59": "từ 16 đến 59 tuổi",
    "60_up": "từ 60 tuổi",
}
ENDED = {
    "graduated": "đã tự lập, không còn cần trợ giúp",
    "completed": "đã nhận đủ trợ giúp",
    "moved": "đã chuyển nơi ở",
    "died": "người được giúp đã qua đời",
}
ORGANISATIONS = {
    "chapter": "Hội Chữ thập đỏ",
    "member_body": "Cơ quan thành viên Ban Chỉ đạo",
    "commune_body": "Cơ quan, đoàn thể cấp xã",
    "branch": "Chi hội, chi đoàn",
    "school": "Trường học",
    "school_body": "Tổ chức trong trường học",
    "enterprise": "Doanh nghiệp",
}
SURPLUS = {
    "commune": "Phần vượt nhu cầu được chuyển cho địa chỉ khác trong cùng xã, theo thứ tự ưu tiên.",
    "district": "Phần vượt nhu cầu được chuyển cho địa chỉ khác trong cùng huyện, theo thứ tự ưu tiên.",
    "fund": "Phần vượt nhu cầu được chuyển vào quỹ chung của cuộc vận động.",
}
REGIMES = {
    "red_cross_law": "Luật Hoạt động chữ thập đỏ năm 2008",
    "decree_93": "Nghị định 93/2021/NĐ-CP",
}
TARGETS = {target.id: target.name for target in targets.TARGETS}
FORMULAS = {target.id: target.formula for target in targets.TARGETS}
NOTES = targets.NOTES | {"class-unknown": "chưa có danh sách xã còn nhiều khó khăn của năm"}

SUPPORT_KINDS = {
    "cash": "tiền",
    "in_kind": "hiện vật",
    "labour": "ngày công",
    "service": "dịch vụ",
    "loan": "cho mượn không lãi",
}
FREQUENCIES = {
    "once": "một lần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "yearly": "hằng năm",
}
ROLES = {
    "commune": "cán bộ cấp xã",
    "district": "cán bộ cấp huyện",
    "province": "cán bộ cấp tỉnh",
    "callback": "dịch vụ nhận ủng hộ (tự động)",
    "office": "văn phòng Hội",
    "": "cán bộ Hội",
}
"""Who made a change, as a commit's last line says (`Role: district`); never a name."""
CHANGED_FIELDS = {
    "target": "tổng nhu cầu",
    "need_count": "số khoản cần",
    "need_quantity": "số lượng",
    "need_price": "đơn giá",
    "need_form": "hình thức trợ giúp",
    "need_frequency": "kỳ trợ giúp",
    "needs": "tên, đơn vị của các khoản cần",
    "title": "tiêu đề",
    "summary": "tóm tắt",
    "story": "câu chuyện",
    "categories": "nhóm hoàn cảnh",
    "people": "số người, nhóm tuổi",
    "place": "xã, phường",
    "photos": "ảnh",
    "updates": "tin mới",
    "priority": "thứ tự ưu tiên",
    "priority_list": "danh sách ưu tiên",
    "surveyed_on": "ngày khảo sát",
    "surveyed_by": "nơi khảo sát",
    "approved_on": "ngày duyệt",
    "approved_by": "nơi duyệt",
    "introduced_on": "ngày giới thiệu",
    "inhandao": "liên kết iNHANDAO",
    "opens_on": "ngày mở vận động",
    "closes_on": "hạn vận động",
    "surplus": "cách dùng phần vượt nhu cầu",
    "regime": "căn cứ pháp lý",
    "finished_on": "ngày kết thúc",
    "ended": "lý do kết thúc",
    "outcome": "kết quả",
    "on": "ngày của dòng",
    "account": "địa chỉ, quỹ",
    "amount": "số tiền",
    "kind": "loại",
    "form": "hình thức trợ giúp",
    "quantity": "số lượng",
    "refers_to": "dòng, quỹ liên quan",
    "supporter": "cách ghi người ủng hộ",
    "state": "tình trạng lời hứa",
}
"""What a change of a record touched: every field that some page shows, and no other."""


def category_url(code: str) -> str:
    return f"/nhom/{slug(CATEGORIES[code])}/"


def form_url(code: str) -> str:
    return f"/hinh-thuc/{slug(FORMS[code])}/"


def state_url(code: str) -> str:
    return f"/tinh-trang/{slug(STATES[code])}/"


def rhythm_url(code: str) -> str:
    return f"/nhip/{RHYTHM_SLUGS[code]}/"


def district_url(district_slug: str) -> str:
    return f"/huyen/{district_slug}/"


def commune_url(epoch: str, commune_slug: str) -> str:
    return f"/xa/{epoch}/{commune_slug}/"


def address_url(code: str) -> str:
    return f"/dia-chi/{code}/"


def organisation_url(identity: str) -> str:
    return f"/to-chuc/{identity}/"


def certificate_url(code: str) -> str:
    return f"/kiem-tra/{code}/"


def drive_url(identity: str) -> str:
    return f"/dot/{identity}/"


SCOREBOARD = "/ket-qua/"


def district_score_url(district_slug: str) -> str:
    return f"{SCOREBOARD}{district_slug}/"


def commune_score_url(epoch: str, commune_slug: str) -> str:
    return f"{SCOREBOARD}xa/{epoch}/{commune_slug}/"


def school_score_url(identity: str) -> str:
    return f"{SCOREBOARD}truong/{identity}/"
