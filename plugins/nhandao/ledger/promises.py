"""What became of a promise by a day: kept, still open, or its time over without being kept."""

from __future__ import annotations

from datetime import date
from typing import Literal

from nhandao.ledger.balances import pledge_end, reserves
from nhandao.records.lines import Pledge, Supporter

Outcome = Literal["kept", "open", "lapsed"]


def outcome(pledge: Pledge, fulfilled: int, as_of: date, pledge_days: int) -> Outcome | None:
    """What became of a promise; ``None`` for one that never bound anybody.

    A promise is kept when what arrived for it reaches its value, on whatever day. Until then it is open; from the day
    its time is over (`pledge_end`) it has lapsed. One that was declined, that was called off before its time, or that
    came by the form and was not accepted is neither kept nor broken. The answer that only writes down the end
    (`portal expire`) stands on the day its time was over, and changes nothing.

    Args:
        fulfilled: what of it arrived by the day, in đồng, see `progress.fulfilment`.
        pledge_days: days a promise of money once reserves its address (`clocks.pledge_days`).
    """
    if pledge.made_on > as_of or (pledge.declined is not None and pledge.declined.on <= as_of):
        return None
    if fulfilled >= pledge.value_vnd:
        return "kept"
    end = pledge_end(pledge, pledge_days)
    called_off = pledge.cancelled is not None and pledge.cancelled.on <= as_of
    if called_off and (end is None or (pledge.cancelled is not None and pledge.cancelled.on < end)):
        return None
    if not reserves(pledge, as_of):
        return None
    return "lapsed" if end is not None and end <= as_of else "open"


def recognised(typed: Supporter, now: Supporter) -> bool:
    """Whether `now` is the giver that was `typed` into the form, as the office knows it: an organisation on the rolls
    in the place of a name. How it wants to be shown and where it is from are as they were."""
    return (
        typed.organisation is None
        and now.organisation is not None
        and dict(now) == dict(typed) | {"organisation": now.organisation, "name": None}
    )
