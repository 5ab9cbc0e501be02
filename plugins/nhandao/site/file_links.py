"""Links of built pages made to work where there is no server: between files, or to the site on the network."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Set
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from nhandao.site import urls

_LINKS = ("href", "src")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+?)["']?\s*\)""")

Attributes = list[tuple[str, str | None]]


class FileLinks:
    """Rewrites the links of pages and style sheets, so that each leads to a file beside it, to the site, or nowhere.

    Args:
        files: paths of all files there are, relative to the folder.
        base_url: absolute address of the site without trailing slash, "" while unknown.
        instead: pages to go to in place of others, both site-relative.
    """

    def __init__(self, files: Set[str], base_url: str, instead: Mapping[str, str]) -> None:
        self._files = files
        self._base_url = base_url
        self._prefix = urlsplit(base_url).path
        self._instead = instead

    def page(self, path: str, html: str) -> str:
        rewriter = _Rewriter(self, path)
        rewriter.feed(html)
        rewriter.close()
        return "".join(rewriter.pieces)

    def stylesheet(self, path: str, css: str) -> str:
        return _CSS_URL.sub(lambda found: f'url("{self.link(path, found[1]) or "data:,"}")', css)

    def link(self, path: str, url: str) -> str | None:
        """What to write in the file at ``path`` for a link to ``url``; ``None`` when there is nothing to lead to."""
        if url.startswith("#") or urlsplit(url).scheme:
            return url
        if url.startswith("//"):  # another host, by whatever protocol this page came
            return f"https:{url}"
        if url.startswith(f"{self._prefix}/"):  # a site below a path of its own writes that path first
            url = url.removeprefix(self._prefix)
        target = urlsplit(urljoin("/" + path, url))
        place = self._instead.get(target.path, target.path)
        fragment = f"#{target.fragment}" if target.fragment else ""
        file = unquote(urls.file_of(place))
        if file in self._files:
            return posixpath.relpath(file, posixpath.dirname(path) or ".") + fragment
        return f"{self._base_url}{target.geturl()}" if self._base_url else None

    def srcset(self, path: str, candidates: str) -> str:
        kept = []
        for candidate in candidates.split(","):
            url, _, size = candidate.strip().partition(" ")
            link = self.link(path, url)
            if link is not None:
                kept.append(f"{link} {size}".strip())
        return ", ".join(kept)


class _Rewriter(HTMLParser):
    """Writes a page again as it is, except for the tags with links."""

    def __init__(self, links: FileLinks, path: str) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self._links = links
        self._path = path
        self._unwrapped = False  # inside a link that leads nowhere, of which only the words stay

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.pieces.append(self._tag(tag, attrs))

    handle_startendtag = handle_starttag  # written as it stands

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._unwrapped:
            self._unwrapped = False
        else:
            self.pieces.append(f"</{tag}>")

    def _tag(self, tag: str, attrs: Attributes) -> str:
        written = self.get_starttag_text() or ""
        if not any(name in (*_LINKS, "srcset") for name, _ in attrs):
            return written
        changed: Attributes = []
        for name, value in attrs:
            if name in _LINKS and value is not None:
                value = self._links.link(self._path, value)
                if value is None:
                    self._unwrapped = tag == "a"
                    return ""
            elif name == "srcset" and value is not None:
                value = self._links.srcset(self._path, value)
            changed.append((name, value))
        if changed == attrs:
            return written
        texts = (name if value is None else f'{name}="{escape(value)}"' for name, value in changed)
        return f"<{tag} {' '.join(texts)}>"

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.pieces.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.pieces.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.pieces.append(f"<!{decl}>")
