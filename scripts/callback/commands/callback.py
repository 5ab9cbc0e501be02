"""`portal callback`: the service on this machine, and the committer beside it, until they are stopped."""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from waitress import create_server

from scripts.callback.durable import NotKept
from scripts.callback.logs import log_to
from scripts.callback.service import make
from scripts.callback.settings import Settings, load
from scripts.messages import Stop, text

_LOG = logging.getLogger("nhandao.callback")
_LONGEST_PAUSE = 30.0
_IDLE_SECONDS = 30
"""A caller that sends nothing for so long is let go; a slow body never holds a working thread."""


def run(options: argparse.Namespace) -> int:
    settings = load(Path(options.config))
    log_to()
    try:
        service = make(settings, lambda: datetime.now(UTC))
    except ValueError as error:
        raise Stop(1, "secret-weak", problem=error) from None
    except NotKept as error:
        raise Stop(2, "state-not-kept", path=settings.state, problem=error) from None
    server_settings = settings.file.server
    try:
        server = create_server(
            service.app,
            host=server_settings.host,
            port=server_settings.port,
            threads=server_settings.threads,
            connection_limit=1000,
            channel_timeout=_IDLE_SECONDS,
            max_request_body_size=2_000_000,
            max_request_header_size=32_768,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
    except OSError:
        raise Stop(2, "port-taken", port=server_settings.port) from None
    committer = None if options.no_committer else CommitterProcess(settings)
    service.start()
    if committer is not None:
        committer.start()
    print(text("callback-ready", options.lang, host=server_settings.host, port=server.effective_port), flush=True)
    try:
        server.run()  # returns, or ends with SystemExit, once a signal asks for it and the answers under way are sent
    finally:
        server.close()
        service.stop()
        if committer is not None:
            committer.stop()
    return 0


class CommitterProcess:
    """The committer in a process of its own, started again when it dies."""

    def __init__(self, settings: Settings) -> None:
        self._line = [sys.executable, "-P", "-m", "scripts.portal", "committer", "--config", str(settings.path)]
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="committer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end what is under way, and wait for that."""
        self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
        self._thread.join(timeout=60)

    def _keep(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._process = subprocess.Popen(self._line, stdin=subprocess.DEVNULL)
            if self._stopping.is_set():
                self._process.terminate()
            status = self._process.wait()
            if self._stopping.is_set():
                return
            failures += 1
            _LOG.error("the committer ended with %d; it is started again", status)
            self._stopping.wait(min(_LONGEST_PAUSE, 0.5 * 2.0**failures))
