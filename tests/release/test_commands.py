"""`portal release` and `portal verify`, as an office runs them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from nhandao.public.release import SUMS
from scripts.command_line import run
from tests import tree
from tests.release.making import OFFICE


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tree.write(tmp_path / "data", OFFICE)


def released(out: Path) -> Path:
    (folder,) = out.iterdir()
    return folder


def test_a_release_is_written_whole_and_fits(data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "phat-hanh"
    assert run(["release", "--out", str(out), "--data", str(data)]) == 0
    folder = released(out)
    assert folder.name.startswith("2023-10-31-")
    assert "Mã sổ cái để in: " in capfd.readouterr().out
    assert run(["verify", str(folder)]) == 0
    assert "KHỚP" in capfd.readouterr().out
    assert subprocess.run(["sha256sum", "--check", "--quiet", SUMS], cwd=folder).returncode == 0


def test_the_day_can_be_chosen(data: Path, tmp_path: Path) -> None:
    assert run(["release", "--out", str(tmp_path / "out"), "--data", str(data), "--as-of", "2023-07-06"]) == 0
    assert released(tmp_path / "out").name.startswith("2023-07-06-")
    assert run(["verify", str(released(tmp_path / "out")), "--skip-hashes"]) == 0


def test_a_second_run_changes_nothing(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["release", "--out", str(tmp_path / "out"), "--data", str(data)]
    run(command)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert run(command) == 0
    assert "đã có, đúng từng byte" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


@pytest.mark.parametrize("changed", ["ledger.csv", "them.txt"])
def test_a_release_that_was_changed_is_never_replaced(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: str
) -> None:
    command = ["release", "--out", str(tmp_path / "out"), "--data", str(data)]
    run(command)
    (released(tmp_path / "out") / changed).write_text("khác")
    assert run(command) == 1
    assert changed in capsys.readouterr().err
    assert (released(tmp_path / "out") / changed).read_text() == "khác"


def test_wrong_data_gives_no_folder(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree.replace(data, tree.RECEIPT, "2000000", "hai triệu")
    assert run(["release", "--out", str(tmp_path / "out"), "--data", str(data)]) == 1
    assert "Chưa ghi bản công bố" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_release_can_be_signed_and_its_signature_verified(data: Path, tmp_path: Path) -> None:
    key = tmp_path / "khoa"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "hoi", "-f", key], check=True)
    out = tmp_path / "out"
    assert run(["release", "--out", str(out), "--data", str(data), "--sign", str(key)]) == 0
    folder = released(out)
    public = key.with_suffix(".pub").read_text()
    (tmp_path / "signers").write_text(f"hoi {public}")
    check = ["ssh-keygen", "-Y", "verify", "-f", tmp_path / "signers", "-I", "hoi", "-n", "nhandao-release", "-s"]
    signature = folder / f"{SUMS}.sig"
    assert subprocess.run([*check, signature], input=(folder / SUMS).read_bytes()).returncode == 0
    assert subprocess.run([*check, signature], input=b"x").returncode != 0
    assert run(["verify", str(folder)]) == 0
    assert run(["release", "--out", str(out), "--data", str(data), "--sign", str(key)]) == 0


def test_a_release_that_is_there_can_be_signed_later(data: Path, tmp_path: Path) -> None:
    key = tmp_path / "khoa"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    command = ["release", "--out", str(tmp_path / "out"), "--data", str(data)]
    run(command)
    assert run([*command, "--sign", str(key)]) == 0
    assert (released(tmp_path / "out") / f"{SUMS}.sig").is_file()


def test_a_key_that_cannot_sign_leaves_nothing_behind(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "khoa"
    key.write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nhỏng\n-----END OPENSSH PRIVATE KEY-----\n")
    key.chmod(0o600)
    assert run(["release", "--out", str(tmp_path / "out"), "--data", str(data), "--sign", str(key)]) == 1
    assert "ssh-keygen không ký được, nên chưa ghi gì" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (None, 1, "không có tệp khoá"),
        ("ssh-ed25519 AAAA hoi", 1, "không phải khoá bí mật"),
        ("untrusted comment: minisign encrypted secret key\n", 2, "chưa có chương trình minisign"),
    ],
)
def test_a_key_that_is_none_is_told_before_the_work(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    content: str | None,
    status: int,
    told: str,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # a machine without either program
    key = tmp_path / "khoa"
    if content is not None:
        key.write_text(content)
    assert run(["release", "--out", str(tmp_path / "out"), "--data", str(data), "--sign", str(key)]) == status
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_release_is_not_written_among_the_data(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", "--out", str(data / "phat-hanh"), "--data", str(data)]) == 1
    assert "nơi chứa dữ liệu" in capsys.readouterr().err


def test_everybody_can_read_the_folder(data: Path, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        run(["release", "--out", str(tmp_path / "out"), "--data", str(data)])
    finally:
        os.umask(before)
    assert released(tmp_path / "out").stat().st_mode & 0o777 == 0o755


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(tmp_path / "nothing")]) == 1
    assert "không có thư mục" in capsys.readouterr().err
