"""`portal certificate`: the list, and one certificate as PDF and as a drawing."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from nhandao.public.gate import publish
from nhandao.public.views import Certificate
from scripts.command_line import run
from tests import tree
from tests.command.test_command_line import portal

BASE = "https://nhandao.example.vn"
DOCUMENTS = (
    tree.ENTERPRISE
    + """
# pledges/2023/10/CK23A00014.yaml
reference: CK23A00014
made_on: 2023-10-02
account: DC23A0002G
supporter: {organisation: xuong-mau, kind: organisation, visibility: name_amount}
kind: cash
value_vnd: 1200000
accepted: {on: 2023-10-05}
expires_on: 2024-05-01

# receipts/2023/06/02/transfer-FT9.yaml
source: transfer
payment_id: FT9
on: 2023-06-02
account: DC23A0002G
value_vnd: 300000
supporter: {organisation: xuong-mau, kind: organisation, visibility: name_amount}
"""
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tree.write(tmp_path_factory.mktemp("certificates"), DOCUMENTS)


@pytest.fixture(scope="module")
def pledge(data: Path) -> Certificate:
    views, _ = publish(data, None, date(2026, 1, 1))
    assert views is not None
    ((one,),) = [body.certificates for body in views.organisations if body.certificates]
    return one


def certificate(data: Path, *arguments: str) -> int:
    return run(["certificate", *arguments, "--data", str(data)])


def test_certificates_are_listed_with_code_days_and_words(
    data: Path, pledge: Certificate, capsys: pytest.CaptureFixture[str]
) -> None:
    assert certificate(data) == 0
    said = "Xưởng Mẫu đã hứa giúp một địa chỉ nhân đạo bằng tiền. Trị giá lời hứa: 1.200.000\u00a0đ."
    assert capsys.readouterr().out == f"{pledge.code}  02/10/2023 – 05/10/2023\n    xuong-mau: {said}\n"
    assert certificate(data, "xuong-mau", "--as-of", "2023-11-25", "--lang", "en") == 0
    told = capsys.readouterr().out
    assert "has helped one humanitarian address with one gift: money. Sent to the society: 300,000" in told
    assert certificate(data, "hoi-phuoc-long") == 0
    assert capsys.readouterr().out == ""


def test_one_is_written_as_a_drawing_with_a_code_to_scan(data: Path, pledge: Certificate, tmp_path: Path) -> None:
    out = tmp_path / "giay.svg"
    assert certificate(data, pledge.code.lower(), "--out", str(out), "--site-url", BASE) == 0
    root = ElementTree.parse(out).getroot()
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert pledge.code in words
    assert "Xưởng Mẫu" in words
    assert "Kiểm tra tại: nhandao.example.vn/kiem-tra/" in words


def test_one_is_written_as_an_accessible_pdf_of_one_sheet_and_always_the_same(
    data: Path, pledge: Certificate, tmp_path: Path
) -> None:
    out, again = tmp_path / "giay.pdf", tmp_path / "giay-2.pdf"
    for file in (out, again):
        assert certificate(data, "xuong-mau", "--out", str(file), "--site-url", BASE) == 0
    content = out.read_bytes()
    assert content == again.read_bytes()
    reader = pypdf.PdfReader(io.BytesIO(content))
    (page,) = reader.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    text = "".join(page.extract_text().split())
    assert pledge.code in text
    assert "XưởngMẫu" in text
    assert reader.metadata is not None
    assert reader.metadata.title == f"Giấy ghi nhận {pledge.code}"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert {font["/FontDescriptor"]["/FontName"][-14:] for font in _fonts(page)} <= {"Be-Vietnam-Pro", "etnam-Pro-Bold"}


def _fonts(page: pypdf.PageObject) -> list[pypdf.generic.DictionaryObject]:
    found = page["/Resources"]["/Font"].values()  # type: ignore[index]
    return [font.get_object()["/DescendantFonts"][0].get_object() for font in found]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{code}x", "--out", "a.pdf"], "sai ít nhất một ký tự"),
        (["khong-co"], "không phải mã tổ chức"),
        (["CN-7K2M-9QXA-3F5T-BW8E-8"], "không có giấy ghi nhận nào mang mã CN-7K2M-9QXA-3F5T-BW8E-8"),
        (["{code}", "--out", "a.docx"], "phải là tệp .pdf hoặc .svg"),
        (["{code}", "--out", "khong-co/a.svg"], "không ghi được"),
        (["hoi-phuoc-long", "--out", "a.svg"], "có 0 giấy ghi nhận"),
        (["--as-of", "2023-11-25", "--out", "a.svg"], "có 2 giấy ghi nhận"),
        (["{code}", "--site-url", "nhandao"], "cần địa chỉ trang web đầy đủ"),
    ],
)
def test_what_cannot_be_done_is_told_and_writes_nothing(
    data: Path,
    pledge: Certificate,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    says: str,
) -> None:
    line = [argument.replace("{code}", pledge.code) for argument in arguments]
    line = [str(tmp_path / part) if part.startswith(("a.", "khong-co/")) else part for part in line]
    assert certificate(data, *line) == 1
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_data_with_an_error_has_no_certificates(tmp_path: Path) -> None:
    folder = tree.write(tmp_path / "data", DOCUMENTS)
    tree.replace(folder, tree.RECEIPT, "2000000", "2.5")
    done = portal("certificate", "--data", folder)
    assert done.returncode == 1
    assert tree.RECEIPT in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
