"""`portal identity`: who the people of an address are, sealed as soon as it is typed, opened only with the secret key.

Nothing personal is ever an argument of a command: arguments stay in the history of the shell and in the list of
processes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nhandao.book.book import Book
from nhandao.records import text as yaml_text
from nhandao.records.problem import Location, Problem
from nhandao.records.record import make
from scripts import arguments
from scripts.good_data import data_of
from scripts.messages import Stop, number_text, text
from scripts.private import keys
from scripts.private.identity import Identity, Person
from scripts.private.keys import KeyProblem, secret_key
from scripts.private.retention import identities_due
from scripts.private.store import IdentityStore, NotOpened, UnsafePlace, safe_place
from scripts.staff.asking import is_terminal


def run(options: argparse.Namespace) -> int:
    folder = arguments.folder(options.data)
    try:
        store = IdentityStore(Path(options.private), (folder,))
        book, as_of = _book(options)
        match options.action:
            case "add":
                _add(options, store, book, folder)
            case "show":
                _show(options, store, book)
            case "list":
                _list(options, store, book, as_of)
            case "remove":
                _remove(options, store, book, as_of)
            case _:
                _reseal(options, store)
    except (KeyProblem, UnsafePlace) as error:
        raise Stop(1, "private-problem", problem=error.text(options.lang)) from None
    return 0


def _book(options: argparse.Namespace) -> tuple[Book, date]:
    data = data_of(arguments.folder(options.data), arguments.day(options.as_of, "--as-of"), options.lang)
    return data.book, data.as_of


def _code(options: argparse.Namespace, store: IdentityStore, book: Book) -> str:
    """The address meant, by its code or by the number of its paper file. Raises Stop."""
    found = options.code
    if not found:
        raise Stop(1, "identity-needs-code")
    if found in book.addresses or found in store.references():
        return str(found)
    codes = [one.code for one in book.addresses.values() if one.dossier is not None and one.dossier.reference == found]
    if not codes:
        raise Stop(1, "identity-no-address", found=found)
    if len(codes) > 1:
        raise Stop(1, "identity-several", found=found, codes=", ".join(codes))
    return codes[0]


# --- add ---------------------------------------------------------------------------------------------------------


def _add(options: argparse.Namespace, store: IdentityStore, book: Book, folder: Path) -> None:
    code = _code(options, store, book)
    if code not in book.addresses:
        raise Stop(1, "identity-no-address", found=code)
    today = arguments.today()
    keys.public_key(store.public_keys, today.year)  # before anything is asked
    if not options.replace and code in store.references():
        raise Stop(1, "identity-exists", address=code)
    dossier = book.addresses[code].dossier
    own = {"reference": code, "written_on": today.isoformat()}
    if dossier is not None:
        own["dossier"] = dossier.reference
    identity = _identity(options, own, folder)
    if options.replace:
        store.replace(identity, today)
    else:
        store.seal(identity, today)
    print(text("identity-kept", options.lang, address=code))
    if options.source not in (None, "-"):
        print(text("identity-shred", options.lang, path=options.source))


def _identity(options: argparse.Namespace, own: dict[str, str], folder: Path) -> Identity:
    """What is in the file, on the standard input, or answered at the terminal. Raises Stop, UnsafePlace."""
    if options.source is None:
        if not is_terminal():
            raise Stop(1, "identity-no-terminal")
        values, name = _answers(options.lang), "-"
        lines: dict[Location, int] = {}
    else:
        values, name, lines = _read(options, folder)
    if isinstance(values, dict):
        values = {**values, **own}
    found = make(Identity, values, name)
    if isinstance(found, list):
        placed = [problem._replace(line=_line(problem.field, lines)) for problem in found]
        raise _wrong(placed, options.lang)
    return found


def _read(options: argparse.Namespace, folder: Path) -> tuple[Any, str, dict[Location, int]]:
    if options.source == "-":
        data = sys.stdin.buffer.read(yaml_text.MAX_BYTES + 1)
    else:
        path = Path(options.source)
        if not path.is_file():
            raise Stop(1, "no-such-file", path=path)
        try:
            safe_place(path.parent, (folder,))
        except UnsafePlace as error:
            raise Stop(1, "identity-from-in-data", path=path, inside=error.inside) from None
        data = path.read_bytes()
    content = yaml_text.decode(data, options.source)
    if isinstance(content, Problem):
        raise _wrong([content], options.lang)
    lines: dict[Location, int] = {}
    values = yaml_text.parse(content, options.source, lines)
    if isinstance(values, Problem):
        raise _wrong([values], options.lang)
    return values, options.source, lines


def _line(field: Location, lines: dict[Location, int]) -> int:
    while field and field not in lines:
        field = field[:-1]
    return lines.get(field, 0)


def _wrong(problems: list[Problem], lang: str) -> Stop:
    """The problems without what was found: that may be a name, and messages are copied into mails."""
    bare = [problem._replace(found="…" if problem.found else "") for problem in problems]
    return Stop(1, "identity-wrong", problems="\n".join(problem.render(lang) for problem in bare))


def _answers(lang: str) -> dict[str, Any]:
    people = []
    while True:
        people.append(_part(("full_name", "role", "born", "id_number", "phone"), lang))
        if _ask("another", lang).lower() not in ("c", "có", "y"):
            break
    return {"people": people} | _part(("place", "bank", "consent_kept", "note"), lang)


def _part(names: tuple[str, ...], lang: str) -> dict[str, Any]:
    answers = {name: _ask(name, lang) for name in names}
    return {name: answer for name, answer in answers.items() if answer}


def _ask(name: str, lang: str) -> str:
    print(text(f"identity-ask-{name}", lang) + ": ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt  # the end of input is a wish to stop
    return answer.strip()


# --- look at, delete ---------------------------------------------------------------------------------------------


def _show(options: argparse.Namespace, store: IdentityStore, book: Book) -> None:
    code = _code(options, store, book)
    if not options.key:
        raise Stop(1, "contact-key-missing")
    try:
        found = store.open(code, secret_key(Path(options.key)))
    except FileNotFoundError:
        raise Stop(1, "identity-unknown", found=code) from None
    except NotOpened:
        raise Stop(1, "identity-not-opened", found=code) from None
    for name, value in found.model_dump(exclude_none=True, exclude={"people"}).items():
        print(f"{name}: {value}")
    for person in found.people:
        print("people:", ", ".join(_said(person)))


def _said(person: Person) -> Iterator[str]:
    return (str(value) for value in person.model_dump(exclude_none=True).values())


def _list(options: argparse.Namespace, store: IdentityStore, book: Book, as_of: date) -> None:
    """Every address with a paper file, and whether its identity is kept. Tells no name, and needs no key."""
    kept = set(store.references())
    due = set(identities_due(book, kept, as_of))
    with_file = {code: one.dossier.reference for code, one in book.addresses.items() if one.dossier is not None}
    for code in sorted(kept | with_file.keys()):
        state = "due" if code in due else "kept" if code in kept else "missing"
        if code not in book.addresses:
            state = "stray"
        told = text(f"identity-state-{state}", options.lang)
        print(text("identity-line", options.lang, address=code, dossier=with_file.get(code, "-"), state=told))
    counts = {"kept": len(kept), "missing": len(with_file.keys() - kept), "due": len(due)}
    print(text("identity-total", options.lang, **{k: number_text(v, options.lang) for k, v in counts.items()}))


def _remove(options: argparse.Namespace, store: IdentityStore, book: Book, as_of: date) -> None:
    codes = identities_due(book, store.references(), as_of) if options.due else (_code(options, store, book),)
    if not codes:
        print(text("identity-none-due", options.lang))
    for code in codes:
        if options.dry_run:
            print(text("identity-dry", options.lang, address=code))
            continue
        try:
            store.delete(code)
        except FileNotFoundError:
            raise Stop(1, "identity-unknown", found=code) from None
        print(text("identity-removed", options.lang, address=code))


def _reseal(options: argparse.Namespace, store: IdentityStore) -> None:
    """Seal what a secret key opens with the newest public key, so that the old pair can be destroyed."""
    if not options.key:
        raise Stop(1, "contact-key-missing")
    secret = secret_key(Path(options.key))
    today = arguments.today()
    newest = keys.public_key(store.public_keys, today.year)
    done = left = 0
    for code in store.references():
        sealed_for = store.sealed_for(code)
        if sealed_for == newest.id:
            continue
        if sealed_for != secret.id:
            left += 1
            continue
        try:
            store.replace(store.open(code, secret), today)
        except NotOpened:
            raise Stop(1, "identity-not-opened", found=code) from None
        done += 1
    counts = {"count": number_text(done, options.lang), "left": number_text(left, options.lang)}
    print(text("identity-resealed", options.lang, year=newest.year, **counts))
