"""The map page: counts by commune of both epochs, nobody singled out, every district in a place of its own."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path

import pytest

from nhandao.public.gate import publish
from nhandao.public.views import Area, AreaGroup, EpochAreas, PublicSite
from nhandao.records.vietnamese import sort_key
from nhandao.site.map_pages import FEW, PLACES, step, tile_map
from scripts.folders import DATA
from tests import tree
from tests.site import made_up
from tests.site.building import Bench, is_noindex
from tests.site.made_up import address, public_site, small

NEW_UNITS = """
# units/2025.yaml
epoch: "2025"
valid_from: 2025-07-01
source: mẫu
provinces: [{code: "75", name: Tỉnh Đồng Nai, valid_from: 2025-07-01}]
communes:
  - {code: "25217", name: Phường Phước Long, type: phuong, slug: 25217-phuoc-long, formed_from: ["25216"]}
"""


def site_of(folder: Path) -> PublicSite:
    made, problems = publish(folder, None, date(2023, 10, 31))
    assert made is not None, problems
    return made


@pytest.fixture(scope="module")
def sample() -> PublicSite:
    return site_of(DATA)


def merged_data(folder: Path) -> Path:
    """The small data folder, whose Thác Mơ went into a commune of 2025; where Long Thủy went nobody wrote down."""
    tree.write(folder, NEW_UNITS)
    tree.replace(folder, "units/2023.yaml", "slug: 25216-thac-mo}", 'slug: 25216-thac-mo, merged_into: "25217"}')
    return folder


def all_areas(areas: EpochAreas) -> list[Area]:
    return [area for group in areas.groups for area in group.areas]


def area(code: str, name: str, open: int) -> Area:
    return Area(code, f"Xã {name}", name, open, f"/xa/2023/{code}/", ())


def one_epoch(*groups: AreaGroup, elsewhere: int = 0) -> EpochAreas:
    return EpochAreas("2023", date(2022, 10, 1), None, groups, elsewhere)


def group(code: str, *areas: Area) -> AreaGroup:
    return AreaGroup(code, f"Huyện {code}", code, sum(one.open for one in areas), f"/huyen/{code}/", areas)


def page(bench: Bench, *epochs: EpochAreas) -> str:
    bench.build(small(public_site([]))._replace(epochs=epochs))
    return bench.text("/ban-do/")


def test_every_commune_of_the_sample_stands_once_in_each_epoch(sample: PublicSite) -> None:
    old, new = sample.epochs
    assert [areas.epoch for areas in sample.epochs] == ["2023", "2025"]
    assert len({one.code for one in all_areas(old)}) == len(all_areas(old)) == 111
    assert len({one.code for one in all_areas(new)}) == len(all_areas(new)) == 40
    assert len(old.groups) == len(new.groups) == 11


def test_counts_are_those_of_the_lists(sample: PublicSite) -> None:
    lists = {choice.url: choice.open for choice in (*sample.communes, *sample.districts)}
    old = sample.epochs[0]
    assert [one.open for one in all_areas(old)] == [lists[one.url] for one in all_areas(old)]
    assert [one.open for one in old.groups] == [lists[one.url] for one in old.groups]
    assert sum(one.open for one in old.groups) == sum(detail.card.listed for detail in sample.addresses)


def test_a_commune_of_2025_counts_what_was_merged_into_it(sample: PublicSite) -> None:
    old, new = sample.epochs
    by_code = {one.code: one for one in all_areas(old)}
    binh_long = next(one for one in all_areas(new) if one.name == "Phường Bình Long")
    assert {part.code for part in binh_long.parts} == {"25320", "25324", "25326", "25354"}
    assert binh_long.open == sum(by_code[part.code].open for part in binh_long.parts)
    assert sum(one.open for one in all_areas(new)) == sum(one.open for one in all_areas(old))
    assert new.elsewhere == 0


def test_a_merged_commune_stands_where_most_of_its_parts_lay(sample: PublicSite) -> None:
    group_of = {one.name: group.short for group in sample.epochs[1].groups for one in group.areas}
    # Three parts of Bình Long and one of Hớn Quản; three of Hớn Quản and one of Chơn Thành.
    assert (group_of["Phường Bình Long"], group_of["Xã Tân Quan"]) == ("Bình Long", "Hớn Quản")


def test_communes_of_a_district_stand_in_vietnamese_order(sample: PublicSite) -> None:
    for areas in sample.epochs:
        for one in areas.groups:
            assert [area.short for area in one.areas] == sorted((area.short for area in one.areas), key=sort_key)
    bu_dang = next(one for one in sample.epochs[0].groups if one.short == "Bù Đăng")
    names = [one.short for one in bu_dang.areas]
    assert names.index("Đak Nhau") < names.index("Đăng Hà") < names.index("Đoàn Kết") < names.index("Đồng Nai")


def test_the_epoch_of_the_campaign_comes_first(tmp_path: Path) -> None:
    folder = merged_data(tmp_path)
    assert [areas.epoch for areas in site_of(folder).epochs] == ["2023", "2025"]
    tree.replace(folder, "campaign.yaml", 'epoch: "2023"', 'epoch: "2025"')
    assert [areas.epoch for areas in site_of(folder).epochs] == ["2025", "2023"]


def test_an_address_is_counted_where_its_commune_went(tmp_path: Path) -> None:
    old, new = site_of(merged_data(tmp_path)).epochs
    assert ([one.open for one in all_areas(old)], old.elsewhere) == ([0, 1], 0)
    assert ([one.open for one in all_areas(new)], new.elsewhere) == ([1], 0)
    assert new.groups[0].code == "688"


def test_an_address_whose_new_commune_is_not_known_is_counted_apart(tmp_path: Path) -> None:
    folder = merged_data(tmp_path)
    tree.replace(folder, tree.ADDRESS, 'unit: "25216"', 'unit: "25217"')
    old, new = site_of(folder).epochs
    assert (sum(one.open for one in all_areas(old)), old.elsewhere) == (1, 0)
    assert (sum(one.open for one in all_areas(new)), new.elsewhere) == (0, 1)


def test_an_address_recorded_by_a_new_commune_is_not_on_the_old_map(tmp_path: Path) -> None:
    folder = merged_data(tmp_path)
    tree.replace(folder, tree.ADDRESS, 'epoch: "2023"\nunit: "25216"', 'epoch: "2025"\nunit: "25217"')
    old, new = site_of(folder).epochs
    assert (sum(one.open for one in all_areas(old)), old.elsewhere) == (0, 1)
    assert [(one.open, one.url) for one in all_areas(new)] == [(1, "/xa/2025/25217-phuoc-long/")]


def test_a_withdrawn_address_is_nowhere_on_the_map(tmp_path: Path) -> None:
    folder = merged_data(tmp_path)
    tree.replace(folder, tree.ADDRESS, "on: 2023-03-01}\n", "on: 2023-03-01, withdrawn_on: 2023-09-01}\n")
    made = site_of(folder)
    assert len(made.gone) == 1
    assert {one.open for areas in made.epochs for one in all_areas(areas)} == {0}
    assert {areas.elsewhere for areas in made.epochs} == {0}


@pytest.mark.parametrize(
    ("open_", "colour"), [(0, "none"), (1, "few"), (2, "few"), (3, "some"), (5, "some"), (6, "many"), (90, "many")]
)
def test_a_number_of_addresses_has_one_of_four_colours(open_: int, colour: str) -> None:
    assert step(open_, 6) == colour


@pytest.mark.parametrize(("largest", "many"), [(0, 6), (3, 6), (11, 6), (14, 8), (90, 46)])
def test_the_strongest_colour_begins_at_half_the_largest_number(largest: int, many: int) -> None:
    assert tile_map(one_epoch(group("692", area("25270", "Lộc Ninh", largest)))).many == many


def test_a_few_addresses_are_never_told_apart(bench: Bench) -> None:
    one = page(bench, one_epoch(group("692", area("25270", "An", 1), area("25273", "Bình", 2))))
    other = page(bench, one_epoch(group("692", area("25270", "An", 2), area("25273", "Bình", 1))))
    assert one == other
    assert one.count("<title>Xã An: ít hơn 3 địa chỉ</title>") == 1
    assert len(re.findall(r'step--few" href', one)) == 2


def test_a_tile_says_its_number_and_an_empty_one_nothing(bench: Bench) -> None:
    html = page(bench, one_epoch(group("692", area("25270", "An", 0), area("25273", "Bình", 7))))
    tiles = re.findall(r'<a class="tile (step--\w+)" href="([^"]+)">(.*?)</a>', html, re.DOTALL)
    assert [(colour, url, re.findall(r"<text x[^>]*>([^<]*)<", face)) for colour, url, face in tiles] == [
        ("step--none", "/xa/2023/25270/", []),
        ("step--many", "/xa/2023/25273/", ["7"]),
    ]


def test_a_commune_without_a_list_has_a_tile_without_a_link(bench: Bench) -> None:
    bench.build(public_site([address(number) for number in range(30)]))
    html = bench.text("/ban-do/")
    assert html.count('<a class="tile ') == 110
    assert html.count('<g class="tile ') == 22
    assert "Xã Mẫu 0 mới" in html


def test_the_list_comes_before_the_picture(bench: Bench) -> None:
    bench.build(public_site([address(0)]))
    html = bench.text("/ban-do/")
    assert html.index('class="place__area"') < html.index("<svg")


def test_who_is_on_no_tile_is_told(bench: Bench) -> None:
    told = "Không có ở đây: 4 địa chỉ"
    assert told in page(bench, one_epoch(group("692", area("25270", "An", 1)), elsewhere=4))
    assert "Không có ở đây" not in page(bench, one_epoch(group("692", area("25270", "An", 1))))


def test_each_district_of_the_sample_has_its_place_and_no_two_tiles_the_same(sample: PublicSite) -> None:
    for areas in sample.epochs:
        map_ = tile_map(areas)
        assert {block.group.code for block in map_.blocks} == PLACES.keys()
        tiles = [tile for block in map_.blocks for tile in block.tiles]
        for at, one in enumerate(tiles):
            assert 0 <= one.x <= map_.width - map_.side + 0.01
            assert 0 <= one.y <= map_.height - map_.side + 0.01
            for other in tiles[:at]:
                assert max(abs(one.x - other.x), abs(one.y - other.y)) > map_.side


def test_a_district_that_is_not_in_the_table_gets_a_free_place_below() -> None:
    groups = [group(code, area("00001", "An", 1)) for code in ("001", "692", "002", "003", "004")]
    blocks = tile_map(one_epoch(*groups)).blocks
    assert [block.group.code for block in blocks] == ["692", "001", "002", "003", "004"]
    assert len({(block.x, block.y) for block in blocks}) == 5


def test_a_province_without_any_known_district_is_drawn_from_the_first_place() -> None:
    groups = [group(str(code), area("00001", "An", 1)) for code in range(100, 104)]
    blocks = tile_map(one_epoch(*groups)).blocks
    assert [block.x for block in blocks] == [0, 111, 222, 0]
    assert blocks[0].y == blocks[1].y < blocks[3].y


def test_small_blocks_have_room_for_names(sample: PublicSite) -> None:
    old, new = map(tile_map, sample.epochs)
    assert not any(tile.words for block in old.blocks for tile in block.tiles)
    assert all(tile.words for block in new.blocks for tile in block.tiles)


def test_a_site_without_units_still_has_its_page(bench: Bench) -> None:
    assert "<svg" not in page(bench)
    assert "<svg" in page(bench, one_epoch())


def test_the_page_is_small_enough_for_a_first_view(bench: Bench, sample: PublicSite) -> None:
    html = page(bench, *sample.epochs)
    fonts = sum(path.stat().st_size for path in (bench.out / "theme/fonts").glob("*.woff2"))
    packed = sum(len(gzip.compress(text)) for text in (html.encode(), bench.content("/theme/css/site.css")))
    assert packed + fonts < 50_000


def test_the_map_can_be_found(bench: Bench) -> None:
    bench.build(public_site([address(0)]))
    for url in ("/", "/dia-chi/", "/sitemap-1.xml" if bench.has("/sitemap-1.xml") else "/sitemap.xml"):
        assert "/ban-do/" in bench.text(url)
    assert "/ban-do/" not in bench.text(made_up.address(0).card.district_url)
    assert not is_noindex(bench.text("/ban-do/"))


def test_another_count_makes_the_page_again_and_the_same_counts_do_not(bench: Bench) -> None:
    bench.build(public_site([address(0)]))
    assert bench.build(public_site([address(0)])).made == 0
    before = bench.text("/ban-do/")
    bench.build(public_site([address(number) for number in range(FEW + 30)]))
    assert bench.text("/ban-do/") != before
