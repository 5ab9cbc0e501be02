"""A problem in the data is a value: where it is, what was found, and what to write instead."""

from __future__ import annotations

from typing import NamedTuple

from nhandao.records.problem_texts import TEXTS

Location = tuple[str | int, ...]
"""Path of a value inside a record, such as ``("needs", 0, "unit_price_vnd")``."""


class Problem(NamedTuple):
    """One thing that is wrong, or (when `warning`) doubtful, in one file."""

    path: str  # as seen from the data folder, e.g. "addresses/2023/DC23A0001I.yaml"
    line: int  # from 1; 0 while unknown or when the whole file is meant
    field: Location
    code: str  # stable name, explained in the handbook
    found: str = ""
    values: tuple[tuple[str, str], ...] = ()  # further words for the text
    warning: bool = False

    @property
    def field_text(self) -> str:
        """The field as people write it: ``needs[0].unit_price_vnd``."""
        text = ""
        for part in self.field:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
        return text

    def message(self, lang: str = "vi") -> str:
        """What was found and what to write instead, in Vietnamese or English."""
        text = TEXTS[self.code][0 if lang == "vi" else 1]
        found = self.found if len(self.found) <= 80 else self.found[:77] + "…"
        return text.format_map(dict(self.values) | {"found": found})

    def render(self, lang: str = "vi", root: str = "") -> str:
        """One line in the shape compilers print, which editors turn into a link."""
        where = f"{root}{self.path}:{self.line}" if self.line else f"{root}{self.path}"
        field = f" {self.field_text}:" if self.field else ""
        note = (" cảnh báo:" if lang == "vi" else " warning:") if self.warning else ""
        return f"{where}:{note}{field} {self.message(lang)} [{self.code}]"
