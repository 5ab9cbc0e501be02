"""Keys that only this service needs to know: made on first use, kept beside the inbox, readable by nobody else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from scripts.callback import durable

LEAST_BYTES = 32


def own_key(state: Path, name: str, told: str | None) -> bytes:
    """The configured key, or else one of our own that stays the same over restarts.

    Raises ValueError for a configured one that is too short, `OSError`.
    """
    if told is not None:
        if len(told.encode()) < LEAST_BYTES:
            raise ValueError(f"{name} has at least {LEAST_BYTES} characters")
        return told.encode()
    path = state / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    temporary = state / durable.TEMPORARY
    durable.make_folder(temporary)
    made = secrets.token_hex(LEAST_BYTES).encode()
    durable.write_new(temporary, path, made)  # another process may have been first: then its key counts
    os.chmod(path, 0o600)
    durable.sync_folder(state)
    return path.read_bytes()
