"""`portal erase`: an address out of the whole history, in a clone made for it, with proof that nothing of it is left.

The data repository itself is only read. In the clone every version of the record becomes its tombstone, its photos are
gone from every commit, and phrases of it are blotted out of messages and notes. Then every object of the clone is
searched. What stands in other files is reported, and rewritten too for those named with --also.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nhandao.book.amend import amended, new_problems
from nhandao.book.book import path_of
from nhandao.book.lifecycle import missing_givers
from nhandao.records.address import Address
from nhandao.records.canonical import canonical_text
from scripts import arguments
from scripts.callback.line_file import read_record
from scripts.folders import ROOT
from scripts.messages import Stop, number_text, text
from scripts.staff.commit import Checkout, Role, environment, message_of
from scripts.staff.erase_filter import Job
from scripts.staff.needles import Needles, chunk_of, phrases
from scripts.staff.objects import Objects
from scripts.staff.record_edit import Desk, open_desk
from scripts.staff.tombstone import tombstone

ROLES: tuple[Role, ...] = ("province", "office")


@dataclass(frozen=True)
class Erasure:
    """What is to go, as found in the history of the repository."""

    address: Address
    stone: bytes
    """Content of the record's file from now on, and in every commit before."""
    versions: frozenset[str]
    """Objects of all versions of the record's file."""
    photos: frozenset[str]
    needles: Needles
    also: dict[str, bytes]
    """New content of versions of other files, by the name of the old object."""

    @property
    def gone(self) -> frozenset[str]:
        """Objects that must not be there afterwards."""
        return self.versions | self.photos | frozenset(self.also)


def run(options: argparse.Namespace) -> int:
    """Exit code 1 when something of the address is left, so that nobody takes an unproven erasure for done."""
    lang = options.lang
    checkout = Checkout(arguments.folder(options.data))
    desk = open_desk(options)
    address = desk.address(options.code)
    role = checkout.role
    if role is not None and role not in ROLES:
        raise Stop(1, "not-your-step", role=role, command="erase", roles=", ".join(ROLES))
    if address.introduced is not None and not missing_givers(address, "publish", arguments.today()):
        raise Stop(1, "erase-public", named=address.code)
    source = Objects(checkout.top)
    erasure = _erasure(desk, source, address, options.also or [])
    counts = {name: number_text(len(getattr(erasure, name)), lang) for name in ("versions", "photos", "also")}
    print(text("erase-found", lang, named=address.code, **counts))
    if options.dry_run:
        for place in _elsewhere(source, erasure, erasure.gone):
            print(f"  {place}")
        print(text("would-commit", lang))
        return 0
    if options.out is None:
        raise Stop(1, "fact-missing", option="--out", question=text("ask-out", lang))
    out = Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Stop(
            1, "foreign-files", path=out, found=next((item.name for item in out.iterdir()), "") if out.is_dir() else out
        )
    _parted(source)
    try:
        clone = _cloned(source, out)
        notes = _taken_notes(clone, erasure.needles)
        before = clone.tree("HEAD")
        commits = len(clone.lines("rev-list", "--all"))
        _rewrite(clone, erasure)
        _put_notes(clone, notes)
        _tell(clone, checkout, address)
        clone.run("reflog", "expire", "--expire=now", "--all")
        clone.run("gc", "--quiet", "--prune=now")
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise
    changed = _changed_files(clone, before, erasure)
    left = _elsewhere(clone, erasure, frozenset())
    print(text("erase-scanned", lang, commits=number_text(commits, lang), out=arguments.shown(out)))
    for path in changed:
        print(text("erase-changed", lang, path=path))
    if left:
        print(text("erase-left", lang))
        for place in left:
            print(f"  {place}")
        print(text("erase-also", lang))
    else:
        print(text("erase-clean", lang))
    _next_steps(checkout, clone, out, lang)
    return 1 if left or changed else 0


# --- what is there -----------------------------------------------------------------------------------------------


def _erasure(desk: Desk, source: Objects, address: Address, also: Collection[str]) -> Erasure:
    path = path_of(address)
    stone = canonical_text(Address, tombstone(address)).encode()
    photos = [f"photos/{name}" for name in desk.book.photos if name.startswith(f"{address.code}/")]
    after, inside = amended(desk.book, {path: stone} | dict.fromkeys(photos))
    wrong = [problem for problem in new_problems(desk.problems, after, inside) if not problem.warning]
    if wrong:
        raise Stop(2, "not-a-record", problems="\n".join(problem.render(desk.lang) for problem in wrong))
    versions = source.blobs_at(path)
    if not versions:
        raise Stop(1, "erase-uncommitted", path=path)
    sought = set(phrases(address))
    for name in versions:
        if (version := read_record(Address, source.read(name), path)) is not None:
            sought |= phrases(version)
    sought -= phrases(Address.model_validate(tombstone(address)))
    files = source.blobs_at(f"photos/{address.code}/*")
    needles = Needles(sought, [chunk_of(source.read(name)) for name in files])
    rewritten = {}
    for name in source.blobs_at(*also) if also else ():
        old = source.read(name)
        if (new := needles.without(old)) != old:
            rewritten[name] = new
    return Erasure(address, stone, versions, files, needles, rewritten)


def _elsewhere(objects: Objects, erasure: Erasure, within: frozenset[str]) -> list[str]:
    """Places that hold something of the address, each with one phrase of it; objects named in `within` are passed over.

    All objects are looked at, reachable or not, messages of commits and tags among them.
    """
    found: dict[str, str] = {}
    for item in objects.every_object():
        if item.kind == "tree" or item.name in within:
            continue
        phrase = "" if item.name in erasure.gone else erasure.needles.first_in(item.data)
        if phrase is None:
            continue
        places = objects.places_of(item.name) if item.kind == "blob" else []
        for place in places or [f"{item.kind} {item.name[:10]}"]:
            found.setdefault(place, f": “{phrase[:70]}”" if phrase else "")
    return [place + phrase for place, phrase in sorted(found.items())]


def _parted(source: Objects) -> None:
    """Raises Stop when a branch here lacks commits of its remote, or history is not here whole: rewritten and pushed,
    it would take away what is missing."""
    if source.lines("rev-parse", "--is-shallow-repository") != ["false"]:
        raise Stop(1, "erase-shallow")
    refs = source.refs()
    for ref, name in refs.items():
        found = re.fullmatch(r"refs/remotes/[^/]+/(.+)", ref)
        if found is None or (local := refs.get(f"refs/heads/{found[1]}")) is None:
            continue
        behind = int(source.run("rev-list", "--count", f"{local}..{name}"))
        if behind:
            raise Stop(1, "erase-behind", branch=found[1], behind=behind)


# --- the clone ---------------------------------------------------------------------------------------------------


def _cloned(source: Objects, out: Path) -> Objects:
    """A bare clone of every branch (those known only from the remote too), tag, note and stash."""
    out.mkdir(parents=True, exist_ok=True)
    clone = Objects(out)
    clone.run("init", "--quiet", "--bare", "--template=", ".")
    refs = source.refs()
    wanted = [f"+{ref}:{ref}" for ref in refs if re.match(r"refs/(heads|tags|notes)/|refs/stash$", ref)]
    for ref in refs:
        found = re.fullmatch(r"refs/remotes/[^/]+/(.+)", ref)
        if found and found[1] != "HEAD" and f"refs/heads/{found[1]}" not in refs:
            wanted.append(f"+{ref}:refs/heads/{found[1]}")
    clone.run("fetch", "--quiet", "--no-tags", "--no-auto-maintenance", str(source.folder), *wanted)
    head = source.run("rev-parse", "--symbolic-full-name", "HEAD").decode().strip()
    if not head.startswith("refs/heads/"):
        raise Stop(1, "git-detached")
    clone.run("symbolic-ref", "HEAD", head)
    return clone


def _rewrite(clone: Objects, erasure: Erasure) -> None:
    blobs = dict.fromkeys(erasure.versions, erasure.stone) | erasure.also
    job: Job = {
        "blobs": {name: base64.b64encode(content).decode() for name, content in blobs.items()},
        "drop": f"photos/{erasure.address.code}/",
        "phrases": list(erasure.needles.phrases),
    }
    places = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins")))}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "scripts.staff.erase_filter"],
        cwd=clone.folder,
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment() | places,
    )
    if done.returncode:
        raise Stop(2, "erase-failed", problem=(done.stderr or done.stdout).strip()[-600:])


_Note = tuple[str, str, bytes]
"""Ref of the notes, the object annotated, and the text."""


def _taken_notes(clone: Objects, needles: Needles) -> list[_Note]:
    """All notes, without phrases of the address. Their files are named by commits, which are about to change."""
    found = []
    for ref in [ref for ref in clone.refs() if ref.startswith("refs/notes/")]:
        for line in clone.lines("notes", f"--ref={ref}", "list"):
            note, annotated = line.split()
            found.append((ref, annotated, needles.without(clone.read(note))))
        clone.run("update-ref", "-d", ref)
    return found


def _put_notes(clone: Objects, notes: list[_Note]) -> None:
    renamed = dict(line.split() for line in (clone.folder / "filter-repo" / "commit-map").read_text().splitlines()[1:])
    who = {f"GIT_{role}_{what}": "portal erase" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for ref, annotated, content in notes:
        made = clone.run("hash-object", "-w", "--stdin", stdin=content).decode().strip()
        target = renamed.get(annotated, annotated)
        clone.run("notes", f"--ref={ref}", "add", "-f", "-C", made, target, more=who)


def _tell(clone: Objects, checkout: Checkout, address: Address) -> None:
    """A commit that says so on the branch that stands out: empty, for everything else was done to history."""
    who: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        ident = re.fullmatch(r"(.*) <(.*)> \d+ .*", checkout.identity())
        assert ident is not None
        who |= {f"GIT_{role}_NAME": ident[1], f"GIT_{role}_EMAIL": ident[2]}
    message = message_of(f"Xoá nội dung {address.code} khỏi lịch sử", role=checkout.role)
    made = clone.run("commit-tree", "HEAD^{tree}", "-p", "HEAD", stdin=message.encode(), more=who).decode().strip()
    clone.run("update-ref", "HEAD", made)


# --- proof -------------------------------------------------------------------------------------------------------


def _changed_files(clone: Objects, before: dict[str, str], erasure: Erasure) -> list[str]:
    """Files of the last commit that are not as they were and should be."""
    after = clone.tree("HEAD")
    return sorted(
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path) and before.get(path) not in erasure.gone
    )


def _next_steps(checkout: Checkout, clone: Objects, out: Path, lang: str) -> None:
    remote = checkout.ask("config", "--get", "remote.origin.url").stdout.strip()
    remote = re.sub(r"://[^/@]*@", "://", remote) or text("erase-remote", lang)
    kinds = sorted({"/".join(ref.split("/")[:2]) for ref in clone.refs() if ref != "refs/stash"})
    refs = " ".join(f"'{kind}/*:{kind}/*'" for kind in kinds)
    print(text("erase-push", lang, out=arguments.shown(out), remote=remote, refs=refs))
    names = checkout.ask("log", "--all", "--since=1.year", "--format=%aN <%aE>").stdout.splitlines()
    print(text("erase-reclone", lang, names="\n".join(f"  {name}" for name in sorted(set(names))) or "  -"))
    stashes = len(checkout.ask("stash", "list").stdout.splitlines())
    if stashes > 1:
        print(text("erase-stashes", lang, count=number_text(stashes, lang)))
