"""References of pledges: ``CK23B00019`` is given to one donor, once, whatever happens to the machine.

Every instance has series letters of its own, so that two instances never have to ask each other. The last number given
is on the disk before it leaves this module: after a crash a number may be left out, never given again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from filelock import FileLock

from nhandao.records.codes import check_character, is_code
from scripts.private.files import replace

_LAST = 9_999
"""Highest number of a series."""
_SERIES = re.compile(r"[A-HJ-NP-Z]", re.ASCII)


class SeriesFull(Exception):
    """All numbers of the configured series are given for the year: configure one letter more."""


class CounterBroken(Exception):
    """The file of last numbers cannot be read. Numbers may have been given that stand nowhere else, so a person has to
    say which was the last."""


class References:
    """Numbers of one instance.

    Args:
        folder: of the instance's state; not shared with another instance.
        series: letters this instance may use, in order; I and O are never used.
    """

    def __init__(self, folder: Path, series: str) -> None:
        if not series or len(set(series)) != len(series) or not all(_SERIES.fullmatch(letter) for letter in series):
            raise ValueError("series letters are capitals from A to Z without I and O, each once")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._series = series
        self._threads = Lock()
        # Somebody may start the instance twice by mistake.
        self._processes = FileLock(folder / "references.lock")

    def next(self, year: int, taken: Iterable[str] = ()) -> str:
        """The next reference of a year that was never given and is not `taken` (those in the repository).

        Raises SeriesFull, CounterBroken, OSError when the disk takes nothing: then no number is given.
        """
        highest = _highest(taken, year)
        with self._threads, self._processes:
            for letter in self._series:
                last = max(self._last(year, letter), highest.get(letter, 0))
                for number in range(last + 1, _LAST + 1):
                    body = f"CK{year % 100:02}{letter}{number:04}"
                    if (check := check_character(body)) not in "IO":  # read as 1 and 0
                        self._keep(year, letter, number)
                        return body + check
            raise SeriesFull(f"CK{year % 100:02}, {self._series}")

    def _file(self, year: int, letter: str) -> Path:
        return self._folder / f"CK{year % 100:02}{letter}.last"

    def _last(self, year: int, letter: str) -> int:
        path = self._file(year, letter)
        try:
            written = path.read_text(encoding="ascii")
        except FileNotFoundError:
            return 0
        except (OSError, UnicodeDecodeError) as error:
            raise CounterBroken(path.name) from error
        if not re.fullmatch(r"\d{1,4}\n", written):
            raise CounterBroken(path.name)
        return int(written)

    def _keep(self, year: int, letter: str, number: int) -> None:
        replace(self._file(year, letter), f"{number}\n".encode("ascii"))


def _highest(taken: Iterable[str], year: int) -> dict[str, int]:
    """Highest number by series letter among references of a year."""
    found: dict[str, int] = {}
    for reference in taken:
        if reference.startswith(f"CK{year % 100:02}") and is_code(reference):
            letter, number = reference[4], int(reference[5:9])
            found[letter] = max(found.get(letter, 0), number)
    return found
