"""What may never stand in a publishable text."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.book.privacy import contact_problems
from tests.tree import ADDRESS, found, replace, write


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CCCD 070123456789 của bà", "identity-number"),
        ("số 285123456", "identity-number"),
        ("số 285 123 456", "identity-number"),
        ("gọi 0912345678 nhé", "phone-number"),
        ("gọi 0912 345 678", "phone-number"),
        ("gọi 0912.345.678", "phone-number"),
        ("+84 912 345 678", "phone-number"),
        ("02713 888 999", "phone-number"),
        ("thư a.b@example.org", "email-address"),
        ("STK: 1903 0413 601", "bank-account"),
        ("tài khoản 123456", "bank-account"),
        ("19030413601018", "bank-account"),
        ("xem https://example.org/x", "web-link"),
        ("xem www.example.org", "web-link"),
        ("[bấm](javascript:alert(1))", "web-link"),
        ("![ảnh](//example.org/x.png)", "web-link"),
    ],
)
def test_numbers_and_contacts_are_refused(text: str, code: str) -> None:
    assert [found for found, _ in contact_problems(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "cần 105.000.000 đồng",
        "cần 105.000.000đ để sửa nhà",
        "từ năm 2015 đến 2023",
        "ngày 12/3/2023",
        "12 x 500.000 đồng",
        "mỗi tháng 3 lần, 12 tháng",
        "cân nặng 1.250 gam",
    ],
)
def test_money_and_years_are_no_identity_numbers(text: str) -> None:
    assert list(contact_problems(text)) == []


@pytest.mark.parametrize(
    ("told", "code", "scope"),
    [
        ("chị Nguyễn Thị Hoa ở cạnh nhà", "full-name", "name"),
        ("ông Điểu Lên giúp", "full-name", "name"),
        ("cháu tên Nguyễn Hùng.", "full-name", "name"),
        ("bà NGUYỄN THỊ HOA", "full-name", "name"),
        ("chú Trần Ấn ở gần", "full-name", "name"),
        ("ở ấp Ông Lành", "house-number", "place"),
        ("ở ấp 5 của xã", "house-number", "place"),
        ("số nhà 12 trong hẻm", "house-number", "place"),
        ("cô đang chữa ung thư", "health-told", "health"),
    ],
)
def test_names_places_and_illness_need_consent_to_just_that(tmp_path: Path, told: str, code: str, scope: str) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "đã nhiều năm", f"đã nhiều năm, {told}")
    assert [(field, found_code) for _, _, field, found_code in found(tmp_path)] == [("story", code)]
    replace(tmp_path, ADDRESS, "scopes: [publish, story]", f"scopes: [publish, story, {scope}]")
    assert found(tmp_path) == []


def test_pseudonyms_and_public_names_are_no_full_names(tmp_path: Path) -> None:
    write(tmp_path)
    replace(
        tmp_path,
        ADDRESS,
        "đã nhiều năm",
        "đã nhiều năm ở xã Trần Kết, trên đường Nguyễn Huệ, cùng bà Điểu Thị M., ông Nguyễn Văn Thế K., và cô Trần H. Nguyễn cùng Ông Ph. và bà Lê Thị Ng. ăn cơm",
    )
    assert found(tmp_path) == []


def test_a_childs_school_needs_the_consent_of_child_and_parent(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "{age_band: 16_to_59, count: 1}", "{age_band: 7_to_15, count: 1}")
    replace(
        tmp_path,
        ADDRESS,
        "  - {scopes: [publish, story], by: self, on: 2023-03-01}",
        "  - {scopes: [publish, story], by: representative, on: 2023-03-01}\n  - {scopes: [publish, story], by: child, on: 2023-03-01}",
    )
    replace(tmp_path, ADDRESS, "đã nhiều năm", "đã nhiều năm, học lớp 7A trường THCS Thác Mơ")
    assert [code for *_, code in found(tmp_path)] == ["school-told"]
    replace(tmp_path, ADDRESS, "story], by: representative", "story, place], by: representative")
    assert [code for *_, code in found(tmp_path)] == ["school-told"]
    replace(tmp_path, ADDRESS, "story], by: child", "story, place], by: child")
    assert found(tmp_path) == []


def test_a_pity_word_is_a_warning_until_approval(tmp_path: Path) -> None:
    from tests.tree import problems

    write(tmp_path)
    replace(tmp_path, ADDRESS, "đã nhiều năm", "đã nhiều năm, thật Đáng thương")
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.warning) == ("pity-word", False)
    assert "cần được giúp" in problem.message("vi")
    for line in ("approved: {on: 2023-03-20, by: Hội thị xã, document: QD-1}\n", "introduced: {on: 2023-03-25}\n"):
        replace(tmp_path, ADDRESS, line, "")
    (tmp_path / "receipts/2023/06/01/transfer-FT1.yaml").unlink()
    (tmp_path / "handovers/2023/06/10/ban-giao-1.yaml").unlink()
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.warning) == ("pity-word", True)
