"""Rules for drives: who may hold one, for what, on which days."""

from __future__ import annotations

from collections.abc import Iterator

from nhandao.book.book import Book
from nhandao.book.found import known_organisation, problem_of, unknown_organisation
from nhandao.records.problem import Problem

GOAL_TIMES = 10
"""A goal may be that many times the most that a single gift plausibly is."""


def drives_fit(book: Book) -> Iterator[Problem]:
    """A drive is held by a public organisation, for known accounts, each once, and closes after it has opened."""
    funds = {fund.code for fund in book.campaign.funds}
    least, most = book.campaign.plausible.least_vnd, GOAL_TIMES * book.campaign.plausible.most_vnd
    for drive in book.drives.values():
        body = book.organisations.get(drive.organisation)
        if not known_organisation(book, drive.organisation):
            yield unknown_organisation(book, drive, ("organisation",), drive.organisation)
        elif body is not None and drive.public and not body.public:
            # Only doubted: an organisation that no longer wants to be named takes its drive's page down at once.
            hidden = problem_of(drive, ("organisation",), "drive-of-hidden", drive.organisation)
            yield hidden._replace(warning=True)
        if drive.closes_on < drive.opens_on:
            yield problem_of(drive, ("closes_on",), "closes-before-opens", drive.closes_on, hint=drive.opens_on)
        if not least <= drive.goal_vnd <= most:
            yield problem_of(drive, ("goal_vnd",), "drive-goal", drive.goal_vnd, hint=f"{least}-{most}")
        seen: set[str] = set()
        for index, code in enumerate(drive.accounts):
            where = ("accounts", index)
            if code in seen:
                yield problem_of(drive, where, "account-twice", code)
            elif code.startswith("QC"):
                if code not in funds:
                    yield problem_of(drive, where, "unknown-fund", code)
            elif code not in book.addresses and code not in book.broken:
                yield problem_of(drive, where, "unknown-address", code)
            seen.add(code)
