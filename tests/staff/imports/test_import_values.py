"""How one cell is read: every way people write amounts and days, and what has two readings and is refused."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.staff.sheets import values
from scripts.staff.sheets.said import Wrong


@pytest.mark.parametrize(
    ("written", "dong"),
    [
        (60_000_000, 60_000_000),
        (60_000_000.0, 60_000_000),
        ("60000000", 60_000_000),
        ("60.000.000", 60_000_000),
        ("60,000,000", 60_000_000),
        ("60 000 000", 60_000_000),
        ("60\u00a0000\u202f000", 60_000_000),
        ("60.000.000 đ", 60_000_000),
        ("60.000.000đồng", 60_000_000),
        ("60,000,000 VNĐ", 60_000_000),
        (" 60 triệu ", 60_000_000),
        ("60tr", 60_000_000),
        ("60 TR đồng", 60_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 tr", 1_500_000),
        ("2,25 tỷ", 2_250_000_000),
        ("500 nghìn", 500_000),
        ("500k", 500_000),
        ("60.000", 60_000),
        ("60,000", 60_000),
        (unicodedata.normalize("NFD", "60 triệu đồng"), 60_000_000),
        ("0", 0),
        (0, 0),
    ],
)
def test_an_amount_is_read_however_it_is_grouped(written: values.Raw, dong: int) -> None:
    assert values.money(written) == dong


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("60.000,5", "import-money"),
        ("1.5", "import-money"),
        ("60.00", "import-money"),
        ("60.000,000", "import-money"),
        ("600.00.000", "import-money"),
        ("060.000", "import-money"),
        ("1.500 triệu", "import-money"),
        ("1,500 triệu", "import-money"),
        ("60 triệu rưỡi", "import-money"),
        ("khoảng 60 triệu", "import-money"),
        ("60-70 triệu", "import-money"),
        ("$60", "import-money"),
        ("-60000", "import-money"),
        ("６００００", "import-money"),
        ("", "import-money"),
        (True, "import-money"),
        (date(2023, 10, 31), "import-money"),
        (1.5, "import-fraction"),
        (-60_000, "import-negative"),
        (1e18, "import-too-large"),
        (float("inf"), "import-fraction"),
        (float("nan"), "import-fraction"),
        (60.0, "import-money-small"),
        ("60", "import-money-small"),
        ("999", "import-money-small"),
    ],
)
def test_an_amount_with_two_readings_is_refused(written: values.Raw, code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        values.money(written)
    assert wrong.value.said.code == code
    assert wrong.value.said.message("vi") != wrong.value.said.message("en")


def test_an_amount_a_program_cut_at_the_dot_is_told_with_what_was_meant() -> None:
    with pytest.raises(Wrong) as wrong:
        values.money(60.0)
    assert "60.000" in wrong.value.said.message("vi")


@given(
    st.integers(1000, 10**14), st.sampled_from([".", ",", " ", "\u00a0"]), st.sampled_from(["", "đ", " đồng", " VND"])
)
def test_any_grouping_gives_back_the_amount(amount: int, sign: str, unit: str) -> None:
    assert values.money(f"{amount:,}".replace(",", sign) + unit) == amount


@pytest.mark.parametrize(
    "written",
    [
        date(2023, 10, 31), datetime.combine(date(2023, 10, 31), time()), datetime.combine(date(2023, 10, 31), time(8, 30)), "31/10/2023", "31-10-2023", "31.10.2023",
        "2023-10-31", "2023/10/31", " 31 / 10 / 2023 ", "2023-10-31 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_read_day_first_or_year_first(written: values.Raw) -> None:
    assert values.day(written) == date(2023, 10, 31)


def test_a_day_that_could_be_two_is_day_first() -> None:
    assert values.day("5/12/2023") == date(2023, 12, 5)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("10/31/2023", "import-no-such-day"),
        ("31/02/2023", "import-no-such-day"),
        ("29/2/2023", "import-no-such-day"),
        ("31/10/23", "import-day-year"),
        ("31/10", "import-day"),
        ("tháng 10/2023", "import-day"),
        ("hôm qua", "import-day"),
        ("2023", "import-day"),
        (2023, "import-day"),
        (45230, "import-day-number"),
        (45230.5, "import-day-number"),
        ("01/01/0001", "import-day-far"),
        (time(8, 0), "import-day"),
        (False, "import-day"),
        ("", "import-day"),
    ],
)
def test_what_is_no_day_is_refused(written: values.Raw, code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        values.day(written)
    assert wrong.value.said.code == code


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"])
)
def test_any_day_comes_back_from_each_way_of_writing_it(day: date, form: str) -> None:
    assert values.day(day.strftime(form).replace(f"{day.year % 10000}", f"{day.year:04}")) == day


_ANY = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.datetimes(), st.dates(), st.times(), st.timedeltas(),
    st.from_regex(r"[0-9.,/ -]{0,20}(tr|triệu|k|đ)?", fullmatch=True),
)  # fmt: skip


@given(_ANY)
def test_no_cell_makes_anything_but_a_value_or_a_message(cell: values.Raw) -> None:
    words = {"a": "Một", "b": "Hai"}
    readers = (values.line, values.prose, values.money, values.whole, values.day, values.yes_no,
               lambda raw: values.choice(raw, words), lambda raw: values.choices(raw, words))  # fmt: skip
    for read in readers:
        try:
            value = read(cell)
        except Wrong as wrong:
            value = wrong.said.message("vi") + wrong.said.message("en")
        assert value is not None
        assert not isinstance(value, str) or unicodedata.is_normalized("NFC", value)


@pytest.mark.parametrize("written", ["có", "Có", "x", "YES", "đúng", True, 1, unicodedata.normalize("NFD", "có")])
def test_yes_is_known(written: values.Raw) -> None:
    assert values.yes_no(written) is True


@pytest.mark.parametrize("written", ["không", "KHÔNG", "no", False, 0])
def test_no_is_known(written: values.Raw) -> None:
    assert values.yes_no(written) is False


@pytest.mark.parametrize("written", ["NguyÔn V¨n A", "Héi Ch÷ thËp ®á", "lµ", "ñöôïc giuùp"])
def test_letters_of_old_fonts_are_refused(written: str) -> None:
    with pytest.raises(Wrong) as wrong:
        values.line(written)
    assert wrong.value.said.code == "import-old-font"


@pytest.mark.parametrize("written", ["Café 1½ giờ", "Hội Müller", "5 m² × 3", "«Nhân đạo»"])
def test_other_signs_are_no_old_font(written: str) -> None:
    assert values.line(written) == written


def test_invisible_characters_of_copied_text_are_dropped_and_others_refused() -> None:
    assert values.line("\ufeffBà\u00a0T.\u200b") == "Bà T."
    with pytest.raises(Wrong):
        values.line("Bà\u202eT.")
    assert values.prose("Một.\r\n\r\n\r\n\r\nHai.  Ba.") == "Một.\n\nHai. Ba."
