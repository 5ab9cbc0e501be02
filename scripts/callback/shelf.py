"""What the repository holds at the committer's head: which lines and records there are, found by id and by account.

Built once with one pass over the ledger's files, then carried along by differences. It says where things stand; records
are read when a change touches them, so that a change costs what it touches.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from nhandao.book.files import PATHS
from nhandao.ledger.balances import Entry, handover_entry, receipt_entries
from nhandao.records.address import Address
from nhandao.records.campaign import Campaign
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.money import Dong
from nhandao.records.organisation import Organisation
from nhandao.records.record import Record
from scripts.callback.line_file import read_record
from scripts.callback.repository import Repository

R = TypeVar("R", bound=Record)

_CAMPAIGN = "campaign.yaml"
_ACCOUNT = re.compile(rb"(?:DC|QC)\d{2}[A-Z]\d{4}[0-9A-Z]")
"""Any account that the text of a line names: more than its account at worst, never less."""

_ORIGINAL = re.compile(rb"(?:reverses|fee_of|part_of)[\"']?:\s*[\"']?([a-z0-9]+-[A-Za-z0-9_-]{1,80})")
"""The gift that a line is a part of, in its text."""

_BUNDLE = re.compile(rb"(?m)^bundle:[ ]*[\"']?(CK\d{2}[A-Z]\d{4}[0-9A-Z])")
"""The reference that a promise shares with others, in its text."""

_REMEMBERED = 20_000
_READ_AT_ONCE = 2_000


class NoCampaign(Exception):
    """The data has no readable campaign.yaml, so that nothing can be judged."""


class Holdings(NamedTuple):
    """What moved in an account: one entry for all movements of a day, direction and kind together."""

    entries: tuple[Entry, ...]
    unread: bool
    """Whether a line that names the account cannot be read, so that what it holds is not known."""


class _Sums:
    """Holdings in the making."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.amounts: dict[tuple[date, str, str], int] = {}
        self.unread = False
        self.pending = list(paths)
        """Lines that are not yet in the amounts."""


class Shelf:
    """An index over the data folder at one commit."""

    def __init__(self, repository: Repository, commit: str) -> None:
        """Read the whole ledger once. Raises GitFailed."""
        self._repository = repository
        self.commit = commit
        self._blobs: dict[str, str] = {}  # by path
        self._paths: dict[type[Record], dict[str, list[str]]] = {
            model: {} for model in (Address, Organisation, Pledge, Receipt, Handover)
        }  # by name of the file without its ending; more than one is a mistake of staff's that `portal check` tells
        self._named: dict[str, tuple[str, ...]] = {}  # accounts by path of a receipt or handover
        self._by_account: dict[str, dict[str, None]] = {}  # paths in a fixed order
        self._originals: dict[str, tuple[str, ...]] = {}  # by path of a receipt that is part of another
        self._parts: dict[str, dict[str, None]] = {}  # paths of such receipts by the id of the other
        self._sums: dict[str, _Sums] = {}  # by account, of those that were asked for
        self._records: dict[str, Record | None] = {}  # by path, what was read of late
        self._bundles: dict[str, set[str]] | None = None  # paths of promises by their bundle, once that was asked for
        self._take({entry.path: entry.blob for entry in repository.files(commit)})

    def advance(self, commit: str, written: Mapping[str, bytes] | None = None) -> None:
        """Stand at another commit. Raises GitFailed."""
        old, new = {}, {}
        for change in self._repository.changes(self.commit, commit):
            if change.old is not None:
                old[change.path] = change.old
            if change.new is not None:
                new[change.path] = change.new
        for path in old:
            self._drop(path)
        self._take(new, written or {})
        self.commit = commit

    def _take(self, blobs: Mapping[str, str], written: Mapping[str, bytes] | None = None) -> None:
        lines = []
        for path, blob in blobs.items():
            self._blobs[path] = blob
            model = _model_of(path)
            if model in self._paths:
                self._paths[model].setdefault(_stem(path), []).append(path)
            if model is Receipt or model is Handover:
                lines.append(path)
        if self._bundles is not None:
            self._index_bundles([path for path in blobs if _model_of(path) is Pledge])
        known = written or {}
        asked = [path for path in lines if path not in known]
        texts = zip(asked, self._repository.contents(blobs[path] for path in asked), strict=True)
        for path, text in [*texts, *((path, known[path]) for path in lines if path in known)]:
            named = tuple(sorted({code.decode() for code in _ACCOUNT.findall(text)}))
            self._named[path] = named
            for code in named:
                self._by_account.setdefault(code, {})[path] = None
                if code in self._sums:
                    self._sums[code].pending.append(path)
            if originals := tuple({original.decode() for original in _ORIGINAL.findall(text)}):
                self._originals[path] = originals
                for original in originals:
                    self._parts.setdefault(original, {})[path] = None

    def _drop(self, path: str) -> None:
        self._blobs.pop(path, None)
        self._records.pop(path, None)
        model = _model_of(path)
        if model in self._paths and path in (same := self._paths[model].get(_stem(path), [])):
            same.remove(path)
            if not same:
                del self._paths[model][_stem(path)]
        if self._bundles is not None and model is Pledge:
            for among in self._bundles.values():
                among.discard(path)
        for code in self._named.pop(path, ()):
            self._by_account[code].pop(path, None)
            self._sums.pop(code, None)
        for original in self._originals.pop(path, ()):
            self._parts[original].pop(path, None)

    # --- asking -----------------------------------------------------------------------------------------------------

    @property
    def campaign(self) -> Campaign:
        """Raises NoCampaign, GitFailed."""
        found = self._record(_CAMPAIGN, Campaign) if _CAMPAIGN in self._blobs else None
        if found is None:
            raise NoCampaign
        return found

    def has(self, model: type[Record], key: str) -> bool:
        return key in self._paths[model]

    def settles(self, name: str) -> bool:
        """Whether the ledger holds the line of the message with this file name."""
        identity = name.removesuffix(".json")
        return self.has(Receipt, identity) or self.has(Pledge, identity.removeprefix("pledge-"))

    def find(self, model: type[R], key: str) -> R | None:
        """A record by its code or id; ``None`` when there is none, or none that can be read. Raises GitFailed."""
        paths = self._paths[model].get(key)
        return self._record(paths[0], model) if paths else None

    def keys(self, model: type[Record]) -> Collection[str]:
        """Codes or ids of all files of a kind, readable or not."""
        return self._paths[model].keys()

    def parts_of(self, identity: str) -> list[Receipt]:
        """Fees kept from a receipt, and what was given back of it. Raises GitFailed."""
        found = (self._record(path, Receipt) for path in self._parts.get(identity, ()))
        return [receipt for receipt in found if receipt is not None]

    def bundle(self, reference: str) -> list[Pledge]:
        """Promises made together under a reference, in the order of their own. Raises GitFailed."""
        if self._bundles is None:
            self._bundles = {}
            self._index_bundles([path for paths in self._paths[Pledge].values() for path in paths])
        found = (self._record(path, Pledge) for path in sorted(self._bundles.get(reference, ())))
        return [pledge for pledge in found if pledge is not None and pledge.bundle == reference]

    def _index_bundles(self, paths: list[str]) -> None:
        assert self._bundles is not None
        texts = self._repository.contents(self._blobs[path] for path in paths)
        for path, text in zip(paths, texts, strict=True):
            if named := _BUNDLE.search(text):
                self._bundles.setdefault(named[1].decode(), set()).add(path)

    def lines_of(self, account: str) -> tuple[list[Receipt], list[Handover]]:
        """Receipts and handovers that name an account, as far as they can be read. Raises GitFailed."""
        paths = list(self._by_account.get(account, ()))
        receipts = [line for line in (self._record(path, Receipt) for path in paths) if line is not None]
        handovers = [line for line in (self._record(path, Handover) for path in paths) if line is not None]
        return [line for line in receipts if account in (line.account, line.moved_from)], handovers

    def holdings(self, account: str) -> Holdings:
        """What moved in an account. Its lines are read once, however many there are; later only new ones.

        Raises GitFailed.
        """
        if account not in self._sums:
            self._sums[account] = _Sums(self._by_account.get(account, ()))
        sums = self._sums[account]
        while sums.pending:
            paths = sums.pending[-_READ_AT_ONCE:]
            texts = zip(paths, self._repository.contents(self._blobs[path] for path in paths), strict=True)
            for path, text in texts:
                for entry in _entries(path, text):
                    if entry is None:
                        sums.unread = True
                    elif entry.account == account:
                        key = entry.on, entry.direction, entry.kind
                        sums.amounts[key] = sums.amounts.get(key, 0) + entry.amount
            del sums.pending[-_READ_AT_ONCE:]
        return Holdings(
            tuple(
                Entry(on, account, direction, Dong(amount), "", kind)
                for (on, direction, kind), amount in sums.amounts.items()
            ),
            sums.unread,
        )

    def _record(self, path: str, model: type[R]) -> R | None:
        self._read([path])
        found = self._records[path]
        return found if isinstance(found, model) else None

    def _read(self, paths: list[str]) -> None:
        wanted = [path for path in paths if path not in self._records]
        if len(self._records) + len(wanted) > _REMEMBERED:
            self._records.clear()
            wanted = paths
        for path, data in zip(wanted, self._repository.contents(self._blobs[path] for path in wanted), strict=True):
            model = _model_of(path)
            self._records[path] = read_record(model, data, path) if model is not None else None


def _entries(path: str, text: bytes) -> tuple[Entry | None, ...]:
    """Movements of a line of the ledger; one ``None`` when it cannot be read."""
    model = _model_of(path)
    record = read_record(model, text, path) if model is not None else None
    if isinstance(record, Receipt):
        return receipt_entries(record)
    return (handover_entry(record),) if isinstance(record, Handover) else (None,)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yaml")


def _model_of(path: str) -> type[Record] | None:
    """The kind of record that belongs at a path; ``None`` for photos and files that are no records."""
    folder, _, name = path.rpartition("/")
    for _, folder_shape, name_shape, model in PATHS:
        if folder_shape.fullmatch(folder) and name_shape.fullmatch(name):
            return model
    return None
