"""campaign.yaml of the sample: every account, phone and figure in it is made up and says so."""

from __future__ import annotations

from nhandao.records.campaign import Campaign
from scripts.sample.units import border_communes, units

COMMON_FUND = "QC23A0001E"
MAY_FUND = "QC23A0002C"

PITY = {
    "thương tâm": "nói rõ việc đã xảy ra",
    "bi đát": "nói rõ điều còn thiếu",
    "khốn khổ": "vất vả",
    "khốn khó": "khó khăn",
    "tội nghiệp": "kể việc người ấy đang làm",
    "đáng thương": "kể việc người ấy đang làm",
    "éo le": "nói rõ hoàn cảnh",
    "quặn lòng": "bỏ từ này",
    "quặn thắt": "bỏ từ này",
    "rơi nước mắt": "bỏ từ này",
    "nghẹn ngào": "bỏ từ này",
    "xót xa": "bỏ từ này",
    "nghiệt ngã": "khó khăn",
    "bất hạnh": "gặp khó khăn",
    "số phận": "cuộc sống",
    "tàn tật": "khuyết tật",
    "tàn phế": "khuyết tật",
    "tật nguyền": "khuyết tật",
    "què quặt": "đi lại khó",
    "thiểu năng": "khuyết tật trí tuệ",
    "tâm thần": "cần chăm sóc sức khoẻ tinh thần",
    "con bệnh": "người bệnh",
    "cùng cực": "rất thiếu thốn",
    "cùng đường": "chưa tìm được cách",
    "van xin": "mong",
    "cầu cứu": "cần giúp",
    "ban ơn": "giúp",
    "bố thí": "giúp",
}

HEALTH = (
    "ung thư", "khối u", "hoá trị", "hóa trị", "xạ trị", "chạy thận", "suy thận", "ghép thận", "suy tim", "tim bẩm sinh",
    "bệnh tim", "nhồi máu", "tai biến", "đột quỵ", "bại não", "bại liệt", "bị liệt", "liệt nửa người", "liệt hai chân", "động kinh", "tự kỷ",
    "HIV", "AIDS", "lao phổi", "viêm gan", "xơ gan", "tiểu đường", "đái tháo đường", "cao huyết áp", "tan máu bẩm sinh",
    "thalassemia", "lupus", "parkinson", "alzheimer", "trầm cảm", "mù loà", "bị mù", "khiếm thị", "điếc", "khiếm thính", "câm",
    "cụt chân", "cụt tay", "chấn thương sọ não", "chấn thương cột sống", "gãy cột sống", "hoại tử", "thoái hoá khớp",
    "viêm khớp", "loãng xương", "đục thuỷ tinh thể", "bướu cổ", "não úng thuỷ", "dị tật", "hội chứng down",
)  # fmt: skip

SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Trịnh", "Đoàn", "Lâm", "Mai", "Trương", "Cao", "Phùng", "Tạ", "Tô", "Tăng", "Thái", "Quách", "Vương", "Chu",
    "Châu", "Kiều", "La", "Lưu", "Lương", "Mạc", "Nghiêm", "Nông", "Ông", "Phó", "Quan", "Sơn", "Tống", "Từ", "Ung", "Vi",
    "Viên", "Văn", "Điểu", "Thị", "Kim", "Thạch", "Danh", "Hà", "Hứa", "Khổng", "Khuất", "Lục", "Ma", "Đàm", "Đào", "Giang",
)  # fmt: skip

PUBLIC_NAMES = (
    "Hồ Chí Minh", "Lê Duẩn", "Lý Thường Kiệt", "Trần Hưng Đạo", "Nguyễn Huệ", "Nguyễn Trãi", "Phan Bội Châu", "Hà Nội",
    "Lê Lợi", "Lý Thái Tổ", "Nguyễn Du", "Hà Giang", "Cao Bằng", "Sơn La", "Lâm Đồng", "Hà Tĩnh", "Thái Bình", "Sơn Giang",
)  # fmt: skip


def campaign() -> Campaign:
    """The settings of the sample, campaign year 2023 of the plan."""
    old = units("2023")
    return Campaign.model_validate(
        {
            "name": "Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo",
            "society": {
                "name": "Hội Chữ thập đỏ tỉnh Bình Phước (dữ liệu mẫu)",
                "short_name": "Hội Chữ thập đỏ tỉnh",
                "place": "Thành phố Đồng Xoài, tỉnh Bình Phước",
                "phone": "0271 000 0000",
                "email": "hoi-mau@example.org",
            },
            "year": {"year": 2023, "from": "2022-11-25", "to": "2023-11-24"},
            "epoch": "2023",
            "as_of": "2023-10-31",
            "sample_notice": (
                "Đây là dữ liệu mẫu. Người, tổ chức, số tiền và tài khoản đều không có thật: "
                "đừng chuyển tiền theo trang này."
            ),
            "accounts": [
                {
                    "bank": "Ngân hàng Mẫu (không có thật)",
                    "bin": "970499",
                    "number": "0000MAU2023",
                    "holder": "HOI CHU THAP DO MAU",
                    "since": "2022-01-01",
                }
            ],
            "funds": [
                {
                    "code": COMMON_FUND,
                    "name": "Quỹ chung của cuộc vận động (mẫu)",
                    "purpose": "Giúp các địa chỉ chưa có người nhận, theo thứ tự ưu tiên",
                    "surplus": True,
                },
                {
                    "code": MAY_FUND,
                    "name": "Quỹ Tháng Nhân đạo 2023 (mẫu)",
                    "purpose": "Nhà ở và sinh kế trong Tháng Nhân đạo",
                },
            ],
            "labour_day_vnd": 250_000,
            "labour_day_source": "Mức minh hoạ của dữ liệu mẫu, không phải quy định của Hội",
            "many_difficulties": [{"epoch": "2023", "unit": code} for code in border_communes()],
            "priority_lists": [
                {"id": f"{district.slug}-2023", "name": f"Danh sách ưu tiên {district.name} năm 2023"}
                for district in old.districts
            ],
            "words": {
                "pity": [{"word": word, "instead": instead} for word, instead in PITY.items()],
                "health": HEALTH,
                "surnames": SURNAMES,
                "public_names": PUBLIC_NAMES,
            },
        }
    )
