"""Time and memory of whole processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.05  # seconds between two looks at the memory of a process tree
_SHARED_EVERY = 5  # looks between two at the pages processes share, which takes the system longer


class Failed(Exception):
    """A measured command did not end well; the text is what it said."""


class Run(NamedTuple):
    """One run of a command."""

    seconds: float
    cpu: float  # seconds of all cores together, user and system
    largest: int  # peak memory of the largest process of the tree, bytes; 0 where it cannot be measured
    together: int  # peak memory of all its processes, shared pages counted once, bytes; 0 where it cannot be measured


class Spread(NamedTuple):
    """Median of some numbers, and how far they lie apart."""

    median: float
    least: float
    most: float


def spread(numbers: Sequence[float]) -> Spread:
    return Spread(statistics.median(numbers), min(numbers), max(numbers))


def run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end and measure it. Raises ``Failed``."""
    os.sync()  # what earlier runs left to be written is not this run's business
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    watch = _Watch(process.pid)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.end()
    if process.returncode:
        raise Failed(f"{' '.join(command)}\n{said}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, watch.largest, watch.together)


def timed(work: Callable[[], object]) -> float:
    os.sync()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


class _Watch:
    """Looks at the memory of a process and its children until told to end.

    The system's own figure for a child that has ended will not do: on Linux it begins with the size of the parent.
    """

    def __init__(self, pid: int) -> None:
        self.largest = 0
        self.together = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        looks = 0
        while not self._over.wait(_PAUSE):
            pids = tree(self._pid)
            self.largest = max(self.largest, *(_memory(pid, "status", "VmHWM:") for pid in pids))
            if looks % _SHARED_EVERY == 0:
                self.together = max(self.together, sum(_memory(pid, "smaps_rollup", "Pss:") for pid in pids))
            looks += 1


def tree(pid: int) -> list[int]:
    """A process and its descendants, as far as the system tells."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _memory(pid: int, file: str, field: str) -> int:
    """A figure the system gives for a process, in bytes; 0 if unknown."""
    try:
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
