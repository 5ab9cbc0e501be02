"""Administrative units by epoch: province, districts, communes, and how they were merged.

A unit code means something only together with its epoch: 22 of the 40 codes in force since 1 July 2025 had another
meaning before (Resolution 1662/NQ-UBTVQH15). Everywhere a commune is therefore named by (epoch, code).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from nhandao.records.record import Day, Line, Record, Slug, YesNo
from nhandao.records.vietnamese import fold

Epoch = Literal["2023", "2025"]
CommuneCode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
DistrictCode = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
ProvinceCode = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
CommuneType = Literal["xa", "phuong", "thi_tran"]
DistrictType = Literal["huyen", "thi_xa", "thanh_pho"]


class Renaming(Record):
    """The same unit under another name or type from a day on, without a new epoch."""

    on: Day
    name: Line
    type: CommuneType


class Commune(Record):
    code: CommuneCode
    name: Line
    type: CommuneType
    slug: Slug
    border: YesNo = False
    aliases: tuple[Line, ...] = ()
    merged_into: CommuneCode | None = None
    """Commune of the next epoch that took it over whole."""
    formed_from: tuple[CommuneCode, ...] = ()
    """Communes of the epoch before."""
    former_districts: tuple[DistrictCode, ...] = ()
    """Districts (of the epoch before) it lies in, since districts were abolished."""
    renamed: tuple[Renaming, ...] = ()


class District(Record):
    code: DistrictCode
    name: Line
    type: DistrictType
    slug: Slug
    communes: tuple[Commune, ...]


class Province(Record):
    code: ProvinceCode
    name: Line
    valid_from: Day
    valid_to: Day | None = None


class Units(Record):
    """All units of one epoch (`units/<epoch>.yaml`). Communes stand under districts while those existed."""

    epoch: Epoch
    valid_from: Day
    valid_to: Day | None = None
    source: Line
    provinces: tuple[Province, ...]
    districts: tuple[District, ...] = ()
    communes: tuple[Commune, ...] = ()

    def all_communes(self) -> tuple[tuple[Commune, District | None], ...]:
        """Every commune with its district, in file order; the district is ``None`` since districts were abolished."""
        nested = tuple((commune, district) for district in self.districts for commune in district.communes)
        return nested + tuple((commune, None) for commune in self.communes)


def display_names(units: Units) -> dict[str, str]:
    """Name of each commune (by code) that cannot be taken for another of the same epoch.

    Eight short names of 2023 occur twice, some of them as commune and town of one district; Lộc Thành and Lộc Thạnh
    differ only by a tone mark. A repeated name gets its district's name: "Xã Tân Thành (Thành phố Đồng Xoài)".
    """
    shorts: dict[str, int] = {}
    for commune, _ in units.all_communes():
        short = fold(short_name(commune.name))
        shorts[short] = shorts.get(short, 0) + 1
    names = {}
    for commune, district in units.all_communes():
        repeated = shorts[fold(short_name(commune.name))] > 1
        where = district.name if district else ""
        names[commune.code] = f"{commune.name} ({where})" if repeated and where else commune.name
    return names


def short_name(name: str) -> str:
    """ "Thị trấn Thanh Bình" without its type: "Thanh Bình"."""
    for kind in ("Xã ", "Phường ", "Thị trấn ", "Huyện ", "Thị xã ", "Thành phố ", "Tỉnh "):
        name = name.removeprefix(kind)
    return name
