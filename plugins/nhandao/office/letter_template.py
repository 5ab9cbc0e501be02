"""Reading a template of letters with suspicion: what is not a plain DOCX with whole tags is named before it is used."""

from __future__ import annotations

import io
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from nhandao.office.problem import OfficeError

LARGEST: Final = 10_000_000  # bytes of a template; a letterhead with a large emblem has less than one million
LARGEST_UNPACKED: Final = 100_000_000

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a DOCX with a password begins with
_WORDS: Final = re.compile(r"/word/(document|header\d*|footer\d*|footnotes)\.xml")
_MARKS: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_UNREADABLE: Final = (
    BadZipFile,
    zlib.error,
    OpcError,
    KeyError,
    ValueError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
)
"""What zip, package and XML of a file that is something else, or damaged, or locked with a password end in."""
_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}


def read(path: Path) -> bytes:
    """The bytes of a template that can be opened and has no broken tag.

    Raises:
        OfficeError: it is missing, too large, no DOCX, has macros, or a tag in it is not closed.
        OSError: the system refused.
    """
    if not path.is_file():
        raise OfficeError("office-template-missing", path=path)
    if path.stat().st_size > LARGEST:
        raise OfficeError("office-template-too-large", path=path, most=LARGEST // 1_000_000)
    content = path.read_bytes()
    _check(content, path)
    return content


@lru_cache(maxsize=4)
def _check(content: bytes, path: Path) -> None:
    """What `read` raises, looked for once in each content."""
    if content.startswith(_OLD_WORD):
        raise OfficeError("office-template-old-word", path=path)
    try:
        with ZipFile(io.BytesIO(content)) as zipped:
            if sum(entry.file_size for entry in zipped.infolist()) > LARGEST_UNPACKED:
                raise OfficeError("office-template-too-large", path=path, most=LARGEST // 1_000_000)
            types = zipped.read("[Content_Types].xml").decode(errors="replace")
            macros = [name for name in zipped.namelist() if name.lower().endswith("vbaproject.bin")]
        if macros or "macroenabled" in types.lower():
            raise OfficeError("office-template-macros", path=path)
        package = docx.Document(io.BytesIO(content)).part.package
        paragraphs = list(_paragraphs(package)) if package else []
    except _UNREADABLE as error:
        raise OfficeError("office-template-not-docx", path=path) from error
    for text in paragraphs:
        if not _whole(text):
            raise OfficeError("office-template-tag", path=path, told=text if len(text) <= 120 else text[:119] + "…")


def _paragraphs(package: OpcPackage) -> list[str]:
    """Texts of all paragraphs of body, headers, footers and footnotes."""
    parts = [part for part in package.iter_parts() if _WORDS.fullmatch(str(part.partname))]
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for part in parts
        for paragraph in parse_xml(part.blob).iter(qn("w:p"))
    ]


def _whole(text: str) -> bool:
    """Whether each tag that begins in a paragraph ends in it, and none ends that did not begin."""
    wanted = ""
    for mark in _MARKS.findall(text):
        if wanted:
            if mark != wanted:
                return False
            wanted = ""
        elif mark in _CLOSING:
            wanted = _CLOSING[mark]
        else:
            return False
    return not wanted
