"""What may be certified to an organisation: each promise that stands, and each campaign year that is over.

Only organisations that let themselves be named have certificates; people never do, because the codes of certificates
are in the releases, which are copied and kept for ever. A certificate tells how many addresses, never which. Its
amounts are those the organisation agreed to show, and there are none where one of them is not to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from nhandao.ledger.gifts import GoneBack, is_gift, left
from nhandao.ledger.promises import Outcome, outcome
from nhandao.public import labels
from nhandao.public.ledger_views import shows_amount
from nhandao.public.views import Certificate
from nhandao.records.certificate_codes import certificate_code
from nhandao.records.lines import Handover, LedgerLine, Pledge, Receipt
from nhandao.records.money import Dong
from nhandao.records.organisation import Organisation as Record
from nhandao.records.periods import reporting_year, year_period


def certificates(
    record: Record,
    lines: Sequence[LedgerLine],
    as_of: date,
    pledge_days: int,
    came: Callable[[Pledge], int],
    back: GoneBack,
) -> tuple[Certificate, ...]:
    """Certificates of one organisation, newest first.

    Args:
        lines: its own up to the day that are counted in this campaign and show its name.
        pledge_days: days a promise of money once reserves its address.
        came: what of a promise has arrived by the day, in đồng.
        back: what was given or taken back of each gift by the day.
    """
    promises = [line for line in lines if isinstance(line, Pledge)]
    outcomes = {one.reference: outcome(one, came(one), as_of, pledge_days) for one in promises}
    gifts = [line for line in lines if isinstance(line, Receipt | Handover) and is_gift(line)]
    standing = [(gift, left(gift, back)) for gift in gifts]
    found = [*_of_promises(record, promises, outcomes, as_of), *_of_years(record, standing, as_of)]
    return tuple(sorted(found, key=lambda one: (-one.last.toordinal(), one.code)))


def _of_promises(
    record: Record, promises: Iterable[Pledge], outcomes: Mapping[str, Outcome | None], as_of: date
) -> Iterator[Certificate]:
    """One for each promise that the society has accepted and that is kept or still open; promises made together have
    one. A promise that was called off, or whose time is over, is certified no longer."""
    together: dict[str, list[Pledge]] = {}
    for promise in promises:
        accepted = promise.accepted is not None and promise.accepted.on <= as_of
        if accepted and outcomes[promise.reference] in ("kept", "open"):
            together.setdefault(promise.bundle or promise.reference, []).append(promise)
    for reference, group in together.items():
        yield _certificate(
            record,
            "pledge",
            reference=reference,
            first=min(promise.made_on for promise in group),
            last=max(promise.accepted.on for promise in group if promise.accepted is not None),
            addresses=_addresses(group),
            kinds=_kinds(group),
            promised=_shown(group, sum(promise.value_vnd for promise in group)),
            promises=len(group),
            kept=sum(outcomes[promise.reference] == "kept" for promise in group),
        )


def _of_years(record: Record, standing: Iterable[tuple[Receipt | Handover, int]], as_of: date) -> Iterator[Certificate]:
    """One for each campaign year (25 November to 24 November, plan V) that is over and of whose gifts something stands.
    What was given back, on whatever day, is no part of the year in which it was given."""
    years: dict[int, list[tuple[Receipt | Handover, int]]] = {}
    for gift, amount in standing:
        year = reporting_year(gift.on)
        if amount > 0 and year_period(year).last < as_of:
            years.setdefault(year, []).append((gift, amount))
    for year, given in years.items():
        period = year_period(year)
        gifts = [gift for gift, _ in given]
        money = [(gift, amount) for gift, amount in given if gift.kind != "loan"]
        yield _certificate(
            record,
            "year",
            first=period.first,
            last=period.last,
            addresses=_addresses(gifts),
            kinds=_kinds(gifts),
            received=_shown(gifts, sum(amount for gift, amount in money if isinstance(gift, Receipt))),
            handed_over=_shown(gifts, sum(amount for gift, amount in money if isinstance(gift, Handover))),
            gifts=len(gifts),
        )


def _addresses(lines: Iterable[LedgerLine]) -> int:
    return len({line.account for line in lines if line.account.startswith("DC")})


def _kinds(lines: Iterable[LedgerLine]) -> tuple[str, ...]:
    found = {line.kind for line in lines}
    return tuple(kind for kind in labels.SUPPORT_KINDS if kind in found)


def _shown(lines: Iterable[LedgerLine], amount: int) -> Dong | None:
    return Dong(amount) if all(shows_amount(line.supporter) for line in lines) else None


def _certificate(
    record: Record,
    kind: str,
    *,
    reference: str = "",
    first: date,
    last: date,
    addresses: int,
    kinds: tuple[str, ...],
    promised: Dong | None = None,
    received: Dong | None = None,
    handed_over: Dong | None = None,
    promises: int = 0,
    kept: int = 0,
    gifts: int = 0,
) -> Certificate:
    # The reference tells apart two promises of the same day and value.
    facts = [
        kind,
        record.id,
        record.name,
        reference,
        first.isoformat(),
        last.isoformat(),
        str(addresses),
        " ".join(kinds),
    ]
    facts += ["" if amount is None else str(int(amount)) for amount in (promised, received, handed_over)]
    code = certificate_code([*facts, str(promises), str(gifts)])
    return Certificate(
        code, labels.certificate_url(code), kind, reference, first, last, addresses, kinds, promised, received,
        handed_over, promises, kept, gifts,
    )  # fmt: skip
