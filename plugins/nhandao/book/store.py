"""A pickle on disk that is believed only when whole and made by this very code: a cache, never a source."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from pathlib import Path
from typing import Any

import pydantic

_remembered: dict[Path, tuple[bytes, Any]] = {}
"""What this process last read or wrote, by file, with the first line of the file then: a builder that goes on running
does not unpickle the same thing again. Nobody changes a kept value."""


def read(store: Path, version: str) -> Any:
    """What `write` kept, or ``None`` when it is missing, of another version, or damaged in any way."""
    try:
        data = store.read_bytes()
    except OSError:
        return None
    head, _, payload = data.partition(b"\n")
    if head != _head(payload, version):
        return None
    kept = _remembered.get(store)
    if kept is None or kept[0] != head:
        kept = _remembered[store] = (head, pickle.loads(payload))
    return kept[1]


def write(store: Path, version: str, value: Any) -> None:
    """Keep a value, all or nothing. A cache that cannot be kept costs time, nothing else, so errors pass silently."""
    payload = pickle.dumps(value, protocol=5)
    head = _head(payload, version)
    temporary = store.with_suffix(f".{os.getpid()}.tmp")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(head + b"\n" + payload)
        os.replace(temporary, store)
        _remembered[store] = (head, value)
    except OSError:
        temporary.unlink(missing_ok=True)


def name(kind: str, folder: Path) -> str:
    """File name of the cache of a data folder: one for each place it was found at."""
    return f"{kind}-{hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=8).hexdigest()}.pickle"


def _head(payload: bytes, version: str) -> bytes:
    return f"{version} {hashlib.blake2b(payload, digest_size=16).hexdigest()}".encode()


def code_version(*packages: str) -> str:
    """Changes with any line of the named packages of this project and with the Python they run on."""
    digest = hashlib.blake2b(f"{sys.version}{pydantic.VERSION}".encode(), digest_size=16)
    root = Path(__file__).resolve().parent.parent
    for package in packages:
        for module in sorted((root / package).glob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()
