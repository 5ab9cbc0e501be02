"""`portal check`: every problem of the data folder, as lines that editors turn into links."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nhandao.book.lines_stay import changed_lines
from nhandao.book.load import load, placed
from nhandao.records.problem import Problem
from scripts.arguments import folder, shown
from scripts.folders import CACHE
from scripts.messages import Stop, number_text, text
from scripts.progress import Progress

if TYPE_CHECKING:  # of the site no more than a name is needed, and it takes long to read
    from nhandao.site.build import Problem as Told


def run(options: argparse.Namespace) -> int:
    data = folder(options.data)
    wanted = [path_below(data, path) for path in options.paths]
    with Progress() as progress:
        book, problems = load(data, CACHE, progress)
    if options.before is not None:
        problems = [*problems, *placed(data, list(changed_lines(folder(options.before), data)))]
    files = (
        len(book.record_ids) + len(book.photo_ids) + len(book.logo_ids)
        if book is not None
        else sum(1 for path in data.rglob("*") if path.is_file())
    )
    told = [problem for problem in problems if not wanted or _is_in(problem.path, wanted)]
    errors = sum(not problem.warning for problem in told)
    elsewhere = sum(not problem.warning for problem in problems) - errors
    if options.format == "json":
        print(json.dumps(_as_json(told, data, options.lang), ensure_ascii=False, indent=1))
        return 1 if errors else 0
    print_problems(told, data, options.lang)
    summary = text(
        "checked",
        options.lang,
        files=number_text(files, options.lang),
        errors=number_text(errors, options.lang),
        warnings=number_text(len(told) - errors, options.lang),
    )
    if elsewhere:
        summary += text("elsewhere", options.lang, errors=number_text(elsewhere, options.lang))
    print(f"{shown(data)}: {summary}")
    return 1 if errors else 0


def problem_lines(problems: Sequence[Told], data: Path, lang: str) -> list[str]:
    root = root_text(data)
    return [problem.render(lang, root) for problem in problems]


def print_problems(problems: Sequence[Told], data: Path, lang: str) -> None:
    for line in problem_lines(problems, data, lang):
        print(line)


def root_text(data: Path) -> str:
    """The data folder as it stands before each path of a problem."""
    where = shown(data)
    return "" if where == "." else f"{where}{os.sep}"


def path_below(data: Path, found: str) -> str:
    """A given path as problems name it: relative to the data folder."""
    if not os.path.lexists(found):
        raise Stop(1, "no-such-file", path=found)
    try:
        return Path(os.path.abspath(found)).relative_to(os.path.abspath(data)).as_posix()
    except ValueError:
        raise Stop(1, "not-in-data", path=found, data=shown(data)) from None


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(path == place or place == "." or path.startswith(f"{place}/") for place in wanted)


def _as_json(problems: Sequence[Problem], data: Path, lang: str) -> dict[str, object]:
    errors = sum(not problem.warning for problem in problems)
    return {
        "problems": [
            {
                "path": f"{root_text(data)}{problem.path}",
                "line": problem.line,
                "field": problem.field_text,
                "code": problem.code,
                "found": problem.found,
                "message": problem.message(lang),
                "warning": problem.warning,
            }
            for problem in problems
        ],
        "errors": errors,
        "warnings": len(problems) - errors,
    }
