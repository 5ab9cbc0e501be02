"""The text of VietQR codes against NAPAS's published examples, and against a reader of the format written here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from nhandao.records.vietqr import checksum, payload


@pytest.mark.parametrize(
    ("bank", "account", "message", "amount", "text"),
    [
        ("970416", "257678859", "", None, "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F"),
        ("970416", "257678859", "Chuyen tien", 10_000, "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6"),
        ("970415", "113366668888", "Ung Ho Quy Vac Xin", 79_000, "00020101021238560010A0000007270126000697041501121133666688880208QRIBFTTA53037045405790005802VN62220818Ung Ho Quy Vac Xin63043ACF"),
        ("970407", "19030413601018", "", None, "00020101021138580010A000000727012800069704070114190304136010180208QRIBFTTA53037045802VN63040283"),
        ("970437", "068704070993999", "KOHI NGUYEN HUE", None, "00020101021138590010A0000007270129000697043701150687040709939990208QRIBFTTA53037045802VN62190815KOHI NGUYEN HUE63047F33"),
    ],
)  # fmt: skip
def test_published_examples_come_out_byte_for_byte(
    bank: str, account: str, message: str, amount: int | None, text: str
) -> None:
    assert payload(bank, account, message, amount) == text


def test_the_checksum_has_its_published_check_value() -> None:
    assert checksum("123456789") == 0x29B1


@pytest.mark.parametrize(
    ("bank", "account", "message", "amount"),
    [
        ("97041", "257678859", "", None),
        ("970416", "", "", None),
        ("970416", "1" * 20, "", None),
        ("970416", "2576-78859", "", None),
        ("970416", "257678859", "Ủng hộ", None),
        ("970416", "257678859", "A" * 26, None),
        ("970416", "257678859", "63040000\n", None),
        ("970416", "257678859", "", 0),
        ("970416", "257678859", "", -1),
        ("970416", "257678859", "", 10**13),
        ("９７０４１６", "257678859", "", None),
    ],
)
def test_a_value_that_does_not_fit_is_refused(bank: str, account: str, message: str, amount: int | None) -> None:
    with pytest.raises(ValueError, match=r"bank|account|message|amount"):
        payload(bank, account, message, amount)


def fields(text: str) -> dict[str, str]:
    found = {}
    while text:
        name, length = text[:2], int(text[2:4])
        found[name], text = text[4 : 4 + length], text[4 + length :]
    return found


@given(
    some.from_regex(r"[0-9]{6}", fullmatch=True),
    some.from_regex(r"[0-9A-Z]{1,19}", fullmatch=True),
    some.from_regex(r"[0-9A-Z]{1,25}", fullmatch=True),
    some.none() | some.integers(1, 10**13 - 1),
)
def test_a_reader_of_the_format_finds_what_was_put_in(
    bank: str, account: str, message: str, amount: int | None
) -> None:
    text = payload(bank, account, message, amount)
    outer = fields(text)
    beneficiary = fields(fields(outer["38"])["01"])
    assert (beneficiary["00"], beneficiary["01"], fields(outer["62"])["08"]) == (bank, account, message)
    assert outer.get("54") == (str(amount) if amount is not None else None)
    assert outer["01"] == ("12" if amount is not None else "11")
    assert int(outer["63"], 16) == checksum(text[:-4])
