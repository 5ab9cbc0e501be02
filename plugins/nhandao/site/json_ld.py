"""What search engines read: who runs the site, the way to a page, how to give. Never who is helped.

The recipient of a gift is always the society: the person at an address is nobody's to name to a machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from nhandao.public.views import Chapter, Society
from nhandao.site.content import Document
from nhandao.site.contexts import Link

Thing = dict[str, Any]
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def document(things: Sequence[Thing]) -> str:
    """A JSON-LD document that is safe inside a script element; "" for no things."""
    if not things:
        return ""
    text = _ENCODE({"@context": "https://schema.org", "@graph": list(things)})
    for char in "<>&\u2028\u2029":
        if char in text:
            text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def organisation(society: Society, home: str) -> Thing:
    """The society as an NGO. ``home``: absolute URL of the site, "" while unknown."""
    thing: Thing = {"@type": "NGO", "name": society.name}
    if home:
        thing["url"] = home
    if society.phone:
        thing["telephone"] = society.phone
    if society.email:
        thing["email"] = society.email
    if society.place:
        thing["address"] = society.place
    return thing


def chapter_of(society: Society, chapter: Chapter, home: str) -> Thing:
    """The chapter responsible for an address, as a part of the society: the recipient of every gift."""
    whole = organisation(society, home)
    if not chapter.name or chapter.name == society.name:
        return whole
    thing: Thing = {"@type": "NGO", "name": chapter.name}
    if chapter.phone:
        thing["telephone"] = chapter.phone
    if chapter.email:
        thing["email"] = chapter.email
    if chapter.place:
        thing["address"] = chapter.place
    thing["parentOrganization"] = whole
    return thing


def donate_action(name: str, url: str, recipient: Thing) -> Thing:
    """How to give for an address; ``name`` says the address by its code only."""
    return {"@type": "DonateAction", "name": name, "target": url, "recipient": recipient}


def website(society: Society, home: str, language: str) -> Thing:
    return {"@type": "WebSite", "name": society.campaign, "url": home, "inLanguage": language}


def article(document: Document, url: str, publisher: Thing) -> Thing:
    """A story or a piece of news: who wrote it, who made its pictures, and what was corrected in it."""
    thing: Thing = {"@type": "Article", "headline": document.title, "url": url, "inLanguage": document.lang}
    if document.on:
        thing["datePublished"] = document.on.isoformat()
    if document.modified:
        thing["dateModified"] = document.modified.isoformat()
    if document.author:
        thing["author"] = {"@type": "Person", "name": document.author}
    if document.photo_credit:
        thing["creditText"] = document.photo_credit
    if document.correction:
        thing["correction"] = document.correction
    thing["publisher"] = publisher
    return thing


def breadcrumbs(crumbs: Sequence[Link], here: Link, absolute: Callable[[str], str]) -> Thing:
    """The way from the home page down to ``here``."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb.text, "item": absolute(crumb.url)}
            for position, crumb in enumerate((*crumbs, here), start=1)
        ],
    }
