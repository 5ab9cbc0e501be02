"""Makes the fonts of the theme out of the full Be Vietnam Pro (SIL Open Font License 1.1).

Only what Vietnamese and English pages show is kept, so that both weights together weigh less than 20 kB. To make them
again, with fonttools and brotli installed:

    python -m scripts.fonts BeVietnamPro_400Regular.ttf BeVietnamPro_700Bold.ttf
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from scripts.folders import THEME

FONTS = THEME / "static" / "fonts"
WEIGHTS = ("400", "700")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")  # level, grave, acute, tilde, hook, dot
VOWELS = "aăâeêioôơuưy"
SIGNS = "\u00a0·–—‘’“”…−×₫←→²•§°«»"
FOREIGN = "éèêçñ"  # in names of organisations


def characters() -> set[str]:
    """Every character the fonts show: ASCII, Vietnamese letters with their tones, signs of the pages."""
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS + VOWELS.upper() for tone in TONES}
    return letters | {chr(code) for code in range(0x20, 0x7F)} | set("đĐ" + SIGNS + FOREIGN)


def make(source: Path, target: Path) -> None:
    # Not among the locked libraries: the fonts are made once in years.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters()))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def main(arguments: list[str]) -> None:
    for source, weight in zip(arguments, WEIGHTS, strict=True):
        make(Path(source), FONTS / f"be-vietnam-pro-{weight}.woff2")


if __name__ == "__main__":
    main(sys.argv[1:])
