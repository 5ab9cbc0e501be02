"""Files of hashes of gifts: what is in them, and what a build has to compute again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from nhandao import store
from nhandao.public import finding
from nhandao.public.views import LedgerLine, PublicSite
from nhandao.records.money import Dong
from nhandao.site import urls
from nhandao.site.find_pages import Gifts
from tests.site.building import Bench
from tests.site.made_up import address, public_site, small


def line(reference: str, direction: str = "in", amount: int = 500_000) -> LedgerLine:
    return LedgerLine(reference, date(2023, 6, 1), direction, "cash", "DC23A0002G", "", "", Dong(amount), "", True)


@pytest.mark.parametrize(
    ("reference", "code", "bank"),
    [
        ("transfer-FT23062000584", "TRANSFERFT23062000584", "FT23062000584"),
        ("transfer-970422-FT23062000584", "TRANSFER970422FT23062000584", "FT23062000584"),
        ("transfer-970436-5078-93023", "TRANSFER970436507893023", "507893023"),
        ("transfer-970422-20230601-500000-17", "TRANSFER9704222023060150000017", "17"),
        ("cash-230317-000593", "CASH230317000593", "000593"),
        ("stripe-pi_3Mau", "STRIPEPI3MAU", "PI3MAU"),
    ],
)
def test_a_gift_is_asked_for_by_our_reference_or_by_the_banks(reference: str, code: str, bank: str) -> None:
    asked = finding.questions(line(reference))
    assert asked == (f"code|{code}", f"gift|{bank}|500000|2023-06-01")


@pytest.mark.parametrize(
    ("direction", "amount", "gift"),
    [
        ("in", 1, True),
        ("direct", 1, True),
        ("direct", -1, False),
        ("out", 1, False),
        ("fee", 1, False),
        ("back", 1, False),
    ],
)
def test_only_what_was_given_can_be_looked_for(direction: str, amount: int, gift: bool) -> None:
    assert finding.is_gift(line("x-1", direction, amount)) == gift


def looked_up(bench: Bench, question: str, site: PublicSite) -> list[str]:
    hash = finding.slow_hash(question, finding.salt(site.society))
    for digits in range(4):
        url = f"{urls.FIND_GIFT}k{hash[:digits]}.json"
        if bench.has(url):
            return json.loads(bench.text(url)).get(hash[digits : digits + 16], [])  # type: ignore[no-any-return]
    return []


def test_every_gift_leads_to_its_line_and_nothing_else_does(bench: Bench) -> None:
    site = small(public_site([address(number) for number in range(160)]))
    bench.build(site)
    assert not bench.has(f"{urls.FIND_GIFT}k.json")  # more than one file is needed
    for month in site.months:
        for number, found in enumerate(month.lines):
            page = urls.numbered(month.url, number // 200 + 1)
            asked = finding.questions(found)
            wanted = [f"{page} {found.reference} {found.account} 1"] if finding.is_gift(found) else []
            assert looked_up(bench, asked.code, site) == wanted
            assert looked_up(bench, asked.transfer, site) == wanted
            if wanted:
                assert f'id="{found.reference}"' in bench.text(page)


def test_a_small_ledger_has_one_file_and_an_empty_one_too(bench: Bench) -> None:
    bench.build(small(public_site([address(1)])))
    assert json.loads(bench.text(f"{urls.FIND_GIFT}k.json"))
    bench.build(small(public_site([])))
    assert json.loads(bench.text(f"{urls.FIND_GIFT}k.json")) == {}


def test_only_new_gifts_are_hashed(tmp_path: Path) -> None:
    few, more = (public_site([address(number) for number in range(count)]) for count in (20, 23))
    first = Gifts(few, tmp_path, 1)
    version = f"{finding.ITERATIONS} {first.salt}"
    known = dict(store.read(tmp_path / "gifts.pickle", version))
    again = Gifts(more, tmp_path, 1)
    kept = store.read(tmp_path / "gifts.pickle", version)
    assert all(kept[name] is hashes for name, hashes in known.items())
    assert len(kept) > len(known) > 20
    assert again.files == Gifts(more, tmp_path / "other", 1).files


def test_two_years_do_not_share_a_salt() -> None:
    society = public_site([]).society
    assert finding.salt(society) == finding.salt(society)
    assert finding.salt(society) != finding.salt(society._replace(year=2024))
