"""The press room: figures with their rows, texts to copy, logos; of addresses that agree to `press` also photos for
print and a kit in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from nhandao.public.views import AddressDetail, Photo
from nhandao.site import urls
from nhandao.site.content import Content
from nhandao.site.contexts import Link, PressKit, PressPage, PressPhoto
from nhandao.site.digest import digest
from nhandao.site.frame import FEED_ADDRESSES, FEED_STORIES, HOME_CRUMB
from nhandao.site.images import PRINT, KeptPictures, derivative, recipe
from nhandao.site.plan import Plan, Studio, Task
from nhandao.site.press_facts import facts, texts
from nhandao.site.press_kit import kit

HEADING = "Cho báo chí"
DESCRIPTION = "Con số kèm nguồn, bài 50, 150 và 400 từ để chép, ảnh in được phép dùng, dấu hiệu, liên hệ và dữ liệu."
SECTION = "campaign"
_NEWS = 5


def tasks(plan: Plan) -> Iterator[Task]:
    """The page."""
    views, content = plan.views, plan.content
    agreed = [detail for detail in views.addresses if detail.card.indexable]
    months = [month.digest for month in views.months[:1]]
    parts = (views.totals, views.balance, len(views.accounts), content.press, content.upcoming, _news(content))
    key = plan.key("press", repr(parts), *months, *(detail.card.digest for detail in agreed))
    yield plan.task(urls.PRESS, key, partial(_page, plan, agreed))


def file_tasks(plans: Sequence[Plan], photos: Path, cache: Path, shares: Sequence[Task]) -> Iterator[Task]:
    """Photos in print size and kits, in all languages of ``plans``.

    Args:
        photos: where ``Photo.source`` is found.
        cache: folder for photos that are made; those no longer published are removed from it.
        shares: the share cards, of which each kit has one.
    """
    pictures = KeptPictures(cache)
    cards = {task.path: task for task in shares}
    for number, detail in enumerate(plans[0].views.addresses):
        if not detail.card.indexable:
            continue
        found = {}
        for photo in _printed(detail):
            status = (photos / photo.source).stat()
            key = digest(recipe(), photo.source, f"{status.st_size} {status.st_mtime_ns}", repr(photo.blur), PRINT)
            draw = partial(derivative, photos / photo.source, photo.print_size, photo.blur, PRINT)
            task = Task(urls.file_of(urls.print_photo(photo)), key, pictures.make(key, draw))
            found[photo] = task
            yield task
        card = cards[urls.file_of(urls.share_card(detail.card.url))]
        told = [(plan.frame, plan.views.addresses[number]) for plan in plans]
        key = plans[0].key("kit", detail.card.digest, card.key, *(task.key for task in found.values()), str(len(plans)))
        yield Task(urls.file_of(urls.kit(detail.card.code)), key, partial(kit, told, card, found))
    pictures.drop_others()


def _printed(detail: AddressDetail) -> list[Photo]:
    """Photos of an address that may be printed, each once."""
    every = (*detail.photos, *(photo for update in detail.updates for photo in update.photos))
    return list(dict.fromkeys(photo for photo in every if photo.print_size != (0, 0)))


def _news(content: Content) -> tuple[Link, ...]:
    news = (one for one in content.articles if one.category == "tin" and not one.hidden)
    return tuple(Link(one.title, one.url) for one in news)[:_NEWS]


def _page(plan: Plan, agreed: list[AddressDetail], studio: Studio) -> bytes:
    frame, t = studio.frame, studio.frame.t
    known = facts(plan.views, frame)
    page = frame.page(
        urls.PRESS,
        t(HEADING),
        t(DESCRIPTION),
        section=SECTION,
        crumbs=(HOME_CRUMB,),
        feeds=(FEED_ADDRESSES, FEED_STORIES),
    )
    it = PressPage(
        facts=known,
        texts=texts(plan.content.press, known, frame),
        kits=tuple(PressKit(detail.card.code, detail.card.title, detail.card.url, urls.kit(detail.card.code))
                   for detail in agreed),
        photos=tuple(PressPhoto(photo, urls.print_photo(photo), detail.card.code)
                     for detail in agreed for photo in _printed(detail)),
        news=_news(plan.content),
        upcoming=plan.content.upcoming,
        embeds_url=urls.EMBED_CODES,
        api_url=urls.API_PAGE,
        releases_url=urls.RELEASES,
        calendar_url=urls.CALENDAR,
        feeds=(Link(FEED_ADDRESSES.text, urls.FEED_ADDRESSES), Link(FEED_STORIES.text, urls.FEED_STORIES)),
        json_feeds=(
            Link(FEED_ADDRESSES.text, urls.json_feed(urls.FEED_ADDRESSES)),
            Link(FEED_STORIES.text, urls.json_feed(urls.FEED_STORIES)),
        ),
    )  # fmt: skip
    return studio.page("press.html", page, it)
