"""The measurements of `portal bench`.

Every figure is a ratio of two things measured in one run on the same machine, in turns (A B A B), as a median with the
least and the most: seconds alone say little about another machine.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from nhandao.book.load import load
from nhandao.public.gate import publish
from nhandao.site.build import read_content
from nhandao.site.theme import Theme
from scripts.bench import hugo_site, portal_run
from scripts.bench import report as report_text
from scripts.bench.compare import compare, different, sizes
from scripts.bench.measure import Failed, Run, Spread, spread, timed
from scripts.bench.measure import run as run_process
from scripts.bench.report import Report, Row
from scripts.folders import CONTENT, ROOT, THEME
from scripts.sample import generate

SITE_URL = "https://nhandao.example.vn"
SEED = 2023
SCALE = 5
_DAY = date(2023, 10, 31)
"""Only asked for: the sample sets its own day."""
PARTS = ("build", "incremental", "scale")


class Hugo(NamedTuple):
    path: Path
    version: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"Hugo {'.'.join(map(str, self.version))}"


def run(arguments: list[str]) -> int:
    options = _options(arguments)
    parts = PARTS if options.only is None else (options.only,)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as place:
        bench = _Bench(Path(place).resolve(), options, report)
        try:
            if "build" in parts:
                bench.build()
            if "incremental" in parts:
                bench.incremental()
            if "scale" in parts:
                bench.scale()
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
        _tell("cleaning up")
    print(report_text.markdown(report, arguments))
    if options.json:
        Path(options.json).write_text(json.dumps(report_text.plain(report, arguments), indent=1), encoding="utf-8")
    return 1 if report.wrong else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="portal bench", description="Measure how fast the portal builds.")
    parser.add_argument("--addresses", type=int, default=10_000, help="addresses of the site, 10000 if not given")
    parser.add_argument("--runs", type=int, default=3, help="how often each thing is measured, 3 if not given")
    parser.add_argument(
        "--hugo",
        action="append",
        default=[],
        help="Hugo to compare with, may be given twice; the one on PATH (from your distribution) if not given",
    )
    parser.add_argument("--only", choices=PARTS, help="measure only this")
    parser.add_argument("--json", metavar="FILE", help="write the figures to this file too")
    options = parser.parse_args(arguments)
    if options.addresses < 10 or options.runs < 1:
        parser.error("at least 10 addresses and 1 run")
    return options


class _Bench:
    def __init__(self, place: Path, options: argparse.Namespace, report: Report) -> None:
        self._place = place
        self._addresses: int = options.addresses
        self._runs: int = options.runs
        self._hugo: list[str] = options.hugo
        self._report = report
        self._data = place / "data"
        self._full: list[float] = []  # seconds of full builds, for the ratio of small ones
        self._corpora: set[Path] = set()

    # --- full build ------------------------------------------------------------------------------------------------

    def build(self) -> None:
        """A full build with nothing kept, one with the read records kept, and Hugo's, in turns."""
        self._corpus(self._data, self._addresses)
        out, cache = self._place / "out", self._place / "cache"
        hugos = [_hugo(path) for path in self._hugo or _on_path()]
        if not hugos:
            self._report.notes.append("Hugo was not found; give its path with --hugo.")
        _tell("our site, to check against")
        self._portal(self._data, out, cache)
        projects = {hugo: self._project(hugo, out, cache) for hugo in hugos}
        cold: list[Run] = []
        warm: list[Run] = []
        theirs: dict[Hugo, list[Run]] = {hugo: [] for hugo in hugos}
        for number in range(1, self._runs + 1):
            _tell(f"full build {number} of {self._runs}: portal")
            _forget(cache)
            _remove(out)
            cold.append(self._portal(self._data, out, cache))
            _tell(f"full build {number} of {self._runs}: portal, records known")
            _remove(out)
            warm.append(self._portal(self._data, out, cache))
            for hugo in hugos:
                _tell(f"full build {number} of {self._runs}: {hugo.name}")
                _remove(self._place / "hugo-out")
                theirs[hugo].append(self._run_hugo(hugo, projects[hugo]))
                if number == 1:
                    self._check(hugo, out, cache)
        self._full = [one.seconds for one in cold]
        files = sizes(out)
        self._report.notes.append(
            f"{self._addresses} addresses give {len(files)} files, {sum(files.values()) / 1e6:.0f} MB."
        )
        self._add("portal, full build, nothing kept", cold)
        self._add("portal, full build, records known", warm, "nothing kept", cold)
        # Of no page: a site made by Hugo would have it made by the same program.
        self._add("portal, only the search index and its page", [self._portal(self._data, out, cache, search=True)])
        for hugo, runs in theirs.items():
            self._add(hugo.name, runs)
            self._report.rows.append(
                Row(f"portal / {hugo.name}, nothing kept", spread(self._full), hugo.name, _ratio(cold, runs))
            )
            seconds = spread([one.seconds for one in warm])
            self._report.rows.append(
                Row(f"portal / {hugo.name}, records known", seconds, hugo.name, _ratio(warm, runs))
            )
        _remove(out, cache, self._place / "hugo-out", *projects.values())

    def _project(self, hugo: Hugo, out: Path, cache: Path) -> Path:
        _tell(f"the same site as a project for {hugo.name}")
        book, _ = load(self._data, cache)
        views, problems = publish(self._data, None, _DAY, cache)
        if book is None or views is None:
            raise Failed("\n".join(problem.render() for problem in problems[:20]))
        folder = self._place / f"hugo-{'.'.join(map(str, hugo.version))}"
        hugo_site.write(
            folder,
            views=views,
            book=book,
            content=read_content(CONTENT, THEME, cache / "site"),
            theme=Theme(THEME),
            ours=out,
            base_url=SITE_URL,
            version=hugo.version,
        )
        return folder

    def _run_hugo(self, hugo: Hugo, project: Path) -> Run:
        command = [str(hugo.path), "--quiet", "--destination", str(self._place / "hugo-out")]
        command += ["--cacheDir", str(self._place / "hugo-cache")]
        return run_process(command, folder=project)

    def _check(self, hugo: Hugo, out: Path, cache: Path) -> None:
        views, _ = publish(self._data, None, _DAY, cache)
        assert views is not None
        result = compare(out, self._place / "hugo-out", views)
        self._report.comparisons[hugo.name] = result
        if not result.same:
            self._report.wrong.append(f"The site of {hugo.name} is not the same as ours; see the table.")

    # --- one changed record ----------------------------------------------------------------------------------------

    def incremental(self) -> None:
        """One need and one receipt changed, by a fresh process and by a running builder, each checked byte for byte."""
        self._corpus(self._data, self._addresses)
        fresh, running = self._place / "fresh", self._place / "running"
        fresh_cache, running_cache = self._place / "fresh-cache", self._place / "running-cache"
        _tell("one record: full build to start from")
        if not self._full:
            for number in range(1, self._runs + 1):
                _tell(f"one record: full build {number} of {self._runs}")
                _remove(fresh, fresh_cache)
                self._full.append(self._portal(self._data, fresh, fresh_cache).seconds)
        else:
            self._portal(self._data, fresh, fresh_cache)
        took: dict[str, tuple[list[Run], list[float]]] = {
            "one need of one address": ([], []),
            "one new receipt": ([], []),
        }
        nothing: list[Run] = []
        with self._builder(running_cache, running) as pipe:
            _rebuild(pipe)
            for number in range(1, self._runs + 1):
                _tell(f"one record {number} of {self._runs}")
                nothing.append(self._portal(self._data, fresh, fresh_cache))
                for name, change in (("one need of one address", _edit_need), ("one new receipt", _add_receipt)):
                    change(self._data, number)
                    took[name][0].append(self._portal(self._data, fresh, fresh_cache))
                    took[name][1].append(timed(lambda: _rebuild(pipe)))
        _tell("one record: full build to check against")
        whole = self._place / "whole"
        self._portal(self._data, whole, self._place / "whole-cache")
        for name, folder in (("a fresh process", fresh), ("the running builder", running)):
            wrong = different(whole, folder)
            if wrong:
                self._report.wrong.append(f"After small builds by {name}, {len(wrong)} files differ, first: {wrong[0]}")
            else:
                self._report.notes.append(f"The site after small builds by {name} equals a full build byte for byte.")
        full = spread(self._full).median
        self._add_part("nothing changed, fresh process", nothing, full)
        for name, (runs, seconds) in took.items():
            self._add_part(f"{name}, fresh process", runs, full)
            ratio = spread([one / full for one in seconds])
            self._report.rows.append(Row(f"{name}, running builder", spread(seconds), "full build", ratio))
        _remove(fresh, fresh_cache, running, running_cache, whole, self._place / "whole-cache")

    @contextmanager
    def _builder(self, cache: Path, out: Path) -> Iterator[Connection]:
        context = multiprocessing.get_context("spawn")
        pipe, other = context.Pipe()
        arguments = (other, str(cache), str(self._data), str(out), SITE_URL)
        process = context.Process(target=portal_run.builder, args=arguments)
        process.start()
        other.close()
        try:
            yield pipe
        finally:
            pipe.close()
            process.terminate()
            process.join()

    # --- scale -----------------------------------------------------------------------------------------------------

    def scale(self) -> None:
        """Full builds of a site and of one five times as large, in turns."""
        many = self._addresses * SCALE
        large = self._place / "large-data"
        # A folder of its own: the changes of the other measurements stay out of it.
        small = self._place / "small-data"
        self._corpus(small, self._addresses)
        self._corpus(large, many)
        out, cache = self._place / "out", self._place / "cache"
        one: list[Run] = []
        five: list[Run] = []
        for number in range(1, self._runs + 1):
            for data, runs, size in ((small, one, self._addresses), (large, five, many)):
                _tell(f"scale {number} of {self._runs}: {size} addresses")
                _remove(out, cache)
                runs.append(self._portal(data, out, cache))
        self._add(f"portal, {self._addresses} addresses", one)
        self._add(f"portal, {many} addresses (linear: {SCALE}.0)", five, f"{self._addresses} addresses", one)
        _remove(out, cache, large, small)

    # --- shared ----------------------------------------------------------------------------------------------------

    def _corpus(self, folder: Path, addresses: int) -> None:
        if folder not in self._corpora:
            _tell(f"writing {addresses} fictional addresses")
            generate(folder, seed=SEED, addresses=addresses)
            self._corpora.add(folder)

    def _portal(self, data: Path, out: Path, cache: Path, *, search: bool = False) -> Run:
        command = [sys.executable, "-P", "-m", "scripts.bench.portal_run", str(cache), "build"]
        command += ["--data", str(data), "--out", str(out), "--site-url", SITE_URL, "--languages", "vi"]
        command += [] if search else ["--no-search"]
        paths = os.pathsep.join((str(ROOT), str(ROOT / "plugins")))
        return run_process(command, folder=ROOT, environment=os.environ | {"PYTHONPATH": paths})

    def _add(self, what: str, runs: list[Run], against: str = "", base: list[Run] | None = None) -> None:
        ratio = _ratio(runs, base) if base else None
        self._report.rows.append(
            Row(
                what,
                spread([one.seconds for one in runs]),
                against,
                ratio,
                spread([one.cpu for one in runs]).median,
                int(spread([one.largest for one in runs]).median),
                int(spread([one.together for one in runs]).median),
            )
        )

    def _add_part(self, what: str, runs: list[Run], full: float) -> None:
        self._add(what, runs)
        ratio = spread([one.seconds / full for one in runs])
        self._report.rows[-1] = self._report.rows[-1]._replace(against="full build", ratio=ratio)


def _ratio(runs: list[Run], base: list[Run]) -> Spread:
    """Of runs made in turns: each is compared with its neighbour, so that a slow minute of the machine meets both."""
    return spread([one.seconds / other.seconds for one, other in zip(runs, base, strict=True)])


def _on_path() -> list[str]:
    found = shutil.which("hugo")
    return [found] if found else []


def _hugo(path: str) -> Hugo:
    said = subprocess.run([path, "version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v(\d+)\.(\d+)\.(\d+)", said)
    if not found:
        raise Failed(f"{path}: not a Hugo that runs here")
    return Hugo(Path(path).resolve(), tuple(int(part) for part in found.groups()))


def _rebuild(pipe: Connection) -> None:
    pipe.send("build")
    outcome = pipe.recv()
    if outcome.errors or outcome.fell:
        raise Failed("\n".join(outcome.lines))


def _edit_need(data: Path, number: int) -> None:
    """Raise a price and change the summary of an address in the middle of the folder."""
    files = sorted(data.glob("addresses/*/*.yaml"))
    for path in files[len(files) // 2 :]:
        text = path.read_text(encoding="utf-8")
        price = re.search(r"unit_price_vnd: (\d+)", text)
        summary = re.search(r"(?m)^summary: ([^'\"|>\n].{60,200})\.$", text)
        if price and summary and "introduced:" in text and "finished:" not in text and "suspended:" not in text:
            text = text.replace(price[0], f"unit_price_vnd: {int(price[1]) + 10_000}", 1)
            text = text.replace(f"{summary[1]}.", f"{summary[1]}, {'rất ' * (number % 2)}mong được giúp.", 1)
            path.write_text(text, encoding="utf-8")
            return
    raise Failed("no address to edit")


def _add_receipt(data: Path, number: int) -> None:
    """A new line beside the newest receipt, for the same account."""
    newest = max(data.glob("receipts/*/*/*/transfer-*.yaml"))
    account = re.search(r"(?m)^account: (\S+)$", newest.read_text(encoding="utf-8"))
    assert account is not None
    identity = f"BENCH{number:05}"
    day = "-".join(newest.parts[-4:-1])
    text = f"source: transfer\npayment_id: {identity}\non: {day}\naccount: {account[1]}\nvalue_vnd: 50000\n"
    (newest.parent / f"transfer-{identity}.yaml").write_text(text, encoding="utf-8")


def _forget(cache: Path) -> None:
    """Delete all that is kept but pictures: they are drawn once, and Hugo finds them ready too."""
    for path in cache.iterdir():
        if path.name != "site":
            _remove(path)
    for path in (cache / "site").iterdir():
        if path.name not in ("photos", "share"):
            _remove(path)


def _remove(*paths: Path) -> None:
    for path in paths:
        if path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


def _tell(doing: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {doing}", file=sys.stderr, flush=True)
