"""Amounts in words, read back by a parser that knows nothing of how they were written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.money import Dong
from nhandao.records.money_words import LARGEST, amount_in_words, number_in_words

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "linh": 0,
}  # fmt: skip
_TIMES = {"mươi": 10, "trăm": 100}
_SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def read(words: str) -> int:
    """The number that words say: digits are gathered and multiplied as they are heard."""
    total = group = digit = 0
    for word in words.split():
        if word in _SCALES:
            value = group + digit
            # "tỷ" multiplies all that was said before it
            total = (total + value) * _SCALES[word] if word == "tỷ" else total + value * _SCALES[word]
            group = digit = 0
        elif word in _TIMES:
            group, digit = group + digit * _TIMES[word], 0
        elif word == "mười":
            group, digit = group + 10, 0
        else:
            digit = _ONES[word]
    return total + group + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (10_000, "mười nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_250_000, "một triệu hai trăm năm mươi nghìn"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (999_999_999, "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_021, "một tỷ không trăm hai mươi mốt"),
        (43_000_500_000, "bốn mươi ba tỷ năm trăm nghìn"),
        (10**12, "một nghìn tỷ"),
        (1_005 * 10**9, "một nghìn không trăm linh năm tỷ"),
        (10**12 + 1, "một nghìn tỷ không trăm linh một"),
        (10**15, "một triệu tỷ"),
    ],
)
def test_numbers_are_read_as_people_read_them(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (60_000_000, "Sáu mươi triệu đồng chẵn"),
        (1_000, "Một nghìn đồng chẵn"),
        (1_500, "Một nghìn năm trăm đồng"),
        (1_000_000_000, "Một tỷ đồng chẵn"),
    ],
)
def test_an_amount_has_a_capital_and_ends_even_when_it_is_whole_thousands(amount: int, words: str) -> None:
    assert amount_in_words(Dong(amount)) == words


@pytest.mark.parametrize("number", [-1, -60_000, LARGEST + 1])
def test_what_no_voucher_holds_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        number_in_words(number)
    with pytest.raises(ValueError, match="not between"):
        amount_in_words(Dong(number))


_NUMBERS = st.one_of(
    st.integers(0, LARGEST),
    st.integers(0, 99_999),
    st.builds(lambda *groups: sum(g * 1000**n for n, g in enumerate(groups)), *[st.sampled_from((0, 1, 5, 10, 24, 100, 999))] * 5),
)  # fmt: skip


@given(_NUMBERS)
def test_the_words_say_the_number(number: int) -> None:
    words = number_in_words(number)
    assert read(words) == number
    assert unicodedata.is_normalized("NFC", words)
    assert words == " ".join(words.split())


@given(_NUMBERS, _NUMBERS)
def test_two_amounts_never_have_the_same_words(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)
