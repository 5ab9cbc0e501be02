"""What the last build left in an output folder, so that the next one makes only what changed.

It lies in the cache folder, never in the output. A mark stands beside it while a build runs: a build that finds the
mark knows that the one before was interrupted, and makes everything again.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nhandao import store
from nhandao.site.digest import digest

FORMAT = 2


class Written(NamedTuple):
    """One file as it was left."""

    key: str  # fingerprint of what it was made from
    size: int
    mtime_ns: int


class Manifest:
    """The files of one output folder.

    ``files`` maps paths to what was written, ``complete`` is false when nothing (or nothing sure) is known.
    """

    def __init__(self, cache: Path, out: Path) -> None:
        name = digest(str(out))
        self._version = f"{FORMAT} {out}"
        self._file = cache / f"{name}.manifest"
        self._mark = cache / f"{name}.building"
        self.files: dict[str, Written] = store.read(self._file, self._version)
        self.complete = bool(self.files) and not self._mark.exists()

    def begin(self) -> None:
        """Say that the output is being changed."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.touch()

    def finish(self, files: dict[str, Written]) -> None:
        """Record the output as it is now; the build is over."""
        store.write(self._file, self._version, files, cores=1)
        store.settle(self._file)
        self._mark.unlink(missing_ok=True)
        self.files = files
        self.complete = True
