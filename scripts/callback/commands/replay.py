"""`portal replay`: make the ledger again from the kept messages and show every difference; nothing is written."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.callback.commands.status import open_inbox
from scripts.callback.git import GitFailed
from scripts.callback.reasons import reason_text
from scripts.callback.replay import replay
from scripts.callback.repository import Repository
from scripts.callback.service import CLONE
from scripts.callback.settings import load
from scripts.callback.shelf import NoCampaign, Shelf
from scripts.messages import Stop, number_text, text


def run(options: argparse.Namespace) -> int:
    settings = load(Path(options.config))
    place = settings.file.repository
    repository = Repository(settings.state / CLONE, place.remote, place.branch, place.data)
    messages = list(open_inbox(settings).messages())
    try:
        head = repository.head
        if head is None:
            raise Stop(2, "no-clone", path=settings.state)
        found = list(replay(messages, Shelf(repository, head)))
    except (GitFailed, NoCampaign):
        raise Stop(2, "no-clone", path=settings.state) from None
    finally:
        repository.close()
    for difference in found:
        reason, _, rest = difference.found.partition(" ")
        told = reason_text(reason, rest, options.lang) if difference.kind == "cannot" else difference.found
        print(f"{difference.identity}: {difference.kind} {told}".rstrip())
    count = len(found) or len(messages)
    print(text("replay-differs" if found else "replay-fine", options.lang, count=number_text(count, options.lang)))
    return 1 if found else 0
