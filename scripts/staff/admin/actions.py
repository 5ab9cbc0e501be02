"""The form editor's questions (Decap's proxy protocol), answered from the desk.

Every answer is for one editor: what is not in their charge does not exist for them. Paths in questions are the editor's
own (`kinds`); none of them ever reaches a file.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from nhandao.records.record import Record
from scripts.staff.admin import forms, kinds, photos
from scripts.staff.admin.desk import Desk, Refusal, Sent
from scripts.staff.admin.drafts import Draft
from scripts.staff.admin.kinds import ADDRESSES, Kind
from scripts.staff.admin.roles import STATUSES, Editor
from scripts.staff.admin.sessions import Session

Params = Mapping[str, Any]
_MOST_PHOTOS = 20
_LISTED = ("code", "display_name", "title", "id", "name", "kind", "unit", "on", "account")
"""Fields that a list shows. A form is always filled from the whole record, asked for when it is opened."""


class NotFound(Exception):
    """The editor asks for a draft that there is not: an answer it expects."""


class Actions:
    """What one session of an editor may ask."""

    def __init__(self, desk: Desk, editor: Editor, session: Session, base: str) -> None:
        self._desk = desk
        self._editor = editor
        self._session = session
        self._base = base
        self._known: Mapping[str, Callable[[Params], Any]] = {
            "info": self._info,
            "entriesByFolder": self._entries_by_folder,
            "entriesByFiles": self._entries_by_files,
            "getEntry": self._get_entry,
            "unpublishedEntries": self._unpublished_entries,
            "unpublishedEntry": self._unpublished_entry,
            "unpublishedEntryDataFile": self._unpublished_data,
            "unpublishedEntryMediaFile": self._unpublished_media,
            "deleteUnpublishedEntry": self._delete_unpublished,
            "persistEntry": self._persist,
            "updateUnpublishedEntryStatus": self._step,
            "publishUnpublishedEntry": self._publish,
            "getMedia": self._media,
            "getMediaFile": self._media_file,
            "persistMedia": self._no_media,
            "deleteFile": self._no_delete,
            "deleteFiles": self._no_delete,
            "getDeployPreview": self._preview,
        }

    def answer(self, question: Any) -> Any:
        """Raises Refusal, NotFound, GitFailed, `OSError`."""
        if not isinstance(question, dict) or not isinstance(question.get("action"), str):
            raise Refusal("admin-question", 400)
        params = question.get("params", {})
        action = self._known.get(question["action"])
        if action is None or not isinstance(params, dict):
            raise Refusal("admin-question", 400)
        return action(params)

    # --- what is published ----------------------------------------------------------------------------------------

    def _info(self, _: Params) -> Any:
        return {"repo": "nhandao", "publish_modes": ["editorial_workflow"], "type": "nhandao"}

    def _entries_by_folder(self, params: Params) -> Any:
        kind = kinds.kind_of(_text(params, "folder"))
        if kind is None:
            raise Refusal("admin-question", 400)
        return [
            _entry(kind, kind.slug_of(getattr(one.record, kind.identifier)), _listed(one.record), one.blob)
            for one in self._desk.entries(kind, self._editor)
        ]

    def _entries_by_files(self, params: Params) -> Any:
        asked = params.get("files")
        if not isinstance(asked, list):
            raise Refusal("admin-question", 400)
        return [self._get_entry(one) for one in asked if isinstance(one, dict)]

    def _get_entry(self, params: Params) -> Any:
        path = _text(params, "path")
        found = kinds.entry_of(path)
        with self._desk.turn:
            held = self._desk.published_record(*found) if found is not None else None
            if found is None or held is None or not self._desk.in_charge(self._editor, held.record):
                return {"data": None, "file": {"path": path, "id": None}}
        kind, slug = found
        return _entry(kind, slug, self._form(held.record, slug, held.blob), held.blob)

    def _form(self, record: Record, slug: str, blob: str) -> str:
        return forms.to_form(record, forms.Edit(slug, blob, secrets.token_hex(8)))

    # --- drafts ---------------------------------------------------------------------------------------------------

    def _unpublished_entries(self, _: Params) -> Any:
        return [draft.name for draft in self._desk.drafts(self._editor)]

    def _unpublished_entry(self, params: Params) -> Any:
        identity = params.get("id")
        if isinstance(identity, str):
            collection, _, slug = identity.partition("/")
            params = {"collection": collection, "slug": slug}
        draft = self._draft(params)
        diffs = []
        for change in draft.changes:
            path = f"{draft.name}.json" if change is draft.data_change else kinds.shown_photo(change.path)
            if change.path.endswith(".yaml") or change.new is not None:
                diffs.append({
                    "oldPath": path, "newPath": path, "path": path, "id": change.new or "",
                    "status": "added" if change.old is None else "modified", "newFile": change.old is None,
                    "binary": change is not draft.data_change,
                })  # fmt: skip
        return {
            "collection": draft.kind.collection,
            "slug": draft.slug,
            "status": draft.status,
            "diffs": diffs,
            "updatedAt": draft.updated.isoformat(),
            "pullRequestAuthor": draft.by,
        }

    def _unpublished_data(self, params: Params) -> Any:
        draft = self._draft(params)
        with self._desk.turn:
            record = self._desk.record_of(draft)
        change = draft.data_change
        if record is None or change is None or change.new is None:
            raise NotFound
        self._session.seen[draft.name] = draft.tip
        return {"data": self._form(record, draft.slug, change.new)}

    def _unpublished_media(self, params: Params) -> Any:
        draft = self._draft(params)
        asked = _text(params, "path")
        for path, content in self._desk.files(draft).items():
            if content is not None and kinds.photo_path(asked) == path:
                return _media_file(path, content)
        raise NotFound

    def _delete_unpublished(self, params: Params) -> Any:
        self._desk.discard(*_named(params), self._editor)
        return {"message": "ok"}

    def _persist(self, params: Params) -> Any:
        data_files = params.get("dataFiles") or [params.get("entry")]
        options = params.get("options") or {}
        if not isinstance(data_files, list) or len(data_files) != 1 or not isinstance(options, dict):
            raise Refusal("admin-question", 400)
        file = data_files[0]
        if not isinstance(file, dict) or file.get("newPath") not in (None, file.get("path")):
            raise Refusal("admin-question", 400)
        kind, slug, values, edit, new = self._sent(file)
        cleaned, names = self._photos(params.get("assets", []))
        draft = self._desk.save(Sent(kind, slug, values, edit, new, cleaned, names), self._editor)
        self._session.seen[draft.name] = draft.tip
        return {"message": "ok"}

    def _sent(self, file: Params) -> tuple[Kind, str, dict[str, Any], forms.Edit | None, bool]:
        """Kind and slug of a form, its values, what it was filled from, and whether it is a new one."""
        path = _text(file, "path")
        kind = kinds.kind_of(path.partition("/")[0])
        if kind is None:
            raise Refusal("admin-path", 400, found=ascii(path)[1:80])
        try:
            values, edit = forms.parse(_text(file, "raw"))
        except forms.BadForm:
            raise Refusal("admin-question", 400) from None
        found = kinds.entry_of(path)
        if edit is not None and found is not None and edit.slug == found[1]:
            return kind, found[1], values, edit, False
        if found is not None and self._is_there(*found):
            return kind, found[1], values, None, False
        # A new one: its own code says what it is called. Decap numbers a slug it has met before.
        told = values.get(kind.identifier)
        slug = kind.slug_of(told.strip()) if isinstance(told, str) else ""
        if kind.identity(slug) is None:
            if found is None and not slug:
                raise Refusal("admin-path", 400, found=ascii(path)[1:80])
            slug = found[1] if found is not None else slug
        return kind, slug, values, None, True

    def _is_there(self, kind: Kind, slug: str) -> bool:
        with self._desk.turn:
            return self._desk.published_record(kind, slug) is not None or bool(
                self._desk.draft(kind, slug, self._editor)
            )

    def _photos(self, assets: Any) -> tuple[dict[str, bytes], dict[str, str]]:
        """New photos, cleaned, by the names they are kept under; and these names by those they were sent with."""
        if not isinstance(assets, list) or len(assets) > _MOST_PHOTOS:
            raise Refusal("admin-photos-many", limit=_MOST_PHOTOS)
        cleaned: dict[str, bytes] = {}
        names: dict[str, str] = {}
        for asset in assets:
            if not isinstance(asset, dict):
                raise Refusal("admin-question", 400)
            sent_as = _text(asset, "path").rpartition("/")[2]
            if not sent_as or any(not char.isprintable() for char in sent_as) or "\\" in sent_as or len(sent_as) > 200:
                raise Refusal("admin-photo-name", found=ascii(sent_as)[1:60])
            try:
                content = base64.b64decode(_text(asset, "content"), validate=True)
            except (binascii.Error, ValueError):
                raise Refusal("admin-question", 400) from None
            if photos.is_kept_name(sent_as) and self._desk.has_photo(content):
                # One that is here already comes back with every save of its draft, and is not drawn a second time.
                cleaned[sent_as], names[sent_as] = content, sent_as
                continue
            try:
                photo = photos.clean(content)
            except photos.BadPhoto as problem:
                raise Refusal(problem.code, name=sent_as[:80], found=problem.found) from None
            cleaned[photo.name] = photo.content
            names[sent_as] = photo.name
        return cleaned, names

    def _step(self, params: Params) -> Any:
        to = params.get("newStatus")
        if to not in STATUSES:
            raise Refusal("admin-question", 400)
        kind, slug = _named(params)
        name = f"{kind.collection}/{slug}"
        moved = self._desk.step(kind, slug, to, self._editor, self._session.seen.get(name))
        self._session.seen[name] = moved.tip
        return {"message": "ok"}

    def _publish(self, params: Params) -> Any:
        kind, slug = _named(params)
        self._desk.publish(kind, slug, self._editor, self._session.seen.get(f"{kind.collection}/{slug}"))
        return {"message": "ok"}

    def _draft(self, params: Params) -> Draft:
        draft = self._desk.draft(*_named(params), self._editor)
        if draft is None:
            raise NotFound
        return draft

    # --- photos ---------------------------------------------------------------------------------------------------

    def _media(self, params: Params) -> Any:
        code = kinds.address_of_photos(_text(params, "mediaFolder"))
        return [_media_file(path, content) for path, content in self._photos_of(code).items()] if code else []

    def _media_file(self, params: Params) -> Any:
        path = kinds.photo_path(_text(params, "path"))
        content = self._photos_of(path.split("/")[1]).get(path) if path is not None else None
        if path is None or content is None:
            raise NotFound
        return _media_file(path, content)

    def _photos_of(self, code: str) -> dict[str, bytes]:
        """Photos of an address as published and as its draft has them."""
        kind = ADDRESSES
        slug = kind.slug_of(code)
        with self._desk.turn:
            held = self._desk.published_record(kind, slug)
            draft = self._desk.draft(kind, slug, self._editor)
            found: dict[str, bytes] = {}
            if held is not None and self._desk.in_charge(self._editor, held.record):
                shelf = self._desk.shelf()
                for path in shelf.paths(f"photos/{code}/"):
                    if (blob := shelf.blob(path)) is not None:
                        found[path] = shelf.content(blob)
            for path, content in self._desk.files(draft).items() if draft is not None else ():
                if path.startswith("photos/") and content is not None:
                    found[path] = content
        return found

    def _no_media(self, _: Params) -> Any:
        raise Refusal("admin-photo-where")

    def _no_delete(self, _: Params) -> Any:
        raise Refusal("admin-no-delete", 403)

    def _preview(self, params: Params) -> Any:
        kind, slug = _named(params)
        if kind.collection != "addresses":
            return None
        return {"url": f"{self._base}/preview/{kind.collection}/{slug}/", "status": "success"}


def _text(params: Params, name: str) -> str:
    value = params.get(name)
    if not isinstance(value, str):
        raise Refusal("admin-question", 400)
    return value


def _named(params: Params) -> tuple[Kind, str]:
    kind = kinds.kind_of(_text(params, "collection"))
    slug = _text(params, "slug")
    if kind is None or kind.identity(slug) is None:
        raise NotFound
    return kind, slug


def _listed(record: Record) -> str:
    return json.dumps(
        {name: getattr(record, name) for name in _LISTED if hasattr(record, name)}, ensure_ascii=False, default=str
    )


def _entry(kind: Kind, slug: str, data: str, blob: str) -> dict[str, Any]:
    return {"data": data, "file": {"path": f"{kind.collection}/{slug}.json", "id": blob}}


def _media_file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "id": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
        "encoding": "base64",
        "path": kinds.shown_photo(path),
        "name": path.rpartition("/")[2],
    }
