"""Finding a commit by its name or by a day, and reading times as people in Vietnam do."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from scripts import arguments
from scripts.callback.git import GitFailed
from scripts.history.source import Source, git_told
from scripts.messages import Stop

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""One offset and no summer time since 1975."""


def local(seconds: int) -> datetime:
    """A commit's time in Vietnam. A time no calendar has, which git allows, is taken for the nearest it has."""
    earliest, latest = 0, 253_370_739_599  # 1970; the last second of 9998 there
    return datetime.fromtimestamp(min(max(seconds, earliest), latest), VIETNAM)


def commit_at(source: Source, when: str, option: str) -> str:
    """The commit that `when` names: a day (year-month-day) or a commit, branch or tag. Raises Stop."""
    day = day_of(when, option)
    return commit_on(source, day) if day is not None else commit_named(source, when)


def day_of(when: str, option: str) -> date | None:
    """The day that is meant; ``None`` for the name of a commit. Raises Stop for a day that no calendar has."""
    return arguments.day(when, option) if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", when) else None


def commit_named(source: Source, name: str) -> str:
    """A commit by its name, whole or in part. Raises Stop."""
    with git_told(source.top):
        try:
            found = source.git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        except GitFailed as failure:
            if failure.status not in (1, 128):
                raise
            code = "history-commit-not-here" if source.shallow else "history-unknown-commit"
            raise Stop(1, code, found=name) from failure
    return found.decode().strip()


def commit_on(source: Source, day: date) -> str:
    """The last commit of the first-parent history made by the end of a day in Vietnam. Raises Stop.

    Clocks of machines differ, so a commit may carry an earlier time than the one before it: the last one in the order
    of the history counts, not the one with the latest time.
    """
    first = ""
    with git_told(source.top):
        listed = source.git.run("rev-list", "--first-parent", "--timestamp", source.head).decode().splitlines()
    for line in listed:
        seconds, commit = line.split()
        if local(int(seconds)).date() <= day:
            return commit
        first = seconds
    code = "history-day-not-here" if source.shallow else "history-before-first"
    raise Stop(1, code, found=day.isoformat(), first=local(int(first)).date().isoformat())
