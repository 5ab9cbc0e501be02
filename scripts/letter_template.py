"""Makes the template of letters that offices begin with: `theme/office/letter.docx`, in the layout of Decree
30/2020/NĐ-CP, annex I. To make it again:

    python -m scripts.letter_template
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from scripts.folders import THEME

TEMPLATE = THEME / "office" / "letter.docx"

FONT = "Times New Roman"
CENTER, LEFT, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_LEFT_BLOCK, _RIGHT_BLOCK = Mm(66), Mm(94)  # of 160 mm between the margins


def make() -> bytes:
    """The template, the same bytes each time."""
    document = Document()
    _set_styles(document)
    _set_page(document.sections[0])
    _add_heads(document)
    _add_subject(document)
    _add_text(document)
    _add_signature(document)
    _add_annex(document)
    _drop_unused(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "Mẫu báo cáo", "", ""
    properties.last_modified_by = ""
    properties.created = properties.modified = datetime(2023, 1, 1)  # noqa: DTZ001  # a file of no particular day
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            target.writestr(entry, source.read(name), ZIP_DEFLATED, 9)
    return packed.getvalue()


def _drop_unused(document: Any) -> None:
    """Leave out what the library begins every document with and this one has no use for: the picture of another
    document, and eight hundred kilobytes of styles, which each letter would be read and packed with again."""
    for rels in (document.part.package.rels, document.part.rels):
        for name, rel in list(rels.items()):
            if rel.reltype.rpartition("/")[2] in ("thumbnail", "stylesWithEffects", "customXml"):
                del rels[name]
    styles = document.styles.element
    parts = [document.element, *(section.header._element for section in document.sections)]
    kept = {style.get(qn("w:styleId")) for style in styles.style_lst if style.get(qn("w:default"))}
    kept |= {"Header", "Footer", "ListParagraph", "TableGrid", "Noidung"}
    kept |= {
        one.get(qn("w:val")) for part in parts for one in part.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    for style in list(styles.style_lst):
        if style.get(qn("w:styleId")) not in kept:
            styles.remove(style)
        else:
            for other in list(style.iterchildren(qn("w:link"), qn("w:next"), qn("w:basedOn"))):
                if other.get(qn("w:val")) not in kept:
                    style.remove(other)


def _set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    body = document.styles.add_style("Noi dung", WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    body.paragraph_format.alignment = JUSTIFY
    body.paragraph_format.first_line_indent = Cm(1.27)
    body.paragraph_format.space_before = body.paragraph_format.space_after = Pt(6)
    heading = document.styles["Heading 1"]
    _font(heading, 14)
    heading.font.bold, heading.font.color.rgb = True, RGBColor(0, 0, 0)
    heading.paragraph_format.first_line_indent = Cm(1.27)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(6)
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), "vi-VN")


def _font(style: Any, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _set_page(section: Any) -> None:
    """A4; margins of annex I: top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm. The page number stands in the
    middle above the text, not on the first page."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    _field(number.add_run(), "PAGE")
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        _tag(footer.paragraphs[0], "{%p if thong_bao_mau %}")
        _line(footer, "{{ thong_bao_mau }}", size=10, bold=True)
        _line(footer, "{%p endif %}", size=10)
        _line(footer, "{{ nguon_so_lieu }}", size=10, italic=True)


def _add_heads(document: Any) -> None:
    table = _blocks(document)
    left, right = table.rows[0].cells
    _line(left, "{{ co_quan_cap_tren|upper }}", size=12, first=True)
    _line(left, "{{ co_quan|upper }}", size=12, bold=True)
    _rule(left, indent=Mm(21))
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right, indent=Mm(20))
    left, right = table.add_row().cells
    _line(left, "Số:          /BC-……", size=13, first=True)
    _line(right, "{{ dia_danh }}, ngày …… tháng …… năm {{ nam }}", size=13, italic=True, first=True)


def _add_subject(document: Any) -> None:
    _line(document, "{{ loai_van_ban|upper }}", bold=True, before=18)
    _line(document, "{{ trich_yeu }}", bold=True)
    _line(document, "{{ don_vi }}, {{ ky_bao_cao }}", bold=True)
    _rule(document, indent=Mm(55))


def _add_text(document: Any) -> None:
    _line(document, "{%p for phan in cac_phan %}", align=LEFT)
    document.add_paragraph("{{ phan.so }}. {{ phan.tieu_de }}", style="Heading 1")
    _line(document, "{%p for doan in phan.cac_doan %}", align=LEFT)
    document.add_paragraph("{{ doan }}", style="Noi dung")
    _line(document, "{%p endfor %}", align=LEFT)
    _line(document, "{%p endfor %}", align=LEFT)
    document.add_paragraph(
        "Tổng trị giá trợ giúp trong kỳ: {{ tong_tri_gia }} đồng (Bằng chữ: {{ tong_bang_chu }}).", style="Noi dung"
    )
    _add_tables(document, "cac_bang")
    _line(document, "{%p if cac_phu_luc %}", align=LEFT)
    annexed = document.add_paragraph("Số liệu chi tiết: phụ lục kèm theo.", style="Noi dung")
    annexed.paragraph_format.keep_with_next = True
    _line(document, "{%p endif %}", align=LEFT)


def _add_tables(document: Any, name: str) -> None:
    _line(document, f"{{%p for bieu in {name} %}}", align=LEFT)
    _line(document, "{{ bieu.tieu_de }}", size=13, bold=True, before=12, after=3, keep=True)
    _line(document, "{%p if bieu.don_vi_tinh %}", align=LEFT)
    _line(document, "{{ bieu.don_vi_tinh }}", size=12, italic=True, align=RIGHT, keep=True)
    _line(document, "{%p endif %}", align=LEFT)
    _line(document, "{{p bieu.bang }}", align=LEFT)
    _line(document, "{%p for dong in bieu.ghi_chu %}", align=LEFT)
    _line(document, "{{ dong }}", size=11, italic=True, align=LEFT, before=3, keep=True)
    _line(document, "{%p endfor %}", align=LEFT)
    _line(document, "", size=6, keep=True)  # a signature never stands alone on its page
    _line(document, "{%p endfor %}", align=LEFT)


def _add_signature(document: Any) -> None:
    left, right = _blocks(document).rows[0].cells
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT, first=True, before=12)
    _line(left, "{%p for noi in noi_nhan %}", size=11, align=LEFT)
    _line(left, "- {{ noi }}{% if loop.last %}.{% else %};{% endif %}", size=11, align=LEFT)
    _line(left, "{%p endfor %}", size=11, align=LEFT)
    _line(right, "TM. BAN THƯỜNG VỤ", bold=True, first=True, before=12)
    _line(right, "CHỦ TỊCH", bold=True)
    _line(right, "(Chữ ký, dấu)", size=12, italic=True)
    for _ in range(3):
        _line(right, "")
    _line(right, "………………………………", bold=True)


def _add_annex(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = False
    _line(document, "{%p if cac_phu_luc %}", align=LEFT)
    _line(document, "PHỤ LỤC", bold=True)
    _line(document, "(Kèm theo Báo cáo số        /BC-…… của {{ co_quan }})", size=13, italic=True, after=6)
    _line(document, "{%p endif %}", align=LEFT)
    _add_tables(document, "cac_phu_luc")


def _blocks(document: Any) -> Any:
    """A row of two blocks without lines: what stands left and what stands right."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in zip(table.columns, (_LEFT_BLOCK, _RIGHT_BLOCK), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _line(
    place: Any,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    before: int = 0,
    after: int = 0,
    keep: bool = False,
    first: bool = False,
) -> None:
    """One paragraph; `first`: the one a cell already has; `keep`: on the same page as the next."""
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.keep_with_next = keep
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _tag(paragraph: Any, text: str) -> None:
    paragraph.add_run(text).font.size = Pt(10)


def _rule(place: Any, *, indent: int) -> None:
    """A short line below a heading, in the middle: `indent` from both sides."""
    paragraph = place.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = indent
    layout.line_spacing = Pt(3)
    layout.space_after = Pt(6)
    paragraph.add_run("").font.size = Pt(2)
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _field(run: Any, instruction: str) -> None:
    """A field that Word computes, such as the number of the page."""
    for kind in ("begin", None, "end"):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def main(target: Path = TEMPLATE) -> None:
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(make())


if __name__ == "__main__":
    main()
