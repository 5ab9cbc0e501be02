"""`portal bench`: how fast the portal builds, against Hugo on the same pages and machine, and against itself."""

from __future__ import annotations


def main(arguments: list[str]) -> int:
    """Measure, print a table, and return 0; 1 when the two sites are not the same or a rebuild differs."""
    from scripts.bench.main import run

    return run(arguments)
