"""Addresses of the sample: every category, form, kind, state and consent case, in all districts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from nhandao.book.lifecycle import required_givers
from nhandao.records.address import CATEGORIES, Address, PeopleGroup
from nhandao.records.codes import codes
from nhandao.records.units import Commune, District
from scripts.sample.patterns import Pattern, fill, pick
from scripts.sample.units import units

AS_OF = date(2023, 10, 31)
PHOTOS = 60

# What becomes of the addresses, in turn. The mix is that of a working year: most are introduced, many helped, and each
# way out of the list is there.
CASES = (
    "introduced", "helped", "adopted", "helped", "introduced", "helped", "introduced", "helped", "adopted", "full",
    "helped", "surveyed", "introduced", "helped", "press", "finished", "introduced", "late", "helped", "adopted",
    "introduced", "helped", "old", "helped", "dossiered", "introduced", "helped", "health", "helped", "introduced",
    "call", "helped", "adopted", "finished", "helped", "introduced", "hidden", "helped", "name", "approved",
    "introduced", "helped", "withdrawn", "helped", "adopted", "call-closed", "helped", "introduced", "no-story", "helped",
    "expired", "helped", "introduced", "rejected", "late", "helped", "suspended", "duplicate", "finished", "elsewhere",
)  # fmt: skip

ENDINGS = ("graduated", "completed", "moved", "died")


class Made(NamedTuple):
    """An address with what the ledger of the sample needs to know about it."""

    address: Address
    case: str
    pattern: Pattern
    district: District


def addresses(seed: int, count: int) -> Iterator[Made]:
    """`count` addresses in the order of their codes; the same for the same seed, and the first ones the same for any
    count."""
    communes = [(commune, district) for commune, district in units("2023").all_communes() if district is not None]
    shuffled = communes[:]
    random.Random(f"{seed}-communes").shuffle(shuffled)
    years = {year: codes("DC", year) for year in (2022, 2023)}
    ranks: dict[str, int] = {}
    previous: Address | None = None
    for index in range(count):
        rng = random.Random(f"{seed}-address-{index}")
        case = CASES[index % len(CASES)]
        commune, district = shuffled[index % len(shuffled)]
        if case in ("old", "hidden") or (case == "finished" and index % 2):
            year = 2022
        else:
            year = 2023
        code = next(islice(years[year], 1))
        pattern, name = _pattern(index, case, rng)
        fields = _fields(code, year, case, pattern, name, commune, district, rng, index)
        if fields.get("introduced") and case in ("introduced", "helped", "adopted", "late") and rng.random() < 0.4:
            ranks[district.code] = ranks.get(district.code, 0) + 1
            fields["priority"] = {"list": f"{district.slug}-2023", "rank": ranks[district.code]}
        if case == "duplicate" and previous is not None:
            fields["duplicate_of"] = previous.code
        address = Address.model_validate(fields)
        if case == "introduced":
            previous = address
        yield Made(address, case, pattern, district)


def _pattern(index: int, case: str, rng: random.Random) -> tuple[Pattern, str]:
    category = CATEGORIES[(index + index // len(CASES)) % len(CATEGORIES)]
    if case in ("call", "call-closed"):
        category = "disaster" if case == "call" else "critical_illness"
    if case == "name" and category == "orphan":
        category = "lonely_elderly"  # a name is shown only of an adult
    number = index // len(CATEGORIES)
    for step in range(40):
        pattern, name = pick(category, number + step, rng)
        adults = all(group["age_band"] in ("16_to_59", "60_up") for group in pattern.people)
        if case != "name" or (adults and pattern.kind == "individual"):
            break
    return pattern, name


def _fields(
    code: str,
    year: int,
    case: str,
    pattern: Pattern,
    name: str,
    commune: Commune,
    district: District,
    rng: random.Random,
    index: int,
) -> dict[str, Any]:
    surveyed = _survey_day(case, year, rng)
    dossiered = surveyed + timedelta(days=rng.randrange(3, 15))
    approved = dossiered + timedelta(days=rng.randrange(3, 15))
    introduced = approved + timedelta(days=rng.randrange(2, 12))
    people = [PeopleGroup.model_validate(group) for group in pattern.people]
    consents_given = case not in ("surveyed", "rejected", "dossiered")
    tells = pattern.health_told and consents_given and (case == "health" or rng.random() < 0.35)
    story = pattern.story if tells else pattern.story_without_health
    fields: dict[str, Any] = {
        "code": code,
        "epoch": "2023",
        "unit": commune.code,
        "kind": pattern.kind,
        "display_name": name,
        "people": people,
        "title": fill(pattern.title, name, _lower(commune.name)),
        "summary": fill(pattern.summary, name, _lower(commune.name)),
        "story": fill(story, name, _lower(commune.name)).strip() + "\n",
        "categories": [pattern.category, *pattern.other_categories],
        "needs": pattern.needs,
        "survey": {"on": surveyed, "by": f"Tổ khảo sát {_lower(commune.name)}"},
        "surplus": ("fund", "commune", "district")[index % 3],
    }
    if index % 3:
        fields["summary_en"] = pattern.summary_en
    if "other_vulnerable" in fields["categories"]:
        fields["unsupported_check"] = {"on": surveyed, "by": f"Uỷ ban Mặt trận Tổ quốc {_lower(commune.name)}"}
    if case in ("call", "call-closed"):
        opens = approved if case == "call-closed" else AS_OF - timedelta(days=40)
        fields["regime"] = "decree_93"
        fields["call"] = {"opens_on": opens, "closes_on": opens + timedelta(days=59)}
    if case == "rejected":
        fields["rejected"] = {"on": dossiered, "reason": "Kiểm tra lại thấy đã có nơi khác trợ giúp (mẫu)"}
    if case in ("surveyed", "rejected"):
        return fields
    fields["dossier"] = {"on": dossiered, "reference": f"HS-{year}-{index + 1:05}"}
    if case == "dossiered":
        return fields
    fields["consents"] = _consents(case, pattern, people, surveyed, tells)
    fields["approved"] = {
        "on": approved,
        "by": f"Hội Chữ thập đỏ {_lower(district.name)}",
        "document": f"QĐ-{year}-{index + 1:05}",
    }
    if case == "approved":
        return fields
    fields["introduced"] = {"on": introduced, "inhandao_id": f"MAU-{index + 1:05}"}
    if case == "old" and index % 4 == 2:
        fields["resurveys"] = [{"on": surveyed + timedelta(days=340), "by": f"Tổ khảo sát {_lower(commune.name)}"}]
    if case == "suspended":
        fields["suspended"] = {"on": AS_OF - timedelta(days=12), "reason": "Đang kiểm tra lại thông tin (mẫu)"}
    return fields


def _survey_day(case: str, year: int, rng: random.Random) -> date:
    """First survey: in the year of the code, and early enough for what is to follow."""
    if year == 2022:
        return date(2022, 8, 1) + timedelta(days=rng.randrange(60))
    if case in ("late",):
        return date(2023, 1, 3) + timedelta(days=rng.randrange(60))
    if case == "call-closed":
        return date(2023, 3, 1) + timedelta(days=rng.randrange(60))
    return date(2023, 1, 3) + timedelta(days=rng.randrange(200))


def _consents(
    case: str, pattern: Pattern, people: list[PeopleGroup], surveyed: date, tells: bool
) -> list[dict[str, Any]]:
    scopes = ["publish"] if case == "no-story" else ["publish", "story"]
    if tells:
        scopes.append("health")
    if case == "press":
        scopes.append("press")
    if case == "name":
        scopes.append("name")
    consents: list[dict[str, Any]] = []
    for giver in required_givers(pattern.kind, people, "publish"):  # type: ignore[arg-type]
        consent: dict[str, Any] = {"scopes": scopes, "by": giver, "on": surveyed}
        if case == "withdrawn":
            consent["withdrawn_on"] = AS_OF - timedelta(days=20)
        elif case == "expired":
            consent["expires_on"] = AS_OF - timedelta(days=30)
        else:
            consent["expires_on"] = surveyed + timedelta(days=730)
        consents.append(consent)
    return consents


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
