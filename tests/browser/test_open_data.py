"""Other sites use the portal: a card in a frame of another origin, data read by its programs, examples that run."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from nhandao.site.embed_pages import SIZES
from scripts.web import open_server
from tests.browser.test_accessibility import EVERYTHING
from tests.site.building import Bench
from tests.site.made_up import address, code_of, gone, public_site, small


class Elsewhere(SimpleHTTPRequestHandler):
    """A site of somebody else, which sends no policy of ours."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not news."""


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[str]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class Places(NamedTuple):
    ours: str
    theirs: str
    folder: Path  # of their pages
    bench: Bench

    def framed(self, page: Page, url: str, width: int = 400, height: int = 330) -> None:
        """Opens a page of theirs that shows ``url`` of ours in a frame."""
        frame = f'<iframe src="{self.ours}{url}" width="{width}" height="{height}" title="x" style="border:0"></iframe>'
        (self.folder / "index.html").write_text(f"<!doctype html><title>Báo</title>{frame}", encoding="utf-8")
        page.goto(self.theirs)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    bench, folder = Bench(tmp_path_factory.mktemp("ours")), tmp_path_factory.mktemp("theirs")
    elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), partial(Elsewhere, directory=str(folder)))
    with running(open_server(0, lambda: bench.out)) as ours, running(elsewhere) as theirs:
        site = small(public_site([address(4, indexable=True), address(3, indexable=False)], withdrawn=[gone(7)]))
        bench.build(site, base=ours)
        yield Places(ours, theirs, folder, bench)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_a_card_is_shown_inside_a_page_of_another_origin_without_script(places: Places, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    places.framed(page, f"/nhung/{code_of(4)}/")
    assert address(4).card.title in page.frame_locator("iframe").locator("h1").inner_text()
    context.close()


@pytest.mark.parametrize("url", ["/", f"/dia-chi/{code_of(4)}/", "/nhung/ma/", "/api/"])
def test_no_other_page_lets_itself_be_framed(places: Places, page: Page, url: str) -> None:
    with page.expect_event("console", lambda said: "frame-ancestors" in said.text):
        places.framed(page, url)


def test_a_card_of_a_withdrawn_address_answers_410_with_a_calm_notice(places: Places, page: Page) -> None:
    with page.expect_response("**/nhung/**") as answered:
        places.framed(page, f"/nhung/{code_of(7)}/")
    assert answered.value.status == 410
    assert "không còn được giới thiệu" in page.frame_locator("iframe").locator("h1").inner_text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", [code_of(4), code_of(3), code_of(7)])
def test_a_card_fits_its_frame_in_each_size(places: Places, page: Page, code: str, size: tuple[str, int, int]) -> None:
    places.framed(page, f"/nhung/{code}/", size[1], size[2])
    root = page.frame_locator("iframe").locator("html")
    told = "root => [root.scrollWidth, root.scrollHeight]"
    width, height = root.evaluate(told)
    assert width <= size[1]
    assert height <= size[2]


@pytest.mark.parametrize(
    ("scheme", "end", "ground"),
    [
        ("light", "", "rgb(255, 255, 255)"), ("dark", "", "rgb(26, 37, 35)"),
        ("dark", "#sang", "rgb(255, 255, 255)"), ("light", "#toi", "rgb(26, 37, 35)"),
    ],
)  # fmt: skip
def test_a_card_is_light_or_dark_by_setting_or_by_its_address(
    places: Places, browser: Browser, scheme: str, end: str, ground: str
) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    places.framed(page, f"/nhung/{code_of(4)}/{end}")
    body = page.frame_locator("iframe").locator("body")
    assert body.evaluate("body => getComputedStyle(body).backgroundColor") == ground
    page.goto(f"{places.ours}/nhung/{code_of(4)}/{end}")
    assert [one["id"] for one in Axe().run(page, options=EVERYTHING).response["violations"]] == []
    page.close()


def examples(places: Places, kind: str) -> list[str]:
    found = re.findall(rf'<code data-example="{kind}">(.*?)</code>', places.bench.text("/api/"), re.DOTALL)
    return [unescape(text) for text in found]


def test_the_examples_for_the_command_line_and_python_run(places: Places) -> None:
    commands = examples(places, "sh")
    assert len(commands) == 2
    for command in commands:
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30)
        assert (done.returncode, done.stdout[0]) == (0, "{"), done.stderr
    (program,) = examples(places, "python")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    assert done.stdout == f"{address(4).card.needed + address(3).card.needed}\n", done.stderr


def test_the_example_for_pages_runs_in_a_page_of_another_origin(places: Places, page: Page) -> None:
    (program,) = examples(places, "javascript")
    (places.folder / "index.html").write_text(
        f'<!doctype html><title>Báo</title><script type="module">{program}</script>', encoding="utf-8"
    )
    with page.expect_console_message() as said:
        page.goto(places.theirs)
    assert said.value.text == str(address(4).card.needed + address(3).card.needed)


def test_only_the_interface_may_be_read_by_other_sites(places: Places, page: Page) -> None:
    page.goto(places.theirs)
    read = "url => fetch(url).then(answer => answer.ok, () => false)"
    assert page.evaluate(read, f"{places.ours}/api/v1/index.json")
    assert page.evaluate(read, f"{places.ours}/api/oembed/{code_of(4)}.json")
    assert not page.evaluate(read, f"{places.ours}/so-cai/so-cai.json")
