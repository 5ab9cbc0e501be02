"""What one address (or fund) adds to the figures of a period: whole numbers that can be added up, and who took part.

Counting rules (plan IV.14): an address counts once in a period however often it was helped, times are counted apart;
only help handed over is help; lines counted in another programme are not counted here; loans are shown and added to
nothing; a correction counts in the period in which it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nhandao.book.book import AccountLines
from nhandao.book.lifecycle import consented
from nhandao.ledger.corrected import Corrected, Effect, effects
from nhandao.records.address import CATEGORIES, HELP_FORMS, Address
from nhandao.records.campaign import Answers, Campaign
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.periods import Period
from nhandao.records.vietnamese import fold

WAITING_DAYS = 90
"""After so many days since approval without any help an address stands in the column "waiting"."""


class Counts(NamedTuple):
    """Figures of an address, or of any number of them added up. Addresses unless another unit is said."""

    surveyed: int = 0  # on the books: surveyed by the end, neither ended before the period nor refused by its end
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
    waiting: int = 0  # approved more than 90 days before the end and never helped, by this programme or another
    times: int = 0  # handovers
    times_regular: int = 0
    cash: int = 0  # đồng handed over, corrections taken off
    in_kind: int = 0  # đồng
    labour: int = 0  # đồng
    service: int = 0  # đồng
    loans: int = 0  # đồng lent, in no sum
    via_system: int = 0  # đồng of the help above that came from the day on which the address was put on iNHANDAO
    received: int = 0  # đồng that came in for it, refunds taken off and fees not; in no sum of help
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
    """Facts of an account for a period; `address` is ``None`` for a fund.

    Args:
        lines: those of the account and of its duplicates. Surplus moved out of it, and what a fund paid for, are among
            them and count nothing: who gave is counted where it was given, help where it arrived.
    """
    if address is not None and address.survey.on > period.last and not _has_line_by(lines, period.last):
        return Facts(account, _NO_COUNTS, (), (), (), ())
    found = _NOTHING.copy()
    every = lines.corrected_handovers
    handovers = [one for one in effects(every, period) if one.line.counted_here]
    if address is not None:
        _help(found, address, handovers)
        if on_the_books(address, period):
            first_help, waits = _first_help(every, period.last)
            _steps(found, address, first_help, waits, period, campaign.answers)
    receipts = [one for one in effects(lines.corrected_receipts, period) if one.line.counted_here]
    found["received"] = sum([one.value for one in receipts if one.line.kind != "loan"])
    given: list[Receipt | Handover] = [one.line for one in receipts if one.stands]
    given += [one.line for one in handovers if one.stands and one.line.funded_by == "supporter"]
    organisations, people = set(), set()
    for line in given:
        supporter = line.supporter
        if supporter.organisation is not None:
            organisations.add(supporter.organisation)
        elif supporter.name is not None and supporter.kind == "individual":
            people.add(_one_spelling(supporter.name))
        elif supporter.name is not None:
            organisations.add(_one_spelling(supporter.name))
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
    """Whether a gift or help is of that day or before. Any promise counts as one."""
    first = (every[0].on for every in (lines.receipts, lines.handovers) if every)  # they are in the order of days
    return bool(lines.pledges) or any(on <= day for on in first)


def _steps(
    found: dict[str, int], address: Address, first_help: date | None, waits: bool, period: Period, answers: Answers
) -> None:
    """Which steps of its life an address has reached, as far as they matter in the period; `waits` is whether nothing
    at all has reached it."""
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
    withdrawn = withdrawn_on(address, last)
    found["withdrawn"] = withdrawn in period
    over = withdrawn is not None or (finished is not None and finished.on <= last)
    found["waiting"] = approved is not None and not over and waits and _days(approved, last) > WAITING_DAYS


def on_the_books(address: Address, period: Period) -> bool:
    """Whether an address takes part in a period: surveyed by its end, not a duplicate, not refused by its end, and not
    ended before it began: finished, or its consent taken back. One that ended within the period still counts: it was
    open and may have been helped."""
    if address.survey.on > period.last or address.duplicate_of is not None:
        return False
    if address.rejected is not None and address.rejected.on <= period.last:
        return False
    ends = [withdrawn_on(address, period.last), address.finished.on if address.finished is not None else None]
    return all(end is None or end >= period.first for end in ends)


def withdrawn_on(address: Address, last: date) -> date | None:
    """Day by which consent to publication was taken back and not given anew, as known on the day `last`."""
    consents = [one for one in address.consents if "publish" in one.scopes]
    for day in sorted({one.withdrawn_on for one in consents if one.withdrawn_on is not None}, reverse=True):
        held = consented(address, "publish", day - timedelta(days=1))
        anew = any(consented(address, "publish", one.on) for one in consents if day <= one.on <= last)
        if day <= last and held and not anew:
            return day
    return None


def _help(found: dict[str, int], address: Address, handovers: Iterable[Effect[Handover]]) -> None:
    """Count the help that reached an address."""
    introduced = address.introduced.on if address.introduced is not None else date.max
    for line, times, value, stands in handovers:
        if line.kind == "loan":
            found["loans"] += value
        else:
            found[line.kind] += value
            found["via_system"] += value if line.on >= introduced else 0
        found["times"] += times
        found[line.form] += times
        found["times_regular"] += times * line.regular
        if stands:
            found["helped"] = found[address.categories[0]] = 1
            found["helped_regular" if line.regular else "helped_once"] = 1
            found[f"helped_by_{line.given_by}"] = 1


def _first_help(handovers: Iterable[Corrected[Handover]], last: date) -> tuple[date | None, bool]:
    """The day help of this programme first reached an address, as known on a day, and whether nothing at all had
    reached it by then; handovers in the order of their days."""
    waits = True
    for one in handovers:
        if one.line.on > last:
            break
        if one.stood_on(last):
            waits = False
            if one.line.counted_here:
                return one.line.on, waits
    return None, waits


def _registrations(
    pledges: Iterable[Pledge], given: Iterable[Receipt | Handover], period: Period
) -> Iterator[tuple[tuple[str, str], bool]]:
    """Who took the address on in the period, by a promise the chapter accepted in it or by help given in it and not
    wholly taken back by its end, and whether the line shows the name.

    A promise counts in the one period in which it was accepted, also when its schedule runs on: later gifts count by
    themselves. Who won a giver over (`solicited_by`) is counted beside the giver, and never for the money.
    """
    for pledge in pledges:
        if promised_in(pledge, period):
            yield from _takers(pledge)
    for line in given:
        yield from _takers(line)


def promised_in(pledge: Pledge, period: Period) -> bool:
    """Whether a promise of this programme was accepted in a period and not taken back by its end."""
    ended = [end.on for end in (pledge.declined, pledge.cancelled) if end is not None]
    kept = all(end > period.last for end in ended)
    return pledge.counted_here and accepted_on(pledge) in period and kept


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


def _one_spelling(name: str) -> str:
    """A name without case, marks and repeated spaces: however it was typed, it is one giver."""
    return " ".join(fold(name).split())


def _days(first: date, last: date) -> int:
    return (last - first) // timedelta(days=1)
