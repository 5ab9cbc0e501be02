"""Bringing commits to the remote: fetch, push without force, and replay on top of what others pushed meanwhile."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime

from scripts.callback.git import GitFailed
from scripts.callback.inbox import Inbox
from scripts.callback.repository import Repository

_LOG = logging.getLogger("nhandao.callback")

_FETCH_EVERY_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 300.0
_PAUSE_AFTER_REJECTION = 0.3


class Publisher:
    """One round after the other, by one thread. `mutex` is held by whoever changes the branch, never while the network
    is used; `network` while it is."""

    def __init__(
        self,
        repository: Repository,
        inbox: Inbox,
        mutex: threading.RLock,
        *,
        moved: Callable[[str], None],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        chance: random.Random,
        seconds: float,
    ) -> None:
        """`moved` is called, with the mutex held, when the branch has come to stand at a commit of the remote."""
        self._repository = repository
        self._inbox = inbox
        self._mutex = mutex
        self._moved = moved
        self._clock = clock
        self._monotonic = monotonic
        self._chance = chance
        self._seconds = seconds
        self._asked = True
        self._due = 0.0
        self.network = threading.Lock()
        self.fetched_from = float("-inf")
        """When the last fetch that worked began, by `monotonic`."""
        self.failures = 0
        """Rounds that failed since the last one that worked."""
        self.problem = ""
        self.last_contact: datetime | None = None
        self.rewritten = False
        """Whether somebody took commits back that the remote once held."""
        self.replays = 0
        self.published = 0
        """Messages whose lines have come to the remote."""

    def ask(self) -> None:
        """Look at the remote in the next round, due or not."""
        self._asked = True

    def round(self) -> float:
        """Fetch when due, push what there is. Returns the seconds to wait before the next round.

        Raises `OSError` when the disk refuses.
        """
        try:
            with self.network:
                pause = self._round()
        except GitFailed as failure:
            self.failures += 1
            self.problem = str(failure)
            _LOG.warning("remote: %s (failure %d)", failure, self.failures)
            longest = min(_LONGEST_PAUSE_SECONDS, 0.5 * 2.0 ** min(self.failures, 12))
            return longest * self._chance.uniform(0.5, 1.0)
        self.failures = 0
        self.problem = ""
        self.last_contact = self._clock()
        return pause

    def _round(self) -> float:
        if self._asked or self._monotonic() >= self._due:
            self.fetch()
        with self._mutex:
            head, seen = self._repository.head, self._repository.seen
            names = self._inbox.names("unpushed")
        if head is None:
            return _FETCH_EVERY_SECONDS
        if head != seen:
            if self._repository.push(head, self._seconds) == "rejected":
                before = seen
                self.fetch()
                if self._repository.seen == before:
                    raise GitFailed("push", 1, "the remote refuses the commit")
                return _PAUSE_AFTER_REJECTION * self._chance.uniform(0.1, 1.0)
        self._inbox.published(names)
        self.published += len(names)
        return _FETCH_EVERY_SECONDS

    def fetch(self) -> None:
        """Learn the remote's state and stand on top of it. Raises GitFailed, `OSError`."""
        self._asked = False
        began = self._monotonic()
        before = self._repository.seen
        self._repository.fetch(self._seconds)
        with self._mutex:
            self._adopt(before)
        self.fetched_from = began
        self._due = began + _FETCH_EVERY_SECONDS

    def _adopt(self, before: str | None) -> None:
        head, seen = self._repository.head, self._repository.seen
        if seen is None or seen == head:
            return
        if before is not None and before != seen and not self._repository.contains(seen, before):
            self.rewritten = True
            _LOG.error("remote: its history was rewritten; see what replay tells")
        if head is not None:
            if self._repository.contains(head, seen):
                return  # ours are on top of it: a push is enough
            if not self._repository.contains(seen, head):
                # The messages wait again before their commits fall away, and are judged anew by what others did.
                count = self._inbox.take_back()
                self.replays += 1
                _LOG.info("remote: others pushed, %d lines are replayed", count)
        self._repository.follow(seen)
        self._moved(seen)
