"""Drafts: branches of the editor's own clone that never leave this machine, one for each record under change.

Every save and every step is a commit on ``cms/<collection>/<slug>``, made without a work tree and put in place by
compare-and-swap; what happened stands in trailers of its message. Drafts are not pushed: what a reviewer asks to take
out must not be in the public history. What two people have approved becomes one commit of the main branch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from scripts.callback.git import Git, GitFailed
from scripts.callback.repository import Change, Repository
from scripts.staff.admin.kinds import Kind, kind_of
from scripts.staff.admin.roles import STATUSES, Editor, Status

_BRANCHES = "refs/heads/cms/"
_KEPT = "refs/staff/kept/"

Files = Mapping[str, bytes | None]
"""Content by path below the data folder; ``None`` for a file that goes."""


@dataclass(frozen=True)
class Draft:
    """A record under change, as its branch has it."""

    kind: Kind
    slug: str
    tip: str
    base: str
    """Commit of the main branch it began from."""
    status: Status
    authors: tuple[str, ...]
    """User names of all who wrote any part of it."""
    reviewer: str | None
    """Who checked it, while that still holds."""
    edits: frozenset[str]
    """The open forms whose save is the last one: whoever saved may save again."""
    updated: datetime
    by: str
    """Name of who changed it last."""
    changes: tuple[Change, ...]
    names: Mapping[str, str]
    """Names that photos had where they came from, by form and name, and what they are called here."""

    @property
    def name(self) -> str:
        return f"{self.kind.collection}/{self.slug}"

    @property
    def data_change(self) -> Change | None:
        """Change of the record itself; ``None`` when the main branch has come to hold the same."""
        return next((change for change in self.changes if change.path.endswith(".yaml")), None)


class Kept(NamedTuple):
    """A save that came too late, kept whole until its writer has chosen."""

    ref: str
    commit: str
    kind: Kind
    slug: str
    base: str | None
    """Blob of the record the writer had begun from."""
    at: datetime

    @property
    def identity(self) -> str:
        return self.commit[:16]


class _Commit(NamedTuple):
    name: str
    at: datetime
    author: str
    trailers: dict[str, list[str]]

    def one(self, trailer: str) -> str:
        return self.trailers.get(trailer, [""])[0]


class Drafts:
    """All drafts of a clone. One thread at a time."""

    def __init__(self, repository: Repository, held_open: tuple[int, ...]) -> None:
        self._repository = repository
        self._git = Git(repository.folder, held_open)
        self._known: dict[str, Draft] = {}

    def all(self) -> list[Draft]:
        """Every draft, newest change first. Raises GitFailed."""
        listed = self._git.run("for-each-ref", "--format=%(objectname) %(refname)", "--", _BRANCHES).decode()
        found = []
        for line in listed.splitlines():
            tip, _, ref = line.partition(" ")
            if (draft := self._draft(ref.removeprefix(_BRANCHES), tip)) is not None:
                found.append(draft)
        self._known = {draft.tip: draft for draft in found}
        return sorted(found, key=lambda draft: draft.updated, reverse=True)

    def of(self, kind: Kind, slug: str) -> Draft | None:
        """The draft of an entry. Raises GitFailed."""
        name = f"{kind.collection}/{slug}"
        tip = self._tip(_BRANCHES + name)
        return self._draft(name, tip) if tip else None

    def save(
        self,
        kind: Kind,
        slug: str,
        before: Draft | None,
        main: str,
        files: Files,
        editor: Editor,
        when: datetime,
        *,
        edit: str,
        fields: Iterable[str],
        names: Mapping[str, str],
        anew: bool = False,
    ) -> Draft:
        """Write what an editor saved on top of a draft, or begin one on the main branch's commit.

        A save takes an approval back. With `anew` the draft begins again from `main`, with the same authors.
        Raises Overtaken when another one was quicker, GitFailed, `OSError`.
        """
        name = f"{kind.collection}/{slug}"
        onto = before is None or anew
        status: Status = "draft" if before is None else before.status
        if status == "pending_publish":
            status = "pending_review"
        told = ", ".join(fields) or "nothing"
        trailers = [("Base", main if onto or before is None else before.base), ("Edit", edit)]
        trailers += [("Photo", json.dumps([old, new])) for old, new in sorted(names.items())]
        if anew and before is not None:
            trailers += [("Also-by", author) for author in before.authors]
        message = _message(f"{name}: {'new draft' if before is None else 'edited'} ({told})", "save", status, editor)
        made = self._repository.make_commit(
            main if before is None or anew else before.tip, files, message + _lines(trailers), *_names(editor), when
        )
        self._repository.move(_BRANCHES + name, made, before.tip if before is not None else None)
        draft = self._draft(name, made)
        assert draft is not None
        return draft

    def step(self, draft: Draft, to: Status, editor: Editor, when: datetime) -> Draft:
        """Move a draft to another step. Raises Overtaken, GitFailed, `OSError`."""
        message = _message(f"{draft.name}: {draft.status} -> {to}", "step", to, editor)
        made = self._repository.make_commit(
            draft.tip, {}, message + _lines([("Base", draft.base)]), *_names(editor), when
        )
        self._repository.move(_BRANCHES + draft.name, made, draft.tip)
        moved = self._draft(draft.name, made)
        assert moved is not None
        return moved

    def end(self, draft: Draft) -> bool:
        """Take a draft away, unless it has changed since. Returns whether it is gone. Raises GitFailed."""
        if self._tip(_BRANCHES + draft.name) != draft.tip:
            return False
        self._git.run("update-ref", "-d", _BRANCHES + draft.name, draft.tip)
        return True

    def files(self, draft: Draft) -> dict[str, bytes | None]:
        """What a draft changes, with content. Raises GitFailed."""
        blobs = [change.new for change in draft.changes if change.new is not None]
        contents = dict(zip(blobs, self._repository.contents(blobs), strict=True))
        return {change.path: contents[change.new] if change.new is not None else None for change in draft.changes}

    def has(self, content: bytes) -> bool:
        """Whether the clone holds a file of these bytes."""
        name = self._git.run("hash-object", "--stdin", stdin=content).decode().strip()
        try:
            self._git.run("cat-file", "-e", name)
        except GitFailed:
            return False
        return True

    # --- saves that came too late -------------------------------------------------------------------------------

    def keep(
        self, kind: Kind, slug: str, base: str | None, main: str, files: Files, editor: Editor, when: datetime
    ) -> Kept:
        """Put a save aside for its writer. Raises GitFailed, `OSError`."""
        message = _message(f"{kind.collection}/{slug}: kept aside", "keep", "draft", editor)
        made = self._repository.make_commit(
            main, files, message + _lines([("Base", main), ("Base-blob", base or "")]), *_names(editor), when
        )
        ref = f"{_KEPT}{editor.user}/{kind.collection}/{slug}/{made[:16]}"
        self._repository.move(ref, made, None)
        return Kept(ref, made, kind, slug, base, when)

    def kept(self, editor: Editor) -> list[Kept]:
        """What is kept aside for an editor, oldest first. Raises GitFailed."""
        place = f"{_KEPT}{editor.user}/"
        listed = self._git.run("for-each-ref", "--format=%(objectname) %(refname)", "--", place).decode()
        found = []
        for line in listed.splitlines():
            commit, _, ref = line.partition(" ")
            collection, slug, _ = ref.removeprefix(place).split("/")
            kind = kind_of(collection)
            told = self._log(commit, "-n1")[0]
            if kind is not None:
                found.append(Kept(ref, commit, kind, slug, told.one("Base-blob") or None, told.at))
        return sorted(found, key=lambda kept: kept.at)

    def kept_files(self, kept: Kept) -> dict[str, bytes | None]:
        """What a kept save changes, with content. Raises GitFailed."""
        changes = list(self._repository.changes(f"{kept.commit}^", kept.commit))
        blobs = [change.new for change in changes if change.new is not None]
        contents = dict(zip(blobs, self._repository.contents(blobs), strict=True))
        return {change.path: contents[change.new] if change.new is not None else None for change in changes}

    def forget(self, kept: Kept) -> None:
        """The writer has chosen. Raises GitFailed."""
        self._git.run("update-ref", "-d", kept.ref, kept.commit)

    # ------------------------------------------------------------------------------------------------------------

    def _tip(self, ref: str) -> str:
        return self._git.run("for-each-ref", "--format=%(objectname)", "--", ref).decode().strip()

    def _draft(self, name: str, tip: str) -> Draft | None:
        if tip in self._known:
            return self._known[tip]
        collection, _, slug = name.partition("/")
        kind = kind_of(collection)
        if kind is None or kind.identity(slug) is None:
            return None
        last = self._log(tip, "-n1")[0]
        base, status = last.one("Base"), last.one("Status")
        if not re.fullmatch(r"[0-9a-f]{40,64}", base) or status not in STATUSES:
            return None  # a branch that is not of the editor
        own = self._log(tip, f"^{base}")
        saves = [commit for commit in own if commit.one("Act") == "save"]
        authors = dict.fromkeys(
            author for commit in reversed(saves) for author in (*commit.trailers.get("Also-by", ()), commit.one("User"))
        )
        names = {}
        for commit in reversed(saves):
            for told in commit.trailers.get("Photo", ()):
                old, new = json.loads(told)
                names[f"{commit.one('Edit')}/{old}"] = new
        draft = Draft(
            kind=kind,
            slug=slug,
            tip=tip,
            base=base,
            status=status,
            authors=tuple(authors),
            reviewer=own[0].one("User") if status == "pending_publish" else None,
            edits=frozenset({saves[0].one("Edit")} - {""} if saves else ()),
            updated=own[0].at,
            by=own[0].author,
            changes=tuple(self._repository.changes(base, tip)),
            names=names,
        )
        self._known[tip] = draft
        return draft

    def _log(self, commit: str, less: str) -> list[_Commit]:
        """A commit and those before it, newest first, less what `less` leaves out."""
        shape = "--format=%H%x00%ct%x00%an%x00%B%x01"
        listed = self._git.run("log", "--first-parent", shape, less, commit, "--").decode("utf-8", "replace")
        found = []
        for part in listed.split("\x01"):
            if part.strip():
                name, at, author, text = part.strip("\n").split("\0")
                trailers: dict[str, list[str]] = {}
                for line in text.rstrip("\n").rpartition("\n\n")[2].splitlines():
                    if trailer := re.fullmatch(r"([A-Z][A-Za-z-]*): (.*)", line):
                        trailers.setdefault(trailer[1], []).append(trailer[2])
                found.append(_Commit(name, datetime.fromtimestamp(int(at), UTC), author, trailers))
        return found


def _names(editor: Editor) -> tuple[str, str]:
    """Author and committer of what an editor does."""
    name = f"{editor.name} <{editor.mail}>"
    return name, name


def _message(subject: str, act: str, status: Status, editor: Editor) -> str:
    return f"{subject}\n\nAct: {act}\nStatus: {status}\nUser: {editor.user}\nRole: {editor.role}\n"


def _lines(trailers: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in trailers if value)
