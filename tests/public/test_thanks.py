"""Who stands on the wall of thanks, in what order, and who does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from nhandao.public.thanks_views import initial
from nhandao.public.views import Thanked
from tests import tree

DAY = date(2023, 10, 31)
COMPANY = """
# organisations/enterprise/cong-ty-mau.yaml
id: cong-ty-mau
kind: enterprise
name: Xưởng Mẫu
level: outside
epoch: "2023"
since: 2022-01-01
public: {public}
"""


def gift(number: int, supporter: str, on: str = "2023-06-02", more: str = "") -> str:
    year, month, day = on.split("-")
    return f"""
# receipts/{year}/{month}/{day}/transfer-T{number}.yaml
source: transfer
payment_id: T{number}
on: {on}
account: DC23A0002G
value_vnd: 100000
supporter: {{{supporter}}}
{more}
"""


def named(name: str, visibility: str = "name") -> str:
    return f"name: {name}, visibility: {visibility}"


def wall(folder: Path, documents: str, on: date = DAY) -> tuple[Thanked, ...]:
    views, problems = publish(tree.write(folder / "data", documents), on, on, None)
    assert views is not None, problems
    return views.thanks


def test_people_stand_under_their_given_name_and_organisations_under_their_first_word(tmp_path: Path) -> None:
    supporters = [
        named("Trần Văn Đức"),
        named("Lê Thị Dung"),
        named("Nguyễn Ánh", "name_amount"),
        named("Phạm Ân"),
        "organisation: cong-ty-mau, kind: organisation, visibility: name",
    ]
    documents = COMPANY.format(public="true") + "".join(gift(number, one) for number, one in enumerate(supporters))
    names = [(one.letter, one.name, one.url) for one in wall(tmp_path, documents)]
    assert names == [
        ("A", "Nguyễn Ánh", ""),
        ("Â", "Phạm Ân", ""),
        ("D", "Lê Thị Dung", ""),
        ("Đ", "Trần Văn Đức", ""),
        ("X", "Xưởng Mẫu", "/to-chuc/cong-ty-mau/"),
    ]


@pytest.mark.parametrize(
    ("organisation", "supporter"),
    [
        ("", "visibility: anonymous"),
        ("", "visibility: amount"),
        (COMPANY.format(public="false"), "organisation: cong-ty-mau, kind: organisation, visibility: name_amount"),
        (COMPANY.format(public="true"), "organisation: cong-ty-mau, kind: organisation, visibility: amount"),
    ],
)
def test_who_does_not_want_to_be_named_is_not_there(tmp_path: Path, organisation: str, supporter: str) -> None:
    assert wall(tmp_path, organisation + gift(1, supporter)) == ()


@pytest.mark.parametrize(("back", "there"), [(99_999, True), (100_000, False)])
def test_a_gift_that_went_back_whole_thanks_nobody(tmp_path: Path, back: int, there: bool) -> None:
    returned = gift(2, named("Lê Thị Dung"), "2023-06-10", "reverses: transfer-T1").replace(
        "value_vnd: 100000", f"value_vnd: {back}"
    )
    documents = gift(1, named("Lê Thị Dung")) + returned
    assert bool(wall(tmp_path / "after", documents)) == there
    assert wall(tmp_path / "before", documents, date(2023, 6, 9))[0].name == "Lê Thị Dung"


def test_a_name_stands_once_with_the_day_of_its_last_gift_and_no_gift_to_come(tmp_path: Path) -> None:
    documents = "".join(
        gift(number, named("Lê Thị Dung"), on) for number, on in enumerate(["2023-06-02", "2023-08-01", "2023-11-01"])
    )
    (one,) = wall(tmp_path, documents)
    assert (one.last_on, one.kept) == (date(2023, 8, 1), 0)


def test_a_promise_counts_when_it_is_kept_and_is_no_gift_before(tmp_path: Path) -> None:
    promise = """
# pledges/2023/06/CK23B00019.yaml
reference: CK23B00019
made_on: 2023-06-01
account: DC23A0002G
supporter: {name: Lê Thị Dung, visibility: name}
kind: cash
value_vnd: 100000
"""
    assert wall(tmp_path / "only", promise) == ()
    (one,) = wall(tmp_path / "kept", promise + gift(1, named("Lê Thị Dung"), more="pledge: CK23B00019"))
    assert one.kept == 1


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Ánh", "A"), ("Ăn", "Ă"), ("Ẩn", "Â"), ("Đức", "Đ"), ("ông", "Ô"), ("Ứng", "Ư"), ("(Bình)", "B"), ("36 phố", "#"), ("…", "#")],
)  # fmt: skip
def test_a_name_stands_under_the_letter_of_the_dictionary(name: str, letter: str) -> None:
    assert initial(name) == letter
