"""The portal's own command and builder with another cache folder, so that a benchmark never touches the real one."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection
from pathlib import Path

from scripts import folders


def use_cache(cache: Path) -> None:
    """Must come before the modules of the commands are imported: they take the name from `folders`."""
    folders.CACHE = cache


def builder(pipe: Connection, cache: str, data: str, out: str, site_url: str) -> None:
    """The building process of `portal serve`."""
    use_cache(Path(cache))
    from scripts.builder import Order, work

    work(pipe, Order(Path(out), Path(data), None, site_url, "vi", search=False, languages=("vi",)))


if __name__ == "__main__":
    use_cache(Path(sys.argv[1]))
    sys.argv[1:] = sys.argv[2:]
    from scripts import portal

    sys.exit(portal.main())  # type: ignore[no-untyped-call]
