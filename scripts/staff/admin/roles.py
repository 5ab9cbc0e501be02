"""Who may do what in the form editor: the plan's own order, in which two more people look at what one has written.

Plan IV.14: the commune surveys and writes, the district checks, the province approves. Whoever wrote any part of a
draft neither checks nor publishes it, and whoever checked it does not publish it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from nhandao.book.book import Book, Place
from nhandao.records.address import Address
from nhandao.records.organisation import Organisation
from nhandao.records.record import Record

Role = Literal["commune", "district", "province"]
Status = Literal["draft", "pending_review", "pending_publish"]
"""Steps of a draft, by the names the form editor gives them."""

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True)
class Editor:
    """Someone who may log in."""

    user: str
    name: str
    mail: str
    role: Role
    units: frozenset[str]
    """``2023/25216`` for communes, ``688`` for districts; empty for the province, which has all."""
    lang: str = "vi"


def place_of(book: Book, record: Record) -> Place | None:
    """The commune a record belongs to; ``None`` when it belongs to none."""
    if isinstance(record, Address | Organisation) and record.unit is not None:
        return book.places.get((record.epoch, record.unit))
    return None


def in_charge(editor: Editor, book: Book, record: Record) -> bool:
    """Whether a record lies in the editor's own units."""
    place = place_of(book, record)
    if place is not None and has_place(editor, place):
        return True
    if editor.role == "district":
        return isinstance(record, Organisation) and record.district in editor.units
    return editor.role == "province"


def has_place(editor: Editor, place: Place) -> bool:
    """Whether a commune is the editor's own. Since districts were abolished, a commune counts for each district that it
    was in before."""
    match editor.role:
        case "province":
            return True
        case "commune":
            return f"{place.epoch}/{place.commune.code}" in editor.units
        case "district":
            districts = {*place.commune.former_districts, *([place.district.code] if place.district else ())}
            return bool(districts & editor.units)


def refusal(
    editor: Editor, status: Status, to: Status, authors: Collection[str]
) -> Literal["", "own-draft", "not-your-step"]:
    """Why an editor may not move a draft from one step to another; "" when they may.

    Back is open to everyone in charge of the record: it takes an approval away, never gives one.
    """
    if STATUSES.index(to) < STATUSES.index(status) or (status, to) == ("draft", "pending_review"):
        return ""
    if to == "pending_publish":
        if editor.role == "commune":
            return "not-your-step"
        return "own-draft" if editor.user in authors else ""
    return "not-your-step"


def publishing_refusal(
    editor: Editor, status: Status, authors: Collection[str], reviewer: str | None
) -> Literal["", "own-draft", "own-review", "not-your-step", "not-ready"]:
    """Why an editor may not publish a draft; "" when they may."""
    if editor.role != "province":
        return "not-your-step"
    if status != "pending_publish" or reviewer is None:
        return "not-ready"
    if editor.user in authors:
        return "own-draft"
    return "own-review" if editor.user == reviewer else ""
