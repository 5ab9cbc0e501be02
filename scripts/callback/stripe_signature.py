"""Whether a request comes from Stripe: its signature over the body as it came, and how old it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from stripe import SignatureVerificationError, WebhookSignature

from scripts.callback.outcomes import Refused
from scripts.callback.signatures import checked

TOLERANCE = 300
"""Seconds after which a signature is too old. Stripe signs every delivery anew, so a repeated one is young again."""

# One time, at least one signature. Two headers that a server has joined have two times and are refused.
_FORM = re.compile(r"t=(\d{1,12})(?:,v\d{1,2}=[0-9a-f]{1,128}){1,20}", re.ASCII)


def refusal(raw: bytes, header: str | None, secrets: Iterable[str], now: datetime) -> Refused | None:
    """Why a request is not believed; None when it is. Several secrets are right while one replaces another."""
    if header is None:
        return Refused("signature-missing")
    form = _FORM.fullmatch(header)
    if form is None:
        return Refused("signature-form")
    # All are tried, so that the time it takes does not tell which one was right.
    if not any([_is_right(raw, header, secret) for secret in checked(secrets)]):  # noqa: C419
        return Refused("signature-wrong")
    return Refused("signature-old") if now.timestamp() - int(form[1]) > TOLERANCE else None


def _is_right(raw: bytes, header: str, secret: str) -> bool:
    try:
        # Without a tolerance: the library would read the clock itself.
        return bool(WebhookSignature.verify_header(raw, header, secret, tolerance=None))
    except (SignatureVerificationError, UnicodeDecodeError):
        return False
