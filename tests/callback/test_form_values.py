"""What people type into a form."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.callback import form_values


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.500.000", 1_500_000), ("1,500,000 đ", 1_500_000), ("1 500 000", 1_500_000), ("1500000VNĐ", 1_500_000),
        ("1,5 triệu", 1_500_000), ("1.25 tr", 1_250_000), ("1tr5", 1_500_000), ("2 TRIỆU", 2_000_000), ("500k", 500_000),
        ("500 nghìn đồng", 500_000), ("500 ngàn", 500_000), ("2 tỷ", 2_000_000_000), (" 50.000\u00a0đ ", 50_000),
        ("1.5m", 1_500_000), ("0", 0), ("500", 500),
        # not to be told apart, or no amount
        ("1.5", None), ("15.00", None), ("1.500.00", None), ("1.500 triệu", None), ("1.500k", None), ("-5", None), ("+5", None),
        ("1e6", None), ("0x10", None), ("năm trăm", None), ("", None), ("1,2345 triệu", None), ("１５０００", None),
        ("1.500,000", None), ("9" * 16, None), ("500 usd", None), ("5%", None), ("٥٠٠", None),
    ],
)  # fmt: skip
def test_an_amount_is_understood_or_not_guessed(typed: str, value: int | None) -> None:
    assert form_values.dong(typed) == value


@given(st.integers(0, 10**12))
def test_every_way_to_write_an_amount_gives_it_back(value: int) -> None:
    grouped = f"{value:,}"
    for written in (str(value), grouped, grouped.replace(",", "."), grouped.replace(",", " "), f"{grouped} đ"):
        assert form_values.dong(written) == value


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11/2023", date(2023, 11, 1)), ("2023-11", date(2023, 11, 1)), ("tháng 3/2024", date(2024, 3, 1)),
        ("Tháng 3 năm 2024", date(2024, 3, 1)), ("1.2024", date(2024, 1, 1)),
        ("13/2023", None), ("0/2023", None), ("11/23", None), ("2023", None), ("", None), ("11/99999", None),
    ],
)  # fmt: skip
def test_a_month_is_understood(typed: str, day: date | None) -> None:
    assert form_values.month(typed) == day


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "0912345678"), ("(0271) 387.0000", "02713870000"), ("+84 912 345 678", "+84912345678"),
        ("84912345678", "+84912345678"), ("0084912345678", "+84912345678"), ("+1 415-555-2671", "+14155552671"),
        ("113", None), ("091234567", None), ("0112345678", None), ("+0123456789", None), ("0912345678x", None), ("+84112", None),
    ],
)  # fmt: skip
def test_a_phone_number_is_understood(typed: str, number: str | None) -> None:
    assert form_values.phone(typed) == number


@pytest.mark.parametrize("typed", ["an@example.org", "A.b+c@Mail.Example.VN", " x@y.co "])
def test_an_address_of_mail_is_taken(typed: str) -> None:
    found = form_values.email(typed)
    assert found is not None
    assert found.lower() == typed.strip().lower()


@pytest.mark.parametrize(
    "typed",
    [
        "a@b", "a@b..c", "@b.vn", "a@-b.vn", '"a b"@c.vn', "a@b.vn, c@d.vn", "a@b.vn\nBcc: c@d.vn", "a@b.vn\x00", "a b@c.vn",
        "thư@example.org", "a@tỉnh.vn", "a" * 65 + "@b.vn", "a@" + "b" * 260 + ".vn", ".a@b.vn", "a@[127.0.0.1]", "<a@b.vn>",
    ],
)  # fmt: skip
def test_what_could_be_more_than_an_address_is_refused(typed: str) -> None:
    found = form_values.email(typed)
    assert found is None or (found == "a@b.vn" and typed == "a@b.vn\x00")


def test_a_line_keeps_what_is_seen_and_drops_what_is_not() -> None:
    assert form_values.line("  Điểu\u200b \u202eThị\x00\r\nNở\u2028 ") == "Điểu Thị Nở"
    assert form_values.line(unicodedata.normalize("NFD", "Nguyễn Thị Ước")) == "Nguyễn Thị Ước"
    assert form_values.line("e\u0301\u0301\u0301\u0301\u0301") == unicodedata.normalize("NFC", "é\u0301\u0301")


@given(st.text(max_size=80))
def test_a_line_is_settled_and_has_nothing_hidden(typed: str) -> None:
    once = form_values.line(typed)
    assert form_values.line(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char)[0] == "C" or unicodedata.category(char) in ("Zl", "Zp") for char in once)
    assert once == once.strip()


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers_of_values(typed: str) -> None:
    for reader in (form_values.dong, form_values.count, form_values.month, form_values.phone, form_values.email):
        reader(typed)
