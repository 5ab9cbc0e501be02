"""The pictures of the handbook: taken from the screen, compared with it, and shown where they belong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from nhandao.office.handbook import CHAPTERS
from scripts.folders import CONTENT
from tests.pictures import FOLDER, keep, shot

TEXT = "".join(file.read_text(encoding="utf-8") for file in sorted((CONTENT / CHAPTERS).glob("*.md")))
SHOWN = re.findall(r"!\[([^]]+)\]\(/images/so-tay/([a-z-]+)\.webp\)\{: width=(\d+) height=(\d+) loading=lazy \}", TEXT)
LARGEST = 60_000  # bytes


def test_a_picture_that_does_not_show_the_screen_any_more_is_named(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 600, "height": 450})
    page.set_content("<body style='background: #fff'><h1>Một</h1>")
    keep(shot(page), "mot", update=True, folder=tmp_path)
    keep(shot(page), "mot", update=False, folder=tmp_path)
    page.set_content("<body style='background: #fff'><h1>Hai</h1>")  # other letters at the same place
    keep(shot(page), "mot", update=False, folder=tmp_path)
    page.set_content("<body style='background: #fff'><div style='background: #000; height: 60px'></div>")
    with pytest.raises(AssertionError, match=r"mot: \d+\.\d of 255 apart"):
        keep(shot(page), "mot", update=False, folder=tmp_path)
    page.set_viewport_size({"width": 601, "height": 450})
    with pytest.raises(AssertionError, match="mot: taken at"):
        keep(shot(page), "mot", update=False, folder=tmp_path)
    with pytest.raises(FileNotFoundError):
        keep(shot(page), "hai", update=False, folder=tmp_path)
    page.close()


def test_every_picture_is_shown_once_in_its_size_with_words_for_who_cannot_see_it() -> None:
    assert TEXT.count("/images/so-tay/") == len(SHOWN)
    assert sorted(name for _, name, _, _ in SHOWN) == sorted(file.stem for file in FOLDER.iterdir())
    for words, name, width, height in SHOWN:
        file = FOLDER / f"{name}.webp"
        with Image.open(file) as kept:
            assert kept.size == (int(width), int(height)), name
        assert file.stat().st_size <= LARGEST, name
        assert len(words) >= 20, name
