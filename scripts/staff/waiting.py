"""What waits for the society's staff on a day, and at which level: computed from the Book, nothing of it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from nhandao.book.book import Book
from nhandao.book.lifecycle import missing_givers, next_survey, outcome_report_due, suspended_on
from nhandao.ledger.balances import handover_entry, open_pledge_value, receipt_entries, reserves, sums
from nhandao.ledger.progress import fulfilment, progress
from nhandao.records.address import Address
from nhandao.records.lines import Pledge
from nhandao.records.money import dong_text
from scripts.staff.takedown import due_days, has_third_parties

Work = Literal[
    "draft",
    "dossier",
    "approve",
    "introduce",
    "answer",
    "withdrawn",
    "consent-over",
    "consent-soon",
    "resurvey",
    "outcome",
    "suspended",
    "call",
    "distribute",
    "report",
]
"""Kinds of work in the order in which they are shown; see `staff.texts` for what each is, and for whom."""

CONSENT_DAYS = 60
"""Days before a consent ends from which it is told: time to visit and ask again."""
SURVEY_DAYS = 30
CALL_DAYS = 14
DISTRIBUTE_DAYS = 20
"""Decree 93/2021 Art 8: help is handed out within 20 days of the end of a call."""
REPORT_DAYS = 30


class Waiting(NamedTuple):
    """One thing to do. `due` is its last day, or the day since which it waits where it has none."""

    work: Work
    code: str  # of the address, promise or report
    due: date
    overdue: bool
    about: str = ""  # an amount, a document, a reason


def waiting(book: Book, as_of: date) -> tuple[Waiting, ...]:
    """Everything that waits on a day: by kind of work, the most urgent first."""
    found = [
        *_drafts(book, as_of),
        *(item for address in book.addresses.values() for item in _of_address(book, address, as_of)),
        *_promises(book, as_of),
        *_reports(as_of),
    ]
    order = {work: number for number, work in enumerate(get_args(Work))}
    return tuple(sorted(found, key=lambda item: (order[item.work], item.due, item.code)))


def _drafts(book: Book, as_of: date) -> Iterator[Waiting]:
    """Addresses whose file cannot be read: as a rule drafts that are not filled in yet."""
    for code in sorted(book.broken):
        if code.startswith("DC"):
            yield Waiting("draft", code, as_of, False)


def _of_address(book: Book, address: Address, as_of: date) -> Iterator[Waiting]:
    yield from _withdrawal(address, as_of)
    if address.survey.on > as_of or address.duplicate_of is not None or _by(address.rejected, as_of):
        return
    yield from _call(book, address, as_of)
    if _by(address.finished, as_of):
        return
    if suspended_on(address, as_of):
        assert address.suspended is not None
        if address.suspended.until is None:
            yield Waiting("suspended", address.code, address.suspended.on, False, address.suspended.reason)
        return
    yield from _next_step(address, as_of)
    if _by(address.introduced, as_of):
        yield from _consents(address, as_of)
    if not _by(address.approved, as_of):
        return
    due = next_survey(address, as_of, book.campaign.clocks.resurvey_months)
    if due <= as_of + timedelta(days=SURVEY_DAYS):
        yield Waiting("resurvey", address.code, due, due < as_of)
    yield from _outcome(book, address, as_of)


def _by(step: object, as_of: date) -> bool:
    on: date | None = getattr(step, "on", None)
    return on is not None and on <= as_of


def _next_step(address: Address, as_of: date) -> Iterator[Waiting]:
    if not _by(address.dossier, as_of):
        yield Waiting("dossier", address.code, address.survey.on, False)
    elif not _by(address.approved, as_of):
        assert address.dossier is not None
        yield Waiting("approve", address.code, address.dossier.on, False, _missing(address, as_of))
    elif not _by(address.introduced, as_of):
        assert address.approved is not None
        yield Waiting("introduce", address.code, address.approved.on, False, _missing(address, as_of))


def _missing(address: Address, as_of: date) -> str:
    return ", ".join(missing_givers(address, "publish", as_of))


def _consents(address: Address, as_of: date) -> Iterator[Waiting]:
    """Pages that left the site because a consent ended by itself, and those that soon will."""
    ends = [
        consent.expires_on
        for consent in address.consents
        if "publish" in consent.scopes and consent.expires_on is not None and consent.withdrawn_on is None
    ]
    if missing_givers(address, "publish", as_of):
        past = [end for end in ends if end <= as_of]
        if past and not _is_withdrawn(address, as_of):
            yield Waiting("consent-over", address.code, max(past), True)
        return
    for end in sorted(ends):
        if as_of < end <= as_of + timedelta(days=CONSENT_DAYS) and missing_givers(address, "publish", end):
            yield Waiting("consent-soon", address.code, end, False)
            return


def _is_withdrawn(address: Address, as_of: date) -> bool:
    return any(
        "publish" in consent.scopes and consent.withdrawn_on is not None and consent.withdrawn_on <= as_of
        for consent in address.consents
    )


def _withdrawal(address: Address, as_of: date) -> Iterator[Waiting]:
    """Wishes to be taken off, as long as the days of the law run (see `takedown`)."""
    told = {consent.withdrawn_on for consent in address.consents if consent.withdrawn_on is not None}
    for on in sorted(told):
        due = due_days(on, has_third_parties(address))
        if on <= as_of <= due.answer:
            yield Waiting("withdrawn", address.code, due.answer, False, str(due.stop))
        elif due.answer < as_of <= due.stop:
            yield Waiting("withdrawn", address.code, due.stop, False, str(due.stop))


def _outcome(book: Book, address: Address, as_of: date) -> Iterator[Waiting]:
    lines = book.lines_of(address.code)
    targets = [need.target for need in address.needs]
    days = book.campaign.clocks.pledge_days
    help_given = progress(address.code, targets, lines.pledges, lines.receipts, lines.handovers, as_of, days)
    if help_given.last_help is None:
        return
    reports = [news.on for news in address.updates if news.on <= as_of]
    due = outcome_report_due(help_given.last_help, reports, book.campaign.clocks.outcome_report_days)
    if due is not None and due <= as_of:
        yield Waiting("outcome", address.code, due, due < as_of)


def _call(book: Book, address: Address, as_of: date) -> Iterator[Waiting]:
    """Calls under Decree 93 that are about to close, and what was collected and is not handed out yet."""
    if address.call is None or not _by(address.introduced, as_of):
        return
    closes = address.call.closes_on
    if as_of <= closes <= as_of + timedelta(days=CALL_DAYS):
        yield Waiting("call", address.code, closes, False)
    if closes < as_of:
        lines = book.lines_of(address.code)
        entries = [entry for receipt in lines.receipts if receipt.on <= as_of for entry in receipt_entries(receipt)]
        entries += [handover_entry(handover) for handover in lines.handovers if handover.on <= as_of]
        held = sums(entry for entry in entries if entry.account == address.code).held
        if held > 0:
            due = closes + timedelta(days=DISTRIBUTE_DAYS)
            yield Waiting("distribute", address.code, due, due < as_of, f"{dong_text(held)} đ")


def _promises(book: Book, as_of: date) -> Iterator[Waiting]:
    """Promises by the form that nobody has answered: they reserve nothing until they are accepted."""
    days = book.campaign.clocks.pledge_days
    kept: dict[str, dict[str, int]] = {}
    for pledge in book.pledges.values():
        if pledge.accepted is not None or reserves(pledge, as_of):
            continue
        if pledge.account not in kept:
            lines = book.lines_of(pledge.account)
            kept[pledge.account] = fulfilment(lines.receipts, lines.handovers, as_of, pledge.account)
        value = open_pledge_value(pledge, kept[pledge.account].get(pledge.reference, 0), as_of, days)
        if value:
            yield Waiting("answer", pledge.reference, pledge.made_on, False, _promised(pledge))


def _promised(pledge: Pledge) -> str:
    return f"{pledge.account}, {dong_text(pledge.value_vnd)} đ"


_REPORTS: tuple[tuple[str, Callable[[int], date]], ...] = (
    ("quarter", lambda year: date(year, 3, 10)),
    ("half-year", lambda year: date(year, 5, 30)),
    ("quarter", lambda year: date(year, 6, 10)),
    ("quarter", lambda year: date(year, 9, 10)),
    ("year", lambda year: date(year, 11, 30)),
    ("quarter", lambda year: date(year, 12, 10)),
)
"""Plan V: quarterly list before the 10th of the quarter's last month, half-year report before 30 May, year before 30
November."""


def _reports(as_of: date) -> Iterator[Waiting]:
    for year in (as_of.year, as_of.year + 1):
        for kind, before in _REPORTS:
            last_day = before(year) - timedelta(days=1)  # "before" read strictly
            if as_of <= last_day <= as_of + timedelta(days=REPORT_DAYS):
                yield Waiting("report", kind, last_day, False)
