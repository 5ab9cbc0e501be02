"""Promises whose time has come without being kept: what is written about them.

On the day a promise ends it stops reserving its address by itself, on every page of a site built for that day or later:
`open_pledge_value` derives that from dates. Writing is still needed, because the day follows from a setting (30 days)
that may change: without a record, a longer setting would bring long dead promises back, and a public figure of the past
would change.

How it is written: the promise gets its `cancelled` answer, with the day it ended and the reason. A promise is no money:
its file is made to take three answers later on (accepted, declined, cancelled), each filled in once. Nothing that
stands in it is changed, which `book/lines_stay.py` checks; lines of money stay as they were for ever. A payment that
comes late still counts for it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nhandao.book.book import Book, path_of
from nhandao.ledger.balances import pledge_end
from nhandao.ledger.progress import fulfilment
from nhandao.records.lines import Answer, Pledge
from nhandao.records.money import Dong, dong_text

REASON = "Hết hạn, chưa thực hiện."


class Expired(NamedTuple):
    path: str  # of the promise's file, below the data folder
    before: Pledge
    after: Pledge  # what the file is to hold
    missing: Dong  # what was promised and did not come


def expired(book: Book, as_of: date) -> tuple[Expired, ...]:
    """Every promise that has ended by a day without being kept whole, in the order of references. With the outcome
    written, there is nothing left to do: asking again gives nothing."""
    days = book.campaign.clocks.pledge_days
    found = []
    for reference, pledge in sorted(book.pledges.items()):
        if pledge.declined is not None or pledge.cancelled is not None:
            continue
        end = pledge_end(pledge, days)
        if end is None or end > as_of:
            continue
        lines = book.lines_of(pledge.account)
        kept = max(0, fulfilment(lines.receipts, lines.handovers, as_of, pledge.account).get(reference, 0))
        if kept >= pledge.value_vnd:
            continue
        reason = REASON if not kept else f"Hết hạn, đã thực hiện {dong_text(kept)} đồng."
        after = Pledge(**{**dict(pledge), "cancelled": Answer(on=end, reason=reason)})
        found.append(Expired(path_of(pledge), pledge, after, Dong(pledge.value_vnd - kept)))
    return tuple(found)
