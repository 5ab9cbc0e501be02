"""The faults that the donation callback must survive, in their long form: `python3 -m scripts.bench.faults`.

After each: what was acknowledged is at the remote exactly once, `git fsck` is clean, `portal check` and replay find
nothing, and the work of staff is as they left it. The short form of each runs with the tests.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scripts.bench.traffic import Instance, Office, acknowledged, lost, reckon, settle, shuffled, story
from scripts.callback.committer import Committer
from scripts.callback.durable import NotKept
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope
from scripts.callback.lock import AlreadyRunning


class Outcome(NamedTuple):
    fault: str
    done: str
    acknowledged: int
    wrong: Mapping[str, object]


def kills(place: Path, instances: int, count: int, chance: random.Random) -> Outcome:
    """SIGKILL at random moments, with and without its git children, while payments come in and staff push."""
    office = Office(place)
    stories = [story(number, chance.choice(office.accounts)) for number in range(count * 12)]
    told: list[list[Envelope]] = [[] for _ in range(instances)]
    for envelope in shuffled(stories, chance):
        told[chance.randrange(instances)].append(envelope)
    states = [place / f"state{number}" for number in range(instances)]
    logs = [place / f"acknowledged{number}" for number in range(instances)]
    # Slow enough that payments still come in at the last kill.
    running = [Instance(office, *parts, 0.12 * instances) for parts in zip(states, logs, told, strict=True)]
    by_staff: set[str] = set()
    busy = 0
    for instance in running:
        instance.start()
    for number in range(count):
        time.sleep(chance.uniform(0.02, 0.9) / instances)
        if number % 20 == 2:
            by_staff.add(office.enter_by_hand())
        busy += any(len(set(acknowledged(log))) < len(envelopes) for log, envelopes in zip(logs, told, strict=True))
        victim = chance.choice(running)
        victim.kill(with_children=chance.random() < 0.5)
        victim.start()
    for instance in running:
        instance.stop()
    heard = {
        envelopes[number].intake.id for log, envelopes in zip(logs, told, strict=True) for number in acknowledged(log)
    }
    missing = lost(office, states, heard)
    # A fee or refund may be acknowledged while the gift it names was never told: now all is told that was not.
    everything = {envelope.intake.id for parts in stories for envelope in parts}
    rest = Inbox(states[0])
    for parts in stories:
        for envelope in parts:
            rest.put(envelope)
    wrong = missing | dict(reckon(office, states, everything, by_staff))
    return Outcome(
        f"kill -9, {instances} instance(s)", f"{count} kills, {busy} of them while payments came in", len(heard), wrong
    )


def repeats(place: Path, count: int, chance: random.Random) -> Outcome:
    """Every message one to four times, in no order, at any of two instances."""
    office = Office(place)
    states = [place / "state0", place / "state1"]
    inboxes = [Inbox(state) for state in states]
    stories = [story(number, chance.choice(office.accounts)) for number in range(count)]
    told = shuffled(stories, chance)
    for number, envelope in enumerate(told):
        chance.choice(inboxes).put(envelope)
        if number % (len(told) // 4 + 1) == 0:
            settle(office, chance.choice(states), seconds=0.1).close()
    heard = {envelope.intake.id for envelope in told}
    settle(office, states[0], seconds=0.1).close()
    wrong = reckon(office, states, heard, set())
    return Outcome("repeated and shuffled", f"{len(told)} deliveries", len(heard), wrong)


def remote_down(place: Path, count: int, chance: random.Random) -> Outcome:
    """The remote is away while commits are made; staff push others before ours get through."""
    office = Office(place)
    state = place / "state0"
    settle(office, state).close()
    committer = Committer(office.settings(state), clock=lambda: datetime.now(UTC), chance=chance)
    committer.prepare()
    away = office.remote.rename(place / "away.git")
    heard: set[str] = set()
    failures = 0
    for number in range(count):
        for envelope in story(number, chance.choice(office.accounts)):
            committer.inbox.put(envelope)
            heard.add(envelope.intake.id)
        if number % 20 == 19:
            committer.commit_waiting()
            committer.publish()
            failures = committer.status().push_failures
    committer.close()
    away.rename(office.remote)
    by_staff = {office.enter_by_hand() for _ in range(5)}
    wrong = dict(reckon(office, [state], heard, by_staff))
    if not failures:
        wrong["remote"] = "was not missed"
    return Outcome("remote down, then staff pushed", f"{failures} failed rounds", len(heard), wrong)


def two_committers(place: Path, chance: random.Random) -> Outcome:
    """A second one by mistake says so, ends with 2 and leaves the first at work."""
    office = Office(place)
    state = place / "state0"
    told = shuffled([story(number, office.accounts[0]) for number in range(20)], chance)
    log = place / "acknowledged"
    first = Instance(office, state, log, told)
    first.start()
    wrong: dict[str, object] = {}
    while not (state / "status.json").exists():
        time.sleep(0.05)
    try:
        Committer(office.settings(state)._replace(lock_seconds=0.5), clock=lambda: datetime.now(UTC)).close()
        wrong["second"] = "started"
    except AlreadyRunning as refusal:
        if refusal.status != 2:
            wrong["status"] = refusal.status
    if not first.alive():
        wrong["first"] = "ended"
    while len(set(acknowledged(log))) < len(told):
        time.sleep(0.05)
    first.stop()
    heard = {envelope.intake.id for envelope in told}
    return Outcome(
        "two committers by mistake", "1 refusal", len(heard), wrong | dict(reckon(office, [state], heard, set()))
    )


def disk(place: Path, read_only: bool, chance: random.Random) -> Outcome:
    """A small disk that fills up, or becomes read-only, while payments come in; then it is well again."""
    office = Office(place)
    state = place / "state0"
    state.mkdir()
    _run("mount", "-t", "tmpfs", "-o", "size=6m", "none", str(state))
    heard: set[str] = set()
    refused = 0
    working: list[Committer] = []
    try:
        settle(office, state, seconds=5).close()
        committer = Committer(office.settings(state), clock=lambda: datetime.now(UTC), chance=chance)
        working.append(committer)
        running = threading.Thread(target=committer.run)
        running.start()
        number = 0
        if not read_only:
            (state / "filler").write_bytes(b"x" * (os.statvfs(state).f_bavail * os.statvfs(state).f_frsize - 150_000))
        while refused < 40:
            if read_only and number == 60:
                _until_it_works("mount", "-o", "remount,ro", str(state))
            number += 1
            for envelope in story(number, office.accounts[number % len(office.accounts)]):
                try:
                    committer.inbox.put(envelope)
                    heard.add(envelope.intake.id)
                except NotKept:
                    refused += 1
        if read_only:
            _run("mount", "-o", "remount,rw", str(state))
        else:
            (state / "filler").unlink()
            _run("mount", "-o", "remount,size=64m", str(state))
        # Told again by the provider, as after every 503.
        for again in range(1, number + 1):
            for envelope in story(again, office.accounts[again % len(office.accounts)]):
                if envelope.intake.id not in heard:
                    committer.inbox.put(envelope)
                    heard.add(envelope.intake.id)
        committer.stop()
        running.join()
        wrong = reckon(office, [state], heard, set())
    finally:
        for committer in working:
            committer.stop()
        _until_it_works("umount", str(state))
    name = "read-only disk" if read_only else "full disk"
    return Outcome(name, f"{refused} refusals", len(heard), wrong)


def clock(place: Path, chance: random.Random) -> Outcome:
    """The committer's clock is ten minutes behind, then ten minutes ahead."""
    office = Office(place)
    state = place / "state0"
    heard: set[str] = set()
    for turn, wrong_by in enumerate((-10, 10)):
        off = timedelta(minutes=wrong_by)
        committer = Committer(office.settings(state), clock=partial(_shifted, off), chance=chance)
        committer.prepare()
        for number in range(30):
            for envelope in reversed(story(turn * 30 + number, chance.choice(office.accounts))):
                committer.inbox.put(envelope)
                heard.add(envelope.intake.id)
        committer.commit_waiting()
        committer.publish()
        committer.close()
    return Outcome("clock 10 minutes off", "behind, ahead", len(heard), reckon(office, [state], heard, set()))


def _shifted(off: timedelta) -> datetime:
    return datetime.now(UTC) + off


def power_cuts(place: Path, count: int, chance: random.Random) -> Outcome:
    """The power goes while an ext4 file system of its own holds the state folder.

    What the file system had not yet given to its device is lost: the file behind the device is copied while every
    process stands still, and the next turn goes on from the copy. Answers are noted outside, after they were given.
    """
    office = Office(place)
    image, copy, mount = place / "disk.img", place / "cut.img", place / "mounted"
    mount.mkdir()
    with image.open("wb") as file:
        file.truncate(96 * 1024 * 1024)
    _run("mkfs.ext4", "-q", "-F", str(image))
    state = mount / "state"
    log = place / "acknowledged"
    told = shuffled([story(number, chance.choice(office.accounts)) for number in range(count * 12)], chance)
    by_staff: set[str] = set()
    busy = 0
    for number in range(count):
        with _mounted(image, mount):
            instance = Instance(office, state, log, told, 0.2)
            instance.start()
            time.sleep(chance.uniform(0.2, 1.5))
            still = _stand_still(instance.pid)
            busy += len(set(acknowledged(log))) < len(told)
            shutil.copyfile(image, copy)
            remote = _at_the_remote(still)
            for pid in sorted(still, key=lambda pid: pid in remote):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT if pid in remote else signal.SIGKILL)
            instance.kill(with_children=True)
        os.replace(copy, image)
        if number % 10 == 1:
            by_staff.add(office.enter_by_hand())
    with _mounted(image, mount):
        heard = {told[number].intake.id for number in acknowledged(log)}
        missing = lost(office, [state], heard)
        inbox = Inbox(state)
        for envelope in told:
            inbox.put(envelope)
        everything = {envelope.intake.id for envelope in told}
        wrong = missing | dict(reckon(office, [state], everything, by_staff))
    return Outcome("power cut (ext4)", f"{count} cuts, {busy} of them while payments came in", len(heard), wrong)


@contextlib.contextmanager
def _mounted(image: Path, mount: Path) -> Iterator[None]:
    _run("mount", "-o", "loop,commit=300", str(image), str(mount))
    try:
        yield
    finally:
        _until_it_works("umount", str(mount))


def _until_it_works(*command: str) -> None:
    """A file system is busy for as long as somebody still writes to it."""
    for _ in range(200):
        if subprocess.run(command, capture_output=True).returncode == 0:
            return
        time.sleep(0.05)
    _run(*command)


def can_mount() -> bool:
    """Whether this process may mount file systems, images of ext4 too."""
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None or not Path("/dev/loop-control").exists():
        return False
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(["mount", "-t", "tmpfs", "none", folder], capture_output=True).returncode != 0:
            return False
        _until_it_works("umount", folder)
    return True


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, pending = [], [pid]
    while pending:
        found.append(pending.pop())
        pending += children.get(found[-1], [])
    return found


def _stand_still(pid: int) -> set[int]:
    """Stop a process and all that it started. Returns their ids."""
    stopped: set[int] = set()
    while new := set(_descendants(pid)) - stopped:  # a child may be born while the others are stopped
        for one in new:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGSTOP)
        stopped |= new
    return stopped


def _at_the_remote(pids: set[int]) -> set[int]:
    """Those of the processes that serve the remote, whose power does not go."""
    found: set[int] = set()
    for pid in pids:
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"receive-pack" in command or b"upload-pack" in command:
                found |= set(_descendants(pid))
    return found


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.bench.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="kills for each number of instances, 200 if not given")
    parser.add_argument("--cuts", type=int, default=100, help="power cuts, 100 if not given; needs root")
    parser.add_argument("--payments", type=int, default=300, help="payments of the other runs, 300 if not given")
    parser.add_argument("--only", help="run only faults whose name has this in it")
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--place", help="folder for the runs, on the disk to be tried; else the system's own")
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    root = can_mount()
    faults: list[tuple[str, bool, Callable[[Path], Outcome]]] = [
        ("kills 1", False, lambda place: kills(place, 1, options.kills, chance)),
        ("kills 2", False, lambda place: kills(place, 2, options.kills, chance)),
        ("kills 4", False, lambda place: kills(place, 4, options.kills, chance)),
        ("repeats", False, lambda place: repeats(place, options.payments, chance)),
        ("remote", False, lambda place: remote_down(place, options.payments, chance)),
        ("two", False, lambda place: two_committers(place, chance)),
        ("full", True, lambda place: disk(place, False, chance)),
        ("read-only", True, lambda place: disk(place, True, chance)),
        ("clock", False, lambda place: clock(place, chance)),
        ("power", True, lambda place: power_cuts(place, options.cuts, chance)),
    ]
    failed = 0
    print("| fault | how often | acknowledged | lost, twice or otherwise wrong | seconds |", flush=True)
    print("|---|---|---|---|---|", flush=True)
    for name, needs_root, fault in faults:
        if options.only is not None and options.only not in name:
            continue
        if needs_root and not root:
            print(f"| {name} | not run: mounting is not allowed here | | | |", flush=True)
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="portal-faults-", dir=options.place) as folder:
            outcome = fault(Path(folder).resolve())
        told = ", ".join(f"{key}: {value}" for key, value in outcome.wrong.items()) or "none"
        seconds = time.monotonic() - began
        print(f"| {outcome.fault} | {outcome.done} | {outcome.acknowledged} | {told} | {seconds:.0f} |", flush=True)
        failed += bool(outcome.wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
