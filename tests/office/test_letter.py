"""Letters, read back with a library of other people, and templates as offices get them wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from nhandao.office import letter_template
from nhandao.office.layout import cell_text, total_row
from nhandao.office.letter import PLACEHOLDERS, letter
from nhandao.office.problem import OfficeError
from scripts.folders import THEME
from scripts.letter_template import TEMPLATE, make
from tests.office.example import BY_COMMUNE, REPORT, TARGETS

REAL = REPORT._replace(sample_notice="")


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(document: Document) -> list[str]:
    """Every paragraph of the body in order, those of tables too."""
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def mm(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


def size(section: Section) -> tuple[int, int]:
    """Width and height, mm."""
    return mm(section.page_width), mm(section.page_height)


@pytest.fixture(scope="module")
def made() -> Document:
    return opened(letter(REPORT, TEMPLATE))


def test_the_template_is_what_its_script_makes() -> None:
    assert TEMPLATE.read_bytes() == make()
    assert TEMPLATE.is_relative_to(THEME)


def test_the_letter_has_the_parts_of_the_decree_in_their_order(made: Document) -> None:
    found = texts(made)
    parts = [
        "HỘI CHỮ THẬP ĐỎ TỈNH MẪU",
        "HỘI CHỮ THẬP ĐỎ HUYỆN MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:          /BC-……",
        "Huyện Mẫu, ngày …… tháng …… năm 2023",
        "BÁO CÁO",
        "Kết quả thực hiện cuộc vận động “Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo”",
        "Huyện Mẫu, quý III năm 2023 (từ 25-05-2023 đến 24-08-2023)",
        "I. Công tác chỉ đạo, tuyên truyền",
        "Hội giới thiệu các địa chỉ trên cổng thông tin & hệ thống iNHANDAO <theo Điều 2 của kế hoạch>.",
        "III. Kiến nghị",
        "Tổng trị giá trợ giúp trong kỳ: 161.096.683 đồng (Bằng chữ: Một trăm sáu mươi mốt triệu không trăm chín mươi "
        "sáu nghìn sáu trăm tám mươi ba đồng).",
        TARGETS.title,
        "Nơi nhận:",
        "- Ban Chỉ đạo tỉnh (báo cáo);",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "PHỤ LỤC",
        BY_COMMUNE.title,
        "ĐVT: đồng",
    ]
    places = [found.index(part) for part in parts]
    assert places == sorted(places)
    assert not [text for text in found if "{" in text or "}" in text]


def test_pages_have_the_margins_and_fonts_of_the_decree(made: Document) -> None:
    upright, sideways = made.sections
    assert size(upright) == (210, 297)
    assert size(sideways) == (297, 210)
    for section in made.sections:
        assert 20 <= mm(section.top_margin) <= 25
        assert 20 <= mm(section.bottom_margin) <= 25
        assert 30 <= mm(section.left_margin) <= 35
        assert 15 <= mm(section.right_margin) <= 20
    normal = made.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))


def test_pages_are_numbered_in_the_middle_above_from_the_second_on(made: Document) -> None:
    first, annex = made.sections
    assert first.different_first_page_header_footer
    assert not annex.different_first_page_header_footer
    assert annex.header.is_linked_to_previous
    fields = [element.text for element in first.header._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE"]
    assert not list(first.first_page_header._element.iter(qn("w:instrText")))


def test_every_page_says_what_data_it_is_made_from(made: Document) -> None:
    for footer in (made.sections[0].footer, made.sections[0].first_page_footer):
        text = "\n".join(paragraph.text for paragraph in footer.paragraphs)
        assert REPORT.sample_notice in text
        assert "24/08/2023, bản dữ liệu 0123456789ab" in text


def test_every_figure_of_every_table_is_in_the_letter(made: Document) -> None:
    tables = {table.cell(0, 0).text: table for table in made.tables}
    for expected, rows in ((TARGETS, 1), (BY_COMMUNE, 2)):
        table = tables[expected.columns[0].heading]
        found = [[cell.text for cell in row.cells] for row in table.rows]
        total = total_row(expected)
        wanted = [[cell_text(value) for value in row] for row in (*expected.rows, *([total] if total else []))]
        assert found[rows:] == wanted
        assert found[rows - 1] == [column.heading for column in expected.columns]
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] * rows + [False] * len(wanted)
    assert [cell.text for cell in tables["TT"].rows[0].cells][2:7] == ["Địa chỉ"] * 4 + ["Tỷ lệ được giúp"]


def test_without_wide_tables_there_is_no_annex_and_no_empty_page() -> None:
    document = opened(letter(REAL._replace(tables=(TARGETS,)), TEMPLATE))
    assert len(document.sections) == 1
    assert size(document.sections[0]) == (210, 297)
    assert not [text for text in texts(document) if "PHỤ LỤC" in text or "phụ lục" in text]
    assert document.sections[0].different_first_page_header_footer


def test_real_data_has_no_notice() -> None:
    document = opened(letter(REAL, TEMPLATE))
    assert [paragraph.text for paragraph in document.sections[0].footer.paragraphs if paragraph.text] == [
        "Số liệu đến hết ngày 24/08/2023, bản dữ liệu 0123456789ab"
    ]


def test_the_same_report_gives_the_same_bytes_and_nothing_of_who_edited() -> None:
    content = letter(REPORT, TEMPLATE)
    assert content == letter(REPORT, TEMPLATE)
    properties = opened(content).core_properties
    assert (properties.author, properties.last_modified_by, properties.revision) == (REPORT.issuer, REPORT.issuer, 1)
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2023, 8, 24)  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def own(folder: Path, *paragraphs: str, row: tuple[str, ...] = ()) -> Path:
    """A template as an office might make one, of these paragraphs and one row of a table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if row:
        table = document.add_table(rows=1, cols=len(row))
        for cell, text in zip(table.rows[0].cells, row, strict=True):
            cell.text = text
    path = folder / "mau.docx"
    document.save(str(path))
    return path


def test_a_template_of_the_office_decides_words_and_order(tmp_path: Path) -> None:
    mine = own(
        tmp_path,
        "Kính gửi: Ban Chỉ đạo",
        "{{ don_vi|upper }} – {{ tong_bang_chu }}",
        "{%p for bieu in cac_phu_luc + cac_bang %}",
        "{{p bieu.bang }}",
        "{%p endfor %}",
    )
    document = opened(letter(REAL, mine))
    assert texts(document)[:2] == [
        "Kính gửi: Ban Chỉ đạo",
        "HUYỆN MẪU – Một trăm sáu mươi mốt triệu không trăm chín mươi sáu nghìn sáu trăm tám mươi ba đồng",
    ]
    assert [len(table.columns) for table in document.tables] == [len(BY_COMMUNE.columns), len(TARGETS.columns)]


def test_tags_that_word_took_apart_are_put_together_again(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for part in ("{", "{ don", "_vi }", "}"):
        paragraph.add_run(part).bold = part == "{"
    document.save(str(tmp_path / "mau.docx"))
    assert texts(opened(letter(REAL, tmp_path / "mau.docx"))) == ["Huyện Mẫu"]


@pytest.mark.parametrize(
    ("paragraphs", "code", "told"),
    [
        (("{{ ten_co_quan }}",), "office-template-unknown", "{{ ten_co_quan }}"),
        (("{{ cơ_quan }}",), "office-template-unknown", "{{ cơ_quan }}"),
        (("{{ phan.tieu_de }}",), "office-template-unknown", "{{ phan }}"),
        (("{%p for p in cac_phan %}", "{{ p.ten }}", "{%p endfor %}"), "office-template-unknown", "{{ ten }}"),
        (("{{ co_quan }",), "office-template-tag", "{{ co_quan }"),
        (("{{ co_quan", "}}"), "office-template-tag", "{{ co_quan"),
        (("co_quan }}",), "office-template-tag", "co_quan }}"),
        (("{{ co_quan %}",), "office-template-tag", "{{ co_quan %}"),
        (("{{ co quan }}",), "office-template-tag", "quan"),
        (("{%p for p in cac_phan %}", "x"), "office-template-tag", "for"),
        (("{% lap p in cac_phan %}",), "office-template-tag", "lap"),
        (("{{ co_quan|hoa }}",), "office-template-tag", "hoa"),
        (("{{ nam + co_quan }}",), "office-template-failed", "unsupported"),
        (("{{ nam / 0 }}",), "office-template-failed", "zero"),
        (("{{ co_quan.__class__.__mro__ }}",), "office-template-failed", "__class__"),
    ],
)
def test_a_wrong_tag_is_named_with_what_was_found(
    tmp_path: Path, paragraphs: tuple[str, ...], code: str, told: str
) -> None:
    with pytest.raises(OfficeError) as stopped:
        letter(REAL, own(tmp_path, *paragraphs))
    assert stopped.value.code == code
    assert told in str(stopped.value.values.get("found", stopped.value.values.get("told")))
    if code == "office-template-unknown":
        listed = str(stopped.value.values["known"])
        assert all(f"  {name}" in listed for name in PLACEHOLDERS)
        assert "cac_phan: so, tieu_de, cac_doan" in listed


def test_a_tag_in_the_wrong_place_is_told_instead_of_losing_text(tmp_path: Path) -> None:
    mine = own(tmp_path, "{% if not nam %}", row=("{% endif %}",))
    with pytest.raises(OfficeError) as stopped:
        letter(REAL, mine)
    assert stopped.value.code == "office-template-structure"


def test_sample_data_wants_a_place_for_its_notice(tmp_path: Path) -> None:
    with pytest.raises(OfficeError) as stopped:
        letter(REPORT, own(tmp_path, "{{ co_quan }}"))
    assert (stopped.value.code, stopped.value.values["name"]) == ("office-template-no-notice", "thong_bao_mau")


def macros(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("word/vbaProject.bin", b"x")


def macro_type(path: Path) -> None:
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            target.writestr(
                name, source.read(name).replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            )


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as zipped:
        for number in range(11):
            zipped.writestr(f"word/media/{number}.bmp", bytes(letter_template.LARGEST_UNPACKED // 10))


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("mimetype", "application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Path.unlink, "office-template-missing"),
        (lambda path: path.write_bytes(b""), "office-template-not-docx"),
        (lambda path: path.write_text("Kính gửi {{ don_vi }}"), "office-template-not-docx"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "office-template-not-docx"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "office-template-old-word"),
        (lambda path: path.write_bytes(bytes(letter_template.LARGEST + 1)), "office-template-too-large"),
        (other_zip, "office-template-not-docx"),
        (macros, "office-template-macros"),
        (macro_type, "office-template-macros"),
        (bomb, "office-template-too-large"),
    ],
)
def test_what_is_no_plain_docx_is_refused(tmp_path: Path, change: Callable[[Path], object], code: str) -> None:
    mine = own(tmp_path, "{{ don_vi }}")
    change(mine)
    with pytest.raises(OfficeError) as stopped:
        letter(REAL, mine)
    assert stopped.value.code == code


TAGS = (
    "{%p endfor %}", "{%p for x in cac_phan %}", "{%tr endfor %}", "{%tr for x in cac_phan %}", "{%tc for x in cac_phan %}",
    "{%p if nam %}", "{%p endif %}", "{%- if nam -%}", "{{p co_quan }}", "{{r co_quan }}", "{{ cac_bang[0].bang }}",
    "{{p cac_bang[0].bang }}", "{{ cac_bang[9].bang }}", "{% colspan x %}", "{% cellbg x %}", "{% vm %}", "{% hm %}", "{#p x #}",
    "{% include 'x' %}", "{% extends 'x' %}", "{% raw %}", "{% macro x() %}", "{{ range(9999999) }}", "{{ noi_nhan() }}",
    "{{ '<w:p>'|safe }}", "{{ loop.index }}", "{{%", "%}}", "{_{", "&",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(TAGS), st.booleans()), min_size=1, max_size=3))
def test_no_tag_in_any_place_ends_in_anything_but_a_letter_or_a_message(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str, bool]]
) -> None:
    document = docx.Document(str(TEMPLATE))
    places = list(document.element.body.iter(qn("w:t")))
    for number, tag, instead in changes:
        place = places[number % len(places)]
        place.text = tag if instead else f"{place.text or ''}{tag}"
    path = tmp_path_factory.mktemp("mau") / "mau.docx"
    document.save(str(path))
    try:
        assert opened(letter(REPORT, path)).sections
    except OfficeError as error:
        assert error.code.startswith("office-template-")  # noqa: PT017
