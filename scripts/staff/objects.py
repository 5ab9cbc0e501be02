"""A git repository as bare objects and refs, for what is done to a whole history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts.messages import Stop
from scripts.staff.commit import environment


class Object(NamedTuple):
    name: str
    kind: str
    data: bytes


class Objects:
    """git on one repository, bare or not; every command must succeed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, stdin: bytes = b"", more: dict[str, str] | None = None) -> bytes:
        """Output of a command. Raises Stop."""
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            env=environment() | (more or {}),
        )
        if done.returncode:
            raise Stop(2, "git-refused", problem=done.stderr.decode("utf-8", "replace").strip()[-600:])
        return done.stdout

    def lines(self, *arguments: str) -> list[str]:
        return self.run(*arguments).decode("utf-8", "surrogateescape").splitlines()

    def blobs_at(self, *paths: str) -> frozenset[str]:
        """Names of every content that files at some paths (git's patterns) had in any commit of any ref."""
        patterns = [f":(glob)**/{path}" for path in paths]
        raw = self.run(
            "log", "--all", "-m", "--root", "--format=", "--raw", "--no-abbrev", "--no-renames", "-z", "--", *patterns
        )
        found = set()
        for part in raw.split(b"\0"):
            if part.lstrip(b"\n").startswith(b":"):
                _, _, old, new, _ = part.decode().split()
                found |= {name for name in (old, new) if name.strip("0")}
        return frozenset(found)

    def read(self, name: str) -> bytes:
        return self.run("cat-file", "blob", name)

    def every_object(self) -> Iterator[Object]:
        """Every object there is, reachable or not. Raises Stop."""
        process = subprocess.Popen(
            ["git", "cat-file", "--batch-all-objects", "--batch", "--buffer", "--unordered"],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=environment(),
        )
        with process:
            assert process.stdout is not None
            while head := process.stdout.readline().split():
                name, kind, size = head
                data = process.stdout.read(int(size))
                process.stdout.read(1)
                yield Object(name.decode(), kind.decode(), data)
        if process.returncode:
            raise Stop(2, "git-refused", problem="cat-file")

    def places_of(self, name: str) -> list[str]:
        """Files that ever had a content, each with a commit: ``content/x.md (1a2b3c4)``."""
        listed = self.lines("log", "--all", "-m", "--root", f"--find-object={name}", "--format=%x00%h", "--name-only")
        commit = ""
        found: dict[str, str] = {}
        for line in listed:
            if line.startswith("\0"):
                commit = line[1:]
            elif line:
                found.setdefault(line, commit)
        return [f"{path} ({made})" for path, made in sorted(found.items())]

    def refs(self) -> dict[str, str]:
        return {
            ref: name
            for name, ref in (line.split() for line in self.lines("for-each-ref", "--format=%(objectname) %(refname)"))
        }

    def tree(self, commit: str) -> dict[str, str]:
        """Name of the content of each file of a commit, by path."""
        listed = self.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
        parts = (line.partition(b"\t") for line in listed if line)
        return {os.fsdecode(path): what.split()[2].decode() for what, _, path in parts}
