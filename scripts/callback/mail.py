"""The spool of receipts: each payment's receipt is sent once, and nothing about mail ever touches the money.

A receipt is a file, and where the file lies is its state:

    new/<id>.json                        kept, never tried
    waiting/<id>~<attempts>~<due>.json   to be tried again at that Unix time
    sending/<id>~<attempts>~<due>.json   the server has taken the addresses and is being handed the message
    seen/<ab>/<id>                       one word, from the first attempt on and for good: waiting, sent, refused…

Every step is one rename. When the program or the line breaks while a file lies in `sending/`, it is open whether the
server took the message: SMTP has no way to ask. It is then sent once more with the same Message-ID, which mail programs
show once. When that breaks too, it ends as `unsure`, for a person to look at. So a donor gets a receipt once; with one
break in that moment perhaps twice, never more; with two breaks at the same receipt perhaps not at all.

Files hold the donor's address of mail: folders are 0700, files 0600, and a file is gone when its mail is. What `seen/`
keeps has no address in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Literal

from nhandao.records.money import Dong
from scripts.callback.receipt_mail import Receipt
from scripts.private.files import replace, sync_folder, write_new

Outcome = Literal["sent", "refused", "later", "unsure"]
"""What a server did with a message: took it, refused it for good, could not just now; or nobody can tell."""
Send = Callable[[Receipt, Callable[[], None]], Outcome]
"""Sends a receipt, and calls its second argument at the last moment before the message is handed over."""

BACKOFF = (60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400, 86_400)
"""Seconds between attempts; after the last one, some five days on, the receipt is given up. The donor still finds the
gift in the ledger."""

_NAME = re.compile(r"([0-9a-f]{32})~(\d{1,2})~(\d{1,12})(~again)?\.json", re.ASCII)
_NEW = re.compile(r"[0-9a-f]{32}\.json", re.ASCII)


class Spool:
    """Receipts on their way out. Any process may put; one alone runs."""

    def __init__(self, folder: Path) -> None:
        names = ("new", "waiting", "sending", "seen")
        self._new, self._waiting, self._sending, self._seen = (folder / name for name in names)
        for place in (folder, self._new, self._waiting, self._sending, self._seen):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, receipt: Receipt) -> bool:
        """Keep a receipt for sending; whether it is new. The same payment told again changes nothing, also after its
        receipt was sent. Durable when this returns.

        Raises OSError when the disk takes nothing; the money is recorded all the same.
        """
        identity = _identity(receipt.line_id)
        if self._word(identity):
            return False
        values = asdict(receipt) | {"on": receipt.on.isoformat()}
        try:
            write_new(self._new / f"{identity}.json", json.dumps(values, ensure_ascii=False).encode())
        except FileExistsError:
            return False
        if self._word(identity) not in ("", "waiting"):
            # Sent by another process between our two looks.
            (self._new / f"{identity}.json").unlink(missing_ok=True)
            return False
        return True

    def recover(self) -> None:
        """At start of the one process that runs: what a crash left between two states goes on from there."""
        for path in _listed(self._sending, _NAME):
            identity, attempts, due, again = _parts(path)
            if self._word(identity) != "waiting":
                path.unlink()
            elif again:
                self._finish(path, "unsure")
            else:
                path.rename(self._waiting / f"{identity}~{attempts}~{due}~again.json")
        sync_folder(self._waiting)
        sync_folder(self._sending)

    def run(self, send: Send, now: int, most: int = 100) -> Counter[str]:
        """Try whatever is due, the longest waiting first. Returns counts: sent, refused, later, unsure, given-up,
        broken.

        `send` never raises for what a mail server does. What else it raises ends the run and leaves the file in
        `sending/`, where `recover` finds it.
        """
        counts: Counter[str] = Counter()
        for path in _listed(self._new, _NEW):
            self._admit(path, now)
        due = sorted((_parts(path)[2], path.name, path) for path in _listed(self._waiting, _NAME))
        for when, _, path in due[:most]:
            if when > now:
                break
            counts[self._attempt(path, send, now)] += 1
        return counts

    def waiting(self) -> int:
        """Receipts not yet sent, for the metrics."""
        return len(_listed(self._new, _NEW)) + len(_listed(self._waiting, _NAME)) + len(_listed(self._sending, _NAME))

    def state(self, line_id: str) -> str:
        """What became of the receipt of a payment: waiting, sent, refused, given-up, unsure, broken; "" for none."""
        identity = _identity(line_id)
        return self._word(identity) or ("waiting" if (self._new / f"{identity}.json").exists() else "")

    def _admit(self, path: Path, now: int) -> None:
        identity = path.stem
        if self._word(identity) not in ("", "waiting"):
            path.unlink()
            return
        self._write_word(identity, "waiting")  # first: from now on the payment is known, wherever its file lies
        path.rename(self._waiting / f"{identity}~0~{now}.json")
        sync_folder(self._waiting)

    def _attempt(self, path: Path, send: Send, now: int) -> str:
        identity, attempts, _, again = _parts(path)
        held = self._sending / path.name

        def handing() -> None:
            path.rename(held)
            sync_folder(self._sending)
            sync_folder(self._waiting)

        receipt = _read(path)
        if receipt is None:
            self._finish(path, "broken")
            return "broken"
        outcome = send(receipt, handing)
        here = held if held.exists() else path
        if outcome in ("sent", "refused") or (outcome == "unsure" and again):
            self._finish(here, outcome)
            return outcome
        if attempts >= len(BACKOFF):
            self._finish(here, "given-up")
            return "given-up"
        mark = "~again" if again or outcome == "unsure" else ""
        here.rename(self._waiting / f"{identity}~{attempts + 1}~{now + BACKOFF[attempts]}{mark}.json")
        sync_folder(self._waiting)
        return outcome

    def _finish(self, path: Path, word: str) -> None:
        self._write_word(_parts(path)[0], word)
        path.unlink()
        sync_folder(path.parent)

    def _place(self, identity: str) -> Path:
        return self._seen / identity[:2] / identity

    def _word(self, identity: str) -> str:
        try:
            return self._place(identity).read_text(encoding="ascii")
        except FileNotFoundError:
            return ""

    def _write_word(self, identity: str, word: str) -> None:
        replace(self._place(identity), word.encode("ascii"))


def _listed(folder: Path, shape: re.Pattern[str]) -> list[Path]:
    with os.scandir(folder) as items:
        return sorted(Path(item.path) for item in items if shape.fullmatch(item.name))


def _identity(line_id: str) -> str:
    """Name of a payment's files: tells nothing and holds no path, whatever the provider calls its payments."""
    return hashlib.blake2b(line_id.encode(), digest_size=16).hexdigest()


def _parts(path: Path) -> tuple[str, int, int, bool]:
    found = _NAME.fullmatch(path.name)
    assert found is not None
    return found[1], int(found[2]), int(found[3]), found[4] is not None


def _read(path: Path) -> Receipt | None:
    try:
        values = json.loads(path.read_bytes())
        return Receipt(
            line_id=values["line_id"],
            on=date.fromisoformat(values["on"]),
            account=values["account"],
            value_vnd=Dong(values["value_vnd"]),
            original=values["original"],
            lang="en" if values["lang"] == "en" else "vi",
            to=values["to"],
        )
    except (ValueError, KeyError, TypeError):
        return None
