"""A form sent twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.callback.repeats import Repeats


class Made:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> int:
        self.count += 1
        return self.count


def test_a_double_press_gets_the_first_answer_whatever_the_proof() -> None:
    repeats, made = Repeats[int](lambda: 0.0), Made()
    assert repeats.once({"a": "1", "altcha": "x"}, made) == 1
    assert repeats.once({"altcha": "y", "a": "1"}, made) == 1
    assert repeats.once({"a": "2"}, made) == 2


def test_after_ten_minutes_the_same_words_are_a_new_promise() -> None:
    now = [0.0]
    repeats, made = Repeats[int](lambda: now[0], seconds=600), Made()
    repeats.once({"a": "1"}, made)
    now[0] = 599
    assert repeats.once({"a": "1"}, made) == 1
    now[0] = 600
    assert repeats.once({"a": "1"}, made) == 2


def test_two_presses_at_the_same_moment_make_one() -> None:
    repeats, made, together = Repeats[int](lambda: 0.0), Made(), threading.Barrier(8)

    def press(_: int) -> int:
        together.wait()
        return repeats.once({"a": "1"}, made)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {1}
    assert made.count == 1


def test_what_failed_is_tried_again() -> None:
    repeats, made = Repeats[int](lambda: 0.0), Made()

    def fails() -> int:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        repeats.once({"a": "1"}, fails)
    assert repeats.once({"a": "1"}, made) == 1


def test_memory_is_bounded_and_holds_no_words() -> None:
    repeats = Repeats[int](lambda: 0.0, most=10)
    for number in range(100):
        repeats.once({"message": f"bí mật {number}"}, lambda: 0)
    assert len(repeats._known) == 10
    assert "bí mật" not in repr(repeats._known)
