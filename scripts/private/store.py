"""The private store: what may never be published, sealed so that the server that writes it cannot read it again.

A folder outside the data and outside git. Every box is a file of its own: of the contact of a giver, named by the
reference of its pledge or by its ledger line, or of the people of an address, named by its code. Who has the boxes
without the secret key has nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from pydantic import ValidationError

from scripts.private import keys
from scripts.private.contact import Contact
from scripts.private.files import replace, sync_folder, write_new
from scripts.private.identity import Identity
from scripts.private.sealed import Sealed

T = TypeVar("T", bound=Sealed)

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


class Boxes(Generic[T]):
    """Boxes of one kind in a folder, which is made with mode 0700.

    Raises UnsafePlace when the folder lies inside one of `published` or inside a git repository.
    """

    def __init__(self, folder: Path, model: type[T], shelf: str, published: tuple[Path, ...]) -> None:
        self.folder = safe_place(folder, published)
        self.boxes = self.folder / shelf
        self.public_keys = self.folder / "keys"
        self._model = model
        for place in (self.folder, self.boxes, self.public_keys):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in self.boxes.glob("*/.*"):  # of a write that was cut off; another process may be at a younger one
            if time.time() - left.stat().st_mtime > _LEFT:
                left.unlink(missing_ok=True)

    def seal(self, what: T, on: date) -> Path:
        """Keep something, sealed for the society's key of the year; durable when this returns.

        Raises keys.KeyProblem without a key, FileExistsError when there is a box of that name, OSError when the disk
        takes nothing.
        """
        content = self._sealed(what, on)
        if next(self._all(what.reference), None) is not None:
            raise FileExistsError(what.reference)
        path = self._path(what.reference, on.year)
        write_new(path, content)
        return path

    def replace(self, what: T, on: date) -> Path:
        """The same in the place of the box there is; at no moment is there none. Raises keys.KeyProblem, OSError."""
        content = self._sealed(what, on)
        path = self._path(what.reference, on.year)
        replace(path, content)
        for other in self._all(what.reference):
            if other != path:
                other.unlink()
                sync_folder(other.parent)
        return path

    def sealed_for(self, reference: str) -> str:
        """Id of the key a box opens with. Raises NotOpened, FileNotFoundError."""
        return self._head(reference, self._find(reference).read_bytes())[1].decode()

    def _head(self, reference: str, content: bytes) -> re.Match[bytes]:
        head = _HEAD.match(content)
        if head is None:
            raise NotOpened(f"{reference}: not a box")
        return head

    def _sealed(self, what: T, on: date) -> bytes:
        key = keys.public_key(self.public_keys, on.year)
        sealed = SealedBox(key.key).encrypt(_padded(what.model_dump_json(exclude_defaults=True).encode()))
        return b"nhandao-box-1 %s\n" % key.id.encode() + sealed

    def open(self, reference: str, secret: keys.Secret) -> T:
        """What is in a box, for whoever holds the secret key.

        Raises NotOpened, FileNotFoundError.
        """
        content = self._find(reference).read_bytes()
        head = self._head(reference, content)
        if head[1].decode() != secret.id:
            raise NotOpened(f"{reference}: sealed for another key")
        try:
            return self._model.model_validate_json(SealedBox(secret.key).decrypt(content[head.end() :]).rstrip(b" "))
        except (CryptoError, ValidationError):
            raise NotOpened(f"{reference}: broken") from None  # the cause would show what is in it

    def references(self) -> Iterator[str]:
        """Names of all boxes."""
        return iter(sorted({path.stem for path in self.boxes.glob("*/*.box") if not path.name.startswith(".")}))

    def delete(self, reference: str) -> None:
        """Remove a box. Copies on a backup become unreadable when the secret key of the year is destroyed.

        Raises FileNotFoundError.
        """
        self._find(reference)
        for path in self._all(reference):
            path.unlink()
            sync_folder(path.parent)

    def _path(self, reference: str, year: int) -> Path:
        if not _NAME.fullmatch(reference):
            raise ValueError("not the name of a box")
        return self.boxes / str(year) / f"{reference}.box"

    def _all(self, reference: str) -> Iterator[Path]:
        """Every box of that name, the newest first: there are two when putting one in the place of another was cut
        off."""
        name = self._path(reference, 0).name
        return iter(sorted(self.boxes.glob(f"*/{name}"), reverse=True))

    def _find(self, reference: str) -> Path:
        found = next(self._all(reference), None)
        if found is None:
            raise FileNotFoundError(reference)
        return found


class PrivateStore(Boxes[Contact]):
    """How givers can be reached."""

    def __init__(self, folder: Path, published: tuple[Path, ...] = ()) -> None:
        super().__init__(folder, Contact, "contacts", published)


class IdentityStore(Boxes[Identity]):
    """Who the people of the addresses are."""

    def __init__(self, folder: Path, published: tuple[Path, ...] = ()) -> None:
        super().__init__(folder, Identity, "identities", published)


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
