"""Ways to help: the figures of the page for companies, from open needs alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nhandao.public.gate import publish
from nhandao.public.views import Way
from tests import tree

ANOTHER = """
# addresses/2023/DC23A0003E.yaml
code: DC23A0003E
epoch: "2023"
unit: "25217"
kind: individual
display_name: Bác T.
people: [{age_band: 60_up, count: 1}]
title: Bác T. cần xe lăn và gạo ăn hằng tháng
summary: Bác T. sống một mình ở phường Long Thủy, cần xe lăn và gạo ăn hằng tháng.
story: |
  Bác T. sống một mình. Bác cần một chiếc xe lăn để ra hiên mỗi sáng và mười ki-lô gạo ăn mỗi tháng,
  vì lưng bác yếu và không còn đi làm thuê được như những năm trước.
categories: [lonely_elderly]
needs:
  - {form: wheelchair, what: Xe lăn, quantity: 2, unit: chiếc, unit_price_vnd: 3500000}
  - {form: regular_support, what: Gạo, quantity: 120, unit: kg, unit_price_vnd: 20000, frequency: monthly}
survey: {on: 2023-03-01, by: Hội phường}
dossier: {on: 2023-03-10, reference: HS-2}
approved: {on: 2023-03-20, by: Hội thị xã, document: QD-2}
introduced: {on: 2023-03-25}
consents:
  - {scopes: [publish, story], by: self, on: 2023-03-01}
"""


def ways(folder: Path, more: str = "") -> dict[str, Way]:
    made, problems = publish(tree.write(folder, more), None, date(2026, 1, 1))
    assert made is not None, [problem.render() for problem in problems]
    return {way.form: way for way in made.ways}


def test_a_wheelchair_that_is_half_paid_is_still_one_wheelchair(tmp_path: Path) -> None:
    (way,) = ways(tmp_path).values()  # 2,000,000 of 3,500,000 has come
    assert (way.form, way.addresses, way.needed) == ("wheelchair", 1, 1_500_000)
    assert [(one.quantity, one.unit) for one in way.things] == [(1, "chiếc")]
    assert way.url == "/hinh-thuc/xe-lan/"


def test_addresses_and_sums_of_one_form_add_up_over_all_addresses(tmp_path: Path) -> None:
    found = ways(tmp_path, ANOTHER)
    assert list(found) == ["regular_support", "wheelchair"], "in the order of the plan"
    assert (found["wheelchair"].addresses, found["wheelchair"].needed) == (2, 8_500_000)
    assert [(one.quantity, one.unit) for one in found["wheelchair"].things] == [(3, "chiếc")]
    assert [(one.quantity, one.unit) for one in found["regular_support"].things] == [(120, "kg")]


def test_all_ways_together_are_what_the_home_page_says_is_needed(tmp_path: Path) -> None:
    made, _ = publish(tree.write(tmp_path, ANOTHER), None, date(2026, 1, 1))
    assert made is not None
    assert sum(way.needed for way in made.ways) == made.totals.needed


def test_an_address_that_takes_no_gifts_is_in_no_figure(tmp_path: Path) -> None:
    closed = ANOTHER + "call: {opens_on: 2023-03-25, closes_on: 2023-06-30}\nregime: red_cross_law\n"
    assert ways(tmp_path, closed)["wheelchair"].addresses == 1
