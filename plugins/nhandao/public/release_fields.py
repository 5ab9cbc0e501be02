"""What a table of a release is: fields declared once, and the rows made from the public site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from nhandao.public.views import PublicSite

Kind = Literal["text", "money", "count", "share", "day", "yes_no", "list", "band", "range", "per_cent"]
"""text: any text; money: whole đồng; count: whole number; share: per cent rounded down; day: ISO 8601; yes_no: TRUE or
FALSE, in JSON true or false; list: texts joined by "; ", in JSON an array; band: a whole number as text, or "<3";
range: a band, or a total over bands as "4..6"; per_cent: a share with decimals, cut off, as text."""

Value = str | int | bool | tuple[str, ...] | None
Row = tuple[Value, ...]


class Field(NamedTuple):
    name: str
    kind: Kind
    vi: str
    en: str
    optional: bool = False  # may be empty; in JSON null


class Table(NamedTuple):
    """One table of the release, as `<name>.csv`, `<name>.json` and `schema/<name>.schema.json`."""

    name: str
    vi: str
    en: str
    fields: tuple[Field, ...]
    parts: Callable[[PublicSite], Iterable[Part]]
    note_vi: str = ""  # what a reader has to know besides, for the field guide
    note_en: str = ""

    def rows(self, site: PublicSite) -> Iterator[Row]:
        for part in self.parts(site):
            yield from part.rows


class Part(NamedTuple):
    """Some rows of a table that change together."""

    key: str  # changes with any of the rows; "" when nobody has looked whether they change
    rows: Iterable[Row]


def whole(rows: Callable[[PublicSite], Iterable[Row]]) -> Callable[[PublicSite], Iterable[Part]]:
    """A table that is small enough to be made anew each time."""
    return lambda site: (Part("", rows(site)),)
