"""Files that are still there after the power went: what must reach the disk, in which order.

A file is on disk after its own fsync; its name is on disk after an fsync of the folder. No step here relies on more
than that: a move is a second name, an fsync of its folder, and only then the end of the first name.

For systems with POSIX files (the service runs on Linux); Windows has no fsync of folders.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TEMPORARY = "temporary"
"""Folder beside the others for files that are being written: nothing in it was ever acknowledged."""

_ABANDONED_SECONDS = 600
_AT_ONCE = 16
"""Files that wait for the disk together: the file system writes them out in one turn of its journal."""

_numbers = itertools.count()


class NotKept(Exception):
    """The disk took nothing (full, read-only, broken): whoever told us must tell it again later."""

    def __init__(self, error: OSError) -> None:
        self.error = error
        super().__init__(error.strerror or str(error))


class Folder:
    """A folder whose names are made durable, for many threads in one go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.Condition()
        self._asked = 0  # names that wait for a turn, counted since the start
        self._done = 0
        self._failed: dict[int, OSError] = {}
        self._busy = False

    def sync(self) -> None:
        """Return when every name that stood in the folder at the call is on disk.

        Threads that come while a turn is under way share the next one. Raises `OSError`.
        """
        with self._turn:
            self._asked += 1
            mine = self._asked
            while self._done < mine:
                if self._busy:
                    self._turn.wait()
                    continue
                self._busy = True
                covers = self._asked
                self._turn.release()
                failure = None
                try:
                    sync_folder(self.path)
                except OSError as error:
                    failure = error
                finally:
                    self._turn.acquire()
                    self._busy = False
                    if failure is not None:
                        for number in range(self._done + 1, covers + 1):
                            self._failed[number] = failure
                    self._done = covers
                    self._turn.notify_all()
            if (failure := self._failed.pop(mine, None)) is not None:
                raise failure


def sync_folder(path: Path) -> None:
    """Make the names in one folder durable. Raises `OSError`."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(path: Path) -> None:
    """Make everything below a folder durable, and its own name. Raises `OSError`."""
    for folder, _, names in os.walk(path):
        for name in names:
            sync_file(Path(folder, name))
        sync_folder(Path(folder))
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable that somebody else wrote. Raises `OSError`."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """The folder and those above it, each durable in the one above. Raises `OSError`."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o750, exist_ok=True)  # names and words of givers stand in the messages
    sync_folder(path.parent)


def write_new(temporary: Path, target: Path, data: bytes) -> bool:
    """Give a new file its name once its bytes are on disk. Returns whether the name was free; it is never taken over.

    The name itself is durable only after `Folder.sync`. Raises `OSError`.
    """
    part = temporary / f"{os.getpid()}-{time.time_ns()}-{next(_numbers)}"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            os.link(part, target)
        except FileExistsError:
            return False
        return True
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)


def write_all(temporary: Path, folder: Path, files: Sequence[tuple[str, bytes]]) -> list[str]:
    """Write new files into one folder, durable on return. Returns names that were taken already. Raises `OSError`."""

    def write(item: tuple[str, bytes]) -> bool:
        return write_new(temporary, folder / item[0], item[1])

    if not files:
        return []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        fresh = list(pool.map(write, files))
    sync_folder(folder)
    return [name for (name, _), new in zip(files, fresh, strict=True) if not new]


def move_all(source: Path, target: Path, names: Iterable[str]) -> int:
    """Move durable files from one folder into another of the same file system; safe to repeat from any point.

    A name that stands in the target already stays as it is there. Returns how many names left the source. Raises
    `OSError`.
    """
    names = list(names)
    if not names:
        return 0
    make_folder(target)
    for name in names:
        with contextlib.suppress(FileExistsError, FileNotFoundError):
            os.link(f"{source}/{name}", f"{target}/{name}")
    sync_folder(target)
    return remove_all(source, names)


def remove_all(folder: Path, names: Iterable[str]) -> int:
    """Take names away, durably. Returns how many there were. Raises `OSError`."""
    gone = 0
    for name in names:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{folder}/{name}")
            gone += 1
    if gone:
        sync_folder(folder)
    return gone


def clean(temporary: Path) -> int:
    """Remove files whose writer is surely gone. One that is only slow finds its file missing and tells so.

    Ages are compared with a file written now, by the same clock. Raises `OSError`.
    """
    probe = temporary / f"{os.getpid()}-probe"
    probe.touch()
    now = probe.stat().st_mtime
    probe.unlink()
    old = []
    with os.scandir(temporary) as listing:
        for entry in listing:
            with contextlib.suppress(FileNotFoundError):
                if now - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED_SECONDS:
                    old.append(entry.name)
    return remove_all(temporary, old)
