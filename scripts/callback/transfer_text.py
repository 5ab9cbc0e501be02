"""Codes in the text of a bank transfer, however the bank and the giver have written them.

Banks drop accents, hyphens and case, break lines, and glue their own references to the text; givers put spaces and dots
into a code. So only letters and digits are compared, with a few separators allowed between any two of them, and every
place of the text is tried. What keeps other numbers out is the shape (two letters, two digits, a letter, four digits,
one more) together with the check character: of random letters and digits, 1 place in 50 million reads as a code.
"""

from __future__ import annotations

import re

from nhandao.records.codes import is_code
from nhandao.records.vietnamese import plain_letters

_GAP = r"[\s.,:;/|_+*'\"()\[\]-]{0,4}"
_BODY = (r"\d", r"\d", "[A-HJ-NP-Z]", r"\d", r"\d", r"\d", r"\d", "[0-9A-HJ-NP-Z]")
_SHAPE = rf"(?:[DQ]{_GAP}C|C{_GAP}K)" + "".join(_GAP + part for part in _BODY)
# In a look-ahead, so that a code is found whatever stands before it, even the beginning of something like a code.
_FIND = re.compile(f"(?=({_SHAPE}))", re.ASCII)
_NOT_CODE = re.compile(r"[^0-9A-Z]", re.ASCII)


def find_codes(*texts: str) -> tuple[str, ...]:
    """Codes of addresses, funds and pledges with a right check character: each once, in the order they stand in.

    Each text is read by itself: the end of one and the beginning of the next never make a code. Letters I and O never
    stand in a code (`records.codes.codes`), as they read as digits.
    """
    found: dict[str, None] = {}
    for text in texts:
        for match in _FIND.finditer(plain_letters(text).upper()):
            code = _NOT_CODE.sub("", match[1])
            if is_code(code):
                found[code] = None
    return tuple(found)
