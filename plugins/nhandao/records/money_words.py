"""Amounts in words, as letters and vouchers write them: 1250000 is "Một triệu hai trăm năm mươi nghìn đồng chẵn".

Of the ways to read that are all correct, these are used everywhere:

- "linh" for a missing ten (105 "một trăm linh năm"), not "lẻ"; "nghìn", not "ngàn"; "tỷ", not "tỉ".
- "mốt", "tư" and "lăm" after "mươi" (21, 24, 25), "lăm" also after "mười" (15). After "linh" and "mười" 4 stays "bốn".
- A group of three digits behind a larger one is read with its hundreds: 1005 "một nghìn không trăm linh năm".
- Above a tỷ (10⁹) the numbers of tỷ are read first: 10¹² "một nghìn tỷ", 10¹⁵ "một triệu tỷ".
- An amount of whole thousands ends in "đồng chẵn", which leaves no room to write more behind it; others in "đồng".
"""

from __future__ import annotations

from nhandao.records.money import Dong

LARGEST = 10**15

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_SCALES = (("triệu", 10**6), ("nghìn", 10**3), ("", 1))
_BILLION = 10**9


def number_in_words(number: int) -> str:
    """Vietnamese words of a whole number, in lower case.

    Raises `ValueError` below zero and above `LARGEST`.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 0 and {LARGEST}")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [*_below_a_billion(billions, first=True), "tỷ"] if billions else []
    return " ".join([*words, *_below_a_billion(rest, first=not words)])


def amount_in_words(amount: Dong) -> str:
    """The amount with "đồng" or "đồng chẵn" and a capital letter.

    Raises `ValueError` below zero and above `LARGEST`.
    """
    words = number_in_words(amount)
    unit = "đồng chẵn" if amount and amount % 1000 == 0 else "đồng"
    return f"{words[0].upper()}{words[1:]} {unit}"


def _below_a_billion(number: int, *, first: bool) -> list[str]:
    words: list[str] = []
    for scale, size in _SCALES:
        group = number // size % 1000
        if group:
            words += [*_group(group, whole=not first), *([scale] if scale else [])]
            first = False
    return words


def _group(group: int, *, whole: bool) -> list[str]:
    """Words of 1 to 999; `whole`: with its hundreds even when there are none."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or whole else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi", *([_AFTER_TENS.get(ones, _DIGITS[ones])] if ones else [])]
    elif tens:
        words += ["mười", *(["lăm" if ones == 5 else _DIGITS[ones]] if ones else [])]
    elif ones:
        words += [*(["linh"] if words else []), _DIGITS[ones]]
    return words
