"""Builds the site without starting Pelican unless ``content/`` changed: what the command line calls."""

from __future__ import annotations

import copy
import locale
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from nhandao.public.gate import publish
from nhandao.public.views import Audit, PublicSite
from nhandao.site import content as contents
from nhandao.site import engine, urls
from nhandao.site.content import Asset, Content
from nhandao.site.digest import bytes_digest, code_digest, digest, files_digest
from nhandao.site.engine import BuildReport, Search
from nhandao.site.language import LANGUAGES
from nhandao.workers import Later


class Problem(Protocol):
    """What the gate found wrong in a data file."""

    @property
    def warning(self) -> bool: ...
    def render(self, lang: str = ..., root: str = ...) -> str: ...


def build_site(
    *,
    out: Path,
    data: Path,
    as_of: date | None,
    today: date,
    site_url: str,
    content: Path,
    theme: Path,
    cache: Path,
    progress: Callable[[str], None] | None = None,
    again: bool = False,
    search: Search = "now",
    quick: bool = False,
    languages: tuple[str, ...] = LANGUAGES,
    audit: Callable[[PublicSite], Audit] | None = None,
    handbook: Path | None = None,
) -> BuildReport | list[Problem]:
    """Bring ``out`` up to date; or, when the data is wrong, change nothing and return what is wrong.

    Args:
        as_of: day the site is built for; else the one campaign.yaml sets, else ``today``.
        site_url: absolute address of the site without trailing slash, "" while unknown.
        cache: folder for what makes the next build faster; may be deleted at any time.
        again: whether this process is going to build again, and remembers what makes that quick.
        search: the search index, see `engine.build`.
        quick: leave for a later build what takes seconds, see `engine.build`.
        languages: what the site speaks, Vietnamese first.
        audit: gives what may be published of the history of the data; without it there are no pages of history.
        handbook: the staff's handbook as PDF, which its chapters then lead to.

    Raises:
        ContentError: something in ``content/`` cannot be published; nothing is written.
        BuildError: see there; nothing is written.
    """
    store = cache / "site"
    written = _known_content(content, store)
    # Pelican takes a second to read what people wrote: another core does that while this one reads the data.
    reading = Later(partial(read_content, content, theme, store)) if written is None else None
    views, problems = publish(data, as_of, today, cache, again)
    if views is None:
        if reading is not None:
            reading.abandon()
        return list(problems)
    if audit is not None:
        views = views._replace(audit=audit(views))
    if reading is not None:
        written = reading.result()
    assert written is not None
    if handbook is not None:
        pdf = Asset(urls.HANDBOOK, str(handbook.resolve()), bytes_digest(handbook.read_bytes()))
        written = written._replace(assets=(*written.assets, pdf))
    return engine.build(
        views,
        written,
        out=out,
        theme=theme,
        photos=data / "photos",
        logo_folder=data / "logos",
        content_folder=content,
        cache=store,
        base_url=site_url,
        search=search,
        quick=quick,
        progress=progress,
        languages=languages,
    )


def read_content(content: Path, theme: Path, cache: Path) -> Content:
    """Everything in ``content/`` as HTML: kept from last time, or read by Pelican when a file or our code changed."""
    known = _known_content(content, cache)
    if known is None:
        known = _read(content, theme)
        contents.save(known, *_kept_content(content, cache))
    return known


def _known_content(content: Path, cache: Path) -> Content | None:
    return contents.load(*_kept_content(content, cache))


def _kept_content(content: Path, cache: Path) -> tuple[Path, str]:
    """File that keeps what Pelican read, and the key of all it was read from."""
    files = (path for path in content.rglob("*") if path.is_file())
    key = digest(code_digest(), files_digest(content, files))
    return cache / f"content-{digest(str(content.resolve()))}.json", key


def _read(content: Path, theme: Path) -> Content:
    # Importing Pelican takes a quarter of a second, so only here.
    from pelican import Pelican
    from pelican.log import console
    from pelican.settings import read_settings

    import nhandao.site as plugin
    from nhandao.site.pelican_plugin import READER
    from nhandao.site.settings import CONTENT_SETTINGS

    found: list[Content] = []
    override: dict[str, Any] = {
        **copy.deepcopy(CONTENT_SETTINGS),
        "PLUGINS": [plugin],
        "PATH": str(content.resolve()),
        "THEME": str(theme.resolve()),
        "SITEURL": "",
        READER: found.append,
    }
    before, quiet = locale.setlocale(locale.LC_ALL), console.quiet
    try:
        console.quiet = True
        Pelican(read_settings(override=override)).run()
    finally:
        console.quiet = quiet
        locale.setlocale(locale.LC_ALL, before)
    return found[0]
