"""The body of a message as JSON that means one thing: no name twice, no NaN, no endless number or nesting."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

from scripts.callback.outcomes import NotUnderstood

MAX_BYTES = 256 * 1024
"""A bank's message is under 2 kB, an event of Stripe under 40 kB."""

_MAX_DIGITS = 40


class _Refused(ValueError):
    pass


def read_object(raw: bytes, most: int = MAX_BYTES) -> dict[str, Any] | NotUnderstood:
    """The object in a body. Fractions are `Decimal`, so that no amount ever passes through a float."""
    if len(raw) > most:
        return NotUnderstood("body-too-big", f"{len(raw)} bytes")
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once, parse_int=_whole, parse_float=_fraction, parse_constant=_none
        )
    except _Refused as refused:
        return NotUnderstood("body-not-json", str(refused))
    except UnicodeDecodeError:
        return NotUnderstood("body-not-json", "not UTF-8")
    except (ValueError, RecursionError):
        return NotUnderstood("body-not-json", "not JSON")
    return value if isinstance(value, dict) else NotUnderstood("body-not-json", "not an object")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _Refused("a name stands twice")
    return value


def _whole(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise _Refused("a number is too long")
    return int(text)


def _fraction(text: str) -> Decimal:
    if len(text) > _MAX_DIGITS or abs(int((Decimal(text).as_tuple()).exponent)) > _MAX_DIGITS:
        raise _Refused("a number is too long")
    return Decimal(text)


def _none(text: str) -> NoReturn:
    raise _Refused("not a number")
