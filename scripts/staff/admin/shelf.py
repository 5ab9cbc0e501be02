"""Records as a commit of the main branch has them, read once for each content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nhandao.book.book import Book
from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.campaign import Campaign
from nhandao.records.record import Record, make
from nhandao.records.units import Units
from scripts.callback.repository import Repository
from scripts.staff.admin.kinds import Kind


class Held(NamedTuple):
    """A record with where it lies and the name of its content."""

    path: str
    blob: str
    record: Record


class Shelf:
    """One thread at a time. Files that cannot be read are left out: `portal check` tells of them."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._commit = ""
        self._paths: dict[str, str] = {}
        self._read: dict[tuple[type[Record], str], Record | None] = {}
        self._book: Book | None = None

    def at(self, commit: str) -> Shelf:
        """Let the shelf stand at a commit. Raises GitFailed."""
        if commit == self._commit:
            return self
        if self._commit:
            for change in self._repository.changes(self._commit, commit):
                if change.new is None:
                    self._paths.pop(change.path, None)
                else:
                    self._paths[change.path] = change.new
        else:
            self._paths = dict(self._repository.files(commit))
        self._commit = commit
        self._book = None
        return self

    def blob(self, path: str) -> str | None:
        return self._paths.get(path)

    def paths(self, folder: str) -> list[str]:
        return sorted(path for path in self._paths if path.startswith(folder))

    def content(self, blob: str) -> bytes:
        """Raises GitFailed."""
        return next(self._repository.contents([blob]))

    def find(self, kind: Kind, slug: str) -> Held | None:
        """The record an entry of the editor stands for. Raises GitFailed."""
        identity = kind.identity(slug)
        if kind.model is Address and identity is not None:  # of ten thousand, the one whose place is known
            path: str | None = f"addresses/20{identity[2:4]}/{identity}.yaml"
            return self._held(kind, path) if path in self._paths else None
        end, root = f"/{identity}.yaml", f"{kind.collection}/"
        path = next((path for path in self._paths if path.startswith(root) and path.lower().endswith(end)), None)
        return self._held(kind, path) if path is not None else None

    def all(self, kind: Kind) -> Iterator[Held]:
        """Every readable record of a kind, in the order of their paths. Raises GitFailed."""
        root = f"{kind.collection}/"
        paths = [path for path in sorted(self._paths) if path.startswith(root) and path.endswith(".yaml")]
        self._read_all(kind.model, [self._paths[path] for path in paths])
        for path in paths:
            if (held := self._held(kind, path)) is not None:
                yield held

    def codes(self, kind: Kind) -> set[str]:
        """Codes or ids that are taken, also by files that cannot be read."""
        root = f"{kind.collection}/"
        return {path.rpartition("/")[2].removesuffix(".yaml") for path in self._paths if path.startswith(root)}

    @property
    def book(self) -> Book | None:
        """Campaign and units alone; ``None`` while there is no readable campaign. Raises GitFailed."""
        if self._book is None:
            campaign = self._one(Campaign, "campaign.yaml")
            units = [self._one(Units, path) for path in self.paths("units/")]
            if isinstance(campaign, Campaign):
                known: dict[str, Units] = {unit.epoch: unit for unit in units if isinstance(unit, Units)}
                self._book = Book(
                    campaign=campaign, units=known, organisations={}, addresses={}, pledges={}, receipts={},
                    handovers={}, photos={}, photo_ids={}, record_ids={},
                )  # fmt: skip
        return self._book

    def record(self, model: type[Record], blob: str) -> Record | None:
        """What a content is as a record of a kind; ``None`` when it is none. Raises GitFailed."""
        key = model, blob
        if key not in self._read:
            self._read[key] = parsed(model, self.content(blob))
        return self._read[key]

    def _held(self, kind: Kind, path: str) -> Held | None:
        blob = self._paths[path]
        record = self.record(kind.model, blob)
        return Held(path, blob, record) if record is not None else None

    def _one(self, model: type[Record], path: str) -> Record | None:
        blob = self._paths.get(path)
        return self.record(model, blob) if blob is not None else None

    def _read_all(self, model: type[Record], blobs: list[str]) -> None:
        new = [blob for blob in dict.fromkeys(blobs) if (model, blob) not in self._read]
        for blob, content in zip(new, self._repository.contents(new), strict=True):
            self._read[model, blob] = parsed(model, content)


def parsed(model: type[Record], content: bytes) -> Record | None:
    """What a file's content is as a record of a kind; ``None`` when it is none."""
    text = yaml_text.decode(content, "")
    values = yaml_text.parse(text, "") if isinstance(text, str) else text
    record = make(model, values, "") if isinstance(values, dict) else None
    return record if isinstance(record, Record) else None
