"""The tables of the reports of plan V, filled from the figures of this package.

A table is its rows as dictionaries by the keys of its columns, and its total row the same way or ``None``. Keys of
columns, names of tables and fixed words are what the reader sees; every figure is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tests.reporting.recount import addresses, files, takers
from tests.reporting.recount.files import CATEGORIES, FORMS, GIFTS, REASONS, Data, Span
from tests.reporting.recount.targets import targets

Value = str | int | Fraction | date | None
Row = dict[str, Value]


class Table(NamedTuple):
    rows: list[Row]
    total: Row | None = None


ADDRESS_KEYS = (
    *("surveyed", "surveyed_new", "dossiers", "dossiers_new", "approved", "on_system", "connected", "helped"),
    *("helped_regular", "helped_once", "helped_by_society", "helped_by_mobilised", "helped_with_dossier"),
    *("dossiers_for_helped", "waiting", *(f"finished_{reason}" for reason in REASONS), "withdrawn"),
)
HELP_KEYS = ("times", "times_regular", *GIFTS, "value", "via_system", "loans", "received")
KIND_KEYS = (*CATEGORIES, *FORMS)
FIGURES = (
    *("addresses_helped", "helped_regular", "helped_once", "times", "cash_vnd", "in_kind_vnd", "labour_vnd"),
    *("service_vnd", "value_vnd", "loans_vnd"),
)
GROUPS = {
    "disability": "Người khuyết tật",
    "agent_orange": "Nạn nhân chất độc da cam",
    "disaster": "Nạn nhân thiên tai",
    "critical_illness": "Người mắc bệnh hiểm nghèo",
    "injury": "Người bị tai nạn thương tích",
    "orphan": "Trẻ em mồ côi",
    "lonely_elderly": "Người già neo đơn",
    "other_vulnerable": "Đối tượng yếu thế khác",
}
TOTAL = "Tổng cộng"


def reports(data: Data, code: str, as_of: date) -> dict[str, dict[str, Table]]:
    """Every report of a period, by unit: the province, its districts, the schools, and by half year and year the
    provincial bodies (plan V.1, V.2)."""
    first, last = files.span_of(data, code)
    span = first, min(last, as_of)
    units = ["tinh", *(one["code"] for one in data.districts)]
    givers = [
        identity
        for identity, body in data.organisations.items()
        if takers.takes_part(body, span)
        and (body["kind"] == "school" or (code[4:] in ("", "H1") and _reports_for_itself(body)))
    ]
    return {unit: _report(data, code, as_of, span, unit) for unit in (*units, *givers)}


def _report(data: Data, code: str, as_of: date, span: Span, unit: str) -> dict[str, Table]:
    year = files.span_of(data, code[:4])[0], span[1]
    body = data.organisations.get(unit)
    if body is not None:
        found = {"dong-gop": given_table(data, span, unit)}
        if body["kind"] == "school":
            found["chi-tieu"] = target_table(data, year, unit)
    else:
        found = {
            "dia-chi": address_table(data, span, unit),
            "tro-giup": help_table(data, span, unit, HELP_KEYS),
            "phan-loai": help_table(data, span, unit, KIND_KEYS),
            "tham-gia": part_table(data, span, unit),
            "chi-tieu": target_table(data, year, unit),
        }
        if unit == "tinh":
            found["bao-cao-da-nop"] = submitted_table(data, code, as_of)
            found["tong-hop"] = consolidated_table(data, span, code, as_of)
            found["chua-nop"] = missing_table(data, code, as_of)
        errata = errata_table(data, span, unit)
        if errata.rows:
            found["dinh-chinh"] = errata
    if "Q" in code:
        found["danh-sach"] = annex_table(data, span, unit, as_of)
    return found


def _reports_for_itself(body: files.Record) -> bool:
    return bool(body["kind"] == "member_body" and body["level"] == "province")


# --- addresses, help, who takes part ------------------------------------------------------------------------------


def _below(data: Data, unit: str) -> list[tuple[str, str]]:
    """Units that a table has rows of: code and name."""
    if unit == "tinh":
        return [(one["code"], one["name"]) for one in data.districts]
    names = files.commune_names(data)
    return [(one, names[one]) for one, district in data.home.items() if district == unit]


def _share(above: int, below: int) -> Fraction | None:
    return Fraction(above, below) if below else None


def address_table(data: Data, span: Span, unit: str) -> Table:
    def row(part: str, code: str, name: str) -> Row:
        codes = files.addresses_in(data, part)
        found = {key: addresses.total(data, span, codes, key) for key in ADDRESS_KEYS}
        return {
            "unit_code": code,
            "unit": name,
            **found,
            "dossiers_share": _share(found["dossiers"], found["surveyed"]),
            "helped_share": _share(found["helped_with_dossier"], found["dossiers_for_helped"]),
        }

    return Table([row(code, code, name) for code, name in _below(data, unit)], row(unit, "", TOTAL))


def help_table(data: Data, span: Span, unit: str, keys: tuple[str, ...]) -> Table:
    def row(part: str, code: str, name: str) -> Row:
        codes = files.addresses_in(data, part)
        return {"unit_code": code, "unit": name} | {key: addresses.total(data, span, codes, key) for key in keys}

    return Table([row(code, code, name) for code, name in _below(data, unit)], row(unit, "", TOTAL))


def part_table(data: Data, span: Span, unit: str) -> Table:
    """Gifts to the funds are gifts to the province, and to none of its districts."""

    def row(part: str, code: str, name: str) -> Row:
        accounts = set(files.addresses_in(data, part))
        if part == "tinh":
            accounts |= {fund["code"] for fund in data.campaign.get("funds", [])}
        givers = takers.givers(data, span, accounts)
        roll = takers.leaders_in(data, span, part)
        leaders = takers.leaders_with_address(data, span, roll)
        members = takers.members_in(data, span, part)
        found: Row = {
            "unit_code": code,
            "unit": name,
            "organisations": givers.organisations,
            "people": givers.people,
            "unnamed_gifts": givers.unnamed,
            "leaders": leaders,
            "leaders_all": len(roll),
            "leaders_share": _share(leaders, len(roll)),
            "plans": sum(takers.has_plan(data, span, body) for body in members),
            "plans_all": len(members),
        }
        for key, kind in (("commune_bodies", "commune_body"), ("branches", "branch")):
            bodies = takers.bodies_in(data, span, part, kind)
            found[key] = sum(bool(takers.took_on(data, span, [body])) for body in bodies)
            found[f"{key}_all"] = len(bodies)
        return found

    return Table([row(code, code, name) for code, name in _below(data, unit)], row(unit, "", TOTAL))


def target_table(data: Data, year: Span, unit: str) -> Table:
    keys = ("target", "name", "clause", "numerator", "denominator", "ratio", "threshold", "verdict", "note")
    return Table([dict(zip(keys, row, strict=True)) for row in targets(data, year, unit)])


# --- what a school or a provincial body gave ----------------------------------------------------------------------


def given_table(data: Data, span: Span, unit: str) -> Table:
    """An organisation and those that belong to it; the total counts an address once that two of them took on."""
    inside = [
        identity
        for identity, body in data.organisations.items()
        if unit in (identity, body.get("part_of")) and takers.took_part(body, span)
    ]

    def row(bodies: list[str], organisation: str, name: str) -> Row:
        lines = [line for line in files.given(data) if files.supporter(line.record).get("organisation") in bodies]
        money = {
            kind: sum(line.value(span) for line in lines if line.record.get("kind", "cash") == kind)
            for kind in (*GIFTS, "loan")
        }
        return {
            "organisation": organisation,
            "name": name,
            "addresses": len(takers.took_on(data, span, bodies)),
            "leaders": len({one[:2] for one in takers.taken_on(data, span) if one[0] in bodies and one[1]}),
            "times": sum(line.times(span) for line in lines),
            "promised": _promised(data, span, bodies),
            **{kind: money[kind] for kind in GIFTS},
            "value": sum(money[kind] for kind in GIFTS),
            "loans": money["loan"],
        }

    rows = [row([one], one, data.organisations[one]["name"]) for one in inside]
    return Table(rows, row(inside, "", TOTAL))


def _promised(data: Data, span: Span, bodies: Iterable[str]) -> int:
    """Promises accepted in the span and not taken back by its end; a loan is not given, so not promised as a gift."""
    return sum(
        int(pledge["value_vnd"])
        for pledge in data.pledges.values()
        if files.supporter(pledge).get("organisation") in bodies
        and pledge["kind"] != "loan"
        and files.counted_here(pledge)
        and files.within(takers.accepted_on(pledge), span)
        and not any(files.by_then(files.day_of(pledge, end), span) for end in ("declined", "cancelled"))
    )


# --- reports handed in --------------------------------------------------------------------------------------------


def _submissions(data: Data, code: str, as_of: date) -> list[files.Record]:
    """What reached the province for a period by a day, by organisation."""
    found = [one for one in data.submissions.values() if one["period"] == code and files.on(one) <= as_of]
    return sorted(found, key=lambda one: str(one["organisation"]))


def _figures(submission: files.Record) -> dict[str, int]:
    given = submission["figures"]
    found = {key: int(given.get(key, 0)) for key in FIGURES}
    return found | {"value_vnd": sum(found[f"{kind}_vnd"] for kind in GIFTS)}


def submitted_table(data: Data, code: str, as_of: date) -> Table:
    """A body whose records stand on the portal hands in no figures of its own: they are in the tables above."""
    keys = (*FIGURES, "supporters_organisations", "supporters_individuals")
    rows: list[Row] = []
    for one in _submissions(data, code, as_of):
        given = one.get("figures")
        if given is None:
            basis, figures = "hồ sơ trên cổng, tính ở các bảng trên", dict.fromkeys(keys, None)
        else:
            own = given.get("own_survey") == "true"
            basis = (
                "số tự báo, địa chỉ tự khảo sát, không tính vào tỷ lệ trên 70 %"
                if own
                else "số tự báo, địa chỉ có hồ sơ của Hội"
            )
            figures = {key: int(given.get(key, 0)) for key in keys} | _figures(one)
        rows.append(
            {
                "organisation": one["organisation"],
                "name": data.organisations[one["organisation"]]["name"],
                "on": files.on(one),
                "document": one.get("document", ""),
                "basis": basis,
                **figures,
            }
        )
    known = [row for row in rows if row["times"] is not None]
    total: Row = {"organisation": "", "name": TOTAL, "on": None, "document": "", "basis": ""}
    total |= {key: sum(int(str(row[key])) for row in known) if known else None for key in keys}
    return Table(rows, total)


def consolidated_table(data: Data, span: Span, code: str, as_of: date) -> Table:
    """What is recorded on the portal, beside what other bodies report of themselves; neither holds the other's."""
    codes = files.addresses_in(data, "tinh")
    recorded = {key: addresses.total(data, span, codes, _recorded(key)) for key in FIGURES}
    handed_in = [_figures(one) for one in _submissions(data, code, as_of) if "figures" in one]
    reported = {key: sum(figures[key] for figures in handed_in) for key in FIGURES}
    both = {key: recorded[key] + reported[key] for key in FIGURES}
    return Table(
        [
            {"source": "Hồ sơ và sổ cái trên cổng", **recorded},
            {"source": "Số tự báo của cơ quan, đơn vị không ghi hồ sơ trên cổng", **reported},
        ],
        {"source": TOTAL, **both},
    )


def _recorded(key: str) -> str:
    return "helped" if key == "addresses_helped" else key.removesuffix("_vnd")


def missing_table(data: Data, code: str, as_of: date) -> Table:
    """Bodies that owe a report, taking part on the last day of the period: chapters below the province and schools
    every period, provincial bodies by half year and year (plan V)."""
    span = files.span_of(data, code)
    there = {one["organisation"] for one in _submissions(data, code, as_of)}
    last = files.due_day(data, code)
    rows: list[Row] = []
    for identity, body in sorted(data.organisations.items()):
        owes = body["kind"] == "school" or (body["kind"] == "chapter" and body["level"] != "province")
        owes = owes or ("Q" not in code and _reports_for_itself(body))
        if owes and takers.takes_part(body, span) and identity not in there:
            late = max(0, (as_of - last).days)
            rows.append({"organisation": identity, "name": body["name"], "last_day": last, "days_late": late})
    return Table(rows)


# --- list annex, corrections --------------------------------------------------------------------------------------


def annex_table(data: Data, span: Span, unit: str, as_of: date) -> Table:
    """Addresses put on the system in the quarter (plan V.1), without those that were refused by its end, and those that
    on the day of the report must not be shown: paused, or without consent. No record says which addresses a school
    proposes; its list has those it has taken on, by code. Those of a province stand by the code of their commune."""
    names = files.commune_names(data)
    rows: list[Row] = []
    codes = list(files.addresses_in(data, unit))
    if unit == "tinh":
        codes.sort(key=lambda code: (data.addresses[code]["unit"], code))
    elif unit in data.organisations:
        codes = sorted(takers.took_on(data, span, [unit, *takers.inside(data, span, unit)]))
    for code in codes:
        address = data.addresses[code]
        here = addresses.followed(address, span) and files.within(files.day_of(address, "introduced"), span)
        if not here or not _may_be_shown(address, as_of):
            continue
        needs = address["needs"]
        introduced = address["introduced"]
        rows.append(
            {
                "number": len(rows) + 1,
                "code": code,
                "commune": names[address["unit"]],
                "category": GROUPS[address["categories"][0]],
                "need": "; ".join(f"{one['what']} ({one['quantity']} {one['unit']})" for one in needs),
                "amount": sum(int(one["quantity"]) * int(one["unit_price_vnd"]) for one in needs),
                "surveyed_on": files.on(address["survey"]),
                "approved_on": files.on(address["approved"]),
                "introduced_on": files.on(introduced),
                "inhandao": introduced.get("inhandao_url") or introduced.get("inhandao_id") or "",
                "priority": address.get("priority", {}).get("rank", ""),
            }
        )
    amount = sum(int(str(row["amount"])) for row in rows)
    blank: Row = dict.fromkeys(("number", "surveyed_on", "approved_on", "introduced_on"), None)
    words: Row = dict.fromkeys(("commune", "category", "need", "inhandao", "priority"), "")
    return Table(rows, {**blank, **words, "code": TOTAL, "amount": amount})


def _may_be_shown(address: files.Record, as_of: date) -> bool:
    suspended = address.get("suspended")
    until = files.day_of(suspended or {}, "until")
    paused = suspended is not None and files.on(suspended) <= as_of and (until is None or as_of < until)
    return not paused and addresses.agreed(address, as_of)


def errata_table(data: Data, span: Span, unit: str) -> Table:
    """Corrections of this campaign made in the span, whatever the day of the line they correct; those of the funds are
    the province's."""
    accounts = set(files.addresses_in(data, unit))
    if unit == "tinh":
        accounts |= {fund["code"] for fund in data.campaign.get("funds", [])}
    rows: list[Row] = []
    for kind in (data.receipts, data.handovers):
        for identity, record in kind.items():
            first = kind.get(record.get("reverses", ""))
            if first is None or not files.counted_here(first):
                continue
            if files.party(data, record["account"]) in accounts and files.within(files.on(record), span):
                rows.append(
                    {
                        "line": identity,
                        "on": files.on(record),
                        "account": record["account"],
                        "corrects": record["reverses"],
                        "corrected_on": files.on(first),
                        "corrected_year": files.reporting_year(files.on(first)),
                        "amount": int(record["value_vnd"]),
                    }
                )
    rows.sort(key=lambda row: (str(row["on"]), str(row["line"])))
    amount = sum(int(str(row["amount"])) for row in rows)
    blank: Row = {"on": None, "account": "", "corrects": "", "corrected_on": None, "corrected_year": None}
    return Table(rows, {**blank, "line": TOTAL, "amount": amount})
