"""Whether a zip file from outside is safe to unpack."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Literal

MOST_UNPACKED = 200 * 1024 * 1024
_MOST_PARTS = 500
_XML = (".xml", ".rels", ".vml")


def unsafe(data: bytes) -> Literal["too-big", "locked", "broken"] | None:
    """Why an office file must not be opened: it would unpack to more than 200 MB, is encrypted, is damaged, or has XML
    with definitions of its own, which could name other files or grow without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                return "too-big"
            if any(part.flag_bits & 1 for part in parts):
                return "locked"
            for part in parts:
                if not part.filename.endswith(_XML):
                    continue  # pictures hold any bytes
                with archive.open(part) as opened:
                    start = opened.read(2048)
                if b"<!" in start.replace(b"<!--", b"") or start.startswith((b"\xff\xfe", b"\xfe\xff")):
                    return "broken"
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        return "broken"
    return None
