"""What one address (or fund) adds to the figures of a period: whole numbers that can be added up, and who took part.

Counting rules (plan IV.14): an address counts once in a period however often it was helped, times are counted apart;
only help handed over is help; lines counted in another programme are not counted here; loans are shown and added to
nothing; a correction counts in the period in which it was made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nhandao.book.book import AccountLines
from nhandao.book.lifecycle import consented
from nhandao.records.address import CATEGORIES, HELP_FORMS, Address
from nhandao.records.campaign import Answers, Campaign
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.periods import Period
from nhandao.records.vietnamese import fold

_Undone = dict[str, tuple[date, str]]

WAITING_DAYS = 90
"""After so many days since approval without help an address stands in the column "waiting"."""


class Counts(NamedTuple):
    """Figures of an address, or of any number of them added up. Addresses unless another unit is said."""

    surveyed: int = 0  # on the books: surveyed by the end, neither closed before the period nor refused by its end
    surveyed_new: int = 0  # first surveyed in the period
    dossiers: int = 0  # of `surveyed`, with a dossier by the end
    dossiers_new: int = 0  # dossier made in the period
    approved: int = 0  # of `surveyed`, approved by the end
    on_system: int = 0  # of `surveyed`, introduced on iNHANDAO by the end
    registered_new: int = 0  # new in the period, by the answer to A2 (T2)
    connected: int = 0  # introduced (or answered, A4) in the period with a dossier (T7)
    helped: int = 0  # reached by help in the period that was not taken back by its end
    helped_regular: int = 0
    helped_once: int = 0
    helped_by_society: int = 0
    helped_by_mobilised: int = 0
    helped_with_dossier: int = 0  # T6, numerator
    dossiers_for_helped: int = 0  # T6, denominator, by the answer to A3
    finished_graduated: int = 0
    finished_completed: int = 0
    finished_moved: int = 0
    finished_died: int = 0
    withdrawn: int = 0  # consent to publication taken back in the period
    waiting: int = 0  # approved more than 90 days before the end and never helped
    times: int = 0  # handovers
    times_regular: int = 0
    cash: int = 0  # đồng handed over, corrections taken off
    in_kind: int = 0  # đồng
    labour: int = 0  # đồng
    service: int = 0  # đồng
    loans: int = 0  # đồng lent, in no sum
    via_system: int = 0  # đồng of the help above that came after the address was put on iNHANDAO
    received: int = 0  # đồng that came in for it, fees and refunds not taken off; in no sum of help
    unnamed_gifts: int = 0  # gifts of people who gave no name: how many people is not known
    disability: int = 0  # helped, by primary category
    agent_orange: int = 0
    disaster: int = 0
    critical_illness: int = 0
    injury: int = 0
    orphan: int = 0
    lonely_elderly: int = 0
    other_vulnerable: int = 0
    regular_support: int = 0  # times, by form of help
    wheelchair: int = 0
    hand_tricycle: int = 0
    housing: int = 0
    rehabilitation: int = 0
    capital: int = 0
    loan_interest_free: int = 0
    seedlings_livestock: int = 0
    training: int = 0
    savings_book: int = 0
    health_insurance: int = 0
    medical: int = 0

    @property
    def value(self) -> int:
        """Value of all help in đồng; loans are not help given."""
        return self.cash + self.in_kind + self.labour + self.service


assert Counts._fields[-20:] == (*CATEGORIES, *HELP_FORMS)  # one column for each group and form of the plan


class Facts(NamedTuple):
    """What one account has to do with a period."""

    account: str
    counts: Counts
    registrations: tuple[tuple[str, str], ...]
    """(organisation, leader or "") of everybody who took the address on in the period."""
    named: tuple[tuple[str, str], ...]
    """Those of `registrations` that at least one line shows by name: the others count, and may not be told."""
    organisations: tuple[str, ...]  # that gave in the period
    people: tuple[str, ...]  # names, folded, of individuals who gave and are named


def total(facts: Iterable[Facts]) -> Counts:
    """The counts of several accounts added up."""
    columns = list(zip(*(one.counts for one in facts), strict=True))
    return Counts(*map(sum, columns)) if columns else Counts()


def account_facts(
    campaign: Campaign, account: str, address: Address | None, lines: AccountLines, period: Period
) -> Facts:
    """Facts of an account for a period; `address` is ``None`` for a fund."""
    if address is not None and address.survey.on > period.last and not _has_line_by(lines, period.last):
        return Facts(account, _NO_COUNTS, (), (), (), ())
    found = _NOTHING.copy()
    handovers = [line for line in lines.handovers if line.account == account and line.counted_here]
    undone_on = _undone(handovers)
    if address is not None:
        first_help = _help(found, address, handovers, undone_on, period) if handovers else None
        if on_the_books(address, period):
            _steps(found, address, first_help, period, campaign.answers)
    gifts = [line for line in lines.receipts if line.on in period and line.counted_here and _is_gift(line, account)]
    direct = [line for line in _standing(handovers, undone_on, period) if line.funded_by == "supporter"]
    given: list[Receipt | Handover] = [*gifts, *direct]
    found["received"] = sum(line.value_vnd for line in gifts if line.kind != "loan")
    organisations, people = set(), set()
    for line in given:
        supporter = line.supporter
        if supporter.organisation is not None:
            organisations.add(supporter.organisation)
        elif supporter.name is not None and supporter.kind == "individual":
            people.add(fold(supporter.name))
        elif supporter.name is not None:
            organisations.add(fold(supporter.name))
        else:
            found["unnamed_gifts"] += 1
    takers: dict[tuple[str, str], bool] = {}
    if address is not None:
        for taker, named in _registrations(lines.pledges, given, period):
            takers[taker] = takers.get(taker, False) or named
    return Facts(
        account,
        Counts(*found.values()),
        tuple(sorted(takers)),
        tuple(sorted(taker for taker, named in takers.items() if named)) if takers else (),
        tuple(sorted(organisations)),
        tuple(sorted(people)),
    )


_NOTHING: dict[str, int] = dict.fromkeys(Counts._fields, 0)
_NO_COUNTS = Counts()


def _has_line_by(lines: AccountLines, day: date) -> bool:
    """Whether the first of the lines, which are in order, is of that day or before. Any promise counts as one."""
    receipts, handovers = lines.receipts, lines.handovers
    return bool(lines.pledges or (receipts and receipts[0].on <= day) or (handovers and handovers[0].on <= day))


def _steps(found: dict[str, int], address: Address, first_help: date | None, period: Period, answers: Answers) -> None:
    """Which steps of its life an address has reached, as far as they matter in the period."""
    last = period.last
    dossier = address.dossier.on if address.dossier is not None and address.dossier.on <= last else None
    approved = address.approved.on if address.approved is not None and address.approved.on <= last else None
    introduced = address.introduced
    shown = introduced is not None and introduced.on <= last
    found["surveyed"] = 1
    found["surveyed_new"] = address.survey.on in period
    found["dossiers"] = dossier is not None
    found["dossiers_new"] = dossier in period
    found["approved"] = approved is not None
    found["on_system"] = shown
    found["registered_new"] = (dossier if answers.new_address == "first_registered" else first_help) in period
    if introduced is not None and dossier is not None:
        connected = introduced.on if answers.connected == "introduced" else introduced.answered_on
        found["connected"] = connected in period
    counted = dossier is not None if answers.helped_denominator == "open_at_end" else dossier in period
    if not counted and answers.count_own_surveys and dossier is None and found["helped"]:
        counted = True
    found["dossiers_for_helped"] = counted
    found["helped_with_dossier"] = bool(counted and found["helped"])
    finished = address.finished
    if finished is not None and finished.on in period:
        found[f"finished_{finished.reason}"] = 1
    for consent in address.consents:
        if consent.withdrawn_on in period and "publish" in consent.scopes:
            found["withdrawn"] = not consented(address, "publish", last)
    over = finished is not None and finished.on <= last
    found["waiting"] = approved is not None and not over and first_help is None and _days(approved, last) > WAITING_DAYS


def on_the_books(address: Address, period: Period) -> bool:
    """Whether an address takes part in a period: surveyed by its end, not a duplicate, not refused by its end, and not
    finished before it began. One that was finished within the period still counts: it was open and may have been
    helped."""
    if address.survey.on > period.last or address.duplicate_of is not None:
        return False
    if address.rejected is not None and address.rejected.on <= period.last:
        return False
    return address.finished is None or address.finished.on >= period.first


def _help(
    found: dict[str, int], address: Address, handovers: Collection[Handover], undone_on: _Undone, period: Period
) -> date | None:
    """Count help; returns the day help first reached the address, if it has by the period's end."""
    by_id = {line.id: line for line in handovers}
    introduced = address.introduced.on if address.introduced is not None else date.max
    regular = once = society = mobilised = False
    for line in handovers:
        if line.on not in period:
            continue
        original = by_id.get(line.reverses, line) if line.reverses is not None else line
        sign = 1 if line.reverses is None else -1
        if line.kind == "loan":
            found["loans"] += sign * line.value_vnd
        else:
            found[line.kind] += sign * line.value_vnd
            if original.on >= introduced:
                found["via_system"] += sign * line.value_vnd
        if sign > 0 or undone_on.get(original.id) == (line.on, line.id):
            # A correction takes a time back once it has taken back the whole of what was handed over.
            found["times"] += sign
            found[original.form] += sign
            found["times_regular"] += sign * original.regular
    standing = list(_standing(handovers, undone_on, period))
    for line in standing:
        regular |= line.regular
        once |= not line.regular
        society |= line.given_by == "society"
        mobilised |= line.given_by == "mobilised"
    if standing:
        found["helped"] = 1
        found["helped_regular"], found["helped_once"] = regular, once
        found["helped_by_society"], found["helped_by_mobilised"] = society, mobilised
        found[address.categories[0]] = 1
    days = (
        line.on
        for line in handovers
        if line.reverses is None and line.on <= period.last and not _undone_by(undone_on, line, period.last)
    )
    return min(days, default=None)


def _undone(handovers: Iterable[Handover]) -> _Undone:
    """Day and id of the correction that completed taking back a handover, by the handover's id."""
    corrections = [line for line in handovers if line.reverses is not None]
    if not corrections:
        return {}
    values = {line.id: line.value_vnd for line in handovers if line.reverses is None}
    back: dict[str, int] = {}
    done: _Undone = {}
    for line in sorted(corrections, key=lambda one: (one.on, one.id)):
        original = line.reverses or ""
        back[original] = back.get(original, 0) + line.value_vnd
        if back[original] >= values.get(original, 0) and original not in done:
            done[original] = (line.on, line.id)
    return done


def _undone_by(undone_on: _Undone, line: Handover, day: date) -> bool:
    return line.id in undone_on and undone_on[line.id][0] <= day


def _standing(handovers: Collection[Handover], undone_on: _Undone, period: Period) -> Iterator[Handover]:
    """Handovers of the period that were not wholly taken back by its end."""
    for line in handovers:
        if line.reverses is None and line.on in period and not _undone_by(undone_on, line, period.last):
            yield line


def _is_gift(receipt: Receipt, account: str) -> bool:
    """Whether a line is a gift to the account: no refund, no fee, no surplus moved in or out."""
    return (
        receipt.account == account
        and receipt.reverses is None
        and receipt.fee_of is None
        and receipt.moved_from is None
    )


def _registrations(
    pledges: Iterable[Pledge], given: Iterable[Receipt | Handover], period: Period
) -> Iterator[tuple[tuple[str, str], bool]]:
    """Who took the address on in the period, by a promise the chapter accepted in it or by help given in it, and
    whether the line shows the name.

    A promise counts in the one period in which it was accepted, also when its schedule runs on: later gifts count by
    themselves. Who won a giver over (`solicited_by`) is counted beside the giver, and never for the money.
    """
    for pledge in pledges:
        if not pledge.counted_here or accepted_on(pledge) not in period:
            continue
        if any(end is not None and end.on <= period.last for end in (pledge.declined, pledge.cancelled)):
            continue
        yield from _takers(pledge)
    for line in given:
        yield from _takers(line)


def accepted_on(pledge: Pledge) -> date | None:
    """Day a promise became a registration: the chapter's answer; for one that staff wrote down, the day it was made."""
    if pledge.accepted is not None:
        return pledge.accepted.on
    return None if pledge.source == "form" else pledge.made_on


def _takers(line: Pledge | Receipt | Handover) -> Iterator[tuple[tuple[str, str], bool]]:
    supporter = line.supporter
    if supporter.organisation is not None:
        named = supporter.visibility in ("name", "name_amount")
        yield (supporter.organisation, ""), named
        if supporter.leader is not None:
            yield (supporter.organisation, supporter.leader), named
    if isinstance(line, Pledge) and line.solicited_by is not None:
        # Winning others over is no gift of one's own to be silent about.
        yield (line.solicited_by, ""), line.solicited_by != supporter.organisation


def _days(first: date, last: date) -> int:
    return (last - first) // timedelta(days=1)
