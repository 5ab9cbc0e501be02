"""The web hooks of payments over plain WSGI: nothing stands between a payment and the disk but its own door.

A framework would cost a third of the processor time of such a request; forms, which are few, have one (`service`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from scripts.callback.doors import Answer, Header
from scripts.callback.json_body import MAX_BYTES
from scripts.callback.records_now import NotReady

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_LOG = logging.getLogger("nhandao.callback")

Hook = Callable[[bytes, Header], Answer]
"""From the body as it came and the headers to an answer."""


class Hooks:
    """A WSGI application: posts to the paths of hooks, everything else to another application.

    Args:
        hooks: by their whole path.
        other: answers all other paths.
    """

    def __init__(self, hooks: Mapping[str, tuple[str, Hook]], other: WSGIApplication) -> None:
        self._hooks = hooks
        self._other = other

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = self._hooks.get(environ.get("PATH_INFO", ""))
        if found is None:
            return self._other(environ, start_response)
        door, hook = found
        began = time.monotonic()
        answer = _answer(environ, hook)
        # What was kept is told by the commit that takes it in; a line for each of a thousand a second helps nobody.
        level = logging.DEBUG if answer.outcome in ("new", "known", "ignored") else logging.WARNING
        _LOG.log(
            logging.ERROR if answer.status >= 500 else level,
            "request",
            extra={
                "door": door, "status": answer.status, "outcome": answer.outcome, "reason": answer.reason,
                "milliseconds": round((time.monotonic() - began) * 1000),
            },
        )  # fmt: skip
        body = b'{"success": true}' if answer.status == 200 else b'{"success": false}'
        headers = [
            ("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]  # fmt: skip
        if answer.status == 503:
            headers.append(("Retry-After", "30"))
        if answer.status == 405:
            headers.append(("Allow", "POST"))
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [body]


def _answer(environ: WSGIEnvironment, hook: Hook) -> Answer:
    if environ["REQUEST_METHOD"] != "POST":
        return Answer(405, "refused", "method")
    try:
        length = int(environ.get("CONTENT_LENGTH") or "")
    except ValueError:
        return Answer(411, "refused", "length")
    if not 0 <= length <= MAX_BYTES:
        return Answer(413, "refused", "body-too-big")
    raw = environ["wsgi.input"].read(length)
    if len(raw) != length:
        return Answer(400, "refused", "cut-short")

    def header(name: str) -> str | None:
        value: str | None = environ.get(f"HTTP_{name.upper().replace('-', '_')}")
        return value

    try:
        return hook(raw, header)
    except NotReady:
        # Which accounts are ours is not known yet: nothing is taken in, and the provider tells it again.
        return Answer(503, "not-ready")
    except Exception as error:
        _LOG.error("request failed", exc_info=error)
        return Answer(500, "failed", type(error).__name__)
