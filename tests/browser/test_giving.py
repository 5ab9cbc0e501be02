"""Giving as a donor does it: choose, scan or copy, print, and hold a message against the genuine accounts."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from nhandao.public.gate import publish
from nhandao.public.views import AddressDetail
from scripts.folders import DATA
from tests.conftest import SITE_URL


@cache
def details() -> tuple[AddressDetail, ...]:
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    return made.addresses


def scanned(page: Page) -> list[str]:
    """What a banking app would read from the screen."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_amount_shows_its_own_code_without_javascript(site: str, browser: Browser, scheme: str) -> None:
    detail = next(detail for detail in details() if len(detail.transfers) == 4)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 800}, color_scheme=scheme  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    page.goto(site + detail.card.url)
    assert scanned(page) == [detail.transfers[0].payload]
    for number, transfer in enumerate(detail.transfers, start=1):
        page.locator(f"label[for=so-tien-{number}]").click()
        assert scanned(page) == [transfer.payload]
        shown = f"{transfer.amount:,}".replace(",", ".") if transfer.amount else "Tự chọn"
        assert shown in page.locator(f"label[for=so-tien-{number}]").inner_text()
    context.close()


def test_the_amounts_can_be_chosen_with_the_keyboard(site: str, browser: Browser) -> None:
    detail = next(detail for detail in details() if len(detail.transfers) == 4)
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(site + detail.card.url)
    page.locator("#so-tien-1").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#so-tien-2").is_checked()
    assert page.locator("label[for=so-tien-2]").evaluate("label => getComputedStyle(label).outlineStyle") == "solid"
    page.close()


def test_code_and_account_can_be_copied(site: str, browser: Browser) -> None:
    detail = next(detail for detail in details() if detail.transfers)
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + detail.card.url)
    copied = []
    for button in page.locator(".transfer__fields button.copy").all():
        button.click()
        button.filter(has_text="Đã chép").wait_for()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied == [detail.card.code, "0000MAU2023"]
    context.close()


def test_the_printed_page_is_one_sheet_with_the_code_and_eight_tags(site: str, browser: Browser) -> None:
    detail = next(detail for detail in details() if detail.transfers)
    page = browser.new_page()
    page.goto(site + detail.card.url)
    page.emulate_media(media="print")
    assert page.locator(".tags__item").count() == 8
    assert page.locator(".tags").is_visible()
    assert not page.locator(".address__body").is_visible()
    assert len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format="A4"))) == 1
    page.emulate_media(media="screen")
    assert not page.locator(".tags").is_visible()
    page.close()


def test_no_code_is_shown_when_giving_is_closed(site: str, browser: Browser) -> None:
    detail = next(detail for detail in details() if not detail.giving_open)
    page = browser.new_page()
    page.goto(site + detail.card.url)
    assert page.locator(".qr").count() == 0
    assert page.locator(".tags").count() == 0
    assert detail.surplus_rule in page.locator(".transfer").inner_text()
    page.close()


@pytest.mark.parametrize(
    ("pasted", "kinds"),
    [
        ("0000MAU2023", ["good"]),
        ("STK 0000mau2023, noi dung DC23A0002G", ["good", "good"]),
        ("chuyen khoan 500.000 đ vao tai khoan 1234 5678 9012", ["bad"]),
        ("0912345678", ["bad"]),
        ("DC23A0002H", ["bad"]),
        ("dc 23 a 0002 g", ["good"]),
        ("SITE/dia-chi/DC23A0002G/", ["good"]),
        ("https://nhandao.example.vn.evil.test/DC23A0002G", ["bad"]),
        ("nhandа\u043e.example.vn", ["bad"]),
        ("0000\u200bMAU2023", ["bad", "good"]),
        ("<img src=x onerror=alert(1)>", ["bad"]),
        ("xin chào", ["bad"]),
        ("", ["bad"]),
    ],
)  # fmt: skip
def test_a_pasted_message_is_held_against_the_genuine_accounts(
    site: str, browser: Browser, pasted: str, kinds: list[str]
) -> None:
    page = browser.new_page()
    page.goto(f"{site}/tai-khoan-that/")
    page.get_by_label("Kiểm tra một tin nhắn").fill(pasted.replace("SITE", SITE_URL))
    page.get_by_role("button", name="Kiểm tra").click()
    items = page.locator(".checker__item").all()
    assert ["good" if "--good" in (item.get_attribute("class") or "") else "bad" for item in items] == kinds
    page.close()


def test_the_page_of_accounts_tells_the_same_in_words_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/tai-khoan-that/")
    text = page.locator("main").inner_text()
    assert "0000MAU2023" in text
    assert "So từng chữ số" in text
    assert not page.locator("form.checker").is_visible()
    context.close()
