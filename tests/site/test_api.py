"""The open data interface: tables as of a release, under addresses that stay, described so that programs find them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from nhandao.public import api, release
from tests.site.building import BASE, Bench
from tests.site.made_up import address, finished, gone, public_site, small
from tests.site.schemas import faults

TABLES = [table.name for table in api.WHOLE_TABLES]


def document(bench: Bench, url: str) -> dict[str, Any]:
    found = json.loads(bench.text(url.removeprefix(BASE)))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("site"))
    bench.build(small(public_site([address(n) for n in range(8)], ended=[finished(90)], withdrawn=[gone(91)])))
    return bench


def test_the_index_names_every_file_there_is(built: Bench) -> None:
    index = document(built, "/api/v1/index.json")
    named = {table["url"] for table in index["tables"]} | {table["schema"] for table in index["tables"]}
    named |= {one["url"] for kind in ("ledger", "addresses") for one in index[kind]} | {index["openapi"]}
    files = {f"{BASE}/{path}" for path in built.tree() if path.startswith("api/v1/")}
    assert files - named == {
        f"{BASE}/api/v1/index.json", f"{BASE}/api/v1/schema/ledger.schema.json",
        f"{BASE}/api/v1/schema/address.schema.json",
    }  # fmt: skip
    assert named <= files
    assert [table["name"] for table in index["tables"]] == TABLES
    assert index["documentation"] == f"{BASE}/api/"
    assert index["notice"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_that_of_the_release_and_fits_its_schema(built: Bench, name: str) -> None:
    found = built.content(f"/api/v1/{name}.json")
    released = next(path for path in built.tree() if re.fullmatch(rf"so-cai/phat-hanh/[^/]+/{name}\.json", path))
    assert found == built.content(f"/{released}")
    assert faults(json.loads(found), document(built, f"/api/v1/schema/{name}.schema.json")) == []


def test_the_months_put_together_are_the_ledger_of_the_release(built: Bench) -> None:
    site = small(public_site([address(n) for n in range(8)]))
    months = [document(built, f"/api/v1/ledger/{month.month}.json") for month in reversed(site.months)]
    whole = json.loads(release.made(site).files["ledger.json"])
    assert [row for month in months for row in month["rows"]] == whole["rows"]
    schema = document(built, "/api/v1/schema/ledger.schema.json")
    assert [faults(month, schema) for month in months] == [[]] * len(months)


def test_only_an_address_that_agrees_to_press_has_a_file_with_its_title(bench: Bench) -> None:
    agreed, other = address(0, indexable=True), address(1, indexable=False)
    bench.build(small(public_site([agreed, other])))
    found = document(bench, f"/api/v1/addresses/{agreed.card.code}.json")
    assert found["title"] == agreed.card.title
    assert found["url"] == BASE + agreed.card.url
    assert [need["number"] for need in found["needs"]] == list(range(1, len(agreed.needs) + 1))
    assert faults(found, document(bench, "/api/v1/schema/address.schema.json")) == []
    assert not bench.has(f"/api/v1/addresses/{other.card.code}.json")
    rows = document(bench, "/api/v1/addresses.json")["rows"]
    assert [row["code"] for row in rows] == [agreed.card.code, other.card.code]
    told = [text for path, text in bench.tree().items() if path.startswith("api/")]
    assert not any(other.card.title.encode() in text for text in told)


def test_a_consent_taken_back_takes_the_file_away(bench: Bench) -> None:
    bench.build(small(public_site([address(0, indexable=True)])))
    bench.build(small(public_site([address(0, indexable=False)])))
    assert not [path for path in bench.tree() if path.startswith(("api/v1/addresses/", "api/oembed/"))]


def test_openapi_describes_files_that_are_there(built: Bench) -> None:
    described = document(built, "/api/v1/openapi.json")
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": f"{BASE}/api/v1"}]
    site = small(public_site([address(n) for n in range(8)]))
    holes = {"{month}": site.months[0].month, "{code}": address(0).card.code}
    for path, methods in described["paths"].items():
        for hole, value in holes.items():
            path = path.replace(hole, value)
        assert built.has(f"/api/v1{path}"), path
        content = methods["get"]["responses"]["200"]["content"]["application/json"]
        if content:
            assert built.has(f"/api/v1/{content['schema']['$ref']}"), path


def test_the_newest_change_names_the_version_and_both_languages(built: Bench) -> None:
    index = document(built, "/api/v1/index.json")
    assert index["version"] == index["changes"][0]["number"]
    assert all(change["vi"] and change["en"] for change in index["changes"])
    assert index["changes"][0]["vi"] in built.text("/api/")
