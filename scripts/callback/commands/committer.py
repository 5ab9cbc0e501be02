"""`portal committer`: turn what waits in the inbox into commits and bring them to the remote, until stopped."""

from __future__ import annotations

import argparse
import signal
from datetime import UTC, datetime
from pathlib import Path

from scripts.callback.committer import Committer
from scripts.callback.committer import Settings as CommitterSettings
from scripts.callback.durable import NotKept
from scripts.callback.logs import log_to
from scripts.callback.rebuild import Rebuild
from scripts.callback.repository import BadSettings
from scripts.callback.settings import Settings, load
from scripts.messages import Stop


def run(options: argparse.Namespace) -> int:
    settings = load(Path(options.config))
    log_to()
    rebuild = None
    if (wanted := settings.file.rebuild) is not None:
        rebuild = Rebuild(wanted.command, wanted.least_seconds, wanted.timeout_seconds)
    try:
        committer = Committer(
            committer_settings(settings),
            clock=lambda: datetime.now(UTC),
            # Who builds the site takes the data from the remote: before the push there is nothing new to take.
            after_push=(lambda lines: rebuild.ask()) if rebuild is not None else None,
        )
    except BadSettings as error:
        raise Stop(1, "settings-wrong", path=settings.path, field="repository", problem=error) from None
    except NotKept as error:
        raise Stop(2, "state-not-kept", path=settings.state, problem=error) from None
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: committer.stop())
    if rebuild is not None:
        rebuild.start()
    try:
        committer.run()
    finally:
        if rebuild is not None:
            rebuild.stop()
    return 0


def committer_settings(settings: Settings) -> CommitterSettings:
    repository = settings.file.repository
    return CommitterSettings(settings.state, repository.remote, repository.branch, repository.data, repository.author)
