"""One built sample and one browser for all tests here."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from nhandao.site.build import build_site
from scripts.folders import CONTENT, DATA, THEME
from scripts.suite import chromium
from scripts.web import open_server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the built sample, served as `portal serve` does, on this machine only."""
    out: Path = tmp_path_factory.mktemp("site")
    built = build_site(
        out=out, data=DATA, as_of=None, today=date(2026, 1, 1), site_url="", content=CONTENT, theme=THEME,
        cache=tmp_path_factory.mktemp("cache"),
    )  # fmt: skip
    assert not isinstance(built, list)
    server = open_server(0, lambda: out)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("NHANDAO_CHROMIUM") or chromium("en"), args=FLAGS
        )
        yield opened
        opened.close()
