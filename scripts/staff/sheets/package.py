"""Inside an .xlsx file: which sheets there are, which rows and columns are hidden, which cells are merged.

Read straight from the parts of the file and only as far as the limit of rows, so that a sheet of any length costs
little time and memory. Values are left to openpyxl.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import NamedTuple
from xml.etree import ElementTree

from scripts.messages import Stop
from scripts.zip_file import unsafe

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 5_000
"""Rows with something in them that one sheet may have, heading and title lines included."""

_LAST_ROW = 10 * MOST_ROWS
"""A sheet with something below this row is as good as too long: programs fill the gap with empty rows."""

_MACROS = re.compile(r"(^|/)vbaProject\.bin$", re.IGNORECASE)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?", re.ASCII)


class Merged(NamedTuple):
    """A block of cells made one; rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Sheet(NamedTuple):
    """What a sheet is like beside its values."""

    name: str
    hidden: bool
    too_long: bool
    last_row: int
    """The last row with something in it."""
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[Merged, ...]


def sheets(data: bytes) -> list[Sheet]:
    """All sheets in their order. Raises Stop for what is no workbook, or none that is safe to open."""
    if unsafe_for := unsafe(data):
        raise Stop(1, f"import-file-{unsafe_for}", most=MOST_BYTES // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(_MACROS.search(name) for name in names):
                raise Stop(1, "import-macros")
            if "mimetype" in names or _WORKBOOK not in names:
                raise Stop(1, "import-no-workbook")
            return [_sheet(archive, *entry) for entry in _listed(archive)]
    except (ElementTree.ParseError, KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError, zlib.error):
        raise Stop(1, "import-file-broken") from None


def _listed(archive: zipfile.ZipFile) -> list[tuple[str, bool, str]]:
    """Name of each sheet, whether it is hidden, and its part."""
    targets = {
        relation.attrib["Id"]: posixpath.normpath(posixpath.join("/xl", relation.attrib["Target"])).lstrip("/")
        for relation in ElementTree.fromstring(archive.read(_RELATIONS))
    }
    found = []
    for element in ElementTree.fromstring(archive.read(_WORKBOOK)).iter():
        if _local(element.tag) == "sheet":
            relation = next(value for name, value in element.attrib.items() if _local(name) == "id")
            hidden = element.attrib.get("state", "visible") != "visible"
            found.append((element.attrib["name"], hidden, targets[relation]))
    return found


def _sheet(archive: zipfile.ZipFile, name: str, hidden: bool, part: str) -> Sheet:
    rows: set[int] = set()
    columns: set[int] = set()
    merged: list[Merged] = []
    filled = number = last = 0
    with archive.open(part) as opened:
        for event, element in ElementTree.iterparse(opened, ("start", "end")):
            tag = _local(element.tag)
            if tag == "sheetData" and event == "start":
                data = element
            elif tag == "row" and event == "end":
                number = int(element.attrib.get("r", number + 1))
                if any(len(cell) for cell in element):
                    filled += 1
                    last = number
                    if _on(element.attrib.get("hidden")):
                        rows.add(number)
                data.clear()
                if _too_long(filled, last):
                    break
            elif tag == "col" and event == "end" and _on(element.attrib.get("hidden")):
                first, last = int(element.attrib["min"]), int(element.attrib["max"])
                columns |= set(range(first, min(last, 1000) + 1))
            elif tag == "mergeCell" and event == "end":
                merged.append(_merged(element.attrib["ref"]))
    return Sheet(name, hidden, _too_long(filled, last), last, frozenset(rows), frozenset(columns), tuple(merged))


def _too_long(filled: int, last: int) -> bool:
    return filled > MOST_ROWS or last > _LAST_ROW


def _merged(reference: str) -> Merged:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return Merged(
        int(match[2]), _number(match[1]), int(match[4] or match[2]), _number(match[3] or match[1])
    )  # fmt: skip


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _on(value: str | None) -> bool:
    return value in ("1", "true")
