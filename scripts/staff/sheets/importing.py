"""From a file to what it would change: reading, drafts, the rules of `portal check`, and suggestions, all in one look.

Nothing is written here.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from nhandao.records.address import Address
from nhandao.records.canonical import NotARecord, canonical_text
from nhandao.records.lines import Handover
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from nhandao.records.record import Record, make
from scripts.staff.commit import Checkout
from scripts.staff.record_edit import Desk
from scripts.staff.sheets import address_rows, line_rows, organisation_rows, pledge_rows
from scripts.staff.sheets.columns import GIVEN
from scripts.staff.sheets.drafts import Difference, Draft, Drafts, Office, Status, fault_of
from scripts.staff.sheets.duplicates import Suggestion, suggestions
from scripts.staff.sheets.headings import Table
from scripts.staff.sheets.reading import Line
from scripts.staff.sheets.rows import Row, RowReader, nested, place_in_sheet
from scripts.staff.sheets.said import Fault, Said, letters, said

Hidden = Literal["take", "skip"]

_DRAFTS: Mapping[str, Callable[[list[Row], Office], Drafts]] = {
    "address": address_rows.drafts,
    "organisation": organisation_rows.drafts,
    "roll": organisation_rows.roll_drafts,
    "handover": line_rows.drafts,
    "pledge": pledge_rows.drafts,
}


@dataclass
class Import:
    """What a file comes to."""

    table: Table
    rows: int = 0
    """Rows that were read, examples and skipped ones left out."""
    faults: list[Fault] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    files: dict[str, bytes | None] = field(default_factory=dict)
    """New content by path below the data folder."""
    codes: dict[int, str] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.warning]

    @property
    def faulty_rows(self) -> int:
        return len({fault.row for fault in self.errors if fault.row > self.table.heading.number})

    def count(self, status: Status) -> int:
        """Rows that would be new, the same or changed and have no errors."""
        found: dict[int, Status] = {}
        faulty = {fault.row for fault in self.errors}
        for draft in self.drafts:
            for part in draft.parts:
                if part.row.number not in faulty:
                    before = found.get(part.row.number, "same")
                    found[part.row.number] = part.status if before == "same" else before
        return Counter(found.values())[status]

    @property
    def differences(self) -> list[Difference]:
        return [difference for draft in self.drafts for difference in draft.differences]


def look(table: Table, desk: Desk, checkout: Checkout, as_of: date, hidden: Hidden | None) -> Import:
    """What the rows of a table would change. Raises Stop when codes have run out."""
    found = Import(table, faults=list(table.faults))
    lines = _lines(table, found, hidden)
    found.rows = len(lines)
    found.faults += _unread(table, desk)
    if found.faults:
        return found  # with a column that is not understood every row would only tell the same again
    office = Office(desk, checkout, as_of)
    reader = RowReader(table, office.lookup, as_of)
    read = [reader.read(line) for line in lines]
    found.faults += [fault for row in read if row.faults for fault in (*row.faults, *_further(row, table))]
    made = _DRAFTS[table.kind.name]([row for row in read if not row.faults], office)
    found.faults += made.faults
    found.notes += made.notes
    found.codes = made.codes
    found.drafts = made.drafts
    for draft in made.drafts:
        if draft.differs:
            _write_out(draft, desk, found)
    found.faults += _judged(desk, found)
    if checkout.role is not None:
        found.faults += _approvals(made.drafts)
    found.suggestions = suggestions(made.drafts, office)
    found.faults = sorted(set(found.faults), key=lambda fault: (fault.row, fault.column))
    return found


_FOLDERS = {
    "address": "addresses/",
    "organisation": "organisations/",
    "roll": "organisations/",
    "handover": "handovers/",
    "pledge": "pledges/",
}


def _unread(table: Table, desk: Desk) -> list[Fault]:
    """Files of the same kind that cannot be read: a row may be one of them, and would make it a second time."""
    paths = [problem.path for problem in desk.errors if problem.path.startswith(_FOLDERS[table.kind.name])]
    broken = [path for path in paths if path.rsplit("/", 1)[-1].removesuffix(".yaml") in desk.book.broken]
    return [Fault(0, 0, "", said("import-unread", path=path)) for path in dict.fromkeys(broken)]


_MODELS: Mapping[str, type[Record]] = {"address": Address, "organisation": Organisation, "handover": Handover}


def _further(row: Row, table: Table) -> list[Fault]:
    """What else is wrong in a row with cells that cannot be read, so that people mend all of it at once."""
    model = _MODELS.get(table.kind.name)
    if model is None or table.kind.code in row.values:
        return []
    values = nested(row.values)
    made = make(model, values.values, "")
    told = {fault.column for fault in row.faults}
    given = {place[0] for place in GIVEN}
    problems = [problem for problem in made if problem.field[0] not in given] if isinstance(made, list) else []
    faults = [fault_of(row, place_in_sheet(values.places, problem.field), problem) for problem in problems]
    return [fault for fault in faults if fault.column not in told]


def _lines(table: Table, found: Import, hidden: Hidden | None) -> list[Line]:
    """The rows to read. Hidden ones and merged cells are never taken or left out without a word."""
    page = table.page
    rows = table.rows
    examples = sum(table.is_example(row) for row in page.lines if row.number > table.heading.number)
    if examples:
        found.notes.append(said("import-examples", count=examples))
    last = max((row.number for row in rows), default=table.heading.number)
    for block in page.merged:
        if block.last_row >= table.heading.number and block.first_row <= last:
            cells = f"{letters(block.first_column)}{block.first_row}:{letters(block.last_column)}{block.last_row}"
            found.faults.append(Fault(block.first_row, block.first_column, "", said("import-merged", cells=cells)))
    unseen = [row.number for row in rows if row.number in page.hidden_rows]
    columns = [number for number in table.columns if number in page.hidden_columns and _filled(rows, number)]
    if unseen or columns:
        words = {"rows": _ranges(unseen), "columns": ", ".join(map(letters, columns)) or "–"}
        if hidden is None:
            found.faults.append(Fault(0, 0, "", said("import-hidden", **words)))
        else:
            found.notes.append(said(f"import-hidden-{hidden}", **words))
    if hidden == "skip":
        for number in columns:
            del table.columns[number]
        rows = [row for row in rows if row.number not in page.hidden_rows]
    if not rows:
        found.faults.append(Fault(0, 0, "", said("import-no-rows", sheet=page.name)))
    return rows


def _filled(rows: list[Line], column: int) -> bool:
    return any(row.cell(column).value is not None for row in rows)


def _ranges(numbers: list[int]) -> str:
    """Rows as people write them: 4-7, 9."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts) or "–"


def _write_out(draft: Draft, desk: Desk, found: Import) -> None:
    """The canonical text of a record, with the comments its file has."""
    path = draft.path
    old = (desk.data / path).read_text(encoding="utf-8") if draft.old is not None else None
    try:
        text = canonical_text(type(draft.record), draft.record, old)
    except NotARecord as wrong:
        found.faults += [draft.fault(problem) for problem in wrong.problems]
        return
    found.files[path] = unicodedata.normalize("NFC", text).encode()


def _judged(desk: Desk, found: Import) -> list[Fault]:
    """What `portal check` would say of the data with these files, at the rows it comes from."""
    by_path = {draft.path: draft for draft in found.drafts}
    faults = []
    for problem in desk.judge(found.files) if found.files else ():
        draft = by_path.get(problem.path)
        faults.append(draft.fault(problem) if draft is not None else _elsewhere(problem))
    return faults


def _elsewhere(problem: Problem) -> Fault:
    """A problem that the change makes in a file that is not of this sheet."""
    return Fault(0, 0, f"{problem.path} {problem.field_text}".strip(), problem)


def _approvals(drafts: list[Draft]) -> list[Fault]:
    """Where people have roles nobody approves what they drafted themselves: `portal approve` asks another person."""
    told = said("import-approval")
    found = []
    for draft in drafts:
        before = getattr(draft.old, "approved", None)
        if getattr(draft.record, "approved", None) != before:
            column, heading = draft.parts[0].row.where(("approved",))
            found.append(Fault(draft.parts[0].row.number, column, heading, told))
    return found
