"""Promising help as a donor does it, to a small server that notes what is posted."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page

from nhandao.public.views import Dong, Giving
from scripts.callback.altcha import Proofs
from scripts.callback.origin import from_our_site
from scripts.callback.pledge_form import FIELDS
from scripts.web import SiteHandler, _Server
from tests.browser.test_accessibility import in_both_schemes
from tests.site.building import Bench
from tests.site.made_up import address, public_site

DETAIL = address(0)


class Desk:
    """What the callback would get."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.posted: list[tuple[str, list[tuple[str, str]], dict[str, str]]] = []
        self.proofs = Proofs(os.urandom(32), time.time, work=2_000)


class Handler(SiteHandler):
    desk: Desk

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments, site=lambda: self.desk.site)

    def do_GET(self) -> None:
        if self.path == "/giving/challenge":
            self._send(
                HTTPStatus.OK,
                json.dumps(self.desk.proofs.challenge()).encode(),
                (("Content-Type", "application/json"),),
            )
        else:
            super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = parse_qsl(body, keep_blank_values=True, strict_parsing=True)
        self.desk.posted.append((self.path, fields, dict(self.headers.items())))
        self._text(HTTPStatus.OK, "ok")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Desk]]:
    bench = Bench(tmp_path_factory.mktemp("giving"))
    made = public_site([DETAIL])
    giving = Giving(True, ("USD", "VND"), Dong(200_000_000), 12)
    bench.build(made._replace(society=made.society._replace(giving=giving)), base="")
    desk = Desk(bench.out)
    server = _Server(("127.0.0.1", 0), type("Noting", (Handler,), {"desk": desk}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", desk
    server.shutdown()
    server.server_close()


def opened(browser: Browser, url: str, script: bool, width: int = 360) -> Page:
    page = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800}).new_page()
    page.goto(url)
    return page


def fill(page: Page) -> None:
    form = page.locator("form[action='/giving/pledge']")
    page.get_by_text("Hứa giúp: tiền, đồ, công").click()
    form.get_by_label("Số tiền hoặc trị giá").fill("500.000")
    form.get_by_label("Nhịp").select_option("monthly")
    form.get_by_label("Số kỳ").fill("12")
    form.get_by_label("Trang này cho thấy gì về bạn").select_option("name")
    form.get_by_label("Tên để hiện").fill("Nhóm bạn đọc Mẫu")
    form.get_by_label("Điện thoại").fill("0912 345 678")
    form.get_by_label("Lời nhắn").fill("Chúc gia đình khoẻ.")
    form.get_by_label("Tôi đồng ý").check()


def test_without_javascript_the_form_posts_exactly_its_fields(desk: tuple[str, Desk], browser: Browser) -> None:
    url, notes = desk
    notes.posted.clear()
    page = opened(browser, url + DETAIL.card.url, script=False)
    assert not page.get_by_label("Số tiền hoặc trị giá").is_visible(), "closed until somebody wants it"
    fill(page)
    assert not page.get_by_label("Bao nhiêu").is_visible(), "money has no quantity"
    page.get_by_role("button", name="Gửi lời hứa giúp").click()
    page.wait_for_load_state()
    ((path, fields, headers),) = notes.posted
    assert path == "/giving/pledge"
    assert dict(fields) == {
        "lang": "vi", "altcha": "", "code": DETAIL.card.code, "kind": "cash", "amount": "500.000", "quantity": "", "unit": "",
        "frequency": "monthly", "times": "12", "first": "", "who": "individual", "origin": "inside", "visibility": "name",
        "name": "Nhóm bạn đọc Mẫu", "phone": "0912 345 678", "email": "", "message": "Chúc gia đình khoẻ.", "link": "", "consent": "yes",
    }  # fmt: skip
    assert len(fields) == len(FIELDS)
    assert from_our_site(headers, [url])
    page.context.close()


def test_consent_is_asked_for_before_anything_is_sent(desk: tuple[str, Desk], browser: Browser) -> None:
    url, notes = desk
    notes.posted.clear()
    page = opened(browser, url + DETAIL.card.url, script=False)
    fill(page)
    page.get_by_label("Tôi đồng ý").uncheck()
    page.get_by_role("button", name="Gửi lời hứa giúp").click()
    assert page.url == url + DETAIL.card.url
    assert notes.posted == []
    page.context.close()


def test_with_javascript_a_proof_of_work_comes_along_once(desk: tuple[str, Desk], browser: Browser) -> None:
    url, notes = desk
    notes.posted.clear()
    page = opened(browser, url + DETAIL.card.url, script=True)
    fill(page)
    page.get_by_role("button", name="Gửi lời hứa giúp").dblclick()
    page.wait_for_url("**/giving/pledge")
    ((_, fields, _),) = notes.posted
    proof = dict(fields)["altcha"]
    assert notes.proofs.check(proof) in ("proved", "quick")
    assert notes.proofs.check(proof) == "used"
    page.context.close()


def test_with_javascript_but_no_challenge_the_form_is_sent_all_the_same(
    desk: tuple[str, Desk], browser: Browser
) -> None:
    url, notes = desk
    notes.posted.clear()
    page = opened(browser, url + DETAIL.card.url, script=True)
    page.route("**/giving/challenge", lambda route: route.fulfill(status=503, body="{}"))
    fill(page)
    page.get_by_role("button", name="Gửi lời hứa giúp").click()
    page.wait_for_url("**/giving/pledge")
    assert dict(notes.posted[0][1])["altcha"] == ""
    page.context.close()


def test_the_card_form_posts_amount_currency_and_rhythm(desk: tuple[str, Desk], browser: Browser) -> None:
    url, notes = desk
    notes.posted.clear()
    page = opened(browser, url + "/hua-giup/", script=True)
    form = page.locator("form[action='/giving/checkout']")
    form.get_by_label("Mã địa chỉ hoặc mã quỹ").fill(DETAIL.card.code)
    form.get_by_label("Số tiền").fill("20")
    form.get_by_role("button", name="Sang trang thẻ").click()
    page.wait_for_url("**/giving/checkout")
    sent = dict(notes.posted[0][1])
    assert len(sent.pop("nonce")) == 36
    assert sent.pop("altcha")
    assert sent == {"lang": "vi", "code": DETAIL.card.code, "amount": "20", "currency": "USD", "rhythm": "once"}
    page.context.close()


@pytest.mark.parametrize("path", [DETAIL.card.url, "/hua-giup/"])
def test_everybody_can_use_the_forms(desk: tuple[str, Desk], browser: Browser, path: str) -> None:
    url, _ = desk
    for width in (360, 1280):
        page = opened(browser, url + path, script=True, width=width)
        for closed in page.locator("details.more-ways > summary").all():
            closed.click()
        for name in ("in_kind", "labour"):
            page.locator("#o-kind").select_option(name)
        page.locator("#o-frequency").select_option("monthly")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page is wider than the screen"
        send = page.get_by_role("button", name="Gửi lời hứa giúp")
        send.scroll_into_view_if_needed()
        box = send.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 800 - box["height"], "an open form can be scrolled to its end"
        assert in_both_schemes(page) == {}
        page.context.close()


def test_paper_has_no_form(desk: tuple[str, Desk], browser: Browser) -> None:
    url, _ = desk
    page = opened(browser, url + DETAIL.card.url, script=True)
    page.emulate_media(media="print")
    assert not page.locator("details.more-ways").first.is_visible()
    page.context.close()
