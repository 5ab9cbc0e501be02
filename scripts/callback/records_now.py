"""What the service has to know of the data while it answers: the campaign, and single records, as last committed.

Read from the committer's clone; nothing is changed there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

from nhandao.records.address import Address
from nhandao.records.campaign import Bank, Campaign
from nhandao.records.codes import is_code
from nhandao.records.record import Record
from scripts.callback.git import Git, GitFailed
from scripts.callback.ledger import closed
from scripts.callback.line_file import read_record

R = TypeVar("R", bound=Record)
_FRESH_SECONDS = 10.0
_NEVER_PUBLIC = ("unknown-address", "unknown-fund", "not-approved", "rejected")


class NotReady(Exception):
    """There is no clone yet, or no readable campaign in it: whoever asks is to come back later."""


class RecordsNow:
    """Safe for many threads.

    Args:
        clone: the committer's bare clone.
        branch, data: see `settings.RepositorySettings`.
    """

    def __init__(self, clone: Path, branch: str, data: str, monotonic: Callable[[], float]) -> None:
        self._git = Git(clone)
        self._at = f"refs/heads/{branch}:{data}{'/' if data else ''}"
        self._monotonic = monotonic
        self._mutex = threading.Lock()
        self._campaign: Campaign | None = None
        self._until = float("-inf")

    @property
    def campaign(self) -> Campaign:
        """At most ten seconds old; an older one while the newest cannot be read. Raises NotReady."""
        with self._mutex:
            if self._campaign is None or self._monotonic() >= self._until:
                self._campaign = self._read("campaign.yaml", Campaign) or self._campaign
                self._until = self._monotonic() + _FRESH_SECONDS
            if self._campaign is None:
                raise NotReady
            return self._campaign

    def accounts(self) -> Sequence[Bank]:
        """The society's own bank accounts, former ones too. Raises NotReady."""
        return self.campaign.accounts

    def address(self, code: str) -> Address | None:
        """An address as it stands in the data, shown or not; ``None`` when there is none."""
        return self._read(f"addresses/20{code[2:4]}/{code}.yaml", Address) if _is(code, "DC") else None

    def standing(self, code: str, on: date) -> Literal["open", "closed", "unknown"]:
        """Whether an address or fund takes help on a day, by the rule of the ledger. One that was never approved is
        unknown: nobody learns from a form that there is such an address. Raises NotReady."""
        if not is_code(code) or not code.startswith(("DC", "QC")):
            return "unknown"
        against = closed(code, on, self)
        if against is None:
            return "open"
        return "unknown" if against.reason in _NEVER_PUBLIC else "closed"

    def references(self, year: int) -> list[str]:
        """References of all promises of a year."""
        try:
            listed = self._git.run("ls-tree", "-r", "--name-only", f"{self._at}pledges/{year}")
        except GitFailed:
            return []
        return [PurePosixPath(line).stem for line in listed.decode("utf-8", "replace").splitlines()]

    def _read(self, path: str, model: type[R]) -> R | None:
        try:
            content = self._git.run("cat-file", "blob", self._at + path)
        except GitFailed:
            return None
        return read_record(model, content, path)


def _is(code: str, prefix: str) -> bool:
    return code.startswith(prefix) and is_code(code)
