"""Which lists of addresses there are and who is in each: all, by place, category, form, rhythm, state, and combined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from nhandao.public.text import lowered
from nhandao.public.views import Card, Choice, PublicSite
from nhandao.site import urls
from nhandao.site.contexts import Facet, Link
from nhandao.site.digest import digest
from nhandao.site.frame import ADDRESSES_CRUMB, FEED_ADDRESSES, HOME_CRUMB

PLACE, COMMUNE, CATEGORY, FORM, RHYTHM, STATE = (
    "Nơi ở", "Xã, phường, thị trấn", "Hoàn cảnh", "Cách giúp", "Giúp bao lâu", "Tình trạng",
)  # fmt: skip


class AddressList(NamedTuple):
    """One list, before it is cut into pages."""

    url: str
    heading: str
    intro: str
    cards: list[Card]
    ever: int  # addresses ever introduced in it: that many stay reachable by page number
    facets: tuple[Facet, ...]
    facets_key: str
    crumbs: tuple[Link, ...]
    here: str
    feeds: tuple[Link, ...]
    combined: bool  # of two facets


class AddressLists:
    """All lists of one site, with the choices each page offers."""

    def __init__(self, views: PublicSite, t: Callable[[str], str] = str) -> None:
        self._views = views
        self._t = t
        self._members = _members(views)
        self._ever = _ever_in_combinations(views.ever)
        self._digests: dict[int, tuple[tuple[Choice, ...], str]] = {}
        self._district_of = {district.code: district for district in views.districts}
        self._communes_of: dict[str, tuple[Choice, ...]] = {
            code: tuple(commune for commune in views.communes if commune.parent == code) for code in self._district_of
        }
        # Both tables of choices are made once and shared by the lists that show them: 400 lists offer 50 sets.
        self._in_district = {
            (kind, district.code): tuple(self._combined(district, kind, choice) for choice in choices)
            for district in views.districts
            for kind, choices in self._combinable()
        }
        self._by_district = {
            (kind, choice.code): tuple(
                self._combined(district, kind, choice)._replace(code=district.code, name=district.name)
                for district in views.districts
            )
            for kind, choices in self._combinable()
            for choice in choices
        }

    def __iter__(self) -> Iterator[AddressList]:
        yield self._everything()
        for district in self._views.districts:
            yield self._of_district(district)
        for commune in self._views.communes:
            yield self._of_commune(commune)
        for category in self._views.categories:
            yield self._of_category(category)
        for form in self._views.forms:
            yield self._of_form(form)
        for rhythm in self._views.rhythms:
            yield self._plain(
                rhythm, f"rhythm:{rhythm.code}",
                self._t("Địa chỉ nhân đạo cần {need}").format(need=lowered(rhythm.name)),
                RHYTHM, self._views.rhythms,
            )  # fmt: skip
        for state in self._views.states:
            yield self._plain(
                state, f"state:{state.code}", self._t("Địa chỉ nhân đạo {state}").format(state=lowered(state.name)),
                STATE, self._views.states,
            )  # fmt: skip
        for district in self._views.districts:
            for category in self._views.categories:
                yield self._of_two(district, "category", category)
            for form in self._views.forms:
                yield self._of_two(district, "form", form)

    def _combinable(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        return ("category", self._views.categories), ("form", self._views.forms)

    def _combined(self, district: Choice, kind: str, choice: Choice) -> Choice:
        key = _combination_key(f"district:{district.code}", f"{kind}:{choice.code}")
        return Choice(
            code=choice.code,
            name=choice.name,
            url=urls.combination(district.url, choice.url),
            open=len(self._members.get(key, ())),
            parent="",
            ever=self._ever[key],
        )

    def _everything(self) -> AddressList:
        views = self._views
        return self._list(
            url=urls.ADDRESSES,
            heading=self._t("Địa chỉ nhân đạo"),
            intro=self._t("Mỗi địa chỉ là một người, một gia đình hoặc một nơi khó khăn đã được khảo sát và duyệt."),
            cards=self._members["all"],
            ever=len(views.ever),
            facets=(
                Facet(self._t(PLACE), views.districts, ""),
                Facet(self._t(CATEGORY), views.categories, ""),
                Facet(self._t(FORM), views.forms, ""),
                Facet(self._t(RHYTHM), views.rhythms, ""),
                Facet(self._t(STATE), views.states, ""),
            ),
            crumbs=(HOME_CRUMB,),
            here=self._t(ADDRESSES_CRUMB.text),
        )

    def _of_district(self, district: Choice) -> AddressList:
        code = district.code
        facets = [Facet(self._t(PLACE), self._views.districts, code)]
        if self._communes_of[code]:
            facets.append(Facet(self._t(COMMUNE), self._communes_of[code], ""))
        facets.append(Facet(self._t(CATEGORY), self._in_district["category", code], ""))
        facets.append(Facet(self._t(FORM), self._in_district["form", code], ""))
        return self._list(
            url=district.url,
            heading=self._t("Địa chỉ nhân đạo ở {place}").format(place=district.name),
            intro="",
            cards=self._members[f"district:{code}"],
            ever=district.ever,
            facets=tuple(facets),
            here=district.name,
            feeds=(_feed(district),),
        )

    def _of_commune(self, commune: Choice) -> AddressList:
        district = self._district_of.get(commune.parent)
        siblings = self._communes_of.get(commune.parent, self._views.communes)
        within = f", {district.name}" if district and district.name not in commune.name else ""
        return self._list(
            url=commune.url,
            heading=self._t("Địa chỉ nhân đạo ở {place}").format(place=commune.name + within),
            intro="",
            cards=self._members[f"commune:{commune.code}"],
            ever=commune.ever,
            facets=(Facet(self._t(COMMUNE), siblings, commune.code),),
            crumbs=(HOME_CRUMB, ADDRESSES_CRUMB, *((Link(district.name, district.url),) if district else ())),
            here=commune.name,
            feeds=(_feed(district),) if district else (),
        )

    def _of_category(self, category: Choice) -> AddressList:
        return self._list(
            url=category.url,
            heading=self._t("Địa chỉ nhân đạo: {category}").format(category=lowered(category.name)),
            intro="",
            cards=self._members[f"category:{category.code}"],
            ever=category.ever,
            facets=(
                Facet(self._t(CATEGORY), self._views.categories, category.code),
                Facet(self._t(PLACE), self._by_district["category", category.code], ""),
            ),
            here=category.name,
            feeds=(_feed(category),),
        )

    def _of_form(self, form: Choice) -> AddressList:
        return self._list(
            url=form.url,
            heading=self._t("Địa chỉ nhân đạo cần {need}").format(need=lowered(form.name)),
            intro="",
            cards=self._members[f"form:{form.code}"],
            ever=form.ever,
            facets=(
                Facet(self._t(FORM), self._views.forms, form.code),
                Facet(self._t(PLACE), self._by_district["form", form.code], ""),
            ),
            here=form.name,
        )

    def _of_two(self, district: Choice, kind: str, choice: Choice) -> AddressList:
        key = _combination_key(f"district:{district.code}", f"{kind}:{choice.code}")
        t = self._t
        if kind == "form":
            words = t("Địa chỉ nhân đạo ở {place} cần {what}")
        else:
            words = t("Địa chỉ nhân đạo ở {place}: {what}")
        return self._list(
            url=urls.combination(district.url, choice.url),
            heading=words.format(place=district.name, what=lowered(choice.name)),
            intro="",
            cards=self._members[key],
            ever=self._ever[key],
            facets=(
                Facet(self._t(PLACE), self._by_district[kind, choice.code], district.code),
                Facet(
                    self._t(FORM if kind == "form" else CATEGORY), self._in_district[kind, district.code], choice.code
                ),
            ),
            crumbs=(HOME_CRUMB, ADDRESSES_CRUMB, Link(district.name, district.url)),
            here=choice.name,
            feeds=(_feed(district), _feed(choice)) if kind == "category" else (_feed(district),),
            combined=True,
        )

    def _plain(self, choice: Choice, key: str, heading: str, name: str, choices: tuple[Choice, ...]) -> AddressList:
        return self._list(
            url=choice.url,
            heading=heading,
            intro="",
            cards=self._members[key],
            ever=choice.ever,
            facets=(Facet(self._t(name), choices, choice.code),),
            here=choice.name,
        )

    def _list(
        self,
        *,
        url: str,
        heading: str,
        intro: str,
        cards: list[Card],
        ever: int,
        facets: tuple[Facet, ...],
        here: str,
        crumbs: tuple[Link, ...] = (HOME_CRUMB, ADDRESSES_CRUMB),
        feeds: tuple[Link, ...] = (),
        combined: bool = False,
    ) -> AddressList:
        facets_key = digest(
            *(f"{facet.name} {facet.current} {self._choices_digest(facet.choices)}" for facet in facets)
        )
        return AddressList(
            url, heading, intro, cards, ever, facets, facets_key, crumbs, here, (FEED_ADDRESSES, *feeds), combined
        )

    def _choices_digest(self, choices: tuple[Choice, ...]) -> str:
        # By identity, and the choices are kept so that no other tuple can take their place in memory.
        known = self._digests.get(id(choices))
        if known is None:
            known = self._digests[id(choices)] = (choices, digest(repr(choices)))
        return known[1]


def _combination_key(district: str, other: str) -> str:
    return f"{district} {other}"


@lru_cache(maxsize=65_536)
def _combinations(facets: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the combined lists an address is in. Asked twice for most addresses: as shown, and as ever introduced."""
    places = [facet for facet in facets if facet.startswith("district:")]
    return tuple(
        _combination_key(place, facet)
        for facet in facets
        if facet.startswith(("category:", "form:"))
        for place in places
    )


def _members(views: PublicSite) -> defaultdict[str, list[Card]]:
    """The cards of each list in display order, by facet key."""
    members: defaultdict[str, list[Card]] = defaultdict(list)
    for detail in views.addresses:
        card = detail.card
        if card.listed:
            members["all"].append(card)
        for key in (*card.facets, *_combinations(card.facets)):
            members[key].append(card)
    return members


@lru_cache(maxsize=2)
def _ever_in_combinations(ever: tuple[tuple[str, ...], ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for facets in ever:
        counts.update(_combinations(facets))
    return counts


def _feed(choice: Choice) -> Link:
    return Link(f"Địa chỉ mới: {choice.name}", urls.feed_of(choice.url))
