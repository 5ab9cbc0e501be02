from __future__ import annotations

import csv
import io
import json

import pytest

from nhandao.public.csv_text import csv_cell
from nhandao.site.data_files import CARD_COLUMNS
from tests.site import made_up
from tests.site.building import BASE, Bench
from tests.site.made_up import address, finished, public_site, small


def rows_of(bench: Bench, url: str) -> list[dict[str, str]]:
    text = bench.content(url).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Xe lăn", "Xe lăn"), ("Xe, lăn", '"Xe, lăn"'), ('"Xe"', '"""Xe"""'), ("hai\ndòng", '"hai\ndòng"'),
        ("=1+1", "'=1+1"), ("+84", "'+84"), ("-1", "'-1"), ("@A1", "'@A1"), ("\t=1", "'\t=1"), ("=A,B", "\"'=A,B\""),
        (-5, "-5"), (1250000, "1250000"), (True, "TRUE"), (False, "FALSE"), (("a", "b"), "a; b"), ("", ""),
        ("'=1", "''=1"), (None, ""),
    ],
)  # fmt: skip
def test_a_cell_is_never_read_as_a_formula(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_a_list_has_the_same_addresses_as_page_csv_and_json(bench: Bench) -> None:
    details = [address(number) for number in range(30)]
    bench.build(public_site(details))
    for url in ("/dia-chi/", details[0].card.district_url, f"{details[0].card.district_url}nhom/nguoi-khuyet-tat/"):
        rows = rows_of(bench, url + "danh-sach.csv")
        document = json.loads(bench.text(url + "danh-sach.json"))
        assert tuple(rows[0]) == CARD_COLUMNS
        assert [row["code"] for row in rows] == [item["code"] for item in document["addresses"]]
        assert document["count"] == len(rows)
    assert len(rows_of(bench, "/dia-chi/danh-sach.csv")) == 30


def test_a_row_holds_what_the_card_shows(bench: Bench) -> None:
    detail = address(1)
    bench.build(small(public_site([detail])))
    (item,) = json.loads(bench.text("/dia-chi/danh-sach.json"))["addresses"]
    card = detail.card
    assert item["forms"] == list(card.forms)
    assert (item["target_vnd"], item["needed_vnd"], item["regular"]) == (card.target, card.needed, True)
    assert item["url"] == BASE + card.url


def test_a_title_that_looks_like_a_formula_is_harmless_in_the_file(bench: Bench) -> None:
    detail = address(1)
    nasty = made_up.sealed(detail._replace(card=detail.card._replace(title='=HYPERLINK("http://x","y")')))
    bench.build(small(public_site([nasty])))
    assert rows_of(bench, "/dia-chi/danh-sach.csv")[0]["title"] == "'" + nasty.card.title


def test_the_whole_ledger_is_the_months_put_together(bench: Bench) -> None:
    site = small(public_site([address(number) for number in range(30)]))
    bench.build(site)
    whole = rows_of(bench, "/so-cai/so-cai.csv")
    months = [row for month in reversed(site.months) for row in rows_of(bench, f"{month.url}danh-sach.csv")]
    assert whole == months
    assert sum(int(row["amount_vnd"]) for row in whole if row["direction"] == "in") == site.balance.received
    assert len(json.loads(bench.text("/so-cai/so-cai.json"))["lines"]) == len(whole)


def test_a_long_month_is_cut_into_pages_of_two_hundred_lines(bench: Bench) -> None:
    site = small(public_site([address(number) for number in range(4, 700, 5)]))
    (month,) = [month for month in site.months if len(month.lines) > 400]
    bench.build(site)
    assert bench.text(month.url).count('class="ledger__line"') == 200
    pages = -(-len(month.lines) // 200)
    assert bench.has(f"{month.url}trang/{pages}/")
    assert not bench.has(f"{month.url}trang/{pages + 1}/")


def test_accounts_and_finished_addresses_are_files_too(bench: Bench) -> None:
    bench.build(small(public_site([address(1)], ended=[finished(2)])))
    assert [row["account"] for row in rows_of(bench, "/so-cai/dia-chi/danh-sach.csv")] == [address(1).card.code]
    assert [row["code"] for row in rows_of(bench, "/da-ket-thuc/danh-sach.csv")] == [finished(2).code]
