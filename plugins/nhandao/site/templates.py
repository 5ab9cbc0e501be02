"""The template environment: what a template of the theme may use besides ``site``, ``page`` and ``it``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nhandao.public.views import Photo
from nhandao.site import urls
from nhandao.site.compiled import CompiledEnvironment
from nhandao.site.frame import Frame
from nhandao.site.language import VIETNAMESE
from nhandao.site.qr import draw
from nhandao.site.theme import Theme


def iso(value: date) -> str:
    return value.isoformat()


def percent(part: int, whole: int) -> int:
    """Share of ``part`` in ``whole`` from 0 to 100, rounded down: 100 means all of it, never nearly."""
    if whole <= 0 or part <= 0:
        return 0
    return min(100, part * 100 // whole)


def environment(theme: Theme, *, frame: Frame, card: Callable[..., Any], bytecode: Path | None = None) -> Environment:
    """Templates of ``theme`` with the filters and functions they may use.

    Args:
        theme: the theme folder.
        frame: of the pages; it knows their language and the path under which the site is served.
        card: renders an address in a list, once per build however many lists it is in.
        bytecode: folder for compiled templates, so that a small build does not compile them again.
    """
    cache = None
    if bytecode is not None:
        bytecode.mkdir(parents=True, exist_ok=True)
        cache = FileSystemBytecodeCache(str(bytecode))
    env = CompiledEnvironment(
        loader=FileSystemLoader(str(theme.templates)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=cache,
    )
    # Templates are written in Vietnamese.
    language, prefix = frame.language, frame.prefix
    env.translate = language.t
    env.install_gettext_translations(language.catalogue, newstyle=True)  # type: ignore[attr-defined]

    def link(url: str) -> str:
        return prefix + frame.local(url)

    def place_of(url: str) -> str:
        """A page in a language of its own, or a file."""
        return prefix + url

    def static(name: str) -> str:
        return prefix + theme.url(name)

    def art(category: str) -> str:
        """URL of the drawing that stands for a category of need, where there is no photo."""
        return static(f"images/category/{category}.svg")

    def srcset(photo: Photo, format: str) -> str:
        """All sizes of a photo in one format, for a browser to choose from."""
        return ", ".join(f"{prefix}{urls.photo(photo, width, format)} {width}w" for width in photo.widths)

    env.filters.update(
        vnd=language.vnd,
        signed=language.signed,
        num=language.num,
        size=language.size,
        share=language.share,
        day=language.day,
        iso=iso,
        month=language.month,
        link=link,
        place_of=place_of,
        place=language.place,
        label=language.t,
    )
    # What people wrote in records, on a page in another language: `vi` in the tag of an element that holds nothing
    # else, the filter `native` for a part of a text.
    foreign = language.code != VIETNAMESE.code
    env.globals["vi"] = Markup(' lang="vi"') if foreign else Markup("")
    env.filters["native"] = Markup('<span lang="vi">{}</span>').format if foreign else str
    env.globals["choosable"] = frame.site.copy_of is None  # an offline copy has no list of chosen addresses
    env.globals.update(static=static, art=art, srcset=srcset, percent=percent, address_card=card, qr=draw)
    return env
