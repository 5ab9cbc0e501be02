"""What goes with the tables of a release: JSON Schemas, the field guide in two languages, and how to verify."""

from __future__ import annotations

import json
from typing import Any

from nhandao.public.release_fields import Field, Kind, Table
from nhandao.public.release_figures import FORMULAS
from nhandao.public.release_tables import TABLES
from nhandao.public.small_cells import LEAST
from nhandao.public.views import PublicSite

_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "money": {"type": "integer"},
    "count": {"type": "integer", "minimum": 0},
    "share": {"type": "integer", "minimum": 0, "maximum": 100},
    "day": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "yes_no": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
    "band": {"type": "string", "pattern": rf"^(\d+|<{LEAST})$"},
    "range": {"type": "string", "pattern": rf"^(\d+|<{LEAST}|\d+\.\.\d+)$"},
    "per_cent": {"type": "string", "pattern": r"^\d+(\.\d+)?$"},
}
_KINDS: dict[Kind, tuple[str, str]] = {
    "text": ("chữ", "text"),
    "money": ("số nguyên đồng", "whole đồng"),
    "count": ("số nguyên", "whole number"),
    "share": ("phần trăm, làm tròn xuống", "per cent, rounded down"),
    "day": ("ngày năm-tháng-ngày", "day, year-month-day"),
    "yes_no": ("TRUE hoặc FALSE", "TRUE or FALSE"),
    "list": ("nhiều mục, cách nhau bằng “; ”", "several, joined by “; ”"),
    "band": (f"số nguyên, hoặc “<{LEAST}”", f"whole number, or “<{LEAST}”"),
    "range": (f"số nguyên, “<{LEAST}”, hoặc từ..đến", f"whole number, “<{LEAST}”, or from..to"),
    "per_cent": (
        "phần trăm, cắt bớt chứ không làm tròn, dấu chấm thập phân",
        "per cent, cut off and never rounded, decimal point",
    ),
}


def schema(table: Table) -> bytes:
    """JSON Schema (2020-12) of the JSON file of a table."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table.name,
        "description": f"{_about(table, 0)} / {_about(table, 1)}",
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "as_of", "rows"],
        "properties": {
            "table": {"const": table.name},
            "as_of": _TYPES["day"],
            "rows": {
                "type": "array",
                "items": row_schema(table),
            },
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _about(table: Table, at: int) -> str:
    """What a table is, "vi" at 0 and "en" at 1."""
    return f"{(table.vi, table.en)[at]} {(table.note_vi, table.note_en)[at]}".strip()


def row_schema(table: Table) -> dict[str, Any]:
    """JSON Schema of one row of a table."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in table.fields],
        "properties": {field.name: as_property(field) for field in table.fields},
    }


def as_property(field: Field) -> dict[str, Any]:
    """JSON Schema of one field, described in both languages."""
    described = _TYPES[field.kind] | {"description": f"{field.vi} / {field.en}"}
    return described | {"type": [described["type"], "null"]} if field.optional else described


def guide(lang: str) -> bytes:
    """The field guide as Markdown, "vi" or "en"."""
    at = 0 if lang == "vi" else 1
    lines = list(_HEAD[at])
    for table in TABLES:
        lines += ["", f"## {table.name}.csv, {table.name}.json", "", _about(table, at), "", *_TABLE_HEAD[at]]
        for field in table.fields:
            kind = _KINDS[field.kind][at] + (_MAY_BE_EMPTY[at] if field.optional else "")
            meaning = (field.vi, field.en)[at].replace("|", r"\|")
            lines.append(f"| `{field.name}` | {kind} | {meaning} |")
    lines += ["", *_FORMULAS_HEAD[at], ""]
    lines += [f"- `{name}`: {texts[at]}" for name, texts in FORMULAS.items()]
    lines += ["", *_THREESIXTY[at]]
    return ("\n".join(lines) + "\n").encode()


_TABLE_HEAD = (("| cột | kiểu | nghĩa |", "|---|---|---|"), ("| column | kind | meaning |", "|---|---|---|"))
_MAY_BE_EMPTY = (", có thể trống", ", may be empty")
_FORMULAS_HEAD = (("## Cách tính các con số trong figures.csv",), ("## How the figures of figures.csv are computed",))
_HEAD = (
    (
        "# Hướng dẫn các trường",
        "",
        "Tệp CSV mã hoá UTF-8, dòng đầu là tên cột. Ô chữ bắt đầu bằng = + - @ ' được thêm một dấu ' phía trước để bảng tính "
        "không chạy nó như công thức; bỏ đúng một dấu ' là có chữ gốc. Ô trống trong CSV là null trong JSON.",
        "",
        "Để không ai bị nhận ra, bản công bố không có: tên, câu chuyện và ảnh của địa chỉ, số người và tuổi, nơi ở dưới "
        "cấp xã, địa chỉ đã rút đồng ý (chỉ còn mã trong sổ cái). Trong bảng đếm, 1 và 2 "
        f"chỉ ghi “<{LEAST}”. Địa chỉ đã kết thúc chỉ ghi huyện.",
    ),
    (
        "# Field guide",
        "",
        "CSV files are UTF-8, the first line names the columns. A text that begins with = + - @ ' has one ' put before it, "
        "so that no spreadsheet runs it as a formula; take exactly one ' away to have the text. An empty cell is null in "
        "JSON.",
        "",
        "So that nobody can be told, a release has no names, stories and photos of addresses, no number and ages of "
        "people, no place below the commune, no address whose consent was withdrawn (of it the ledger keeps the code). In "
        f"tables of counts 1 and 2 are told as “<{LEAST}”. Of an address that has ended there is the district only.",
    ),
)
_THREESIXTY = (
    (
        "## 360giving.json",
        "",
        "Các lần trao, theo tên trường của chuẩn dữ liệu 360Giving. Mỗi lần trao (out, direct) chưa bị đảo lại là một "
        "“grant”; khoản cho mượn không tính. `id`, `recipient….id`: “nhandao-” và số tham chiếu hoặc mã địa chỉ; "
        "`amountAwarded`: số đồng còn lại sau các dòng đảo; `awardDate`: ngày trao; `recipientIndividual`: mã địa chỉ, không "
        "bao giờ là tên (tập thể: `recipientOrganization`); `beneficiaryLocation`: xã của địa chỉ đang có trang; "
        "`primaryGrantReason`, `grantPurpose`: theo danh mục mã của chuẩn, từ nhóm và hình thức trợ giúp; "
        "`secondaryGrantReason`: hoàn cảnh khó khăn; `grantProgramme`: cuộc vận động của năm.",
    ),
    (
        "## 360giving.json",
        "",
        "Handovers under the field names of the 360Giving Data Standard. Each handover (out, direct) that was not taken back is "
        "a grant; loans are not. `id`, `recipient….id`: “nhandao-” and the reference or the code of the address; "
        "`amountAwarded`: đồng left after lines that take back; `awardDate`: day of the handover; `recipientIndividual`: the "
        "code of the address, never a name (a collective: `recipientOrganization`); `beneficiaryLocation`: commune of an "
        "address that has a page; `primaryGrantReason`, `grantPurpose`: the standard's code lists, from category and form of "
        "help; `secondaryGrantReason`: hardship; `grantProgramme`: the campaign of the year.",
    ),
)  # fmt: skip


def readme(site: PublicSite) -> bytes:
    """What the release is, and how to verify it in three steps."""
    notice = f"\n{site.society.sample_notice} / Fictional sample data, nothing here is real.\n" if (
        site.society.sample_notice
    ) else ""  # fmt: skip
    return f"""{site.society.name}
{site.society.campaign}
Dữ liệu công khai đến ngày {site.as_of:%d/%m/%Y} / Public data up to {site.as_of.isoformat()}
{notice}
TỰ KIỂM TRA, KHÔNG CẦN MẠNG
1. Tải cả thư mục này về máy (có Python 3.8 trở lên).
2. Mở cửa sổ lệnh trong thư mục rồi chạy:  python3 verify.py
   Chương trình tính lại từ đầu mọi tổng số, thanh, chỉ tiêu và con số mà trang web nêu, và ghi “khớp” hoặc “lệch” cho từng số.
3. So dòng “Mã sổ cái để in” với mã đã in trên báo hoặc trên trang /so-cai/phat-hanh/.
Nếu có SHA256SUMS.sig hoặc SHA256SUMS.minisig, đó là chữ ký của Hội trên danh sách mã băm.
Nghĩa của từng cột: HUONG-DAN.md.

VERIFY IT YOURSELF, WITHOUT A NETWORK
1. Download this whole folder (Python 3.8 or later is needed).
2. Open a terminal in it and run:  python3 verify.py --lang en
   The program computes every total, bar, target and figure the site claims from the start, and says "khớp" (fits) or "lệch"
   (differs) for each.
3. Hold "Printed hash of the ledger" against the one in the newspaper or at /so-cai/phat-hanh/.
SHA256SUMS.sig or SHA256SUMS.minisig, where there is one, is the society's signature of the list of hashes.
What each column means: FIELD-GUIDE.md.
""".encode()
