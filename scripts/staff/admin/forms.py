"""Between a record and its form: what the form editor shows, and what it sends back.

The editor gets JSON and sends JSON, so that none of YAML's guesses are in play. What comes back is tidied as a person
would (spaces, dots in amounts, empty parts) and then read by the record's own rules; the text that is kept is the
canonical one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, get_args

import yaml

from nhandao.records.canonical import canonical_text
from nhandao.records.field_labels import LABELS
from nhandao.records.money import dong_text
from nhandao.records.problem import Location, Problem
from nhandao.records.record import R, Record, make
from scripts.staff.admin.choices import name_of
from scripts.staff.admin.kinds import Kind

EDIT = "edit"
"""Hidden field of every form: which version of which record it was filled from, and one number for each opening."""

_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+", re.ASCII)
_DEEPEST = 8


class Edit(NamedTuple):
    """What a form was filled from."""

    slug: str
    blob: str
    opening: str

    def text(self) -> str:
        return f"{self.slug} {self.blob} {self.opening}"


class BadForm(Exception):
    """What was sent is no form of ours."""


def to_form(record: Record, edit: Edit | None) -> str:
    """A record as the JSON its form is filled from."""
    values = _shown(record.model_dump(by_alias=True, exclude_none=True))
    if edit is not None:
        values[EDIT] = edit.text()
    return json.dumps(values, ensure_ascii=False)


def _shown(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _shown(inner, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_money(name) and type(value) is int:
        return dong_text(value)
    return value


def is_money(field: str) -> bool:
    """Amounts in đồng are called so everywhere."""
    return field.endswith("_vnd")


def parse(raw: str) -> tuple[dict[str, Any], Edit | None]:
    """Values of a form that was sent, and what it was filled from. Raises BadForm."""
    try:
        values = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadForm from None
    if not isinstance(values, dict):
        raise BadForm
    told = values.pop(EDIT, None)
    parts = told.split(" ") if isinstance(told, str) else []
    return values, Edit(*parts) if len(parts) == 3 else None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def read(kind: Kind, values: Mapping[str, Any], names: Mapping[str, str], path: str) -> Record | list[Problem]:
    """The record a form describes, or what is wrong with it. `names`: new names of photos by those they were sent with.

    Raises BadForm.
    """
    tidied = _tidied(values, kind.model, names, 0)
    return make(kind.model, tidied if isinstance(tidied, dict) else {}, path)


def canonical(kind: Kind, record: Record, old: bytes | None = None) -> bytes:
    """The text a record is kept as, with the comments of the `old` one. Raises NotARecord."""
    try:
        return canonical_text(kind.model, record, old.decode() if old is not None else None).encode()
    except (UnicodeDecodeError, yaml.YAMLError):  # what is replaced could not be read
        return canonical_text(kind.model, record).encode()


def _tidied(value: Any, model: Any, names: Mapping[str, str], depth: int, name: str = "") -> Any:
    """A value as a person would write it in a file; ``None`` when nothing was written."""
    if depth > _DEEPEST:
        raise BadForm
    if isinstance(value, str):
        text = _text(value)
        if is_money(name) and _GROUPED.fullmatch(text):
            text = re.sub(r"\D", "", text)
        if name in ("file", "photos"):
            base = re.split(r"[/\\]", text)[-1]
            text = names.get(base, base)
        return text or None
    if isinstance(value, Mapping):
        fields = model.model_fields if model is not None else {}
        inner = {
            key: tidied
            for key, part in value.items()
            if (tidied := _tidied(part, _model_of(fields, key), names, depth + 1, key)) is not None
        }
        # A switch that is off says nothing on its own: a part with nothing else in it was left out.
        return inner if any(part is not False for part in inner.values()) else None
    if isinstance(value, list):
        items = [_tidied(part, model, names, depth + 1, name) for part in value]
        return [item for item in items if item is not None] or None
    if isinstance(value, float):
        return int(value) if value.is_integer() else str(value)
    return value


def _text(value: str) -> str:
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return f"{text}\n" if "\n" in text else text  # prose of several lines ends like every text file


def _model_of(fields: Mapping[str, Any], key: str) -> type[Record] | None:
    found = next((field for name, field in fields.items() if (field.alias or name) == key), None)
    return model_in(found.annotation) if found is not None else None


def model_in(annotation: Any) -> type[Record] | None:
    """The kind of record inside a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((model for inner in get_args(annotation) if (model := model_in(inner)) is not None), None)


# --- telling people ----------------------------------------------------------------------------------------------


def place_text(kind: Kind, field: Location, lang: str) -> str:
    """A place in a record in the words of its form: “Nhu cầu 1 › Đơn giá (đồng)”."""
    words: list[str] = []
    model: type[Record] | None = kind.model
    for part in field:
        if isinstance(part, int):
            if words:
                words[-1] += f" {part + 1}"
            continue
        labels = LABELS.get(model.__name__, {}) if model is not None else {}
        words.append(labels[part].text(lang) if part in labels else part)
        model = _model_of(model.model_fields, part) if model is not None else None
    return " › ".join(words)


def changed_fields(before: Record | None, after: Record) -> Iterator[str]:
    """Names of the fields that differ."""
    for name in type(after).model_fields:
        if before is None or not _same(getattr(before, name), getattr(after, name)):
            if before is not None or getattr(after, name):
                yield name


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same: the line end at the end of a text is no difference in fact."""
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\n") == other.rstrip("\n")
    return bool(one == other)


def merged(kind: Kind, base: Record | None, mine: Record, theirs: Record) -> Record | None:
    """Both changes of one record, where they touch different fields; ``None`` where they do not."""
    if base is None:
        return None
    own, others = set(changed_fields(base, mine)), set(changed_fields(base, theirs))
    if own & others:
        return None
    return replaced(theirs, {name: getattr(mine, name) for name in own})


def replaced(record: R, changes: Mapping[str, Any]) -> R:
    """The record with other values of some fields, which come from records of its kind."""
    made: R = type(record).model_construct(**(dict(record) | dict(changes)))  # type: ignore[assignment]  # R is bound
    return made


def shown_value(value: Any, model: str, field: str, lang: str) -> str:
    """A value of a field in plain lines and the words of its form, to be compared by eye."""
    if isinstance(value, Record):
        return "\n".join(_lines(value, lang))
    if isinstance(value, tuple):
        return "\n".join(shown_value(item, model, field, lang) for item in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, str):
        return name_of(model, field, value, lang).rstrip("\n")
    if is_money(field) and isinstance(value, int):
        return dong_text(value)
    return "" if value is None else str(value)


def _lines(record: Record, lang: str) -> Iterator[str]:
    model = type(record).__name__
    for name in type(record).model_fields:
        if text := shown_value(getattr(record, name), model, name, lang):
            yield f"{LABELS[model][name].text(lang)}: {text.replace(chr(10), '; ')}"
