"""The committer starts from whatever an earlier end left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.callback import repository, status
from scripts.callback.committer import Committer
from scripts.callback.git import GitFailed
from scripts.callback.lock import AlreadyRunning
from scripts.callback.repository import BadSettings, Repository
from tests.callback.office import ADDRESS, NOW, ON, Office, gift, git, work


@pytest.fixture
def office(place: Path) -> Office:
    return Office(place / "office")


def told(committer: Committer, *payments: str) -> None:
    for payment in payments:
        committer.inbox.put(gift(payment, 200_000, ADDRESS))


def settled(office: Office, *payments: str) -> None:
    """A new committer on the same folder brings every payment to the remote, once."""
    committer = office.committer()
    work(committer)
    assert committer.inbox.counts(NOW.timestamp())[:4] == (0, 0, 0, 0)
    committer.close()
    found = office.receipts()
    assert {f"bank-{payment}": found.get(f"bank-{payment}") for payment in payments} == {
        f"bank-{payment}": 1 for payment in payments
    }
    git(office.place / "state/repository.git", "fsck", "--strict")
    office.sound()


def test_messages_that_were_committed_but_not_moved_are_not_committed_again(office: Office) -> None:
    committer = office.committer()
    told(committer, "A", "B")
    committer.commit_waiting()
    for name in ("bank-A.json", "bank-B.json"):
        (committer.inbox.unpushed / name).rename(committer.inbox.waiting / name)
    committer.close()
    settled(office, "A", "B")
    assert git(office.remote, "rev-list", "--count", "main").strip() == "2"


def test_a_message_that_was_moved_half_way_stands_once_in_the_end(office: Office) -> None:
    committer = office.committer()
    told(committer, "A")
    committer.commit_waiting()
    (committer.inbox.waiting / "bank-A.json").hardlink_to(committer.inbox.unpushed / "bank-A.json")
    committer.close()
    settled(office, "A")


def test_stale_locks_and_half_written_packs_are_removed(office: Office) -> None:
    committer = office.committer()
    told(committer, "A")
    committer.close()
    clone = office.place / "state/repository.git"
    for path in ("refs/heads/main.lock", "index.lock", "packed-refs.lock", "objects/pack/tmp_pack_x", "config.lock"):
        (clone / path).write_bytes(b"half")
    settled(office, "A")
    assert not list(clone.rglob("*.lock"))
    assert not list(clone.rglob("tmp_*"))


def lose(clone: Path) -> None:
    shutil.rmtree(clone)


def empty_packs(clone: Path) -> None:
    for pack in (clone / "objects/pack").iterdir():
        pack.chmod(0o644)
        pack.write_bytes(b"")


def lose_last_pack(clone: Path) -> None:
    newest = max((clone / "objects/pack").glob("*.pack"), key=lambda path: path.stat().st_mtime_ns)
    newest.unlink()
    newest.with_suffix(".idx").unlink()


def lose_head(clone: Path) -> None:
    (clone / "HEAD").write_bytes(b"")


def garble_ref(clone: Path) -> None:
    (clone / "refs/heads/main").write_bytes(b"\0" * 41)


def lose_branch(clone: Path) -> None:
    (clone / "refs/heads/main").unlink()


@pytest.mark.parametrize("harm", [lose, empty_packs, lose_last_pack, lose_head, garble_ref, lose_branch])
def test_a_missing_or_broken_clone_is_made_again_and_nothing_unpushed_is_lost(
    office: Office, harm: Callable[[Path], None]
) -> None:
    committer = office.committer()
    told(committer, "A")
    work(committer)
    told(committer, "B")
    committer.commit_waiting()
    told(committer, "C")
    committer.close()
    harm(office.place / "state/repository.git")
    settled(office, "A", "B", "C")


def test_without_a_clone_and_without_a_remote_messages_are_taken_in_all_the_same(office: Office) -> None:
    committer = office.committer(prepare=False)
    away = office.remote.rename(office.place / "away.git")
    with pytest.raises(GitFailed):
        committer.prepare()
    told(committer, "A")
    assert committer.commit_waiting() == 0
    committer.close()
    away.rename(office.remote)
    settled(office, "A")


def test_a_rewritten_remote_is_told_and_what_is_not_pushed_goes_on_top(office: Office) -> None:
    committer = office.committer()
    told(committer, "A")
    work(committer)
    told(committer, "B")
    committer.commit_waiting()
    git(office.staff, "commit", "--quiet", "--amend", "-m", "start, told otherwise")
    git(office.staff, "push", "--quiet", "--force", "origin", "HEAD:main")
    work(committer)
    assert committer.status().rewritten
    committer.close()
    found = office.receipts()
    assert found["bank-B"] == 1
    assert "bank-A" not in found  # what staff took away is for staff to give back: replay shows it


def test_the_remote_may_refuse_and_the_lines_wait(office: Office) -> None:
    committer = office.committer()
    hook = office.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    told(committer, "A")
    work(committer)
    assert committer.status().push_failures > 0
    assert "refuses" in committer.status().problem
    assert committer.inbox.names("unpushed") == ["bank-A.json"]
    hook.unlink()
    committer.close()
    settled(office, "A")


def test_many_small_commits_are_rolled_up_into_few_packs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "_PACKS", 12)
    committer = office.committer()
    for number in range(12):
        told(committer, f"N{number}")
        committer.commit_waiting()
    packs = office.place / "state/repository.git/objects/pack"
    assert len(list(packs.glob("*.pack"))) > 12
    assert committer._repository.roll_up()
    assert len(list(packs.glob("*.pack"))) < 6
    committer.close()
    settled(office, *(f"N{number}" for number in range(12)))


def test_running_in_the_background_it_commits_pushes_tells_and_stops(office: Office) -> None:
    committer = office.committer(prepare=False)
    running = threading.Thread(target=committer.run)
    running.start()
    told(committer, "A", "B")
    committer.wake()
    end = time.monotonic() + 20
    while time.monotonic() < end and not (committer.inbox.kept_on(ON) / "bank-B.json").exists():
        time.sleep(0.02)
    committer.stop()
    running.join(20)
    assert not running.is_alive()
    told_last = status.read(office.place / "state")
    assert told_last is not None
    assert (told_last.ready, told_last.lines, told_last.problem) == (True, 2, "")
    settled(office, "A", "B")


def test_a_git_process_that_outlives_the_committer_holds_its_lock(office: Office) -> None:
    """So that the next committer never removes a lock that is still in use."""
    committer = office.committer()
    reader = committer._repository._git.open_reader()
    lock = committer._lock
    committer._lock = -1
    committer.close()
    os.close(lock)
    with pytest.raises(AlreadyRunning):
        office.committer()
    reader.send_signal(signal.SIGKILL)
    with reader:
        pass
    office.committer().close()


def test_a_name_with_a_dash_in_front_never_becomes_an_option(office: Office) -> None:
    for branch, data in (("--upload-pack=x", ""), ("main", "--data"), ("main", "../x"), ("a..b", ""), ("x.lock", "")):
        with pytest.raises(BadSettings):
            Repository(office.place / "r.git", "", branch, data)
    trap = office.place / "trapped"
    settings = office.settings()._replace(remote=f"--upload-pack=touch {trap}")
    committer = Committer(settings, clock=lambda: NOW)
    with pytest.raises(GitFailed):
        committer.prepare()
    committer.close()
    assert not trap.exists()


def test_settings_of_the_machine_do_not_reach_git(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    home = office.place / "home"
    hooks = home / "hooks"
    hooks.mkdir(parents=True)
    for name in ("pre-push", "reference-transaction"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    (home / ".gitconfig").write_text(f"[core]\n\thooksPath = {hooks}\n[fetch]\n\tprune = true\n[gc]\n\tauto = 1\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_DIR", str(office.staff / ".git"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.hooksPath'='/nowhere'")
    committer = office.committer()
    told(committer, "A")
    work(committer)
    committer.close()
    monkeypatch.undo()
    settled(office, "A")


def test_a_work_tree_of_staff_with_uncommitted_edits_is_never_touched(office: Office) -> None:
    (office.staff / "draft.txt").write_text("half a sentence")
    (office.staff / "campaign.yaml").write_text("in the middle of an edit")
    before = git(office.staff, "status", "--porcelain")
    stamps = {path: path.stat().st_mtime_ns for path in office.staff.rglob("*") if path.is_file()}
    committer = office.committer()
    told(committer, "A")
    work(committer)
    committer.close()
    assert {path: path.stat().st_mtime_ns for path in office.staff.rglob("*") if path.is_file()} == stamps
    assert git(office.staff, "status", "--porcelain") == before


def test_every_step_of_a_commit_is_on_disk_before_the_next(office: Office) -> None:
    """What git and we sync, as the system sees it: objects, their names, then the branch and its name."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    log = office.place / "trace"
    program = f"""
from tests.callback.office import *
import os
committer = Committer(Settings({str(office.place / "state")!r} and Path({str(office.place / "state")!r}), {str(office.remote)!r}), clock=lambda: NOW)
committer.prepare()
committer.inbox.put(gift("A", 200_000, ADDRESS))
print("COMMITTING", flush=True)
committer.commit_waiting()
committer.close()
"""
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,write"
    done = subprocess.run(
        [strace, "-f", "-y", "-s", "20", "-e", calls, "-o", str(log), sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    lines = log.read_text().split("\n")
    lines = lines[next(number for number, line in enumerate(lines) if "COMMITTING" in line) :]

    def last(*parts: str) -> int:
        return max(number for number, line in enumerate(lines) if all(part in line for part in parts))

    pack = last("fsync(", "objects/pack/tmp_pack")
    index = last("fsync(", "objects/pack/tmp_idx")
    names = last("fsync(", "objects/pack>")
    branch = last("fsync(", "refs/heads/main.lock")
    branch_name = last("fsync(", "refs/heads>")
    moved = last("fsync(", "state/unpushed>")
    assert max(pack, index) < names < branch < branch_name < moved
