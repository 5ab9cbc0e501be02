"""Organisations of the sample: the bodies the plan names, at each level, with rolls of positions; none real."""

from __future__ import annotations

import random
from datetime import date, timedelta

from nhandao.records.organisation import Organisation
from nhandao.records.units import short_name
from nhandao.records.vietnamese import slug
from scripts.sample.units import units

START = date(2022, 1, 1)

MEMBER_BODIES = (
    ("Uỷ ban Mặt trận Tổ quốc tỉnh", "Kế hoạch phối hợp trong hệ thống Mặt trận (mục IV.2)"),
    ("Liên đoàn Lao động tỉnh", "Công đoàn cơ sở khảo sát và trợ giúp trong, ngoài đơn vị (mục IV.3)"),
    ("Tỉnh Đoàn", "Đoàn viên cùng đoàn thể lập kế hoạch hỗ trợ (mục IV.4)"),
    ("Hội Nông dân tỉnh", "Xét chọn hội viên nghèo, giúp thoát nghèo (mục IV.5)"),
    ("Hội Cựu chiến binh tỉnh", "Khảo sát, trợ giúp hội viên nghèo (mục IV.6)"),
    ("Hội Liên hiệp Phụ nữ tỉnh", "Tuyên truyền, khảo sát, trợ giúp hội viên (mục IV.7)"),
    ("Sở Văn hoá, Thể thao và Du lịch", "Cổ động trực quan, tiêu chí đời sống văn hoá (mục IV.8)"),
    ("Sở Lao động, Thương binh và Xã hội", "Khảo sát, lập danh sách địa chỉ, dạy nghề (mục IV.9)"),
    ("Sở Giáo dục và Đào tạo", "Chỉ đạo Hội Chữ thập đỏ khối trường học (mục IV.10)"),
    ("Sở Tài chính", "Tham mưu kinh phí, quyết toán (mục IV.11)"),
    ("Sở Y tế", "Khám, chữa bệnh, tặng thẻ bảo hiểm y tế (mục IV.12)"),
    ("Đài Phát thanh và Truyền hình tỉnh", "Tuyên truyền, đưa tin điển hình (mục IV.13)"),
    ("Báo tỉnh", "Tuyên truyền, đưa tin điển hình (mục IV.13)"),
    ("Đảng uỷ Khối các cơ quan và doanh nghiệp tỉnh", "Chỉ đạo chi, đảng bộ trực thuộc (mục III.4)"),
)
DISTRICT_BODIES = ("Liên đoàn Lao động", "Hội Liên hiệp Phụ nữ")
COMMUNE_BODIES = ("Uỷ ban Mặt trận Tổ quốc", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn Thanh niên")
BRANCHES = ("Chi hội Phụ nữ", "Chi đoàn Thanh niên", "Chi hội Nông dân")
SCHOOL_BODIES = ("Công đoàn", "Đoàn trường")
ENTERPRISES = (
    "Công ty Mẫu Điều Xanh",
    "Công ty Mẫu Cao Su Nắng Sớm",
    "Hợp tác xã Mẫu Hồ Tiêu Đồi Đỏ",
    "Công ty Mẫu May Hoa Gạo",
    "Công ty Mẫu Gạch Suối Đá",
    "Cửa hàng Mẫu Vật Tư Nông Nghiệp",
    "Công ty Mẫu Vận Tải Đường Dài",
    "Công ty Mẫu Thực Phẩm Bếp Ấm",
    "Nhà thuốc Mẫu An Lành",
    "Hợp tác xã Mẫu Rau Vườn Nhà",
    "Công ty Mẫu Gỗ Rừng Trồng",
    "Công ty Mẫu Điện Mặt Trời",
    "Quán cơm Mẫu Bến Xe",
    "Công ty Mẫu Không Nêu Tên",
)


def organisations(seed: int) -> tuple[Organisation, ...]:
    """About 120 organisations in a fixed order; the same for the same seed."""
    rng = random.Random(f"{seed}-organisations")
    made = [*_chapters(), *_member_bodies(rng), *_commune_level(rng), *_schools(rng), *_enterprises()]
    return tuple(Organisation.model_validate(fields) for fields in made)


def _plan(rng: random.Random, share: float = 0.8) -> dict[str, object]:
    """A response plan for most bodies; some have none yet, which the targets must show."""
    if rng.random() > share:
        return {}
    day = date(2022, 12, 5) + timedelta(days=rng.randrange(75))
    return {
        "plan": {"on": day, "document": f"KH-{rng.randrange(10, 99)} (mẫu)", "directs_branches": rng.random() < 0.7}
    }


def _leaders(rng: random.Random, *positions: tuple[str, str]) -> list[dict[str, object]]:
    return [
        {"id": slug(position), "position": position, "kind": kind, "since": START + timedelta(days=rng.randrange(200))}
        for position, kind in positions
    ]


def _chapters() -> list[dict[str, object]]:
    def contact(number: int, place: str) -> dict[str, object]:
        return {"phone": f"0271 000 {number:04}", "email": f"hoi-{number}@example.org", "place": place}

    made: list[dict[str, object]] = [
        {
            "id": "hoi-tinh",
            "kind": "chapter",
            "name": "Hội Chữ thập đỏ tỉnh Bình Phước (mẫu)",
            "level": "province",
            "epoch": "2023",
            "duty": "Cơ quan Thường trực Ban Chỉ đạo tỉnh (mục IV.1)",
            "contact": contact(0, "Thành phố Đồng Xoài"),
            "since": START,
        }
    ]
    for number, district in enumerate(units("2023").districts, 1):
        made.append(
            {
                "id": f"hoi-{district.slug}",
                "kind": "chapter",
                "name": f"Hội Chữ thập đỏ {district.name[0].lower()}{district.name[1:]} (mẫu)",
                "level": "district",
                "epoch": "2023",
                "district": district.code,
                "duty": "Cơ quan Thường trực Ban Chỉ đạo cấp huyện",
                "contact": contact(number, district.name),
                "since": START,
            }
        )
    return made


def _member_bodies(rng: random.Random) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for name, duty in MEMBER_BODIES:
        made.append(
            {
                "id": slug(name),
                "kind": "member_body",
                "name": f"{name} (mẫu)",
                "level": "province",
                "epoch": "2023",
                "committee_member": True,
                "leaders": _leaders(rng, ("Người đứng đầu", "head"), ("Phó phụ trách", "head")),
                "duty": duty,
                "since": START,
            }
            | _plan(rng, 0.9)
        )
    for district in units("2023").districts:
        short = short_name(district.name)
        for name in DISTRICT_BODIES:
            made.append(
                {
                    "id": slug(f"{name} {short}"),
                    "kind": "member_body",
                    "name": f"{name} {district.name[0].lower()}{district.name[1:]} (mẫu)",
                    "level": "district",
                    "epoch": "2023",
                    "district": district.code,
                    "committee_member": True,
                    "leaders": _leaders(rng, ("Chủ tịch", "head")),
                    "since": START,
                }
                | _plan(rng)
            )
        made.append(
            {
                "id": slug(f"Uỷ ban nhân dân {short}"),
                "kind": "member_body",
                "name": f"Uỷ ban nhân dân {district.name[0].lower()}{district.name[1:]} (mẫu)",
                "level": "district",
                "epoch": "2023",
                "district": district.code,
                "committee_member": True,
                "leaders": _leaders(
                    rng,
                    ("Bí thư cấp uỷ", "party_leader"),
                    ("Chủ tịch Uỷ ban nhân dân", "government_leader"),
                    ("Chủ tịch danh dự Hội Chữ thập đỏ", "honorary_president"),
                ),
                "since": START,
            }
            | _plan(rng)
        )
    return made


def _commune_level(rng: random.Random) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    communes = units("2023").all_communes()
    for index in range(20):
        commune, district = communes[(index * 11) % len(communes)]
        assert district is not None
        name = COMMUNE_BODIES[index % len(COMMUNE_BODIES)]
        identity = slug(f"{name} {commune.code} {short_name(commune.name)}")
        made.append(
            {
                "id": identity,
                "kind": "commune_body",
                "name": f"{name} {commune.name[0].lower()}{commune.name[1:]} (mẫu)",
                "level": "commune",
                "epoch": "2023",
                "district": district.code,
                "unit": commune.code,
                "leaders": _leaders(rng, ("Chủ tịch" if "Đoàn" not in name else "Bí thư", "head")),
                "since": START,
            }
        )
        if index < 12:
            branch = BRANCHES[index % len(BRANCHES)]
            made.append(
                {
                    "id": slug(f"{branch} {commune.code} {index + 1}"),
                    "kind": "branch",
                    "name": f"{branch} số {index + 1}, {commune.name[0].lower()}{commune.name[1:]} (mẫu)",
                    "level": "hamlet",
                    "epoch": "2023",
                    "district": district.code,
                    "unit": commune.code,
                    "hamlet": f"Ấp mẫu {index + 1}",
                    "part_of": identity,
                    "since": START,
                }
            )
    return made


def _schools(rng: random.Random) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    communes = units("2023").all_communes()
    for number in range(1, 7):
        commune, district = communes[(number * 17) % len(communes)]
        assert district is not None
        place = {"epoch": "2023", "district": district.code, "unit": commune.code, "since": START}
        identity = f"truong-mau-{number}"
        made.append(
            {
                "id": identity,
                "kind": "school",
                "name": f"Hội Chữ thập đỏ Trường Mẫu số {number}",
                "level": "province",
                "leaders": _leaders(rng, ("Hiệu trưởng", "head")),
            }
            | place
        )
        for body in SCHOOL_BODIES:
            made.append(
                {
                    "id": f"{identity}-{slug(body)}",
                    "kind": "school_body",
                    "name": f"{body} Trường Mẫu số {number}",
                    "level": "commune",
                    "part_of": identity,
                }
                | place
            )
    return made


def _enterprises() -> list[dict[str, object]]:
    return [
        {
            "id": slug(name),
            "kind": "enterprise",
            "name": name,
            "level": "outside",
            "epoch": "2023",
            "public": "Không Nêu Tên" not in name,
            "since": START,
        }
        for name in ENTERPRISES
    ]
