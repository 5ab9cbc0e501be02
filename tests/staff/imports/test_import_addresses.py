"""Surveys as workbooks: what becomes of rows, what a repeated import does, and what is only suggested."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from nhandao.records.address import Consent, NeedItem, PeopleGroup
from tests import tree
from tests.callback.office import git
from tests.staff.imports.sheets import SECOND, SURVEYED, Office, fill


def test_a_row_becomes_an_address_in_one_commit(office: Office) -> None:
    told = office.run(office.sheet(SURVEYED, SECOND), "--write")
    assert told.status == 0, told.all
    assert "mới 2, không đổi 0, thay đổi 0, dòng có lỗi 0" in told.out
    assert office.commits == 2
    assert office.new_files() == ["addresses/2023/DC23A0003E.yaml", "addresses/2023/DC23A0004C.yaml"]
    address = tree.book(office.data).addresses["DC23A0003E"]
    assert address.display_name == "Bà T."
    assert address.unit == "25217"
    assert address.people == (PeopleGroup(age_band="60_up", count=1),)
    assert address.categories == ("lonely_elderly",)
    assert address.survey.on == date(2023, 3, 15)
    (need,) = address.needs
    assert need == NeedItem(
        form="regular_support",
        what="Tiền chợ hằng tháng",
        quantity=12,
        unit="tháng",
        unit_price_vnd=500_000,
        frequency="monthly",
    )
    assert address.story.count("\n\n") == 1
    assert "Nhập địa chỉ: 2 mới, 0 sửa" in git(office.data, "log", "-1", "--format=%s")


def test_without_write_nothing_is_written(office: Office) -> None:
    told = office.run(office.sheet(SURVEYED))
    assert told.status == 0
    assert "Chỉ xem, chưa ghi gì" in told.out
    assert office.untouched


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    sheet = office.sheet(SURVEYED, SECOND)
    office.run(sheet, "--write")
    told = office.run(sheet, "--write")
    assert told.status == 0
    assert "mới 0, không đổi 2" in told.out
    assert "Không có gì để ghi" in told.out
    assert office.commits == 2


def test_a_row_with_a_dossier_is_known_by_it_whatever_else_changes(office: Office) -> None:
    row = SURVEYED | {"Hồ sơ giấy: Ngày": "20/03/2023", "Hồ sơ giấy: Số hồ sơ": "HS-77"}
    office.run(office.sheet(row), "--write")
    changed = row | {"Tên hiển thị": "Cụ T."}
    told = office.run(office.sheet(changed, name="moi.xlsx"), "--write")
    assert told.status == 1
    assert "(Tên hiển thị): Bà T. → Cụ T." in told.out
    assert "--update" in told.err
    assert office.commits == 2
    assert office.run(office.folder / "moi.xlsx", "--write", "--update").status == 0
    assert [address.display_name for address in tree.book(office.data).addresses.values()] == ["Cô H.", "Cụ T."]


def test_a_dossier_made_after_the_first_import_is_added_to_the_address(office: Office) -> None:
    office.run(office.sheet(SURVEYED), "--write")
    later = SURVEYED | {"Hồ sơ giấy: Ngày": "20/03/2023", "Hồ sơ giấy: Số hồ sơ": "HS-77"}
    told = office.run(office.sheet(later), "--write", "--update")
    assert told.status == 0, told.all
    assert "mới 0, không đổi 0, thay đổi 1" in told.out
    dossier = tree.book(office.data).addresses["DC23A0003E"].dossier
    assert dossier is not None
    assert dossier.reference == "HS-77"


def test_an_update_keeps_what_the_row_leaves_empty_and_the_comments_of_the_file(office: Office) -> None:
    path = office.data / tree.ADDRESS
    path.write_text(path.read_text().replace("kind: individual", "kind: individual # đã hỏi lại"))
    git(office.data, "commit", "-qam", "comment")
    row = {"Mã địa chỉ": "DC23A0002G", "Tên hiển thị": "Cô Hà", "Tóm tắt": None, "Nhu cầu 2: Hình thức trợ giúp": "Nhà ở",
           "Nhu cầu 2: Cần gì": "Sửa mái nhà", "Nhu cầu 2: Số lượng": 1, "Nhu cầu 2: Đơn vị tính": "mái",
           "Nhu cầu 2: Đơn giá (đồng)": "12 triệu"}  # fmt: skip
    told = office.run(office.sheet(row), "--write", "--update")
    assert told.status == 0, told.all
    address = tree.book(office.data).addresses["DC23A0002G"]
    assert address.display_name == "Cô Hà"
    assert address.summary.startswith("Cô H. sống ở phường Thác Mơ")
    assert [need.form for need in address.needs] == ["wheelchair", "housing"]
    assert address.needs[1].unit_price_vnd == 12_000_000
    assert "# đã hỏi lại" in path.read_text()


def test_two_rows_that_may_be_one_home_are_refused_together(office: Office) -> None:
    told = office.run(office.sheet(SURVEYED, SURVEYED), "--write")
    assert told.status == 1
    assert "trùng với dòng 2" in told.out
    assert office.untouched


def test_one_wrong_row_keeps_all_others_out_and_each_cell_is_named(office: Office) -> None:
    wrong = SECOND | {"Khảo sát: Ngày": "31/02/2023", "Nhu cầu 1: Đơn giá (đồng)": "1.5", "Tóm tắt": "Ngắn quá."}
    told = office.run(office.sheet(SURVEYED, wrong), "--write")
    assert told.status == 1
    assert "(Khảo sát: Ngày): gặp “31/02/2023”: không có ngày này" in told.out
    assert "(Nhu cầu 1: Đơn giá (đồng)): gặp “1.5”" in told.out
    assert "ô O3" in told.out
    assert "ô F3 (Tóm tắt): gặp “Ngắn quá.”; cần ít nhất 50 ký tự" in told.out
    assert office.untouched


def test_rules_of_the_whole_data_are_asked_too(office: Office) -> None:
    rows = [
        SURVEYED | {"Câu chuyện": SURVEYED["Câu chuyện"] + " Gọi 0912 345 678."},
        SECOND | {"Thứ tự ưu tiên: Danh sách ưu tiên": "khong-co", "Thứ tự ưu tiên: Thứ hạng": 1},
        SECOND | {"Tên hiển thị": "Nguyễn Văn Tám", "Khảo sát: Ngày": "16/03/2023"},
    ]
    told = office.run(office.sheet(*rows), "--write")
    assert told.status == 1
    assert "ô G2 (Câu chuyện): gặp “0912 345 678” giống số điện thoại" in told.out
    assert "(Thứ tự ưu tiên: Danh sách ưu tiên): không có danh sách ưu tiên “khong-co”" in told.out
    assert "ô C4 (Tên hiển thị): gặp “Nguyễn Văn Tám” giống họ tên đầy đủ" in told.out
    assert office.untouched


def test_needs_and_consents_are_read_by_their_numbers(office: Office) -> None:
    row = SURVEYED | {
        "Nhu cầu 5: Hình thức trợ giúp": "medical", "Nhu cầu 5: Cần gì": "Khám mắt", "Nhu cầu 5: Số lượng": "1",
        "Nhu cầu 5: Đơn vị tính": "lần", "Nhu cầu 5: Đơn giá (đồng)": "1,5tr",
        "Đồng ý công khai 1: Đồng ý những gì": "Đăng địa chỉ; story", "Đồng ý công khai 1: Ai đồng ý": "Chính người ấy",
        "Đồng ý công khai 1: Ngày": date(2023, 3, 15),
    }  # fmt: skip
    told = office.run(office.sheet(row), "--write")
    assert told.status == 0, told.all
    address = tree.book(office.data).addresses["DC23A0003E"]
    assert [(need.form, need.unit_price_vnd) for need in address.needs] == [
        ("regular_support", 500_000),
        ("medical", 1_500_000),
    ]
    assert address.consents == (Consent(scopes=("publish", "story"), by="self", on=date(2023, 3, 15)),)
    wrong = row | {"Nhu cầu 5: Đơn giá (đồng)": None}
    assert "“Nhu cầu 5: Đơn giá (đồng)”" in office.run(office.sheet(wrong | {"Tên hiển thị": "Bà V."})).out


def test_letters_in_parts_arrive_composed(office: Office) -> None:
    row = {unicodedata.normalize("NFD", name): unicodedata.normalize("NFD", value) if isinstance(value, str) else value
           for name, value in SURVEYED.items()}  # fmt: skip
    told = office.run(office.sheet(row), "--write")
    assert told.status == 0, told.all
    text = (office.data / "addresses/2023/DC23A0003E.yaml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    "commune",
    ["25217", 25217, "long thuy", "PHƯỜNG LONG THUỶ", "Long Thủy, Phước Long", "Phường Long Thủy (Thị xã Phước Long)"],
)
def test_a_commune_is_known_by_code_and_by_any_of_its_names(office: Office, commune: object) -> None:
    told = office.run(office.sheet(SURVEYED | {"Xã, phường, thị trấn": commune}), "--write")
    assert told.status == 0, told.all
    assert tree.book(office.data).addresses["DC23A0003E"].unit == "25217"


def test_a_commune_that_could_be_two_is_asked_for(office: Office) -> None:
    tree.replace(office.data, "units/2023.yaml", "name: Phường Long Thủy", "name: Xã Thác Mơ")
    git(office.data, "commit", "-qam", "two of a name")
    told = office.run(office.sheet(SURVEYED | {"Xã, phường, thị trấn": "thac mo"}))
    assert told.status == 1
    assert "“thac mo” có ở nhiều nơi" in told.out
    assert "25216" in told.out
    assert "25217" in told.out


def test_what_may_be_the_same_is_suggested_and_written_all_the_same(office: Office) -> None:
    again = SURVEYED | {
        "Xã, phường, thị trấn": "25216", "Tên hiển thị": "Cô H.", "Nhóm 1": "Người khuyết tật",
        "Tiêu đề": "Cô H. mong có chiếc xe lăn mới để ra chợ",
        "Tóm tắt": "Cô H. sống ở phường Thác Mơ, cần một chiếc xe lăn để tự đi bán hàng mỗi sáng.",
    }  # fmt: skip
    other_name = again | {"Tên hiển thị": "Chị Hoa", "Xã, phường, thị trấn": "25217"}
    told = office.run(office.sheet(again, other_name, SECOND), "--write")
    assert told.status == 0, told.all
    assert "có thể trùng 1" in told.out
    assert "dòng 2: có thể trùng với DC23A0002G (Cô H.): cùng xã, cùng tên hiển thị và nhóm" in told.out
    assert len(tree.book(office.data).addresses) == 4


def test_rows_alike_within_one_file_are_suggested(office: Office) -> None:
    twin = SURVEYED | {"Khảo sát: Ngày": "17/03/2023", "Tên hiển thị": "Bà Tư"}
    told = office.run(office.sheet(SURVEYED, twin))
    assert "dòng 3: có thể trùng với dòng 2 (Bà T.)" in told.out


def test_codes_of_erased_addresses_are_not_given_again(office: Office) -> None:
    office.run(office.sheet(SURVEYED, SECOND), "--write")
    git(office.data, "rm", "-q", "addresses/2023/DC23A0004C.yaml")
    git(office.data, "commit", "-qm", "erased")
    third = SECOND | {"Tên hiển thị": "Anh L."}
    assert office.run(office.sheet(third), "--write").status == 0
    assert office.new_files() == ["addresses/2023/DC23A0005A.yaml"]


def test_who_has_a_role_does_not_approve_by_import(office: Office) -> None:
    row = SURVEYED | {
        "Hồ sơ giấy: Ngày": "16/03/2023", "Hồ sơ giấy: Số hồ sơ": "HS-9", "Phê duyệt: Ngày": "20/03/2023",
        "Phê duyệt: Cơ quan duyệt": "Hội thị xã", "Phê duyệt: Số văn bản": "QD-9",
        "Đồng ý công khai 1: Đồng ý những gì": "Đăng địa chỉ", "Đồng ý công khai 1: Ai đồng ý": "self",
        "Đồng ý công khai 1: Ngày": "15/03/2023",
    }  # fmt: skip
    git(office.data, "config", "nhandao.role", "district")
    told = office.run(office.sheet(row), "--write")
    assert told.status == 1
    assert "người nhập không tự duyệt" in told.out
    git(office.data, "config", "--unset", "nhandao.role")
    assert office.run(office.sheet(row), "--write").status == 0


def test_days_that_are_yet_to_come_are_refused(office: Office) -> None:
    told = office.run(office.sheet(SURVEYED | {"Khảo sát: Ngày": date(2090, 5, 12)}))
    assert "12/05/2090 là ngày chưa đến" in told.out


# --- the copy ----------------------------------------------------------------------------------------------------


def test_the_copy_tells_faults_beside_their_cells_and_the_original_stays(office: Office) -> None:
    sheet = office.sheet(SURVEYED, SECOND | {"Khảo sát: Ngày": "31/02/2023"})
    before = sheet.read_bytes()
    copy = office.folder / "ban-sao.xlsx"
    told = office.run(sheet, "--out", copy)
    assert told.status == 1
    assert sheet.read_bytes() == before
    made = openpyxl.load_workbook(copy).worksheets[0]
    cell = made.cell(3, list(SURVEYED).index("Khảo sát: Ngày") + 1)
    assert cell.value == "31/02/2023"
    assert cell.comment is not None
    assert "không có ngày này" in cell.comment.text
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    last = made.max_column
    assert made.cell(1, last).value == "Lỗi"
    assert made.cell(2, last).value is None
    assert "Khảo sát: Ngày: gặp “31/02/2023”" in made.cell(3, last).value


def test_a_copy_mended_by_hand_can_be_imported_and_gets_the_codes(office: Office) -> None:
    copy = office.folder / "ban-sao.xlsx"
    office.run(office.sheet(SURVEYED, SECOND | {"Khảo sát: Ngày": "31/02/2023"}), "--out", copy)
    book = openpyxl.load_workbook(copy)
    book.worksheets[0].cell(3, list(SURVEYED).index("Khảo sát: Ngày") + 1).value = "28/02/2023"
    book.save(copy)
    with_codes = office.folder / "co-ma.xlsx"
    told = office.run(copy, "--write", "--out", with_codes)
    assert told.status == 0, told.all
    sheet = openpyxl.load_workbook(with_codes).worksheets[0]
    column = next(n for n in range(1, sheet.max_column + 1) if sheet.cell(1, n).value == "Mã địa chỉ")
    assert [sheet.cell(row, column).value for row in (2, 3)] == ["DC23A0003E", "DC23A0004C"]
    told = office.run(with_codes, "--write")
    assert "mới 0, không đổi 2" in told.out, told.all


def test_a_copy_never_replaces_a_file(office: Office) -> None:
    sheet = office.sheet(SURVEYED)
    told = office.run(sheet, "--out", sheet)
    assert told.status == 1
    assert "đã có nên không ghi đè" in told.err


def test_the_same_file_and_data_give_the_same_copy(office: Office) -> None:
    sheet = office.sheet(SURVEYED, SECOND | {"Khảo sát: Ngày": "hôm qua"})
    copies = [office.folder / "a.xlsx", office.folder / "b.xlsx"]
    for copy in copies:
        office.run(sheet, "--out", copy)
    assert copies[0].read_bytes() == copies[1].read_bytes()


def test_a_csv_file_gets_a_workbook_as_copy_in_which_nothing_runs(office: Office) -> None:
    copy = office.folder / "ban-sao.xlsx"
    told = office.run(office.csv(SURVEYED | {"Tên hiển thị": "=HYPERLINK(1)", "Tóm tắt": "ngắn"}), "--out", copy)
    assert told.status == 1
    cell = openpyxl.load_workbook(copy).worksheets[0].cell(2, 3)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


# --- templates ---------------------------------------------------------------------------------------------------


def test_a_template_filled_in_becomes_records_and_its_example_does_not(office: Office) -> None:
    path = office.folder / "mau.xlsx"
    assert office.run("--template", "address", "--out", path).status == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Địa chỉ"]
    heading = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    assert set(SURVEYED) <= set(heading)
    for name, value in SURVEYED.items():
        sheet.cell(3, heading[name]).value = value
    book.save(path)
    told = office.run(path, "--write")
    assert told.status == 0, told.all
    assert "Bỏ qua 1 dòng ví dụ" in told.out
    assert office.new_files() == ["addresses/2023/DC23A0003E.yaml"]


def test_the_example_of_a_template_would_be_valid(office: Office) -> None:
    path = office.folder / "mau.xlsx"
    office.run("--template", "address", "--out", path)
    book = openpyxl.load_workbook(path)
    book["Địa chỉ"]["A2"].value = 1
    book.save(path)
    told = office.run(path)
    assert told.status == 0, told.all


def test_a_template_has_drop_downs_of_communes_and_words(office: Office) -> None:
    path = office.folder / "mau.xlsx"
    office.run("--template", "address", "--out", path)
    book = openpyxl.load_workbook(path)
    lists = book["Danh mục"]
    assert lists.sheet_state == "hidden"
    words = {str(cell.value) for row in lists.iter_rows() for cell in row}
    assert {"Phường Thác Mơ", "Phường Long Thủy", "Người khuyết tật", "Xe lăn", "Hộ gia đình"} <= words
    assert "Không ghi họ tên" in str(book["Hướng dẫn"]["A3"].value).replace("KHÔNG", "Không")
    rules = {rule.formula1 for rule in book["Địa chỉ"].data_validations.dataValidation if rule.type == "list"}
    assert rules <= set(book.defined_names)


def test_a_template_is_the_same_each_time(office: Office) -> None:
    paths: list[Path] = [office.folder / "a.xlsx", office.folder / "b.xlsx"]
    for path in paths:
        office.run("--template", "pledge", "--out", path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_heading_may_stand_lower_and_in_any_order(office: Office) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "HỘI CHỮ THẬP ĐỎ THỊ XÃ MẪU"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "Danh sách khảo sát"
    fill(sheet, [dict(reversed(list(SURVEYED.items())))], first=4)
    path = office.folder / "bang.xlsx"
    book.save(path)
    told = office.run(path, "--write")
    assert told.status == 0, told.all


def test_an_address_of_the_other_epoch_keeps_it(office: Office) -> None:
    units = (
        tree.documents(tree.BASE)["units/2023.yaml"].replace('epoch: "2023"', 'epoch: "2025"').replace("25216", "25300")
    )
    units = units.replace("valid_from: 2022-10-01\nvalid_to: 2025-06-30", "valid_from: 2025-07-01").replace(
        "25217", "25301"
    )
    office.write(f"\n# units/2025.yaml\n{units}")
    path = office.data / tree.ADDRESS
    path.write_text(path.read_text().replace('epoch: "2023"\nunit: "25216"', 'epoch: "2025"\nunit: "25300"'))
    git(office.data, "commit", "-qam", "moved")
    row = {"Mã địa chỉ": "DC23A0002G", "Xã, phường, thị trấn": "Thác Mơ", "Tên hiển thị": "Cô Hà"}
    told = office.run(office.sheet(row), "--write", "--update")
    assert told.status == 0, told.all
    address = tree.book(office.data).addresses["DC23A0002G"]
    assert (address.epoch, address.unit, address.display_name) == ("2025", "25300", "Cô Hà")


def test_nothing_is_imported_beside_a_file_that_cannot_be_read(office: Office) -> None:
    office.run(office.sheet(SURVEYED), "--write")
    tree.replace(office.data, "addresses/2023/DC23A0003E.yaml", "kind: individual", "kind: ai đó")
    git(office.data, "commit", "-qam", "slip")
    told = office.run(office.sheet(SURVEYED), "--write")
    assert told.status == 1
    assert "tệp addresses/2023/DC23A0003E.yaml trong dữ liệu còn lỗi" in told.out


def test_a_commit_that_fails_gives_out_no_codes(office: Office) -> None:
    hook = office.data / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho khong nhan >&2\nexit 1\n")
    hook.chmod(0o755)
    copy = office.folder / "ban-sao.xlsx"
    told = office.run(office.sheet(SURVEYED), "--write", "--out", copy)
    assert told.status == 2
    assert "khong nhan" in told.err
    assert office.untouched
    values = [cell.value for row in openpyxl.load_workbook(copy).worksheets[0].iter_rows() for cell in row]
    assert not any(str(value).startswith("DC23") for value in values)
