"""The rebuild after commits: many commits, one run at a time; failures are tried again and harm nobody."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.callback.rebuild import Rebuild


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_commits_during_a_run_ask_for_one_more_and_two_never_run_at_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    busy = tmp_path / "busy"
    code = (
        f"import os, time; os.mkdir({str(busy)!r}); time.sleep(0.3); os.rmdir({str(busy)!r})\n"
        f"open({str(log)!r}, 'a').write('x')"
    )
    rebuild = Rebuild(command(code), least_seconds=0.0, timeout_seconds=20)
    rebuild.start()
    rebuild.ask()
    until(busy.exists)
    for _ in range(50):
        rebuild.ask()
    until(lambda: rebuild.outcome.runs == 2)
    time.sleep(0.2)
    assert log.read_text() == "xx"
    assert rebuild.outcome.failures == 0
    rebuild.stop()


@pytest.mark.parametrize("line", [command("raise SystemExit(3)"), ["/no/such/program"]])
def test_a_run_that_fails_is_counted_and_the_next_commit_tries_again(line: list[str]) -> None:
    rebuild = Rebuild(line, least_seconds=0.0, timeout_seconds=20)
    rebuild.start()
    rebuild.ask()
    until(lambda: rebuild.outcome.failures == 1)
    rebuild.ask()
    until(lambda: rebuild.outcome.failures == 2)
    rebuild.stop()


def test_a_run_that_never_ends_is_ended(tmp_path: Path) -> None:
    rebuild = Rebuild(command("import time; time.sleep(60)"), least_seconds=0.0, timeout_seconds=0.3)
    rebuild.start()
    rebuild.ask()
    until(lambda: rebuild.outcome.failures == 1)
    rebuild.stop()
