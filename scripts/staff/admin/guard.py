"""What every request to the form editor passes, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta, timezone

from flask import Request, Response

from scripts.callback.limits import Limits, Rate, Rates
from scripts.callback.origin import from_our_site
from scripts.web import headers as site_headers

COOKIE = "nhandao-admin"

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex",
}
STRICT = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""For our own pages."""
EDITOR = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""For the one page that runs the form editor, which compiles the rules of its own configuration."""

_LOGINS = Rates(per_account=Rate(8, 30), per_network=Rate(30, 5), everybody=Rate(60, 1))
_WRITES = Rates(per_account=Rate(120, 0.5), per_network=Rate(300, 0.2), everybody=Rate(1000, 0.05))
"""A school or a mobile network stands behind one address of a machine: generous."""


def limits(clock: Callable[[], float], now: Callable[[], datetime]) -> tuple[Limits, Limits]:
    """How often one may try to log in, and write."""

    def today() -> date:
        return now().astimezone(timezone(timedelta(hours=7))).date()

    return Limits(_LOGINS, clock, today), Limits(_WRITES, clock, today)


def preview_policy() -> str:
    """Policy of the site's own pages, from which nothing can be sent."""
    (_, policy), *_ = site_headers("/")
    return policy.replace("form-action 'self'", "form-action 'none'")


def is_ours(request: Request, origins: Collection[str]) -> bool:
    """Whether a request that changes something was made by a page of ours."""
    return from_our_site(dict(request.headers), origins)


def finished(response: Response, policy: str = STRICT) -> Response:
    """An answer with the headers all of ours carry."""
    for name, value in _COMMON.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def set_cookie(response: Response, token: str, base: str, secure: bool) -> None:
    response.set_cookie(COOKIE, token, path=base, httponly=True, secure=secure, samesite="Strict")


def drop_cookie(response: Response, base: str, secure: bool) -> None:
    response.delete_cookie(COOKIE, path=base, httponly=True, secure=secure, samesite="Strict")
