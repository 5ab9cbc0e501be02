"""The page of the genuine accounts, where a message that asks for money can be held against them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from nhandao.site import urls
from nhandao.site.contexts import Genuine
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

HEADING = "Tài khoản thật của Hội"


def tasks(plan: Plan) -> Iterator[Task]:
    yield plan.task(urls.GENUINE, plan.key("genuine"), _genuine)  # all it shows is in the frame


def _genuine(studio: Studio) -> bytes:
    society = studio.frame.site.society
    t = studio.frame.t
    page = studio.frame.page(
        urls.GENUINE,
        t(HEADING),
        t("Những tài khoản duy nhất nhận tiền ủng hộ, cách kiểm tra một tin nhắn xin chuyển tiền có thật hay không."),
        section="campaign",
        crumbs=(HOME_CRUMB,),
    )
    host = urlsplit(studio.frame.site.base_url).netloc
    return studio.page("genuine.html", page, Genuine(society.accounts, society.former_accounts, host))
