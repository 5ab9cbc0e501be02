"""What can be written in the form editor, and where it lies: the editor's own names never become paths of files.

The editor knows an entry as ``<collection>/<slug>.json``, in a layout that exists nowhere else. From that only a kind
and a checked code are taken; where the record's file lies follows from the record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nhandao.records.address import Address
from nhandao.records.codes import is_code
from nhandao.records.lines import Handover
from nhandao.records.organisation import Organisation
from nhandao.records.record import Record


@dataclass(frozen=True)
class Kind:
    """A kind of record that has a form."""

    collection: str
    model: type[Record]
    identifier: str
    """Field that names the record for good."""
    append_only: bool = False
    """Whether what was published is never edited: a correction is a new line that takes the old one back."""

    def slug_of(self, identity: str) -> str:
        """The editor writes slugs in small letters."""
        return identity.lower()

    def identity(self, slug: str) -> str | None:
        """Code or id of the record a slug stands for; ``None`` when it is none."""
        if self.model is Address:
            code = slug.upper()
            return code if code.startswith("DC") and is_code(code) and slug == slug.lower() else None
        shape = r"[a-z0-9]+-[a-z0-9_-]{1,80}" if self.model is Handover else r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*"
        return slug if re.fullmatch(shape, slug, re.ASCII) else None


ADDRESSES = Kind("addresses", Address, "code")
KINDS: tuple[Kind, ...] = (
    ADDRESSES,
    Kind("organisations", Organisation, "id"),
    Kind("handovers", Handover, "id", append_only=True),
)

_PATH = re.compile(r"([a-z]+)/([a-z0-9_-]{1,100})\.json", re.ASCII)
_PHOTOS = re.compile(r"/?photos/([A-Za-z0-9]{1,20})", re.ASCII)


def kind_of(collection: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.collection == collection), None)


def entry_of(path: str) -> tuple[Kind, str] | None:
    """Kind and slug of an entry by the editor's path; ``None`` for any other text."""
    found = _PATH.fullmatch(path)
    kind = kind_of(found[1]) if found else None
    if found is None or kind is None or kind.identity(found[2]) is None:
        return None
    return kind, found[2]


def address_of_photos(folder: str) -> str | None:
    """Code of the address whose photos the editor asks for; ``None`` for any other folder."""
    found = _PHOTOS.fullmatch(folder)
    code = found[1].upper() if found else ""
    return code if code.startswith("DC") and is_code(code) else None


def photo_path(path: str) -> str | None:
    """Where a photo the editor asks for lies below the data folder; ``None`` for any other path."""
    folder, _, name = path.rpartition("/")
    code = address_of_photos(folder)
    return f"photos/{code}/{name}" if code is not None and name else None


def shown_photo(path: str) -> str:
    """A photo's path as the editor writes it: in small letters, like its own."""
    folder, _, name = path.rpartition("/")
    return f"{folder.lower()}/{name}"


def photo_folder(record: Record) -> str | None:
    """Folder of a record's photos below the data folder; ``None`` for kinds that have none."""
    return f"photos/{record.code}/" if isinstance(record, Address) else None
