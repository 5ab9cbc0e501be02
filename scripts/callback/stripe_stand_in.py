"""A small stand-in of Stripe for the demo and for tests: no account, no network, no money.

It speaks the part of Stripe's interface that this project uses: checkout sessions with a page to “pay” on, payment
intents, invoices of monthly gifts, refunds, disputes, balance transactions; and it sends signed events to a web hook.
It takes test keys only, marks everything as not live, and says on its page that it is a rehearsal.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import html
import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

FEE_PER_MILLE = 34
EMAIL = "nguoi-ung-ho@example.org"
"""Of everybody who “pays” here."""


class StandIn:
    """The state of the stand-in, and what it does. Start it with `serve`."""

    def __init__(self, hook: str, secret: str, clock: Callable[[], float] = time.time) -> None:
        """Args: address of the web hook, the secret its events are signed with, and seconds since 1970."""
        self.hook, self.secret, self.clock = hook, secret, clock
        self.base = ""
        self.failing = 0
        """How many of the next questions are answered with an error."""
        self.refused: set[str] = set()
        """Keys that are answered as wrong."""
        self.undelivered: list[bytes] = []
        self.sent: list[bytes] = []
        self._lock = threading.Lock()
        self._outbox: list[bytes] = []
        self._count = 0
        self._once: dict[str, Any] = {}
        self._kept: dict[str, dict[str, Any]] = {}

    @contextlib.contextmanager
    def _acting(self) -> Iterator[None]:
        """One at a time; events are sent afterwards, as the web hook may ask back before it answers."""
        with self._lock:
            yield
            bodies, self._outbox = self._outbox, []
        for body in bodies:
            self._deliver(body)

    # ---- what a donor or the society does

    def pay(self, session_id: str, *, later: bool = False) -> str:
        """Pay a session; `later`: by a bank debit that succeeds only with `settle`. Returns the page to go to."""
        with self._acting():
            session = self._kept[session_id]
            if session["status"] == "open":
                session |= {"status": "complete", "payment_status": "unpaid" if later else "paid"}
                session["customer_details"] = {"email": EMAIL, "name": "NGUOI UNG HO"}
                if session["mode"] == "payment":
                    session["payment_intent"] = self._payment(session, settled=not later)
                    self._send("checkout.session.completed", session)
                    self._send_charge(session["payment_intent"], settled=not later)
                else:
                    session["subscription"] = self._new("sub", "subscription", metadata=session["_for_payment"])["id"]
                    self._send("checkout.session.completed", session)
                    self._month(session)
        return str(session["success_url"])

    def settle(self, session_id: str, *, fails: bool = False) -> None:
        """The end of a payment that was made `later`."""
        with self._acting():
            session = self._kept[session_id]
            session["payment_status"] = "unpaid" if fails else "paid"
            self._send(f"checkout.session.async_payment_{'failed' if fails else 'succeeded'}", session)
            self._send_charge(session["payment_intent"], settled=not fails)

    def month(self, session_id: str) -> None:
        """One more month of a monthly gift."""
        with self._acting():
            self._month(self._kept[session_id])

    def _month(self, session: dict[str, Any]) -> None:
        intent = self._payment(session, settled=True)
        details = {"metadata": session["_for_payment"], "subscription": session["subscription"]}
        invoice = self._new(
            "in", "invoice", currency=session["currency"], amount_paid=session["amount_total"], status="paid",
            customer_email=EMAIL, parent={"type": "subscription_details", "subscription_details": details},
        )  # fmt: skip
        self._new(
            "inpay", "invoice_payment", invoice=invoice["id"], amount_paid=session["amount_total"], status="paid",
            currency=session["currency"], payment={"type": "payment_intent", "payment_intent": intent},
        )  # fmt: skip
        self._send("invoice.paid", invoice)
        self._send_charge(intent, settled=True)

    def refund(self, payment_intent: str, amount: int | None = None) -> dict[str, Any]:
        """Give a payment back, or a part of it."""
        with self._acting():
            charge = self._kept[self._kept[payment_intent]["latest_charge"]]
            amount = charge["amount"] - charge["amount_refunded"] if amount is None else amount
            refund = self._new(
                "re", "refund", amount=amount, charge=charge["id"], currency=charge["currency"],
                payment_intent=payment_intent, status="succeeded",
            )  # fmt: skip
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            self._send("refund.created", refund)
            self._send("charge.refunded", charge)
        return refund

    def dispute(self, payment_intent: str) -> str:
        """A giver's bank takes a payment back. Returns the identity of the dispute."""
        with self._acting():
            charge = self._kept[self._kept[payment_intent]["latest_charge"]]
            dispute = self._new(
                "du", "dispute", amount=charge["amount"], charge=charge["id"], currency=charge["currency"],
                payment_intent=payment_intent, status="needs_response",
            )  # fmt: skip
            self._balance("adjustment", dispute["id"], -charge["amount"], charge["currency"], fee=1_500)
            self._send("charge.dispute.created", dispute)
        return str(dispute["id"])

    def close(self, dispute: str, *, won: bool) -> None:
        with self._acting():
            self._kept[dispute]["status"] = "won" if won else "lost"
            self._send("charge.dispute.closed", self._kept[dispute])

    def redeliver(self) -> None:
        """Send again what the web hook did not take."""
        with self._acting():
            self._outbox, self.undelivered = self.undelivered, []

    # ---- what the interface answers

    def answer(self, method: str, path: str, told: Mapping[str, Any], once: str | None) -> tuple[int, Any]:
        """Status and body for a question of the client."""
        with self._lock:
            if self.failing > 0:
                self.failing -= 1
                return 500, _error("api_error", "the stand-in was told to fail")
            if method == "POST" and path == "/v1/checkout/sessions":
                if once is not None and once in self._once:
                    return 200, self._once[once]
                status, body = self._session(told)
                if once is not None and status == 200:
                    self._once[once] = body
                return status, body
            if method == "GET" and path in ("/v1/refunds", "/v1/invoice_payments", "/v1/balance_transactions"):
                return 200, self._list(path, told)
            kept = self._kept.get(path.rsplit("/", 1)[-1])
            if method == "GET" and kept is not None:
                return 200, self._shown(self._expanded(kept))
            return 404, _error("invalid_request_error", "no such thing here")

    def _session(self, told: Mapping[str, Any]) -> tuple[int, Any]:
        line = told["line_items"]["0"]["price_data"]
        amount = int(line["unit_amount"])
        if amount < 1:
            return 400, _error("invalid_request_error", "amount too small")
        subscribed = told["mode"] == "subscription"
        for_payment = told.get("subscription_data" if subscribed else "payment_intent_data", {}).get("metadata", {})
        session = self._new(
            "cs_test", "checkout.session", mode=told["mode"], amount_total=amount, currency=line["currency"],
            client_reference_id=told.get("client_reference_id"), metadata=told.get("metadata", {}),
            locale=told.get("locale"), success_url=told["success_url"], cancel_url=told["cancel_url"],
            payment_intent=None, payment_status="unpaid", status="open", customer_details=None,
            _name=line["product_data"]["name"], _for_payment=for_payment,
        )  # fmt: skip
        session["url"] = f"{self.base}/pay/{session['id']}"
        return 200, self._shown(session)

    def _list(self, path: str, told: Mapping[str, Any]) -> dict[str, Any]:
        kind = {"/v1/refunds": "refund", "/v1/invoice_payments": "invoice_payment"}.get(path, "balance_transaction")
        since = int(told.get("created", {}).get("gte", 0))
        wanted = {name: told[name] for name in ("charge", "invoice", "status") if name in told}
        found = [
            self._shown(self._expanded(kept))
            for kept in self._kept.values()
            if kept["object"] == kind
            and kept["created"] >= since
            and all(kept.get(name) == value for name, value in wanted.items())
        ]
        return {"object": "list", "data": found, "has_more": False, "url": path}

    def _expanded(self, kept: dict[str, Any]) -> dict[str, Any]:
        if kept["object"] == "payment_intent":
            charge = dict(self._kept[kept["latest_charge"]])
            if charge["balance_transaction"] is not None:
                charge["balance_transaction"] = self._kept[charge["balance_transaction"]]
            return kept | {"latest_charge": charge}
        if kept["object"] == "balance_transaction":
            return kept | {"source": self._kept[kept["source"]]}
        return kept

    # ---- keeping and sending

    def _payment(self, session: Mapping[str, Any], *, settled: bool) -> str:
        amount, currency = session["amount_total"], session["currency"]
        intent = self._new("pi", "payment_intent", amount=amount, currency=currency, metadata=session["_for_payment"])
        charge = self._new(
            "ch", "charge", amount=amount, amount_refunded=0, refunded=False, currency=currency,
            payment_intent=intent["id"], metadata=session["_for_payment"], balance_transaction=None,
            billing_details={"email": EMAIL, "name": "NGUOI UNG HO"},
        )  # fmt: skip
        intent["latest_charge"] = charge["id"]
        if settled:
            self._settled(intent["id"])
        return str(intent["id"])

    def _settled(self, intent: str) -> None:
        charge = self._kept[self._kept[intent]["latest_charge"]]
        if charge["balance_transaction"] is None:
            fee = charge["amount"] * FEE_PER_MILLE // 1000
            charge["balance_transaction"] = self._balance(
                "charge", charge["id"], charge["amount"], charge["currency"], fee
            )

    def _send_charge(self, intent: str, *, settled: bool) -> None:
        if settled:
            self._settled(intent)
            self._send("charge.updated", self._kept[self._kept[intent]["latest_charge"]])

    def _balance(self, kind: str, source: str, amount: int, currency: str, fee: int) -> str:
        kept = self._new(
            "txn", "balance_transaction", type=kind, source=source, amount=amount, currency=currency, fee=fee
        )
        return str(kept["id"])

    def _new(self, prefix: str, kind: str, **fields: Any) -> dict[str, Any]:
        self._count += 1
        digest = hashlib.sha256(f"{self._count}".encode()).hexdigest()[:14]
        kept = {"id": f"{prefix}_{digest}", "object": kind, "created": int(self.clock()), "livemode": False, **fields}
        self._kept[kept["id"]] = kept
        return kept

    def _shown(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in kept.items() if not name.startswith("_")}

    def _send(self, kind: str, told: Mapping[str, Any]) -> None:
        event = self._new("evt", "event", type=kind, data={"object": self._shown(told)}, api_version="2026-10-28")
        body = json.dumps(event).encode()
        self.sent.append(body)
        self._outbox.append(body)

    def _deliver(self, body: bytes) -> None:
        headers = {"Content-Type": "application/json", "Stripe-Signature": signed(body, self.secret, self.clock())}
        request = urllib.request.Request(self.hook, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10):
                pass
        except (urllib.error.URLError, OSError):
            self.undelivered.append(body)

    def page(self, session_id: str) -> str | None:
        """The page to “pay” on; None without such a session."""
        with self._lock:
            session = self._kept.get(session_id)
        if session is None or session["object"] != "checkout.session":
            return None
        amount = f"{session['amount_total']} ({session['currency'].upper()}, minor units)"
        return _PAGE.format_map(
            {
                name: html.escape(str(value))
                for name, value in {**session, "name": session["_name"], "sum": amount}.items()
            }
        )


_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>TẬP DƯỢT / REHEARSAL</title>
<h1>Trang thanh toán tập dượt: không có tiền thật / Rehearsal: no real money</h1>
<p>{name}</p><p>{sum}</p>
<form method="post" action="/pay/{id}"><button name="do" value="pay">Trả / Pay</button>
<button name="do" value="later">Trả sau (ngân hàng) / Pay later</button></form>
<p><a href="{cancel_url}">Thôi / Cancel</a></p></html>"""


def signed(body: bytes, secret: str, at: float) -> str:
    """The header Stripe-Signature of a body."""
    message = f"{int(at)}.".encode() + body
    return f"t={int(at)},v1={hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message}}


def form(text: str) -> dict[str, Any]:
    """Stripe's form: ``line_items[0][price_data][currency]=vnd`` as nested dictionaries."""
    told: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        *path, last = re.findall(r"[^\[\]]+", name)
        here = told
        for part in path:
            here = here.setdefault(part, {})
        here[last] = value
    return told


def serve(stand_in: StandIn, port: int = 0) -> ThreadingHTTPServer:
    """Open the stand-in on this machine only, in a thread of its own. Close it with `shutdown` and `server_close`."""

    def is_welcome(authorization: str) -> bool:
        key = authorization.removeprefix("Bearer ")
        return key.startswith(("sk_test_", "rk_test_")) and key not in stand_in.refused

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._do("GET")

        def do_POST(self) -> None:
            self._do("POST")

        def _do(self, method: str) -> None:
            parts = urlsplit(self.path)
            length = min(int(self.headers.get("Content-Length") or 0), 100_000)
            told = form(self.rfile.read(length).decode() if method == "POST" else parts.query)
            if parts.path.startswith("/pay/"):
                self._pay(method, parts.path.removeprefix("/pay/"), told)
            elif not is_welcome(self.headers.get("Authorization", "")):
                self._reply(401, _error("invalid_request_error", "test keys only"))
            else:
                self._reply(*stand_in.answer(method, parts.path, told, self.headers.get("Idempotency-Key")))

        def _pay(self, method: str, session: str, told: Mapping[str, Any]) -> None:
            page = stand_in.page(session)
            if page is None:
                self._reply(404, _error("invalid_request_error", "no such session"))
            elif method == "POST":
                self._send(303, b"", Location=stand_in.pay(session, later=told.get("do") == "later"))
            else:
                self._send(200, page.encode(), **{"Content-Type": "text/html; charset=utf-8"})

        def _reply(self, status: int, body: Any) -> None:
            self._send(status, json.dumps(body).encode(), **{"Content-Type": "application/json"})

        def _send(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    stand_in.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
