"""The files of a data folder: where each kind of record lives, and how one is known again without reading it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from typing import NamedTuple

from nhandao.book import logo_file, photo_file
from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.allotment import Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from nhandao.records.record import Record
from nhandao.records.submission import Submission
from nhandao.records.units import Units
from nhandao.workers import spread

PATHS: tuple[tuple[str, re.Pattern[str], re.Pattern[str], type[Record] | None], ...] = tuple(
    (shape, re.compile(folder), re.compile(name), model)
    for shape, folder, name, model in (
        ("campaign.yaml", "", r"campaign\.yaml", Campaign),
        ("units/<2023|2025>.yaml", "units", r"(2023|2025)\.yaml", Units),
        ("targets/<yyyy>.yaml", "targets", r"\d{4}\.yaml", Allotment),
        ("submissions/<yyyy>/<period>-<organisation>.yaml", r"submissions/\d{4}", r".+\.yaml", Submission),
        ("organisations/<kind>/<id>.yaml", r"organisations/[a-z_]+", r".+\.yaml", Organisation),
        ("drives/<id>.yaml", "drives", r".+\.yaml", Drive),
        ("addresses/<yyyy>/<code>.yaml", r"addresses/\d{4}", r".+\.yaml", Address),
        ("pledges/<yyyy>/<mm>/<reference>.yaml", r"pledges/\d{4}/\d{2}", r".+\.yaml", Pledge),
        ("receipts/<yyyy>/<mm>/<dd>/<source>-<payment id>.yaml", r"receipts/\d{4}/\d{2}/\d{2}", r".+\.yaml", Receipt),
        ("handovers/<yyyy>/<mm>/<dd>/<id>.yaml", r"handovers/\d{4}/\d{2}/\d{2}", r".+\.yaml", Handover),
        ("photos/<code>/<name>.jpg", r"photos/[^/]+", r".+", None),
        ("logos/<organisation>.<svg|png|jpg|webp>", "logos", r".+", None),
    )
)
"""Where each kind of record lives. Anything else in the data folder is an error."""


def model_at(path: str) -> type[Record] | None:
    """Kind of the record that lives at a path below the data folder; ``None`` where no record does."""
    below, _, name = path.rpartition("/")
    return next((model for _, folder, file, model in PATHS if folder.fullmatch(below) and file.fullmatch(name)), None)


def is_photo(path: str) -> bool:
    """Whether a path below the data folder is the place of a photo."""
    return model_at(path) is None and re.fullmatch(r"photos/[^/]+/[^/]+", path) is not None


def is_picture(path: str) -> bool:
    """Whether a path below the data folder is the place of a photo or a logo."""
    return is_photo(path) or logo_file.is_logo(path)


IGNORED = re.compile(
    r"(^|/)\.git(/|$)|^schema/[a-z_]+\.json$|^(README|LICENSE)(\.md)?$|^\.(gitattributes|gitignore|editorconfig)$"
)
"""What may stand in a data folder besides records: git's own files, the schemas for editors, a word to the reader."""

Stamp = tuple[int, ...]
"""Change time (ns), size and inode of a file: other bytes always come with another one, except within the moment that
file times cannot tell apart. Empty where the change time means something else."""


_TRUSTED = os.name != "nt"  # there the change time is the time of creation
_KIND = stat.S_IFMT(0o177777)


class Seen(NamedTuple):
    """A file as the listing of its folder shows it."""

    model: type[Record] | None
    """Kind of its record, ``None`` for a photo or a logo."""
    stamp: Stamp


class Scan(NamedTuple):
    """What a look at the listings of folders came to."""

    doubted: dict[str, Seen]
    """Files to read, by path: new ones, and those that may have changed."""
    trusted: set[str]
    """Paths of files that are surely as they were."""
    problems: list[Problem]
    """Whatever stands where no record belongs."""


def scan(root: str, trust: Callable[[str, Stamp], bool], cores: int = 1) -> Scan:
    """Look at every file in a place of records. `trust` says of a path and stamp whether the file is surely known.

    Raises `OSError` when a folder cannot be listed.
    """
    top = _scan(root, [""], trust, deep=False)
    folders = sorted(top.folders, reverse=True)  # receipts, the largest, come early

    def below(number: int) -> Scan:
        return _scan(root, [folders[number]], trust).scan

    parts = [top.scan, *spread((), range(len(folders)), below, cores)]
    doubted = {path: seen for part in parts for path, seen in part.doubted.items()}
    problems = [problem for part in parts for problem in part.problems]
    return Scan(dict(sorted(doubted.items())), set().union(*(part.trusted for part in parts)), problems)


class _Scanned(NamedTuple):
    scan: Scan
    folders: list[str]  # not looked into


def _scan(root: str, pending: list[str], trust: Callable[[str, Stamp], bool], deep: bool = True) -> _Scanned:
    doubted: dict[str, Seen] = {}
    trusted: set[str] = set()
    problems: list[Problem] = []
    folders: list[str] = []
    while pending:
        below = pending.pop()
        within = f"{below}/" if below else ""
        is_record, model = next(
            ((name.fullmatch, model) for _, folder, name, model in PATHS if folder.fullmatch(below)), (None, None)
        )
        with os.scandir(f"{root}/{below}") as listing:
            for item in listing:
                name = item.name
                path = within + name
                if is_record is not None and is_record(name):
                    stamp = _stamp(item)
                    if trust(path, stamp):
                        trusted.add(path)
                    else:
                        doubted[path] = Seen(model, stamp)
                elif IGNORED.search(path):
                    continue
                elif item.is_dir(follow_symlinks=False):
                    (pending if deep else folders).append(path)
                elif item.is_symlink():
                    problems.append(Problem(path, 0, (), "broken-link", os.readlink(item.path)))
                else:
                    hint = ", ".join(shape for shape, _, _, _ in PATHS)
                    problems.append(Problem(path, 0, (), "unknown-place", "", (("hint", hint),)))
    return _Scanned(Scan(doubted, trusted, problems), folders)


def _stamp(item: os.DirEntry[str]) -> Stamp:
    """Stamp of a plain file, empty for anything else (whose problem is found on opening it)."""
    try:
        status = item.stat(follow_symlinks=False)
    except OSError:
        return ()
    if not _TRUSTED or status.st_mode & _KIND != stat.S_IFREG:
        return ()
    return status.st_ctime_ns, status.st_size, status.st_ino


def read(root: str, path: str, model: type[Record] | None) -> bytes | Problem:
    """The bytes of a plain file of bearable size, or the problem that keeps it from being read."""
    place = os.path.join(root, path)
    try:
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if os.path.islink(place):
            return Problem(path, 0, (), "broken-link", os.readlink(place))
        return Problem(path, 0, (), "unreadable", error.strerror or str(error))
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Problem(path, 0, (), "not-a-file")
        pictures = logo_file.MAX_BYTES if logo_file.is_logo(path) else photo_file.MAX_BYTES
        limit = yaml_text.MAX_BYTES if model is not None else pictures
        if status.st_size > limit:
            found = f"{status.st_size:,}".replace(",", ".")
            if logo_file.is_logo(path):
                return logo_file.too_big(status.st_size)._replace(path=path)
            if model is None:
                return Problem(path, 0, (), "photo-too-big", f"{found} byte")
            return Problem(path, 0, (), "file-too-big", found, (("limit", str(limit // 1024)),))
        return os.read(handle, status.st_size + 1)
    except OSError as error:
        return Problem(path, 0, (), "unreadable", error.strerror or str(error))
    finally:
        os.close(handle)


def content_id(data: bytes) -> str:
    """Name of a file's content: the same bytes have the same, wherever they lie."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
