"""A new data repository: asked for step by step or from a file, whole or not at all, and fit to be built."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from nhandao.book.load import load
from nhandao.public.gate import publish
from scripts import command_line
from scripts.folders import ROOT
from scripts.staff.questions import QUESTIONS
from scripts.staff.texts import TEXTS
from tests.callback.office import git
from tests.site.building import Bench

ANSWERS = """
society: Hội Chữ thập đỏ tỉnh Mẫu
short_name: Hội mẫu
place: Đồng Xoài
phone: 0271 000 0000
email: hoi@example.org
year: 2026
bank: Ngân hàng Mẫu
bin: "970499"
number: "000000001"
holder: HOI MAU
labour_day: 250000
labour_source: Nghị quyết mẫu, không có thật
site_url: https://nhandao.example.vn
program: https://git.example.vn/nhandao.git
"""


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Cán bộ A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def init(*arguments: object) -> int:
    return command_line.run(["init", *map(str, arguments)])


@pytest.mark.parametrize("epoch", ["2023", "2025"])
def test_a_new_repository_has_no_error_in_its_own_form_and_can_be_built(
    tmp_path: Path, answers: Path, epoch: str
) -> None:
    folder = tmp_path / "kho"
    assert init(folder, "--answers", answers, "--epoch", epoch) == 0
    book, problems = load(folder / "data")
    assert not problems
    assert book is not None
    assert (book.campaign.epoch, book.campaign.year.from_) == (epoch, date(2025, 11, 25))
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%an: %s").strip() == "Cán bộ A: Kho dữ liệu mới của Hội Chữ thập đỏ tỉnh Mẫu"
    assert command_line.run(["fmt", "--check", "--data", str(folder / "data")]) == 0
    if epoch == "2023":
        return  # the sample is of that epoch
    views, _ = publish(folder / "data", date(2026, 3, 1), date(2026, 3, 1))
    assert views is not None
    bench = Bench(tmp_path)
    bench.build(views)
    assert "Hội mẫu" in bench.text("/")
    assert command_line.run(["new", "address", "--data", str(folder / "data")]) == 0


def test_options_go_before_the_file_and_a_dry_run_makes_nothing(
    tmp_path: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "kho", "--answers", answers, "--dry-run") == 0
    assert ".github/workflows/nhandao.yml\n" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml"]
    assert init(tmp_path / "kho", "--answers", answers, "--place", "Bình Long") == 0
    assert "place: Bình Long" in (tmp_path / "kho/data/campaign.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ([], "--labour-source: Căn cứ của giá trị ngày công"),
        (["--answers", "answers.yaml", "--phone", "12", "--site-url", "x", "--program", "a b"], "--phone: gặp “12”"),
        (["--answers", "answers.yaml", "--phone", "12", "--site-url", "x", "--program", "a b"], "--site-url: "),
        (["--answers", "answers.yaml", "--phone", "12", "--site-url", "x", "--program", "a b"], "--program: gặp “a b”"),
        (["--answers", "answers.yaml", "--year", "26"], "--year: "),
        (["--answers", "answers.yaml", "--year", "một"], "--year: gặp “một”"),
        (["--answers", "answers.yaml", "--epoch", "2024"], "--epoch: gặp “2024”; chọn một trong"),
        (["--answers", "answers.yaml", "--labour-day", "250.000"], "ví dụ 250000"),
        (["--answers", "none.yaml"], "không có tệp"),
        (["--answers", "wrong.yaml"], "gặp “phonee”"),
        (["--answers", "broken.yaml"], "không đọc được YAML"),
        (["--answers", "list.yaml"], "cần các dòng"),
    ],
)
def test_wrong_or_missing_answers_are_all_told_and_nothing_is_made(
    tmp_path: Path,
    answers: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.yaml").write_text(ANSWERS + "phonee: x\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    (tmp_path / "list.yaml").write_text("- a\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert init("kho", *change) == 1
    assert says in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_with_anything_in_it_is_left_alone(
    tmp_path: Path, answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    assert init(folder, "--answers", answers, "--dry-run") == 0
    (folder / "thu.txt").write_text("x")
    assert init(folder, "--answers", answers) == 1
    assert "thu.txt" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["thu.txt"]
    assert init(folder / "thu.txt", "--answers", answers) == 1


def test_without_a_name_for_git_there_is_no_half_made_repository(
    tmp_path: Path, answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    assert init(tmp_path / "kho", "--answers", answers) == 1
    assert "git config --global user.name" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


def test_somebody_at_a_terminal_is_asked_and_may_correct(tmp_path: Path) -> None:
    replies = [
        "Hội Chữ thập đỏ tỉnh Mẫu", "Hội mẫu", "Đồng Xoài", "sai", "hoi@example.org", "2026", "", "Ngân hàng Mẫu", "970499",
        "000000001", "HOI MAU", "250000", "Nghị quyết mẫu", "https://nhandao.example.vn", "", "0271 000 0000",
    ]  # fmt: skip
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
    line = [
        sys.executable,
        "-P",
        "-m",
        "scripts.portal",
        "init",
        str(tmp_path / "kho"),
        "--program",
        "https://git.example.vn/x.git",
    ]
    with subprocess.Popen(line, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, env=environment) as asking:
        os.close(theirs)
        os.write(ours, "".join(f"{reply}\n" for reply in replies).encode())
        told = asking.communicate(timeout=60)[0].decode()
    os.close(ours)
    assert asking.returncode == 0
    assert "Hội Chữ thập đỏ tỉnh Mẫu" in told
    campaign = (tmp_path / "kho/data/campaign.yaml").read_text(encoding="utf-8")
    assert "phone: 0271 000 0000" in campaign
    assert "epoch: '2025'" in campaign


def test_every_question_has_its_words() -> None:
    assert [f"init-{question.name}" for question in QUESTIONS] == [name for name in TEXTS if name.startswith("init-")]


def test_the_files_of_continuous_integration_run_commands_there_are(tmp_path: Path, answers: Path) -> None:
    assert init(tmp_path / "kho", "--answers", answers) == 0
    github = yaml.safe_load((tmp_path / "kho/.github/workflows/nhandao.yml").read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((tmp_path / "kho/.gitlab-ci.yml").read_text(encoding="utf-8"))
    lines = [step["run"] for job in github["jobs"].values() for step in job["steps"] if "run" in step]
    lines += [line for job in ("check", "preview") for line in gitlab[job]["script"]]
    known, _ = command_line.parser()
    called = [line.split("portal.py", 1)[1].partition(";")[0] for line in lines if "portal.py" in line]
    assert all("--before" in line for line in called if line.split()[:1] == ["check"] or '" check' in line)
    commands = [line.replace("$handbook", "--handbook so-tay.pdf").strip('" ').split() for line in called]
    assert [command[0] for command in commands] == ["check", "fmt", "handbook", "build"] * 2
    assert [command[-1] for command in commands if command[0] in ("handbook", "build")] == ["so-tay.pdf"] * 4
    for command in commands:
        known.parse_args(command)
    assert github["env"]["SITE_URL"] == gitlab["variables"]["SITE_URL"] == "https://nhandao.example.vn"
    assert github["env"]["PROGRAM"] == "https://git.example.vn/nhandao.git"
    assert github["permissions"] == {"contents": "read"}  # only the job that publishes may write, and only pages
    assert "main" in github["jobs"]["publish"]["if"]
    assert not re.search(
        r"@[A-Z_]+@",
        "".join(
            path.read_text(encoding="utf-8")
            for path in (tmp_path / "kho").rglob("*")
            if path.is_file() and ".git/" not in str(path)
        ),
    )
