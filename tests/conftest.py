"""The built sample, made once for all who test it, however many processes the tests run in."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from nhandao.site.build import build_site
from scripts.folders import CONTENT, DATA, THEME
from tests import pictures

SITE_URL = "https://nhandao.example.vn"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pictures", action="store_true", help="take the pictures of the handbook again instead of comparing"
    )


@pytest.fixture
def keep_picture(request: pytest.FixtureRequest) -> pictures.KeepPicture:
    """Takes or compares a picture of the handbook."""
    return partial(pictures.keep, update=request.config.getoption("--update-pictures"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the sample of this repository, built in both languages as for its place on the network."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, done = shared / "sample", shared / "sample-is-built"
    with FileLock(shared / "sample.lock"):
        if not done.exists():
            built = build_site(
                out=out, data=DATA, as_of=None, today=date(2026, 1, 1), site_url=SITE_URL, content=CONTENT,
                theme=THEME, cache=shared / "sample-cache",
            )  # fmt: skip
            assert not isinstance(built, list), built
            done.touch()
    return out
