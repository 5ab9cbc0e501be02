"""The steps of an address: what each writes and commits, and every refusal with its reason and a way on."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nhandao.book.lines_stay import changed_lines
from nhandao.book.load import load
from scripts.folders import ROOT
from scripts.staff.commit import ROLE_SETTING
from tests import tree
from tests.staff.repository import CODE, FILE, PROMISE, SURVEYED, Repository

NEW = "DC23A0003E"
NEW_PATH = "addresses/2023/DC23A0003E.yaml"
CONSENT = "consents:\n  - {scopes: [publish, story], by: self, on: 2023-05-02}\n"


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    return Repository(tmp_path, SURVEYED + PROMISE)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """For what writes nothing."""
    return Repository(tmp_path_factory.mktemp("untouched"), SURVEYED + PROMISE)


def test_an_address_goes_from_survey_to_finish_each_step_one_commit(office: Repository) -> None:
    (office.data / NEW_PATH).write_text(office.text(NEW_PATH) + CONSENT, encoding="utf-8")
    steps: list[tuple[list[str], str]] = [
        (["save"], f"Sửa {NEW} (phường Long Thủy): consents"),
        (["dossier", NEW, "--on", "2023-05-03", "--reference", "HS-3"], f"Lập hồ sơ {NEW} (phường Long Thủy)"),
        (["approve", NEW, "--on", "2023-05-04", "--by", "Hội thị xã", "--document", "QĐ-3"], f"Duyệt {NEW} (phường Long Thủy)"),
        (["introduce", NEW, "--on", "2023-05-05", "--inhandao-id", "MAU-3"], f"Giới thiệu {NEW} (phường Long Thủy)"),
        (["resurvey", NEW, "--on", "2023-06-05", "--by", "Tổ 2"], f"Khảo sát lại {NEW} (phường Long Thủy)"),
        (["finish", NEW, "--on", "2023-07-01", "--reason", "graduated", "--outcome", "Ông tự đi lấy phụ tùng mỗi sáng."], f"Kết thúc {NEW} (phường Long Thủy)"),
    ]  # fmt: skip
    for line, subject in steps:
        assert office.portal(*line) == 0, line
        assert office.message() == subject
        assert office.git("show", "--name-only", "--format=", "HEAD").split() == [f"data/{NEW_PATH}"]
        assert office.git("status", "--porcelain") == ""
        assert not [problem for problem in load(office.data)[1] if not problem.warning]
    written = office.text(NEW_PATH)
    assert "# giá hỏi ở chợ\n- form: hand_tricycle" in written
    assert "survey:  # có biên bản\n" in written
    assert written.count("on: 2023-0") == 7


def edited(path: str, old: str, new: str) -> Callable[[Repository], None]:
    def change(office: Repository) -> None:
        tree.replace(office.data, path, old, new)
        office.git("commit", "--quiet", "-am", "edit")

    return change


def nothing(office: Repository) -> None:
    pass


APPROVE = ["--on", "2023-05-04", "--by", "Hội thị xã", "--document", "QĐ-3"]
OUTCOME = ["--on", "2023-09-01", "--reason", "completed", "--outcome", "Cô tự đi chợ bằng xe lăn mỗi sáng."]


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (nothing, ["approve", "DC23A0002H"], f"không có địa chỉ “DC23A0002H” ({CODE}?)"),
        (nothing, ["approve", NEW], f"portal dossier {NEW} --reference SỐ"),
        (edited(NEW_PATH, "survey:", "dossier: {on: 2023-05-02, reference: HS-3}\nsurvey:"), ["approve", NEW, *APPROVE], "còn hạn của: self"),
        (nothing, ["approve", CODE, *APPROVE], "bước approved đã ghi ngày 2023-03-20"),
        (nothing, ["approve", NEW, "--on", "2099-01-01"], "là ngày chưa đến"),
        (nothing, ["approve", NEW, "--on", "1/2/2023"], "cần ngày dạng năm-tháng-ngày"),
        (nothing, ["dossier", NEW], "thiếu --reference: Số hồ sơ giấy"),
        (nothing, ["dossier", NEW, "--on", "2023-04-30", "--reference", "HS"], "portal check sẽ báo 1 lỗi"),
        (nothing, ["introduce", NEW, "--on", "2023-05-04"], f"portal approve {NEW} --by NƠI"),
        (nothing, ["introduce", CODE], "bước introduced đã ghi"),
        (nothing, ["finish", CODE, *OUTCOME], "còn giữ 500.000 đ"),
        (edited("handovers/2023/06/10/ban-giao-1.yaml", "1500000", "2000000"), ["finish", CODE, *OUTCOME[:-1], "ngắn"], "cần ít nhất 20 ký tự"),
        (nothing, ["resurvey", CODE, "--on", "2023-02-01", "--by", "Tổ"], "portal check sẽ báo 1 lỗi"),
        (nothing, ["resurvey", CODE, "--on", "2023-03-01", "--by", "Tổ"], "bước survey đã ghi ngày 2023-03-01"),
        (nothing, ["withdraw", NEW], "không còn đồng ý nào như vậy để rút"),
        (nothing, ["withdraw", CODE, "--scope", "face"], "không còn đồng ý nào như vậy để rút"),
        (nothing, ["withdraw", CODE, "--giver", "child"], "không còn đồng ý nào như vậy để rút"),
        (nothing, ["withdraw", CODE, "--on", "2023-03-01"], "portal check sẽ báo 1 lỗi"),
        (edited(tree.ADDRESS, "consents:", "suspended: {on: 2023-06-01, reason: Đang kiểm tra}\nconsents:"), ["finish", CODE, *OUTCOME], "đang tạm dừng: Đang kiểm tra"),
        (edited(tree.ADDRESS, "consents:", "duplicate_of: DC23A0003E\nconsents:"), ["finish", CODE, *OUTCOME], "trùng với DC23A0003E"),
        (nothing, ["accept", "CK23B00027"], "không có lời hứa"),
        (nothing, ["accept", "CK23B00019", "--on", "2023-05-01"], "trước ngày hứa 2023-06-01"),
        (nothing, ["decline", "CK23B00019", "--on", "2023-06-02"], "thiếu --reason"),
        (edited("pledges/2023/06/CK23B00019.yaml", "2099-01-01", "2023-07-01"), ["accept", "CK23B00019"], "đã hết hạn ngày 2023-07-01"),
        (edited("pledges/2023/06/CK23B00019.yaml", "source: form", "source: form\naccepted: {on: 2023-06-02}"), ["decline", "CK23B00019", "--reason", "x"], "bước accepted đã ghi"),
    ],
)  # fmt: skip
def test_a_refused_step_says_why_and_writes_nothing(
    tmp_path: Path,
    untouched: Repository,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Repository], None],
    line: list[str],
    says: str,
) -> None:
    office = untouched if change is nothing else Repository(tmp_path, SURVEYED + PROMISE)
    change(office)
    before = office.state()
    assert office.portal(*line) == 1
    told = capsys.readouterr()
    assert says in told.out + told.err
    assert "Traceback" not in told.err
    assert office.state() == before
    assert office.portal(*line, "--lang", "en") == 1
    assert says not in capsys.readouterr().err


def test_a_dry_run_shows_the_difference_and_the_message_and_writes_nothing(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    before = office.state()
    assert office.portal("withdraw", CODE, "--on", "2023-10-01", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "+  withdrawn_on: 2023-10-01" in told
    assert f"Rút đồng ý {CODE} (phường Thác Mơ)" in told
    assert office.state() == before


def test_withdrawal_ends_all_consents_or_only_what_is_named(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.portal("withdraw", CODE, "--on", "2023-10-01", "--scope", "story") == 0
    consents = office.text().split("consents:")[1]
    assert consents == (
        "\n- scopes:\n  - publish\n  by: self\n  on: 2023-03-01\n- scopes:\n  - story\n  by: self\n  on: 2023-03-01\n  withdrawn_on: 2023-10-01\n"
    )
    assert "72 giờ" in capsys.readouterr().out
    assert office.portal("withdraw", CODE, "--on", "2026-03-06") == 0  # a Friday
    assert office.text().count("withdrawn_on") == 2
    told = capsys.readouterr().out
    assert "trả lời chậm nhất 2026-03-10; ngừng xử lý chậm nhất 2026-03-21" in told
    assert "500.000" in told
    assert f"portal erase {CODE}" in told


def test_a_promise_by_form_counts_once_it_is_accepted(office: Repository) -> None:
    assert office.portal("accept", "CK23B00019", "--on", "2023-06-03") == 0
    assert office.message() == f"Nhận lời hứa CK23B00019 cho {CODE}"
    assert office.text("pledges/2023/06/CK23B00019.yaml").endswith(
        "accepted:\n  on: 2023-06-03\nexpires_on: 2099-01-01\n"
    )


def test_a_declined_promise_says_why(office: Repository) -> None:
    assert office.portal("decline", "CK23B00019", "--on", "2023-06-03", "--reason", "Đã đủ") == 0
    assert office.message() == f"Không nhận lời hứa CK23B00019 cho {CODE}"
    assert "declined:\n  on: 2023-06-03\n  reason: Đã đủ\n" in office.text("pledges/2023/06/CK23B00019.yaml")


def test_a_takedown_does_not_wait_for_somebodys_draft(office: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    (office.data / NEW_PATH).write_text("code: DC23A0003E\ntitle:\n", encoding="utf-8")
    assert office.portal("withdraw", CODE, "--on", "2023-10-01") == 0
    assert "ở tệp khác" in capsys.readouterr().out
    assert office.portal("dossier", NEW, "--reference", "HS") == 1
    assert f"{NEW_PATH}:2" in capsys.readouterr().err


def test_who_drafted_or_surveyed_does_not_approve_once_roles_are_set(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.replace(office.data, NEW_PATH, "survey:", f"dossier: {{on: 2023-05-02, reference: HS-3}}\n{CONSENT}survey:")
    office.git("-c", "user.email=b@example.org", "commit", "--quiet", "-am", "consent")
    office.git(
        "-c", "user.email=C@example.org", "-c", "user.name=C", "commit", "--quiet", "--allow-empty", "-m", "none"
    )
    tree.replace(office.data, NEW_PATH, "consents:", "resurveys: [{on: 2023-05-03, by: Tổ 3}]\nconsents:")
    office.git("-c", "user.email=C@example.org", "commit", "--quiet", "-am", "survey again")
    office.git("config", ROLE_SETTING, "district")
    for mail, status in (("a@example.org", 1), ("c@example.org", 1), ("b@example.org", 0)):
        office.git("config", "user.email", mail)
        assert office.portal("approve", NEW, *APPROVE) == status, mail
        assert ("không tự duyệt" in capsys.readouterr().err) == bool(status)
    assert office.message() == f"Duyệt {NEW} (phường Long Thủy)\n\nRole: district"


def test_a_commune_surveys_and_takes_wishes_but_does_not_approve(
    office: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    office.git("config", ROLE_SETTING, "commune")
    for command in ("approve", "introduce", "finish"):
        assert office.portal(command, NEW) == 1
        assert "vai trò commune" in capsys.readouterr().err
    assert office.portal("accept", "CK23B00019") == 1
    assert office.portal("resurvey", CODE, "--on", "2023-06-01", "--by", "Tổ") == 0
    assert office.message().endswith("Role: commune")
    office.git("config", ROLE_SETTING, "king")
    assert office.portal("resurvey", CODE) == 1
    assert "chọn một trong: commune, district, province, office" in capsys.readouterr().err


def test_only_the_file_of_the_step_is_committed(office: Repository) -> None:
    other = office.data / "organisations/chapter/hoi-phuoc-long.yaml"
    other.write_text(other.read_text(encoding="utf-8") + "# đang sửa\n", encoding="utf-8")
    (office.top / "ghi-chu.txt").write_text("x")
    office.git("add", "ghi-chu.txt")
    assert office.portal("withdraw", CODE, "--on", "2023-10-01") == 0
    assert office.git("show", "--name-only", "--format=", "HEAD").split() == [FILE]
    assert office.git("status", "--porcelain").splitlines() == [
        " M data/organisations/chapter/hoi-phuoc-long.yaml",
        "A  ghi-chu.txt",
    ]


def test_a_fact_that_is_missing_is_asked_for_at_a_terminal(office: Repository) -> None:
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
    line = [
        sys.executable,
        "-P",
        "-m",
        "scripts.portal",
        "resurvey",
        CODE,
        "--on",
        "2023-06-01",
        "--data",
        str(office.data),
    ]
    with subprocess.Popen(line, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, env=environment) as asking:
        os.close(theirs)
        os.write(ours, "\nTổ 3\n".encode())  # an empty line is asked again
        asking.communicate(timeout=60)
    os.close(ours)
    assert asking.returncode == 0
    assert "- on: 2023-06-01\n  by: Tổ 3\n" in office.text()


SHARED, FIRST, SECOND = "CK23B00027", "CK23B00035", "CK23B00043"
FIRST_FILE, SECOND_FILE = f"pledges/2023/06/{FIRST}.yaml", f"pledges/2023/06/{SECOND}.yaml"


def together(supporter: str = "{name: Xưởng Mộc M., kind: organisation, visibility: name_amount}") -> str:
    """Two promises of one form, as the callback writes them."""
    made = ""
    for reference, account in ((FIRST, CODE), (SECOND, "QC23A0001E")):
        made += f"""
# pledges/2023/06/{reference}.yaml
reference: {reference}
made_on: 2023-06-01
account: {account}
supporter: {supporter}
kind: cash
value_vnd: 500000
source: form
expires_on: 2099-01-01
bundle: {SHARED}
"""
    return made


def test_promises_of_one_form_are_accepted_together_as_those_of_an_organisation(tmp_path: Path) -> None:
    office = Repository(tmp_path, SURVEYED + tree.ENTERPRISE + together())
    assert office.portal("accept", SHARED, "--on", "2023-06-03", "--organisation", "xuong-mau") == 0
    assert office.message() == f"Nhận 2 lời hứa có mã chung {SHARED}"
    for path in (FIRST_FILE, SECOND_FILE):
        text = office.text(path)
        assert "accepted:\n  on: 2023-06-03\n" in text
        assert "organisation: xuong-mau" in text
        assert "visibility: name_amount" in text
        assert "Xưởng Mộc M." not in text
    before, now = tmp_path / "before", office.data
    tree.write(before, SURVEYED + tree.ENTERPRISE + together())
    assert list(changed_lines(before, now)) == []


def test_a_shared_reference_answers_only_what_has_no_answer_yet(tmp_path: Path) -> None:
    office = Repository(tmp_path, SURVEYED + tree.ENTERPRISE + together())
    assert office.portal("decline", SECOND, "--on", "2023-06-02", "--reason", "quỹ đã đủ") == 0
    assert office.portal("accept", SHARED, "--on", "2023-06-03", "--organisation", "xuong-mau") == 0
    assert office.message() == f"Nhận lời hứa {FIRST} cho {CODE}"
    assert "accepted" not in office.text(SECOND_FILE)
    assert "name: Xưởng Mộc M." in office.text(SECOND_FILE)
    assert "organisation: xuong-mau" in office.text(FIRST_FILE)
    assert office.portal("accept", SHARED, "--on", "2023-06-04") == 1


@pytest.mark.parametrize(
    ("supporter", "organisation", "says"),
    [
        ("{name: Xưởng Mộc M., kind: organisation, visibility: name}", "xuong-moc", "không có tổ chức “xuong-moc”"),
        ("{name: Xưởng Mộc M., kind: organisation, visibility: name}", "xuong-mao", "(xuong-mau?)"),
        ("{name: Chị L., visibility: name}", "xuong-mau", "là của một người"),
        ("{organisation: hoi-phuoc-long, kind: organisation}", "xuong-mau", "đã ghi là của “hoi-phuoc-long”"),
    ],
)
def test_a_promise_is_not_given_to_an_organisation_that_did_not_make_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], supporter: str, organisation: str, says: str
) -> None:
    office = Repository(tmp_path, SURVEYED + tree.ENTERPRISE + together(supporter))
    before = office.git("rev-parse", "HEAD")
    assert office.portal("accept", FIRST, "--on", "2023-06-03", "--organisation", organisation) == 1
    assert says in capfd.readouterr().err
    assert office.git("rev-parse", "HEAD") == before
    assert office.git("status", "--porcelain") == ""
