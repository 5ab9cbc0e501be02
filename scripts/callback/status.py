"""How the committer is doing, left in a file where the service and `portal status` find it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

_FILE = "status.json"


class Status(NamedTuple):
    """What `portal status` and the metrics show, besides the counts of the inbox."""

    ready: bool
    commits: int
    lines: int
    repeats: int
    held: int
    """Messages in inbox/ that wait for something they name."""
    replays: int
    """How often others pushed first, so that lines were committed again on top."""
    unpushed_commits: int
    push_failures: int
    """Rounds with the remote that failed since the last one that worked."""
    last_commit_at: str
    last_contact_at: str
    problem: str
    """What keeps it from committing or pushing, without anybody's words; "" when nothing does."""
    rewritten: bool
    """Whether the remote's history was rewritten while it ran: see what replay tells."""
    told_at: str


def tell(state: Path, status: Status) -> None:
    """Leave the status; a reader sees a whole one or the one before. Raises `OSError`."""
    part = state / f"{_FILE}.part"
    part.write_text(json.dumps(status._asdict(), indent=1), encoding="utf-8")
    os.replace(part, state / _FILE)


def read(state: Path) -> Status | None:
    """What the committer of a state folder last told; ``None`` when it never ran, or another version did."""
    try:
        return Status(**json.loads((state / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
