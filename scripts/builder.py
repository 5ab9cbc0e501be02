"""The process that builds the site for `portal serve`, again and again, until its pipe closes.

It is a process of its own so that a change of the program itself needs no new server: the old builder is ended and a
new one imports the new code. For everything else it keeps what it has read.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from nhandao.site.build import build_site
from nhandao.site.content import ContentError
from nhandao.site.engine import BuildError
from nhandao.site.language import LANGUAGES
from nhandao.site.search_index import SearchError
from scripts.arguments import today
from scripts.check import problem_lines
from scripts.folders import CACHE, CONTENT, THEME
from scripts.messages import number_text, text

_PAUSE = 0.3  # seconds


class Order(NamedTuple):
    """What to build, and where."""

    out: Path
    data: Path
    as_of: date | None
    site_url: str
    lang: str
    search: bool = True
    languages: tuple[str, ...] = LANGUAGES


class Outcome(NamedTuple):
    """What a build came to. With errors nothing was built; `lines` is what people should read."""

    lines: tuple[str, ...]
    errors: int = 0
    fell: bool = False
    written: int = 0
    deleted: int = 0
    seconds: float = 0.0

    def summary(self, lang: str, **values: object) -> str:
        return text(
            "rebuilt",
            lang,
            written=number_text(self.written, lang),
            deleted=number_text(self.deleted, lang),
            seconds=number_text(self.seconds, lang, 2),
            **values,
        )


def work(pipe: Connection, order: Order) -> None:
    """Build each time a message comes; answer each with an Outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the server too, which ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        try:
            pipe.recv()
        except (EOFError, OSError):
            return
        shown = _outcome(order, quick=True)
        pipe.send(shown)
        # The release and the search index of ten thousand pages take seconds: not while the next change waits.
        # What is wrong has been told: it would be found again.
        if not shown.errors and not shown.fell and not pipe.poll(_PAUSE):
            made = _outcome(order, quick=False)
            for line in made.lines if made.errors or made.fell else ():
                print(line, file=sys.stderr, flush=True)


def _outcome(order: Order, quick: bool) -> Outcome:
    try:
        return _build(order, quick)
    except Exception:
        return Outcome((traceback.format_exc().rstrip(),), fell=True)


def _build(order: Order, quick: bool) -> Outcome:
    begun = time.monotonic()
    try:
        made = build_site(
            out=order.out,
            data=order.data,
            as_of=order.as_of,
            today=today(),
            site_url=order.site_url,
            content=CONTENT,
            theme=THEME,
            cache=CACHE,
            again=True,
            search="now" if order.search else "none",
            quick=quick,
            languages=order.languages,
        )
    except (ContentError, BuildError, SearchError) as error:
        return Outcome(tuple(str(error).splitlines()), errors=1)
    if isinstance(made, list):
        lines = tuple(problem_lines(made, order.data, order.lang))
        return Outcome(lines, errors=sum(not problem.warning for problem in made))
    return Outcome((), written=made.written, deleted=made.removed, seconds=time.monotonic() - begun)
