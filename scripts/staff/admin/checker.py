"""The rules of `portal check`, and the pages donors would see, for a draft: in a process of its own.

Reading and building use all cores by forking, which a server with threads must not do. The process keeps what it has
read, so that a check costs what changed. It is started again when it dies.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import traceback
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from nhandao.book.load import load
from nhandao.records.problem import Problem
from scripts.callback.repository import Repository
from scripts.staff.admin.drafts import Files
from scripts.staff.admin.preview import Preview, PreviewMaker
from scripts.staff.admin.work_tree import WorkTree

_KEPT_RESULTS = 50


class Place(NamedTuple):
    """Where the process finds and keeps things."""

    clone: Path
    branch: str
    data: str
    folder: Path
    """For the work tree, the cache and previews."""


class CheckerFell(Exception):
    """The checking process fell over; its text is for the log."""


class Checker:
    """The process and the pipe to it. Threads take turns."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._start()

    def check(self, main: str, overlay: Files) -> list[Problem]:
        """Problems that a draft over the main branch's commit would bring; those already there do not count.

        Raises CheckerFell.
        """
        found: list[Problem] = self._ask("check", main, dict(overlay))
        return found

    def preview(self, main: str, overlay: Files, code: str, base_url: str, today: date) -> Preview:
        """The page of an address as donors will see it, with all it shows. Raises CheckerFell."""
        made: Preview = self._ask("preview", main, dict(overlay), code, base_url, today)
        return made

    def end(self) -> None:
        with self._lock:
            self._pipe.close()
            self._process.terminate()
            self._process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would carry the server's threads along
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, self._place), name="checker", daemon=False)
        self._process.start()
        other.close()

    def _ask(self, *question: Any) -> Any:
        with self._lock:
            if not self._process.is_alive():
                self._start()
            try:
                self._pipe.send(question)
                well, answer = self._pipe.recv()
            except (EOFError, OSError) as error:
                self._process.join()
                raise CheckerFell("the checking process died") from error
        if not well:
            raise CheckerFell(answer)
        return answer


def _work(pipe: Connection, place: Place) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the server too, which ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    desk: _Desk | None = None
    while True:
        try:
            kind, *rest = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            desk = desk or _Desk(place)
            answer: tuple[bool, Any] = True, getattr(desk, kind)(*rest)
        except Exception:
            desk = None  # what it knows of its folder may be wrong now
            answer = False, traceback.format_exc()
        pipe.send(answer)


class _Desk:
    def __init__(self, place: Place) -> None:
        repository = Repository(place.clone, "", place.branch, place.data)
        self._tree = WorkTree(place.folder / "tree", repository)
        self._cache = place.folder / "cache"
        self._maker = PreviewMaker(self._cache)
        self._already: dict[str, frozenset[tuple[str, str, str, str]]] = {}

    def check(self, main: str, overlay: Files) -> list[Problem]:
        found = [problem for problem in self._problems(main, overlay) if not problem.warning]
        if found and main not in self._already:
            if len(self._already) >= _KEPT_RESULTS:
                self._already.clear()
            self._already[main] = frozenset(_key(problem) for problem in self._problems(main, {}))
        return [problem for problem in found if _key(problem) not in self._already[main]]

    def preview(self, main: str, overlay: Files, code: str, base_url: str, today: date) -> Preview:
        return self._maker.make(self._tree.bring(main, overlay), code, base_url, today)

    def _problems(self, main: str, overlay: Files) -> list[Problem]:
        return load(self._tree.bring(main, overlay), self._cache)[1]


def _key(problem: Problem) -> tuple[str, str, str, str]:
    return problem.path, problem.field_text, problem.code, problem.found
