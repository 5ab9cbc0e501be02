"""Figures of addresses for a span: from their records, and from the help that reached them. See `files.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from tests.reporting.recount import files
from tests.reporting.recount.files import CATEGORIES, FORMS, GIFTS, REASONS, Data, Line, Record, Span


def withdrawn_on(address: Record, span: Span) -> date | None:
    """Day by which consent to publish was taken back, unless the same giver has agreed anew by the end of the span."""
    consents = [one for one in address.get("consents", []) if "publish" in one["scopes"]]
    days = []
    for one in consents:
        taken_back = files.day_of(one, "withdrawn_on")
        if taken_back is not None and taken_back <= span[1]:
            anew = [
                other
                for other in consents
                if other["by"] == one["by"] and other is not one and taken_back <= on_or_later(other, span)
            ]
            if not anew:
                days.append(taken_back)
    return min(days, default=None)


def on_or_later(consent: Record, span: Span) -> date:
    """Last day of the span on which a consent holds; the first of all days if it does not begin by then."""
    if files.on(consent) > span[1]:
        return date.min
    ends = [files.day_of(consent, "withdrawn_on"), files.day_of(consent, "expires_on")]
    return min([end - timedelta(days=1) for end in ends if end is not None] + [span[1]])


def agreed(address: Record, as_of: date) -> bool:
    """Whether everyone who must has agreed to publication, and still does on a day: adults for themselves, parents or
    guardians for children, and children from seven as well (Children Law 2016 Art 21); the school for a collective."""
    bands = {group["age_band"] for group in address["people"]}
    needed = {"representative"} if address["kind"] == "collective" or bands & {"under_7", "7_to_15"} else set()
    if address["kind"] != "collective":
        needed |= ({"self"} if bands & {"16_to_59", "60_up"} else set()) | ({"child"} if "7_to_15" in bands else set())
    holding = {
        one["by"]
        for one in address.get("consents", [])
        if "publish" in one["scopes"] and on_or_later(one, (as_of, as_of)) == as_of
    }
    return needed <= holding


def followed(address: Record, span: Span) -> bool:
    """Surveyed by the end of the span, not refused by then, and not ended (finished, consent taken back) before the
    span began: what ends within the span still counts in it, or success would lower the share of T6."""
    ended = [files.day_of(address, "finished"), withdrawn_on(address, span)]
    return (
        files.on(address["survey"]) <= span[1]
        and not files.by_then(files.day_of(address, "rejected"), span)
        and not any(end is not None and end < span[0] for end in ended)
    )


@cache
def counts(data: Data, span: Span) -> dict[str, dict[str, int]]:
    """Figures of each address, each 0 or 1 but times and đồng; those of a unit are the sums over its addresses."""
    found = {}
    of_party = defaultdict(list)
    for line in data.help:
        of_party[files.party(data, line.account)].append(line)
    gifts = defaultdict(list)
    for line in data.received:
        gifts[files.party(data, line.account)].append(line)
    for code, address in data.addresses.items():
        if "duplicate_of" not in address:
            found[code] = {
                **_of_record(data, address, span),
                **_of_help(data, address, of_party[code], span),
                "received": sum(
                    line.value(span)
                    for line in gifts[code]
                    if files.counted_here(line.record) and line.record.get("kind", "cash") in GIFTS
                ),
            }
            _shares(data, address, found[code], span, of_party[code])
    return found


def _of_record(data: Data, address: Record, span: Span) -> dict[str, int]:
    """What the record says of itself."""
    here = followed(address, span)
    dossier, approved, introduced = (files.day_of(address, name) for name in ("dossier", "approved", "introduced"))
    answered = files.day_of(address.get("introduced", {}), "answered_on")
    connected = answered if files.answer(data, "connected", "introduced") == "answered" else introduced
    finished = files.day_of(address, "finished")
    return {
        "surveyed": here,
        "surveyed_new": here and files.within(files.on(address["survey"]), span),
        "dossiers": here and files.by_then(dossier, span),
        "dossiers_new": here and files.within(dossier, span),
        "approved": here and files.by_then(approved, span),
        "on_system": here and files.by_then(introduced, span),
        "connected": here and files.by_then(dossier, span) and files.within(connected, span),
        **{
            f"finished_{one}": here and files.within(finished, span) and address["finished"]["reason"] == one
            for one in REASONS
        },
        "withdrawn": here and files.within(withdrawn_on(address, span), span),
    }


def _of_help(data: Data, address: Record, all_help: list[Line], span: Span) -> dict[str, int]:
    """What reached the address."""
    counted = [line for line in all_help if files.counted_here(line.record)]
    standing = [line.record for line in counted if line.stands(span)]
    introduced = files.day_of(address, "introduced")
    found: dict[str, int] = {
        "helped": bool(standing),
        "helped_regular": any(one.get("regular") == "true" for one in standing),
        "helped_once": any(one.get("regular") != "true" for one in standing),
        "helped_by_society": any(one.get("given_by") == "society" for one in standing),
        "helped_by_mobilised": any(one.get("given_by") != "society" for one in standing),
        "times": sum(line.times(span) for line in counted),
        "times_regular": sum(line.times(span) for line in counted if line.record.get("regular") == "true"),
    }
    for kind in (*GIFTS, "loan"):
        found[kind] = sum(line.value(span) for line in counted if line.record["kind"] == kind)
    found["loans"] = found.pop("loan")
    found["value"] = sum(found[kind] for kind in GIFTS)
    found["via_system"] = sum(
        line.value(span)
        for line in counted
        if line.record["kind"] in GIFTS and introduced is not None and line.on >= introduced
    )
    for category in CATEGORIES:
        found[category] = found["helped"] and address["categories"][0] == category
    for form in FORMS:
        found[form] = sum(line.times(span) for line in counted if line.record["form"] == form)
    return found


def _shares(data: Data, address: Record, found: dict[str, int], span: Span, all_help: list[Line]) -> None:
    """Figures that put record and help together."""
    whose = "dossiers" if files.answer(data, "helped_denominator", "open_at_end") == "open_at_end" else "dossiers_new"
    found["dossiers_for_helped"] = found[whose]
    found["helped_with_dossier"] = found[whose] and found["helped"]
    approved = files.day_of(address, "approved")
    found["waiting"] = bool(
        found["surveyed"]
        and approved is not None
        and (span[1] - approved).days > 90
        and not files.by_then(files.day_of(address, "finished"), span)
        and not files.by_then(withdrawn_on(address, span), span)
        and not any(line.stood(span) for line in all_help)
    )
    if files.answer(data, "new_address", "first_registered") == "first_registered":
        found["new"] = found["dossiers_new"]  # a commune registers an address by making its dossier
    else:
        counted = [line.on for line in all_help if files.counted_here(line.record) and line.stood(span)]
        found["new"] = found["surveyed"] and files.within(min(counted, default=None), span)


def total(data: Data, span: Span, codes: Iterable[str], key: str) -> int:
    return sum(counts(data, span)[code][key] for code in codes)
