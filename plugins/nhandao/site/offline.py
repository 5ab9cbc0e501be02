"""An offline copy: the pages of one district in a zip, to be opened from a stick without a server or the network."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from nhandao.public.district import narrowed
from nhandao.public.views import Choice, PublicSite
from nhandao.site import copy_pages, engine
from nhandao.site.content import Content
from nhandao.site.file_links import FileLinks

_MARK = "Nhan Dao: ban sao xem khong can mang".encode("ascii")
"""Comment of the zip: by it a copy made before is known, and may be replaced."""
_PACKED = (".avif", ".webp", ".jpg", ".png", ".woff2")  # nothing is gained by packing them once more
_SCRIPTS = "theme/js/"  # browsers load no module from a file
_ONLINE = ("theme/css/embed.css", "theme/images/mark-1024.png", "theme/files/nhan-giup-nhieu-dia-chi.xlsx")
"""What only cards to embed and the press room show."""


class Packed(NamedTuple):
    files: int
    size: int  # bytes of the zip


def pack(
    views: PublicSite,
    district: Choice,
    content: Content,
    *,
    out: Path,
    theme: Path,
    photos: Path,
    content_folder: Path,
    base_url: str = "",
    progress: Callable[[str], None] | None = None,
) -> Packed:
    """Write the copy of a district to the file ``out``, which is there whole or not at all.

    The same views, content and theme give the same bytes; only another zlib may pack them differently.

    Args:
        photos: folder of the originals of photos.
        base_url: absolute address of the site without trailing slash, where links lead that leave the copy. While it is
            unknown, such links become plain words.
    """
    own = narrowed(views, district)
    with TemporaryDirectory(prefix="nhandao-") as work:
        pages = Path(work, "pages")
        engine.build(
            own,
            _narrowed_content(content),
            out=pages,
            theme=theme,
            photos=photos,
            content_folder=content_folder,
            # Not the cache of the site: that is kept to what the site publishes, and so would be this one's photos.
            cache=Path(work, "cache"),
            base_url=base_url,
            progress=progress,
            copy_of=own.districts[0],
        )
        files = _files(pages)
        links = FileLinks(frozenset(files), base_url, copy_pages.stand_ins(own, district))
        size = _write(out, own.as_of, ((name, _offline(links, pages, name)) for name in files))
    return Packed(len(files), size)


def is_copy(path: Path) -> bool:
    """Whether a file is a copy that ``pack`` made."""
    try:
        with ZipFile(path) as found:
            return found.comment == _MARK
    except BadZipFile:
        return False


def _narrowed_content(content: Content) -> Content:
    """The campaign pages that every page leads to, with what they show: no handbook, no stories, no news."""
    pages = tuple(page for page in content.pages if page.in_footer and not page.hidden)
    return Content(pages, (), tuple(asset for asset in content.assets if any(asset.url in page.html for page in pages)))


def _files(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(
        name for name in names if name not in (engine.MARK, engine.LOCK, *_ONLINE) and not name.startswith(_SCRIPTS)
    )


def _offline(links: FileLinks, folder: Path, name: str) -> bytes:
    content = (folder / name).read_bytes()
    if name.endswith(".html"):
        return links.page(name, content.decode()).encode()
    if name.endswith(".css"):
        return links.stylesheet(name, content.decode()).encode()
    return content


def _write(out: Path, day: date, files: Iterable[tuple[str, bytes]]) -> int:
    """A zip of files in the order given, with nothing in it of the hour, the machine or the user. Returns its size."""
    # Beside its place and moved there when whole; whoever looks meanwhile finds the old copy or none.
    temporary = out.with_name(f".{out.name}.{os.getpid()}")
    # A zip knows the years from 1980 to 2107 only.
    stamp = min(max(day, date(1980, 1, 1)), date(2107, 12, 31))
    try:
        with ZipFile(temporary, "w") as zipped:
            for name, content in files:
                entry = ZipInfo(name, (stamp.year, stamp.month, stamp.day, 0, 0, 0))
                entry.create_system = 3  # Unix, wherever this runs
                entry.external_attr = 0o100644 << 16
                packing = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
                zipped.writestr(entry, content, packing, 9)
            zipped.comment = _MARK
        size = temporary.stat().st_size
        temporary.replace(out)
        return size
    finally:
        temporary.unlink(missing_ok=True)
