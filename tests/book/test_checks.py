"""Rules between records, each broken once in an otherwise valid tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhandao.book.checks import CHECKS
from tests.tree import ADDRESS, HANDOVER, RECEIPT, found, replace, write

SECOND = """
# addresses/2023/DC23A0003E.yaml
code: DC23A0003E
epoch: "2023"
unit: "25217"
kind: individual
display_name: Bà T.
people: [{age_band: 60_up, count: 1}]
title: Bà T. mong mái nhà không còn dột
summary: Bà T. sống ở phường Long Thủy, căn nhà cần được lợp lại trước mùa mưa tới.
story: |
  Bà T. trồng rau và nuôi gà quanh nhà. Mái tôn cũ đã dột nhiều chỗ, bà muốn lợp lại trước khi mùa mưa bắt đầu
  để có chỗ ở khô ráo.
categories: [lonely_elderly]
needs:
  - {form: housing, what: Lợp lại mái nhà, quantity: 1, unit: căn, unit_price_vnd: 20000000}
survey: {on: 2023-03-01, by: Hội phường}
dossier: {on: 2023-03-10, reference: HS-2}
approved: {on: 2023-03-20, by: Hội thị xã, document: QD-2}
introduced: {on: 2023-03-25}
consents:
  - {scopes: [publish, story], by: self, on: 2023-03-01}
"""

PLEDGE = """
# pledges/2023/05/CK23A00014.yaml
reference: CK23A00014
made_on: 2023-05-01
account: DC23A0002G
supporter: {organisation: hoi-phuoc-long, kind: organisation, visibility: name}
kind: cash
value_vnd: 500000
"""


@pytest.mark.parametrize(
    ("path", "old", "new", "field", "code"),
    [
        (ADDRESS, 'unit: "25216"', 'unit: "99999"', "unit", "unknown-unit"),
        (ADDRESS, 'epoch: "2023"', 'epoch: "2025"', "unit", "unknown-unit"),
        (ADDRESS, "dossier: {on: 2023-03-10", "dossier: {on: 2023-02-10", "dossier.on", "dates-out-of-order"),
        (ADDRESS, "approved: {on: 2023-03-20", "approved: {on: 2023-03-09", "approved.on", "dates-out-of-order"),
        (ADDRESS, "introduced: {on: 2023-03-25", "introduced: {on: 2023-03-19", "introduced.on", "dates-out-of-order"),
        (ADDRESS, "dossier: {on: 2023-03-10, reference: HS-1}\n", "", "approved", "step-missing"),
        (ADDRESS, "scopes: [publish, story]", "scopes: [story]", "approved", "approved-without-consent"),
        (ADDRESS, "by: self, on: 2023-03-01", "by: self, on: 2023-03-21", "approved", "approved-without-consent"),
        (ADDRESS, "by: self", "by: child", "consents[0].by", "consent-giver"),
        (ADDRESS, "on: 2023-03-01}\n", "on: 2023-03-01, expires_on: 2023-03-01}\n", "consents[0].expires_on", "consent-order"),
        (ADDRESS, "categories: [disability]", "categories: [other_vulnerable]", "", "unsupported-check-missing"),
        (ADDRESS, "categories: [disability]", "regime: decree_93\ncategories: [disability]", "", "call-missing"),
        (
            ADDRESS,
            "categories: [disability]",
            "categories: [disaster]\nregime: decree_93\ncall: {opens_on: 2023-04-01, closes_on: 2023-06-30}",
            "call.closes_on",
            "call-too-long",
        ),
        (ADDRESS, "categories: [disability]", "categories: [disability]\npriority: {list: x, rank: 1}", "priority.list", "unknown-list"),
        (ADDRESS, "categories: [disability]", "categories: [disability]\nduplicate_of: DC23A0003E", "duplicate_of", "unknown-address"),
        (RECEIPT, "account: DC23A0002G", "account: DC23A0003E", "account", "unknown-address"),
        (RECEIPT, "account: DC23A0002G", "account: QC23A0002C", "account", "unknown-fund"),
        (ADDRESS, "approved: {on: 2023-03-20", "approved: {on: 2023-06-02", "introduced.on", "dates-out-of-order"),
        (RECEIPT, "value_vnd: 2000000", "value_vnd: 2000000\nneed: 2", "need", "unknown-need"),
        (RECEIPT, "value_vnd: 2000000", "value_vnd: 2000000\npledge: CK23A00014", "pledge", "unknown-pledge"),
        (RECEIPT, "value_vnd: 2000000", "value_vnd: 200000001", "value_vnd", "not-plausible"),
        (HANDOVER, "kind: cash", "kind: labour\ndays: 5", "value_vnd", "labour-rate"),
        (HANDOVER, "funded_by: receipts", "funded_by: receipts\npaid_from: QC23A0002C", "paid_from", "unknown-fund"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_file_line_and_field(
    tmp_path: Path, path: str, old: str, new: str, field: str, code: str
) -> None:
    write(tmp_path)
    replace(tmp_path, path, old, new)
    assert (path, line_of(tmp_path, path, field), field, code) in found(tmp_path)


def line_of(folder: Path, path: str, field: str) -> int:
    """Line on which the outermost part of a field stands; the line after it for an item of a list."""
    if not field:
        return 0
    first = field.split(".")[0]
    lines = (folder / path).read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if line.startswith(first.split("[")[0] + ":"))
    return place + ("[" in first)


@pytest.mark.parametrize("value", [50_000, 200_000_000])
def test_the_ends_of_the_plausible_range_are_inside_it(tmp_path: Path, value: int) -> None:
    write(tmp_path)
    replace(tmp_path, HANDOVER, "value_vnd: 1500000", "value_vnd: 50000")
    replace(tmp_path, RECEIPT, "value_vnd: 2000000", f"value_vnd: {value}")
    assert found(tmp_path) == []


def test_a_note_confirms_an_amount_outside_the_range(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, RECEIPT, "value_vnd: 2000000", "value_vnd: 300000000\nconfirmed_note: đã gọi lại ngân hàng")
    assert found(tmp_path) == []


def test_handing_over_exactly_what_was_received_is_fine(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, HANDOVER, "value_vnd: 1500000", "value_vnd: 2000000")
    assert found(tmp_path) == []


def test_a_refund_lowers_what_may_be_handed_over(tmp_path: Path) -> None:
    refund = """
    # receipts/2023/06/05/transfer-FT1-hoan.yaml
    source: transfer
    payment_id: FT1-hoan
    on: 2023-06-05
    account: DC23A0002G
    value_vnd: 500001
    reverses: transfer-FT1
    """
    write(tmp_path, refund)
    assert [code for *_, code in found(tmp_path)] == ["negative-balance"]
    replace(tmp_path, "receipts/2023/06/05/transfer-FT1-hoan.yaml", "500001", "500000")
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("value_vnd: 500000", "value_vnd: 2000001", "reversed-too-much"),
        ("reverses: transfer-FT1", "reverses: transfer-FT9", "unknown-line"),
        ("account: DC23A0002G", "account: QC23A0001E", "line-and-account"),
    ],
)
def test_a_reversal_fits_its_original(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = "receipts/2023/06/05/transfer-R1.yaml"
    write(
        tmp_path,
        f"# {path}\nsource: transfer\npayment_id: R1\non: 2023-06-05\naccount: DC23A0002G\nvalue_vnd: 500000\nreverses: transfer-FT1\n",
    )
    assert found(tmp_path) == []
    replace(tmp_path, path, old, new)
    assert code in [c for p, _, _, c in found(tmp_path) if p == path]


def test_a_rank_stands_once_in_a_list(tmp_path: Path) -> None:
    write(tmp_path, SECOND)
    for path in (ADDRESS, "addresses/2023/DC23A0003E.yaml"):
        replace(tmp_path, path, "categories:", "priority: {list: phuoc-long-2023, rank: 1}\ncategories:")
    assert found(tmp_path) == [("addresses/2023/DC23A0003E.yaml", 12, "priority.rank", "rank-twice")]


def test_more_handed_over_than_received_is_named_at_the_handover(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, RECEIPT, "value_vnd: 2000000", "value_vnd: 1499999")
    assert found(tmp_path) == [(HANDOVER, 6, "value_vnd", "negative-balance")]


def test_money_may_not_be_handed_over_before_it_came(tmp_path: Path) -> None:
    write(tmp_path)
    early = "handovers/2023/05/31/ban-giao-1.yaml"
    (tmp_path / early).parent.mkdir(parents=True)
    (tmp_path / HANDOVER).rename(tmp_path / early)
    replace(tmp_path, early, "on: 2023-06-10", "on: 2023-05-31")
    assert found(tmp_path) == [(early, 6, "value_vnd", "negative-balance")]


def test_nothing_is_received_for_an_address_before_its_approval(tmp_path: Path) -> None:
    write(tmp_path)
    replace(tmp_path, ADDRESS, "approved: {on: 2023-03-20", "approved: {on: 2023-06-02")
    replace(tmp_path, ADDRESS, "introduced: {on: 2023-03-25", "introduced: {on: 2023-06-02")
    assert found(tmp_path) == [(RECEIPT, 3, "on", "line-before-approval")]


def test_help_out_of_order_needs_a_reason(tmp_path: Path) -> None:
    write(tmp_path, SECOND)
    replace(tmp_path, ADDRESS, "categories:", "priority: {list: phuoc-long-2023, rank: 2}\ncategories:")
    replace(
        tmp_path,
        "addresses/2023/DC23A0003E.yaml",
        "categories:",
        "priority: {list: phuoc-long-2023, rank: 1}\ncategories:",
    )
    assert found(tmp_path) == [(HANDOVER, 3, "account", "out-of-order-help")]
    replace(tmp_path, HANDOVER, "evidence:", "out_of_order_reason: Xe lăn được tặng đúng loại\nevidence:")
    assert found(tmp_path) == []


def test_help_in_order_needs_no_reason(tmp_path: Path) -> None:
    write(tmp_path, SECOND)
    replace(tmp_path, ADDRESS, "categories:", "priority: {list: phuoc-long-2023, rank: 1}\ncategories:")
    replace(
        tmp_path,
        "addresses/2023/DC23A0003E.yaml",
        "categories:",
        "priority: {list: phuoc-long-2023, rank: 2}\ncategories:",
    )
    assert found(tmp_path) == []


def test_a_pledge_names_known_organisations_and_positions(tmp_path: Path) -> None:
    write(tmp_path, PLEDGE)
    assert found(tmp_path) == []
    replace(tmp_path, "pledges/2023/05/CK23A00014.yaml", "visibility: name", "leader: truong-phong, visibility: name")
    assert found(tmp_path) == [("pledges/2023/05/CK23A00014.yaml", 4, "supporter.leader", "unknown-leader")]


def test_a_photo_without_record_and_a_record_without_photo_are_found(tmp_path: Path) -> None:
    write(tmp_path)
    replace(
        tmp_path,
        ADDRESS,
        "categories:",
        "photos: [{file: anh-1.jpg, alt: Chiếc xe bán rau trước chợ, taken_on: 2023-03-01, credit: Mẫu, shows: thing}]\ncategories:",
    )
    assert found(tmp_path) == [(ADDRESS, line_of(tmp_path, ADDRESS, "photos"), "photos[0].file", "photo-missing")]


def test_every_check_has_a_docstring_because_the_list_is_the_documentation() -> None:
    assert all(check.__doc__ for check in CHECKS)
