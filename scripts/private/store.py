"""The private store: what may never be published, sealed so that the server that writes it cannot read it again.

A folder outside the data and outside git. Every contact is a box of its own, named by the reference of its pledge or by
its ledger line; who has the boxes without the secret key has nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from pydantic import ValidationError

from scripts.private import keys
from scripts.private.contact import Contact
from scripts.private.files import sync_folder, write_new

_HEAD = re.compile(rb"nhandao-box-1 ([0-9a-f]{16})\n")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,119}", re.ASCII)
_LEFT = 3600
"""Seconds after which a file that is not whole belongs to no process any more."""
_STEP = 512
"""Bytes: boxes come in steps of this size, so that the size does not tell how long a message was."""


class UnsafePlace(Exception):
    """The folder would be published or committed: it lies inside the data or inside a git repository."""

    def __init__(self, folder: Path, inside: Path) -> None:
        self.folder, self.inside = folder, inside
        super().__init__(f"{folder} is inside {inside}")

    def text(self, lang: str) -> str:
        words = (
            "thư mục riêng {folder} nằm trong {inside}, nơi được công bố hoặc đưa vào git; hãy chọn chỗ khác",
            "the private folder {folder} is inside {inside}, which is published or committed; choose another place",
        )
        return words[0 if lang == "vi" else 1].format(folder=self.folder, inside=self.inside)


class NotOpened(Exception):
    """A box does not open with this key, or is not whole. Names the box, never what is in it."""


class PrivateStore:
    """Boxes in a folder, which is made with mode 0700.

    Raises UnsafePlace when the folder lies inside one of `published` or inside a git repository.
    """

    def __init__(self, folder: Path, published: tuple[Path, ...] = ()) -> None:
        self.folder = safe_place(folder, published)
        self.boxes = self.folder / "contacts"
        self.public_keys = self.folder / "keys"
        for place in (self.folder, self.boxes, self.public_keys):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self.boxes.glob("*/.*"):  # of a write that was cut off; another process may be at a younger one
            if time.time() - left.stat().st_mtime > _LEFT:
                left.unlink(missing_ok=True)

    def seal(self, contact: Contact, on: date) -> Path:
        """Keep a contact, sealed for the society's key of the year; durable when this returns.

        Raises keys.KeyProblem without a key, FileExistsError when there is a box of that name, OSError when the disk
        takes nothing.
        """
        key = keys.public_key(self.public_keys, on.year)
        sealed = SealedBox(key.key).encrypt(_padded(contact.model_dump_json(exclude_defaults=True).encode()))
        path = self._path(contact.reference, on.year)
        write_new(path, b"nhandao-box-1 %s\n" % key.id.encode() + sealed)
        return path

    def open(self, reference: str, secret: keys.Secret) -> Contact:
        """The contact of a box, for whoever holds the secret key.

        Raises NotOpened, FileNotFoundError.
        """
        content = self._find(reference).read_bytes()
        head = _HEAD.match(content)
        if head is None:
            raise NotOpened(f"{reference}: not a box")
        if head[1].decode() != secret.id:
            raise NotOpened(f"{reference}: sealed for another key")
        try:
            return Contact.model_validate_json(SealedBox(secret.key).decrypt(content[head.end() :]).rstrip(b" "))
        except (CryptoError, ValidationError):
            raise NotOpened(f"{reference}: broken") from None  # the cause would show what is in it

    def references(self) -> Iterator[str]:
        """Names of all boxes."""
        return iter(sorted(path.stem for path in self.boxes.glob("*/*.box") if not path.name.startswith(".")))

    def delete(self, reference: str) -> None:
        """Remove a box. Copies on a backup become unreadable when the secret key of the year is destroyed.

        Raises FileNotFoundError.
        """
        path = self._find(reference)
        path.unlink()
        sync_folder(path.parent)

    def _path(self, reference: str, year: int) -> Path:
        if not _NAME.fullmatch(reference):
            raise ValueError("not the name of a box")
        return self.boxes / str(year) / f"{reference}.box"

    def _find(self, reference: str) -> Path:
        name = self._path(reference, 0).name
        found = next((path for path in self.boxes.glob(f"*/{name}")), None)
        if found is None:
            raise FileNotFoundError(name)
        return found


def safe_place(folder: Path, published: tuple[Path, ...] = ()) -> Path:
    """The folder as a full path. Raises UnsafePlace."""
    place = folder.resolve()
    for other in published:
        if place.is_relative_to(other.resolve()):
            raise UnsafePlace(place, other.resolve())
    for above in (place, *place.parents):
        if (above / ".git").exists() or ((above / "HEAD").is_file() and (above / "objects").is_dir()):
            raise UnsafePlace(place, above)
    return place


def _padded(content: bytes) -> bytes:
    return content + b" " * (-len(content) % _STEP)
