"""News of long work, on a terminal only and not before a second has passed."""

from __future__ import annotations

import sys
import time


class Progress:
    """One line on stderr that is written over by the next and wiped at the end. Call it with what is being done."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        self._write("")

    def __call__(self, doing: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - self._begun > 1:
            self._write(doing)

    def _write(self, line: str) -> None:
        if line or self._width:
            sys.stderr.write(f"\r{line.ljust(self._width)}\r")
            sys.stderr.flush()
        self._width = len(line)
