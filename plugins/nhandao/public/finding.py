"""How a giver finds an own gift: what is asked, and the slow hash it is looked up by.

A giver knows a receipt code, or the bank's reference with amount and day. Both are hashed in the browser, and the site
has small files of hashes: the browser asks for one of them by the first digits of a hash, so no server is ever told who
looks for what.

What the hash does not do: hide the gift. The reference of every payment is public already, in the ledger pages, in
ledger.csv and in the name of a file of the data repository, because anybody must be able to check that no payment was
left out. Whoever holds a stranger's reference finds the line there without these files; whoever holds none learns
nothing from them either, since every value they lead to stands in the ledger. So the hash keeps the *question* on the
phone, and no more. It would hide gifts as well if references were one day cut short in public; then `ITERATIONS` has to
grow. Measured (one core, 2.2 million rounds a second): with 500 rounds the two questions of a gift cost 0.3 ms, which
is 44 s of processor time for 150,000 gifts once, and nothing for those known from the last build; a phone needs a few
milliseconds. The 600,000 rounds that are recommended for passwords would be fifteen hours, for a secret that is none.
Whoever had to guess a reference (FT, two digits of the year, the day, six digits) would need minutes at 500 rounds:
nothing here may rely on it.

The salt is the same for a campaign's year, not for each release: a fresh one would make every known hash worthless, and
a salt only has to keep tables made for another site from fitting here.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from nhandao.public.text import plain_letters
from nhandao.public.views import LedgerLine, Society

ITERATIONS = 500
HASH_BYTES = 11
"""88 bits: the first digits choose a file, the rest is told apart in it."""
RECEIPT_CHECK = 5
"""Letters that end a receipt code after the reference; only the society can make them, so they are not looked up."""

_BANK = re.compile(r"^[a-z0-9]+-(?:\d{6}-(?=.))?(?:\d{8}-\d+-(?=.))?")
"""What stands before the bank's own reference in ours: the source, the bank's number, and for references that the bank
counts anew each day the day and the amount."""


class Questions(NamedTuple):
    """What a gift can be found by, in the one form that everything typed is brought into."""

    code: str
    transfer: str


def plain(text: str) -> str:
    """Capital letters and digits only, without marks: what banks and people leave of a reference."""
    return re.sub(r"[^A-Z0-9]", "", plain_letters(text).upper())


def is_gift(line: LedgerLine) -> bool:
    """Whether a line is something given, of which a giver may hold a receipt."""
    return line.direction in ("in", "direct") and line.amount > 0


def questions(line: LedgerLine) -> Questions:
    bank = plain(_BANK.sub("", line.reference))
    return Questions(f"code|{plain(line.reference)}", f"gift|{bank}|{int(line.amount)}|{line.on.isoformat()}")


def salt(society: Society) -> str:
    """Salt of a campaign's year, in hexadecimal digits; public, as every browser needs it."""
    return hashlib.sha256(f"nhandao-find/1|{society.name}|{society.year}".encode()).hexdigest()[:32]


def slow_hash(question: str, salt: str) -> str:
    """PBKDF2 with SHA-256 of a question, in hexadecimal digits."""
    return hashlib.pbkdf2_hmac("sha256", question.encode(), bytes.fromhex(salt), ITERATIONS, HASH_BYTES).hex()
