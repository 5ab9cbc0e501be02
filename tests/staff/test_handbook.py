"""The commands of the handbook's chapter for staff, run as they are written, one after the other."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from nhandao.book.load import load
from scripts import command_line
from scripts.folders import CONTENT
from tests import tree
from tests.staff.repository import CODE, PROMISE, SURVEYED, Repository
from tests.staff.test_files import filled

CHAPTER = (CONTENT / "pages/so-tay/26-lenh-cho-can-bo.md").read_text(encoding="utf-8")
LINES = re.findall(r"(?m)^    ((?:portal|git) .*)$", CHAPTER)
(_TYPED,) = re.findall(r"(?m)^    people:\n(?:    .*\n)+", CHAPTER)
IDENTITY = re.sub(r"(?m)^    ", "", _TYPED)
ANSWERS = "".join(f"{line}\n" for line in re.findall(r"(?m)^    ([a-z_]+: .*)$", CHAPTER.replace(_TYPED, "")))


def test_the_chapter_works_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    second = PROMISE.replace("CK23B00019", "CK23B00027")
    consents = "consents: [{scopes: [publish, story], by: self, on: 2023-05-01}]\n"
    of_a_company = "supporter: {name: Công ty Mẫu, kind: organisation, visibility: name}"
    third = PROMISE.replace("CK23B00019", "CK23B00035").replace("supporter: {}", of_a_company)
    company = tree.ENTERPRISE.replace("xuong-mau", "cong-ty-mau")
    office = Repository(tmp_path, SURVEYED + consents + PROMISE + second + third + company)
    tree.replace(office.data, tree.ADDRESS, "[publish, story]", "[publish, story, face]")
    office.git("commit", "--quiet", "-am", "face")
    office.git("push", "--quiet")
    office.git("config", "user.email", "b@example.org")
    (office.top / "cau-tra-loi.yaml").write_text(ANSWERS, encoding="utf-8")
    for role in ("AUTHOR", "COMMITTER"):  # of the new repository, which has no settings of its own
        monkeypatch.setenv(f"GIT_{role}_NAME", "B")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "b@example.org")
    monkeypatch.chdir(office.top)
    home = tmp_path / "home"
    home.mkdir()
    (home / "ai.yaml").write_text(IDENTITY, encoding="utf-8")
    assert len(LINES) == 28
    for line in LINES:
        words = [word.replace("~", str(home)) if word.startswith("~/") else word for word in shlex.split(line)]
        if words[1:3] == ["identity", "add"]:  # what is asked for at the terminal
            words += ["--from", str(home / "ai.yaml")]
        if words[0] == "git":
            subprocess.run(words, check=True)
            continue
        before = office.git("rev-list", "--count", "HEAD")
        status = command_line.run(words[1:])
        assert status == (1 if words[1] == "status" else 0), line
        if words[1] == "new":
            (draft,) = [Path(found) for found in office.git("ls-files", "--others", "data").splitlines()]
            draft.write_text(filled(draft.read_text(encoding="utf-8")), encoding="utf-8")
        if words[1] in (
            "dossier",
            "approve",
            "introduce",
            "resurvey",
            "finish",
            "accept",
            "decline",
            "withdraw",
            "save",
        ):
            assert int(office.git("rev-list", "--count", "HEAD")) == int(before) + 1, line
            assert office.message().endswith("Role: district"), line
            if words[1] != "save":
                assert words[2] in office.message()
        if words[1:] == ["fmt"]:
            office.git("commit", "--quiet", "-am", "form")
        assert not load(office.data)[1]
    said = capsys.readouterr().out
    assert "DC23A0003E  hồ sơ HS-2023-00003  đã có danh tính" in said
    assert "full_name" not in said
    assert "Nguyễn Văn Mẫu" in said  # shown to whoever has the key
    assert "đã xoá danh tính của DC23A0003E" in said
    assert (tmp_path / "da-xoa/HEAD").is_file()
    assert not load(tmp_path / "kho-moi/data")[1]
    assert office.text().count("withdrawn_on") == 2
    assert CODE in CHAPTER
