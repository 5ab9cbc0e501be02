"""A pickle on disk that is believed only when whole and made by this very code: a cache, never a source."""

from __future__ import annotations

import hashlib
import os
import pickle
import secrets
import sys
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

from nhandao.workers import Later


class _Kept(NamedTuple):
    """What this process last read or wrote of one store. Nobody changes a kept value."""

    base_id: str
    changes_id: str
    base: dict[str, Any]
    values: dict[str, Any]


_kept: dict[Path, _Kept] = {}
"""By file: a builder that goes on running does not unpickle the same thing again."""

_writing: dict[Path, Later[bool]] = {}
"""Files that another process is writing out while this one goes on."""

_DELTA_SHARE = 20
"""Changes are kept in a small second file until they are more than one in this many of all values."""


def read(store: Path, version: str) -> dict[str, Any]:
    """The values `write` kept, by name; nothing when they are missing, of another version, or damaged in any way."""
    settle(store)
    kept = _kept.get(store)
    if kept is None or _id(store, version) != kept.base_id:
        base_id, base = _whole(store, version)
        if not base_id:
            return {}
        kept = _Kept(base_id, "", base, base)
    if _id(_changes(store), version + kept.base_id) != kept.changes_id:
        changes_id, changes = _whole(_changes(store), version + kept.base_id)
        merged = {name: value for name, value in (kept.base | changes).items() if value is not None}
        kept = kept._replace(changes_id=changes_id, values=merged)
    _kept[store] = kept
    return kept.values


def write(store: Path, version: str, values: dict[str, Any], cores: int) -> None:
    """Keep values by name (none of them ``None``), all or nothing.

    When few differ from what this process read before, only those are written; else all, with more than one of `cores`
    by another process, and `settle` waits for it. A cache that cannot be kept costs time, nothing else, so errors pass
    silently.
    """
    settle(store)
    kept = _kept.get(store)
    identity = secrets.token_hex(8)
    if kept is not None:
        base = kept.base
        changes = {name: value for name, value in values.items() if base.get(name) is not value}
        changes |= dict.fromkeys(base.keys() - values.keys())
        if len(changes) * _DELTA_SHARE < len(base):
            if _replace(_changes(store), version + kept.base_id, identity, changes):
                _kept[store] = kept._replace(changes_id=identity, values=values)
            return
    _writing[store] = Later(partial(_replace, store, version, identity, values), cores)
    _kept[store] = _Kept(identity, "", values, values)


def settle(store: Path | None = None) -> None:
    """Wait until a store, or every store, is written."""
    for file in list(_writing) if store is None else [store]:
        later = _writing.pop(file, None)
        if later is None:
            continue
        try:
            written = later.result()
        except RuntimeError:
            written = False
        if not written:
            del _kept[file]


def _changes(store: Path) -> Path:
    return store.with_suffix(".changes")


def _head(version: str, identity: str) -> bytes:
    version_id = hashlib.blake2b(version.encode(), digest_size=16).hexdigest()
    return f"{version_id} {identity} ".encode()


def _id(file: Path, version: str) -> str:
    """Identity that the first line of a file of this version names; empty for any other file, or none."""
    try:
        with open(file, "rb") as content:
            head = content.readline(200)
    except OSError:
        return ""
    identity = head.split(b" ")[1].decode("ascii", "replace") if head.count(b" ") == 2 else ""
    return identity if head.startswith(_head(version, identity)) else ""


def _whole(file: Path, version: str) -> tuple[str, dict[str, Any]]:
    """Identity and values of a file that is whole and of this version; empty otherwise."""
    identity = _id(file, version)
    if not identity:
        return "", {}
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return "", {}
    start = bytes(data[:200]).find(b"\n") + 1
    payload = data[start:]
    if bytes(data[:start]) != _first_line(version, identity, payload):
        return "", {}
    return identity, pickle.loads(payload)


def _first_line(version: str, identity: str, payload: bytes | memoryview) -> bytes:
    return _head(version, identity) + hashlib.blake2b(payload, digest_size=16).hexdigest().encode() + b"\n"


def _replace(file: Path, version: str, identity: str, values: dict[str, Any]) -> bool:
    """Write a file under a temporary name and put it in place; whether that was possible."""
    payload = pickle.dumps(values, protocol=5)
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as content:
            content.write(_first_line(version, identity, payload))
            content.write(payload)
        os.replace(temporary, file)
    except OSError:
        temporary.unlink(missing_ok=True)
        return False
    return True


def name(kind: str, folder: Path) -> str:
    """File name of the cache of a data folder: one for each place it was found at."""
    return f"{kind}-{hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()}.pickle"


@cache
def code_version(*packages: str) -> str:
    """Changes with any line of the named packages of this project and with the Python they run on."""
    digest = hashlib.blake2b(f"{sys.version}{pydantic.VERSION}".encode(), digest_size=16)
    root = Path(__file__).resolve().parent
    for package in packages:
        for module in sorted((root / package).glob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()
