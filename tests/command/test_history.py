"""The history of the data as people ask for it: portal audit, and the pages that portal build makes of it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from scripts import command_line
from tests import tree
from tests.command.test_command_line import portal
from tests.history.archive import Archive

CODE = "DC23A0002G"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A year of work by five roles, with a file that was broken for a while."""
    made = Archive(tmp_path_factory.mktemp("audit"), "data")
    tree.write(made.data)
    for path in (tree.RECEIPT, tree.HANDOVER):
        (made.data / path).unlink()
    made.commit("2023-04-01 08:00", "district")
    made.write(f"# {tree.RECEIPT}\n{tree.documents(tree.BASE)[tree.RECEIPT]}")
    made.commit("2023-06-01 09:30", "callback")
    made.write(f"# {tree.HANDOVER}\n{tree.documents(tree.BASE)[tree.HANDOVER]}")
    made.commit("2023-06-11 16:00", "commune")
    made.replace(tree.ADDRESS, "code: DC23A0002G", "code: [")
    made.commit("2023-07-01 10:00", "commune")
    made.replace(tree.ADDRESS, "code: [", "code: DC23A0002G")
    made.replace(tree.ADDRESS, "3500000", "3000000")
    made.replace(tree.ADDRESS, "chờ người quen", "chờ hàng xóm")
    made.commit("2023-07-02 10:00", "province", by="Nguyễn Văn Thật")
    made.write(
        """
        # receipts/2023/08/02/refund-FT1.yaml
        source: refund
        payment_id: FT1
        on: 2023-08-02
        account: DC23A0002G
        value_vnd: 200000
        reverses: transfer-FT1
        """
    )
    made.commit("2023-08-02 11:00", "office")
    return made


def test_all_changes_are_told_with_commit_time_and_role(archive: Archive) -> None:
    done = portal("audit", "--data", archive.data)
    assert done.returncode == 0, done.stderr
    commits = archive.git("log", "--reverse", "--format=%H").split()
    lines = done.stdout.splitlines()
    assert (
        f"2023-06-01 09:30  {commits[1][:10]}  dịch vụ nhận ủng hộ (tự động)  {CODE} receipts/transfer-FT1: ghi mới 2.000.000 đ"
        in lines
    )
    assert f"2023-07-02 10:00  {commits[4][:10]}  cán bộ cấp tỉnh  {CODE}: sửa" in lines
    assert "    đơn giá (khoản 1): 3.500.000 đ → 3.000.000 đ" in lines
    assert "    câu chuyện: đã sửa" in lines
    assert lines[-1] == "5 thay đổi"
    assert f"addresses/{CODE} ở commit {commits[3][:10]}" in done.stderr
    for secret in ("Nguyễn Văn Thật", "staff@example.org", "hàng xóm", "Staff"):
        assert secret not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ((CODE,), 5), (("transfer-FT1",), 1), ((CODE, "--since", "2023-07-02"), 2), (("--as-of", "2023-06-01"), 2),
        (("--since", "2030-01-01"), 0), ((CODE, "--since", "2030-01-01"), 0),
    ],
)  # fmt: skip
def test_changes_are_narrowed_by_code_and_day(
    archive: Archive, arguments: tuple[str, ...], count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run(["audit", *arguments, "--data", str(archive.data), "--lang", "en"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == (f"{count} changes" if count else "nothing has changed")


def test_a_figure_is_the_sum_of_its_lines_each_with_its_commit(archive: Archive) -> None:
    done = portal("audit", CODE, "--figure", "held", "--data", archive.data)
    commits = archive.git("log", "--reverse", "--format=%H").split()
    assert done.stdout.splitlines() == [
        f"2023-06-01  + 2.000.000 đ  = 2.000.000 đ  transfer-FT1 (in)  {commits[1][:10]} 2023-06-01 09:30 dịch vụ nhận ủng hộ (tự động)",
        f"2023-06-10  − 1.500.000 đ  = 500.000 đ  ban-giao-1 (out)  {commits[2][:10]} 2023-06-11 16:00 cán bộ cấp xã",
        f"2023-08-02  − 200.000 đ  = 300.000 đ  refund-FT1 (back)  {commits[5][:10]} 2023-08-02 11:00 văn phòng Hội",
        f"Cộng held của {CODE} đến 2023-10-31: 300.000 đ",
    ]  # fmt: skip
    target = portal("audit", CODE, "--figure", "target", "--data", archive.data, lang="en").stdout
    assert "− 500,000 đ  = 3,000,000 đ" in target
    early = portal("audit", CODE, "--figure", "held", "--as-of", "2023-06-30", "--data", archive.data, lang="en").stdout
    assert early.splitlines()[-1] == f"Total held of {CODE} up to 2023-06-30: 500,000 đ"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_file_holds_the_same_and_replaces_only_its_own_kind(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "audit.csv"
    assert portal("audit", CODE, "--csv", out, "--data", archive.data).returncode == 0
    found = rows(out)
    assert [(row["kind"], row["event"], row["field"], row["old"], row["new"]) for row in found][3:6] == [
        ("addresses", "changed", "target", "3500000", "3000000"),
        ("addresses", "changed", "need_price", "3500000", "3000000"),
        ("addresses", "changed", "story", "", ""),
    ]
    assert all(re.fullmatch(r"[0-9a-f]{40}", row["commit"]) for row in found)
    assert portal("audit", CODE, "--figure", "received", "--csv", out, "--data", archive.data).returncode == 0
    assert [(row["reference"], row["total_vnd"], row["role"]) for row in rows(out)] == [
        ("transfer-FT1", "2000000", "callback")
    ]
    (tmp_path / "mine.csv").write_text("a,b\n")
    refused = portal("audit", "--csv", tmp_path / "mine.csv", "--data", archive.data)
    assert refused.returncode == 1
    assert (tmp_path / "mine.csv").read_text() == "a,b\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.csv", "mine.csv"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("DC23A0002H",), "did you mean “DC23A0002G”?"), (("nothing-like-it-at-all-0000",), "check the code"),
        (("--figure", "held"), "needs the code"), (("transfer-FT1", "--figure", "held"), "is no address or fund"),
        (("QC23A0001E", "--figure", "target"), "has no needs"), (("--since", "yesterday"), "--since: found “yesterday”"),
        (("--csv", "/no/such/folder/a.csv"), "there is no folder"), ((CODE, "--figure", "wealth"), "wealth"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_said(
    archive: Archive, arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.run(["audit", *arguments, "--data", str(archive.data), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told


def test_a_folder_without_history_a_shallow_one_and_wrong_data_are_said(archive: Archive, tmp_path: Path) -> None:
    plain = tree.write(tmp_path / "plain")
    assert "is in no git repository" in portal("audit", "--data", plain, lang="en").stderr
    archive.git("clone", "--quiet", "--depth", "1", f"file://{archive.top}", str(tmp_path / "clone"))
    assert "git fetch --unshallow" in portal("audit", "--data", tmp_path / "clone/data", lang="en").stderr
    archive.git("clone", "--quiet", str(archive.top), str(tmp_path / "whole"))
    tree.replace(tmp_path / "whole/data", tree.RECEIPT, "2000000", "2.000.000")
    wrong = portal("audit", CODE, "--figure", "held", "--data", tmp_path / "whole/data", lang="en")
    assert wrong.returncode == 1
    assert "1 files of the data are not committed" in wrong.stderr
    assert "portal check" in wrong.stderr


def build(data: Path, out: Path, *more: str) -> str:
    done = portal("build", "--data", data, "--out", out, "--languages", "vi", "--no-search", *more, lang="en")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


def test_the_site_tells_what_may_be_published_of_the_history(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "portal:" not in build(archive.data, out)
    html = (out / f"dia-chi/{CODE}/lich-su/index.html").read_text()
    for part in (
        "cán bộ cấp tỉnh",
        "đơn giá (khoản 1): 3.500.000\u00a0đ → 3.000.000\u00a0đ",
        "câu chuyện: đã sửa",
        "refund-FT1",
    ):
        assert part in html
    everything = "".join(path.read_text() for path in out.rglob("*") if path.suffix in (".html", ".csv", ".json"))
    for secret in ("Nguyễn Văn Thật", "staff@example.org", "chờ người quen", archive.git("rev-parse", "HEAD")[:10]):
        assert secret not in everything
    months = sorted(path.name for path in (out / "so-cai/lich-su").iterdir() if path.is_dir())
    assert months == ["2023-04", "2023-06", "2023-07", "2023-08"]
    build(archive.data, out, "--as-of", "2023-06-30")
    assert sorted(path.name for path in (out / "so-cai/lich-su").iterdir() if path.is_dir()) == ["2023-04", "2023-06"]


def test_a_site_can_be_built_without_history(archive: Archive, tmp_path: Path) -> None:
    build(archive.data, tmp_path / "out", "--no-history")
    assert not (tmp_path / "out/so-cai/lich-su").exists()
    archive.git("clone", "--quiet", "--depth", "1", f"file://{archive.top}", str(tmp_path / "clone"))
    assert "the pages of history are left out" in build(tmp_path / "clone/data", tmp_path / "other")
    assert not (tmp_path / "other/so-cai/lich-su").exists()
