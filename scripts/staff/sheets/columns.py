"""The columns of each kind of sheet, made from the record models and the names their fields have in forms."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nhandao.public import labels
from nhandao.records.address import Address, AgeBand
from nhandao.records.field_labels import CHOICES, LABELS, Label
from nhandao.records.lines import Handover, Pledge
from nhandao.records.money import Dong
from nhandao.records.names import CATEGORIES, FORMS
from nhandao.records.organisation import Leader, Organisation
from nhandao.records.problem import Location
from nhandao.records.record import Record
from nhandao.records.units import CommuneCode, DistrictCode
from scripts.staff.sheets.values import plain

Type = Literal[
    "line", "prose", "whole", "money", "day", "yes_no",
    "choice", "choices", "commune", "district", "organisation", "code",
]  # fmt: skip
"""How a cell is read."""

MOST_NEEDS, MOST_CONSENTS, MOST_CATEGORIES = 20, 6, 8
_IN_TEMPLATE = {"needs": 3, "consents": 2, "categories": 3}
"""How many of each a template has columns for; people add further ones by counting on."""


@dataclass(frozen=True)
class Column:
    """One column: where its value belongs in the record, and how people know it."""

    place: Location
    label: Label
    type: Type
    required: bool = False
    words: Mapping[str, str] | None = None
    """Vietnamese word by code, of a closed list."""

    @property
    def heading(self) -> str:
        return self.label.vi

    @cached_property
    def names(self) -> frozenset[str]:
        """Headings it is known by: Vietnamese, English, and the place in the record as files write it."""
        in_files = [".".join(map(str, self.place))] if all(isinstance(part, str) for part in self.place) else []
        return frozenset(plain(name) for name in (self.label.vi, self.label.en, *in_files))

    @property
    def in_template(self) -> bool:
        name, *further = self.place
        index = further[0] if further and isinstance(further[0], int) else 0
        return index < _IN_TEMPLATE.get(str(name), 1)


KindName = Literal["address", "organisation", "roll", "handover", "pledge"]


@dataclass(frozen=True)
class Kind:
    """A kind of sheet."""

    name: KindName
    title: str
    """Name of the sheet in a template."""
    code: Location
    """Place of the column that says which record a row is: the code, id or reference."""
    columns: tuple[Column, ...]

    def column(self, *place: str | int) -> Column:
        """Raises StopIteration for a place without a column."""
        return next(column for column in self.columns if column.place == place)


# --- from the models ---------------------------------------------------------------------------------------------

_ORGANISATIONS = {"organisation", "part_of", "handed_by", "solicited_by"}
_CODES = {"code", "reference", "account", "pledge", "paid_from"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "form": FORMS,
    "categories": CATEGORIES,
    "Organisation.kind": labels.ORGANISATIONS,
}
_PROSE_FROM = 300
"""Longest text that still stands on one line."""


def _column(model: type[Record], *place: str | int) -> Column:
    """The column of a field, named by all the fields on the way to it."""
    vietnamese: list[str] = []
    english: list[str] = []
    required = True
    here: Any = model
    owner, name, own = model.__name__, "", Label("", "")
    hint: Any = None
    for part in place:
        if isinstance(part, int):
            vietnamese[-1] += f" {part + 1}"
            english[-1] += f" {part + 1}"
            required = required and part == 0
            continue
        owner, name = here.__name__, part
        own = LABELS[owner][name]
        vietnamese.append(own.vi)
        english.append(own.en)
        required = required and here.model_fields[name].is_required()
        hint = get_type_hints(here, include_extras=True)[name]
        here = _model_in(hint)
    label = own._replace(vi=": ".join(vietnamese), en=": ".join(english))
    type_, words = _type(owner, name, hint)
    return Column(place, label, type_, required, words)


def _type(owner: str, name: str, hint: Any) -> tuple[Type, Mapping[str, str] | None]:
    base, metadata = _bare(hint)
    if get_origin(base) is tuple:
        inner, _ = _bare(get_args(base)[0])
        return ("choice" if name == "categories" else "choices"), _words(owner, name, inner)
    if get_origin(base) is Literal:
        return "choice", _words(owner, name, base)
    simple: dict[Any, Type] = {Dong: "money", date: "day", bool: "yes_no", int: "whole"}
    if base in simple:
        return simple[base], None
    if CommuneCode.__metadata__[0] in metadata:  # type: ignore[attr-defined]
        return "commune", None
    if DistrictCode.__metadata__[0] in metadata:  # type: ignore[attr-defined]
        return "district", None
    if name in _ORGANISATIONS:
        return "organisation", None
    if name in _CODES and owner != "Dossier":
        return "code", None
    longest = max((getattr(entry, "max_length", None) or 0 for entry in metadata), default=0)
    return ("prose" if longest > _PROSE_FROM else "line"), None


def _words(owner: str, name: str, base: Any) -> Mapping[str, str]:
    found = _WORDS.get(f"{owner}.{name}") or _WORDS.get(name)
    if found is None and (named := CHOICES.get(f"{owner}.{name}")) is not None:
        found = {code: word for code, (word, _) in named.items()}
    codes = get_args(base)
    return {code: found[code] for code in codes} if found is not None else {code: code for code in codes}


def _bare(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without "or nothing" and without its annotations, and those."""
    metadata: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            hint, *further = get_args(hint)
            metadata += tuple(further)
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        else:
            return hint, metadata


def _model_in(hint: Any) -> Any:
    base, _ = _bare(hint)
    if get_origin(base) is tuple:
        base, _ = _bare(get_args(base)[0])
    return base


def _columns(model: type[Record], *names: str) -> Iterator[Column]:
    """Columns of fields named as files write them: `survey.on`."""
    for name in names:
        yield _column(model, *name.split("."))


# --- the kinds ---------------------------------------------------------------------------------------------------


def _people() -> Iterator[Column]:
    for band in get_args(AgeBand):
        label = Label(f"Số người {labels.AGE_BANDS[band]}", f"How many people {band}")
        yield Column(("people", band), label, "whole")


def _address() -> Iterator[Column]:
    yield from _columns(Address, "code", "epoch", "unit", "kind", "display_name")
    yield from _people()
    yield from _columns(Address, "title", "summary", "summary_en", "story")
    for index in range(MOST_CATEGORIES):
        yield _column(Address, "categories", index)
    yield from _columns(Address, "unsupported_check.on", "unsupported_check.by")
    for index in range(MOST_NEEDS):
        for name in ("form", "what", "quantity", "unit", "unit_price_vnd", "frequency", "priority_text"):
            yield _column(Address, "needs", index, name)
    yield from _columns(Address, "survey.on", "survey.by", "dossier.on", "dossier.reference")
    for index in range(MOST_CONSENTS):
        for name in ("scopes", "by", "on", "expires_on"):
            yield _column(Address, "consents", index, name)
    yield from _columns(Address, "priority.list", "priority.rank", "approved.on", "approved.by", "approved.document")
    yield from _columns(Address, "introduced.on", "introduced.inhandao_id", "introduced.inhandao_url")
    yield from _columns(Address, "surplus", "regime", "call.opens_on", "call.closes_on")


_ORGANISATION = (
    *("id", "kind", "name", "level", "epoch", "district", "unit", "hamlet", "part_of", "committee_member"),
    *("plan.on", "plan.document", "plan.directs_branches", "duty", "public", "since", "until"),
)
_LEADER = ("id", "position", "kind", "since", "until")
_SUPPORTER = tuple(f"supporter.{name}" for name in ("kind", "name", "origin", "leader", "visibility"))
_HANDOVER = (
    *("id", "on", "account", "form", "kind", "value_vnd", "quantity", "unit", "valuation", "days", "funded_by"),
    *("paid_from", "given_by", "regular", "supporter.organisation", *_SUPPORTER, "pledge", "need", "evidence"),
    *("handed_by", "out_of_order_reason", "programme", "confirmed_note"),
)
_PLEDGE = (
    *("kind", "form", "need", "value_vnd", "quantity", "unit", "schedule.frequency", "schedule.times"),
    *("schedule.first_on", *_SUPPORTER, "solicited_by", "expires_on", "programme", "confirmed_note"),
)


def _roll() -> Iterator[Column]:
    label = LABELS["Supporter"]["organisation"]
    yield Column(("organisation",), label, "organisation", required=True)
    yield from _columns(Leader, *_LEADER)


def _pledge() -> Iterator[Column]:
    yield from _columns(Pledge, "reference", "supporter.organisation", "account")
    yield Column(("list",), LABELS["Priority"]["list"], "line")
    yield from _columns(Pledge, "made_on", *_PLEDGE)


KINDS: tuple[Kind, ...] = (
    Kind("address", "Địa chỉ", ("code",), tuple(_address())),
    Kind("organisation", "Tổ chức", ("id",), tuple(_columns(Organisation, *_ORGANISATION))),
    Kind("roll", "Chức danh lãnh đạo", ("id",), tuple(_roll())),
    Kind("handover", "Đã trao", ("id",), tuple(_columns(Handover, *_HANDOVER))),
    Kind("pledge", "Nhận giúp", ("reference",), tuple(_pledge())),
)
KIND_OF: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}

GIVEN = frozenset([("code",), ("id",), ("reference",), ("epoch",)])
"""Places that a row may leave empty although the record needs them: they are given, or known from the campaign."""

MUST_BE_PAST = frozenset(
    [
        *(("survey", "on"), ("dossier", "on"), ("approved", "on"), ("introduced", "on"), ("unsupported_check", "on")),
        *(("on",), ("made_on",), ("plan", "on")),
    ]
)
"""Days of things that have happened. Those of consents are among them, by whatever number."""
