"""The verifier of a release, as a stranger runs it, and what it finds when somebody changed a figure."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nhandao.public import release_reports, release_targets, verify
from nhandao.public.release import SUMS, made
from nhandao.public.release_tables import TABLES
from nhandao.public.views import PublicSite
from nhandao.records.certificate_codes import certificate_code
from tests.release import making

NOT_COMPUTED = {("organisations", "pledged_vnd")}
"""Promises of bodies are not published one by one, so that only the hash tells when their sum was changed."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> PublicSite:
    return making.site_of(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory, site: PublicSite) -> Path:
    return making.write(tmp_path_factory.mktemp("release"), site)


@pytest.fixture
def release(tmp_path: Path, untouched: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "release"))


Findings = Callable[[Path, bool], list[str]]


@pytest.fixture
def findings(capsys: pytest.CaptureFixture[str]) -> Findings:
    """What differs, line by line, in a release."""

    def find(folder: Path, skip_hashes: bool = False) -> list[str]:
        verify.verify(folder, verify.Report(verify.WORDS["vi"], False), skip_hashes)
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("LỆCH")]

    return find


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """As the guide says: the file alone, without our packages on the path."""
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py", *options], capture_output=True, text=True, cwd="/", timeout=60
    )


def test_an_untouched_release_fits(untouched: Path) -> None:
    done = run(untouched)
    assert (done.returncode, done.stderr) == (0, "")
    assert "LỆCH" not in done.stdout
    assert "khớp  home.needed_vnd  11305500" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("KHỚP: ")


def test_the_verifier_needs_nothing_but_the_standard_library() -> None:
    text = Path(verify.__file__).read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE)) - {"__future__"}
    assert imported <= sys.stdlib_module_names


def test_it_can_name_every_figure_and_speak_english(untouched: Path) -> None:
    done = run(untouched, "--all", "--lang", "en")
    assert "khớp  months.csv 2023-06 received_vnd  3300000" in done.stdout
    assert "khớp  addresses.csv DC23A0003E received_percent  23" in done.stdout
    assert "none differs" in done.stdout


def test_a_changed_figure_is_named_with_both_values_and_fails(release: Path) -> None:
    change(release / "figures.csv", "home.needed_vnd,11305500", "home.needed_vnd,11305501")
    done = run(release)
    assert done.returncode == 1
    assert "LỆCH  home.needed_vnd: bản công bố ghi 11305501, tính lại được 11305500" in done.stdout
    assert "LỆCH  figures.csv: mã băm không đúng" in done.stdout


def change(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


SCORES = {table.name for table in (*release_targets.TABLES, *release_reports.TABLES)}
"""Tables looked at cell by cell in test_verify_targets.py."""


def money_cells() -> Iterator[tuple[str, str]]:
    for table in TABLES:
        if table.name in SCORES:
            continue
        yield from ((table.name, field.name) for field in table.fields if field.kind == "money")
    yield "figures", "value"


@pytest.mark.parametrize(("table", "column"), list(money_cells()))
@pytest.mark.parametrize("more", [1, -1])
def test_one_dong_in_any_row_of_any_table_is_found_by_arithmetic(
    release: Path, findings: Findings, table: str, column: str, more: int
) -> None:
    file = release / f"{table}.csv"
    original = file.read_bytes()
    (release / f"{table}.json").unlink()  # else the comparison with it would find everything
    rows = list(csv.DictReader(io.StringIO(original.decode("utf-8-sig"), newline="")))
    assert rows
    for row in rows:
        if not row[column].lstrip("-").isdigit() or row.get("name") in ("home.supporters", "score.unplaced"):
            continue
        changed = [dict(other, **{column: str(int(other[column]) + more)}) if other is row else other for other in rows]
        buffer = io.StringIO(newline="")
        writer = csv.DictWriter(buffer, list(row))
        writer.writeheader()
        writer.writerows(changed)
        file.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        found = [line for line in findings(release, True) if not line.startswith(f"LỆCH  {table}.json")]
        assert bool(found) != ((table, column) in NOT_COMPUTED), row
        assert f"LỆCH  {table}.csv: mã băm không đúng: tệp đã bị đổi" in findings(release, False)


@pytest.mark.parametrize("path", [f"{table.name}.json" for table in TABLES] + ["360giving.json"])
def test_one_dong_in_any_json_is_found_by_comparison(release: Path, findings: Findings, path: str) -> None:
    file = release / path
    original = file.read_text(encoding="utf-8")
    amounts = list(re.finditer(r'"(?:\w+_vnd|amountAwarded)":(-?\d+)|"value":"(\d+)"', original))
    for found in amounts:
        at = 1 if found[1] else 2
        changed = original[: found.start(at)] + str(int(found[at]) + 1) + original[found.end(at) :]
        file.write_text(changed, encoding="utf-8")
        assert any(path in line for line in findings(release, True)), found[0]


def test_every_file_is_in_the_list_of_hashes(site: PublicSite, release: Path, findings: Findings) -> None:
    for file in made(site).files.keys() - {SUMS}:
        content = (release / file).read_bytes()
        (release / file).write_bytes(content + b" ")
        assert any(line.startswith(f"LỆCH  {file}: mã băm") for line in findings(release, False)), file
        (release / file).write_bytes(content)
    (release / "them.csv").write_text("x")
    assert findings(release, False) == ["LỆCH  them.csv: tệp không có trong SHA256SUMS"]


def test_a_line_taken_out_or_put_twice_is_found(release: Path, findings: Findings) -> None:
    file = release / "ledger.csv"
    lines = file.read_bytes().split(b"\r\n")
    for changed in (lines[:3] + lines[4:], [*lines[:4], lines[3], *lines[4:]]):
        file.write_bytes(b"\r\n".join(changed))
        assert any("months.csv" in line for line in findings(release, True))


def test_the_hash_of_the_ledger_is_computed_again(release: Path, findings: Findings) -> None:
    text = (release / "figures.csv").read_text(encoding="utf-8-sig")
    printed = re.search(r"ledger\.printed,(\w{4}(?:-\w{4}){3})", text)
    assert printed
    assert printed[1] in run(release).stdout
    change(release / "figures.csv", printed[1], "AAAA" + printed[1][4:])
    assert any(line.startswith("LỆCH  ledger.printed:") for line in findings(release, False))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("ledger.csv", "2000000", "2.000.000", "gặp “2.000.000”, cần số nguyên"),
        ("ledger.csv", ",in,", ",vao,", "gặp “vao”, không phải một chiều của sổ cái"),
        ("ledger.csv", "2023-06-01", "01/06/2023", "gặp “01/06/2023”, cần ngày năm-tháng-ngày"),
        ("ledger.csv", "amount_vnd", "amount", "cần reference,on,direction"),
        ("needs.csv", "bộ,250000", "bộ", "dòng 3 có 10 ô, cần 11"),
        ("months.json", "[", "", "months.json: không đọc được"),
        ("release.json", '"lines": 12', '"lines": 9', "bản công bố ghi 9, tính lại được 12"),
        ("360giving.json", "2023-06-10", "2023-06-11", "360giving.json nhandao-ban-giao-1"),
        (SUMS, "  ledger.csv", "  ../ledger.csv", "đường dẫn không an toàn"),
    ],
)
def test_a_broken_file_is_told_without_a_traceback(release: Path, file: str, old: str, new: str, told: str) -> None:
    change(release / file, old, new)
    done = run(release)
    assert (done.returncode, done.stderr) == (1, "")
    assert told in done.stdout


def test_a_missing_table_is_told(release: Path) -> None:
    (release / "needs.csv").unlink()
    done = run(release)
    assert (done.returncode, done.stderr) == (1, "")
    assert "LỆCH  needs.csv: không đọc được" in done.stdout


def test_a_folder_that_is_no_release_is_told_apart(tmp_path: Path, untouched: Path) -> None:
    done = run(untouched, str(tmp_path))
    assert done.returncode == 2
    assert "không phải một bản công bố" in done.stderr


def test_json_and_schema_hold_what_the_tables_declare(untouched: Path) -> None:
    python = {"string": str, "integer": int, "boolean": bool, "array": list, "null": type(None)}
    for table in TABLES:
        schema = json.loads((untouched / f"schema/{table.name}.schema.json").read_text(encoding="utf-8"))
        fields = schema["properties"]["rows"]["items"]["properties"]
        document = json.loads((untouched / f"{table.name}.json").read_text(encoding="utf-8"))
        assert set(document) == set(schema["required"])
        for row in document["rows"]:
            assert list(row) == list(fields)
            for name, value in row.items():
                types = fields[name]["type"] if isinstance(fields[name]["type"], list) else [fields[name]["type"]]
                assert type(value) in {python[kind] for kind in types}, (table.name, name)
                if "pattern" in fields[name] and value is not None:
                    assert re.search(fields[name]["pattern"], value)


def certified(folder: Path) -> list[dict[str, str]]:
    text = (folder / "certificates.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_certificate_of_a_promise_and_of_a_year_is_verified_by_its_code_alone(untouched: Path) -> None:
    rows = certified(untouched)
    assert [row["kind"] for row in rows] == ["pledge", "year"]
    for row in rows:
        done = run(untouched, "--certificate", f" {row['code'].lower().replace('-', ' ')} ")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"khớp  {row['code']}  giấy ghi nhận có trong bản công bố và nội dung khớp mã" in done.stdout
        assert "name: Công ty Mẫu" in done.stdout
    assert rows[1]["received_vnd"] == "2000000"


def test_a_code_with_one_character_changed_is_told(untouched: Path) -> None:
    code = certified(untouched)[0]["code"]
    for at, char in enumerate(code[3:], start=3):
        if char != "-":
            changed = code[:at] + ("A" if char != "A" else "B") + code[at + 1 :]
            done = run(untouched, "--certificate", changed)
            assert (done.returncode, done.stderr) == (1, "")
            assert f"LỆCH  {changed}: mã này sai ít nhất một ký tự" in done.stdout


def test_two_characters_that_changed_places_never_verify(untouched: Path) -> None:
    code = certified(untouched)[0]["code"].removeprefix("CN-").replace("-", "")
    for at in range(len(code) - 1):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        if swapped != code:
            assert run(untouched, "--certificate", swapped).returncode == 1


def test_the_code_of_no_certificate_is_told(untouched: Path) -> None:
    done = run(untouched, "--certificate", certificate_code(["pledge"]), "--lang", "en")
    assert done.returncode == 1
    assert "no certificate of this release has this code" in done.stdout


@pytest.mark.parametrize("typed", ["", "<script>", "CN-" + "A" * 10_000, "DC23A0002G"])
def test_what_is_no_code_is_told(untouched: Path, typed: str) -> None:
    done = run(untouched, "--certificate", typed)
    assert (done.returncode, done.stderr) == (1, "")
    assert "mã này sai ít nhất một ký tự" in done.stdout
    assert len(done.stdout) < 200


def test_a_certificate_that_says_something_else_is_found_with_and_without_hashes(release: Path) -> None:
    code = certified(release)[1]["code"]
    change(release / "certificates.csv", "2000000", "9000000")
    assert "LỆCH  certificates.csv: mã băm không đúng" in run(release, "--certificate", code).stdout
    assert (
        f"LỆCH  {code}: nội dung của giấy không làm ra mã này"
        in run(release, "--certificate", code, "--skip-hashes").stdout
    )


def test_a_whole_certificate_made_up_with_its_code_does_not_fit_the_ledger(release: Path, findings: Findings) -> None:
    row = certified(release)[1]
    made_up = {**row, "received_vnd": "9000000"}
    code = verify.certificate_code(made_up)
    change(release / "certificates.csv", row["code"], code)
    change(release / "certificates.csv", "2000000", "9000000")
    found = findings(release, True)
    assert f"LỆCH  certificates.csv {code} received_vnd: bản công bố ghi 9000000, tính lại được 2000000" in found


def test_a_payment_and_a_handover_of_one_reference_are_told_apart(tmp_path: Path, findings: Findings) -> None:
    company = "supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}"
    more = f"""
# receipts/2022/11/21/transfer-1.yaml
source: transfer
payment_id: "1"
on: 2022-11-21
account: QC23A0001E
value_vnd: 800000
{company}
"""
    given = making.handover(91, "DC23A0003E", "2023-07-10", 300_000, supporter=company[12:-1])
    back = making.handover(92, "DC23A0003E", "2023-07-11", 300_000, supporter=company[12:-1])
    more += given.replace("ban-giao-91", "transfer-1") + back.replace("evidence:", "reverses: transfer-1\nevidence:")
    folder = making.write(tmp_path / "release", making.site_of(tmp_path / "data", making.OFFICE + more))
    assert certified(folder)[1]["received_vnd"] == "2800000"
    assert findings(folder, False) == []
