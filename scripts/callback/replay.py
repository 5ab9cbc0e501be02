"""The ledger made again from the kept messages, and every difference to what the repository holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from nhandao.book.book import path_of
from nhandao.ledger.promises import recognised
from nhandao.records.lines import Pledge, Receipt
from scripts.callback.agreement import fits_line
from scripts.callback.change import Change
from scripts.callback.committer import Settings
from scripts.callback.git import GitFailed
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope, Promise
from scripts.callback.ledger import Aside, Missing, Split, differences, fits, line_of
from scripts.callback.repository import Repository
from scripts.callback.shelf import Shelf


class Difference(NamedTuple):
    """One message whose line is not in the repository as it should be."""

    identity: str
    kind: Literal["missing", "differs", "cannot"]
    """The line is not there; it says something else; the message makes no line any more."""
    found: str


def replay(messages: Iterable[tuple[str, Envelope | None]], shelf: Shelf) -> Iterator[Difference]:
    """Compare the line of every message with the one in the repository. Nothing is written.

    Lines are judged by the records of today: an answer of staff to a promise, or a payment booked on another day by
    another door, is no difference. Raises GitFailed, NoCampaign.
    """
    change = Change(shelf)
    for name, envelope in messages:
        identity = name.removesuffix(".json")
        if envelope is None:
            yield Difference(identity, "cannot", "unreadable")
            continue
        there = _there(envelope, shelf)
        if there is None:
            yield Difference(identity, "missing", "")
            continue
        if (differs := _split_differs(envelope, there, shelf)) is not None:
            if differs:
                yield Difference(identity, "differs", differs)
            continue
        outcome = line_of(envelope, change)
        if isinstance(outcome, Aside | Missing):
            yield Difference(identity, "cannot", f"{outcome.reason} {outcome.found}".strip())
        elif isinstance(outcome, Pledge) and isinstance(there, Pledge):
            if not fits(outcome, there):
                yield Difference(identity, "differs", path_of(there))
        elif isinstance(outcome, Split):
            yield Difference(identity, "differs", path_of(there))
        elif outcome != there and (fields := _fields(outcome, there)):
            yield Difference(identity, "differs", f"{path_of(there)}: {', '.join(fields)}")


def replay_state(settings: Settings) -> Iterator[Difference]:
    """Compare the kept messages of a state folder with what its own clone holds; a committer may be at work meanwhile.

    Raises GitFailed (there is no clone yet, or it is damaged), NoCampaign, `OSError`.
    """
    repository = Repository(settings.state / "repository.git", settings.remote, settings.branch, settings.data)
    try:
        head = repository.head
        if head is None:
            raise GitFailed("for-each-ref", 1, "there is no clone yet")
        # Messages that are committed after this look are not in it, so they are listed first.
        messages = list(Inbox(settings.state).messages())
        yield from replay(messages, Shelf(repository, repository.head or head))
    finally:
        repository.close()


def _split_differs(envelope: Envelope, there: Receipt | Pledge, shelf: Shelf) -> str | None:
    """Of promises made together, or a transfer split over them: the path of a line that is not as it should be, "" when
    all are; ``None`` for any other message. How a transfer was split depended on what was open then, so that only its
    sum and where it went are looked at."""
    intake = envelope.intake
    if isinstance(intake, Promise):
        if not intake.others:
            return None
        for promise in intake.pledges:
            line = shelf.find(Pledge, promise.reference)
            if line is None or not fits(promise, line):
                return path_of(promise)
        return ""
    if not isinstance(there, Receipt) or intake.fee_of is not None or intake.reverses is not None:
        return None
    parts = [part for part in shelf.parts_of(intake.id) if part.part_of is not None]
    bundle = [pledge for code in intake.codes if code.startswith("CK") for pledge in shelf.bundle(code)]
    if not bundle:
        return None if not parts else path_of(there)
    accounts = {pledge.account for pledge in bundle} | {fund.code for fund in shelf.campaign.funds if fund.surplus}
    whole = all(line.account in accounts for line in (there, *parts)) and fits_line(intake, there, parts)
    return "" if whole else path_of(there)


def _there(envelope: Envelope, shelf: Shelf) -> Receipt | Pledge | None:
    intake = envelope.intake
    if isinstance(intake, Promise):
        return shelf.find(Pledge, intake.pledge.reference)
    return shelf.find(Receipt, intake.id)


def _fields(expected: Receipt | Pledge, found: Receipt | Pledge) -> list[str]:
    """Fields that differ and must not: the day, the rate of that day and the note may follow another door."""
    unlike = differences(expected, found).keys() - {"on", "confirmed_note"}
    if isinstance(expected, Receipt) and isinstance(found, Receipt) and expected.foreign and found.foreign:
        if expected.foreign.amount_minor == found.foreign.amount_minor:
            unlike -= {"foreign", "value_vnd"}
    # A gift that came before its promise was accepted has the name that was typed.
    if recognised(found.supporter, expected.supporter):
        unlike -= {"supporter"}
    return sorted(unlike)
