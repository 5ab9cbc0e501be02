"""Proofs of work: a browser with script counts for about a second before a form is sent, so that forms do not come by
the thousand. Nothing about the visitor is measured or kept.

The challenge is ALTCHA's first version (SHA-256 of a salt and a number), by the library `altcha`. In the browser our
own module of 1.3 kB solves it (theme/static/js/giving.js). ALTCHA's own widget is left out: it is 114 kB of script,
more than a whole page with its fonts, and needs inline styles and workers from `blob:` addresses, which the site's
Content-Security-Policy refuses and no page should allow for the sake of one form.

Without script there is no proof. Such a form is not refused: the caller takes it at a lower rate or lets a person look.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex
from threading import Lock
from typing import Any, Literal

from altcha import v1 as altcha

Outcome = Literal["proved", "missing", "wrong", "old", "used", "quick"]
"""What a proof comes to. `quick`: right, but faster than anybody fills in a form."""

_EXPIRES = 3_600
"""Seconds a challenge holds; people are called away from forms."""
_QUICK = 3
"""Seconds between asking for a challenge (on touching the form) and sending, below which no person wrote it."""
_SALT = re.compile(r"[0-9a-f]{24}\?issued=(\d{9,12})&expires=(\d{9,12})&", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LONGEST = 1_000


class Proofs:
    """Makes challenges and takes each solution once.

    Args:
        key: of at least 32 bytes; shared by instances behind one name, so that each knows the others' challenges. A
            solution can then be used once with each instance.
        clock: Unix time, seconds.
        work: highest number to count to. On average half of it: some 20,000 hashes are a second on a cheap phone.
        most: solutions remembered until they expire; while it is full no proof is accepted.
    """

    def __init__(self, key: bytes, clock: Callable[[], float], work: int = 40_000, most: int = 50_000) -> None:
        if len(key) < 32:
            raise ValueError("the key of proofs has at least 32 bytes")
        self._key = key
        self._clock = clock
        self._work = work
        self._most = most
        self._used: dict[str, int] = {}
        self._lock = Lock()

    def challenge(self) -> dict[str, Any]:
        """For the browser, as JSON; never to be cached."""
        now = int(self._clock())
        made = altcha.create_challenge(
            altcha.ChallengeOptions(
                algorithm="SHA-256",
                max_number=self._work,
                hmac_key=self._key,
                salt_length=12,
                # The library appends what is in `params` after `expires`; here the order is ours.
                salt=f"{token_hex(12)}?issued={now}",
                expires=datetime.fromtimestamp(now + _EXPIRES, UTC),
            )
        )
        return {
            "algorithm": made.algorithm,
            "challenge": made.challenge,
            "maxnumber": self._work,
            "salt": made.salt,
            "signature": made.signature,
        }

    def check(self, proof: str) -> Outcome:
        """What the field `altcha` of a form comes to. A right one is used up by this."""
        if not proof:
            return "missing"
        solution = _solution(proof)
        if solution is None:
            return "wrong"
        shape = _SALT.fullmatch(solution["salt"])
        right, _ = altcha.verify_solution(altcha.Payload(**solution), self._key, check_expires=False)
        if shape is None or not right or not 0 <= solution["number"] <= self._work:
            return "wrong"
        now, issued, expires = self._clock(), int(shape[1]), int(shape[2])
        if now >= expires:
            return "old"
        with self._lock:
            if solution["challenge"] in self._used:
                return "used"
            if len(self._used) >= self._most:
                self._used = {known: until for known, until in self._used.items() if until > now}
            if len(self._used) >= self._most:
                return "used"
            self._used[solution["challenge"]] = expires
        return "quick" if now - issued < _QUICK else "proved"


def _solution(proof: str) -> dict[str, Any] | None:
    """The parts of a solution with the right types, ``None`` for anything else."""
    if len(proof) > _LONGEST:
        return None
    try:
        parts = json.loads(base64.b64decode(proof, validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(parts, dict) or parts.keys() != {"algorithm", "challenge", "number", "salt", "signature"}:
        return None
    texts = [parts[name] for name in ("challenge", "salt", "signature")]
    if parts["algorithm"] != "SHA-256" or type(parts["number"]) is not int or not all(type(t) is str for t in texts):
        return None
    return parts if _HEX.fullmatch(parts["challenge"]) and _HEX.fullmatch(parts["signature"]) else None
