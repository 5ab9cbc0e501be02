"""The chapter of the handbook that explains every problem of the data, its texts those that `portal check` prints."""

from __future__ import annotations

import re

from nhandao.records.problem_texts import TEXTS
from scripts.staff.error_guide_texts import HEAD, MEANINGS

FILE = "pages/so-tay/31-moi-ma-loi.md"
"""Place of the chapter below `content/`."""

_FOUND = re.compile(r"\{\w+\}")
_MARKS = re.compile(r"([\\`*_\[\]])")


def error_guide() -> str:
    """The chapter in Markdown, the same for the same texts."""
    lines = [HEAD]
    for group, meanings in MEANINGS.items():
        lines += ["", f"## {group}"]
        for code, meaning in meanings.items():
            lines += ["", f"### {code} {{: #{code} }}", "", f"> {_printed(code)}", "", meaning]
    return "\n".join(lines) + "\n"


def _printed(code: str) -> str:
    """What is printed for a problem, with "…" where it names what stands in the file."""
    said = _MARKS.sub(r"\\\1", _FOUND.sub("…", TEXTS[code][0]))
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?")) else ".")
