"""Sets of files in folders, with real folders and nothing of anybody's lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nhandao.office.files import SUMS, write_files
from nhandao.office.problem import OfficeError

FILES = {"bao-cao.docx": b"mot", "bao-cao.xlsx": b"hai"}


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_set_is_written_with_digests_that_other_programs_check(tmp_path: Path) -> None:
    write_files(tmp_path / "q3", FILES)
    assert held(tmp_path / "q3").keys() == {*FILES, SUMS}
    checked = subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=tmp_path / "q3", capture_output=True)
    assert checked.returncode == 0, checked.stderr
    assert os.listdir(tmp_path) == ["q3"]


def test_a_set_made_before_is_replaced_by_a_newer_one(tmp_path: Path) -> None:
    write_files(tmp_path / "q3", FILES)
    newer = FILES | {"bao-cao.docx": b"ba", "bao-cao.pdf": b"bon"}
    write_files(tmp_path / "q3", newer)
    assert {name: content for name, content in held(tmp_path / "q3").items() if name != SUMS} == newer
    assert os.listdir(tmp_path) == ["q3"]


def test_the_folder_people_stand_in_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "q3").mkdir()
    monkeypatch.chdir(tmp_path / "q3")
    write_files(Path("."), FILES)
    assert held(tmp_path / "q3").keys() == {*FILES, SUMS}


def edit(folder: Path) -> None:
    (folder / "bao-cao.docx").write_bytes(b"da sua")


def foreign(folder: Path) -> None:
    (folder / "ghi-chu.txt").write_text("của người khác")


def foreign_folder(folder: Path) -> None:
    (folder / "anh").mkdir()


def forget(folder: Path) -> None:
    (folder / SUMS).unlink()


def linked(folder: Path) -> None:
    (folder / "bao-cao.docx").rename(folder.parent / "noi-khac.docx")
    (folder / "bao-cao.docx").symlink_to(folder.parent / "noi-khac.docx")


def another_set(folder: Path) -> None:
    shutil.rmtree(folder)
    write_files(folder, FILES | {"bao-cao-q2.docx": b"quy hai"})


def a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("một tệp")


def nowhere(folder: Path) -> None:
    shutil.rmtree(folder.parent)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (edit, "office-edited-file"),
        (foreign, "office-foreign-file"),
        (foreign_folder, "office-foreign-file"),
        (forget, "office-foreign-file"),
        (linked, "office-foreign-file"),
        (another_set, "office-other-files"),
        (a_file, "office-not-a-folder"),
        (nowhere, "office-no-folder"),
    ],
)
def test_what_somebody_else_made_is_never_touched(tmp_path: Path, change: Callable[[Path], None], code: str) -> None:
    folder = tmp_path / "noi" / "q3"
    folder.parent.mkdir()
    write_files(folder, FILES)
    change(folder)
    before = {path: path.read_bytes() if path.is_file() else b"" for path in tmp_path.rglob("*")}
    with pytest.raises(OfficeError) as stopped:
        write_files(folder, FILES | {"bao-cao.xlsx": b"moi"})
    assert stopped.value.code == code
    assert {path: path.read_bytes() if path.is_file() else b"" for path in tmp_path.rglob("*")} == before


def test_when_a_file_cannot_be_written_the_old_set_stays(tmp_path: Path) -> None:
    write_files(tmp_path / "q3", FILES)
    before = held(tmp_path / "q3")
    too_long = "a" * 300  # no file system has such a name
    with pytest.raises(OSError, match=too_long):
        write_files(tmp_path / "q3", FILES | {too_long: b"x"})
    assert held(tmp_path / "q3") == before
    assert os.listdir(tmp_path) == ["q3"]


@pytest.mark.parametrize("name", ["../x", "a/b", ".an", "", SUMS, "Báo cáo.docx"])
def test_names_stay_inside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        write_files(tmp_path / "q3", {name: b"x"})
    assert not (tmp_path / "q3").exists()
