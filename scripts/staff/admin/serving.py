"""The form editor on a port of this machine: waitress, with our own words for a body that is too large."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from scripts.messages import Stop
from scripts.staff.admin.service import MAX_BODY
from scripts.staff.admin.texts import TEXTS

_IDLE_SECONDS = 60
_LARGEST_READ = 2 * MAX_BODY
"""Beyond this a body is not even read; up to it the application answers."""


class _Refused(ErrorTask):  # type: ignore[misc]  # the library has no types
    """What is told before a request reaches the application: in JSON, which the form editor shows."""

    def execute(self) -> None:
        error = self.request.error
        told = TEXTS["admin-too-large"][0].format(limit=MAX_BODY // 1024 // 1024) if error.code == 413 else error.reason
        body = json.dumps({"error": told}, ensure_ascii=False).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = [("Content-Type", "application/json"), ("Connection", "close")]
        self.content_length = len(body)
        self.close_on_finish = True
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _Refused


def open_server(app: Flask, host: str, port: int, threads: int) -> Any:
    """A waitress server that listens and does not answer yet. Raises Stop when the port is taken."""
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            channel_timeout=_IDLE_SECONDS,
            max_request_body_size=_LARGEST_READ,
            max_request_header_size=32_768,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
    except OSError:
        raise Stop(2, "port-taken", port=port) from None
    server.channel_class = _Channel
    return server
