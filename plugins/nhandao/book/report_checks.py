"""Rules for what reports are made from: allotted targets, submissions, and who stands for whom."""

from __future__ import annotations

from collections.abc import Iterator

from nhandao.book.book import Book
from nhandao.book.found import known_organisation, near, problem_of, unknown_organisation
from nhandao.records import periods
from nhandao.records.allotment import NEW_DIFFICULT, NEW_OTHER
from nhandao.records.organisation import reports_owed
from nhandao.records.problem import Location, Problem


def allotments_reach_the_plan(book: Book) -> Iterator[Problem]:
    """Allotted targets name known communes and schools, each once, and are never below the plan's minimum (IV.14)."""
    for table in book.allotments.values():
        seen: set[tuple[str, str]] = set()
        for index, commune in enumerate(table.communes):
            key = commune.epoch, commune.unit
            where: Location = ("communes", index, "unit")
            if key not in book.places:
                known = (unit for epoch, unit in book.places if epoch == commune.epoch)
                yield problem_of(
                    table, where, "unknown-commune", commune.unit, epoch=commune.epoch, near=near(commune.unit, known)
                )
            elif key in seen:
                yield problem_of(table, where, "allotted-twice", commune.unit)
            seen.add(key)
            difficult = any((one.epoch, one.unit) == key for one in book.campaign.many_difficulties)
            least = NEW_DIFFICULT if difficult else NEW_OTHER
            if commune.new_addresses < least and (difficult or commune.epoch in book.campaign.classes_known):
                yield problem_of(
                    table,
                    ("communes", index, "new_addresses"),
                    "allotted-below-plan",
                    commune.new_addresses,
                    hint=least,
                )
        schools: set[str] = set()
        for index, school in enumerate(table.schools):
            found = book.organisations.get(school.school)
            if not known_organisation(book, school.school):
                yield unknown_organisation(book, table, ("schools", index, "school"), school.school)
            elif school.school in schools:
                yield problem_of(table, ("schools", index, "school"), "allotted-twice", school.school)
            elif found is not None and found.kind != "school":
                yield problem_of(table, ("schools", index, "school"), "not-a-school", school.school)
            schools.add(school.school)


def submissions_fit(book: Book) -> Iterator[Problem]:
    """A submission comes from a known organisation that owes one, after its period has ended."""
    for submission in book.submissions.values():
        if not known_organisation(book, submission.organisation):
            yield unknown_organisation(book, submission, ("organisation",), submission.organisation)
        period = periods.parse(submission.period, book.campaign.windows)
        if period is not None and submission.on <= period.last:
            yield problem_of(submission, ("on",), "period-not-over", submission.on, hint=period.last)
        body = book.organisations.get(submission.organisation)
        if body is not None and period is not None and period.kind not in reports_owed(body):
            yield problem_of(submission, ("period",), "no-such-report", submission.period, hint=submission.organisation)


def duplicates_end(book: Book) -> Iterator[Problem]:
    """Following what a duplicate duplicates leads to an address that is none: otherwise nobody would be counted."""
    for code, address in book.addresses.items():
        seen, first = {code}, address.duplicate_of
        while first is not None and first in book.addresses and first not in seen:
            seen.add(first)
            first = book.addresses[first].duplicate_of
        if first == code and address.duplicate_of != code:  # a duplicate of itself has its own problem
            yield problem_of(address, ("duplicate_of",), "duplicate-circle", address.duplicate_of)
