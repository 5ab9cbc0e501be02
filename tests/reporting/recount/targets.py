"""Targets T1 to T9 of plan III, counted a second time: see `files.py`.

Each row is what the table "chi-tieu" shows: target, name, clause, numerator, denominator, share, what must be reached,
verdict, note. The span runs from the first day of the reporting year: the plan sets its targets for the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tests.reporting.recount import addresses, files, takers
from tests.reporting.recount.files import Data, Span

Row = tuple[str | int | Fraction | None, ...]

MET, NOT_MET, NOT_ATTAINABLE, UNDEFINED = "Đạt", "Chưa đạt", "Không thể đạt", "Chưa xác định"
NAMES = {
    "T1": ("Người đứng đầu nêu gương", "III"),
    "T2": ("Địa chỉ mới của xã, phường, thị trấn", "III"),
    "T3": ("Ban, ngành, đoàn thể cấp xã nhận địa chỉ", "III.1"),
    "T4": ("Chi hội, chi đoàn nhận địa chỉ", "III.1"),
    "T5": ("Lập hồ sơ", "III.2"),
    "T6": ("Được trợ giúp", "III.2"),
    "T7": ("Kết nối qua hệ thống", "III.2"),
    "T8": ("Kế hoạch hưởng ứng", "III.2"),
    "T9": ("Tổ chức trong trường nhận địa chỉ", "III.3"),
    "T9b": ("Địa chỉ do trường nhận", "IV.14"),
}
ALLOTTED = "chỉ tiêu do Ban Chỉ đạo giao"


def targets(data: Data, span: Span, unit: str) -> list[Row]:
    """The targets of a unit, in the order of the plan: a district has T1 to T8, the province all of them, a school T9
    and what was allotted to it. Plan III.2 sets T5 to T8 for districts; T5 and T6 are shown for communes too."""
    if unit in data.organisations:
        return list(_of_school(data, span, unit))
    codes = files.addresses_in(data, unit)
    rows = [_leaders(data, span, unit), _new(data, span, unit)]
    for target, kind in (("T3", "commune_body"), ("T4", "branch")):
        rows.append(_all_of(data, span, target, takers.bodies_in(data, span, unit, kind)))
    surveyed, dossiers, helped, of, connected = (
        addresses.total(data, span, codes, key)
        for key in ("surveyed", "dossiers", "helped_with_dossier", "dossiers_for_helped", "connected")
    )
    rows += [
        _share("T5", dossiers, surveyed, "100 %", dossiers == surveyed),
        _share("T6", helped, of, "trên 70 %", 10 * helped > 7 * of),
    ]
    if len(unit) == 5:
        return rows
    members = takers.members_in(data, span, unit)
    planned = sum(takers.has_plan(data, span, body) for body in members)
    rows += [
        _connected(connected, dossiers, 30 * (len(data.districts) if unit == "tinh" else 1)),
        _share("T8", planned, len(members), "100 %", planned == len(members)),
    ]
    if unit == "tinh":
        schools = takers.bodies_in(data, span, unit, "school")
        inside = [body for school in schools for body in takers.inside(data, span, school)]
        rows.append(_all_of(data, span, "T9", inside))
    return rows


def _row(target: str, above: int, below: int | None, least: str, verdict: str, note: str) -> Row:
    ratio = Fraction(above, below) if below and target != "T7" else None  # T7 is held against a number, not a share
    return (target, *NAMES[target], above, below, ratio, least, verdict, note)


def _share(target: str, above: int, below: int, least: str, met: bool) -> Row:
    """A share of nothing is not defined, and never complete."""
    if below == 0:
        return _row(target, above, below, least, UNDEFINED, "chưa có gì để tính: mẫu số bằng 0")
    return _row(target, above, below, least, MET if met else NOT_MET, "")


def _all_of(data: Data, span: Span, target: str, bodies: list[str]) -> Row:
    """Every one of some organisations takes on an address."""
    done = sum(bool(takers.took_on(data, span, [body])) for body in bodies)
    return _share(target, done, len(bodies), "100 %", done == len(bodies))


def _leaders(data: Data, span: Span, unit: str) -> Row:
    roll = takers.leaders_in(data, span, unit)
    done = takers.leaders_with_address(data, span, roll)
    return _share("T1", done, len(roll), "ít nhất 30 %", 10 * done >= 3 * len(roll))


def _new(data: Data, span: Span, unit: str) -> Row:
    """New addresses of a commune; of a larger unit, the communes that reached their number."""
    if len(unit) == 5:
        done, least = _new_in(data, span, unit), _least_new(data, span, unit)
        note = ALLOTTED if least > _minimum(data, unit) else ""
        return _row("T2", done, None, f"ít nhất {least}", MET if done >= least else NOT_MET, note)
    communes = [one for one in data.home if files.lies_in(data, unit, one)]
    reached = sum(_new_in(data, span, one) >= _least_new(data, span, one) for one in communes)
    return _share("T2", reached, len(communes), "100 %", reached == len(communes))


def _new_in(data: Data, span: Span, commune: str) -> int:
    return addresses.total(data, span, files.addresses_in(data, commune), "new")


def _minimum(data: Data, commune: str) -> int:
    """Two where there are many difficulties, three elsewhere (plan III)."""
    difficult = {"epoch": "2023", "unit": commune} in data.campaign.get("many_difficulties", [])
    return 2 if difficult else 3


def _least_new(data: Data, span: Span, commune: str) -> int:
    """What the steering committee allotted for the year (plan IV.14), never less than the plan's minimum."""
    allotted = [
        int(one["new_addresses"])
        for one in _allotted(data, span).get("communes", [])
        if (one["epoch"], one["unit"]) == ("2023", commune)
    ]
    return max((_minimum(data, commune), *allotted))


def _allotted(data: Data, span: Span) -> files.Record:
    return data.targets.get(str(files.reporting_year(span[1])), {})


def _connected(above: int, below: int, least: int) -> Row:
    """Thirty in each district; a district with fewer dossiers cannot reach it."""
    verdict = MET if above >= least else NOT_ATTAINABLE if below < least else NOT_MET
    note = "số hồ sơ ít hơn chỉ tiêu nên không thể đạt" if verdict == NOT_ATTAINABLE else ""
    return _row("T7", above, below, f"ít nhất {least}", verdict, note)


def _of_school(data: Data, span: Span, school: str) -> Iterator[Row]:
    inside = takers.inside(data, span, school)
    yield _all_of(data, span, "T9", inside)
    for one in _allotted(data, span).get("schools", []):
        if one["school"] == school:
            done, least = len(takers.took_on(data, span, [school, *inside])), int(one["addresses"])
            yield _row("T9b", done, None, f"ít nhất {least}", MET if done >= least else NOT_MET, ALLOTTED)
