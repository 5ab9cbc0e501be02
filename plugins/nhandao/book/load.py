"""A data folder as a Book and a list of problems: what each file holds, and a cache by content.

Every error of the whole tree is found in one run. The cache maps a file's content id to the record made of it, and
carries a checksum, so that a damaged cache is thrown away rather than trusted. Like git's own index it knows a file
again without reading it by inode, size and change times, and like git it does not trust a file that changed close to
the moment the cache was written.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from nhandao import store
from nhandao.book import checks, logo_file, photo_file, privacy
from nhandao.book.book import Book, path_of
from nhandao.book.files import Seen, Stamp, content_id, read, scan
from nhandao.book.logo_file import LogoFile
from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.allotment import Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Location, Problem
from nhandao.records.record import Record, make
from nhandao.records.submission import Submission
from nhandao.records.units import Units
from nhandao.workers import core_count, spread

_PARALLEL_FROM = 400
"""Files to read from which a second process pays for its start (about 30 ms)."""

_SCANNED_IN_PARALLEL_FROM = 10_000
"""Known files from which the same is true of looking whether they changed."""

_CHECKED_IN_PARALLEL_FROM = 20_000
"""Records from which it is true of the rules between them."""

_CAMPAIGN = "campaign.yaml"
_WORDS = ""
"""Where the cache keeps the word lists its entries were checked with: no file has an empty path."""

_SETTLED_NS = 2_000_000_000
"""A file that changed less than this before the cache was written is read again: file times are coarse."""


class _Entry(NamedTuple):
    """What one file came to. `facts` is the record, the pixel size of a photo, what is known of a
    logo, or ``None`` with problems."""

    content_id: str  # empty for what could not be read at all
    facts: Any
    problems: tuple[Problem, ...]
    stamp: Stamp = ()


def load(
    folder: Path, cache: Path | None = None, progress: Callable[[str], None] | None = None
) -> tuple[Book | None, list[Problem]]:
    """Read and check everything below a data folder.

    Returns the Book and all problems, sorted by path and line. The Book is ``None`` when there is nothing to build it
    from (no readable campaign.yaml); with errors among the problems it is only good for finding further ones.
    Raises `OSError` when the folder itself cannot be listed.
    """
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand records are made that all stay: collecting in between only costs time
    try:
        book, problems = read_book(folder, cache, core_count(), progress)
        cores = core_count() if book is not None and len(book.record_ids) > _CHECKED_IN_PARALLEL_FROM else 1
        return book, placed(folder, problems + (check(book, cores) if book is not None else []))
    finally:
        store.settle()
        if collecting:
            gc.freeze()  # or it would look through all of them at once, and again and again
            gc.enable()


def check(book: Book, cores: int = 1) -> list[Problem]:
    """Every rule between records that the Book breaks, in no particular order."""
    rules = checks.CHECKS
    found = spread((), range(len(rules)), lambda number: list(rules[number](book)), cores)
    return [problem for problems in found for problem in problems]


def read_book(
    folder: Path, cache: Path | None, cores: int, progress: Callable[[str], None] | None = None
) -> tuple[Book | None, list[Problem]]:
    """The Book and the problems inside each file, not yet sorted and without lines; see `check` and `placed`.

    Files are read on all cores; `cores` says how many may hold a copy of what was read. The cache may still be being
    written on return; `store.settle` waits for it.
    """
    version = store.code_version("records", "ledger", "book")
    kept = cache / store.name("book", folder) if cache else None
    known: dict[str, _Entry] = store.read(kept, version) if kept else {}
    settled = kept.stat().st_mtime_ns - _SETTLED_NS if kept and known else 0
    root = os.fspath(folder)

    # The campaign's word lists are an input of every address's own rules, so it is read first, and always.
    campaign_entry = _campaign_entry(root)
    campaign = campaign_entry.facts
    rules = privacy.Rules(campaign.words) if campaign is not None else None
    words = repr(campaign.words) if campaign is not None else ""
    if _WORDS in known and known[_WORDS].facts != words:
        known = {}

    def trust(path: str, stamp: Stamp) -> bool:
        """Whether the file's stamp is the same, and it had not just changed when the cache was written."""
        entry = known.get(path)
        return entry is not None and entry.stamp == stamp and bool(stamp) and stamp[0] < settled

    found = scan(root, trust, core_count() if len(known) > _SCANNED_IN_PARALLEL_FROM else 1)
    found.doubted.pop(_CAMPAIGN, None)
    paths = list(found.doubted)
    if progress is not None and len(paths) > 1000:
        progress(f"đọc {len(paths)} tệp")

    def work(number: int) -> tuple[str, _Entry | None]:
        path = paths[number]
        return path, _entry(root, path, found.doubted[path], known.get(path), rules)

    outcomes = spread((), range(len(paths)), work, core_count() if len(paths) > _PARALLEL_FROM else 1)
    new = {path: entry or known[path]._replace(stamp=found.doubted[path].stamp) for path, entry in outcomes}
    entries = _in_path_order(known, new, found.trusted)
    problems = found.problems + [problem for entry in entries.values() for problem in entry.problems]
    problems += campaign_entry.problems
    if kept and (new or len(known) != len(entries) + 1):
        remembered = {path: entry for path, entry in entries.items() if entry.content_id}
        store.write(kept, version, remembered | {_WORDS: _Entry("", words, ())}, cores)
    if campaign is None:
        return None, problems
    book, indexing = _index(campaign, campaign_entry.content_id, entries)
    return book, problems + indexing


def _campaign_entry(root: str) -> _Entry:
    if not os.path.lexists(os.path.join(root, _CAMPAIGN)):
        hint = (("hint", "mỗi thư mục dữ liệu cần tệp cài đặt này"),)
        return _Entry("", None, (Problem(_CAMPAIGN, 0, (), "missing-file", "", hint),))
    entry = _entry(root, _CAMPAIGN, Seen(Campaign, ()), None, None)
    assert entry is not None  # it was compared with nothing
    return entry


def _in_path_order(known: dict[str, _Entry], new: dict[str, _Entry], trusted: set[str]) -> dict[str, _Entry]:
    """The entries of all files there are now."""
    if len(trusted) + len(new) + 1 == len(known) and new.keys() <= known.keys():
        entries = known | new
        del entries[_WORDS]
        return entries
    paths = sorted(trusted | new.keys())
    return {path: new.get(path) or known[path] for path in paths}


# --- records -----------------------------------------------------------------------------------------------------


def _entry(root: str, path: str, seen: Seen, known: _Entry | None, rules: privacy.Rules | None) -> _Entry | None:
    """What a file holds, with everything that is wrong inside it; ``None`` when it is what is known already."""
    data = read(root, path, seen.model)
    if isinstance(data, Problem):
        return _Entry("", None, (data,))
    identity = content_id(data)
    if known is not None and known.content_id == identity:
        return None
    found, problems = facts(path, seen.model, data, rules)
    return _Entry(identity, found, problems, seen.stamp)


def facts(
    path: str, model: type[Record] | None, data: bytes, rules: privacy.Rules | None
) -> tuple[Any, tuple[Problem, ...]]:
    """What a file holds (a record, the pixel size of a photo, a logo; ``None`` when unreadable), and what is wrong in
    it."""
    if logo_file.is_logo(path):
        logo, wrong = logo_file.inspect(data, path.removeprefix(logo_file.FOLDER))
        return logo, tuple(problem._replace(path=path) for problem in wrong)
    if model is None:
        size, wrong = photo_file.inspect(data, path.removeprefix("photos/"), rules.surnames if rules else frozenset())
        return size, tuple(problem._replace(path=path) for problem in wrong)
    text = yaml_text.decode(data, path)
    if isinstance(text, Problem):
        return None, (text,)
    values = yaml_text.parse(text, path)
    if isinstance(values, Problem):
        return None, (values,)
    record = make(model, values, path)
    if isinstance(record, list):
        return None, tuple(record)
    found: list[Problem] = []
    if (expected := path_of(record)) != path:
        found.append(Problem(path, 0, (), "path-and-content", "", (("hint", expected),)))
    if isinstance(record, Address):
        found += [problem._replace(path=path) for problem in checks.address_problems(record)]
        if rules is not None:
            found += rules.problems(record, path)
    return record, tuple(found)


def _index(campaign: Campaign, campaign_id: str, entries: dict[str, _Entry]) -> tuple[Book, list[Problem]]:
    """The Book over all readable files, and problems of codes used twice."""
    units: dict[str, Units] = {}
    organisations: dict[str, Organisation] = {}
    addresses: dict[str, Address] = {}
    pledges: dict[str, Pledge] = {}
    receipts: dict[str, Receipt] = {}
    handovers: dict[str, Handover] = {}
    allotments: dict[int, Allotment] = {}
    submissions: dict[str, Submission] = {}
    drives: dict[str, Drive] = {}
    photos: dict[str, tuple[int, int]] = {}
    photo_ids: dict[str, str] = {}
    logos: dict[str, LogoFile] = {}
    logo_ids: dict[str, str] = {}
    record_ids: dict[int, str] = {}
    record_ids[id(campaign)] = campaign_id
    broken: set[str] = set()
    problems: list[Problem] = []
    kept: dict[type[Record], tuple[str, dict[str, Any]]] = {
        Address: ("code", addresses),
        Pledge: ("reference", pledges),
        Receipt: ("payment_id", receipts),
        Handover: ("id", handovers),
        Organisation: ("id", organisations),
        Submission: ("organisation", submissions),
        Drive: ("id", drives),
    }
    misplaced = []
    receipts_unread = False
    for path, entry in entries.items():
        record = entry.facts
        place = kept.get(type(record))
        if entry.problems and any(problem.code == "path-and-content" for problem in entry.problems):
            misplaced.append((path, record))
        elif place is not None:  # nearly all of them
            field, index = place
            key = path[path.rindex("/") + 1 :].removesuffix(".yaml")
            if key in index:
                problems.append(_twice(path, field, key, index[key]))
            else:
                index[key] = record
                record_ids[id(record)] = entry.content_id
        elif record is None:
            is_picture = path.startswith(("photos/", logo_file.FOLDER))
            broken.add(path if is_picture else path.rsplit("/", 1)[-1].removesuffix(".yaml"))
            receipts_unread |= path.startswith("receipts/")
        elif type(record) is Units:
            units[record.epoch] = record
            record_ids[id(record)] = entry.content_id
        elif type(record) is Allotment:
            allotments[record.year] = record
            record_ids[id(record)] = entry.content_id
        elif type(record) is tuple:
            photos[path.removeprefix("photos/")] = record
            photo_ids[path.removeprefix("photos/")] = entry.content_id
        elif type(record) is LogoFile:
            logos[path.removeprefix(logo_file.FOLDER)] = record
            logo_ids[path.removeprefix(logo_file.FOLDER)] = entry.content_id
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
        logos=logos,
        logo_ids=logo_ids,
        record_ids=record_ids,
        allotments=allotments,
        submissions=dict(sorted(submissions.items())),
        drives=dict(sorted(drives.items())),
        broken=frozenset(broken),
        receipts_unread=receipts_unread,
    )
    return book, problems


def _key(record: Record) -> str:
    """Name of a record's file without its ending: unique among its kind."""
    return path_of(record).rsplit("/", 1)[-1].removesuffix(".yaml")


def _twice(path: str, field: str, key: str, first: Record) -> Problem:
    return Problem(path, 0, (field,), "code-twice", key, (("hint", path_of(first)),))


# --- lines of problems -------------------------------------------------------------------------------------------


def placed(folder: Path, problems: list[Problem], instead: Mapping[str, bytes | None] | None = None) -> list[Problem]:
    """The problems with the line of their field, or of the nearest thing around it, sorted by path and line.

    `instead` holds what some files are about to become.
    """
    maps: dict[str, dict[Location, int]] = {
        path: _lines(data) for path, data in (instead or {}).items() if data is not None
    }
    placed = []
    for problem in problems:
        if problem.line == 0 and problem.field:
            if problem.path not in maps:
                maps[problem.path] = _lines_in(folder / problem.path)
            lines = maps[problem.path]
            where = problem.field
            while where and where not in lines:
                where = where[:-1]
            problem = problem._replace(line=lines.get(where, 0))
        placed.append(problem)
    return sorted(placed, key=lambda p: (p.path, p.line, [str(part) for part in p.field], p.code))


def _lines_in(path: Path) -> dict[Location, int]:
    try:
        return _lines(path.read_bytes())
    except OSError:
        return {}


def _lines(data: bytes) -> dict[Location, int]:
    lines: dict[Location, int] = {}
    text = yaml_text.decode(data, "")
    if isinstance(text, str):
        yaml_text.parse(text, "", lines)
    return lines
