"""Handovers, promises, organisations and rolls from sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nhandao.book.load import load
from tests import tree
from tests.callback.office import git
from tests.staff.imports.sheets import Office

HANDOVER: dict[str, Any] = {
    "Ngày": "12/07/2023",
    "Mã địa chỉ": "DC23A0002G",
    "Hình thức trợ giúp": "Xe lăn",
    "Loại": "Hiện vật",
    "Giá trị (đồng)": "2 triệu",
    "Từ nguồn": "Người giúp trao thẳng",
    "Ai định giá, khi nào, thế nào": "Hội phường, theo giá cửa hàng",
    "Số biên bản": "BB 12/2023",
    "Tổ chức trao": "Hội Chữ thập đỏ thị xã Phước Long",
}
PLEDGE: dict[str, Any] = {
    "Người giúp: Mã tổ chức": "cong-ty-mau",
    "Mã địa chỉ hoặc quỹ": "DC23A0002G",
    "Ngày hứa": "01/06/2023",
    "Loại": "Tiền",
    "Giá trị (đồng)": 6_000_000,
    "Lịch giúp: Mức độ": "Hằng tháng",
    "Lịch giúp: Số lần": 12,
    "Lịch giúp: Lần đầu": "01/07/2023",
}
COMPANY = """
# organisations/enterprise/cong-ty-mau.yaml
id: cong-ty-mau
kind: enterprise
name: Công ty Mẫu
level: outside
epoch: "2023"
since: 2022-01-01
"""


def ranked(code: str, rank: int, further: str = "") -> str:
    """An address that waits for a giver, with its rank in the one priority list."""
    base = tree.documents(tree.BASE)[tree.ADDRESS].replace("DC23A0002G", code).replace("HS-1", f"HS-{rank}")
    return f"\n# addresses/2023/{code}.yaml\n{base}priority: {{list: phuoc-long-2023, rank: {rank}}}\n{further}"


WAITING = ["DC23A0003E", "DC23A0004C", "DC23A0005A", "DC23A00068"]


# --- handovers ---------------------------------------------------------------------------------------------------


def test_a_past_handover_becomes_a_line_and_the_same_row_again_does_not(office: Office) -> None:
    sheet = office.sheet(HANDOVER)
    told = office.run(sheet, "--write")
    assert told.status == 0, told.all
    identity = "bb-bb-12-2023-DC23A0002G-wheelchair-20230712"
    assert office.new_files() == [f"handovers/2023/07/12/{identity}.yaml"]
    line = tree.book(office.data).handovers[identity]
    assert (line.value_vnd, line.kind, line.funded_by, line.handed_by) == (
        2_000_000,
        "in_kind",
        "supporter",
        "hoi-phuoc-long",
    )
    told = office.run(sheet, "--write")
    assert "mới 0, không đổi 1" in told.out
    assert office.commits == 2


@pytest.mark.parametrize("update", [[], ["--update"]])
def test_a_line_of_the_ledger_is_never_edited(office: Office, update: list[str]) -> None:
    office.run(office.sheet(HANDOVER), "--write")
    told = office.run(office.sheet(HANDOVER | {"Giá trị (đồng)": "3 triệu"}), "--write", *update)
    assert told.status == 1
    assert "Dòng sổ không sửa được" in told.out
    assert office.commits == 2


def test_a_handover_written_by_hand_before_is_not_doubled(office: Office) -> None:
    row = HANDOVER | {
        "Ngày": "10/06/2023", "Loại": "Tiền", "Giá trị (đồng)": 1_500_000, "Từ nguồn": "Tiền, hàng Hội đang giữ", "Số biên bản": "BB-1",
    }  # fmt: skip
    told = office.run(office.sheet(row), "--write")
    assert told.status == 1
    assert "sổ đã có dòng ban-giao-1 y như vậy" in told.out
    assert office.untouched


def test_two_handovers_on_one_record_need_ids_of_their_own(office: Office) -> None:
    told = office.run(office.sheet(HANDOVER, HANDOVER), "--write")
    assert told.status == 1
    assert "cùng biên bản, địa chỉ, hình thức và ngày với dòng 2" in told.out
    rows = [HANDOVER | {"Mã biên bản": "bb-12-1"}, HANDOVER | {"Mã biên bản": "bb-12-2"}]
    told = office.run(office.sheet(*rows), "--write")
    assert told.status == 0, told.all
    assert {"bb-12-1", "bb-12-2"} <= set(tree.book(office.data).handovers)


def test_the_same_help_within_a_week_is_suggested(office: Office) -> None:
    office.run(office.sheet(HANDOVER), "--write")
    told = office.run(office.sheet(HANDOVER | {"Ngày": "14/07/2023"}))
    assert told.status == 0
    assert "có thể trùng với bb-bb-12-2023-DC23A0002G-wheelchair-20230712" in told.out


def test_more_than_was_received_is_not_handed_over(office: Office) -> None:
    told = office.run(office.sheet(HANDOVER | {"Từ nguồn": "receipts", "Loại": "cash"}), "--write")
    assert told.status == 1
    assert "ô E2 (Giá trị (đồng)): sau dòng này DC23A0002G còn -1500000 đồng" in told.out
    assert office.untouched


def test_help_of_another_programme_is_not_counted_here(office: Office) -> None:
    assert office.run(office.sheet(HANDOVER | {"Chương trình": "tet-nhan-ai"}), "--write").status == 0
    (line,) = (line for line in tree.book(office.data).handovers.values() if line.programme == "tet-nhan-ai")
    assert line.counted_here is False


# --- promises ----------------------------------------------------------------------------------------------------


def test_an_address_is_taken_on_by_its_code(office: Office) -> None:
    office.write(COMPANY)
    sheet = office.sheet(PLEDGE | {"Người giúp: Mã tổ chức": "Công ty Mẫu"})
    told = office.run(sheet, "--write")
    assert told.status == 0, told.all
    (pledge,) = tree.book(office.data).pledges.values()
    assert (pledge.reference, pledge.account, pledge.source) == ("CK23A00014", "DC23A0002G", "workbook")
    assert (pledge.supporter.organisation, pledge.supporter.kind) == ("cong-ty-mau", "organisation")
    assert pledge.schedule is not None
    assert pledge.schedule.first_on == date(2023, 7, 1)
    assert "không đổi 1" in office.run(sheet, "--write").out
    assert len(tree.book(office.data).pledges) == 1


def test_the_first_n_are_those_of_the_official_order_that_wait(office: Office) -> None:
    office.write(COMPANY + "".join(ranked(code, rank) for rank, code in enumerate(WAITING, 1)))
    taken = PLEDGE | {"Mã địa chỉ hoặc quỹ": WAITING[1]}
    first = PLEDGE | {"Mã địa chỉ hoặc quỹ": "2 địa chỉ ưu tiên đầu", "Giá trị (đồng)": "3tr"}
    sheet = office.sheet(first, taken)
    looked = office.run(sheet)
    assert looked.status == 0, looked.all
    assert "Dòng 2: 2 địa chỉ đầu theo thứ tự ưu tiên là DC23A0003E, DC23A0005A." in looked.out
    assert office.run(sheet, "--write").status == 0
    pledges = tree.book(office.data).pledges.values()
    assert {pledge.account: pledge.value_vnd for pledge in pledges} == {
        WAITING[0]: 3_000_000, WAITING[2]: 3_000_000, WAITING[1]: 6_000_000,
    }  # fmt: skip
    again = office.run(sheet, "--write")
    assert again.status == 0, again.all
    assert "mới 0, không đổi 2" in again.out
    assert "là DC23A0003E, DC23A0005A." in again.out
    assert len(tree.book(office.data).pledges) == 3


def test_promises_of_money_made_together_share_a_reference(office: Office) -> None:
    office.write(COMPANY + "".join(ranked(code, rank) for rank, code in enumerate(WAITING, 1)))
    first = PLEDGE | {"Mã địa chỉ hoặc quỹ": "2 địa chỉ ưu tiên đầu"}
    later = PLEDGE | {"Mã địa chỉ hoặc quỹ": WAITING[2], "Ngày hứa": "02/06/2023"}
    goods = PLEDGE | {"Mã địa chỉ hoặc quỹ": WAITING[3], "Loại": "Hiện vật"}
    sheet = office.sheet(first, later, goods)
    told = office.run(sheet, "--write")
    assert told.status == 0, told.all
    pledges = {pledge.account: pledge for pledge in tree.book(office.data).pledges.values()}
    shared = pledges[WAITING[0]].bundle
    assert shared is not None
    assert [pledges[code].bundle for code in WAITING] == [shared, shared, None, None]
    assert shared not in {pledge.reference for pledge in pledges.values()}
    assert f"Công ty Mẫu, 2 lời hứa ngày 01/06/2023: mã chung {shared}." in told.out

    # Imported again nothing changes, and the next promise does not get the reference that is shared.
    again = office.run(sheet, "--write")
    assert "mới 0, không đổi 3" in again.out, again.all
    assert "mã chung" not in again.out
    assert office.run(office.sheet(PLEDGE), "--write").status == 0
    assert shared not in tree.book(office.data).pledges
    assert not load(office.data)[1]


def test_more_than_wait_are_not_given(office: Office) -> None:
    office.write(COMPANY + ranked(WAITING[0], 1))
    told = office.run(office.sheet(PLEDGE | {"Mã địa chỉ hoặc quỹ": "5 địa chỉ ưu tiên đầu"}), "--write")
    assert told.status == 1
    assert "danh sách chỉ còn 1 địa chỉ" in told.out


def test_a_list_is_asked_for_where_there_are_several(office: Office) -> None:
    office.write(COMPANY + ranked(WAITING[0], 1))
    two = "priority_lists: [{id: phuoc-long-2023, name: Danh sách Phước Long 2023}, {id: khac, name: Danh sách khác}]"
    tree.replace(
        office.data, "campaign.yaml", "priority_lists: [{id: phuoc-long-2023, name: Danh sách Phước Long 2023}]", two
    )
    git(office.data, "commit", "-qam", "two lists")
    row = PLEDGE | {"Mã địa chỉ hoặc quỹ": "1 địa chỉ"}
    assert "cần một danh sách ưu tiên trong" in office.run(office.sheet(row)).out
    told = office.run(office.sheet(row | {"Danh sách ưu tiên": "danh sách phước long 2023"}))
    assert told.status == 0, told.all


def test_an_address_somebody_has_already_is_told(office: Office) -> None:
    office.write(COMPANY)
    office.run(office.sheet(PLEDGE), "--write")
    told = office.run(office.sheet(PLEDGE | {"Ngày hứa": "02/06/2023"}))
    assert "địa chỉ DC23A0002G đã có lời hứa CK23A00014 ngày 01/06/2023" in told.out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"Mã địa chỉ hoặc quỹ": "DC23A0002H"}, "ký tự kiểm tra không khớp"),
        ({"Mã địa chỉ hoặc quỹ": "DC23A0003E"}, "không có địa chỉ mã DC23A0003E"),
        ({"Mã địa chỉ hoặc quỹ": "nhiều địa chỉ"}, "mã gồm 2 chữ cái"),
        ({"Mã địa chỉ hoặc quỹ": "0 địa chỉ"}, "xin 0 địa chỉ"),
        ({"Người giúp: Mã tổ chức": "Công ty Nào Đó"}, "không có “Công ty Nào Đó” trong dữ liệu"),
        ({"Ngày hứa": "01/03/2023"}, "trước ngày phê duyệt địa chỉ"),
        ({"Giá trị (đồng)": "900 triệu"}, "ngoài khoảng thường gặp"),
        ({"Mã lời hứa": "CK23A00022"}, "không có lời hứa mã CK23A00022"),
        ({"Người giúp: Tên được nêu": "Chị Thu"}, "không nêu tên"),
        ({"Vì sao số tiền khác thường là đúng": "gọi 0912345678"}, "giống số điện thoại"),
    ],
)
def test_a_promise_that_cannot_be_is_told(office: Office, change: dict[str, Any], words: str) -> None:
    office.write(COMPANY)
    told = office.run(office.sheet(PLEDGE | change), "--write")
    assert told.status == 1
    assert words in told.out
    assert office.commits == 2


# --- organisations and rolls -------------------------------------------------------------------------------------

SCHOOL: dict[str, Any] = {
    "Loại tổ chức": "Trường học",
    "Tên": "Trường Mẫu Hoa Nắng",
    "Cấp": "Tỉnh",
    "Huyện, thị xã, thành phố": "Phước Long",
    "Xã, phường, thị trấn": "Thác Mơ",
    "Được nêu tên": "có",
    "Từ ngày": "01/09/2022",
}


def test_an_organisation_gets_its_id_from_its_name_and_is_known_again_by_it(office: Office) -> None:
    elsewhere = SCHOOL | {"Xã, phường, thị trấn": "Long Thủy"}
    sheet = office.sheet(SCHOOL, elsewhere)
    told = office.run(sheet, "--write")
    assert told.status == 0, told.all
    assert office.new_files() == [
        "organisations/school/truong-mau-hoa-nang-25217.yaml",
        "organisations/school/truong-mau-hoa-nang.yaml",
    ]
    assert "mới 0, không đổi 2" in office.run(sheet, "--write").out
    plan = SCHOOL | {"Kế hoạch hưởng ứng: Ngày": "01/02/2023", "Kế hoạch hưởng ứng: Số văn bản": "KH-1",
                     "Kế hoạch hưởng ứng: Chỉ đạo cả hệ thống ngành dọc": "x"}  # fmt: skip
    told = office.run(office.sheet(plan), "--write", "--update")
    assert told.status == 0, told.all
    made = tree.book(office.data).organisations["truong-mau-hoa-nang"].plan
    assert made is not None
    assert made.directs_branches is True


def test_the_same_organisation_twice_is_one_too_many(office: Office) -> None:
    told = office.run(office.sheet(SCHOOL, SCHOOL), "--write")
    assert told.status == 1
    assert "“truong-mau-hoa-nang” đã có ở dòng 2" in told.out


def test_a_nearly_equal_name_in_one_place_is_suggested(office: Office) -> None:
    office.run(office.sheet(SCHOOL), "--write")
    told = office.run(office.sheet(SCHOOL | {"Tên": "Trường Mẫu Hoa Nắng 2"}))
    assert "có thể trùng với tổ chức truong-mau-hoa-nang" in told.out


def test_positions_join_the_roll_of_their_organisation(office: Office) -> None:
    row = {
        "Mã tổ chức": "hoi-phuoc-long",
        "Chức danh": "Chủ tịch Hội",
        "Nhóm lãnh đạo": "Người đứng đầu",
        "Từ ngày": "01/01/2022",
    }
    other = row | {"Chức danh": "Chủ tịch danh dự", "Nhóm lãnh đạo": "honorary_president"}
    sheet = office.sheet(row, other)
    told = office.run(sheet, "--write")
    assert told.status == 0, told.all
    assert "mới 2" in told.out
    leaders = tree.book(office.data).organisations["hoi-phuoc-long"].leaders
    assert [(leader.id, leader.kind) for leader in leaders] == [
        ("chu-tich-hoi", "head"),
        ("chu-tich-danh-du", "honorary_president"),
    ]
    assert "mới 0, không đổi 2" in office.run(sheet, "--write").out
    ended = office.run(office.sheet(row | {"Đến trước ngày": "01/06/2023"}, other), "--write")
    assert ended.status == 1
    assert "(Đến trước ngày): – → 01/06/2023" in ended.out
    assert office.run(office.sheet(row | {"Đến trước ngày": "01/06/2023"}, other), "--write", "--update").status == 0


def test_a_roll_names_no_persons(office: Office) -> None:
    row = {
        "Mã tổ chức": "hoi-phuoc-long",
        "Chức danh": "Chủ tịch Trần Văn Tám",
        "Nhóm lãnh đạo": "head",
        "Từ ngày": "01/01/2022",
    }
    told = office.run(office.sheet(row), "--write")
    assert told.status == 1
    assert "giống họ tên người" in told.out


@pytest.mark.parametrize("kind", ["organisation", "roll", "handover", "pledge"])
def test_each_template_is_recognised_as_what_it_is(office: Office, kind: str) -> None:
    path = office.folder / "mau.xlsx"
    assert office.run("--template", kind, "--out", path).status == 0
    told = office.run(path)
    assert "không có dòng nào để nhập" in told.out
    assert "ví dụ" in told.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "thiếu tệp cần nhập"),
        (["--template", "address"], "--template cần --out"),
        (["--template", "address", "--out", "mau.csv"], "cần tên tệp mới có đuôi .xlsx"),
        (["--template", "address", "--out", "khong-co/mau.xlsx"], "không có thư mục"),
        (["khong-co.xlsx"], "không có tệp"),
        (["."], "là thư mục"),
    ],
)
def test_wrong_arguments_are_told(office: Office, arguments: list[str], words: str) -> None:
    told = office.run(*arguments)
    assert told.status == 1
    assert words in told.err
