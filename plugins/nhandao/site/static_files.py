"""Files copied as they are: the theme's, and the pictures of ``content/``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from nhandao.site import urls
from nhandao.site.digest import bytes_digest
from nhandao.site.plan import Plan, Studio, Task


def tasks(plan: Plan, content_folder: Path) -> Iterator[Task]:
    for name, content in plan.theme.files.items():
        yield Task(urls.file_of(urls.THEME + name), bytes_digest(content), partial(_given, content))
    for asset in plan.content.assets:
        yield Task(urls.file_of(asset.url), asset.digest, partial(_read, content_folder / asset.source))


def _given(content: bytes, _: Studio) -> bytes:
    return content


def _read(path: Path, _: Studio) -> bytes:
    return path.read_bytes()
