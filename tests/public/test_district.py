"""One district out of the public views: found by what people call it, and nothing of another one left."""

from __future__ import annotations

import unicodedata

import pytest

from nhandao.public.district import find_district, narrowed
from nhandao.public.views import AccountBalance, AddressDetail, LedgerLine
from nhandao.records.money import Dong
from tests.site.made_up import AS_OF, DISTRICTS, address, balance, finished, gone, public_site

SITE = public_site([address(number) for number in range(40)], ended=[finished(90)], withdrawn=[gone(91)])


@pytest.mark.parametrize(
    "words",
    [
        "696",
        "bu-dang",
        "Bù Đăng",
        "bu dang",
        " BÙ ĐĂNG ",
        unicodedata.normalize("NFD", "Bù Đăng"),
        "Huyện Bù Đăng",
        "huyen bu dang",
    ],
)
def test_a_district_is_found_by_code_slug_and_name_with_or_without_accents(words: str) -> None:
    found = find_district(SITE.districts, words)
    assert found is not None
    assert found.code == "696"


@pytest.mark.parametrize("words", ["", "long", "Sài Gòn", "6", "huyen", "25216"])
def test_what_is_no_districts_name_finds_none(words: str) -> None:
    assert find_district(SITE.districts, words) is None


def test_a_short_name_that_two_districts_share_finds_none_and_the_whole_name_finds_one() -> None:
    town = SITE.districts[8]._replace(code="999", name="Thị xã Bù Đăng", url="/huyen/thi-xa-bu-dang/")
    both = (*SITE.districts, town)
    assert find_district(both, "Thị xã Bù Đăng") == town
    # "bu-dang" is the slug of the one district itself.
    assert find_district(both, "bu-dang") == SITE.districts[8]
    renamed = SITE.districts[8]._replace(url="/huyen/huyen-bu-dang/")
    assert find_district((renamed, town), "bu dang") is None


@pytest.mark.parametrize("code", [row[0] for row in DISTRICTS])
def test_only_the_addresses_of_the_district_stay_and_each_list_counts_them(code: str) -> None:
    district = next(one for one in SITE.districts if one.code == code)
    own = narrowed(SITE, district)
    codes = [detail.card.code for detail in SITE.addresses if detail.card.district_url == district.url]
    assert [detail.card.code for detail in own.addresses] == codes
    assert [item.code for item in own.finished] == (["DC23A00090"] if code == "688" else [])
    assert (own.gone, own.organisations, own.months, own.accounts) == ((), (), (), ())
    (only,) = own.districts
    assert only.open == len(codes)
    assert own.totals.open == sum(detail.giving_open for detail in own.addresses)
    for choice in own.communes:
        assert choice.parent == code
        assert choice.open == sum(f"commune:{choice.code}" in detail.card.facets for detail in own.addresses) > 0


def moved(detail: AddressDetail, note: str) -> AddressDetail:
    line = LedgerLine("m-1", AS_OF, "move_in", "cash", detail.card.code, "", "", Dong(5), note, False)
    return detail._replace(ledger=(line,))


def test_a_surplus_moved_from_elsewhere_does_not_name_that_address() -> None:
    first, *others = (address(number) for number in range(40))
    neighbour = next(other.card for other in others if other.card.district == first.card.district)
    stranger = next(other.card for other in others if other.card.district != first.card.district)
    for note, shown in (
        (stranger.code, ""),
        (neighbour.code, neighbour.code),
        ("QC23A0001E", "QC23A0001E"),
        ("DC23A99999", ""),
    ):
        site = public_site([moved(first, note), *others])
        fund = AccountBalance("QC23A0001E", "", "Quỹ chung", balance(()))
        site = site._replace(accounts=(*site.accounts, fund))
        district = next(one for one in site.districts if one.url == first.card.district_url)
        assert narrowed(site, district).addresses[0].ledger[0].note == shown
