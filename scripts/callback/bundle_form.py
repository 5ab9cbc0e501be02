"""The form for several addresses at once: its fields become promises made together, or a list of what is wrong.

Each address is read by the rules of the form for one (`pledge_form.read`): what is typed for an address counts, and
what is left empty there is taken from the field for all. Fields of an address carry its code: `amount-DC23A0002G`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from nhandao.records.campaign import Campaign
from nhandao.records.codes import is_code
from nhandao.records.lines import Pledge
from nhandao.records.money import Dong
from scripts.callback import form_values
from scripts.callback.intake import Promise
from scripts.callback.pledge_form import Account, Draft, Problem, language, read
from scripts.callback.pledge_texts import Language
from scripts.messages import number_text
from scripts.private.contact import Contact

MOST = 50
"""Addresses in one list: a page of paper, and an address of the site that every program can carry."""
COMMON = (
    "lang", "altcha", "ma", "kind", "amount", "quantity", "unit", "frequency", "times", "first", "who", "name", "tax",
    "person", "origin", "visibility", "phone", "email", "message", "link", "consent",
)  # fmt: skip
"""Fields for all addresses, in their order."""
OF_ONE = ("keep", "amount", "quantity")
"""Fields of one address, each followed by "-" and its code."""

_KINDS = ("cash", "in_kind", "labour", "service")
"""A loan is agreed on with each household."""
_LONGEST = 20_000
_NAME = 60
_BETWEEN = re.compile(r"[\s,;+]+")


class Chosen(NamedTuple):
    codes: tuple[str, ...]  # each once, in their order, at most `MOST`
    found: int  # all that were written, each once


def chosen(text: str) -> Chosen:
    """Codes in a list as people write it: with commas, spaces or lines between, small letters, hyphens."""
    written = (part.replace("-", "").upper()[:20] for part in _BETWEEN.split(text[:_LONGEST]))
    codes = tuple(dict.fromkeys(part for part in written if part))
    return Chosen(codes[:MOST], len(codes))


def amounts(text: str, codes: tuple[str, ...]) -> dict[str, str]:
    """What the list of the site says is missing at each address, as a first value of its field."""
    found = dict(zip(codes, text.split(","), strict=False))
    return {
        f"amount-{code}": number_text(int(value), "vi")
        for code, value in found.items()
        if re.fullmatch(r"[1-9]\d{0,11}", value, re.ASCII)
    }


@dataclass(frozen=True, slots=True)
class Bundle:
    """A form that is right, before it has references."""

    lang: Language
    drafts: tuple[Draft, ...]
    name: str = field(repr=False)
    tax_code: str | None = field(repr=False)
    person: str | None = field(repr=False)

    @property
    def value(self) -> Dong:
        """Of all addresses and times together."""
        return Dong(sum(draft.value for draft in self.drafts))

    @property
    def each(self) -> Dong:
        """Of one time, all addresses together."""
        return Dong(sum(draft.each for draft in self.drafts))

    def promise(self, bundle: str, references: tuple[str, ...], received_at: datetime) -> Promise:
        """For the inbox. Has neither contact nor message, and the name only when it may be shown."""
        pledges = [
            Pledge(**{**dict(draft.promise(reference, received_at).pledge), "bundle": bundle})
            for draft, reference in zip(self.drafts, references, strict=True)
        ]
        return Promise(pledge=pledges[0], others=tuple(pledges[1:]), received_at=received_at)

    def contact(self, bundle: str) -> Contact:
        """For the private store: one for all promises, under the reference they share."""
        one = dict(self.drafts[0].contact(bundle))
        return Contact(**{**one, "account": None, "name": self.name, "tax_code": self.tax_code, "person": self.person})


def read_bundle(
    fields: Mapping[str, str], campaign: Campaign, today: date, account: Callable[[str], Account]
) -> Bundle | list[Problem]:
    """The promises that a form holds, or everything that is wrong with it; see `pledge_form.read`."""
    problems: list[Problem] = []
    lang = language(fields)
    listed = chosen(fields.get("ma", ""))
    codes = tuple(code for code in listed.codes if fields.get(f"keep-{code}") == "yes")
    if listed.found > MOST:
        problems.append(Problem("ma", "bundle-many", (("found", number_text(listed.found, lang)), ("most", str(MOST)))))
    if not codes:
        problems.append(Problem("ma", "bundle-none"))
    if fields.get("kind", _KINDS[0]) not in _KINDS:
        problems.append(Problem("kind", "choice"))
    problems += name_problems(fields)
    tax, person = fields.get("tax", "").strip(), form_values.line(fields.get("person", ""))
    tax_code = form_values.tax_code(tax) if tax else None
    if tax and tax_code is None:
        problems.append(Problem("tax", "tax-wrong"))
    if len(person) > _NAME:
        problems.append(Problem("person", "text-long", (("most", str(_NAME)),)))
    shared = {"who": "organisation"} | {name: fields[name] for name in COMMON if name in fields}
    drafts = []
    # Without an address the fields for all are looked at all the same, so that everything wrong is told at once.
    for code in codes or ("",):
        own = {name: fields.get(f"{name}-{code}", "").strip() for name in ("amount", "quantity")}
        of_one = {"code": code} | {name: typed or shared.get(name, "") for name, typed in own.items()}
        outcome = read(shared | of_one, campaign, today, account)
        if isinstance(outcome, Draft):
            drafts.append(outcome)
            continue
        for problem in outcome:
            if problem.field == "code" and not code:
                continue
            if problem.field in ("code", "amount", "quantity") and code:
                problem = problem._replace(field=f"{problem.field}-{code}")
            if problem not in problems:
                problems.append(problem)
    if problems:
        return problems
    return Bundle(lang, tuple(drafts), form_values.line(fields.get("name", "")), tax_code, person or None)


def name_problems(fields: Mapping[str, str]) -> list[Problem]:
    """A promise for several addresses has a name, shown or not: the confirmation is made out to it. The name that is
    shown is looked at by the rules of the form for one."""
    if fields.get("visibility") in ("name", "name_amount"):
        return []
    name = form_values.line(fields.get("name", ""))
    if not name:
        return [Problem("name", "name-for-paper")]
    return [] if 2 <= len(name) <= _NAME else [Problem("name", "name-short")]


def refusals(codes: tuple[str, ...], account: Callable[[str], Account]) -> dict[str, str]:
    """Codes of a list that nothing can be promised to, each with the reason (of `pledge_texts`)."""
    refused = {}
    for code in codes:
        if not (code.startswith(("DC", "QC")) and is_code(code)):
            refused[code] = "code-wrong"
        elif (found := account(code)) != "open":
            refused[code] = f"code-{found}"
    return refused
