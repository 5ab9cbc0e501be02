"""What people call the fields of records, in forms and in the field guide: Vietnamese first, English second.

Names of the codes that pages show (groups, forms of help, age bands) are in `public/labels.py`; those of codes that only
staff meet are here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Label(NamedTuple):
    """Name of a field in both languages, and what to write there where the name alone does not tell."""

    vi: str
    en: str
    hint_vi: str = ""
    hint_en: str = ""

    def text(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en

    def hint(self, lang: str) -> str:
        return self.hint_vi if lang == "vi" else self.hint_en


_ON = Label("Ngày", "Day")
_BY = Label("Người hoặc cơ quan thực hiện", "Done by")
_DOCUMENT = Label("Số văn bản", "Number of the document", "Không công khai", "Not published")
_REASON = Label("Lý do", "Reason")
_UNTIL = Label("Đến trước ngày", "Until", "Ngày đầu tiên không còn hiệu lực", "First day on which it no longer holds")
_EPOCH = Label(
    "Danh mục đơn vị hành chính", "Epoch of units", "2023: trước 1-7-2025; 2025: từ 1-7-2025",
    "2023: before 1 July 2025; 2025: since",
)  # fmt: skip
_FORM = Label("Hình thức trợ giúp", "Form of help")
_NEED = Label("Nhu cầu số", "Number of the need", "Đếm từ 1 theo hồ sơ", "Counted from 1")
_QUANTITY = Label("Số lượng", "Quantity")
_UNIT = Label("Đơn vị tính", "Unit of count")
_VALUE = Label("Giá trị (đồng)", "Value (đồng)", "Ví dụ 500000 hoặc 500.000", "For example 500000")
_ACCOUNT = Label("Mã địa chỉ hoặc quỹ", "Code of address or fund")
_PLEDGE = Label("Mã lời hứa", "Code of the promise")
_SUPPORTER = Label("Người giúp", "Supporter")
_SUPPORT_KIND = Label("Loại", "Kind")
_VALUATION = Label("Ai định giá, khi nào, thế nào", "Who valued it, when and how")
_PROGRAMME: dict[str, Label] = {
    "programme": Label(
        "Chương trình", "Programme", "Để nguyên “dcnd” nếu là cuộc vận động này", "dcnd is this campaign"
    ),
    "counted_here": Label("Tính vào cuộc vận động này", "Counted in this campaign"),
    "confirmed_note": Label("Vì sao số tiền khác thường là đúng", "Why an unusual amount is right"),
}
_PHOTO_NAMES = Label("Tên tệp ảnh", "Files", "Tên đã có ở mục Ảnh", "Names from the photos above")

LABELS: Mapping[str, Mapping[str, Label]] = {
    "Address": {
        "code": Label("Mã địa chỉ", "Code", "Không bao giờ dùng lại cho địa chỉ khác", "Never used again for another"),
        "epoch": _EPOCH,
        "unit": Label("Xã, phường, thị trấn", "Commune"),
        "kind": Label("Đối tượng", "Kind"),
        "display_name": Label(
            "Tên hiển thị", "Name shown", "Tên gọi tắt, ví dụ “Cô H.”; không ghi họ tên đầy đủ",
            "A pseudonym such as “Cô H.”",
        ),
        "people": Label("Người trong nhà", "People"),
        "title": Label("Tiêu đề", "Title", "20 đến 99 ký tự", "20 to 99 characters"),
        "summary": Label("Tóm tắt", "Summary", "50 đến 300 ký tự", "50 to 300 characters"),
        "summary_en": Label("Tóm tắt tiếng Anh", "Summary in English", "20 đến 300 ký tự", "20 to 300 characters"),
        "story": Label(
            "Câu chuyện", "Story", "100 đến 8000 ký tự; cách một dòng trống để sang đoạn",
            "100 to 8000 characters; an empty line between paragraphs",
        ),
        "categories": Label("Nhóm", "Groups", "Nhóm chọn đầu tiên là nhóm chính", "The first is the main one"),
        "unsupported_check": Label(
            "Xác minh chưa ai trợ giúp", "Check that nobody else helps", "Bắt buộc với nhóm đối tượng yếu thế khác",
            "Required for other vulnerable parties",
        ),
        "needs": Label("Nhu cầu", "Needs"),
        "priority": Label("Thứ tự ưu tiên", "Priority"),
        "survey": Label("Khảo sát", "Survey"),
        "resurveys": Label("Khảo sát lại", "Later surveys"),
        "dossier": Label("Hồ sơ giấy", "Dossier"),
        "approved": Label("Phê duyệt", "Approval"),
        "introduced": Label("Giới thiệu trên iNHANDAO", "Introduction on iNHANDAO"),
        "consents": Label("Đồng ý công khai", "Consents"),
        "photos": Label("Ảnh", "Photos"),
        "updates": Label("Tin cập nhật", "News"),
        "surplus": Label("Phần vượt nhu cầu", "Surplus"),
        "regime": Label("Theo quy định", "Regime"),
        "call": Label("Thời gian vận động", "Days of the call", "Bắt buộc với Nghị định 93", "Required by Decree 93"),
        "finished": Label("Kết thúc", "End"),
        "rejected": Label("Không duyệt", "Rejection"),
        "suspended": Label("Tạm ngừng", "Suspension"),
        "duplicate_of": Label("Trùng với địa chỉ", "Duplicate of"),
        "notes": Label("Ghi chú nội bộ", "Notes for staff", "Không công khai", "Not published"),
    },
    "PeopleGroup": {"age_band": Label("Nhóm tuổi", "Age band"), "count": Label("Số người", "How many")},
    "NeedItem": {
        "form": _FORM,
        "what": Label("Cần gì", "What"),
        "quantity": _QUANTITY,
        "unit": _UNIT,
        "unit_price_vnd": Label("Đơn giá (đồng)", "Unit price (đồng)", "Ví dụ 3500000 hoặc 3.500.000", "Such as 3500000"),
        "frequency": Label("Mức độ", "How often"),
        "priority_text": Label("Điều cần biết", "What matters"),
    },
    "Priority": {"list": Label("Danh sách ưu tiên", "Priority list"), "rank": Label("Thứ hạng", "Rank")},
    "Resurvey": {"on": _ON, "by": _BY},
    "Survey": {
        "on": _ON,
        "by": _BY,
        "due_again_on": Label("Khảo sát lại vào ngày", "Due again on", "Để trống: sau 12 tháng", "Empty: 12 months later"),
    },
    "Dossier": {"on": _ON, "reference": Label("Số hồ sơ", "Number of the file", "Không công khai", "Not published")},
    "Approval": {"on": _ON, "by": Label("Cơ quan duyệt", "Approved by"), "document": _DOCUMENT},
    "Introduction": {
        "on": _ON,
        "inhandao_id": Label("Mã trên iNHANDAO", "Id on iNHANDAO"),
        "inhandao_url": Label("Liên kết iNHANDAO", "Link on iNHANDAO", "Bắt đầu bằng https://", "Starts with https://"),
        "answered_on": Label("Ngày có người nhận giúp ở đó", "Day a donor answered there"),
    },
    "Consent": {
        "scopes": Label("Đồng ý những gì", "Agrees to"),
        "by": Label("Ai đồng ý", "Given by"),
        "on": _ON,
        "expires_on": Label("Hết hiệu lực từ ngày", "Expires on"),
        "withdrawn_on": Label("Rút lại từ ngày", "Withdrawn on"),
    },
    "BlurBox": {
        "x": Label("Cách mép trái (%)", "From the left (%)"),
        "y": Label("Cách mép trên (%)", "From the top (%)"),
        "width": Label("Rộng (%)", "Width (%)"),
        "height": Label("Cao (%)", "Height (%)"),
    },
    "PhotoFile": {
        "file": Label(
            "Tệp ảnh", "File", "JPEG hoặc PNG; nơi chụp, giờ chụp và tên máy bị xoá khi lưu",
            "JPEG or PNG; place, time and camera are removed on saving",
        ),
        "alt": Label("Mô tả ảnh", "Description", "Cho người không xem được ảnh; từ 10 ký tự", "For those who cannot see it"),
        "taken_on": Label("Ngày chụp", "Taken on"),
        "credit": Label("Người chụp", "Credit"),
        "shows": Label("Nhận ra được gì", "What can be recognised"),
        "blur": Label("Phần làm mờ", "Parts to blur"),
    },
    "News": {"on": _ON, "text": Label("Nội dung", "Text"), "photos": _PHOTO_NAMES},
    "Finish": {
        "on": _ON,
        "reason": _REASON,
        "outcome": Label("Kết quả", "Outcome", "Không nêu tên; 20 đến 600 ký tự", "Anonymous; 20 to 600 characters"),
    },
    "Rejection": {"on": _ON, "reason": _REASON},
    "Suspension": {"on": _ON, "until": _UNTIL, "reason": _REASON},
    "UnsupportedCheck": {"on": _ON, "by": _BY},
    "Call": {"opens_on": Label("Từ ngày", "Opens on"), "closes_on": Label("Đến hết ngày", "Last day")},
    "Organisation": {
        "id": Label("Mã tổ chức", "Id", "Chữ thường không dấu, số và gạch nối", "Small letters, digits and hyphens"),
        "kind": Label("Loại tổ chức", "Kind"),
        "name": Label("Tên", "Name"),
        "level": Label("Cấp", "Level"),
        "epoch": _EPOCH,
        "district": Label("Huyện, thị xã, thành phố", "District"),
        "unit": Label("Xã, phường, thị trấn", "Commune"),
        "hamlet": Label("Thôn, ấp, khu phố", "Hamlet", "Không công khai", "Not published"),
        "part_of": Label("Thuộc tổ chức", "Part of", "Mã của trường hoặc cơ quan cấp trên", "Id of the school or body"),
        "committee_member": Label("Thành viên Ban Chỉ đạo", "Member of the committee"),
        "leaders": Label("Chức danh lãnh đạo", "Roll of leaders", "Chỉ ghi chức danh, không ghi tên người", "Positions only"),
        "plan": Label("Kế hoạch hưởng ứng", "Response plan"),
        "duty": Label("Nhiệm vụ trong cuộc vận động", "Duty in the campaign"),
        "contact": Label("Liên hệ của cơ quan", "Office contact", "Không ghi số riêng của cá nhân", "Never a person's"),
        "public": Label("Được nêu tên", "May be named"),
        "since": Label("Từ ngày", "Since"),
        "until": _UNTIL,
    },
    "Leader": {
        "id": Label("Mã chức danh", "Id of the position", "Chữ thường không dấu, số và gạch nối", "Small letters"),
        "position": Label("Chức danh", "Position"),
        "kind": Label("Nhóm lãnh đạo", "Kind"),
        "since": Label("Từ ngày", "Since"),
        "until": _UNTIL,
    },
    "ResponsePlan": {
        "on": _ON,
        "document": Label("Số văn bản", "Number of the document"),
        "directs_branches": Label("Chỉ đạo cả hệ thống ngành dọc", "Directs its own branches"),
    },
    "Contact": {
        "phone": Label("Điện thoại", "Phone", "Ví dụ 0271 000 0000", "For example 0271 000 0000"),
        "email": Label("Thư điện tử", "E-mail"),
        "place": Label("Trụ sở", "Place"),
    },
    "Supporter": {
        "organisation": Label("Mã tổ chức", "Id of the organisation"),
        "name": Label("Tên được nêu", "Name to show", "Chỉ khi người giúp muốn nêu tên", "Only when the giver wants it"),
        "kind": Label("Tổ chức hay cá nhân", "Kind"),
        "origin": Label("Trong hay ngoài tỉnh", "Origin"),
        "leader": Label("Mã chức danh lãnh đạo", "Position of the leader"),
        "visibility": Label("Hiển thị", "What is shown"),
    },
    "Schedule": {
        "frequency": Label("Mức độ", "How often"),
        "times": Label("Số lần", "Times"),
        "first_on": Label("Lần đầu", "First on"),
    },
    "Answer": {"on": _ON, "reason": _REASON},
    "Pledge": _PROGRAMME | {
        "reference": _PLEDGE,
        "made_on": Label("Ngày hứa", "Made on"),
        "account": _ACCOUNT,
        "supporter": _SUPPORTER,
        "kind": _SUPPORT_KIND,
        "form": _FORM,
        "need": _NEED,
        "value_vnd": _VALUE,
        "quantity": _QUANTITY,
        "unit": _UNIT,
        "schedule": Label("Lịch giúp", "Schedule"),
        "source": Label("Nguồn ghi", "Source"),
        "accepted": Label("Đã nhận", "Accepted"),
        "declined": Label("Không nhận", "Declined"),
        "cancelled": Label("Đã huỷ", "Cancelled"),
        "expires_on": Label("Hết hạn từ ngày", "Expires on"),
        "bundle": Label("Mã chung của các lời hứa cùng lúc", "Reference shared by promises made together"),
        "solicited_by": Label("Tổ chức vận động được", "Won over by"),
    },
    "Foreign": {
        "currency": Label("Ngoại tệ", "Currency"),
        "amount_minor": Label("Số tiền theo đơn vị nhỏ nhất", "Amount in minor units"),
        "rate_vnd": Label("Tỷ giá (đồng)", "Rate (đồng)"),
        "rate_source": Label("Nguồn tỷ giá", "Source of the rate"),
    },
    "Receipt": _PROGRAMME | {
        "source": Label("Nguồn báo", "Source"),
        "payment_id": Label("Mã giao dịch", "Id of the payment"),
        "on": _ON,
        "account": _ACCOUNT,
        "kind": _SUPPORT_KIND,
        "value_vnd": _VALUE,
        "foreign": Label("Ngoại tệ", "Foreign currency"),
        "supporter": _SUPPORTER,
        "pledge": _PLEDGE,
        "need": _NEED,
        "form": _FORM,
        "quantity": _QUANTITY,
        "unit": _UNIT,
        "valuation": _VALUATION,
        "fee_of": Label("Là phí của dòng", "Fee of"),
        "reverses": Label("Hoàn lại dòng", "Reverses"),
        "part_of": Label("Một phần của dòng", "Part of"),
        "moved_from": Label("Chuyển từ", "Moved from"),
    },
    "Handover": _PROGRAMME | {
        "id": Label("Mã biên bản", "Id"),
        "on": _ON,
        "account": Label("Mã địa chỉ", "Code of the address"),
        "form": _FORM,
        "kind": _SUPPORT_KIND,
        "value_vnd": _VALUE,
        "quantity": _QUANTITY,
        "unit": _UNIT,
        "valuation": _VALUATION,
        "days": Label("Số ngày công", "Days of labour"),
        "funded_by": Label("Từ nguồn", "Funded by"),
        "paid_from": Label("Quỹ chi", "Paid from"),
        "given_by": Label("Hội giúp hay vận động", "Given by"),
        "regular": Label("Trợ giúp thường xuyên", "Regular help"),
        "supporter": _SUPPORTER,
        "pledge": _PLEDGE,
        "need": _NEED,
        "evidence": Label("Số biên bản", "Reference of the signed record", "Không công khai", "Not published"),
        "handed_by": Label("Tổ chức trao", "Handed over by"),
        "reverses": Label("Huỷ dòng", "Reverses"),
        "out_of_order_reason": Label("Vì sao không theo thứ tự ưu tiên", "Why out of priority order"),
    },
}  # fmt: skip
"""By the name of the model, then of the field."""

_SUPPORT_KINDS = {
    "cash": ("Tiền", "Money"),
    "in_kind": ("Hiện vật", "Goods"),
    "labour": ("Ngày công", "Labour"),
    "service": ("Dịch vụ", "A service"),
    "loan": ("Cho vay không lãi", "A loan without interest"),
}
_FREQUENCIES = {
    "once": ("Một lần", "Once"),
    "monthly": ("Hằng tháng", "Monthly"),
    "quarterly": ("Hằng quý", "Quarterly"),
    "yearly": ("Hằng năm", "Yearly"),
}

CHOICES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Address.kind": {
        "individual": ("Cá nhân", "A person"),
        "household": ("Hộ gia đình", "A household"),
        "collective": ("Tập thể của trường học", "A school collective"),
    },
    "NeedItem.frequency": _FREQUENCIES,
    "Consent.scopes": {
        "publish": ("Đăng địa chỉ", "Publication"),
        "story": ("Câu chuyện", "The story"),
        "name": ("Họ tên", "The name"),
        "face": ("Khuôn mặt trong ảnh", "The face on photos"),
        "health": ("Tình trạng sức khoẻ", "Health"),
        "place": ("Nơi ở cụ thể", "The exact place"),
        "press": ("Báo chí và công cụ tìm kiếm", "Press and search engines"),
    },
    "Consent.by": {
        "self": ("Chính người ấy", "The person"),
        "representative": ("Cha mẹ, người giám hộ hoặc nhà trường", "Parent, guardian or school"),
        "child": ("Trẻ từ 7 tuổi", "The child, from 7"),
    },
    "PhotoFile.shows": {
        "face": ("Khuôn mặt", "A face"),
        "place": ("Nơi ở", "The place"),
        "thing": ("Đồ vật", "A thing"),
        "drawing": ("Tranh vẽ", "A drawing"),
    },
    "Address.surplus": {
        "commune": ("Cho địa chỉ khác trong xã", "To others in the commune"),
        "district": ("Cho địa chỉ khác trong huyện", "To others in the district"),
        "fund": ("Vào quỹ chung", "To the fund"),
    },
    "Organisation.level": {
        "province": ("Tỉnh", "Province"),
        "district": ("Huyện", "District"),
        "commune": ("Xã", "Commune"),
        "hamlet": ("Thôn, ấp, khu phố", "Hamlet"),
        "outside": ("Ngoài tỉnh", "Outside the province"),
    },
    "Leader.kind": {
        "head": ("Người đứng đầu", "Head"),
        "honorary_president": ("Chủ tịch danh dự của Hội", "Honorary president"),
        "party_leader": ("Lãnh đạo cấp uỷ", "Party committee"),
        "government_leader": ("Lãnh đạo chính quyền", "Government"),
    },
    "Address.regime": {
        "red_cross_law": ("Luật Hoạt động chữ thập đỏ", "Red Cross law"),
        "decree_93": ("Nghị định 93/2021", "Decree 93/2021"),
    },
    "Supporter.kind": {"organisation": ("Tổ chức", "An organisation"), "individual": ("Cá nhân", "A person")},
    "Supporter.origin": {"inside": ("Trong tỉnh", "Inside"), "outside": ("Ngoài tỉnh", "Outside")},
    "Supporter.visibility": {
        "name_amount": ("Tên và số tiền", "Name and amount"),
        "name": ("Chỉ tên", "Name only"),
        "amount": ("Chỉ số tiền", "Amount only"),
        "anonymous": ("Ẩn danh", "Neither"),
    },
    "Pledge.kind": _SUPPORT_KINDS,
    "Receipt.kind": _SUPPORT_KINDS,
    "Handover.kind": _SUPPORT_KINDS,
    "Schedule.frequency": _FREQUENCIES,
    "Handover.funded_by": {
        "receipts": ("Tiền, hàng Hội đang giữ", "What the society holds"),
        "supporter": ("Người giúp trao thẳng", "Directly by a supporter"),
    },
    "Handover.given_by": {
        "society": ("Hội giúp", "The society"),
        "mobilised": ("Hội vận động người khác giúp", "Others it mobilised"),
    },
}
"""Names of codes that only staff meet, by model and field, then by code."""


def label(model: str, field: str) -> Label:
    """What a field of a model is called. Raises LookupError."""
    return LABELS[model][field]
