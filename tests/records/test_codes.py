"""Codes printed on paper and typed into bank apps."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from nhandao.records.codes import check_character, codes, is_code

BODIES = st.from_regex(r"(DC|QC|CK)[0-9]{2}[A-Z][0-9]{4}", fullmatch=True)


@given(BODIES)
def test_check_character_equals_an_independent_iso_7064(body: str) -> None:
    assert check_character(body) == mod_37_36.calc_check_digit(body)


@given(BODIES, st.integers(0, 9), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_every_single_wrong_character_is_found(body: str, place: int, wrong: str) -> None:
    code = body + check_character(body)
    changed = code[:place] + wrong + code[place + 1 :]
    assert is_code(code)
    assert is_code(changed) == (changed == code)


def test_ninety_nine_of_a_hundred_swaps_of_neighbouring_digits_are_found() -> None:
    swaps = missed = 0
    for number in range(10_000):
        body = f"DC23A{number:04}"
        code = body + check_character(body)
        for place in range(5, 8):
            if code[place] != code[place + 1]:
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                swaps += 1
                missed += is_code(swapped)
    assert swaps == 27_000
    assert missed / swaps < 0.01


def test_issued_codes_never_end_in_a_letter_that_reads_as_a_digit() -> None:
    issued = list(islice(codes("DC", 2023), 2000))
    assert len(set(issued)) == 2000
    assert all(is_code(code) and code[-1] not in "IO" for code in issued)


@pytest.mark.parametrize(
    "text", ["", "DC23A0002", "dc23a0002g", "DC23A0002g", "DC23-A0002G", "XX23A0002G", "DC23A0002GG"]
)
def test_other_shapes_are_no_codes(text: str) -> None:
    assert not is_code(text)
