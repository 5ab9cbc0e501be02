"""A certificate as PDF, from the drawing that the site has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from nhandao.office.pdf import html_to_pdf

_TEMPLATE = "certificate.html"


def certificate_pdf(drawing: str, title: str, lang: str, day: date, theme: Path) -> bytes:
    """One A4 sheet on its side as PDF/UA-1. The same drawing gives the same bytes on one machine, with its fonts.

    Args:
        drawing: an SVG document, as `nhandao.site.certificate_drawing.svg` makes it.
        title: of the document, for screen readers and windows.
        lang: of its words, BCP 47.
        day: on which what it says was so.
        theme: folder of the theme; nothing outside it is read.

    Raises:
        OfficeError: WeasyPrint or Pango is not there.
    """
    environment = Environment(loader=FileSystemLoader(theme / "office"), autoescape=True, undefined=StrictUndefined)
    text = environment.get_template(_TEMPLATE).render(drawing=drawing, title=title, lang=lang, day=day.isoformat())
    return html_to_pdf(text, theme)
