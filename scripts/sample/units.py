"""The real administrative units of both epochs, from the fact files beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from nhandao.records.units import Units

FACTS = Path(__file__).with_name("facts")

# The statistics office, the province and the press spell these differently; people search for all of them.
ALIASES = {"25225": ("Đak Ơ", "Đăk Ơ", "Đắk Ơ"), "25399": ("Đak Nhau", "Đăk Nhau", "Đắk Nhau")}

BORDER_EPOCH = "2023"


def units(epoch: str) -> Units:
    """Units of an epoch as a record."""
    facts = yaml.safe_load((FACTS / f"{epoch}.yaml").read_text(encoding="utf-8"))
    return Units.model_validate(_old(facts) if epoch == "2023" else _new(facts))


def border_communes() -> tuple[str, ...]:
    """Codes of the 15 communes of 2023 on the border: the sample's stand-in for "many difficulties" (ambiguity A1)."""
    return tuple(commune.code for commune, _ in units(BORDER_EPOCH).all_communes() if commune.border)


def _old(facts: dict[str, Any]) -> dict[str, Any]:
    province = facts["province"]
    return {
        "epoch": "2023",
        "valid_from": facts["valid_from"],
        "valid_to": facts["valid_to"],
        "source": "Danh mục hành chính của Tổng cục Thống kê; Nghị quyết 570/NQ-UBTVQH15 (thị xã Chơn Thành)",
        "provinces": [{"code": province["code"], "name": province["name"], "valid_from": facts["valid_from"]}],
        "districts": [
            {
                "code": district["code"],
                "name": district["name"],
                "type": district["type"],
                "slug": district["slug"],
                "communes": [_commune(commune) for commune in district["communes"]],
            }
            for district in facts["districts"]
        ],
    }


def _new(facts: dict[str, Any]) -> dict[str, Any]:
    districts = {district.name: district.code for district in units("2023").districts}
    return {
        "epoch": "2025",
        "valid_from": facts["valid_from"],
        "source": "Nghị quyết 1662/NQ-UBTVQH15; Quyết định 19/2025/QĐ-TTg; Nghị quyết 30/2026/QH16 và 237/NQ-UBTVQH16",
        "provinces": [
            {"code": province["code"], "name": province["name"], "valid_from": province["valid_from"]}
            | ({"valid_to": province["valid_to"]} if "valid_to" in province else {})
            for province in facts["province"]
        ],
        "communes": [
            _commune(commune)
            | {
                "formed_from": [part["code"] for part in commune["formed_from"]],
                "former_districts": [districts[name] for name in commune["former_districts"]],
            }
            for commune in facts["communes"]
        ],
    }


def _commune(facts: dict[str, Any]) -> dict[str, Any]:
    commune: dict[str, Any] = {
        name: facts[name] for name in ("code", "name", "type", "slug", "border", "merged_into") if name in facts
    }
    if facts["code"] in ALIASES:
        commune["aliases"] = ALIASES[facts["code"]]
    if "renamed" in facts:
        change = facts["renamed"]
        commune["renamed"] = [{"on": change["from"], "name": change["name"], "type": change["type"]}]
    return commune
