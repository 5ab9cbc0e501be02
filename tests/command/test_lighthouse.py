"""What `portal lighthouse` makes of a report; the measuring itself is no test: it depends on the machine."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.lighthouse import LEAST, found, median, table


def audit(name: str, score: float | None, mode: str = "binary") -> dict[str, Any]:
    return {"id": name, "title": name.title(), "score": score, "scoreDisplayMode": mode}


def report(**scores: float) -> dict[str, Any]:
    audits = [audit("fine", 1), audit("slow", 0.4, "numeric"), audit("empty", None, "notApplicable"), audit("free", 0)]
    weights = {"fine": 5, "slow": 10, "empty": 5, "free": 0}
    references = [{"id": name, "weight": weight} for name, weight in weights.items()]
    names = ("performance", "accessibility", "best-practices", "seo")
    return {
        "audits": {one["id"]: one for one in audits},
        "categories": {
            name: {
                "score": scores.get(name.replace("-", "_"), 1),
                "auditRefs": references if name == "performance" else [],
            }
            for name in names
        },
    }


def test_scores_are_per_cent_and_only_audits_that_count_are_named() -> None:
    page = found("/", report(performance=0.949, seo=0.5))
    assert page.scores == (95, 100, 100, 50)
    assert page.costly == ("performance: slow: Slow",)


def test_the_table_is_the_one_of_the_readme() -> None:
    lines = table([found("/dia-chi/", report(performance=0.97))]).splitlines()
    assert lines[0].startswith("| page | Performance | Accessibility |")
    assert lines[2] == "| `/dia-chi/` | 97 | 100 | 100 | 100 |"


@pytest.mark.parametrize(("shares", "middle"), [((0.9,), 90), ((1, 0.7, 0.96), 96), ((1, 0.7), 70)])
def test_the_run_in_the_middle_counts(shares: tuple[float, ...], middle: int) -> None:
    assert median([found("/", report(performance=share)) for share in shares]).scores[0] == middle


def test_the_least_score_is_95() -> None:
    assert LEAST == 95
