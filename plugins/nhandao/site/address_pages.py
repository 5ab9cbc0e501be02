"""One page per address: in full, its outcome once help has ended, or that it is gone. The URL never changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import AddressDetail, Card, FinishedAddress, Gone
from nhandao.site import json_ld, urls
from nhandao.site.alike import alike
from nhandao.site.contexts import AddressPage, FinishedPage, GonePage, Link
from nhandao.site.embed_pages import address_code
from nhandao.site.frame import ADDRESSES_CRUMB, HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.text_message import sms_line

SECTION = "addresses"


def tasks(plan: Plan) -> Iterator[Task]:
    key = plan.key
    others = alike(plan.views.addresses)
    histories = {} if plan.views.audit is None else {item.code: item.url for item in plan.views.audit.addresses}
    for detail in plan.views.addresses:
        card = detail.card
        beside = others[card.code]
        digests = "".join([other.digest for other in beside])
        history = histories.get(card.code, "")
        address_key = key("address", card.digest, digests, history)
        yield plan.task(card.url, address_key, partial(_address, detail, beside, history))
    for finished in plan.views.finished:
        history = histories.get(finished.code, "")
        yield plan.task(finished.url, key("finished", finished.digest, history), partial(_finished, finished, history))
    for gone in plan.views.gone:
        yield plan.task(gone.url, key("gone", repr(gone)), partial(_gone, gone))


def _address(detail: AddressDetail, beside: tuple[Card, ...], history_url: str, studio: Studio) -> bytes:
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
        oembed=urls.oembed(card.code) if card.indexable else "",
    )
    url = frame.absolute(card.url).partition("://")[2]
    account = frame.site.society.accounts[0].number if detail.transfers else ""
    it = AddressPage(detail, sms_line(card, account, url), url, address_code(frame, card.code), beside, history_url)
    return studio.page("address.html", page, it)


def _finished(address: FinishedAddress, history_url: str, studio: Studio) -> bytes:
    page = studio.frame.page(
        address.url,
        studio.frame.t("Địa chỉ {code} đã kết thúc").format(code=address.code),
        address.outcome or address.ended,
        section=SECTION,
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB, Link("Đã kết thúc", urls.FINISHED)),
        here=address.code,
        noindex=True,
    )
    return studio.page("finished.html", page, FinishedPage(address, history_url))


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
