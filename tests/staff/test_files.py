"""portal fmt, portal new address and portal save: files people edit by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nhandao.book.load import load
from nhandao.records.address import Address
from nhandao.records.record import Record
from scripts import arguments
from scripts.folders import ROOT
from scripts.staff.draft import annotated
from scripts.staff.field_texts import FIELDS
from tests import tree
from tests.staff.repository import CODE, PROMISE, SURVEYED, Repository, jpeg

THIS_YEAR = arguments.today().year


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    return Repository(tmp_path, SURVEYED)


# --- fmt ---------------------------------------------------------------------------------------------------------


def test_fmt_brings_all_files_into_one_form_once_and_check_tells(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.state()
    book = load(office.data)[0]
    assert office.portal("fmt", "--check") == 1
    assert office.portal("fmt", "--dry-run") == 0
    assert office.state() == before
    assert "7 trong 7 tệp chưa" in capsys.readouterr().out
    assert office.portal("fmt") == 0
    assert office.portal("fmt", "--check") == 0
    assert "0 trong 7" in capsys.readouterr().out
    after = load(office.data)[0]
    assert book is not None
    assert after is not None
    assert [record.model_dump() for record in after.addresses.values()] == [
        record.model_dump() for record in book.addresses.values()
    ]
    assert before[0] == office.state()[0]  # nothing is committed


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"code: x\n", "thiếu trường"),
        (b"code: [\n", "không đọc được YAML"),
        (b"\xff\xfe", "không phải UTF-8"),
        (b"code: &a x\n", "neo"),
    ],
)
def test_fmt_refuses_what_check_refuses_in_the_same_words(
    office: Repository, capsys: pytest.CaptureFixture[str], content: bytes, says: str
) -> None:
    (office.data / tree.ADDRESS).write_bytes(content)
    assert office.portal("fmt", office.data / tree.ADDRESS) == 1
    told = capsys.readouterr().out.splitlines()[:-1]
    assert office.portal("check", office.data / tree.ADDRESS) == 1
    assert told == capsys.readouterr().out.splitlines()[:-1]
    assert any(says in line for line in told)
    assert (office.data / tree.ADDRESS).read_bytes() == content
    assert office.portal("fmt", office.data / tree.RECEIPT) == 0


def test_fmt_names_a_path_that_is_no_record(office: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (office.data / "README.md").write_text("x")
    assert office.portal("fmt", office.data / "README.md") == 1
    assert office.portal("fmt", office.data / "none.yaml") == 1
    assert office.portal("fmt", office.top) == 1
    told = capsys.readouterr().err
    assert all(says in told for says in ("không phải là tệp hồ sơ", "không có tệp", "không nằm trong thư mục dữ liệu"))


# --- new ---------------------------------------------------------------------------------------------------------


def records_in(model: type[Record]) -> set[type[Record]]:
    found = {model}
    for field in model.model_fields.values():
        parts = [field.annotation]
        while parts:
            part = parts.pop()
            if isinstance(part, type) and issubclass(part, Record):
                found |= records_in(part)
            parts += getattr(part, "__args__", ())
    return found


def test_the_guide_tells_of_every_field() -> None:
    models = {model.__name__: set(model.model_fields) for model in records_in(Address)}
    assert {name: set(fields) for name, fields in FIELDS.items() if name in models} == models


def filled(text: str) -> str:
    """A draft as somebody fills it in."""
    values = {
        "kind": "individual", "display_name": "Bà T.", "title": "Bà T. cần một chiếc xe lăn để đi lại", "age_band": "60_up", "count": "1",
        "summary": "Bà T. ở phường Long Thủy, cần một chiếc xe lăn để đi lại trong xóm mỗi ngày.", "form": "wheelchair",
        "what": "Xe lăn", "quantity": "1", "unit": "chiếc", "unit_price_vnd": "3500000", "by": "self",
    }  # fmt: skip
    for name, value in values.items():
        text = re.sub(rf"(?m)^((?:- |  )?{name}:)(?=$| )(?! \")", rf"\1 {value}", text, count=1)
    text = text.replace(
        "story: |\n  \n",
        "story: |\n  " + "Bà T. bán xôi ở cổng chợ đã hai mươi năm, ai đi ngang cũng quen mặt. " * 3 + "\n",
    )
    text = text.replace("categories:\n- \n", "categories:\n- disability\n")
    text = re.sub(r"survey:\n  on:(.*)\n  by:( self)?", r"survey:\n  on: 2023-05-01\n  by: Tổ 1", text)
    return re.sub(
        r"(?s)consents:\n- scopes:.*?\n  by:(?: self)?(.*?)\n  on:(.*?)\n",
        "consents:\n- scopes: [publish, story]\n  by: self\n  on: 2023-05-01\n",
        text,
    )


def test_a_new_drive_is_filled_in_and_saved(office: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.portal("new", "drive", "--id", "mua-he-2023") == 0
    path = "drives/mua-he-2023.yaml"
    assert path in capsys.readouterr().out
    assert office.portal("new", "drive", "--id", "mua-he-2023") == 1
    assert "Đã có đợt này" in capsys.readouterr().err
    values = {
        "organisation": "hoi-phuoc-long",
        "title": "Mùa hè",
        "summary": "Góp cho một địa chỉ.",
        "goal_vnd": "5000000",
        "opens_on": "2023-06-01",
        "closes_on": "2023-06-30",
        "public": "true",
    }
    text = office.text(path).replace("accounts:\n- \n", "accounts: [DC23A0002G]\n")
    for name, value in values.items():
        text = re.sub(rf"^{name}:.*$", f"{name}: {value}", text, flags=re.MULTILINE)
    (office.data / path).write_text(text, encoding="utf-8")
    assert office.portal("save", office.data / path) == 0, capsys.readouterr()
    assert "#?" not in office.text(path)
    assert not load(office.data)[1]


@pytest.mark.parametrize("identity", ["", "Mùa Hè", "a/../b", "x" * 61])
def test_a_drive_needs_a_plain_id(office: Repository, capsys: pytest.CaptureFixture[str], identity: str) -> None:
    assert office.portal("new", "drive", "--id", identity) == 2
    assert "--id" in capsys.readouterr().err
    assert not (office.data / "drives").exists()


def test_a_new_address_is_filled_in_and_saved(office: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.portal("new", "address", "--unit", "long thuy", "--year", "2023") == 0
    assert "DC23A0004C" in capsys.readouterr().out
    path = "addresses/2023/DC23A0004C.yaml"
    assert office.portal("save") == 1  # not filled in yet: every field is told
    told = capsys.readouterr().out
    assert f"{path}:" in told
    assert "title" in told
    assert office.portal("status") == 1
    assert "DC23A0004C" in capsys.readouterr().out
    (office.data / path).write_text(filled(office.text(path)), encoding="utf-8")
    assert office.portal("save", office.data / path) == 0, capsys.readouterr()
    assert office.message() == "Thêm DC23A0004C (phường Long Thủy)"
    assert "#?" not in office.text(path)
    assert not load(office.data)[1]
    assert office.portal("fmt", "--check", office.data / path) == 0


def test_a_draft_can_be_looked_at_first_and_says_the_choices(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.state()
    assert office.portal("new", "address", "--dry-run", "--kind", "household") == 0
    told = capsys.readouterr().out
    assert 'kind: "household"' in told
    assert "(publish | story | name | face | health | place | press)" in told
    assert told == annotated(
        Address,
        {
            "code": f"DC{THIS_YEAR % 100}A0001" + told.split(f"DC{THIS_YEAR % 100}A0001")[1][0],
            "epoch": "2023",
            "kind": "household",
        },
        ("consents",),
        [told.splitlines()[1][3:]],
    )
    assert office.state() == before


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("Thủy", ""),
        ("25216", ""),
        ("phường Thác Mơ", ""),
        ("phường", "25216 Phường Thác Mơ"),
        ("Hà Nội", "không rõ là xã nào"),
    ],
)
def test_a_commune_is_named_by_code_or_name(
    office: Repository, capsys: pytest.CaptureFixture[str], unit: str, says: str
) -> None:
    assert office.portal("new", "address", "--unit", unit, "--dry-run") == bool(says)
    assert says in capsys.readouterr().err


def test_a_code_is_never_given_out_twice(office: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    def given() -> str:
        assert office.portal("new", "address", "--year", "2023") == 0
        return capsys.readouterr().out.split()[2].strip(".")

    assert given() == "DC23A0004C"
    assert given() == "DC23A0005A"
    for code in ("DC23A0004C", "DC23A0005A"):
        (office.data / f"addresses/2023/{code}.yaml").unlink()
    assert given() == "DC23A0004C"  # a draft that was never committed was given to nobody
    office.git("add", "-A")
    office.git("commit", "--quiet", "-m", "draft")
    office.git("rm", "--quiet", "data/addresses/2023/DC23A0004C.yaml")
    office.git("commit", "--quiet", "-m", "gone")
    assert given() == "DC23A0005A"
    assert office.portal("new", "address", "--year", "23") == 1


def test_two_who_ask_at_once_get_two_codes(office: Repository) -> None:
    line = [
        sys.executable,
        "-P",
        "-m",
        "scripts.portal",
        "new",
        "address",
        "--year",
        "2023",
        "--data",
        str(office.data),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
    asking = [subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = "".join(process.communicate(timeout=60)[0] for process in asking)
    assert {"DC23A0004C", "DC23A0005A"} == set(re.findall(r"Mã mới (\w+)", told))


# --- save --------------------------------------------------------------------------------------------------------


def test_save_commits_edits_with_the_fields_that_changed(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.portal("save") == 0
    assert "Không có tệp hồ sơ nào thay đổi" in capsys.readouterr().out
    tree.replace(office.data, tree.ADDRESS, "Xe lăn gấp", "Xe lăn nhẹ")
    assert office.portal("save") == 0
    assert office.message() == f"Sửa {CODE} (phường Thác Mơ): needs"
    assert office.git("status", "--porcelain") == ""
    photo = office.data / f"photos/{CODE}/anh-1.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(jpeg(1))
    with (office.data / tree.ADDRESS).open("a", encoding="utf-8") as file:
        file.write(
            "photos:\n- {file: anh-1.jpg, alt: Chiếc xe cũ ở góc nhà, taken_on: 2023-03-02, credit: Hội, shows: thing}\n"
        )
    assert office.portal("save", "--message", "Ảnh theo biên bản 5") == 0
    assert office.message() == f"Ảnh theo biên bản 5\n\nSửa {CODE} (phường Thác Mơ): photos\nThêm ảnh {CODE}/anh-1.jpg"
    assert office.git("status", "--porcelain") == ""
    assert office.portal("fmt", office.data / "campaign.yaml") == 0
    assert office.portal("save") == 0
    assert office.message() == "Viết lại campaign.yaml theo dạng chuẩn"


def test_save_takes_a_logo_in_and_out_and_refuses_a_wrong_one(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    logo = office.data / "logos/hoi-phuoc-long.svg"
    logo.parent.mkdir()
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<script/><path d="M0 0h9v9z"/></svg>')
    assert office.portal("save") == 1
    assert "logos/hoi-phuoc-long.svg:2: gặp <script>" in capsys.readouterr().out
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>')
    assert office.portal("save") == 0
    assert office.message() == "Thêm lô gô hoi-phuoc-long.svg"
    logo.unlink()
    assert office.portal("save") == 0
    assert office.message() == "Xoá lô gô hoi-phuoc-long.svg"


def test_save_refuses_what_check_refuses_and_leaves_the_edit(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.replace(office.data, tree.ADDRESS, 'unit: "25216"', 'unit: "99999"')
    before = office.state()
    assert office.portal("save") == 1
    assert f"{tree.ADDRESS}:3: unit:" in capsys.readouterr().out
    assert office.state() == before
    assert office.portal("save", office.data / tree.RECEIPT) == 1
    assert "không có gì thay đổi" in capsys.readouterr().err


def test_what_is_wrong_in_a_photo_holds_the_commit_up(office: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    photo = office.data / f"photos/{CODE}/anh-1.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(jpeg(1)[:300])
    assert office.portal("save") == 1
    assert f"photos/{CODE}/anh-1.jpg" in capsys.readouterr().out
    photo.write_bytes(jpeg(1))  # whole, but of no record
    assert office.portal("save", "--dry-run") == 1
    assert "[photo-without-record]" in capsys.readouterr().out


PROMISED = "pledges/2023/06/CK23B00019.yaml"


def test_a_committed_line_of_the_ledger_stays_and_a_promise_takes_its_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Repository(tmp_path, PROMISE)
    for path, old, new in (
        (tree.RECEIPT, "value_vnd: 2000000", "value_vnd: 2500000"),
        (tree.HANDOVER, "on: 2023-06-10", "on: 2023-06-10\nneed: 1"),
        (PROMISED, "value_vnd: 500000", "value_vnd: 600000"),
    ):
        tree.replace(office.data, path, old, new)
        assert office.portal("save") == 1
        assert "không sửa, không xoá" in capsys.readouterr().err
        office.git("restore", ".")
    (office.data / tree.RECEIPT).unlink()
    assert office.portal("save") == 1
    office.git("restore", ".")
    tree.replace(office.data, PROMISED, "source: form", "source: form\naccepted: {on: 2023-06-02}")
    assert office.portal("save") == 0
    assert office.message() == f"Sửa lời hứa CK23B00019 cho {CODE}: accepted"


def test_a_deleted_record_is_committed_when_nothing_names_it(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    (office.data / tree.ADDRESS).unlink()
    assert office.portal("save") == 1
    assert tree.RECEIPT in capsys.readouterr().out
    office.git("restore", ".")
    (office.data / "addresses/2023/DC23A0003E.yaml").unlink()
    assert office.portal("save") == 0
    assert office.message() == "Xoá DC23A0003E (phường Long Thủy)"
