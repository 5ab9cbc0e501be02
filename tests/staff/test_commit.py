"""A commit is made whole or not at all, and never into a repository that is not ready for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from string import Formatter

import pytest
from filelock import FileLock

from scripts.command_line import run
from scripts.folders import ROOT
from scripts.messages import Stop
from scripts.staff import commit
from scripts.staff.commit import Checkout
from scripts.staff.texts import TEXTS
from tests import tree
from tests.callback.office import git
from tests.staff.repository import CODE, Repository

WITHDRAW = ("withdraw", CODE, "--on", "2023-10-01")


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def locked(office: Repository) -> None:
    (office.top / ".git/index.lock").touch()


def detached(office: Repository) -> None:
    office.git("switch", "--quiet", "--detach")


def merging(office: Repository) -> None:
    (office.top / ".git/MERGE_HEAD").write_text(office.git("rev-parse", "HEAD"))


def nobody(office: Repository) -> None:
    office.git("config", "--unset", "user.email")


def edited(office: Repository) -> None:
    tree.replace(office.data, tree.ADDRESS, "Xe lăn gấp", "Xe lăn nhẹ")


def staged(office: Repository) -> None:
    edited(office)
    office.git("add", "-A")


def others_work(office: Repository) -> None:
    other = office.place / "other"
    git(office.place, "clone", "--quiet", str(office.remote), str(other))
    (other / "x").write_text("x")
    git(other, "add", "-A")
    git(other, "commit", "--quiet", "-m", "theirs")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    office.git("fetch", "--quiet")


def both(office: Repository) -> None:
    others_work(office)
    office.git("commit", "--quiet", "--allow-empty", "-m", "ours")


def hook(office: Repository) -> None:
    path = office.top / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\necho 'chưa có chữ ký'\nexit 1\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("obstacle", "status", "says"),
    [
        (locked, 1, "index.lock"),
        (detached, 1, "git switch main"),
        (merging, 1, "git merge --abort"),
        (nobody, 1, "git config --global user.email"),
        (edited, 1, f"M data/{tree.ADDRESS}"),
        (staged, 1, f"M  data/{tree.ADDRESS}"),
        (others_work, 1, "có 1 commit mà máy này chưa có"),
        (both, 1, "git pull --rebase"),
        (hook, 2, "chưa có chữ ký"),
    ],
)
def test_a_repository_that_is_not_ready_is_left_as_it_is(
    office: Repository,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    obstacle: Callable[[Repository], None],
    status: int,
    says: str,
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(office.place))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL", raising=False)
    obstacle(office)
    before = office.state()
    assert office.portal(*WITHDRAW) == status
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told
    assert office.state() == before


def test_a_refused_commit_takes_new_files_and_folders_away_again(office: Repository) -> None:
    hook(office)
    before = office.state()
    checkout = Checkout(office.data)
    changes: dict[str, bytes | None] = {"addresses/2024/x.yaml": b"x", tree.ADDRESS: None, tree.RECEIPT: b"y"}
    with pytest.raises(Stop):
        checkout.commit(changes, "x")
    assert office.state() == before
    assert not (office.data / "addresses/2024").exists()


def test_files_are_written_changed_and_removed_in_one_commit(office: Repository) -> None:
    changes: dict[str, bytes | None] = {"addresses/2024/x.yaml": b"x", tree.ADDRESS: None, tree.RECEIPT: b"y"}
    Checkout(office.data).commit(changes, "Một việc\n\nRole: office\n")
    assert office.message() == "Một việc\n\nRole: office"
    listed = office.git("show", "--name-status", "--format=", "HEAD").splitlines()
    wanted = ["A\tdata/addresses/2024/x.yaml", f"D\tdata/{tree.ADDRESS}", f"M\tdata/{tree.RECEIPT}"]
    assert sorted(listed) == wanted
    assert office.git("status", "--porcelain") == ""


def test_the_first_commit_of_a_repository_can_fail_and_be_made(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=main", ".")
    git(tmp_path, "config", "user.name", "A")
    git(tmp_path, "config", "user.email", "a@example.org")
    (tmp_path / ".git/hooks/pre-commit").parent.mkdir(exist_ok=True)
    (tmp_path / ".git/hooks/pre-commit").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / ".git/hooks/pre-commit").chmod(0o755)
    with pytest.raises(Stop):
        Checkout(tmp_path).commit({"a.yaml": b"a"}, "x")
    assert git(tmp_path, "status", "--porcelain") == ""
    (tmp_path / ".git/hooks/pre-commit").unlink()
    assert Checkout(tmp_path).commit({"a.yaml": b"a"}, "x")


def test_two_commands_at_once_do_not_write_into_one_checkout(
    office: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "_BUSY_SECONDS", 0.1)
    with FileLock(office.top / ".git/nhandao.lock"):
        assert office.portal(*WITHDRAW) == 1
    assert "đang ghi vào kho này" in capsys.readouterr().err
    assert office.portal(*WITHDRAW) == 0


def test_a_folder_without_a_repository_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree.write(tmp_path)
    assert run(["withdraw", CODE, "--data", str(tmp_path)]) == 1
    assert "portal init" in capsys.readouterr().err


@pytest.mark.parametrize(("when", "is_made"), [("pre-commit", False), ("post-commit", True)])
def test_a_command_that_is_ended_leaves_all_of_a_commit_or_nothing(
    office: Repository, when: str, is_made: bool
) -> None:
    path = office.top / ".git/hooks" / when
    path.parent.mkdir(exist_ok=True)
    # Ends the command that started the git that started this hook, and lets that git go on.
    path.write_text(
        "#!/bin/sh\nkill -TERM $(ps -o ppid= -p $PPID)\nwhile kill -0 $PPID 2>/dev/null; do sleep 0.05; done\n"
    )
    path.chmod(0o755)
    before = office.state()
    line = [sys.executable, "-P", "-m", "scripts.portal", *WITHDRAW, "--data", str(office.data)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 130, done.stderr
    assert office.git("status", "--porcelain") == ""
    assert not (office.top / ".git/index.lock").exists()
    assert ("withdrawn_on" in office.text()) == is_made
    assert (office.state() != before) == is_made


def test_every_text_is_there_in_both_languages_with_the_same_places() -> None:
    for name, (vietnamese, english) in TEXTS.items():
        places = [{place for _, place, _, _ in Formatter().parse(text) if place} for text in (vietnamese, english)]
        assert places[0] == places[1], name
        assert vietnamese != english or "{" in vietnamese, name
