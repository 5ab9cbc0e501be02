"""The shared repository as it may be found: dirty, detached, behind, locked, refusing, gone. No draft is ever lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.messages import Stop
from scripts.staff.admin import demo
from scripts.staff.admin.running import Running, running
from tests import tree
from tests.callback.office import git
from tests.staff.forms_office import CHEAP, SLUG, USERS, Office, Person, editor_files, memory

TITLE = "Cô H. mong có chiếc xe lăn mới để ra chợ sớm"


def ready(desk: Office, title: str = TITLE) -> Person:
    """A draft that only waits for the approver, who has seen it."""
    writer, reviewer, approver = desk.person("xa"), desk.person("huyen"), desk.person("tinh")
    assert writer.change(title=title)[0] == 200
    writer.step("pending_review")
    reviewer.opened()
    assert reviewer.step("pending_publish")[0] == 200
    approver.opened()
    return approver


def test_a_remote_that_is_not_there_keeps_the_draft_ready(desk: Office) -> None:
    approver = ready(desk)
    desk.remote.rename(desk.folder / "away.git")
    try:
        status, told = approver.publish()
    finally:
        (desk.folder / "away.git").rename(desk.remote)
    assert (status, "Không tới được kho dữ liệu chung" in told["error"]) == (503, True)
    assert approver.publish()[0] == 200
    assert TITLE in desk.published()


def test_a_remote_that_is_locked_keeps_the_draft_ready(desk: Office) -> None:
    approver = ready(desk)
    lock = desk.remote / "refs/heads/main.lock"
    lock.touch()
    before = desk.published()
    status, told = approver.publish()
    lock.unlink()
    assert status == 503
    assert "Bản nháp vẫn còn" in told["error"]
    assert desk.published() == before
    assert approver.publish()[0] == 200


def test_a_remote_that_refuses_is_told_and_nothing_is_lost(desk: Office) -> None:
    approver = ready(desk)
    hook = desk.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    status, told = approver.publish()
    hook.unlink()
    assert (status, "từ chối nhận" in told["error"]) == (503, True)
    assert approver.publish()[0] == 200


def test_others_who_push_at_the_same_moment_are_never_overwritten(desk: Office) -> None:
    approver = ready(desk)
    tree.replace(desk.staff, tree.HANDOVER, "evidence: BB-1", "evidence: BB-2")
    git(desk.staff, "commit", "--quiet", "-am", "work of staff")
    # The first push finds that the remote has moved since the fetch just before it.
    hook = desk.remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    done = desk.folder / "done"
    hook.write_text(
        f"#!/bin/sh\n[ -e {done} ] && exit 0\ntouch {done}\n"
        f'env -i PATH="$PATH" HOME=/ git -C {desk.staff} push --quiet {desk.remote} HEAD:main\nexit 0\n'
    )
    hook.chmod(0o755)
    status, _ = approver.publish()
    hook.unlink()
    assert status == 200
    assert TITLE in desk.published()
    assert "evidence: BB-2" in desk.published(tree.HANDOVER)


def test_history_that_was_taken_back_is_followed_and_drafts_stay(desk: Office) -> None:
    tree.replace(desk.staff, tree.HANDOVER, "evidence: BB-1", "evidence: BB-2")
    desk.push()
    desk.made.desk.refresh()
    approver = ready(desk)
    git(desk.remote, "update-ref", "refs/heads/main", desk._start)
    assert approver.publish()[0] == 200
    assert TITLE in desk.published()
    assert "evidence: BB-1" in desk.published(tree.HANDOVER)


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with memory(tmp_path_factory) as folder:
        folder.mkdir(exist_ok=True)
        yield folder


def test_a_work_tree_as_remote_may_be_dirty_and_detached_and_is_never_touched(place: Path) -> None:
    settings, passwords = demo.make(place, tree.write(place / "written"), 0, USERS[:3], CHEAP)
    work = place / "data"
    settings = settings.model_copy(update={"repository": settings.repository.model_copy(update={"remote": str(work)})})
    tree.replace(work, tree.HANDOVER, "evidence: BB-1", "evidence: BB-9")  # not committed
    (work / "not-added.txt").write_text("x")
    with running(settings, editor_files(place)) as made:
        desk = Office(made, place, passwords)
        approver = ready(desk)
        status, told = approver.publish()  # git refuses a push into the branch that is checked out
        assert (status, "từ chối nhận" in told["error"]) == (503, True)
        git(work, "checkout", "--quiet", "--detach")
        assert approver.publish()[0] == 200
        assert TITLE in git(work, "show", f"main:{tree.ADDRESS}")
    assert "evidence: BB-9" in (work / tree.HANDOVER).read_text(encoding="utf-8")
    assert (work / "not-added.txt").exists()
    assert "mong có chiếc xe lăn để ra chợ" in (work / tree.ADDRESS).read_text(encoding="utf-8")


def test_drafts_and_locks_outlive_a_restart_also_without_the_remote(place: Path) -> None:
    settings, passwords = demo.make(place, tree.write(place / "written"), 0, USERS[:3], CHEAP)
    files = editor_files(place)
    with running(settings, files) as made:
        Office(made, place, passwords).person("xa").change(title=TITLE)
    clone = settings.state / "repository.git"
    (clone / "refs/heads/cms/addresses" / f"{SLUG}.lock").touch()  # a git that was killed
    shutil.rmtree(settings.state / "tree")
    (place / "data.git").rename(place / "away.git")
    with running(settings, files) as made:
        (place / "away.git").rename(place / "data.git")
        desk = Office(made, place, passwords)
        assert desk.person("xa").opened()["title"] == TITLE
        assert desk.person("xa").change(title=f"{TITLE} mai")[0] == 200


@pytest.mark.parametrize(
    ("remote", "branch", "told"),
    [
        ("khong-co.git", "main", "không lấy được kho"),
        ("data.git", "khac", "không"),
        ("data.git", "../x", "không phải tên"),
    ],
)
def test_a_remote_that_cannot_be_used_ends_the_command_with_a_message(
    place: Path, remote: str, branch: str, told: str
) -> None:
    settings, _ = demo.make(place, tree.write(place / "written"), 0, USERS[:1], CHEAP)
    repository = settings.repository.model_copy(update={"remote": str(place / remote), "branch": branch})
    with pytest.raises(Stop) as stopped:
        Running(settings.model_copy(update={"repository": repository}), editor_files(place))
    assert told in stopped.value.text("vi")


def test_a_state_folder_belongs_to_one_service(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, _ = demo.make(place, tree.write(place / "written"), 0, USERS[:1], CHEAP)
    monkeypatch.setattr("scripts.staff.admin.desk._LOCK_SECONDS", 0.1)
    with running(settings, editor_files(place)), pytest.raises(Stop) as stopped:
        Running(settings, editor_files(place))
    assert "một dịch vụ biểu mẫu khác" in stopped.value.text("vi")
