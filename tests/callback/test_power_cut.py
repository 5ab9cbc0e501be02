"""A disk that forgets whatever was not synced, by the strictest reading: names live by an fsync of their folder only.

At every step the worst is assumed: a name that was added but not synced is lost, one that was removed but not synced is
gone, and bytes are those of the file's last fsync.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.callback.inbox import Inbox, SetAside
from tests.callback.office import ADDRESS, NOW, gift


class Disk:
    """Records what is done to files, and knows what a cut would leave."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._real = {name: getattr(os, name) for name in ("open", "close", "fsync", "link", "unlink", "mkdir")}
        self._paths: dict[int, str] = {}
        self._whole: set[int] = set()  # inodes whose bytes are on disk
        self._names: dict[str, int] = {}  # names on disk, with their inode
        self._added: dict[str, int] = {}  # names that wait for their folder
        self.after_each: Callable[[], None] = lambda: None
        for name in self._real:
            patch.setattr(os, name, getattr(self, f"_{name}"))

    def _open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        handle: int = self._real["open"](path, flags, mode, **more)
        self._paths[handle] = os.fspath(path)
        if flags & os.O_CREAT:
            self._added[os.fspath(path)] = os.fstat(handle).st_ino
        return handle

    def _close(self, handle: int) -> None:
        self._paths.pop(handle, None)
        self._real["close"](handle)

    def _fsync(self, handle: int) -> None:
        self._real["fsync"](handle)
        path = self._paths[handle]
        if os.path.isdir(path):
            for name in [name for name in self._added if os.path.dirname(name) == path]:
                self._names[name] = self._added.pop(name)
        else:
            self._whole.add(os.fstat(handle).st_ino)
        self.after_each()

    def _link(self, old: Any, new: Any, **more: Any) -> None:
        self._real["link"](old, new, **more)
        self._added[os.fspath(new)] = os.stat(new).st_ino
        self.after_each()

    def _unlink(self, path: Any, **more: Any) -> None:
        self._real["unlink"](path, **more)
        self._names.pop(os.fspath(path), None)
        self._added.pop(os.fspath(path), None)
        self.after_each()

    def _mkdir(self, path: Any, mode: int = 0o777, **more: Any) -> None:
        self._real["mkdir"](path, mode, **more)
        self._added[os.fspath(path)] = -1

    def survives(self, root: Path, file: Path) -> bool:
        """Whether a file is there, whole, after a cut now."""
        if self._names.get(str(file)) not in self._whole:
            return False
        return all(str(folder) in self._names for folder in file.parents if root in folder.parents)


def test_what_was_acknowledged_survives_a_cut_at_every_step_of_its_way(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        disk = Disk(patch)
        state = place / "state"
        inbox = Inbox(state)
        acknowledged: list[str] = []
        steps = 0

        def look() -> None:
            nonlocal steps
            steps += 1
            for name in acknowledged:
                files = [path for path in state.rglob(f"{name}*") if disk.survives(state, path)]
                assert files, f"{name} is lost"

        disk.after_each = look
        for number in range(4):
            inbox.put(gift(f"FT{number}", 200_000, ADDRESS))
            acknowledged.append(f"bank-FT{number}")
        look()
        inbox.put(gift("FT0", 200_000, ADDRESS))
        inbox.put(gift("FT1", 1, ADDRESS))
        inbox.committed(["bank-FT0.json", "bank-FT1.json"])
        inbox.published(["bank-FT0.json"])
        inbox.take_back()
        inbox.committed(["bank-FT1.json"])
        inbox.published(["bank-FT1.json"])
        for number, where in ((2, "unmatched"), (3, "quarantine")):
            aside = SetAside(reason="no-code", since=NOW, envelope=gift(f"FT{number}", 200_000, ADDRESS))
            inbox.set_aside(where, [(f"bank-FT{number}.json", aside)])  # type: ignore[arg-type]
        inbox.answer("bank-FT2.json", (ADDRESS,))
        inbox.committed(["bank-FT2.json"])
        assert steps > 40


def test_the_model_finds_a_missing_sync(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        disk = Disk(patch)
        handle = os.open(place / "file", os.O_WRONLY | os.O_CREAT)
        os.fsync(handle)
        assert not disk.survives(place, place / "file")
        folder = os.open(place, os.O_RDONLY)
        os.fsync(folder)
        assert disk.survives(place, place / "file")
        os.close(handle)
        os.close(folder)
