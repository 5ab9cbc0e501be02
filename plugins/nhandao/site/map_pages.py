"""The map of addresses: a list of places, and a picture with one tile for each commune in the block of its district.

Boundaries with a licence that clearly allows their use could not be had, so no shape is drawn: districts stand roughly
where they lie, communes inside one in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from textwrap import wrap

from nhandao.public.small_cells import LEAST
from nhandao.public.views import Area, AreaGroup, EpochAreas
from nhandao.site import urls
from nhandao.site.contexts import Block, MapPage, Tile, TileMap
from nhandao.site.frame import ADDRESSES_CRUMB, HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

HEADING = "Bản đồ địa chỉ"

PLACES = {
    "692": (0, 0), "693": (1, 0), "691": (2, 0),  # Lộc Ninh, Bù Đốp, Bù Gia Mập
    "690": (0, 1), "688": (1, 1),                 # Bình Long, Phước Long
    "694": (0, 2), "698": (1, 2), "696": (2, 2),  # Hớn Quản, Phú Riềng, Bù Đăng
    "697": (0, 3), "689": (1, 3), "695": (2, 3),  # Chơn Thành, Đồng Xoài, Đồng Phú
}  # fmt: skip
"""Column and row of each district of Bình Phước, from the north-west. Codes are those of the statistics office, which
no two provinces share; a district that is not here gets a place below."""

FEW = LEAST
"""Fewer addresses than this are all called few, so that a tile never points at one household."""

# Lengths in px on a screen 360 px wide, where the picture is as wide as the text.
_COLUMNS = 3
_BLOCK, _BETWEEN, _GAP = 104.0, 7.0, 2.0  # width of a block, space between two, space between tiles
_NAME, _BELOW = 21.0, 13.0  # height of a district's name, space below a row of blocks
_NARROW, _WIDE = 4, 2  # tiles side by side in a block: without and with room for a name
_MOST_WIDE = 8  # tiles of the largest block up to which all have room for their names
_LETTERS = 6  # of a name in one line of a tile


def tasks(plan: Plan) -> Iterator[Task]:
    epochs = plan.views.epochs
    yield plan.task(urls.MAP, plan.key("map", repr(epochs)), partial(_map, epochs))


def _map(epochs: tuple[EpochAreas, ...], studio: Studio) -> bytes:
    total = _total(epochs[0]) if epochs else 0
    frame = studio.frame
    page = frame.page(
        urls.MAP,
        frame.t(HEADING),
        frame.t(
            "{number} địa chỉ nhân đạo đang cần giúp ở những huyện nào, xã nào: danh sách và sơ đồ ô vuông, theo "
            "đơn vị hành chính cũ và mới."
        ).format(number=frame.language.num(total)),
        section="addresses",
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB),
    )
    return studio.page("map.html", page, MapPage(total, tuple(map(tile_map, epochs)), FEW))


def _total(areas: EpochAreas) -> int:
    return sum(group.open for group in areas.groups) + areas.elsewhere


def tile_map(areas: EpochAreas) -> TileMap:
    """The picture of one epoch."""
    groups = areas.groups
    across = _WIDE if max((len(group.areas) for group in groups), default=0) <= _MOST_WIDE else _NARROW
    pitch = (_BLOCK + _GAP) / across
    # Half the largest number, so that both stronger colours are in use however large the campaign is.
    largest = max((area.open for group in groups for area in group.areas), default=0)
    many = max(2 * FEW, largest // 2 + 1)
    blocks: list[Block] = []
    top = 0.0
    for row in _rows(groups):
        for column, group in row:
            x = column * (_BLOCK + _BETWEEN)
            tiles = tuple(
                _tile(area, x + at % across * pitch, top + _NAME + at // across * pitch, pitch - _GAP, many)
                for at, area in enumerate(group.areas)
            )
            blocks.append(Block(group, x, top + 14, tiles))
        top += _NAME + max(-(-len(group.areas) // across) for _, group in row) * pitch - _GAP + _BELOW
    return TileMap(
        areas=areas,
        total=sum(len(group.areas) for group in groups),
        merged=any(area.parts for group in groups for area in group.areas),
        blocks=tuple(blocks),
        many=many,
        width=_COLUMNS * (_BLOCK + _BETWEEN) - _BETWEEN,
        height=max(0.0, top - _BELOW),
        side=pitch - _GAP,
    )


def _rows(groups: Iterable[AreaGroup]) -> list[list[tuple[int, AreaGroup]]]:
    """Groups with their columns, row by row."""
    groups = tuple(groups)
    known = [PLACES[group.code] for group in groups if group.code in PLACES]
    below = 1 + max((row for _, row in known), default=-1)
    free = ((column, row) for row in count(below) for column in range(_COLUMNS))
    rows: dict[int, list[tuple[int, AreaGroup]]] = {}
    for group in groups:
        column, row = PLACES.get(group.code) or next(free)
        rows.setdefault(row, []).append((column, group))
    return [sorted(rows[row], key=lambda place: place[0]) for row in sorted(rows)]


def _tile(area: Area, x: float, y: float, side: float, many: int) -> Tile:
    middle = y + side / 2
    if side < _BLOCK / _NARROW:
        return Tile(area, step(area.open, many), x, y, (), middle + 4.5)
    lines = wrap(area.short, _LETTERS, break_long_words=False, max_lines=2, placeholder="…")
    first = middle - 5 * len(lines) - (0 if area.open else -8)
    words = tuple((line, first + 12 * at) for at, line in enumerate(lines))
    return Tile(area, step(area.open, many), x, y, words, first + 12 * len(lines) + 5)


def step(open: int, many: int) -> str:
    """Colour of a number of addresses."""
    if not open:
        return "none"
    return "few" if open < FEW else "some" if open < many else "many"
