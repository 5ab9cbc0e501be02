"""A plain server's hooks, in a real bare repository that is pushed to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.folders import ROOT
from tests import tree
from tests.staff.repository import Repository

HOOKS = ROOT / "scripts/staff/repository_files/hooks"


class Server:
    """A repository whose remote refuses and publishes as the README of `portal init` says."""

    def __init__(self, place: Path) -> None:
        self.office = Repository(place)
        self.remote = self.office.remote
        (self.remote / "hooks").mkdir(exist_ok=True)
        for path in HOOKS.iterdir():
            shutil.copy(path, self.remote / "hooks")
        # The program's own first run would make its environment; here it is the one the tests run in.
        self.environment = os.environ | {
            "NHANDAO_ENTERED": str(Path(sys.prefix)),
            "PATH": f"{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}",
        }
        self.config("nhandao.program", str(ROOT))

    def config(self, name: str, value: str) -> None:
        subprocess.run(["git", "config", name, value], cwd=self.remote, check=True)

    def push(self, *arguments: str) -> tuple[bool, str]:
        """Whether the server took a push, and what it said."""
        line = ["git", "push", "--quiet", "origin", *arguments]
        done = subprocess.run(
            line, cwd=self.office.top, capture_output=True, text=True, env=self.environment, timeout=120
        )
        return done.returncode == 0, done.stderr

    def commit(self, path: str, old: str, new: str) -> None:
        tree.replace(self.office.data, path, old, new)
        self.office.git("commit", "--quiet", "-am", "edit")

    def head(self, branch: str = "main") -> str:
        done = subprocess.run(
            ["git", "rev-parse", "--verify", "--quiet", branch], cwd=self.remote, capture_output=True, text=True
        )
        return done.stdout.strip()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server(tmp_path_factory.mktemp("server"))


def test_pushes_are_taken_or_refused_in_the_words_of_check(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    office = server.office
    # Good data goes through, on a new branch as well.
    server.commit(tree.ADDRESS, "Xe lăn gấp", "Xe lăn nhẹ")
    taken, told = server.push("main", "main:refs/heads/nhanh")
    assert taken, told
    assert server.head("nhanh") == server.head() == office.git("rev-parse", "HEAD").strip()

    # Bad data does not, and the words are those of check.
    server.commit(tree.RECEIPT, "value_vnd: 2000000", "value_vnd: 60.000")
    assert office.portal("check") == 1
    problem = capsys.readouterr().out.splitlines()[0].partition("data/receipts")[2]
    assert problem.endswith("[money-text]")
    for refs in (["main"], ["main:refs/heads/moi"], ["main:nhanh"]):
        before = server.head()
        taken, told = server.push(*refs)
        assert not taken
        assert f"data/receipts{problem}" in told.replace("remote: ", "")
        assert "chưa nhận" in told
        assert "Traceback" not in told
        assert server.head() == before
    assert server.head("moi") == ""

    # Mended, all goes through: what the hook keeps from before does not mislead it.
    office.git("revert", "--no-edit", "HEAD")
    taken, told = server.push("main")
    assert taken, told
    stray = office.data / "ghi-chu.txt"
    stray.write_text("x")
    office.git("add", "-A")
    office.git("commit", "--quiet", "-m", "stray")
    taken, told = server.push("main")
    assert not taken
    assert "data/ghi-chu.txt" in told
    office.git("reset", "--quiet", "--hard", "HEAD~1")


def test_a_line_of_the_ledger_that_was_taken_stays(server: Server) -> None:
    office = server.office
    later = office.data / "receipts/2023/06/02/transfer-FT2.yaml"
    later.parent.mkdir(parents=True, exist_ok=True)
    body = (office.data / tree.RECEIPT).read_text(encoding="utf-8")
    later.write_text(body.replace("FT1", "FT2").replace("2023-06-01", "2023-06-02"), encoding="utf-8")
    office.git("branch", "--quiet", "ban-nhap")  # left the main branch before the line was there
    office.git("add", "-A")
    office.git("commit", "--quiet", "-m", "a line more")
    taken, told = server.push("main")
    assert taken, told
    before = server.head()

    server.commit(later.relative_to(office.data).as_posix(), "value_vnd: 2000000", "value_vnd: 2000001")
    for refs in (["main"], ["main:sua-so"]):
        taken, told = server.push(*refs)
        assert not taken
        assert "value_vnd: gặp “2000001”, dòng sổ đã ghi nhận “2000000”" in told
    office.git("reset", "--quiet", "--hard", before)
    office.git("rm", "--quiet", str(later))
    office.git("commit", "--quiet", "-m", "gone")
    taken, told = server.push("main")
    assert not taken
    assert "dòng sổ đã ghi nhận nay không còn" in told
    assert server.head() == before
    office.git("reset", "--quiet", "--hard", before)

    # The same line in other words, and a branch that never had it, are no harm.
    later.write_text(f"# một lời chú\n{later.read_text(encoding='utf-8')}", encoding="utf-8")
    office.git("commit", "--quiet", "-am", "a comment")
    taken, told = server.push("main")
    assert taken, told
    taken, told = server.push("ban-nhap")
    assert taken, told


def test_continuous_integration_takes_the_data_as_it_was_before_a_push(server: Server, tmp_path: Path) -> None:
    office = server.office
    first = office.git("rev-parse", "HEAD").strip()
    was = office.text()
    server.commit(tree.ADDRESS, "Xe lăn nhẹ", "Xe lăn gọn")
    for commit, found in ((first, True), ("0" * 40, False), ("", False)):
        folder = tmp_path / (commit or "none")
        subprocess.run(["sh", HOOKS / "before.sh", commit, folder], cwd=office.top, check=True)
        assert (folder / "data" / tree.ADDRESS).exists() == found
        if found:
            assert (folder / "data" / tree.ADDRESS).read_text(encoding="utf-8") == was
        assert office.portal("check", "--before", folder / "data") == 0
    office.git("reset", "--quiet", "--hard", first)


def test_the_main_branch_is_neither_deleted_nor_rewritten_without_leave(server: Server) -> None:
    office = server.office
    before = server.head()
    subprocess.run(["git", "config", "receive.denyDeleteCurrent", "ignore"], cwd=server.remote, check=True)
    taken, told = server.push(":main")
    assert not taken
    assert "Không xoá nhánh chính main" in told
    office.git("commit", "--quiet", "--amend", "-m", "another past")
    taken, told = server.push("--force", "main")
    assert not taken
    assert "Không viết lại lịch sử" in told
    assert server.head() == before
    assert server.push("--force", "main:nhanh")[0]  # other branches are people's own
    assert server.push("main:refs/tags/v1")[0]
    server.config("nhandao.rewrite", "true")
    taken, told = server.push("--force", "main")
    assert taken, told
    assert server.push(":nhanh")[0]
    assert server.head("nhanh") == ""


def test_a_push_without_data_or_a_server_without_the_program_is_told(server: Server) -> None:
    office = server.office
    office.git("switch", "--quiet", "--orphan", "trong")
    office.git("commit", "--quiet", "--allow-empty", "-m", "empty")
    taken, told = server.push("trong")
    assert not taken
    assert "không có thư mục data" in told
    office.git("switch", "--quiet", "main")
    server.config("nhandao.program", "/khong-co")
    office.git("commit", "--quiet", "--allow-empty", "-m", "x")
    taken, told = server.push("main")
    assert not taken
    assert "git config nhandao.program" in told
    server.config("nhandao.program", str(ROOT))


def test_a_second_push_of_a_large_folder_is_quick(server: Server) -> None:
    office = server.office
    body = (office.data / tree.RECEIPT).read_text(encoding="utf-8")
    for number in range(800):
        path = office.data / f"receipts/2023/07/{number % 28 + 1:02}/transfer-X{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            body.replace("FT1", f"X{number}").replace("2023-06-01", f"2023-07-{number % 28 + 1:02}"), encoding="utf-8"
        )
    office.git("add", "-A")
    office.git("commit", "--quiet", "-m", "many")
    taken, told = server.push("main")
    assert taken, told
    server.commit(tree.ADDRESS, "Xe lăn nhẹ", "Xe lăn nhẹ bền")
    begun = os.times().children_user
    taken, told = server.push("main")
    assert taken, told
    assert os.times().children_user - begun < 5


def test_what_is_taken_is_published(server: Server, tmp_path: Path) -> None:
    server.config("nhandao.publish", str(tmp_path / "www"))
    server.config("nhandao.siteUrl", "https://nhandao.example.vn")
    server.commit(tree.ADDRESS, "Xe lăn nhẹ", "Xe lăn mới")
    taken, told = server.push("main")
    assert taken, told
    assert "Xe lăn mới" in (tmp_path / "www/dia-chi/DC23A0002G/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "www/so-tay.pdf").read_bytes().startswith(b"%PDF-")
