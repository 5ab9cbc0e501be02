"""Every field that people write has a name in both languages, and every code of the forms too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from nhandao.records.address import Address
from nhandao.records.field_labels import CHOICES, LABELS
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.record import Record


def models_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_in(field.annotation)
    for inner in get_args(annotation):
        yield from models_in(inner)


MODELS = {
    model.__name__: model for root in (Address, Organisation, Pledge, Receipt, Handover) for model in models_in(root)
}


@pytest.mark.parametrize("name", MODELS)
def test_every_field_has_a_name_in_both_languages_and_no_name_is_left_over(name: str) -> None:
    assert set(LABELS[name]) == set(MODELS[name].model_fields)
    for label in LABELS[name].values():
        assert label.vi
        assert label.en
        assert bool(label.hint_vi) == bool(label.hint_en)


def test_no_model_is_named_that_there_is_not() -> None:
    assert set(LABELS) == set(MODELS)


@pytest.mark.parametrize("name", CHOICES)
def test_every_code_of_a_list_has_a_name(name: str) -> None:
    model, field = name.split(".")
    annotation: Any = MODELS[model].model_fields[field].annotation
    codes: set[str] = set()
    parts = [annotation]
    while parts:
        part = parts.pop()
        inner = get_args(part)
        codes |= {value for value in inner if isinstance(value, str)}
        parts += [value for value in inner if not isinstance(value, str)]
    assert set(CHOICES[name]) == codes
