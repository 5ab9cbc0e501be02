"""Who is logged in: random tokens in a cookie, known here by their hash, gone after a while and on a restart.

A restart asks everyone to log in again; what they were typing stays in their browser, where the form editor keeps it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

_IDLE_SECONDS = 4 * 3600
_LONGEST_SECONDS = 12 * 3600
_MOST = 1000


@dataclass
class Session:
    user: str
    began: float
    used: float
    seen: dict[str, str] = field(default_factory=dict)
    """What this session was last shown of each draft: its commit, by the draft's name."""


class Sessions:
    """`clock` tells seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._sessions: dict[bytes, Session] = {}

    def begin(self, user: str) -> str:
        """The token of a new session."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._sessions = {key: held for key, held in self._sessions.items() if self._lives(held, now)}
            if len(self._sessions) >= _MOST:
                oldest = min(self._sessions, key=lambda key: self._sessions[key].used)
                del self._sessions[oldest]
            self._sessions[_key(token)] = Session(user, now, now)
        return token

    def of(self, token: str) -> Session | None:
        """The session of a token; ``None`` when there is none any more."""
        now = self._clock()
        with self._lock:
            held = self._sessions.get(_key(token))
            if held is None or not self._lives(held, now):
                self._sessions.pop(_key(token), None)
                return None
            held.used = now
            return held

    def end(self, token: str) -> None:
        with self._lock:
            self._sessions.pop(_key(token), None)

    def _lives(self, held: Session, now: float) -> bool:
        return now - held.used < _IDLE_SECONDS and now - held.began < _LONGEST_SECONDS


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
