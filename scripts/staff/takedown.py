"""Days within which a wish to be taken off the site must be met, and the steps that meet it.

Personal data law 91/2025/QH15 with Decree 356/2025 (both since 1 January 2026): answer within 2 working days, stop
within 15 days, 20 when a processor or third party is involved; one extension of 15. Before that Decree 13/2023: 72
hours.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from nhandao.records.address import Address, Consent, Giver, Scope

LAW_2025 = date(2026, 1, 1)


class DueDays(NamedTuple):
    """Last days, each from the day the wish was told."""

    answer: date
    stop: date


def due_days(told_on: date, third_parties: bool) -> DueDays:
    """Working days here are Monday to Friday: holidays, which would only move the day back, are not taken off."""
    if told_on < LAW_2025:
        within = told_on + timedelta(days=3)
        return DueDays(within, within)
    return DueDays(_working_days_after(told_on, 2), told_on + timedelta(days=20 if third_parties else 15))


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day


def has_third_parties(address: Address) -> bool:
    """Whether others were given the data: iNHANDAO, or the press."""
    introduced = address.introduced
    listed = introduced is not None and (introduced.inhandao_id is not None or introduced.inhandao_url is not None)
    return listed or any("press" in consent.scopes for consent in address.consents)


def taken_back(address: Address, on: date, giver: Giver | None, scopes: frozenset[Scope]) -> list[Consent] | None:
    """The consents with those of a giver (of everyone, when ``None``) taken back from a day on; ``None`` when there was
    nothing left to take back.

    Without `scopes` all that was agreed to ends; with them only these, the rest of a consent going on as before.
    """
    found: list[Consent] = []
    changed = False
    for consent in address.consents:
        ended = consent.withdrawn_on is not None or (consent.expires_on is not None and consent.expires_on <= on)
        end = tuple(scope for scope in consent.scopes if not scopes or scope in scopes)
        if ended or not end or giver not in (None, consent.by):
            found.append(consent)
            continue
        changed = True
        stay = tuple(scope for scope in consent.scopes if scope not in end)
        if stay:
            found.append(Consent(**{**dict(consent), "scopes": stay}))
        found.append(Consent(**{**dict(consent), "scopes": end, "withdrawn_on": on}))
    return found if changed else None
