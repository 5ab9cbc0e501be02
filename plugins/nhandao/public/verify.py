#!/usr/bin/env python3
"""Kiểm tra một bản công bố của cổng Nhân Đạo: tính lại từ các tệp CSV mọi con số trang web nêu ra.

    python3 verify.py [THƯ_MỤC] [--lang en] [--all] [--skip-hashes]

Chỉ cần Python 3.8 trở lên, không cần mạng, không cần thư viện nào. Mỗi con số được ghi “khớp” hoặc “lệch”. Mã kết thúc:
0 khi mọi con số khớp, 1 khi có con số lệch, 2 khi không chạy được.

Verify a release of the Nhân Đạo portal: compute again, from the CSV files, every figure the site claims. This file shares
no code with the program that made the release; read it, or write your own from FIELD-GUIDE.md.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import re
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any, Iterable

SUMS = "SHA256SUMS"
BALANCE = (
    "received_vnd", "returned_vnd", "fees_vnd", "handed_over_vnd", "handed_over_direct_vnd", "held_vnd", "gifts",
    "anonymous_gifts", "loans_vnd",
)  # fmt: skip
TABLES = {
    "ledger": "reference on direction kind account reached need amount_vnd corrects form supporter organisation anonymous note",
    "months": "month lines " + " ".join(BALANCE),
    "accounts": "account kind " + " ".join(BALANCE),
    "addresses": "code kind category commune district state listed giving_open regular target_vnd received_vnd pledged_vnd"
    " needed_vnd received_percent pledged_percent waiting_days surveyed_on approved_on introduced_on next_survey_on closes_on"
    " priority priority_list lists",
    "needs": "address number form quantity unit unit_price_vnd target_vnd frequency received_vnd pledged_vnd needed_vnd",
    "other_help": "address need promised_vnd other_programmes_vnd",
    "finished": "code category district finished_on ended",
    "organisations": "id name kind place addresses pledged_vnd received_vnd handed_over_vnd has_plan",
    "organisation_addresses": "organisation address",
    "lists": "list name open",
    "figures": "name value unit formula page",
}
SIGNS = {"in": 1, "move_in": 1, "out": -1, "fee": -1, "back": -1, "move_out": -1, "direct": 0}
WORDS = {
    "vi": {
        "fits": "khớp", "differs": "LỆCH", "not": "không tính lại được",
        "claim": "bản công bố ghi {claimed}, tính lại được {computed}",
        "missing": "thiếu trong bản công bố", "extra": "có trong bản công bố mà không tính ra được",
        "file": "không đọc được ({why})", "columns": "cột {found}, cần {wanted}",
        "cells": "dòng {line} có {found} ô, cần {wanted}", "number": "gặp “{found}”, cần số nguyên",
        "day": "gặp “{found}”, cần ngày năm-tháng-ngày", "direction": "gặp “{found}”, không phải một chiều của sổ cái",
        "hash": "mã băm không đúng: tệp đã bị đổi", "unlisted": "tệp không có trong SHA256SUMS",
        "twice": "có hai dòng cùng khoá", "path": "đường dẫn không an toàn", "figures": "con số",
        "least": "bản công bố ghi {claimed}, phải ít nhất {computed}",
        "why-supporters": "mã của người ẩn danh không bao giờ được nêu; chỉ kiểm được mức tối thiểu",
        "why-pledged": "lời hứa của từng tổ chức không công bố từng dòng",
        "why-skipped": "bỏ qua theo --skip-hashes", "printed": "Mã sổ cái để in: {code}  (SHA-256 {full})",
        "good": "KHỚP: {count} con số, không con số nào lệch.", "bad": "LỆCH: {bad} trong {count} con số.",
        "no-folder": "không có thư mục “{folder}”", "not-release": "“{folder}” không có {sums}, nên không phải một bản công bố",
    },
    "en": {
        "fits": "khớp", "differs": "LỆCH", "not": "cannot be computed",
        "claim": "the release says {claimed}, computed {computed}",
        "missing": "missing in the release", "extra": "in the release, but nothing computes it",
        "file": "cannot be read ({why})", "columns": "columns {found}, expected {wanted}",
        "cells": "line {line} has {found} cells, expected {wanted}", "number": "found “{found}”, expected a whole number",
        "day": "found “{found}”, expected a day as year-month-day", "direction": "found “{found}”, which is no direction",
        "hash": "wrong hash: the file was changed", "unlisted": "file is not in SHA256SUMS",
        "twice": "two rows with one key", "path": "unsafe path", "figures": "figures",
        "least": "the release says {claimed}, must be at least {computed}",
        "why-supporters": "who is anonymous has no mark in a release; only the least number is checked",
        "why-pledged": "promises of an organisation are not published one by one",
        "why-skipped": "left out by --skip-hashes", "printed": "Printed hash of the ledger: {code}  (SHA-256 {full})",
        "good": "KHỚP (fits): {count} figures, none differs.", "bad": "LỆCH (differs): {bad} of {count} figures.",
        "no-folder": "there is no folder “{folder}”", "not-release": "“{folder}” has no {sums}, so it is no release",
    },
}  # fmt: skip


class Report:
    """Says of each figure whether it fits, and counts."""

    def __init__(self, words: dict[str, str], tell_all: bool) -> None:
        self.words, self.tell_all = words, tell_all
        self.count = self.bad = 0
        self.group = ""
        self.group_count = self.group_bad = 0

    def say(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def begin(self, group: str) -> None:
        self.group, self.group_count, self.group_bad = group, 0, 0

    def end(self) -> None:
        if not self.group_bad and self.group_count:
            print("{}  {}: {} {}".format(self.words["fits"], self.group, self.group_count, self.words["figures"]))

    def wrong(self, name: str, key: str, **values: object) -> None:
        self.count, self.bad = self.count + 1, self.bad + 1
        self.group_count, self.group_bad = self.group_count + 1, self.group_bad + 1
        print("{}  {}: {}".format(self.words["differs"], name, self.say(key, **values)))

    def right(self, name: str, value: object, tell: bool = False) -> None:
        self.count, self.group_count = self.count + 1, self.group_count + 1
        if tell or self.tell_all:
            print("{}  {}  {}".format(self.words["fits"], name, value))

    def check(self, name: str, claimed: object, computed: object, tell: bool = False) -> None:
        if claimed == computed:
            self.right(name, claimed, tell)
        else:
            self.wrong(name, "claim", claimed=claimed, computed=computed)

    def least(self, name: str, claimed: int, computed: int) -> None:
        if claimed >= computed:
            self.right(name, claimed)
        else:
            self.wrong(name, "least", claimed=claimed, computed=computed)

    def unknown(self, name: str, why: str) -> None:
        print("{}  {}: {}".format(self.words["not"], name, self.words[why]))


class Line:
    """A line of the ledger: its texts, and its amount in đồng."""

    def __init__(self, row: dict[str, str], amount: int) -> None:
        self.row, self.amount = row, amount

    def __getitem__(self, column: str) -> str:
        return self.row[column]


class Release:
    """The tables of a release, each row as a mapping of texts."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder, self.report = folder, report
        self.tables = {name: self.read(name, columns.split()) for name, columns in TABLES.items()}
        self.figures = {row["name"]: row["value"] for row in self.tables["figures"]}

    def read(self, name: str, columns: list[str]) -> list[dict[str, str]]:
        path = name + ".csv"
        try:
            text = (self.folder / path).read_bytes().decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except (OSError, ValueError, csv.Error) as error:
            self.report.wrong(path, "file", why=error)
            return []
        head = rows[0] if rows else []
        if head != columns:
            self.report.wrong(path, "columns", found=",".join(head), wanted=",".join(columns))
            return []
        found = []
        for number, row in enumerate(rows[1:], start=2):
            if len(row) == len(columns):
                found.append({column: unescaped(row[at]) for at, column in enumerate(columns)})
            else:
                self.report.wrong(path, "cells", line=number, found=len(row), wanted=len(columns))
        return found

    def keyed(self, name: str, *columns: str) -> dict[tuple[str, ...], dict[str, str]]:
        """Rows of a table by the values of some columns."""
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for row in self.tables[name]:
            key = tuple(row[column] for column in columns)
            if key in found:
                self.report.wrong(name + ".csv " + " ".join(key), "twice")
            found[key] = row
        return found

    def number(self, text: str, name: str) -> int:
        if re.match(r"^-?(0|[1-9][0-9]*)$", text):
            return int(text)
        self.report.wrong(name, "number", found=text)
        return 0

    def day(self, text: str, name: str) -> date:
        try:
            if re.match(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text):
                return date(*map(int, text.split("-")))
        except ValueError:
            pass
        self.report.wrong(name, "day", found=text)
        return date.min


def unescaped(cell: str) -> str:
    """A text as it was before an apostrophe kept spreadsheets from running it."""
    return cell[1:] if re.match(r"^'[=+\-@\t\r']", cell) else cell


def balance(lines: Iterable[Line]) -> dict[str, int]:
    """Totals over lines of the ledger. A loan is lent, not given: its principal stands apart."""
    total: dict[str, int] = defaultdict(int)
    loans = gifts = anonymous = 0
    for line in lines:
        direction, amount = line["direction"], line.amount
        if direction in ("in", "direct") and amount > 0:
            gifts += 1
            anonymous += line["anonymous"] == "TRUE"
        if line["kind"] == "loan":
            loans += amount if direction in ("in", "direct") else 0
        else:
            total[direction] += amount
    received = total["in"] + total["move_in"] - total["move_out"]
    held = sum(SIGNS[direction] * amount for direction, amount in total.items())
    found = (received, total["back"], total["fee"], total["out"] + total["direct"], total["direct"], held, gifts)
    return dict(zip(BALANCE, (*found, anonymous, loans)))  # noqa: B905 - Python 3.8 has no strict


def spread(targets: list[int], named: list[int], free: int) -> list[int]:
    """Money over needs: what is for one need goes there, the rest fills needs in their order; never above a target."""
    got, rest = list(named), free
    for at, target in enumerate(targets):
        if got[at] > target:
            rest += got[at] - target
            got[at] = target
    for at, target in enumerate(targets):
        if rest <= 0:
            break
        part = min(rest, target - got[at])
        got[at] += part
        rest -= part
    return got


def check_hashes(folder: Path, report: Report) -> None:
    report.begin(SUMS)
    listed: set[str] = set()
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        wanted, _, path = line.partition("  ")
        if not path or path.startswith("/") or "\\" in path or ".." in path.split("/"):
            report.wrong(line, "path")
            continue
        listed.add(path)
        try:
            found = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        except OSError as error:
            report.wrong(path, "file", why=error.strerror)
            continue
        if found == wanted:
            report.right(path, found)
        else:
            report.wrong(path, "hash")
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and path not in listed and not path.startswith((SUMS, "__pycache__/")):
            report.wrong(path, "unlisted")
    report.end()


def check_json(release: Release, report: Report) -> None:
    """Each JSON file has the rows of its CSV."""
    for name, rows in release.tables.items():
        path = name + ".json"
        report.begin(path)
        try:
            document = json.loads((release.folder / path).read_text(encoding="utf-8"))
            report.check(path + " as_of", document["as_of"], release.figures.get("release.as_of"))
            found = [{key: plain(value) for key, value in row.items()} for row in document["rows"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            report.wrong(path, "file", why=error)
            continue
        report.check(path + " rows", len(found), len(rows))
        for number, (claimed, row) in enumerate(zip(found, rows), start=1):  # noqa: B905
            for column in sorted(set(claimed) | set(row)):
                if claimed.get(column) != row.get(column):
                    report.wrong(
                        "{} {} {}".format(path, number, column), "claim",
                        claimed=claimed.get(column), computed=row.get(column),
                    )  # fmt: skip
            report.right("{} {}".format(path, number), "=")
        report.end()


def plain(value: object) -> str:
    """A value of JSON as its CSV cell reads."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "; ".join(value) if isinstance(value, list) else str(value)


def check_balances(release: Release, report: Report, lines: list[Line]) -> None:
    for table, column in (("months", "month"), ("accounts", "account")):
        report.begin(table + ".csv")
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            groups[line["on"][:7] if table == "months" else line["account"]].append(line)
            if table == "accounts" and line["reached"]:
                groups[line["reached"]]  # help from a fund reached it: it has a row, though the money was the fund's
        rows = {name: row for (name,), row in release.keyed(table, column).items()}
        for name in sorted(set(groups) | set(rows)):
            where = "{}.csv {}".format(table, name)
            if name not in rows or name not in groups:
                report.wrong(where, "missing" if name not in rows else "extra")
                continue
            if table == "months":
                report.check(where + " lines", release.number(rows[name]["lines"], where), len(groups[name]))
            else:
                report.check(where + " kind", rows[name]["kind"], "address" if name.startswith("DC") else "fund")
            for field, value in balance(groups[name]).items():
                report.check(where + " " + field, release.number(rows[name][field], where + " " + field), value)
        report.end()


def check_addresses(release: Release, report: Report, lines: list[Line], as_of: date) -> dict[str, dict[str, str]]:
    """Needs, bars and days of each address, from the ledger and what counts besides it."""
    came: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    promised: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    helped: set[str] = set()
    taken_back = {line["corrects"] for line in lines if line["direction"] in ("out", "direct")}
    for line in lines:
        address, direction = line["reached"] or line["account"], line["direction"]
        need = int(line["need"]) if line["need"].isdigit() else 0
        if direction in ("in", "move_in", "direct"):
            came[address][need] += line.amount
        elif direction in ("fee", "back", "move_out"):
            came[address][need] -= line.amount
        elif line["reached"]:  # help a fund paid for; what the address's own money paid for was counted when it came in
            came[address][need] += line.amount
        if direction in ("out", "direct") and line.amount > 0 and line["reference"] not in taken_back:
            helped.add(address)
    for (address, number), row in release.keyed("other_help", "address", "need").items():
        where = "other_help.csv {} {}".format(address, number)
        at = release.number(number, where)
        promised[address][at] += release.number(row["promised_vnd"], where + " promised_vnd")
        came[address][at] += release.number(row["other_programmes_vnd"], where + " other_programmes_vnd")
    needs: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in release.tables["needs"]:
        needs[row["address"]].append(row)
    rows = {code: row for (code,), row in release.keyed("addresses", "code").items()}
    report.begin("needs.csv")
    sums: dict[str, tuple[int, int, int, int]] = {}
    for address, own in sorted(needs.items()):
        if address not in rows:
            report.wrong("addresses.csv " + address, "missing")
        sums[address] = check_needs(release, report, address, own, came[address], promised[address])
    report.end()
    report.begin("addresses.csv")
    for code, row in sorted(rows.items()):
        where = "addresses.csv {} ".format(code)
        target, received, pledged, needed = sums.get(code, (0, 0, 0, 0))
        computed = {
            "target_vnd": target, "received_vnd": received, "pledged_vnd": pledged, "needed_vnd": needed,
            "received_percent": percent(received, target), "pledged_percent": percent(pledged, target),
        }  # fmt: skip
        waiting = (as_of - release.day(row["approved_on"], where + "approved_on")).days
        computed["waiting_days"] = 0 if row["state"] == "helped" else waiting
        for field, value in computed.items():
            report.check(where + field, release.number(row[field], where + field), value)
        regular = any(need["frequency"] != "once" for need in needs[code])
        report.check(where + "regular", row["regular"], "TRUE" if regular else "FALSE")
        if code in helped:
            report.check(where + "state", row["state"], "helped")
        closed = row["closes_on"] and release.day(row["closes_on"], where + "closes_on") < as_of
        if not needed or closed:
            report.check(where + "giving_open", row["giving_open"], "FALSE")
    report.end()
    return rows


def percent(part: int, whole: int) -> int:
    return min(100, max(0, part) * 100 // whole) if whole > 0 else 0


def check_needs(
    release: Release,
    report: Report,
    address: str,
    own: list[dict[str, str]],
    came: dict[int, int],
    promised: dict[int, int],
) -> tuple[int, int, int, int]:
    """Compares the needs of one address; returns the sums of target, received, pledged and needed."""
    where = "needs.csv {} ".format(address)
    targets = []
    for at, row in enumerate(own, start=1):
        name = "{}{} ".format(where, at)
        report.check(name + "number", row["number"], str(at))
        target = release.number(row["quantity"], name) * release.number(row["unit_price_vnd"], name + "unit_price_vnd")
        report.check(name + "target_vnd", release.number(row["target_vnd"], name + "target_vnd"), target)
        targets.append(target)
    places = range(1, len(own) + 1)
    free = sum(amount for need, amount in came.items() if need not in places)
    received = [max(0, amount) for amount in spread(targets, [came[need] for need in places], free)]
    missing = [target - received[at] for at, target in enumerate(targets)]
    open_free = sum(amount for need, amount in promised.items() if need not in places)
    pledged = spread(missing, [promised[need] for need in places], open_free)
    needed = [max(0, amount - pledged[at]) for at, amount in enumerate(missing)]
    for at, row in enumerate(own):
        name = "{}{} ".format(where, at + 1)
        for field, values in (("received_vnd", received), ("pledged_vnd", pledged), ("needed_vnd", needed)):
            report.check(name + field, release.number(row[field], name + field), values[at])
    return sum(targets), sum(received), sum(pledged), sum(needed)


def check_lists(release: Release, report: Report, addresses: dict[str, dict[str, str]]) -> None:
    report.begin("lists.csv")
    counts: dict[str, int] = defaultdict(int)
    for row in addresses.values():
        for name in filter(None, row["lists"].split("; ")):
            counts[name] += 1
    rows = {name: row for (name,), row in release.keyed("lists", "list").items()}
    for name in sorted(set(counts) | set(rows)):
        if name not in rows:
            report.wrong("lists.csv " + name, "missing")
        else:
            report.check("lists.csv " + name, rows[name]["open"], "<3" if 0 < counts[name] < 3 else str(counts[name]))
    report.end()


def check_organisations(
    release: Release, report: Report, lines: list[Line], addresses: dict[str, dict[str, str]]
) -> None:
    report.begin("organisations.csv")
    sent: dict[str, int] = defaultdict(int)
    given: dict[str, int] = defaultdict(int)
    taken: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        body = line["organisation"]
        if not body:
            continue
        if line["direction"] != "back" and line["account"].startswith("DC"):
            taken[body].add(line["account"])
        if line["kind"] == "loan":
            continue
        if line["direction"] == "direct":
            given[body] += line.amount
        elif line["direction"] in ("in", "back"):
            sent[body] += line.amount if line["direction"] == "in" else -line.amount
    for row in release.tables["organisation_addresses"]:
        taken[row["organisation"]].add(row["address"])
        if row["address"] not in addresses:
            report.wrong("organisation_addresses.csv {} {}".format(row["organisation"], row["address"]), "extra")
    rows = {name: row for (name,), row in release.keyed("organisations", "id").items()}
    for name in sorted(set(sent) | set(given) | set(taken) | set(rows)):
        where = "organisations.csv {} ".format(name)
        if name not in rows:
            report.wrong(where, "missing")
            continue
        row = rows[name]
        report.check(where + "received_vnd", release.number(row["received_vnd"], where), sent[name])
        report.check(where + "handed_over_vnd", release.number(row["handed_over_vnd"], where), given[name])
        report.least(where + "addresses", release.number(row["addresses"], where), len(taken[name]))
    report.end()
    report.unknown("organisations.csv pledged_vnd", "why-pledged")


def check_figures(
    release: Release,
    report: Report,
    lines: list[Line],
    addresses: dict[str, dict[str, str]],
    as_of: date,
    skip_hashes: bool,
) -> None:
    figures = release.figures
    first = release.day(figures.get("campaign.year_from", ""), "campaign.year_from")
    last = release.day(figures.get("campaign.year_to", ""), "campaign.year_to")
    handovers = [line for line in lines if line["direction"] in ("out", "direct")]
    taken_back = {line["corrects"] for line in handovers if line["corrects"]}
    in_year = [
        line
        for line in handovers
        if line.amount > 0
        and line["reference"] not in taken_back
        and first.isoformat() <= line["on"] <= min(as_of, last).isoformat()
    ]
    shown = list(addresses.values())
    zero = ("0", "0")
    numbers = {
        "home.open": sum(row["giving_open"] == "TRUE" for row in shown),
        "home.waiting": sum(
            row["state"] == "introduced" and (row["received_vnd"], row["pledged_vnd"]) == zero for row in shown
        ),
        "home.needed_vnd": sum(release.number(row["needed_vnd"], "addresses.csv " + row["code"]) for row in shown),
        "home.helped": len({line["reached"] or line["account"] for line in in_year}),
        "home.times": len(in_year),
        "home.introduced": len(shown),
        "home.finished": len(release.tables["finished"]),
        "ledger.lines": len(lines),
        "ledger.accounts": len({code for line in lines for code in (line["account"], line["reached"]) if code}),
    }
    numbers.update(("ledger." + field, value) for field, value in balance(lines).items())
    computed = {name: str(value) for name, value in numbers.items()}
    full, code = ledger_hash(lines, as_of)
    hashes = {"ledger.sha256": full, "ledger.printed": code}
    if not skip_hashes:
        computed.update(hashes)
    report.begin("figures.csv")
    given = {"release.as_of", "campaign.year_from", "campaign.year_to", "home.supporters"} | set(hashes)
    for name in sorted(set(computed) | set(figures) - given):
        if name not in figures or name not in computed:
            report.wrong(name, "missing" if name not in figures else "extra")
        else:
            report.check(name, figures[name], computed[name], tell=True)
    names = {line["organisation"] or "name:" + line["supporter"] for line in lines if line["supporter"]}
    report.least("home.supporters", release.number(figures.get("home.supporters", ""), "home.supporters"), len(names))
    report.unknown("home.supporters", "why-supporters")
    try:
        said = json.loads((release.folder / "release.json").read_text(encoding="utf-8"))
        report.check("release.json as_of", said["as_of"], as_of.isoformat())
        report.check("release.json lines", said["ledger"]["lines"], len(lines))
        if not skip_hashes:
            report.check("release.json sha256", said["ledger"]["sha256"], full)
            report.check("release.json printed", said["ledger"]["printed"], code)
    except (OSError, ValueError, KeyError, TypeError) as error:
        report.wrong("release.json", "file", why=error)
    if skip_hashes:
        report.unknown("ledger.sha256, " + SUMS, "why-skipped")
    print(report.say("printed", code=code, full=full))


def ledger_hash(lines: list[Line], as_of: date) -> tuple[str, str]:
    """The hash of the ledger and its printed form; the text is described in FIELD-GUIDE.md."""
    columns = ("on", "reference", "direction", "kind", "account", "reached", "need", "amount_vnd", "corrects")
    texts = sorted(
        "|".join(line[c] or ("0" if c == "need" else "") for c in columns).encode() + b"\n" for line in lines
    )
    digest = hashlib.sha256("nhandao-ledger/1 {}\n".format(as_of.isoformat()).encode() + b"".join(texts)).digest()
    code = base64.b32encode(digest[:10]).decode()
    return digest.hex(), "-".join(code[at : at + 4] for at in range(0, 16, 4))


def check_grants(release: Release, report: Report, lines: list[Line]) -> None:
    """The 360Giving file has each handover that was not taken back, but loans."""
    report.begin("360giving.json")
    handovers = [line for line in lines if line["direction"] in ("out", "direct") and line["kind"] != "loan"]
    back: dict[str, int] = defaultdict(int)
    for line in handovers:
        if line.amount < 0:
            back[line["corrects"]] += line.amount
    wanted = {}
    for line in handovers:
        left = line.amount + back[line["reference"]]
        if line.amount > 0 and left > 0:
            address = line["reached"] or line["account"]
            wanted["nhandao-" + line["reference"]] = (left, line["on"], "nhandao-" + address, "VND")
    try:
        document = json.loads((release.folder / "360giving.json").read_text(encoding="utf-8"))
        found: dict[str, tuple[Any, ...]] = {}
        for grant in document["grants"]:
            recipient = grant.get("recipientIndividual") or grant["recipientOrganization"][0]
            found[grant["id"]] = (grant["amountAwarded"], grant["awardDate"], recipient["id"], grant["currency"])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        report.wrong("360giving.json", "file", why=error)
        return
    for name in sorted(set(wanted) | set(found)):
        report.check("360giving.json " + name, found.get(name), wanted.get(name))
    report.end()


def verify(folder: Path, report: Report, skip_hashes: bool) -> None:
    if not skip_hashes:
        check_hashes(folder, report)
    release = Release(folder, report)
    as_of = release.day(release.figures.get("release.as_of", ""), "release.as_of")
    lines = []
    for row in release.tables["ledger"]:
        where = "ledger.csv " + row["reference"]
        release.day(row["on"], where + " on")
        if row["direction"] not in SIGNS:
            report.wrong(where, "direction", found=row["direction"])
            continue
        lines.append(Line(row, release.number(row["amount_vnd"], where + " amount_vnd")))
    check_json(release, report)
    check_balances(release, report, lines)
    addresses = check_addresses(release, report, lines, as_of)
    check_lists(release, report, addresses)
    check_organisations(release, report, lines, addresses)
    check_grants(release, report, lines)
    check_figures(release, report, lines, addresses, as_of, skip_hashes)


def main() -> int:
    parser = argparse.ArgumentParser(description="Kiểm tra một bản công bố / verify a release")
    parser.add_argument(
        "folder", nargs="?", default=str(Path(__file__).parent), help="thư mục của bản công bố / its folder"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ / language")
    parser.add_argument("--all", action="store_true", help="in từng con số khớp / name every figure that fits")
    parser.add_argument("--skip-hashes", action="store_true", help="chỉ tính số, không so mã băm / arithmetic only")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    report = Report(WORDS[options.lang], options.all)
    folder = Path(options.folder)
    if not folder.is_dir() or not (folder / SUMS).is_file():
        print(report.say("not-release" if folder.is_dir() else "no-folder", folder=folder, sums=SUMS), file=sys.stderr)
        return 2
    verify(folder, report, options.skip_hashes)
    print(report.say("bad" if report.bad else "good", bad=report.bad, count=report.count))
    return 1 if report.bad else 0


if __name__ == "__main__":
    sys.exit(main())
