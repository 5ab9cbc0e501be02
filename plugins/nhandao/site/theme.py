"""The static files of the theme: style sheet put together, every file under a name that changes with its content."""

from __future__ import annotations

import re
from pathlib import Path

from nhandao.site import urls
from nhandao.site.digest import bytes_digest, digest, files_digest

STYLESHEET = "css/site.css"
_LAYERS_BEFORE = ("tokens.css", "fonts.css", "base.css", "layout.css")
_EMBED = "css/embed.css"
_LAYERS_AFTER = ("print.css",)
_CSS_URL = re.compile(rb'url\("\.\./([^"]+)"\)')


class Theme:
    """A theme folder, read once per build.

    ``files`` maps the name a template gives to ``static()`` to the content; ``version`` changes with any of them;
    ``digest`` changes with any template.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.templates = folder / "templates"
        self.files = _static_files(folder / "static")
        hashes = {name: bytes_digest(content)[:8] for name, content in self.files.items()}
        self._urls = {name: f"{urls.THEME}{name}?v={hashes[name]}" for name in self.files}
        self.version = digest(*(f"{name} {hashes[name]}" for name in sorted(hashes)))[:8]
        self.digest = files_digest(self.templates, self.templates.rglob("*.html"))

    def url(self, name: str) -> str:
        """Site-relative URL of a static file; raises ``LookupError`` when the theme has no such file."""
        try:
            return self._urls[name]
        except KeyError:
            raise LookupError(f"theme/static: {name} does not exist") from None


def _static_files(folder: Path) -> dict[str, bytes]:
    css = folder / "css"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (path.suffix == ".css" and path.is_relative_to(css))
    }
    if (css / "embed.css").is_file():
        files[_EMBED] = _embed_stylesheet(css)
    files[STYLESHEET] = _CSS_URL.sub(lambda found: _versioned(found, files), _stylesheet(css))
    return files


def _versioned(found: re.Match[bytes], files: dict[str, bytes]) -> bytes:
    """A ``url()`` of the style sheet with the version of its file, so that browsers may keep both for ever."""
    name = found[1].decode()
    try:
        return b'url("../%s?v=%s")' % (found[1], bytes_digest(files[name])[:8].encode())
    except KeyError:
        raise LookupError(f"theme/static: {name} does not exist") from None


def _embed_stylesheet(css: Path) -> bytes:
    """Style of cards inside pages of others: the colours of the site, and once more for a scheme that the end of the
    address forces, `#toi` (the id of the root) or `#sang` (of the body)."""
    tokens = (css / "tokens.css").read_text(encoding="utf-8")
    light, dark = (found.strip() for found in re.findall(r"(?s):root \{\n(.*?)\n\s*\}", tokens))
    forced = (
        f":root:target {{\n{dark}\n  color-scheme: dark;\n}}\n\nbody:target {{\n{light}\n  color-scheme: light;\n}}\n"
    )
    return f"{tokens.strip()}\n\n{forced}\n{(css / 'embed.css').read_text(encoding='utf-8')}".encode()


def _stylesheet(css: Path) -> bytes:
    """All layers in one file, in the order that decides which rule wins. Any ``url()`` is relative to css/."""
    layers = [
        *(css / name for name in _LAYERS_BEFORE),
        css / "components.css",
        *sorted((css / "components").glob("*.css")),
        *(css / name for name in _LAYERS_AFTER),
    ]
    return b"\n".join(path.read_bytes().strip() for path in layers if path.is_file()) + b"\n"
