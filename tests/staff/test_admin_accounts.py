"""Accounts of the form editor: what the file may hold, how it is made, and how wrong passwords are met."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scripts.command_line import run
from scripts.messages import Stop
from scripts.staff.admin.accounts import Accounts, Refused
from scripts.staff.admin.roles import Editor, Status, publishing_refusal, refusal
from scripts.staff.admin.sessions import Sessions
from scripts.staff.admin.settings import load
from tests.staff.forms_office import CHEAP

NOW = datetime(2023, 10, 31, 5, 0, tzinfo=UTC)
CONFIG = 'state = "state"\naccounts = "accounts.toml"\nurl = "{url}"\n[repository]\nremote = "data.git"\n'


def accounts(folder: Path) -> Accounts:
    return Accounts(folder / "accounts.toml", folder / "locks.json", CHEAP)


def test_passwords_are_hashed_at_full_cost_and_fit_only_themselves(tmp_path: Path) -> None:
    made = Accounts(tmp_path / "accounts.toml", tmp_path / "locks.json")
    password = made.add("co-hanh", "Cô Hạnh", "province", ())
    assert "$m=65536,t=3," in (tmp_path / "accounts.toml").read_text(encoding="utf-8")
    assert isinstance(made.log_in("co-hanh", password, NOW), Editor)
    assert made.log_in("co-hanh", password.upper(), NOW) == Refused()


def test_the_file_holds_hashes_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    password = made.add("co-hanh", 'Cô Hạnh "xã"', "commune", ("2023/25216",))
    text = (tmp_path / "accounts.toml").read_text(encoding="utf-8")
    assert password not in text
    assert "$argon2id$" in text
    assert stat.S_IMODE((tmp_path / "accounts.toml").stat().st_mode) == 0o600
    found = accounts(tmp_path).log_in("co-hanh", password, NOW)
    assert found == Editor("co-hanh", 'Cô Hạnh "xã"', "co-hanh@staff.invalid", "commune", frozenset({"2023/25216"}))


def test_wrong_passwords_lock_for_a_while_that_grows_and_outlives_a_restart(tmp_path: Path) -> None:
    password = accounts(tmp_path).add("co-hanh", "Cô Hạnh", "province", ())
    now, waits = NOW, []
    for _ in range(8):
        found = accounts(tmp_path).log_in("co-hanh", "sai", now)
        assert isinstance(found, Refused)
        if found.until is not None:
            waits.append((found.until - now).seconds)
            assert isinstance(accounts(tmp_path).log_in("co-hanh", password, now), Refused)
            now = found.until
    assert waits == [60, 120, 240, 480]
    assert isinstance(accounts(tmp_path).log_in("co-hanh", password, now), Editor)
    assert accounts(tmp_path).log_in("co-hanh", "sai", now) == Refused()  # counted anew


def test_a_new_password_opens_a_locked_account_and_closes_the_old_one(tmp_path: Path) -> None:
    made = accounts(tmp_path)
    old = made.add("co-hanh", "Cô Hạnh", "province", ())
    for _ in range(6):
        made.log_in("co-hanh", "sai", NOW)
    new = made.add("co-hanh", "Cô Hạnh", "province", ())
    assert isinstance(made.log_in("co-hanh", old, NOW), Refused)
    assert isinstance(made.log_in("co-hanh", new, NOW), Editor)


@pytest.mark.parametrize(
    ("user", "name", "role", "units"),
    [
        ("Cô", "Cô Hạnh", "commune", ("2023/25216",)),
        ("a/b", "Cô Hạnh", "commune", ("2023/25216",)),
        ("co-hanh", "x", "commune", ("2023/25216",)),
        ("co-hanh", "Cô <hanh@x>", "commune", ("2023/25216",)),
        ("co-hanh", "Cô\nHạnh", "commune", ("2023/25216",)),
        ("co-hanh", "Cô Hạnh", "commune", ()),
        ("co-hanh", "Cô Hạnh", "commune", ("25216",)),
        ("co-hanh", "Cô Hạnh", "district", ("2023/25216",)),
        ("co-hanh", "Cô Hạnh", "province", ("688",)),
        ("co-hanh", "Cô Hạnh", "admin", ()),
    ],
)
def test_an_account_that_fits_no_role_is_refused(
    tmp_path: Path, user: str, name: str, role: str, units: tuple[str, ...]
) -> None:
    with pytest.raises(Stop) as stopped:
        accounts(tmp_path).add(user, name, role, units)
    assert "gặp “" in stopped.value.text("vi")
    assert not (tmp_path / "accounts.toml").exists()


def test_the_command_makes_and_takes_away_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "admin.toml"
    config.write_text(CONFIG.format(url="https://nhandao.example.vn"))
    line = ["admin", "--config", str(config)]
    unit = ["--role", "commune", "--unit", "2023/25216"]
    assert run([*line, "--add-user", "co-hanh", "--name", "Cô Hạnh", *unit]) == 0
    told = capsys.readouterr().out
    password = told.split("mật khẩu: ")[1].split("\n")[0]
    assert isinstance(accounts(tmp_path).log_in("co-hanh", password, NOW), Editor)
    assert run([*line, "--remove-user", "co-hanh"]) == 0
    assert run([*line, "--remove-user", "co-hanh"]) == 1
    assert run([*line, "--add-user", "co-hanh", "--name", "Cô Hạnh"]) == 1
    assert "--role" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "không có tệp cấu hình"),
        ("state =", "admin.toml"),
        ('state = "s"', "accounts"),
        (CONFIG.format(url="http://nhandao.example.vn"), "https"),
        (CONFIG.format(url="https://nhandao.example.vn/admin"), "url"),
        (CONFIG.format(url="https://nhandao.example.vn") + "more = 1\n", "more"),
    ],
)
def test_settings_that_are_wrong_are_told_by_field(tmp_path: Path, text: str | None, told: str) -> None:
    file = tmp_path / "admin.toml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(Stop) as stopped:
        load(file)
    assert told in stopped.value.text("vi")


def test_accounts_stay_out_of_every_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    file = tmp_path / "admin.toml"
    file.write_text(CONFIG.format(url="https://nhandao.example.vn"))
    with pytest.raises(Stop) as stopped:
        load(file)
    assert "nằm trong một kho git" in stopped.value.text("vi")


def test_a_session_ends_when_it_is_idle_and_after_a_day_of_work() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token = sessions.begin("xa")
    for _ in range(3):
        now[0] += timedelta(hours=3).total_seconds()
        assert sessions.of(token) is not None
    now[0] += timedelta(hours=3).total_seconds()
    assert sessions.of(token) is None  # twelve hours
    token = sessions.begin("xa")
    now[0] += timedelta(hours=4).total_seconds()
    assert sessions.of(token) is None  # four hours without a word
    assert sessions.of("") is None


def person(user: str, role: str) -> Editor:
    return Editor(user, user, f"{user}@staff.invalid", role, frozenset())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "status", "to", "authors", "why"),
    [
        ("commune", "draft", "pending_review", ("a",), ""),
        ("commune", "draft", "pending_publish", ("b",), "not-your-step"),
        ("commune", "pending_publish", "draft", ("b",), ""),
        ("district", "pending_review", "pending_publish", ("b",), ""),
        ("district", "draft", "pending_publish", ("b",), ""),
        ("district", "pending_review", "pending_publish", ("b", "a"), "own-draft"),
        ("province", "pending_review", "pending_publish", ("b",), ""),
        ("province", "pending_review", "pending_publish", ("a",), "own-draft"),
    ],
)
def test_who_may_take_a_draft_from_step_to_step(
    role: str, status: Status, to: Status, authors: tuple[str, ...], why: str
) -> None:
    assert refusal(person("a", role), status, to, authors) == why


@pytest.mark.parametrize(
    ("role", "status", "authors", "reviewer", "why"),
    [
        ("province", "pending_publish", ("b",), "c", ""),
        ("district", "pending_publish", ("b",), "c", "not-your-step"),
        ("province", "pending_review", ("b",), None, "not-ready"),
        ("province", "pending_publish", ("b",), None, "not-ready"),
        ("province", "pending_publish", ("b", "a"), "c", "own-draft"),
        ("province", "pending_publish", ("b",), "a", "own-review"),
    ],
)
def test_who_may_publish(role: str, status: Status, authors: tuple[str, ...], reviewer: str | None, why: str) -> None:
    assert publishing_refusal(person("a", role), status, authors, reviewer) == why
