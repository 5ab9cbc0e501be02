"""Check codes of certificates: made from what a certificate says, printed on paper, typed by whoever holds it.

A code is ``CN``, sixteen characters in groups of four, and one check character: ``CN-7K2M-9QXA-3F5T-BW8E-8``. The
sixteen are the SHA-256 of the certificate's facts, about 81 bits of it: nobody can find other facts with the same code.
The code holds no secret, so it proves nothing by itself. What proves a certificate is that its code stands in a release
of the society, with the same facts, under the release's list of hashes.

Neither I nor O is ever in a code, because people read them as 1 and 0; they are taken as those when typed. The check
character is that of `codes.check_character`, which finds every single wrong character.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from itertools import count

from nhandao.records.codes import check_character

_LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 16
_PREFIX = "CN"
_FORMAT = "nhandao-certificate/1"
_SHAPE = re.compile(rf"(?:CN)?([{_LETTERS}]{{{_LENGTH}}})([{_LETTERS}])")
_MOST = 100
"""Characters of something typed that are looked at; a code with all its hyphens has 24."""


def certificate_code(facts: Sequence[str]) -> str:
    """The code of a certificate that says `facts`, each a text of one line."""
    text = "\n".join((_FORMAT, *facts, ""))
    for attempt in count():
        number = int.from_bytes(hashlib.sha256(f"{text}{attempt}".encode()).digest(), "big")
        body = ""
        for _ in range(_LENGTH):
            number, digit = divmod(number, len(_LETTERS))
            body += _LETTERS[digit]
        if (check := check_character(body)) in _LETTERS:
            return _written(body, check)
    raise AssertionError("one of eighteen check characters is I or O, not all")


def read_certificate_code(typed: str) -> str | None:
    """The code that somebody typed, however it is spaced, in capitals or not; ``None`` for what cannot be one.

    A code with one character changed is never read as another one.
    """
    text = unicodedata.normalize("NFKC", typed[:_MOST]).upper()
    text = re.sub(r"[\s.‐‑‒–—−-]", "", text).replace("I", "1").replace("O", "0")
    found = _SHAPE.fullmatch(text)
    if found is None or check_character(found[1]) != found[2]:
        return None
    return _written(found[1], found[2])


def _written(body: str, check: str) -> str:
    return "-".join((_PREFIX, *(body[at : at + 4] for at in range(0, _LENGTH, 4)), check))
