"""The committer's own bare clone of the data repository: read, commit, fetch, push, mend.

Nobody else's files are touched. The branch is what this committer has committed, `seen` what the remote was last known
to hold. A commit costs what its files cost, however many there are already, and is on disk when `commit` returns.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from scripts.callback import durable, git
from scripts.callback.git import Git, GitFailed, Reader

_PATH = re.compile(r"(?!-)(?!.*(?:^|/)\.)[A-Za-z0-9_./-]+")
_BRANCH = re.compile(r"(?!-)(?!.*(?:\.\.|//|\.lock$|/$|@\{))[A-Za-z0-9_./-]{1,100}")
_NEXT = "refs/callback/next"
_PACKS = 60
"""Packs from which they are rolled up: each commit and each fetch makes one."""


class BadSettings(ValueError):
    """The name of the branch or of the data folder is not one."""


class Overtaken(Exception):
    """The branch is not where this committer left it."""


class Entry(NamedTuple):
    path: str  # below the data folder
    blob: str


class Change(NamedTuple):
    path: str  # below the data folder
    old: str | None
    new: str | None


class Repository:
    """Every method but `fetch` and `push` belongs to the one holder of the committer's lock."""

    def __init__(self, folder: Path, remote: str, branch: str, data: str, held_open: tuple[int, ...] = ()) -> None:
        """`data` is the data folder inside the repository, "" when it is the repository itself. Raises BadSettings."""
        if not _BRANCH.fullmatch(branch) or (data and not _PATH.fullmatch(data)) or data.endswith("/"):
            raise BadSettings(branch, data)
        self.folder = folder
        self.remote = remote
        self.branch = branch
        self._prefix = f"{data}/" if data else ""
        self._data = data
        self._held_open = held_open
        self._git = Git(folder, held_open)
        self._reader = Reader(self._git)

    # --- making and mending ---------------------------------------------------------------------------------------

    def exists(self) -> bool:
        return (self.folder / "HEAD").is_file() and (self.folder / "objects").is_dir()

    def make(self) -> None:
        """An empty clone; `fetch` fills it. Raises GitFailed."""
        git.make(self.folder, self.branch)
        durable.sync_tree(self.folder)  # git syncs objects and refs, not the files that make it a repository

    def unlock(self) -> int:
        """Remove what killed git processes left: locks and half-written files. Returns how many.

        Only for the holder of the committer's lock, which local git processes inherit: none of them runs any more.
        """
        self.close()
        found = [path for path in self.folder.rglob("*.lock") if path.is_file()]
        found += [path for path in (self.folder / "objects").rglob("tmp_*") if path.is_file()]
        found += list(self.folder.glob("fast_import_crash_*"))
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def put_away(self, stamp: str) -> Path:
        """Move a broken clone aside, whole, for a person to look at. Raises `OSError`."""
        self.close()
        for number in range(1000):
            aside = self.folder.with_name(f"{self.folder.name}.broken-{stamp}-{number}")
            if not aside.exists():
                break
        os.rename(self.folder, aside)
        durable.sync_folder(self.folder.parent)
        return aside

    def check(self) -> None:
        """Raises GitFailed when what is committed here and not at the remote is not whole."""
        self._git.run("rev-list", "--objects", "--quiet", self._head_ref, f"^{self._seen_ref}")

    def close(self) -> None:
        self._reader.close()

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def _head_ref(self) -> str:
        return f"refs/heads/{self.branch}"

    @property
    def _seen_ref(self) -> str:
        return f"refs/remotes/origin/{self.branch}"

    @property
    def head(self) -> str | None:
        """The last commit here. Raises GitFailed."""
        return self._commit_of(self._head_ref)

    @property
    def seen(self) -> str | None:
        """The remote's last commit as far as known. Raises GitFailed."""
        return self._commit_of(self._seen_ref)

    def _commit_of(self, ref: str) -> str | None:
        found = self._git.run("for-each-ref", "--format=%(objectname)", "--", ref).decode().split()
        if not found and (self.folder / ref).exists():
            raise GitFailed("for-each-ref", 128, f"{ref} is damaged")  # git passes over it with a warning
        return found[0] if found else None

    def contains(self, commit: str, older: str) -> bool:
        """Whether `older` is `commit` or one of its ancestors. Raises GitFailed."""
        try:
            self._git.run("merge-base", "--is-ancestor", older, commit)
        except GitFailed as failure:
            if failure.status == 1:
                return False
            raise
        return True

    def count_between(self, commit: str, older: str) -> int:
        """Commits in `commit` that are not in `older`. Raises GitFailed."""
        return int(self._git.run("rev-list", "--count", commit, f"^{older}"))

    def files(self, commit: str) -> Iterator[Entry]:
        """Every file of the data folder at a commit. Raises GitFailed."""
        places = [self._data] if self._data else []
        listed = self._git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *places)
        for line in listed.split(b"\0"):
            if line:
                what, _, path = line.partition(b"\t")
                _, kind, blob = what.split()
                if kind == b"blob":
                    yield Entry(path.decode("utf-8", "surrogateescape").removeprefix(self._prefix), blob.decode())

    def changes(self, old: str, new: str) -> Iterator[Change]:
        """Files of the data folder that differ between two commits. Raises GitFailed."""
        places = [self._data] if self._data else []
        listed = self._git.run("diff-tree", "-r", "-z", "--no-renames", "--raw", old, new, "--", *places)
        parts = listed.split(b"\0")
        for what, path in zip(parts[0::2], parts[1::2], strict=False):
            _, _, old_blob, new_blob, _ = what.decode().split()
            yield Change(
                path.decode("utf-8", "surrogateescape").removeprefix(self._prefix),
                old_blob if old_blob.strip("0") else None,
                new_blob if new_blob.strip("0") else None,
            )

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """The bytes of files by the names of their blobs, in order. Raises GitFailed."""
        return self._reader.contents(blobs)

    # --- writing --------------------------------------------------------------------------------------------------

    def commit(self, files: Mapping[str, bytes], message: str, author: str, when: datetime) -> str:
        """One commit of new files on top of the branch, durable on return. Returns its name.

        `author` is ``Name <mail>``. Raises GitFailed (nothing is changed then), Overtaken, `OSError`.
        """
        head = self.head
        if head is None:
            raise Overtaken
        made = self.make_commit(head, files, message, author, author, when)
        self.move(self._head_ref, made, head)
        return made

    def make_commit(
        self, parent: str, files: Mapping[str, bytes | None], message: str, author: str, committer: str, when: datetime
    ) -> str:
        """A commit on top of another, of files with their new content (``None``: gone), that no branch holds yet.

        Every object of it is on disk on return. Raises GitFailed, BadSettings, `OSError`.
        """
        stamp = f"{int(when.timestamp())} +0700"
        text = message.encode()
        with self._git.feed("fast-import", "--quiet", "--done", "--force", "--date-format=raw") as importer:
            assert importer.stdin is not None
            stream = importer.stdin
            with suppress(BrokenPipeError):  # what it died of is told when it ends
                stream.write(f"reset {_NEXT}\ncommit {_NEXT}\nauthor {author} {stamp}\n".encode())
                stream.write(f"committer {committer} {stamp}\n".encode())
                stream.write(b"data %d\n%s\nfrom %s\n" % (len(text), text, parent.encode()))
                for path, content in files.items():
                    if not _PATH.fullmatch(path):
                        raise BadSettings(path)
                    if content is None:
                        stream.write(f"D {self._prefix}{path}\n".encode())
                        continue
                    stream.write(f"M 100644 inline {self._prefix}{path}\ndata {len(content)}\n".encode())
                    stream.write(content + b"\n")
                stream.write(b"done\n")
                stream.flush()
        made = self._commit_of(_NEXT)
        if made is None or made == parent:
            raise GitFailed("fast-import", 0, "no commit was made")
        # Every object is on disk under its name before a branch says so.
        durable.sync_folder(self.folder / "objects" / "pack")
        durable.sync_folder(self.folder / "objects")
        return made

    def follow(self, commit: str) -> None:
        """Let the branch stand at a commit of the remote; commits of ours that are not in it fall away.

        Raises GitFailed, Overtaken, `OSError`.
        """
        self.move(self._head_ref, commit, self.head)

    def move(self, ref: str, new: str, old: str | None) -> None:
        """Let a ref that stands at `old` stand at `new`, durable on return. Raises GitFailed, Overtaken, `OSError`."""
        try:
            self._git.run("update-ref", "--no-deref", ref, new, old or "0" * len(new))
        except GitFailed as failure:
            if self._commit_of(ref) != old:
                raise Overtaken from failure
            raise
        place = (self.folder / ref).parent
        durable.sync_file(self.folder / ref)  # before 2.36 git did not
        durable.sync_folder(place)
        durable.sync_folder(place.parent)

    def roll_up(self) -> bool:
        """Make few packs of many, once there are many; the cost of one commit stays the same however many came before.

        Returns whether there was anything to do. Raises GitFailed.
        """
        if sum(1 for _ in (self.folder / "objects" / "pack").glob("*.pack")) < _PACKS:
            return False
        self._git.run("repack", "--geometric=2", "-d", "--quiet", "-l")
        self.close()
        return True

    # --- the remote -----------------------------------------------------------------------------------------------

    def fetch(self, seconds: float) -> None:
        """Learn what the remote holds (`seen`). Raises GitFailed."""
        self._git.reach(
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--no-auto-maintenance",
            "--end-of-options",
            self.remote,
            f"+{self._head_ref}:{self._seen_ref}",
            seconds=seconds,
        )
        durable.sync_folder(self.folder / "objects" / "pack")

    def push(self, commit: str, seconds: float) -> Literal["pushed", "rejected"]:
        """Give the remote a commit, never by force. Raises GitFailed when it could not be reached."""
        try:
            self._git.reach(
                "push", "--porcelain", "--end-of-options", self.remote, f"{commit}:{self._head_ref}", seconds=seconds
            )
        except GitFailed as failure:
            if re.search(r"(?m)^!\t.*\[(remote )?rejected\]", failure.output):
                return "rejected"
            raise
        with suppress(GitFailed):  # a fetch says the same later
            self._git.run("update-ref", "--no-deref", self._seen_ref, commit)
        return "pushed"

    def remove(self) -> None:
        """Forget the clone. Raises `OSError`."""
        self.close()
        shutil.rmtree(self.folder)
