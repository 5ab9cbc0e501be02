"""Small cells: a number of people or addresses so low that it points at somebody is published as a band."""

from __future__ import annotations

LEAST = 3
"""Fewer than this in one cell are never told apart in a table of counts."""


def banded(count: int) -> str:
    """A count for publication: "0", "<3", or the number itself. Nobody is in a cell of nobody, so zero stays."""
    return f"<{LEAST}" if 0 < count < LEAST else str(count)
