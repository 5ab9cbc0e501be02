"""What messages come to, in words."""

from __future__ import annotations

import re

import pytest

from scripts.folders import ROOT
from scripts.messages import TEXTS

REASONS = sorted(
    {
        reason
        for path in (ROOT / "scripts/callback").glob("*.py")
        for reason in re.findall(
            r"(?:Ignored|NotUnderstood|Refused|TryAgain|_Unclear|unclear)\(\*?\(?\(?\"([a-z-]+)\"",
            path.read_text(encoding="utf-8"),
        )
    }
)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_words_in_both_languages(reason: str) -> None:
    assert all(TEXTS[f"told-{reason}"])


def test_there_are_no_words_without_a_reason() -> None:
    assert {code.removeprefix("told-") for code in TEXTS if code.startswith("told-")} == {*REASONS, "currency"}
