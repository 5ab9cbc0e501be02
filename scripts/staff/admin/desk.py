"""The desk all editors share: what is published, what is being written, and how the one becomes the other.

One process holds a state folder. Whatever changes a branch happens under one mutex; the network is used outside of it,
so that nobody waits for a slow line to save. Main follows the remote and nothing else: what is published here is pushed
first, and is published only when the remote has taken it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from nhandao.book.book import path_of
from nhandao.records.canonical import NotARecord
from nhandao.records.codes import codes
from nhandao.records.lines import Handover
from nhandao.records.problem import Problem
from nhandao.records.record import Record
from scripts.callback import lock
from scripts.callback.git import GitFailed
from scripts.callback.repository import BadSettings, Repository
from scripts.messages import Stop
from scripts.staff.admin import forms, kinds, roles
from scripts.staff.admin.checker import Checker, Place
from scripts.staff.admin.drafts import Draft, Drafts, Files, Kept
from scripts.staff.admin.kinds import ADDRESSES, Kind
from scripts.staff.admin.preview import Preview
from scripts.staff.admin.roles import Editor, Status
from scripts.staff.admin.shelf import Held, Shelf, parsed

_LOG = logging.getLogger("nhandao.admin")
CLONE = "repository.git"
_LOCK_SECONDS = 10.0
_PUSHES = 6
_VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


class Refusal(Exception):
    """What an editor asked for is not done; `code` names the message, `values` go into it.

    Problems of the data and a save that was put aside come along, where that is why.
    """

    def __init__(
        self,
        code: str,
        status: int = 422,
        *,
        problems: tuple[Problem, ...] = (),
        kind: Kind | None = None,
        **values: object,
    ) -> None:
        self.code, self.status, self.problems, self.kind, self.values = code, status, problems, kind, values
        super().__init__(code)


class Sent(NamedTuple):
    """A form as it was sent."""

    kind: Kind
    slug: str
    values: Mapping[str, object]
    edit: forms.Edit | None
    new: bool
    photos: Mapping[str, bytes]
    """Content of new photos by the name they were sent with, cleaned already."""
    names: Mapping[str, str]
    """Name each of them is kept under."""


@dataclass(frozen=True)
class Settings:
    state: Path
    remote: str
    branch: str = "main"
    data: str = ""
    network_seconds: float = 20.0


class Desk:
    def __init__(self, settings: Settings, clock: Callable[[], datetime], published: Callable[[], None]) -> None:
        """`published` is called when the remote has taken something. Raises Stop when the state cannot be used."""
        self._settings = settings
        self.clock = clock
        self._published = published
        self._mutex = threading.RLock()
        self._network = threading.Lock()
        settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._handle = lock.take(settings.state, _LOCK_SECONDS)
        except lock.AlreadyRunning:
            raise Stop(2, "admin-running", state=settings.state) from None
        try:
            self._open()
        except BaseException:
            os.close(self._handle)
            raise

    def _open(self) -> None:
        settings = self._settings
        clone = settings.state / CLONE
        try:
            self._repository = Repository(clone, settings.remote, settings.branch, settings.data, (self._handle,))
        except BadSettings:
            raise Stop(1, "admin-branch", branch=settings.branch, data=settings.data) from None
        self._drafts = Drafts(self._repository, (self._handle,))
        self._shelf = Shelf(self._repository)
        try:
            if not self._repository.exists():
                self._repository.make()
            self._repository.unlock()
            try:
                self.refresh()
            except GitFailed as failure:
                if self._repository.head is None:
                    raise
                _LOG.warning("remote: %s; going on with what was fetched last", failure)
            if self._repository.head is None:
                raise Stop(2, "admin-no-branch", remote=settings.remote, branch=settings.branch)
        except GitFailed as failure:
            raise Stop(2, "admin-no-remote", remote=settings.remote, problem=failure.told) from None
        self.checker = Checker(Place(clone, settings.branch, settings.data, settings.state))

    def close(self) -> None:
        self.checker.end()
        self._repository.close()
        os.close(self._handle)

    def tidy(self) -> None:
        """Make few files of many, now and then. Raises GitFailed."""
        with self._mutex:
            self._repository.roll_up()

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def main(self) -> str:
        """The last commit of the main branch. Raises GitFailed."""
        head = self._repository.head
        assert head is not None
        return head

    def refresh(self) -> None:
        """Learn what the remote's main branch holds. Raises GitFailed."""
        with self._network:
            self._repository.fetch(self._settings.network_seconds)
        with self._mutex:
            seen = self._repository.seen
            if seen is not None and seen != self._repository.head:
                self._repository.follow(seen)

    def shelf(self) -> Shelf:
        """What is published, for callers that hold `turn`."""
        return self._shelf.at(self.main)

    @property
    def turn(self) -> threading.RLock:
        """To be held by whoever reads several things that must fit together."""
        return self._mutex

    def in_charge(self, editor: Editor, record: Record) -> bool:
        """By the units the shelf was last seen with: whoever asks of many records has looked there first."""
        book = self._shelf.book or self.shelf().book
        if isinstance(record, Handover):  # what was handed over belongs to its address
            held = self._shelf.find(ADDRESSES, ADDRESSES.slug_of(record.account))
            if held is None:
                return editor.role == "province"
            record = held.record
        return book is not None and roles.in_charge(editor, book, record)

    def entries(self, kind: Kind, editor: Editor) -> list[Held]:
        """Everything published of a kind that is in an editor's charge."""
        with self._mutex:
            return [held for held in self.shelf().all(kind) if self.in_charge(editor, held.record)]

    def record_of(self, draft: Draft) -> Record | None:
        """The record a draft holds; ``None`` when it changes none any more."""
        change = draft.data_change
        if change is None or change.new is None:
            held = self.shelf().find(draft.kind, draft.slug)
            return held.record if held is not None else None
        return self._shelf.record(draft.kind.model, change.new)

    def published_record(self, kind: Kind, slug: str) -> Held | None:
        return self.shelf().find(kind, slug)

    def draft(self, kind: Kind, slug: str, editor: Editor) -> Draft | None:
        """The draft of an entry, if it is in the editor's charge."""
        with self._mutex:
            draft = self._drafts.of(kind, slug)
            return draft if draft is not None and self._may_see(draft, editor) else None

    def drafts(self, editor: Editor) -> list[Draft]:
        """Drafts in an editor's charge, newest change first."""
        with self._mutex:
            return [draft for draft in self._drafts.all() if self._may_see(draft, editor)]

    def _may_see(self, draft: Draft, editor: Editor) -> bool:
        record = self.record_of(draft)
        return record is not None and self.in_charge(editor, record)

    def files(self, draft: Draft) -> dict[str, bytes | None]:
        with self._mutex:
            return self._drafts.files(draft)

    def has_photo(self, content: bytes) -> bool:
        """Whether a file of these bytes is in the clone, published or in a draft."""
        with self._mutex:
            return self._drafts.has(content)

    # --- saving ---------------------------------------------------------------------------------------------------

    def save(self, sent: Sent, editor: Editor, anew: bool = False) -> Draft:
        """Keep what an editor wrote as a draft. Raises Refusal (then nothing is changed), GitFailed, `OSError`.

        With `anew` what was published meanwhile is known and the form's content stands.
        """
        with self._mutex:
            before = self._drafts.of(sent.kind, sent.slug)
            held = self.published_record(sent.kind, sent.slug)
            self._is_mine_to_change(sent, before, held, editor)
            record, path = self._read(sent, before, held, editor)
            if sent.new and (before is not None or held is not None):
                if before is not None and before.authors == (editor.user,) and self.record_of(before) == record:
                    return before  # sent again, as the answer to the first time was lost
                raise Refusal(
                    "admin-code-taken", 409, found=getattr(record, sent.kind.identifier),
                    hint=self.next_code(sent.kind) or "…",
                )  # fmt: skip
            files = self._with_photos(sent, record, path, before)
            problems = self.checker.check(self.main, self._over(before, files))
            if problems:
                raise Refusal("admin-problems", problems=tuple(problems), kind=sent.kind)
            if not anew and (late := self._is_late(sent, before, held)):
                base = sent.edit.blob if sent.edit is not None else None
                kept = self._drafts.keep(
                    sent.kind, sent.slug, base, self.main, self._over(before, files), editor, self.clock()
                )
                raise Refusal(late, 409, by=before.by if before is not None else "", identity=kept.identity)
            old = self._current(before, held)
            if old == record and not anew and before is not None and not self._touches_photos(files, path):
                return before
            overtaken = before is not None and self._differs(before, held)
            return self._drafts.save(
                sent.kind, sent.slug, before, self.main, self._over(before, files) if overtaken else files, editor,
                self.clock(), edit=sent.edit.opening if sent.edit is not None else "",
                fields=list(forms.changed_fields(old, record)), names=sent.names, anew=overtaken,
            )  # fmt: skip

    def _is_mine_to_change(self, sent: Sent, before: Draft | None, held: Held | None, editor: Editor) -> None:
        if held is not None and sent.kind.append_only:
            raise Refusal("admin-line-kept", 403)
        for record in (self.record_of(before) if before is not None else None, held.record if held else None):
            if record is not None and not self.in_charge(editor, record):
                raise Refusal("admin-not-your-unit", 403)

    def _read(self, sent: Sent, before: Draft | None, held: Held | None, editor: Editor) -> tuple[Record, str]:
        names = dict(sent.names)
        if before is not None and sent.edit is not None:
            opening = f"{sent.edit.opening}/"
            known = {key.removeprefix(opening): new for key, new in before.names.items() if key.startswith(opening)}
            names = known | names
        try:
            record = forms.read(sent.kind, sent.values, names, f"{sent.kind.collection}/{sent.slug}")
        except forms.BadForm:
            raise Refusal("admin-question", 400) from None
        if isinstance(record, list):
            raise Refusal("admin-problems", problems=tuple(record), kind=sent.kind)
        identity = getattr(record, sent.kind.identifier)
        if sent.kind.slug_of(identity) != sent.slug:
            raise Refusal("admin-code-changed", found=identity, hint=sent.kind.identity(sent.slug) or "")
        path = path_of(record)
        for there in (held.path if held else None, self._path_of(before)):
            if there is not None and there != path:
                raise Refusal("admin-path-changed", found=path.rsplit("/", 1)[0], hint=there.rsplit("/", 1)[0])
        if not self.in_charge(editor, record):
            raise Refusal("admin-not-your-unit", 403)
        return record, path

    def _path_of(self, draft: Draft | None) -> str | None:
        change = draft.data_change if draft is not None else None
        return change.path if change is not None else None

    def _with_photos(self, sent: Sent, record: Record, path: str, before: Draft | None) -> dict[str, bytes | None]:
        """Files of a save: the record, new photos, and photos that no longer belong to it taken out."""
        files: dict[str, bytes | None] = {path: self._text(sent.kind, record, path, before)}
        folder = kinds.photo_folder(record)
        if folder is None:
            return files
        listed = {f"{folder}{photo.file}" for photo in getattr(record, "photos", ())}
        there = set(self.shelf().paths(folder))
        for change in before.changes if before is not None else ():
            if change.path.startswith(folder):
                (there.add if change.new is not None else there.discard)(change.path)
        for name, content in sent.photos.items():
            if f"{folder}{name}" in listed:
                files[f"{folder}{name}"] = content
        return files | dict.fromkeys(there - listed)

    def _text(self, kind: Kind, record: Record, path: str, before: Draft | None) -> bytes:
        """The text a record is kept as, with the comments of what is there now."""
        change = before.data_change if before is not None else None
        blob = change.new if change is not None else self.shelf().blob(path)
        try:
            return forms.canonical(kind, record, self._shelf.content(blob) if blob is not None else None)
        except NotARecord as wrong:
            raise Refusal("admin-problems", problems=tuple(wrong.problems), kind=kind) from None

    def _over(self, before: Draft | None, files: Files) -> dict[str, bytes | None]:
        """A save over the main branch: what the draft holds already, and the save on top."""
        return (self._drafts.files(before) if before is not None else {}) | dict(files)

    def _is_late(self, sent: Sent, before: Draft | None, held: Held | None) -> str:
        """Code of the message when somebody else was quicker; "" when the save may stand."""
        if before is not None:
            change = before.data_change
            if self._differs(before, held):
                return "admin-late-main"
            if sent.edit is not None and sent.edit.slug == sent.slug:
                if sent.edit.blob == (change.new if change is not None else held.blob if held else None):
                    return ""
                if sent.edit.opening in before.edits:
                    return ""
            return "admin-late-draft"
        if held is None:
            return "" if sent.new or sent.edit is None else "admin-late-gone"
        fits = sent.edit is not None and sent.edit.slug == sent.slug and sent.edit.blob == held.blob
        return "" if fits else "admin-late-main"

    def _differs(self, draft: Draft, held: Held | None) -> bool:
        """Whether the main branch has come to say something else than when the draft began."""
        change = draft.data_change
        if change is None:
            return False
        old = self._shelf.record(draft.kind.model, change.old) if change.old is not None else None
        return old != (held.record if held is not None else None)

    def _current(self, before: Draft | None, held: Held | None) -> Record | None:
        if before is not None:
            return self.record_of(before)
        return held.record if held is not None else None

    def _touches_photos(self, files: Files, path: str) -> bool:
        return any(other != path for other in files)

    def next_code(self, kind: Kind) -> str | None:
        """A code that nobody uses yet, nor any draft; ``None`` for kinds whose names are chosen."""
        if kind.identifier != "code":
            return None
        with self._mutex:
            book = self.shelf().book
            taken = self._shelf.codes(kind) | {draft.slug.upper() for draft in self._drafts.all()}
            year = book.campaign.year.year if book is not None else self.clock().astimezone(_VIETNAM).year
            return next((code for code in codes("DC", year) if code not in taken), None)

    # --- steps ----------------------------------------------------------------------------------------------------

    def step(self, kind: Kind, slug: str, to: Status, editor: Editor, seen: str | None) -> Draft:
        """Move a draft to another step. `seen` is the commit of it the editor was shown last.

        Raises Refusal, GitFailed, `OSError`.
        """
        with self._mutex:
            draft = self._known(kind, slug, editor)
            if draft.status == to:
                return draft
            if code := roles.refusal(editor, draft.status, to, draft.authors):
                raise Refusal(f"admin-{code}", 403)
            self._was_seen(draft, seen)
            return self._drafts.step(draft, to, editor, self.clock())

    def discard(self, kind: Kind, slug: str, editor: Editor) -> None:
        """Take a draft away. Its own writers may, and those who check. Raises Refusal, GitFailed."""
        with self._mutex:
            draft = self._known(kind, slug, editor)
            if editor.role == "commune" and draft.authors != (editor.user,):
                raise Refusal("admin-not-your-draft", 403)
            self._drafts.end(draft)

    def _known(self, kind: Kind, slug: str, editor: Editor) -> Draft:
        draft = self.draft(kind, slug, editor)
        if draft is None:
            raise Refusal("admin-no-draft", 404)
        return draft

    def _was_seen(self, draft: Draft, seen: str | None) -> None:
        """Nobody approves what they were not shown."""
        if seen != draft.tip:
            raise Refusal("admin-changed-since", 409, by=draft.by)

    def publish(self, kind: Kind, slug: str, editor: Editor, seen: str | None) -> None:
        """Make a draft that two others wrote and checked a commit of the main branch, at the remote first.

        Raises Refusal (then nothing is changed, and the draft is as it was), `OSError`.
        """
        for _ in range(_PUSHES):
            try:
                self.refresh()
            except GitFailed as failure:
                raise Refusal("admin-remote", 503, problem=failure.told) from None
            with self._mutex:
                draft = self._known(kind, slug, editor)
                if code := roles.publishing_refusal(editor, draft.status, draft.authors, draft.reviewer):
                    raise Refusal(f"admin-{code}", 403)
                self._was_seen(draft, seen)
                if not draft.changes or self._is_published(draft):
                    self._drafts.end(draft)
                    return
                made = self._merged(draft, editor)
            if self._pushed(made):
                with self._mutex:
                    seen_now = self._repository.seen
                    if seen_now is not None:
                        self._repository.follow(seen_now)
                    self._drafts.end(draft)
                self._published()
                return
        raise Refusal("admin-busy", 503)

    def _is_published(self, draft: Draft) -> bool:
        return all(self.shelf().blob(change.path) == change.new for change in draft.changes)

    def _merged(self, draft: Draft, editor: Editor) -> str:
        """A commit on top of the main branch with what the draft changes."""
        held = self.published_record(draft.kind, draft.slug)
        change = draft.data_change
        if self._differs(draft, held):
            raise Refusal("admin-publish-late", 409, name=draft.name)
        for other in draft.changes:
            if other is not change and self.shelf().blob(other.path) not in (other.old, other.new):
                raise Refusal("admin-publish-late", 409, name=draft.name)
        files = self._drafts.files(draft)
        problems = self.checker.check(self.main, files)
        if problems:
            raise Refusal("admin-problems", problems=tuple(problems), kind=draft.kind)
        record = self.record_of(draft)
        assert record is not None
        names = [self._author(user) for user in draft.authors]
        told = "".join(f"Co-authored-by: {name}\n" for name in names[1:])
        told += f"Reviewed-by: {self._author(draft.reviewer or '')}\nApproved-by: {editor.name} <{editor.mail}>\n"
        fields = ", ".join(forms.changed_fields(held.record if held else None, record)) or "photos"
        subject = f"{draft.kind.collection}: {getattr(record, draft.kind.identifier)}: {'new' if not held else fields}"
        return self._repository.make_commit(
            self.main, files, f"{subject}\n\n{told}", names[0], f"{editor.name} <{editor.mail}>", self.clock()
        )

    def _author(self, user: str) -> str:
        editor = self.people(user)
        return f"{editor.name} <{editor.mail}>" if editor is not None else f"{user} <{user}@staff.invalid>"

    people: Callable[[str], Editor | None] = staticmethod(lambda user: None)
    """Who has a user name."""

    def _pushed(self, commit: str) -> bool:
        """Whether the remote took a commit; not when somebody else was quicker."""
        with self._network:
            before = self._repository.seen
            try:
                if self._repository.push(commit, self._settings.network_seconds) == "pushed":
                    return True
                self._repository.fetch(self._settings.network_seconds)
            except GitFailed as failure:
                raise Refusal("admin-remote", 503, problem=failure.told) from None
        if self._repository.seen == before:
            raise Refusal("admin-remote-refuses", 503)
        return False

    # --- saves that came too late ---------------------------------------------------------------------------------

    def kept(self, editor: Editor) -> list[Kept]:
        with self._mutex:
            return self._drafts.kept(editor)

    def kept_one(self, editor: Editor, identity: str) -> Kept:
        """Raises Refusal."""
        found = next((kept for kept in self.kept(editor) if kept.identity == identity), None)
        if found is None:
            raise Refusal("admin-no-draft", 404)
        return found

    def sides(self, kept: Kept) -> tuple[Record | None, Record | None, Record | None]:
        """What the writer began from, what they wrote, and what is there now."""
        with self._mutex:
            base = self._shelf.record(kept.kind.model, kept.base) if kept.base else None
            mine = self._kept_record(kept)
            draft = self._drafts.of(kept.kind, kept.slug)
            held = self.published_record(kept.kind, kept.slug)
            if draft is not None and self._differs(draft, held):  # the draft itself was overtaken
                change = draft.data_change
                base = self._shelf.record(kept.kind.model, change.old) if change is not None and change.old else None
                draft = None
            return base, mine, self._current(draft, held)

    def _kept_record(self, kept: Kept) -> Record | None:
        files = self._drafts.kept_files(kept)
        content = next((content for path, content in files.items() if path.endswith(".yaml")), None)
        return parsed(kept.kind.model, content) if content is not None else None

    def choose(self, kept: Kept, choice: str, editor: Editor, theirs_blob: str) -> None:
        """End a conflict: `theirs` drops the save, `mine` puts it over what is there now, `both` joins them.

        Raises Refusal when there is something newer than what was shown (`theirs_blob`), or rules are broken.
        """
        with self._mutex:
            base, mine, theirs = self.sides(kept)
            if choice != "theirs":
                if theirs_blob != self.side_id(theirs):
                    raise Refusal("admin-changed-since", 409, by="")
                wanted = mine if choice == "mine" or mine is None or theirs is None else None
                if wanted is None and mine is not None and theirs is not None:
                    wanted = forms.merged(kept.kind, base, mine, theirs)
                if wanted is None:
                    raise Refusal("admin-both", 409)
                files = self._drafts.kept_files(kept)
                photos = {
                    path.rpartition("/")[2]: content
                    for path, content in files.items()
                    if path.startswith("photos/") and content is not None
                }
                values, _ = forms.parse(forms.to_form(wanted, None))
                self.save(Sent(kept.kind, kept.slug, values, None, False, photos, {}), editor, anew=True)
            self._drafts.forget(kept)

    def side_id(self, record: Record | None) -> str:
        """Names what a writer was shown of the other side."""
        return hashlib.blake2b(repr(record).encode(), digest_size=8).hexdigest()

    # --- looking --------------------------------------------------------------------------------------------------

    def preview(self, kind: Kind, slug: str, editor: Editor, base_url: str) -> Preview:
        """The page of an address as its draft, or what is published, would have it. Raises Refusal."""
        with self._mutex:
            draft = self.draft(kind, slug, editor)
            record = self.record_of(draft) if draft is not None else None
            if record is None:
                held = self.published_record(kind, slug)
                record = held.record if held is not None and self.in_charge(editor, held.record) else None
            if record is None:
                raise Refusal("admin-no-draft", 404)
            main, overlay = self.main, self._drafts.files(draft) if draft is not None else {}
        return self.checker.preview(
            main, overlay, getattr(record, kind.identifier), base_url, self.clock().astimezone(_VIETNAM).date()
        )
