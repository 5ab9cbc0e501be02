"""Views of the last build, by the key of everything they were made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

from nhandao import store
from nhandao.workers import spread

V = TypeVar("V")

_PARALLEL_FROM = 400
"""Values to make from which a second process pays for its start and for sending them back."""


class Memo(Generic[V]):
    """Remembers one value for each name; a value is used again only under the very same key."""

    def __init__(self, cache: Path | None, folder: Path, cores: int) -> None:
        self._cores = cores
        self._version = store.code_version("records", "ledger", "book", "reporting", "public")
        self._file = cache / store.name("views", folder) if cache else None
        self._known: dict[str, tuple[str, V]] = store.read(self._file, self._version) if self._file else {}

    def values(self, keys: Mapping[str, str], make: Callable[[str], V]) -> dict[str, V]:
        """A value for each name of `keys`, in their order: remembered under that key, or made now.

        They are what is remembered for the next time, in place of all others.
        """
        known = self._known
        missing = [name for name, key in keys.items() if name not in known or known[name][0] != key]

        def work(number: int) -> tuple[str, V]:
            return missing[number], make(missing[number])

        cores = self._cores if len(missing) > _PARALLEL_FROM else 1
        new: dict[str, tuple[str, Any]] = {
            name: (keys[name], value) for name, value in spread((), range(len(missing)), work, cores)
        }
        kept = {name: new.get(name) or known[name] for name in keys}
        if self._file is not None and (new or len(kept) != len(known)):
            store.write(self._file, self._version, kept, self._cores)
        return {name: value for name, (_, value) in kept.items()}
