"""Pages that only an offline copy of a district has, and which of the site's lists it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from nhandao.public.text import dong_text, plain_letters, sort_key
from nhandao.public.views import AddressDetail, Choice, PublicSite
from nhandao.site import list_pages, urls
from nhandao.site.contexts import DistrictHome, Find, FindRow
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

FIND_HEADING = "Tìm trong trang này"


def tasks(plan: Plan, district: Choice) -> Iterator[Task]:
    """Front page, the page to search in, and the lists, as pages only."""
    yield plan.task(urls.HOME, plan.key("district home"), partial(_home, plan.views, district))
    yield plan.task(urls.SEARCH, plan.key("find"), partial(_find, plan.views))
    left_out = tuple(url.removeprefix("/") for url in stand_ins(plan.views, district))
    for task in list_pages.list_tasks(plan):
        if task.path.endswith(".html") and not task.path.startswith(left_out):
            yield task


def stand_ins(views: PublicSite, district: Choice) -> Mapping[str, str]:
    """Lists that a copy has no page for, each with the one that shows the same addresses: that of the district."""
    return {choice.url: urls.combination(district.url, choice.url) for choice in (*views.categories, *views.forms)}


def _home(views: PublicSite, district: Choice, studio: Studio) -> bytes:
    page = studio.frame.page(
        urls.HOME,
        f"Nhân Đạo – {district.name}",
        f"{dong_text(views.totals.open)} địa chỉ nhân đạo đang cần giúp ở {district.name}.",
        section="home",
        canonical=district.url,
    )
    it = DistrictHome(
        district=district,
        totals=views.totals,
        first=tuple(detail.card for detail in views.addresses if detail.card.listed)[: list_pages.CARDS_AT_HOME],
        communes=views.communes,
        categories=views.categories,
        forms=views.forms,
        states=views.states,
    )
    return studio.page("district_home.html", page, it)


def _find(views: PublicSite, studio: Studio) -> bytes:
    page = studio.frame.page(
        urls.SEARCH,
        FIND_HEADING,
        "Mọi địa chỉ trong bản sao này trên một trang.",
        section="find",
        crumbs=(HOME_CRUMB,),
    )
    details = sorted(views.addresses, key=lambda detail: (sort_key(detail.card.title), detail.card.code))
    it = Find(tuple(_row(detail) for detail in details), views.finished)
    return studio.page("find.html", page._replace(canonical=""), it)  # the site itself has no such page


def _row(detail: AddressDetail) -> FindRow:
    card = detail.card
    needs = tuple(need.what for need in detail.needs if need.needed)
    return FindRow(card, plain_letters(f"{card.title}, {card.commune}").lower(), needs)
