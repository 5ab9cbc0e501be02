"""What the page of an organisation tells: only of lines that let its name be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from nhandao.public.views import Example, Organisation, Promises
from tests import tree

DAY = date(2023, 10, 31)
BODY = """
# organisations/commune_body/hoi-mau.yaml
id: hoi-mau
kind: commune_body
name: Hội mẫu phường
level: commune
epoch: "2023"
unit: "25216"
since: 2022-01-01
leaders:
  - {id: chu-tich, position: Chủ tịch Hội, kind: head, since: 2022-01-01}
  - {id: bi-thu, position: Bí thư chi bộ, kind: head, since: 2022-01-01}
"""


def promise(number: int, more: str = "accepted: {on: 2023-06-02}", visibility: str = "name", leader: str = "") -> str:
    reference = ("CK23B00019", "CK23B00027", "CK23B00035", "CK23B00043")[number]
    return f"""
# pledges/2023/06/{reference}.yaml
reference: {reference}
made_on: 2023-06-01
account: DC23A0002G
supporter: {{organisation: hoi-mau, kind: organisation, visibility: {visibility}{leader}}}
kind: cash
value_vnd: 500000
{more}
"""


def paid(number: int, value: int = 500_000) -> str:
    reference = ("CK23B00019", "CK23B00027", "CK23B00035", "CK23B00043")[number]
    return f"""
# receipts/2023/06/20/transfer-P{number}.yaml
source: transfer
payment_id: P{number}
on: 2023-06-20
account: DC23A0002G
value_vnd: {value}
pledge: {reference}
supporter: {{organisation: hoi-mau, kind: organisation, visibility: anonymous}}
"""


def organisation(folder: Path, documents: str, on: date = DAY) -> Organisation:
    data = tree.write(folder / "data", BODY + documents)
    views, problems = publish(data, on, on, None)
    assert views is not None, problems
    return next(view for view in views.organisations if view.id == "hoi-mau")


def test_kept_lapsed_and_open_promises_are_told_apart(tmp_path: Path) -> None:
    expires = "accepted: {on: 2023-06-02}\nexpires_on: 2024-01-01"
    documents = (
        promise(0)
        + paid(0)
        + promise(1)
        + paid(1, 499_999)
        + promise(2, expires)
        + promise(3, "declined: {on: 2023-06-03}")
    )
    view = organisation(tmp_path, documents)
    assert view.promises == Promises(kept=1, lapsed=1, open=1)
    assert organisation(tmp_path / "june", documents, date(2023, 6, 19)).promises == Promises(kept=0, lapsed=0, open=3)


@pytest.mark.parametrize("visibility", ["anonymous", "amount"])
def test_a_promise_that_hides_the_name_is_not_counted(tmp_path: Path, visibility: str) -> None:
    view = organisation(tmp_path, promise(0, visibility=visibility, leader=", leader: chu-tich") + paid(0))
    assert (view.promises, view.examples, view.address_count) == (Promises(0, 0, 0), (), 0)


def test_a_leader_who_set_an_example_is_told_as_a_position(tmp_path: Path) -> None:
    documents = (
        promise(0, leader=", leader: chu-tich")
        + promise(1, leader=", leader: bi-thu")
        + promise(2, leader=", leader: bi-thu")
    )
    view = organisation(tmp_path, documents)
    assert view.examples == (Example("Bí thư chi bộ", 1), Example("Chủ tịch Hội", 1))  # one address, however often


def test_a_promise_that_is_not_accepted_makes_nobody_an_example(tmp_path: Path) -> None:
    assert organisation(tmp_path, promise(0, "source: form", leader=", leader: chu-tich")).examples == ()


def test_an_address_that_is_helped_no_more_is_counted_as_finished(tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data", BODY + promise(0) + paid(0))
    path = data / tree.ADDRESS
    ended = "finished: {on: 2023-10-01, reason: completed, outcome: Đã có xe lăn và tự đi chợ được mỗi ngày.}\n"
    path.write_text(path.read_text(encoding="utf-8") + ended, encoding="utf-8")
    for on, wanted in ((date(2023, 9, 30), 0), (date(2023, 10, 1), 1)):
        views, problems = publish(data, on, on, None)
        assert views is not None, problems
        view = next(one for one in views.organisations if one.id == "hoi-mau")
        assert (view.address_count, view.finished_count) == (1, wanted)
