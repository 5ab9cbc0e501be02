"""A new record file to fill in: every field in the order of the model, each with what it is for and what it takes.

Lines of guidance start with ``#?``; the canonical form leaves them out once the record is whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from nhandao.records.canonical import GUIDANCE, SCHEMAS
from nhandao.records.record import Record
from scripts.staff.field_texts import FIELDS


def annotated(model: type[Record], known: Mapping[str, str], ready: Sequence[str], head: Sequence[str]) -> str:
    """Text of a file with the `known` values filled in.

    Fields that must be there, and those named in `ready`, stand open; of all others there is guidance only.
    """
    lines = [f"# yaml-language-server: $schema={SCHEMAS[model]}", *(f"{GUIDANCE} {line}" for line in head)]
    for name, field in model.model_fields.items():
        opened = field.is_required() or name in ready or name in known
        lines.append(f"{GUIDANCE} {_guide(model, name, field)}")
        lines += [line if opened else f"{GUIDANCE} {line}" for line in _open(name, field, known.get(name))]
    return "\n".join(lines) + "\n"


def _open(name: str, field: FieldInfo, value: str | None) -> Iterator[str]:
    """The lines of a field as they are to be filled in."""
    inner = _model_in(field.annotation)
    if value is not None:
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    elif inner is not None:
        yield f"{name}:"
        first, *others = _inside(inner)
        dash = "- " if _is_list(field.annotation) else "  "
        yield dash + first
        yield from (f"  {line}" for line in others)
    elif _is_list(field.annotation):
        yield f"{name}:"
        yield "- "
    elif _is_prose(field):
        yield f"{name}: |"
        yield "  "
    else:
        yield f"{name}:"


def _inside(model: type[Record]) -> Iterator[str]:
    """The fields inside a field: those that must be there, and guidance on the others."""
    for name, field in model.model_fields.items():
        if field.is_required():
            yield f"{name}:  {GUIDANCE} {_guide(model, name, field)}"
        else:
            yield f"{GUIDANCE} {name}: {_guide(model, name, field)}"


def _guide(model: type[Record], name: str, field: FieldInfo) -> str:
    text = FIELDS[model.__name__][name]
    if field.description:
        text += f" / {' '.join(field.description.split())}"
    choices = _choices(field.annotation)
    return f"{text} ({' | '.join(choices)})" if choices else text


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    for inner in get_args(annotation):
        if found := _choices(inner):
            return found
    return ()


def _is_prose(field: FieldInfo) -> bool:
    return any((getattr(part, "max_length", None) or 0) > 1000 for part in field.metadata)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(inner) for inner in get_args(annotation))


def _model_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and get_origin(annotation) is None and issubclass(annotation, Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner)) is not None), None)
