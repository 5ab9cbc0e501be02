"""A small release with something of everything the ledger knows, and changing one figure of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nhandao.public.gate import publish
from nhandao.public.release import made
from nhandao.public.views import PublicSite
from nhandao.records.codes import check_character
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

# pledges/2023/10/CK23A00022.yaml
reference: CK23A00022
made_on: 2023-10-21
account: QC23A0001E
supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}
kind: cash
value_vnd: 1200000
accepted: {on: 2023-10-23}
expires_on: 2024-03-01

# pledges/2023/10/CK23A0003Z.yaml
reference: CK23A0003Z
made_on: 2023-10-22
account: QC23A0001E
supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}
kind: cash
value_vnd: 300000

# receipts/2022/11/20/transfer-FT0.yaml
source: transfer
payment_id: FT0
on: 2022-11-20
account: QC23A0001E
value_vnd: 2500000
supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}

# receipts/2022/12/01/refund-FT0.yaml
source: refund
payment_id: FT0
on: 2022-12-01
account: QC23A0001E
value_vnd: 500000
reverses: transfer-FT0
supporter: {organisation: cong-ty-mau, kind: organisation, visibility: name_amount}
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


def address(code: str, unit: str, more: str = "", epoch: str = "2023") -> str:
    """One more address that waits for help."""
    return f"""
# addresses/2023/{code}.yaml
code: {code}
epoch: "{epoch}"
unit: "{unit}"
kind: individual
display_name: Bác S.
people: [{{age_band: 60_up, count: 1}}]
title: Bác S. mong sửa lại mái nhà trước mùa mưa
summary: Bác S. cần sửa lại mái nhà bị dột trước mùa mưa năm nay để ở qua mùa.
story: |
  Bác S. sống một mình trong căn nhà lá đã cũ. Mái nhà dột nhiều chỗ, mỗi mùa mưa bác phải hứng nước bằng chậu.
  Bác cần sửa lại mái nhà trước mùa mưa năm nay để ở qua mùa.
categories: [lonely_elderly]
needs:
  - {{form: housing, what: Sửa mái nhà, quantity: 1, unit: mái, unit_price_vnd: 9000000}}
survey: {{on: 2023-01-02, by: Hội xã}}
dossier: {{on: 2023-01-11, reference: HS-9}}
approved: {{on: 2023-01-21, by: Hội thị xã, document: QD-9}}
introduced: {{on: 2023-01-26}}
{more or "consents: [{scopes: [publish, story], by: self, on: 2023-01-02}]"}
"""


def handover(number: int, account: str, on: str, value: int, kind: str = "service", supporter: str = "") -> str:
    return f"""
# handovers/{on.replace("-", "/")}/ban-giao-{number}.yaml
id: ban-giao-{number}
on: {on}
account: {account}
form: {"loan_interest_free" if kind == "loan" else "housing"}
kind: {kind}
value_vnd: {value}
valuation: giá thợ, Hội xã, {on}
funded_by: supporter
{f"supporter: {{{supporter}}}" if supporter else ""}
evidence: BB-{number}
handed_by: hoi-phuoc-long
"""


def body(name: str, unit: str, kind: str = "commune_body", level: str = "commune", more: str = "") -> str:
    place = f'unit: "{unit}"' if unit else ""
    return f"""
# organisations/{kind}/{name}.yaml
id: {name}
kind: {kind}
name: Hội {name}
level: {level}
epoch: "2023"
{place}
since: 2022-01-01
leaders: [{{id: chu-tich, position: Chủ tịch, kind: head, since: 2022-01-01}}]
{more}
"""


TAKEN_BACK = "consents: [{scopes: [publish, story], by: self, on: 2023-01-02, withdrawn_on: 2023-09-01}]"


def coded(body: str) -> str:
    return body + check_character(body)


WAITING, ENDED, WITHDRAWN, UNPLACED = (
    coded("DC23A0004"), coded("DC23A0005"), coded("DC23A0006"), coded("DC23A0007"),
)  # fmt: skip

SCORES = (
    OFFICE
    + """
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
      - {code: "25216", name: Phường Thác Mơ, type: phuong, slug: 25216-thac-mo, merged_into: "25240"}
      - {code: "25217", name: Phường Long Thủy, type: phuong, slug: 25217-long-thuy, merged_into: "25240"}
  - code: "689"
    name: Huyện Mẫu
    type: huyen
    slug: huyen-mau
    communes:
      - {code: "25230", name: Xã Mẫu, type: xa, slug: 25230-mau}
      - {code: "25231", name: Xã Trống, type: xa, slug: 25231-trong}

# units/2025.yaml
epoch: "2025"
valid_from: 2025-07-01
source: mẫu
provinces: [{code: "75", name: Tỉnh Đồng Nai, valid_from: 2025-07-01}]
communes:
  - {code: "25240", name: Phường Phước Long, type: phuong, slug: 25240-phuoc-long, formed_from: ["25216", "25217"]}

# targets/2023.yaml
year: 2023
decided_on: 2023-01-10
document: QD-1
communes: [{epoch: "2023", unit: "25230", new_addresses: 4}]
schools: [{school: truong-mau, addresses: 2}]
"""
    + address(WAITING, "25230")
    + address(coded("DC23A0008"), "25230")
    + address(coded("DC23A0009"), "25230", "consents: [{scopes: [publish, story], by: self, on: 2023-01-02}]")
    + address(ENDED, "25230").replace(
        "consents:",
        "finished: {on: 2023-08-01, reason: completed, outcome: Mái nhà đã sửa xong trước mùa mưa.}\nconsents:",
    )
    + address(WITHDRAWN, "25230", TAKEN_BACK)
    + address(UNPLACED, "25240", epoch="2025")
    + handover(20, ENDED, "2023-03-05", 700_000, "in_kind", "organisation: cap-xa-mot, visibility: name_amount")
    + handover(21, WITHDRAWN, "2023-04-05", 800_000)
    + handover(22, UNPLACED, "2023-02-05", 900_000)
    + handover(23, WAITING, "2023-09-05", 5_000_000, "loan")
    + body("cap-xa-mot", "25230")
    + body("cap-xa-hai", "25230")
    + body("cap-xa-ba", "25216")
    + body("chi-hoi-mot", "25216", "branch", "hamlet", "hamlet: Thôn 1")
    + body("so-mau", "", "member_body", "province", "committee_member: true")
    + body(
        "phong-mau",
        "25230",
        "member_body",
        "district",
        "committee_member: true\nplan: {on: 2023-01-05, document: KH, directs_branches: true}",
    )
    + body("truong-mau", "25230", "school", "province")
    + body("doan-truong", "25230", "school_body", "province", "part_of: truong-mau")
    + body("truong-an", "25230", "school", "province", "public: false")
    + body("doan-an", "25230", "school_body", "province", "part_of: truong-an")
    + """
# receipts/2023/03/26/transfer-G1.yaml
source: transfer
payment_id: G1
on: 2023-03-26
account: DC23A0002G
value_vnd: 100000
supporter: {organisation: cap-xa-ba, visibility: anonymous, leader: chu-tich}

# receipts/2023/03/26/transfer-G2.yaml
source: transfer
payment_id: G2
on: 2023-03-26
account: DC23A0002G
value_vnd: 100000
supporter: {organisation: doan-truong, visibility: name, leader: chu-tich}
"""
)
"""Two districts and everything that the targets know: bodies that hide, a school that does, an address of each fate."""
