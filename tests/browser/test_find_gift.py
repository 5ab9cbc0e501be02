"""A giver finds an own gift in a real browser, at the width of a phone, with JavaScript and without."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from nhandao.public.finding import is_gift, plain
from nhandao.public.views import LedgerLine
from tests.browser.page_types import views

FIND, RELEASES = "/so-cai/tim-khoan-ung-ho/", "/so-cai/phat-hanh/"


def gift() -> LedgerLine:
    """A transfer of the sample whose address still has its page."""
    return next(
        line
        for month in views().months
        for line in month.lines
        if is_gift(line) and line.account_url and line.reference.startswith("transfer-") and line.on.day < 10
    )


def number() -> str:
    return gift().reference.removeprefix("transfer-")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def ask(page: Page, code: str, amount: str = "", day: str = "") -> list[str]:
    """What the page says after a search."""
    page.get_by_label("Mã biên nhận").fill(code)
    page.get_by_label("Số tiền").fill(amount)
    page.get_by_label("Ngày").fill(day)
    page.get_by_role("button", name="Tìm", exact=True).click()
    items = page.locator(".checker__item")
    expect(items.first).not_to_have_text("Đang tìm…")
    return items.all_inner_texts()


def ways() -> list[tuple[str, str, str]]:
    """One gift, as people write it down."""
    line, code = gift(), number()
    dotted = f"{int(line.amount):,}".replace(",", ".")
    vietnamese = f"{line.on.day:02}/{line.on.month:02}/{line.on.year}"
    return [
        (code, str(int(line.amount)), line.on.isoformat()),
        (f" {code[:2].lower()} {code[2:6]}-{code[6:]} ", f"{dotted} đ", vietnamese),
        (code.replace("F", "Ｆ"), f"{dotted},00", f"{line.on.day}/{line.on.month}/{line.on.year}"),
        (line.reference, "", ""),
        (f"{line.reference}-7KQXM", "", ""),
        (f"{line.reference}-7KQXM", dotted, vietnamese),
    ]


@pytest.mark.parametrize("way", range(len(ways())))
def test_a_gift_is_found_however_it_is_written(site: str, page: Page, way: int) -> None:
    page.goto(site + FIND)
    (said,) = ask(page, *ways()[way])
    assert said.startswith(f"Đã tìm thấy: {gift().reference}.")
    assert gift().account in said
    page.get_by_role("link", name="Xem dòng này").click()
    row = page.locator(f'[id="{gift().reference}"]')
    expect(row).to_be_in_viewport()
    assert number() in row.inner_text()


@pytest.mark.parametrize(
    ("amount", "day", "told"),
    [
        ("1", "2023-06-01", "Không có khoản nào khớp cả ba"),
        ("", "", "Không có biên nhận nào mang mã này"),
        ("nửa triệu", "", "Số tiền: gặp “nửa triệu”"),
        ("1.00.000", "", "Số tiền: gặp “1.00.000”"),
        ("", "31/02/2023", "Ngày: gặp “31/02/2023”"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(site: str, page: Page, amount: str, day: str, told: str) -> None:
    page.goto(site + FIND)
    assert any(line.startswith(told) for line in ask(page, number(), amount, day))


def test_an_empty_code_is_told(site: str, page: Page) -> None:
    page.goto(site + FIND)
    assert ask(page, " - ")[0].startswith("Ô mã đang trống")


def test_nothing_that_was_typed_leaves_the_browser(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(site + FIND)
    ask(page, *ways()[1])
    assert any(FIND + "k" in url for url in asked)
    assert not any(number() in url for url in asked)
    assert all(url.startswith(site) for url in asked)


def test_the_page_works_in_english_and_leads_to_english_pages(site: str, page: Page) -> None:
    page.goto(f"{site}/en{FIND}")
    page.get_by_label("Receipt code").fill(gift().reference)
    page.get_by_role("button", name="Find").or_(page.get_by_role("button", name="Search")).first.click()
    found = page.get_by_role("link", name="See this line")
    assert (found.get_attribute("href") or "").startswith("/en/so-cai/")


def test_without_javascript_the_month_leads_to_the_line(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site + FIND)
    assert not page.locator("form.checker").is_visible()
    assert "tìm trong trang" in page.locator("main").inner_text()
    page.get_by_role("link", name=f"Sổ cái tháng {gift().on.month}/{gift().on.year}").click()
    assert number() in page.locator("main").inner_text()
    context.close()


def test_a_phone_loads_little(site: str, page: Page, sample: Path) -> None:
    page.goto(site + FIND)
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.header_value("content-length") or 0)))
    ask(page, *ways()[0])
    assert 0 < sum(sizes) < 15_000
    largest = max(file.stat().st_size for file in (sample / FIND.strip("/")).glob("k*.json"))
    assert largest < 30_000


def test_script_and_build_bring_what_is_typed_into_one_form(site: str, page: Page) -> None:
    texts = ["Ft23 062-000", "ĐÂY đấy", "ﬁ Ｆ１", "a\u0300b", "№ 5", "thẻ “x”", "½", "ß", "İ", "‰"]
    page.goto(site + FIND)
    script = page.locator('script[src*="find-gift"]').get_attribute("src")
    assert script
    made = page.evaluate(
        f"async (texts) => (await import({json.dumps(script)})).plain && texts.map((await import({json.dumps(script)})).plain)",
        texts,
    )
    assert made == [plain(text) for text in texts]


def test_the_whole_release_is_downloaded_and_verified(site: str, page: Page, tmp_path: Path) -> None:
    page.goto(site + RELEASES)
    with page.expect_download() as started:
        page.get_by_role("link", name="Cả bản công bố").click()
    ZipFile(BytesIO(started.value.path().read_bytes())).extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    done = subprocess.run([sys.executable, "-I", folder / "verify.py"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
    assert page.locator(".plate--large").inner_text() in done.stdout
