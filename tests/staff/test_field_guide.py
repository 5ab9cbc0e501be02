"""The handbook's chapter on fields says of every field what the models say."""

from __future__ import annotations

import re

from scripts.schema import MODELS
from scripts.staff.field_guide import guide
from scripts.staff.field_guide_texts import CODES, FILES, PARTS, PATTERNS
from scripts.staff.field_texts import FIELDS


def shapes() -> dict[str, dict[str, object]]:
    """Every model and every part of one, by name, as JSON Schema."""
    found = {}
    for model in MODELS.values():
        schema = model.model_json_schema()
        found |= schema.get("$defs", {}) | {model.__name__: schema}
    return found


def test_every_field_of_every_record_is_told_and_no_other() -> None:
    sections = re.split(r"(?m)^##+ .* \{: #(\S+) \}$", guide())
    told = {sections[at]: re.findall(r"(?m)^`(\w+)` – \S", sections[at + 1]) for at in range(1, len(sections), 2)}
    wanted = {
        ({model.__name__: key for key, model in MODELS.items()}.get(name) or name.lower()): list(
            shape.get("properties", {})  # type: ignore[attr-defined]
        )
        for name, shape in shapes().items()
    }
    assert told == wanted
    assert sum(len(fields) for fields in told.values()) > 200


def test_no_words_are_left_of_fields_that_are_gone() -> None:
    known = shapes()
    fields = {name: set(shape.get("properties", {})) for name, shape in known.items()}  # type: ignore[call-overload]
    assert [name for name, texts in FIELDS.items() if not texts.keys() <= fields.get(name, set())] == []
    assert set(FILES) == set(MODELS)
    assert set(PARTS) <= set(known)
    assert [key for key in CODES if key.partition(".")[2] not in fields.get(key.partition(".")[0], set())] == []
    everything = str(known)
    assert [pattern for pattern in PATTERNS if repr(pattern)[1:-1] not in everything] == []


def test_every_link_leads_to_a_heading_of_the_chapter() -> None:
    text = guide()
    headings = set(re.findall(r"\{: #(\S+) \}", text))
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert links
    assert links <= headings
