"""Views of the last build, by the key of everything they were made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from nhandao.book import store

V = TypeVar("V")


class Memo:
    """Remembers one value for each name; a value is used again only under the very same key."""

    def __init__(self, cache: Path | None, folder: Path) -> None:
        self.version = store.code_version("records", "ledger", "book", "public")
        self._file = cache / store.name("views", folder) if cache else None
        self._old: dict[str, tuple[str, Any]] = store.read(self._file, self.version) if self._file else {}
        self._new: dict[str, tuple[str, Any]] = {}
        self._made = False

    def get(self, name: str, key: str, make: Callable[[], V]) -> V:
        """The value under `name` and `key`, made now unless it is remembered."""
        kept = self._old.get(name)
        if kept is None or kept[0] != key:
            kept = (key, make())
            self._made = True
        self._new[name] = kept
        value: V = kept[1]
        return value

    def save(self) -> None:
        """Keep what was asked for since the start, and forget the rest."""
        if self._file is not None and (self._made or len(self._new) != len(self._old)):
            store.write(self._file, self.version, self._new)
