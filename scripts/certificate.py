"""`portal certificate`: the certificates of organisations, and one of them as PDF or as a drawing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from nhandao.office.certificate import certificate_pdf
from nhandao.office.problem import OfficeError
from nhandao.public.gate import publish
from nhandao.public.views import Certificate, Organisation, PublicSite
from nhandao.records.certificate_codes import read_certificate_code
from nhandao.site.certificate_drawing import drawing, statement, svg
from nhandao.site.content import Content
from nhandao.site.contexts import CertificateDrawing
from nhandao.site.engine import frame_of
from nhandao.site.language import VIETNAMESE, english
from nhandao.site.plan import Studio
from nhandao.site.theme import Theme
from scripts import arguments
from scripts.check import print_problems
from scripts.folders import CACHE, THEME
from scripts.messages import Stop, text
from scripts.staff.commit import replace_file

_FORMS = (".pdf", ".svg")


def run(options: argparse.Namespace) -> int:
    data = arguments.folder(options.data)
    as_of = arguments.day(options.as_of, "--as-of")
    url = arguments.site_url(options.site_url, "--site-url")
    out = _out(options.out) if options.out is not None else None
    views, problems = publish(data, as_of, arguments.today(), CACHE)
    if views is None:
        print_problems([problem for problem in problems if not problem.warning], data, options.lang)
        raise Stop(1, "data-first", path=data)
    found = list(_wanted(views, options.which))
    theme = Theme(THEME)
    studio = _studio(views, theme, url, options.lang)
    if out is None:
        for organisation, one in found:
            said = " ".join(statement(one, studio.frame))
            days = f"{studio.frame.language.day(one.first)} – {studio.frame.language.day(one.last)}"
            print(f"{one.code}  {days}\n    {organisation.id}: {organisation.name} {said}")
        return 0
    if len(found) != 1:
        raise Stop(1, "certificate-which", path=out, found=len(found))
    ((organisation, one),) = found
    try:
        replace_file(out, _content(drawing(organisation, one, studio.frame, theme), studio, out.suffix))
    except OfficeError as error:
        raise Stop(error.status, error.code, **error.values) from None
    except OSError as error:
        raise Stop(1, "certificate-unwritten", path=out, told=error.strerror) from None
    print(text("certificate-written", options.lang, path=arguments.shown(out), of=one.code))
    if not url:
        print(text("certificate-no-url", options.lang))
    return 0


def _out(found: str) -> Path:
    out = Path(found)
    if out.suffix not in _FORMS or out.is_dir():
        raise Stop(1, "certificate-form", path=found)
    return out


def _wanted(views: PublicSite, which: str | None) -> Iterator[tuple[Organisation, Certificate]]:
    """Certificates of one organisation or with one code; all of them when nothing is asked for. Raises Stop."""
    every = [(body, one) for body in views.organisations for one in body.certificates]
    if which is None:
        yield from every
        return
    if any(body.id == which for body in views.organisations):
        yield from (pair for pair in every if pair[0].id == which)
        return
    code = read_certificate_code(which)
    if code is None:
        raise Stop(1, "certificate-no-code", found=which[:60])
    known = [pair for pair in every if pair[1].code == code]
    if not known:
        raise Stop(1, "certificate-unknown", found=code)
    yield from known


def _studio(views: PublicSite, theme: Theme, url: str, lang: str) -> Studio:
    """Renders with the words of the site, of which nothing else is needed."""
    language = VIETNAMESE if lang == VIETNAMESE.code else english(THEME)
    nothing = Content(pages=(), articles=(), assets=())
    return Studio(frame_of(views.society, views.as_of, nothing, theme, url, language, (language,)), theme)


def _content(drawn: CertificateDrawing, studio: Studio, form: str) -> bytes:
    document = svg(drawn, studio)
    if form == ".svg":
        return document.encode()
    site = studio.frame.site
    return certificate_pdf(document, drawn.about, site.language, site.as_of, THEME)
