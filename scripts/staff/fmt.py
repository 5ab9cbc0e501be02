"""`portal fmt`: every record file in the one canonical form, so that hand edits and form edits never fight.

Values never change, comments stay, and nothing is committed: it is the editor's last touch before `portal check`.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from nhandao.book.files import model_at, read
from nhandao.book.load import placed
from nhandao.records import text as yaml_text
from nhandao.records.canonical import NotARecord, canonical_text
from nhandao.records.problem import Problem
from nhandao.records.record import Record, make
from scripts import arguments
from scripts.check import path_below, print_problems, root_text
from scripts.messages import Stop, number_text, text
from scripts.staff.commit import replace_file


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when a file cannot be read, or with --check when one has another form."""
    data = arguments.folder(options.data)
    lang = options.lang
    look_only = options.check or options.dry_run
    problems: list[Problem] = []
    formed = total = 0
    for path, model in _files(data, [path_below(data, path) for path in options.paths]):
        total += 1
        old = read(os.fspath(data), path, model)
        new = old if isinstance(old, Problem) else formed_bytes(path, model, old)
        if isinstance(new, list):
            problems += new
        elif isinstance(new, Problem):
            problems.append(new)
        elif new != old:
            formed += 1
            print(f"{root_text(data)}{path}")
            if not look_only:
                replace_file(data / path, new)
    print_problems(placed(data, problems), data, lang)
    counts = {"formed": number_text(formed, lang), "total": number_text(total, lang)}
    print(text("would-form" if look_only else "formed", lang, **counts))
    return 1 if problems or (options.check and formed) else 0


def formed_bytes(path: str, model: type[Record], data: bytes) -> bytes | list[Problem]:
    """The canonical bytes of a record file, or what keeps it from being read, as `portal check` tells it (lines are put
    in by `placed`)."""
    old = yaml_text.decode(data, path)
    if isinstance(old, Problem):
        return [old]
    values = yaml_text.parse(old, path)
    if isinstance(values, Problem):
        return [values]
    record = make(model, values, path)
    if isinstance(record, list):
        return record
    try:
        return canonical_text(model, record, old).encode()
    except NotARecord as wrong:
        return [problem._replace(path=path) for problem in wrong.problems]


def _files(data: Path, wanted: Sequence[str]) -> Iterator[tuple[str, type[Record]]]:
    """Record files below the data folder: those named, those in folders named, all when none is.

    Raises Stop for a named file that is no record.
    """
    for place in wanted or ["."]:
        if (data / place).is_dir():
            found = sorted(path.relative_to(data).as_posix() for path in (data / place).rglob("*.yaml"))
            for path in found:
                model = model_at(path)
                if model is not None:
                    yield path, model
            continue
        model = model_at(place)
        if model is None:
            raise Stop(1, "no-record-file", path=place)
        yield place, model
