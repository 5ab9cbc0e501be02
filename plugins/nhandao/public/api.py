"""The open data interface, version 1: what its files are, their schemas, and its description as OpenAPI.

Its tables are those of a release (`release_tables`), at addresses that stay: a program that keeps a link has the newest
data. A release is for keeping and verifying, the interface for reading. What is in neither is said in `release_tables`.
An address has a file of its own, with its title and summary, only where its people agreed to `press`: what machines
copy, nobody can take back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from nhandao.public.release import Keep, table_json
from nhandao.public.release_fields import Field, Row, Table
from nhandao.public.release_guide import as_property, row_schema
from nhandao.public.release_tables import TABLES, ledger_part
from nhandao.public.views import AddressDetail, MonthLedger, PublicSite

VERSION = "v1"
LEDGER = "ledger"


class Change(NamedTuple):
    """What changed for those who use the interface."""

    number: str
    vi: str
    en: str


CHANGES: tuple[Change, ...] = (
    Change(
        "1.3.0",
        "Thêm bảng giấy ghi nhận của các tổ chức (certificates).",
        "A table of the certificates of organisations (certificates).",
    ),
    Change(
        "1.2.0",
        "Tổ chức có thêm đường dẫn lô gô.",
        "Organisations have the path of their logo.",
    ),
    Change(
        "1.1.0",
        "Tổ chức có thêm số lời hứa đã giữ, hết hạn mà chưa giữ đủ, và đang thực hiện.",
        "Organisations have counts of promises kept, lapsed and open.",
    ),
    Change(
        "1.0.0",
        "Bản đầu: mười bảng, sổ cái từng tháng, tệp riêng của địa chỉ đồng ý cho báo chí, lược đồ, OpenAPI, oEmbed.",
        "First version: ten tables, the ledger by month, a file for each address that agrees to press, schemas, "
        "OpenAPI, oEmbed.",
    ),
)
"""Newest first. Within v1 fields are only added; one that goes or changes its meaning makes v2, beside v1."""

WHOLE_TABLES: tuple[Table, ...] = tuple(table for table in TABLES if table.name != LEDGER)
"""Tables that are one file. The ledger, which grows for ever, is a file for each month."""

_BY_NAME = {table.name: table for table in TABLES}
_ADDRESS, _NEED, _LEDGER = _BY_NAME["addresses"], _BY_NAME["needs"], _BY_NAME[LEDGER]

ADDRESS_FIELDS: tuple[Field, ...] = (
    Field("code", "text", "mã địa chỉ", "code of the address"),
    Field("title", "text", "tên gọi trên trang", "title on the page, in Vietnamese"),
    Field("summary", "text", "tóm tắt", "summary, in Vietnamese"),
    Field("summary_en", "text", "tóm tắt bằng tiếng Anh", "summary in English", True),
    Field("url", "text", "trang của địa chỉ", "page of the address"),
    Field("embed_url", "text", "thẻ để nhúng", "card to embed"),
    Field("oembed_url", "text", "mô tả oEmbed của thẻ", "oEmbed description of the card", True),
)
"""Of an address with a file of its own, beside its row of the table and its needs."""


def file_of_table(name: str) -> str:
    return f"{name}.json"


def file_of_month(month: str) -> str:
    return f"{LEDGER}/{month}.json"


def file_of_address(code: str) -> str:
    return f"addresses/{code}.json"


def file_of_schema(name: str) -> str:
    return f"schema/{name}.schema.json"


INDEX, OPENAPI = "index.json", "openapi.json"


def month_document(site: PublicSite, month: MonthLedger, keep: Keep) -> bytes:
    """The ledger of one month, with the rows as the release writes them."""
    return table_json(_LEDGER._replace(parts=lambda _: (ledger_part(month),)), site, keep)


def rows_by_address(site: PublicSite) -> dict[str, tuple[Row, list[Row]]]:
    """The row and the needs of each address that agrees to press, by code."""
    agreed = site._replace(addresses=tuple(view for view in site.addresses if view.card.indexable))
    found: dict[str, tuple[Row, list[Row]]] = {str(row[0]): (row, []) for row in _ADDRESS.rows(agreed)}
    for row in _NEED.rows(agreed):
        found[str(row[0])][1].append(row)
    return found


def address_document(
    view: AddressDetail, row: Row, needs: list[Row], as_of: str, url: str, embed_url: str, oembed_url: str
) -> bytes:
    """The file of one address.

    Args:
        row, needs: as in the tables.
        url, embed_url, oembed_url: absolute; the last "" where there is none.
    """
    card = view.card
    values = (card.code, card.title, card.summary, view.english_summary or None, url, embed_url, oembed_url or None)
    document = {
        "as_of": as_of,
        **dict(zip((field.name for field in ADDRESS_FIELDS), values, strict=True)),
        "address": _named(_ADDRESS, row),
        "needs": [_named(_NEED, need) for need in needs],
    }
    return _text(document)


def address_schema() -> bytes:
    properties = {field.name: as_property(field) for field in ADDRESS_FIELDS}
    return _text(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "address",
            "description": "Một địa chỉ đồng ý cho báo chí / One address that agrees to press",
            "type": "object",
            "required": ["as_of", *properties, "address", "needs"],
            "properties": {
                "as_of": {"type": "string", "format": "date"},
                **properties,
                "address": row_schema(_ADDRESS),
                "needs": {"type": "array", "items": row_schema(_NEED)},
            },
        }
    )


def index_document(site: PublicSite, absolute: Callable[[str], str], home: str, documentation: str) -> bytes:
    """What there is: every table with its schema, every month of the ledger, every address with a file of its own.

    Args:
        absolute: address of a file of the interface.
        home, documentation: absolute addresses of the site and of the page that explains the interface.
    """
    return _text(
        {
            "version": CHANGES[0].number,
            "as_of": site.as_of.isoformat(),
            "society": site.society.name,
            "campaign": site.society.campaign,
            "notice": site.society.sample_notice,
            "url": home,
            "documentation": documentation,
            "openapi": absolute(OPENAPI),
            "tables": [
                {
                    "name": table.name,
                    "vi": table.vi,
                    "en": table.en,
                    "url": absolute(file_of_table(table.name)),
                    "schema": absolute(file_of_schema(table.name)),
                }
                for table in WHOLE_TABLES
            ],
            "ledger": [
                {"month": month.month, "lines": len(month.lines), "url": absolute(file_of_month(month.month))}
                for month in site.months
            ],
            "addresses": [
                {"code": view.card.code, "url": absolute(file_of_address(view.card.code))}
                for view in sorted(site.addresses, key=lambda view: view.card.code)
                if view.card.indexable
            ],
            "changes": [change._asdict() for change in CHANGES],
        }
    )


def openapi_document(server: str) -> bytes:
    """OpenAPI 3.1 of the interface; schemas stand beside it.

    Args:
        server: absolute address of the folder of the interface.
    """
    paths: dict[str, Any] = {f"/{INDEX}": _get("Danh mục / Index", None)}
    for table in WHOLE_TABLES:
        paths[f"/{file_of_table(table.name)}"] = _get(f"{table.vi} / {table.en}", table.name)
    ledger = _get(f"{_LEDGER.vi} / {_LEDGER.en}", LEDGER, "month", r"^\d{4}-\d{2}$")
    address = _get("Một địa chỉ đồng ý cho báo chí / One address that agrees to press", "address", "code", "^DC")
    paths[f"/{file_of_month('{month}')}"] = ledger
    paths[f"/{file_of_address('{code}')}"] = address
    return _text(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Nhân Đạo",
                "version": CHANGES[0].number,
                "description": "Dữ liệu công khai, chỉ đọc, không cần khoá. / Public data, read only, no key.",
            },
            "servers": [{"url": server}],
            "paths": paths,
        }
    )


def _get(summary: str, schema: str | None, parameter: str = "", pattern: str = "") -> dict[str, Any]:
    content: dict[str, Any] = {} if schema is None else {"schema": {"$ref": file_of_schema(schema)}}
    operation: dict[str, Any] = {
        "summary": summary,
        "responses": {"200": {"description": "OK", "content": {"application/json": content}}},
    }
    if parameter:
        operation["parameters"] = [
            {"name": parameter, "in": "path", "required": True, "schema": {"type": "string", "pattern": pattern}}
        ]
        operation["responses"]["404"] = {"description": "Không có / There is none"}
    if parameter == "code":
        operation["responses"]["410"] = {"description": "Đã gỡ theo yêu cầu / Taken down on request"}
    return {"get": operation}


def schema_names() -> Iterator[str]:
    """Of the tables; that of one address is `address_schema`."""
    return (table.name for table in TABLES)


def _named(table: Table, row: Row) -> dict[str, Any]:
    return dict(zip((field.name for field in table.fields), row, strict=True))


def _text(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
