"""Comparing secrets without telling, by the time it takes, how much of one was right."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

LEAST = 16
"""Characters of a secret: a shorter one can be tried out."""


def checked(secrets: Iterable[str]) -> tuple[str, ...]:
    """Secrets as configured; several while one replaces another. Raises ValueError for one that protects nothing."""
    found = tuple(secrets)
    if any(len(secret) < LEAST or secret != secret.strip() for secret in found):
        raise ValueError(f"a secret needs at least {LEAST} characters and no space around it")
    return found


def is_one_of(given: str, expected: Iterable[str]) -> bool:
    """Whether a text equals one of several; every one of them is compared to its end."""
    found = False
    for text in expected:
        found |= hmac.compare_digest(_bytes(given), _bytes(text))
    return found


def hmacs(algorithm: str, secrets: Sequence[str], message: bytes) -> list[str]:
    """Hexadecimal HMAC of a message under each secret."""
    return [hmac.new(secret.encode(), message, getattr(hashlib, algorithm)).hexdigest() for secret in secrets]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
