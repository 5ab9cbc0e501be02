"""A pickle on disk that is believed only when whole and made by this very code: a cache, never a source."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pydantic


class _Kept(NamedTuple):
    """What this process last read or wrote of one store. Nobody changes a kept value."""

    base_head: bytes
    delta_head: bytes
    base: dict[str, Any]
    values: dict[str, Any]


_kept: dict[Path, _Kept] = {}
"""By file: a builder that goes on running does not unpickle the same thing again."""

_DELTA_SHARE = 20
"""Changes are kept in a small second file until they are more than one in this many of all values."""


def read(store: Path, version: str) -> dict[str, Any]:
    """The values `write` kept, by name; nothing when they are missing, of another version, or damaged in any way."""
    base_head, base_payload = _whole(store, version)
    if not base_head:
        return {}
    delta_head, delta_payload = _whole(_delta(store), version + base_head.decode())
    kept = _kept.get(store)
    if kept is None or kept.base_head != base_head:
        base: dict[str, Any] = pickle.loads(base_payload)
        kept = _Kept(base_head, b"", base, base)
    if kept.delta_head != delta_head:
        changes = pickle.loads(delta_payload) if delta_head else {}
        merged = {name: value for name, value in (kept.base | changes).items() if value is not None}
        kept = kept._replace(delta_head=delta_head, values=merged)
    _kept[store] = kept
    return kept.values


def write(store: Path, version: str, values: dict[str, Any]) -> None:
    """Keep values by name (none of them ``None``), all or nothing.

    When few differ from what this process read before, only those are written. A cache that cannot be kept costs time,
    nothing else, so errors pass silently.
    """
    kept = _kept.get(store)
    if kept is not None:
        base = kept.base
        changes = {name: value for name, value in values.items() if base.get(name) is not value}
        changes |= dict.fromkeys(base.keys() - values.keys())
        if len(changes) * _DELTA_SHARE < len(base):
            head = _replace(_delta(store), version + kept.base_head.decode(), changes)
            if head:
                _kept[store] = kept._replace(delta_head=head, values=values)
            return
    head = _replace(store, version, values)
    if head:
        _kept[store] = _Kept(head, b"", values, values)


def _delta(store: Path) -> Path:
    return store.with_suffix(".changes")


def _whole(file: Path, version: str) -> tuple[bytes, bytes]:
    """First line and payload of a file that is whole and of this version; empty otherwise."""
    try:
        data = file.read_bytes()
    except OSError:
        return b"", b""
    head, _, payload = data.partition(b"\n")
    return (head, payload) if head == _head(payload, version) else (b"", b"")


def _replace(file: Path, version: str, value: Any) -> bytes:
    """Write a file under a temporary name and put it in place; its first line, empty when that was not possible."""
    payload = pickle.dumps(value, protocol=5)
    head = _head(payload, version)
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(head + b"\n" + payload)
        os.replace(temporary, file)
    except OSError:
        temporary.unlink(missing_ok=True)
        return b""
    return head


def name(kind: str, folder: Path) -> str:
    """File name of the cache of a data folder: one for each place it was found at."""
    return f"{kind}-{hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()}.pickle"


def _head(payload: bytes, version: str) -> bytes:
    version_id = hashlib.blake2b(version.encode(), digest_size=16).hexdigest()
    return f"{version_id} {hashlib.blake2b(payload, digest_size=16).hexdigest()}".encode()


def code_version(*packages: str) -> str:
    """Changes with any line of the named packages of this project and with the Python they run on."""
    digest = hashlib.blake2b(f"{sys.version}{pydantic.VERSION}".encode(), digest_size=16)
    root = Path(__file__).resolve().parent.parent
    for package in packages:
        for module in sorted((root / package).glob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()
