"""Values typed on the command line, as days, numbers, folders and addresses; wrong ones stop the command."""

from __future__ import annotations

import os
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from scripts.messages import Stop

_VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def today() -> date:
    """The day in Vietnam, which has had one offset and no summer time since 1975. Nothing else reads the clock."""
    return datetime.now(_VIETNAM).date()


def day(found: str | None, option: str) -> date | None:
    if found is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found, re.ASCII):
            return date.fromisoformat(found)
    except ValueError:
        pass
    raise Stop(1, "bad-day", option=option, found=found)


def number(found: str, option: str, least: int, most: int) -> int:
    if re.fullmatch(r"\d{1,9}", found, re.ASCII) and least <= int(found) <= most:
        return int(found)
    raise Stop(1, "bad-number", option=option, found=found, least=least, most=most)


def site_url(found: str, option: str) -> str:
    """Address of the site without a slash at the end; "" when none is given."""
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_fits = urlsplit(""), False
    plain = (
        parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment or parts.username)
    )
    if not (plain and port_fits) or re.search(r"[\s\"'<>]", found):
        raise Stop(1, "bad-url", option=option, found=found)
    return found.rstrip("/")


def folder(found: str) -> Path:
    """A folder that exists."""
    path = Path(found)
    if not path.exists():
        raise Stop(1, "no-folder", path=found)
    if not path.is_dir():
        raise Stop(1, "not-a-folder", path=found)
    return path


def existing(found: str) -> Path:
    """A file that is there. Raises Stop."""
    if not (file := Path(found)).is_file():
        raise Stop(1, "no-such-file", path=found)
    return file


def shown(path: Path) -> str:
    """A path as people would type it where they stand."""
    absolute = os.path.abspath(path)
    try:
        relative = os.path.relpath(absolute)
    except ValueError:  # another drive on Windows
        return absolute
    return absolute if relative.startswith("..") else relative
