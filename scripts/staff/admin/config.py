"""The form editor's configuration, generated from the record models: nothing of a form is typed twice.

Names and hints come from `records/field_labels.py`, names of codes from there and from `public/labels.py`, lists of
places from the campaign's own units. Only an empty field is checked in the browser; the rules are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nhandao.book.book import Book
from nhandao.records.field_labels import LABELS
from nhandao.records.lines import Programme
from scripts.staff.admin import roles
from scripts.staff.admin.choices import name_of
from scripts.staff.admin.forms import EDIT, is_money
from scripts.staff.admin.kinds import KINDS, Kind
from scripts.staff.admin.photos import MAX_UPLOAD
from scripts.staff.admin.roles import Editor
from scripts.staff.admin.texts import TEXTS

Field = dict[str, Any]
Schema = Mapping[str, Any]

_LONG_TEXT = 200
_LAST = set(Programme.model_fields)
"""Fields that are nearly always left as they are."""
_SUMMARIES = {
    "addresses": "{{code}} · {{display_name}} · {{title}}",
    "organisations": "{{name}} · {{id}}",
    "handovers": "{{on}} · {{account}} · {{id}}",
    "PeopleGroup": "{{fields.count}} × {{fields.age_band}}",
    "NeedItem": "{{fields.what}} · {{fields.quantity}} {{fields.unit}} × {{fields.unit_price_vnd}}",
    "Resurvey": "{{fields.on}}",
    "Consent": "{{fields.by}} · {{fields.on}} · {{fields.scopes}}",
    "PhotoFile": "{{fields.alt}}",
    "News": "{{fields.on}}",
    "Leader": "{{fields.position}}",
}


def configuration(editor: Editor, book: Book, base: str, next_code: str | None) -> dict[str, Any]:
    """What the form editor is told for one editor.

    Args:
        base: path the editor is served under, such as ``/admin``.
        next_code: code that is free now, for a new address.
    """
    forms = _Forms(editor, book, next_code)
    return {
        "backend": {"name": "proxy", "proxy_url": f"{base}/api/v1", "branch": "main"},
        "locale": editor.lang,
        "publish_mode": "editorial_workflow",
        "media_folder": "photos",
        "public_folder": "",
        "show_preview_links": True,
        "search": True,
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": False},
        "collections": [forms.collection(kind) for kind in KINDS],
    }


class _Forms:
    def __init__(self, editor: Editor, book: Book, next_code: str | None) -> None:
        self._lang = editor.lang
        self._editor = editor
        self._book = book
        self._next_code = next_code

    def collection(self, kind: Kind) -> dict[str, Any]:
        schema = kind.model.model_json_schema(by_alias=True)
        self._models: Mapping[str, Schema] = schema.get("$defs", {})
        made: dict[str, Any] = {
            "name": kind.collection,
            "label": self._say(f"admin-{kind.collection}"),
            "label_singular": self._say(f"admin-{kind.collection}-one"),
            "folder": kind.collection,
            "extension": "json",
            "format": "json",
            "slug": f"{{{{fields.{kind.identifier}}}}}",
            "identifier_field": kind.identifier,
            "summary": _SUMMARIES[kind.collection],
            "create": True,
            "delete": False,
            "fields": [
                {"name": EDIT, "label": EDIT, "widget": "hidden", "required": False},
                *self._fields(schema, True),
            ],
        }
        if kind.collection == "addresses":
            made |= {"media_folder": "/photos/{{fields.code}}", "public_folder": ""}
        return made

    def _fields(self, model: Schema, required: bool) -> list[Field]:
        """Fields of a model. Inside a part that may be left out nothing is required of the browser: it would ask for
        fields of a part that nobody began."""
        asked = set(model.get("required", ())) if required else set()
        fields = model["properties"]
        ordered = sorted(fields, key=lambda name: name in _LAST)  # a stable sort: the others stay as they are
        return [self._field(model["title"], name, fields[name], name in asked) for name in ordered]

    def _field(self, model: str, name: str, told: Schema, required: bool) -> Field:
        label = LABELS[model][name]
        field: Field = {"name": name, "label": label.text(self._lang), "required": required}
        if hint := label.hint(self._lang):
            field["hint"] = hint
        if isinstance(told.get("default"), str | bool):
            field["default"] = told["default"]
        if name == "epoch":
            field["default"] = self._book.campaign.epoch
        return field | self._widget(f"{model}.{name}", told, required)

    def _widget(self, key: str, told: Schema, required: bool) -> Field:
        told = self._told(told)
        name = key.rpartition(".")[2]
        if (places := self._places(key)) is not None:
            return {"widget": "select", "options": places}
        if "properties" in told:
            return {"widget": "object", "fields": self._fields(told, required), "collapsed": not required}
        if told["type"] == "array":
            return self._list(key, self._told(told["items"]))
        if "enum" in told:
            return {"widget": "select", "options": [self._option(key, code) for code in told["enum"]]}
        if key == "PhotoFile.file":
            limit = {"config": {"max_file_size": MAX_UPLOAD, "multiple": False}}
            return {"widget": "image", "choose_url": False, "media_library": limit}
        if told.get("format") == "date":
            return {"widget": "datetime", "date_format": "YYYY-MM-DD", "time_format": False, "default": ""}
        if told["type"] == "boolean":
            return {"widget": "boolean"}
        if told["type"] == "integer" and not is_money(name):
            limits = {"min": told.get("minimum", 0)} | ({"max": told["maximum"]} if "maximum" in told else {})
            return {"widget": "number", "value_type": "int"} | limits
        if told.get("maxLength", 0) > _LONG_TEXT:
            return {"widget": "text"}
        if key == "Address.code" and self._next_code is not None:
            return {"widget": "string", "default": self._next_code}
        return {"widget": "string"}

    def _list(self, key: str, item: Schema) -> Field:
        if "properties" in item:
            summary = _SUMMARIES.get(item["title"], "")
            return {
                "widget": "list",
                "fields": self._fields(item, True),
                "summary": summary,
                "minimize_collapsed": True,
            }
        if "enum" in item:
            return {"widget": "select", "multiple": True, "options": [self._option(key, code) for code in item["enum"]]}
        model, _, name = key.partition(".")
        one = {"name": "value", "label": LABELS[model][name].text(self._lang), "widget": "string"}
        return {"widget": "list", "field": one}

    def _told(self, told: Schema) -> Schema:
        """What a schema says of a value that is there."""
        for part in told.get("anyOf", ()):
            if part.get("type") != "null":
                return self._told(part)
        if "$ref" in told:
            return self._models[told["$ref"].rpartition("/")[2]]
        return told

    def _option(self, key: str, code: str) -> dict[str, str]:
        model, _, field = key.partition(".")
        return {"value": code, "label": name_of(model, field, code, self._lang)}

    def _places(self, key: str) -> list[dict[str, str]] | None:
        """Places and lists that can be chosen: communes in the editor's charge."""
        if key in ("Address.unit", "Organisation.unit"):
            return [
                {"value": code, "label": f"{place.name} ({epoch}/{code})"}
                for (epoch, code), place in self._book.places.items()
                if roles.has_place(self._editor, place)
            ]
        if key == "Organisation.district":
            return [
                {"value": district.code, "label": district.name}
                for units in self._book.units.values()
                for district in units.districts
            ]
        if key == "Priority.list":
            return [{"value": entry.id, "label": entry.name} for entry in self._book.campaign.priority_lists]
        return None

    def _say(self, code: str) -> str:
        return TEXTS[code][0 if self._lang == "vi" else 1]
