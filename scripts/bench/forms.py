"""`python3 -m scripts.bench.forms`: editors who save the same drafts at once, and whether any save is lost.

Each of them opens a draft, writes a note that nobody else writes, and saves; whoever was too late has their save put
aside. In the end every note must stand in the history of a draft or in what was put aside.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from scripts import sample
from scripts.staff.admin import forms
from scripts.staff.admin.desk import CLONE, Desk, Refusal, Sent, Settings
from scripts.staff.admin.kinds import ADDRESSES as KIND
from scripts.staff.admin.roles import Editor

GLOBS = ("--glob=refs/heads/cms/*", "--glob=refs/staff/kept/*")


class Race:
    """Editors at one desk, in a folder that is thrown away."""

    def __init__(self, folder: Path, addresses: int) -> None:
        data = folder / "data"
        sample.generate(data, seed=2023, addresses=addresses)
        _git(data, "init", "--quiet", "--initial-branch=main")
        _git(data, "add", "-A")
        _git(data, "commit", "--quiet", "-m", "sample")
        _git(data, "clone", "--quiet", "--bare", str(data), str(folder / "data.git"))
        self._settings = Settings(folder / "state", str(folder / "data.git"))
        self.desk = Desk(self._settings, lambda: datetime.now(UTC), lambda: None)
        self.seconds: list[float] = []
        self.saved: set[str] = set()
        self.kept: set[str] = set()
        self.wrong: list[str] = []

    def run(self, editors: int, saves: int, drafts: int) -> float:
        """Seconds that all of it took."""
        with self.desk.turn:
            slugs = [KIND.slug_of(held.path[15:-5]) for held in self.desk.shelf().all(KIND)][:drafts]
        people = [
            Editor(f"nguoi-{number}", f"Người {number}", f"nguoi-{number}@staff.invalid", "province", frozenset())
            for number in range(editors)
        ]
        threads = [threading.Thread(target=self._work, args=(person, saves, slugs)) for person in people]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - begun

    def lost(self) -> list[str]:
        """Notes that stand nowhere."""
        clone = self._settings.state / CLONE
        logs = subprocess.run(
            ["git", f"--git-dir={clone}", "log", "-p", "--format=", *GLOBS],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        told = {line.removeprefix("+notes: ") for line in logs.splitlines() if line.startswith("+notes: ")}
        return sorted((self.saved | self.kept) - told)

    def close(self) -> None:
        self.desk.close()

    def _work(self, person: Editor, saves: int, slugs: list[str]) -> None:
        for turn in range(saves):
            note = f"{person.user} lần {turn}"
            slug = slugs[turn % len(slugs)]
            begun = time.monotonic()
            try:
                self.desk.save(self._opened(slug, person, note), person)
                self.saved.add(note)
            except Refusal as refused:
                if "identity" in refused.values:
                    self.kept.add(note)
                else:
                    self.wrong.append(refused.code)
            self.seconds.append(time.monotonic() - begun)

    def _opened(self, slug: str, person: Editor, note: str) -> Sent:
        with self.desk.turn:
            draft = self.desk.draft(KIND, slug, person)
            held = self.desk.published_record(KIND, slug)
            record = self.desk.record_of(draft) if draft is not None else held.record if held is not None else None
            change = draft.data_change if draft is not None else None
            blob = change.new if change is not None else held.blob if held is not None else None
        assert record is not None
        edit = forms.Edit(slug, blob or "", secrets.token_hex(8))
        values, _ = forms.parse(forms.to_form(record, None))
        return Sent(KIND, slug, values | {"notes": note}, edit, False, {}, {})


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editors", type=int, default=4)
    parser.add_argument("--saves", type=int, default=200, help="of each editor")
    parser.add_argument("--drafts", type=int, default=10)
    parser.add_argument("--addresses", type=int, default=300)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="nhandao-forms-") as folder:
        race = Race(Path(folder), options.addresses)
        try:
            seconds = race.run(options.editors, options.saves, options.drafts)
            lost = race.lost()
        finally:
            race.close()
    p99 = quantiles(race.seconds, n=100)[98] if len(race.seconds) > 1 else 0.0
    print(
        f"{options.editors} editors, {options.saves} saves each on {options.drafts} drafts of {options.addresses} "
        f"addresses: {seconds:.1f} s, p99 {p99 * 1000:.0f} ms; {len(race.saved)} saved, {len(race.kept)} put aside, "
        f"{len(race.wrong)} refused, {len(lost)} lost"
    )
    return 1 if lost or race.wrong else 0


def _git(folder: Path, *line: str) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    settings = ("-c", "user.name=bench", "-c", "user.email=bench@localhost")
    subprocess.run(["git", *settings, *line], cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
