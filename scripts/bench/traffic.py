"""Made-up payments for fault runs and measurements: a remote with sample data, who tells what, and the reckoning."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from nhandao.book.lifecycle import consented, state_on
from nhandao.book.load import load
from nhandao.records.money import Dong
from scripts.callback.committer import Committer, Settings
from scripts.callback.durable import NotKept
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope, Movement
from scripts.callback.replay import replay
from scripts.callback.repository import Repository
from scripts.callback.shelf import Shelf
from scripts.sample import generate

ON = date(2023, 10, 31)
_FORK = multiprocessing.get_context("fork")


class Office:
    """A remote with sample data, a work tree of staff, and the state folders of instances."""

    def __init__(self, place: Path, addresses: int = 12) -> None:
        self.place = place
        self.remote = place / "remote.git"
        self.staff = place / "staff"
        git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(place, "init", "--quiet", "--initial-branch=main", str(self.staff))
        git(self.staff, "remote", "add", "origin", str(self.remote))
        generate(self.staff / "data", addresses=addresses, seed=2023)
        book, _ = load(self.staff / "data")
        assert book is not None
        self.accounts = [
            code
            for code, address in book.addresses.items()
            if state_on(address, ON, first_help=None, adopted=False) == "introduced"
            and consented(address, "publish", ON)
            and address.call is None
        ] + [fund.code for fund in book.campaign.funds]
        self.push("start")
        self.draft = self.staff / "data" / "draft-of-staff.txt"
        self.draft.write_text("not committed, not to be touched\n", encoding="utf-8")
        self._entered = 0

    def push(self, message: str) -> None:
        git(self.staff, "add", "-A", "--", "data")
        git(self.staff, "commit", "--quiet", "-m", message)
        git(self.staff, "push", "--quiet", "origin", "HEAD:main")

    def enter_by_hand(self) -> str:
        """Staff take cash and push it, on top of whatever is there. Returns the id of the line."""
        self._entered += 1
        name = f"cash-hand{self._entered}"
        path = self.staff / "data/receipts/2023/10/31" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"source: cash\npayment_id: hand{self._entered}\non: 2023-10-31\naccount: {self.accounts[0]}\n"
            "value_vnd: 100000\n",
            encoding="utf-8",
        )
        git(self.staff, "add", "--", str(path))
        git(self.staff, "commit", "--quiet", "-m", "cash")
        for _ in range(50):
            git(self.staff, "pull", "--quiet", "--rebase", "origin", "main")
            if git(self.staff, "push", "--quiet", "origin", "HEAD:main", check=False) is not None:
                return name
        raise RuntimeError("staff could not push")

    def settings(self, state: Path) -> Settings:
        return Settings(state, str(self.remote), data="data", network_seconds=30.0, lock_seconds=20.0)

    def receipts(self) -> Counter[str]:
        """How often each receipt's id stands at the remote."""
        listed = git(self.remote, "ls-tree", "-r", "--name-only", "main") or ""
        return Counter(Path(path).stem for path in listed.split() if "/receipts/" in path)


def git(folder: Path, *arguments: str, check: bool = True) -> str | None:
    """Output of git as staff run it; ``None`` when it fails and may."""
    who = ["-c", "user.name=Staff", "-c", "user.email=staff@example.org", "-c", "gc.auto=0"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode != 0 and check:
        raise RuntimeError(f"git {arguments}: {done.stderr}")
    return done.stdout if done.returncode == 0 else None


def payment(number: int, account: str, *, back: str | None = None, fee_of: str | None = None) -> Envelope:
    source = "refund" if back else "stripefee" if fee_of else "bank"
    return Envelope(
        intake=Movement(
            source=source,
            payment_id=f"N{number}",
            on=ON,
            codes=() if back or fee_of else (account,),
            value_vnd=Dong(20_000 if back else 1_000 if fee_of else 200_000 + number),
            reverses=back,
            fee_of=fee_of,
            told_by="sepay",
            received_at=datetime.now(UTC),
        )
    )


def story(number: int, account: str) -> list[Envelope]:
    """A gift; every third with a fee; every fifth partly given back. In the order in which they happen."""
    gift = payment(number, account)
    told = [gift]
    if number % 3 == 0:
        told.append(payment(number, account, fee_of=gift.intake.id))
    if number % 5 == 0:
        told.append(payment(number, account, back=gift.intake.id))
    return told


def shuffled(stories: list[list[Envelope]], chance: random.Random) -> list[Envelope]:
    """Every message one to four times, in no order at all."""
    told = [envelope for parts in stories for envelope in parts for _ in range(chance.randint(1, 4))]
    chance.shuffle(told)
    return told


# --- an instance in a process of its own, to be killed ------------------------------------------------------------


class Instance:
    """The inbox with its doors and the committer, in one process that can be ended at any moment."""

    def __init__(
        self, office: Office, state: Path, acknowledged: Path, told: list[Envelope], pause: float = 0.02, doors: int = 4
    ) -> None:
        """`pause` is the longest time in seconds between two messages of a door."""
        self._office = office
        self._state = state
        self._acknowledged = acknowledged
        self._told = told
        self._pause = pause
        self._doors = doors
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        self._process = _FORK.Process(target=self._live)
        self._process.start()

    def _live(self) -> None:
        os.setsid()
        done = set(acknowledged(self._acknowledged))
        log = os.open(self._acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        committer = Committer(self._office.settings(self._state), clock=lambda: datetime.now(UTC))
        left = [(number, envelope) for number, envelope in enumerate(self._told) if number not in done]
        turn = iter(left)
        taking = threading.Lock()

        def tell() -> None:
            while True:
                with taking:
                    number, envelope = next(turn, (-1, None))
                if envelope is None:
                    return
                try:
                    committer.inbox.put(envelope)
                except NotKept:
                    continue
                os.write(log, f"{number}\n".encode())
                time.sleep(random.random() * self._pause)

        for _ in range(self._doors):
            threading.Thread(target=tell, daemon=True).start()
        signal.signal(signal.SIGTERM, lambda *_: committer.stop())
        committer.run()
        os._exit(0)

    def kill(self, with_children: bool) -> None:
        """End it with SIGKILL: it alone, or with the git processes it runs."""
        assert self._process is not None
        assert self._process.pid is not None
        if with_children:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                self._process.kill()
        else:
            self._process.kill()
        self._process.join()

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.join(60)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid or 0

    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()


def acknowledged(log: Path) -> Iterator[int]:
    """Numbers of the messages that an instance said yes to."""
    if log.exists():
        # The last line may be cut short when the process was killed; then nobody heard the answer.
        for line in log.read_text().split("\n")[:-1]:
            yield int(line)


# --- the reckoning -----------------------------------------------------------------------------------------------


def settle(office: Office, state: Path, seconds: float = 60.0) -> Committer:
    """Let a committer do all that can be done now. The caller closes it."""
    committer = Committer(office.settings(state), clock=lambda: datetime.now(UTC))
    end = time.monotonic() + seconds
    committer.prepare()
    rounds = 0
    while time.monotonic() < end:
        rounds += 1
        committer.look()
        pause = committer.publish()
        committer.commit_waiting()
        waiting = committer.inbox.names("inbox")
        # What is left waits for what was not told here; the remote was asked for it.
        if (
            not committer.inbox.names("unpushed")
            and (not waiting or rounds > 2)
            and committer.status().held == len(waiting)
        ):
            break
        time.sleep(min(pause, 0.1))
    return committer


def lost(office: Office, states: list[Path], heard: set[str]) -> dict[str, object]:
    """Acknowledged payments that are neither at the remote nor wait for what they name; nothing was told again yet."""
    waiting: set[str] = set()
    for _ in range(2):
        for state in states:
            settle(office, state, seconds=5.0).close()
    for state in states:
        waiting |= {name.removesuffix(".json") for name in Inbox(state).names("inbox")}
    missing = heard - waiting - office.receipts().keys()
    # A gift names nothing: there is nothing it could wait for.
    missing |= {name for name in waiting & heard if name.startswith("bank-")}
    return {"lost before they were told again": len(missing)} if missing else {}


def reckon(office: Office, states: list[Path], expected: set[str], by_staff: set[str]) -> Mapping[str, object]:
    """What is wrong after a run; nothing when every acknowledged payment is at the remote exactly once."""
    wrong: dict[str, object] = {}
    aside = 0
    for _ in range(20):  # a refund told to one instance waits for the gift that was told to another
        for state in states:
            settle(office, state, seconds=3.0).close()
        if not any(Inbox(state).names("inbox") for state in states):
            break
    for state in states:
        committer = settle(office, state)
        aside += len(committer.inbox.names("unmatched")) + len(committer.inbox.names("quarantine"))
        committer.close()
        if git(state / "repository.git", "fsck", "--strict", "--no-dangling", check=False) is None:
            wrong["fsck of"] = state.name
    if git(office.remote, "fsck", "--strict", check=False) is None:
        wrong["fsck of"] = "remote"
    there = office.receipts()
    if gone := (expected | by_staff) - there.keys():
        wrong["lost"] = len(gone)
    if twice := [name for name, count in there.items() if count > 1]:
        wrong["twice"] = len(twice)
    if aside:
        wrong["with a person"] = aside
    if office.draft.read_text(encoding="utf-8") != "not committed, not to be touched\n":
        wrong["draft of staff"] = "touched"
    checkout = office.place / "checkout"
    git(office.place, "clone", "--quiet", str(office.remote), str(checkout))
    _, problems = load(checkout / "data")
    shutil.rmtree(checkout)
    if errors := sum(not problem.warning for problem in problems):
        wrong["errors of check"] = errors
    repository = Repository(office.remote, "", "main", "data")
    shelf = Shelf(repository, repository.head or "")
    unlike = sum(1 for state in states for _ in replay(Inbox(state).messages(), shelf))
    repository.close()
    if unlike:
        wrong["differences of replay"] = unlike
    return wrong
