"""What may never stand in a publishable text, and words that take dignity away.

Decree 56/2017 Art 33 (children), the personal data law 91/2025, and the house rule that a story shows strength, not
helplessness. Numbers and contacts are refused outright; a name, a place, an illness is refused unless everyone who must
has agreed to that kind of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nhandao.book.lifecycle import required_givers
from nhandao.records.address import Address, Giver, Scope
from nhandao.records.campaign import Words
from nhandao.records.problem import Location, Problem
from nhandao.records.vietnamese import fold

_NUMBER = re.compile(r"\+?\d(?:[ .\-]?\d){6,}")
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LOWER = _UPPER.lower()
_SUSPICIOUS = re.compile(r"\d{2}|\d[ .\-]\d|[@\[]|www\.|://|javascript", re.IGNORECASE)
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?=\s*(?:đ\b|đồng|VND|triệu))")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LINK = re.compile(r"https?://\S+|www\.\S+|\]\([^)]*\)|javascript:", re.IGNORECASE)
_BANK = re.compile(r"(?:stk|tài khoản|tk)\D{0,12}(\d[\d .]{5,})", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:số nhà|nhà số|hẻm|ngõ|kiệt)\s*\d+\w*|\b\d+/\d+\w*,?\s+(?:đường|tổ|ấp|khu phố|thôn)"
    rf"|\b(?:[Tt]hôn|[Ấấ]p|[Kk]hu phố|[Ss]óc|[Bb]on|[Tt]ổ dân phố|[Tt]ổ)\s+(?:\d+\w*|[{_UPPER}]\w+)"
)
_SCHOOL = re.compile(
    r"\b[Tt]rường\s+(?:[Tt]iểu học|[Tt]rung học(?: cơ sở| phổ thông)?|THCS|THPT|[Mm]ầm non|[Mm]ẫu giáo)"
    rf"\s+[{_UPPER}]\w+(?:\s+[{_UPPER}]\w+)*"
    r"|\b[Ll]ớp\s+\d{1,2}\s?[A-Z]\d?\b"
)


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
    if not _SUSPICIOUS.search(text):
        return
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


class _Phrases:
    """Finds any phrase of a list in a text, without regard to case.

    A pattern of a hundred alternatives is slow on long prose, so it is tried only where the text has the first word of
    some phrase among its own words.
    """

    def __init__(self, phrases: Iterable[str], pattern: str = "", *, ignore_case: bool = True) -> None:
        listed = [phrase for phrase in phrases if phrase.strip()]
        self._first = frozenset(words[0] for phrase in listed if (words := _words(phrase)))
        longest_first = "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
        body = pattern.replace("PHRASES", longest_first) if pattern else rf"(?<!\w)(?:{longest_first})(?!\w)"
        self._pattern = re.compile(body, re.IGNORECASE if ignore_case else 0)

    def search(self, text: str, words: frozenset[str]) -> str:
        """The first phrase found, as the text writes it; "" if none. `words` are the words of the text."""
        if self._first.isdisjoint(words):
            return ""
        match = self._pattern.search(text)
        return match[0] if match else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


_PLACE_WORDS = frozenset(["nhà", "hẻm", "ngõ", "kiệt", "đường", "thôn", "ấp", "khu", "sóc", "bon", "tổ"])
_SCHOOL_WORDS = frozenset(["trường", "lớp"])
_TOLD_AS: dict[str, Scope] = {
    "full-name": "name",
    "house-number": "place",
    "school-told": "place",
    "health-told": "health",
}


class Rules:
    """The word lists of campaign.yaml, compiled once."""

    def __init__(self, words: Words) -> None:
        self._health = _Phrases(words.health)
        self._pity = _Phrases(word.word for word in words.pity)
        self._instead = {word.word.lower(): word.instead for word in words.pity}
        # A surname and one to three further names written out, or all of it in capitals. What ends in an initial is a
        # pseudonym: "Điểu Thị M.", "Ông Ph." Possessive, so that no shorter part of one is taken for a full name.
        initial = rf"(?:[{_UPPER}]|[CGKNPT]h|Ngh?|Tr|Gi|Qu)\."
        written = rf"(?:(?:\s(?!{initial})[{_UPPER}][{_LOWER}]+){{1,3}}+|(?:\s[{_UPPER}]{{2,}}){{1,3}}+)"
        self._name = _Phrases(
            [*words.surnames, *(name.upper() for name in words.surnames)],
            # The commune Đoàn Kết is no person.
            r"(?<![Xx]ã )(?<![Pp]hường )(?<![Tt]rấn )(?<![Hh]uyện )(?<!\w)"
            rf"(?:PHRASES){written}(?!\w)(?!\s{initial})",
            ignore_case=False,
        )
        self._public = frozenset(words.public_names)
        self.surnames = frozenset(fold(surname) for surname in words.surnames)

    def problems(self, address: Address, path: str) -> list[Problem]:
        """Everything in the address's publishable texts that must not be there, on whatever day."""
        found: list[Problem] = []
        approved = address.approved is not None
        children = any(group.age_band in ("under_7", "7_to_15") for group in address.people)
        for field, text in publishable_texts(address):
            words = frozenset(_words(text))
            found += [Problem(path, 0, field, code, what) for code, what in contact_problems(text)]
            for code, what in self._told(text, words, children=children):
                missing = _never_agreed(address, _TOLD_AS[code])
                if missing:
                    found.append(Problem(path, 0, field, code, what, (("hint", ", ".join(missing)),)))
            if what := self._pity.search(text, words):
                # A draft is only warned; nothing is approved with such a word in it.
                hint = (("hint", self._instead[what.lower()]),)
                found.append(Problem(path, 0, field, "pity-word", what, hint, warning=not approved))
        return found

    def scopes(self, text: str) -> frozenset[Scope]:
        """Kinds of publication beyond `publish` that a text makes use of."""
        return frozenset(_TOLD_AS[code] for code, _ in self._told(text, frozenset(_words(text)), children=True))

    def _told(self, text: str, words: frozenset[str], *, children: bool) -> Iterator[tuple[str, str]]:
        name = self._name.search(text, words)
        if name and name not in self._public:
            yield "full-name", name
        if not _PLACE_WORDS.isdisjoint(words) and (match := _PLACE.search(text)):
            yield "house-number", match[0]
        if children and not _SCHOOL_WORDS.isdisjoint(words) and (match := _SCHOOL.search(text)):
            yield "school-told", match[0]
        if illness := self._health.search(text, words):
            yield "health-told", illness


def _never_agreed(address: Address, scope: Scope) -> list[Giver]:
    """Those whose consent to the scope is needed and was never given.

    Agreement that has ended is no error: what it covered then leaves the site by itself (see the gate).
    """
    agreed = {consent.by for consent in address.consents if scope in consent.scopes}
    return [giver for giver in required_givers(address.kind, address.people, scope) if giver not in agreed]
