"""The program that rewrites the clone: git-filter-repo with what `portal erase` tells it on standard input.

It runs by itself in the clone, because git-filter-repo works on the repository it stands in.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any, TypedDict

import git_filter_repo

from scripts.staff.needles import Needles

_ARGUMENTS = [
    "--force",  # the clone was made for this
    "--quiet",
    "--prune-empty=never",  # who approved what, and when, stays told, though the change itself is gone
    "--prune-degenerate=never",
    "--replace-refs=delete-no-add",
]


class Job(TypedDict):
    blobs: dict[str, str]
    """New content (base64) of files by the name of their object."""
    drop: str
    """Files below a folder whose path ends so are taken out: ``photos/DC23A0002G/``."""
    phrases: list[str]
    """Phrases to blot out of messages."""


def main() -> int:
    job: Job = json.load(sys.stdin)
    blobs = {name.encode(): base64.b64decode(content) for name, content in job["blobs"].items()}
    drop, needles = job["drop"].encode(), Needles(job["phrases"])

    def blob(found: Any, _metadata: Any) -> None:
        if found.original_id in blobs:
            found.data = blobs[found.original_id]

    def filename(path: bytes) -> bytes | None:
        return None if path.startswith(drop) or b"/" + drop in path else path

    rewriting = git_filter_repo.RepoFilter(
        git_filter_repo.FilteringOptions.parse_args(_ARGUMENTS),
        blob_callback=blob,
        filename_callback=filename,
        message_callback=needles.without,
    )
    rewriting.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
