"""Makes the pictures that share cards are put together from out of the drawings of the theme.

Pillow cannot read SVG, so a browser draws them once, whenever a drawing changed:

    python -m scripts.rasters
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from scripts.folders import THEME
from scripts.programs import chromium

SHARE = THEME / "share"
DRAWINGS = THEME / "static" / "images"
FOR_PRESS = DRAWINGS / "mark-1024.png"


def drawings() -> dict[Path, tuple[Path, int]]:
    """Each picture, the drawing it is made from, and how high it is, px."""
    found = {SHARE / f"{path.stem}.png": (path, 420) for path in sorted((DRAWINGS / "category").glob("*.svg"))}
    found[SHARE / "street.png"] = (DRAWINGS / "street.svg", 263)
    found[SHARE / "mark.png"] = (DRAWINGS / "mark.svg", 72)
    found[FOR_PRESS] = (DRAWINGS / "mark.svg", 1024)
    return found


def main() -> None:
    from playwright.sync_api import sync_playwright

    SHARE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium("en"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1280})
        for target, (source, height) in drawings().items():
            page.set_content(f"<style>svg{{height:{height}px;width:auto;display:block}}</style>{source.read_text()}")
            page.locator("svg").screenshot(path=target, omit_background=True)
            if source.parent.name == "category":  # no part of it is transparent
                Image.open(target).convert("RGB").quantize(64).save(target, optimize=True)
            if target == FOR_PRESS:
                Image.open(target).quantize(64).save(target, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
