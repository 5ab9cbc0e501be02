"""The form for several addresses over HTTP: opened, mended, kept, committed, and paid by one transfer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scripts.callback import settings as settings_of
from scripts.callback.committer import Committer
from scripts.callback.service import make
from scripts.private import keys
from scripts.private.store import PrivateStore
from tests.callback.office import ADDRESS, NOW, Office, gift, work
from tests.callback.test_bundle import SECOND, ledger, parts
from tests.public.test_ways import ANOTHER

SITE = "http://nhandao.example"
OURS = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}


class Online:
    def __init__(self, place: Path) -> None:
        self.office = Office(place / "office", ANOTHER)
        campaign = self.office.staff / "campaign.yaml"
        campaign.write_text(campaign.read_text() + "giving: {pledge: true}\n")
        self.office.push("promises are taken")
        private, secrets = place / "private", place / "secrets"
        secrets.mkdir()
        keys.make_pair(PrivateStore(private).public_keys, place / "secret", 2023)
        config = place / "callback.toml"
        config.write_text(
            f'state = "{self.office.place / "state"}"\nsite_url = "{SITE}"\nsecrets = "{secrets}"\n'
            f'[repository]\nremote = "{self.office.remote}"\n[pledges]\nprivate = "{private}"\nseries = "B"\n'
        )
        self.committer: Committer = self.office.committer()
        self.client: FlaskClient = make(settings_of.load(config), lambda: NOW).app.test_client()

    def get(self, **asked: str) -> TestResponse:
        return self.client.get("/giving/bundle", query_string=asked)

    def post(self, **fields: str) -> TestResponse:
        typed = {
            "lang": "vi", "ma": f"{ADDRESS},{SECOND}", f"keep-{ADDRESS}": "yes", f"keep-{SECOND}": "yes",
            "amount": "1.000.000", "name": "Công ty Mẫu", "who": "organisation", "phone": "0912 345 678", "consent": "yes",
        }  # fmt: skip
        return self.client.post("/giving/bundle", data=typed | fields, headers=OURS)


@pytest.fixture
def online(place: Path) -> Iterator[Online]:
    made = Online(place)
    yield made
    made.committer.close()


def test_a_list_becomes_promises_and_one_transfer_reaches_every_address(online: Online) -> None:
    page = online.get(ma=f"{ADDRESS},{SECOND}", tien="1500000,8500000").text
    assert f'name="amount-{SECOND}" maxlength="40" value="8.500.000"' in page
    answer = online.post(**{f"amount-{SECOND}": "2 triệu"})
    assert answer.status_code == 200, answer.text
    assert "3.000.000" in answer.text
    shared = re.search(r'plate--large">(CK\w+)<', answer.text)
    assert shared is not None
    online.committer.inbox.put(gift("B1", 3_000_000, shared[1]))
    work(online.committer)
    book = ledger(online.office)
    assert [(line[1], line[2]) for line in parts(book)] == [(ADDRESS, 1_000_000), (SECOND, 2_000_000)]
    assert {pledge.supporter.name for pledge in book.pledges.values()} == {None}


def test_codes_that_take_nothing_are_named_with_the_reason(online: Online) -> None:
    page = online.get(ma=f"{ADDRESS},DC23A00021,DC23A00049", lang="en").text
    assert "At least one character of this code is wrong" in page
    assert f'name="keep-{ADDRESS}"' in page
    assert 'name="keep-DC23A00021"' not in page


def test_ten_thousand_codes_are_told_and_fifty_looked_at(online: Online) -> None:
    answer = online.get(ma=",".join(f"DC23A{number:04}0" for number in range(1_500)))
    assert answer.status_code == 200
    assert "nhiều nhất 50" in answer.text
    assert answer.text.count("sai ít nhất một ký tự") + answer.text.count("Không có địa chỉ") == 50


def test_what_is_wrong_stands_beside_the_address_and_what_was_typed_is_kept(online: Online) -> None:
    answer = online.post(tax="1234", **{f"amount-{SECOND}": "năm triệu"})
    assert answer.status_code == 400
    assert f'id="sai-amount-{SECOND}"' in answer.text
    assert 'id="sai-tax"' in answer.text
    assert 'value="năm triệu"' in answer.text
    assert not online.committer.inbox.names("inbox")


def test_nothing_typed_runs_in_the_page(online: Online) -> None:
    nasty = '"><script>alert(1)</script>'
    assert "<script>alert" not in online.post(name=nasty, phone=nasty, ma=nasty).text
    assert "<script>alert" not in online.get(ma=nasty, tien=nasty).text


def test_a_form_from_elsewhere_and_one_too_large_are_turned_away(online: Online) -> None:
    assert online.client.post("/giving/bundle", data={"ma": ADDRESS}).status_code == 403
    assert online.post(message="x" * 60_000).status_code == 413


@pytest.mark.parametrize(
    ("typed", "lang", "page"),
    [
        ("cn 7k2m 9qxa 3f5t bw8e 8", "vi", "/kiem-tra/CN-7K2M-9QXA-3F5T-BW8E-8/"),
        ("CN-7K2M-9QXA-3F5T-BW8E-8", "en", "/en/kiem-tra/CN-7K2M-9QXA-3F5T-BW8E-8/"),
        ("CN-7K2M-9QXA-3F5T-BW8E-9", "vi", "/kiem-tra/sai-ma/"),
        ("", "en", "/en/kiem-tra/sai-ma/"),
        ("https://elsewhere.example/\r\nSet-Cookie: a=b", "//elsewhere.example", "/kiem-tra/sai-ma/"),
        ("A" * 10_000, "vi", "/kiem-tra/sai-ma/"),
    ],
)
def test_the_code_of_a_certificate_leads_to_its_page_and_anything_else_to_what_is_wrong(
    online: Online, typed: str, lang: str, page: str
) -> None:
    answer = online.client.get("/giving/certificate", query_string={"ma": typed, "lang": lang})
    assert (answer.status_code, answer.headers["Location"]) == (303, SITE + page)
    assert "Set-Cookie" not in answer.headers
