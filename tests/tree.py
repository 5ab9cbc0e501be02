"""Small data folders for tests: a valid one, and documents written over it where the test needs something else."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from pathlib import Path

from nhandao.book.book import Book
from nhandao.book.load import load
from nhandao.records.problem import Problem

BASE = """
# campaign.yaml
name: Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo
society:
  name: Hội Chữ thập đỏ tỉnh Mẫu
  short_name: Hội mẫu
  place: Đồng Xoài
  phone: 0271 000 0000
  email: hoi@example.org
year: {year: 2023, from: 2022-11-25, to: 2023-11-24}
epoch: "2023"
as_of: 2023-10-31
sample_notice: Dữ liệu mẫu, không có thật.
accounts:
  - {bank: Ngân hàng Mẫu, bin: "970499", number: "000000001", holder: HOI MAU, since: 2022-01-01}
funds:
  - {code: QC23A0001E, name: Quỹ chung, purpose: Nhận phần vượt nhu cầu, surplus: true}
labour_day_vnd: 250000
labour_day_source: mẫu
priority_lists: [{id: phuoc-long-2023, name: Danh sách Phước Long 2023}]
words:
  pity: [{word: đáng thương, instead: cần được giúp}]
  health: [ung thư, chạy thận]
  surnames: [Nguyễn, Trần, Điểu]
  public_names: [Nguyễn Huệ]

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
      - {code: "25216", name: Phường Thác Mơ, type: phuong, slug: 25216-thac-mo}
      - {code: "25217", name: Phường Long Thủy, type: phuong, slug: 25217-long-thuy}

# organisations/chapter/hoi-phuoc-long.yaml
id: hoi-phuoc-long
kind: chapter
name: Hội Chữ thập đỏ thị xã Phước Long
level: district
epoch: "2023"
district: "688"
since: 2022-01-01

# addresses/2023/DC23A0002G.yaml
code: DC23A0002G
epoch: "2023"
unit: "25216"
kind: individual
display_name: Cô H.
people: [{age_band: 16_to_59, count: 1}]
title: Cô H. mong có chiếc xe lăn để ra chợ
summary: Cô H. sống ở phường Thác Mơ và cần một chiếc xe lăn để tự đi bán hàng.
story: |
  Cô H. bán rau ở chợ phường đã nhiều năm. Cô cần một chiếc xe lăn để tự đi từ nhà ra chợ mỗi sáng,
  không phải chờ người quen chở giúp.
categories: [disability]
needs:
  - {form: wheelchair, what: Xe lăn gấp, quantity: 1, unit: chiếc, unit_price_vnd: 3500000}
survey: {on: 2023-03-01, by: Hội phường}
dossier: {on: 2023-03-10, reference: HS-1}
approved: {on: 2023-03-20, by: Hội thị xã, document: QD-1}
introduced: {on: 2023-03-25}
consents:
  - {scopes: [publish, story], by: self, on: 2023-03-01}

# receipts/2023/06/01/transfer-FT1.yaml
source: transfer
payment_id: FT1
on: 2023-06-01
account: DC23A0002G
value_vnd: 2000000

# handovers/2023/06/10/ban-giao-1.yaml
id: ban-giao-1
on: 2023-06-10
account: DC23A0002G
form: wheelchair
kind: cash
value_vnd: 1500000
funded_by: receipts
evidence: BB-1
handed_by: hoi-phuoc-long
"""

ENTERPRISE = """
# organisations/enterprise/xuong-mau.yaml
id: xuong-mau
kind: enterprise
name: Xưởng Mẫu
level: outside
epoch: "2023"
public: true
since: 2022-01-01
"""
"""A public organisation to write beside `BASE`."""

ADDRESS = "addresses/2023/DC23A0002G.yaml"
RECEIPT = "receipts/2023/06/01/transfer-FT1.yaml"
HANDOVER = "handovers/2023/06/10/ban-giao-1.yaml"


def documents(text: str) -> dict[str, str]:
    """Documents by path: each starts with a line ``# path/of/the/file.yaml``."""
    parts = re.split(r"(?m)^# (\S+\.yaml)\n", textwrap.dedent(text))
    return {path: body.strip("\n") + "\n" for path, body in zip(parts[1::2], parts[2::2], strict=True)}


def write(folder: Path, text: str = "") -> Path:
    """A valid data folder with the given documents put over (or beside) the basic ones."""
    for path, body in (documents(BASE) | documents(text)).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    return folder


def replace(folder: Path, path: str, old: str, new: str) -> None:
    """Change one place of one file; the old text must be there."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, int, str, str]]:
    """Problems of a folder as (path, line, field, code)."""
    return [(p.path, p.line, p.field_text, p.code) for p in problems(folder)]


def problems(folder: Path) -> list[Problem]:
    return load(folder)[1]


def book(folder: Path) -> Book:
    made, wrong = load(folder)
    assert made is not None
    assert not wrong, [problem.render() for problem in wrong]
    return made


def day(text: str) -> date:
    return date.fromisoformat(text)
