"""Published photos: pictures made anew from the original's pixels, so that nothing else of the original goes along.

Cameras write the place, the time and their owner's name into a file, and often a small copy of the picture before it
was cropped. A derivative is therefore always encoded from pixels, never copied.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageFilter, ImageOps

from nhandao.public.views import Photo, PublicSite
from nhandao.site import urls
from nhandao.site.digest import bytes_digest, digest
from nhandao.site.kept import Kept
from nhandao.site.plan import Plan, Studio, Task

FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 60, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 76, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
"""By the ending of the file: Pillow's name of the format, and its settings. Browsers take the first they know."""
PRINT = "print"
_SETTINGS = FORMATS | {PRINT: ("JPEG", {"quality": 92, "optimize": True, "subsampling": 0})}
"""With the one for the press, which is a JPEG too."""
_BLUR_SHARE = 0.5  # radius as a share of the smaller side of a box: nothing of a face is left

# Words and templates do not change a picture, but this file and the library do.
_RECIPE = digest(bytes_digest(Path(__file__).read_bytes()), PIL.__version__)


def recipe() -> str:
    """Fingerprint of how pictures are made."""
    return _RECIPE


_ORIGINALS = "originals.json"
"""What is known of the originals, beside their derivatives."""

Box = tuple[int, int, int, int]  # x, y, width, height in per cent


def tasks(plan: Plan, folder: Path, cache: Path) -> Iterator[Task]:
    """All sizes of each photo in all formats. Raises ``FileNotFoundError`` when an original is missing.

    Args:
        folder: where ``Photo.source`` is found.
        cache: folder for derivatives, by content; those of photos no longer published are removed from it.
    """
    pictures = KeptPictures(cache)
    pictures.use(_ORIGINALS)
    photos = {photo.url: photo for photo in _photos(plan.views)}
    originals = _Originals(folder, cache / _ORIGINALS)
    for url in sorted(photos):
        photo = photos[url]
        for path, key, draw in derivatives(photo, folder, originals.digest(photo.source)):
            yield Task(path, key, pictures.make(key, draw))
    originals.save(photo.source for photo in photos.values())
    pictures.drop_others()


def derivatives(photo: Photo, folder: Path, original: str) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Path, fingerprint and maker of each size of a photo in each format; ``original`` is the digest of its file."""
    for width in photo.widths:
        size = (width, max(1, round(photo.height * width / photo.width)))
        for format in FORMATS:
            key = digest(original, repr(size), repr(photo.blur), format, _RECIPE)
            draw = partial(derivative, folder / photo.source, size, photo.blur, format)
            yield urls.file_of(urls.photo(photo, width, format)), key, draw


def _photos(views: PublicSite) -> Iterator[Photo]:
    for detail in views.addresses:
        if detail.card.photo:
            yield detail.card.photo
        yield from detail.photos
        for update in detail.updates:
            yield from update.photos


class _Originals:
    """Content digests of originals; a file is read again only when its size or time of change differs."""

    def __init__(self, folder: Path, path: Path) -> None:
        self._folder = folder
        self._path = path
        self._known: dict[str, list[int | str]] = {}
        self._changed = False
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(known, dict):
                self._known = known
        except (OSError, ValueError):
            pass

    def digest(self, source: str) -> str:
        path = self._folder / source
        status = path.stat()
        known = self._known.get(source)
        if isinstance(known, list) and known[:2] == [status.st_size, status.st_mtime_ns] and len(known) == 3:
            return str(known[2])
        found = bytes_digest(path.read_bytes())
        self._known[source] = [status.st_size, status.st_mtime_ns, found]
        self._changed = True
        return found

    def save(self, used: Iterator[str]) -> None:
        names = set(used)
        if not self._changed and names == set(self._known):
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        kept = {source: self._known[source] for source in sorted(names)}
        temporary = self._path.with_suffix(".part")
        temporary.write_text(json.dumps(kept), encoding="utf-8")
        temporary.replace(self._path)


class KeptPictures(Kept):
    """A folder of pictures by the fingerprint of all they are made from, so that none is drawn twice."""

    def make(self, key: str, draw: Callable[[], bytes]) -> Callable[[Studio], bytes]:
        """What makes the picture of a fingerprint: read it where it is kept, else draw and keep it."""
        self.use(key)
        return lambda _: self.get(key, draw)


def derivative(original: Path, size: tuple[int, int], boxes: tuple[Box, ...] = (), format: str = "jpg") -> bytes:
    """A picture of exactly ``size`` px, turned the way the camera was held, with ``boxes`` made unrecognisable."""
    with Image.open(original) as image:
        image.draft("RGB", size)
        upright = ImageOps.exif_transpose(image)
        picture = ImageOps.fit(_opaque(upright), size, Image.Resampling.LANCZOS)
    for box in boxes:
        _blur(picture, box)
    # A new image has no metadata to lose: what Image.info still carries would otherwise be written again.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    buffer = BytesIO()
    name, options = _SETTINGS[format]
    clean.save(buffer, name, **options)
    return buffer.getvalue()


def _opaque(image: Image.Image) -> Image.Image:
    """The picture in RGB; what is transparent becomes white, not black."""
    if image.mode in ("RGBA", "LA", "P"):
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        return paper.convert("RGB")
    return image.convert("RGB")


def _blur(picture: Image.Image, box: Box) -> None:
    x, y, width, height = box
    left, upper = picture.width * x // 100, picture.height * y // 100
    right = min(picture.width, -(-picture.width * (x + width) // 100))
    lower = min(picture.height, -(-picture.height * (y + height) // 100))
    if right <= left or lower <= upper:
        return
    part = picture.crop((left, upper, right, lower))
    # First to a few pixels, which cannot be undone, then smooth, which looks less harsh.
    coarse = part.resize((4, 4), Image.Resampling.BOX).resize(part.size, Image.Resampling.BICUBIC)
    radius = max(2, int(min(part.size) * _BLUR_SHARE / 4))
    picture.paste(coarse.filter(ImageFilter.GaussianBlur(radius)), (left, upper))
