"""The doors that payments come in by: a provider's request to its movements, kept before it is answered.

A door knows nothing of HTTP but the raw body and a few headers, and answers with a status: 200 only when everything
that the request tells is on disk; 503 when it could not be kept, so that the provider sends it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from nhandao.records.campaign import Bank
from scripts.callback import casso, sepay, stripe_events
from scripts.callback.durable import NotKept
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope, Movement
from scripts.callback.money import Currency, Rate
from scripts.callback.outcomes import Contact, Ignored, NotUnderstood, Refused, TryAgain
from scripts.callback.stripe_reader import Lookup

_STATUS = {"body-too-big": 413, "no-secret": 401, "signature-missing": 401, "key-wrong": 401, "wrong-mode": 400}
"""What refused requests are answered with; 400 for all the rest."""


Header = Callable[[str], str | None]
"""Value of a request's header by its name."""


class Answer(NamedTuple):
    status: int
    outcome: str  # for the count and the log: kept, known, ignored, quarantined, refused, try-again, not-kept
    reason: str = ""


@dataclass
class Tally:
    """How often which door came to which outcome, since the start."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def add(self, door: str, outcome: str) -> None:
        with self._lock:
            self.counts[door, outcome] += 1

    def snapshot(self) -> dict[tuple[str, str], int]:
        with self._lock:
            return dict(self.counts)


class Doors:
    """Keeps what genuine requests tell.

    Args:
        inbox: where movements are kept.
        accounts: the society's own bank accounts, asked anew for each request.
        clock: the aware time of now.
        tally: where outcomes are counted.
    """

    def __init__(
        self, inbox: Inbox, accounts: Callable[[], Sequence[Bank]], clock: Callable[[], datetime], tally: Tally
    ) -> None:
        self._inbox = inbox
        self._accounts = accounts
        self._clock = clock
        self.tally = tally

    def sepay(self, raw: bytes, header: Header, keys: sepay.Keys) -> Answer:
        return self._answer(
            "sepay",
            sepay.read(
                raw,
                keys,
                self._accounts(),
                self._clock(),
                authorization=header("Authorization"),
                signature=header("X-SePay-Signature"),
                timestamp=header("X-SePay-Timestamp"),
            ),
        )

    def casso(self, raw: bytes, header: Header, keys: casso.Keys) -> Answer:
        return self._answer(
            "casso",
            casso.read(
                raw,
                keys,
                self._accounts(),
                self._clock(),
                signature=header("X-Casso-Signature"),
                token=header("Secure-Token"),
            ),
        )

    def stripe(
        self,
        raw: bytes,
        signature: str | None,
        secrets: Iterable[str],
        live: bool,
        lookup: Lookup,
        rates: Mapping[Currency, Rate],
        keep_contact: Callable[[Contact, Movement], None],
        ask_fee: Callable[[str], None],
    ) -> Answer:
        """Args: see `stripe_events.read`; `keep_contact` is given where a donor wants a receipt, `ask_fee` the payment
        whose fee is to be asked for. Both are called only after the movement is on disk, and cannot fail it."""
        reading = stripe_events.read(raw, signature, secrets, live, lookup, rates, self._clock())
        if isinstance(reading, Refused | TryAgain):
            return self._answer("stripe", reading)
        answer = self._answer("stripe", reading.outcomes)
        if answer.status == 200:
            gift = next((one for one in reading.outcomes if isinstance(one, Movement)), None)
            if reading.contact is not None and gift is not None:
                keep_contact(reading.contact, gift)
            if reading.fee_of is not None:
                ask_fee(reading.fee_of)
        return answer

    def _answer(self, door: str, told: Refused | TryAgain | Sequence[Movement | Ignored | NotUnderstood]) -> Answer:
        if isinstance(told, Refused):
            answer = Answer(_STATUS.get(told.reason, 400), "refused", told.reason)
        elif isinstance(told, TryAgain):
            answer = Answer(503, "try-again", told.reason)
        else:
            answer = Answer(200, "ignored")
            try:
                for outcome in told:
                    answer = Answer(200, *self._keep(door, outcome))
                    self.tally.add(door, answer.outcome)
                return answer
            except NotKept as error:
                answer = Answer(503, "not-kept", str(error))
        self.tally.add(door, answer.outcome)
        return answer

    def _keep(self, door: str, outcome: Movement | Ignored | NotUnderstood) -> tuple[str, str]:
        if isinstance(outcome, Ignored):
            return "ignored", outcome.reason
        if isinstance(outcome, NotUnderstood):
            return self._inbox.refuse(door, outcome.excerpt, outcome.reason, "", self._clock()), outcome.reason
        return self._inbox.put(Envelope(intake=outcome)), outcome.id
