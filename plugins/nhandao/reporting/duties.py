"""Who owes which report, by when, and whether it has been handed in (plan V.1, V.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from nhandao.book.book import Book
from nhandao.records.organisation import Organisation, reports_owed
from nhandao.records.periods import Period, due_before, last_day, periods_of
from nhandao.records.submission import Submission
from nhandao.records.vietnamese import sort_key
from nhandao.reporting.areas import takes_part

DutyState = Literal["handed_in", "handed_in_late", "running", "open", "late"]
"""running: the period is not over yet; open: over, and still in time; late: the last day has passed."""


class Duty(NamedTuple):
    """One report one body owes."""

    body: Organisation
    period: Period
    due_before: date
    last_day: date  # the last day in time: the plan says before
    state: DutyState
    days: int  # left until the last day, that day included; below zero, days late
    submission: Submission | None


def duties(book: Book, year: int, as_of: date) -> tuple[Duty, ...]:
    """Every report owed for a reporting year, by its last day, then by body in the order of the alphabet.

    A body owes a report when it takes part on the last day of the period.
    """
    found = [
        _duty(book, body, period, as_of)
        for period in periods_of(year, book.campaign.windows)
        for body in book.organisations.values()
        if takes_part(body, period.last) and period.kind in reports_owed(body)
    ]
    return tuple(sorted(found, key=lambda one: (one.last_day, one.period.code, sort_key(one.body.name), one.body.id)))


def _duty(book: Book, body: Organisation, period: Period, as_of: date) -> Duty:
    due = due_before(period, book.campaign.deadlines)
    last = last_day(period, book.campaign.deadlines)
    submission = book.submissions.get(f"{period.code}-{body.id}")
    state: DutyState
    if submission is not None and submission.on <= as_of:
        state = "handed_in" if submission.on <= last else "handed_in_late"
    else:
        submission = None
        state = "running" if as_of <= period.last else "open" if as_of <= last else "late"
    # On the last day there is still this one day to hand it in.
    days = (last - as_of).days + 1 if as_of <= last else -(as_of - last).days
    return Duty(body, period, due, last, state, days, submission)


class Deadline(NamedTuple):
    """One date of the reporting calendar."""

    period: Period
    due_before: date
    last_day: date
    duties: tuple[Duty, ...]  # the reports owed by then

    @property
    def missing(self) -> int:
        """How many of them have not been handed in."""
        return sum(duty.submission is None for duty in self.duties)


def deadlines(book: Book, year: int, as_of: date) -> Iterator[Deadline]:
    """The calendar of a reporting year, in the order of the last days."""
    every = duties(book, year, as_of)
    for period in sorted(
        periods_of(year, book.campaign.windows), key=lambda one: (last_day(one, book.campaign.deadlines), one.code)
    ):
        owed = tuple(duty for duty in every if duty.period == period)
        due = due_before(period, book.campaign.deadlines)
        yield Deadline(period, due, due - timedelta(days=1), owed)
