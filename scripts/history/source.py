"""Where the history of a data folder is: its repository, its place in it, and whether all of it is here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scripts.callback.git import Git, GitFailed, repository_of
from scripts.messages import Stop


class Source(NamedTuple):
    """A data folder that is tracked in git."""

    git: Git
    prefix: str  # of the data folder inside the repository, "" when it is the repository itself, else ends with "/"
    head: str  # last commit of the work tree
    shallow: bool  # only the latest part of the history is here
    top: Path  # of the work tree


class Present(NamedTuple):
    """What the data folder is now, compared with the last commit."""

    commit: str  # "" when the folder is not in git, or holds what no commit has
    uncommitted: int  # files that differ from the last commit


def source_of(data: Path) -> Source | None:
    """The history a data folder has; ``None`` when it is not in git, or no commit holds it. Raises Stop."""
    folder = data.resolve()
    with git_told(data):
        git = repository_of(folder)
        if git is None:
            return None
        try:
            top = Path(os.fsdecode(_line(git.run_in(folder, "rev-parse", "--show-toplevel"))))
            prefix = os.fsdecode(_line(git.run_in(folder, "rev-parse", "--show-prefix")))
            head = _line(git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")).decode()
        except GitFailed as failure:
            if failure.status in (1, 128):  # no work tree, or no commit yet
                return None
            raise
        if not git.run("ls-tree", "-z", "--full-tree", head, "--", *([prefix] if prefix else [])):
            return None  # inside a repository that does not track it
        shallow = _line(git.run("rev-parse", "--is-shallow-repository")) == b"true"
    return Source(git, prefix, head, shallow, top)


def needed_source(data: Path) -> Source:
    """The same where a command cannot do without. Raises Stop."""
    source = source_of(data)
    if source is None:
        raise Stop(1, "history-not-in-git", path=data)
    return source


def present(data: Path) -> Present:
    """The commit that a data folder is, for a report on the data as it is now. Raises Stop."""
    source = source_of(data)
    if source is None:
        return Present("", 0)
    count = uncommitted(source)
    return Present("" if count else source.head, count)


def uncommitted(source: Source) -> int:
    """How many files of the data folder differ from the last commit, new ones too. Raises Stop."""
    with git_told(source.top):
        places = ["--", source.prefix] if source.prefix else []
        told = source.git.run_in(
            source.top, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", *places
        )
    return told.count(b"\0")


@contextmanager
def git_told(data: Path) -> Iterator[None]:
    """Turns what git says into a message. Raises Stop."""
    try:
        yield
    except GitFailed as failure:
        code = "history-no-git" if failure.status == -1 else "history-unreadable"
        raise Stop(2, code, path=data, told=failure.told or failure.command) from failure


def _line(told: bytes) -> bytes:
    return told.removesuffix(b"\n")
