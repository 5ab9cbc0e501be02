"""Made-up accounts of the society, and givers whose data must never get past a source."""

from __future__ import annotations

from datetime import UTC, date, datetime

from nhandao.records.campaign import Bank
from scripts.callback.intake import Envelope, Movement

NOW = datetime(2023, 11, 1, 3, 0, tzinfo=UTC)

OWN = (
    Bank(bank="Ngân hàng Mẫu", bin="970499", number="0123456789", holder="HOI CHU THAP DO MAU", since=date(2022, 1, 1)),
    Bank(bank="Ngân hàng Khác", bin="970488", number="VQR00001", holder="HOI CHU THAP DO MAU", since=date(2022, 1, 1)),
)

NAME = "NGUYEN THI CANH BAO"
ACCOUNT = "0351000646393"
PHONE = "0912345678"
EMAIL = "nguoi.cho@example.org"
PERSONAL = (NAME, "CANH BAO", ACCOUNT, PHONE, EMAIL, "nguoi.cho")


def kept(outcome: object) -> str:
    """Everything of an outcome that could be written anywhere: to the inbox, to a log, to the screen."""
    text = repr(outcome)
    if isinstance(outcome, Movement):
        text += Envelope(intake=outcome).model_dump_json()
    return text


def tells_nobody(outcome: object) -> bool:
    text = kept(outcome).lower()
    return not any(word.lower() in text for word in PERSONAL)
