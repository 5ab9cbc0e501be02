"""Finding the words and photos of an address in any bytes: what must be left nowhere once it is erased."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from nhandao.records.address import Address

SHORTEST = 12
"""Characters from which a phrase is told from ordinary words. Shorter ones ("Cô H.") prove nothing: not sought."""

_CHUNK = 96
_SENTENCE_END = re.compile(r"(?<=[^\W_A-ZĐ][.!?…])\s+|\n")
"""A full stop after a capital letter is an initial's: "Cô H. bán rau" is one sentence."""


def phrases(address: Address) -> frozenset[str]:
    """Sentences and lines of everything people wrote about an address, with single spaces, in NFC."""
    texts = [address.display_name, address.title, address.summary, address.summary_en or "", address.story]
    texts += [address.notes or ""]
    texts += [part for need in address.needs if (part := need.priority_text) is not None]
    texts += [photo.alt for photo in address.photos]
    texts += [news.text for news in address.updates]
    texts += [address.finished.outcome if address.finished is not None else ""]
    texts += [address.rejected.reason if address.rejected is not None else ""]
    texts += [address.suspended.reason if address.suspended is not None else ""]
    found = set()
    for text in texts:
        for part in _SENTENCE_END.split(unicodedata.normalize("NFC", text)):
            if len(phrase := " ".join(part.split())) >= SHORTEST:
                found.add(phrase)
    return frozenset(found)


def chunk_of(photo: bytes) -> bytes:
    """Bytes from the middle of a photo, which no other file has by chance."""
    middle = len(photo) // 2
    return photo[middle : middle + _CHUNK]


class Needles:
    """Phrases and chunks to look for, however the text around them was written."""

    def __init__(self, phrases: Iterable[str], chunks: Iterable[bytes] = ()) -> None:
        self.phrases = tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
        self._written = {form: phrase for phrase in self.phrases for form in _forms(phrase)}
        self._chunks = tuple(chunk for chunk in chunks if chunk)
        spaced = ("\\s+".join(map(re.escape, phrase.split())) for phrase in self.phrases)
        self._pattern = re.compile("|".join(spaced)) if self.phrases else None

    def are_in(self, data: bytes) -> bool:
        return self.first_in(data) is not None

    def first_in(self, data: bytes) -> str | None:
        """One of the phrases that stand in some bytes, "" for a photo; ``None`` when nothing does."""
        if any(chunk in data for chunk in self._chunks):
            return ""
        text = data if b"\0" in data else b" ".join(data.split())
        return next((phrase for form, phrase in self._written.items() if form in text), None)

    def without(self, data: bytes) -> bytes:
        """A text with every phrase blotted out; the same bytes when there is none in it, or it is no text."""
        if self._pattern is None or not self.are_in(data):
            return data
        try:
            text = unicodedata.normalize("NFC", data.decode("utf-8"))
        except UnicodeDecodeError:
            return data
        return self._pattern.sub("[đã xoá]", text).encode()


def _forms(phrase: str) -> Iterator[bytes]:
    """A phrase as files write it: composed or not, and with JSON's escapes."""
    yield phrase.encode()
    yield unicodedata.normalize("NFD", phrase).encode()
    yield json.dumps(phrase)[1:-1].encode()
    yield json.dumps(phrase, ensure_ascii=False)[1:-1].encode()
