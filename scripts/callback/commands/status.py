"""`portal status`: what waits, what a person must decide, and whether the committer and the remote are well."""

from __future__ import annotations

import time

from scripts.callback.durable import NotKept
from scripts.callback.inbox import Aside, Inbox
from scripts.callback.intake import Movement
from scripts.callback.metrics import health
from scripts.callback.reasons import reason_text
from scripts.callback.settings import Settings
from scripts.messages import Stop, number_text, text


def print_payments(settings: Settings, lang: str) -> int:
    """Tell of the payments that wait. Returns 1 when a person has something to do."""
    inbox = open_inbox(settings)
    found = health(inbox, time.time())
    counts, told = found.counts, found.committer
    for name in ("inbox", "unpushed", "unmatched", "quarantine"):
        print(text(f"status-{name}", lang, count=number_text(getattr(counts, name), lang)))
    if counts.inbox:
        print(text("status-oldest", lang, seconds=number_text(counts.oldest_seconds, lang)))
    if told is None:
        print(text("status-never", lang))
    else:
        print(text("status-well" if found.is_well else "status-unwell", lang))
        if told.last_commit_at:
            print(text("status-last-commit", lang, at=told.last_commit_at))
        if told.push_failures:
            print(text("status-remote", lang, failures=told.push_failures, problem=told.problem))
        if told.rewritten:
            print(text("status-rewritten", lang))
    for place in ("unmatched", "quarantine"):
        for aside in inbox.asides("unmatched" if place == "unmatched" else "quarantine"):
            print(aside_line(aside, place, lang))
    return 1 if counts.unmatched or counts.quarantine or not found.is_well else 0


def open_inbox(settings: Settings) -> Inbox:
    """The inbox of a configuration, as a command sees it. Raises Stop."""
    try:
        return Inbox(settings.state)
    except NotKept as error:
        raise Stop(2, "state-not-kept", path=settings.state, problem=error) from None


def aside_line(aside: Aside, place: str, lang: str) -> str:
    """One message for a person on one line: where it is, what it is, why it waits."""
    name = aside.name.removesuffix(".json")
    if aside.content is None:
        return f"{place}/{aside.name}: {reason_text('unreadable', '', lang)}"
    what = ""
    intake = aside.content.envelope.intake if aside.content.envelope is not None else None
    if isinstance(intake, Movement) and intake.value_vnd is not None:
        what = f" {intake.on.isoformat()} {number_text(intake.value_vnd, lang)} đ:"
    return f"{place}/{name}:{what} {reason_text(aside.content.reason, aside.content.found, lang)}"
