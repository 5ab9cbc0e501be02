"""What was given: which lines are gifts, and what of each went back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from nhandao.records.lines import Handover, Receipt


def is_gift(line: Receipt | Handover) -> bool:
    """Whether a line is something given: neither a fee, nor surplus moved here, nor a correction, nor handed over from
    what the society holds."""
    if line.reverses is not None:
        return False
    if isinstance(line, Handover):
        return line.funded_by == "supporter"
    return line.fee_of is None and line.moved_from is None


GoneBack = Mapping[tuple[type, str], int]
"""What went back of earlier lines, in đồng, by their kind and identity, which is their own within a kind only."""


def gone_back(lines: Iterable[Receipt | Handover], as_of: date) -> GoneBack:
    """What lines give or take back of earlier ones of their kind by a day."""
    back: defaultdict[tuple[type, str], int] = defaultdict(int)
    for line in lines:
        if line.reverses is not None and line.on <= as_of:
            back[type(line), line.reverses] += line.value_vnd
    return dict(back)


def left(gift: Receipt | Handover, back: GoneBack) -> int:
    """What is left of a gift, in đồng."""
    return gift.value_vnd - back.get((type(gift), gift.id), 0)
