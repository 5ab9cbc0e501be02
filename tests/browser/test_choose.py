"""The list of chosen addresses in a browser: from the cards, shared, with codes that are not what they seem."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from nhandao.public.views import Dong, Giving, Gone
from nhandao.records.codes import codes
from scripts.web import open_server
from tests.browser.test_accessibility import in_both_schemes
from tests.site.building import Bench
from tests.site.made_up import address, finished, public_site, small

_CODES = codes("DC", 2023)
FIRST, SECOND, CLOSED, ENDED, GONE, NEVER = (next(_CODES) for _ in range(6))
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    bench = Bench(tmp_path_factory.mktemp("choose"))
    shown = []
    for number, code in enumerate((FIRST, SECOND, CLOSED)):
        detail = address(number)
        card = detail.card._replace(code=code, url=f"/dia-chi/{code}/", title=f"Địa chỉ {number}", digest=code)
        shown.append(detail._replace(card=card, giving_open=code != CLOSED))
    ended = finished(150)._replace(code=ENDED, url=f"/dia-chi/{ENDED}/")
    site = small(public_site(shown, ended=[ended], withdrawn=[Gone(GONE, f"/dia-chi/{GONE}/", "", "")]))
    giving = Giving(True, (), Dong(200_000_000), 12)
    bench.build(site._replace(society=site.society._replace(giving=giving)), base="")
    server = open_server(0, lambda: bench.out)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def opened(browser: Browser, url: str, script: bool = True) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page.goto(url)
    return page


def test_cards_fill_a_list_that_stays_on_the_device_and_can_be_shared(url: str, browser: Browser) -> None:
    page = opened(browser, f"{url}/dia-chi/")
    for code in (FIRST, SECOND):
        page.goto(f"{url}/dia-chi/")
        page.locator(f'a[href$="?them={code}"]').click()
        expect(page.locator(".checker__result")).to_contain_text(code)
    assert page.url == f"{url}/chon/?ma={FIRST},{SECOND}"
    needed = address(0).card.needed + address(1).card.needed
    expect(page.locator(".checker__result")).to_contain_text(f"{needed:,}".replace(",", "."))
    assert page.locator("[name=tien]").input_value() == f"{address(0).card.needed},{address(1).card.needed}"
    page.goto(f"{url}/chon/")
    expect(page.locator(".checker__result")).to_contain_text("Địa chỉ 1")
    page.get_by_role("button", name=f"Bỏ ra: {FIRST}").click()
    expect(page.locator(".checker__result")).not_to_contain_text(FIRST)
    shared = page.url
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép: Địa chỉ để chia sẻ danh sách này").click()
    expect(page.get_by_role("button", name="Đã chép: Địa chỉ để chia sẻ danh sách này")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == shared
    page.context.close()
    other = opened(browser, shared)
    expect(other.locator(".checker__result")).to_contain_text("Địa chỉ 1")
    assert in_both_schemes(other) == {}
    other.context.close()


def test_codes_that_take_nothing_are_named_with_the_reason(url: str, browser: Browser) -> None:
    wrong = FIRST[:-1] + ("A" if FIRST[-1] != "A" else "B")
    page = opened(browser, f"{url}/chon/?ma={FIRST},{CLOSED},{ENDED},{GONE},{NEVER},{wrong},%3Cimg%3E")
    told = page.locator(".checker__result")
    for words in (
        f"{CLOSED}: Địa chỉ 2 · hiện không nhận thêm", f"{ENDED}: đã kết thúc", f"{GONE}: không có, hoặc không còn,",
        f"{NEVER}: không có, hoặc không còn,", f"{wrong}: mã này sai", "<IMG>: mã này sai",
    ):  # fmt: skip
        expect(told).to_contain_text(words)
    page.context.close()


def test_ten_thousand_codes_are_told_and_fifty_kept(url: str, browser: Browser) -> None:
    page = opened(browser, f"{url}/chon/")
    field = page.locator("[name=ma]")
    field.evaluate("(field, text) => { field.value = text; field.dispatchEvent(new Event('change')); }",
                   " ".join(f"DC23Z{number:04}0" for number in range(10_000)))  # fmt: skip
    expect(page.locator(".checker__result")).to_contain_text("Danh sách có 10000 mã; chỉ giữ 50 mã đầu")
    assert len(field.input_value().split(", ")) == 50
    page.context.close()


def test_without_script_codes_are_typed_and_sent_to_the_form(url: str, browser: Browser) -> None:
    page = opened(browser, f"{url}/chon/", script=False)
    page.locator("[name=ma]").fill(f"{FIRST}, {SECOND}")
    with page.expect_request("**/giving/bundle?**") as asked:
        page.get_by_role("button", name="Hứa giúp cả danh sách").click()
    assert FIRST in asked.value.url
    assert SECOND in asked.value.url
    page.context.close()
