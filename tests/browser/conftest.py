"""The built sample on a server, and one browser, for all tests here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.programs import chromium
from scripts.web import open_server
from tests.pictures import KeepPicture, shot

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture
def show(keep_picture: KeepPicture) -> Callable[..., None]:
    """Takes or compares a picture of the handbook: what a page shows, under a name."""

    def taken(page: Page, name: str, without: str = "") -> None:
        keep_picture(shot(page, without), name)

    return taken


@pytest.fixture(scope="session")
def site(sample: Path) -> Iterator[str]:
    """Address of the built sample, served as `portal serve` does, on this machine only."""
    server = open_server(0, lambda: sample)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium("en"), args=FLAGS)
        yield opened
        opened.close()
