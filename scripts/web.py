"""A small web server for a built site: the headers, statuses, content types and compression of the real host."""

from __future__ import annotations

import gzip
import os
import posixpath
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

HEADERS: tuple[tuple[str, str], ...] = (
    (
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    ("Cache-Control", "no-cache"),
)

SEARCH = ("/tim/", "/en/tim/", "/pagefind/")
"""Paths that need one thing more: the search runs WebAssembly."""


FRAMED = ("/nhung/", "/en/nhung/")
"""Paths that other sites may show inside their pages: cards to embed. Every other page refuses to be framed."""
NOT_FRAMED = ("/nhung/ma/", "/en/nhung/ma/")
"""But not the page that explains them."""

OPEN = ("/api/v1/", "/api/oembed/")
"""Paths whose answers programs in pages of other sites may read."""


def headers(path: str, forms_lead_to: str = "") -> tuple[tuple[str, str], ...]:
    """Headers of every answer to a request for ``path``.

    Args:
        forms_lead_to: where the card form leads besides our own pages, such as ``https://checkout.stripe.com``: a
            browser follows a form's redirect only to a place that is named.
    """
    (name, policy), *others = HEADERS
    if path.startswith(SEARCH):
        policy = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    if path.startswith(FRAMED) and not path.startswith(NOT_FRAMED):
        policy = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
    if forms_lead_to:
        policy = policy.replace("form-action 'self'", f"form-action 'self' {forms_lead_to}")
    opened = (("Access-Control-Allow-Origin", "*"),) if path.startswith(OPEN) else ()
    return (name, policy), *others, *opened


TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


_LEAST = 256
"""Bytes below which compression saves nothing worth the work."""


def is_compressible(type: str) -> bool:
    """Whether gzip makes files of a content type smaller: texts; pictures, fonts and zips are packed already."""
    return type.endswith("; charset=utf-8")


def accepts_gzip(accepted: str) -> bool:
    """What a client's Accept-Encoding says of gzip (RFC 9110, 12.5.3): "gzip;q=0" refuses it, "*" is any."""
    weights = {}
    for part in accepted.lower().split(","):
        coding, _, parameter = (word.strip() for word in part.partition(";"))
        weights[coding] = parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return weights.get("gzip", weights.get("*", False))


def content_type(path: Path) -> str:
    if path.name.endswith(".atom.xml"):
        return TYPES[".atom"]
    return TYPES.get(path.suffix, "application/octet-stream")


class SiteHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with the files of a site."""

    protocol_version = "HTTP/1.1"
    server_version = "nhandao"
    sys_version = ""
    timeout = 30
    forms_lead_to = ""
    """See `headers`."""

    def __init__(self, *arguments: object, site: Callable[[], Path | None]) -> None:
        self.site = site
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        site = self.site()
        if site is None:
            self._text(HTTPStatus.SERVICE_UNAVAILABLE, "Trang đang được dựng, hãy tải lại sau giây lát.\n")
            return
        path = _clean(self.path)
        if path is None:
            self._page(HTTPStatus.NOT_FOUND, site / "404.html")
            return
        file = site / path.lstrip("/")
        if file.is_dir():
            if not path.endswith("/"):
                self._redirect(f"{path}/")
                return
            file = file / "index.html"
        if path in _gone(site):
            self._page(HTTPStatus.GONE, file if file.is_file() else site / "410.html")
        elif file.is_file():
            self._page(HTTPStatus.OK, file)
        else:
            self._page(HTTPStatus.NOT_FOUND, site / "404.html")

    do_HEAD = do_GET

    def _page(self, status: HTTPStatus, file: Path) -> None:
        try:
            with file.open("rb") as opened:
                facts = os.fstat(opened.fileno())
                content = opened.read()
        except OSError:
            self._text(status, f"{status.value} {status.phrase}\n")
            return
        type = content_type(file)
        packed = (
            len(content) >= _LEAST and is_compressible(type) and accepts_gzip(self.headers["Accept-Encoding"] or "")
        )
        tag = f'"{facts.st_mtime_ns:x}-{len(content):x}{"-gzip" if packed else ""}"'
        fields: tuple[tuple[str, str], ...] = (("ETag", tag),)
        if is_compressible(type):
            fields += (("Vary", "Accept-Encoding"),)
        if status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", ""):
            self._send(HTTPStatus.NOT_MODIFIED, b"", fields)
            return
        fields += (("Content-Type", type),)
        if packed:
            content = gzip.compress(content, 6, mtime=0)
            fields += (("Content-Encoding", "gzip"),)
        self._send(status, content, fields)

    def _text(self, status: HTTPStatus, words: str) -> None:
        self._send(status, words.encode(), (("Content-Type", TYPES[".txt"]),))

    def _redirect(self, path: str) -> None:
        self._send(HTTPStatus.MOVED_PERMANENTLY, b"", (("Location", quote(path)),))

    def _send(self, status: HTTPStatus, content: bytes, fields: tuple[tuple[str, str], ...]) -> None:
        self.send_response(status)
        for name, value in (*headers(urlsplit(self.path).path, self.forms_lead_to), *fields):
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Requests are not news."""


def _clean(target: str) -> str | None:
    """Path of a request below the site's root, or ``None`` when it can name no published file."""
    try:
        path = unquote(urlsplit(target).path, errors="strict")
    except ValueError:
        return None
    if not path.startswith("/") or "\\" in path or "\0" in path or "//" in path:
        return None
    if any(part.startswith(".") for part in path.split("/")):  # hidden files, and every way up
        return None
    return path if path == "/" else posixpath.normpath(path) + ("/" if path.endswith("/") else "")


def _gone(site: Path) -> frozenset[str]:
    """Paths that were published once and may not be shown any more."""
    try:
        return frozenset((site / "gone.txt").read_text(encoding="utf-8").split())
    except OSError:
        return frozenset()


def open_server(port: int, site: Callable[[], Path | None]) -> ThreadingHTTPServer:
    """A server on this machine only, not yet answering. Raises OSError when the port is taken."""
    return _Server(("127.0.0.1", port), partial(SiteHandler, site=site))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this option would let two programs share one port.
    allow_reuse_address = os.name == "posix"
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news either."""
