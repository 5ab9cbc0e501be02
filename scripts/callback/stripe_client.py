"""The one way to reach Stripe: with a key that says whether real money moves, or a local stand-in without any."""

from __future__ import annotations

from urllib.parse import urlsplit

from stripe import RequestsClient, StripeClient

_LIVE, _TEST = ("sk_live_", "rk_live_"), ("sk_test_", "rk_test_")
_SECONDS = 20
"""A donor waits for the checkout at most this long, three times."""


def is_live(key: str) -> bool:
    """Whether real money moves under a key. Raises ValueError for what is no secret or restricted key of Stripe."""
    if not key.startswith(_LIVE + _TEST):
        raise ValueError("a key of Stripe begins with sk_live_, rk_live_, sk_test_ or rk_test_")
    return key.startswith(_LIVE)


def client_for(key: str, base_address: str | None = None) -> StripeClient:
    """A client for Stripe, or for a stand-in at another address.

    Raises ValueError for a live key with another address: it would tell the key to a stranger.
    """
    if is_live(key) and base_address is not None:
        raise ValueError("a live key goes to Stripe only")
    if base_address is not None and urlsplit(base_address).scheme not in ("http", "https"):
        raise ValueError("the address of a stand-in begins with http:// or https://")
    return StripeClient(
        key,
        base_addresses={"api": base_address} if base_address is not None else None,
        max_network_retries=2,
        http_client=RequestsClient(timeout=_SECONDS),
    )
