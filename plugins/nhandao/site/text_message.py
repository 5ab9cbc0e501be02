"""A text message about an address: 160 plain letters, which every phone shows and one message holds."""

from __future__ import annotations

from nhandao.public.text import plain_letters
from nhandao.public.views import Card
from nhandao.site.frame import shortened

LENGTH = 160
"""Characters of one SMS in the GSM alphabet; a single Vietnamese letter with its marks would leave 70."""


def sms_line(card: Card, account: str, url: str) -> str:
    """Who needs what, how to give, and where to read on. The title gives way, code and account never."""
    give = f" CK {account} noi dung {card.code}." if account else ""
    end = f"{give} {url}"
    title = plain_letters(card.title)
    return f"{shortened(title, LENGTH - len(end) - 1).replace('…', '')}.{end}"
