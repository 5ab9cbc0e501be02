"""What was measured, as a table for people and as values for programs."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version as package_version
from typing import Any, NamedTuple

from scripts.bench.compare import EXCEPTIONS, Comparison
from scripts.bench.measure import Spread


class Row(NamedTuple):
    """One line of the report."""

    what: str
    seconds: Spread
    against: str  # what it is compared with, "" for nothing
    ratio: Spread | None
    cpu: float = 0.0  # seconds, median
    largest: int = 0  # bytes, median
    together: int = 0


class Report:
    """What was measured and what went wrong."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.comparisons: dict[str, Comparison] = {}
        self.wrong: list[str] = []


def _machine() -> dict[str, str]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": str(cores),
        "memory": f"{memory / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "Pelican": package_version("pelican"),
        "Jinja2": package_version("jinja2"),
    }


def markdown(report: Report, arguments: list[str]) -> str:
    lines = [f"`portal bench {' '.join(arguments)}`".replace(" `", "`"), ""]
    lines += [", ".join(f"{name} {value}" for name, value in _machine().items()), ""]
    lines += [
        "| what | seconds (least–most) | ratio (least–most) | CPU s | largest process | all processes |",
        "|---|---|---|---|---|---|",
    ]
    for row in report.rows:
        ratio = f"{_range(row.ratio)} of {row.against}" if row.ratio else ""
        cpu = f"{row.cpu:.1f}" if row.cpu else ""
        lines.append(
            f"| {row.what} | {_range(row.seconds)} | {ratio} | {cpu} "
            f"| {_mebibytes(row.largest)} | {_mebibytes(row.together)} |"
        )
    for name, comparison in report.comparisons.items():
        lines += ["", f"{name}, files by family, median bytes:", ""]
        lines += ["| family | ours | theirs | our bytes | their bytes | ratio | |", "|---|---|---|---|---|---|---|"]
        for family in comparison.families:
            mark = "" if family.fits else "differs"
            lines.append(
                f"| {family.name} | {family.ours} | {family.theirs} "
                f"| {family.our_bytes:.0f} | {family.their_bytes:.0f} | {family.ratio:.2f} | {mark} |"
            )
        for title, paths in (("only ours", comparison.only_ours), ("only theirs", comparison.only_theirs)):
            if paths:
                lines.append(f"\n{title}: {len(paths)} files, such as {', '.join(paths[:5])}")
    if report.comparisons:
        lines += ["", "Hugo gets sums, states and memberships of lists ready in front matter; we compute them."]
        exceptions = "; ".join(f"`{pattern}` ({why})" for pattern, why in EXCEPTIONS)
        lines.append(f"Left out of the comparison: {exceptions}.")
    lines += [*([""] if report.notes else []), *report.notes]
    lines += [*([""] if report.wrong else []), *(f"WRONG: {text}" for text in report.wrong)]
    return "\n".join(lines)


def plain(report: Report, arguments: list[str]) -> dict[str, Any]:
    return {
        "arguments": arguments,
        "machine": _machine(),
        "rows": [
            row._asdict()
            | {"seconds": row.seconds._asdict(), "ratio": row.ratio._asdict() if row.ratio is not None else None}
            for row in report.rows
        ],
        "comparisons": {
            name: {
                "families": [family._asdict() for family in comparison.families],
                "only_ours": comparison.only_ours,
                "only_theirs": comparison.only_theirs,
            }
            for name, comparison in report.comparisons.items()
        },
        "notes": report.notes,
        "wrong": report.wrong,
    }


def _range(numbers: Spread) -> str:
    digits = 1 if numbers.median >= 10 else 2 if numbers.median >= 0.1 else 3
    return f"{numbers.median:.{digits}f} ({numbers.least:.{digits}f}–{numbers.most:.{digits}f})"


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:.0f} MiB" if size else ""
