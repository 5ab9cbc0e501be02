"""A data folder in a real repository whose commits were made when the test says, by whom it says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from nhandao.public.audit import Version
from scripts.history.changes import History, changes
from scripts.history.source import needed_source
from tests import tree

ADDRESS = ("addresses", "DC23A0002G")
RECEIPT = ("receipts", "transfer-FT1")
HANDOVER = ("handovers", "ban-giao-1")


class Archive:
    """`data` is the folder of the records inside the repository, "" when it is the repository itself."""

    def __init__(self, place: Path, data: str = "") -> None:
        self.top = place / "repository"
        self.data = self.top / data
        self.top.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, at: str = "2023-06-01 09:00", by: str = "Staff") -> str:
        stamp = f"{at}:00 +0700"
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.top), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp,
            "GIT_AUTHOR_NAME": by, "GIT_COMMITTER_NAME": by,
            "GIT_AUTHOR_EMAIL": "staff@example.org", "GIT_COMMITTER_EMAIL": "staff@example.org",
        }  # fmt: skip
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, at: str = "2023-04-01 08:00", role: str = "district") -> str:
        """The valid tree of `tests/tree.py`, committed."""
        tree.write(self.data)
        return self.commit(at, role)

    def replace(self, path: str, old: str, new: str) -> None:
        tree.replace(self.data, path, old, new)

    def write(self, text: str) -> None:
        for path, body in tree.documents(text).items():
            file = self.data / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")

    def commit(self, at: str, role: str = "", by: str = "Staff") -> str:
        message = f"work\n\nRole: {role}\n" if role else "work"
        self.git("add", "-A")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, at=at, by=by)
        return self.git("rev-parse", "HEAD")

    def history(self, cache: Path | None = None) -> History:
        return changes(needed_source(self.data), cache)

    def versions(self, key: tuple[str, str]) -> tuple[Version, ...]:
        return self.history().records[key]
