"""The data as it was: a folder with what a commit holds, for as long as it is asked for.

A report as of the past, and what changed since it was filed:

    with data_at(data, "2023-08-24", "--at") as past:
        book, problems = load(past.folder)
        report = quarter_report(book, past.day, commit=past.commit)
    rows = difference(filed, report)  # nhandao.reporting.difference
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from scripts.callback.git import Reader
from scripts.history.moments import commit_at, day_of, local
from scripts.history.source import Source, git_told, needed_source, uncommitted
from scripts.messages import Stop

_FILE, _PROGRAM, _LINK = b"100644", b"100755", b"120000"


class Past(NamedTuple):
    """A data folder of the past."""

    folder: Path  # holds what the commit holds; removed on leaving
    commit: str
    at: datetime  # of the commit, in Vietnam
    day: date  # the day that was asked for, else that of the commit: what figures of that moment are counted to
    uncommitted: int  # files of the data folder that no commit holds, so that no past does


@contextmanager
def data_at(data: Path, when: str, option: str = "--at") -> Iterator[Past]:
    """The data folder as a commit holds it, or as it stood at the end of a day in Vietnam.

    Args:
        when: a commit, or a day as year-month-day: then the last commit of the first-parent history by its end.
        option: of the command line that `when` was given with, for messages.

    Files are taken out byte for byte: no attribute of the repository leaves one out or changes its line ends.

    Raises:
        Stop: the folder is not in git, nothing is known by that name, the day lies before the first commit, the
            repository is a shallow clone that does not reach back so far, or the data folder was not there yet.
    """
    source = needed_source(data)
    commit = commit_at(source, when, option)
    with tempfile.TemporaryDirectory(prefix="nhandao-") as place:
        folder = Path(place) / f"{data.resolve().name}-{commit[:8]}"
        folder.mkdir()
        with git_told(data):
            taken = _take_out(source, commit, folder)
            seconds = int(source.git.run("rev-list", "--no-walk", "--timestamp", commit).split()[0])
        if not taken:
            raise Stop(1, "history-no-data-then", path=data, commit=commit[:8])
        at = local(seconds)
        yield Past(folder, commit, at, day_of(when, option) or at.date(), uncommitted(source))


def _take_out(source: Source, commit: str, folder: Path) -> int:
    """Write the files of a commit; how many. Raises GitFailed, Stop, `OSError`."""
    places = [source.prefix] if source.prefix else []
    listed = source.git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *places)
    entries = []
    for line in listed.split(b"\0"):
        what, _, path = line.partition(b"\t")
        mode, _, blob = what.partition(b" blob ")
        if mode in (_FILE, _PROGRAM, _LINK):  # what else there is (another repository) is not in a checkout either
            below = path.removeprefix(os.fsencode(source.prefix))
            if not _is_safe(below):
                raise Stop(2, "history-unreadable", path=source.top, told=below.decode("utf-8", "backslashreplace"))
            entries.append((mode == _LINK, below, blob.decode()))
    entries.sort()  # links last: no file is written through one
    made: set[bytes] = set()
    root = os.fsencode(folder)
    with closing(Reader(source.git)) as reader:
        contents = reader.contents(blob for _, _, blob in entries)
        for (is_link, below, _), content in zip(entries, contents, strict=True):
            target = os.path.join(root, below)
            parent = os.path.dirname(target)
            if parent not in made:
                os.makedirs(parent, exist_ok=True)
                made.add(parent)
            if is_link:
                os.symlink(content, target)
            else:
                with open(target, "xb") as file:
                    file.write(content)
    return len(entries)


def _is_safe(path: bytes) -> bool:
    """Whether a path stays inside its folder: git refuses to check out others, and so do we."""
    return bool(path) and not path.startswith(b"/") and not re.search(rb"(^|/)(\.\.?|)(/|$)", path)
