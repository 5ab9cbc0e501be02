"""A line of the ledger as its file, and back: what is written must be read again as the very same line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, TypeVar

from nhandao.book.book import path_of
from nhandao.records import text as yaml_text
from nhandao.records.canonical import SCHEMAS, to_yaml
from nhandao.records.lines import Pledge, Receipt
from nhandao.records.problem import Problem
from nhandao.records.record import Record, make

R = TypeVar("R", bound=Record)
Line = Receipt | Pledge


def file_of(line: Line) -> tuple[str, bytes]:
    """Path below the data folder and content of a line's file."""
    return path_of(line), to_yaml(line, SCHEMAS[type(line)]).encode()


def read_record(model: type[R], data: bytes, path: str) -> R | None:
    """A record from the bytes of its file; ``None`` for one that `portal check` would not take."""
    text = yaml_text.decode(data, path)
    if isinstance(text, Problem):
        return None
    values = yaml_text.parse(text, path)
    if isinstance(values, Problem):
        return None
    record = make(model, values, path)
    return record if not isinstance(record, list) and path_of(record) == path else None


def can_be_written(line: Line) -> bool:
    """Whether the line's file will be read as this line: no hidden characters in its texts, no number too long."""
    values = line.model_dump()
    if not all(_is_plain(text) for text in _texts(values)):
        return False
    path, data = file_of(line)
    again = read_record(type(line), data, path)
    return again is not None and again.model_dump() == values


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _is_plain(text: str) -> bool:
    return text.isprintable() and unicodedata.is_normalized("NFC", text) and not yaml_text.hidden(text)
