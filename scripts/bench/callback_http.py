"""How fast the callback answers over HTTP: `python3 -m scripts.bench.callback_http`.

`portal callback` runs as in service, with its committer in a process of its own; a process of senders tells it of
different transfers over open connections, as SePay does. A burst is over when all its payments are in commits on disk.
More receivers are further `portal callback --no-committer` on the same state folder, as behind one proxy.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from scripts.bench.traffic import Office
from scripts.folders import ROOT

_KEY = "key-of-the-bench-0123456789"
_FORK = multiprocessing.get_context("fork")


def requests(office: Office, count: int) -> list[bytes]:
    """Whole requests, each of another transfer."""
    made = []
    for number in range(count):
        account = office.accounts[number % len(office.accounts)]
        body = json.dumps({
            "id": number + 1, "gateway": "Bank", "transactionDate": "2023-10-31 14:02:37",
            "accountNumber": "0000MAU2023", "subAccount": None, "code": None, "content": f"MBVCB {account} ung ho",
            "transferType": "in", "transferAmount": 100_000 + number, "accumulated": 0,
            "referenceCode": f"FT23304{number:06}", "description": "",
        }).encode()  # fmt: skip
        head = (
            f"POST /giving/bank/sepay HTTP/1.1\r\nHost: localhost\r\nAuthorization: Apikey {_KEY}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


def send(ports: list[int], made: list[bytes], connections: int, told: multiprocessing.connection.Connection) -> None:
    """Send all of them over that many connections, each waiting for its answer, and tell the seconds of each."""
    seconds: list[float] = []
    refused: list[int] = []

    def work(port: int, part: list[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for request in part:
                began = time.perf_counter()
                connection.sendall(request)
                answer = b""
                while not answer.endswith(b"}"):  # the body is a small JSON object
                    answer += connection.recv(4096)
                seconds.append(time.perf_counter() - began)
                if b" 200 " not in answer[:20]:
                    refused.append(int(answer[9:12]))

    threads = [
        threading.Thread(target=work, args=(ports[start % len(ports)], made[start::connections]))
        for start in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.send((seconds, refused))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m scripts.bench.callback_http", description=__doc__)
    parser.add_argument("--burst", type=int, default=20_000, help="payments, 20000 if not given")
    parser.add_argument("--connections", type=int, default=32, help="senders at once, 32 if not given")
    parser.add_argument("--receivers", type=int, default=1, help="processes that take payments in, 1 if not given")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="portal-http-") as folder:
        place = Path(folder).resolve()
        (place / "office").mkdir()
        office = Office(place / "office", addresses=30)
        (place / "sepay-api-keys").write_text(_KEY)
        config = place / "callback.toml"
        config.write_text(
            f'state = "state"\nsite_url = "http://localhost"\nsecrets = "."\n[server]\nport = 0\n'
            f'[repository]\nremote = "{office.remote}"\ndata = "data"\n'
        )
        services, ports = [], []
        for number in range(options.receivers):
            line = [sys.executable, "-P", "-m", "scripts.portal", "callback", "--config", str(config)]
            with (place / f"log-{number}").open("w") as log:
                service = subprocess.Popen(
                    [*line, "--no-committer"] if number else line,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    cwd=ROOT,
                )
            assert service.stdout is not None
            found = re.search(r":(\d+)", service.stdout.readline())
            assert found is not None
            services.append(service)
            ports.append(int(found[1]))
        state = place / "state"
        while not (state / "status.json").exists() or '"ready": true' not in (state / "status.json").read_text():
            time.sleep(0.05)
        made = requests(office, options.burst)
        ours, theirs = _FORK.Pipe()
        sender = _FORK.Process(target=send, args=(ports, made, options.connections, theirs))
        began = time.perf_counter()
        sender.start()
        seconds, refused = ours.recv()
        answered = time.perf_counter() - began
        sender.join()
        while os.listdir(state / "inbox"):
            time.sleep(0.02)
        committed = time.perf_counter() - began
        while os.listdir(state / "unpushed"):
            time.sleep(0.05)
        for service in services:
            service.send_signal(signal.SIGTERM)
        for service in services:
            service.wait(timeout=60)
        lines = sum(count for line, count in office.receipts().items() if line.startswith("transfer-970499-FT23304"))
        late = statistics.quantiles(seconds, n=100)[98] * 1000
        count, middle = options.burst, statistics.median(seconds) * 1000
        print(f"{count} payments, {options.receivers} receivers, {options.connections} connections: ", end="")
        print(f"{count / answered:,.0f} answered a second, {count / committed:,.0f} committed a second, ", end="")
        print(f"median {middle:.0f} ms, p99 {late:.0f} ms, refused {len(refused)}, lines at the remote {lines}")
    return 0 if lines == options.burst and not refused else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
