"""Which column of a bank's statement says what: the templates of `statement_banks.toml`, or of a file like it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator

from nhandao.records.record import Line, Record, Slug
from nhandao.records.vietnamese import fold
from scripts.callback.statement_table import Row, Table

READY = Path(__file__).with_name("statement_banks.toml")
_LAST_HEADING = 60
"""Rows in which the heading is looked for: statements begin with the bank's letter head."""

Headings = tuple[Line, ...]


class Columns(Record):
    day: Annotated[Headings, Field(min_length=1)]
    text: Annotated[Headings, Field(min_length=1)]
    reference: Headings = ()
    credit: Headings = ()
    debit: Headings = ()
    amount: Headings = ()
    balance: Headings = ()

    @model_validator(mode="after")
    def _has_one_way_to_tell_amounts(self) -> Columns:
        if bool(self.credit) == bool(self.amount) or (self.debit and self.amount):
            raise ValueError("columns: either credit (and debit), or amount with a sign")
        return self


class Template(Record):
    """How the statements of one bank look."""

    name: Slug
    title: Line
    bin: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] | None = None
    day: Literal["DD/MM/YYYY", "YYYY-MM-DD", "DD-MM-YYYY"] = "DD/MM/YYYY"
    columns: Columns
    reference_in_text: Annotated[str, StringConstraints(max_length=100)] | None = None

    @field_validator("reference_in_text")
    @classmethod
    def _is_a_pattern_with_a_group(cls, pattern: str | None) -> str | None:
        try:
            if pattern is not None and re.compile(pattern).groups != 1:
                raise ValueError("reference_in_text: a pattern with one group")
        except re.error as error:
            raise ValueError("reference_in_text: a pattern with one group") from error
        return pattern


class Found(NamedTuple):
    """A heading in a table, and the columns under it by name."""

    template: Template
    row: int
    at: dict[str, int]


def templates(path: Path = READY) -> tuple[Template, ...]:
    """The templates of a file. Raises ValueError with what is wrong in it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found = tuple(Template.model_validate(one) for one in told.get("bank", ()))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{path.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if len({one.name for one in found}) != len(found):
        raise ValueError(f"{path.name}: a name stands twice")
    return found


def find(table: Table, template: Template) -> Found | None:
    """The first row that has every column of a template, each once."""
    for place, row in enumerate(table.rows[:_LAST_HEADING]):
        if (at := _columns(row, template)) is not None:
            return Found(template, place, at)
    return None


def plain(heading: object) -> str:
    """A heading for comparison: ``Ngày GD/\\nTNX Date`` becomes ``ngay gd tnx date``."""
    return re.sub(r"[^a-z0-9]+", " ", fold(heading)).strip() if isinstance(heading, str) else ""


def _columns(row: Row, template: Template) -> dict[str, int] | None:
    headings = [plain(cell) for cell in row]
    at: dict[str, int] = {}
    for name in type(template.columns).model_fields:
        wanted = {plain(one) for one in getattr(template.columns, name)}
        places = [place for place, heading in enumerate(headings) if heading in wanted]
        if len(places) > 1:
            return None
        if places:
            at[name] = places[0]
        elif wanted and name != "balance":
            return None
    return at
