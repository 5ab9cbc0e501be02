"""Allotted targets and handed-in reports of the sample: some in time, some late, some missing; none real."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from nhandao.records.allotment import NEW_DIFFICULT, NEW_OTHER, Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.organisation import Organisation, reports_owed
from nhandao.records.periods import last_day, periods_of
from nhandao.records.submission import Figures, Submission
from nhandao.records.units import Units


def allotment(campaign: Campaign, units: Units, bodies: Sequence[Organisation]) -> Allotment:
    """Targets of 2023: every commune its minimum, every third one address more; two addresses for each school."""
    difficult = {one.unit for one in campaign.many_difficulties if one.epoch == units.epoch}
    communes = [
        {
            "epoch": units.epoch,
            "unit": commune.code,
            "new_addresses": (NEW_DIFFICULT if commune.code in difficult else NEW_OTHER) + (number % 3 == 0),
        }
        for number, (commune, _) in enumerate(units.all_communes())
    ]
    schools = [{"school": body.id, "addresses": 2} for body in bodies if body.kind == "school"]
    return Allotment.model_validate(
        {
            "year": campaign.year.year,
            "decided_on": date(2022, 12, 15),
            "document": "KH-GIAO-2023 (mẫu)",
            "communes": communes,
            "schools": schools,
        }
    )


def submissions(seed: int, campaign: Campaign, bodies: Sequence[Organisation], as_of: date) -> Iterator[Submission]:
    """Reports handed in by `as_of`: chapters and schools are counted from the records here, others tell figures."""
    rng = random.Random(f"{seed}-submissions")
    for period in periods_of(campaign.year.year, campaign.windows):
        for body in bodies:
            if period.kind not in reports_owed(body) or rng.random() < 0.1:
                continue
            last = last_day(period, campaign.deadlines)
            if rng.random() < 0.12:
                on = last + timedelta(days=rng.randrange(1, 8))
            else:
                on = last - timedelta(days=rng.randrange((last - period.last).days))
            if on <= as_of:
                fields: dict[str, object] = {"organisation": body.id, "period": period.code, "on": on}
                if body.kind == "member_body":
                    fields |= {"document": f"BC-{rng.randrange(10, 99)} (mẫu)", "figures": _figures(rng)}
                yield Submission.model_validate(fields)


def _figures(rng: random.Random) -> Figures:
    helped = rng.randrange(1, 12)
    regular = rng.randrange(helped + 1)
    return Figures.model_validate(
        {
            "own_survey": rng.random() < 0.5,
            "addresses_helped": helped,
            "helped_regular": regular,
            "helped_once": helped - regular,
            "times": helped + regular * 2,
            "cash_vnd": helped * rng.randrange(10, 40) * 50_000,
            "in_kind_vnd": rng.randrange(6) * 250_000,
            "supporters_organisations": rng.randrange(1, 4),
            "supporters_individuals": rng.randrange(20),
        }
    )
