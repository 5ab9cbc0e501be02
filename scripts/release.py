"""`portal release`: the public data of a day as a folder that anybody can verify without us."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nhandao.public import release
from nhandao.public.gate import publish
from nhandao.public.ledger_hash import ledger_hash
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE, CODE, CONTENT, THEME
from scripts.messages import Stop, number_text, text
from scripts.release_signing import Signer, sign, signer_for


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    as_of = arguments.day(options.as_of, "--as-of")
    out = _folder_of_releases(options.out, (data.resolve(), CONTENT, THEME, *CODE))
    key = Path(options.sign) if options.sign is not None else None
    signer = signer_for(key) if key is not None else None
    views, problems = publish(data, as_of, arguments.today(), CACHE)
    print_problems(problems, data, options.lang)
    if views is None:
        errors = sum(not problem.warning for problem in problems)
        print(text("not-released", options.lang, errors=number_text(errors, options.lang)))
        return 1
    made = release.made(views)
    folder = out / made.version
    found = ledger_hash(views.months, views.as_of)
    if folder.exists():
        _compare(folder, made.files)
        said = "released-before"
    else:
        said = "released"
    signature = _write(folder, made.files, signer, key) if said == "released" else _add_signature(folder, signer, key)
    print(
        text(
            said,
            options.lang,
            out=arguments.shown(folder),
            files=number_text(len(made.files), options.lang),
            lines=number_text(found.lines, options.lang),
            printed=found.printed,
        )
    )
    if signature:
        print(text("signed", options.lang, file=arguments.shown(folder / signature)))
    return 0


def _folder_of_releases(found: str, keep_out: tuple[Path, ...]) -> Path:
    out = Path(found)
    place = out.resolve()
    if any(place == taken or taken in place.parents or place in taken.parents for taken in keep_out):
        raise Stop(1, "out-in-sources", path=found)
    if out.exists() and not out.is_dir():
        raise Stop(1, "not-a-folder", path=found)
    return out


def _compare(folder: Path, made: Mapping[str, bytes]) -> None:
    """Stop unless the folder holds exactly these files, and signatures."""
    if not folder.is_dir():
        raise Stop(1, "not-a-folder", path=folder)
    held = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for path in sorted(made.keys() | held.keys()):
        if path in made and path in held and held[path].read_bytes() == made[path]:
            continue
        if path not in made and path.startswith(f"{release.SUMS}."):
            continue
        raise Stop(1, "release-differs", path=arguments.shown(folder), found=path)


def _write(folder: Path, made: Mapping[str, bytes], signer: Signer | None, key: Path | None) -> str:
    """Write and sign a release beside its place, then put it there whole. Returns the name of the signature."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, content in made.items():
            file = beside / path
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        if signer is not None and key is not None:
            sign(signer, key, beside)
        beside.chmod(0o777 & ~_umask())
        os.rename(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return signer.file if signer is not None else ""


def _add_signature(folder: Path, signer: Signer | None, key: Path | None) -> str:
    """Sign a release that is there, unless it has this signature."""
    if signer is None or key is None or (folder / signer.file).exists():
        return ""
    sign(signer, key, folder)
    return signer.file


def _umask() -> int:
    """The process's umask: mkdtemp makes folders that only their owner can read, and a release is for everybody."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
