"""Certificates of organisations: a page and a drawing for each, and the page that checks a code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import Certificate, Organisation
from nhandao.site import urls
from nhandao.site.certificate_drawing import drawing, statement, svg
from nhandao.site.contexts import CertificatePage, CheckPage, Link
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.organisation_pages import SECTION
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.release_pages import Published
from nhandao.site.theme import Theme

HEADING = "Kiểm tra giấy ghi nhận"
DESCRIPTION = "Gõ mã in trên giấy ghi nhận để xem giấy có thật hay không, và lời hứa đã được giữ đến đâu."
FORM = "/giving/certificate"
"""Door of the callback (there is one where the society takes promises) that leads from a code to its page."""


def tasks(plan: Plan) -> Iterator[Task]:
    """A page and a drawing for each certificate."""
    for organisation in plan.views.organisations:
        for certificate in organisation.certificates:
            key = plan.key("certificate", organisation.id, organisation.name, organisation.kind_name, repr(certificate))
            yield plan.task(certificate.url, key, partial(_page, organisation, certificate, plan.theme))
            file = urls.file_of(_drawing_url(certificate, plan.frame.language.prefix))
            yield Task(file, key, partial(_drawing, organisation, certificate, plan.theme))


def check_tasks(plan: Plan, published: Published) -> Iterator[Task]:
    """The page that checks a code, and what answers one that cannot be, without JavaScript."""
    site = plan.frame.site
    form = FORM if site.copy_of is None and site.society.giving.pledge else ""
    for url, typed in ((urls.CHECK, False), (urls.CHECK_WRONG, True)):
        it = CheckPage(published.url(), form, typed)
        yield plan.task(url, plan.key("check certificate", repr(it)), partial(_check, url, it))


def _drawing_url(certificate: Certificate, prefix: str) -> str:
    return prefix + urls.certificate_drawing(certificate.url)


def _drawing(organisation: Organisation, certificate: Certificate, theme: Theme, studio: Studio) -> bytes:
    return svg(drawing(organisation, certificate, studio.frame, theme), studio).encode()


def _page(organisation: Organisation, certificate: Certificate, theme: Theme, studio: Studio) -> bytes:
    frame = studio.frame
    it = CertificatePage(
        organisation=organisation,
        certificate=certificate,
        statement=statement(certificate, frame),
        drawing=drawing(organisation, certificate, frame, theme),
        drawing_url=_drawing_url(certificate, frame.language.prefix),
    )
    title = f"{frame.t('Giấy ghi nhận')}: {organisation.name}"
    page = frame.page(
        certificate.url,
        title,
        title,
        section=SECTION,
        crumbs=(HOME_CRUMB, Link("Tổ chức", urls.ORGANISATIONS)),
        here="Giấy ghi nhận",
        noindex=True,
    )
    return studio.page("certificate.html", page, it)


def _check(url: str, it: CheckPage, studio: Studio) -> bytes:
    frame = studio.frame
    page = frame.page(
        url,
        frame.t(HEADING),
        frame.t(DESCRIPTION),
        section=SECTION,
        crumbs=(HOME_CRUMB, Link("Tổ chức", urls.ORGANISATIONS)),
        canonical=urls.CHECK,
        noindex=it.typed,
    )
    return studio.page("check.html", page, it)
