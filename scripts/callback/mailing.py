"""Receipts on their way: from a gift that is safe to the spool, and from the spool to the mail server, in a thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from scripts.callback.intake import Movement
from scripts.callback.mail import Outcome, Spool
from scripts.callback.money import Sum, major_text
from scripts.callback.outcomes import Contact
from scripts.callback.own_key import own_key
from scripts.callback.receipt_mail import Receipt, Society, compose
from scripts.callback.records_now import NotReady, RecordsNow
from scripts.callback.settings import Settings
from scripts.callback.smtp import Server, hand_over

_LOG = logging.getLogger("nhandao.callback")
_LOOK_SECONDS = 5.0


class Mail:
    """Puts receipts into the spool and sends them."""

    def __init__(
        self, spool: Spool, server: Server, society: Callable[[], Society], key: bytes, clock: Callable[[], datetime]
    ) -> None:
        self.spool = spool
        self._server = server
        self._society = society
        self._key = key
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="mail", daemon=True)

    def put(self, contact: Contact, gift: Movement) -> None:
        """A receipt for a gift that is on disk. Never fails the gift: what cannot be kept is told in the log."""
        account = next((code for code in gift.codes if code.startswith(("DC", "QC"))), "")
        if not account or gift.value_vnd is None:
            return  # a person decides first what it is for, or at which rate
        foreign = gift.foreign
        original = major_text(Sum(foreign.currency, foreign.amount_minor), contact.locale) if foreign else ""
        try:
            self.spool.put(
                Receipt(
                    line_id=gift.id,
                    on=gift.on,
                    account=account,
                    value_vnd=gift.value_vnd,
                    original=original,
                    lang="en" if contact.locale == "en" else "vi",
                    to=contact.email,
                )
            )
        except (OSError, ValueError) as error:
            _LOG.error("mail: a receipt was not kept: %s", type(error).__name__)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def _work(self) -> None:
        try:
            self.spool.recover()
        except OSError as error:
            _LOG.error("mail: %s", error.strerror)
        while not self._stopping.is_set():
            try:
                self._society()
                self.spool.run(self._send, int(self._clock().timestamp()))
            except NotReady:
                pass  # who sends is not known yet
            except OSError as error:
                _LOG.error("mail: %s", error.strerror)
            self._stopping.wait(_LOOK_SECONDS)

    def _send(self, receipt: Receipt, handing: Callable[[], None]) -> Outcome:
        return hand_over(self._server, compose(receipt, self._society(), self._key, self._clock()), handing)


def mail_of(settings: Settings, records: RecordsNow, clock: Callable[[], datetime]) -> Mail | None:
    """Receipts as configured; ``None`` without a mail server. Raises ValueError, `OSError`."""
    wanted = settings.file.mail
    if wanted is None:
        return None
    password = settings.secrets.one("smtp-password") or ""

    def society() -> Society:
        campaign = records.campaign.society
        return Society(campaign.name, wanted.sender, campaign.phone, settings.file.site_url.rstrip("/"))

    return Mail(
        Spool(settings.state / "mail"),
        Server(wanted.host, wanted.port, wanted.tls, wanted.user, password),
        society,
        own_key(settings.state, "receipt-key", settings.secrets.one("receipt-key")),
        clock,
    )
