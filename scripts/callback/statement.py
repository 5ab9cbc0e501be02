"""A downloaded bank statement as movements: every row of money in, or none and everything that is wrong with the file.

The same transfer told by a web hook has the same identity (`bank`), so reading a statement again, or one that overlaps
another, changes nothing. Names and accounts of givers in the statement go no further than this module.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from nhandao.records.campaign import Bank
from nhandao.records.money import Dong
from scripts.callback.bank import MOST_VND, Transfer, movement
from scripts.callback.intake import Movement
from scripts.callback.outcomes import Ignored, NotUnderstood
from scripts.callback.statement_banks import Found, Template, find, plain
from scripts.callback.statement_table import Cell, Row, Table, Unreadable, tables
from scripts.messages import text

DOOR = "statement"
_FOOTER = re.compile(r"(tong|cong|so du|du (dau|cuoi)|total|sum|opening|closing|balance|phat sinh trong ky)\b")
_DAYS = {
    "DD/MM/YYYY": re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)", re.ASCII),
    "DD-MM-YYYY": re.compile(r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})(?!\d)", re.ASCII),
    "YYYY-MM-DD": re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)", re.ASCII),
}
_TIME = re.compile(r"\s*T?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong in a statement, at a place that people find in their own program."""

    code: str
    row: int = 0
    column: str = ""
    values: tuple[tuple[str, object], ...] = ()

    def words(self, lang: str) -> str:
        """Where it is, what was found and what to do."""
        told = text(self.code, lang, **dict(self.values))
        if not self.row:
            return told
        where = f"dòng {self.row}, cột “{self.column}”" if lang == "vi" else f"row {self.row}, column “{self.column}”"
        return f"{where}: {told}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file comes to: movements, or troubles and no movement at all."""

    movements: tuple[Movement, ...] = ()
    passed_over: Mapping[str, int] | None = None
    """Rows that bring no money, by reason."""
    troubles: tuple[Trouble, ...] = ()
    bank: str = ""


class _Wrong(Exception):
    def __init__(self, code: str, column: str, **values: object) -> None:
        self.code, self.column, self.values = code, column, values


def read(
    data: bytes,
    templates: Sequence[Template],
    own: Sequence[Bank],
    received_at: datetime,
    *,
    account: str | None = None,
    bank: str | None = None,
) -> Statement:
    """Read a statement.

    Args: the file's bytes, the templates to try, the society's accounts, and, where the file does not tell, the number
    of the account it is of and the name of its template.
    """
    chosen = [one for one in templates if bank in (None, one.name)]
    if not chosen:
        return _stopped("statement-no-template", found=bank, known=", ".join(one.name for one in templates))
    try:
        all_tables, why = tables(data)
    except Unreadable as unreadable:
        return _stopped(unreadable.code, **unreadable.values)
    seen = [(table, found) for table in all_tables for one in chosen if (found := find(table, one)) is not None]
    if not seen and why is not None:
        return _stopped(why.code, **why.values)
    if not seen:
        return _stopped("statement-no-heading", known=", ".join(one.title for one in chosen))
    whose = _account(seen[0][0], seen[0][1].row, own, account)
    if isinstance(whose, Statement):
        return whose
    fitting = [one for one in seen if one[1].template.bin == whose.bin] or seen
    table, found = fitting[0]
    if any(_differ(found, other, table is other_table) for other_table, other in fitting[1:]):
        return _stopped("statement-which-bank", known=", ".join(sorted({one.template.name for _, one in fitting})))
    return _rows(table, found, whose, received_at)


def _differ(found: Found, other: Found, same_table: bool) -> bool:
    """Whether two templates would read a file in two ways."""
    mine, theirs = found.template, other.template
    return not same_table or (found.row, found.at, mine.day, mine.reference_in_text) != (
        other.row,
        other.at,
        theirs.day,
        theirs.reference_in_text,
    )


def _stopped(code: str, **values: object) -> Statement:
    return Statement(troubles=(Trouble(code, values=tuple(values.items())),))


def _account(table: Table, heading: int, own: Sequence[Bank], named: str | None) -> Bank | Statement:
    """The society's account that a statement is of: the one named, or the only one whose number stands above the
    heading."""
    known = ", ".join(bank.number for bank in own)
    if named is not None:
        found = [bank for bank in own if bank.number == re.sub(r"[\s.-]", "", named).upper()]
        return found[0] if found else _stopped("statement-foreign-account", found=named, known=known)
    above = " ".join(str(cell) for row in table.rows[:heading] for cell in row if cell is not None)
    joined = re.sub(r"(?<=\d)[ .-](?=\d)", "", above)  # 0123 456 789
    words = set(re.split(r"[^0-9A-Z]+", f"{above} {joined}".upper()))
    found = [bank for bank in own if bank.number in words]
    return found[0] if len(found) == 1 else _stopped("statement-which-account", known=known)


def _rows(table: Table, found: Found, whose: Bank, received_at: datetime) -> Statement:
    movements: dict[str, tuple[Movement, int, int | None]] = {}
    passed: Counter[str] = Counter()
    troubles: list[Trouble] = []
    alike: Counter[tuple[object, ...]] = Counter()
    titles = table.rows[found.row]
    for row, number in zip(table.rows[found.row + 1 :], table.numbers[found.row + 1 :], strict=True):
        try:
            if (reason := _no_transfer(row, found, titles)) is not None:
                passed[reason] += 1
                continue
            transfer = _transfer(row, found, titles, whose, alike)
            told = movement(transfer, (whose,), received_at)
            if isinstance(told, NotUnderstood):
                raise _Wrong("statement-day-range", _title(titles, found, "day"), found=transfer.on.isoformat())
            if isinstance(told, Ignored):
                raise AssertionError("the account is ours")
            before = movements.setdefault(told.id, (told, number, transfer.balance))
            if before[0] is not told:
                if (before[0].value_vnd, before[0].on, before[2]) != (told.value_vnd, told.on, transfer.balance):
                    column = _title(titles, found, "reference" if "reference" in found.at else "day")
                    raise _Wrong("statement-same-reference", column, row=before[1])
                passed["repeated-row"] += 1
        except _Wrong as wrong:
            troubles.append(Trouble(wrong.code, number, wrong.column, tuple(wrong.values.items())))
    if troubles:
        return Statement(troubles=tuple(troubles), bank=found.template.title)
    return Statement(tuple(one[0] for one in movements.values()), dict(passed), (), found.template.title)


def _no_transfer(row: Row, found: Found, titles: Row) -> str | None:
    """Why a row brings no money; None when it does."""
    if [plain(cell) for cell in row] == [plain(cell) for cell in titles]:
        return "heading"
    day = _cell(row, found, "day")
    names = [name for name in ("credit", "debit", "amount") if name in found.at]
    if all(_cell(row, found, name) is None for name in names):
        return "note"  # letter foot, opening balance, the second line of a text
    if not isinstance(day, date) and not any(form.match(str(day).strip()) for form in _DAYS.values()):
        first = next((cell for cell in row if cell is not None), None)
        if isinstance(first, str) and _FOOTER.match(plain(first)):
            return "footer"
    if day is None:
        raise _Wrong("statement-no-day", _title(titles, found, "day"))
    amounts = {name: _amount(_cell(row, found, name), _title(titles, found, name)) for name in names}
    money_in, money_out = amounts.get("credit", amounts.get("amount", 0)), amounts.get("debit", 0)
    if money_in != 0 and money_out != 0:
        raise _Wrong("statement-amounts", _title(titles, found, "credit"))
    if money_in == 0:
        return "money-out" if money_out != 0 else "note"
    if money_in < 0 and "credit" in amounts:
        raise _Wrong("statement-amount", _title(titles, found, "credit"), found=_shown(_cell(row, found, "credit")))
    return "money-out" if money_in < 0 else None


def _transfer(row: Row, found: Found, titles: Row, whose: Bank, alike: Counter[tuple[object, ...]]) -> Transfer:
    at, template = found.at, found.template
    told = "" if (cell := _cell(row, found, "text")) is None else str(cell)
    on, rest = _day(_cell(row, found, "day"), template.day, _title(titles, found, "day"))
    reference = rest if at.get("reference") == at["day"] else _reference(row, found, titles)
    if at.get("reference") != at["day"] and rest:
        shown = _shown(_cell(row, found, "day"))
        raise _Wrong("statement-day", _title(titles, found, "day"), found=shown, form=template.day)
    if template.reference_in_text and (named := re.match(template.reference_in_text, told)):
        reference = named[1]
    name = "amount" if "amount" in at else "credit"
    value = _amount(_cell(row, found, name), _title(titles, found, name))
    if not 0 < value <= MOST_VND:
        raise _Wrong("statement-amount", _title(titles, found, name), found=_shown(_cell(row, found, name)))
    balance = _amount(_cell(row, found, "balance"), _title(titles, found, "balance")) if "balance" in at else None
    same = (on, value, told)
    alike[same] += 1
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Transfer(
        accounts=(whose.number,),
        on=on,
        value_vnd=Dong(value),
        reference=reference,
        texts=(told,),
        balance=balance,
        told_by=DOOR,
        ordinal=f"{digest} {alike[same]}",
    )


def _reference(row: Row, found: Found, titles: Row) -> str:
    cell = _cell(row, found, "reference")
    spoilt = isinstance(cell, str) and re.fullmatch(r"\s*\d+([.,]\d+)?E\+?\d+\s*", cell, re.ASCII | re.IGNORECASE)
    if isinstance(cell, (Decimal, date)) or spoilt:
        raise _Wrong("statement-reference", _title(titles, found, "reference"), found=_shown(cell))
    return "" if cell is None else str(cell)


def _day(cell: Cell, form: str, title: str) -> tuple[date, str]:
    """A day, and what stands after it that is no time."""
    if isinstance(cell, date):
        return cell, ""
    if isinstance(cell, str) and (parts := _DAYS[form].match(cell.strip())):
        rest = cell.strip()[parts.end() :]
        time = _TIME.match(rest)
        try:
            on = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except ValueError:
            raise _Wrong("statement-day", title, found=_shown(cell), form=form) from None
        return on, (rest[time.end() :] if time else rest).strip()
    raise _Wrong("statement-day", title, found=_shown(cell), form=form)


_VND = re.compile(r"\s*(?:vnd|vnđ|đ|₫|đồng)\s*$", re.IGNORECASE)
_AMOUNTS = (
    re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,0{1,2})?", re.ASCII),
    re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0{1,2})?", re.ASCII),
    re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+)", re.ASCII),
)


def amount_of(told: str) -> int | None:
    """An amount as Vietnamese banks write it: ``1.250.000``, ``1,250,000.00``, ``1 250 000`` or ``1250000``, with a
    sign or in parentheses, with VND or đ; None for anything else.

    No text has two meanings: groups have three digits, decimals one or two, and those are zeros.
    """
    bare = _VND.sub("", told.strip())
    if bare.startswith("(") != bare.endswith(")") or len(bare) > 30:
        return None
    sign = -1 if bare.startswith(("-", "−", "(")) or bare.endswith("-") else 1
    digits = re.sub(r"^[-−+(]\s*|\s*[-)]$", "", bare)
    whole = next((found[1] for form in _AMOUNTS if (found := form.fullmatch(digits))), None)
    return None if whole is None else sign * int(re.sub(r"\D", "", whole))


def _amount(cell: Cell, title: str) -> int:
    """Đồng in a cell; 0 in an empty one or one with a dash."""
    if cell is None or (isinstance(cell, str) and cell.strip() in ("-", "–")):
        return 0
    value = cell if isinstance(cell, int) else amount_of(cell) if isinstance(cell, str) else None
    if value is None:
        raise _Wrong("statement-amount", title, found=_shown(cell))
    return value


def _cell(row: Row, found: Found, name: str) -> Cell:
    place = found.at.get(name)
    return row[place] if place is not None and place < len(row) else None


def _title(titles: Row, found: Found, name: str) -> str:
    place = found.at.get(name)
    return _shown(titles[place]) if place is not None else ""


def _shown(cell: Cell) -> str:
    """A cell for the screen of the person who has the file: one line, nothing that moves the cursor."""
    told = " ".join("".join(char if char.isprintable() else " " for char in str(cell)).split())
    return told if len(told) <= 40 else told[:39] + "…"
