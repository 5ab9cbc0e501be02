"""Keys of the private store: a public one that seals, for the server, and a secret one that opens, kept off the server.

Each year has its own pair. When nothing of a year has to be kept any more, destroying its secret key makes every copy
of what was sealed with it unreadable, backups included (Law 91/2025: deletion that cannot be undone).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from nacl.public import PrivateKey, PublicKey

from scripts.private.files import write_new

_PUBLIC, _SECRET = "nhandao-public-key-1", "nhandao-secret-key-1"


class KeyProblem(Exception):
    """A key is missing, broken or lies where others can read it. `code` is a key of `TEXTS`."""

    TEXTS = {
        "key-missing": (
            "chưa có khoá công khai trong {path}; hãy tạo bằng lệnh keys",
            "there is no public key in {path}; make one with the command keys",
        ),
        "key-broken": ("tệp khoá {path} không đọc được", "the key file {path} cannot be read"),
        "key-open": (
            "tệp khoá bí mật {path} có người khác đọc được; hãy đặt quyền 0600",
            "the secret key file {path} can be read by others; set its mode to 0600",
        ),
        "key-exists": ("đã có khoá {path}; không ghi đè", "the key {path} exists already and is not overwritten"),
    }

    def __init__(self, code: str, path: Path) -> None:
        self.code, self.path = code, path
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        return self.TEXTS[self.code][0 if lang == "vi" else 1].format(path=self.path)


@dataclass(frozen=True, slots=True)
class Public:
    """Seals; may be seen by anybody."""

    year: int
    id: str
    key: PublicKey


@dataclass(frozen=True, slots=True)
class Secret:
    """Opens what was sealed with the public key of the same id."""

    year: int
    id: str
    key: PrivateKey = field(repr=False)


def make_pair(public_folder: Path, secret_file: Path, year: int) -> Public:
    """Make the pair of a year: the public key into the folder, the secret one into a file of mode 0600 that belongs on
    a stick in a drawer. Nothing is ever overwritten: a lost secret key loses what was sealed for it.

    Raises KeyProblem when either is there already.
    """
    public_file = public_folder / f"{year}.json"
    for path in (public_file, secret_file):
        if path.exists():
            raise KeyProblem("key-exists", path)
    secret = PrivateKey.generate()
    made = Public(year, _id(secret.public_key), secret.public_key)
    try:
        # The secret key first: a public key without it would seal what nobody can ever open.
        write_new(secret_file, _text(_SECRET, year, made.id, bytes(secret)))
        write_new(public_file, _text(_PUBLIC, year, made.id, bytes(secret.public_key)))
    except FileExistsError as error:
        raise KeyProblem("key-exists", Path(error.filename or secret_file)) from error
    return made


def public_key(folder: Path, year: int) -> Public:
    """The public key to seal with in a year: its own, else the latest before it, so that a new year without a new key
    turns nobody away.

    Raises KeyProblem.
    """
    years = sorted((int(path.stem) for path in folder.glob("*.json") if path.stem.isdigit()), reverse=True)
    fitting = next((known for known in years if known <= year), None)
    if fitting is None:
        raise KeyProblem("key-missing", folder)
    path = folder / f"{fitting}.json"
    year, identity, raw = _read(path, _PUBLIC)
    key = PublicKey(raw)
    if _id(key) != identity or year != fitting:
        raise KeyProblem("key-broken", path)
    return Public(year, identity, key)


def secret_key(path: Path) -> Secret:
    """The secret key of a file that only its owner can read.

    Raises KeyProblem.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise KeyProblem("key-broken", path) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise KeyProblem("key-open", path)
    year, identity, raw = _read(path, _SECRET)
    key = PrivateKey(raw)
    if _id(key.public_key) != identity:
        raise KeyProblem("key-broken", path)
    return Secret(year, identity, key)


def _id(key: PublicKey) -> str:
    return hashlib.blake2b(bytes(key), digest_size=8).hexdigest()


def _text(kind: str, year: int, identity: str, raw: bytes) -> bytes:
    values = {"format": kind, "year": year, "id": identity, "key": base64.b64encode(raw).decode()}
    return (json.dumps(values, indent=1) + "\n").encode()


def _read(path: Path, kind: str) -> tuple[int, str, bytes]:
    try:
        values = json.loads(path.read_bytes())
        raw = base64.b64decode(values["key"], validate=True)
        year, identity = values["year"], values["id"]
    except (OSError, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise KeyProblem("key-broken", path) from error
    if values.get("format") != kind or type(year) is not int or not isinstance(identity, str) or len(raw) != 32:
        raise KeyProblem("key-broken", path)
    return year, identity, raw
