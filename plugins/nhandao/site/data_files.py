"""Every list and ledger as files: CSV for spreadsheets, JSON for programs, with the same rows as the pages.

CSV is written as `nhandao.public.csv_text` says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from nhandao.public.csv_text import csv_row
from nhandao.public.views import (
    AccountBalance,
    Balance,
    Card,
    Change,
    Correction,
    FieldChange,
    FinishedAddress,
    LedgerLine,
)
from nhandao.site import urls
from nhandao.site.frame import Frame
from nhandao.site.plan import Plan, Studio, Task

Row = tuple[Any, ...]
Item = TypeVar("Item")

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

BALANCE_COLUMNS = (
    "received_vnd", "returned_vnd", "fees_vnd", "handed_over_vnd", "handed_over_direct_vnd", "held_vnd", "gifts",
    "anonymous_gifts", "loans_vnd",
)  # fmt: skip
CARD_COLUMNS = (
    "code", "title", "summary", "category", "commune", "district", "forms", "regular", "state", "target_vnd",
    "received_vnd", "pledged_vnd", "needed_vnd", "waiting_days", "approved_on", "url",
)  # fmt: skip
FINISHED_COLUMNS = ("code", "category", "district", "finished_on", "ended", "outcome", *BALANCE_COLUMNS, "url")
LINE_COLUMNS = (
    "reference", "on", "direction", "kind", "account", "supporter", "anonymous", "amount_vnd", "note",
    "account_url",
)  # fmt: skip
ACCOUNT_COLUMNS = ("account", "name", *BALANCE_COLUMNS, "url")
CORRECTION_COLUMNS = (
    "reference", "on", "direction", "kind", "account", "amount_vnd", "corrects", "corrects_on", "corrects_amount_vnd",
    "month", "account_url",
)  # fmt: skip
CHANGE_COLUMNS = (
    "on", "time", "role", "what", "event", "account", "reference", "line_on", "amount_vnd", "field", "need", "old",
    "new", "account_url",
)  # fmt: skip
FIGURE_COLUMNS = (
    "level", "code", "unit", "figure", "quarter", "until", "value", "of", "share_percent", "least", "verdict", "url",
)  # fmt: skip


class _Kind(NamedTuple, Generic[Item]):
    """How items of one kind become rows."""

    name: str  # of the list in JSON
    columns: tuple[str, ...]
    row: Callable[[Frame, Item], Row]
    identity: Callable[[Item], Hashable]  # what the text of an item is remembered by


def _card_row(frame: Frame, card: Card) -> Row:
    return (
        card.code, card.title, card.summary, card.category_name, card.commune, card.district, card.forms, card.regular,
        card.state_name, card.target, card.received, card.pledged, card.needed, card.waiting_days,
        card.approved_on.isoformat(), frame.absolute(card.url),
    )  # fmt: skip


def _finished_row(frame: Frame, item: FinishedAddress) -> Row:
    return (
        item.code, item.category_name, item.district, item.finished_on.isoformat(), item.ended, item.outcome,
        *_balance_cells(item.balance), frame.absolute(item.url),
    )  # fmt: skip


def _line_row(frame: Frame, line: LedgerLine) -> Row:
    return (
        line.reference, line.on.isoformat(), line.direction, line.kind, line.account, line.supporter, line.anonymous,
        line.amount, line.note, frame.absolute(line.account_url) if line.account_url else "",
    )  # fmt: skip


def _account_row(frame: Frame, account: AccountBalance) -> Row:
    return (
        account.account, account.name, *_balance_cells(account.balance),
        frame.absolute(account.url) if account.url else "",
    )  # fmt: skip


def _correction_row(frame: Frame, item: Correction) -> Row:
    return (
        item.reference, item.on.isoformat(), item.direction, item.kind, item.account, item.amount, item.corrects,
        item.corrects_on.isoformat(), item.corrects_amount, item.month,
        frame.absolute(item.account_url) if item.account_url else "",
    )  # fmt: skip


Touched = tuple[Change, FieldChange | None]
"""One row of a change: a field it touched, or the change itself where it is no change of fields."""


def _change_row(frame: Frame, item: Touched) -> Row:
    change, field = item
    name, number, old, new = (field.field, field.number or None, field.old, field.new) if field else ("", None, "", "")
    return (
        change.on.isoformat(), change.time, change.role, change.what, change.event, change.account, change.reference,
        change.line_on and change.line_on.isoformat(), change.amount, name, number, _plain(old), _plain(new),
        frame.absolute(change.account_url) if change.account_url else "",
    )  # fmt: skip


def _plain(value: str | int | date | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _balance_cells(balance: Balance) -> Row:
    return (
        balance.received, balance.returned, balance.fees, balance.handed_over, balance.handed_over_direct, balance.held,
        balance.gifts, balance.anonymous_gifts, balance.loans,
    )  # fmt: skip


class FigureRow(NamedTuple):
    """One figure of one unit on a day: a target, or help of one kind."""

    level: str
    code: str
    unit: str
    figure: str  # "T1" to "T9b", or what is counted: "helped_addresses", "help_value_vnd"
    quarter: int  # at whose end it is measured, 0 for the year so far
    until: date
    value: int
    of: int | None
    share: str  # per cent
    least: str  # what has to be reached: "30%", ">70%", "3"
    verdict: str
    url: str


def _figure_row(frame: Frame, row: FigureRow) -> Row:
    return (
        row.level, row.code, row.unit, row.figure, row.quarter, row.until.isoformat(), row.value,
        "" if row.of is None else row.of, row.share, row.least, row.verdict, frame.absolute(row.url),
    )  # fmt: skip


def _itself(item: Item) -> Item:
    return item


_CARDS = _Kind[Card]("addresses", CARD_COLUMNS, _card_row, attrgetter("digest"))
_FINISHED = _Kind[FinishedAddress]("finished", FINISHED_COLUMNS, _finished_row, attrgetter("digest"))
_LINES = _Kind[LedgerLine]("lines", LINE_COLUMNS, _line_row, _itself)
_CORRECTIONS = _Kind[Correction]("corrections", CORRECTION_COLUMNS, _correction_row, _itself)
_CHANGES = _Kind[Touched]("changes", CHANGE_COLUMNS, _change_row, _itself)
_FIGURES = _Kind[FigureRow]("figures", FIGURE_COLUMNS, _figure_row, _itself)
_ACCOUNTS = _Kind[AccountBalance]("accounts", ACCOUNT_COLUMNS, _account_row, _itself)


def address_tasks(plan: Plan, list_url: str, heading: str, cards: Sequence[Card], members: str) -> Iterator[Task]:
    """The files of a list of addresses; ``members`` is the fingerprint of its cards in order."""
    yield from _tasks(plan, _CARDS, urls.list_csv(list_url), urls.list_json(list_url), heading, lambda: cards, members)


def finished_tasks(plan: Plan, items: Sequence[FinishedAddress], heading: str, members: str) -> Iterator[Task]:
    csv_url, json_url = urls.list_csv(urls.FINISHED), urls.list_json(urls.FINISHED)
    yield from _tasks(plan, _FINISHED, csv_url, json_url, heading, lambda: items, members)


def line_tasks(
    plan: Plan, csv_url: str, json_url: str, heading: str, lines: Callable[[], Iterable[LedgerLine]], members: str
) -> Iterator[Task]:
    """Ledger lines as files. ``lines`` is called only when a file has to be made."""
    yield from _tasks(plan, _LINES, csv_url, json_url, heading, lines, members)


def figure_tasks(plan: Plan, rows: Callable[[], Iterable[FigureRow]], heading: str, members: str) -> Iterator[Task]:
    """All figures of the scoreboard. ``rows`` is called only when a file has to be made."""
    csv_url, json_url = urls.list_csv(urls.SCOREBOARD), urls.list_json(urls.SCOREBOARD)
    yield from _tasks(plan, _FIGURES, csv_url, json_url, heading, rows, members)


def account_tasks(plan: Plan, accounts: Sequence[AccountBalance], heading: str, members: str) -> Iterator[Task]:
    csv_url, json_url = urls.list_csv(urls.LEDGER_ACCOUNTS), urls.list_json(urls.LEDGER_ACCOUNTS)
    yield from _tasks(plan, _ACCOUNTS, csv_url, json_url, heading, lambda: accounts, members)


def correction_tasks(plan: Plan, items: Sequence[Correction], heading: str, members: str) -> Iterator[Task]:
    csv_url, json_url = urls.list_csv(urls.CORRECTIONS), urls.list_json(urls.CORRECTIONS)
    yield from _tasks(plan, _CORRECTIONS, csv_url, json_url, heading, lambda: items, members)


def change_tasks(
    plan: Plan, list_url: str, heading: str, changes: Callable[[], Iterable[Change]], members: str
) -> Iterator[Task]:
    """Changes of records as files, a row for each field. ``changes`` is called only when a file has to be made."""

    def rows() -> Iterator[Touched]:
        for change in changes():
            for field in change.fields or (None,):
                yield change, field

    yield from _tasks(plan, _CHANGES, urls.list_csv(list_url), urls.list_json(list_url), heading, rows, members)


def _tasks(
    plan: Plan,
    kind: _Kind[Item],
    csv_url: str,
    json_url: str,
    heading: str,
    items: Callable[[], Iterable[Item]],
    members: str,
) -> Iterator[Task]:
    key = plan.key("file", json_url, heading, members)
    yield plan.task(csv_url, key, partial(_csv, kind, items))
    yield plan.task(json_url, key, partial(_json, kind, json_url, heading, items))


def _csv(kind: _Kind[Item], items: Callable[[], Iterable[Item]], studio: Studio) -> bytes:
    rows = [",".join(kind.columns) + "\r\n"]
    rows.extend(_texts(kind, "csv", lambda item: csv_row(kind.row(studio.frame, item)), items(), studio))
    return ("\ufeff" + "".join(rows)).encode()


def _json(kind: _Kind[Item], url: str, heading: str, items: Callable[[], Iterable[Item]], studio: Studio) -> bytes:
    frame = studio.frame
    columns = kind.columns

    def text(item: Item) -> str:
        return _ENCODE(dict(zip(columns, kind.row(frame, item), strict=True)))

    objects = _texts(kind, "json", text, items(), studio)
    head = {
        "title": heading,
        "url": frame.absolute(url),
        "publisher": frame.site.society.name,
        "as_of": frame.site.as_of.isoformat(),
        "count": len(objects),
    }
    body = ",\n".join(objects)
    return f'{_ENCODE(head)[:-1]},"{kind.name}":[\n{body}\n]}}\n'.encode()


def _texts(
    kind: _Kind[Item], form: str, text: Callable[[Item], str], items: Iterable[Item], studio: Studio
) -> list[str]:
    known = studio.texts(f"{kind.name} {form}")
    texts = []
    for item in items:
        identity = kind.identity(item)
        found = known.get(identity)
        if found is None:
            found = known[identity] = text(item)
        texts.append(found)
    return texts
