"""Rows as past handovers. Lines of the ledger are never edited: a row that differs from its line is refused.

The id of a line is that of the row, else it is made of the signed record, address, form and day, so that the same row
always makes the same line.
"""

from __future__ import annotations

from collections import defaultdict

from nhandao.records.lines import OWN_PROGRAMME, Handover
from nhandao.records.vietnamese import slug
from scripts.staff.sheets.drafts import Draft, Drafts, Office, first_rows, made
from scripts.staff.sheets.rows import Row, Values, nested

_LONGEST_EVIDENCE = 36


def drafts(rows: list[Row], office: Office) -> Drafts:
    found = Drafts()
    keys: dict[int, object] = {}
    for row in rows:
        with_programme(row.values)
        keys[row.number] = row.values.get(("id",)) or _id(row)
    twice = {row.number: first for row, first in first_rows(rows, keys)}
    same_help = defaultdict(list)
    for handover in office.book.handovers.values():
        same_help[_help(handover)].append(handover.id)
    for row in rows:
        identity = keys[row.number]
        if row.number in twice:
            told = row.fault(("id",), "import-line-twice", found=identity, first=twice[row.number])
            found.faults.append(told)
            continue
        old = office.book.handovers.get(str(identity))
        flat = row.values | ({("id",): identity} if identity is not None else {})
        outcome = made(Handover, row, nested(flat, old), old)
        if isinstance(outcome, list):
            found.faults += outcome
            continue
        if not taken(found, outcome, row, str(identity)):
            continue
        if old is None and ("id",) not in row.values and (others := same_help[_help(outcome.record)]):
            found.faults.append(row.fault(("id",), "import-line-there", found=", ".join(others)))
            continue
        found.drafts.append(outcome)
        found.codes[row.number] = str(identity)
    return found


def with_programme(values: Values) -> None:
    """A line counts here unless it names another programme (plan IV.14)."""
    programme = values.get(("programme",))
    if programme is not None and programme != OWN_PROGRAMME:
        values["counted_here",] = False


def taken(found: Drafts, draft: Draft, row: Row, identity: str) -> bool:
    """Whether a line may stay among the drafts: one that is in the ledger with other content may not."""
    if draft.old is None or not draft.differs:
        return True
    first = draft.differences[0]
    told = row.fault(
        ("value_vnd",) if first.heading == "" else (), "import-line-fixed",
        found=identity, heading=first.heading or "–", before=first.before, after=first.after,
    )  # fmt: skip
    found.faults.append(told)
    return False


def _id(row: Row) -> str | None:
    values = row.values
    parts = [values.get((name,)) for name in ("evidence", "account", "form", "on")]
    if None in parts:
        return None
    evidence, account, form, on = parts
    return f"bb-{slug(str(evidence))[:_LONGEST_EVIDENCE].strip('-') or 'x'}-{account}-{form}-{on:%Y%m%d}"


def _help(handover: object) -> tuple[object, ...]:
    assert isinstance(handover, Handover)
    return handover.account, handover.on, handover.form, handover.kind, handover.value_vnd, handover.evidence
