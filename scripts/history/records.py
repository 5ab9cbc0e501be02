"""The changes of records: versions and their contents taken out of git, compared once, and kept for the next time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nhandao import store
from nhandao.public.audit import (
    MODELS,
    RecordChange,
    RecordChanges,
    RecordKey,
    Version,
    public_audit,
    public_state,
    record_changes,
)
from nhandao.public.views import Audit, PublicSite
from nhandao.records.record import Record
from nhandao.workers import core_count, spread
from scripts.callback.git import Reader
from scripts.history.changes import History, changes
from scripts.history.source import Source, git_told

_PARALLEL_FROM = 400
"""Records to compare from which a second process pays for its start."""

_AT_A_TIME = 5_000
"""Records whose contents are in memory at the same time."""

Shown = Callable[[Record, date], bool]


class _Kept(NamedTuple):
    key: str  # of the versions it was found in
    found: RecordChanges


def audit_of(source: Source, cache: Path | None) -> Callable[[PublicSite], Audit]:
    """What of the history may be published, for views that are yet to be made. Raises Stop when it is asked."""

    def made(views: PublicSite) -> Audit:
        history = changes(source, cache)
        return public_audit(views, compared(source, history, cache, "public", public_state).changes)

    return made


class Compared(NamedTuple):
    """What came of comparing versions."""

    changes: list[RecordChange]
    unreadable: list[tuple[RecordKey, Version]]  # versions that today's rules cannot read, passed over


def compared(
    source: Source, history: History, cache: Path | None, name: str, shown: Shown | None, only: RecordKey | None = None
) -> Compared:
    """The changes of all records, or of one.

    `name` tells apart what is kept for one way of looking (`shown`) from another. Raises Stop.
    """
    place = cache / store.name(f"changes-{name}", source.top / source.prefix) if cache is not None else None
    version = store.code_version("records", "ledger", "book", "public")
    known: dict[str, _Kept] = store.read(place, version) if place is not None else {}
    records = {
        key: versions for key, versions in history.records.items() if key[0] in MODELS and (only is None or key == only)
    }
    keys = {record: _key(versions) for record, versions in records.items()}
    found: dict[RecordKey, RecordChanges] = {}
    missing = []
    for record, key in keys.items():
        kept = known.get("/".join(record))
        if kept is not None and kept.key == key:
            found[record] = kept.found
        else:
            missing.append(record)
    for start in range(0, len(missing), _AT_A_TIME):
        found |= _compared(source, records, missing[start : start + _AT_A_TIME], shown)
    if place is not None and only is None and (missing or len(known) != len(found)):
        store.write(place, version, {"/".join(record): _Kept(keys[record], found[record]) for record in keys}, 1)
    return Compared(
        [change for record in keys for change in found[record].changes],
        [(record, version) for record in keys for version in found[record].unreadable],
    )


def _compared(
    source: Source, records: Mapping[RecordKey, tuple[Version, ...]], some: list[RecordKey], shown: Shown | None
) -> dict[RecordKey, RecordChanges]:
    contents = contents_of(source, (version for record in some for version in records[record]))

    def work(number: int) -> tuple[RecordKey, RecordChanges]:
        record = some[number]
        return record, record_changes(record, records[record], contents, shown)

    return dict(spread((), range(len(some)), work, core_count() if len(some) > _PARALLEL_FROM else 1))


def contents_of(source: Source, versions: Iterable[Version]) -> dict[str, bytes]:
    """The bytes of everything that versions name. Raises Stop."""
    names = sorted({name for version in versions for name in (version.new, *version.olds) if name})
    with git_told(source.top), closing(Reader(source.git)) as reader:
        return dict(zip(names, reader.contents(names), strict=True))


def _key(versions: Iterable[Version]) -> str:
    """Fingerprint of versions with all that is told of them."""
    told = "\n".join(f"{at.commit} {at.at.isoformat()} {at.role} {','.join(at.olds)} {at.new}" for at in versions)
    return hashlib.blake2b(told.encode(), digest_size=12).hexdigest()
