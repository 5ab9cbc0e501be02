"""`portal audit`: what was added, changed and removed, when and by which role; and what made a figure what it is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.book.load import load
from nhandao.public import labels
from nhandao.public.audit import RecordChange, Version
from nhandao.public.csv_text import csv_row
from nhandao.public.views import FieldChange
from nhandao.site.language import english
from scripts import arguments
from scripts.folders import CACHE, THEME
from scripts.history.changes import History, changes
from scripts.history.figures import FIGURES, Part, balance_parts, target_parts
from scripts.history.records import Compared, compared
from scripts.history.source import Source, needed_source, uncommitted
from scripts.messages import Stop, number_text, text

CHANGE_COLUMNS = (
    "commit", "on", "time", "role", "kind", "event", "account", "reference", "line_on", "amount_vnd", "field", "need",
    "old", "new",
)  # fmt: skip
FIGURE_COLUMNS = (
    "on", "reference", "direction", "amount_vnd", "total_vnd", "commit", "committed_on", "committed_at", "role",
    "changed_commit",
)  # fmt: skip
_SHORT = 10  # letters of a commit's name


class _Words(NamedTuple):
    """The language of the answer."""

    lang: str
    t: Callable[[str], str]  # of labels, which are Vietnamese


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    since = arguments.day(options.since, "--since")
    as_of = arguments.day(options.as_of, "--as-of")
    out = _writable(options.csv) if options.csv is not None else None
    words = _Words(options.lang, english(THEME).t if options.lang == "en" else str)
    if options.figure is not None and options.code is None:
        raise Stop(1, "audit-figure-without-code")
    source = needed_source(data)
    if source.shallow:
        raise Stop(1, "history-shallow", path=arguments.shown(data))
    history = changes(source, CACHE)
    if count := uncommitted(source):
        _note(text("history-uncommitted", words.lang, count=number_text(count, words.lang)))
    if options.figure is not None:
        return _figure(source, history, data, options.code, options.figure, since, as_of, out, words)
    return _changes(source, history, options.code, since, as_of, out, words)


# --- changes -------------------------------------------------------------------------------------------------------


def _changes(
    source: Source,
    history: History,
    code: str | None,
    since: date | None,
    as_of: date | None,
    out: Path | None,
    words: _Words,
) -> int:
    found = compared(source, history, CACHE, "all", None)
    told = [
        change
        for change in found.changes
        if (code is None or code == change.name or code in change.accounts)
        and (since is None or change.at.date() >= since)
        and (as_of is None or change.at.date() <= as_of)
    ]
    if code is not None and not told:
        _known_or_stop(found, code)
    told.sort(key=lambda change: (change.at, change.kind, change.name, change.commit))
    names = {(change.kind, change.name) for change in told}
    for record, version in found.unreadable:
        if code is None or record in names or code == record[1]:
            path = "/".join(record)
            _note(
                text(
                    "history-passed-over",
                    words.lang,
                    path=path,
                    commit=version.commit[:_SHORT],
                    on=f"{version.at:%Y-%m-%d}",
                )
            )
    if out is not None:
        _write(out, CHANGE_COLUMNS, [row for change in told for row in _rows(change)], words)
        return 0
    for change in told:
        for line in _lines(change, words):
            print(line)
    count = text("audit-count", words.lang, count=number_text(len(told), words.lang))
    print(count if told else text("audit-none", words.lang))
    return 0


def _known_or_stop(found: Compared, code: str) -> None:
    """A code that nothing is known of is a slip of the pen; one of which nothing changed in the time is not."""
    known = {name for change in found.changes for name in (change.name, *change.accounts)}
    known |= {record[1] for record, _ in found.unreadable}
    if code not in known:
        near = get_close_matches(code, known, 1)
        if near:
            raise Stop(1, "audit-nearly-known-code", found=code, hint=near[0])
        raise Stop(1, "audit-unknown-code", found=code)


def _lines(change: RecordChange, words: _Words) -> Iterator[str]:
    amount = f" {_value('money', change.amount, words)}" if change.amount is not None else ""
    named = change.name if change.kind == "addresses" else f"{change.accounts[0]} {change.kind}/{change.name}"
    event = text(f"audit-{change.event}", words.lang)
    role = words.t(labels.ROLES[change.role])
    yield f"{change.at:%Y-%m-%d %H:%M}  {change.commit[:_SHORT]}  {role}  {named}: {event}{amount}"
    for field in change.fields:
        yield f"    {_field(field, words)}"


def _field(field: FieldChange, words: _Words) -> str:
    name = words.t(field.name)
    if field.number:
        name += f" ({text('audit-need', words.lang, number=field.number)})"
    if field.kind == "text":
        return f"{name}: {text('audit-text', words.lang)}"
    return f"{name}: {_value(field.kind, field.old, words)} → {_value(field.kind, field.new, words)}"


def _value(kind: str, value: str | int | date | None, words: _Words) -> str:
    if value is None:
        return text("audit-empty", words.lang)
    if isinstance(value, int):
        return number_text(value, words.lang) + (" đ" if kind == "money" else "")
    return value.isoformat() if isinstance(value, date) else words.t(value)


def _rows(change: RecordChange) -> Iterator[tuple[object, ...]]:
    head = (
        change.commit, f"{change.at:%Y-%m-%d}", f"{change.at:%H:%M}", change.role, change.kind, change.event,
        change.accounts[0], change.name, change.line_on, change.amount,
    )  # fmt: skip
    for field in change.fields:
        yield (*head, field.field, field.number or None, field.old, field.new)
    if not change.fields:
        yield (*head, "", None, None, None)


# --- figures -------------------------------------------------------------------------------------------------------


def _figure(
    source: Source,
    history: History,
    data: Path,
    code: str,
    figure: str,
    since: date | None,
    as_of: date | None,
    out: Path | None,
    words: _Words,
) -> int:
    book, problems = load(data, CACHE)
    errors = sum(not problem.warning for problem in problems)
    if book is None or errors:
        raise Stop(1, "audit-wrong-data", errors=errors)
    _is_account(book, code, figure)
    # Needs are known from their commits on, whatever day a sample is made for.
    day = as_of or (None if figure == "target" else book.campaign.as_of) or arguments.today()
    if figure == "target":
        parts = target_parts(source, history, code, day)
    else:
        parts = balance_parts(book, history, code, figure, day)
    told = [part for part in parts if since is None or _committed(part) is None or _day(part) >= since]
    if out is not None:
        _write(out, FIGURE_COLUMNS, [_figure_row(part) for part in told], words)
        return 0
    for part in told:
        print(_figure_line(part, words))
    total = number_text(parts[-1].total if parts else 0, words.lang)
    print(text("audit-total", words.lang, figure=figure, account=code, on=day.isoformat(), sum=total))
    return 0


def _is_account(book: Book, code: str, figure: str) -> None:
    if code in book.addresses:
        return
    if code not in {fund.code for fund in book.campaign.funds}:
        raise Stop(1, "audit-figure-of-line", found=code)
    if figure == "target":
        known = ", ".join(name for name in FIGURES if name != "target")
        raise Stop(1, "audit-figure-of-fund", figure=figure, found=code, known=known)


def _committed(part: Part) -> Version | None:
    return part.changed or part.version


def _day(part: Part) -> date:
    version = _committed(part)
    return version.at.date() if version is not None else part.on


def _figure_line(part: Part, words: _Words) -> str:
    sign = "+" if part.amount > 0 else "−"
    amount, total = number_text(abs(part.amount), words.lang), number_text(part.total, words.lang)
    line = f"{part.on.isoformat()}  {sign} {amount} đ  = {total} đ  {part.reference} ({part.direction})"
    if part.version is None:
        return f"{line}  {text('audit-not-committed', words.lang)}"
    line += f"  {_stamp(part.version, words)}"
    return f"{line}; {text('audit-changed', words.lang)} {_stamp(part.changed, words)}" if part.changed else line


def _stamp(version: Version, words: _Words) -> str:
    return f"{version.commit[:_SHORT]} {version.at:%Y-%m-%d %H:%M} {words.t(labels.ROLES[version.role])}"


def _figure_row(part: Part) -> tuple[object, ...]:
    at = part.version
    return (
        part.on, part.reference, part.direction, part.amount, part.total, at and at.commit,
        at and f"{at.at:%Y-%m-%d}", at and f"{at.at:%H:%M}", at and at.role, part.changed and part.changed.commit,
    )  # fmt: skip


# --- files ---------------------------------------------------------------------------------------------------------


def _writable(found: str) -> Path:
    """A new file, or one that this command made before. Raises Stop."""
    path = Path(found)
    if path.is_dir():
        raise Stop(1, "not-a-file", path=found)
    if not path.parent.is_dir():
        raise Stop(1, "no-folder-for", path=found, folder=path.parent)
    if path.exists():
        with path.open("rb") as file:
            head = file.readline(1000)
        if head not in [_head(columns) for columns in (CHANGE_COLUMNS, FIGURE_COLUMNS)]:
            raise Stop(1, "foreign-file", path=found)
    return path


def _head(columns: Sequence[str]) -> bytes:
    return ("\ufeff" + ",".join(columns) + "\r\n").encode()


def _write(path: Path, columns: Sequence[str], rows: Sequence[tuple[object, ...]], words: _Words) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(_head(columns) + "".join(csv_row(row) for row in rows).encode())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    count = number_text(len(rows), words.lang)
    print(text("audit-written", words.lang, count=count, path=arguments.shown(path)))


def _note(message: str) -> None:
    print(f"portal: {message}", file=sys.stderr)
