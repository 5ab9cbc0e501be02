"""What reading a provider's message comes to besides movements of money. Nothing personal is ever in these values."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ignored:
    """Understood, and no money for us: counted, answered with success, not kept."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """From the provider, but not to be turned into a line without guessing: kept for a person to look at."""

    reason: str
    excerpt: str = ""
    """What was found, with every letter and digit masked, so that no name, number or control character is in it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not shown to come from the provider, or meant for another mode: answered with an error, nothing of it is kept."""

    reason: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Right, but something else had to be asked and did not answer: the provider is to send it again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a donor's receipt goes. Never in a movement; the service seals it for the private store."""

    line_id: str
    email: str = field(repr=False)
    locale: str
    """``vi`` or ``en``."""


_PLAIN = re.compile(r"[ -/:-@\[-`{-~]", re.ASCII)


def masked(value: object, most: int = 60) -> str:
    """The shape of a value without what it says: ``Nguyễn 0912`` becomes ``aaaaaa 9999``."""
    if isinstance(value, (type(None), bool, list, dict)):
        return {"NoneType": "null", "bool": str(value).lower()}.get(type(value).__name__, type(value).__name__)
    text = str(value)
    shape = "".join(_shape(char) for char in text[:most])
    return shape + "…" if len(text) > most else shape


def _shape(char: str) -> str:
    kind = unicodedata.category(char)[0]
    return "9" if kind == "N" else "a" if kind in "LM" else char if _PLAIN.match(char) else "?"
