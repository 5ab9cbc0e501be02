"""Hand-written story patterns, a dozen and more for each category, and how one becomes the texts of an address."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from nhandao.records.address import CATEGORIES

STORIES = Path(__file__).with_name("stories")


class Pattern(NamedTuple):
    """One pattern; the texts hold places for {name}, {name_lower} and {commune}."""

    id: str
    category: str
    kind: str
    people: tuple[dict[str, Any], ...]
    names: tuple[str, ...]
    title: str
    summary: str
    story: str
    other_categories: tuple[str, ...]
    health_told: bool
    story_without_health: str
    needs: tuple[dict[str, Any], ...]
    updates: tuple[str, ...]
    outcome: str
    summary_en: str


@lru_cache(maxsize=1)
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by primary category, the collectives among those of their own category."""
    found: dict[str, list[Pattern]] = {category: [] for category in CATEGORIES}
    for name in (*CATEGORIES, "collective"):
        for item in yaml.safe_load((STORIES / f"{name}.yaml").read_text(encoding="utf-8")):
            category = item.get("category", name)
            found[category].append(
                Pattern(
                    id=item["id"],
                    category=category,
                    kind=item["kind"],
                    people=tuple(item["people"]),
                    names=tuple(item["names"]),
                    title=item["title"],
                    summary=item["summary"],
                    story=item["story"],
                    other_categories=tuple(item.get("other_categories") or ()),
                    health_told=bool(item.get("health_told")),
                    story_without_health=item.get("story_without_health") or item["story"],
                    needs=tuple(item["needs"]),
                    updates=tuple(item["updates"]),
                    outcome=item["outcome"],
                    summary_en=item["summary_en"],
                )
            )
    return {category: tuple(items) for category, items in found.items()}


def fill(text: str, name: str, commune: str) -> str:
    """A pattern's text for a person and a commune."""
    return text.format(name=name, name_lower=name[0].lower() + name[1:], commune=commune)


def pick(category: str, number: int, rng: random.Random) -> tuple[Pattern, str]:
    """The pattern for the n-th address of a category, with one of its pseudonyms: all patterns in turn."""
    items = patterns()[category]
    pattern = items[number % len(items)]
    return pattern, pattern.names[rng.randrange(len(pattern.names))]
