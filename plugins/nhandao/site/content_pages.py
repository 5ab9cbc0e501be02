"""Pages from ``content/``: campaign, stories, news and their lists; and what a wrong address shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from nhandao.site import json_ld, urls
from nhandao.site.content import Document
from nhandao.site.contexts import ArticleList, ArticleTeaser, ContentPage, Link, NotFound
from nhandao.site.frame import FEED_STORIES, HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

CATEGORIES = {"chuyen": Link("Chuyện tử tế", urls.STORIES), "tin": Link("Tin tức", urls.NEWS)}
_CHAPTERS = "/chien-dich/so-tay-"
_ROOT_LINK = re.compile(r'(\b(?:href|src)=")/(?!/)')
_INTROS = {
    "chuyen": "Những người đã gắn với một địa chỉ kể lại.",
    "tin": "Tin của cuộc vận động.",
}
_WRONG_ADDRESS = NotFound(
    "Không có trang này",
    "Địa chỉ vừa mở không có trên trang Nhân Đạo. Có thể đường dẫn bị gõ nhầm hoặc thiếu một phần.",
)
_TAKEN_DOWN = NotFound(
    "Trang này không còn nữa",
    "Trang đã từng có ở đây và đã được gỡ theo yêu cầu hoặc vì hết thời hạn đồng ý công bố.",
)


def article_tasks(plan: Plan) -> Iterator[Task]:
    """What is written in Vietnamese only: stories and news, and the pages for a wrong address."""
    for document in plan.content.articles:
        yield plan.task(document.url, plan.key("article", repr(document)), partial(_article, document))
    for category in CATEGORIES:
        teasers = tuple(
            ArticleTeaser(article.title, article.url, article.summary, article.on, article.author)
            for article in plan.content.articles
            if article.category == category and article.on and not article.hidden
        )
        key = plan.key("articles", category, repr(teasers))
        yield plan.task(CATEGORIES[category].url, key, partial(_article_list, category, teasers))
    yield plan.task(urls.NOT_FOUND, plan.key("404"), partial(_no_page, urls.NOT_FOUND, "404.html", _WRONG_ADDRESS))
    yield plan.task(urls.GONE, plan.key("410"), partial(_no_page, urls.GONE, "410.html", _TAKEN_DOWN))


def campaign_tasks(plan: Plan) -> Iterator[Task]:
    """Pages of the campaign, and chapters of the handbook."""
    bound = any(asset.url == urls.HANDBOOK for asset in plan.content.assets)
    for document in plan.content.pages:
        pdf = urls.HANDBOOK if bound and document.url.startswith(_CHAPTERS) else ""
        yield plan.task(document.url, plan.key("page", repr(document), pdf), partial(_campaign_page, document, pdf))


def _campaign_page(document: Document, pdf: str, studio: Studio) -> bytes:
    page = studio.frame.page(
        document.url,
        document.title,
        document.summary or document.title,
        section="campaign",
        crumbs=(HOME_CRUMB,),
        noindex=document.hidden,
        kind="article",
        share="" if document.hidden else document.url,
    )
    return studio.page("content_page.html", page, _shown(document, studio.frame.prefix)._replace(pdf=pdf))


def _article(document: Document, studio: Studio) -> bytes:
    category, frame = CATEGORIES[document.category], studio.frame
    publisher = json_ld.organisation(frame.site.society, frame.absolute(urls.HOME))
    page = frame.page(
        document.url,
        document.title,
        document.summary or document.title,
        section="stories",
        crumbs=(HOME_CRUMB, category),
        noindex=document.hidden,
        kind="article",
        share="" if document.hidden else document.url,
        feeds=(FEED_STORIES,),
        things=[json_ld.article(document, frame.absolute(document.url), publisher)],
    )
    return studio.page("article.html", page, _shown(document, studio.frame.prefix))


def _shown(document: Document, prefix: str) -> ContentPage:
    category = CATEGORIES[document.category].text if document.category else ""
    # Writers link to "/so-cai/"; below a path of its own the site has to say where that is.
    html = _ROOT_LINK.sub(rf"\g<1>{prefix}/", document.html) if prefix else document.html
    return ContentPage(
        html, document.on, document.modified, document.author, category, document.photo_credit, document.correction
    )


def _article_list(category: str, teasers: tuple[ArticleTeaser, ...], studio: Studio) -> bytes:
    heading, url = CATEGORIES[category]
    page = studio.frame.page(
        url,
        heading,
        _INTROS[category],
        section="stories",
        crumbs=(HOME_CRUMB,),
        feeds=(FEED_STORIES,),
    )
    return studio.page("article_list.html", page, ArticleList(heading, _INTROS[category], teasers))


def _no_page(url: str, template: str, it: NotFound, studio: Studio) -> bytes:
    page = studio.frame.page(url, it.heading, it.text, section="", noindex=True)
    return studio.page(template, page._replace(canonical=""), it)
