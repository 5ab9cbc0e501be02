"""Small cells: a number of people or addresses so low that it points at somebody is published as a band."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 3
"""Fewer than this in one cell are never told apart in a table of counts."""


def banded(count: int) -> str:
    """A count for publication: "0", "<3", or the number itself. Nobody is in a cell of nobody, so zero stays."""
    return f"<{LEAST}" if 0 < count < LEAST else str(count)


def banded_total(counts: Sequence[int]) -> str:
    """The total of counts told as `banded` does, as far as those tell it: "12", or "4..6" for anything from 4 to 6. The
    total itself would give a small cell away to whoever takes the other cells from it."""
    small = sum(0 < count < LEAST for count in counts)
    known = sum(count for count in counts if count >= LEAST)
    return f"{known + small}..{known + small * (LEAST - 1)}" if small else str(known)
