"""Hands a message to the society's mail server, and tells a refusal for good from one for now."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

from scripts.callback.mail import Outcome


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: Literal["tls", "starttls", "none"] = "starttls"
    """`none` only for a server on the same machine."""
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20
    """Seconds without an answer after which the server counts as down."""

    def __post_init__(self) -> None:
        here = self.host in ("localhost", "127.0.0.1", "::1")
        if self.security == "none" and (not here or self.password):
            raise ValueError("addresses of donors and the password travel encrypted, but to the same machine")


def hand_over(server: Server, mail: EmailMessage, handing: Callable[[], None] = lambda: None) -> Outcome:
    """Send one message. Never raises for what the server or the network does.

    A refusal of the recipient or of the message is for good (RFC 5321: 5yz). Everything else may pass later, also a
    wrong password or a sender the server does not know, which people mend. When the line breaks between our last byte
    and the server's answer, nobody can tell whether the message was taken: `unsure`. `handing` is called just before
    the first byte of the message.
    """
    context = ssl.create_default_context()
    outcome: Outcome | None = None
    handed = False
    try:
        with _connection(server, context) as smtp:
            if server.security == "starttls":
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
            if smtp.mail(_address(mail, "From"))[0] != 250:
                outcome = "later"
            elif (code := smtp.rcpt(_address(mail, "To"))[0]) not in (250, 251):
                outcome = _answer(code)
            else:
                handing()
                handed = True
                outcome = _answer(smtp.data(mail.as_bytes(policy=SMTP))[0])
    except smtplib.SMTPDataError as refused:  # the server did not want the message to begin with
        return _answer(refused.smtp_code)
    except (smtplib.SMTPException, OSError):
        pass
    if outcome is not None:  # whatever happened after the answer, the answer holds
        return outcome
    return "unsure" if handed else "later"


def _address(mail: EmailMessage, header: str) -> str:
    return str(mail[header].addresses[0].addr_spec)


def _answer(code: int) -> Outcome:
    return "sent" if 200 <= code < 300 else "refused" if 500 <= code < 600 else "later"


def _connection(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=server.timeout)
