"""One page per address: in full, its outcome once help has ended, or that it is gone. The URL never changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import AddressDetail, Card, FinishedAddress, Gone
from nhandao.site import json_ld, urls
from nhandao.site.alike import alike
from nhandao.site.contexts import AddressPage, FinishedPage, GonePage, Link
from nhandao.site.frame import ADDRESSES_CRUMB, HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.text_message import sms_line

SECTION = "addresses"


def tasks(plan: Plan) -> Iterator[Task]:
    key = plan.key
    others = alike(plan.views.addresses)
    for detail in plan.views.addresses:
        card = detail.card
        beside = others[card.code]
        digests = "".join([other.digest for other in beside])
        yield plan.task(card.url, key("address", card.digest, digests), partial(_address, detail, beside))
    for finished in plan.views.finished:
        yield plan.task(finished.url, key("finished", finished.digest), partial(_finished, finished))
    for gone in plan.views.gone:
        yield plan.task(gone.url, key("gone", repr(gone)), partial(_gone, gone))


def _address(detail: AddressDetail, beside: tuple[Card, ...], studio: Studio) -> bytes:
    card, frame = detail.card, studio.frame
    things = []
    if detail.giving_open:
        society = frame.site.society
        recipient = json_ld.chapter_of(society, detail.chapter, frame.absolute(urls.HOME))
        things.append(
            json_ld.donate_action(
                frame.t("Ủng hộ địa chỉ {code}").format(code=card.code), frame.absolute(card.url), recipient
            )
        )
    page = frame.page(
        card.url,
        f"{card.title} ({card.code})",
        card.summary,
        section=SECTION,
        crumbs=(
            HOME_CRUMB,
            ADDRESSES_CRUMB,
            Link(card.district, card.district_url),
            Link(card.commune, card.commune_url),
        ),
        here=card.code,
        noindex=not card.indexable,
        kind="article",
        things=things,
        share=card.url,
    )
    url = frame.absolute(card.url).partition("://")[2]
    account = frame.site.society.accounts[0].number if detail.transfers else ""
    return studio.page("address.html", page, AddressPage(detail, sms_line(card, account, url), url, beside))


def _finished(address: FinishedAddress, studio: Studio) -> bytes:
    page = studio.frame.page(
        address.url,
        studio.frame.t("Địa chỉ {code} đã kết thúc").format(code=address.code),
        address.outcome or address.ended,
        section=SECTION,
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB, Link("Đã kết thúc", urls.FINISHED)),
        here=address.code,
        noindex=True,
    )
    return studio.page("finished.html", page, FinishedPage(address))


def _gone(gone: Gone, studio: Studio) -> bytes:
    page = studio.frame.page(
        gone.url,
        studio.frame.t("Địa chỉ {code}").format(code=gone.code),
        studio.frame.t("Trang của địa chỉ này không còn hiển thị."),
        section=SECTION,
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB),
        here=gone.code,
        canonical=gone.to_url,
        noindex=True,
    )
    return studio.page("gone.html", page, GonePage(gone))
