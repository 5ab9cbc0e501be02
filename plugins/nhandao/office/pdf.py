"""Reports as PDF, for those who only read and print; tagged, so that screen readers can follow the tables.

WeasyPrint needs Pango, a library of the system. Where one of them is missing every other file can still be had.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import ImageFile

from nhandao.office.paper import paper
from nhandao.office.problem import OfficeError
from nhandao.reporting.table import Report

_TEMPLATE = "report.html"
_TYPES = {".css": "text/css", ".webp": "image/webp", ".woff2": "font/woff2"}


def report_pdf(report: Report, theme: Path) -> bytes:
    """The report as PDF/UA-1. On one machine, with its fonts, the same report gives the same bytes.

    Args:
        theme: folder of the theme; nothing outside it is read, and nothing is asked of the network.

    Raises:
        OfficeError: WeasyPrint or Pango is not there.
    """
    environment = Environment(
        loader=FileSystemLoader(theme / "office"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    text = environment.get_template(_TEMPLATE).render(paper=paper(report), day=report.as_of.isoformat())
    return html_to_pdf(text, theme)


def html_to_pdf(text: str, theme: Path, pictures: Path | None = None) -> bytes:
    """A page whose styles and fonts stand in the theme, and whose pictures in another folder, as PDF.

    Raises what `report_pdf` raises, and `ValueError` when the page asks for anything else.
    """
    try:
        import weasyprint  # only now: the other files need neither it nor Pango
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:
        raise OfficeError("office-no-pdf", 2, told=str(error).splitlines()[0]) from error

    # WeasyPrint tells Pillow, process-wide, to take half a picture for a whole one. The check of photos must not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    own = theme.resolve()
    allowed = {own, pictures.resolve()} if pictures else {own}

    class _OwnOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = _file(url)
            if path is None or allowed.isdisjoint(path.parents) or not path.is_file():
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})

    page = weasyprint.HTML(
        string=text, base_url=(own / "office" / _TEMPLATE).as_uri(), url_fetcher=_OwnOnly(), media_type="print"
    )
    try:
        written: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise ValueError(f"a page for a PDF asked for {error}") from error
    return written


def _file(url: str) -> Path | None:
    """The file a URL names, `None` when it names no file of this machine."""
    parts = urlsplit(url)
    return Path(url2pathname(parts.path)).resolve() if parts.scheme == "file" and not parts.netloc else None
