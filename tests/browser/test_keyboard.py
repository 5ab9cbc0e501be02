"""From the home page to the QR code of an address with nothing but Tab, Enter and the arrow keys."""

from __future__ import annotations

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.page_types import views

# What has the focus, how that is drawn, and what lies on top at its middle and near its corners. The radio buttons of
# the amounts are shown by their labels, the link of a card by a frame around the card, the tiles of the map by their edge.
FOCUS = """() => {
  const element = document.activeElement;
  const shown = element.matches("input[type=radio]") ? element.labels[0] : element;
  const outline = (style) => (style.outlineStyle === "none" || style.content === "none" ? 0 : parseFloat(style.outlineWidth));
  const own = getComputedStyle(shown);
  const after = getComputedStyle(shown, "::after");
  const edge = getComputedStyle(shown.querySelector(":scope > rect") ?? shown);
  const signs = [
    [outline(own), own.outlineColor], [outline(after), after.outlineColor],
    [edge.stroke === "none" ? 0 : parseFloat(edge.strokeWidth), edge.stroke],
  ].filter(([width]) => width > 0);
  const lines = [...shown.getClientRects()].filter((line) => line.width > 0 && line.height > 0);
  const covered = [];
  for (const line of lines) {
    for (const [x, y] of [[0.5, 0.5], [0.05, 0.2], [0.95, 0.2], [0.05, 0.8], [0.95, 0.8]]) {
      const top = document.elementFromPoint(line.left + line.width * x, line.top + line.height * y);
      if (!(top && (shown.contains(top) || top.contains(shown)))) covered.push(top ? top.outerHTML.slice(0, 80) : "off screen");
    }
  }
  const box = shown.getBoundingClientRect();
  const reach = outline(own) + parseFloat(own.outlineOffset);
  const frame = [box.left - reach, box.top - reach, box.right + reach, box.bottom + reach];
  let cut = "";
  for (let outer = shown.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
    if (outline(own) === 0 || getComputedStyle(outer).overflowX === "visible") continue;
    const [left, top, right, bottom] = (({ left, top, right, bottom }) => [left, top, right, bottom])(outer.getBoundingClientRect());
    if (frame[0] < left - 1 || frame[1] < top - 1 || frame[2] > right + 1 || frame[3] > bottom + 1) cut = outer.outerHTML.slice(0, 80);
  }
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--focus)";
  const expected = getComputedStyle(probe).color;
  probe.remove();
  return {
    expected, cut,
    tag: element.tagName.toLowerCase(), href: element.getAttribute("href") ?? "", id: element.id,
    text: shown.textContent.trim().slice(0, 60), marked: element.matches(":focus-visible"), signs,
    opacity: Number(own.opacity), visibility: own.visibility, lines: lines.length, covered,
    box: [box.left, box.top, box.right - innerWidth, box.bottom - innerHeight].map(Math.round),
  };
}"""


def focused(page: Page) -> dict[str, Any]:
    """What has the focus, after asserting that one sees where it is."""
    found: dict[str, Any] = page.evaluate(FOCUS)
    what = f"<{found['tag']} {found['id'] or found['href']}> “{found['text']}” on {page.url}"
    assert found["tag"] != "body", f"nothing has the focus on {page.url}"
    assert found["marked"], what
    (width, colour), *_ = found["signs"] or [(0, "")]
    assert width >= 2, f"nothing shows the focus: {what}"
    assert colour == found["expected"], f"in {colour}, not in the colour of the focus: {what}"
    assert (found["opacity"], found["visibility"]) == (1, "visible"), what
    assert found["lines"], f"takes no room: {what}"
    left, top, right, bottom = found["box"]
    assert left >= 0 and top >= 0 and right <= 0 and bottom <= 0, f"outside the screen {found['box']}: {what}"  # noqa: PT018
    assert found["covered"] == [], f"covered: {what}"
    assert found["cut"] == "", f"its outline is cut off by {found['cut']}: {what}"
    return found


def tab_to(page: Page, wanted: str, **facts: str) -> None:
    """Press Tab until something whose facts begin so has the focus; one sees the focus at every step."""
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        found = focused(page)
        if all(str(found[name]).startswith(value) for name, value in facts.items()):
            return
        passed.append(found["text"])
    raise AssertionError(f"{wanted} is not reached by Tab; passed: {passed}")


def scanned(page: Page) -> list[str]:
    picture = Image.open(io.BytesIO(page.screenshot()))
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 640), (1280, 800)], ids=["phone", "wide"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_a_donor_gets_from_the_home_page_to_the_code_by_keyboard_alone(
    site: str, browser: Browser, prefix: str, size: tuple[int, int], scheme: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(f"{site}{prefix}/")
    tab_to(page, "the skip link", href="#noi-dung")
    page.keyboard.press("Enter")
    tab_to(page, "the list of addresses", href=f"{prefix}/dia-chi/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{prefix}/dia-chi/")
    tab_to(page, "the skip link", href="#noi-dung")
    page.keyboard.press("Enter")
    tab_to(page, "the first address", href=f"{prefix}/dia-chi/DC")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{prefix}/dia-chi/DC*/")
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    detail = next(detail for detail in views().addresses if detail.card.code == code)
    if size[0] < 992:  # wider screens show the way to give beside the address
        tab_to(page, "the button to give", href="#chuyen-khoan")
        page.keyboard.press("Enter")
    tab_to(page, "the choice of an amount", id="so-tien-1")
    for number, transfer in enumerate(detail.transfers, start=1):
        assert focused(page)["id"] == f"so-tien-{number}"
        page.locator(".give__panel svg.qr:visible").wait_for()
        assert transfer.payload in scanned(page), f"the code of amount {number} is not on the screen"
        if number < len(detail.transfers):
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert focused(page)["tag"] == "button", "after the amounts come the buttons to copy"
    page.close()


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
@pytest.mark.parametrize("path", ["/", "/dia-chi/", "/tai-khoan-that/", "/tim/", "/ban-do/", "ADDRESS"])
def test_the_focus_can_be_seen_at_every_stop_of_a_page_on_a_phone(
    site: str, browser: Browser, path: str, prefix: str
) -> None:
    detail = next(detail for detail in views().addresses if len(detail.transfers) == 4)
    page = browser.new_page(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    page.goto(site + prefix + path.replace("ADDRESS", detail.card.url))
    stops = 0
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        focused(page)
        stops += 1
    assert stops > 10
    # And back again: what covers a stop from below may not cover it from above.
    for _ in range(stops):
        page.keyboard.press("Shift+Tab")
        if not page.evaluate("document.activeElement === document.body"):
            focused(page)
    page.close()
