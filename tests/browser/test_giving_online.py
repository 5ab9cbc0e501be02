"""From the page of an address to the ledger: a promise, a gift by card and a transfer, through everything there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.callback.commands.demo import Demo, running

CODE = "DC23A00949"
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with running(0, "vi", lambda line: None) as demo:
        yield demo


def opened(browser: Browser, url: str, script: bool = True) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url)
    return page


def ledger(demo: Demo, page: Page, words: str) -> str:
    """What the page of the address says of its ledger, once it holds some words."""
    for _ in range(300):
        page.goto(f"{demo.url}/dia-chi/{CODE}/")
        told = page.locator("section", has=page.locator("#so-cai")).inner_text()
        if words in told:
            return told
        page.wait_for_timeout(500)
    raise AssertionError(told)


@pytest.mark.parametrize("script", [True, False])
def test_a_promise_becomes_a_reference_and_its_transfer_a_line(demo: Demo, browser: Browser, script: bool) -> None:
    page = opened(browser, f"{demo.url}/dia-chi/{CODE}/", script)
    page.locator("summary", has_text="Hứa giúp").click()
    form = page.locator("form[action='/giving/pledge']")
    amount = "1,5 triệu" if script else "2 triệu"
    form.locator("[name=amount]").fill(amount)
    form.locator("[name=phone]").fill("không phải số")
    form.locator("[name=consent]").check()
    form.locator("button[type=submit]").click()
    # What is wrong is said beside the field, and nothing that was typed is lost. With script the form is sent only once
    # the browser has counted: until then the old page stands there with the same values.
    expect(page.locator("[role=alert]").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[name=phone]")).to_have_value("không phải số")
    expect(page.locator("[name=amount]")).to_have_value(amount)
    page.locator("[name=phone]").fill("0912 345 678")
    page.locator("form[action='/giving/pledge'] [name=consent]").check()
    page.locator("form[action='/giving/pledge'] button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Hội đã ghi lời hứa giúp", timeout=PATIENCE_MS)
    reference = page.locator(".plate").first.inner_text()
    assert reference.startswith("CK23B")
    value = "731000" if script else "732000"
    assert demo.transfer(value, f"ung ho {reference.lower()}") == 200
    told = ledger(demo, page, f"{value[:3]}.000")
    assert "0912" not in told
    page.context.close()


def test_a_gift_by_card_is_a_line_with_its_fee_and_its_receipt_a_mail(demo: Demo, browser: Browser) -> None:
    page = opened(browser, f"{demo.url}/en/dia-chi/{CODE}/")
    page.locator("form[action='/giving/checkout']").evaluate("form => form.closest('details').open = true")
    form = page.locator("form[action='/giving/checkout']")
    form.locator("[name=amount]").fill("20.00")
    form.locator("[name=currency]").select_option("USD")
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/pay/**")
    page.locator("button").first.click()
    expect(page.locator("h1")).to_have_text("Thank you", timeout=PATIENCE_MS)
    told = ledger(demo, page, "0,68 USD")
    assert "490.000" in told
    assert "16.660" in told
    for _ in range(300):
        if demo.mails:
            break
        page.wait_for_timeout(500)
    assert "20.00 USD" in demo.mails[0]
    page.context.close()


@pytest.mark.parametrize(("currency", "amount"), [("USD", "0.50"), ("VND", "49999"), ("VND", "9" * 15), ("USD", "abc")])
def test_an_amount_that_no_card_takes_is_said_beside_the_field(
    demo: Demo, browser: Browser, currency: str, amount: str
) -> None:
    page = opened(browser, f"{demo.url}/dia-chi/{CODE}/", script=False)
    page.locator("summary", has_text="Ủng hộ bằng thẻ").click()
    form = page.locator("form[action='/giving/checkout']")
    form.locator("[name=amount]").fill(amount)
    form.locator("[name=currency]").select_option(currency)
    form.locator("button[type=submit]").click()
    expect(page.locator("[name=amount]")).to_have_value(amount)
    expect(page.locator("[role=alert]").first).to_be_visible()
    page.context.close()


def test_a_form_from_another_site_is_turned_away(demo: Demo, browser: Browser) -> None:
    body = b"lang=vi&code=DC23A00949&kind=cash&amount=500000&frequency=once&phone=0912345678&consent=yes"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://elsewhere.example"}
    assert demo.ask("POST", "/giving/pledge", body, headers)[0] == 403
    assert demo.ask("POST", "/giving/checkout", body, headers)[0] == 403
    assert demo.ask("POST", "/giving/pledge", b"x" * 100_000, headers)[0] == 413
