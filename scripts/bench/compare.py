"""Whether two sites are the same set of pages and files, and of about the same size."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from nhandao.public.views import PublicSite
from nhandao.site import urls

TOLERANCE = 0.15
"""How far the median size of a family of pages may lie apart."""

EXCEPTIONS: tuple[tuple[str, str], ...] = (
    (r"\.nhandao(\.lock)?", "our mark that a folder may be replaced, and the lock on it"),
    (r"(.*/)?trang/1/index\.html", "older Hugo writes a redirect from page 1 of a list to the list"),
    (r"sitemap-\d+\.xml", "parts of a sitemap of more than 50,000 addresses; Hugo writes one file"),
)
"""Files that only one side may have, with the reason."""


class Family(NamedTuple):
    """One kind of file on both sides."""

    name: str
    ours: int
    theirs: int
    our_bytes: float  # median
    their_bytes: float

    @property
    def ratio(self) -> float:
        return self.their_bytes / self.our_bytes if self.our_bytes else 1.0

    @property
    def fits(self) -> bool:
        return self.ours == self.theirs and abs(self.ratio - 1) <= TOLERANCE


class Comparison(NamedTuple):
    families: tuple[Family, ...]
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.only_ours and not self.only_theirs and all(family.fits for family in self.families)


def compare(ours: Path, theirs: Path, views: PublicSite) -> Comparison:
    left, right = sizes(ours), sizes(theirs)
    kinds = _kinds(views)
    grouped: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, files in enumerate((left, right)):
        for path, size in files.items():
            if not is_exception(path):
                grouped[family(path, kinds)][side].append(size)
    families = tuple(
        Family(name, len(our), len(their), _median(our), _median(their))
        for name, (our, their) in sorted(grouped.items())
    )
    return Comparison(families, _only(left, right), _only(right, left))


def sizes(folder: Path) -> dict[str, int]:
    """Size of every file by its path in the folder."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def different(one: Path, other: Path) -> list[str]:
    """Paths of files that are not the same bytes in both folders, or in one of them only."""
    left, right = sizes(one), sizes(other)
    return sorted(
        path
        for path in left.keys() | right.keys()
        if left.get(path) != right.get(path) or (one / path).read_bytes() != (other / path).read_bytes()
    )


def is_exception(path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern, _ in EXCEPTIONS)


def family(path: str, kinds: Mapping[str, str]) -> str:
    """Kind of a file: pages by what they show, files by their ending."""
    ending = path.rsplit(".", 1)[-1]
    if ending != "html":
        place = "ledger " if path.startswith("so-cai/") else ""
        return f"{place}{ending}"
    if path in kinds:
        return kinds[path]
    if path.startswith("so-cai/"):
        if path.startswith("so-cai/dinh-chinh/"):
            return "page: corrections"
        return "page: ledger by account" if path.startswith("so-cai/dia-chi/") else "page: ledger by month"
    if path.startswith("ket-qua/"):
        return "page: scoreboard"
    if path.startswith("nhung/"):
        return "page: card to embed"
    if path.startswith("to-chuc/"):
        return "page: organisation"
    if path.startswith("kiem-tra/"):
        return "page: certificate"
    if path.startswith(
        ("chien-dich/", "chuyen/", "tin/", "so-tay/", "tai-khoan-that/", "huong-dan/", "bao-chi/", "api/")
    ):
        return "page: written"
    return "page: list"


def _kinds(views: PublicSite) -> dict[str, str]:
    kinds = {urls.file_of(detail.card.url): "page: address" for detail in views.addresses}
    kinds |= {urls.file_of(finished.url): "page: finished address" for finished in views.finished}
    kinds |= {urls.file_of(gone.url): "page: address gone" for gone in views.gone}
    return kinds | {"index.html": "page: home", "404.html": "page: written", "410.html": "page: written"}


def _only(one: Iterable[str], other: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(path for path in one if path not in other and not is_exception(path)))


def _median(numbers: list[int]) -> float:
    return statistics.median(numbers) if numbers else 0.0
