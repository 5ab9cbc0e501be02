"""Files that only their owner reads, and that are there whole or not at all, whatever happens to the machine."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex


def write_new(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 that is on the disk when this returns.

    Raises FileExistsError when there is one of that name; it stays as it is.
    """
    temporary = _written(path, content)
    try:
        os.link(temporary, path)  # unlike a rename, never takes the place of a file that is there
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """The same, in the place of a file that may be there."""
    temporary = _written(path, content)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _written(path: Path, content: bytes) -> Path:
    """A file beside the place of `path` with its content on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{token_hex(6)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    if os.name != "posix":  # Windows has no such call, and needs none
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
