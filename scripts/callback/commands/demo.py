"""`portal demo`: site, callback, a rehearsal of card and bank, and a mail sink, over a throw-away copy of the sample.

Nobody needs an account anywhere, and no money moves. The rehearsal takes place on the day of the sample, so that what
is given shows at once in the ledger of that day.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import json
import logging
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import AsyncMessage
from waitress import create_server

from nhandao.book.load import load as load_book
from scripts import arguments
from scripts.builder import Order
from scripts.callback.commands.committer import committer_settings
from scripts.callback.committer import Committer
from scripts.callback.logs import log_to
from scripts.callback.records_now import NotReady
from scripts.callback.service import make
from scripts.callback.settings import Settings
from scripts.callback.settings import load as load_settings
from scripts.callback.stripe_stand_in import StandIn, serve
from scripts.folders import DATA
from scripts.messages import Stop, text
from scripts.private.keys import make_pair
from scripts.serve import Builder
from scripts.web import SiteHandler

_GIVING = "\ngiving:\n  pledge: true\n  card: [VND, USD, EUR, AUD]\n"
_RATES = {"USD": "24500", "EUR": "26000", "AUD": "15600"}
_SOURCE = "tỷ giá mẫu của buổi diễn tập"


class Demo:
    """Everything that runs, in a folder that is thrown away.

    Args:
        folder: an empty one.
        port: of the site; 0 for any.
        tell: prints a line.
    """

    def __init__(self, folder: Path, port: int, lang: str, tell: Callable[[str], None]) -> None:
        self.folder = folder
        self._lang = lang
        self._tell = tell
        self.mails: list[str] = []
        self._data = folder / "data"
        self._remote = folder / "data.git"
        self._make_data()
        self.clock = self._clock()
        self._built = threading.Event()
        self._asked = threading.Event()
        self._stopping = threading.Event()
        self.site_folder: Path | None = None
        self._server = _Server(("127.0.0.1", port), partial(_Handler, site=lambda: self.site_folder, demo=self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._sink = _Sink(self._mailed)
        self._sink.start()
        self.sepay_key = secrets.token_hex(16)
        signing = f"whsec_{secrets.token_hex(16)}"
        self.stand_in = StandIn("", signing, clock=lambda: self.clock().timestamp())
        self._card = serve(self.stand_in)
        self.settings = self._settings(signing)
        self.service = make(self.settings, self.clock)
        self._callback = create_server(self.service.app, host="127.0.0.1", port=0, threads=8, ident=None)
        self.callback_port: int = self._callback.effective_port
        self.stand_in.hook = f"http://127.0.0.1:{self.callback_port}/giving/stripe"
        self.committer = Committer(
            committer_settings(self.settings), clock=self.clock, after_push=lambda lines: self._asked.set()
        )
        self._builder = Builder(Order(folder / "site", self._data, None, self.url, lang, search=False))
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (
                ("site", self._server.serve_forever), ("callback", self._callback.run),
                ("committer", self.committer.run), ("rebuild", self._rebuild),
            )
        ]  # fmt: skip

    def start(self) -> None:
        """Build the site, and answer. Raises Stop when the sample does not build."""
        outcome = self._builder.build()
        if outcome is None or outcome.errors or outcome.fell:
            raise Stop(2, "demo-not-built", problem="; ".join(outcome.lines[:3]) if outcome is not None else "")
        self.site_folder = self.folder / "site"
        self.service.start()
        for thread in self._threads:
            thread.start()
        for _ in range(600):  # the committer's clone: until it is there, forms are answered with "later"
            with contextlib.suppress(NotReady):
                _ = self.service.records.campaign
                return
            self._stopping.wait(0.1)

    def stop(self) -> None:
        self._stopping.set()
        self._asked.set()
        self.committer.stop()
        self._server.shutdown()
        self._server.server_close()
        with contextlib.suppress(OSError):
            self._callback.close()
        self._callback.task_dispatcher.shutdown()
        self.service.stop()
        self._card.shutdown()
        self._card.server_close()
        self._sink.stop()
        self._builder.end()

    # --- what a rehearsal does -----------------------------------------------------------------------------------

    def transfer(self, amount: str, message: str) -> int:
        """Let the bank tell of a transfer. Returns the callback's status."""
        now = self.clock() + timedelta(hours=7)
        told = {
            "id": int(now.timestamp() * 1000) % 10**9, "gateway": "Ngân hàng Mẫu",
            "transactionDate": f"{now:%Y-%m-%d %H:%M:%S}", "accountNumber": self.account, "subAccount": None,
            "transferType": "in", "transferAmount": amount, "accumulated": 0, "code": None, "content": message,
            "referenceCode": f"FT{now:%y%j}{secrets.randbelow(10**6):06}", "description": "",
        }  # fmt: skip
        proof = {"Authorization": f"Apikey {self.sepay_key}"}
        return self.ask("POST", "/giving/bank/sepay", json.dumps(told).encode(), proof)[0]

    def ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Ask the callback, as the society's own proxy does."""
        connection = HTTPConnection("127.0.0.1", self.callback_port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def page(self, note: str = "") -> bytes:
        """The page of the rehearsal: a bank to transfer from, and the mails that were sent."""
        assert self.site_folder is not None
        home = (self.site_folder / "index.html").read_text(encoding="utf-8")
        sheet = re.search(r'<link rel="stylesheet" href="[^"]+">', home)
        say = partial(text, lang=self._lang)
        nothing = f"<p>{say('demo-no-mail')}</p>"
        mails = "".join(f"<pre>{html.escape(mail)}</pre>" for mail in reversed(self.mails))
        return (
            f'<!doctype html><html lang="{self._lang}"><head><meta charset="utf-8"><title>{say("demo-title")}</title>'
            f'<meta name="viewport" content="width=device-width">{sheet[0] if sheet else ""}</head><body>'
            f'<main class="page page--narrow"><h1>{say("demo-title")}</h1><p class="lead">{say("demo-what")}</p>'
            f"{f'<p><strong>{html.escape(note)}</strong></p>' if note else ''}"
            f'<ol><li><a href="/dia-chi/">{say("demo-pick")}</a></li><li>{say("demo-then")}</li>'
            f'<li><a href="/so-cai/">{say("demo-ledger")}</a></li></ol>'
            f'<h2>{say("demo-bank")}</h2><form class="form" method="post" action="/demo/">'
            f'<p class="form__field"><label for="a">{say("demo-amount")}</label>'
            '<input class="form__input" id="a" name="amount" value="200000" inputmode="numeric"></p>'
            f'<p class="form__field"><label for="m">{say("demo-message")}</label>'
            '<input class="form__input" id="m" name="message" maxlength="200"></p>'
            f'<p><button class="button" type="submit">{say("demo-send")}</button></p></form>'
            f"<h2>{say('demo-mails')}</h2>{mails or nothing}</main></body></html>"
        ).encode()

    # --- making it -----------------------------------------------------------------------------------------------

    def _make_data(self) -> None:
        shutil.copytree(DATA, self._data)
        campaign = self._data / "campaign.yaml"
        campaign.write_text(campaign.read_text(encoding="utf-8").rstrip("\n") + _GIVING, encoding="utf-8")
        book, problems = load_book(self._data)
        if book is None or any(not problem.warning for problem in problems):
            raise Stop(2, "demo-not-built", problem=problems[0].render(self._lang))
        self.account = book.campaign.accounts[0].number
        self._as_of = book.campaign.as_of
        self._git("init", "--quiet", "--initial-branch=main")
        self._git("add", "-A")
        self._git("commit", "--quiet", "-m", "sample")
        self._git("clone", "--quiet", "--bare", str(self._data), str(self._remote))
        self._git("remote", "add", "origin", str(self._remote))

    def _git(self, *line: str) -> None:
        # Nothing of the user's own git: no hook, no signing key, no name.
        environment = {"PATH": os.environ.get("PATH", ""), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        settings = ("-c", "user.name=portal demo", "-c", "user.email=demo@localhost")
        done = subprocess.run(
            ["git", *settings, *line], cwd=self._data, env=environment, capture_output=True, text=True
        )
        if done.returncode:
            raise Stop(2, "demo-not-built", problem=done.stderr.strip()[-300:])

    def _clock(self) -> Callable[[], datetime]:
        shift = timedelta(0)
        if self._as_of is not None:
            shift = timedelta(days=(self._as_of - (datetime.now(UTC) + timedelta(hours=7)).date()).days)
        return lambda: datetime.now(UTC) + shift

    def _settings(self, signing: str) -> Settings:
        secret_folder = self.folder / "secrets"
        secret_folder.mkdir(mode=0o700)
        for name, value in (
            ("sepay-api-keys", self.sepay_key), ("stripe-key", f"sk_test_{secrets.token_hex(16)}"),
            ("stripe-signing-secrets", signing),
        ):  # fmt: skip
            (secret_folder / name).write_text(value)
            (secret_folder / name).chmod(0o600)
        private = self.folder / "private"
        (private / "keys").mkdir(parents=True, mode=0o700)
        make_pair(private / "keys", self.folder / "secret-key.json", self.clock().year)
        rates = "".join(
            f'[stripe.rates.{currency}]\nrate = "{rate}"\nsource = "{_SOURCE}"\n' for currency, rate in _RATES.items()
        )
        config = self.folder / "callback.toml"
        config.write_text(
            f'state = "state"\nsite_url = "{self.url}"\nsecrets = "secrets"\n'
            f'[repository]\nremote = "{self._remote}"\n[pledges]\nprivate = "private"\n'
            f'[mail]\nhost = "127.0.0.1"\nport = {self._sink.port}\nsender = "hoi-mau@example.org"\ntls = "none"\n'
            f'[stripe]\napi = "{self.stand_in.base}"\n{rates}',
            encoding="utf-8",
        )
        return load_settings(config, {})

    def _rebuild(self) -> None:
        while not self._stopping.is_set():
            self._asked.wait()
            self._asked.clear()
            if self._stopping.is_set():
                return
            with contextlib.suppress(Stop):
                self._git("pull", "--quiet", "--ff-only", "origin", "main")
            self._builder.build()
            self._tell(text("demo-rebuilt", self._lang))

    def _mailed(self, mail: str) -> None:
        self.mails.append(mail)
        self._tell(text("demo-mailed", self._lang))


class _Handler(SiteHandler):
    """The site, the rehearsal at /demo/, and what belongs to the callback handed on to it."""

    def __init__(self, *arguments: object, site: Callable[[], Path | None], demo: Demo) -> None:
        self._demo = demo
        self.forms_lead_to = demo.stand_in.base
        super().__init__(*arguments, site=site)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/giving/"):
            self._hand_on()
        elif path == "/demo/":
            self._send(HTTPStatus.OK, self._demo.page(), (("Content-Type", "text/html; charset=utf-8"),))
        else:
            super().do_GET()

    def do_POST(self) -> None:
        if urlsplit(self.path).path == "/demo/":
            length = min(int(self.headers.get("Content-Length") or 0), 10_000)
            told = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            status = self._demo.transfer(re.sub(r"\D", "", told.get("amount", "")), told.get("message", ""))
            note = text("demo-transferred" if status == 200 else "demo-not-transferred", self._demo._lang)
            self._send(HTTPStatus.OK, self._demo.page(note), (("Content-Type", "text/html; charset=utf-8"),))
        else:
            self._hand_on()

    def _hand_on(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), 2_000_000)
        body = self.rfile.read(length)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("connection", "host")}
        status, told, content = self._demo.ask(self.command, self.path, body, headers)
        self.send_response(status)
        for name, value in told:
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news."""


class _Sink:
    """A mail server that keeps what it gets, on this machine only."""

    def __init__(self, got: Callable[[str], None]) -> None:
        class Handler(AsyncMessage):
            async def handle_message(self, message: Any) -> None:
                content = message.get_payload(decode=True)
                words = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
                got(f"To: {message['To']}\nSubject: {message['Subject']}\n\n{words}")

        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._controller = Controller(Handler(), hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


@contextlib.contextmanager
def running(port: int, lang: str, tell: Callable[[str], None]) -> Iterator[Demo]:
    """A demo in a folder of its own, gone with everything in it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="nhandao-demo-"))
    try:
        demo = Demo(folder, port, lang, tell)
        try:
            demo.start()
            yield demo
        finally:
            demo.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(options: argparse.Namespace) -> int:
    port = 0 if options.port is None else arguments.number(options.port, "--port", 1, 65535)
    log_to(level=logging.ERROR)

    def tell(line: str) -> None:
        print(line, flush=True)

    tell(text("demo-building", options.lang))
    with running(port, options.lang, tell) as demo:
        tell(text("demo-ready", options.lang, url=f"{demo.url}/demo/"))
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    tell(text("stopped", options.lang))
    return 0
