"""The durable inbox: what was acknowledged stands in exactly one of its folders until it is in the repository for good.

    inbox/                      waits for the committer
    unpushed/                   committed here, not yet at the remote
    kept/<yyyy>/<mm>/<dd>/      at the remote; kept so that the ledger can be made again from it (by the movement's day)
    unmatched/                  a person must decide, with the reason
    quarantine/                 cannot be understood, or contradicts what is known, with the reason
    decided/                    a person looked at it and nothing is to be written; kept all the same

A file is named by the identity of the payment, so repeats, reordered and parallel deliveries meet the same name.
Moving from one folder to the next never passes through a moment in which the file is in neither.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import AwareDatetime, ValidationError

from nhandao.records.record import Record
from scripts.callback import durable
from scripts.callback.agreement import DECIDED, agree, tells_more
from scripts.callback.durable import NotKept
from scripts.callback.intake import Envelope, Movement

Answer = Literal["new", "known", "quarantined"]
"""What became of a message; each of them is durable and to be acknowledged."""

Place = Literal["inbox", "unpushed", "unmatched", "quarantine"]

_NAME = re.compile(r"[a-z0-9]+-[A-Za-z0-9_-]{1,80}\.json")
_TRIES = 5


class SetAside(Record):
    """What stands in one file of unmatched/ or quarantine/."""

    reason: str
    """A key of `scripts.callback.reasons`."""
    found: str = ""
    since: AwareDatetime
    envelope: Envelope | None = None
    text: str | None = None
    """What came in, where it could not be read as an envelope."""


class Aside(NamedTuple):
    """A message for a person, by the name it has in the folder."""

    name: str
    content: SetAside | None  # nothing when the file itself is damaged


class Counts(NamedTuple):
    inbox: int
    unpushed: int
    unmatched: int
    quarantine: int
    oldest_seconds: float  # age of the oldest file in inbox/ by the clock of the file system


def file_name(envelope: Envelope) -> str:
    return f"{envelope.intake.id}.json"


def day_of(envelope: Envelope) -> date:
    intake = envelope.intake
    return intake.on if isinstance(intake, Movement) else intake.pledge.made_on


def to_bytes(record: Record) -> bytes:
    return record.model_dump_json(exclude_none=True).encode() + b"\n"


class Inbox:
    """The folders below one STATE. Several threads and processes may put at once; one committer moves files on."""

    def __init__(self, state: Path) -> None:
        """Make the folders. Raises NotKept."""
        self.state = state
        self.temporary = state / durable.TEMPORARY
        self.waiting = state / "inbox"
        self.unpushed = state / "unpushed"
        self.kept = state / "kept"
        self.unmatched = state / "unmatched"
        self.quarantine = state / "quarantine"
        self.decided = state / "decided"
        try:
            for folder in (
                self.temporary,
                self.waiting,
                self.unpushed,
                self.kept,
                self.unmatched,
                self.quarantine,
                self.decided,
            ):
                durable.make_folder(folder)
        except OSError as error:
            raise NotKept(error) from error
        self._names = {path: durable.Folder(path) for path in (self.waiting, self.quarantine)}

    # --- taking in ------------------------------------------------------------------------------------------------

    def put(self, envelope: Envelope) -> Answer:
        """Keep a message: on return it is on disk. Raises NotKept, and then it may not be acknowledged."""
        try:
            return self._put(envelope)
        except OSError as error:
            raise NotKept(error) from error

    def _put(self, envelope: Envelope) -> Answer:
        name = file_name(envelope)
        data = to_bytes(envelope)
        for _ in range(_TRIES):
            place, found = self._find(name, day_of(envelope))
            if place is None:
                if durable.write_new(self.temporary, self.waiting / name, data):
                    self._names[self.waiting].sync()
                    return "new"
                continue
            if found is None:
                continue  # it moved on between two looks
            if not agree(found, envelope):
                return self._contradicts(envelope)
            if tells_more(envelope, found):
                if place == self.waiting:
                    return self._contradicts(envelope, "tells-more")
                if place in (self.unmatched, self.decided):
                    if durable.write_new(self.temporary, self.waiting / name, data):
                        self._names[self.waiting].sync()
                        return "new"
                    continue
            # Another thread may have named the file and not yet have waited for the disk.
            durable.sync_folder(place) if place != self.waiting else self._names[self.waiting].sync()
            return "known"
        return self._contradicts(envelope, "unsettled")

    def _find(self, name: str, day: date) -> tuple[Path | None, Envelope | None]:
        """Where a message of this identity stands, and what it says (nothing when it is gone by now)."""
        for folder in (self.waiting, self.unpushed, self.kept_on(day), self.unmatched, self.decided):
            if not os.path.lexists(f"{folder}/{name}"):
                continue  # nearly always; asking first costs less than an exception
            try:
                data = (folder / name).read_bytes()
            except FileNotFoundError:
                continue
            try:
                if folder in (self.unmatched, self.decided):
                    return folder, SetAside.model_validate_json(data).envelope
                return folder, Envelope.model_validate_json(data)
            except ValidationError:
                return folder, None
        return None, None

    def _contradicts(self, envelope: Envelope, reason: str = "told-differently") -> Answer:
        aside = SetAside(reason=reason, found="", since=envelope.intake.received_at, envelope=envelope)
        self._into_quarantine(envelope.intake.id, aside)
        return "quarantined"

    def refuse(self, told_by: str, text: str, reason: str, found: str, since: datetime) -> Answer:
        """Keep what came through a genuine door but cannot be understood. `text` must be free of personal data.

        Raises NotKept.
        """
        aside = SetAside(reason=reason, found=found[:200], since=since, text=text[:100_000])
        try:
            self._into_quarantine(told_by, aside)
        except OSError as error:
            raise NotKept(error) from error
        return "quarantined"

    def _into_quarantine(self, identity: str, aside: SetAside) -> None:
        name = aside_name(identity, aside)
        if (self.decided / name).exists():
            return  # a person has looked at the very same already
        durable.write_new(self.temporary, self.quarantine / name, to_bytes(aside))
        self._names[self.quarantine].sync()

    # --- moving on (the committer only) ----------------------------------------------------------------------------

    def read(self, name: str) -> Envelope | str | None:
        """A waiting message; the text of one that is none; ``None`` when it is gone. Raises `OSError`."""
        try:
            data = (self.waiting / name).read_bytes()
        except FileNotFoundError:
            return None
        try:
            envelope = Envelope.model_validate_json(data)
        except ValidationError:
            return data.decode("utf-8", "backslashreplace")
        return envelope if file_name(envelope) == name else data.decode()

    def committed(self, names: Sequence[str]) -> None:
        """The lines of these messages are in a durable commit. Raises `OSError`."""
        durable.move_all(self.waiting, self.unpushed, names)
        settled = set(os.listdir(self.unmatched)).intersection(names)  # by a person, or by a later message
        durable.remove_all(self.unmatched, settled)

    def published(self, names: Iterable[str]) -> None:
        """The lines of these messages are at the remote. Raises `OSError`."""
        by_day: dict[date, list[str]] = {}
        for name in names:
            try:
                envelope = Envelope.model_validate_json((self.unpushed / name).read_bytes())
            except FileNotFoundError:
                continue
            by_day.setdefault(day_of(envelope), []).append(name)
        for day, group in by_day.items():
            durable.move_all(self.unpushed, self.kept_on(day), group)

    def take_back(self) -> int:
        """Let everything that is not at the remote wait again. Returns how many that were. Raises `OSError`."""
        return durable.move_all(self.unpushed, self.waiting, self.names("unpushed"))

    def set_aside(self, place: Literal["unmatched", "quarantine"], asides: Sequence[tuple[str, SetAside]]) -> None:
        """Hand waiting messages to a person, by their name in inbox/. Raises `OSError`."""
        folder = self.unmatched if place == "unmatched" else self.quarantine
        files = [
            (name if place == "unmatched" else aside_name(name.removesuffix(".json"), aside), to_bytes(aside))
            for name, aside in asides
        ]
        if place == "quarantine":
            seen = set(os.listdir(self.decided))  # a person has looked at the very same already
            files = [(name, data) for name, data in files if name not in seen]
        taken = set(durable.write_all(self.temporary, folder, files))
        if place == "unmatched" and taken:
            # What stands there under the name may say less (a message without a code came first): the newer one is
            # kept beside it, unless it says the same.
            again = [(name, aside) for name, aside in asides if name in taken and not self._same(name, aside)]
            self.set_aside("quarantine", [(n, a.model_copy(update={"reason": "told-differently"})) for n, a in again])
        durable.remove_all(self.waiting, [name for name, _ in asides])

    def _same(self, name: str, aside: SetAside) -> bool:
        try:
            there = SetAside.model_validate_json((self.unmatched / name).read_bytes())
        except (FileNotFoundError, ValidationError):
            return False
        one, other = there.envelope, aside.envelope
        return one is not None and other is not None and agree(one, other) and not tells_more(other, one)

    # --- a person decides -------------------------------------------------------------------------------------------

    def answer(self, name: str, codes: tuple[str, ...]) -> Answer:
        """Give an unmatched movement the codes that a person decided on and let it wait for the committer again.

        Raises KeyError when there is no such movement, ValidationError for a text that is no code, NotKept.
        """
        found = self._aside("unmatched", name) if name in self.names("unmatched") else None
        aside = found.content if found is not None else None
        if aside is None or aside.envelope is None or not isinstance(aside.envelope.intake, Movement):
            raise KeyError(name)
        values = aside.envelope.model_dump()
        values["intake"] |= {"codes": codes, "told_by": DECIDED}
        envelope = Envelope.model_validate(values)
        try:
            return "new" if self._wait_again(name, envelope) else self._put(envelope)
        except OSError as error:
            raise NotKept(error) from error

    def put_away(self, place: Literal["unmatched", "quarantine"], name: str) -> None:
        """A person decided that nothing is to be written; the message is kept in decided/.

        Raises KeyError when there is no such message, NotKept.
        """
        try:
            if name not in self.names(place):
                raise KeyError(name)
            durable.move_all(self.folder(place), self.decided, [name])
        except OSError as error:
            raise NotKept(error) from error

    def reconsider(self, names: Iterable[str]) -> None:
        """Let unmatched messages wait for the committer again as they are. Raises `OSError`."""
        for name in names:
            aside = self._aside("unmatched", name)
            if aside is not None and aside.content is not None and aside.content.envelope is not None:
                self._wait_again(name, aside.content.envelope)

    def _wait_again(self, name: str, envelope: Envelope) -> bool:
        if not durable.write_new(self.temporary, self.waiting / name, to_bytes(envelope)):
            return False
        self._names[self.waiting].sync()
        durable.remove_all(self.unmatched, [name])
        return True

    # --- looking ------------------------------------------------------------------------------------------------------

    def kept_on(self, day: date) -> Path:
        return self.kept / f"{day.year}/{day.month:02}/{day.day:02}"

    def folder(self, place: Place) -> Path:
        return self.state / place

    def names(self, place: Place) -> list[str]:
        """Names of the files in a folder, sorted. Raises `OSError`."""
        return sorted(name for name in os.listdir(self.folder(place)) if place == "quarantine" or _NAME.fullmatch(name))

    def asides(self, place: Literal["unmatched", "quarantine"]) -> Iterator[Aside]:
        """What waits for a person, by name. Raises `OSError`."""
        for name in self.names(place):
            if (aside := self._aside(place, name)) is not None:
                yield aside

    def _aside(self, place: Place, name: str) -> Aside | None:
        try:
            return Aside(name, SetAside.model_validate_json((self.folder(place) / name).read_bytes()))
        except FileNotFoundError:
            return None
        except ValidationError:
            return Aside(name, None)

    def messages(self) -> Iterator[tuple[str, Envelope | None]]:
        """All committed messages by name, those at the remote and those not yet there; ``None`` for a damaged one.

        Raises `OSError`.
        """
        for folder, _, names in [*sorted(os.walk(self.kept)), (str(self.unpushed), [], self.names("unpushed"))]:
            for name in sorted(names):
                try:
                    yield name, Envelope.model_validate_json(Path(folder, name).read_bytes())
                except FileNotFoundError:
                    continue  # it moved on meanwhile; nothing that moves is not at the remote by then
                except ValidationError:
                    yield name, None

    def counts(self, now: float) -> Counts:
        """How much stands where; `now` in seconds since 1970. Raises `OSError`."""
        oldest = now
        waiting = 0
        with os.scandir(self.waiting) as listing:
            for entry in listing:
                try:
                    oldest = min(oldest, entry.stat(follow_symlinks=False).st_mtime)
                except FileNotFoundError:
                    continue
                waiting += 1
        return Counts(
            inbox=waiting,
            unpushed=len(os.listdir(self.unpushed)),
            unmatched=len(os.listdir(self.unmatched)),
            quarantine=len(os.listdir(self.quarantine)),
            oldest_seconds=max(0.0, now - oldest) if waiting else 0.0,
        )


def aside_name(identity: str, aside: SetAside) -> str:
    """Name in quarantine/: the same content from the same payment has the same, so repeats do not pile up."""
    said = aside.model_copy(update={"since": None})
    if said.envelope is not None:
        intake = said.envelope.intake.model_copy(update={"received_at": None, "told_by": ""})
        said = said.model_copy(update={"envelope": None, "text": repr(intake)})
    digest = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    return f"{identity}.{digest}.json"
