"""Rules between logos and organisations."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from nhandao.book.book import Book
from nhandao.book.found import known_organisation
from nhandao.book.logo_file import FOLDER, organisation_of
from nhandao.records.problem import Problem


def logos_belong(book: Book) -> Iterator[Problem]:
    """Every logo is that of an organisation, and no organisation has two."""
    first: dict[str, str] = {}
    for name in sorted(book.logos):
        body = organisation_of(name)
        if body in first:
            yield Problem(f"{FOLDER}{name}", 0, (), "logo-twice", f"{FOLDER}{first[body]}")
        elif not known_organisation(book, body):
            close = get_close_matches(body, list(book.organisations), 1)
            hint = f"{close[0] if close else 'ma-to-chuc'}.{name.rpartition('.')[2]}"
            yield Problem(f"{FOLDER}{name}", 0, (), "logo-without-organisation", body, (("hint", hint),))
        first.setdefault(body, name)
