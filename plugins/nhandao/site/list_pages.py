"""The home page, the lists of addresses cut into pages, each list as a file, and the list of finished addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.public.views import FinishedAddress
from nhandao.site import data_files, json_ld, share_cards, urls
from nhandao.site.address_lists import AddressList
from nhandao.site.contexts import FinishedListing, Home, Link, Listing
from nhandao.site.digest import digest
from nhandao.site.frame import ADDRESSES_CRUMB, FEED_ADDRESSES, FEED_STORIES, HOME_CRUMB, Frame
from nhandao.site.plan import Plan, Studio, Task, page_count, step_urls, with_number

CARDS_A_PAGE = 24
CARDS_AT_HOME = 6
ARTICLES_AT_HOME = 5
SECTION = "addresses"
FINISHED_HEADING = "Địa chỉ đã kết thúc"


def tasks(plan: Plan) -> Iterator[Task]:
    yield _home_task(plan)
    yield from list_tasks(plan)


def list_tasks(plan: Plan) -> Iterator[Task]:
    """The lists without the home page."""
    for view in plan.lists:
        yield from _list_tasks(plan, view)
    yield from _finished_tasks(plan)


def _list_tasks(plan: Plan, view: AddressList) -> Iterator[Task]:
    digests = [card.digest for card in view.cards]
    total = len(digests)
    pages = page_count(total, CARDS_A_PAGE)
    view_key = digest(
        view.url, view.heading, view.intro, view.here, str(total), view.facets_key, repr((view.crumbs, view.feeds))
    )
    for number in range(1, page_count(max(total, view.ever), CARDS_A_PAGE) + 1):
        first = (number - 1) * CARDS_A_PAGE
        key = plan.key("list", view_key, str(number), *digests[first : first + CARDS_A_PAGE])
        yield plan.task(urls.numbered(view.url, number), key, partial(_list_page, view, number, pages))
    yield from data_files.address_tasks(plan, view.url, view.heading, view.cards, digest(*digests))


def _list_page(view: AddressList, number: int, pages: int, studio: Studio) -> bytes:
    first = (number - 1) * CARDS_A_PAGE
    cards = tuple(view.cards[first : first + CARDS_A_PAGE])
    past_the_end = number > pages
    previous, following = step_urls(view.url, number, pages)
    page = studio.frame.page(
        urls.numbered(view.url, number),
        with_number(view.heading, number, studio.frame.t),
        view.intro or _description(view, studio.frame),
        section=SECTION,
        crumbs=view.crumbs,
        here=view.here,
        canonical=view.url if past_the_end else "",
        noindex=past_the_end or (view.combined and not view.cards),
        feeds=view.feeds,
        share=share_cards.of_list(view),
    )
    listing = Listing(
        heading=view.heading,
        intro=view.intro,
        cards=cards,
        total=len(view.cards),
        number=number,
        pages=pages,
        first_url=view.url,
        previous_url=previous,
        next_url=following,
        needy=sum(card.needed > 0 for card in view.cards),
        csv_url=urls.list_csv(view.url),
        json_url=urls.list_json(view.url),
        facets=view.facets,
    )
    return studio.page("address_list.html", page, listing)


def _description(view: AddressList, frame: Frame) -> str:
    if not view.cards:
        return frame.t("{heading}: hiện chưa có địa chỉ nào đang chờ.").format(heading=view.heading)
    return frame.t(
        "{heading}: {number} địa chỉ đã khảo sát, đã duyệt, ghi rõ còn cần gì, giá bao nhiêu và đã nhận được bao nhiêu."
    ).format(heading=view.heading, number=frame.language.num(len(view.cards)))


def _home_task(plan: Plan) -> Task:
    views = plan.views
    # The first in line is the first of the default order that still asks for help.
    first = tuple(detail.card for detail in views.addresses if detail.card.listed)[:CARDS_AT_HOME]
    articles = tuple(Link(article.title, article.url) for article in plan.content.articles if not article.hidden)[
        :ARTICLES_AT_HOME
    ]
    home = Home(views.totals, first, views.districts, views.categories, views.forms, articles)
    key = plan.key(
        "home",
        repr((views.totals, articles)),
        repr((views.districts, views.categories, views.forms)),
        *(card.digest for card in first),
    )
    return plan.task(urls.HOME, key, partial(_home, home))


def _home(home: Home, studio: Studio) -> bytes:
    frame = studio.frame
    society = frame.site.society
    root = frame.absolute(urls.HOME)
    page = frame.page(
        urls.HOME,
        f"Nhân Đạo – {society.name}",
        frame.t(
            "{number} địa chỉ nhân đạo đang cần giúp, đã khảo sát và duyệt, ghi rõ còn cần gì và giá bao nhiêu. "
            "{society} công khai từng khoản nhận và trao."
        ).format(number=frame.language.num(home.totals.open), society=society.short_name),
        section="home",
        feeds=(FEED_ADDRESSES, FEED_STORIES),
        things=(json_ld.organisation(society, root), json_ld.website(society, root, frame.language.code)),
    )
    return studio.page("home.html", page, home)


def _finished_tasks(plan: Plan) -> Iterator[Task]:
    items = plan.views.finished
    pages = page_count(len(items), CARDS_A_PAGE)
    # Who was in this list once has either stayed or gone, so this many pages may have been published.
    kept = page_count(len(items) + len(plan.views.gone), CARDS_A_PAGE)
    for number in range(1, kept + 1):
        first = (number - 1) * CARDS_A_PAGE
        part = items[first : first + CARDS_A_PAGE]
        key = plan.key("finished list", str(number), str(len(items)), *(item.digest for item in part))
        make = partial(_finished_page, part, len(items), number, pages)
        yield plan.task(urls.numbered(urls.FINISHED, number), key, make)
    members = digest(*(item.digest for item in items))
    yield from data_files.finished_tasks(plan, items, FINISHED_HEADING, members)


def _finished_page(part: tuple[FinishedAddress, ...], total: int, number: int, pages: int, studio: Studio) -> bytes:
    previous, following = step_urls(urls.FINISHED, number, pages)
    t = studio.frame.t
    page = studio.frame.page(
        urls.numbered(urls.FINISHED, number),
        with_number(t(FINISHED_HEADING), number, t),
        t("Những địa chỉ nhân đạo không cần giúp nữa: kết quả, không nêu tên, và số tiền đã trao."),
        section=SECTION,
        crumbs=(HOME_CRUMB, ADDRESSES_CRUMB),
        here=FINISHED_HEADING,
        canonical=urls.FINISHED if number > pages else "",
        noindex=number > pages,
    )
    listing = FinishedListing(
        heading=t(FINISHED_HEADING),
        intro=t("Việc giúp đã xong. Tên và hình ảnh đã được gỡ, chỉ còn kết quả và số tiền."),
        items=part,
        total=total,
        number=number,
        pages=pages,
        first_url=urls.FINISHED,
        previous_url=previous,
        next_url=following,
        csv_url=urls.list_csv(urls.FINISHED),
        json_url=urls.list_json(urls.FINISHED),
    )
    return studio.page("finished_list.html", page, listing)
