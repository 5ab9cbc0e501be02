"""A web hook over HTTP, as the service has one: it reads events, keeps lines, and asks Stripe back where it must."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from stripe import StripeClient

from scripts.callback.intake import Movement
from scripts.callback.money import Rate
from scripts.callback.outcomes import Contact, Refused, TryAgain
from scripts.callback.stripe_client import client_for
from scripts.callback.stripe_events import read
from scripts.callback.stripe_reader import Reader
from scripts.callback.stripe_stand_in import StandIn, serve

SECRET = "whsec_secret_of_the_stand_in"
KEY = "sk_test_key_of_the_stand_in"
RATES = {"USD": Rate("25437.5", "Vietcombank 2023-10-31")}


class Office:
    """What the society has after events: lines by identity, contacts, fees to ask for, and the stand-in itself."""

    def __init__(self) -> None:
        self.lines: dict[str, Movement] = {}
        self.contacts: list[Contact] = []
        self.fees: list[str] = []
        self.answers: list[int] = []
        self.closed = False
        self.stand_in: StandIn
        self.client: StripeClient

    @property
    def reader(self) -> Reader:
        return Reader(self.client)

    def take(self, raw: bytes, signature: str | None) -> int:
        if self.closed:
            return 503
        reading = read(raw, signature, (SECRET,), False, self.reader, RATES, datetime.now(UTC))  # type: ignore[arg-type]
        if isinstance(reading, Refused):
            return 400
        if isinstance(reading, TryAgain):
            return 503
        for one in reading.outcomes:
            if isinstance(one, Movement):
                self.lines.setdefault(one.id, one)
        self.contacts += [reading.contact] if reading.contact else []
        self.fees += [reading.fee_of] if reading.fee_of else []
        return 200


@contextmanager
def office() -> Iterator[Office]:
    opened = Office()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status = opened.take(raw, self.headers.get("Stripe-Signature"))
            opened.answers.append(status)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    hook = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    opened.stand_in = StandIn(f"http://127.0.0.1:{hook.server_port}/giving/stripe", SECRET)
    server = serve(opened.stand_in)
    opened.client = client_for(KEY, opened.stand_in.base)
    try:
        yield opened
    finally:
        for one in (server, hook):
            one.shutdown()
            one.server_close()
