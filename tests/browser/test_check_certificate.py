"""The code of a certificate is checked in a browser: what is genuine, what is not, and what was tampered with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from nhandao.public.views import Certificate, Organisation
from nhandao.records.certificate_codes import certificate_code
from tests.browser.page_types import views

UNKNOWN = certificate_code(["nothing"])


def example(kind: str) -> tuple[Organisation, Certificate]:
    return next((body, one) for body in views().organisations for one in body.certificates if one.kind == kind)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def ask(page: Page, site: str, typed: str, lang: str = "") -> str:
    """What the page says of something typed."""
    page.goto(f"{site}{lang}/kiem-tra/")
    page.locator("[name=ma]").fill(typed)
    page.locator("form button[type=submit]").click()
    said = page.locator(".checker__item")
    expect(said).not_to_have_text("Đang kiểm tra…" if not lang else "Checking…")
    return said.inner_text()


@pytest.mark.parametrize("kind", ["pledge", "year"])
def test_a_genuine_code_names_whose_it_is_and_leads_to_the_certificate(site: str, page: Page, kind: str) -> None:
    body, one = example(kind)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said = ask(page, site, f" {one.code.lower().replace('-', '')}")
    assert said.startswith(f"Có thật: {one.code}, cấp cho {body.name}.")
    assert ("lời hứa." in said) == (kind == "pledge")
    assert not [url for url in asked if one.code in url or not url.startswith(site)]
    page.get_by_role("link", name="Xem giấy").click()
    assert page.url == f"{site}{one.url}"
    assert body.name in page.locator("main").inner_text()


def test_every_character_counts(site: str, page: Page) -> None:
    _, one = example("pledge")
    page.goto(f"{site}/kiem-tra/")
    for at, char in enumerate(one.code[3:], start=3):
        if char != "-":
            changed = one.code[:at] + ("7" if char != "7" else "8") + one.code[at + 1 :]
            page.locator("[name=ma]").fill(changed)
            page.locator("form button[type=submit]").click()
            expect(page.locator(".checker__item")).to_contain_text("Mã này sai ít nhất một ký tự.")
            page.locator(".checker__result").evaluate("list => list.replaceChildren()")


@pytest.mark.parametrize("typed", ["", "DC23A0002G", "<img src=x onerror=alert(1)>", "A" * 10_000, "CN-" * 20])
def test_what_is_no_code_is_told_and_nothing_is_asked_for(site: str, page: Page, typed: str) -> None:
    page.goto(f"{site}/kiem-tra/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[name=ma]").evaluate("(field, text) => { field.value = text; }", typed)
    page.locator("form button[type=submit]").click()
    expect(page.locator(".checker__item")).to_contain_text("sai ít nhất một ký tự")
    assert [url for url in asked if not url.endswith(".svg") and ".svg?" not in url] == []


def test_a_code_that_no_certificate_has_may_be_a_forgery_or_out_of_date(site: str, page: Page) -> None:
    assert "Không có giấy nào mang mã này" in ask(page, site, UNKNOWN)
    assert "No certificate in the newest release has this code" in ask(page, site, UNKNOWN, "/en")


def test_a_table_that_does_not_fit_the_list_of_hashes_is_not_believed(site: str, page: Page) -> None:
    body, one = example("pledge")

    def forged(route: Route) -> None:
        text = route.fetch().text()
        assert body.name in text
        route.fulfill(body=text.replace(body.name, "Công ty Khác"), content_type="application/json")

    page.route("**/certificates.json", forged)
    assert "không khớp danh sách mã băm" in ask(page, site, one.code)


def test_a_page_older_than_the_newest_release_still_finds_it(site: str, page: Page) -> None:
    """The page lay open, or in a cache, when the site was built anew: its release is no longer there."""
    body, one = example("year")
    page.goto(f"{site}/kiem-tra/")
    page.locator("form[data-release]").evaluate("form => { form.dataset.release = '/so-cai/phat-hanh/2020-01-01-0/'; }")
    page.locator("[name=ma]").fill(one.code)
    page.locator("form button[type=submit]").click()
    expect(page.locator(".checker__item")).to_contain_text(f"Có thật: {one.code}, cấp cho {body.name}.")


def test_a_release_that_cannot_be_loaded_is_told(site: str, page: Page) -> None:
    page.route("**/certificates.json", lambda route: route.abort())
    assert "Hãy thử lại" in ask(page, site, example("year")[1].code)


def test_a_certificate_prints_as_one_sheet_on_its_side_with_nothing_else(site: str, page: Page) -> None:
    _, one = example("pledge")
    page.goto(f"{site}{one.url}")
    page.emulate_media(media="print")
    assert page.locator(".certificate__drawing").is_visible()
    for other in ("header", "h1", ".facts", "footer", ".screen-only"):
        assert not page.locator(other).first.is_visible()
    content = page.pdf(prefer_css_page_size=True)
    assert content.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 841.9" in content
