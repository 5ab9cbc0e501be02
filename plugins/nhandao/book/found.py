"""How checks say what they found: a problem of a record, a name that may have been meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from nhandao.book.book import Book, path_of
from nhandao.records.problem import Location, Problem
from nhandao.records.record import Record


def problem_of(record: Record, field: Location, code: str, found: object = "", **values: object) -> Problem:
    texts = tuple(sorted((key, str(value)) for key, value in values.items()))
    return Problem(path_of(record), 0, field, code, str(found), texts)


def near(found: str, known: Iterable[str]) -> str:
    found_near = get_close_matches(found, list(known), 1)
    return f"; có phải “{found_near[0]}”?" if found_near else ""


def known_organisation(book: Book, identity: str) -> bool:
    return identity in book.organisations or identity in book.broken


def unknown_organisation(book: Book, record: Record, field: Location, identity: str) -> Problem:
    return problem_of(record, field, "unknown-organisation", identity, hint=near(identity, book.organisations))
