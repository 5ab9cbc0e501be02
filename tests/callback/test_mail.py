"""Receipts by mail: once per payment, over a real mail server on this machine."""

from __future__ import annotations

import itertools
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from nhandao.records.lines import Foreign
from nhandao.records.lines import Receipt as Line
from nhandao.records.money import Dong
from scripts.callback.mail import BACKOFF, Outcome, Spool
from scripts.callback.receipt_mail import Receipt, Society, code_of, compose, is_code, message_id, receipt_for
from scripts.callback.smtp import Server, hand_over

SOCIETY = Society("Hội Chữ thập đỏ tỉnh Mẫu", "hoi@example.org", "0271 000 0000", "https://nhandao.example")
KEY = bytes(32)
AT = datetime(2023, 10, 31, 8, 0, tzinfo=UTC)
ON = date(2023, 10, 30)


def receipt(line_id: str = "stripe-pi_1", to: str = "an@example.net", **fields: Any) -> Receipt:
    values = {"account": "DC23A0002G", "value_vnd": Dong(500_000), "original": "", "lang": "vi"} | fields
    return Receipt(line_id=line_id, on=ON, to=to, **values)


class Post:
    """A mail server that keeps what it takes, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.answers: list[str] = []
        self.to_rcpt: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_rcpt and (answer := self.to_rcpt.pop(0)) != "250":
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith(("250", "cut")):
            self.taken.append(envelope.content)
        if answer == "cut":
            server.transport.abort()
            return "250 never arrives"
        return answer


@pytest.fixture
def post() -> Iterator[tuple[Post, Server]]:
    keeps = Post()
    controller = Controller(keeps, hostname="127.0.0.1", port=0)
    # The library asks which port it got only after it has tried to reach port 0.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        controller.port = free.getsockname()[1]
    controller.start()
    yield keeps, Server("127.0.0.1", controller.port, "none", timeout=5)
    controller.stop()


def sender(server: Server) -> Any:
    return lambda one, handing: hand_over(server, compose(one, SOCIETY, KEY, AT), handing)


def files(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.rglob("*") if path.is_file() and "seen" not in path.parts)


def test_a_receipt_is_sent_once_and_its_address_is_gone(tmp_path: Path, post: tuple[Post, Server]) -> None:
    keeps, server = post
    spool = Spool(tmp_path)
    assert spool.put(receipt())
    assert not spool.put(receipt()), "the same payment told again"
    assert spool.run(sender(server), 0) == {"sent": 1}
    assert not spool.put(receipt()), "and again after it was sent"
    assert spool.run(sender(server), 10**9) == {}
    assert len(keeps.taken) == 1
    assert spool.state("stripe-pi_1") == "sent"
    assert files(tmp_path) == []
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"example.net" in path.read_bytes()]


def test_the_message_says_what_when_and_where_it_is_found_again(post: tuple[Post, Server]) -> None:
    keeps, server = post
    hand_over(server, compose(receipt(original="20,00 USD"), SOCIETY, KEY, AT))
    mail = message_from_bytes(keeps.taken[0], policy=default)
    assert mail["To"] == "an@example.net"
    assert mail["Subject"] == "Đã nhận phần giúp của bạn cho DC23A0002G"
    assert mail["Message-ID"] == message_id("stripe-pi_1", "example.org")
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_content()
    for words in ("20,00 USD (500.000 đồng)", "30/10/2023", code_of("stripe-pi_1", KEY), "https://nhandao.example/dia-chi/DC23A0002G/",
                  "https://nhandao.example/so-cai/2023-10/", "0271 000 0000"):  # fmt: skip
        assert words in body
    assert mail.get_content_type() == "text/plain"


def test_english_speakers_get_english(post: tuple[Post, Server]) -> None:
    mail = compose(receipt(lang="en", account="QC23A0001E"), SOCIETY, KEY, AT)
    body = mail.get_content()
    assert "has received your gift" in body
    assert "30 Oct 2023" in body
    assert "https://nhandao.example/en/so-cai/" in body


def test_a_receipt_is_made_from_its_line_of_the_ledger() -> None:
    values = {"source": "stripe", "payment_id": "pi_1", "on": ON, "account": "DC23A0002G", "value_vnd": 508_750}
    foreign = Foreign(currency="USD", amount_minor=2_000, rate_vnd="25437.5", rate_source="mẫu")
    line = Line(**values, foreign=foreign)  # type: ignore[arg-type]
    made = receipt_for(line, "an@example.net", "vi")
    assert (made.line_id, made.original, made.value_vnd) == ("stripe-pi_1", "20,00 USD", 508_750)
    assert receipt_for(Line(**values), "an@example.net", "en").original == ""  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="gift"):
        receipt_for(Line(**values, reverses="stripe-pi_0"), "an@example.net", "vi")  # type: ignore[arg-type]


def test_a_receipt_code_is_ours_or_not() -> None:
    code = code_of("transfer-FT1-2", KEY)
    assert is_code(code, KEY)
    assert is_code(f" {code[:-5]}{code[-5:].lower()} ", KEY)
    assert not is_code(code, b"another key" * 3)
    assert not is_code(code.replace("FT1", "FT2"), KEY)
    assert not is_code("", KEY)
    assert not is_code("é-é", KEY)
    assert len({code_of(f"transfer-FT{number}", KEY)[-5:] for number in range(500)}) > 490


@pytest.mark.parametrize("to", ["a@b.vn\r\nBcc: c@d.vn", "a@b.vn,c@d.vn", "An <a@b.vn>", "a@b.vn\n", "", "a b@c.vn"])
def test_no_header_can_be_added_by_an_address(to: str) -> None:
    with pytest.raises(ValueError, match="address"):
        receipt(to=to)


def test_no_header_can_be_added_by_anything_else() -> None:
    nasty = Society("Hội\r\nBcc: x@y.vn", "hoi@example.org", "1\r\nX: y", "https://nhandao.example")
    mail = compose(receipt(line_id="stripe-a\r\nBcc: c@d.vn"), nasty, KEY, AT)
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert b"\nBcc:" not in mail.as_bytes().partition(b"\r\n\r\n")[0]
    with pytest.raises(ValueError, match=r"(?i)newline|linefeed"):
        compose(receipt(account="DC\r\nBcc: x@y.vn"), SOCIETY, KEY, AT)


@pytest.mark.parametrize(
    ("rcpt", "data", "outcome"),
    [
        ([], [], "sent"), (["550 no such user"], [], "refused"), (["450 try again"], [], "later"), ([], ["554 spam"], "refused"),
        ([], ["451 busy"], "later"), ([], ["cut"], "unsure"),
    ],
)  # fmt: skip
def test_each_answer_of_a_server_is_understood(
    post: tuple[Post, Server], rcpt: list[str], data: list[str], outcome: Outcome
) -> None:
    keeps, server = post
    keeps.to_rcpt, keeps.answers = rcpt, data
    assert hand_over(server, compose(receipt(), SOCIETY, KEY, AT)) == outcome


def test_a_server_that_is_down_or_silent_is_for_later() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert hand_over(Server("127.0.0.1", port, "none", timeout=1), compose(receipt(), SOCIETY, KEY, AT)) == "later"
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = Server("127.0.0.1", silent.getsockname()[1], "none", timeout=0.3)
        assert hand_over(server, compose(receipt(), SOCIETY, KEY, AT)) == "later"


def test_an_address_is_never_sent_in_the_clear_over_a_network() -> None:
    with pytest.raises(ValueError, match="encrypted"):
        Server("mail.example.org", 25, "none")
    with pytest.raises(ValueError, match="encrypted"):
        Server("127.0.0.1", 25, "none", "user", "password")
    assert "password" not in repr(Server("mail.example.org", 587, user="u", password="secret")).replace("password=", "")


def test_what_fails_waits_longer_each_time_and_is_given_up_in_the_end(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.put(receipt())
    now, tried = 1000, []
    while spool.waiting():
        counts = spool.run(lambda *_: "later", now)
        if counts:
            tried.append(now)
        now += 30
    gaps = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert [round(gap, -1) for gap in gaps] == list(BACKOFF)
    assert spool.state("stripe-pi_1") == "given-up"
    assert files(tmp_path) == []


def test_a_break_after_the_message_was_handed_over_repeats_it_once_at_most(
    tmp_path: Path, post: tuple[Post, Server]
) -> None:
    keeps, server = post
    keeps.answers = ["cut", "cut", "250 OK"]
    spool = Spool(tmp_path)
    spool.put(receipt())
    for now in range(0, 10**6, 50_000):
        spool.run(sender(server), now)
    assert len(keeps.taken) == 2
    identities = {message_from_bytes(taken)["Message-ID"] for taken in keeps.taken}
    assert len(identities) == 1
    assert spool.state("stripe-pi_1") == "unsure"


def test_a_crash_before_the_message_is_handed_over_costs_no_attempt(tmp_path: Path, post: tuple[Post, Server]) -> None:
    keeps, server = post
    spool = Spool(tmp_path)
    spool.put(receipt())

    def crashes(*_: object) -> Outcome:
        raise RuntimeError

    for _ in range(3):
        with pytest.raises(RuntimeError):
            spool.run(crashes, 0)
        spool.recover()
    assert spool.run(sender(server), 0) == {"sent": 1}
    assert len(keeps.taken) == 1


def test_one_bad_receipt_does_not_hold_up_the_others(tmp_path: Path, post: tuple[Post, Server]) -> None:
    _, server = post
    spool = Spool(tmp_path)
    spool.put(receipt("stripe-pi_1"))
    spool.put(receipt("stripe-pi_2"))
    next((tmp_path / "new").iterdir()).write_text("{}")
    assert sorted(spool.run(sender(server), 0).elements()) == ["broken", "sent"]


def test_files_of_the_spool_are_for_their_owner_alone(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    spool.put(receipt())
    for path in (tmp_path / "spool").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_payment_told_by_many_threads_has_one_receipt(tmp_path: Path) -> None:
    spool, sent = Spool(tmp_path), []
    threads = [threading.Thread(target=spool.put, args=(receipt(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spool.run(lambda one, _: sent.append(one) or "sent", 0)  # type: ignore[func-returns-value]
    assert len(sent) == 1


RUN = """
import sys
from pathlib import Path
from datetime import datetime, UTC
from tests.callback.test_mail import SOCIETY, KEY, AT
from scripts.callback.mail import Spool
from scripts.callback.receipt_mail import compose
from scripts.callback.smtp import Server, hand_over
spool = Spool(Path(sys.argv[1]))
spool.recover()
print("ready", flush=True)
server = Server("127.0.0.1", int(sys.argv[2]), "none", timeout=5)
while spool.waiting():
    spool.run(lambda one, handing: hand_over(server, compose(one, SOCIETY, KEY, AT), handing), 10**9, most=5)
"""


def test_kill_9_while_sending_repeats_one_at_most_each_time_and_says_what_is_unsure(
    tmp_path: Path, post: tuple[Post, Server]
) -> None:
    keeps, server = post
    spool = Spool(tmp_path)
    for number in range(60):
        spool.put(receipt(f"stripe-pi_{number}"))
    kills = 0
    for attempt in range(20):
        run = subprocess.Popen(
            [sys.executable, "-c", RUN, str(tmp_path), str(server.port)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )  # fmt: skip
        assert run.stdout is not None
        run.stdout.readline()
        if attempt < 5:
            time.sleep(0.02 + 0.03 * attempt)
            run.send_signal(signal.SIGKILL)
            kills += 1
        run.communicate(timeout=60)
        if not spool.waiting():
            break
    sent = [str(message_from_bytes(taken)["Message-ID"]) for taken in keeps.taken]
    assert max(sent.count(identity) for identity in sent) <= 2
    assert len(sent) <= 60 + kills
    states = {f"stripe-pi_{number}": spool.state(f"stripe-pi_{number}") for number in range(60)}
    assert set(states.values()) <= {"sent", "unsure"}
    assert {message_id(line, "example.org") for line, state in states.items() if state == "sent"} <= set(sent)
    # It takes two kills at the very moment of handing over the same receipt.
    assert list(states.values()).count("unsure") <= kills // 2
