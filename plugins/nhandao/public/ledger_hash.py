"""One short number that stands for the whole ledger, short enough for a newspaper.

The canonical text has a first line ``nhandao-ledger/1 <as_of>`` and then one line for each movement of the ledger,
sorted by its bytes: ``on|reference|direction|kind|account|reached|need|amount_vnd|corrects``, every line ended by a
line feed, UTF-8. Its SHA-256 is the hash of the ledger. Names and notes are left out on purpose: a giver who takes a
name back changes no money, and what was printed stays true.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nhandao.public.views import LedgerLine, MonthLedger

_PRINTED_BYTES = 10
"""80 bits, which are 16 characters to read out. To change a printed ledger unseen takes 2**80 tries. Who prepares
two ledgers before either is printed needs 2**40 only, so the full value is published beside it."""


class LedgerHash(NamedTuple):
    lines: int
    sha256: str  # 64 hexadecimal digits
    printed: str  # the first 80 bits in base32 (RFC 4648), "K7QF-2MZA-J5XD-WYN3"


def canonical_line(line: LedgerLine) -> str:
    return (
        f"{line.on.isoformat()}|{line.reference}|{line.direction}|{line.kind}|{line.account}|{line.reached}"
        f"|{line.need}|{line.amount:d}|{line.corrects}\n"
    )


def ledger_hash(months: tuple[MonthLedger, ...], as_of: date) -> LedgerHash:
    """Hash of all lines of the ledger on a day; the last one is remembered, as several files and pages show it."""
    global _last
    if _last is None or _last[0] is not months or _last[1] != as_of:
        _last = months, as_of, _hash(months, as_of)
    return _last[2]


_last: tuple[tuple[MonthLedger, ...], date, LedgerHash] | None = None


def _hash(months: Iterable[MonthLedger], as_of: date) -> LedgerHash:
    lines = sorted(canonical_line(line).encode() for month in months for line in month.lines)
    state = hashlib.sha256(f"nhandao-ledger/1 {as_of.isoformat()}\n".encode())
    state.update(b"".join(lines))
    return LedgerHash(len(lines), state.hexdigest(), printed(state.digest()))


def printed(digest: bytes) -> str:
    """A SHA-256 as four groups of four letters and digits."""
    text = base64.b32encode(digest[:_PRINTED_BYTES]).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))
