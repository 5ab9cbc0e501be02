"""Downloaded statements: every row of money in, or none and everything that is wrong."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.records.campaign import Bank
from nhandao.records.money import Dong, dong_text
from scripts import zip_file
from scripts.callback.bank import Transfer, movement
from scripts.callback.statement import Statement, amount_of, read
from scripts.callback.statement_banks import READY, templates
from scripts.messages import TEXTS
from tests.callback.givers import ACCOUNT, NAME, NOW, PHONE, tells_nobody

ALL = templates()
OWN = (
    Bank(
        bank="Vietcombank", bin="970436", number="0071000962707", holder="HOI CHU THAP DO MAU", since=date(2022, 1, 1)
    ),
    Bank(bank="MB", bin="970422", number="9990001112", holder="HOI CHU THAP DO MAU", since=date(2022, 1, 1)),
)

VIETCOMBANK = f"""\
NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM,,,,
Số tài khoản/Account number: 0071000962707,,,,
"Ngày GD/
TNX Date
Số CT/ Doc No",Số tiền ghi nợ/ Debit,Số tiền ghi có/ Credit,Số dư/ Balance,Nội dung chi tiết/ Transactions in detail
"31/10/2023
5243.65937",,"500,000","10,500,000","MBVCB.4525077405.dc23a
0002g.CT tu {ACCOUNT} {NAME}"
"31/10/2023
9920.28","99,000",,"10,401,000",PHI DICH VU
"01/11/2023
5267.80568",,"1,250,000.00","11,651,000",{NAME} {PHONE} giup QC23A0001E
Tổng số/ Total,"99,000","1,750,000",,
Chứng từ này được in từ hệ thống,,,,
"""

MB: list[list[Any]] = [
    ["Số tài khoản", "9990001112"],
    ["Số dư đầu kỳ/ Opening Balance: 0"],
    ["Ngày giao dịch", "Ngày hạch toán", "Số bút toán", "Phát sinh nợ", "Phát sinh có", "Nội dung"],
    [date(2023, 10, 31), "31/10/2023", "FT23304812345\\B03", None, 500_000, f"{NAME} DC23A0002G"],
    ["31/10/2023 21:20:12", "31/10/2023", "FT23304812346", None, "2.000.000", "ung ho"],
    ["31/10/2023", "31/10/2023", "FT23304812347", 8_221_200, None, "chi tien"],
    ["31/10/2023", "31/10/2023", "FT23304812347", 725, None, "phi"],
    ["Số dư cuối kỳ/ Closing Balance: 91,778,075"],
]


def csv(*rows: str, heading: str = "Ngày,Mã giao dịch ngân hàng,Số tiền,Số dư,Nội dung") -> bytes:
    return "\n".join(["Tài khoản 0071000962707", heading, *rows]).encode()


def sheet(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def told(data: bytes, **chosen: Any) -> Statement:
    return read(data, ALL, OWN, NOW, **chosen)


def troubles(data: bytes, **chosen: Any) -> list[tuple[str, int, str]]:
    found = told(data, **chosen)
    assert found.movements == ()
    return [(one.code, one.row, one.column) for one in found.troubles]


def test_a_statement_of_vietcombank_becomes_movements_without_its_givers() -> None:
    found = told(VIETCOMBANK.encode())
    assert found.troubles == ()
    assert found.bank == "Vietcombank"
    assert [(one.id, one.value_vnd, one.on, one.codes) for one in found.movements] == [
        ("transfer-970436-20231031-500000-5243-65937", 500_000, date(2023, 10, 31), ("DC23A0002G",)),
        ("transfer-970436-20231101-1250000-5267-80568", 1_250_000, date(2023, 11, 1), ("QC23A0001E",)),
    ]
    assert found.passed_over == {"money-out": 1, "footer": 1, "note": 1}
    assert tells_nobody(found)
    assert all(tells_nobody(one) for one in found.movements)


def test_a_sheet_of_mb_becomes_movements() -> None:
    found = told(sheet(MB))
    assert found.troubles == ()
    assert [(one.id, one.value_vnd) for one in found.movements] == [
        ("transfer-970422-FT23304812345", 500_000),
        ("transfer-970422-FT23304812346", 2_000_000),
    ]
    assert found.passed_over == {"money-out": 2, "note": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_says_the_same(encoding: str, separator: str) -> None:
    text = VIETCOMBANK if separator == "," else _with(VIETCOMBANK, separator)
    if encoding == "cp1258":  # Windows writes the tones as letters of their own
        text = "".join(_windows(char) for char in text)
    found = told(text.encode(encoding))
    assert found == told(VIETCOMBANK.encode())
    assert len(found.movements) == 2


def _windows(char: str) -> str:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        letters = unicodedata.normalize("NFD", char)
        base, marks = letters[0], letters[1:]
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
        return shape + "".join(tones)
    return char


def _with(text: str, separator: str) -> str:
    import csv as reading

    file = io.StringIO()
    reading.writer(file, delimiter=separator).writerows(reading.reader(io.StringIO(text)))
    return file.getvalue()


def test_reading_twice_or_overlapping_changes_nothing() -> None:
    first, again = told(VIETCOMBANK.encode()), told(VIETCOMBANK.encode())
    assert first == again
    doubled = VIETCOMBANK + "\n".join(VIETCOMBANK.splitlines()[2:8])
    found = told(doubled.encode())
    assert found.movements == first.movements
    assert found.passed_over is not None
    assert (found.passed_over["repeated-row"], found.passed_over["heading"]) == (1, 1)


@given(st.integers(1, 10**9), st.from_regex(r"FT[0-9]{5}[A-Z0-9]{5,7}", fullmatch=True))
def test_a_transfer_told_by_web_hook_and_statement_is_one_payment(value: int, reference: str) -> None:
    hook = movement(
        Transfer(("9990001112",), date(2023, 10, 31), Dong(value), reference, ("DC23A0002G",), None, "sepay", "1"),
        OWN,
        NOW,
    )
    rows = f"31/10/2023,{reference}\\B01,{value},,DC23A0002G"
    (line,) = told(csv(rows), account="9990001112").movements
    assert line.id == getattr(hook, "id", None)


def test_equal_gifts_of_a_day_without_reference_are_as_many_payments() -> None:
    rows = ["31/10/2023,,500000,,ung ho", "31/10/2023,,500000,,ung ho", "31/10/2023,,500000,,ung ho nua"]
    ids = [one.id for one in told(csv(*rows)).movements]
    assert len(set(ids)) == 3
    assert [one.id for one in told(csv(*rows)).movements] == ids
    balanced = ["31/10/2023,,500000,1000000,x", "31/10/2023,,500000,1500000,x"]
    assert len({one.id for one in told(csv(*balanced)).movements}) == 2


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_half_read() -> None:
    rows = [
        "31/10/2023,FT23304812345,500000,,dung",
        "31/02/2023,FT23304812346,500000,,x",
        "10/31/2023,FT23304812347,500000,,x",
        "31/10/2023,FT23304812348,12 trieu,,x",
        "31/10/2023,FT23304812349,0.5,,x",
        "31/10/2031,FT23304812350,500000,,x",
        ",FT23304812351,500000,,x",
        "31/10/2023,1.23E+15,500000,,x",
        "31/10/2023,FT23304812345,600000,,x",
        "31/10/2023,FT23304812352,9999999999999999,,x",
    ]
    assert troubles(csv(*rows)) == [
        ("statement-day", 4, "Ngày"),
        ("statement-day", 5, "Ngày"),
        ("statement-amount", 6, "Số tiền"),
        ("statement-amount", 7, "Số tiền"),
        ("statement-day-range", 8, "Ngày"),
        ("statement-no-day", 9, "Ngày"),
        ("statement-reference", 10, "Mã giao dịch ngân hàng"),
        ("statement-same-reference", 11, "Mã giao dịch ngân hàng"),
        ("statement-amount", 12, "Số tiền"),
    ]
    words = [one.words("vi") for one in told(csv(*rows)).troubles]
    assert words[0] == "dòng 4, cột “Ngày”: gặp “31/02/2023”, cần ngày có trong lịch dạng DD/MM/YYYY"
    assert words[7].startswith("dòng 11, cột “Mã giao dịch ngân hàng”: trùng mã giao dịch với dòng 3")
    assert told(csv(*rows)).troubles[0].words("en").startswith("row 4, column “Ngày”: found “31/02/2023”")


def test_one_reference_over_two_balances_is_two_rows_of_the_bank_and_for_a_person() -> None:
    rows = ["31/10/2023,FT23304812345,500000,1000000,x", "31/10/2023,FT23304812345,500000,1500000,x"]
    assert troubles(csv(*rows)) == [("statement-same-reference", 4, "Mã giao dịch ngân hàng")]


def test_money_out_has_a_minus_sign_and_is_passed_over() -> None:
    found = told(
        csv("31/10/2023,FT23304812345,-500000,,x", "31/10/2023,FT23304812346,(500.000),,x", "31/10/2023,x,-,,x")
    )
    assert found == Statement((), {"money-out": 2, "note": 1}, (), "Mẫu chung")


def test_a_row_of_money_in_and_out_is_for_a_person() -> None:
    rows = [*MB[:3], ["31/10/2023", "", "FT23304812345", 5, 500_000, "x"], ["31/10/2023", "", "FT2", None, -5, "x"]]
    assert troubles(sheet(rows)) == [("statement-amounts", 4, "Phát sinh có"), ("statement-amount", 5, "Phát sinh có")]


@pytest.mark.parametrize("cell", [500_000.5, True, 1e20, float("inf"), date(2023, 10, 31), "=1+1"])
def test_a_cell_that_is_no_amount_is_told(cell: Any) -> None:
    rows = [*MB[:3], ["31/10/2023", "", "FT23304812345", None, cell, "x"]]
    found = told(sheet(rows))
    assert found.movements == ()


@pytest.mark.parametrize("cell", [5243.65937, 12345678901234567890, date(2023, 10, 31)])
def test_a_reference_that_excel_has_changed_is_told(cell: Any) -> None:
    rows = [*MB[:3], ["31/10/2023", "", cell, None, 500_000, "x"]]
    assert troubles(sheet(rows)) == [("statement-reference", 4, "Số bút toán")]


def test_a_row_that_begins_like_a_sum_but_has_a_day_is_a_gift() -> None:
    heading = "Nội dung,Ngày,Mã giao dịch ngân hàng,Số tiền,Số dư"
    (line,) = told(csv("Cong ty TNHH Mau,31/10/2023,FT23304812345,500000,", heading=heading)).movements
    assert line.value_vnd == 500_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "statement-no-heading"),
        (b"a,b,c\n1,2,3\n", "statement-no-heading"),
        (csv("x", heading="Ngày,Số tiền,Nội dung"), "statement-no-heading"),
        (csv("x", heading="Ngày,Ngày,Mã giao dịch ngân hàng,Số tiền,Nội dung"), "statement-no-heading"),
        (csv("31/10/2023,FT1,500000,,x").replace(b"0071000962707", b"9"), "statement-which-account"),
        (
            csv("31/10/2023,FT1,500000,,x").replace(b"0071000962707", b"0071000962707 9990001112"),
            "statement-which-account",
        ),
        (b'Ng\xc3\xa0y,"unclosed\n', "statement-csv"),
        (b"\x81\x8d\x8f\xd2", "statement-encoding"),
        (b"a\x00b,c\n", "statement-encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "statement-old-excel"),
        (b"\r\n <HTML><table>", "statement-old-excel"),
        (b"PK\x03\x04broken", "statement-broken"),
        (b"x," * 200, "statement-too-wide"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    found = told(data)
    assert code in [one.code for one in found.troubles]
    assert all(one.words(lang) for one in found.troubles for lang in ("vi", "en"))
    assert found.movements == ()


def test_a_huge_file_is_not_read() -> None:
    assert troubles(b"x" * (20 * 1024 * 1024 + 1)) == [("statement-too-big", 0, "")]
    assert troubles(b"x\n" * 50_001) == [("statement-too-long", 0, "")]


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    assert old in parts[name]
    return packed(parts | {name: parts[name].replace(old, new, 1)})


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_file, "MOST_UNPACKED", 1024 * 1024)
    assert troubles(packed({"xl/workbook.xml": b"0" * 2 * 1024 * 1024})) == [("statement-too-big", 0, "")]
    assert troubles(packed({f"{number}.xml": b"" for number in range(501)})) == [("statement-too-big", 0, "")]


def test_xml_that_defines_its_own_words_is_not_read() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    assert troubles(replaced(sheet(MB), "xl/worksheets/sheet1.xml", b"<worksheet", laughs)) == [
        ("statement-broken", 0, "")
    ]
    assert troubles(packed({"xl/workbook.xml": "<x/>".encode("utf-16")})) == [("statement-broken", 0, "")]
    assert troubles(packed({"nothing.txt": b"x"})) == [("statement-broken", 0, "")]


def test_a_sheet_that_states_a_wrong_size_is_read_to_its_end() -> None:
    data = sheet(MB)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.read("xl/worksheets/sheet1.xml")
    size = start[start.index(b"<dimension") : start.index(b"/>", start.index(b"<dimension")) + 2]
    assert len(told(replaced(data, "xl/worksheets/sheet1.xml", size, b'<dimension ref="A1"/>')).movements) == 2


def test_an_account_or_template_can_be_named() -> None:
    data = csv("31/10/2023,FT23304812345,500000,,x").replace(b"0071000962707", b"")
    (line,) = told(data, account="0071 000 962 707", bank="chung").movements
    assert line.id == "transfer-970436-FT23304812345"
    assert troubles(data, account="123") == [("statement-foreign-account", 0, "")]
    assert troubles(data, bank="khong-co") == [("statement-no-template", 0, "")]


def test_a_table_that_two_templates_read_in_two_ways_asks_which_bank(tmp_path: Path) -> None:
    two = tmp_path / "two.toml"
    columns = 'columns = {{ day = ["Ngày"], text = ["Nội dung"], reference = ["Mã"], amount = ["{}"] }}'
    both = "".join(
        f'[[bank]]\nname = "{one}"\ntitle = "x"\n{columns.format(amount)}\n'
        for one, amount in (("a", "Có"), ("b", "Số tiền"))
    )
    two.write_text(both, encoding="utf-8")
    data = csv("31/10/2023,FT23304812345,500000,600000,x", heading="Ngày,Mã,Có,Số tiền,Nội dung")
    assert [one.code for one in read(data, templates(two), OWN, NOW).troubles] == ["statement-which-bank"]
    assert len(read(data, templates(two), OWN, NOW, bank="b").movements) == 1


def test_a_reference_may_stand_at_the_beginning_of_the_text(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[bank]]\nname = "x"\ntitle = "x"\nreference_in_text = \'(MBVCB\\.\\d+)\'\n'
        'columns = { day = ["Ngày"], text = ["Nội dung"], reference = ["Mã"], amount = ["Số tiền"] }\n',
        encoding="utf-8",
    )
    rows = [
        "31/10/2023,5243.65937,500000,MBVCB.3278907687.DC23A0002G",
        "31/10/2023,5243.1,500000,ung ho MBVCB.3278907687",
    ]
    found = read(csv(*rows, heading="Ngày,Mã,Số tiền,Nội dung"), templates(own), OWN, NOW)
    assert [one.id for one in found.movements] == [
        "transfer-970436-MBVCB-3278907687",
        "transfer-970436-20231031-500000-5243-1",  # only the bank writes at the beginning
    ]


@pytest.mark.parametrize(
    "text",
    [
        "x = ",
        "[[bank]]\nname = 'A B'",
        "[[bank]]\nname='a'\ntitle='A'\nunknown=1",
        "ÿ",
        "[[bank]]\nname='a'\ntitle='A'\ncolumns={day=['x'],text=['y']}",
        "[[bank]]\nname='a'\ntitle='A'\nreference_in_text='('\ncolumns={day=['x'],text=['y'],credit=['z']}",
        READY.read_text(encoding="utf-8") + READY.read_text(encoding="utf-8").replace("#", "# "),
    ],
)
def test_a_template_that_is_wrong_names_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_bytes(text.encode("latin-1", "replace") if text == "\xff" else text.encode())
    with pytest.raises(ValueError, match=r"wrong\.toml"):
        templates(file)


@given(st.integers(0, 10**12), st.sampled_from(["", " đ", " VND", " vnđ"]), st.sampled_from(["", "+", "-"]))
def test_amounts_are_read_however_a_bank_groups_them(value: int, unit: str, sign: str) -> None:
    grouped = [
        str(value),
        dong_text(value),
        f"{value:,}",
        f"{value:,}.00",
        dong_text(value) + ",00",
        f"{value:,}".replace(",", " "),
    ]
    for text in grouped:
        assert amount_of(sign + text + unit) == (-value if sign == "-" else value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.25",
        "1,25",
        "1.2500",
        "1.250,000",
        "1,250.000",
        "1.250.00",
        "12,34,567",
        "1.000.000,5",
        "1.000.000,000",
        "1e6",
        "０",
        "5 triệu",
        "--5",
        "(5",
        "5)",
        "1 00",
        "0x10",
        "1.250.000 USD",
        "9" * 40,
        "٣",
    ],
)
def test_anything_else_is_no_amount(text: str) -> None:
    assert amount_of(text) is None


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,3}){0,3}", fullmatch=True))
def test_no_text_has_two_meanings(text: str) -> None:
    """Whatever is read has whole đồng, its separators stand for groups of three, and what is cut off is zeros."""
    value = amount_of(text)
    if value is not None:
        exact = {Decimal(text.replace(a, "").replace(b, ".")) for a, b in ((".", ","), (",", ".")) if text.count(b) < 2}
        assert value in exact
        assert value % 1 == 0


def test_texts_of_statements_have_both_languages_with_the_same_places() -> None:
    import string

    for code, both in TEXTS.items():
        if code.startswith(("statement-", "checkout-")):
            places = [sorted(name for _, name, _, _ in string.Formatter().parse(text) if name) for text in both]
            assert places[0] == places[1], code


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    assert told(data).movements == ()


@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=4))
def test_any_rows_are_read_or_told(rows: list[list[str]]) -> None:
    import csv as writing

    file = io.StringIO()
    writing.writer(file).writerows(rows)
    found = told(csv(file.getvalue()))
    assert all(one.words("vi").isprintable() for one in found.troubles)
