"""The template environment: what a template of the theme may use besides ``site``, ``page`` and ``it``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from nhandao.public.text import dong_text
from nhandao.public.views import Photo
from nhandao.site import urls
from nhandao.site.compiled import CompiledEnvironment
from nhandao.site.qr import draw
from nhandao.site.theme import Theme


def vnd(amount: int) -> str:
    """1250000 as "1.250.000 đ", with a no-break space so that a line never ends before the đ."""
    return dong_text(amount) + "\u00a0đ"


def signed(amount: int) -> str:
    """An amount that is added or taken away: "+ 1.250.000 đ", "− 1.250.000 đ", "0 đ"."""
    if not amount:
        return vnd(0)
    return f"{'+' if amount > 0 else '−'} {vnd(abs(amount))}"


def num(value: int) -> str:
    return dong_text(value)


def day(value: date) -> str:
    """The Vietnamese way to write a day: "24/11/2023"."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def iso(value: date) -> str:
    return value.isoformat()


def month(value: str) -> str:
    """ "2023-10" as "tháng 10/2023"."""
    year, number = value.split("-")
    return f"tháng {int(number)}/{year}"


def percent(part: int, whole: int) -> int:
    """Share of ``part`` in ``whole`` from 0 to 100, rounded down: 100 means all of it, never nearly."""
    if whole <= 0 or part <= 0:
        return 0
    return min(100, part * 100 // whole)


def environment(theme: Theme, *, prefix: str, card: Callable[..., Any], bytecode: Path | None = None) -> Environment:
    """Templates of ``theme`` with the filters and functions they may use.

    Args:
        theme: the theme folder.
        prefix: path under which the site is served, "" at the root of a host, such as "/nhan-dao" below it.
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
    # The site speaks Vietnamese, the language its templates are written in; another one would be installed here.
    translations = NullTranslations()
    env.translate = translations.gettext
    env.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]

    def link(url: str) -> str:
        return prefix + url

    def static(name: str) -> str:
        return prefix + theme.url(name)

    def art(category: str) -> str:
        """URL of the drawing that stands for a category of need, where there is no photo."""
        return static(f"images/category/{category}.svg")

    def srcset(photo: Photo, format: str) -> str:
        """All sizes of a photo in one format, for a browser to choose from."""
        return ", ".join(f"{prefix}{urls.photo(photo, width, format)} {width}w" for width in photo.widths)

    env.filters.update(vnd=vnd, signed=signed, num=num, day=day, iso=iso, month=month, link=link)
    env.globals.update(static=static, art=art, srcset=srcset, percent=percent, address_card=card, qr=draw)
    return env
