"""One address of every kind of page of the sample, in both languages."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from nhandao.public.gate import publish
from nhandao.public.views import AddressDetail, PublicSite
from scripts.folders import DATA


@cache
def views() -> PublicSite:
    made, _ = publish(DATA, None, date(2026, 1, 1))
    assert made is not None
    return made


class Examples(NamedTuple):
    """Pages of addresses that differ in what they show."""

    plain: AddressDetail
    photo: AddressDetail
    busy: AddressDetail
    closed: AddressDetail


@cache
def examples() -> Examples:
    addresses = views().addresses
    return Examples(
        plain=next(view for view in addresses if not view.photos and len(view.transfers) == 4),
        photo=max(addresses, key=lambda view: len(view.photos) + sum(len(news.photos) for news in view.updates)),
        busy=max(addresses, key=lambda view: len(view.ledger)),
        closed=next(view for view in addresses if not view.giving_open),
    )


@cache
def vietnamese() -> tuple[str, ...]:
    made, example = views(), examples()
    body = next(one for one in made.organisations if one.addresses and one.logo is None)
    drawn = next(one for one in made.organisations if one.addresses and one.logo and one.logo.drawing)
    pictured = next(one for one in made.organisations if one.addresses and one.logo and not one.logo.drawing)
    five = ",".join([one.card.code for one in made.addresses if one.giving_open][:5])
    district = next(one for one in made.scoreboard.units if one.level == "district")
    commune = next(one for one in made.scoreboard.units if one.level == "commune" and one.help and one.help.times)
    school = next(one for one in made.scoreboard.units if one.level == "school")
    agreed = next(one for one in made.addresses if one.card.indexable)
    cards = (agreed.card.code, example.plain.card.code, made.finished[0].code)
    district_list = made.districts[0]
    certificate = next(one.url for organisation in made.organisations for one in organisation.certificates)
    month = min(made.months, key=lambda one: len(one.lines))
    return (
        "/", "/dia-chi/", "/dia-chi/trang/2/", *(detail.card.url for detail in example), example.plain.card.district_url,
        example.plain.card.commune_url, made.categories[0].url, made.forms[0].url, made.rhythms[0].url,
        made.states[0].url, made.finished[0].url, next(gone.url for gone in made.gone if gone.until == "check"),
        next(gone.url for gone in made.gone if gone.until == ""), "/da-ket-thuc/", "/ban-do/", "/tai-khoan-that/",
        "/tim/", "/tim/?q=nha&xep=moi", "/to-chuc/", body.url,
        drawn.url, pictured.url, "/doanh-nghiep/", "/dot/", *(drive.url for drive in made.drives), "/cam-on/", "/cam-on/theo-ten/", "/cam-on/theo-loi-hua/", "/chon/",
        certificate, "/kiem-tra/", "/kiem-tra/sai-ma/",
        f"/chon/?ma={five}", "/so-cai/", month.url, "/so-cai/dia-chi/", "/so-cai/dinh-chinh/",
        "/so-cai/phat-hanh/", "/so-cai/tim-khoan-ung-ho/",
        "/ket-qua/", district.url, commune.url, school.url, "/ket-qua/bao-cao/",
        "/bao-chi/", "/api/", "/nhung/ma/", "/nhung/", f"/nhung{district_list.url}", *(f"/nhung/{code}/" for code in cards),
        "/chien-dich/muc-dich/", "/chien-dich/so-tay-ghi-ho-so/", "/huong-dan/giao-dien/", "/chuyen/",
        "/chuyen/cho-muon-khong-cho-han/", "/khong-co/",
    )  # fmt: skip


ONLY_VIETNAMESE = ("/chien-dich/so-tay-ghi-ho-so/", "/huong-dan/giao-dien/", "/chuyen/", "/khong-co/")
"""Beginnings of addresses that have no English page: handbook, style page, stories, and what is not there at all."""


@cache
def english() -> tuple[str, ...]:
    return tuple(f"/en{url}" for url in vietnamese() if not url.startswith(ONLY_VIETNAMESE))
