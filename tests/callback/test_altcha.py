"""Proofs of work: each once, in time, and only those of our own challenges."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from altcha import v1
from hypothesis import given
from hypothesis import strategies as st

from scripts.callback.altcha import Proofs

KEY = bytes(range(32))


class Time:
    now = 1_700_000_000.0


def proofs(time: Time, key: bytes = KEY, most: int = 100) -> Proofs:
    return Proofs(key, lambda: time.now, work=300, most=most)


def solution(asked: dict[str, Any], **changed: Any) -> str:
    solved = v1.solve_challenge(asked["challenge"], asked["salt"], "SHA-256", asked["maxnumber"], 0)
    assert solved is not None
    parts = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(parts | {"number": solved.number} | changed).encode()).decode()


def test_a_solution_is_taken_once() -> None:
    time = Time()
    door = proofs(time)
    proof = solution(door.challenge())
    time.now += 20
    assert [door.check(proof), door.check(proof)] == ["proved", "used"]


def test_a_form_without_a_proof_says_so() -> None:
    assert proofs(Time()).check("") == "missing"


def test_nobody_fills_in_a_form_in_two_seconds() -> None:
    time = Time()
    door = proofs(time)
    proof = solution(door.challenge())
    time.now += 2
    assert door.check(proof) == "quick"


def test_an_hour_later_it_is_too_old() -> None:
    time = Time()
    door = proofs(time)
    proof = solution(door.challenge())
    time.now += 3600
    assert door.check(proof) == "old"


def test_an_instance_with_the_same_key_knows_it_and_others_do_not() -> None:
    time = Time()
    proof = solution(proofs(time).challenge())
    time.now += 10
    assert proofs(time).check(proof) == "proved"
    assert proofs(time, key=bytes(32)).check(proof) == "wrong"


def test_a_longer_life_cannot_be_written_into_the_salt() -> None:
    time = Time()
    door = proofs(time)
    asked = door.challenge()
    until = asked["salt"].split("expires=")[1].rstrip("&")
    longer = asked["salt"].replace(until, str(int(until) + 9000))
    time.now += 10
    assert door.check(solution(asked, salt=longer)) == "wrong"
    assert door.check(solution(asked, salt=asked["salt"] + "expires=9999999999&")) == "wrong"
    assert door.check(solution(asked, salt=asked["salt"].rstrip("&"))) == "wrong"


@pytest.mark.parametrize("changed", [
    {"number": -1}, {"number": 10**9}, {"number": "5"}, {"number": True}, {"number": 1.5}, {"algorithm": "SHA-1"}, {"algorithm": None},
    {"signature": "0" * 64}, {"challenge": "0" * 64}, {"salt": 5}, {"more": 1},
])  # fmt: skip
def test_a_changed_solution_is_wrong(changed: dict[str, Any]) -> None:
    door = proofs(Time())
    assert door.check(solution(door.challenge(), **changed)) == "wrong"


@pytest.mark.parametrize(
    "proof", ["x", "e30=", base64.b64encode(b"[" * 700).decode(), base64.b64encode(b"null").decode(), "A" * 10_000]
)
def test_what_is_no_solution_is_wrong(proof: str) -> None:
    assert proofs(Time()).check(proof) == "wrong"


@given(st.text(max_size=200))
def test_no_text_breaks_the_check(proof: str) -> None:
    assert proofs(Time()).check(proof) in ("wrong", "missing")


def test_the_memory_of_used_ones_is_bounded_and_never_lets_one_pass_twice() -> None:
    time = Time()
    door = proofs(time, most=5)
    all_of_them = [solution(door.challenge()) for _ in range(8)]
    time.now += 10
    assert [door.check(proof) for proof in all_of_them] == ["proved"] * 5 + ["used"] * 3
    assert [door.check(proof) for proof in all_of_them] == ["used"] * 8
    time.now += 3600
    assert door.check(solution(door.challenge())) == "quick"


def test_the_key_is_long_enough_to_be_one() -> None:
    with pytest.raises(ValueError, match="32"):
        Proofs(b"short", lambda: 0.0)
