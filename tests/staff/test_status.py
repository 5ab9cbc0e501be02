"""What waits for whom on a day, at the day before and the day itself; and the payments where there is a callback."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scripts.command_line import run
from scripts.staff.waiting import waiting
from tests import tree
from tests.staff.repository import CODE, PROMISE, SURVEYED

CONSENT = "by: self, on: 2023-03-01"
REPORTED = "updates: [{on: 2023-06-20, text: Cô tự đi chợ được rồi.}]\nconsents:"


def at(folder: Path, day: str, *kinds: str) -> list[tuple[str, str, str, bool]]:
    """What waits on a day, of some kinds of work: (work, code, due, overdue)."""
    found = waiting(tree.book(folder), date.fromisoformat(day))
    return [(item.work, item.code, str(item.due), item.overdue) for item in found if not kinds or item.work in kinds]


@pytest.mark.parametrize(
    ("old", "new", "day", "kind", "waits"),
    [
        (CONSENT, f"{CONSENT}, expires_on: 2023-10-01", "2023-08-01", "consent-soon", []),
        (CONSENT, f"{CONSENT}, expires_on: 2023-10-01", "2023-08-02", "consent-soon", [("2023-10-01", False)]),
        (CONSENT, f"{CONSENT}, expires_on: 2023-10-01", "2023-09-30", "consent-soon", [("2023-10-01", False)]),
        (CONSENT, f"{CONSENT}, expires_on: 2023-10-01", "2023-09-30", "consent-over", []),
        (CONSENT, f"{CONSENT}, expires_on: 2023-10-01", "2023-10-01", "consent-over", [("2023-10-01", True)]),
        (CONSENT, f"{CONSENT}, expires_on: 2023-10-01, withdrawn_on: 2023-09-01", "2023-10-02", "consent-over", []),
        (CONSENT, f"{CONSENT}, withdrawn_on: 2026-03-06", "2026-03-05", "withdrawn", []),
        (CONSENT, f"{CONSENT}, withdrawn_on: 2026-03-06", "2026-03-10", "withdrawn", [("2026-03-10", False)]),
        (CONSENT, f"{CONSENT}, withdrawn_on: 2026-03-06", "2026-03-21", "withdrawn", [("2026-03-21", False)]),
        (CONSENT, f"{CONSENT}, withdrawn_on: 2026-03-06", "2026-03-22", "withdrawn", []),
        ("consents:", "consents:", "2024-01-30", "resurvey", []),
        ("consents:", "consents:", "2024-01-31", "resurvey", [("2024-03-01", False)]),
        ("consents:", "consents:", "2024-03-02", "resurvey", [("2024-03-01", True)]),
        ("consents:", "resurveys: [{on: 2023-12-01, by: Tổ}]\nconsents:", "2024-03-02", "resurvey", []),
        ("consents:", "consents:", "2023-09-07", "outcome", []),
        ("consents:", "consents:", "2023-09-08", "outcome", [("2023-09-08", False)]),
        ("consents:", "consents:", "2023-09-09", "outcome", [("2023-09-08", True)]),
        ("consents:", REPORTED, "2023-09-09", "outcome", []),
        ("consents:", "suspended: {on: 2023-06-20, reason: Kiểm tra}\nconsents:", "2023-09-09", "suspended", [("2023-06-20", False)]),
        ("consents:", "suspended: {on: 2023-06-20, reason: Kiểm tra}\nconsents:", "2023-09-09", "outcome", []),
        ("introduced: {on: 2023-03-25}\n", "", "2023-09-09", "introduce", [("2023-03-20", False)]),
        ("consents:", "call: {opens_on: 2023-04-01, closes_on: 2023-06-20}\nconsents:", "2023-06-06", "call", [("2023-06-20", False)]),
        ("consents:", "call: {opens_on: 2023-04-01, closes_on: 2023-06-20}\nconsents:", "2023-06-21", "call", []),
        ("consents:", "call: {opens_on: 2023-04-01, closes_on: 2023-06-20}\nconsents:", "2023-06-21", "distribute", [("2023-07-10", False)]),
        ("consents:", "call: {opens_on: 2023-04-01, closes_on: 2023-06-20}\nconsents:", "2023-07-11", "distribute", [("2023-07-10", True)]),
    ],
)  # fmt: skip
def test_what_waits_of_an_address(
    tmp_path: Path, old: str, new: str, day: str, kind: str, waits: list[tuple[str, bool]]
) -> None:
    tree.write(tmp_path)
    tree.replace(tmp_path, tree.ADDRESS, old, new)
    assert at(tmp_path, day, kind) == [(kind, CODE, due, overdue) for due, overdue in waits]


def test_an_address_waits_for_one_next_step_at_a_time(tmp_path: Path) -> None:
    tree.write(tmp_path, SURVEYED)
    steps = ("dossier", "approve", "introduce")
    assert at(tmp_path, "2023-04-30", *steps) == []
    assert at(tmp_path, "2023-05-10", *steps) == [("dossier", "DC23A0003E", "2023-05-01", False)]
    tree.replace(
        tmp_path, "addresses/2023/DC23A0003E.yaml", "survey:", "dossier: {on: 2023-05-11, reference: HS}\nsurvey:"
    )
    assert at(tmp_path, "2023-05-10", *steps) == [("dossier", "DC23A0003E", "2023-05-01", False)]
    (item,) = [item for item in waiting(tree.book(tmp_path), date(2023, 5, 11)) if item.work == "approve"]
    assert (item.code, item.about) == ("DC23A0003E", "self")
    tree.replace(
        tmp_path,
        "addresses/2023/DC23A0003E.yaml",
        "survey:",
        "rejected: {on: 2023-05-12, reason: Đã có nơi giúp}\nsurvey:",
    )
    assert at(tmp_path, "2023-05-12", *steps) == []


def test_promises_by_form_wait_until_they_are_answered_or_end(tmp_path: Path) -> None:
    tree.write(tmp_path, PROMISE.replace("2099-01-01", "2023-07-01"))
    assert at(tmp_path, "2023-06-30", "answer") == [("answer", "CK23B00019", "2023-06-01", False)]
    assert at(tmp_path, "2023-07-01", "answer") == []
    for answer in ("accepted: {on: 2023-06-02}", "declined: {on: 2023-06-02}"):
        tree.write(tmp_path, PROMISE + answer)
        assert at(tmp_path, "2023-06-30", "answer") == []


@pytest.mark.parametrize(
    ("day", "reports"),
    [
        ("2023-01-01", []),
        ("2023-02-08", [("quarter", "2023-03-09")]),
        ("2023-03-09", [("quarter", "2023-03-09")]),
        ("2023-03-10", []),
        ("2023-05-29", [("half-year", "2023-05-29"), ("quarter", "2023-06-09")]),
        ("2023-11-25", [("year", "2023-11-29"), ("quarter", "2023-12-09")]),
    ],
)
def test_reports_of_plan_v_are_due_the_day_before_the_day_it_names(
    tmp_path: Path, day: str, reports: list[tuple[str, str]]
) -> None:
    assert at(tree.write(tmp_path), day, "report") == [("report", kind, due, False) for kind, due in reports]


def test_the_command_tells_staffs_work_and_ends_with_1_when_there_is_any(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree.write(tmp_path, SURVEYED)
    assert run(["status", "--data", str(tmp_path), "--as-of", "2023-05-10"]) == 1
    told = capsys.readouterr().out
    assert "Hội mẫu, ngày 2023-05-10" in told
    assert "chờ huyện lập hồ sơ (ngày khảo sát): 1\n  DC23A0003E  2023-05-01\n" in told
    assert "Các khoản ủng hộ" not in told
    (tmp_path / "addresses/2023/DC23A0003E.yaml").unlink()
    assert run(["status", "--data", str(tmp_path), "--as-of", "2023-06-12"]) == 0
    assert "Không có việc nào chờ" in capsys.readouterr().out


def test_payments_are_told_where_there_is_a_callback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write(tmp_path / "data")
    config = f'state = "{tmp_path}/state"\nsite_url = "https://a.vn"\n[repository]\nremote = "r"\n'
    (tmp_path / "callback.toml").write_text(config)
    monkeypatch.chdir(tmp_path)
    line = ["status", "--as-of", "2023-06-12", "--lang", "en"]
    assert run(line) == 1  # the committer has never run
    assert "for a person to match: 0" in capsys.readouterr().out
    (tmp_path / "callback.toml").rename("other.toml")
    assert run(line) == 0
    assert "Payments" not in capsys.readouterr().out
    assert run([*line, "--config", "other.toml"]) == 1
    assert "Payments" in capsys.readouterr().out
    assert run([*line, "--config", "none.toml"]) == 1
