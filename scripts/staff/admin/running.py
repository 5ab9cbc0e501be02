"""Everything of the form editor that runs together: the desk, the service, and a look at the remote now and then."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.callback.git import GitFailed
from scripts.callback.rebuild import Rebuild
from scripts.staff.admin.accounts import Accounts
from scripts.staff.admin.desk import Desk
from scripts.staff.admin.desk import Settings as DeskSettings
from scripts.staff.admin.service import BASE, Service
from scripts.staff.admin.serving import open_server
from scripts.staff.admin.settings import LOOPBACK, AdminFile

_LOG = logging.getLogger("nhandao.admin")
_LOOK_EVERY_SECONDS = 60.0
LOCKS = "locks.json"


class Running:
    """A server that answers until `stop`. Raises Stop when it cannot begin."""

    def __init__(
        self, settings: AdminFile, editor_files: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        told = settings.rebuild
        self._rebuild = Rebuild(told.command, told.least_seconds, told.timeout_seconds) if told else None
        repository = settings.repository
        self.desk = Desk(
            DeskSettings(settings.state, repository.remote, repository.branch, repository.data),
            clock,
            self._rebuild.ask if self._rebuild is not None else lambda: None,
        )
        self._stopping = threading.Event()
        try:
            self.accounts = Accounts(settings.accounts, settings.state / LOCKS)
            self.accounts.all()  # tells now when the file cannot be read
            server = settings.server
            self.service = Service(self.desk, self.accounts, settings.url, editor_files, clock, server.proxies)
            self._server: Any = open_server(self.service.app, server.host, server.port, server.threads)
        except BaseException:
            self.desk.close()
            raise
        parts = urlsplit(settings.url)
        if parts.scheme == "http" and parts.hostname in LOOPBACK:
            port = self._server.effective_port
            self.service.answer_as(f"http://127.0.0.1:{port}", f"http://localhost:{port}")
            self.url = f"http://127.0.0.1:{port}{BASE}/"
        else:
            self.url = f"{settings.url}{BASE}/"
        self._thread = threading.Thread(target=self._look, name="remote", daemon=True)

    def serve(self) -> None:
        """Answer until a signal asks for the end, or `stop`."""
        self._thread.start()
        if self._rebuild is not None:
            self._rebuild.start()
        with contextlib.suppress(OSError):  # the socket is closed by `stop`
            self._server.run()

    def stop(self) -> None:
        self._stopping.set()
        self._server.task_dispatcher.shutdown()  # first, as its threads wake the loop that the next line ends
        self._server.close()
        if self._rebuild is not None:
            self._rebuild.stop()
        self.desk.close()

    def _look(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY_SECONDS):
            try:
                self.desk.refresh()
                self.desk.tidy()
            except (GitFailed, OSError) as failure:
                _LOG.warning("remote: %s", failure)


@contextlib.contextmanager
def running(settings: AdminFile, editor_files: Path) -> Iterator[Running]:
    """A server that answers in a thread of its own."""
    made = Running(settings, editor_files)
    thread = threading.Thread(target=made.serve, name="admin", daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join(timeout=10)
