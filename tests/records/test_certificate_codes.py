"""Check codes of certificates: which facts make them, and what is read from something typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.certificate_codes import certificate_code, read_certificate_code

CODE = "CN-HDNJ-X954-TMFS-X4EJ-0"
FACTS = ("pledge", "xuong-mau", "Xưởng Mẫu", "2023-10-02", "2023-10-05", "5")
LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
some_facts = st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=20), max_size=6)


def test_the_same_facts_always_make_the_same_code() -> None:
    assert certificate_code(FACTS) == CODE


@given(some_facts)
def test_a_code_is_read_as_itself_and_has_no_letter_that_reads_as_a_digit(facts: list[str]) -> None:
    code = certificate_code(facts)
    assert read_certificate_code(code) == code
    assert not set(code) & set("IO")


@given(some_facts, some_facts)
def test_other_facts_make_another_code(some: list[str], others: list[str]) -> None:
    assert (certificate_code(some) == certificate_code(others)) == (some == others)


@given(some_facts, st.integers(0, 16), st.sampled_from(LETTERS))
def test_a_code_with_one_character_changed_is_none(facts: list[str], place: int, letter: str) -> None:
    code = certificate_code(facts)
    at = [index for index, char in enumerate(code) if index > 1 and char != "-"][place]
    changed = code[:at] + letter + code[at + 1 :]
    assert read_certificate_code(changed) == (code if changed == code else None)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        f"  {CODE.replace('-', ' ')}\n",
        CODE.removeprefix("CN-"),
        CODE.replace("-", "–"),
        CODE.replace("C", "Ｃ", 1),
    ],
)
def test_a_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert read_certificate_code(typed) == CODE


def test_the_letters_i_and_o_are_taken_for_the_digits_they_look_like() -> None:
    code = next(code for number in range(99) if "1" in (code := certificate_code([str(number)])) and "0" in code)
    assert read_certificate_code(code.replace("1", "I").replace("0", "o")) == code


@pytest.mark.parametrize(
    "typed",
    ["", "CN", CODE[:-1], CODE + "A", "DC23A0002G", CODE.replace("X", "#"), "<script>alert(1)</script>", CODE * 500],
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_certificate_code(typed) is None
