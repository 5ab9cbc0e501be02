"""One form sent twice is one promise: a double press, or a page loaded again, gets the answer of the first.

In the memory of one process and for minutes only. What is remembered is a hash with a salt of this process; the form
itself is not kept.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_LEFT_OUT = ("altcha", "nonce")
"""Fields that differ each time a form is sent."""


class Repeats(Generic[Answer]):
    """Answers given of late, by form.

    Args:
        clock: seconds, never going back.
        seconds: how long an answer is remembered.
        most: answers remembered; the oldest go first.
    """

    def __init__(self, clock: Callable[[], float], seconds: float = 600, most: int = 2_000) -> None:
        self._clock = clock
        self._seconds = seconds
        self._most = most
        self._salt = secrets.token_bytes(16)
        self._known: OrderedDict[bytes, tuple[float, Answer]] = OrderedDict()
        self._stripes = tuple(Lock() for _ in range(64))
        self._lock = Lock()

    def once(self, fields: Mapping[str, str], make: Callable[[], Answer]) -> Answer:
        """The answer to a form: made now, or the one it got already. While it is being made, the same form waits.

        What `make` raises goes to the caller, and nothing is remembered.
        """
        key = self._key(fields)
        with self._stripes[key[0] % len(self._stripes)]:
            if (known := self._find(key)) is not None:
                return known[1]
            answer = make()
            with self._lock:
                self._known[key] = self._clock() + self._seconds, answer
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
            return answer

    def _find(self, key: bytes) -> tuple[float, Answer] | None:
        with self._lock:
            known = self._known.get(key)
            if known is not None and known[0] <= self._clock():
                del self._known[key]
                return None
            return known

    def _key(self, fields: Mapping[str, str]) -> bytes:
        told = sorted((name, value) for name, value in fields.items() if name not in _LEFT_OUT)
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=16, key=self._salt).digest()
