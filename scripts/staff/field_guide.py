"""The chapter of the handbook that lists every field of every record, made from the models.

Names come from `records/field_labels.py`, sentences from `field_texts.py`, what may be written there from the JSON
Schema of the model: nothing is typed twice, and a new field without words fails a test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nhandao.records.field_labels import LABELS
from nhandao.records.vietnamese import fold
from scripts.schema import MODELS
from scripts.staff.admin.choices import name_of
from scripts.staff.field_guide_texts import CODES, FILES, HEAD, PARTS, PATTERNS
from scripts.staff.field_texts import FIELDS

FILE = "pages/so-tay/30-tung-truong.md"
"""Place of the chapter below `content/`."""


_PLACE = re.compile(r"(?<!`)[\w/]*<\w+>[\w/<>.]*")
"""A place such as "photos/<mã>/" in a sentence: a browser would take it for a tag."""


def guide() -> str:
    """The chapter in Markdown, the same for the same models."""
    lines = [HEAD]
    told: set[str] = set()  # parts of records that were described
    for name, (heading, path, what) in FILES.items():
        schema = MODELS[name].model_json_schema()
        lines += ["", f"## {heading} {{: #{name} }}", "", f"`data/{path}`: {what}", ""]
        lines += _entries(MODELS[name].__name__, schema)
        for part in _parts_of(schema, schema.get("$defs", {})):
            if part not in told:
                told.add(part)
                lines += ["", f"### {PARTS[part]} {{: #{part.lower()} }}", ""]
                lines += _entries(part, schema["$defs"][part])
    return "\n".join(lines).rstrip() + "\n"


def _parts_of(shape: Any, definitions: Mapping[str, Any]) -> Iterator[str]:
    """Names of the parts a shape is made of, each followed by its own, in the order of the fields."""
    if isinstance(shape, list):
        for one in shape:
            yield from _parts_of(one, definitions)
    elif isinstance(shape, dict):
        if "$ref" in shape:
            name = shape["$ref"].rpartition("/")[2]
            yield name
            yield from _parts_of(definitions[name], definitions)
        for key, one in shape.items():
            if key != "$defs":
                yield from _parts_of(one, definitions)


def _entries(model: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """A term and its description for each field; lists of terms read well on a phone, where a table would not."""
    required = schema.get("required", [])
    for field, shape in schema.get("properties", {}).items():
        how = [_shape(model, field, shape)]
        if field in required:
            how.append("**bắt buộc**")
        elif shape.get("default") not in (None, [], "") and not isinstance(shape["default"], dict):
            how.append(f"để trống là `{_written(shape['default'])}`")
        sentence = _PLACE.sub(r"`\g<0>`", meaning(model, field))
        yield f"`{field}` – {sentence}"
        yield f":   {'; '.join(how)}."
        yield ""
        if named := _named_codes(model, field, shape):
            yield from (f"    - `{code}`: {name}" for code, name in named.items())
            yield ""


def meaning(model: str, field: str) -> str:
    """What a field is, in Vietnamese. Raises LookupError for one without words."""
    sentence = FIELDS.get(model, {}).get(field, "")
    label = LABELS.get(model, {}).get(field)
    if label is None:
        if not sentence:
            raise LookupError(f"{model}.{field}")
        return sentence
    more = sentence or label.hint_vi
    if fold(more).startswith(fold(label.vi)):
        return more
    return f"{label.vi}. {more}" if more else label.vi


def _named_codes(model: str, field: str, shape: Mapping[str, Any]) -> dict[str, str]:
    """The values a field takes that have a name of their own."""
    own = CODES.get(f"{model}.{field}", {})
    named = {code: own.get(code) or name_of(model, field, code, "vi") for code in _codes(shape)}
    return {code: name for code, name in named.items() if name != code}


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def _shape(model: str, field: str, shape: Mapping[str, Any]) -> str:
    """How a value is written, in words."""
    if "anyOf" in shape:
        (shape,) = [part for part in shape["anyOf"] if part.get("type") != "null"]
    if "allOf" in shape:
        (shape,) = shape["allOf"]
    if "$ref" in shape:
        return _link(shape["$ref"])
    if _named_codes(model, field, shape):
        several = shape.get("type") == "array"
        return "danh sách các giá trị dưới đây" if several else "một trong các giá trị dưới đây"
    if "enum" in shape or "const" in shape:
        codes = ", ".join(f"`{code}`" for code in _codes(shape))
        return f"một trong: {codes}" if "enum" in shape else f"luôn là {codes}"
    match shape.get("type"):
        case "array":
            items = shape.get("items") or (shape.get("prefixItems") or [{}])[0]
            most = shape.get("maxItems")
            return f"danh sách; mỗi mục: {_shape(model, field, items)}" + (f"; không quá {most} mục" if most else "")
        case "boolean":
            return "`true` hoặc `false`"
        case "integer":
            unit = "số tiền, đồng, chỉ chữ số" if shape.get("title") == "đồng" else "số nguyên"
            ends = [f"{word} {shape[end]}" for end, word in (("minimum", "từ"), ("maximum", "đến")) if shape.get(end)]
            return " ".join([unit, *ends])
        case "string" if shape.get("format") == "date":
            return "ngày, như `2023-10-31`"
        case "string":
            return _string(shape)
    raise LookupError(f"{model}.{field}: {shape}")


def _string(shape: Mapping[str, Any]) -> str:
    least, most = shape.get("minLength", 0), shape.get("maxLength")
    words = PATTERNS[shape["pattern"]] if "pattern" in shape else "chữ" if most and most <= 300 else "đoạn văn"
    if least > 1 and most:
        return f"{words}, {least} đến {most} ký tự"
    return f"{words}, không quá {most} ký tự" if most else words


def _link(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{PARTS[name]}](#{name.lower()})"


def _codes(shape: Mapping[str, Any]) -> list[str]:
    """The values a field takes, where they are listed."""
    if "const" in shape:
        return [str(shape["const"])]
    found = [str(code) for code in shape.get("enum", ())]
    for part in shape.get("anyOf", ()):
        found += _codes(part)
    return found or (_codes(shape["items"]) if isinstance(shape.get("items"), dict) else [])
