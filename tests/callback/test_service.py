"""The service as it runs: `portal callback` as a process, requests over HTTP, a remote that staff push to."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.folders import ROOT
from tests.callback import givers
from tests.callback.office import ADDRESS, Office

KEY = "a-key-of-sepay-0123456789"
SIGNING = "a-signing-secret-0123456789"
LIMIT_SECONDS = 30.0


def sepay_body(**changes: Any) -> bytes:
    told: dict[str, Any] = {
        "id": 92704, "gateway": "Vietcombank", "transactionDate": "2023-10-30 14:02:37",
        "accountNumber": "000000001", "subAccount": None, "code": None,
        "content": f"MBVCB.123 {ADDRESS} chuyen tien", "transferType": "in", "transferAmount": 500_000,
        "accumulated": 19_077_000, "referenceCode": "FT23303123456", "description": "",
    }  # fmt: skip
    return json.dumps(told | changes).encode()


class Running:
    """`portal callback` on a port of its own."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        self.config = folder / "callback.toml"
        secrets = folder / "secrets"
        secrets.mkdir()
        (secrets / "sepay-api-keys").write_text(f"{KEY}\n")
        (secrets / "sepay-signing-secrets").write_text(SIGNING)
        for path in secrets.iterdir():
            path.chmod(0o600)
        self.config.write_text(
            f'state = "state"\nsite_url = "http://127.0.0.1:1"\nsecrets = "secrets"\n'
            f'[repository]\nremote = "{office.remote}"\n[server]\nport = 0\n'
        )
        self.state = folder / "state"
        self.process: subprocess.Popen[str] | None = None
        self.port = 0

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-P", "-m", "scripts.portal", *arguments, "--config", str(self.config)]
        return subprocess.run(line, capture_output=True, text=True, timeout=60, cwd=ROOT)

    def start(self) -> None:
        line = [sys.executable, "-P", "-m", "scripts.portal", "callback", "--config", str(self.config)]
        self.log = (self.config.parent / "log").open("w")
        self.process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=self.log, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        found = re.search(r":(\d+)", self.process.stdout.readline())
        assert found is not None, (self.config.parent / "log").read_text()
        self.port = int(found[1])
        self.until(lambda: self.get("/healthz")[0] == 200, "the committer is ready")

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(timeout=60)
            self.log.close()
            self.process = None

    def until(self, done: Any, what: str) -> None:
        deadline = time.monotonic() + LIMIT_SECONDS
        while not done():
            assert time.monotonic() < deadline, f"{what}: {(self.config.parent / 'log').read_text()}"
            time.sleep(0.05)

    def get(self, path: str) -> tuple[int, bytes]:
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def sepay(self, body: bytes, key: str = KEY) -> int:
        return self.ask("POST", "/giving/bank/sepay", body, Authorization=f"Apikey {key}")[0]

    def wait_for(self, count: int) -> None:
        self.until(lambda: sum(self.office.receipts().values()) >= count, f"{count} lines at the remote")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    place = tmp_path / "office"
    made = Running(Office(place), tmp_path)
    try:
        made.start()
        yield made
    finally:
        with contextlib.suppress(Exception):
            made.stop()


def test_a_transfer_told_by_a_web_hook_stands_in_the_ledger_of_the_remote_once(running: Running) -> None:
    body = sepay_body()
    assert [running.sepay(body) for _ in range(3)] == [200, 200, 200]
    running.wait_for(1)
    assert list(running.office.receipts().values()) == [1]
    running.office.sound()
    status, told = running.get("/metrics")
    assert status == 200
    assert b'nhandao_requests_total{door="sepay",outcome="known"} 2' in told
