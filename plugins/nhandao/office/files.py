"""A set of files in a folder, all or nothing, without ever replacing what somebody else wrote or edited."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from nhandao.office.problem import OfficeError

SUMS = "SHA256SUMS"
"""Names and digests of the files, as `sha256sum --check` reads them. By it a folder is known that was made here, and a
file that somebody edited since."""

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*", re.ASCII)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly `files` and their digests.

    They are written into a new folder beside it, which then takes its place; when anything fails the old one stays.
    What was made before is replaced only as long as nobody changed it and `files` has all its names.

    Raises:
        OfficeError: the folder is a file, holds other files or edited ones, or has no place to stand in.
        OSError: the system refused.
    """
    if bad := [name for name in files if not _NAME.fullmatch(name)]:
        raise ValueError(f"not a name of a file: {bad[0]}")
    place = folder.resolve()  # "." has no name to put something beside
    if not place.parent.is_dir():
        raise OfficeError("office-no-folder", path=folder, folder=folder.parent)
    if place.exists() and not place.is_dir():
        raise OfficeError("office-not-a-folder", path=folder)
    if place.is_dir():
        _check_ours(folder, files)
    new = place.with_name(f".{place.name}.{secrets.token_hex(4)}.new")
    old = new.with_suffix(".old")
    new.mkdir()
    try:
        sums = "".join(f"{_digest(content)}  {name}\n" for name, content in sorted(files.items()))
        for name, content in {**files, SUMS: sums.encode()}.items():
            with (new / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if place.is_dir():
            place.rename(old)
        try:
            new.rename(place)
        except OSError:
            if old.is_dir():
                old.rename(place)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _check_ours(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raises OfficeError when something in the folder would be lost that cannot be made again."""
    held = sorted(entry.name for entry in folder.iterdir())
    known = _known(folder / SUMS) if (folder / SUMS).is_file() else {}
    for name in held:
        if name == SUMS and known:
            continue
        path = folder / name
        if name not in known or path.is_symlink() or not path.is_file():
            raise OfficeError("office-foreign-file", path=folder, found=name)
        if _digest(path.read_bytes()) != known[name]:
            raise OfficeError("office-edited-file", path=folder, found=name)
        if name not in files:
            raise OfficeError("office-other-files", path=folder, found=name)


def _known(sums: Path) -> dict[str, str]:
    lines = sums.read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in pairs}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
