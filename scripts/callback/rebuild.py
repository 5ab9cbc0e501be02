"""Building and publishing the site after commits: one run at a time, many commits in one run, never in the way.

A run that fails is told and tried again with the next commit, or after a while; payments do not notice.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass

_LOG = logging.getLogger("nhandao.callback")
_AGAIN_SECONDS = 300.0


@dataclass(frozen=True)
class Outcome:
    runs: int
    failures: int
    """Runs that failed since the last good one."""


class Rebuild:
    """A thread that runs a command after `ask`.

    Args:
        command: program and arguments; no shell.
        least_seconds: rest between two runs, in which further commits gather.
        timeout_seconds: after which a run is ended.
    """

    def __init__(self, command: Sequence[str], least_seconds: float, timeout_seconds: float) -> None:
        self._command = list(command)
        self._least = least_seconds
        self._timeout = timeout_seconds
        self._asked = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="rebuild", daemon=True)
        self._running: subprocess.Popen[bytes] | None = None
        self._runs = self._failures = 0

    def start(self) -> None:
        self._thread.start()

    def ask(self) -> None:
        """Something was committed."""
        self._asked.set()

    def stop(self) -> None:
        """End the run under way and the thread."""
        self._stopping.set()
        self._asked.set()
        running = self._running
        if running is not None and running.poll() is None:
            running.terminate()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    @property
    def outcome(self) -> Outcome:
        return Outcome(self._runs, self._failures)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._asked.wait(_AGAIN_SECONDS if self._failures else None)
            if self._stopping.is_set():
                return
            self._asked.clear()  # a commit during the run asks for another one
            self._failures = 0 if self._run() else self._failures + 1
            self._runs += 1
            self._stopping.wait(self._least)

    def _run(self) -> bool:
        try:
            with subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            ) as self._running:
                try:
                    _, told = self._running.communicate(timeout=self._timeout)
                except subprocess.TimeoutExpired:
                    self._running.kill()
                    self._running.communicate()
                    _LOG.error("rebuild: not done after %.0f s", self._timeout)
                    return False
        except OSError as error:
            _LOG.error("rebuild: %s", error)
            return False
        if self._running.returncode:
            tail = told[-300:].decode("utf-8", "replace").encode("unicode_escape").decode()
            _LOG.error("rebuild: ended with %d: %s", self._running.returncode, tail)
            return False
        return True
