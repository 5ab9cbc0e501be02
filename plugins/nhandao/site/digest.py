"""Short fingerprints of what a file is made from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

SEPARATOR = "\x1f"


def digest(*parts: str) -> str:
    """Fingerprint of texts in their order. Parts are separated, so ("ab", "c") and ("a", "bc") differ."""
    return blake2b(SEPARATOR.join(parts).encode(), digest_size=12).hexdigest()


def bytes_digest(content: bytes) -> str:
    return blake2b(content, digest_size=12).hexdigest()


def files_digest(root: Path, paths: Iterable[Path]) -> str:
    """Fingerprint of the names (relative to ``root``) and contents of files."""
    state = blake2b(digest_size=12)
    for path in sorted(paths):
        content = path.read_bytes()
        state.update(f"{path.relative_to(root).as_posix()}{SEPARATOR}{len(content)}{SEPARATOR}".encode())
        state.update(content)
    return state.hexdigest()


@cache
def code_digest() -> str:
    """Fingerprint of the code that decides what a page looks like: this package and the views it shows."""
    package = Path(__file__).parent
    return files_digest(package.parent, [*package.glob("*.py"), *(package.parent / "public").glob("*.py")])
