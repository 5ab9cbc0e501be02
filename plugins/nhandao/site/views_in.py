"""The public views in another language: the words that are ours change, what people wrote in records stays."""

from __future__ import annotations

from nhandao.public.views import (
    AddressDetail,
    Area,
    AreaGroup,
    Card,
    Choice,
    Drive,
    FinishedAddress,
    Organisation,
    PublicSite,
)
from nhandao.site.digest import digest
from nhandao.site.language import Language


def views_in(language: Language, views: PublicSite) -> PublicSite:
    """Labels of categories, forms, states and places in ``language``; a summary where the record has one in it.

    Titles, stories, needs and notes stay as they were written: templates mark them as Vietnamese.
    """
    t, place = language.t, language.place
    salt = digest(language.code, "views")

    def card_in(card: Card, summary: str = "") -> Card:
        return card._replace(
            summary=summary or card.summary,
            summary_lang=language.code if summary else "",
            category_name=t(card.category_name),
            commune=place(card.commune),
            district=place(card.district),
            forms=tuple(map(t, card.forms)),
            state_name=t(card.state_name),
            digest=digest(salt, card.digest),
        )

    cards = {detail.card.code: card_in(detail.card, detail.english_summary) for detail in views.addresses}

    def detail_in(detail: AddressDetail) -> AddressDetail:
        return detail._replace(
            card=cards[detail.card.code],
            age_bands=tuple(map(t, detail.age_bands)),
            other_categories=tuple(map(t, detail.other_categories)),
            needs=tuple(need._replace(form_name=t(need.form_name)) for need in detail.needs),
            supports=tuple(support._replace(form_name=t(support.form_name)) for support in detail.supports),
            surplus_rule=t(detail.surplus_rule),
            regime_name=t(detail.regime_name),
        )

    def finished_in(finished: FinishedAddress) -> FinishedAddress:
        return finished._replace(
            category_name=t(finished.category_name),
            district=place(finished.district),
            ended=t(finished.ended),
            digest=digest(salt, finished.digest),
        )

    def organisation_in(organisation: Organisation) -> Organisation:
        return organisation._replace(
            kind_name=t(organisation.kind_name),
            place=place(organisation.place),
            addresses=tuple(cards.get(card.code) or card_in(card) for card in organisation.addresses),
            digest=digest(salt, organisation.digest),
        )

    def drive_in(drive: Drive) -> Drive:
        return drive._replace(
            kind_name=t(drive.kind_name),
            collected=tuple(
                one._replace(card=cards[one.card.code]) if one.card is not None else one for one in drive.collected
            ),
            digest=digest(salt, drive.digest),
        )

    def choices(found: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(choice._replace(name=t(choice.name)) for choice in found)

    def places(found: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(choice._replace(name=place(choice.name)) for choice in found)

    def area_in(area: Area) -> Area:
        return area._replace(name=place(area.name), parts=tuple(map(area_in, area.parts)))

    def group_in(group: AreaGroup) -> AreaGroup:
        return group._replace(name=place(group.name), areas=tuple(map(area_in, group.areas)))

    return views._replace(
        addresses=tuple(map(detail_in, views.addresses)),
        finished=tuple(map(finished_in, views.finished)),
        organisations=tuple(map(organisation_in, views.organisations)),
        districts=places(views.districts),
        communes=places(views.communes),
        categories=choices(views.categories),
        forms=choices(views.forms),
        rhythms=choices(views.rhythms),
        states=choices(views.states),
        ways=tuple(way._replace(form_name=t(way.form_name)) for way in views.ways),
        drives=tuple(map(drive_in, views.drives)),
        epochs=tuple(epoch._replace(groups=tuple(map(group_in, epoch.groups))) for epoch in views.epochs),
    )
