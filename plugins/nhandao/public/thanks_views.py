"""Everybody who gave and lets the name be shown: for a wall of thanks that knows no amounts."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.ledger.gifts import gone_back, is_gift, left
from nhandao.ledger.progress import fulfilment
from nhandao.ledger.promises import outcome
from nhandao.public.ledger_views import shown_name
from nhandao.public.logos import logo_of
from nhandao.public.views import LogoSize, Thanked
from nhandao.records.lines import Handover, Pledge, Receipt, Supporter
from nhandao.records.vietnamese import sort_key

_TONES = "\u0300\u0301\u0303\u0309\u0323"


class _Giver(NamedTuple):
    name: str
    url: str  # of the page of an organisation, else ""
    identity: str  # of the organisation, else ""


def thanks(book: Book, as_of: date) -> tuple[Thanked, ...]:
    """Givers by name in Vietnamese order: people by their given name, which comes last, organisations by their first
    word. A gift that went back whole thanks nobody; of a promise alone there is nothing to thank for yet.

    People of the same name are one entry: the records hold nothing that could tell them apart, and should not.
    """
    last: dict[_Giver, date] = {}
    for line in _gifts(book, as_of):
        giver = _giver(book, line.supporter)
        if giver.name:
            last[giver] = max(line.on, last.get(giver, line.on))
    kept = dict.fromkeys(last, 0)
    fulfilled = cache(partial(_fulfilled, book, as_of))
    for pledge in book.pledges.values():
        giver = _giver(book, pledge.supporter)
        if giver in kept and _is_kept(book, pledge, as_of, fulfilled):
            kept[giver] += 1
    entries = [
        (
            sort_key(_ordered(giver)),
            Thanked(giver.name, giver.url, initial(_ordered(giver)), on, kept[giver], _logo(book, giver)),
        )
        for giver, on in last.items()
    ]
    return tuple(thanked for _, thanked in sorted(entries, key=lambda entry: (entry[0], entry[1][:5])))


def _giver(book: Book, supporter: Supporter) -> _Giver:
    name, url = shown_name(book, supporter)
    return _Giver(name, url, (supporter.organisation or "") if url else "")


def _logo(book: Book, giver: _Giver) -> LogoSize | None:
    logo = logo_of(book, giver.identity) if giver.identity else None
    return logo.small if logo is not None else None


def initial(text: str) -> str:
    """The letter a text stands under in a dictionary, without its tone: "Ánh" stands under A, "Ân" under Â, "Đức" under
    Đ; "#" for what begins with no letter."""
    first = next((char for char in text if char.isalnum()), "#").upper()
    bare = "".join(char for char in unicodedata.normalize("NFD", first) if char not in _TONES)
    return unicodedata.normalize("NFC", bare) if first.isalpha() else "#"


def _ordered(giver: _Giver) -> str:
    """What a name is sorted by."""
    words = giver.name.split()
    return giver.name if giver.url or len(words) < 2 else " ".join([words[-1], *words[:-1]])


def _gifts(book: Book, as_of: date) -> Iterable[Receipt | Handover]:
    """Gifts of which something is left on a day."""
    for lines in (book.receipts.values(), book.handovers.values()):
        back = gone_back(lines, as_of)
        yield from (line for line in lines if is_gift(line) and line.on <= as_of and left(line, back) > 0)


def _fulfilled(book: Book, as_of: date, account: str) -> dict[str, int]:
    lines = book.lines_of(account)
    return fulfilment(lines.receipts, lines.handovers, as_of, account)


def _is_kept(book: Book, pledge: Pledge, as_of: date, fulfilled: Callable[[str], dict[str, int]]) -> bool:
    came = fulfilled(pledge.account).get(pledge.reference, 0)
    return outcome(pledge, came, as_of, book.campaign.clocks.pledge_days) == "kept"
