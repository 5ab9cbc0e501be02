"""How one transfer is split over the promises that were made together, to the last đồng.

The rule, told to the giver with the promise: what is still open of each promise is filled in proportion; a transfer
that comes to all that is open fills all of it, and what is beyond goes to the fund for surplus.
"""

from __future__ import annotations

from collections.abc import Sequence


def shares(amount: int, still_open: Sequence[int]) -> tuple[list[int], int]:
    """Parts of `amount` đồng for each promise, and what is beyond all of them.

    The parts are whole đồng in proportion to what is open, never above it; what rounding leaves goes one đồng each to
    the largest remainders, the earlier promise first. All parts and the rest together are `amount`.

    Args:
        amount: of the transfer, in đồng, at least 0.
        still_open: of each promise, in đồng, at least 0.
    """
    total = sum(still_open)
    if amount >= total:
        return list(still_open), amount - total
    parts = [amount * open_ // total for open_ in still_open]
    remainders = [amount * open_ % total for open_ in still_open]
    order = sorted(range(len(parts)), key=lambda place: (-remainders[place], place))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return parts, 0
