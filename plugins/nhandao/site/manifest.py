"""What the last build left in an output folder, so that the next one makes only what changed.

It lies in the cache folder, never in the output. A mark stands beside it while a build runs: a build that finds the
mark knows that the one before was interrupted, and makes everything again.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from nhandao.site.digest import digest

FORMAT = 1


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
        self._out = str(out)
        name = digest(self._out)
        self._path = cache / f"{name}.manifest"
        self._mark = cache / f"{name}.building"
        self.files = self._read()
        self.complete = bool(self.files) and not self._mark.exists()

    def begin(self) -> None:
        """Say that the output is being changed."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.touch()

    def finish(self, files: dict[str, Written]) -> None:
        """Record the output as it is now; the build is over."""
        body = json.dumps({"format": FORMAT, "out": self._out, "files": files}, separators=(",", ":")).encode()
        temporary = self._path.with_suffix(".part")
        temporary.write_bytes(_checksum(body) + b"\n" + body)
        temporary.replace(self._path)
        self._mark.unlink(missing_ok=True)
        self.files = files
        self.complete = True

    def _read(self) -> dict[str, Written]:
        """The recorded files; none when the record is missing, damaged, or of another folder or format."""
        try:
            head, _, body = self._path.read_bytes().partition(b"\n")
            if head != _checksum(body):
                return {}
            record = json.loads(body)
            if record["format"] != FORMAT or record["out"] != self._out:
                return {}
            return {path: Written(*values) for path, values in record["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
