"""The sample is the same everywhere, covers every case, and balances when somebody else adds it up."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nhandao.book.load import load
from nhandao.public.gate import publish
from nhandao.records.address import CATEGORIES, HELP_FORMS
from scripts.folders import DATA
from scripts.sample import generate


@cache
def documents(kind: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The committed sample read with a plain YAML library, sharing no code with ours."""
    return tuple(
        (path.as_posix(), yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted((DATA / kind).rglob("*.yaml"))
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_committed_sample_is_what_the_generator_writes(tmp_path: Path) -> None:
    generate(tmp_path)
    committed = {path: data for path, data in contents(DATA).items() if not path.startswith("schema/")}
    assert contents(tmp_path) == committed


def test_the_sample_has_no_error_and_no_warning() -> None:
    assert load(DATA)[1] == []


def test_the_sample_covers_every_category_form_kind_state_and_consent() -> None:
    addresses = [document for _, document in documents("addresses")]
    assert len(addresses) == 300
    assert {category for address in addresses for category in address["categories"]} == set(CATEGORIES)
    assert {need["form"] for address in addresses for need in address["needs"]} == set(HELP_FORMS)
    assert {address["kind"] for address in addresses} == {"individual", "household", "collective"}
    assert {address["finished"]["reason"] for address in addresses if "finished" in address} == {
        "graduated",
        "completed",
        "moved",
        "died",
    }
    consents = [consent for address in addresses for consent in address.get("consents", ())]
    assert {consent["by"] for consent in consents} == {"self", "representative", "child"}
    assert {"publish", "story", "health", "press", "name"} <= {
        scope for consent in consents for scope in consent["scopes"]
    }
    assert any("withdrawn_on" in consent for consent in consents)
    for name in ("rejected", "suspended", "duplicate_of", "call", "resurveys", "unsupported_check", "priority"):
        assert any(name in address for address in addresses), name
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    assert {view.card.state for view in made.addresses} == {"introduced", "adopted", "helped"}
    assert {gone.until for gone in made.gone} == {"", "check", "duplicate"}
    assert made.finished
    assert any(view.card.report_late for view in made.addresses)
    assert any(not view.card.listed for view in made.addresses)
    assert any(view.card.survey_late for view in made.addresses)
    assert all(district.open for district in made.districts)


def test_the_sample_is_of_the_promised_size() -> None:
    lines = len(documents("pledges")) + len(documents("receipts")) + len(documents("handovers"))
    assert 850 <= lines <= 1000
    assert 115 <= len(documents("organisations")) <= 130
    assert len(list((DATA / "photos").rglob("*.jpg"))) == 60


def test_the_ledger_balances_when_added_up_with_plain_dictionaries() -> None:
    held: defaultdict[str, int] = defaultdict(int)
    received = handed = 0
    for _, line in documents("receipts"):
        if line.get("kind") == "loan" or line.get("counted_here") is False:
            continue
        sign = -1 if "fee_of" in line or "reverses" in line else 1
        held[line["account"]] += sign * line["value_vnd"]
        if "moved_from" in line:
            held[line["moved_from"]] -= line["value_vnd"]
        elif sign == 1:
            received += line["value_vnd"]
    for _, line in documents("handovers"):
        if line["kind"] == "loan" or line.get("counted_here") is False:
            continue
        handed += line["value_vnd"]
        if line["funded_by"] == "receipts":
            held[line.get("paid_from", line["account"])] -= line["value_vnd"]
    assert min(held.values()) >= 0
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    assert made.balance.received == received
    assert made.balance.handed_over == handed
    assert made.balance.held == sum(held.values())
    assert sum(row.balance.held for row in made.accounts) == sum(held.values())
    assert sum(month.balance.received for month in made.months) == received
