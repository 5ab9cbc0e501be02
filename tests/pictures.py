"""Pictures of the handbook, taken by the tests that do what they show.

With `--update-pictures` they are written; else a picture that does not look like the screen any more fails the test.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from scripts.folders import CONTENT

KeepPicture = Callable[[Image.Image, str], None]
FOLDER = CONTENT / "images/so-tay"
_COARSE = (60, 45)  # px; what differs in letters and times of day is gone at this size
_UNLIKE = 6  # of 255: mean difference of two pictures of the same screen on machines with other fonts stays below


def keep(image: Image.Image, name: str, *, update: bool, folder: Path = FOLDER) -> None:
    """Keep an image as the picture of this name, or compare it with the picture that is kept."""
    screen = image.convert("RGB")
    file = folder / f"{name}.webp"
    if update:
        folder.mkdir(parents=True, exist_ok=True)
        screen.save(file, "WEBP", quality=62, method=6)
        return
    with Image.open(file) as kept:
        assert kept.size == screen.size, f"{name}: taken at {kept.size}, the screen is {screen.size}"
        apart = difference(kept, screen)
    assert apart < _UNLIKE, f"{name}: {apart:.1f} of 255 apart from the screen; run pytest with --update-pictures"


def shot(page: Page, without: str = "") -> Image.Image:
    """What a page shows; `without` names what would only confuse in a picture, as a CSS selector."""
    style = f"{without} {{ visibility: hidden }}" if without else None
    return Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide", style=style)))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures looked at from afar, 0 to 255."""
    small = [image.convert("L").resize(_COARSE, Image.Resampling.BOX) for image in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0]
