"""The committer: one process per state folder that turns waiting messages into commits and brings them to the remote.

Every step can be the last one before the power goes. What was acknowledged stands in inbox/ or unpushed/ until it is at
the remote, so commits that were not pushed can be made again from there and are never the only copy of anything.
"""

from __future__ import annotations

import contextlib
import logging
import os
import random
import re
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from scripts.callback import durable, lock
from scripts.callback.batch import Batch, commit_message, decide
from scripts.callback.git import GitFailed
from scripts.callback.inbox import Inbox, SetAside
from scripts.callback.intake import Envelope
from scripts.callback.ledger import Missing
from scripts.callback.publisher import Publisher
from scripts.callback.repository import BadSettings, Overtaken, Repository
from scripts.callback.shelf import NoCampaign, Shelf
from scripts.callback.status import Status, tell

_LOG = logging.getLogger("nhandao.callback")

_LARGEST_COMMIT = 20_000
_POLL_SECONDS = 0.2
_GATHER_SECONDS = 0.5
"""Rest after a commit, and after a round with the remote: in a burst it makes few large ones of many small ones, and
leaves the processor to those who take payments in."""
_TELL_SECONDS = 2.0
_LONGEST_PAUSE_SECONDS = 60.0
_AUTHOR = re.compile(r"[^<>\x00-\x1f]{1,80} <[^<>\s\x00-\x1f]{1,120}>")


class Settings(NamedTuple):
    state: Path
    remote: str
    """Address of the data repository, as git takes it."""
    branch: str = "main"
    data: str = ""
    """The data folder inside the repository; "" when it is the whole of it."""
    author: str = "portal callback <callback@localhost>"
    patience: timedelta = timedelta(days=3)
    """How long a refund or fee waits for its payment, and a payment for its promise, before a person is asked."""
    network_seconds: float = 120.0
    lock_seconds: float = 3.0
    """How long to wait for the git processes of a committer that was killed."""


class Committer:
    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
        after_push: Callable[[int], None] | None = None,
    ) -> None:
        """Take the state folder. `clock` tells the aware time; `after_push` is given the number of
        lines that have come to the remote.

        Raises AlreadyRunning, BadSettings, NotKept.
        """
        if not _AUTHOR.fullmatch(settings.author):
            raise BadSettings(settings.author)
        self._settings = settings
        self._clock = clock
        self._monotonic = monotonic
        self._after_push = after_push
        self.inbox = Inbox(settings.state)
        self._lock = lock.take(settings.state, settings.lock_seconds)
        try:
            self._repository = Repository(
                settings.state / "repository.git", settings.remote, settings.branch, settings.data, (self._lock,)
            )
        except BadSettings:
            os.close(self._lock)
            raise
        self._mutex = threading.RLock()
        self._publisher = Publisher(
            self._repository,
            self.inbox,
            self._mutex,
            moved=self._stand_at,
            clock=clock,
            monotonic=monotonic,
            chance=chance or random.Random(),
            seconds=settings.network_seconds,
        )
        self._shelf: Shelf | None = None
        self._first_seen: dict[str, float] = {}
        self._held: dict[str, tuple[Missing, object]] = {}
        self._wake = threading.Event()
        self._push = threading.Event()
        self._stopping = threading.Event()
        self._problem = ""
        self._tell_again = float("-inf")
        self._commits = self._lines = self._repeats = 0
        self._last_commit: datetime | None = None

    def close(self) -> None:
        """Let go of the state folder."""
        self._repository.close()
        with contextlib.suppress(OSError):
            os.close(self._lock)

    # --- making ready ------------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Mend whatever an earlier end left behind, and know what the repository holds.

        Raises GitFailed when there is no clone and the remote cannot be reached; `OSError`.
        """
        with self._publisher.network, self._mutex:
            self._shelf = None
            durable.clean(self.inbox.temporary)
            if self._repository.exists():
                self._repository.unlock()
                try:
                    head, _ = self._repository.head, self._repository.seen
                    if head is not None:
                        self._repository.check()
                        self._shelf = Shelf(self._repository, head)
                except GitFailed as failure:
                    if failure.status in (-1, None):  # git could not be run, or not to its end
                        raise
                    stamp = f"{self._clock():%Y%m%d-%H%M%S}"
                    _LOG.error("clone: broken (%s), put aside", failure)
                    self._repository.put_away(stamp)
            if self._shelf is None:
                # What was committed there only waits again; the next clone gets it anew.
                self.inbox.take_back()
                if not self._repository.exists():
                    with contextlib.suppress(FileNotFoundError):
                        self._repository.remove()
                    self._repository.make()
                self._publisher.fetch()
                if self._shelf is None:
                    raise GitFailed("fetch", 0, "the remote has no such branch")
            self._held.clear()

    def _stand_at(self, commit: str) -> None:
        """The branch stands at another commit (called with the mutex held)."""
        if self._shelf is None:
            self._shelf = Shelf(self._repository, commit)
        else:
            self._shelf.advance(commit)
        # What waits here for a person may have been settled by another instance.
        shelf = self._shelf
        self.inbox.reconsider(name for name in self.inbox.names("unmatched") if shelf.settles(name))
        self._wake.set()

    # --- committing --------------------------------------------------------------------------------------------------

    def commit_waiting(self) -> int:
        """Turn what waits into one commit, durable on return. Returns how many messages left inbox/.

        Raises GitFailed, Overtaken, NoCampaign, `OSError`; then everything waits on.
        """
        with self._mutex:
            return self._turn(self._due_names()) if self._shelf is not None else 0

    def _turn(self, names: Sequence[str]) -> int:
        """Decide about messages and commit. One that the program fails on must not keep the others waiting."""
        messages = {name: found for name in names if (found := self.inbox.read(name)) is not None}
        if not messages:
            return 0
        try:
            return self._handle(messages)
        except (GitFailed, Overtaken, NoCampaign, OSError):
            raise
        except Exception as error:
            reason = _place_of(error)
            _LOG.error("the program failed on %d messages: %s", len(messages), reason)
            self._shelf = Shelf(self._repository, self._repository.head or "")
            if len(messages) > 1:
                middle = len(messages) // 2
                order = list(messages)
                return self._turn(order[:middle]) + self._turn(order[middle:])
            ((name, found),) = messages.items()
            envelope, words = (None, found) if isinstance(found, str) else (found, None)
            aside = SetAside(reason="program-error", found=reason, since=self._clock(), envelope=envelope, text=words)
            self.inbox.set_aside("quarantine", [(name, aside)])
            return 1

    def _handle(self, messages: Mapping[str, Envelope | str]) -> int:
        assert self._shelf is not None
        worlds = {name: self._world(self._first_seen[name]) for name in messages}
        batch = decide(messages, self._shelf, self._clock(), self._settings.patience, self._is_fresh)
        if batch.lines:
            self._commit(batch)
        done = [*batch.lines, *batch.known]
        self.inbox.committed(done)
        self.inbox.set_aside("unmatched", batch.unmatched)
        self.inbox.set_aside("quarantine", batch.quarantine)
        self._repeats += len(batch.known)
        self._hold(batch, worlds)
        for name in messages.keys() - batch.waiting.keys():
            self._first_seen.pop(name, None)
        if batch.waiting:
            self._publisher.ask()
        if done or batch.waiting:
            self._push.set()
        return len(messages) - len(batch.waiting)

    def _commit(self, batch: Batch) -> None:
        assert self._shelf is not None
        now = self._clock()
        files = batch.files
        made = self._repository.commit(files, commit_message(batch), self._settings.author, now)
        self._shelf.advance(made, files)
        self._commits += 1
        self._lines += len(batch.lines)
        self._last_commit = now
        _LOG.info("commit %s: %d lines", made[:12], len(batch.lines))

    def _due_names(self) -> list[str]:
        """Names in inbox/ that are new, or whose wait may be over."""
        now = self._monotonic()
        names = []
        for name in self.inbox.names("inbox"):
            first = self._first_seen.setdefault(name, now)
            if name in self._held and self._held[name][1] == self._world(first):
                continue
            names.append(name)
            if len(names) == _LARGEST_COMMIT:
                break
        return names

    def _hold(self, batch: Batch, worlds: Mapping[str, object]) -> None:
        for name, missing in batch.waiting.items():
            self._held[name] = missing, worlds[name]
        for name in [*batch.lines, *batch.known, *(name for name, _ in [*batch.unmatched, *batch.quarantine])]:
            self._held.pop(name, None)

    def _world(self, first_seen: float) -> object:
        """What an answer to a waiting message depends on: looking again before it changes is of no use."""
        commit = self._shelf.commit if self._shelf is not None else ""
        return commit, self._publisher.fetched_from > first_seen, self._clock().replace(second=0, microsecond=0)

    def _is_fresh(self, name: str) -> bool:
        return self._publisher.fetched_from > self._first_seen[name]

    def publish(self) -> float:
        """One round with the remote. Returns the seconds to wait before the next. Raises `OSError`."""
        with self._mutex:
            if self._shelf is None:
                return _POLL_SECONDS
        before = self._publisher.published
        pause = self._publisher.round()
        lines = self._publisher.published - before
        if self._after_push is not None and lines:
            try:
                self._after_push(lines)
            except Exception as error:
                _LOG.error("what follows a push failed, the lines stand: %s", _place_of(error))
        return pause

    # --- running -----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Work until `stop`, then end what is under way and let go of the state folder."""
        publishing = threading.Thread(target=self._publish_on, name="publisher")
        publishing.start()
        failures = 0
        try:
            while not self._stopping.is_set():
                try:
                    if self._shelf is None:
                        self.prepare()
                        self._push.set()
                    self._wake.clear()
                    pause = _POLL_SECONDS
                    if self.commit_waiting():
                        with self._mutex:
                            self._repository.roll_up()
                        self._stopping.wait(_GATHER_SECONDS)
                        pause = 0.0  # more may have come meanwhile
                    failures = 0
                    self._problem = ""
                except (GitFailed, Overtaken, NoCampaign, OSError) as error:
                    failures += 1
                    self._problem = f"{type(error).__name__}: {error}"[:300]
                    _LOG.error("commit: %s (failure %d)", self._problem, failures)
                    with self._mutex:
                        self._shelf = None  # look at everything anew
                    pause = min(_LONGEST_PAUSE_SECONDS, 0.25 * 2.0 ** min(failures, 10))
                self._tell()
                if pause:
                    self._wait(pause)
        finally:
            self._stopping.set()
            self._push.set()
            publishing.join()
            self._tell()
            self.close()

    def _wait(self, seconds: float) -> None:
        if not self._stopping.is_set():
            self._wake.wait(seconds)

    def _publish_on(self) -> None:
        while not self._stopping.is_set():
            self._push.clear()
            try:
                pause = self.publish()
            except OSError as error:
                _LOG.error("publish: %s", error)
                pause = _POLL_SECONDS * 5
            if self._publisher.failures:
                # A commit in between is no reason to try a remote that is down more often.
                self._stopping.wait(pause)
            else:
                self._stopping.wait(_GATHER_SECONDS)
                self._push.wait(pause)

    def wake(self) -> None:
        """Something was put: do not wait for the next look."""
        self._wake.set()

    def look(self) -> None:
        """Something may have come to the remote: do not wait for the next look."""
        self._publisher.ask()
        self._push.set()

    def stop(self) -> None:
        """Ask `run` to end; it returns when the commit and the round under way are done."""
        self._stopping.set()
        self._wake.set()
        self._push.set()

    # --- telling -----------------------------------------------------------------------------------------------------

    def status(self) -> Status:
        ready = self._shelf is not None
        return Status(
            ready=ready,
            commits=self._commits,
            lines=self._lines,
            repeats=self._repeats,
            held=len(self._held),
            replays=self._publisher.replays,
            unpushed_commits=self._unpushed_commits() if ready else 0,
            push_failures=self._publisher.failures,
            last_commit_at=self._last_commit.isoformat() if self._last_commit else "",
            last_contact_at=self._publisher.last_contact.isoformat() if self._publisher.last_contact else "",
            problem=self._problem or self._publisher.problem,
            rewritten=self._publisher.rewritten,
            told_at=self._clock().isoformat(),
        )

    def _unpushed_commits(self) -> int:
        with self._mutex:
            try:
                head, seen = self._repository.head, self._repository.seen
                return self._repository.count_between(head, seen) if head and seen and head != seen else 0
            except GitFailed:
                return 0

    def _tell(self) -> None:
        """Leave the status where another process finds it, not more often than it is read."""
        now = self._monotonic()
        if now < self._tell_again and not self._stopping.is_set():
            return
        self._tell_again = now + _TELL_SECONDS
        with contextlib.suppress(OSError):
            tell(self._settings.state, self.status())


def _place_of(error: Exception) -> str:
    """What went wrong and where, without its words: they may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} at {', '.join(f'{Path(f.filename).name}:{f.lineno}' for f in frames)}"
