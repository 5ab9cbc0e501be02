"""What may never stand in a publishable text, and words that take dignity away.

Decree 56/2017 Art 33 (children), the personal data law 91/2025, and the house rule that a story shows strength, not
helplessness. Numbers and contacts are refused outright; a name, a place, an illness is refused unless everyone who must
has agreed to that kind of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhandao.book.lifecycle import required_givers
from nhandao.records.address import Address, Scope
from nhandao.records.campaign import Words
from nhandao.records.problem import Location, Problem
from nhandao.records.vietnamese import fold

_NUMBER = re.compile(r"\+?\d(?:[ .\-]?\d){6,}")
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?=\s*(?:đ\b|đồng|VND|triệu))")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LINK = re.compile(r"https?://\S+|www\.\S+|\]\([^)]*\)|javascript:", re.IGNORECASE)
_BANK = re.compile(r"(?:stk|tài khoản|tk)\D{0,12}(\d[\d .]{5,})", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:số nhà|nhà số|hẻm|ngõ|kiệt)\s*\d+\w*|\b\d+/\d+\w*,?\s+(?:đường|tổ|ấp|khu phố|thôn)"
    r"|\b(?:[Tt]hôn|[Ấấ]p|[Kk]hu phố|[Ss]óc|[Bb]on|[Tt]ổ dân phố|[Tt]ổ)\s+(?:\d+\w*|[A-ZĐ]\w+)"
)
_SCHOOL = re.compile(
    r"\b[Tt]rường\s+(?:[Tt]iểu học|[Tt]rung học(?: cơ sở| phổ thông)?|THCS|THPT|[Mm]ầm non|[Mm]ẫu giáo)"
    r"\s+[A-ZĐ]\w+(?:\s+[A-ZĐ]\w+)*"
    r"|\b[Ll]ớp\s+\d{1,2}\s?[A-Z]\d?\b"
)
_WORD = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]+"


def publishable_texts(address: Address) -> Iterator[tuple[Location, str]]:
    """Every text of an address that some page may show, with its place in the record."""
    yield ("display_name",), address.display_name
    yield ("title",), address.title
    yield ("summary",), address.summary
    if address.summary_en is not None:
        yield ("summary_en",), address.summary_en
    yield ("story",), address.story
    for index, need in enumerate(address.needs):
        yield ("needs", index, "what"), need.what
        if need.priority_text is not None:
            yield ("needs", index, "priority_text"), need.priority_text
    for index, photo in enumerate(address.photos):
        yield ("photos", index, "alt"), photo.alt
    for index, news in enumerate(address.updates):
        yield ("updates", index, "text"), news.text
    if address.finished is not None:
        yield ("finished", "outcome"), address.finished.outcome


def contact_problems(text: str) -> Iterator[tuple[str, str]]:
    """Numbers and contacts that no consent makes publishable: (code, what was found)."""
    if match := _EMAIL.search(text):
        yield "email-address", match[0]
    if match := _LINK.search(text):
        yield "web-link", match[0]
    if match := _BANK.search(text):
        yield "bank-account", match[1].strip()
        return
    amounts = [match.span() for match in _MONEY.finditer(text)]
    for match in _NUMBER.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in amounts):
            continue
        digits = re.sub(r"\D", "", match[0])
        if match[0].startswith("+84") or (digits[0] == "0" and len(digits) in (10, 11)):
            yield "phone-number", match[0]
        elif len(digits) in (9, 12):
            yield "identity-number", match[0]
        elif len(digits) >= 8:
            yield "bank-account", match[0]


class Rules:
    """The word lists of campaign.yaml, compiled once."""

    def __init__(self, words: Words) -> None:
        self._health = _any_of(words.health)
        self._pity = _any_of([word.word for word in words.pity])
        self._instead = {word.word.lower(): word.instead for word in words.pity}
        # A surname, at most two middle names, a given name, all written out. "Điểu Thị M." is a pseudonym.
        surnames = "|".join(sorted(map(re.escape, words.surnames), key=len, reverse=True))
        self._name = re.compile(rf"(?<!\w)(?:{surnames})(?:\s{_WORD}){{1,3}}(?!\w|\.)") if surnames else None
        self._public = tuple(words.public_names)
        self.surnames = frozenset(fold(surname) for surname in words.surnames)

    def problems(self, address: Address, path: str) -> list[Problem]:
        """Everything in the address's publishable texts that must not be there, on whatever day."""
        found: list[Problem] = []
        approved = address.approved is not None
        for field, text in publishable_texts(address):
            found += [Problem(path, 0, field, code, what) for code, what in contact_problems(text)]
            if self._name is not None and (match := self._name.search(text)) and match[0] not in self._public:
                found += _without_consent(address, path, field, "full-name", match[0], "name")
            if match := _PLACE.search(text):
                found += _without_consent(address, path, field, "house-number", match[0], "place")
            if (match := _SCHOOL.search(text)) and _has_children(address):
                found += _without_consent(address, path, field, "school-told", match[0], "place")
            if self._health is not None and (match := self._health.search(text)):
                found += _without_consent(address, path, field, "health-told", match[0], "health")
            if self._pity is not None and (match := self._pity.search(text)):
                instead = self._instead[match[0].lower()]
                # A draft is only warned; nothing is approved with such a word in it.
                found.append(Problem(path, 0, field, "pity-word", match[0], (("hint", instead),), warning=not approved))
        return found

    def scopes(self, text: str, *, children: bool) -> Iterator[Scope]:
        """Kinds of publication that a text makes use of."""
        if self._name is not None and (match := self._name.search(text)) and match[0] not in self._public:
            yield "name"
        if _PLACE.search(text) or (children and _SCHOOL.search(text)):
            yield "place"
        if self._health is not None and self._health.search(text):
            yield "health"


def _any_of(words: list[str] | tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)


def _has_children(address: Address) -> bool:
    return any(group.age_band in ("under_7", "7_to_15") for group in address.people)


def _without_consent(
    address: Address, path: str, field: Location, code: str, found: str, scope: Scope
) -> list[Problem]:
    """The problem, unless everyone who must has at some time agreed to the scope.

    Agreement that has ended is no error: the address then leaves the site by itself (see the gate).
    """
    agreed = {consent.by for consent in address.consents if scope in consent.scopes}
    missing = [giver for giver in required_givers(address.kind, address.people, scope) if giver not in agreed]
    return [Problem(path, 0, field, code, found, (("hint", ", ".join(missing)),))] if missing else []
