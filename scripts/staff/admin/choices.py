"""Names of the codes in records, wherever they are kept: those that pages show, and those that only staff meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from nhandao.public import labels
from nhandao.records.field_labels import CHOICES
from nhandao.site.language import english
from scripts.folders import THEME

_SHOWN: Mapping[str, Mapping[str, str]] = {
    "PeopleGroup.age_band": labels.AGE_BANDS,
    "Address.categories": labels.CATEGORIES,
    "NeedItem.form": labels.FORMS,
    "Handover.form": labels.FORMS,
    "Address.regime": labels.REGIMES,
    "Finish.reason": labels.ENDED,
    "Organisation.kind": labels.ORGANISATIONS,
}


def name_of(model: str, field: str, code: str, lang: str) -> str:
    """What a code of a field is called; the code itself where it needs no other name."""
    key = f"{model}.{field}"
    if code in _SHOWN.get(key, {}):
        shown = _SHOWN[key][code]
        return shown if lang == "vi" else _english()(shown)
    names = CHOICES.get(key, {}).get(code)
    return names[0 if lang == "vi" else 1] if names is not None else code


@cache
def _english() -> Callable[[str], str]:
    return english(THEME).t
