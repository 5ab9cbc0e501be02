"""Handovers in the shape of the 360Giving Data Standard, as far as privacy allows.

The standard asks of each grant for id, title, description, currency, amountAwarded, awardDate, fundingOrganization and
a recipient. Here a grant is one handover of money, goods, labour or service that was not taken back; loans are no
grants. A recipient is an address by its code, never a name: `recipientIndividual`, or `recipientOrganization` for a
collective. Location is the commune of an address that has a page, and nothing for others. The reasons and purposes are
the standard's code lists for grants to individuals, from the plan's categories and forms. Identifiers begin with
"nhandao-", which is no registered 360Giving prefix: the society can ask for one before it sends the file to a register.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nhandao.public import labels
from nhandao.public.text import slug
from nhandao.public.views import AddressDetail, LedgerLine, PublicSite

PREFIX = "nhandao"
HARDSHIP = "GTIR010"
REASONS: Mapping[str, str] = {
    "disability": "GTIR020",  # Disability
    "agent_orange": "GTIR030",  # Health/Condition
    "disaster": "GTIR100",  # Emergency/crisis event
    "critical_illness": "GTIR030",
    "injury": "GTIR100",
    "orphan": "GTIR100",  # the list names the death of a family member here
    "lonely_elderly": "GTIR090",  # Marginalised
    "other_vulnerable": HARDSHIP,
}
PURPOSES: Mapping[str, str] = {
    "regular_support": "GTIP070",  # Food and essential items
    "wheelchair": "GTIP030",  # Equipment and home adaptations
    "hand_tricycle": "GTIP030",
    "housing": "GTIP060",  # Other housing related costs
    "rehabilitation": "GTIP120",  # Health, care and wellbeing services
    "capital": "GTIP140",  # Employment and work
    "loan_interest_free": "GTIP140",
    "seedlings_livestock": "GTIP140",
    "training": "GTIP130",  # Education and training
    "savings_book": "GTIP010",  # Unrestricted
    "health_insurance": "GTIP120",
    "medical": "GTIP120",
}
_KINDS = {"cash": "tiền", "in_kind": "hiện vật", "labour": "ngày công", "service": "dịch vụ"}

Grant = dict[str, Any]


def document(site: PublicSite) -> bytes:
    """The file: one grant to a line, oldest first."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return ('{"grants":[\n' + ",\n".join(map(encode, grants(site))) + "\n]}\n").encode()


def grants(site: PublicSite) -> Iterator[Grant]:
    shown = {view.card.code: view for view in site.addresses}
    lines = [
        line
        for month in reversed(site.months)
        for line in month.lines
        if line.direction in ("out", "direct") and line.kind != "loan"
    ]
    taken_back: dict[str, int] = {}
    for line in lines:
        if line.amount < 0:
            taken_back[line.corrects] = taken_back.get(line.corrects, 0) + line.amount
    funder = [{"id": f"{PREFIX}-{slug(site.society.short_name)}", "name": site.society.name}]
    programme = [{"code": f"{PREFIX}-{site.society.year}", "title": site.society.campaign}]
    for line in lines:
        left = line.amount + taken_back.get(line.reference, 0)
        if line.amount > 0 and left > 0:
            yield _grant(line, left, shown.get(line.reached or line.account)) | {
                "fundingOrganization": funder,
                "grantProgramme": programme,
            }


def _grant(line: LedgerLine, amount: int, address: AddressDetail | None) -> Grant:
    code = line.reached or line.account
    form = labels.FORMS.get(line.form, "")
    grant: Grant = {
        "id": f"{PREFIX}-{line.reference}",
        "title": f"{form or 'Trợ giúp'} cho địa chỉ {code}",
        "description": f"{form or 'Trợ giúp'} bằng {_KINDS[line.kind]}, trao ngày {line.on:%d/%m/%Y}",
        "currency": "VND",
        "amountAwarded": int(amount),
        "awardDate": line.on.isoformat(),
    }
    recipient = {"id": f"{PREFIX}-{code}", "name": code}
    if address is not None and address.card.kind == "collective":
        grant["recipientOrganization"] = [recipient]
    else:
        grant["recipientIndividual"] = recipient
        details: Grant = {"grantPurpose": [PURPOSES[line.form]]} if line.form in PURPOSES else {}
        if address is not None:
            reason = REASONS[address.card.category]
            details = {"primaryGrantReason": reason} | details
            if reason != HARDSHIP:
                details["secondaryGrantReason"] = HARDSHIP
        if details:
            grant["toIndividualsDetails"] = details
    if address is not None:
        grant["beneficiaryLocation"] = [{"name": address.card.commune, "countryCode": "VN"}]
    return grant
