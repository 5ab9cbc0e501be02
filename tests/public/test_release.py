"""What is in a release, and what never is."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from nhandao.public import labels, threesixty
from nhandao.public.gate import publish
from nhandao.public.ledger_hash import ledger_hash
from nhandao.public.release import GUIDES, SUMS, VERIFIER, Make, made, part_names, state
from nhandao.public.release import files as files_of
from nhandao.public.release_figures import FORMULAS, figures
from nhandao.public.release_tables import TABLES
from nhandao.public.small_cells import banded
from nhandao.records.money import Dong
from tests.release.making import OFFICE, site_of
from tests.tree import ADDRESS, replace, write


def rows(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode("utf-8-sig"), newline="")))


def test_the_same_data_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (site_of(tmp_path / name) for name in ("one", "other"))
    assert made(one) == made(other)
    assert state(one) == state(other)
    assert made(one).version == made(other).version
    assert made(one).version.startswith("2023-10-31-")


def test_another_amount_is_another_version_and_another_hash(tmp_path: Path) -> None:
    one = site_of(tmp_path / "one")
    other = site_of(tmp_path / "other", OFFICE.replace("value_vnd: 900000", "value_vnd: 900001"))
    assert made(one).version != made(other).version
    assert ledger_hash(one.months, one.as_of) != ledger_hash(other.months, other.as_of)


ALLOTTED = """
# organisations/school/truong-mau.yaml
id: truong-mau
kind: school
name: Trường mẫu
level: province
epoch: "2023"
unit: "25216"
since: 2022-01-01

# targets/2023.yaml
year: 2023
decided_on: 2023-01-10
document: QD-1
schools: [{school: truong-mau, addresses: 2}]
"""


def test_a_target_alone_makes_another_release(tmp_path: Path) -> None:
    one = site_of(tmp_path / "one", OFFICE + ALLOTTED)
    other = site_of(tmp_path / "other", OFFICE + ALLOTTED.replace("addresses: 2", "addresses: 3"))
    assert state(one) != state(other)
    files = made(one).files, made(other).files
    different = {name for name in files[0] if files[0][name] != files[1][name]}
    assert {name for name in different if name.endswith(".csv")} == {"targets.csv", "target_trend.csv"}


def test_parts_that_are_kept_are_named_before_they_are_made(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    asked: dict[str, bytes] = {}

    def keep(name: str, make: Make) -> bytes:
        return asked.setdefault(name, make())

    whole = {file.path: file.make() for file in files_of(site, keep)}
    assert set(asked) == set(part_names(site))
    assert all(made(site).files[path] == content for path, content in whole.items())


def test_a_release_of_a_year_that_has_not_begun_has_no_targets(tmp_path: Path) -> None:
    folder = write(tmp_path / "data")
    views, _ = publish(folder, date(2022, 11, 24), date(2026, 1, 1))
    assert views is not None
    assert rows(made(views).files, "targets") == rows(made(views).files, "report_help") == []


def test_a_name_taken_back_leaves_the_hash_of_the_ledger_as_it_was_printed(tmp_path: Path) -> None:
    one = site_of(tmp_path / "one")
    other = site_of(tmp_path / "other", OFFICE.replace("{name: Anh Q., visibility: name_amount}", "{}"))
    assert "Anh Q." in made(one).files["ledger.csv"].decode()
    assert "Anh Q." not in made(other).files["ledger.csv"].decode()
    assert ledger_hash(one.months, one.as_of) == ledger_hash(other.months, other.as_of)


def test_the_printed_hash_is_sixteen_letters_of_the_full_one(tmp_path: Path) -> None:
    found = ledger_hash((), site_of(tmp_path).as_of)
    # echo 'nhandao-ledger/1 2023-10-31' | sha256sum | cut -c1-20 | xxd -r -p | base32
    assert (found.sha256[:20], found.printed) == ("42d8df43ced5f86f87ef", "ILMN-6Q6O-2X4G-7B7P")
    assert found.lines == 0


def test_nothing_that_tells_a_person_is_in_any_file(tmp_path: Path) -> None:
    files = made(site_of(tmp_path)).files
    del files[VERIFIER]
    everything = b"\n".join(files.values()).decode()
    for told in (
        "Cô H.",
        "Lớp M.",
        "ra chợ",
        "sách giáo khoa",
        "mười hai em",
        "từ 7 đến 15",
        "Chị L.",
        "HS-1",
        "BB-1",
        "CK23A0001",
    ):
        assert told not in everything, told


def test_of_a_withdrawn_address_only_the_code_stays_and_only_in_the_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    write(folder, OFFICE)
    replace(folder, ADDRESS, "on: 2023-03-01}", "on: 2023-03-01, withdrawn_on: 2023-09-01}")
    text = (folder / ADDRESS).read_text(encoding="utf-8")
    files = made(site_of(folder, OFFICE + f"\n# {ADDRESS}\n{text}")).files
    assert {name for name, content in files.items() if b"DC23A0002G" in content} == {
        "ledger.csv", "ledger.json", "accounts.csv", "accounts.json", "360giving.json",
    }  # fmt: skip
    assert b"C\xc3\xb4 H" not in b"".join(files.values())


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (1, "<3"), (2, "<3"), (3, "3"), (1000, "1000")])
def test_few_are_told_as_a_band_and_nobody_as_nobody(count: int, told: str) -> None:
    assert banded(count) == told


def test_lists_tell_bands_and_never_how_many_there_ever_were(tmp_path: Path) -> None:
    files = made(site_of(tmp_path)).files
    assert {row["open"] for row in rows(files, "lists")} == {"0", "<3"}
    assert "ever" not in rows(files, "lists")[0]


def test_every_field_and_formula_stands_in_both_guides(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    files = made(site).files
    for name in GUIDES.values():
        guide = files[name].decode()
        for table in TABLES:
            assert f"## {table.name}.csv" in guide
            assert all(f"| `{field.name}` |" in guide for field in table.fields)
        assert all(f"- `{formula}`: " in guide for formula in FORMULAS)
    assert {figure.formula for figure in figures(site)} <= set(FORMULAS)


def test_the_list_of_hashes_is_as_sha256sum_writes_it(tmp_path: Path) -> None:
    files = made(site_of(tmp_path)).files
    lines = files[SUMS].decode().splitlines()
    assert [line[66:] for line in lines] == sorted(files.keys() - {SUMS})
    assert all(len(line.split("  ")[0]) == 64 for line in lines)


def test_a_text_that_looks_like_a_formula_is_harmless_and_comes_back(tmp_path: Path) -> None:
    files = made(site_of(tmp_path, OFFICE.replace("Anh Q.", '"=Anh Q."'))).files
    assert "'=Anh Q." in {row["supporter"] for row in rows(files, "ledger")}
    assert b'"=Anh Q."' in files["ledger.json"]


def test_a_grant_has_what_the_standard_asks_for_and_no_name(tmp_path: Path) -> None:
    grants = {grant["id"]: grant for grant in threesixty.grants(site_of(tmp_path))}
    assert set(grants) == {"nhandao-ban-giao-1", "nhandao-ban-giao-2", "nhandao-ban-giao-3"}
    for grant in grants.values():
        assert set(grant) >= {
            "id",
            "title",
            "description",
            "currency",
            "amountAwarded",
            "awardDate",
            "fundingOrganization",
        }
        assert ("recipientIndividual" in grant) != ("recipientOrganization" in grant)
    assert grants["nhandao-ban-giao-3"]["amountAwarded"] == 300_000  # of 500.000, less what was taken back
    assert grants["nhandao-ban-giao-1"]["recipientIndividual"] == {"id": "nhandao-DC23A0002G", "name": "DC23A0002G"}
    assert grants["nhandao-ban-giao-1"]["toIndividualsDetails"]["primaryGrantReason"] == "GTIR020"
    assert grants["nhandao-ban-giao-2"]["recipientOrganization"][0]["name"] == "DC23A0003E"


def test_every_category_and_form_has_its_code_of_the_standard() -> None:
    assert set(threesixty.REASONS) == set(labels.CATEGORIES)
    assert set(threesixty.PURPOSES) == set(labels.FORMS)


def test_lines_tell_what_the_bars_are_made_of(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    lines = {(line.reference, line.direction): line for month in site.months for line in month.lines}
    fee, paid, back = lines["stripefee-FT2", "fee"], lines["ban-giao-2", "out"], lines["ban-giao-4", "direct"]
    assert (fee.need, fee.corrects) == (1, "transfer-FT2")  # a fee is for the need of its gift
    assert (paid.account, paid.reached, paid.need) == ("QC23A0001E", "DC23A0003E", 2)
    assert (back.amount, back.corrects) == (Dong(-200_000), "ban-giao-3")
    assert lines["transfer-FT2", "in"].organisation == "cong-ty-mau"
    (view,) = [view for view in site.addresses if view.card.code == "DC23A0003E"]
    assert view.promised == (0, 0, 700_000)
    assert view.elsewhere == (0, 0, 600_000)
