"""Every state each record's file has had: one pass over the commits of the data folder, kept for the next time.

Each commit is compared with its parents once and what it did is kept under its name, which never changes its meaning;
so a cache can only be too short, never wrong, and history that was rewritten simply has other names. What is kept are
names of contents, never a content.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nhandao import store
from nhandao.book.files import PATHS
from nhandao.public.audit import RecordKey, Version
from nhandao.public.labels import ROLES
from scripts.history.moments import local
from scripts.history.source import Source, git_told

_CALLBACK_NAME = "portal callback"
"""Name under which the callback commits unless its settings say otherwise; its commits name their role since then."""

_FORMAT = "%H%x1f%ct%x1f%an%x1f%(trailers:key=Role,valueonly,separator=%x1e)"
_PATTERNS = [(folder.fullmatch, name.fullmatch) for _, folder, name, model in PATHS if model is not None]


class _Step(NamedTuple):
    """What a commit did to one record's file."""

    kind: str
    name: str
    olds: tuple[str, ...]  # contents it took the place of, "" for none; of a merge one for each side that differs
    new: str  # "" where the file was removed
    everywhere: bool  # whether it differs from every parent


class _Done(NamedTuple):
    """What is kept of a commit."""

    seconds: int
    role: str
    steps: tuple[_Step, ...]


class History(NamedTuple):
    """All records that have ever been, each with its versions in the order of the commits, oldest first."""

    records: dict[RecordKey, tuple[Version, ...]]
    commits: int


def changes(source: Source, cache: Path | None, since: date | None = None) -> History:
    """The versions of every record file (photos are none), of one that moved under the same kind and name too.

    A merge makes a version of its own only where what it holds is what no parent holds, or where it drops what one
    side had changed. With `since`, only versions of that day (in Vietnam) and later are given.

    Raises:
        Stop: git cannot read the repository.
    """
    with git_told(source.top):
        order = source.git.run("rev-list", "--topo-order", "--reverse", source.head).decode().split()
        done = _known(source, cache)
        new = [commit for commit in order if commit not in done]
        if new or len(order) != len(done):
            done = {commit: done[commit] for commit in order if commit in done} | _looked_at(source, new)
            _keep(source, cache, done)
    records: dict[RecordKey, list[Version]] = defaultdict(list)
    for commit in order:
        at = done[commit]
        for step in at.steps:
            versions = records[step.kind, step.name]
            olds = step.olds if step.everywhere else _dropped(versions, step)
            if olds:
                versions.append(Version(commit, local(at.seconds), at.role, olds, step.new))
    found = {
        key: tuple(version for version in versions if since is None or version.at.date() >= since)
        for key, versions in sorted(records.items())
    }
    return History({key: versions for key, versions in found.items() if versions}, len(order))


def _dropped(versions: list[Version], step: _Step) -> tuple[str, ...]:
    """Of what a merge did not take, the contents that what it took was not made from: somebody's change was dropped.

    In the usual case one side changed the file after the sides parted, and that change is taken.
    """
    made_from: dict[str, set[str]] = defaultdict(set)
    for version in versions:
        made_from[version.new].update(version.olds)
    known, pending = {step.new}, [step.new]
    while pending:
        for older in made_from[pending.pop()] - known:
            known.add(older)
            pending.append(older)
    return tuple(old for old in step.olds if old not in known)


def _known(source: Source, cache: Path | None) -> dict[str, _Done]:
    return store.read(_place(source, cache), _version(source)) if cache is not None else {}


def _keep(source: Source, cache: Path | None, done: dict[str, _Done]) -> None:
    if cache is not None:
        store.write(_place(source, cache), _version(source), done, 1)


def _place(source: Source, cache: Path) -> Path:
    return cache / store.name("history", source.top / source.prefix)


def _version(source: Source) -> str:
    code = hashlib.blake2b(Path(__file__).read_bytes() + repr(PATHS).encode(), digest_size=16).hexdigest()
    return f"{code} {source.prefix}"


def _looked_at(source: Source, commits: list[str]) -> dict[str, _Done]:
    """What commits did, in their order."""
    if not commits:
        return {}
    asked = "".join(f"{commit}\n" for commit in commits).encode()
    heads: dict[str, tuple[int, str]] = {}
    told = source.git.run("log", "--no-walk=unsorted", "--stdin", "-z", f"--format={_FORMAT}", stdin=asked)
    for line in told.decode("utf-8", "replace").split("\0"):
        if line:
            commit, seconds, author, roles = line.strip("\n").split("\x1f")
            heads[commit] = int(seconds), _role(author, roles)
    steps = _steps(source, asked)
    return {commit: _Done(*heads[commit], steps.get(commit, ())) for commit in commits}


def _role(author: str, roles: str) -> str:
    """Role of whoever made a commit; "" for staff of which nothing more is known. A name is looked at, never kept."""
    named = [role.strip().lower() for role in roles.split("\x1e") if role.strip()]
    if named and named[-1] in ROLES:
        return named[-1]
    return "callback" if author == _CALLBACK_NAME else ""


def _steps(source: Source, asked: bytes) -> dict[str, tuple[_Step, ...]]:
    places = ["--", source.prefix] if source.prefix else []
    told = source.git.run(
        "diff-tree", "--stdin", "-r", "-m", "--root", "-z", "--no-renames", "--raw", *places, stdin=asked
    )
    sides: dict[str, list[dict[RecordKey, tuple[str, str]]]] = defaultdict(list)
    parents: dict[str, int] = {}
    side: dict[RecordKey, tuple[str, str]] = {}
    parts = iter(told.split(b"\0"))
    for part in parts:
        if not part.startswith(b":"):
            side = {}
            sides[part.decode()].append(side)
            continue
        record = _record(next(parts), source.prefix)
        if record is not None:
            _, _, old, new, _ = part.decode().split()
            old, new = old if old.strip("0") else "", new if new.strip("0") else ""
            before = side.get(record, ("", ""))  # a file that moved is removed in one place and added in another
            side[record] = before[0] or old, before[1] or new
    merges = [commit for commit, found in sides.items() if len(found) > 1 or any(found)]
    if merges:
        asked = "".join(f"{commit}\n" for commit in merges).encode()
        listed = source.git.run("rev-list", "--no-walk=unsorted", "--parents", "--stdin", stdin=asked)
        parents = {line.split()[0]: line.count(" ") for line in listed.decode().splitlines()}
    return {commit: tuple(_merged(sides[commit], parents[commit])) for commit in merges}


def _merged(sides: list[dict[RecordKey, tuple[str, str]]], parents: int) -> Iterator[_Step]:
    """What a commit did to each record, from how it differs from each of its parents."""
    for record in sorted({record for side in sides for record in side}):
        found = [side[record] for side in sides if record in side]
        differing = [(old, new) for old, new in found if old != new]
        if differing:
            olds = tuple(dict.fromkeys(old for old, _ in differing))
            yield _Step(*record, olds, differing[0][1], len(differing) >= parents)


def _record(path: bytes, prefix: str) -> RecordKey | None:
    """Kind and name of the record whose file this is; ``None`` for any other file, such as one nobody can name."""
    try:
        below = path.removeprefix(os.fsencode(prefix)).decode("utf-8")
    except UnicodeDecodeError:
        return None
    folder, _, name = below.rpartition("/")
    if any(is_folder(folder) and is_name(name) for is_folder, is_name in _PATTERNS):
        return (folder or name).partition("/")[0], name.removesuffix(".yaml")
    return None
