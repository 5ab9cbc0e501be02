"""Building made-up sites in tests, and looking at what came out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from nhandao.public.views import PublicSite
from nhandao.site.content import Content
from nhandao.site.engine import BuildReport, Search, build
from tests.site import made_up

ROOT = Path(__file__).parents[2]
THEME = ROOT / "theme"
NUMBERED = re.compile(r"pagefind/(index/|filter/|pagefind[.-](vi|en|entry))")
BASE = "https://nhandao.example.org"


class Bench:
    """One output folder and its cache."""

    def __init__(self, folder: Path, *, theme: Path = THEME, photos: Path | None = None) -> None:
        self.folder = folder
        self.out = folder / "output"
        self.cache = folder / "cache"
        self.theme = theme
        self.photos = photos or folder / "photos"
        self.logo_folder = folder / "logos"
        self.content_folder = folder / "content"

    def build(
        self,
        site: PublicSite,
        *,
        content: Content = made_up.CONTENT,
        base: str = BASE,
        cores: int = 1,
        search: Search = "none",
        quick: bool = False,
    ) -> BuildReport:
        return build(
            site,
            content,
            out=self.out,
            theme=self.theme,
            photos=self.photos,
            logo_folder=self.logo_folder,
            content_folder=self.content_folder,
            cache=self.cache,
            base_url=base,
            cores=cores,
            search=search,
            quick=quick,
        )

    def text(self, url: str) -> str:
        return self.content(url).decode()

    def content(self, url: str) -> bytes:
        return (self.out / (url.strip("/") + ("/index.html" if url.endswith("/") else "")).lstrip("/")).read_bytes()

    def has(self, url: str) -> bool:
        return (self.out / (url.strip("/") + ("/index.html" if url.endswith("/") else "")).lstrip("/")).is_file()

    def tree(self) -> dict[str, bytes]:
        """Every file of the output by path."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Paths that differ: short to read when an assertion fails. Pagefind numbers pages differently each time."""
    paths = (path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    return sorted(path for path in paths if not NUMBERED.match(path))


def is_noindex(html: str) -> bool:
    return '<meta name="robots" content="noindex">' in html


def canonical(html: str) -> str:
    found = re.search(r'<link rel="canonical" href="([^"]*)">', html)
    return found[1] if found else ""


def card_codes(html: str) -> list[str]:
    """Codes of the cards on a page, in order."""
    return re.findall(r'<article class="card"[^>]*>.*?href="/dia-chi/(\w+)/"', html, re.DOTALL)
