"""The callback over HTTP: web hooks of payments, forms of donors, and what it tells of itself.

A WSGI application; `portal callback` serves it with waitress, and any other WSGI server can. Payments and what the site
shows never depend on each other: here only the inbox is written.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from scripts.callback import casso, sepay, stripe_checkout
from scripts.callback.doors import Answer, Doors, Header, Tally
from scripts.callback.fees import Fees
from scripts.callback.forms import open_checkout, open_pledges
from scripts.callback.hooks import Hook, Hooks
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Movement
from scripts.callback.json_body import MAX_BYTES
from scripts.callback.mailing import Mail, mail_of
from scripts.callback.metrics import health, prometheus
from scripts.callback.outcomes import Contact
from scripts.callback.records_now import NotReady, RecordsNow
from scripts.callback.settings import Settings
from scripts.callback.signatures import checked
from scripts.callback.stripe_client import client_for, is_live
from scripts.callback.stripe_reader import Reader

_LOG = logging.getLogger("nhandao.callback")
CLONE = "repository.git"


@dataclass
class Service:
    """The application with what runs beside it."""

    app: Flask
    inbox: Inbox
    records: RecordsNow
    tally: Tally
    fees: Fees | None
    mail: Mail | None

    def start(self) -> None:
        for beside in (self.fees, self.mail):
            if beside is not None:
                beside.start()

    def stop(self) -> None:
        for beside in (self.fees, self.mail):
            if beside is not None:
                beside.stop()


def make(settings: Settings, clock: Callable[[], datetime]) -> Service:
    """The service of one state folder. `clock` tells the aware time.

    Raises ValueError for a secret that protects nothing, NotKept.
    """
    inbox = Inbox(settings.state)
    records = records_of(settings)
    tally = Tally()
    doors = Doors(inbox, records.accounts, clock, tally)
    app = Flask("nhandao.callback", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    app.config["MAX_FORM_PARTS"] = 100
    app.config["MAX_FORM_MEMORY_SIZE"] = 100_000
    if settings.file.server.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.file.server.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]

    hooks: dict[str, tuple[str, Hook]] = {}
    secrets = settings.secrets
    sepay_keys = sepay.Keys(secrets.all("sepay-api-keys"), secrets.all("sepay-signing-secrets"))
    casso_keys = casso.Keys(secrets.all("casso-signing-secrets"), secrets.all("casso-secure-tokens"))
    if sepay_keys.api_keys or sepay_keys.signing:
        hooks["/giving/bank/sepay"] = "sepay", lambda raw, header: doors.sepay(raw, header, sepay_keys)
    if casso_keys.signing or casso_keys.tokens:
        hooks["/giving/bank/casso"] = "casso", lambda raw, header: doors.casso(raw, header, casso_keys)
    if settings.file.pledges is not None:
        open_pledges(app, settings, inbox, records, tally, clock)
    mail = mail_of(settings, records, clock)
    fees = _stripe(app, settings, inbox, records, doors, clock, hooks, mail)
    app.wsgi_app = Hooks(hooks, app.wsgi_app)  # type: ignore[method-assign]

    @app.get("/healthz")
    def healthz() -> Response:
        found = health(inbox, time.time())
        well = found.is_well
        return _json({"well": well, "inbox": found.counts.inbox}, 200 if well else 503)

    @app.get("/metrics")
    def metrics() -> Response:
        told = prometheus(health(inbox, time.time()), tally.snapshot())
        return Response(told, content_type="text/plain; version=0.0.4; charset=utf-8")

    @app.errorhandler(RequestEntityTooLarge)
    def too_big(_: RequestEntityTooLarge) -> Response:
        return _json({"success": False}, 413)

    @app.errorhandler(NotReady)
    def not_ready(_: NotReady) -> Response:
        # Which accounts are ours is not known yet: nothing is taken in, and the provider tells it again.
        response = _json({"success": False}, 503)
        response.headers["Retry-After"] = "30"
        return response

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return _json({"success": False}, error.code or 500)
        _LOG.error("request failed", exc_info=error)
        return _json({"success": False}, 500)

    return Service(app, inbox, records, tally, fees, mail)


def records_of(settings: Settings) -> RecordsNow:
    """The data as the committer's clone has it."""
    repository = settings.file.repository
    return RecordsNow(settings.state / CLONE, repository.branch, repository.data, time.monotonic)


def _stripe(
    app: Flask,
    settings: Settings,
    inbox: Inbox,
    records: RecordsNow,
    doors: Doors,
    clock: Callable[[], datetime],
    hooks: dict[str, tuple[str, Hook]],
    mail: Mail | None,
) -> Fees | None:
    """Giving by card, where a key is configured; without one there is no such path."""
    key = settings.secrets.one("stripe-key")
    signing = settings.secrets.all("stripe-signing-secrets")
    if key is None or not signing:
        return None
    live = is_live(key)
    checked(signing)
    client = client_for(key, settings.file.stripe.api)
    reader = Reader(client)
    open_checkout(
        app,
        settings,
        records,
        doors.tally,
        clock,
        lambda gift, back: stripe_checkout.start(client, gift, back, settings.rates),
    )
    fees = Fees(reader, inbox, settings.rates, clock, lambda line: _taken_in(inbox, line))

    def keep_contact(contact: Contact, gift: Movement) -> None:
        if mail is not None:
            mail.put(contact, gift)

    def told(raw: bytes, header: Header) -> Answer:
        return doors.stripe(
            raw, header("Stripe-Signature"), signing, live, reader, settings.rates, keep_contact, fees.ask
        )

    hooks["/giving/stripe"] = "stripe", told
    return fees


def _taken_in(inbox: Inbox, line: str) -> bool:
    """Whether a line of this id was taken in here."""
    name = f"{line}.json"
    if any((folder / name).exists() for folder in (inbox.waiting, inbox.unpushed)):
        return True
    return next(Path(inbox.kept).glob(f"*/*/*/{name}"), None) is not None


def _json(value: dict[str, Any], status: int) -> Response:
    response = Response(json.dumps(value), status=status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
