"""One form for every record file: comments stay at their values, values never change, and twice is once."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhandao.book.files import model_at
from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.canonical import NotARecord, canonical_text
from nhandao.records.comments import comments
from nhandao.records.problem import Problem
from nhandao.records.record import make
from nhandao.records.text import hidden
from tests import tree

ADDRESS = tree.documents(tree.BASE)[tree.ADDRESS]


def values_of(text: str) -> dict[str, Any]:
    values = yaml_text.parse(text, "")
    assert isinstance(values, dict), values
    return values


def formed(text: str) -> str:
    return canonical_text(Address, values_of(text), text)


@pytest.mark.parametrize("path", tree.documents(tree.BASE))
def test_the_form_of_a_file_keeps_its_values_and_is_its_own_form(path: str) -> None:
    text, model = tree.documents(tree.BASE)[path], model_at(path)
    assert model is not None
    once = canonical_text(model, values_of(text), text)
    assert once.startswith(
        "# yaml-language-server: $schema=../" if "/" in path else "# yaml-language-server: $schema=s"
    )
    assert canonical_text(model, values_of(once), once) == once
    before, after = make(model, values_of(text), path), make(model, values_of(once), path)
    assert not isinstance(before, list)
    assert not isinstance(after, list)
    assert after.model_dump() == before.model_dump()


HAND = """
# Hồ sơ của cô H.
title: Cô H. mong có chiếc xe lăn để ra chợ   # đã đọc cho cô nghe
code: DC23A0002G # in trên phiếu

# theo đơn vị cũ
epoch: "2023"
unit: "25216"
kind: individual
surplus: fund  # đã nói với gia đình
display_name: "Cô #H."
people: [{age_band: 16_to_59, count: 1}] # một mình
summary: Cô H. sống ở phường Thác Mơ và cần một chiếc xe lăn
  để tự đi bán hàng.
story: |  # viết tại nhà
  Cô H. bán rau ở chợ phường đã nhiều năm. Cô cần một chiếc xe lăn để tự đi từ nhà ra chợ mỗi sáng,
  # không phải lời ghi chú
  không phải chờ người quen chở giúp.
# đúng nhóm
categories: [disability]
needs: # hỏi lại giá
  # xe mới
  - {form: wheelchair, what: Xe lăn gấp, quantity: 1, unit: chiếc, # loại nhẹ
     # giá chợ
     unit_price_vnd: 3500000} # cửa hàng
  - what: Xe lắc tay # sau này
    form: hand_tricycle
    quantity: 1
    unit: chiếc
    unit_price_vnd: 5000000
    # có thể xin tặng
  # chưa hết
survey: {on: 2023-03-01, by: Hội phường}
# hết
"""

FORMED = """\
# yaml-language-server: $schema=../../schema/address.json
# Hồ sơ của cô H.
code: DC23A0002G  # in trên phiếu
# theo đơn vị cũ
epoch: '2023'
unit: '25216'
kind: individual
# đã nói với gia đình
display_name: 'Cô #H.'
people:  # một mình
- age_band: 16_to_59
  count: 1
title: Cô H. mong có chiếc xe lăn để ra chợ  # đã đọc cho cô nghe
summary: Cô H. sống ở phường Thác Mơ và cần một chiếc xe lăn để tự đi bán hàng.
story: |  # viết tại nhà
  Cô H. bán rau ở chợ phường đã nhiều năm. Cô cần một chiếc xe lăn để tự đi từ nhà ra chợ mỗi sáng,
  # không phải lời ghi chú
  không phải chờ người quen chở giúp.
# đúng nhóm
categories:
- disability
needs:  # hỏi lại giá
# xe mới
- form: wheelchair  # cửa hàng
  what: Xe lăn gấp
  quantity: 1
  unit: chiếc  # loại nhẹ
  # giá chợ
  unit_price_vnd: 3500000
- form: hand_tricycle
  what: Xe lắc tay  # sau này
  quantity: 1
  unit: chiếc
  unit_price_vnd: 5000000
  # có thể xin tặng
# chưa hết
survey:
  on: 2023-03-01
  by: Hội phường
# hết
"""


def test_comments_stay_at_their_values_when_the_order_and_style_change() -> None:
    assert formed(HAND) == FORMED
    assert formed(FORMED) == FORMED


def test_an_edit_keeps_the_comments_of_all_it_does_not_touch() -> None:
    values = values_of(FORMED) | {"dossier": {"on": "2023-03-10", "reference": "HS-1"}}
    del values["people"]
    values["people"] = [{"age_band": "60_up", "count": 1}]
    edited = canonical_text(Address, values, FORMED)
    old, new = FORMED.splitlines(), edited.splitlines()
    assert [line for line in new if line not in old] == [
        "- age_band: 60_up",
        "dossier:",
        "  on: 2023-03-10",
        "  reference: HS-1",
    ]
    assert [line for line in old if line not in new] == ["- age_band: 16_to_59"]


def test_text_is_composed_and_a_value_that_cannot_stand_in_a_file_is_refused() -> None:
    decomposed = unicodedata.normalize("NFD", ADDRESS)
    assert canonical_text(Address, values_of(decomposed), decomposed) == formed(ADDRESS)
    for wrong in ({"title": "Cô H. mong có\u200b xe lăn"}, {"title": "ngắn"}, {"nothing": "x"}):
        with pytest.raises(NotARecord) as refused:
            canonical_text(Address, values_of(ADDRESS) | wrong)
        assert isinstance(refused.value.problems[0], Problem)


def test_a_line_of_prose_that_looks_like_the_field_on_stays_as_it_was() -> None:
    story = values_of(ADDRESS)["story"] + "'on': hôm sau\n- 'on': cũng vậy\n"
    text = canonical_text(Address, values_of(ADDRESS) | {"story": story, "notes": "on"})
    assert values_of(text)["story"] == story
    assert values_of(text)["notes"] == "on"
    assert "notes: 'on'" in text  # a value that other readers take for "yes" is quoted, the field is not
    assert "\n  on: 2023-03-01" in text


NOTES = st.sampled_from(["# ghi", "#", "# a: b # c", "#- x", "# \"'|>"])
BETWEEN = st.sampled_from(["", "\n", "   "])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_comments_anywhere_are_all_kept_and_forming_twice_is_forming_once(data: st.DataObject) -> None:
    lines = ADDRESS.splitlines()
    made = []
    in_story = False
    for line in lines:
        in_story = (in_story and line.startswith("  ")) or line.startswith("story:")
        indent = len(line) - len(line.lstrip())
        if not (in_story and indent) and data.draw(st.integers(0, 3)) == 0:
            made.append(" " * data.draw(st.integers(0, indent + 3)) + data.draw(NOTES))
        if not (in_story and indent) and data.draw(st.integers(0, 3)) == 0:
            line += "  " + data.draw(NOTES)
        made.append(line + (data.draw(BETWEEN) if not in_story else ""))
    text = "\n".join(made) + "\n"
    before = make(Address, values_of(text), "")
    assert not isinstance(before, list), before
    once = formed(text)
    after = make(Address, values_of(once), "")
    assert not isinstance(after, list)
    assert after.model_dump() == before.model_dump()
    head, *kept = [comment.text for comment in comments(once)]
    assert head.startswith("# yaml-language-server:")
    assert sorted(kept) == sorted(comment.text for comment in comments(text))
    assert formed(once) == once


TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")) | st.sampled_from(" #:'\"|>-\n"),
    min_size=1,
    max_size=60,
).filter(lambda text: unicodedata.is_normalized("NFC", text))


@settings(max_examples=150, deadline=None)
@given(notes=TEXTS, more=TEXTS, news=st.lists(TEXTS, max_size=2))
def test_no_text_is_changed_by_being_written(notes: str, more: str, news: list[str]) -> None:
    values = values_of(ADDRESS) | {"notes": notes, "story": "x" * 100 + more}
    values["updates"] = [{"on": "2023-05-01", "text": text} for text in news]
    if any(hidden(line) for text in (notes, more, *news) for line in text.split("\n")):
        with pytest.raises(NotARecord):
            canonical_text(Address, values, ADDRESS)
        return
    once = canonical_text(Address, values, ADDRESS)
    again = make(Address, values_of(once), "")
    assert not isinstance(again, list)
    assert (again.notes, again.story) == (notes, values["story"])
    assert [item.text for item in again.updates] == news
    assert canonical_text(Address, values_of(once), once) == once
