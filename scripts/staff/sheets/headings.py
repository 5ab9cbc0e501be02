"""Where the table of a file begins and which column is which, wherever the heading stands and in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from scripts.messages import Stop
from scripts.staff.sheets.columns import GIVEN, KIND_OF, KINDS, Column, Kind
from scripts.staff.sheets.reading import Line, Page
from scripts.staff.sheets.said import Fault, letters, said
from scripts.staff.sheets.values import clean, plain

NUMBERING, FAULTS = "STT", "Lỗi"
"""Columns of ours that hold nothing of a record: the first of a template, the last of an annotated copy."""

_OURS = frozenset([plain(NUMBERING), "tt", "so thu tu", "no", plain(FAULTS)])
_EXAMPLE = re.compile(r"vi du.*|mau|example")
_SEARCHED = 20
"""Rows in which a heading is looked for: offices put the name of the body and a title above it."""
_LEAST_RECOGNISED = 3

_PERSONAL = re.compile(
    r"\b(ho va ten|ho ten|ten day du|ho dem|so dien thoai|dien thoai|sdt|di dong|cccd|cmnd|can cuoc|chung minh nhan dan"
    r"|so dinh danh|ho chieu|dia chi nha|dia chi thuong tru|dia chi tam tru|dia chi cu the|dia chi chi tiet|so nha"
    r"|noi o|cho o|ngay sinh|nam sinh|ngay thang nam sinh|so tai khoan|stk|e ?mail|thu dien tu|toa do|gps|facebook|zalo"
    r"|the bhyt|so bhyt|so the bao hiem|benh an)\b"
)
"""Headings of what may never be in the data, whose repository the public can read (plan of data, Law 91/2025)."""


class Table(NamedTuple):
    """A page whose heading is understood."""

    page: Page
    kind: Kind
    heading: Line
    columns: dict[int, Column]
    """By number of the column, from 1."""
    numbering: int
    """Number of the column that marks examples; 0 if there is none."""
    faults: list[Fault]
    """What is wrong with the heading."""

    @property
    def rows(self) -> list[Line]:
        """The rows of the table that hold something, without examples."""
        below = (row for row in self.page.lines if row.number > self.heading.number)
        return [row for row in below if not self.is_example(row) and self.holds_something(row)]

    def is_example(self, row: Line) -> bool:
        return bool(self.numbering and _EXAMPLE.fullmatch(plain(clean(row.cell(self.numbering).value))))

    def holds_something(self, row: Line) -> bool:
        return any(row.cell(column).value is not None for column in self.columns)


def find(pages: Sequence[Page], kind: str | None, sheet: str | None) -> Table:
    """The one table of a file. Raises Stop with the names to choose from when there is none, or several."""
    chosen = list(pages)
    if sheet is not None:
        chosen = [page for page in pages if plain(page.name) == plain(sheet)]
        if not chosen:
            raise Stop(1, "import-no-sheet", found=sheet, sheets=", ".join(f"“{page.name}”" for page in pages))
    elif shown := [page for page in pages if not page.hidden]:
        chosen = shown
    long = [page for page in chosen if page.too_long]
    chosen = [page for page in chosen if not page.too_long]
    kinds = [KIND_OF[kind]] if kind is not None else KINDS
    found = [(score, page, known, row) for page in chosen for known in kinds for score, row in [_best(page, known)]]
    best = max((score for score, *_ in found), default=0)
    if best < _LEAST_RECOGNISED and long:
        raise Stop(1, "import-too-long", sheet=long[0].name)
    if best < _LEAST_RECOGNISED:
        raise Stop(1, "import-no-heading", rows=_SEARCHED, kinds="\n".join(map(_summary, kinds)))
    # CSV gives the same page once for each way of parting: the way that shows most headings is right.
    good = [entry for entry in found if entry[0] >= _LEAST_RECOGNISED]
    names = list(dict.fromkeys(page.name for _, page, _, _ in good))
    if len(names) > 1 and sheet is None:
        raise Stop(1, "import-which-sheet", sheets=", ".join(f"“{name}”" for name in names))
    top = [entry for entry in good if entry[0] == best]
    if len({known.name for _, _, known, _ in top}) > 1:
        raise Stop(1, "import-which-kind", kinds=", ".join(f"{known.name} ({known.title})" for _, _, known, _ in top))
    _, page, known, row = top[0]
    assert row is not None
    return _table(page, known, row)


def _summary(kind: Kind) -> str:
    return f"  {kind.name}: " + "; ".join(
        column.heading for column in kind.columns if column.required and column.place not in GIVEN
    )


def _by_name(kind: Kind) -> dict[str, Column]:
    return {name: column for column in kind.columns for name in column.names}


def heading_of(value: object) -> str:
    """A heading as it is compared: without marks, case, and the star of a column that must be filled in."""
    return plain(clean(value) if isinstance(value, str) else "")


def _best(page: Page, kind: Kind) -> tuple[int, Line | None]:
    known = _by_name(kind)
    best: tuple[int, Line | None] = (0, None)
    for row in page.lines[:_SEARCHED]:
        if row.number > _SEARCHED:
            break
        score = len({heading_of(cell.value) for cell in row.cells} & known.keys())
        if score > best[0]:
            best = score, row
    return best


def _table(page: Page, kind: Kind, heading: Line) -> Table:
    known = _by_name(kind)
    columns: dict[int, Column] = {}
    numbering = 0
    faults: list[Fault] = []
    for number, cell in enumerate(heading.cells, 1):
        written, name = clean(cell.value), heading_of(cell.value)
        if not name:
            continue
        column = known.get(name)
        if column is not None and column in columns.values():
            first = next(letters(place) for place, taken in columns.items() if taken is column)
            faults.append(Fault(heading.number, number, written, said("import-heading-twice", first=first)))
        elif column is not None:
            columns[number] = column
        elif name in _OURS:
            numbering = numbering or (number if name != plain(FAULTS) else 0)
        elif match := _PERSONAL.search(name):
            faults.append(Fault(heading.number, number, written, said("import-personal", what=match[0])))
        else:
            hint = _near(name, kind.columns)
            faults.append(
                Fault(heading.number, number, written, said("import-unknown-column", found=written, hint=hint))
            )
    faults += _content_without_heading(page, heading, columns)
    present = {column.place for column in columns.values()}
    missing = [c for c in kind.columns if c.required and c.place not in present and c.place not in GIVEN]
    if missing and kind.code not in present:  # a sheet that changes known records needs their codes only
        told = said("import-columns-missing", columns="; ".join(column.heading for column in missing))
        faults.append(Fault(heading.number, 0, "", told))
    return Table(page, kind, heading, columns, numbering, faults)


def _content_without_heading(page: Page, heading: Line, columns: dict[int, Column]) -> Iterable[Fault]:
    named = {number for number, cell in enumerate(heading.cells, 1) if heading_of(cell.value)}
    seen: set[int] = set()
    for row in page.lines:
        if row.number <= heading.number:
            continue
        for number, cell in enumerate(row.cells, 1):
            if cell.value is not None and number not in named and number not in seen:
                seen.add(number)
                yield Fault(row.number, number, "", said("import-no-column-name", column=letters(number)))


def _near(name: str, columns: Iterable[Column]) -> str:
    headings = {plain(column.heading): column.heading for column in columns}
    near = get_close_matches(name, headings, 1, 0.7)
    return headings[near[0]] if near else ""
