"""Logos of organisations as files: drawings cleaned, pictures made anew from their pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageOps

from nhandao.public import logos
from nhandao.public.views import LogoSize
from nhandao.site import urls
from nhandao.site.digest import bytes_digest, code_digest, digest
from nhandao.site.images import KeptPictures
from nhandao.site.plan import Plan, Studio, Task

_DENSITY = 2
"""Pixels to a CSS pixel, as phones have."""
_RECIPE = digest(bytes_digest(Path(__file__).read_bytes()), PIL.__version__)


def tasks(plan: Plan, folder: Path, cache: Path) -> Iterator[Task]:
    """The logo of each organisation in the sizes it is shown in.

    Args:
        folder: where ``Logo.source`` is found.
        cache: folder for pictures made, by content; those no longer published are removed from it.
    """
    pictures = KeptPictures(cache)
    for organisation in plan.views.organisations:
        logo = organisation.logo
        if logo is None:
            continue
        if logo.drawing:
            # The name tells the content of the original; the code, what is made of it.
            yield Task(urls.file_of(logo.large.url), digest(code_digest()), partial(_drawing, folder / logo.source))
            continue
        for size in (logo.large, logo.small):
            if size is not None:
                key = digest(size.url, repr(size), _RECIPE)
                yield Task(urls.file_of(size.url), key, pictures.make(key, _maker(folder / logo.source, size)))
    pictures.drop_others()


def _drawing(original: Path, _: Studio) -> bytes:
    return logos.drawing(original.read_bytes())


def _maker(original: Path, size: LogoSize) -> Callable[[], bytes]:
    return partial(picture, original, (size.width * _DENSITY, size.height * _DENSITY))


def picture(original: Path, size: tuple[int, int]) -> bytes:
    """The picture in ``size`` px as WebP, what is transparent left so; nothing but pixels goes along."""
    with Image.open(original) as image:
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    clean = Image.new("RGBA", size)
    clean.paste(upright.resize(size, Image.Resampling.LANCZOS))
    buffer = BytesIO()
    clean.save(buffer, "WEBP", quality=82, method=4)
    return buffer.getvalue()
