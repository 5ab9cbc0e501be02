"""How fast the donation callback takes payments in and commits them: `python3 -m scripts.bench.callback`.

Answers are counted from the call of `put` to its return, when the payment is on disk; a burst is over when every
payment of it is in a commit on disk. The committer runs in a process of its own, as it does in service.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scripts.bench.traffic import Office, payment
from scripts.callback.committer import Committer
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope
from scripts.callback.repository import Repository

_FORK = multiprocessing.get_context("fork")
_EXISTING = 100_000


def puts(place: Path, count: int, threads: int) -> tuple[float, float, float]:
    """Durable puts by that many threads: a second, and the middle and 99th answer of a hundred in milliseconds."""
    inbox = Inbox(place / f"state-{threads}")
    envelopes = [payment(number, "DC23A0002G") for number in range(count)]
    began = time.perf_counter()
    seconds = _put_all(inbox, envelopes, threads)
    total = time.perf_counter() - began
    return count / total, *_spread(seconds)


def _put_all(inbox: Inbox, envelopes: list[Envelope], threads: int) -> list[float]:
    """Put all of them by that many threads; the seconds of each."""
    seconds: list[float] = []

    def put(envelope: Envelope) -> None:
        began = time.perf_counter()
        inbox.put(envelope)
        seconds.append(time.perf_counter() - began)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(put, envelopes))
    return seconds


def _spread(seconds: list[float]) -> tuple[float, float]:
    return statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=100)[98] * 1000


def burst(office: Office, state: Path, count: int, threads: int) -> dict[str, float]:
    """Payments as fast as they come, with a committer at work in another process."""
    envelopes = [payment(number, office.accounts[number % len(office.accounts)]) for number in range(count)]
    inbox = Inbox(state)
    worker = _FORK.Process(target=_commit_on, args=(office, state))
    worker.start()
    while not (state / "status.json").exists():
        time.sleep(0.05)
    began = time.perf_counter()
    seconds = _put_all(inbox, envelopes, threads)
    answered = time.perf_counter() - began
    while os.listdir(inbox.waiting):
        time.sleep(0.02)
    committed = time.perf_counter() - began
    while os.listdir(inbox.unpushed):
        time.sleep(0.05)
    pushed = time.perf_counter() - began
    worker.terminate()
    worker.join()
    middle, late = _spread(seconds)
    return {
        "answered a second": count / answered,
        "committed a second": count / committed,
        "median ms": middle,
        "p99 ms": late,
        "committed after s": committed,
        "at the remote after s": pushed,
    }


def _commit_on(office: Office, state: Path) -> None:
    committer = Committer(office.settings(state), clock=lambda: datetime.now(UTC))
    signal.signal(signal.SIGTERM, lambda *_: committer.stop())
    committer.run()
    os._exit(0)


def fill(office: Office, count: int) -> None:
    """Give the remote many receipts, over the days of three years."""
    repository = Repository(office.remote, "", "main", "data")
    first = date(2021, 1, 1)
    files = {}
    for number in range(count):
        on = first + timedelta(days=number % 1000)
        account = office.accounts[number % len(office.accounts)]
        text = f"source: bank\npayment_id: old{number}\non: {on}\naccount: {account}\nvalue_vnd: {100_000 + number}\n"
        files[f"receipts/{on:%Y/%m/%d}/bank-old{number}.yaml"] = text.encode()
    repository.commit(files, "many", "Staff <staff@example.org>", datetime.now(UTC))
    repository.close()


def commits(places: list[tuple[Office, Path]], size: int, rounds: int) -> list[float]:
    """Milliseconds of a commit of some payments in each place, the middle of some rounds, in turns."""
    committers = [Committer(office.settings(state), clock=lambda: datetime.now(UTC)) for office, state in places]
    seconds: list[list[float]] = [[] for _ in places]
    for committer in committers:
        committer.prepare()
    for turn in range(rounds):
        for (office, _), committer, taken in zip(places, committers, seconds, strict=True):
            for number in range(size):
                account = office.accounts[number % len(office.accounts)]
                committer.inbox.put(payment(size * 1_000_000 + turn * size + number, account))
            began = time.perf_counter()
            committer.commit_waiting()
            taken.append(time.perf_counter() - began)
    for committer in committers:
        committer.close()
    return [statistics.median(taken) * 1000 for taken in seconds]


def recovery(office: Office, state: Path, count: int) -> tuple[float, float]:
    """Seconds until a committer that finds many waiting files is ready, and until it has committed them."""
    Committer(office.settings(state), clock=lambda: datetime.now(UTC)).close()
    committer = Committer(office.settings(state), clock=lambda: datetime.now(UTC))
    committer.prepare()
    committer.close()
    inbox = Inbox(state)
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda n: inbox.put(payment(n, office.accounts[n % len(office.accounts)])), range(count)))
    began = time.perf_counter()
    committer = Committer(office.settings(state), clock=lambda: datetime.now(UTC))
    committer.prepare()
    ready = time.perf_counter() - began
    while committer.commit_waiting():
        pass
    done = time.perf_counter() - began
    committer.close()
    return ready, done


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.bench.callback", description=__doc__)
    parser.add_argument("--burst", type=int, default=20_000, help="payments of a burst, 20000 if not given")
    parser.add_argument("--existing", type=int, default=_EXISTING, help="files there already, 100000 if not given")
    parser.add_argument("--only", choices=("puts", "burst", "size", "recovery"), help="measure only this")
    parser.add_argument("--place", help="folder for the runs, on the disk to be tried; else the system's own")
    options = parser.parse_args(arguments)
    random.seed(2023)

    def wanted(part: str) -> bool:
        return options.only in (None, part)

    with tempfile.TemporaryDirectory(prefix="portal-callback-", dir=options.place) as folder:
        place = Path(folder).resolve()
        if wanted("puts"):
            for threads in (1, 8, 32, 64):
                rate, middle, late = puts(place, 200 * threads if threads < 32 else 6000, threads)
                print(f"put, {threads} threads: {rate:,.0f}/s, median {middle:.1f} ms, p99 {late:.1f} ms", flush=True)
        small = place / "small"
        small.mkdir()
        office = Office(small, addresses=30)
        if wanted("burst"):
            told = burst(office, place / "burst", options.burst, 48)
            print("burst:", ", ".join(f"{name} {value:,.1f}" for name, value in told.items()), flush=True)
        if wanted("recovery"):
            ready, done = recovery(office, place / "recovery", 10_000)
            print(f"recovery of 10000 waiting: ready after {ready:.1f} s, committed after {done:.1f} s", flush=True)
        if wanted("size"):
            large = place / "large"
            large.mkdir()
            other = Office(large, addresses=30)
            fill(other, options.existing)
            began = time.perf_counter()
            committer = Committer(other.settings(place / "many"), clock=lambda: datetime.now(UTC))
            committer.prepare()
            first = time.perf_counter() - began
            committer.close()
            began = time.perf_counter()
            committer = Committer(other.settings(place / "many"), clock=lambda: datetime.now(UTC))
            committer.prepare()
            again = time.perf_counter() - began
            committer.close()
            print(f"start with {options.existing} files: first {first:.1f} s, again {again:.1f} s", flush=True)
            for size in (1, 100):
                few, many = commits([(office, place / "few"), (other, place / "many")], size, 25)
                print(
                    f"commit of {size}: {few:.0f} ms, with {options.existing} files {many:.0f} ms, "
                    f"ratio {many / few:.2f}",
                    flush=True,
                )
        shutil.rmtree(small, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
