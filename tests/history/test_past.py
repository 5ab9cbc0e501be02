"""The data as it was at a commit or on a day, out of real repositories."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nhandao.book.load import load
from scripts.history.past import data_at
from scripts.history.source import Present, present, source_of
from scripts.messages import Stop
from tests import tree
from tests.history.archive import Archive


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def needed(data: Path, when: str) -> int:
    with data_at(data, when) as past:
        book, problems = load(past.folder)
        assert book is not None
        assert problems == []
        return book.addresses["DC23A0002G"].target


@pytest.mark.parametrize("data", ["", "data", "so lieu/[tinh]"])
def test_the_data_is_what_a_commit_held_wherever_the_folder_is(tmp_path: Path, data: str) -> None:
    archive = Archive(tmp_path, data)
    first = archive.start()
    before = contents(archive.data)
    archive.replace(tree.ADDRESS, "3500000", "3000000")
    archive.commit("2023-05-02 10:00")
    with data_at(archive.data, first) as past:
        assert contents(past.folder) == before
        assert (past.commit, past.at.isoformat(), past.uncommitted) == (first, "2023-04-01T08:00:00+07:00", 0)
    assert not past.folder.exists()
    assert needed(archive.data, "HEAD") == 3_000_000
    assert needed(archive.data, first[:8]) == 3_500_000


@pytest.mark.parametrize(
    ("day", "target"),
    [
        ("2023-04-01", 3_500_000),  # 08:00 on that day
        ("2023-05-01", 3_500_000),
        ("2023-05-02", 3_000_000),  # 00:30 in Vietnam, still 1 May by UTC
        ("2023-05-03", 2_500_000),  # 23:59 in Vietnam
        ("2030-01-01", 2_500_000),
    ],
)
def test_a_day_means_the_last_commit_by_its_end_in_vietnam(tmp_path: Path, day: str, target: int) -> None:
    archive = Archive(tmp_path)
    archive.start()
    archive.replace(tree.ADDRESS, "3500000", "3000000")
    archive.commit("2023-05-02 00:30")
    archive.replace(tree.ADDRESS, "3000000", "2500000")
    archive.commit("2023-05-03 23:59")
    assert needed(archive.data, day) == target


def test_a_day_follows_the_first_parents_and_the_order_of_the_history(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    archive.git("checkout", "--quiet", "-b", "side")
    archive.replace(tree.ADDRESS, "3500000", "3000000")
    archive.commit("2023-05-02 10:00")
    archive.git("checkout", "--quiet", "main")
    archive.git("merge", "--quiet", "--no-ff", "-m", "merge", "side", at="2023-05-10 10:00")
    archive.replace(tree.ADDRESS, "3000000", "2500000")
    archive.commit("2023-05-08 10:00")  # on a machine whose clock was late
    assert needed(archive.data, "2023-05-05") == 3_500_000  # not merged yet
    assert needed(archive.data, "2023-05-08") == 2_500_000


def test_no_attribute_of_the_repository_changes_or_leaves_out_a_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    (archive.top / ".gitattributes").write_text("addresses export-ignore\n*.yaml eol=crlf\n")
    archive.start()
    assert needed(archive.data, "HEAD") == 3_500_000


def test_names_nobody_can_read_links_and_programs_come_out_as_they_are(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    tree.write(archive.data)
    strange = os.fsdecode(b"addresses/2023/\xff\xfe \n.yaml")
    (archive.data / strange).write_bytes(b"\xff")
    (archive.data / "README.md").symlink_to("campaign.yaml")
    (archive.data / "LICENSE").write_text("x")
    (archive.data / "LICENSE").chmod(0o755)
    archive.commit("2023-04-01 08:00")
    with data_at(archive.data, "HEAD") as past:
        assert (past.folder / strange).read_bytes() == b"\xff"
        assert os.readlink(past.folder / "README.md") == "campaign.yaml"
        assert (past.folder / "LICENSE").read_text() == "x"


def refused(data: Path, when: str) -> tuple[str, str]:
    with pytest.raises(Stop) as stop, data_at(data, when):
        pass
    assert stop.value.text("vi")
    return stop.value.code, stop.value.text("en")


def test_what_is_no_commit_or_day_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    for wrong in ("0123456", "nowhere", "--all", "", "HEAD^7", "HEAD:campaign.yaml"):
        assert refused(archive.data, wrong)[0] == "history-unknown-commit", wrong
    assert refused(archive.data, "2023-02-30")[0] == "bad-day"
    code, told = refused(archive.data, "2023-03-31")
    assert code == "history-before-first"
    assert "2023-04-01" in told


def test_a_folder_outside_git_or_not_tracked_has_no_history(tmp_path: Path) -> None:
    plain = tree.write(tmp_path / "plain")
    assert refused(plain, "HEAD")[0] == "history-not-in-git"
    empty = Archive(tmp_path / "empty")
    tree.write(empty.data)
    assert refused(empty.data, "HEAD")[0] == "history-not-in-git"  # no commit yet
    archive = Archive(tmp_path / "other")
    archive.start()
    inside = tree.write(archive.top / "elsewhere")
    assert refused(inside, "HEAD")[0] == "history-not-in-git"
    assert (source_of(plain), present(plain)) == (None, Present("", 0))


def test_a_commit_from_before_the_data_folder_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "data")
    (archive.top / "code.txt").write_text("x")
    first = archive.commit("2023-03-01 08:00")
    archive.start()
    assert refused(archive.data, first)[0] == "history-no-data-then"


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (lambda first: first, "history-commit-not-here"),
        (lambda first: "2023-04-15", "history-day-not-here"),
    ],
)
def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path, when: Callable[[str], str], code: str) -> None:
    archive = Archive(tmp_path)
    first = archive.start()
    archive.replace(tree.ADDRESS, "3500000", "3000000")
    archive.commit("2023-05-02 10:00")
    archive.git("clone", "--quiet", "--depth", "1", f"file://{archive.top}", str(tmp_path / "clone"))
    found, told = refused(tmp_path / "clone", when(first))
    assert found == code
    assert "git fetch --unshallow" in told
    assert needed(tmp_path / "clone", "2023-05-02") == 3_000_000


def test_files_that_no_commit_has_are_counted_and_in_no_past(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "data")
    head = archive.start()
    assert present(archive.data) == Present(head, 0)
    (archive.top / "code.txt").write_text("not of the data")
    assert present(archive.data) == Present(head, 0)
    archive.replace(tree.ADDRESS, "3500000", "1")
    archive.write("# pledges/2023/10/CK23A00014.yaml\nreference: CK23A00014\n")
    assert present(archive.data) == Present("", 2)
    with data_at(archive.data, "HEAD") as past:
        assert past.uncommitted == 2
        assert not (past.folder / "pledges").exists()
    assert needed(archive.data, date(2023, 4, 1).isoformat()) == 3_500_000


def test_a_linked_work_tree_has_the_history_of_its_repository(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "data")
    first = archive.start()
    archive.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "other")
    with data_at(tmp_path / "linked/data", "2023-04-01") as past:
        assert past.commit == first


def test_a_moment_has_the_day_that_was_asked_for_or_that_of_its_commit(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    for when, day in (("2023-08-24", date(2023, 8, 24)), ("HEAD", date(2023, 4, 1))):
        with data_at(archive.data, when) as past:
            assert (past.day, past.at.date()) == (day, date(2023, 4, 1))
