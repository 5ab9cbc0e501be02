"""The program as people run it: exit codes, messages with file and line, and nothing half-written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.folders import ROOT
from tests.tree import ADDRESS, HANDOVER, RECEIPT, replace, write


def portal(*arguments: object, lang: str = "vi") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts/portal.py"), *map(str, arguments)]
    environment = os.environ | {"NHANDAO_LANG": lang, "NHANDAO_ENTERED": str(ROOT / ".venv")}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120)


def overwrite(path: str, data: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / path).write_bytes(data)

    return change


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: replace(folder, path, old, new)


def encoded(codec: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / ADDRESS).read_text(encoding="utf-8")
        (folder / ADDRESS).write_bytes(text.encode(codec, "replace"))

    return change


def second_code(folder: Path) -> None:
    other = folder / "addresses/2022/DC23A0002G.yaml"
    other.parent.mkdir()
    other.write_bytes((folder / ADDRESS).read_bytes())


def folder_for_a_file(folder: Path) -> None:
    (folder / "addresses/2023/DC23A0003E.yaml").mkdir()


def broken_link(folder: Path) -> None:
    (folder / "addresses/2023/DC23A0003E.yaml").symlink_to("khong-co")


BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n".encode() for n in range(20)
)


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        (edit(ADDRESS, 'unit: "25216"', "unit: 025427"), f"{ADDRESS}:3: unit:", "pattern"),
        (edit(ADDRESS, "survey: {on: 2023-03-01", "survey: {on: 1:30"), f"{ADDRESS}:15: survey.on:", "day-text"),
        (edit(RECEIPT, "value_vnd: 2000000", "value_vnd: 2000000\ncounted_here: no"), f"{RECEIPT}:6: counted_here:", "true-false"),
        (edit(RECEIPT, "value_vnd: 2000000", "value_vnd: 60.000"), f"{RECEIPT}:5: value_vnd:", "money-text"),
        (edit(RECEIPT, "value_vnd: 2000000", "value_vnd: 60.000.000"), f"{RECEIPT}:5: value_vnd:", "money-text"),
        (edit(ADDRESS, "kind: individual", "kind: individual\nkind: household"), f"{ADDRESS}:5: kind:", "duplicate-key"),
        (encoded("utf-16"), f"{ADDRESS}:1:", "not-utf-8"),
        (encoded("cp1258"), f"{ADDRESS}:5:", "not-utf-8"),
        (encoded("utf-8-sig"), f"{ADDRESS}:1:", "byte-order-mark"),
        (lambda folder: overwrite(ADDRESS, (folder / ADDRESS).read_bytes().replace(b"\n", b"\r\n"))(folder), f"{ADDRESS}:1:", "line-ends"),
        (overwrite(ADDRESS, b"code: " + b"x" * 50_000_000), ADDRESS, "file-too-big"),
        (overwrite(ADDRESS, BOMB), f"{ADDRESS}:1:", "anchor"),
        (edit(ADDRESS, "kind: individual", "kind: !!python/object:os.system individual"), f"{ADDRESS}:4:", "tag"),
        (edit(ADDRESS, "kind: individual", "kind:\tindividual"), f"{ADDRESS}:4:", "tab"),
        (folder_for_a_file, "addresses/2023/DC23A0003E.yaml", "not-a-file"),
        (broken_link, "addresses/2023/DC23A0003E.yaml", "broken-link"),
        (edit(ADDRESS, 'unit: "25216"', 'unit: "25218"'), f"{ADDRESS}:3: unit:", "unknown-unit"),
        (edit(ADDRESS, 'epoch: "2023"', 'epoch: "2024"'), f"{ADDRESS}:2: epoch:", "not-in-list"),
        (edit(RECEIPT, "account: DC23A0002G", "account: DC23A0002H"), f"{RECEIPT}:4: account:", "code-check"),
        (second_code, "addresses/2022/DC23A0002G.yaml:1: code:", "code-twice"),
        (edit(HANDOVER, "handed_by: hoi-phuoc-long", "handed_by: hoi-phuoc-logn"), f"{HANDOVER}:9: handed_by:", "unknown-organisation"),
        (edit(RECEIPT, "value_vnd: 2000000", "value_vnd: 1000000"), f"{HANDOVER}:6: value_vnd:", "negative-balance"),
        (edit(ADDRESS, "introduced: {on: 2023-03-25", "introduced: {on: 2023-03-19"), f"{ADDRESS}:18: introduced.on:", "dates-out-of-order"),
        (edit(ADDRESS, "[publish, story]", "[story]"), f"{ADDRESS}:17: approved:", "approved-without-consent"),
        (edit(ADDRESS, "title:", "titel:"), f"{ADDRESS}:7: titel:", "unknown-field"),
    ],
)  # fmt: skip
def test_bad_data_is_named_with_file_line_and_field_and_nothing_is_written(
    tmp_path: Path, change: Callable[[Path], None], where: str, code: str
) -> None:
    data = write(tmp_path / "data")
    change(data)
    checked = portal("check", "--data", data)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "Traceback" not in checked.stdout + checked.stderr
    (line,) = [line for line in checked.stdout.splitlines() if line.endswith(f"[{code}]") and where in line]
    assert str(data) in line
    built = portal("build", "--data", data, "--out", tmp_path / "out")
    assert built.returncode == 1
    assert "Traceback" not in built.stdout + built.stderr
    assert f"[{code}]" in built.stdout
    assert not (tmp_path / "out").exists()


def test_values_that_yaml_would_guess_at_arrive_as_typed(tmp_path: Path) -> None:
    data = write(tmp_path)
    replace(data, RECEIPT, "payment_id: FT1", "payment_id: 0123")
    (data / RECEIPT).rename(data / "receipts/2023/06/01/transfer-0123.yaml")
    assert portal("check", "--data", data).returncode == 0


def test_a_clean_tree_says_so_and_json_is_for_programs(tmp_path: Path) -> None:
    data = write(tmp_path)
    checked = portal("check", "--data", data)
    assert (checked.returncode, "0 lỗi" in checked.stdout) == (0, True)
    assert json.loads(portal("check", "--data", data, "--format", "json").stdout) == {
        "problems": [],
        "errors": 0,
        "warnings": 0,
    }
    replace(data, RECEIPT, "value_vnd: 2000000", "value_vnd: 2.000.000")
    told = json.loads(portal("check", "--data", data, "--format", "json", lang="en").stdout)
    assert told["problems"][0] | {"path": ""} == {
        "path": "",
        "line": 5,
        "field": "value_vnd",
        "code": "money-text",
        "found": "2.000.000",
        "message": "found “2.000.000”, expected a whole number in digits only, for example 2000000",
        "warning": False,
    }


def test_only_the_files_asked_for_are_told_of(tmp_path: Path) -> None:
    data = write(tmp_path)
    replace(data, RECEIPT, "value_vnd: 2000000", "value_vnd: x")
    assert portal("check", "--data", data, data / ADDRESS).returncode == 0
    assert portal("check", "--data", data, data / RECEIPT).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["check", "--data", "/khong-co"], 1, "không có thư mục"),
        (["build", "--out", "x", "--as-of", "2023-02-30"], 1, "--as-of"),
        (["build", "--out", "x", "--site-url", "khong phai"], 1, "--site-url"),
        (["build", "--out", str(ROOT / "data" / "out")], 1, "không ghi kết quả"),
        (["build"], 1, "--out"),
        (["la-gi"], 1, "la-gi"),
        (["serve", "--port", "70000"], 1, "--port"),
        (["sample", "--out", str(ROOT / "content"), "--addresses", "5"], 1, "không ghi kết quả"),
    ],
)
def test_a_wrong_command_gets_a_word_of_advice(arguments: list[str], status: int, told: str) -> None:
    done = portal(*arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_with_somebodys_files_is_never_written_to(tmp_path: Path) -> None:
    data, out = write(tmp_path / "data"), tmp_path / "out"
    out.mkdir()
    (out / "thu-tinh.txt").write_text("của tôi")
    built = portal("build", "--data", data, "--out", out)
    assert (built.returncode, "thu-tinh.txt" in built.stderr) == (1, True)
    assert [path.name for path in out.iterdir()] == ["thu-tinh.txt"]


def test_every_command_has_help_in_both_languages() -> None:
    told = portal("--help").stdout
    for command in ("check", "build", "lighthouse", "offline", "serve", "test", "sample", "schema"):
        assert command in told
        help_text = portal(command, "--help").stdout
        assert " / " in help_text


def test_two_builds_at_different_places_are_identical(tmp_path: Path) -> None:
    data = write(tmp_path / "data")
    for name in ("one", "two"):
        assert (
            portal(
                "build", "--data", data, "--out", tmp_path / name, "--site-url", "https://nhandao.example"
            ).returncode
            == 0
        )
    first, second = (
        {p.relative_to(tmp_path / n).as_posix(): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    )
    # Pagefind numbers the pages in its index differently each time.
    numbered = re.compile(r"pagefind/(index/|filter/|pagefind[.-](vi|en|entry))")
    assert {path for path in first.keys() | second.keys() if first.get(path) != second.get(path)} <= {
        path for path in first.keys() | second.keys() if numbered.match(path)
    }
    assert len(first) > 100


MARKER = "BIMAT7731"


def test_nothing_marked_as_not_public_is_anywhere_in_the_output(tmp_path: Path) -> None:
    data = write(
        tmp_path / "data",
        f"""
        # organisations/branch/chi-hoi-mau.yaml
        id: chi-hoi-mau
        kind: branch
        name: Chi hội mẫu
        level: hamlet
        epoch: "2023"
        district: "688"
        unit: "25216"
        hamlet: Ấp {MARKER}
        plan: {{on: 2023-01-01, document: {MARKER}, directs_branches: true}}
        leaders: [{{id: truong, position: Trưởng chi hội, kind: head, since: 2022-01-01}}]
        since: 2022-01-01

        # organisations/enterprise/cong-ty-{MARKER.lower()}.yaml
        id: cong-ty-{MARKER.lower()}
        kind: enterprise
        name: Công ty {MARKER}
        level: outside
        epoch: "2023"
        public: false
        since: 2022-01-01

        # pledges/2023/05/CK23A00014.yaml
        reference: CK23A00014
        made_on: 2023-05-01
        account: DC23A0002G
        supporter: {{organisation: cong-ty-{MARKER.lower()}, kind: organisation, visibility: name_amount}}
        kind: cash
        value_vnd: 500000
        declined: {{on: 2023-05-02, reason: {MARKER}}}
        confirmed_note: {MARKER}
        """,
    )
    replace(data, ADDRESS, "reference: HS-1", f"reference: {MARKER}")
    replace(data, ADDRESS, "document: QD-1", f"document: {MARKER}")
    replace(data, ADDRESS, "categories:", f"notes: {MARKER} điều riêng\ncategories:")
    replace(data, ADDRESS, "introduced: {on: 2023-03-25}", f"introduced: {{on: 2023-03-25, inhandao_id: {MARKER}}}")
    replace(
        data,
        RECEIPT,
        "value_vnd:",
        f"valuation: {MARKER}\nsupporter: {{organisation: cong-ty-{MARKER.lower()}, visibility: name_amount}}\nvalue_vnd:",
    )
    replace(
        data,
        HANDOVER,
        "evidence: BB-1",
        f"evidence: {MARKER}\nconfirmed_note: {MARKER}\nout_of_order_reason: {MARKER}\nvaluation: {MARKER}",
    )
    text = (
        (data / ADDRESS)
        .read_text(encoding="utf-8")
        .replace("DC23A0002G", "DC23A0003E")
        .replace("Cô H.", f"Cô {MARKER}")
    )
    (data / "addresses/2023/DC23A0003E.yaml").write_text(
        text.replace("on: 2023-03-01}\n", "on: 2023-03-01, withdrawn_on: 2023-09-01}\n"), encoding="utf-8"
    )
    text = (
        text.replace("DC23A0003E", "DC23A0004C")
        .replace("[publish, story]", "[publish]")
        .replace(f"Cô {MARKER}", "Cô L.")
    )
    (data / "addresses/2023/DC23A0004C.yaml").write_text(
        text.replace("đã nhiều năm", f"đã nhiều năm {MARKER}"), encoding="utf-8"
    )
    assert portal("check", "--data", data).returncode == 0
    assert portal("build", "--data", data, "--out", tmp_path / "out").returncode == 0
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) > 100
    leaks = [
        path.as_posix()
        for path in files
        if MARKER.lower().encode() in path.read_bytes().lower()
        or MARKER.lower() in path.as_posix().lower().removeprefix(tmp_path.as_posix().lower())
    ]
    assert leaks == []
