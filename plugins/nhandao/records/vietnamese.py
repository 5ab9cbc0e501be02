"""Vietnamese letters: folding for comparison, slugs, and the order of the dictionary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng: dictionary order
_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def fold(text: str) -> str:
    """Lower case without marks and with đ as d: "Điểu Ơ" becomes "dieu o"."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(char for char in decomposed if not unicodedata.combining(char))


_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "×": "x"}
)


def plain_letters(text: str) -> str:
    """ASCII letters in upper and lower case, for messages and bank transfers: "Bù Đăng" becomes "Bu Dang"."""
    return unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode()


def slug(text: str) -> str:
    """An ASCII name for a URL: "Nạn nhân thiên tai" becomes "nan-nhan-thien-tai"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Key that sorts texts word by word: letters first (a ă â … d đ …), tone marks second (a à ả ã á ạ)."""
    return tuple(_word_key(word) for word in re.findall(r"\w+", text.lower()))


def _word_key(word: str) -> tuple[tuple[int, int], ...]:
    letters: list[tuple[int, int]] = []
    tones: list[tuple[int, int]] = []
    for char in unicodedata.normalize("NFC", word):
        base, tone = char, 0
        for mark in unicodedata.normalize("NFD", char)[1:]:
            if mark in _TONES:
                tone = _TONES[mark]
                base = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", char) if c != mark))
        letters.append((_LETTERS.get(base, 100 + ord(base[0])), 0))
        tones.append((tone, 1))
    return (*letters, (-1, 0), *tones)
