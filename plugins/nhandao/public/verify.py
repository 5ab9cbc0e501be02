#!/usr/bin/env python3
"""Kiểm tra một bản công bố của cổng Nhân Đạo: tính lại từ các tệp CSV mọi con số trang web nêu ra.

    python3 verify.py [THƯ_MỤC] [--lang en] [--all] [--skip-hashes] [--certificate MÃ]

Chỉ cần Python 3.8 trở lên, không cần mạng, không cần thư viện nào. Mỗi con số được ghi “khớp” hoặc “lệch”. Mã kết thúc:
0 khi mọi con số khớp, 1 khi có con số lệch, 2 khi không chạy được. Với --certificate chỉ kiểm tra một giấy ghi nhận.

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
from fractions import Fraction
from pathlib import Path
from typing import Any, Dict, Iterable, NamedTuple

SUMS = "SHA256SUMS"
BALANCE = (
    "received_vnd", "returned_vnd", "fees_vnd", "handed_over_vnd", "handed_over_direct_vnd", "held_vnd", "gifts",
    "anonymous_gifts", "loans_vnd",
)  # fmt: skip
FIGURE = "numerator denominator share least_percent least strictly verdict"
HELP = (
    "addresses", "times", "cash_vnd", "in_kind_vnd", "labour_vnd", "service_vnd", "value_vnd", "loans_vnd",
)  # fmt: skip
PERIOD = "period first last epoch unit name "
ENDED = {
    "finished_graduated": "đã tự lập, không còn cần trợ giúp", "finished_completed": "đã nhận đủ trợ giúp",
    "finished_moved": "đã chuyển nơi ở", "finished_died": "người được giúp đã qua đời",
}  # fmt: skip
ADDRESSES = (
    "surveyed", "surveyed_new", "dossiers", "dossiers_new", "approved", "on_system", "connected", "helped",
    "helped_regular", "helped_once", "helped_by_society", "helped_by_mobilised", "dossiers_for_helped",
    "helped_with_dossier", "waiting", *ENDED,
)  # fmt: skip
SUMS_OF_HELP = (
    "times", "times_regular", "cash_vnd", "in_kind_vnd", "labour_vnd", "service_vnd", "value_vnd", "via_system_vnd",
    "loans_vnd", "received_vnd",
)  # fmt: skip
GROUPS = (
    "disability", "agent_orange", "disaster", "critical_illness", "injury", "orphan", "lonely_elderly", "other_vulnerable",
)  # fmt: skip
FORMS = (
    "regular_support", "wheelchair", "hand_tricycle", "housing", "rehabilitation", "capital", "loan_interest_free",
    "seedlings_livestock", "training", "savings_book", "health_insurance", "medical",
)  # fmt: skip
BODIES = {"leaders": "T1", "commune_bodies": "T3", "branches": "T4", "plans": "T8"}
PART = ("organisations", "people", "unnamed_gifts", *(name + more for name in BODIES for more in ("", "_all")))
PLAN = {
    "T1": ("30", "FALSE"), "T2": ("100", "FALSE"), "T3": ("100", "FALSE"), "T4": ("100", "FALSE"), "T5": ("100", "FALSE"),
    "T6": ("70", "TRUE"), "T8": ("100", "FALSE"), "T9": ("100", "FALSE"),
}  # fmt: skip
"""What the plan asks for as a share, in per cent, and whether it has to be more than that."""
CONNECTED_EACH = 30  # addresses that each district connects in a year (plan III.2)
LEAST_NEW = 2  # new addresses of a commune with many difficulties; elsewhere 3, or what was allotted
PROVINCE = "tinh"
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
    "organisations": "id name kind place addresses pledged_vnd received_vnd handed_over_vnd promises_kept promises_lapsed"
    " promises_open has_plan logo",
    "organisation_addresses": "organisation address",
    "certificates": "code kind organisation name reference first last addresses kinds promised_vnd received_vnd handed_over_vnd promises"
    " promises_kept gifts",
    "lists": "list name open",
    "units": "unit level name above epoch page",
    "targets": "unit target clause " + FIGURE + " note",
    "target_rows": "unit target kind id position counts number",
    "target_trend": "unit target quarter last ended " + FIGURE,
    "help": "unit " + " ".join(HELP),
    "report_addresses": PERIOD + " ".join(ADDRESSES),
    "report_help": PERIOD + " ".join(SUMS_OF_HELP),
    "report_kinds": PERIOD + " ".join(GROUPS + FORMS),
    "report_part": PERIOD + " ".join(PART),
    "figures": "name value unit formula page",
}
CERTIFIED = (
    "kind", "organisation", "name", "reference", "first", "last", "addresses", "kinds", "promised_vnd",
    "received_vnd", "handed_over_vnd", "promises", "gifts",
)  # fmt: skip
"""Columns that the code of a certificate is made from, in this order."""
CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
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
        "between": "bản công bố ghi {claimed}, phải từ {low} đến {high}",
        "why-taken": "địa chỉ không còn trang không được nêu cùng tổ chức; chỉ kiểm được mức tối thiểu",
        "why-least": "mức của từng xã (2, 3 hoặc số được giao) và của trường là quyết định, không tính ra được; chỉ so với các quý",
        "why-quarters": "dòng của các quý trước không công bố: kiểm được tỷ lệ, đánh giá và tổng theo đơn vị, không kiểm được từng con số gốc",
        "why-rows": "ai đã lập hồ sơ, đã kết nối, đã nhận địa chỉ là sự việc trong hồ sơ của Hội; phần sổ cái có nêu thì được so",
        "why-hidden": "địa chỉ không còn công khai không được nêu ở đơn vị nào: số của huyện, xã có chúng chỉ kiểm được trong khoảng",
        "why-givers": "người ủng hộ giấu tên không có mã; chỉ kiểm được dòng toàn tỉnh không nhỏ hơn các dòng khác",
        "why-bands": "1 và 2 địa chỉ chỉ ghi “<3”; dòng toàn tỉnh được cộng lại từ các ô như đã ghi",
        "why-supporters": "mã của người ẩn danh không bao giờ được nêu; chỉ kiểm được mức tối thiểu",
        "why-pledged": "lời hứa của từng tổ chức không công bố từng dòng",
        "why-others": "giấy không nêu lời hứa hoặc số tiền mà tổ chức không cho nêu; số lượt và số địa chỉ chỉ kiểm được mức tối thiểu",
        "code": "mã này sai ít nhất một ký tự", "unknown-code": "không có giấy ghi nhận nào mang mã này trong bản công bố",
        "changed": "nội dung của giấy không làm ra mã này: bản công bố đã bị đổi",
        "certified": "giấy ghi nhận có trong bản công bố và nội dung khớp mã",
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
        "between": "the release says {claimed}, must be from {low} to {high}",
        "why-taken": "addresses without a page are not told with an organisation; only the least number is checked",
        "why-least": "what a commune owes (2, 3 or what was allotted) and a school is a decision; only held against the quarters",
        "why-quarters": "rows of earlier quarters are not published: shares, verdicts and sums by unit are checked, their own numbers are not",
        "why-rows": "who has a dossier, was connected or took an address on is a fact of the office; where the ledger tells it, it is compared",
        "why-hidden": "addresses without a page are told in no unit: numbers of districts and communes that have some are checked within bounds",
        "why-givers": "givers who hide their name have no mark; only that the province is not below its rows is checked",
        "why-bands": "1 and 2 addresses are told as “<3”; the province is added up again from the cells as they are told",
        "why-supporters": "who is anonymous has no mark in a release; only the least number is checked",
        "why-pledged": "promises of an organisation are not published one by one",
        "why-others": "certificates leave out what the organisation does not let be shown; gifts and addresses are only held against a least number",
        "code": "at least one character of this code is wrong", "unknown-code": "no certificate of this release has this code",
        "changed": "what the certificate says does not make this code: the release was changed",
        "certified": "the certificate is in the release, and what it says fits its code",
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

    def between(self, name: str, claimed: int, low: int, high: int) -> None:
        if low == high:
            self.check(name, claimed, low)
        elif low <= claimed <= high:
            self.right(name, claimed)
        else:
            self.wrong(name, "between", claimed=claimed, low=low, high=high)

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
    report.unknown("organisations.csv pledged_vnd promises_kept promises_lapsed promises_open", "why-pledged")
    report.unknown("organisations.csv addresses", "why-taken")


def letter(body: str) -> str:
    """The check character of a code: ISO/IEC 7064 MOD 37,36."""
    product = 36
    for char in body:
        total = (product + int(char, 36)) % 36 or 36
        product = total * 2 % 37
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(37 - product) % 36]


def certificate_code(row: dict[str, str]) -> str:
    """The code that belongs to what a certificate says; the text is described in FIELD-GUIDE.md."""
    facts = [row[column].replace("; ", " ") if column == "kinds" else row[column] for column in CERTIFIED]
    attempt = 0
    while True:
        text = "\n".join(["nhandao-certificate/1", *facts, str(attempt)])
        number = int(hashlib.sha256(text.encode()).hexdigest(), 16)
        body = ""
        for _ in range(16):
            number, digit = divmod(number, 34)
            body += CODE_LETTERS[digit]
        if letter(body) not in "IO":
            return "-".join(["CN", body[:4], body[4:8], body[8:12], body[12:], letter(body)])
        attempt += 1


def check_certificates(release: Release, report: Report, lines: list[Line], as_of: date) -> None:
    """Each code fits what its certificate says; years fit the ledger, promises fit the table of organisations."""
    report.begin("certificates.csv")
    bodies = {name: row for (name,), row in release.keyed("organisations", "id").items()}
    # A payment and a handover may have the same reference. What is left of each after what was given or taken back:
    left: dict[tuple[bool, str], int] = defaultdict(int)
    given = []
    for line in lines:
        if line["direction"] in ("in", "direct", "back"):
            identity = line["direction"] == "direct", line["corrects"] or line["reference"]
            left[identity] += -line.amount if line["direction"] == "back" else line.amount
            if not line["corrects"]:
                given.append((line, identity))
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (code,), row in release.keyed("certificates", "code").items():
        where = "certificates.csv " + code
        report.check(where, code, certificate_code(row))
        body = bodies.get(row["organisation"])
        if body is None:
            report.wrong(where + " organisation", "extra")
            continue
        report.check(where + " name", row["name"], body["name"])
        first, last = release.day(row["first"], where + " first"), release.day(row["last"], where + " last")
        report.check(where + " last", first <= last <= as_of, True)
        if row["kind"] == "pledge":
            kept, every = release.number(row["promises_kept"], where), release.number(row["promises"], where)
            report.check(where + " promises_kept", 0 <= kept <= every, True)
            total = sums[row["organisation"]]
            total["kept"] += kept
            total["open"] += every - kept
            total["promised"] += release.number(row["promised_vnd"] or "0", where)
            continue
        year = (date(last.year - 1, 11, 25), date(last.year, 11, 24))
        report.check(where + " year", (first, last, last < as_of), (*year, True))
        gifts = [
            (line, left[identity])
            for line, identity in given
            if line["organisation"] == row["organisation"]
            and row["first"] <= line["on"] <= row["last"]
            and left[identity] > 0
        ]
        codes = {line["account"] for line, _ in gifts if line["account"].startswith("DC")}
        report.least(where + " gifts", release.number(row["gifts"], where), len(gifts))
        report.least(where + " addresses", release.number(row["addresses"], where), len(codes))
        for column, direction in (("received_vnd", "in"), ("handed_over_vnd", "direct")):
            money = [stands for line, stands in gifts if line["direction"] == direction and line["kind"] != "loan"]
            if row[column]:
                claimed = release.number(row[column], where + " " + column)
                report.check(where + " " + column, claimed, sum(money))
    for name, total in sorted(sums.items()):
        for column, what in (("promises_kept", "kept"), ("promises_open", "open"), ("pledged_vnd", "promised")):
            where = "organisations.csv {} {}".format(name, column)
            report.least(where, release.number(bodies[name][column], where), total[what])
    report.end()
    report.unknown("certificates.csv promised_vnd gifts addresses", "why-others")


def verify_certificate(folder: Path, report: Report, typed: str, skip_hashes: bool) -> None:
    """One certificate: its file against the list of hashes, its row, and the code made from the row."""
    text = re.sub(r"[\s.-]", "", typed.upper()).replace("I", "1").replace("O", "0")
    found = re.match("^(?:CN)?([{0}]{{16}})([{0}])$".format(CODE_LETTERS), text)
    if not found or letter(found.group(1)) != found.group(2):
        report.wrong(typed[:60], "code")
        return
    body, last = found.groups()
    code = "-".join(["CN", body[:4], body[4:8], body[8:12], body[12:], last])
    path = "certificates.csv"
    if not skip_hashes:
        sums = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        content = (folder / path).read_bytes() if (folder / path).is_file() else b""
        if "{}  {}".format(hashlib.sha256(content).hexdigest(), path) not in sums:
            report.wrong(path, "hash")
            return
        report.right(path, hashlib.sha256(content).hexdigest(), tell=True)
    release = Release(folder, report)
    row = next((row for row in release.tables["certificates"] if row["code"] == code), None)
    if row is None:
        report.wrong(code, "unknown-code")
    elif certificate_code(row) != code:
        report.wrong(code, "changed")
    else:
        for column, value in row.items():
            print("      {}: {}".format(column, value))
        report.right(code, report.say("certified"), tell=True)


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
    given |= {"score.from", "score.last", "score.unplaced"}
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


class Claim(NamedTuple):
    """A target figure as the release says it."""

    numerator: int
    denominator: int  # 0 where the target has none
    row: dict[str, str]


class Scores:
    """The scoreboard of a release: its units, its figures, and where the addresses that are named lie."""

    def __init__(self, release: Release, report: Report, lines: list[Line]) -> None:
        self.release, self.report, self.lines = release, report, lines
        self.first = release.day(release.figures.get("score.from", ""), "score.from")
        self.last = release.day(release.figures.get("score.last", ""), "score.last")
        self.units = {code: row for (code,), row in release.keyed("units", "unit").items()}
        self.claims = {
            (unit, target): self.claim("targets", row)
            for (unit, target), row in release.keyed("targets", "unit", "target").items()
        }
        self.quarters = {
            (unit, target, quarter): self.claim("target_trend", row)
            for (unit, target, quarter), row in release.keyed("target_trend", "unit", "target", "quarter").items()
        }
        self.known: dict[tuple[date, date], Reached] = {}
        self.epoch = next((row["epoch"] for row in self.units.values() if row["epoch"]), "")
        self.places: dict[str, set[str]] = defaultdict(set)  # codes of the units an address is named in
        for row in release.tables["target_rows"]:
            if row["kind"] == "address" and row["id"] and self.level(row["unit"]) in ("district", "commune"):
                self.places[row["id"]] |= {row["unit"], self.above(row["unit"])} - {PROVINCE}

    def claim(self, table: str, row: dict[str, str]) -> Claim:
        where = "{}.csv {} {} ".format(table, row["unit"], row["target"])
        denominator = self.release.number(row["denominator"] or "0", where + "denominator")
        return Claim(self.release.number(row["numerator"], where + "numerator"), denominator, row)

    def level(self, unit: str) -> str:
        return self.units[unit]["level"] if unit in self.units else ""

    def above(self, unit: str) -> str:
        return self.units[unit]["above"] if unit in self.units else ""

    def reached(self, first: date, last: date) -> Reached:
        if (first, last) not in self.known:
            self.known[first, last] = Reached(self, first, last)
        return self.known[first, last]

    def below(self, unit: str, schools: bool = False) -> list[str]:
        """Codes of the units one step below: schools, or districts and communes."""
        return [
            code for code, row in self.units.items() if row["above"] == unit and (row["level"] == "school") == schools
        ]


def cut_share(part: int, whole: int, least: str) -> str:
    """A share in per cent, cut off after one decimal; after more where it would read as the threshold it passes."""
    exact, digits = Fraction(part * 100, whole), 1
    while True:
        cut = exact * 10**digits // 1
        if Fraction(cut, 10**digits) == exact or not least or Fraction(cut, 10**digits) != Fraction(least):
            break
        digits += 1
    full, rest = divmod(cut, 10**digits)
    decimals = str(rest).rjust(digits, "0").rstrip("0")
    return "{}.{}".format(full, decimals) if decimals else str(full)


def judged(claim: Claim, part: int, whole: int) -> str:
    """The verdict by whole numbers: 7 of 10 is not more than 70 %."""
    row = claim.row
    if re.match(r"^[0-9]+$", row["least_percent"]):
        if not whole:
            return "undefined"
        reached, needed = part * 100, int(row["least_percent"]) * whole
        return "met" if (reached > needed if row["strictly"] == "TRUE" else reached >= needed) else "not_met"
    if not re.match(r"^[0-9]+$", row["least"]):
        return "undefined"
    if part >= int(row["least"]):
        return "met"
    return "not_attainable" if row["denominator"] and whole < int(row["least"]) else "not_met"


def check_claim(scores: Scores, where: str, claim: Claim, below: list[Claim] | None) -> None:
    """Share, verdict and threshold of one figure; `below` are the communes that a T2 counts, None where not known."""
    report, row = scores.report, claim.row
    level = scores.level(row["unit"])
    asked = bool(row["least_percent"]) and claim.denominator > 0
    share = cut_share(claim.numerator, claim.denominator, row["least_percent"]) if asked else ""
    report.check(where + "share", row["share"], share)
    unknown = row["target"] == "T2" and level != "commune" and any(
        one.row["verdict"] == "undefined" for one in below or ()
    )  # fmt: skip
    verdict = "undefined" if unknown else judged(claim, claim.numerator, claim.denominator)
    if below is not None or row["verdict"] != "undefined":
        report.check(where + "verdict", row["verdict"], verdict)
    as_share = row["target"] in PLAN and not (row["target"] == "T2" and level == "commune")
    percent, strictly = PLAN[row["target"]] if as_share else ("", "FALSE")
    report.check(where + "least_percent", row["least_percent"], percent)
    report.check(where + "strictly", row["strictly"], strictly)
    has_denominator = as_share or row["target"] == "T7"
    report.check(where + "denominator", bool(row["denominator"]), has_denominator)
    if as_share:
        report.check(where + "least", row["least"], "")
    elif row["target"] == "T7":
        districts = sum(one["level"] == "district" for one in scores.units.values())
        if level != "province":
            report.check(where + "least", row["least"], str(CONNECTED_EACH))
        elif districts:
            report.check(where + "least", row["least"], str(CONNECTED_EACH * districts))
        else:
            report.check(where + "least", scores.release.number(row["least"], where + "least") % CONNECTED_EACH, 0)
    elif row["least"]:
        lowest = LEAST_NEW if row["target"] == "T2" else 0
        report.least(where + "least", scores.release.number(row["least"], where + "least"), lowest)


def check_targets(scores: Scores) -> None:
    release, report = scores.release, scores.report
    report.begin("targets.csv")
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in release.tables["target_rows"]:
        rows[row["unit"], row["target"]].append(row)
    for key in sorted(set(rows) - set(scores.claims)):
        report.wrong("target_rows.csv " + " ".join(key), "extra")
    for (unit, target), claim in sorted(scores.claims.items()):
        where = "targets.csv {} {} ".format(unit, target)
        if unit not in scores.units:
            report.wrong(where, "extra")
        counting = others = 0
        for row in rows[unit, target]:
            number = release.number(row["number"], "target_rows.csv {} {} number".format(unit, target))
            counting, others = (counting + number, others) if row["counts"] == "TRUE" else (counting, others + number)
        report.check(where + "numerator", claim.numerator, counting)
        if claim.row["denominator"]:
            report.check(where + "denominator", claim.denominator, counting + others)
        below = check_units_below(scores, unit, target, rows[unit, target])
        check_claim(scores, where, claim, below)
        dossiers = scores.claims.get((unit, "T5"))
        if target == "T7" and dossiers is not None:
            report.check(where + "denominator", claim.denominator, dossiers.numerator)
    sums_of_communes(scores, "targets.csv", {(unit, target, ""): one for (unit, target), one in scores.claims.items()})
    report.end()
    report.begin("target_rows.csv")
    check_rows(scores)
    report.end()
    report.unknown("targets.csv least (T2, T9b)", "why-least")
    report.unknown("target_rows.csv counts", "why-rows")


def check_units_below(scores: Scores, unit: str, target: str, rows: list[dict[str, str]]) -> list[Claim]:
    """Rows that are units hold their very figures; gives the figures of these."""
    release, report = scores.release, scores.report
    found = []
    wanted: dict[str, int] = defaultdict(int)
    if scores.level(unit) == "province" or (scores.level(unit) == "district" and target == "T2"):
        for code in scores.below(unit, schools=target == "T9"):
            claim = scores.claims.get((code, target))
            if claim is None:
                continue
            found.append(claim)
            if claim.row["denominator"]:
                wanted[code + " TRUE"] = claim.numerator
                wanted[code + " FALSE"] = claim.denominator - claim.numerator
            else:
                wanted[code + (" TRUE" if claim.row["verdict"] == "met" else " FALSE")] = 1
    told: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["kind"] == "unit":
            told[row["id"] + " " + row["counts"]] += release.number(row["number"], "target_rows.csv")
    for name in sorted(set(wanted) | set(told)):
        report.check("target_rows.csv {} {} {}".format(unit, target, name), told[name], wanted[name])
    if target == "T2" and scores.level(unit) == "province":  # districts: unknown where one of their communes is
        return [scores.claims[code, "T2"] for code in scores.below(unit) if (code, "T2") in scores.claims]
    return found


def sums_of_communes(scores: Scores, table: str, claims: dict[tuple[str, str, str], Claim]) -> None:
    """Addresses of a district are those of its communes; of organisations it can have some of its own."""
    for (unit, target, quarter), claim in sorted(claims.items()):
        if scores.level(unit) != "district" or target not in ("T1", "T3", "T4", "T5", "T6"):
            continue
        parts = [claims[code, target, quarter] for code in scores.below(unit) if (code, target, quarter) in claims]
        for field, own, sum_of in (
            ("numerator", claim.numerator, sum(one.numerator for one in parts)),
            ("denominator", claim.denominator, sum(one.denominator for one in parts)),
        ):
            where = "{} {} {} {} {}".format(table, unit, target, quarter, field)
            if target in ("T5", "T6"):
                scores.report.check(where, own, sum_of)
            else:
                scores.report.least(where, own, sum_of)


def check_rows(scores: Scores) -> None:
    """What is named is there, counts alike wherever it stands, and as the ledger tells it."""
    release, report = scores.release, scores.report
    pages = {row["code"] for name in ("addresses", "finished") for row in release.tables[name]}
    reached = scores.reached(scores.first, scores.last)
    gave = {
        line["organisation"]
        for line in standing(scores.lines, ("in", "direct"), scores.first, scores.last)
        if line["organisation"] and line["account"].startswith("DC")
    }
    seen: dict[tuple[str, str], str] = {}
    for row in release.tables["target_rows"]:
        where = "target_rows.csv {} {} {}".format(row["unit"], row["target"], row["id"])
        number = release.number(row["number"], where + " number")
        if row["kind"] == "unit" or not row["id"]:
            report.least(where + " number", number, 1)
            continue
        report.check(where + " number", number, 1)
        if row["kind"] == "address":
            if row["id"] not in pages:
                report.wrong(where, "extra")
            before = seen.setdefault((row["target"], row["id"]), row["counts"])
            report.check(where + " counts", row["counts"], before)
            if row["target"] == "T6":
                helped = reached.by_address[row["id"]]["addresses"] > 0
                if (
                    helped or not reached.hidden
                ):  # help that reached another record of the same party counts here as well
                    report.check(where + " counts", row["counts"], "TRUE" if helped else "FALSE")
        elif row["target"] in ("T3", "T4", "T9") and row["id"] in gave:
            report.check(where + " counts", row["counts"], "TRUE")


def check_trend(scores: Scores) -> None:
    release, report = scores.release, scores.report
    report.begin("target_trend.csv")
    quarters = [row for row in release.tables["report_help"] if row["period"][4:5] == "Q"]
    ends = {row["last"]: row["period"][5:] for row in quarters}
    epochs = {row["last"]: row["epoch"] for row in quarters}
    by_figure: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for (unit, target, _), claim in sorted(scores.quarters.items()):
        by_figure[unit, target].append(claim)
    for unit, target in sorted(set(by_figure) | set(scores.claims)):
        where = "target_trend.csv {} {} ".format(unit, target)
        now = scores.claims.get((unit, target))
        if now is None or not by_figure[unit, target]:
            report.wrong(where, "extra" if now is None else "missing")
            continue
        points = by_figure[unit, target]
        since = points[0].row["last"] if scores.level(unit) == "school" else ""  # it may have joined within the year
        lasting = scores.level(unit) in ("province", "school")
        known = {day for day, epoch in epochs.items() if day >= since and (lasting or epoch == scores.epoch)}
        for day in sorted(known ^ {point.row["last"] for point in points}):
            report.wrong(where + day, "missing" if day in known else "extra")
        for at, claim in enumerate(points):
            row, name = claim.row, where + claim.row["quarter"] + " "
            last = release.day(row["last"], name + "last")
            report.check(name + "last", last <= scores.last, True)
            quarter = ends.get(row["last"], points[at - 1].row["quarter"] if at else row["quarter"])
            report.check(name + "quarter", row["quarter"], quarter)
            report.check(name + "ended", row["ended"], "TRUE" if at + 1 < len(points) else row["ended"])
            if at:
                report.check(name + "last", points[at - 1].row["last"] < row["last"], True)
            changed = target == "T7" and scores.level(unit) == "province"  # who carries it changed with the units
            for field in () if changed and not scores.below(unit) else ("least_percent", "least", "strictly"):
                report.check(name + field, row[field], now.row[field])
            check_claim(scores, name, claim, communes_of(scores, claim))
        for field in FIGURE.split():
            report.check(where + field, points[-1].row[field], now.row[field])
        report.check(where + "last", points[-1].row["last"], scores.last.isoformat())
    sums_of_communes(scores, "target_trend.csv", scores.quarters)
    for (unit, target, quarter), claim in sorted(scores.quarters.items()):
        where = "target_trend.csv {} {} {} ".format(unit, target, quarter)
        dossiers = scores.quarters.get((unit, "T5", quarter))
        if target == "T7" and dossiers is not None:
            report.check(where + "denominator", claim.denominator, dossiers.numerator)
        parts = communes_of(scores, claim)
        if target == "T2" and parts:
            met = sum(one.row["verdict"] == "met" for one in parts)
            report.check(where + "numerator", claim.numerator, met)
            report.check(where + "denominator", claim.denominator, len(parts))
        elif unit == PROVINCE and target != "T2":
            codes = scores.below(unit, schools=target == "T9")
            under = [
                scores.quarters[one, target, quarter] for one in codes if (one, target, quarter) in scores.quarters
            ]
            report.least(where + "numerator", claim.numerator, sum(one.numerator for one in under))
            report.least(where + "denominator", claim.denominator, sum(one.denominator for one in under))
    report.end()
    report.unknown("target_trend.csv", "why-quarters")


def communes_of(scores: Scores, claim: Claim) -> list[Claim] | None:
    """Figures of the communes that a T2 counts, in its quarter; None where their codes have changed since."""
    row = claim.row
    if row["target"] != "T2" or scores.level(row["unit"]) == "commune":
        return []
    quarter = row.get("quarter", "")
    inside = [
        code
        for code, one in scores.units.items()
        if one["level"] == "commune" and (row["unit"] in (PROVINCE, one["above"]))
    ]
    found = [scores.quarters[code, "T2", quarter] for code in inside if (code, "T2", quarter) in scores.quarters]
    return found or None


Sums = Dict[str, Dict[str, int]]
"""Sums by address, then by column."""


def corrections_of(lines: list[Line], directions: tuple[str, ...]) -> dict[str, list[Line]]:
    """Lines that take back, by the line they correct, in the order of their days."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line["on"], line["reference"])):
        if line["corrects"] and line["direction"] in directions:
            found[line["corrects"]].append(line)
    return found


def undone_on(line: Line, back: list[Line]) -> str:
    """The day by which nothing was left of a line; "9" while something is."""
    left = line.amount
    for one in back:
        left -= abs(one.amount)
        if left <= 0:
            return one["on"]
    return "9"


def standing(lines: list[Line], directions: tuple[str, ...], first: date, last: date) -> Iterable[Line]:
    """Gifts or handovers of a period of which something was left at its end."""
    back = corrections_of(lines, (*directions, "back"))
    for line in lines:
        if line["direction"] in directions and not line["corrects"]:
            in_time = first.isoformat() <= line["on"] <= last.isoformat()
            if in_time and undone_on(line, back[line["reference"]]) > last.isoformat():
                yield line


def reached_in(lines: list[Line], first: date, last: date) -> Sums:
    """Help that reached each address in a period, and what was received for it. A correction takes from what its line
    was counted as, in the period in which it was made; the one time goes when nothing is left."""
    found: Sums = defaultdict(lambda: defaultdict(int))
    since, until = first.isoformat(), last.isoformat()
    handovers = ("out", "direct")
    back = corrections_of(lines, handovers)
    for line in lines:
        if line["direction"] in handovers and not line["corrects"]:
            own = found[line["reached"] or line["account"]]
            undone = undone_on(line, back[line["reference"]])
            value = line.amount if since <= line["on"] <= until else 0
            value += sum(one.amount for one in back[line["reference"]] if since <= one["on"] <= until)
            times = (since <= line["on"] <= until) - (since <= undone <= until)
            own["loans_vnd" if line["kind"] == "loan" else line["kind"] + "_vnd"] += value
            own["value_vnd"] += 0 if line["kind"] == "loan" else value
            own["times"] += times
            own[line["form"]] += times
            if since <= line["on"] <= until < undone:
                own["addresses"] = 1
    kinds = {line["reference"]: line["kind"] for line in lines if line["direction"] == "in"}
    for line in lines:
        if line["direction"] in ("in", "back") and line["account"].startswith("DC") and since <= line["on"] <= until:
            kind = line["kind"] if line["direction"] == "in" else kinds.get(line["corrects"], line["kind"])
            sign = 1 if line["direction"] == "in" else -1
            found[line["account"]]["received_vnd"] += 0 if kind == "loan" else sign * line.amount
    return found


class Reached:
    """What the ledger tells of the help of a period, by address and by unit.

    An address is placed where target_rows.csv names it; of one that has ended the district only is told, of one without
    a page nothing. So a unit has the help of its own, with or without that of addresses that may lie in it.
    """

    def __init__(self, scores: Scores, first: date, last: date) -> None:
        self.by_address = reached_in(scores.lines, first, last)
        self.whole: dict[str, int] = defaultdict(int)
        self.placed: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.least: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.most: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.scores = scores
        self.hidden = 0  # helped addresses that are named in no unit
        for code, found in self.by_address.items():
            units = scores.places.get(code, set())
            self.hidden += found["addresses"] if not units else 0
            levels = {"district", "commune", "province"} - {scores.level(unit) for unit in units}
            levels -= {"province"} if units else set()
            for field, value in found.items():
                self.whole[field] += value
                for unit in (*units, *([PROVINCE] if units else [])):
                    self.placed[unit][field] += value
                for level in levels:
                    self.least[level][field] += min(0, value)
                    self.most[level][field] += max(0, value)

    def bounds(self, unit: str, field: str) -> tuple[int, int]:
        """Least and most that the ledger allows for a unit. Another record of a party already helped adds no address."""
        if unit == PROVINCE and field != "addresses":
            return self.whole[field], self.whole[field]
        level, own = self.scores.level(unit), self.placed[unit][field]
        return own + self.least[level][field], own + self.most[level][field]


def is_placed(scores: Scores, code: str, unit: str) -> bool:
    """Whether it is told in which unit of that level an address lies."""
    return any(scores.level(place) == scores.level(unit) for place in scores.places.get(code, ()))


def check_help(scores: Scores) -> None:
    release, report = scores.release, scores.report
    report.begin("help.csv")
    reached = scores.reached(scores.first, scores.last)
    rows = {
        unit: {field: release.number(row[field], "help.csv {} {}".format(unit, field)) for field in HELP}
        for (unit,), row in release.keyed("help", "unit").items()
    }
    wanted = {code for code, row in scores.units.items() if row["level"] != "school"}
    for unit in sorted(wanted - set(rows)):
        report.wrong("help.csv " + unit, "missing")
    for unit, row in sorted(rows.items()):
        where = "help.csv {} ".format(unit or "-")
        report.check(where + "value_vnd", row["value_vnd"], sum(row[field] for field in HELP[2:6]))
        parts = [rows[code] for code in scores.below(unit) if code in rows] if unit else []
        parts += [rows[""]] if unit == PROVINCE and "" in rows else []
        for field in HELP:
            if scores.level(unit) in ("province", "district"):
                report.check(where + field, row[field], sum(part[field] for part in parts))
            if unit in scores.units:
                report.between(where + field, row[field], *reached.bounds(unit, field))
        if unit and unit not in wanted:
            report.wrong(where, "extra")
    report.end()
    rows_of_none = sum(
        release.number(row["number"], "target_rows.csv")
        for row in release.tables["target_rows"]
        if (row["unit"], row["target"], row["kind"]) == (PROVINCE, "T5", "address")
    )
    report.least(
        "score.unplaced", release.number(release.figures.get("score.unplaced", ""), "score.unplaced"), rows_of_none
    )
    report.unknown("help.csv", "why-hidden")


def range_of(report: Report, text: str, where: str) -> tuple[int, int]:
    """Least and most of a cell of counts: "12", "<3" or "4..6"."""
    if text == "<3":
        return 1, 2
    found = re.match(r"^([0-9]+)(?:\.\.([0-9]+))?$", text)
    if not found:
        report.wrong(where, "number", found=text)
        return 0, 0
    return int(found.group(1)), int(found.group(2) or found.group(1))


def band(number: int) -> str:
    return "<3" if 0 < number < 3 else str(number)


def check_reports(scores: Scores) -> None:
    """Tables of reports: the province from its rows, and each cell from ledger, pages and targets as far as they go."""
    release, report = scores.release, scores.report
    tables = {
        name: release.keyed("report_" + name, "period", "unit") for name in ("addresses", "help", "kinds", "part")
    }
    keys = set().union(*tables.values())
    for name, table in tables.items():
        report.begin("report_{}.csv".format(name))
        for key in sorted(keys - set(table)):
            report.wrong("report_{}.csv {} {}".format(name, *key), "missing")
        for period in sorted({key[0] for key in table}):
            rows = {unit: row for (code, unit), row in table.items() if code == period}
            whole = rows.pop(PROVINCE, None)
            where = "report_{}.csv {} ".format(name, period)
            if whole is None:
                report.wrong(where + PROVINCE, "missing")
                continue
            check_period(scores, where, whole, rows)
            check_total(scores, name, where, whole, rows)
            for row in (*rows.values(), whole):
                check_report_row(scores, name, where + (row["unit"] or "-") + " ", row)
        report.end()
    report.unknown("report_part.csv organisations, people, unnamed_gifts", "why-givers")
    report.unknown("report_addresses.csv, report_kinds.csv", "why-bands")


def check_period(scores: Scores, where: str, whole: dict[str, str], rows: dict[str, dict[str, str]]) -> None:
    """Days and units of a period."""
    release, report = scores.release, scores.report
    first, last = release.day(whole["first"], where + "first"), release.day(whole["last"], where + "last")
    report.check(where + "last", first <= last <= scores.last, True)
    if not whole["period"].endswith(("Q2", "Q3", "Q4")):
        report.check(where + "first", first, scores.first)
    if len(whole["period"]) == 4:
        report.check(where + "last", last, scores.last)
    for unit, row in rows.items():
        for column in ("first", "last", "epoch"):
            report.check(where + unit + " " + column, row[column], whole[column])
    if whole["epoch"] == scores.epoch:
        wanted = set(scores.below(PROVINCE))
        for unit in sorted(wanted ^ (set(rows) - {""})):
            report.wrong(where + unit, "missing" if unit in wanted else "extra")


def check_total(scores: Scores, name: str, where: str, whole: dict[str, str], rows: dict[str, dict[str, str]]) -> None:
    release, report = scores.release, scores.report
    banded = {"addresses": ADDRESSES, "kinds": GROUPS}.get(name, ())
    summed = {"help": SUMS_OF_HELP, "kinds": FORMS}.get(name, ())
    for column in banded:
        cells = [range_of(report, row[column], where + unit + " " + column) for unit, row in rows.items()]
        low, high = sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)
        report.check(
            where + PROVINCE + " " + column, whole[column], str(low) if low == high else "{}..{}".format(low, high)
        )
    for column in (*summed, *(PART if name == "part" else ())):
        numbers = [release.number(row[column], where + unit + " " + column) for unit, row in rows.items()]
        claimed = release.number(whole[column], where + column)
        if column in summed:
            report.check(where + PROVINCE + " " + column, claimed, sum(numbers))
        else:  # who gave in two districts is one; bodies of the province stand in no row
            distinct = column in ("organisations", "people")
            report.least(where + PROVINCE + " " + column, claimed, max([0, *numbers]) if distinct else sum(numbers))


def check_report_row(scores: Scores, name: str, where: str, row: dict[str, str]) -> None:
    release, report = scores.release, scores.report
    unit, here = row["unit"], row["unit"] in scores.units and row["epoch"] == scores.epoch
    first, last = release.day(row["first"], where + "first"), release.day(row["last"], where + "last")
    if name == "help":
        numbers = {column: release.number(row[column], where + column) for column in SUMS_OF_HELP}
        report.check(where + "value_vnd", numbers["value_vnd"], sum(numbers[column] for column in HELP[2:6]))
    whole_year = len(row["period"]) == 4
    if not unit and name == "part":  # bodies whose place is not known stand with the province
        for column in PART[3:]:
            report.check(where + column, row[column], "0")
    if unit != PROVINCE and not here:
        return
    reached = scores.reached(first, last)
    told = {"help": SUMS_OF_HELP, "kinds": FORMS}.get(name, ())
    for column in told:
        if column not in ("times_regular", "via_system_vnd"):
            claimed = release.number(row[column], where + column)
            report.between(where + column, claimed, *reached.bounds(unit, column))
    year = {line["unit"]: line for line in release.tables["help"]}.get(unit, {})
    if name == "help" and whole_year:
        for column in HELP[1:]:
            report.check(where + column, row[column], year.get(column))
    if name == "addresses":
        check_counts(scores, where, row, reached, year.get("addresses", "") if whole_year else "")
    if name == "kinds":
        check_groups(scores, where, row, reached)
    if name == "part":
        for column, target in BODIES.items():
            claim = at_end(scores, unit, target, row)
            if claim is None:
                continue
            numerator = release.number(row[column], where + column)
            report.check(where + column + "_all", release.number(row[column + "_all"], where), claim.denominator)
            if first == scores.first or target == "T8":
                report.check(where + column, numerator, claim.numerator)
            else:
                report.between(where + column, numerator, 0, claim.numerator)


def at_end(scores: Scores, unit: str, target: str, row: dict[str, str]) -> Claim | None:
    """The target of a unit as it stood on the last day of a report."""
    return next(
        (
            claim
            for (code, name, _), claim in scores.quarters.items()
            if (code, name) == (unit, target) and claim.row["last"] == row["last"]
        ),
        None,
    )


def fits(report: Report, where: str, text: str, low: int, high: int, total: bool) -> None:
    """A cell of counts can stand for a number between two; for one number it is the cell of that number."""
    if low == high and not total:
        report.check(where, text, band(low))
        return
    least, most = range_of(report, text, where)
    if most < low or least > high:
        report.wrong(where, "between", claimed=text, low=low, high=high)
    else:
        report.right(where, text)


def check_counts(scores: Scores, where: str, row: dict[str, str], reached: Reached, helped_in_year: str) -> None:
    """Cells of addresses: those that are figures of targets, those that the ledger tells, those that pages tell."""
    release, report, unit = scores.release, scores.report, row["unit"]
    total = unit == PROVINCE
    columns = (
        ("T5", "dossiers", "surveyed"), ("T6", "helped_with_dossier", "dossiers_for_helped"), ("T7", "connected", "dossiers"),
    )  # fmt: skip
    for target, above, below in columns:
        claim = at_end(scores, unit, target, row)
        if claim is not None and row["first"] == scores.first.isoformat():
            fits(report, where + above, row[above], claim.numerator, claim.numerator, total)
            fits(report, where + below, row[below], claim.denominator, claim.denominator, total)
    fits(report, where + "helped", row["helped"], *reached.bounds(unit, "addresses"), total)
    if helped_in_year:
        number = release.number(helped_in_year, "help.csv")
        fits(report, where + "helped", row["helped"], number, number, total)
    names = {
        scores.units[code]["name"] for code in (scores.below(PROVINCE) if total else [unit]) if code in scores.units
    }
    ended = [
        one["ended"]
        for one in release.tables["finished"]
        if (total or one["district"] in names) and row["first"] <= one["finished_on"] <= row["last"]
    ]
    for column, words in ENDED.items():
        if total or scores.level(unit) == "district":
            fits(report, where + column, row[column], ended.count(words), ended.count(words), total)


def check_groups(scores: Scores, where: str, row: dict[str, str], reached: Reached) -> None:
    """Groups of the helped addresses that have a page, by the ledger and the tables of pages."""
    release, report, unit = scores.release, scores.report, row["unit"]
    total = unit == PROVINCE
    least: dict[str, int] = defaultdict(int)
    maybe: dict[str, int] = defaultdict(int)
    for one in (*release.tables["addresses"], *release.tables["finished"]):
        code, group = one["code"], one["category"]
        inside = total or unit in scores.places.get(code, ())
        if not inside and is_placed(scores, code, unit):
            continue
        helped = code in reached.by_address and reached.by_address[code]["addresses"] > 0
        if helped and inside:
            least[group] += 1
        elif helped or reached.hidden:  # help that reached another record of the same party counts with it
            maybe[group] += 1
    for column in GROUPS:
        fits(report, where + column, row[column], least[column], least[column] + maybe[column], total)


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
    check_certificates(release, report, lines, as_of)
    check_grants(release, report, lines)
    scores = Scores(release, report, lines)
    check_targets(scores)
    check_trend(scores)
    check_help(scores)
    check_reports(scores)
    check_figures(release, report, lines, addresses, as_of, skip_hashes)


def main() -> int:
    parser = argparse.ArgumentParser(description="Kiểm tra một bản công bố / verify a release")
    parser.add_argument(
        "folder", nargs="?", default=str(Path(__file__).parent), help="thư mục của bản công bố / its folder"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ / language")
    parser.add_argument("--all", action="store_true", help="in từng con số khớp / name every figure that fits")
    parser.add_argument("--skip-hashes", action="store_true", help="chỉ tính số, không so mã băm / arithmetic only")
    parser.add_argument("--certificate", metavar="MÃ", help="chỉ kiểm tra một giấy ghi nhận / only one certificate")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    report = Report(WORDS[options.lang], options.all)
    folder = Path(options.folder)
    if not folder.is_dir() or not (folder / SUMS).is_file():
        print(report.say("not-release" if folder.is_dir() else "no-folder", folder=folder, sums=SUMS), file=sys.stderr)
        return 2
    if options.certificate is not None:
        verify_certificate(folder, report, options.certificate, options.skip_hashes)
        return 1 if report.bad else 0
    verify(folder, report, options.skip_hashes)
    print(report.say("bad" if report.bad else "good", bad=report.bad, count=report.count))
    return 1 if report.bad else 0


if __name__ == "__main__":
    sys.exit(main())
