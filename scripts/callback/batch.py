"""What one commit is made of: each waiting message becomes a line, is known already, waits on, or goes to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from nhandao.book.book import path_of
from nhandao.records.lines import Pledge, Receipt
from scripts.callback.agreement import fits_line
from scripts.callback.change import Change
from scripts.callback.inbox import SetAside
from scripts.callback.intake import Envelope, Movement, Promise
from scripts.callback.ledger import Aside, Missing, Split, fits, line_of, order
from scripts.callback.line_file import Line, file_of
from scripts.callback.shelf import Shelf


class Batch(NamedTuple):
    """The messages of inbox/, by name, and what becomes of each."""

    lines: dict[str, tuple[Line, ...]]
    known: list[str]
    unmatched: list[tuple[str, SetAside]]
    quarantine: list[tuple[str, SetAside]]
    waiting: dict[str, Missing]

    @property
    def files(self) -> dict[str, bytes]:
        """New files of the data folder."""
        return dict(file_of(line) for line in self.all_lines)

    @property
    def all_lines(self) -> list[Line]:
        return [line for lines in self.lines.values() for line in lines]


def decide(
    messages: Mapping[str, Envelope | str],
    shelf: Shelf,
    now: datetime,
    patience: timedelta,
    is_fresh: Callable[[str], bool],
) -> Batch:
    """Decide about messages. Nothing is written.

    `is_fresh` says of a message whether the remote was looked at since it came: only then is something that it names
    said not to exist. After `patience` what may still come by another message is no longer waited for. Raises
    GitFailed, NoCampaign.
    """
    batch = Batch({}, [], [], [], {})
    change = Change(shelf)
    groups: dict[tuple[int, str], dict[str, Envelope]] = {}
    for name, envelope in messages.items():
        if isinstance(envelope, str):
            batch.quarantine.append((name, SetAside(reason="unreadable", since=now, text=envelope)))
        elif (known := _known(envelope, shelf)) is None:
            groups.setdefault((order(envelope), name if _follows_others(envelope) else ""), {})[name] = envelope
        elif known:
            batch.known.append(name)
        else:
            batch.quarantine.append((name, _aside(Aside("ledger-differs", envelope.intake.id), envelope, now)))
    for _, group in sorted(groups.items()):
        lines: dict[str, Line] = {}
        for name, envelope in group.items():
            outcome = line_of(envelope, change)
            if isinstance(outcome, Missing) and _is_over(outcome, envelope, now, patience, is_fresh(name)):
                outcome = Aside(outcome.reason, outcome.found)
            if isinstance(outcome, Aside):
                batch.unmatched.append((name, _aside(outcome, envelope, now)))
            elif isinstance(outcome, Missing):
                batch.waiting[name] = outcome
            elif isinstance(outcome, Split):
                # Taken at once: what the next message may give to the same promises depends on it.
                if (aside := change.take_whole(outcome.lines)) is not None:
                    batch.unmatched.append((name, _aside(aside, envelope, now)))
                else:
                    batch.lines[name] = outcome.lines
            else:
                lines[name] = outcome
        refused = change.take(list(lines.values()))
        for name, line in lines.items():
            if (aside := refused.get(path_of(line))) is not None:
                batch.unmatched.append((name, _aside(aside, group[name], now)))
            else:
                batch.lines[name] = (line,)
    return batch


def _follows_others(envelope: Envelope) -> bool:
    """Whether its value depends on what was given back of the same payment before: then it is decided by itself."""
    intake = envelope.intake
    return isinstance(intake, Movement) and intake.reverses is not None and intake.without_rate is not None


def _known(envelope: Envelope, shelf: Shelf) -> bool | None:
    """Whether the ledger holds this very line; ``None`` when it holds none of this identity."""
    intake = envelope.intake
    if isinstance(intake, Promise):
        there = [promise for promise in intake.pledges if shelf.has(Pledge, promise.reference)]
        if not there:
            return None
        found = [shelf.find(Pledge, promise.reference) for promise in intake.pledges]
        return all(
            line is not None and fits(promise, line) for promise, line in zip(intake.pledges, found, strict=True)
        )
    receipt = shelf.find(Receipt, intake.id)
    if receipt is not None:
        return fits_line(intake, receipt, (part for part in shelf.parts_of(intake.id) if part.part_of is not None))
    return False if shelf.has(Receipt, intake.id) else None


def _is_over(missing: Missing, envelope: Envelope, now: datetime, patience: timedelta, fresh: bool) -> bool:
    return fresh and (not missing.may_come or now - envelope.intake.received_at >= patience)


def _aside(aside: Aside, envelope: Envelope, now: datetime) -> SetAside:
    return SetAside(reason=aside.reason, found=aside.found, since=now, envelope=envelope)


_IDS_NAMED = 200


def commit_message(batch: Batch) -> str:
    """What a commit did, in counts, sums and ids of our own patterns: nothing that somebody typed."""
    receipts = [line for line in batch.all_lines if isinstance(line, Receipt)]
    pledges = [line for line in batch.all_lines if isinstance(line, Pledge)]
    gifts = [line for line in receipts if line.fee_of is None and line.reverses is None]
    parts = []
    if receipts:
        total = f"{sum(line.value_vnd for line in gifts):,}".replace(",", ".")
        sources = ", ".join(sorted({line.source for line in receipts}))
        parts.append(f"receipts: {len(receipts)} lines, {total} đ, {sources}")
    if pledges:
        parts.append(f"pledges: {len(pledges)} lines")
    ids = [*(line.id for line in receipts), *(line.reference for line in pledges)]
    rest = [f"and {len(ids) - _IDS_NAMED} more"] if len(ids) > _IDS_NAMED else []
    # The audit tells by the last line who wrote: this is no member of staff.
    return "\n".join(["; ".join(parts), "", *ids[:_IDS_NAMED], *rest, "", "Role: callback"]) + "\n"
