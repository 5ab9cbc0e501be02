"""Where things stand in the checkout, and which folders a command may write into."""

from __future__ import annotations

from pathlib import Path

from scripts.messages import Stop

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
CONTENT = ROOT / "content"
THEME = ROOT / "theme"
CACHE = ROOT / ".cache"
CODE = (ROOT / "plugins", ROOT / "scripts")


def writable(found: str, mark: str, keep_out: tuple[Path, ...]) -> Path:
    """The folder to write into: new, empty, or one this command made before, known by the file `mark` in it.

    Raises Stop, so that nobody's files are ever mixed with or replaced by ours.
    """
    folder = Path(found)
    place = folder.resolve()
    if any(place == taken or taken in place.parents or place in taken.parents for taken in keep_out):
        raise Stop(1, "out-in-sources", path=found)
    if folder.exists():
        if not folder.is_dir():
            raise Stop(1, "not-a-folder", path=found)
        if not (folder / mark).is_file() and (held := sorted(entry.name for entry in folder.iterdir())):
            raise Stop(1, "foreign-files", path=found, found=held[0])
    return folder
