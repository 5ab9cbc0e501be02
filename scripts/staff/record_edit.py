"""Records as staff change them: new content in the canonical form, judged by the rules of `portal check`, committed.

Nothing is written that `portal check` would refuse. What was wrong elsewhere before does not hold a change up, so that
a takedown never waits for somebody's draft; it is told, because no site is built meanwhile.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from nhandao.book.amend import amended, new_problems
from nhandao.book.book import Book, path_of
from nhandao.book.files import is_picture
from nhandao.book.load import check, load, placed
from nhandao.records.address import Address
from nhandao.records.canonical import NotARecord, canonical_text
from nhandao.records.lines import Pledge
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from nhandao.records.record import Record
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE
from scripts.messages import Stop, number_text, text
from scripts.staff.commit import Checkout, content_of, message_of

Files = Mapping[str, bytes | None]
"""Contents by path below the data folder; ``None`` for a file that is not there, or goes."""


@dataclass(frozen=True)
class Desk:
    """The data as it is now, and what is wrong with it already."""

    data: Path
    book: Book
    problems: list[Problem]
    lang: str

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.warning]

    def address(self, code: str) -> Address:
        """Raises Stop when there is no such address, or its file cannot be read."""
        found = self.book.addresses.get(code.upper())
        if found is None:
            self._missing(code.upper(), "no-address", sorted(self.book.addresses))
        return found

    def pledge(self, reference: str) -> Pledge:
        """Raises Stop."""
        found = self.book.pledges.get(reference.upper())
        if found is None:
            self._missing(reference.upper(), "no-pledge", sorted(self.book.pledges))
        return found

    def promises(self, reference: str) -> tuple[Pledge, ...]:
        """The promise with a reference, or all that share one. Raises Stop."""
        shared = tuple(one for one in self.book.pledges.values() if one.bundle == reference.upper())
        return shared or (self.pledge(reference),)

    def organisation(self, identity: str) -> Organisation:
        """Raises Stop."""
        found = self.book.organisations.get(identity)
        if found is None:
            self._missing(identity, "no-organisation", sorted(self.book.organisations))
        return found

    def _missing(self, code: str, message: str, known: Sequence[str]) -> NoReturn:
        if code in self.book.broken:
            files = [problem for problem in self.errors if problem.path.endswith(f"/{code}.yaml")]
            raise Stop(1, "file-unread", problems="\n".join(problem.render(self.lang) for problem in files), named=code)
        near = difflib.get_close_matches(code, known, 1)
        raise Stop(1, message, found=code, hint=f" ({near[0]}?)" if near else "")

    def place_of(self, address: Address) -> str:
        """The commune as a sentence names it: "xã Đồng Nai"."""
        place = self.book.places.get((address.epoch, address.unit))
        name = place.name if place is not None else f"xã {address.unit}"
        return name[:1].lower() + name[1:]

    def rewritten(self, record: Record, changes: Mapping[str, Any]) -> dict[str, bytes | None]:
        """The record's file with other values in some fields (``None`` takes one away), its comments kept.

        Raises Stop when that is no record, with the fields that are wrong.
        """
        path = path_of(record)
        values = record.model_dump(by_alias=True, exclude_defaults=True) | dict(changes)
        old = (self.data / path).read_text(encoding="utf-8")
        values = {name: value for name, value in values.items() if value is not None}
        return {path: text_of(type(record), values, old, path, self.lang).encode()}

    def judge(self, files: Files, committed: Files | None = None) -> list[Problem]:
        """What would be wrong, or doubtful, after a change of files and is not wrong before it.

        Before it is how things are on disk; for files edited there already, how they were `committed`.
        """
        after, inside = amended(self.book, files)
        before = self.problems
        if committed is not None:
            book, wrong = amended(self.book, committed)
            before = wrong + check(book)
        return placed(self.data, new_problems(before, after, inside), files if committed is None else None)


def open_desk(options: argparse.Namespace) -> Desk:
    """Raises Stop when there is no data to work on."""
    data = arguments.folder(options.data)
    book, problems = load(data, CACHE)
    if book is None:
        print_problems(problems, data, options.lang)
        raise Stop(1, "data-first", path=arguments.shown(data))
    return Desk(data, book, problems, options.lang)


def text_of(model: type[Record], values: Mapping[str, Any], old: str | None, path: str, lang: str) -> str:
    """The canonical text of a file. Raises Stop with the fields that are wrong."""
    try:
        return canonical_text(model, values, old)
    except NotARecord as wrong:
        told = "\n".join(problem._replace(path=path).render(lang) for problem in wrong.problems)
        raise Stop(1, "not-a-record", problems=told) from None


def save(
    options: argparse.Namespace,
    desk: Desk,
    checkout: Checkout,
    files: Files,
    subject: str,
    body: str = "",
    committed: Files | None = None,
) -> None:
    """Judge, write and commit files; with --dry-run judge, and show the difference and the message. Raises Stop.

    `committed` is given for files that were edited by hand: what they held at the last commit.
    """
    lang = options.lang
    found = desk.judge(files, committed)
    print_problems(found, desk.data, lang)
    wrong = [problem for problem in found if not problem.warning]
    if wrong:
        raise Stop(1, "change-refused", count=number_text(len(wrong), lang))
    message = message_of(subject, body, checkout.role)
    if options.dry_run:
        checkout.can_commit(sorted(files), committed is not None)
        for path, content in files.items():
            old = committed[path] if committed is not None else content_of(desk.data / path)
            print(_difference(path, old, content), end="")
        print(f"\n{message}{text('would-commit', lang)}")
    else:
        print(text("committed", lang, commit=checkout.commit(files, message, committed is not None), subject=subject))
    elsewhere = [problem for problem in desk.errors if problem.path not in files]
    if elsewhere:
        print(text("errors-elsewhere", lang, count=number_text(len(elsewhere), lang), path=elsewhere[0].path))


def _difference(path: str, before: bytes | None, content: bytes | None) -> str:
    if is_picture(path):
        return f"{path}: {'-' if content is None else f'{len(content)} byte'}\n"
    old, new = ((part or b"").decode("utf-8", "replace") for part in (before, content))
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), path, path, lineterm="")
    return "".join(f"{line}\n" for line in lines)
