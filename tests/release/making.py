"""A small release with something of everything the ledger knows, and changing one figure of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nhandao.public.gate import publish
from nhandao.public.release import made
from nhandao.public.views import PublicSite
from tests import tree

OFFICE = """
# organisations/enterprise/cong-ty-mau.yaml
id: cong-ty-mau
kind: enterprise
name: Công ty Mẫu
level: province
epoch: "2023"
since: 2022-01-01

# addresses/2023/DC23A0003E.yaml
code: DC23A0003E
epoch: "2023"
unit: "25217"
kind: collective
display_name: Lớp M.
people: [{age_band: 7_to_15, count: 12}]
title: Lớp M. mong có thêm sách
summary: Lớp M. ở phường Long Thủy cần sách vở cho năm học mới và tiền ăn trưa mỗi tháng.
story: |
  Lớp M. có mười hai em. Phần lớn các em ở xa, trưa nào cũng ở lại trường. Lớp cần sách vở cho năm học
  mới và tiền ăn trưa mỗi tháng để các em không phải bỏ buổi chiều.
categories: [orphan]
needs:
  - {form: training, what: Bộ sách giáo khoa, quantity: 12, unit: bộ, unit_price_vnd: 250000}
  - {form: regular_support, what: Tiền ăn trưa, quantity: 9, unit: tháng, unit_price_vnd: 1200000, frequency: monthly}
survey: {on: 2023-03-02, by: Hội phường}
dossier: {on: 2023-03-11, reference: HS-2}
approved: {on: 2023-03-21, by: Hội thị xã, document: QD-2}
introduced: {on: 2023-03-26}
consents:
  - {scopes: [publish, story], by: representative, on: 2023-03-02}

# receipts/2023/06/02/transfer-FT2.yaml
source: transfer
payment_id: FT2
on: 2023-06-02
account: DC23A0003E
need: 1
value_vnd: 900000
supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}

# receipts/2023/06/02/stripefee-FT2.yaml
source: stripefee
payment_id: FT2
on: 2023-06-02
account: DC23A0003E
value_vnd: 5500
fee_of: transfer-FT2

# receipts/2023/06/05/transfer-FT3.yaml
source: transfer
payment_id: FT3
on: 2023-06-05
account: DC23A0003E
value_vnd: 400000
supporter: {name: Anh Q., visibility: name_amount}

# receipts/2023/07/01/refund-FT3.yaml
source: refund
payment_id: FT3
on: 2023-07-01
account: DC23A0003E
value_vnd: 100000
reverses: transfer-FT3
supporter: {name: Anh Q., visibility: name_amount}

# receipts/2023/07/02/cash-9.yaml
source: cash
payment_id: "9"
on: 2023-07-02
account: QC23A0001E
value_vnd: 3000000

# handovers/2023/07/05/ban-giao-2.yaml
id: ban-giao-2
on: 2023-07-05
account: DC23A0003E
need: 2
form: regular_support
kind: cash
value_vnd: 1200000
funded_by: receipts
paid_from: QC23A0001E
evidence: BB-2
handed_by: hoi-phuoc-long

# handovers/2023/07/06/ban-giao-3.yaml
id: ban-giao-3
on: 2023-07-06
account: DC23A0003E
need: 1
form: training
kind: in_kind
value_vnd: 500000
valuation: giá bìa, Hội phường, 2023-07-06
funded_by: supporter
supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}
evidence: BB-3
handed_by: hoi-phuoc-long

# handovers/2023/07/07/ban-giao-4.yaml
id: ban-giao-4
on: 2023-07-07
account: DC23A0003E
need: 1
form: training
kind: in_kind
value_vnd: 200000
valuation: giá bìa, Hội phường, 2023-07-07
funded_by: supporter
evidence: BB-4
handed_by: hoi-phuoc-long
reverses: ban-giao-3

# handovers/2023/07/08/ban-giao-5.yaml
id: ban-giao-5
on: 2023-07-08
account: DC23A0003E
need: 2
form: regular_support
kind: cash
value_vnd: 600000
funded_by: supporter
programme: tet-nhan-ai-2023
counted_here: false
evidence: BB-5
handed_by: hoi-phuoc-long

# pledges/2023/10/CK23A00014.yaml
reference: CK23A00014
made_on: 2023-10-20
account: DC23A0003E
supporter: {name: Chị L., visibility: name}
kind: cash
need: 2
value_vnd: 700000
"""


def site_of(folder: Path, text: str = OFFICE) -> PublicSite:
    views, problems = publish(tree.write(folder, text), None, date(2026, 1, 1))
    assert views is not None, [problem.render() for problem in problems]
    return views


def write(folder: Path, site: PublicSite) -> Path:
    for path, content in made(site).files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder
