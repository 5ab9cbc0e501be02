"""A data repository with its remote, staff who push to it, and committers that work on it: all real, all small."""

from __future__ import annotations

import random
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from nhandao.book.load import load
from nhandao.records.lines import Foreign, Pledge, Supporter
from nhandao.records.money import Dong
from scripts.callback.committer import Committer, Settings
from scripts.callback.intake import Envelope, Movement, Promise
from tests import tree

ADDRESS = "DC23A0002G"
FUND = "QC23A0001E"
PLEDGE = "CK23A00014"
NOW = datetime(2023, 10, 31, 5, 0, tzinfo=UTC)
ON = date(2023, 10, 31)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Staff", "-c", "user.email=staff@example.org", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Office:
    """The remote, and a work tree of staff."""

    def __init__(self, place: Path, documents: str = "", data: str = "") -> None:
        self.place = place
        self.data = data
        self.remote = place / "remote.git"
        self.staff = place / "staff"
        place.mkdir(exist_ok=True)
        git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        git(place, "clone", "--quiet", str(self.remote), str(self.staff))
        git(self.staff, "symbolic-ref", "HEAD", "refs/heads/main")
        tree.write(self.staff / data, documents)
        self.push("start")

    def push(self, message: str = "work of staff") -> None:
        git(self.staff, "add", "-A")
        git(self.staff, "commit", "--quiet", "-m", message)
        git(self.staff, "push", "--quiet", "origin", "HEAD:main")

    def pull(self) -> None:
        git(self.staff, "pull", "--quiet", "--rebase", "origin", "main")

    def write(self, text: str) -> None:
        for path, body in tree.documents(text).items():
            file = self.staff / self.data / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")

    def settings(self, state: str = "state") -> Settings:
        return Settings(self.place / state, str(self.remote), data=self.data, network_seconds=20.0, lock_seconds=1.0)

    def committer(self, state: str = "state", now: datetime = NOW, prepare: bool = True) -> Committer:
        made = Committer(self.settings(state), clock=lambda: now, chance=random.Random(1))
        if prepare:
            made.prepare()
        return made

    def receipts(self) -> dict[str, int]:
        """What the remote holds: how often each receipt's id stands there."""
        listed = git(self.remote, "ls-tree", "-r", "--name-only", "main").split()
        found: dict[str, int] = {}
        for path in listed:
            if "receipts/" in path:
                found[Path(path).stem] = found.get(Path(path).stem, 0) + 1
        return found

    def sound(self) -> None:
        """The remote is whole, and what stands in it has no error that `portal check` would tell."""
        git(self.remote, "fsck", "--strict")
        checkout = self.place / "checkout"
        git(self.place, "clone", "--quiet", str(self.remote), str(checkout))
        _, problems = load(checkout / self.data)
        errors = [problem.render("en") for problem in problems if not problem.warning]
        subprocess.run(["rm", "-rf", str(checkout)], check=True)
        assert errors == []


def gift(
    payment: str,
    value: int | None = 200_000,
    *codes: str,
    on: date = ON,
    source: str = "bank",
    told_by: str = "sepay",
    supporter: Supporter | None = None,
    foreign: Foreign | None = None,
    fee_of: str | None = None,
    reverses: str | None = None,
    received_at: datetime = NOW,
) -> Envelope:
    return Envelope(
        intake=Movement(
            source=source,
            payment_id=payment,
            on=on,
            codes=codes,
            value_vnd=None if value is None else Dong(value),
            foreign=foreign,
            supporter=supporter or Supporter(),
            fee_of=fee_of,
            reverses=reverses,
            told_by=told_by,
            received_at=received_at,
        )
    )


def promise(reference: str = PLEDGE, value: int = 500_000, account: str = ADDRESS, **more: object) -> Envelope:
    values: dict[str, object] = {"reference": reference, "made_on": ON, "account": account, "supporter": Supporter()}
    values |= {"kind": "cash", "value_vnd": value, "expires_on": date(2023, 11, 30)} | more
    return Envelope(intake=Promise(pledge=Pledge.model_validate(values), received_at=NOW))


def work(committer: Committer, rounds: int = 6) -> None:
    """Commit and publish in turns until nothing moves any more."""
    quiet = 0
    for _ in range(rounds):
        moved = committer.commit_waiting()
        committer.publish()
        quiet = 0 if moved or committer.inbox.names("unpushed") else quiet + 1
        if quiet == 2:
            return
