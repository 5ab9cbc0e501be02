"""Organisations that take part: the list, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.site import urls
from nhandao.site.contexts import Link, OrganisationList, OrganisationPage
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

SECTION = "organisations"
HEADING = "Tổ chức tham gia"


def tasks(plan: Plan) -> Iterator[Task]:
    organisations = plan.views.organisations
    taking_part = tuple(organisation for organisation in organisations if organisation.address_count)
    others = len(organisations) - len(taking_part)
    key = plan.key("organisations", str(others), *(organisation.digest for organisation in taking_part))
    yield plan.task(urls.ORGANISATIONS, key, partial(_list, OrganisationList(taking_part, others)))
    held: dict[str, tuple[Link, ...]] = {}
    for drive in plan.views.drives:
        held[drive.organisation_id] = (*held.get(drive.organisation_id, ()), Link(drive.title, drive.url))
    for organisation in organisations:
        it = OrganisationPage(organisation, held.get(organisation.id, ()))
        cards = (card.digest for card in organisation.addresses)
        key = plan.key("organisation", organisation.digest, *cards, repr(it.drives))
        yield plan.task(organisation.url, key, partial(_organisation, it))


def _list(it: OrganisationList, studio: Studio) -> bytes:
    frame = studio.frame
    page = frame.page(
        urls.ORGANISATIONS,
        frame.t(HEADING),
        frame.t("{number} tổ chức đã nhận giúp ít nhất một địa chỉ nhân đạo.").format(
            number=frame.language.num(len(it.taking_part))
        ),
        section=SECTION,
        crumbs=(HOME_CRUMB,),
        here="Tổ chức",
    )
    return studio.page("organisation_list.html", page, it)


def _organisation(it: OrganisationPage, studio: Studio) -> bytes:
    organisation = it.organisation
    where = f", {organisation.place}" if organisation.place else ""
    frame = studio.frame
    page = frame.page(
        organisation.url,
        organisation.name,
        frame.t("{name}: đã nhận giúp {number} địa chỉ nhân đạo.").format(
            name=organisation.name + where, number=frame.language.num(organisation.address_count)
        ),
        section=SECTION,
        crumbs=(HOME_CRUMB, Link("Tổ chức", urls.ORGANISATIONS)),
        # A body that has not taken on an address yet has nothing to find on its page.
        noindex=not organisation.address_count,
    )
    return studio.page("organisation.html", page, it)
