"""The one canonical text of a record: fields in the order of the model, defaults left out, block style.

Hand edits and machine edits meet in this form, so that a difference in git is always a difference in fact.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from nhandao.records.record import Record

_QUOTED_ON = re.compile(r"(?m)^( *(?:- )*)'on': ")


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True  # the same value twice is written out twice: anchors are refused on reading


def _text(dumper: yaml.CSafeDumper, value: str) -> yaml.ScalarNode:
    # Prose as a block that reads like prose; anything a YAML reader would take for a number, day or yes/no in quotes.
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(tuple, yaml.CSafeDumper.represent_list)


def to_yaml(record: Record, schema: str = "") -> str:
    """Canonical YAML text of a record, ending with a line end.

    `schema`, a path from the file to its JSON Schema, goes into a first line that editors read.
    """
    values: dict[str, Any] = record.model_dump(by_alias=True, exclude_defaults=True)
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    text = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**31 - 1)
    # The library quotes the key `on` for readers that take it for "yes"; ours and the editors' do not.
    return head + _QUOTED_ON.sub(r"\1on: ", text)
