"""The wall of thanks: everybody who gave and lets the name be shown, in three orders, none of them by amount."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from nhandao.public.views import Thanked
from nhandao.site import urls
from nhandao.site.contexts import Link, ThanksGroup, ThanksPage
from nhandao.site.digest import digest
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.language import Language
from nhandao.site.plan import Plan, Studio, Task, page_count, step_urls, with_number

NAMES_A_PAGE = 200
HEADING = "Cảm ơn mọi người đã giúp"
DESCRIPTION = "Những người và đơn vị đã giúp và cho nêu tên. Danh sách không xếp theo số tiền."
CRUMB = Link("Cảm ơn", urls.THANKS)
_ORGANISATIONS = Link("Tổ chức", urls.ORGANISATIONS)


class Order(NamedTuple):
    """A way to look at the names."""

    url: str
    text: str
    sorted: Callable[[Sequence[Thanked]], list[Thanked]]  # of names in alphabetical order
    group: Callable[[Thanked], str]  # what names stand together by
    heading: Callable[[str, Language], str]


def _by_day(names: Sequence[Thanked]) -> list[Thanked]:
    return sorted(names, key=lambda one: one.last_on, reverse=True)


def _by_promises(names: Sequence[Thanked]) -> list[Thanked]:
    return sorted((one for one in names if one.kept), key=lambda one: one.kept, reverse=True)


def _kept(group: str, language: Language) -> str:
    return language.t("Lời hứa đã giữ: {number}").format(number=language.num(int(group)))


ORDERS = (
    Order(urls.THANKS, "Mới nhất", _by_day, lambda one: f"{one.last_on:%Y-%m}", lambda at, speaks: speaks.month(at)),
    Order(urls.THANKS_BY_NAME, "Theo tên", list, lambda one: one.letter, lambda letter, _: letter),
    Order(urls.THANKS_BY_PROMISES, "Theo lời hứa đã giữ", _by_promises, lambda one: str(one.kept), _kept),
)


def tasks(plan: Plan) -> Iterator[Task]:
    for order in ORDERS:
        names = order.sorted(plan.views.thanks)
        pages = page_count(len(names), NAMES_A_PAGE)
        for number in range(1, pages + 1):
            shown = tuple(names[(number - 1) * NAMES_A_PAGE : number * NAMES_A_PAGE])
            key = plan.key("thanks", order.url, str((number, pages, len(names))), digest(repr(shown)))
            make = partial(_page, order, shown, len(names), number, pages)
            yield plan.task(urls.numbered(order.url, number), key, make)


def title(order: Order, number: int, t: Callable[[str], str]) -> str:
    """Title of one page of an order."""
    heading = t(HEADING) if order is ORDERS[0] else f"{t(HEADING)}: {t(order.text).lower()}"
    return with_number(heading, number, t)


def page_urls(names: Sequence[Thanked]) -> Iterator[str]:
    """Every page of the wall."""
    for order in ORDERS:
        for number in range(1, page_count(len(order.sorted(names)), NAMES_A_PAGE) + 1):
            yield urls.numbered(order.url, number)


def _page(order: Order, names: tuple[Thanked, ...], total: int, number: int, pages: int, studio: Studio) -> bytes:
    frame = studio.frame
    t = frame.t
    previous, following = step_urls(order.url, number, pages)
    here = order is not ORDERS[0]
    page = frame.page(
        urls.numbered(order.url, number),
        title(order, number, t),
        t(DESCRIPTION),
        section="organisations",
        crumbs=(HOME_CRUMB, _ORGANISATIONS, *([CRUMB] if here else [])),
        here=order.text if here else CRUMB.text,
    )
    groups = tuple(
        ThanksGroup(order.heading(group, frame.language), tuple(members))
        for group, members in groupby(names, key=order.group)
    )
    it = ThanksPage(
        heading=t(HEADING),
        orders=tuple(Link(t(one.text), one.url) for one in ORDERS),
        here=order.url,
        groups=groups,
        total=total,
        number=number,
        pages=pages,
        previous_url=previous,
        next_url=following,
    )
    return studio.page("thanks.html", page, it)
