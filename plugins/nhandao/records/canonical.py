"""The one canonical text of a record: fields in the order of the model, defaults left out, block style.

Hand edits and machine edits meet in this form, so that a difference in git is always a difference in fact. Whatever
writes a record file (commands, the form editor, imports) does so through `canonical_text`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import yaml

from nhandao.records import text as yaml_text
from nhandao.records.address import Address
from nhandao.records.allotment import Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.comments import without_comments_lost
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.problem import Problem
from nhandao.records.record import Record, make
from nhandao.records.submission import Submission
from nhandao.records.units import Units

SCHEMAS: Mapping[type[Record], str] = {
    Address: "../../schema/address.json",
    Allotment: "../schema/target.json",
    Campaign: "schema/campaign.json",
    Drive: "../schema/drive.json",
    Handover: "../../../../schema/handover.json",
    Organisation: "../../schema/organisation.json",
    Pledge: "../../../schema/pledge.json",
    Receipt: "../../../../schema/receipt.json",
    Submission: "../../schema/submission.json",
    Units: "../schema/units.json",
}
"""Path from the file of each record to its JSON Schema. The first line of the file tells it to editors."""

_EDITORS = "# yaml-language-server:"
GUIDANCE = "#?"
"""Comments that start so guide whoever fills in a new file (`portal new`); a whole record goes without them."""


class NotARecord(ValueError):
    """Values that make no record that could be read again from its file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{problem.field_text}: {problem.message('en')}" for problem in problems))


_ON = "".join(("o", "n"))
"""The field name `on`, known from the text "on" by being this very object: as a name it is never quoted, though some
YAML readers take it for "yes"; ours and the editors' do not."""


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True  # the same value twice is written out twice: anchors are refused on reading

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return "tag:yaml.org,2002:str" if value is _ON else super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]


def _text(dumper: yaml.CSafeDumper, value: str) -> yaml.ScalarNode:
    # Prose as a block that reads like prose; anything a YAML reader would take for a number, day or yes/no in quotes.
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(tuple, yaml.CSafeDumper.represent_list)


def to_yaml(record: Record, schema: str = "") -> str:
    """Canonical YAML text of a record without comments, ending with a line end.

    `schema`, a path from the file to its JSON Schema, goes into a first line that editors read.
    """
    values = _with_plain_names(record.model_dump(by_alias=True, exclude_defaults=True))
    head = f"{_EDITORS} $schema={schema}\n" if schema else ""
    return head + yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**31 - 1)


def canonical_text(record_model: type[Record], values: Mapping[str, Any] | Record, old_text: str | None = None) -> str:
    """The canonical text of a record's file: what every program that writes records writes.

    Args:
        record_model: kind of the record.
        values: its fields, as texts (from a file or form) or typed, under the names they have in files; or the record.
        old_text: what the file holds so far; its comments are kept at the values they belong to, but for the line for
            editors, which is written anew, and guidance.

    Returns:
        Text in NFC, with the line for editors first, ending with a line end. The same values and comments give the
        same text, whatever the order and style of the old one.

    Raises:
        NotARecord: the values are no record of this kind, or hold something no file may (a hidden character).
        yaml.YAMLError: `old_text` is no YAML.
    """
    record = values if isinstance(values, Record) else make(record_model, _composed(values), "")
    if isinstance(record, list):
        raise NotARecord(record)
    text = unicodedata.normalize("NFC", to_yaml(record))
    if old_text is not None:
        text = without_comments_lost(unicodedata.normalize("NFC", old_text), text, (_EDITORS, GUIDANCE))
    text = f"{_EDITORS} $schema={SCHEMAS[record_model]}\n" + text
    read = yaml_text.decode(text.encode(), "")
    again = read if isinstance(read, Problem) else yaml_text.parse(read, "")
    if isinstance(again, Problem):
        raise NotARecord([again])
    made = make(record_model, again, "")
    if isinstance(made, list):
        raise NotARecord(made)
    return text


def _with_plain_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {_ON if name == "on" else name: _with_plain_names(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_plain_names(part) for part in value]
    return value


def _composed(value: Any) -> Any:
    """The same values with every text in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {name: _composed(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_composed(part) for part in value)
    return value
