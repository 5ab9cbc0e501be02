"""What `portal init` asks about a society, one fact after the other, and where each goes in campaign.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from nhandao.records.campaign import Campaign
from nhandao.records.codes import codes
from nhandao.records.problem import Location, Problem
from nhandao.records.record import make
from scripts.sample.campaign import HEALTH, PITY, PUBLIC_NAMES, SURNAMES


class Question(NamedTuple):
    name: str
    """Name of the option and of the line in a file of answers; the words are `init-<name>` in the texts."""
    where: Location
    """Its place in campaign.yaml; empty for what goes elsewhere."""
    default: str = ""


QUESTIONS = (
    Question("society", ("society", "name")),
    Question("short_name", ("society", "short_name")),
    Question("place", ("society", "place")),
    Question("phone", ("society", "phone")),
    Question("email", ("society", "email")),
    Question("year", ("year", "year"), "year"),
    Question("epoch", ("epoch",), "2025"),
    Question("bank", ("accounts", 0, "bank")),
    Question("bin", ("accounts", 0, "bin")),
    Question("number", ("accounts", 0, "number")),
    Question("holder", ("accounts", 0, "holder")),
    Question("labour_day", ("labour_day_vnd",)),
    Question("labour_source", ("labour_day_source",)),
    Question("site_url", ()),
    Question("program", ()),
    Question("program_ref", (), "main"),
)


def default(question: Question, today: date) -> str:
    """What an answer is when none is given; "" where there must be one."""
    if question.name == "year":  # the reporting year of plan V begins on 25 November of the year before
        return str(today.year + (today >= date(today.year, 11, 25)))
    return question.default


def campaign(answers: Mapping[str, str], today: date) -> Campaign | list[Problem]:
    """The settings of a new campaign, or what is wrong with the answers."""
    year = answers["year"]
    number = int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else 0
    values: dict[str, Any] = {
        "name": "Mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo",
        "society": {name: answers[name] for name in ("short_name", "place", "phone", "email")}
        | {"name": answers["society"]},
        "year": {"year": year, "from": f"{max(number - 1, 1):04}-11-25", "to": f"{max(number, 1):04}-11-24"},
        "epoch": answers["epoch"],
        "accounts": [
            {name: answers[name] for name in ("bank", "bin", "number", "holder")} | {"since": today.isoformat()}
        ],
        "funds": [
            {
                "code": next(codes("QC", number)),
                "name": "Quỹ chung của cuộc vận động",
                "purpose": "Giúp các địa chỉ chưa có người nhận, theo thứ tự ưu tiên",
                "surplus": "true",
            }
        ],
        "labour_day_vnd": answers["labour_day"],
        "labour_day_source": answers["labour_source"],
        "priority_lists": [{"id": f"uu-tien-{number}", "name": f"Danh sách ưu tiên năm {number}"}],
        "words": {
            "pity": [{"word": word, "instead": instead} for word, instead in PITY.items()],
            "health": list(HEALTH),
            "surnames": list(SURNAMES),
            "public_names": list(PUBLIC_NAMES),
        },
    }
    return make(Campaign, values, "campaign.yaml")


def question_of(problem: Problem) -> Question | None:
    """The question whose answer a problem is about."""
    for question in QUESTIONS:
        if question.where and problem.field[: len(question.where)] == question.where:
            return question
    return next(
        (question for question in QUESTIONS if question.name == "year" and problem.field[:1] == ("year",)), None
    )
