"""`portal lighthouse`: what Lighthouse says of the pages of the sample on a phone with a slow line."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from nhandao.public.gate import publish
from nhandao.public.views import PublicSite
from nhandao.site import urls
from nhandao.site.build import build_site
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE, CONTENT, THEME
from scripts.messages import Stop, number_text, text
from scripts.programs import chromium, lighthouse
from scripts.web import open_server

LEAST = 95
_ATTEMPTS = 3
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class Page(NamedTuple):
    """What Lighthouse found of a page.

    Attributes:
        scores: per cent, in the order of `CATEGORIES`.
        costly: what took points away, as "audit: title".
    """

    path: str
    scores: tuple[int, ...]
    costly: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    views, problems = publish(data, None, arguments.today(), CACHE)
    if views is None:
        print_problems(problems, data, options.lang)
        errors = sum(not problem.warning for problem in problems)
        print(text("not-built", options.lang, errors=number_text(errors, options.lang)))
        return 1
    runs = arguments.number(options.runs, "--runs", 1, 9)
    paths = options.paths or _pages(views)
    command = lighthouse(options.lang)
    environment = os.environ | {"CHROME_PATH": chromium(options.lang)}
    pages = []
    with _served(data, options.lang) as address:
        for path in paths:
            print(text("measuring", options.lang, path=path), flush=True)
            pages.append(median([_measured(command, environment, address, path) for _ in range(runs)]))
    print(table(pages))
    for page in pages:
        for audit in page.costly:
            print(f"{page.path}  {audit}")
    low = [page.path for page in pages if min(page.scores) < LEAST]
    if low:
        print(text("below", options.lang, least=LEAST, pages=", ".join(low)))
    return 1 if low else 0


def _pages(views: PublicSite) -> list[str]:
    """One page of every kind that donors come across."""
    found = [view for view in views.addresses if view.transfers]
    addresses = [
        next((view.card.url for view in found if bool(view.photos) is photos), urls.ADDRESSES)
        for photos in (False, True)
    ]
    return [
        "/", "/dia-chi/", *addresses, "/tai-khoan-that/", "/ban-do/", "/tim/", "/en/", f"/en{addresses[0]}",
    ]  # fmt: skip


@contextmanager
def _served(data: Path, lang: str) -> Iterator[str]:
    """The site, built for the address it is served at."""
    with tempfile.TemporaryDirectory(prefix="portal-lighthouse-") as folder:
        out = Path(folder)
        server = open_server(0, lambda: out)
        address = f"http://127.0.0.1:{server.server_address[1]}"
        print(text("building", lang), flush=True)
        build_site(
            out=out, data=data, as_of=None, today=arguments.today(), site_url=address, content=CONTENT, theme=THEME,
            cache=CACHE,
        )  # fmt: skip
        threading.Thread(target=server.serve_forever, name="web", daemon=True).start()
        try:
            yield address
        finally:
            server.shutdown()
            server.server_close()


def _measured(command: Sequence[str], environment: dict[str, str], address: str, path: str) -> Page:
    """Lighthouse's own settings: an average phone of 2020, four times slower than this machine, on slow 4G.

    On a busy machine the trace of the browser can be lost ("NO_NAVSTART"), which says nothing of the page: it is
    measured anew.
    """
    # Whether search engines may list an address is its family's choice, which Lighthouse would take for a fault.
    chosen = [f"--only-categories={','.join(CATEGORIES)}", "--skip-audits=is-crawlable"]
    told = ""
    for _ in range(_ATTEMPTS):
        done = subprocess.run(
            [*command, address + path, "--quiet", "--output=json", f"--chrome-flags={_FLAGS}", *chosen],
            env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        if done.returncode == 0:
            return found(path, json.loads(done.stdout))
        told = "\n".join(done.stderr.splitlines()[-4:])
    raise Stop(2, "lighthouse-failed", path=path, told=told)


def median(runs: Sequence[Page]) -> Page:
    """The run in the middle by performance, the one score that differs from run to run; of two the lower."""
    return sorted(runs, key=lambda page: page.scores)[(len(runs) - 1) // 2]


def found(path: str, report: dict[str, Any]) -> Page:
    """A page by Lighthouse's report."""
    audits = report["audits"]
    costly = [
        f"{name}: {audits[reference['id']]['id']}: {audits[reference['id']]['title']}"
        for name, category in report["categories"].items()
        for reference in category["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 1 and _counts(audits[reference["id"]])
    ]
    scores = tuple(round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES)
    return Page(path, scores, tuple(costly))


def _counts(audit: dict[str, Any]) -> bool:
    return audit["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")


def table(pages: Sequence[Page]) -> str:
    """The scores in Markdown, as the README has them."""
    lines = [f"| page | {' | '.join(CATEGORIES.values())} |", f"|---|{'---|' * len(CATEGORIES)}"]
    lines += [f"| `{page.path}` | {' | '.join(map(str, page.scores))} |" for page in pages]
    return "\n".join(lines)
