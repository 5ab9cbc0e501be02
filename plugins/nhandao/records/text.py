"""YAML text as a mapping of untouched texts: no guessing of types, and every trap of YAML refused by name.

YAML readers turn ``025427`` into 11031, ``1:30`` into 90, ``no`` into false and ``60.000`` into 60.0. Here every scalar
arrives as the text that was typed; the record models convert it. Anchors, aliases, tags, duplicate keys, tabs, several
documents and oversized files are problems, found while reading, so that an alias bomb is never expanded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import yaml

from nhandao.records.problem import Location, Problem

MAX_BYTES = 256 * 1024
"""Largest record file. The longest sample is under 10 kB; campaign.yaml with its word lists under 40 kB."""

MAX_DEPTH = 12

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories nobody types on purpose: control characters, marks that hide or reorder text (zero-width and
right-to-left; joiners have no use in Vietnamese), characters without a meaning, line breaks that are none in YAML."""

Lines = dict[Location, int]


class _Refused(Exception):
    def __init__(self, code: str, line: int, found: str = "", field: Location = ()) -> None:
        self.code, self.line, self.found, self.field = code, line, found, field


def decode(data: bytes, path: str) -> str | Problem:
    """Text of a record file, or the problem that keeps it from being one."""
    if len(data) > MAX_BYTES:
        return Problem(
            path, 0, (), "file-too-big", f"{len(data):,}".replace(",", "."), (("limit", str(MAX_BYTES // 1024)),)
        )
    if data.startswith(b"\xef\xbb\xbf"):
        return Problem(path, 1, (), "byte-order-mark")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path, 1, (), "not-utf-8", "UTF-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(path, line, (), "not-utf-8", f"0x{data[error.start]:02X}")
    if "\r" in text:
        return Problem(path, text[: text.index("\r")].count("\n") + 1, (), "line-ends")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        return text
    for number, line_text in enumerate(text.split("\n"), 1):
        if line_text.isprintable():
            continue
        if "\t" in line_text:
            return Problem(path, number, (), "tab")
        if hidden := _hidden(line_text):
            return Problem(path, number, (), "hidden-character", hidden)
    return text


def _hidden(text: str) -> str:
    """The first character of one line that nobody sees, as "U+200B"; "" if there is none."""
    return next((f"U+{ord(char):04X}" for char in text if unicodedata.category(char) in _HIDDEN), "")


def parse(text: str, path: str, lines: Lines | None = None) -> dict[str, Any] | list[Any] | Problem:
    """Read one YAML document as nested dicts, lists and texts; an empty value is ``None``.

    `lines`, when given, is filled with the line (from 1) of every value and key. Valid files are read without it: lines
    are asked for only when there is something to report.
    """
    loader = yaml.CSafeLoader(text)
    try:
        return _document(loader, lines)
    except _Refused as refused:
        return Problem(path, refused.line, refused.field, refused.code, refused.found)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        return Problem(path, line, (), "yaml-syntax", (getattr(error, "problem", None) or "").strip())
    finally:
        loader.dispose()


def _document(loader: yaml.CSafeLoader, lines: Lines | None) -> dict[str, Any] | list[Any]:
    get: Callable[[], Any] = loader.get_event
    get()  # stream start
    event = get()
    if isinstance(event, yaml.StreamEndEvent):
        raise _Refused("empty-file", 1)
    event = get()
    value = _value(event, get, lines, (), 0)
    if not isinstance(value, (dict, list)):
        raise _Refused("not-a-mapping", 1, str(value or ""))
    get()  # document end
    if not isinstance(after := get(), yaml.StreamEndEvent):
        raise _Refused("several-documents", after.start_mark.line + 1)
    return value


def _value(first: Any, get: Callable[[], Any], lines: Lines | None, where: Location, depth: int) -> Any:
    event: Any = first
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor is not None:
        raise _Refused("anchor", _line(event), event.anchor or "", where)
    if event.tag is not None:
        raise _Refused("tag", _line(event), event.tag, where)
    if lines is not None:
        lines[where] = _line(event)
    if kind is yaml.ScalarEvent:
        if event.style == '"':
            _refuse_escaped(event, where)
        return event.value if event.value or event.style else None
    if depth >= MAX_DEPTH:
        raise _Refused("too-deep", _line(event), "", where)
    if kind is yaml.SequenceStartEvent:
        items: list[Any] = []
        while type(event := get()) is not yaml.SequenceEndEvent:
            items.append(
                _value(event, get, lines, (*where, len(items)), depth + 1)
                if lines is not None
                else _value(event, get, None, where, depth + 1)
            )
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(event := get(), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
            raise _Refused("key-not-text", _line(event), "", where)
        if event.style == '"':
            _refuse_escaped(event, where)
        key = event.value
        if key in mapping:
            raise _Refused("duplicate-key", _line(event), key, (*where, key))
        if lines is None:
            mapping[key] = _value(get(), get, None, where, depth + 1)
        else:
            line = _line(event)
            mapping[key] = _value(get(), get, lines, (*where, key), depth + 1)
            lines[(*where, key)] = line
    return mapping


def _refuse_escaped(event: Any, where: Location) -> None:
    """Between double quotes YAML writes any character as plain letters: "\\u202e" is a hidden one all the same."""
    if not event.value.isprintable() and (hidden := _hidden(event.value.replace("\n", ""))):
        raise _Refused("hidden-character", _line(event), hidden, where)


def _line(event: Any) -> int:
    """Line of an event, from 1."""
    line: int = event.start_mark.line
    return line + 1
