"""Rows as organisations, and as positions on their rolls."""

from __future__ import annotations

from collections.abc import Iterable

from nhandao.records.organisation import Leader, Organisation
from nhandao.records.record import make
from nhandao.records.vietnamese import fold, slug
from scripts.staff.sheets.drafts import (
    Difference,
    Draft,
    Drafts,
    Office,
    Part,
    Status,
    differences_between,
    fault_of,
    first_rows,
    made,
)
from scripts.staff.sheets.rows import Row, nested

_LONGEST_ID = 60
_Body = tuple[str, str | None, str | None, str | None]  # folded name, kind, commune, district


def drafts(rows: list[Row], office: Office) -> Drafts:
    """Organisations. One without an id gets its name without marks as id, with its commune behind it where that is
    taken by another body."""
    found = Drafts()
    bodies = office.book.organisations
    given: dict[_Body, str] = {}
    keys: dict[int, object] = {}
    for row in rows:
        row.values.setdefault(("epoch",), row.epoch)
        identity = row.values.get(("id",)) or _identity(row, bodies.values(), given)
        if identity is None:
            found.faults.append(row.fault(("id",), "import-id-needed"))
            continue
        keys[row.number] = identity
    for row, first in first_rows(rows, keys):
        found.faults.append(row.fault(("id",), "import-twice", found=keys[row.number], first=first))
        del keys[row.number]
    for row in rows:
        if row.number not in keys:
            continue
        identity = str(keys[row.number])
        old = bodies.get(identity)
        kind = row.values.get(("kind",))
        if old is not None and kind is not None and kind != old.kind:
            found.faults.append(row.fault(("kind",), "import-kind-fixed", found=identity))
            continue
        outcome = made(Organisation, row, nested(row.values | {("id",): identity}, old), old)
        if isinstance(outcome, list):
            found.faults += outcome
        else:
            found.drafts.append(outcome)
            found.codes[row.number] = identity
    return found


def _identity(row: Row, bodies: Iterable[Organisation], given: dict[_Body, str]) -> str | None:
    """Id of the body a row means or makes: the same name, kind and place is the same body. ``None`` where no id can be
    made of its name that another body does not have."""
    kind, unit, district = (row.values.get((name,)) for name in ("kind", "unit", "district"))
    body = fold(row.values.get(("name",), "")), kind, unit, district
    if body not in given:
        known = {known.id: known for known in bodies}
        for other in known.values():
            if (fold(other.name), other.kind, other.unit, other.district) == body:
                given[body] = other.id
        base = slug(body[0])[:_LONGEST_ID].strip("-") or "khong-ten"  # what is missing is told with the record
        behind = (f"{base[: _LONGEST_ID - 1 - len(part)]}-{part}" for part in (unit, district) if part)
        for candidate in (base, *behind):
            if candidate not in known and candidate not in given.values():
                given.setdefault(body, candidate)
    return given.get(body)


def roll_drafts(rows: list[Row], office: Office) -> Drafts:
    """Positions, each row one. All of an organisation make one change of its record."""
    found = Drafts()
    groups: dict[str, list[tuple[Row, str]]] = {}
    keys: dict[int, object] = {}
    for row in rows:
        body, position = row.values.get(("organisation",)), row.values.get(("position",))
        if body is None:
            found.faults.append(row.fault(("organisation",), "import-missing", what="Mã tổ chức"))
            continue
        identity = row.values.get(("id",)) or slug(position or "")[:_LONGEST_ID].strip("-")
        keys[row.number] = body, identity
        groups.setdefault(body, []).append((row, identity))
        found.codes[row.number] = identity
    twice = {row.number: first for row, first in first_rows(rows, keys)}
    for body, members in groups.items():
        old = office.book.organisations[body]
        leaders = list(old.leaders)
        parts: list[Part] = []
        differences: list[Difference] = []
        for row, identity in members:
            if row.number in twice:
                told = row.fault(("id",), "import-twice", found=identity, first=twice[row.number])
                found.faults.append(told)
                continue
            at = next((index for index, leader in enumerate(leaders) if leader.id == identity), len(leaders))
            before = leaders[at] if at < len(leaders) else None
            flat = {place: value for place, value in row.values.items() if place != ("organisation",)}
            values = nested(flat | {("id",): identity}, before)
            leader = make(Leader, values.values, "")
            if isinstance(leader, list):
                found.faults += [fault_of(row, problem.field, problem) for problem in leader]
                continue
            leaders[at : at + 1] = [leader]
            status: Status = "new" if before is None else "same" if leader == before else "changed"
            part = Part(row, ("leaders", at), values.places, status)
            if before is not None:
                differences += differences_between(part, before, leader)
            parts.append(part)
        if parts:
            values_now = old.model_dump(by_alias=True) | {"leaders": tuple(leaders)}
            record = make(Organisation, values_now, "")
            assert isinstance(record, Organisation)  # every part of it was one before
            found.drafts.append(Draft(record, old, tuple(parts), tuple(differences)))
    return found
