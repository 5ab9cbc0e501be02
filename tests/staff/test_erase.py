"""An erased address: nothing of it in any object of the clone, and everything else as it was."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from nhandao.book.load import load
from scripts.command_line import run
from tests import tree
from tests.callback.office import git
from tests.staff.repository import CODE, FILE, SURVEYED, Repository, jpeg

PHOTO = f"data/photos/{CODE}/anh-1.jpg"
OLD_STORY = "Bản đầu kể rằng cô H. từng bán hàng rong trước cổng bến xe nhiều năm liền."
STORY = "Cô H. bán rau ở chợ phường đã nhiều năm."


def objects(folder: Path) -> bytes:
    """The bytes of every object of a repository, one after the other."""
    done = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"], cwd=folder, capture_output=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """An address that was told of in many versions, on a branch, in a tag, a note and a stash, and then withdrawn."""
    office = Repository(tmp_path_factory.mktemp("told"), SURVEYED)
    for number, photo in enumerate((jpeg(1), jpeg(2))):
        (office.top / PHOTO).parent.mkdir(parents=True, exist_ok=True)
        (office.top / PHOTO).write_bytes(photo)
        text = office.text().replace(STORY, OLD_STORY if number == 0 else STORY)
        if number == 0:
            text += "photos:\n  - {file: anh-1.jpg, alt: Chiếc xe cũ dựng ở góc nhà cô H., taken_on: 2023-03-02, credit: Hội, shows: thing}\n"
        else:
            text = text.replace(OLD_STORY, STORY)
        (office.data / tree.ADDRESS).write_text(text, encoding="utf-8")
        office.git("add", "-A")
        office.git("commit", "--quiet", "-m", f"photo {number}\n\n{STORY if number else ''}")
    office.git("tag", "-a", "mau-1", "-m", f"Có {STORY}")
    office.git("switch", "--quiet", "-c", "nhanh-khac")
    tree.replace(office.data, tree.ADDRESS, STORY, "Trên nhánh khác cô H. kể thêm chuyện nuôi gà sau vườn nhà.")
    office.git("commit", "--quiet", "-am", "branch")
    office.git("push", "--quiet", "origin", "nhanh-khac")
    office.git("switch", "--quiet", "main")
    office.git("branch", "--quiet", "-D", "nhanh-khac")  # known from the remote only
    tree.replace(office.data, tree.ADDRESS, STORY, "Trong stash cô H. kể chuyện đi chợ huyện từ ba giờ sáng.")
    office.git("stash")
    office.git("notes", "add", "-m", f"Đã đọc cho cô nghe: {STORY}", "HEAD")
    office.git("notes", "add", "-m", "Một ghi chú khác", "HEAD~1")
    assert office.portal("withdraw", CODE, "--on", "2023-10-01") == 0
    other = office.data / "organisations/chapter/hoi-phuoc-long.yaml"
    other.write_text(other.read_text(encoding="utf-8") + "duty: Giúp các địa chỉ của phường\n", encoding="utf-8")
    office.git("commit", "--quiet", "-am", "work on another file")
    office.git("push", "--quiet", "origin", "main")
    return office


def test_nothing_is_left_in_any_object_and_all_else_is_as_it_was(
    told: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = told.state()
    found = objects(told.top)
    secrets = [STORY, OLD_STORY, "chuyện nuôi gà sau vườn", "từ ba giờ sáng", "Chiếc xe cũ dựng ở góc nhà"]
    chunks = [photo[len(photo) // 2 :][:64] for photo in (jpeg(1), jpeg(2))]
    assert all(secret.encode() in found for secret in secrets)
    out = tmp_path / "da-xoa"
    assert told.portal("erase", CODE, "--out", out) == 0, capsys.readouterr()
    said = capsys.readouterr().out
    assert told.state() == before
    clean = objects(out)
    assert not [secret for secret in secrets if secret.encode() in clean]
    assert not [chunk for chunk in chunks if chunk in clean]
    git(out, "fsck", "--strict", "--full")

    # Refs, the number of commits and the content of all other files are the same.
    refs = git(out, "for-each-ref", "--format=%(refname)").split()
    assert refs == ["refs/heads/main", "refs/heads/nhanh-khac", "refs/notes/commits", "refs/stash", "refs/tags/mau-1"]
    assert int(git(out, "rev-list", "--count", "main")) == int(told.git("rev-list", "--count", "main")) + 1
    for path in ("data/receipts", "data/organisations", "data/addresses/2023/DC23A0003E.yaml", "data/campaign.yaml"):
        log = ("log", "main", "-p", "--format=%an %ad %s", "--", path)
        assert git(out, *log) == told.git(*log)
    assert git(out, "log", "-1", "--format=%s", "main").strip() == f"Xoá nội dung {CODE} khỏi lịch sử"
    assert git(out, "notes", "show", "main~3").startswith("Đã đọc cho cô nghe: [đã xoá]")
    assert git(out, "notes", "show", "main~4").strip() == "Một ghi chú khác"

    # What stays is a valid folder of data: the ledger names the code, which is not given out again.
    checkout = tmp_path / "moi"
    git(tmp_path, "clone", "--quiet", str(out), str(checkout))
    book, problems = load(checkout / "data")
    assert not problems
    assert book is not None
    assert [line.account for line in book.lines()] == [CODE, CODE]
    assert book.addresses[CODE].consents[0].withdrawn_on is not None
    assert not (checkout / PHOTO).exists()

    # What is still to be done is told, with commands that work as printed.
    push = next(line.strip() for line in said.splitlines() if "push --force" in line)
    assert "a@example.org" in said
    server = tmp_path / "server.git"
    git(tmp_path, "clone", "--quiet", "--mirror", str(told.remote), str(server))
    subprocess.run(
        push.replace(str(told.remote), str(server)), shell=True, check=True, cwd=told.place, capture_output=True
    )
    git(server, "gc", "--quiet", "--prune=now")
    assert not [secret for secret in secrets if secret.encode() in objects(server)]


def test_words_in_other_files_are_reported_and_go_when_they_are_named(
    told: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = told.top / "content/bai.md"
    page.parent.mkdir(exist_ok=True)
    wrapped = STORY.replace("chợ phường", "chợ\nphường")
    page.write_text(f"Một trang kể lại.\n{wrapped} Đoạn sau giữ nguyên.\n", encoding="utf-8")
    told.git("add", "-A")
    told.git("commit", "--quiet", "-m", "page")
    told.git("push", "--quiet", "origin", "main")
    assert told.portal("erase", CODE, "--dry-run") == 0
    assert "content/bai.md" in capsys.readouterr().out
    assert told.portal("erase", CODE, "--out", tmp_path / "mot") == 1
    said = capsys.readouterr().out
    assert re.search(r"content/bai\.md \(\w+\): “Cô H\. bán rau ở chợ phường", said)
    assert "Không còn lời hay ảnh nào" not in said
    assert told.portal("erase", CODE, "--out", tmp_path / "hai", "--also", "content/bai.md") == 0
    assert git(tmp_path / "hai", "show", "main:content/bai.md") == "Một trang kể lại.\n[đã xoá] Đoạn sau giữ nguyên.\n"


def test_what_is_still_public_or_would_lose_commits_is_not_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Repository(tmp_path, SURVEYED)
    out = tmp_path / "out"
    assert office.portal("erase", CODE, "--out", out) == 1
    assert f"portal withdraw {CODE}" in capsys.readouterr().err
    assert office.portal("withdraw", CODE, "--on", "2023-10-01") == 0
    office.git("push", "--quiet")
    office.git("branch", "--quiet", "cu", "HEAD~1")
    office.git("push", "--quiet", "origin", "HEAD:cu")
    assert office.portal("erase", CODE, "--out", out) == 1
    assert "nhánh cu ở đây thiếu 1 commit" in capsys.readouterr().err
    out.mkdir()
    (out / "x").write_text("x")
    assert office.portal("erase", CODE, "--out", out) == 1
    assert "đã có tệp" in capsys.readouterr().err
    office.git("branch", "--quiet", "--force", "cu", "origin/cu")
    office.git("switch", "--quiet", "--detach")
    assert office.portal("erase", CODE, "--out", tmp_path / "new") == 1
    assert "detached HEAD" in capsys.readouterr().err
    office.git("switch", "--quiet", "main")
    git(tmp_path, "clone", "--quiet", "--depth=1", office.remote.as_uri(), str(tmp_path / "shallow"))
    assert run(["erase", CODE, "--out", str(tmp_path / "new"), "--data", str(tmp_path / "shallow/data")]) == 1
    assert "--depth" in capsys.readouterr().err
    office.git("config", "nhandao.role", "commune")
    assert office.portal("erase", CODE, "--out", tmp_path / "new") == 1
    assert not (tmp_path / "new").exists()
    assert FILE in office.git("ls-files")
