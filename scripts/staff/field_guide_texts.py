"""Words of the handbook's chapter on fields that belong to no field: headings, files, shapes, codes."""

from __future__ import annotations

from collections.abc import Mapping

from nhandao.records import names

HEAD = """\
Title: Sổ tay: từng trường của dữ liệu
Slug: so-tay-tung-truong
Summary: Mọi trường của mọi loại tệp trong data/: nghĩa, cách ghi, bắt buộc hay không, giá trị được phép.
Order: 30
Modified: 2023-10-31

Chương này do máy lập từ chính các quy tắc mà `portal check` dùng, nên luôn khớp với chúng. \
Tên trường viết đúng như trong tệp. \
Cách viết hồ sơ địa chỉ có ví dụ ở [Ghi hồ sơ](/chien-dich/so-tay-ghi-ho-so/); mã lỗi ở \
[Lỗi thường gặp](/chien-dich/so-tay-loi-thuong-gap/).

Trường ghi **bắt buộc** thì phải có. Trường không bắt buộc mà không có thông tin thì bỏ cả dòng.
"""

FILES: Mapping[str, tuple[str, str, str]] = {
    # model: heading, path, what it is
    "address": ("Địa chỉ nhân đạo", "addresses/<năm>/<mã>.yaml", "Một người, một hộ hay một tập thể cần được giúp."),
    "pledge": (
        "Lời hứa",
        "pledges/<năm>/<tháng>/<mã>.yaml",
        "Điều một người hay một đơn vị hứa giúp; chưa phải là trợ giúp.",
    ),
    "receipt": (
        "Khoản nhận",
        "receipts/<năm>/<tháng>/<ngày>/<nguồn>-<mã giao dịch>.yaml",
        "Tiền hoặc hàng Hội đang giữ. Không sửa, không xoá: ghi sai thì thêm dòng `reverses`.",
    ),
    "handover": (
        "Lần trao",
        "handovers/<năm>/<tháng>/<ngày>/<mã>.yaml",
        "Trợ giúp đã đến địa chỉ; chỉ dòng này được tính là trợ giúp. Không sửa, không xoá.",
    ),
    "organisation": (
        "Tổ chức",
        "organisations/<loại>/<mã>.yaml",
        "Cơ quan, trường học, chi hội, doanh nghiệp; danh sách chức danh, kế hoạch hưởng ứng.",
    ),
    "drive": (
        "Đợt vận động",
        "drives/<mã>.yaml",
        "Đợt một đơn vị vận động cho vài địa chỉ hoặc một quỹ, có mục tiêu và thời hạn.",
    ),
    "submission": ("Báo cáo đã nộp", "submissions/<năm>/<kỳ>-<đơn vị>.yaml", "Ghi bằng `portal submit`."),
    "target": ("Chỉ tiêu được giao", "targets/<năm>.yaml", "Chỉ tiêu từng xã, từng trường trong năm."),
    "campaign": ("Cài đặt cuộc vận động", "campaign.yaml", "Do văn phòng Hội giữ."),
    "units": ("Đơn vị hành chính", "units/<danh mục>.yaml", "Xã, huyện theo từng thời kỳ."),
}

PATTERNS: Mapping[str, str] = {
    r"^\S(.*\S)?$": "một dòng chữ",
    r"^[A-Za-z0-9-]{1,40}$": "chữ, số và gạch nối",
    r"^https://\S+$": "đường dẫn bắt đầu bằng `https://`",
    r"^[a-z0-9][a-z0-9-]{0,40}\.(jpg|png)$": "tên tệp không dấu, đuôi `.jpg` hoặc `.png`",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "chữ thường không dấu, số và gạch nối",
    r"^DC\d{2}[A-Z]\d{4}[0-9A-Z]$": "mã địa chỉ, như `DC23A0002G`",
    r"^QC\d{2}[A-Z]\d{4}[0-9A-Z]$": "mã quỹ, như `QC23A0001P`",
    r"^CK\d{2}[A-Z]\d{4}[0-9A-Z]$": "mã lời hứa, như `CK23B00019`",
    r"^(DC|QC)\d{2}[A-Z]\d{4}[0-9A-Z]$": "mã địa chỉ hoặc mã quỹ",
    r"^\d{2}$": "hai chữ số, trong dấu nháy",
    r"^\d{3}$": "ba chữ số, trong dấu nháy",
    r"^\d{5}$": "năm chữ số, trong dấu nháy",
    r"^\d{6}$": "sáu chữ số, trong dấu nháy",
    r"^[0-9A-Z]{6,19}$": "6 đến 19 chữ số hoặc chữ hoa, trong dấu nháy",
    r"^0\d{2,3} \d{3} \d{3,4}$": "số điện thoại, như `0271 000 0000`",
    r"^[a-z0-9._-]+@[a-z0-9.-]+$": "địa chỉ thư, chữ thường",
    r"^[a-z0-9]+-[A-Za-z0-9_-]{1,80}$": "mã dòng sổ: nguồn, gạch nối, mã",
    r"^[1-9]\d{0,5}(\.\d{1,4})?$": "tỷ giá, như `24350` hoặc `24350.5`",
    r"^[a-z0-9]{2,20}$": "chữ thường và số, 2 đến 20 ký tự",
    r"^[A-Za-z0-9_-]{1,80}$": "chữ, số, gạch nối, gạch dưới",
    r"^20\d{2}(Q[1-4]|H1)?$": "kỳ: `2023Q3`, `2023H1`, `2023`",
    r"^[0-9a-f]{40}$": "40 chữ số hệ mười sáu, trong dấu nháy",
    r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$": "tháng-ngày, như `02-25`",
    r"^(02-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(0[1-9]|[12]\d|30))$": "tháng-ngày, như `05-30`",
}
"""What a pattern of the models asks for, in words."""

PARTS: Mapping[str, str] = {
    "PeopleGroup": "Người trong nhà",
    "NeedItem": "Một nhu cầu",
    "Priority": "Thứ tự ưu tiên",
    "Resurvey": "Khảo sát lại",
    "Survey": "Khảo sát",
    "Dossier": "Hồ sơ giấy",
    "Approval": "Phê duyệt",
    "Introduction": "Giới thiệu",
    "Consent": "Một sự đồng ý",
    "BlurBox": "Phần làm mờ",
    "PhotoFile": "Một ảnh",
    "News": "Một tin",
    "Finish": "Kết thúc",
    "Rejection": "Không duyệt",
    "Suspension": "Tạm ngừng",
    "UnsupportedCheck": "Xác minh chưa ai giúp",
    "Call": "Thời gian vận động",
    "Leader": "Một chức danh",
    "ResponsePlan": "Kế hoạch hưởng ứng",
    "Contact": "Liên hệ của cơ quan",
    "Supporter": "Người giúp",
    "Schedule": "Lịch giúp",
    "Answer": "Trả lời",
    "Foreign": "Ngoại tệ",
    "Figures": "Số liệu tự báo",
    "CommuneTarget": "Chỉ tiêu một xã",
    "SchoolTarget": "Chỉ tiêu một trường",
    "Answers": "Cách hiểu kế hoạch",
    "Bank": "Một tài khoản",
    "Clocks": "Thời hạn",
    "CommuneClass": "Một xã khó khăn",
    "Deadlines": "Hạn báo cáo",
    "Fund": "Một quỹ",
    "Giving": "Cách nhận ủng hộ",
    "Plausible": "Khoảng số tiền",
    "Priorities": "Một danh sách ưu tiên",
    "SocietySettings": "Hội",
    "Windows": "Các quý",
    "Word": "Một từ",
    "Words": "Danh sách từ",
    "Year": "Năm báo cáo",
    "Province": "Tỉnh",
    "District": "Huyện",
    "Commune": "Xã",
    "Renaming": "Một lần đổi tên",
}

CODES: Mapping[str, Mapping[str, str]] = {
    "Commune.type": {"xa": "xã", "phuong": "phường", "thi_tran": "thị trấn"},
    "Renaming.type": {"xa": "xã", "phuong": "phường", "thi_tran": "thị trấn"},
    "District.type": {"huyen": "huyện", "thi_xa": "thị xã", "thanh_pho": "thành phố"},
    "Answers.new_address": {"first_registered": "từ khi lập hồ sơ", "first_helped": "từ lần được giúp đầu tiên"},
    "Answers.helped_denominator": {
        "open_at_end": "hồ sơ còn mở ở cuối kỳ",
        "made_in_period": "hồ sơ lập trong kỳ",
    },
    "Answers.connected": {"introduced": "khi được giới thiệu", "answered": "khi có người trả lời"},
    "Answers.carrier": {"commune": "cấp xã", "province": "cấp tỉnh"},
    "Pledge.source": {"form": "biểu mẫu trên trang", "staff": "cán bộ ghi", "workbook": "nhập từ bảng tính"},
    "Campaign.decree_93_categories": names.CATEGORIES,
}
"""Names of codes that no form shows, by model and field."""
