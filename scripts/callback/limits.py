"""How often forms may be sent: by address, by network, and by everybody together.

Token buckets in the memory of one process, at most a fixed number of them. No address of a machine is kept: a network
is known by a hash with a salt that is thrown away every day.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import NamedTuple

MAX_BODY = 16 * 1024
"""Bytes of a form. The fields of the longest honest one come to less than half of it when escaped."""
MAX_FIELDS = 40


class Rate(NamedTuple):
    """`burst` at once, then one every `seconds`."""

    burst: int
    seconds: float


class Rates(NamedTuple):
    per_account: Rate = Rate(10, 120)
    """A popular address gets many promises on a day, not hundreds in an hour."""
    per_network: Rate = Rate(12, 60)
    """A school or a mobile network stands behind one address of a machine: generous."""
    everybody: Rate = Rate(120, 1)


class Wait(NamedTuple):
    """Refused, and when to come again."""

    seconds: int
    limit: str
    """Which: account | network | everybody. For counts only."""


class Limits:
    """Takes one token from each bucket of a request, or none.

    Args:
        clock: seconds, never going back.
        today: the day, for the salt.
        most: buckets of accounts, and of networks. When all are in use, further ones share one bucket: a flood from
            many networks meets one narrow door, and does not push honest ones out.
    """

    def __init__(self, rates: Rates, clock: Callable[[], float], today: Callable[[], date], most: int = 20_000) -> None:
        self._rates = rates
        self._clock = clock
        self._today = today
        self._lock = Lock()
        self._salt: tuple[date, bytes] | None = None
        self._accounts = _Buckets(rates.per_account, most)
        self._networks = _Buckets(rates.per_network, most)
        self._everybody = _Buckets(rates.everybody, 1)

    def take(self, account: str, address: str) -> Wait | None:
        """``None`` when the request may go on.

        Args:
            account: code the form is for; whatever was typed, its shape is not trusted.
            address: IP address of the sender, as the trusted proxy tells it.
        """
        with self._lock:
            now = self._clock()
            asked = (
                ("account", self._accounts, hashlib.blake2b(account.encode(), digest_size=8).digest()),
                ("network", self._networks, self._network(address)),
                ("everybody", self._everybody, b""),
            )
            waits = [(buckets.wait(key, now), name) for name, buckets, key in asked]
            longest, name = max(waits)
            if longest > 0:
                return Wait(math.ceil(longest), name)
            for _, buckets, key in asked:
                buckets.take(key, now)
            return None

    def _network(self, address: str) -> bytes:
        day = self._today()
        if self._salt is None or self._salt[0] != day:
            self._salt = day, secrets.token_bytes(16)
            self._networks.clear()  # yesterday's can never be found again
        return hashlib.blake2b(network(address).encode(), digest_size=8, key=self._salt[1]).digest()


def network(address: str) -> str:
    """The network of an IP address: IPv4 by 24 bits, IPv6 by 48, which is what one household or firm is given. Whatever
    is no address counts as one network."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network((parsed, bits), strict=False))


class _Buckets:
    """When each key's bucket is full again, in seconds of the clock: all there is to know of a token bucket."""

    _SHARED = b"shared"

    def __init__(self, rate: Rate, most: int) -> None:
        self._rate = rate
        self._most = most
        self._full_at: dict[bytes, float] = {}

    def wait(self, key: bytes, now: float) -> float:
        """Seconds until there is a token."""
        full_at = max(now, self._full_at.get(self._known(key, now), now))
        return max(0.0, full_at - now - self._rate.seconds * (self._rate.burst - 1))

    def take(self, key: bytes, now: float) -> None:
        key = self._known(key, now)
        self._full_at[key] = max(now, self._full_at.get(key, now)) + self._rate.seconds

    def clear(self) -> None:
        self._full_at.clear()

    def _known(self, key: bytes, now: float) -> bytes:
        if key in self._full_at or len(self._full_at) < self._most:
            return key
        # A bucket that is full is as good as none.
        self._full_at = {known: full_at for known, full_at in self._full_at.items() if full_at > now}
        return key if len(self._full_at) < self._most else self._SHARED
