"""A folder of things by the fingerprint of all they are made from, so that none is made twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Kept:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def use(self, name: str) -> None:
        """Say that a name is still in use; see `drop_others`."""
        self._used.add(name)

    def has(self, name: str) -> bool:
        return (self._folder / name).is_file()

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a name, else what is made now and kept."""
        path = self._folder / name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            content = make()
            self.put(name, content)
            return content

    def put(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.write_bytes(content)
        # A build of another site that clears up may have taken it away already; the content is in hand all the same.
        with suppress(FileNotFoundError):
            temporary.replace(path)

    def drop_others(self) -> None:
        """Remove what is not in use: it may name someone who has since withdrawn."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.is_file() and path.name not in self._used:
                    path.unlink(missing_ok=True)
