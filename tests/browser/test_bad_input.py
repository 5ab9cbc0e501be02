"""The worst that a record may hold and still be accepted: pages stay whole, nothing of it runs, HTML stays valid."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from nhandao.site.build import build_site
from scripts.command_line import run
from scripts.folders import CONTENT, THEME
from scripts.web import open_server
from tests.built.test_html import complaints
from tests.built.test_inline import inline
from tests.conftest import SITE_URL
from tests.tree import ADDRESS, RECEIPT, replace, write

LONG = "nghiêngngả" * 500
"""One word of 5,000 letters."""

STORY = f"""
Cô H. bán rau ở chợ phường đã nhiều năm. <script>window.ran = 1; alert(1)</script> <b onclick="alert(2)">Cô</b> cần xe lăn.

<img src=x onerror="window.ran = 2; alert(3)"> <svg onload="alert(4)"><style>body {{ display: none }}</style></svg>

<iframe srcdoc="<script>parent.ran = 3</script>"></iframe> <base href="//evil.test"> <meta http-equiv=refresh content=0>

</div></section></main></body></html> <!-- <plaintext> <textarea> <title> <noscript>

&lt;script&gt;window.ran = 4&lt;/script&gt; &#60;img src=x onerror=alert(5)&#62; <a href="data:text/html,x">x</a> <x:y z>

{LONG}

# {"tiêu" * 40}

## **{"đậm" * 60}** `{"ma" * 90}`

<table><tr>{"<td>ô" * 40}</tr></table>

| {" | ".join(f"cột{n}" for n in range(40))} |
|{"---|" * 40}
| {" | ".join(["ô"] * 40)} |

{">" * 60} sâu

{"".join("  " * n + "- mục" + chr(10) for n in range(20))}
```
{"dong ma " * 20}
```

**không đóng *lồng __nhau `
"""

TAG = '"><img src=x onerror=alert(6)>'


def line(text: str, length: int) -> str:
    """A text without any space, of just the length a field allows, in single quotes as YAML wants it."""
    filled = (text + "dàidằngdặc" * length)[:length].replace(" ", "_")
    return "'" + filled.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An accepted data folder with the worst texts in every field that is shown."""
    folder = write(tmp_path_factory.mktemp("bad") / "data")
    (folder / "photos/DC23A0002G").mkdir(parents=True)
    Image.new("RGB", (1600, 40), "teal").save(folder / "photos/DC23A0002G/1.jpg")
    address = (folder / ADDRESS).read_text(encoding="utf-8")
    start, rest = address.split("story: |\n")
    after = rest[rest.index("categories:") :]
    story = textwrap.indent(STORY.strip("\n"), "  ")
    (folder / ADDRESS).write_text(f"{start}story: |\n{story}\n{after}", encoding="utf-8")
    for old, new in (
        ("display_name: Cô H.", f"display_name: {line('<b>H.', 40)}"),
        ("title: Cô H. mong có chiếc xe lăn để ra chợ", f"title: {line('<script>alert(7)</script>', 99)}"),
        ("summary: Cô H. sống ở phường Thác Mơ và cần một chiếc xe lăn để tự đi bán hàng.",
         f"summary: {line(TAG, 300)}\nsummary_en: {line('</p><script>alert(8)</script>', 300)}"),
        ("what: Xe lăn gấp", f"what: {line(TAG, 80)}"),
        ("unit: chiếc", f"unit: {line('<i>', 20)}"),
        ("unit_price_vnd: 3500000", f"unit_price_vnd: 3500000, priority_text: {line(TAG, 120)}"),
        ("by: Hội phường", f"by: {line(TAG, 200)}"),
        ("by: Hội thị xã", f"by: {line(TAG, 200)}"),
    ):  # fmt: skip
        replace(folder, ADDRESS, old, new)
    with (folder / ADDRESS).open("a", encoding="utf-8") as opened:
        opened.write(
            f"photos:\n  - {{file: 1.jpg, alt: {line(TAG, 200)}, taken_on: 2023-03-01, credit: {line(TAG, 200)}, "
            f"shows: thing}}\nupdates:\n  - on: 2023-07-01\n    photos: [1.jpg]\n    text: |\n{textwrap.indent(story, '    ')}\n"
        )
    replace(folder, RECEIPT, "value_vnd: 2000000",
            f"value_vnd: 2000000\nsupporter: {{name: {line(TAG, 60)}, visibility: name_amount}}")  # fmt: skip
    # Everything it needs has come: the address has no need left.
    (folder / "receipts/2023/06/02").mkdir(parents=True)
    other = (folder / RECEIPT).read_text(encoding="utf-8").replace("FT1", "FT2").replace("2000000", "180000000")
    (folder / "receipts/2023/06/02/transfer-FT2.yaml").write_text(other.replace("06-01", "06-02"), encoding="utf-8")
    chapter = "organisations/chapter/hoi-phuoc-long.yaml"
    replace(folder, chapter, "Hội Chữ thập đỏ thị xã Phước Long", line("<svg onload=alert(9)>", 200))
    # And one that nobody helped, so that its page shows how to give.
    waiting = (folder / ADDRESS).read_text(encoding="utf-8").replace("DC23A0002G", "DC23A0003E")
    (folder / "addresses/2023/DC23A0003E.yaml").write_text(waiting, encoding="utf-8")
    (folder / "photos/DC23A0003E").mkdir()
    Image.new("RGB", (40, 1600), "teal").save(folder / "photos/DC23A0003E/1.jpg")
    # And a third that is finished.
    ended = waiting.replace("DC23A0003E", "DC23A0004C").split("photos:")[0]
    ended += f"finished: {{on: 2023-09-01, reason: graduated, outcome: {line(TAG, 600)}}}\n"
    (folder / "addresses/2023/DC23A0004C.yaml").write_text(ended, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert run(["check", "--data", str(data)]) == 0
    out = tmp_path_factory.mktemp("bad-site") / "out"
    made = build_site(
        out=out, data=data, as_of=None, today=date(2026, 1, 1), site_url=SITE_URL, content=CONTENT, theme=THEME,
        cache=tmp_path_factory.mktemp("bad-cache"), search="none",
    )  # fmt: skip
    assert not isinstance(made, list)
    return out


@pytest.fixture(scope="module")
def bad_site(built: Path) -> Iterator[str]:
    server = open_server(0, lambda: built)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


PATHS = [
    "/", "/dia-chi/", "/dia-chi/DC23A0002G/", "/dia-chi/DC23A0003E/", "/dia-chi/DC23A0004C/", "/xa/2023/25216-thac-mo/",
    "/to-chuc/", "/to-chuc/hoi-phuoc-long/", "/so-cai/", "/so-cai/2023-06/", "/so-cai/dia-chi/", "/da-ket-thuc/",
]  # fmt: skip


@pytest.mark.parametrize("url", [*PATHS, *(f"/en{path}" for path in PATHS)])
def test_nothing_of_a_record_runs_and_the_page_fits_a_phone(bad_site: str, browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    happened: list[str] = []
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(bad_site) else happened.append(request.url))
    answer = page.goto(bad_site + url, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    assert happened == []
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = """() => [...document.querySelectorAll("body *")].filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.right <= innerWidth + 1 || box.width <= 1) return false;
        for (let outer = element.parentElement; outer !== document.body; outer = outer.parentElement)
          if (getComputedStyle(outer).overflowX !== "visible") return false;  // it scrolls by itself
        return true;
    }).map((element) => element.outerHTML.slice(0, 120))"""
    assert page.evaluate(wide) == []
    assert page.locator("footer").is_visible()
    page.close()


def test_every_page_made_of_bad_records_is_valid_and_has_nothing_inline(built: Path) -> None:
    assert list(inline(built)) == []
    assert complaints(built) == []


def test_an_address_with_no_need_left_says_so_and_asks_for_nothing(bad_site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{bad_site}/dia-chi/DC23A0002G/")
    assert "đã đủ" in page.locator("main").inner_text().lower()
    assert page.locator("svg.qr").count() == 0
    page.close()


@pytest.mark.parametrize(
    ("old", "new", "where", "advice"),
    [
        ("title: Cô H. mong", f"title: Cô H. {'rất ' * 75}mong", ":7: title:", "dài quá 99 ký tự"),
        ("đã nhiều năm", "đã nhiều năm [bấm](javascript:alert(1))", ":9: story:", "liên kết"),
        ("đã nhiều năm", "đã nhiều năm <a href='javascript:x()'>x</a>", ":9: story:", "liên kết"),
        ("đã nhiều năm", "đã\u200bnhiều năm", ":10:", "ký tự ẩn U+200B"),
        ("đã nhiều năm", "đã \u202emăn uềihn", ":10:", "ký tự ẩn U+202E"),
        ("đã nhiều năm", f"đã nhiều năm {'dài' * 3_000}", ":9: story:", "dài quá 8000 ký tự"),
        ("title: Cô H. mong", 'title: "Cô \\u202eH." #', ":7:", "ký tự ẩn U+202E"),
        ("  - {form: wheelchair, what: Xe lăn gấp, quantity: 1, unit: chiếc, unit_price_vnd: 3500000}\n", "  []\n",
         ":13: needs:", "ít nhất 1 mục"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named_with_file_line_field_and_advice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, where: str, advice: str
) -> None:
    folder = write(tmp_path / "data")
    replace(folder, ADDRESS, old, new)
    assert run(["check", "--data", str(folder)]) == 1
    told = [text for text in capsys.readouterr().out.splitlines() if f"{ADDRESS}{where}" in text]
    assert len(told) == 1
    assert advice in told[0]
