"""How fast all reports of a province-year are made: `python3 -m scripts.bench.reports`.

A sample of 5,000 addresses gets further gifts and handovers until the ledger has the number of lines asked for.
Measured is `portal report all --year 2023`, all reports of the six periods, as a process of its own, with the cache of
records warm: reading, counting, and writing of workbooks, letters and CSV files. Both sizes are measured in turns in
one run, and the growth from a tenth of the lines is told beside.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from nhandao.book.book import Book, path_of
from nhandao.book.load import load
from nhandao.records.canonical import to_yaml
from nhandao.records.lines import Handover, Receipt
from nhandao.records.record import Record
from scripts.bench.measure import run, spread
from scripts.folders import ROOT
from scripts.sample.tree import generate


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    place = Path(options.folder or tempfile.mkdtemp(prefix="nhandao-bench-reports-"))
    sizes = (options.lines // 10, options.lines)
    try:
        folders = {lines: _data(place, lines) for lines in sizes}
        seconds: dict[int, list[float]] = {lines: [] for lines in sizes}
        for turn in range(options.runs + 1):
            for lines, data in folders.items():
                out = place / "out"
                shutil.rmtree(out, ignore_errors=True)
                command = [sys.executable, "-P", "-m", "scripts.portal", "report", "all", "--year", "2023"]
                command += ["--as-of", "2023-11-24", "--data", str(data), "--out", str(out), "--format", options.format]
                taken = run(command, folder=ROOT).seconds
                if turn:  # the first turn warms the caches
                    seconds[lines].append(taken)
        for lines, taken_all in seconds.items():
            middle = spread(taken_all)
            print(f"{lines:>7} lines  {middle.median:6.2f} s ({middle.least:.2f}-{middle.most:.2f})  {options.format}")
        small, large = (spread(seconds[lines]).median for lines in sizes)
        print(f"growth: {large / small:.2f} times the time for 10 times the lines")
    finally:
        if options.folder is None:
            shutil.rmtree(place, ignore_errors=True)
    return 0


def _data(place: Path, lines: int) -> Path:
    """A data folder with so many ledger lines, made once."""
    folder = place / f"data-{lines}"
    if not (folder / "campaign.yaml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        generate(folder, addresses_count=min(5000, lines // 4), schema=False)
        book, _ = load(folder)
        assert book is not None
        for record in _further(book, lines - sum(1 for _ in book.lines())):
            file = folder / path_of(record)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(to_yaml(record), encoding="utf-8")
    return folder


def _further(book: Book, count: int) -> list[Record]:
    """More gifts and handovers of what they brought, spread over the addresses that have had some."""
    rng = random.Random(2023)
    helped = [line for line in book.handovers.values() if line.reverses is None and line.funded_by == "receipts"]
    found: list[Record] = []
    for number in range(count // 2):
        like = helped[rng.randrange(len(helped))]
        back = (like.on - book.addresses[like.account].approved.on).days  # type: ignore[union-attr]
        on = like.on - timedelta(days=rng.randrange(back + 1))
        gift = {
            "source": "them",
            "payment_id": f"M{number:07}",
            "on": on,
            "account": like.account,
            "value_vnd": 100_000,
        }
        found.append(Receipt.model_validate(gift))
        reason = {"out_of_order_reason": "mẫu"}
        help_ = like.model_dump(exclude_defaults=True) | reason
        help_ |= {"id": f"them-{number:07}", "value_vnd": 100_000, "kind": "cash", "paid_from": None, "pledge": None}
        found.append(Handover.model_validate(help_))
    return found


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.bench.reports", description=__doc__)
    parser.add_argument("--lines", type=int, default=150_000, help="ledger lines of the larger folder (%(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="turns that count (%(default)s)")
    parser.add_argument("--format", default="xlsx,docx,csv", help="forms of the files (%(default)s)")
    parser.add_argument("--folder", help="keep the data folders here for another run")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
