"""A line of the ledger stays as it was taken in: what is wrong is put right by a further line, never by an edit.

Books of what was collected and given show every entry there ever was (Circular 41/2022/TT-BTC). A promise is no money:
its file takes answers, each once, and with the acceptance the organisation on the rolls that made it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from nhandao.book.book import path_of
from nhandao.book.files import model_at, read
from nhandao.ledger.promises import recognised
from nhandao.records import text as yaml_text
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.problem import Problem
from nhandao.records.record import Record, make

_FOLDERS = ("handovers", "pledges", "receipts")
_ANSWERS = ("accepted", "declined", "cancelled")
_SHOWN = 60  # characters of a value


def changed_field(old: Record, new: Record) -> str | None:
    """Name of the first field in which a line is not what it was, ``None`` when it stays.

    A promise stays when all that differs are answers that were not there before. With its acceptance it may also name
    the organisation it comes from: who fills in the form types a name, and only the office knows whose it is.
    """
    if type(new) is not type(old):
        return "reference" if isinstance(old, Pledge) else "account"
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or (isinstance(old, Pledge) and name in _ANSWERS and before is None):
            continue
        if not (isinstance(old, Pledge) and isinstance(new, Pledge) and name == "supporter" and _recognised(old, new)):
            return name
    return None


def _recognised(old: Pledge, new: Pledge) -> bool:
    """Whether the acceptance says which organisation the promise comes from, and changes nothing else about it."""
    return old.accepted is None and new.accepted is not None and recognised(old.supporter, new.supporter)


def changed_lines(before: Path, data: Path) -> Iterator[Problem]:
    """What was done to lines that stood in an earlier state of a data folder.

    Args:
        before: the earlier state, whole or only some of its ledger files. What is no line in it is passed over.
        data: the state now. A line that cannot be read in it is passed over: `check` says so anyway.
    """
    for folder in _FOLDERS:
        for file in sorted((before / folder).rglob("*.yaml")):
            path = file.relative_to(before).as_posix()
            model = model_at(path)
            old = _line(before, path)
            if old is None or model not in (Handover, Pledge, Receipt):
                continue
            if not os.path.lexists(data / path):
                yield Problem(path, 0, (), "line-gone")
                continue
            new = _line(data, path)
            if new is not None and (name := changed_field(old, new)) is not None:
                found, was = _shown(getattr(new, name, "")), _shown(getattr(old, name, ""))
                yield Problem(path, 0, (name,), "line-changed", found, (("before", was),))


def _line(root: Path, path: str) -> Record | None:
    """The record in a file; ``None`` for what `check` would not take."""
    model = model_at(path)
    data = read(os.fspath(root), path, model) if model is not None else None
    if model is None or not isinstance(data, bytes):
        return None
    text = yaml_text.decode(data, path)
    values = text if isinstance(text, Problem) else yaml_text.parse(text, path)
    if isinstance(values, Problem):
        return None
    record = make(model, values, path)
    return record if not isinstance(record, list) and path_of(record) == path else None


def _shown(value: object) -> str:
    if isinstance(value, Record):
        value = ", ".join(f"{name}: {part}" for name, part in value if part is not None)
    text = "" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
