"""What companies, offices and schools need to begin: what is open, in figures, and how to take on several addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nhandao.site import urls
from nhandao.site.contexts import Business, Link
from nhandao.site.frame import HOME_CRUMB
from nhandao.site.plan import Plan, Studio, Task

HEADING = "Doanh nghiệp, cơ quan, trường học cùng giúp"
DESCRIPTION = (
    "Còn bao nhiêu địa chỉ cần gì, thiếu bao nhiêu tiền, và cách một đơn vị nhận giúp nhiều địa chỉ trong một lần."
)
CRUMB = Link("Tổ chức", urls.ORGANISATIONS)


def tasks(plan: Plan) -> Iterator[Task]:
    it = Business(plan.views.ways, urls.list_csv(urls.ADDRESSES), bool(plan.views.drives))
    yield plan.task(urls.BUSINESS, plan.key("business", repr(it.ways), str(it.drives)), partial(_business, it))


def _business(it: Business, studio: Studio) -> bytes:
    t = studio.frame.t
    page = studio.frame.page(
        urls.BUSINESS,
        t(HEADING),
        t(DESCRIPTION),
        section="organisations",
        crumbs=(HOME_CRUMB, CRUMB),
        here="Cho đơn vị",
    )
    return studio.page("business.html", page, it)
