"""What every record has in common: frozen, no unknown field, and types that convert typed text strictly."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from nhandao.records.money import Dong
from nhandao.records.problem import Location, Problem

R = TypeVar("R", bound="Record")


class Record(BaseModel):
    """Base of everything that is read from `data/`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, use_attribute_docstrings=True)

    def __reduce__(self) -> tuple[Any, ...]:
        # The cache holds some 170,000 of these. pydantic's own __setstate__ restores six attributes in Python calls;
        # records have neither private attributes nor extra fields, and nobody asks which fields were written out.
        return _restore, (type(self), self.__dict__)


def _lean(record: R) -> R:
    """The same record without the sets of fields that were written out: they would take more memory than the values."""
    _set(record, "__pydantic_fields_set__", _NOT_KNOWN)
    for value in record.__dict__.values():
        if isinstance(value, Record):
            _lean(value)
        elif type(value) is tuple:
            for item in value:
                if isinstance(item, Record):
                    _lean(item)
    return record


_new: Any = object.__new__
_set: Any = object.__setattr__
_NOT_KNOWN: frozenset[str] = frozenset()


def _restore(cls: type[Record], values: dict[str, Any]) -> Record:
    record: Record = _new(cls)
    _set(record, "__dict__", values)
    _set(record, "__pydantic_fields_set__", _NOT_KNOWN)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


def _whole(value: Any) -> int:
    if isinstance(value, str):
        if value.isascii() and value.isdigit() and (len(value) == 1 or value[0] != "0") and len(value) <= 15:
            return int(value)
        raise PydanticCustomError(
            "negative" if value[:1] in "-−" else "money-text", "{found}", {"found": value, "example": _example(value)}
        )
    if type(value) is int and value >= 0:
        return value
    raise PydanticCustomError("money-text", "{found}", {"found": str(value), "example": "60000"})


_GROUPED = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d+)\s*(?:đ|đồng|vnd|vnđ)?", re.ASCII | re.IGNORECASE).fullmatch
_MILLIONS = re.compile(r"(\d{1,6})\s*(?:triệu|tr)", re.ASCII | re.IGNORECASE).fullmatch


def _example(value: str) -> str:
    """What the writer most likely meant, in digits; a plain example where that is not sure."""
    if millions := _MILLIONS(value.strip()):
        return f"{int(millions[1])}000000"
    if grouped := _GROUPED(value.strip()):
        return str(int(re.sub(r"\D", "", grouped[1])))[:15]
    return "60000"


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch


_date = lru_cache(maxsize=4096)(date.fromisoformat)  # records name the same few hundred days again and again


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY(value):
        try:
            return _date(value)
        except ValueError:
            raise PydanticCustomError("no-such-day", "{found}", {"found": value}) from None
    raise PydanticCustomError("day-text", "{found}", {"found": str(value), "example": _day_example(str(value))})


def _day_example(value: str) -> str:
    parts = re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", value)
    return f"{parts[3]}-{int(parts[2]):02}-{int(parts[1]):02}" if parts else "2023-10-31"


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("true-false", "{found}", {"found": str(value)})


Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
"""A whole number of zero or more, written as digits only."""

Money = Annotated[Dong, BeforeValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0, "title": "đồng"})]
"""An amount in đồng, written as digits only: ``60000``."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day in Asia/Ho_Chi_Minh, written ``2023-10-31``."""

YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"type": "boolean"})]

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
"""A short text on one line."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
"""A text of paragraphs (Markdown)."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]

_PYDANTIC_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "literal_error": "not-in-list",
    "string_too_short": "too-short",
    "string_too_long": "too-long",
    "string_pattern_mismatch": "pattern",
    "string_type": "text-expected",
    "tuple_type": "list-expected",
    "model_type": "mapping-expected",
    "model_attributes_type": "mapping-expected",
    "dict_type": "mapping-expected",
    "too_short": "list-too-short",
    "too_long": "list-too-long",
}


def make(model: type[R], values: Any, path: str) -> R | list[Problem]:
    """A record from the texts of its file, or everything that is wrong with them (lines not yet known)."""
    try:
        return _lean(model.model_validate(values))
    except ValidationError as errors:
        return [_problem(model, error, path) for error in errors.errors(include_url=False)]


def _problem(model: type[Record], error: Any, path: str) -> Problem:
    where: Location = error["loc"]
    context = {key: str(value) for key, value in error.get("ctx", {}).items() if key != "error"}
    kind = error["type"]
    code = _PYDANTIC_CODES.get(kind, kind)
    given = error.get("input")
    found = context.pop("found", "" if isinstance(given, (dict, list)) or given is None else str(given))
    if given is None and code in (
        "text-expected",
        "list-expected",
        "mapping-expected",
        "not-in-list",
        "money-text",
        "day-text",
        "true-false",
    ):
        code = "empty-value"
    if code == "missing":
        found = str(where[-1])
    elif code == "unknown-field":
        found = str(where[-1])
        known = _fields_at(model, where[:-1])
        near = get_close_matches(found, known, 1)
        context["hint"] = near[0] if near else ", ".join(known)
    elif code == "not-in-list":
        near = get_close_matches(found, re.findall(r"'([^']*)'", context.get("expected", "")), 1)
        context["hint"] = near[0] if near else context.get("expected", "").replace("'", "").replace(" or ", ", ")
    elif code == "pattern":
        context["hint"] = context.get("pattern", "")
    return Problem(path, 0, where, code, found, tuple(sorted(context.items())))


def _fields_at(model: type[Record], where: Location) -> list[str]:
    """Names of the fields of the model that stands at `where` inside `model`."""
    here: Any = model
    for part in where:
        if isinstance(part, int):
            continue
        field = here.model_fields.get(part) if hasattr(here, "model_fields") else None
        if field is None:
            return []
        here = _model_in(field.annotation)
    return list(here.model_fields) if here is not None and hasattr(here, "model_fields") else []


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if (found := _model_in(inner)) is not None:
            return found
    return None
