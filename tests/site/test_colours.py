"""The colours that axe does not judge stand out as WCAG 2.2 asks (1.4.11: 3:1 for what is no text), in both schemes."""

from __future__ import annotations

import re

import pytest

from tests.site.building import THEME

GROUNDS = ("paper", "surface", "sunken", "accent-soft", "note-soft")


def schemes() -> dict[str, dict[str, str]]:
    """Hexadecimal colours of tokens.css by name; dark changes some of the light ones."""
    light, dark = (THEME / "static/css/tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    colours = [dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", part)) for part in (light, dark)]
    return {"light": colours[0], "dark": colours[0] | colours[1]}


def luminance(colour: str) -> float:
    digits = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert round(contrast("000", "fff"), 2) == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("colour", "grounds"),
    [
        ("focus", GROUNDS),
        ("line-strong", ("paper", "surface")),
        ("received", ("track",)),
    ],
)
def test_what_one_must_see_stands_out_from_what_is_behind_it(
    scheme: str, colour: str, grounds: tuple[str, ...]
) -> None:
    colours = schemes()[scheme]
    measured = {ground: round(contrast(colours[colour], colours[ground]), 2) for ground in grounds}
    assert {ground: ratio for ground, ratio in measured.items() if ratio < 3} == {}
