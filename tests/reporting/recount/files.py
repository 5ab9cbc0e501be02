"""The figures of the reports counted a second time, from the YAML files alone: the witness of `test_recount.py`.

Nothing of the portal is imported here. Files are read as dictionaries whose scalars are texts, and each rule is written
down anew from the plan (sections II.4, III, IV.14, V) and from what the fields mean. Only folders without problems are
counted, so nothing is validated. `recount_tables.py` puts the figures into the tables of a report.

A span is the pair of the first and the last day that are counted, both included. Everything is seen as on its last
day: what happened later is not known yet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Record = dict[str, Any]
Span = tuple[date, date]

CATEGORIES = (
    *("disability", "agent_orange", "disaster", "critical_illness"),
    *("injury", "orphan", "lonely_elderly", "other_vulnerable"),
)  # plan II.4
FORMS = (
    *("regular_support", "wheelchair", "hand_tricycle", "housing", "rehabilitation", "capital"),
    *("loan_interest_free", "seedlings_livestock", "training", "savings_book", "health_insurance", "medical"),
)  # plan II.4, IV.5-12
GIFTS = ("cash", "in_kind", "labour", "service")  # a loan is shown, and is no gift
REASONS = ("graduated", "completed", "moved", "died")


# --- the files ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Data:
    """Every record of a folder, by the name of its file."""

    campaign: Record
    units: dict[str, Record]
    organisations: dict[str, Record]
    addresses: dict[str, Record]
    pledges: dict[str, Record]
    receipts: dict[str, Record]
    handovers: dict[str, Record]
    targets: dict[str, Record]
    submissions: dict[str, Record]

    @cached_property
    def help(self) -> tuple[Line, ...]:
        """Handovers with their corrections."""
        return tuple(lines(self.handovers))

    @cached_property
    def received(self) -> tuple[Line, ...]:
        """Gifts that the Society received, with what was given back of them."""
        return tuple(lines(self.receipts))

    @cached_property
    def districts(self) -> list[Record]:
        """In the order of the file. Only the epoch of 2023 is counted again."""
        found: list[Record] = self.units["2023"]["districts"]
        return found

    @cached_property
    def home(self) -> dict[str, str]:
        """District of each commune, communes in the order of the file."""
        return {commune["code"]: one["code"] for one in self.districts for commune in one["communes"]}


def read(folder: Path) -> Data:
    kinds = [
        {path.stem: _file(path) for path in sorted((folder / kind).rglob("*.yaml"))}
        for kind in list(Data.__dataclass_fields__)[1:]
    ]
    return Data(_file(folder / "campaign.yaml"), *kinds)


def _file(path: Path) -> Record:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same loader in C: every scalar stays a text
    loaded: Record = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return loaded


def day_of(record: Record, field: str) -> date | None:
    """The day in a field, or in the `on` of a part: `day_of(address, "dossier")`."""
    value = record.get(field)
    if not value:
        return None
    return date.fromisoformat(value["on"] if isinstance(value, dict) else value)


def on(record: Record) -> date:
    return date.fromisoformat(record["on"])


def within(found: date | None, span: Span) -> bool:
    return found is not None and span[0] <= found <= span[1]


def by_then(found: date | None, span: Span) -> bool:
    return found is not None and found <= span[1]


def folded(text: str) -> str:
    """A name without case, tone marks and repeated spaces: two spellings of one name are one."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def answer(data: Data, key: str, default: str) -> str:
    """How campaign.yaml answers an ambiguity of the plan."""
    given: str = data.campaign.get("answers", {}).get(key, default)
    return given


# --- periods (plan V: 25 November to 24 November) ----------------------------------------------------------------


def span_of(data: Data, code: str) -> Span:
    """Days of a period. The plan says nothing of the quarters' windows; campaign.yaml does, or its default."""
    year, part = int(code[:4]), code[4:]
    starts = data.campaign.get("windows", {}).get("quarters", ["11-25", "02-25", "05-25", "08-25"])
    firsts = [date.fromisoformat(f"{year - (text >= '11-25')}-{text}") for text in starts] + [date(year, 11, 25)]
    first, after = {"": (0, 4), "H1": (0, 2), "Q1": (0, 1), "Q2": (1, 2), "Q3": (2, 3), "Q4": (3, 4)}[part]
    return firsts[first], firsts[after] - timedelta(days=1)


def due_day(data: Data, code: str) -> date:
    """Last day on which the report of a period is in time: the plan says *before* a day (V.1, V.2)."""
    given = data.campaign.get("deadlines", {})
    quarters = given.get("quarters_before", ["03-10", "06-10", "09-10", "12-10"])
    before = {f"Q{number}": text for number, text in enumerate(quarters, start=1)}
    before |= {"": given.get("year_before", "11-30"), "H1": given.get("half_year_before", "05-30")}
    due = date.fromisoformat(f"{code[:4]}-{before[code[4:]]}")
    if due <= span_of(data, code)[1]:
        due = due.replace(year=due.year + 1)
    return due - timedelta(days=1)


def reporting_year(found: date) -> int:
    return found.year + (found >= date(found.year, 11, 25))


# --- places ------------------------------------------------------------------------------------------------------


def lies_in(data: Data, unit: str, commune: str | None, district: str | None = None) -> bool:
    """Whether a commune (or else a district) lies in a unit: "tinh", a district's three digits, a commune's five."""
    if unit == "tinh":
        return True
    if len(unit) == 3:
        return (data.home.get(commune) if commune else district) == unit
    return commune == unit


@cache
def addresses_in(data: Data, unit: str) -> tuple[str, ...]:
    """Codes of the addresses of a unit: by commune as the units' file has them, then by code. A second record of a
    party that has one already is no address."""
    order = list(data.home)
    inside = [
        code for code, one in data.addresses.items() if "duplicate_of" not in one and lies_in(data, unit, one["unit"])
    ]
    return tuple(sorted(inside, key=lambda code: (order.index(data.addresses[code]["unit"]), code)))


def party(data: Data, account: str) -> str:
    """The address that an account stands for: what is given to a second record of a party is given to that party."""
    while "duplicate_of" in data.addresses.get(account, {}):
        account = data.addresses[account]["duplicate_of"]
    return account


def commune_names(data: Data) -> dict[str, str]:
    """A name that two communes share once type and tone marks are left out gets its district's name."""
    communes = [(commune, one) for one in data.districts for commune in one["communes"]]
    short = [folded(re.sub("^(Xã|Phường|Thị trấn) ", "", commune["name"])) for commune, _ in communes]
    return {
        commune["code"]: f"{commune['name']} ({one['name']})" if short.count(name) > 1 else commune["name"]
        for (commune, one), name in zip(communes, short, strict=True)
    }


# --- lines of the ledger -----------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A gift or a handover with its corrections: what they do to times and money, day by day."""

    id: str
    record: Record
    on: date
    account: str
    steps: tuple[tuple[date, int, int], ...]  # day, times, đồng

    def stands(self, span: Span) -> bool:
        """Done within the span and not wholly taken back by its end."""
        return within(self.on, span) and self.stood(span)

    def stood(self, span: Span) -> bool:
        """Done by the end of the span, and not wholly taken back by then."""
        return sum(times for on, times, _ in self.steps if on <= span[1]) > 0

    def times(self, span: Span) -> int:
        return sum(times for on, times, _ in self.steps if within(on, span))

    def value(self, span: Span) -> int:
        return sum(value for on, _, value in self.steps if within(on, span))


def lines(records: dict[str, Record]) -> Iterator[Line]:
    """Gifts and handovers; fees and moved surplus are neither.

    A correction counts in the period it is made in, and takes from what its original counted as. The one time goes
    when nothing of the original is left.
    """
    back = defaultdict(list)
    for identity, record in records.items():
        if "reverses" in record:
            back[record["reverses"]].append((on(record), identity, int(record["value_vnd"])))
    for identity, record in records.items():
        if not {"reverses", "fee_of", "moved_from"} & set(record):
            left = int(record["value_vnd"])
            steps = [(on(record), 1, left)]
            for later, _, value in sorted(back[identity]):
                left -= value
                steps.append((later, 0 if left else -1, -value))
            yield Line(identity, record, on(record), record["account"], tuple(steps))


def counted_here(record: Record) -> bool:
    """What counts in another programme does not count here (plan IV.14)."""
    return bool(record.get("counted_here", "true") == "true")


def given(data: Data) -> Iterator[Line]:
    """Gifts of this campaign: what the Society received, and what supporters handed over themselves. Help that is paid
    from receipts was given when it was received."""
    for line in (*data.received, *(line for line in data.help if line.record["funded_by"] == "supporter")):
        if counted_here(line.record):
            yield line


def supporter(line: Record) -> Record:
    found: Record = line.get("supporter", {})
    return found
