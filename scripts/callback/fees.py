"""Asking Stripe for the fees of payments, after the payments are safe: at once, again when that failed, and by sweeps.

A fee that is asked for twice is the same line, so nothing here has to be remembered over a restart.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from scripts.callback.durable import NotKept
from scripts.callback.inbox import Inbox
from scripts.callback.intake import Envelope, Movement
from scripts.callback.money import Currency, Rate
from scripts.callback.stripe_fees import fee_of_payment, fees_since
from scripts.callback.stripe_reader import LookupFailed, Reader

_LOG = logging.getLogger("nhandao.callback")
_SWEEP_SECONDS = 6 * 3600.0
_SWEPT = timedelta(days=4)
"""Longer than Stripe goes on repeating an event."""


class Fees:
    """A thread that asks.

    Args:
        is_known: whether a line of this id was taken in here.
        kept: called when a fee was put into the inbox.
    """

    def __init__(
        self,
        reader: Reader,
        inbox: Inbox,
        rates: Mapping[Currency, Rate],
        clock: Callable[[], datetime],
        is_known: Callable[[str], bool],
    ) -> None:
        self._reader = reader
        self._inbox = inbox
        self._rates = rates
        self._clock = clock
        self._is_known = is_known
        self._asked: queue.Queue[str | None] = queue.Queue(maxsize=10_000)
        self._thread = threading.Thread(target=self._work, name="fees", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask(self, payment_intent: str) -> None:
        """The fee of this payment, soon. Never waits: what does not fit is found by the next sweep."""
        try:
            self._asked.put_nowait(payment_intent)
        except queue.Full:
            _LOG.warning("fees: too many at once; the rest is left to the next sweep")

    def stop(self) -> None:
        self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _work(self) -> None:
        self._sweep()
        while True:
            try:
                intent = self._asked.get(timeout=_SWEEP_SECONDS)
            except queue.Empty:
                self._sweep()
                continue
            if intent is None:
                return
            try:
                fee = fee_of_payment(self._reader, intent, self._rates, self._clock())
            except LookupFailed as failure:
                _LOG.warning("fees: %s; the next sweep asks again", failure)
                continue
            if fee is not None:
                self._keep(fee)

    def _sweep(self) -> None:
        now = self._clock()
        try:
            for fee in fees_since(self._reader, now - _SWEPT, self._is_known, self._rates, now):
                self._keep(fee)
        except LookupFailed as failure:
            _LOG.warning("fees: sweep failed: %s", failure)

    def _keep(self, fee: Movement) -> None:
        try:
            self._inbox.put(Envelope(intake=fee))
        except NotKept as error:
            _LOG.error("fees: %s; the next sweep asks again", error)
