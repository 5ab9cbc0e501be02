"""`portal build`: the site in a folder, ready to be put on a server."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nhandao.public.views import Audit, PublicSite
from nhandao.site.build import build_site
from nhandao.site.content import ContentError
from nhandao.site.engine import BuildError
from nhandao.site.search_index import SearchError
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE, CODE, CONTENT, THEME, writable
from scripts.history.records import audit_of
from scripts.history.source import source_of
from scripts.messages import Stop, number_text, text
from scripts.progress import Progress

MARK = ".nhandao"
"""The engine's own mark: by it an output folder is known again."""


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    as_of = arguments.day(options.as_of, "--as-of")
    url = arguments.site_url(options.site_url, "--site-url")
    out = writable(options.out, MARK, (data.resolve(), CONTENT, THEME, *CODE))
    handbook = arguments.existing(options.handbook) if options.handbook else None
    begun = time.monotonic()
    audit = None if options.no_history else _history(data, options.lang)
    try:
        with Progress() as progress:
            outcome = build_site(
                out=out,
                data=data,
                as_of=as_of,
                today=arguments.today(),
                site_url=url,
                content=CONTENT,
                theme=THEME,
                cache=CACHE,
                search="none" if options.no_search else "now",
                languages=tuple(options.languages.split(",")),
                audit=audit,
                handbook=handbook,
                progress=progress,
            )
    except (ContentError, BuildError, SearchError) as error:
        raise Stop(1, "usage", problem=error, command="portal build") from None
    if isinstance(outcome, list):
        print_problems(outcome, data, options.lang)
        errors = sum(not problem.warning for problem in outcome)
        print(text("not-built", options.lang, errors=number_text(errors, options.lang)))
        return 1
    print(
        text(
            "built",
            options.lang,
            pages=number_text(outcome.files, options.lang),
            out=arguments.shown(Path(out)),
            written=number_text(outcome.written, options.lang),
            deleted=number_text(outcome.removed, options.lang),
            seconds=number_text(time.monotonic() - begun, options.lang, 1),
        )
    )
    return 0


def _history(data: Path, lang: str) -> Callable[[PublicSite], Audit] | None:
    """What git knows of the data; ``None``, with a word about it, where it knows nothing or not all."""
    try:
        source = source_of(data)
    except Stop as stop:
        print(f"portal: {stop.text(lang)}", file=sys.stderr)
        return None
    if source is not None and source.shallow:
        # Whatever is older than the clone would be told as written on its first day.
        print(f"portal: {text('history-shallow-build', lang, path=arguments.shown(data))}", file=sys.stderr)
        return None
    return audit_of(source, CACHE) if source is not None else None
