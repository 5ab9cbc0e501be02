"""Units before and after districts were abolished."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.records import periods
from nhandao.records.campaign import Windows
from nhandao.reporting.areas import Areas, Unit
from nhandao.reporting.counted import Counted
from nhandao.reporting.report import Reports
from nhandao.reporting.targets import evaluate
from tests import tree

AFTER = """
# units/2023.yaml
epoch: "2023"
valid_from: 2022-10-01
valid_to: 2025-06-30
source: mẫu
provinces: [{code: "70", name: Tỉnh Bình Phước, valid_from: 2022-10-01}]
districts:
  - code: "688"
    name: Thị xã Phước Long
    type: thi_xa
    slug: thi-xa-phuoc-long
    communes:
      - {code: "25216", name: Phường Thác Mơ, type: phuong, slug: 25216-thac-mo, merged_into: "25217"}
      - {code: "25217", name: Phường Long Thủy, type: phuong, slug: 25217-long-thuy, merged_into: "25217"}

# units/2025.yaml
epoch: "2025"
valid_from: 2025-07-01
source: mẫu
provinces:
  - {code: "75", name: Tỉnh Đồng Nai, valid_from: 2025-07-01, valid_to: 2026-04-29}
  - {code: "75", name: Thành phố Đồng Nai, valid_from: 2026-04-30}
communes:
  - {code: "25217", name: Phường Phước Long, type: phuong, slug: 25217-phuoc-long, formed_from: ["25216", "25217"]}
  - code: "25300"
    name: Xã Mẫu
    type: xa
    slug: 25300-mau
    renamed: [{on: 2026-04-30, name: Phường Mẫu, type: phuong}]
"""


def areas(folder: Path, on: str) -> Areas:
    return Areas(tree.book(tree.write(folder, AFTER)), tree.day(on))


@pytest.mark.parametrize(
    ("on", "epoch", "districts"), [("2025-06-30", "2023", 1), ("2025-07-01", "2025", 0), ("2022-10-01", "2023", 1)]
)
def test_a_period_follows_the_units_in_force_on_its_last_day(
    tmp_path: Path, on: str, epoch: str, districts: int
) -> None:
    found = areas(tmp_path, on)
    assert (found.epoch, len(found.districts)) == (epoch, districts)


def test_a_day_without_units_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        areas(tmp_path, "2022-09-30")


def test_an_address_of_a_merged_commune_counts_for_the_new_one(tmp_path: Path) -> None:
    book = tree.book(tree.write(tmp_path, AFTER))
    # The windows put the last day of 2025Q3 after the merger.
    period = periods.quarter(2025, 3, Windows())
    counted = Counted(book, period)
    assert [one.account for one in counted.addresses_in(counted.areas.by_code["25217"])] == ["DC23A0002G"]
    assert counted.counts(counted.areas.province).surveyed == 1


def test_a_unit_that_was_merged_names_those_that_took_it_over(tmp_path: Path) -> None:
    found = areas(tmp_path, "2025-08-24")
    assert "688" not in found.by_code
    assert found.successors("688") == (Unit("commune", "25217", "Phường Phước Long", "tinh"),)
    assert found.successors("25216") == found.successors("688")
    assert found.successors("999") == ()


@pytest.mark.parametrize(("on", "name"), [("2026-04-29", "Xã Mẫu"), ("2026-04-30", "Phường Mẫu")])
def test_a_renamed_commune_has_the_name_of_the_day(tmp_path: Path, on: str, name: str) -> None:
    assert areas(tmp_path, on).by_code["25300"].name == name


def test_the_province_has_the_name_of_the_day(tmp_path: Path) -> None:
    assert areas(tmp_path, "2025-07-01").province.name == "Tỉnh Đồng Nai"
    assert areas(tmp_path, "2026-04-30").province.name == "Thành phố Đồng Nai"


def test_an_address_named_by_later_units_is_told_in_an_earlier_period_only_where_one_commune_went_over_alone(
    tmp_path: Path,
) -> None:
    tree.write(tmp_path, AFTER)
    tree.replace(tmp_path, tree.ADDRESS, 'epoch: "2023"\nunit: "25216"', 'epoch: "2025"\nunit: "25217"')
    book = tree.book(tmp_path)
    counted = Counted(book, periods.year_period(2023))
    assert [one.account for one in counted.by_commune[""]] == ["DC23A0002G"]
    report = Reports(book, periods.year_period(2023), date(2023, 12, 1))
    table = report.report(report.areas.province).tables[0]
    assert table.rows[-1][1] == "Chưa xác định được xã"
    assert table.column("surveyed")[-1] == 1


def test_district_targets_go_to_the_province_or_to_communes_once_districts_are_gone(tmp_path: Path) -> None:
    period = periods.year_period(2026)
    tree.write(tmp_path, AFTER)
    for carrier, targets in (("province", []), ("commune", ["T7", "T8"])):
        tree.write(tmp_path, AFTER)
        tree.replace(tmp_path, "campaign.yaml", "labour_day_vnd", f"answers: {{carrier: {carrier}}}\nlabour_day_vnd")
        counted = Counted(tree.book(tmp_path), period)
        found = evaluate(counted, counted.areas.by_code["25217"])
        assert [one.target for one in found if one.target in ("T7", "T8")] == targets
        province = {one.target: one for one in evaluate(counted, counted.areas.province)}
        assert province["T7"].threshold.number == (30 if carrier == "province" else 60)
        assert "T8" in province
