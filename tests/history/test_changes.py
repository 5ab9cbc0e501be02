"""The versions of each record's file, out of real repositories with merges, moves and damage."""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from scripts.history.changes import History, changes
from scripts.history.source import needed_source
from tests import tree
from tests.history.archive import ADDRESS, HANDOVER, RECEIPT, Archive


def texts(archive: Archive, key: tuple[str, str]) -> list[tuple[list[str], str]]:
    """What each version put in the place of what: prices of the need, "" where there was no file."""

    def price(blob: str) -> str:
        if not blob:
            return ""
        text = archive.git("cat-file", "blob", blob)
        found = [
            part for part in text.replace("}", "\n").splitlines() if "unit_price_vnd" in part or "value_vnd" in part
        ]
        return found[0].split("_vnd: ")[1]

    return [([price(old) for old in version.olds], price(version.new)) for version in archive.versions(key)]


def change_price(archive: Archive, old: int, new: int, at: str = "2023-05-02 10:00", role: str = "") -> str:
    archive.replace(tree.ADDRESS, str(old), str(new))
    return archive.commit(at, role)


def test_a_record_has_a_version_for_each_commit_that_changed_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "data")
    first = archive.start()
    second = change_price(archive, 3500000, 3000000)
    (archive.top / "code.txt").write_text("no record")
    archive.commit("2023-05-03 10:00")
    versions = archive.versions(ADDRESS)
    assert [version.commit for version in versions] == [first, second]
    assert [f"{version.at:%Y-%m-%d %H:%M %z}" for version in versions] == [
        "2023-04-01 08:00 +0700", "2023-05-02 10:00 +0700",
    ]  # fmt: skip
    assert texts(archive, ADDRESS) == [([""], "3500000"), (["3500000"], "3000000")]
    assert archive.history().commits == 3
    assert ("campaign.yaml", "campaign") in archive.history().records
    assert not any(kind in ("README.md", "code.txt") for kind, _ in archive.history().records)


@pytest.mark.parametrize(
    ("message", "by", "role"),
    [
        ("work\n\nRole: commune", "Staff", "commune"),
        ("work\n\nRole: district", "Staff", "district"),
        ("work\n\nRole: province", "Staff", "province"),
        ("work\n\nRole: office", "Staff", "office"),
        ("work\n\nRole: callback", "another name", "callback"),
        ("receipts: 1 lines, 300.000 đ, bank\n\nbank-FT7", "portal callback", "callback"),
        ("work\n\nSigned-off-by: A <a@example.org>\nRole: commune", "Staff", "commune"),
        ("work\n\nRole: commune\nRole: district", "Staff", "district"),
        ("work\n\nrole: Commune", "Staff", "commune"),
        ("work\n\nRole: king", "Staff", ""),
        ("Role: commune in the subject only", "Staff", ""),
        ("work", "Staff", ""),
    ],
)
def test_the_role_is_the_one_of_the_last_lines_and_no_other(tmp_path: Path, message: str, by: str, role: str) -> None:
    archive = Archive(tmp_path)
    tree.write(archive.data)
    archive.git("add", "-A")
    archive.git("commit", "--quiet", "-m", message, by=by)
    (version,) = archive.versions(ADDRESS)
    assert version.role == role
    assert "Staff" not in repr(archive.history())
    assert "example.org" not in repr(archive.history())


def two_sides(archive: Archive, ours: int | None, theirs: int | None) -> None:
    """The address's price as two branches leave it, the branch `main` checked out, the other one `side`."""
    archive.start()
    archive.git("checkout", "--quiet", "-b", "side")
    if theirs is not None:
        change_price(archive, 3500000, theirs, "2023-05-02 10:00", "commune")
    archive.replace(tree.RECEIPT, "2000000", "1900000")
    archive.commit("2023-05-02 11:00", "commune")
    archive.git("checkout", "--quiet", "main")
    if ours is not None:
        change_price(archive, 3500000, ours, "2023-05-03 10:00", "district")
    archive.replace(tree.HANDOVER, "1500000", "1400000")
    archive.commit("2023-05-03 11:00", "district")


@pytest.mark.parametrize("into", ["main", "side"])
def test_a_merge_adds_nothing_to_what_its_sides_did(tmp_path: Path, into: str) -> None:
    archive = Archive(tmp_path)
    two_sides(archive, None, 3000000)
    archive.git("checkout", "--quiet", into)
    archive.git(
        "merge", "--quiet", "--no-ff", "-m", "merge", "side" if into == "main" else "main", at="2023-05-04 10:00"
    )
    assert texts(archive, ADDRESS) == [([""], "3500000"), (["3500000"], "3000000")]
    assert texts(archive, RECEIPT) == [([""], "2000000"), (["2000000"], "1900000")]
    assert texts(archive, HANDOVER) == [([""], "1500000"), (["1500000"], "1400000")]
    assert [version.role for version in archive.versions(ADDRESS)] == ["district", "commune"]


def test_a_merge_that_settles_a_conflict_is_a_version_of_its_own(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    two_sides(archive, 3200000, 3000000)
    archive.git("merge", "--quiet", "--no-commit", "-s", "ours", "side")
    archive.git("checkout", "side", "--", tree.RECEIPT)
    archive.replace(tree.ADDRESS, "3200000", "3100000")
    archive.commit("2023-05-04 10:00", "province")
    *_, last = texts(archive, ADDRESS)
    assert (sorted(last[0]), last[1]) == (["3000000", "3200000"], "3100000")
    assert archive.versions(ADDRESS)[-1].role == "province"
    assert texts(archive, RECEIPT)[-1] == (["2000000"], "1900000")


def test_a_merge_that_drops_what_one_side_changed_is_a_version_of_its_own(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    two_sides(archive, None, 3000000)
    archive.git("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "ours", "side", at="2023-05-04 10:00")
    assert texts(archive, ADDRESS)[-1] == (["3000000"], "3500000")
    assert texts(archive, RECEIPT)[-1] == (["1900000"], "2000000")
    assert texts(archive, HANDOVER)[-1] == (["1500000"], "1400000")


def test_a_merge_of_three_sides_is_told_apart_too(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    for branch, path, old, new in (
        ("one", tree.ADDRESS, "3500000", "3000000"), ("two", tree.RECEIPT, "2000000", "1900000"),
    ):  # fmt: skip
        archive.git("checkout", "--quiet", "-b", branch, "main")
        archive.replace(path, old, new)
        archive.commit("2023-05-02 10:00")
    archive.git("checkout", "--quiet", "main")
    archive.git("merge", "--quiet", "--no-ff", "-m", "all", "one", "two", at="2023-05-04 10:00")
    assert len(archive.versions(ADDRESS)) == len(archive.versions(RECEIPT)) == 2


def test_a_file_that_moved_is_the_same_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    (archive.data / "receipts/2023/06/02").mkdir()
    archive.git("mv", tree.RECEIPT, "receipts/2023/06/02/transfer-FT1.yaml")
    archive.commit("2023-05-02 10:00")
    (archive.data / "receipts/2023/06/03").mkdir()
    archive.git("mv", "receipts/2023/06/02/transfer-FT1.yaml", "receipts/2023/06/03/transfer-FT1.yaml")
    archive.replace("receipts/2023/06/03/transfer-FT1.yaml", "2000000", "1900000")
    archive.commit("2023-05-03 10:00")
    assert texts(archive, RECEIPT) == [([""], "2000000"), (["2000000"], "1900000")]


def test_a_record_that_was_removed_and_came_back_has_both(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    (archive.data / tree.RECEIPT).unlink()
    archive.commit("2023-05-02 10:00")
    archive.write(f"# {tree.RECEIPT}\n{tree.documents(tree.BASE)[tree.RECEIPT]}")
    archive.commit("2023-05-03 10:00")
    assert texts(archive, RECEIPT) == [([""], "2000000"), (["2000000"], ""), ([""], "2000000")]


def test_files_that_are_no_records_have_no_versions(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    tree.write(archive.data)
    (archive.data / os.fsdecode(b"addresses/2023/\xff\xfe.yaml")).write_text("a: b\n")
    (archive.data / "photos/DC23A0002G").mkdir(parents=True)
    (archive.data / "photos/DC23A0002G/a.jpg").write_bytes(b"x")
    archive.commit("2023-04-01 08:00")
    assert {kind for kind, _ in archive.history().records} == {
        "campaign.yaml", "units", "organisations", "addresses", "receipts", "handovers",
    }  # fmt: skip


def test_only_versions_since_a_day_are_given_when_asked(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    change_price(archive, 3500000, 3000000, "2023-05-02 00:10")
    found = changes(needed_source(archive.data), None, date(2023, 5, 2))
    assert list(found.records) == [ADDRESS]
    assert len(found.records[ADDRESS]) == 1


def test_what_is_kept_gives_the_same_history_and_is_never_believed_against_git(tmp_path: Path) -> None:
    archive, cache = Archive(tmp_path), tmp_path / "cache"
    two_sides(archive, None, 3000000)
    assert archive.history(cache) == archive.history()
    archive.git("merge", "--quiet", "--no-ff", "-m", "merge", "side", at="2023-05-04 10:00")
    whole = archive.history()
    assert archive.history(cache) == whole
    assert archive.history(cache) == whole
    archive.git("reset", "--quiet", "--hard", "HEAD^")  # the history is rewritten
    change_price(archive, 3500000, 1000000)
    assert archive.history(cache) == archive.history()
    for path in cache.iterdir():
        path.write_bytes(b"damaged")
    assert archive.history(cache) == archive.history()


def test_a_folder_that_changed_its_place_in_the_repository_is_looked_at_anew(tmp_path: Path) -> None:
    archive, cache = Archive(tmp_path, "data"), tmp_path / "cache"
    archive.start()
    archive.history(cache)
    shutil.move(archive.data, archive.top / "records")
    archive.data = archive.top / "records"
    archive.commit("2023-05-02 10:00")
    history: History = archive.history(cache)
    assert [version.olds for version in history.records[ADDRESS]] == [("",)]


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_branched_and_merged_every_state_of_the_end_is_some_version(tmp_path: Path, seed: int) -> None:
    """Branches that write, remove and merge at random; the cache sees the history grow, and must not matter."""
    chance = random.Random(seed)
    archive, cache = Archive(tmp_path, "data"), tmp_path / "cache"
    archive.start()
    branches = ["main", "one", "two"]
    for branch in branches[1:]:
        archive.git("branch", branch)
    for number in range(12):
        archive.git("checkout", "--quiet", branch := chance.choice(branches))
        path = archive.data / f"receipts/2023/06/01/transfer-R{chance.randrange(4)}.yaml"
        match chance.choice(["write", "write", "remove", "merge"]):
            case "write":
                path.write_text(f"value_vnd: {chance.randrange(5)}\n")
            case "remove":
                path.unlink(missing_ok=True)
            case _:
                side = chance.choice(["ours", "theirs"])
                other = chance.choice([name for name in branches if name != branch])
                archive.git("merge", "--quiet", "--no-ff", "--no-commit", "-s", "ours", other)
                for name in range(4):
                    kept = f"data/receipts/2023/06/01/transfer-R{name}.yaml"
                    if side == "theirs" and archive.git("ls-tree", other, kept):
                        archive.git("checkout", other, "--", kept)
        archive.commit(f"2023-05-02 10:{number:02}")
        assert archive.history(cache) == archive.history()
    records = archive.history().records
    for name in range(4):
        held = archive.git("ls-tree", "HEAD", f"data/receipts/2023/06/01/transfer-R{name}.yaml").split()
        made = {version.new for version in records.get(("receipts", f"transfer-R{name}"), ())} or {""}
        assert (held[2] if held else "") in made
