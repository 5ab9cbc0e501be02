"""One committer per state folder: a lock that falls with the process, and with the git processes that inherited it."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from scripts.messages import Stop


class AlreadyRunning(Stop):
    """Another committer holds this state folder."""

    def __init__(self, state: Path) -> None:
        super().__init__(2, "committer-running", state=state)


def take(state: Path, seconds: float) -> int:
    """The handle that holds the lock until it is closed, here and in every process that inherited it.

    Waits that long for the git processes of a committer that was killed. Raises AlreadyRunning, `OSError`.
    """
    # Open for reading only, so that the file system can still be made read-only beneath us.
    handle = os.open(state / "committer.lock", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o640)
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(handle)
                raise AlreadyRunning(state) from None
            time.sleep(0.05)
        else:
            return handle
