"""A data folder as a Book and a list of problems: which files there are, what each holds, and a cache by content.

Every error of the whole tree is found in one run. The cache maps a file's content id to the record made of it, and
carries a checksum, so that a damaged cache is thrown away rather than trusted. Like git's own index it knows a file
again without reading it by inode, size and change times, and like git it does not trust a file that changed close to
the moment the cache was written.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from nhandao.book import checks, photo_file, privacy, store
from nhandao.book.book import Book, path_of
from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.campaign import Campaign
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Location, Problem
from nhandao.records.record import Record, make
from nhandao.records.units import Units

PATHS: tuple[tuple[str, re.Pattern[str], re.Pattern[str], type[Record] | None], ...] = tuple(
    (shape, re.compile(folder), re.compile(name), model)
    for shape, folder, name, model in (
        ("campaign.yaml", "", r"campaign\.yaml", Campaign),
        ("units/<2023|2025>.yaml", "units", r"(2023|2025)\.yaml", Units),
        ("organisations/<kind>/<id>.yaml", r"organisations/[a-z_]+", r".+\.yaml", Organisation),
        ("addresses/<yyyy>/<code>.yaml", r"addresses/\d{4}", r".+\.yaml", Address),
        ("pledges/<yyyy>/<mm>/<reference>.yaml", r"pledges/\d{4}/\d{2}", r".+\.yaml", Pledge),
        ("receipts/<yyyy>/<mm>/<dd>/<source>-<payment id>.yaml", r"receipts/\d{4}/\d{2}/\d{2}", r".+\.yaml", Receipt),
        ("handovers/<yyyy>/<mm>/<dd>/<id>.yaml", r"handovers/\d{4}/\d{2}/\d{2}", r".+\.yaml", Handover),
        ("photos/<code>/<name>.jpg", r"photos/[^/]+", r".+", None),
    )
)
"""Where each kind of record lives. Anything else in the data folder is an error."""

IGNORED = re.compile(
    r"(^|/)\.git(/|$)|^schema/[a-z_]+\.json$|^(README|LICENSE)(\.md)?$|^\.(gitattributes|gitignore|editorconfig)$"
)
"""What may stand in a data folder besides records: git's own files, the schemas for editors, a word to the reader."""

_PARALLEL_FROM = 400
"""Files to parse from which a second process pays for its start (about 30 ms)."""


_Stamp = tuple[int, ...]
"""Change time and modification time (ns), size and inode of a file; empty where change times mean something else."""

_SETTLED_NS = 2_000_000_000
"""A file that changed less than this before the cache was written is read again: file times are coarse."""


class _Entry(NamedTuple):
    """What one file came to. `facts` is the record, the pixel size of a photo, or ``None`` with problems."""

    content_id: str
    facts: Any
    problems: tuple[Problem, ...]
    stamp: _Stamp = ()


class _Seen(NamedTuple):
    """A record file as the scan finds it."""

    content_id: str
    model: type[Record] | None
    stamp: _Stamp


def load(
    folder: Path, cache: Path | None = None, progress: Callable[[str], None] | None = None
) -> tuple[Book | None, list[Problem]]:
    """Read everything below a data folder.

    Returns the Book and all problems, sorted by path and line. The Book is ``None`` when there is nothing to build it
    from (no readable campaign.yaml); with errors among the problems it is only good for finding further ones.
    Raises `OSError` when the folder itself cannot be listed.
    """
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand records are made that all stay: collecting in between only costs time
    try:
        return _load(folder, cache, progress or (lambda _: None))
    finally:
        if collecting:
            gc.enable()


def _load(folder: Path, cache: Path | None, progress: Callable[[str], None]) -> tuple[Book | None, list[Problem]]:
    version = store.code_version("records", "ledger", "book")
    kept = cache / store.name("book", folder) if cache else None
    known = store.read(kept, version) if kept else {}
    settled = kept.stat().st_mtime_ns - _SETTLED_NS if kept and known else 0
    contents, problems = _scan(folder, known, settled)
    entries: dict[str, _Entry] = {}

    # The campaign's word lists are an input of every address's own rules, so it is read first.
    campaign_entry = None
    if "campaign.yaml" in contents:
        campaign_entry = _parse_one(folder, "campaign.yaml", contents["campaign.yaml"], rules=None)
        entries["campaign.yaml"] = campaign_entry
    campaign = campaign_entry.facts if campaign_entry else None
    rules = privacy.Rules(campaign.words) if campaign is not None else None
    words_id = hashlib.blake2b(repr(campaign.words).encode(), digest_size=8).hexdigest() if campaign is not None else ""
    if known.get("") != words_id:
        known = {}
    missing: list[str] = []
    touched = False
    for path, seen in contents.items():
        if path == "campaign.yaml":
            continue
        entry = known.get(path)
        if entry is not None and entry.content_id == seen.content_id:
            if entry.stamp != seen.stamp:
                entry, touched = entry._replace(stamp=seen.stamp), True
            entries[path] = entry
        else:
            missing.append(path)
    if len(missing) > _PARALLEL_FROM:
        progress(f"đọc {len(missing)} tệp")
    for path, entry in _parse_all(folder, missing, contents, rules):
        entries[path] = entry

    problems += [problem for entry in entries.values() for problem in entry.problems]
    if campaign_entry is None:
        problems.append(
            Problem("campaign.yaml", 0, (), "missing-file", "", (("hint", "mỗi thư mục dữ liệu cần tệp cài đặt này"),))
        )
    book = None
    if campaign is not None:
        book, indexing = _index(campaign, entries)
        problems += indexing
        for check in checks.CHECKS:
            problems += check(book)
    if kept and (missing or touched or len(known) != len(entries)):
        # Under "" the id of the word lists; campaign.yaml itself is always read.
        store.write(
            kept, version, {path: entry for path, entry in entries.items() if path != "campaign.yaml"} | {"": words_id}
        )
    return book, _with_lines(folder, problems)


# --- files -------------------------------------------------------------------------------------------------------


def _scan(folder: Path, known: dict[str, Any], settled: int) -> tuple[dict[str, _Seen], list[Problem]]:
    """Content id and kind of every record file, in path order; problems for whatever else is there.

    `known` are the entries of the last run, believed for files that last changed before `settled` (ns).
    """
    found: dict[str, _Seen] = {}
    problems: list[Problem] = []
    root = os.fspath(folder)
    pending = [""]
    while pending:
        below = pending.pop()
        place = next(((name, model) for _, within, name, model in PATHS if within.fullmatch(below)), None)
        with os.scandir(os.path.join(root, below) if below else root) as listing:
            for item in listing:
                path = f"{below}/{item.name}" if below else item.name
                if place is not None and place[0].fullmatch(item.name):
                    model = place[1]
                elif IGNORED.search(path):
                    continue
                else:
                    if item.is_dir(follow_symlinks=False):
                        pending.append(path)
                    elif item.is_symlink():
                        problems.append(Problem(path, 0, (), "broken-link", os.readlink(item.path)))
                    else:
                        hint = ", ".join(shape for shape, _, _, _ in PATHS)
                        problems.append(Problem(path, 0, (), "unknown-place", "", (("hint", hint),)))
                    continue
                stamp = _stamp(item)
                entry = known.get(path) if stamp and max(stamp[:2]) < settled else None
                outcome = entry.content_id if entry and entry.stamp == stamp else _content_id(item.path, model)
                if isinstance(outcome, str):
                    found[path] = _Seen(outcome, model, stamp)
                else:
                    problems.append(outcome._replace(path=path))
    return dict(sorted(found.items())), problems


def _stamp(item: os.DirEntry[str]) -> _Stamp:
    """Stamp of a plain file, empty for anything else (whose problem is found on opening it)."""
    if os.name == "nt":
        return ()  # there the change time is the time of creation
    try:
        status = item.stat(follow_symlinks=False)
    except OSError:
        return ()
    if not stat.S_ISREG(status.st_mode):
        return ()
    return status.st_ctime_ns, status.st_mtime_ns, status.st_size, status.st_ino


def _content_id(path: str, model: type[Record] | None) -> str | Problem:
    """Content id of a file; problems name no path yet."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if os.path.islink(path):
            return Problem("", 0, (), "broken-link", os.readlink(path))
        return Problem("", 0, (), "unreadable", error.strerror or str(error))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Problem("", 0, (), "not-a-file")
        limit = yaml_text.MAX_BYTES if model is not None else photo_file.MAX_BYTES
        if status.st_size > limit:
            found = f"{status.st_size:,}".replace(",", ".")
            if model is None:
                return Problem("", 0, (), "photo-too-big", f"{found} byte")
            return Problem("", 0, (), "file-too-big", found, (("limit", str(limit // 1024)),))
        data = os.read(handle, status.st_size + 1)
    except OSError as error:
        return Problem("", 0, (), "unreadable", error.strerror or str(error))
    finally:
        os.close(handle)
    return hashlib.blake2b(data, digest_size=16).hexdigest()


# --- records -----------------------------------------------------------------------------------------------------


def _parse_one(folder: Path, path: str, seen: _Seen, rules: privacy.Rules | None) -> _Entry:
    """What a file holds, with everything that is wrong inside it."""
    try:
        data = (folder / path).read_bytes()
    except OSError as error:
        return _Entry("", None, (Problem(path, 0, (), "unreadable", error.strerror or str(error)),))
    if seen.model is None:
        size, problems = photo_file.inspect(
            data, path.removeprefix("photos/"), rules.surnames if rules else frozenset()
        )
        return _Entry(seen.content_id, size, tuple(problem._replace(path=path) for problem in problems), seen.stamp)
    text = yaml_text.decode(data, path)
    if isinstance(text, Problem):
        return _Entry(seen.content_id, None, (text,), seen.stamp)
    values = yaml_text.parse(text, path)
    if isinstance(values, Problem):
        return _Entry(seen.content_id, None, (values,), seen.stamp)
    record = make(seen.model, values, path)
    if isinstance(record, list):
        return _Entry(seen.content_id, None, tuple(record), seen.stamp)
    found: list[Problem] = []
    if (expected := path_of(record)) != path:
        found.append(Problem(path, 0, (), "path-and-content", "", (("hint", expected),)))
    if isinstance(record, Address):
        found += [problem._replace(path=path) for problem in checks.address_problems(record)]
        if rules is not None:
            found += rules.problems(record, path)
    return _Entry(seen.content_id, record, tuple(found), seen.stamp)


_shared: tuple[Path, dict[str, _Seen], privacy.Rules | None]


def _parse_chunk(paths: Sequence[str]) -> list[tuple[str, _Entry]]:
    folder, contents, rules = _shared
    return [(path, _parse_one(folder, path, contents[path], rules)) for path in paths]


def _parse_all(
    folder: Path,
    paths: Sequence[str],
    contents: dict[str, _Seen],
    rules: privacy.Rules | None,
) -> Iterable[tuple[str, _Entry]]:
    global _shared  # inherited by the forked workers, so that nothing but paths and results crosses the pipe
    _shared = (folder, contents, rules)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(paths) < _PARALLEL_FROM or cores < 2 or sys.platform in ("win32", "darwin"):
        yield from _parse_chunk(paths)
        return
    size = max(100, len(paths) // (cores * 8))
    chunks = [paths[start : start + size] for start in range(0, len(paths), size)]
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("fork")) as pool:
        for results in pool.map(_parse_chunk, chunks):
            yield from results


def _index(campaign: Campaign, entries: dict[str, _Entry]) -> tuple[Book, list[Problem]]:
    """The Book over all readable files, and problems of codes used twice."""
    units: dict[str, Units] = {}
    organisations: dict[str, Organisation] = {}
    addresses: dict[str, Address] = {}
    pledges: dict[str, Pledge] = {}
    receipts: dict[str, Receipt] = {}
    handovers: dict[str, Handover] = {}
    photos: dict[str, tuple[int, int]] = {}
    photo_ids: dict[str, str] = {}
    record_ids: dict[int, str] = {}
    record_ids[id(campaign)] = entries["campaign.yaml"].content_id
    broken: set[str] = set()
    problems: list[Problem] = []
    kept: dict[type[Record], tuple[str, dict[str, Any]]] = {
        Address: ("code", addresses),
        Pledge: ("reference", pledges),
        Receipt: ("payment_id", receipts),
        Handover: ("id", handovers),
        Organisation: ("id", organisations),
    }
    misplaced = []
    for path, entry in entries.items():
        record = entry.facts
        if record is None:
            broken.add(path if path.startswith("photos/") else path.rsplit("/", 1)[-1].removesuffix(".yaml"))
        elif entry.problems and any(problem.code == "path-and-content" for problem in entry.problems):
            misplaced.append((path, record))
        elif type(record) is Units:
            units[record.epoch] = record
            record_ids[id(record)] = entry.content_id
        elif type(record) is tuple:
            photos[path.removeprefix("photos/")] = record
            photo_ids[path.removeprefix("photos/")] = entry.content_id
        elif type(record) in kept:
            field, index = kept[type(record)]
            key = path.rsplit("/", 1)[-1].removesuffix(".yaml")
            if key in index:
                problems.append(_twice(path, field, key, index[key]))
            else:
                index[key] = record
                record_ids[id(record)] = entry.content_id
    # A record in the wrong place takes no part: it would be reported under a path where it is not.
    for path, record in misplaced:
        if type(record) in kept:
            field, index = kept[type(record)]
            key = _key(record)
            broken.add(key)
            if key in index:
                problems.append(_twice(path, field, key, index[key]))
    book = Book(
        campaign=campaign,
        units=units,
        organisations=dict(sorted(organisations.items())),
        addresses=dict(sorted(addresses.items())),
        pledges=dict(sorted(pledges.items())),
        receipts=dict(sorted(receipts.items())),
        handovers=dict(sorted(handovers.items())),
        photos=photos,
        photo_ids=photo_ids,
        record_ids=record_ids,
        broken=frozenset(broken),
        receipts_unread=any(entry.facts is None and path.startswith("receipts/") for path, entry in entries.items()),
    )
    return book, problems


def _key(record: Record) -> str:
    """Name of a record's file without its ending: unique among its kind."""
    return path_of(record).rsplit("/", 1)[-1].removesuffix(".yaml")


def _twice(path: str, field: str, key: str, first: Record) -> Problem:
    return Problem(path, 0, (field,), "code-twice", key, (("hint", path_of(first)),))


# --- lines of problems -------------------------------------------------------------------------------------------


def _with_lines(folder: Path, problems: list[Problem]) -> list[Problem]:
    """The problems with the line of their field, or of the nearest thing around it, sorted by path and line."""
    maps: dict[str, dict[Location, int]] = {}
    placed = []
    for problem in problems:
        if problem.line == 0 and problem.field:
            if problem.path not in maps:
                maps[problem.path] = _lines(folder / problem.path)
            lines = maps[problem.path]
            where = problem.field
            while where and where not in lines:
                where = where[:-1]
            problem = problem._replace(line=lines.get(where, 0))
        placed.append(problem)
    return sorted(placed, key=lambda p: (p.path, p.line, [str(part) for part in p.field], p.code))


def _lines(path: Path) -> dict[Location, int]:
    lines: dict[Location, int] = {}
    try:
        text = yaml_text.decode(path.read_bytes(), "")
    except OSError:
        return lines
    if isinstance(text, str):
        yaml_text.parse(text, "", lines)
    return lines
