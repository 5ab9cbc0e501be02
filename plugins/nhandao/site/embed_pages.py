"""Cards that other sites show inside their own pages: of an address, a district and the whole campaign.

A card is a small page without script. Its size follows from the frame it is in, light and dark from the reader's
setting or, forced, from the end of the address: `#sang`, `#toi`. An address that does not agree to `press` appears by
category and place only; one that has ended, was taken down or is being checked leaves a calm notice at the same URL, so
that nobody's page breaks and nothing of a person stays on it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from nhandao.public.views import AddressDetail, Choice, Dong
from nhandao.site import urls
from nhandao.site.contexts import Embed, EmbedCode, EmbedCodes, EmbedSize
from nhandao.site.frame import HOME_CRUMB, Frame, shortened
from nhandao.site.plan import Plan, Studio, Task

SECTION = "campaign"
HEADING = "Nhúng thẻ vào trang của bạn"
DESCRIPTION = "Thẻ của một địa chỉ, một huyện hay cả cuộc vận động để đặt vào trang của cơ quan, trường, báo."
SIZES = (EmbedSize("Nhỏ", 300, 250), EmbedSize("Vừa", 400, 330), EmbedSize("Lớn", 640, 300))
MEDIUM = SIZES[1]
LIGHT, DARK = "#sang", "#toi"
_TEXT = 150  # letters
_DAY = 86_400


def tasks(plan: Plan) -> Iterator[Task]:
    districts = plan.views.districts
    yield plan.task(urls.EMBED_CODES, plan.key("embed codes", repr(districts)), partial(_codes, districts))
    for url, key, make in cards(plan):
        yield plan.task(url, plan.key("embed", key), partial(_page, url, make))


def cards(plan: Plan) -> Iterator[tuple[str, str, Callable[[Frame], Embed]]]:
    """URL of every card, what it depends on, and how its content is made."""
    views = plan.views
    totals = views.totals
    yield urls.EMBEDS, repr(totals), partial(_campaign, totals.open, totals.needed)
    needed: defaultdict[str, int] = defaultdict(int)
    count: defaultdict[str, int] = defaultdict(int)
    for detail in views.addresses:
        if detail.card.listed:
            needed[detail.card.district_url] += detail.card.needed
            count[detail.card.district_url] += 1
    for choice in views.districts:
        facts = count[choice.url], Dong(needed[choice.url])
        yield urls.embed_of(choice.url), f"{choice.name} {facts!r}", partial(_district, choice, *facts)
    for detail in views.addresses:
        yield urls.embed(detail.card.code), detail.card.digest, partial(_address, detail)
    for finished in views.finished:
        yield urls.embed(finished.code), "finished", _finished
    for gone in views.gone:
        yield urls.embed(gone.code), f"{gone.until} {gone.to_url}", partial(_gone, gone.until, gone.to_url)


def oembed_tasks(plan: Plan) -> Iterator[Task]:
    """oEmbed (oembed.com) of addresses that agree to `press`; none while the address of the site is unknown."""
    if plan.frame.site.base_url:
        for detail in plan.views.addresses:
            card = detail.card
            if card.indexable:
                key = plan.key("oembed", card.code, card.title)
                yield plan.task(urls.oembed(card.code), key, partial(_oembed, card.code, card.title))


def frame_code(frame: Frame, url: str, title: str, size: EmbedSize = MEDIUM) -> str:
    """HTML that shows a card in somebody else's page."""
    return iframe(frame.absolute(url), title, size)


def iframe(address: str, title: str, size: EmbedSize = MEDIUM) -> str:
    """The element for a card at an absolute ``address``."""
    return (
        f'<iframe src="{escape(address)}" width="{size.width}" height="{size.height}" '
        f'title="{escape(title)}" style="border:0" loading="lazy"></iframe>'
    )


def address_code(frame: Frame, code: str) -> str:
    return frame_code(frame, urls.embed(code), frame.t("Địa chỉ nhân đạo {code}").format(code=code))


def _campaign(count: int, needed: Dong, frame: Frame) -> Embed:
    t = frame.t
    text = t("{number} địa chỉ đã khảo sát, đã duyệt đang nhận giúp.").format(number=frame.language.num(count))
    return Embed(
        heading=frame.site.society.campaign, native=True, text=text, needed=needed, url=urls.ADDRESSES,
        action=t("Chọn một địa chỉ"),
    )  # fmt: skip


def _district(choice: Choice, count: int, needed: Dong, frame: Frame) -> Embed:
    t = frame.t
    text = t("{number} địa chỉ nhân đạo đã khảo sát, đã duyệt.").format(number=frame.language.num(count))
    return Embed(heading=choice.name, text=text, needed=needed, url=choice.url, action=t("Chọn một địa chỉ"))


def _address(detail: AddressDetail, frame: Frame) -> Embed:
    t, card = frame.t, detail.card
    place = f"{card.commune}, {card.district}"
    forms = f"{t('Cần:')} {', '.join(card.forms)}" if card.forms else ""
    return Embed(
        heading=card.title if card.indexable else f"{card.category_name}, {place}",
        native=card.indexable,
        code=card.code,
        place=place if card.indexable else "",
        text=shortened(card.summary, _TEXT) if card.indexable else forms,
        native_text=card.indexable and not card.summary_lang,
        received=card.received,
        pledged=card.pledged,
        target=card.target,
        needed=card.needed,
        url=card.url,
        action=t("Giúp địa chỉ này") if detail.giving_open else t("Xem địa chỉ này"),
    )


def _finished(frame: Frame) -> Embed:
    t = frame.t
    text = t("Cảm ơn mọi người đã giúp. Còn những địa chỉ khác đang chờ.")
    return _notice(t("Việc giúp ở địa chỉ này đã kết thúc"), text, frame)


def _gone(until: str, to_url: str, frame: Frame) -> Embed:
    t = frame.t
    if to_url:
        heading, text = t("Địa chỉ này đã chuyển sang trang khác"), t("Hai trang nói về cùng một địa chỉ.")
        return Embed(heading=heading, text=text, url=to_url, action=t("Đến trang của địa chỉ"))
    if until:
        heading = t("Địa chỉ này đang được kiểm tra lại")
        return _notice(heading, t("Trong lúc đó không nhận thêm khoản giúp nào."), frame)
    heading = t("Địa chỉ này không còn được giới thiệu")
    return _notice(heading, t("Còn những địa chỉ khác đang chờ một người giúp."), frame)


def _notice(heading: str, text: str, frame: Frame) -> Embed:
    return Embed(heading=heading, text=text, url=urls.ADDRESSES, action=frame.t("Xem địa chỉ đang cần giúp"))


def _page(url: str, make: Callable[[Frame], Embed], studio: Studio) -> bytes:
    it = make(studio.frame)
    page = studio.frame.page(url, it.heading, it.text, section="", canonical=it.url, noindex=True)
    return studio.page("embed.html", page, it)


def _codes(districts: tuple[Choice, ...], studio: Studio) -> bytes:
    frame, t = studio.frame, studio.frame.t
    campaign = t("Địa chỉ đang cần giúp")
    page = frame.page(
        urls.EMBED_CODES,
        t(HEADING),
        t(DESCRIPTION),
        section=SECTION,
        crumbs=(HOME_CRUMB,),
        here="Nhúng",
    )
    it = EmbedCodes(
        campaign=tuple(
            EmbedCode(f"{t(size.name)}, {size.width} × {size.height}", frame_code(frame, urls.EMBEDS, campaign, size))
            for size in SIZES
        ),
        schemes=(
            EmbedCode(t("Luôn sáng"), frame_code(frame, urls.EMBEDS + LIGHT, campaign)),
            EmbedCode(t("Luôn tối"), frame_code(frame, urls.EMBEDS + DARK, campaign)),
        ),
        districts=tuple(
            EmbedCode(choice.name, frame_code(frame, urls.embed_of(choice.url), choice.name)) for choice in districts
        ),
        campaign_url=urls.EMBEDS,
    )
    return studio.page("embed_codes.html", page, it)


def _oembed(code: str, title: str, studio: Studio) -> bytes:
    frame = studio.frame
    document = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": frame.site.society.short_name,
        "provider_url": frame.absolute(urls.HOME),
        "cache_age": _DAY,
        "html": address_code(frame, code),
        "width": MEDIUM.width,
        "height": MEDIUM.height,
        "thumbnail_url": frame.site.base_url + urls.share_card(f"/dia-chi/{code}/"),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
