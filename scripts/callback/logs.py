"""Structured logs: one JSON object on a line, without anything a person said or is.

Only what our own code names goes in: door, outcome, reason, identity of a payment at its provider. Texts from outside
never do, so no log line can be forged and no donor found in one.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import IO

FIELDS = ("door", "status", "outcome", "reason", "line", "milliseconds")
"""What a record may carry besides its message, given as `extra`."""


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        told |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__  # the text of an error may quote what came in
        return json.dumps(told, ensure_ascii=True)


def log_to(stream: IO[str] = sys.stderr, level: int = logging.INFO) -> None:
    """Send our own log, and nobody else's, to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("nhandao")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False
    logging.getLogger("waitress").handlers[:] = [handler]
    # It would tell of every request that waits for a thread, which in a burst is every request.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
