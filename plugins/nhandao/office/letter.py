"""Letters as DOCX out of a template that the office edits in Word: its words and looks, our figures."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from nhandao.office import letter_template
from nhandao.office.paper import Paper, PaperTable, paper
from nhandao.office.problem import OfficeError
from nhandao.office.word_table import word_table
from nhandao.reporting.table import Report

PLACEHOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "co_quan_cap_tren": (),
    "co_quan": (),
    "dia_danh": (),
    "nam": (),
    "loai_van_ban": (),
    "trich_yeu": (),
    "don_vi": (),
    "ky_bao_cao": (),
    "cac_phan": ("so", "tieu_de", "cac_doan"),
    "cac_bang": ("tieu_de", "don_vi_tinh", "bang", "ghi_chu"),
    "cac_phu_luc": ("tieu_de", "don_vi_tinh", "bang", "ghi_chu"),
    "tong_tri_gia": (),
    "tong_bang_chu": (),
    "noi_nhan": (),
    "nguon_so_lieu": (),
    "thong_bao_mau": (),
}
"""What a template may ask for. Those with parts are lists, to be gone through with {%p for … in … %}; `bang` is a whole
table, asked for by {{p … }} in a paragraph of its own."""

NOTICE: Final = "thong_bao_mau"


def letter(report: Report, template: Path) -> bytes:
    """The report as a letter; the same report and template give the same bytes.

    Raises:
        OfficeError: the template is missing, is no DOCX, has macros, or asks for what there is not.
    """
    content = letter_template.read(template)
    _check_placeholders(content, template, needs_notice=bool(report.sample_notice))
    form = _Form(io.BytesIO(content))
    said = paper(report)
    tables: list[PaperTable] = []
    try:
        form.render(_values(said, tables), _environment())
    except UndefinedError as error:
        raise _unknown(template, [str(error)]) from error
    except SyntaxError as error:
        raise OfficeError("office-template-structure", path=template, told=error) from error
    except Exception as error:  # the office's own expressions were run, and may fail in any way
        raise OfficeError("office-template-failed", path=template, told=error) from error
    _drop_empty_end(form.docx)
    _describe(form.docx, report)
    return _packed(form.docx, tables)


class _Form(DocxTemplate):  # type: ignore[misc]  # the library has no types
    def build_xml(self, context: Any, jinja_env: Any = None) -> Any:
        """The library mends broken XML by leaving out what it cannot place: better to say so. Raises SyntaxError."""
        xml = super().build_xml(context, jinja_env)
        parse_xml(xml)
        return xml

    def patch_xml(self, xml: str) -> str:
        return _patched(xml)


@lru_cache(maxsize=16)
def _patched(xml: str) -> str:
    """The XML of a part with its tags as Jinja reads them: the same for every letter of a template."""
    found: str = DocxTemplate.patch_xml(DocxTemplate(io.BytesIO()), xml)
    return found


class _Environment(SandboxedEnvironment):
    @lru_cache(maxsize=64)  # noqa: B019 - there is one environment as long as the program runs
    def from_string(self, source: Any, *more: Any) -> Template:  # type: ignore[override]
        """Each part of a template is compiled once, however many letters are written with it."""
        return super().from_string(source, *more)


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    return _Environment(autoescape=True, undefined=_Named)


class _Named(StrictUndefined):
    """A missing value whose error says nothing but its name."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


def _values(paper: Paper, tables: list[PaperTable]) -> dict[str, object]:
    """What the placeholders stand for. Of each table it is a mark; the table itself comes into `tables`."""
    return {
        "co_quan_cap_tren": paper.issuer_above,
        "co_quan": paper.issuer,
        "dia_danh": paper.place,
        "nam": paper.year,
        "loai_van_ban": paper.kind,
        "trich_yeu": paper.subject,
        "don_vi": paper.unit,
        "ky_bao_cao": paper.period,
        "cac_phan": [
            {"so": section.number, "tieu_de": section.heading, "cac_doan": section.paragraphs}
            for section in paper.sections
        ],
        "cac_bang": [_table(table, tables) for table in paper.tables],
        "cac_phu_luc": [_table(table, tables) for table in paper.annex],
        "tong_tri_gia": paper.total,
        "tong_bang_chu": paper.total_words,
        "noi_nhan": paper.recipients,
        "nguon_so_lieu": paper.origin,
        "thong_bao_mau": paper.sample_notice,
    }


def _table(table: PaperTable, tables: list[PaperTable]) -> dict[str, object]:
    tables.append(table)
    mark = Markup(f"<?{_MARK} {len(tables) - 1}?>")  # a number between our own words
    return {"tieu_de": table.title, "don_vi_tinh": table.unit, "bang": mark, "ghi_chu": table.notes}


_MARK: Final = "nhandao-table"
"""A processing instruction of this name stands where a table goes until all else is done: most of a letter is tables,
which nothing has to be looked for in. No text can be taken for one, as < is escaped in texts."""


@lru_cache(maxsize=4)
def _check_placeholders(content: bytes, template: Path, *, needs_notice: bool) -> None:
    """Once for each template; raises OfficeError for a tag that is broken and for names that mean nothing."""
    try:
        names = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(_environment())
    except TemplateSyntaxError as error:
        raise OfficeError("office-template-tag", path=template, told=error.message) from error
    except TemplateError as error:
        raise OfficeError("office-template-failed", path=template, told=error) from error
    if unknown := sorted(names - PLACEHOLDERS.keys()):
        raise _unknown(template, unknown)
    if needs_notice and NOTICE not in names:
        raise OfficeError("office-template-no-notice", path=template, name=NOTICE)


def _unknown(template: Path, names: list[str]) -> OfficeError:
    found = ", ".join(f"{{{{ {name} }}}}" for name in names)
    return OfficeError("office-template-unknown", path=template, found=found, known=known_placeholders())


def known_placeholders() -> str:
    """All placeholders, one to a line, lists with their parts."""
    return "\n".join("  " + (f"{name}: {', '.join(parts)}" if parts else name) for name, parts in PLACEHOLDERS.items())


def _drop_empty_end(document: Document) -> None:
    """Leave out a last section in which nothing stands: the annex of a report without wide tables."""
    body = document.element.body
    ends = [p for p in body.iterchildren(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    if not ends:
        return
    after = [element for element in ends[-1].itersiblings() if element.tag != qn("w:sectPr")]
    if any(element.tag != qn("w:p") or "".join(element.itertext()).strip() for element in after):
        return
    for element in after:
        body.remove(element)
    section = ends[-1].find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    body.replace(body.find(qn("w:sectPr")), section)
    if not "".join(ends[-1].itertext()).strip():
        body.remove(ends[-1])


def _describe(document: Document, report: Report) -> None:
    """What programs show about the file: nothing of the machine, the hour or who edited the template."""
    properties = document.core_properties
    day = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC).replace(tzinfo=None)
    properties.title, properties.subject = report.title[:255], report.period_name[:255]
    properties.author = properties.last_modified_by = report.issuer[:255]
    properties.created = properties.modified = day
    properties.comments = properties.keywords = ""
    properties.revision = 1
    properties.language = "vi-VN"


def _packed(document: Document, tables: Sequence[PaperTable]) -> bytes:
    """The document with its tables as a zip without the hour in it."""

    def table(mark: re.Match[bytes]) -> bytes:
        return word_table(tables[int(mark[1])]).encode()

    package = document.part.package
    assert package is not None
    unpacked = _Unpacked()
    PackageWriter._write_content_types_stream(unpacked, package.parts)  # type: ignore[no-untyped-call]
    PackageWriter._write_pkg_rels(unpacked, package.rels)  # type: ignore[no-untyped-call]
    PackageWriter._write_parts(unpacked, package.parts)
    packed = io.BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in unpacked.entries:
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # the same wherever this runs
            target.writestr(entry, _MARKS.sub(table, content), ZIP_DEFLATED)
    return packed.getvalue()


_MARKS = re.compile(rb"<\?%s (\d+)\?>" % _MARK.encode())


class _Unpacked(PhysPkgWriter):
    """Takes what the library writes into a zip of its own, in its order: packed twice, letters take twice as long."""

    def __new__(cls) -> Self:
        return object.__new__(cls)  # its parent makes a writer of zips instead

    def __init__(self) -> None:
        self.entries: list[tuple[str, bytes]] = []

    def write(self, uri: PackURI, content: bytes) -> None:
        self.entries.append((uri.membername, content))
