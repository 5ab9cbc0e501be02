"""The benchmark measures what it says: it runs commands, compares folders, and hands Hugo every page of the site."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from nhandao.book.load import load
from nhandao.public.gate import publish
from nhandao.site.build import build_site
from nhandao.site.content import Content
from nhandao.site.theme import Theme
from scripts.bench import hugo_site
from scripts.bench.compare import compare, different, is_exception
from scripts.bench.measure import Failed, run, spread
from scripts.folders import CONTENT, THEME
from tests import tree

DAY = date(2023, 10, 31)
URL = "https://nhandao.example.vn"


def test_a_command_is_measured_with_its_memory(tmp_path: Path) -> None:
    measured = run([sys.executable, "-c", "import time; block = b'x' * 50_000_000; time.sleep(0.3)"], folder=tmp_path)
    assert 0.3 <= measured.seconds < 30
    if sys.platform == "linux":
        assert measured.largest > 40_000_000


def test_a_command_that_fails_stops_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such thing"):
        run([sys.executable, "-c", "import sys; sys.exit('no such thing')"], folder=tmp_path)


def test_the_middle_of_the_runs_counts() -> None:
    assert spread([3.0, 1.0, 2.0]) == (2.0, 1.0, 3.0)


def test_a_single_byte_is_a_difference(tmp_path: Path) -> None:
    for name, text in (("one", "a"), ("other", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(text)
    assert different(tmp_path / "one", tmp_path / "other") == ["page.html"]
    assert different(tmp_path / "one", tmp_path / "one") == []


def test_exceptions_are_few() -> None:
    assert is_exception("dia-chi/trang/1/index.html")
    assert not is_exception("dia-chi/trang/12/index.html")


def test_hugo_gets_a_page_for_each_of_ours(tmp_path: Path) -> None:
    data = tree.write(tmp_path / "data")
    out, cache, project = tmp_path / "out", tmp_path / "cache", tmp_path / "hugo"
    build_site(
        out=out, data=data, as_of=None, today=DAY, site_url=URL, content=CONTENT, theme=THEME, cache=cache,
        search="none", languages=("vi",),
    )  # fmt: skip
    views, _ = publish(data, None, DAY)
    book, _ = load(data)
    assert views is not None
    assert book is not None
    hugo_site.write(
        project,
        views=views,
        book=book,
        content=Content(),
        theme=Theme(THEME),
        ours=out,
        base_url=URL,
        version=(0, 111, 3),
    )
    pages = {
        json.loads(path.read_text().partition("\n")[0]).get("url", "/") for path in project.rglob("content/**/*.md")
    }
    assert {
        "/",
        "/dia-chi/",
        "/dia-chi/DC23A0002G/",
        "/so-cai/2023-06/",
        "/so-cai/dinh-chinh/",
        "/feeds/dia-chi.atom.xml",
        "/tai-khoan-that/",
        "/huong-dan/giao-dien/",
        "/kiem-tra/",
        "/nhung/DC23A0002G/",
        "/bao-chi/",
        "/api/",
    } <= pages
    assert (project / "static/theme/css/site.css").is_file()
    assert "bán rau ở chợ phường" in "".join(path.read_text() for path in project.glob("content/address/*.md"))
    assert compare(out, out, views).same
