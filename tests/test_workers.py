from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from nhandao.workers import spread
from scripts.folders import ROOT


def alone(body: Callable[[], None]) -> None:
    """Run a body in a process of its own: work is forked only where no other thread runs, and a process of tests may
    hold servers and browsers of other tests."""
    line = [sys.executable, "-c", f"from tests.test_workers import {body.__name__} as body; body()"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def until_another_process_ended() -> None:
    """Leave the other process time to take a job; it stays to be waited for."""
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)


@pytest.mark.parametrize("cores", [1, 2, 5])
@pytest.mark.parametrize(("first", "others"), [(0, 0), (1, 0), (0, 1), (3, 200), (500, 7), (1000, 1000)])
def test_every_job_is_done_once(cores: int, first: int, others: int) -> None:
    results = spread(range(first), range(first, first + others), lambda job: job * 2, cores)
    assert sorted(results) == [job * 2 for job in range(first + others)]


def a_process_that_dies_ends_the_build() -> None:
    parent = os.getpid()

    def work(job: int) -> int:
        if os.getpid() != parent:
            os._exit(3)
        until_another_process_ended()
        return job

    with pytest.raises(RuntimeError, match="status 3"):
        spread(range(10), range(10, 100), work, 2)


def an_error_here_does_not_wait_for_the_other_processes() -> None:
    parent = os.getpid()

    def work(job: int) -> int:
        while os.getpid() != parent:
            pass
        raise ValueError("here")

    with pytest.raises(ValueError, match="here"):
        spread(range(10), range(10, 100), work, 2)


def an_error_that_cannot_be_sent_is_told_in_words() -> None:
    parent = os.getpid()

    class Odd(Exception):
        pass

    def work(job: int) -> int:
        if os.getpid() != parent:
            raise Odd("elsewhere")
        until_another_process_ended()
        return job

    with pytest.raises(RuntimeError, match="Odd: elsewhere"):
        spread(range(10), range(10, 100), work, 2)


@pytest.mark.parametrize(
    "body",
    [
        a_process_that_dies_ends_the_build,
        an_error_here_does_not_wait_for_the_other_processes,
        an_error_that_cannot_be_sent_is_told_in_words,
    ],
)
def test_what_goes_wrong_elsewhere_ends_the_work_here(body: Callable[[], None]) -> None:
    alone(body)
