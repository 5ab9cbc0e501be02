"""Below each address stand two others to give to."""

from __future__ import annotations

from nhandao.public.views import AddressDetail
from nhandao.site.alike import alike
from tests.site.building import Bench
from tests.site.made_up import address, public_site, sealed, small


def placed(number: int, commune: str, district: str, category: str = "disability", **more: object) -> AddressDetail:
    detail = address(number)
    card = detail.card._replace(
        commune_url=f"/xa/{commune}/", district_url=f"/huyen/{district}/", category=category, listed=True
    )
    return sealed(detail._replace(card=card, giving_open=True)._replace(**more))


def codes(found: tuple[object, ...]) -> list[int]:
    return [int(card.code[5:]) for card in found]  # type: ignore[attr-defined]


def test_the_nearest_come_first_then_the_same_kind() -> None:
    here = placed(1, "a", "d")
    neighbour = placed(2, "a", "d", "orphan")
    same_kind_far = placed(3, "z", "e")
    same_kind_near = placed(4, "b", "d")
    found = alike([here, same_kind_far, same_kind_near, neighbour])
    assert codes(found[here.card.code]) == [2, 4]
    assert codes(found[same_kind_far.card.code]) == [4, 1]


def test_an_address_never_stands_below_itself_or_twice() -> None:
    details = [placed(number, "a" if number % 2 else "b", "d") for number in range(1, 9)]
    for code, found in alike(details).items():
        assert len({card.code for card in found} | {code}) == 3


def test_what_takes_no_gifts_or_waits_for_a_report_is_not_proposed() -> None:
    here, closed = placed(1, "a", "d"), placed(2, "a", "d", giving_open=False)
    late = placed(3, "a", "d")
    late = sealed(late._replace(card=late.card._replace(listed=False)))
    found = alike([here, closed, late])
    assert found[here.card.code] == ()
    assert codes(found[closed.card.code]) == [1]


def test_the_proposals_go_round_so_that_not_all_pages_show_the_same_two() -> None:
    details = [placed(number, "a", "d") for number in range(1, 11)]
    shown = [code for found in alike(details).values() for code in codes(found)]
    assert {shown.count(number) for number in range(1, 11)} == {2}


def test_a_page_shows_what_changed_at_the_address_below_it(bench: Bench) -> None:
    here, other = placed(1, "a", "d"), placed(2, "a", "d")
    bench.build(small(public_site([here, other])))
    changed = sealed(other._replace(card=other.card._replace(title="Một tên mới")))
    bench.build(small(public_site([here, changed])))
    assert "Một tên mới" in bench.text(here.card.url)
