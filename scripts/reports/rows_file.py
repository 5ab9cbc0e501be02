"""Rows of a workbook or CSV file, found by the words of their header."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from scripts.messages import Stop
from scripts.zip_file import unsafe

Row = tuple[str, dict[str, Any]]
"""Place of a row in the file ("dòng 7"), and its values by key."""

_UNSAFE = {"too-big": "quá lớn / too big", "locked": "có mật khẩu / locked", "broken": "tệp hỏng / damaged"}
_HEADER_WITHIN = 20
_MOST = 20_000


def rows_of(path: Path, headings: Mapping[str, str], identity: str, needed: Collection[str]) -> Iterator[Row]:
    """Every row that has a value under the key `identity`.

    Args:
        headings: key by the heading that stands above its column; other columns are left alone.
        needed: further keys without which a table is not the one looked for.

    Raises:
        Stop: no such file, not one that can be read, or no such table in it.
    """
    if not path.is_file():
        raise Stop(1, "no-such-file", path=path)
    for lines in _tables(path):
        columns: dict[int, str] = {}
        for number, line in enumerate(lines, 1):
            if number > _MOST:
                raise Stop(1, "rows-too-many", path=path, most=_MOST)
            if not columns:
                found = {at: headings[word] for at, value in enumerate(line) if (word := _word(value)) in headings}
                if {identity, *needed} <= set(found.values()):
                    columns = found
                elif number > _HEADER_WITHIN:
                    break
                continue
            values = {key: line[at] for at, key in columns.items() if at < len(line)}
            if _word(values.get(identity)):
                yield f"dòng {number}", values
        if columns:
            return
    raise Stop(1, "rows-none", path=path, needed=", ".join((identity, *needed)))


def _word(value: Any) -> str:
    return str(value).strip() if value is not None else ""


def _tables(path: Path) -> Iterator[Iterator[tuple[Any, ...]]]:
    if path.suffix == ".csv":
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Stop(1, "submit-unreadable", path=path, told=error) from None
        delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        yield (tuple(line) for line in csv.reader(io.StringIO(text), delimiter=delimiter))
        return
    if path.suffix != ".xlsx":
        raise Stop(1, "rows-ending", path=path)
    with workbook_of(path) as book:
        for sheet in book.worksheets:
            yield sheet.iter_rows(values_only=True)


@contextmanager
def workbook_of(path: Path) -> Iterator[Any]:
    """A workbook to read values from. Raises Stop for one that cannot, or should not, be opened."""
    data = path.read_bytes()
    if (reason := unsafe(data)) is not None:
        raise Stop(1, "submit-unreadable", path=path, told=_UNSAFE[reason])
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Stop(1, "submit-unreadable", path=path, told=error) from None
    try:
        yield book
    finally:
        book.close()
