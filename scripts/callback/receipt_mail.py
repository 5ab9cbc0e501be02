"""The receipt a donor gets by mail: what was received and under which code it is found again, from one ledger line."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from nhandao.records.lines import Receipt as LedgerLine
from nhandao.records.money import Dong
from scripts.callback import form_values
from scripts.callback.money import Sum, major_text
from scripts.messages import number_text, text

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""For codes read aloud: without 0 and O, 1 and I and L."""


@dataclass(frozen=True, slots=True)
class Society:
    """Who sends."""

    name: str
    email: str
    phone: str
    site_url: str
    """Absolute, without a slash at the end."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt, as it waits in the spool. `to` comes from a sealed contact or from the provider's own event, never
    from a form that nobody paid for: so mail cannot be sent to a stranger by typing their address."""

    line_id: str
    on: date
    account: str
    value_vnd: Dong
    original: str
    """The amount in its own currency, ``20.00 USD``; "" when it was in đồng."""
    lang: Literal["vi", "en"]
    to: str = field(repr=False)

    def __post_init__(self) -> None:
        if form_values.email(self.to) != self.to:
            raise ValueError("not an address of mail")


def receipt_for(line: LedgerLine, to: str, lang: Literal["vi", "en"]) -> Receipt:
    """The receipt of a ledger line.

    Raises ValueError for a line that is no gift (a fee, something given back, moved surplus) and for what is no address
    of mail.
    """
    if line.fee_of is not None or line.reverses is not None or line.moved_from is not None:
        raise ValueError("only a gift has a receipt")
    original = ""
    if line.foreign is not None:
        original = major_text(Sum(line.foreign.currency, line.foreign.amount_minor), lang)
    return Receipt(line.id, line.on, line.account, line.value_vnd, original, lang, to)


def code_of(line_id: str, key: bytes) -> str:
    """Code of a receipt: the ledger line, which the public ledger shows, and five characters that only the society can
    make. So a code in somebody's hand is known to be from us, and a typing error in it is found."""
    number = int.from_bytes(hmac.digest(key, b"receipt " + line_id.encode(), hashlib.sha256)[:8])
    check = ""
    for _ in range(5):
        number, place = divmod(number, len(_ALPHABET))
        check += _ALPHABET[place]
    return f"{line_id}-{check}"


def is_code(code: str, key: bytes) -> bool:
    """Whether a receipt code is one of ours, in capital or small letters of its last part."""
    line_id, _, check = code.strip().rpartition("-")
    return bool(line_id) and hmac.compare_digest(code_of(line_id, key).encode(), f"{line_id}-{check.upper()}".encode())


def message_id(line_id: str, domain: str) -> str:
    """The same for every attempt at the same receipt: a mail program shows a repeat once."""
    return f"<receipt.{hashlib.sha256(line_id.encode()).hexdigest()[:32]}@{domain}>"


def compose(receipt: Receipt, society: Society, key: bytes, at: datetime) -> EmailMessage:
    """The message, in plain text: it says everything, every program shows it, and nothing is fetched from anywhere.

    Args:
        at: time of writing, with its zone.
    """
    say = Words(receipt.lang)
    mail = EmailMessage(policy=SMTP)  # refuses line ends in any header
    domain = society.email.rpartition("@")[2]
    mail["From"] = Address(form_values.line(society.name), addr_spec=society.email)
    mail["To"] = Address(addr_spec=receipt.to)
    mail["Subject"] = say("receipt-subject", account=receipt.account)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(receipt.line_id, domain)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers a machine
    mail.set_content("\n".join(_lines(receipt, society, code_of(receipt.line_id, key), say)) + "\n")
    mail["Content-Language"] = receipt.lang
    return mail


class Words:
    def __init__(self, lang: Literal["vi", "en"]) -> None:
        self.lang = lang

    def __call__(self, name: str, /, **values: object) -> str:
        return text(name, self.lang, **values)

    def day(self, value: date) -> str:
        return f"{value.day:02}/{value.month:02}/{value.year}" if self.lang == "vi" else value.strftime("%d %b %Y")


def _lines(receipt: Receipt, society: Society, code: str, say: Words) -> Sequence[str]:
    value = f"{number_text(receipt.value_vnd, receipt.lang)} đồng"
    if receipt.original:
        value = f"{receipt.original} ({value})"
    prefix = society.site_url + ("/en" if receipt.lang == "en" else "")
    page = f"{prefix}/dia-chi/{receipt.account}/" if receipt.account.startswith("DC") else f"{prefix}/so-cai/"
    return (
        say("receipt-thanks", society=society.name),
        "",
        say("receipt-value", value=value),
        say("receipt-on", day=say.day(receipt.on)),
        say("receipt-for", account=receipt.account),
        say("receipt-code", receipt=code),
        "",
        say("receipt-where", line=receipt.line_id),
        page,
        f"{prefix}/so-cai/{receipt.on:%Y-%m}/",
        "",
        say("receipt-privacy"),
        say("receipt-ask", phone=society.phone, email=society.email),
    )
