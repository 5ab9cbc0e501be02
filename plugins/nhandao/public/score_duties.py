"""The reporting calendar for the public: each date of plan V, who owes a report by then, and who has handed it in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from nhandao.book.book import Book
from nhandao.public import labels
from nhandao.public.score_views import BodyDuty, Deadline
from nhandao.reporting.duties import Duty, deadlines


def deadline_views(book: Book, year: int, as_of: date) -> tuple[Deadline, ...]:
    """The calendar of a reporting year, as it stands on a day."""
    found = []
    for deadline in deadlines(book, year, as_of):
        period = deadline.period
        owed = deadline.duties
        states = Counter(duty.state for duty in owed)
        named = tuple(_body(duty, as_of) for duty in owed if duty.body.public)
        found.append(
            Deadline(
                code=period.code,
                kind=period.kind,
                quarter=period.number,
                year=period.year,
                first=period.first,
                last=period.last,
                due_before=deadline.due_before,
                last_day=deadline.last_day,
                state="running" if as_of <= period.last else "open" if as_of <= deadline.last_day else "over",
                days=max(0, (deadline.last_day - as_of).days + 1),
                owed=len(owed),
                in_time=states["handed_in"],
                late=states["handed_in_late"],
                missing=deadline.missing,
                bodies=named,
                unnamed=len(owed) - len(named),
            )
        )
    return tuple(found)


def _body(duty: Duty, as_of: date) -> BodyDuty:
    submission = duty.submission
    body = duty.body
    return BodyDuty(
        name=body.name,
        # One that joins before the period ends owes a report, and has no page yet.
        url=labels.organisation_url(body.id) if body.since <= as_of else "",
        state=duty.state,
        on=submission.on if submission is not None else None,
    )
