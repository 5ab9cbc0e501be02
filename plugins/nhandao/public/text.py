"""Text for pages: Markdown made safe, and the Vietnamese helpers that page modules may use."""

from __future__ import annotations

import re

import cmarkgfm

from nhandao.records.money import dong_text
from nhandao.records.vietnamese import fold, plain_letters, slug, sort_key

__all__ = ["counted", "dong_text", "fold", "lowered", "plain_letters", "prose_html", "slug", "sort_key"]

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>|<!--.*?-->", re.DOTALL)
_KEPT = {"p", "em", "strong", "ul", "ol", "li", "blockquote", "br", "hr"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def lowered(name: str) -> str:
    """A name inside a sentence: "Xe lăn" becomes "xe lăn"; abbreviations such as "BHYT" stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def counted(unit: str, name: str) -> str:
    """A thing as it follows a number: "chiếc xe lăn"; a name that begins with the unit stands alone: "sổ tiết kiệm"."""
    thing = lowered(name)
    return thing if f"{thing} ".startswith(f"{lowered(unit)} ") else f"{unit} {thing}"


def prose_html(markdown: str) -> str:
    """Safe HTML of a story or an update.

    The CommonMark library already leaves out raw HTML and unsafe links. Of what it writes only plain prose elements
    stay, without attributes; links and images go (their text stays), and a heading becomes the level below the
    page's own.
    """
    return _TAG.sub(_kept, cmarkgfm.markdown_to_html(markdown)).strip()


def _kept(tag: re.Match[str]) -> str:
    name = (tag[2] or "").lower()
    if name in _KEPT:
        return f"<{tag[1]}{name}>"
    if name in _HEADINGS:
        return f"<{tag[1]}h3>"
    return ""
