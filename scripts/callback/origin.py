"""Whether a form was sent from a page of our own site.

Without tokens: pages are static and stay in caches, where a token would grow old and turn people away. Browsers say
where a form comes from, in headers that no page can forge (Fetch standard: Origin, Sec-Fetch-Site).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


def from_our_site(headers: Mapping[str, str], ours: Collection[str]) -> bool:
    """Whether what the headers say agrees with one of our own origins.

    Every header that is there has to agree; one has to be there. A form sent from a page opened from a file, from a
    frame without an origin, or from another host that looks like ours, does not pass.

    Args:
        headers: of the request, names in any case.
        ours: origins of the site, such as ``https://nhandao.example``.
    """
    told = {name.lower(): value.strip() for name, value in headers.items()}
    own = {known for address in ours if (known := _origin(address))}
    site, origin, referer = told.get("sec-fetch-site"), told.get("origin"), told.get("referer")
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return _exact(origin) in own
    if referer is not None:
        return _origin(referer) in own
    return site is not None


def _origin(address: str) -> str:
    """Scheme, host and port of an absolute address; "" for anything else."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{host}:{port or _PORTS[parts.scheme]}"


def _exact(origin: str) -> str:
    """Like `_origin`, for a header that holds an origin and nothing more."""
    found = _origin(origin)
    return found if origin.count("/") == 2 and not set("?#") & set(origin) else ""
