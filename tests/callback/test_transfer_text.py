"""Codes in texts that banks and givers have mangled."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.codes import codes, is_code
from scripts.callback.transfer_text import find_codes

SOME = [
    code
    for prefix in ("DC", "QC", "CK")
    for year in (2019, 2023, 2031, 2099)
    for code in islice(codes(prefix, year), 0, 60_000, 811)
]
CODES = st.sampled_from(SOME)
SEPARATORS = st.sampled_from(["", "", " ", "-", ".", "\n", "\r\n", " - ", "_", "  ", "\u00a0", "\u200b"])
GLUE = st.sampled_from(
    [
        "",
        "MBVCB.3278907687.",
        "FT23304812345",
        "IBFT ",
        "CT DEN:",
        "ND ",
        "QR",
        "CK",
        "DC",
        "D",
        "C",
        "DC23",
        "DC23A000",
        "CK23A0002",
    ]
)


def written(code: str, gaps: list[str], lower: bool, accents: bool) -> str:
    text = "".join(char + gap for char, gap in zip(code, [*gaps, ""], strict=True))
    text = text.lower() if lower else text
    return text.replace("D", "Đ").replace("d", "đ") if accents else text


@given(CODES, st.lists(SEPARATORS, min_size=9, max_size=9), st.booleans(), st.booleans(), GLUE, GLUE)
def test_a_code_survives_what_banks_and_givers_do_to_it(
    code: str, gaps: list[str], lower: bool, accents: bool, before: str, after: str
) -> None:
    assert code in find_codes(before + written(code, gaps, lower, accents) + after)


@given(CODES, st.text(max_size=40), st.text(max_size=40))
def test_no_neighbour_hides_a_code(code: str, before: str, after: str) -> None:
    # A mark on its own would combine with the letter beside it into another one, as in print.
    found = find_codes(f"{before} {code} {after}")
    assert code in found
    assert all(is_code(other) for other in found)
    assert len(set(found)) == len(found)


@given(st.lists(CODES, min_size=1, max_size=4, unique=True), st.sampled_from(["", " ", ", ", "/", " ung ho ", "\n"]))
def test_several_codes_are_found_each_once_and_in_order(wanted: list[str], between: str) -> None:
    found = find_codes(between.join([*wanted, wanted[0]]))
    assert [code for code in found if code in wanted] == wanted


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(is_code(code) for code in find_codes(text))


@given(CODES, st.integers(0, 9), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_code_with_one_wrong_character_is_not_read_as_another(code: str, place: int, wrong: str) -> None:
    changed = code[:place] + wrong + code[place + 1 :]
    assert find_codes(changed) == ((code,) if changed == code else ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DC23A0002G", ("DC23A0002G",)),
        ("dc23a0002g", ("DC23A0002G",)),
        ("ung ho DC 23A 0002 G cam on", ("DC23A0002G",)),
        ("MBVCB.3278907687.DC-23-A-0002-G.CT tu 0351000646393", ("DC23A0002G",)),
        ("CT DEN:012345678DC23A0002GFT23304812345", ("DC23A0002G",)),
        ("đc23a0002g", ("DC23A0002G",)),
        ("ＤＣ２３Ａ０００２Ｇ", ("DC23A0002G",)),
        ("DC23A\r\n0002G", ("DC23A0002G",)),
        ("DC23A0002G DC23A0002G", ("DC23A0002G",)),
        ("QC23A0001E cho DC23A0002G", ("QC23A0001E", "DC23A0002G")),
        ("CK23A0002DC23A0002G", ("DC23A0002G",)),  # one that is none takes the first letter of the next
        ("DC23A0002H", ()),  # wrong check character
        ("DC23A0002", ()),
        ("DC23AO002G", ()),  # letter O: a person decides
        ("DC23A0002 chuyen tien G", ()),
        ("NGUYEN VAN A CK 20T10 2023", ()),
        ("", ()),
    ],
)
def test_texts_as_they_come(text: str, found: tuple[str, ...]) -> None:
    assert find_codes(text) == found


def test_two_texts_never_make_a_code_together() -> None:
    assert find_codes("DC23A", "0002G") == ()
    assert find_codes("DC23A0002G", "DC23A0002G") == ("DC23A0002G",)


def test_references_dates_and_numbers_of_banks_are_no_codes() -> None:
    """Texts as banks write them, without a code: the check character lets next to none of them through."""
    draw = random.Random(2023)

    def digits(count: int) -> str:
        return "".join(draw.choices("0123456789", k=count))

    shapes = (
        lambda: f"MBVCB.{digits(10)}.{digits(6)}.NGUYEN VAN A chuyen tien.CT tu {digits(13)}",
        lambda: f"FT{digits(5)}{digits(6)}\\{draw.choice('ABCDEFGH')}{digits(3)} ND ck {digits(2)}/{digits(2)}/2023",
        lambda: f"CT DEN:{digits(12)} DC {digits(3)} Le Loi; ck tien hang {digits(2)}A{digits(3)}",
        lambda: f"POS{digits(8)}.{digits(6)}.2023{digits(4)}.{digits(6)} QC {digits(8)}",
        lambda: "".join(draw.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=40)),
    )
    hits = sum(bool(find_codes(draw.choice(shapes)())) for _ in range(20_000))
    assert hits <= 2
