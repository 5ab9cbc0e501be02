"""New records that may be there already, by another name. Only ever suggested: a person decides, nothing is merged.

Addresses are compared within their commune, communes that were merged counting as one, so that a thousand rows against
ten thousand addresses are some ninety thousand comparisons and not ten million.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.records.address import Address
from nhandao.records.lines import Handover, Pledge
from nhandao.records.organisation import Organisation
from nhandao.records.vietnamese import fold
from scripts.staff.sheets.drafts import Draft, Office
from scripts.staff.sheets.said import Said, said
from scripts.staff.sheets.values import plain

ALIKE = 0.5
"""Share of three-letter groups two texts have in common from which they tell the same. Two sample addresses of the same
group and need stay below 0.4; a text with some words changed stays above 0.6."""
ALIKE_WITH_NAME = 0.25
"""The same where the name shown is the same, and a group."""
_DAYS = 7


class Suggestion(NamedTuple):
    row: int
    told: Said


def suggestions(drafts: Iterable[Draft], office: Office) -> list[Suggestion]:
    """What each new record may be the double of, by row."""
    new = [draft for draft in drafts if draft.old is None]
    addresses = [(d.parts[0].row.number, d.record) for d in new if isinstance(d.record, Address)]
    found = [
        *_addresses(addresses, office.book),
        *_organisations([(d.parts[0].row.number, d.record) for d in new if isinstance(d.record, Organisation)], office),
        *_handovers([(d.parts[0].row.number, d.record) for d in new if isinstance(d.record, Handover)], office),
        *_pledges([(d.parts[0].row.number, d.record) for d in new if isinstance(d.record, Pledge)], office),
    ]
    return sorted(found, key=lambda suggestion: suggestion.row)


# --- addresses ---------------------------------------------------------------------------------------------------


class _Face(NamedTuple):
    """What an address is compared by."""

    name: str
    address: Address
    groups: frozenset[str]
    told: frozenset[str]


def _face(address: Address) -> _Face:
    return _Face(
        fold(address.display_name),
        address,
        frozenset(address.categories),
        trigrams(f"{address.title} {address.summary}"),
    )  # fmt: skip


def trigrams(text: str) -> frozenset[str]:
    """Groups of three letters of a text without marks."""
    letters = f" {plain(text)} "
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of what two texts have in common, 0 to 1 (Jaccard)."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def _addresses(new: list[tuple[int, Address]], book: Book) -> Iterator[Suggestion]:
    blocks: defaultdict[str, list[tuple[str, _Face]]] = defaultdict(list)
    wanted = {_block(address, book) for _, address in new}
    for address in book.addresses.values():
        if (block := _block(address, book)) in wanted and address.duplicate_of is None:
            blocks[block].append((address.code, _face(address)))
    for row, address in new:
        face = _face(address)
        near = blocks[_block(address, book)]
        for other, known in near:
            if (percent := _alike(face, known)) is not None:
                yield Suggestion(row, _address_told(other, face, known, percent))
        near.append((f"#{row}", face))


def _block(address: Address, book: Book) -> str:
    """The commune of an address, as it is since the mergers of 2025."""
    place = book.places.get((address.epoch, address.unit))
    return (place.commune.merged_into if place is not None else None) or address.unit


def _alike(one: _Face, other: _Face) -> int | None:
    """How alike two addresses of a commune tell themselves, in per cent; ``None`` when they are taken for two."""
    told = likeness(one.told, other.told)
    same_name = one.name == other.name and bool(one.groups & other.groups) and one.address.kind == other.address.kind
    return round(told * 100) if told >= (ALIKE_WITH_NAME if same_name else ALIKE) else None


def _address_told(other: str, one: _Face, known: _Face, percent: int) -> Said:
    code = "import-alike-name" if one.name == known.name else "import-alike"
    name = known.address.display_name
    if other.startswith("#"):
        return said(f"{code}-row", other=other[1:], name=name, percent=percent)
    return said(code, other=other, name=name, percent=percent)


# --- others ------------------------------------------------------------------------------------------------------


def _organisations(new: list[tuple[int, Organisation]], office: Office) -> Iterator[Suggestion]:
    """Bodies of the same name elsewhere, or of nearly the same name in one place."""
    known = [(body.id, body, trigrams(body.name)) for body in office.book.organisations.values()]
    for row, body in new:
        name = trigrams(body.name)
        for other, there, told in known:
            near = likeness(name, told) >= 0.75 and there.kind == body.kind
            if near and {there.unit, there.district} == {body.unit, body.district}:
                yield Suggestion(row, said("import-alike-body", other=other, name=there.name))


def _handovers(new: list[tuple[int, Handover]], office: Office) -> Iterator[Suggestion]:
    """The same help for the same address within a week."""
    for row, line in new:
        for there in office.book.lines_of(line.account).handovers:
            same = (there.form, there.kind, there.value_vnd) == (line.form, line.kind, line.value_vnd)
            if same and abs((there.on - line.on).days) <= _DAYS and there.reverses is None:
                yield Suggestion(row, said("import-alike-line", other=there.id, on=f"{there.on:%d/%m/%Y}"))


def _pledges(new: list[tuple[int, Pledge]], office: Office) -> Iterator[Suggestion]:
    """An address somebody has taken on already."""
    for row, line in new:
        for there in office.book.lines_of(line.account).pledges:
            if there.declined is None and there.cancelled is None:
                words = {"other": there.reference, "account": line.account, "on": f"{there.made_on:%d/%m/%Y}"}
                yield Suggestion(row, said("import-alike-pledge", **words))
