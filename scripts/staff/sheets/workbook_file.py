"""A workbook as the same bytes for the same content: openpyxl writes the time of saving into it."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl

_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_WHEN = rb"\g<1>2023-01-01T00:00:00Z\2"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(book: openpyxl.Workbook) -> bytes:
    """The file of a workbook, without times."""
    saved, plain = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as read, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            data = read.read(name)
            if name == "docProps/core.xml":
                data = _MADE.sub(_WHEN, data)
            written.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return plain.getvalue()
