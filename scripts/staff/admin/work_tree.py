"""The data folder as a commit has it, with a draft laid over: a folder of our own, brought there by differences."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from scripts.callback.repository import Repository
from scripts.staff.admin.drafts import Files

_SAFE = re.compile(r"(?!.*(?:^|/)\.\.?(?:/|$))[^\x00\\]+")
_OVERLAID = "overlaid"


class WorkTree:
    """Files below `folder`, which belongs to this object alone."""

    def __init__(self, folder: Path, repository: Repository) -> None:
        self.folder = folder
        self._repository = repository
        folder.mkdir(parents=True, exist_ok=True)
        self._there = {path: _blob_id(folder / path) for path in _paths(folder)}
        self._commit = ""
        self._listed: dict[str, str] = {}

    def bring(self, commit: str, overlay: Files) -> Path:
        """Let the folder hold the files of a commit with an overlay on top. Raises GitFailed, `OSError`."""
        wanted = dict(self._files(commit))
        for path in overlay:
            wanted.pop(path, None)
        gone = [path for path in self._there if path not in wanted and overlay.get(path) is None]
        due = [path for path, blob in wanted.items() if self._there.get(path) != blob]
        for path in gone:
            (self.folder / path).unlink(missing_ok=True)
            del self._there[path]
        for path, content in zip(due, self._repository.contents([wanted[path] for path in due]), strict=True):
            self._write(path, content)
            self._there[path] = wanted[path]
        for path, new in overlay.items():
            if new is not None and _SAFE.fullmatch(path):
                self._write(path, new)
                self._there[path] = _OVERLAID
        return self.folder

    def _files(self, commit: str) -> dict[str, str]:
        if commit != self._commit:
            self._listed = {path: blob for path, blob in self._repository.files(commit) if _SAFE.fullmatch(path)}
            self._commit = commit
        return self._listed

    def _write(self, path: str, content: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.part")
        temporary.write_bytes(content)
        temporary.replace(file)


def _paths(folder: Path) -> list[str]:
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if name.endswith(".part") or path.is_symlink():
                path.unlink()
            else:
                found.append(path.relative_to(folder).as_posix())
    return found


def _blob_id(path: Path) -> str:
    """The name git has for a file's content."""
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
