"""The page that finds addresses: by words and by all facets at once in the browser, by lists without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import PublicSite
from nhandao.site import search_index, urls
from nhandao.site.address_lists import CATEGORY, COMMUNE, FORM, PLACE, RHYTHM, STATE
from nhandao.site.contexts import Option, SearchFilter, SearchPage
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

HEADING = "Tìm địa chỉ"


def tasks(plan: Plan, indexed: bool) -> Iterator[Task]:
    """Args:
    indexed: whether the site gets a search index; without one, the page leads to the lists.
    """
    views = plan.views
    it = SearchPage(indexed, _filters(views), views.districts, views.categories, views.forms)
    yield plan.task(urls.SEARCH, plan.key("search", repr(it)), partial(_search, it))


def _filters(views: PublicSite) -> tuple[SearchFilter, ...]:
    named = (
        ("huyen", PLACE, views.districts),
        ("hoan-canh", CATEGORY, views.categories),
        ("cach-giup", FORM, views.forms),
        ("nhip", RHYTHM, views.rhythms),
        ("tinh-trang", STATE, views.states),
    )
    filters = [
        SearchFilter(name, label, tuple(Option(search_index.value_of(choice), choice.name, "") for choice in choices))
        for name, label, choices in named
    ]
    districts = {district.code: district.name for district in views.districts}
    communes = tuple(
        Option(search_index.commune_value(commune), commune.name, districts.get(commune.parent, ""))
        for commune in views.communes
    )
    return (filters[0], SearchFilter("xa", COMMUNE, communes), *filters[1:])


def _search(it: SearchPage, studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        urls.SEARCH,
        t(HEADING),
        t("Tìm địa chỉ nhân đạo theo tên xã, hoàn cảnh, cách giúp, số tiền còn thiếu; gõ có dấu hay không đều được."),
        section="search",
        crumbs=(HOME_CRUMB,),
        here="Tìm",
    )
    return studio.page("search.html", page, it)
