"""What the callback tells of itself: whether it is well, and numbers for Prometheus: counts and ages only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.callback import status as committer_status
from scripts.callback.inbox import Counts, Inbox
from scripts.callback.status import Status

STALE_SECONDS = 60.0
"""A committer that has told nothing for so long does not run."""


class Health(NamedTuple):
    counts: Counts
    committer: Status | None
    told_seconds: float  # since the committer last told

    @property
    def is_well(self) -> bool:
        """Whether payments taken in now become lines soon. Taking in itself needs only the disk."""
        return self.committer is not None and self.committer.ready and self.told_seconds < STALE_SECONDS


def health(inbox: Inbox, now: float) -> Health:
    """`now` in seconds since 1970. Raises `OSError`."""
    status = committer_status.read(inbox.state)
    told = float("inf")
    if status is not None:
        told = max(0.0, now - Path(inbox.state / "status.json").stat().st_mtime)
    return Health(inbox.counts(now), status, told)


def prometheus(found: Health, doors: Mapping[tuple[str, str], int]) -> str:
    """The text form of Prometheus, version 0.0.4."""
    counts, status = found.counts, found.committer
    gauges: list[tuple[str, str, float]] = [
        ("inbox_files", "payments and pledges that wait for the committer", counts.inbox),
        ("inbox_oldest_seconds", "age of the one that waits longest", counts.oldest_seconds),
        ("unpushed_lines", "lines committed here and not yet at the remote", counts.unpushed),
        ("unmatched_files", "payments for a person to match", counts.unmatched),
        ("quarantine_files", "messages that could not be understood", counts.quarantine),
        ("well", "1 while the committer works", int(found.is_well)),
    ]
    if status is not None:
        gauges += [
            ("unpushed_commits", "commits not yet at the remote", status.unpushed_commits),
            ("push_failures", "rounds with the remote that failed in a row", status.push_failures),
            ("held_files", "messages that wait for something they name", status.held),
            ("remote_rewritten", "1 once the remote took commits back", int(status.rewritten)),
        ]
    lines = []
    for name, meaning, value in gauges:
        lines += [f"# HELP nhandao_{name} {meaning}", f"# TYPE nhandao_{name} gauge", f"nhandao_{name} {value:g}"]
    if status is not None:
        for name, meaning, value in (
            ("commits_total", "commits made since the committer started", status.commits),
            ("lines_total", "ledger lines committed since then", status.lines),
            ("repeats_total", "messages whose line was in the ledger already", status.repeats),
            ("replays_total", "times that lines were put on top of what others pushed", status.replays),
        ):
            lines += [f"# HELP nhandao_{name} {meaning}", f"# TYPE nhandao_{name} counter", f"nhandao_{name} {value}"]
    lines += ["# HELP nhandao_requests_total requests by door and outcome", "# TYPE nhandao_requests_total counter"]
    lines += [
        f'nhandao_requests_total{{door="{door}",outcome="{outcome}"}} {number}'
        for (door, outcome), number in sorted(doors.items())
    ]
    return "\n".join(lines) + "\n"
