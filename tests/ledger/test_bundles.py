"""One transfer over promises made together: nothing lost, nothing doubled, nobody gets more than was open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhandao.ledger.bundles import shares

AMOUNTS = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("amount", "still_open", "parts", "beyond"),
    [
        (10, [5, 5], [5, 5], 0),
        (10, [10, 10, 10], [4, 3, 3], 0),
        (11, [5, 5], [5, 5], 1),
        (100, [], [], 100),
        (100, [0, 0], [0, 0], 100),
        (0, [7, 3], [0, 0], 0),
        (1, [1, 1, 1], [1, 0, 0], 0),
        (300_000, [1_200_000, 2_400_000], [100_000, 200_000], 0),  # a month of twelve
    ],
)
def test_what_is_open_is_filled_in_proportion(
    amount: int, still_open: list[int], parts: list[int], beyond: int
) -> None:
    assert shares(amount, still_open) == (parts, beyond)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=50))
def test_parts_and_rest_are_the_transfer_to_the_last_dong(amount: int, still_open: list[int]) -> None:
    parts, beyond = shares(amount, still_open)
    assert sum(parts) + beyond == amount
    assert all(0 <= part <= most for part, most in zip(parts, still_open, strict=True))
    assert beyond == max(0, amount - sum(still_open))


@given(st.lists(AMOUNTS, min_size=1, max_size=10), st.data())
def test_paying_in_several_transfers_fills_everything_as_paying_at_once(
    still_open: list[int], data: st.DataObject
) -> None:
    total = sum(still_open)
    first = data.draw(st.integers(0, total))
    parts, _ = shares(first, still_open)
    rest = [most - part for most, part in zip(still_open, parts, strict=True)]
    again, beyond = shares(total - first, rest)
    assert (again, beyond) == (rest, 0)
