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
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.folders import ROOT
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

    def booked(self) -> dict[str, int]:
        """What the remote holds of transfers told here."""
        return {line: count for line, count in self.office.receipts().items() if "970499" in line}

    def wait_for(self, count: int) -> None:
        self.until(lambda: sum(self.booked().values()) >= count, f"{count} lines at the remote")


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
    assert list(running.booked().values()) == [1]
    running.office.sound()
    status, told = running.get("/metrics")
    assert status == 200
    assert b'nhandao_requests_total{door="sepay",outcome="known"} 2' in told


def signed(body: bytes, at: float, secret: str = SIGNING) -> dict[str, str]:
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X_SePay_Signature": f"sha256={digest}", "X_SePay_Timestamp": stamp}


def test_what_is_wrong_is_refused_or_set_aside_and_nothing_of_it_becomes_a_line(running: Running) -> None:
    body = sepay_body()
    now = time.time()
    path = "/giving/bank/sepay"
    key = {"Authorization": f"Apikey {KEY}"}
    refused: dict[str, tuple[int, bytes, dict[str, str]]] = {
        "no proof": (401, body, {}),
        "wrong key": (401, body, {"Authorization": "Apikey not-the-key-0123456789"}),
        "wrong signature": (400, body, signed(body, now, "another-secret-0123456789")),
        "signature of another body": (400, body, signed(sepay_body(id=1), now)),
        "ten minutes old": (400, body, signed(body, now - 600)),
        "ten minutes ahead": (400, body, signed(body, now + 600)),
        "a signature without its time": (400, body, {"X_SePay_Signature": signed(body, now)["X_SePay_Signature"]}),
        "too big": (413, b"x" * 1_900_000, key),
        "far too big": (413, b"x" * 10_000_000, key),
    }
    for name, (status, sent, headers) in refused.items():
        with contextlib.suppress(ConnectionError):  # the server need not read a body to its end to refuse it
            assert running.ask("POST", path, sent, **headers)[0] == status, name
    aside = [
        b"{", b"[]", b'{"id": 1}', sepay_body(transferAmount=-5), sepay_body(transferAmount=1.5),
        sepay_body(transferAmount="12e9"), sepay_body(transferAmount=10**18), sepay_body(transferAmount=True),
        sepay_body(transactionDate="2023-02-31 10:00:00"), sepay_body(referenceCode=None, id="../../etc/passwd"),
        b'{"id": 1, "id": 2}', b"\xff\xfe" + body,
    ]  # fmt: skip
    for sent in aside:
        assert running.ask("POST", path, sent, **key)[0] == 200, sent[:60]
    assert running.sepay(sepay_body(transferType="out")) == 200
    assert running.sepay(sepay_body(accountNumber="999999")) == 200
    # Genuine, but for nobody: a person decides.
    assert running.sepay(sepay_body(content="ung ho", referenceCode="FT23303000001")) == 200
    assert running.sepay(sepay_body(content="DC23A0999X", referenceCode="FT23303000002")) == 200
    running.until(lambda: running.get("/healthz")[1].find(b'"inbox": 0') > 0, "the inbox is worked off")
    assert running.booked() == {}
    told = running.command("status", "--lang", "en")
    assert told.returncode == 1
    assert "for a person to match: 2" in told.stdout
    assert "FT23303000001" in told.stdout
    assert len(list((running.state / "quarantine").iterdir())) > 5
    log = (running.config.parent / "log").read_text()
    assert all(line.startswith('{"at"') for line in log.splitlines())


def test_a_person_matches_an_unmatched_transfer_and_it_is_booked_once(running: Running) -> None:
    body = sepay_body(content="ung ho ba con", referenceCode="FT23303000009")
    assert running.sepay(body) == 200
    name = "transfer-970499-FT23303000009"
    running.until(lambda: (running.state / "unmatched" / f"{name}.json").exists(), "it waits for a person")
    wrong = running.command("match", name, "DC23A0002H")
    assert wrong.returncode == 1
    assert "sai ít nhất một ký tự" in wrong.stderr
    assert running.command("match", "khong-co", ADDRESS).returncode == 1
    done = running.command("match", name, ADDRESS.lower())
    assert done.returncode == 0, done.stderr
    running.wait_for(1)
    assert running.sepay(body) == 200  # told again: known
    assert running.booked() == {name: 1}
    assert running.command("match").stdout.startswith("không có khoản nào")
    assert running.command("replay").returncode == 0


def test_a_statement_that_tells_what_a_web_hook_told_adds_nothing(running: Running, tmp_path: Path) -> None:
    assert running.sepay(sepay_body()) == 200
    running.wait_for(1)
    statement = tmp_path / "saoke.csv"
    statement.write_text(
        "Ngày giao dịch,Số tham chiếu,Ghi nợ,Ghi có,Mô tả\n"
        f"30/10/2023,FT23303123456,,500.000,{ADDRESS} chuyen tien\n"
        f"30/10/2023,FT23303777777,,250.000,{ADDRESS}\n",
        encoding="utf-8",
    )
    told = running.command("reconcile", str(statement), "--account", "000000001", "--lang", "en")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "1 new, 1 known" in told.stdout
    running.wait_for(2)
    again = running.command("reconcile", str(statement), "--account", "000000001", "--lang", "en")
    assert "0 new, 2 known" in again.stdout
    assert sorted(running.booked().values()) == [1, 1]


def test_a_killed_service_comes_back_and_loses_nothing(running: Running) -> None:
    for number in range(20):
        assert running.sepay(sepay_body(referenceCode=f"FT233030001{number:02}")) == 200
    running.stop(signal.SIGKILL)
    for path in os.listdir("/proc"):
        if path.isdigit():
            with contextlib.suppress(OSError):
                if str(running.config).encode() in Path("/proc", path, "cmdline").read_bytes():
                    os.kill(int(path), signal.SIGKILL)
    running.start()
    running.wait_for(20)
    assert set(running.booked().values()) == {1}
    running.office.sound()


def test_without_a_key_there_is_no_way_to_give_by_card(running: Running) -> None:
    assert running.ask("POST", "/giving/stripe", b"{}")[0] == 404
    assert running.ask("POST", "/giving/checkout", b"")[0] == 404
    assert running.ask("POST", "/giving/bank/casso", b"{}")[0] == 404
    assert running.get("/giving/bank/sepay")[0] == 405


def test_what_the_disk_does_not_take_is_not_acknowledged_and_is_taken_when_told_again(running: Running) -> None:
    inbox, away = running.state / "inbox", running.state / "away"
    os.rename(inbox, away)
    inbox.write_text("no folder: every write fails")
    body = sepay_body(referenceCode="FT23303000042")
    assert running.sepay(body) == 503
    inbox.unlink()
    os.rename(away, inbox)
    assert running.sepay(body) == 200
    running.wait_for(1)


def test_slow_senders_hold_nobody_up(running: Running) -> None:
    head = f"POST /giving/bank/sepay HTTP/1.1\r\nHost: x\r\nAuthorization: Apikey {KEY}\r\nContent-Length: 500\r\n\r\n"
    with contextlib.ExitStack() as stack:
        for _ in range(60):  # more than there are threads
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", running.port)))
            slow.sendall(head.encode() + b'{"id": 1')
        assert running.sepay(sepay_body(referenceCode="FT23303000077")) == 200
        running.wait_for(1)
    assert list(running.booked()) == ["transfer-970499-FT23303000077"]
